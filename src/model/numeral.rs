//! Chinese numbers as people write them: 十五天 and 二〇二七年 beside a unit, 一万二 and 3百万 as an amount.

use super::money::{Decimal, decimal};

/// Full-width letters, digits and signs as plain ones; all else stays.
pub fn narrow(text: &str) -> String {
    let plain = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => u32::from(c).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(c),
        '\u{3000}' => ' ',
        c => c,
    };
    text.chars().map(plain).collect()
}

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

/// An amount in tens, hundreds, thousands and ten thousands: 一万二 is 12,000, 3百万 three million, 三千零五 3,005.
pub fn amount(text: &str) -> Option<Decimal> {
    let mut reading = Reading::default();
    let mut digits = String::new();
    for c in text.chars() {
        if c.is_ascii_digit() || c == '.' {
            digits.push(c);
            continue;
        }
        if !digits.is_empty() {
            reading.number(&std::mem::take(&mut digits))?;
        }
        match c {
            '零' | '〇' => reading.is_zero = true,
            '十' => reading.small(10)?,
            '百' => reading.small(100)?,
            '千' => reading.small(1_000)?,
            '万' | 'w' | 'W' => reading.large(10_000)?,
            '亿' => reading.large(100_000_000)?,
            c => reading.number(&digit(c)?.to_string())?,
        }
    }
    if !digits.is_empty() {
        reading.number(&digits)?;
    }
    reading.end()
}

/// An amount, as far as it is read.
#[derive(Default)]
struct Reading {
    total: Decimal,
    /// Below the next large unit.
    section: Decimal,
    /// A number whose unit is to come.
    pending: Option<Decimal>,
    /// The unit that came last.
    unit: Option<i64>,
    is_zero: bool,
    is_fraction: bool,
}

impl Reading {
    fn number(&mut self, digits: &str) -> Option<()> {
        let number = decimal(digits)?;
        self.is_fraction |= digits.contains('.');
        self.pending.replace(number).is_none().then_some(())
    }

    fn small(&mut self, unit: i64) -> Option<()> {
        let count = match self.pending.take() {
            Some(count) => count,
            // 十五 is one ten and five.
            None if unit == 10 && self.section.is_zero() => Decimal::ONE,
            None => return None,
        };
        self.section = self.section.checked_add(count.checked_mul(Decimal::from(unit))?)?;
        (self.unit, self.is_zero) = (Some(unit), false);
        Some(())
    }

    fn large(&mut self, unit: i64) -> Option<()> {
        let count = self.section.checked_add(self.pending.take().unwrap_or_default())?;
        if count.is_zero() {
            return None;
        }
        self.total = self.total.checked_add(count.checked_mul(Decimal::from(unit))?)?;
        self.section = Decimal::ZERO;
        (self.unit, self.is_zero) = (Some(unit), false);
        Some(())
    }

    fn end(self) -> Option<Decimal> {
        let rest = match (self.pending, self.unit) {
            (None, None) => return None,
            (None, Some(_)) => Decimal::ZERO,
            (Some(rest), None) => rest,
            // 1.2万3 is a slip.
            (Some(_), Some(_)) if self.is_fraction => return None,
            (Some(rest), Some(_)) if self.is_zero => rest,
            (Some(rest), Some(unit)) => {
                let next = Decimal::from(unit / 10);
                match rest < Decimal::TEN {
                    // 一万二 leaves out its last unit.
                    true => rest.checked_mul(next)?,
                    false if rest >= next && rest < Decimal::from(unit) => rest,
                    false => return None,
                }
            }
        };
        Some(self.total.checked_add(self.section)?.checked_add(rest)?.normalize())
    }
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
    fn amounts_are_read_in_their_units() {
        for (text, want) in [
            ("1万2", "12000"),
            ("一万二", "12000"),
            ("1万2千", "12000"),
            ("1万2000", "12000"),
            ("1万零500", "10500"),
            ("1.2w", "12000"),
            ("5千", "5000"),
            ("三千五", "3500"),
            ("三千零五", "3005"),
            ("3百万", "3000000"),
            ("两百五十", "250"),
            ("两百五", "250"),
            ("十五", "15"),
            ("十五万", "150000"),
            ("1.5千万", "15000000"),
            ("1亿2", "120000000"),
            ("一亿两千万", "120000000"),
            ("五", "5"),
        ] {
            assert_eq!(amount(text), decimal(want), "{text}");
        }
        for bad in ["", "万", "千", "1.2万3", "1万23", "万万", "1x", "一一", "1.2.3万", "五百百"]
        {
            assert_eq!(amount(bad), None, "{bad}");
        }
        assert_eq!(narrow("１２，０００．５０　ＵＳＤ"), "12,000.50 USD");
    }

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
