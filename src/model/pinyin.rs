//! Chinese names typed with Latin keys: by full pinyin, by initials, or by both mixed.

use pinyin::{ToPinyin, ToPinyinMulti};

/// Words whose usual reading is not the first one of each character.
const READINGS: &[(&str, &str)] = &[
    ("重庆", "chongqing"),
    ("重慶", "chongqing"),
    ("长沙", "changsha"),
    ("長沙", "changsha"),
    ("长春", "changchun"),
    ("長春", "changchun"),
    ("长城", "changcheng"),
    ("长江", "changjiang"),
    ("长安", "changan"),
    ("厦门", "xiamen"),
    ("廈門", "xiamen"),
    ("西藏", "xizang"),
    ("银行", "yinhang"),
    ("長江", "changjiang"),
    ("行业", "hangye"),
    ("重工", "zhonggong"),
];

/// Surnames that are read otherwise than the same character elsewhere; they begin a name.
const SURNAMES: &[(char, &str)] = &[
    ('单', "shan"),
    ('單', "shan"),
    ('曾', "zeng"),
    ('仇', "qiu"),
    ('查', "zha"),
    ('解', "xie"),
    ('区', "ou"),
];

/// Whether a character has a pinyin reading.
pub fn is_hanzi(c: char) -> bool {
    c.to_pinyin().is_some()
}

/// The usual reading of a run of Chinese characters, without tones, `ü` as `v` on its own and `u`
/// nowhere: `重庆单` → `chongqing`, `dan`. One syllable group per word of the table, else per character.
pub fn syllables(run: &str, begins_a_name: bool) -> Vec<String> {
    let mut out = Vec::new();
    let mut rest = run;
    if let Some(first) = rest.chars().next().filter(|_| begins_a_name && run.chars().count() <= 4)
        && let Some((_, reading)) = SURNAMES.iter().find(|(surname, _)| *surname == first)
        && run.chars().count() > 1
    {
        out.push((*reading).to_owned());
        rest = &rest[first.len_utf8()..];
    }
    while let Some(first) = rest.chars().next() {
        if let Some((word, reading)) = READINGS.iter().find(|(word, _)| rest.starts_with(word)) {
            out.push((*reading).to_owned());
            rest = &rest[word.len()..];
        } else {
            if let Some(reading) = first.to_pinyin() {
                out.push(plain(reading.plain()));
            }
            rest = &rest[first.len_utf8()..];
        }
    }
    out
}

/// Whether `query` occurs in `text`, a Chinese character standing for itself, for any of its
/// readings, for the beginning of one at the end of the query, or for its initial.
///
/// Both must already be folded (see [`super::name::fold`]); spaces in the query don't count.
pub fn contains(text: &str, query: &str) -> bool {
    if text.contains(query) {
        return true;
    }
    let query: Vec<char> = query.chars().filter(|c| !c.is_whitespace()).collect();
    if query.is_empty() {
        return true;
    }
    if text.is_ascii() {
        return false;
    }
    // Nobody types the 市 of 深圳市宏达.
    let city = query.contains(&'市');
    let text: Vec<char> = text.chars().filter(|c| !c.is_whitespace() && (city || *c != '市')).collect();
    // One bit per (text, query) position that is known to lead nowhere.
    let mut dead = vec![false; (text.len() + 1) * (query.len() + 1)];
    (0..text.len()).any(|start| fits(&text, start, &query, 0, &mut dead))
}

fn fits(text: &[char], at: usize, query: &[char], done: usize, dead: &mut [bool]) -> bool {
    if done == query.len() {
        return true;
    }
    let Some(&c) = text.get(at) else { return false };
    let cell = at * (query.len() + 1) + done;
    if dead[cell] {
        return false;
    }
    let found = (c == query[done] && fits(text, at + 1, query, done + 1, dead))
        || readings(c).iter().any(|reading| {
            let same = reading.chars().zip(&query[done..]).take_while(|(a, b)| a == *b).count();
            let whole = reading.chars().count();
            (same > 0 && done + same == query.len())
                || (same == whole && fits(text, at + 1, query, done + whole, dead))
                || (same > 0 && fits(text, at + 1, query, done + 1, dead))
        });
    dead[cell] = !found;
    found
}

/// Whether one of a character's readings is this one, in any of the ways in which `ü` is typed.
pub fn is_read(c: char, reading: &str) -> bool {
    let surname = SURNAMES.iter().any(|(surname, own)| *surname == c && *own == reading);
    surname || readings(c).iter().any(|own| typed(own).contains(&reading.to_owned()))
}

/// The ways in which a syllable is typed: `lv`, `lyu` and `lu`.
pub fn typed(syllable: &str) -> Vec<String> {
    match syllable.split_once('v') {
        Some((before, behind)) => {
            ["v", "yu", "u"].iter().map(|vowel| format!("{before}{vowel}{behind}")).collect()
        }
        None => vec![syllable.to_owned()],
    }
}

fn readings(c: char) -> Vec<String> {
    let Some(multi) = c.to_pinyin_multi() else { return Vec::new() };
    let mut readings: Vec<String> = multi.into_iter().map(|reading| plain(reading.plain())).collect();
    readings.sort_unstable();
    readings.dedup();
    readings
}

/// `lü` is typed `lv`.
fn plain(reading: &str) -> String {
    reading.replace('ü', "v")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_is_found_by_pinyin_by_initials_and_by_itself() {
        for (text, query) in [
            ("深圳宏达机械有限公司", "宏达"),
            ("深圳宏达机械有限公司", "hongda"),
            ("深圳宏达机械有限公司", "hd"),
            ("深圳宏达机械有限公司", "szhd"),
            ("深圳市宏达机械有限公司", "szhd"),
            ("深圳市宏达机械有限公司", "市hd"),
            ("深圳宏达机械有限公司", "shenzhenhd"),
            ("深圳宏达机械有限公司", "hongd"),
            ("重庆长安", "chongqing"),
            ("重庆长安", "zhongqing"),
            ("长沙", "cs"),
            ("单氏", "shan"),
            ("绿源", "lvyuan"),
            ("abc宏达", "bchd"),
        ] {
            assert!(contains(text, query), "{query} in {text}");
        }
        for (text, query) in [("深圳宏达", "dh"), ("宏达", "hongdax"), ("mueller", "hd"), ("宏达", "宏大")]
        {
            assert!(!contains(text, query), "{query} not in {text}");
        }
    }

    #[test]
    fn a_long_query_on_a_long_text_ends() {
        let text = "一".repeat(2_000);
        assert!(!contains(&text, &format!("{}z", "y".repeat(300))));
    }

    #[test]
    fn usual_readings_win_over_first_ones() {
        for (run, want) in
            [("重庆", "chongqing"), ("宏达", "hong da"), ("单志强", "shan zhi qiang"), ("单", "dan")]
        {
            assert_eq!(syllables(run, true).join(" "), want);
        }
    }
}
