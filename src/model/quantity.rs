//! How much of something, as people write it: `500`, `500 pcs`, `1.2万件`.

use super::numeral;
use super::pinyin::is_hanzi;

/// Units that have a word of thousands in front: 5千克 are five of them.
const IN_THOUSANDS: [char; 4] = ['克', '米', '瓦', '卡'];

/// The number and the unit behind it. What begins with no digit is all number, for whoever reads numbers to refuse.
pub fn number_and_unit(text: &str) -> (&str, Option<&str>) {
    let text = text.trim();
    if let Some(words) = in_words(text) {
        let (number, unit) = text.split_at(words);
        return (number, Some(unit.trim()).filter(|unit| !unit.is_empty()));
    }
    let is_number = |c: char| c.is_numeric() || ",.，．'’+-−－ 万亿千百".contains(c);
    let end = text.find(|c| !is_number(c)).unwrap_or(text.len());
    let end = match text[..end].strip_suffix('千') {
        Some(number) if text[end..].starts_with(IN_THOUSANDS) => number.len(),
        _ => end + thousands(&text[end..]),
    };
    let (number, unit) = text.split_at(end);
    let unit = unit.trim();
    match number.contains(char::is_numeric) && !unit.contains(char::is_numeric) {
        true => (number.trim(), Some(unit).filter(|unit| !unit.is_empty())),
        false => (text, None),
    }
}

/// The length of a number in words, 两千, where a text begins with one: one that says a ten or more, since 一 alone begins
/// many a word.
fn in_words(text: &str) -> Option<usize> {
    let is_large = |c: char| "十百千万亿".contains(c);
    let is_word = |c: char| is_large(c) || numeral::digit(c).is_some();
    let end = text.find(|c| !is_word(c)).unwrap_or(text.len());
    let is_number = text.starts_with(|c| c == '十' || numeral::digit(c).is_some());
    (is_number && text[..end].contains(is_large)).then_some(end)
}

/// The length of a `k` that stands for thousands, as beside an amount: behind it no other Latin letter goes on (`kg`).
fn thousands(behind: &str) -> usize {
    let mut chars = behind.chars();
    let is_thousands = matches!(chars.next(), Some('k' | 'K'))
        && chars.next().is_none_or(|c| c.is_whitespace() || is_hanzi(c));
    usize::from(is_thousands)
}

#[cfg(test)]
mod tests {
    use super::number_and_unit;

    #[test]
    fn a_unit_stands_behind_the_number() {
        for (text, want) in [
            ("500", ("500", None)),
            ("500 pcs", ("500", Some("pcs"))),
            (" 1,200.5t ", ("1,200.5", Some("t"))),
            ("500件", ("500", Some("件"))),
            ("1.2万件", ("1.2万", Some("件"))),
            ("-20 m²", ("-20 m²", None)),
            ("12 kg", ("12", Some("kg"))),
            ("2k pcs", ("2k", Some("pcs"))),
            ("1.5k kg", ("1.5k", Some("kg"))),
            ("2K件", ("2K", Some("件"))),
            ("2k", ("2k", None)),
            ("2kg", ("2", Some("kg"))),
            ("2km", ("2", Some("km"))),
            ("1.5k", ("1.5k", None)),
            ("2千件", ("2千", Some("件"))),
            ("1万件", ("1万", Some("件"))),
            ("5千克", ("5", Some("千克"))),
            ("1.2万千克", ("1.2万", Some("千克"))),
            ("5千 克", ("5千", Some("克"))),
            ("两千件", ("两千", Some("件"))),
            ("一万二千 件", ("一万二千", Some("件"))),
            ("十台", ("十", Some("台"))),
            ("三百", ("三百", None)),
            ("一些", ("一些", None)),
            ("几千件", ("几千件", None)),
            ("百件", ("百件", None)),
            ("k", ("k", None)),
            ("pcs", ("pcs", None)),
            ("about 500", ("about 500", None)),
            ("2 x 500", ("2 x 500", None)),
            ("", ("", None)),
        ] {
            assert_eq!(number_and_unit(text), want, "{text}");
        }
    }
}
