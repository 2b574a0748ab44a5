//! Chinese numbers as people write them beside a unit: 十五天, 三十分钟, 二〇二七年.

/// A text in which each Chinese number below a hundred, and each year, stands in digits. The 一 of 周一 is a name,
/// and stays.
pub fn in_digits(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut run: Vec<char> = Vec::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let is_number = c == '十' || digit(c).is_some();
        if !is_number {
            out.push(c);
            continue;
        }
        if run.is_empty() && out.ends_with(['周', '期', '拜', '初']) {
            out.push(c);
            continue;
        }
        run.push(c);
        let next = chars.peek().copied();
        if next.is_some_and(|next| next == '十' || digit(next).is_some()) {
            continue;
        }
        match next.and_then(|unit| number(&run, unit)) {
            Some(number) => out.push_str(&number),
            None => out.extend(&run),
        }
        run.clear();
    }
    out
}

/// The value of a character as a digit; 两 is two of something.
pub fn digit(c: char) -> Option<u32> {
    match c {
        '两' | '俩' => Some(2),
        '零' => Some(0),
        _ => "〇一二三四五六七八九".chars().zip(0..).find(|(own, _)| *own == c).map(|(_, value)| value),
    }
}

fn number(run: &[char], unit: char) -> Option<String> {
    let number = match run {
        ['十'] => 10,
        [one] => digit(*one)?,
        ['十', one] => 10 + digit(*one)?,
        [ten, '十'] => digit(*ten)? * 10,
        [ten, '十', one] => digit(*ten)? * 10 + digit(*one)?,
        [_, _, _, _] if unit == '年' => run.iter().try_fold(0, |year, c| Some(year * 10 + digit(*c)?))?,
        _ => return None,
    };
    Some(number.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_beside_a_unit_stand_in_digits() {
        for (text, want) in [
            ("十五天后", "15天后"),
            ("三十天", "30天"),
            ("二十一号", "21号"),
            ("十二月三日", "12月3日"),
            ("二〇二七年一月五日", "2027年1月5日"),
            ("两周", "2周"),
            ("下周一", "下周一"),
            ("周一十点", "周一10点"),
            ("星期三下午三点半", "星期三下午3点半"),
            ("礼拜二", "礼拜二"),
            ("三五天", "三五天"),
            ("十", "十"),
            ("in 3 days", "in 3 days"),
        ] {
            assert_eq!(in_digits(text), want, "{text}");
        }
    }
}
