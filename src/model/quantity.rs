//! How much of something, as people write it: `500`, `500 pcs`, `1.2万件`.

use super::pinyin::is_hanzi;

/// The number and the unit behind it. What begins with no digit is all number, for whoever reads numbers to refuse.
pub fn number_and_unit(text: &str) -> (&str, Option<&str>) {
    let text = text.trim();
    let is_number = |c: char| c.is_numeric() || ",.，．'’+-−－ 万亿千百".contains(c);
    let end = text.find(|c| !is_number(c)).unwrap_or(text.len());
    let (number, unit) = text.split_at(end + thousands(&text[end..]));
    let unit = unit.trim();
    match number.contains(char::is_numeric) && !unit.contains(char::is_numeric) {
        true => (number.trim(), Some(unit).filter(|unit| !unit.is_empty())),
        false => (text, None),
    }
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
