//! Numbers as people write them: 1,234.56 and 1.234,56, with currencies before or behind them.

use std::borrow::Cow;

use crate::model::{self, Currency, Decimal, numeral};

/// What stands before the fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecimalSign {
    /// 1,234.56.
    Point,
    /// 1.234,56.
    Comma,
}

impl DecimalSign {
    /// Reads `point`, `comma`.
    pub fn parse(text: &str) -> Option<Self> {
        match text.trim().to_ascii_lowercase().as_str() {
            "point" | "." => Some(DecimalSign::Point),
            "comma" | "," => Some(DecimalSign::Comma),
            _ => None,
        }
    }
}

/// What a text is as a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrittenNumber {
    Number(Decimal),
    /// 1,234: thousands, or a fraction of three digits.
    Either,
}

/// Signs and words of currencies; a longer one before the one that it ends with.
const CURRENCIES: &[(&str, &str)] = &[
    ("US$", "USD"),
    ("HK$", "HKD"),
    ("NT$", "TWD"),
    ("A$", "AUD"),
    ("C$", "CAD"),
    ("S$", "SGD"),
    ("R$", "BRL"),
    ("人民币", "CNY"),
    ("RMB", "CNY"),
    ("rmb", "CNY"),
    ("美元", "USD"),
    ("美金", "USD"),
    ("美刀", "USD"),
    ("欧元", "EUR"),
    ("英镑", "GBP"),
    ("港币", "HKD"),
    ("港元", "HKD"),
    ("日元", "JPY"),
    ("日币", "JPY"),
    ("韩元", "KRW"),
    ("韩币", "KRW"),
    ("新台币", "TWD"),
    ("台币", "TWD"),
    ("澳门元", "MOP"),
    ("澳元", "AUD"),
    ("澳币", "AUD"),
    ("加元", "CAD"),
    ("加币", "CAD"),
    ("新加坡元", "SGD"),
    ("新币", "SGD"),
    ("瑞士法郎", "CHF"),
    ("瑞郎", "CHF"),
    ("卢布", "RUB"),
    ("卢比", "INR"),
    ("泰铢", "THB"),
    ("越南盾", "VND"),
    ("印尼盾", "IDR"),
    ("迪拉姆", "AED"),
    ("雷亚尔", "BRL"),
    ("兹罗提", "PLN"),
    ("里拉", "TRY"),
    ("dollars", "USD"),
    ("dollar", "USD"),
    ("euros", "EUR"),
    ("euro", "EUR"),
    ("yuan", "CNY"),
    ("￥", "CNY"),
    ("¥", "CNY"),
    ("块钱", "CNY"),
    ("块", "CNY"),
    ("元", "CNY"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("₹", "INR"),
    ("₩", "KRW"),
    ("$", "USD"),
];

/// The currency that a text names: by its three letters, by its sign, or in words.
pub fn read_currency(text: &str) -> Option<Currency> {
    let text = numeral::narrow(text.trim());
    let named = CURRENCIES.iter().find(|(word, _)| *word == text || *word == text.to_lowercase());
    match named {
        Some((_, code)) => Currency::new(code),
        None => Currency::new(&text.to_uppercase()),
    }
}

/// The number of a text, and the currency that stands beside it.
pub fn read(text: &str, sign: Option<DecimalSign>) -> Option<(WrittenNumber, Option<Currency>)> {
    let (text, thousands) = without_k(text);
    let (written, currency) = bare(&text);
    let (digits, times) = magnitude(&written);
    let times = times * thousands;
    let is_negative = digits.starts_with('-') || (digits.starts_with('(') && digits.ends_with(')'));
    let digits = digits.trim_matches(['-', '(', ')', '+']);
    let is_number = digits.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
    if !is_number || !digits.contains(|c: char| c.is_ascii_digit()) {
        let (sign, rest) = match written.strip_prefix('-') {
            Some(rest) => (-Decimal::ONE, rest),
            None => (Decimal::ONE, written.as_str()),
        };
        return Some((WrittenNumber::Number(numeral::amount(rest)? * sign), currency));
    }
    let sign = match sign.or_else(|| told(digits)) {
        Some(sign) => sign,
        None if digits.contains(['.', ',']) => return Some((WrittenNumber::Either, currency)),
        None => DecimalSign::Point,
    };
    let (point, thousands) = match sign {
        DecimalSign::Point => ('.', ','),
        DecimalSign::Comma => (',', '.'),
    };
    let (whole, fraction) = digits.split_once(point).unwrap_or((digits, ""));
    // Thousands in threes, and nothing but digits behind the point.
    let groups: Vec<&str> = whole.split(thousands).collect();
    let is_grouped = groups.len() == 1
        || (groups[1..].iter().all(|group| group.len() == 3) && (1..=3).contains(&groups[0].len()));
    if !is_grouped || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let plain = groups.concat();
    let plain = if plain.is_empty() { "0" } else { &plain };
    let text = if fraction.is_empty() { plain.to_owned() } else { format!("{plain}.{fraction}") };
    let value = model::decimal(&text)?;
    let value = match times {
        1 => value,
        times => value.checked_mul(Decimal::from(times))?.normalize(),
    };
    Some((WrittenNumber::Number(if is_negative { -value } else { value }), currency))
}

/// `12k`, `12k EUR`, `€12K`, without the k, and how often that counts.
fn without_k(text: &str) -> (Cow<'_, str>, i64) {
    let unit = text.find(['k', 'K']).and_then(|at| {
        let (before, behind) = (text[..at].trim_end(), &text[at + 1..]);
        let is_unit = before.ends_with(char::is_numeric) && !behind.starts_with(char::is_alphanumeric);
        is_unit.then(|| format!("{before}{behind}"))
    });
    unit.map_or((Cow::Borrowed(text), 1), |rest| (Cow::Owned(rest), 1_000))
}

/// The sign that a column's numbers show; `None` where none of them tells, `Err` where they
/// contradict one another.
pub(super) fn sign_of<'t>(texts: impl Iterator<Item = &'t str>) -> Result<Option<DecimalSign>, ()> {
    let mut sign = None;
    for text in texts {
        let (digits, _) = bare(&without_k(text).0);
        let Some(told) = told(magnitude(&digits).0.trim_matches(['-', '(', ')', '+'])) else { continue };
        if sign.is_some_and(|sign| sign != told) {
            return Err(());
        }
        sign = Some(told);
    }
    Ok(sign)
}

/// The sign that one number shows.
fn told(digits: &str) -> Option<DecimalSign> {
    let last = digits.rfind(['.', ','])?;
    let is_comma = digits[last..].starts_with(',');
    let other = if is_comma { '.' } else { ',' };
    let same = digits.matches(if is_comma { ',' } else { '.' }).count();
    let behind = digits.len() - last - 1;
    let before = digits[..last].trim_start_matches('0').len();
    let is_fraction = match (same, behind) {
        (1, _) if digits.contains(other) => true,
        // 1,234,567 has no fraction.
        (2.., _) => false,
        (_, 3) if (1..=3).contains(&before) && !digits.starts_with('0') => return None,
        _ => true,
    };
    Some(if is_fraction == is_comma { DecimalSign::Comma } else { DecimalSign::Point })
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || numeral::digit(c).is_some()
}

/// Without blanks, and without the currency.
fn bare(text: &str) -> (String, Option<Currency>) {
    let text = numeral::narrow(text);
    let text: String = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\'' | '’')).collect();
    let text = text.strip_suffix('整').map_or(text.as_str(), |text| text).to_owned();
    for (word, code) in CURRENCIES {
        if let Some((before, behind)) = text.split_once(word) {
            // 3块5 is no 35.
            let is_within = before.contains(is_digit) && behind.contains(is_digit);
            let bare = if is_within { text.clone() } else { format!("{before}{behind}") };
            return (bare, Currency::new(code));
        }
    }
    let letters: String = text.chars().filter(char::is_ascii_alphabetic).collect();
    match Currency::new(&letters.to_ascii_uppercase()) {
        Some(currency) if text.starts_with(&letters) || text.ends_with(&letters) => {
            (text.replacen(&letters, "", 1), Some(currency))
        }
        _ => (text, None),
    }
}

/// 500万, 1.2亿, 120人.
fn magnitude(text: &str) -> (String, i64) {
    for (word, times) in [("万", 10_000), ("亿", 100_000_000), ("人", 1), ("%", 1)] {
        if let Some(rest) = text.strip_suffix(word) {
            return (rest.to_owned(), times);
        }
    }
    (text.to_owned(), 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, want, currency) in [
            ("1,234.56", "1234.56", None),
            ("1.234,56", "1234.56", None),
            ("1234,5", "1234.5", None),
            ("￥1,234.00", "1234.00", Some("CNY")),
            ("$ 5 200.00", "5200.00", Some("USD")),
            ("EUR 5200", "5200", Some("EUR")),
            ("5.200,00 €", "5200.00", Some("EUR")),
            ("500万", "5000000", None),
            ("1.2亿元", "120000000", Some("CNY")),
            ("120人", "120", None),
            ("(12.50)", "-12.50", None),
            ("-3", "-3", None),
            ("0.125", "0.125", None),
            ("1,234,567", "1234567", None),
            ("12'000.5", "12000.5", None),
            ("１２，０００．５", "12000.5", None),
            ("一万二", "12000", None),
            ("1.2w", "12000", None),
            ("3百万", "3000000", None),
            ("-五千", "-5000", None),
            ("500港币", "500", Some("HKD")),
            ("10万日元", "100000", Some("JPY")),
            ("12000美刀", "12000", Some("USD")),
            ("三千块", "3000", Some("CNY")),
            ("五万元整", "50000", Some("CNY")),
            ("300 euros", "300", Some("EUR")),
            ("A$300", "300", Some("AUD")),
            ("12k", "12000", None),
            ("1.5 K", "1500", None),
            ("12k EUR", "12000", Some("EUR")),
            ("€12K", "12000", Some("EUR")),
        ] {
            let want = model::decimal(want).expect("a number");
            let found = read(text, None);
            assert_eq!(
                found,
                Some((WrittenNumber::Number(want), currency.and_then(Currency::new))),
                "{text}"
            );
        }
        for bad in
            ["", "x", "1,2,3", "1.2.3", "12x3", ".", "1,23.4,5", "3块5", "万", "元", "k", "12kg", "12 k g"]
        {
            assert!(
                !matches!(read(bad, None), Some((WrittenNumber::Number(_), _))),
                "{bad}: {:?}",
                read(bad, None)
            );
        }
    }

    #[test]
    fn what_can_be_read_two_ways_is_not_guessed() {
        assert!(matches!(read("1,234", None), Some((WrittenNumber::Either, _))));
        assert!(matches!(read("1.234", None), Some((WrittenNumber::Either, _))));
        let number = |text, sign| read(text, Some(sign)).map(|(written, _)| written);
        let want = |text| model::decimal(text).map(WrittenNumber::Number);
        assert_eq!(number("1,234", DecimalSign::Point), want("1234"));
        assert_eq!(number("1,234", DecimalSign::Comma), want("1.234"));
        assert_eq!(sign_of(["1,234", "5.50"].into_iter()), Ok(Some(DecimalSign::Point)));
        assert_eq!(sign_of(["1,234", "17"].into_iter()), Ok(None));
        assert_eq!(sign_of(["1,5", "5.5"].into_iter()), Err(()));
    }
}
