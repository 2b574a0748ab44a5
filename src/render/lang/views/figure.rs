//! Figures as people read them.

use rust_decimal::RoundingStrategy::MidpointAwayFromZero;

use super::super::Lang;
use super::super::plural::plural;
use crate::model::Decimal;
use crate::render::redaction;

/// `412,300`, `1,200.50`: with separators, to the cent.
pub fn amount(sum: Decimal) -> String {
    if redaction::hides_amounts() { redaction::shown(sum) } else { to_the_cent(sum) }
}

/// `412,300`, `0.1234`: with separators, every digit that the file has but for a round end.
pub(in crate::render::lang) fn exact_amount(sum: Decimal) -> String {
    if redaction::hides_amounts() {
        return redaction::shown(sum);
    }
    let (sign, text) = (if sum.is_sign_negative() { "-" } else { "" }, sum.abs().normalize().to_string());
    match text.split_once('.') {
        None => separated(&format!("{sign}{text}")),
        Some((units, cents)) => format!("{sign}{}.{cents:0<2}", separated(units)),
    }
}

/// How much of something, with separators and in the digits of the file: it is no money, whose cents are two.
pub(in crate::render::lang) fn exact_quantity(number: Decimal) -> String {
    if redaction::hides_amounts() {
        return redaction::shown(number);
    }
    let sign = if number.is_sign_negative() { "-" } else { "" };
    let text = number.abs().normalize().to_string();
    match text.split_once('.') {
        None => format!("{sign}{}", separated(&text)),
        Some((whole, fraction)) => format!("{sign}{}.{fraction}", separated(whole)),
    }
}

/// A number that is not an amount, with separators.
pub(super) fn to_the_cent(sum: Decimal) -> String {
    let cents = sum.round_dp_with_strategy(2, MidpointAwayFromZero);
    if cents.fract().is_zero() {
        return rounded(cents);
    }
    let text = format!("{:.2}", cents);
    let (units, rest) = text.split_once('.').unwrap_or((&text, ""));
    format!("{}.{rest}", separated(units))
}

/// `412,300`: with separators, without cents.
pub fn whole(sum: Decimal) -> String {
    if redaction::hides_amounts() { redaction::shown(sum) } else { rounded(sum) }
}

fn rounded(sum: Decimal) -> String {
    let units = sum.round_dp_with_strategy(0, MidpointAwayFromZero).normalize();
    separated(&units.to_string())
}

/// Digits in threes.
pub(in crate::render::lang) fn separated(digits: &str) -> String {
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |digits| ("-", digits));
    let mut out = String::from(sign);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if out == "-0" { "0".to_owned() } else { out }
}

/// `63.2 %`, `63.2%`: a fraction, to one digit.
pub fn percent(lang: Lang, part: Decimal) -> String {
    percent_beside(lang, part, &[])
}

/// The same; with more digits where it would look like one of the `cuts` and isn't.
pub(super) fn percent_beside(lang: Lang, part: Decimal, cuts: &[Decimal]) -> String {
    let hundredfold = |part: Decimal| part.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(part);
    let value = hundredfold(part);
    let rounded = |digits| value.round_dp_with_strategy(digits, MidpointAwayFromZero);
    let misleads = |digits: u32| {
        cuts.iter().map(|cut| hundredfold(*cut)).any(|cut| rounded(digits) == cut && value != cut)
    };
    let digits = (1..8).find(|digits| !misleads(*digits)).unwrap_or(8);
    let text = format!("{:.1$}", rounded(digits), digits as usize);
    signed(lang, &text)
}

/// A number of the policy as a percentage, in its own digits.
pub fn exact_percent(lang: Lang, part: Decimal) -> String {
    let value = part.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(part).normalize();
    signed(lang, &value.to_string())
}

fn signed(lang: Lang, number: &str) -> String {
    match lang {
        Lang::En => format!("{number} %"),
        Lang::Zh => format!("{number}%"),
    }
}

/// `1 order`, `2 orders`, `2单`.
pub(super) fn counted(lang: Lang, count: u32, en: &str, zh: &str) -> String {
    match lang {
        Lang::En => format!("{count} {en}{}", plural(count.into())),
        Lang::Zh => format!("{count}{zh}"),
    }
}

/// Parts of a sentence in a row.
pub(super) fn joined(lang: Lang, parts: &[String]) -> String {
    parts.join(lang.pick(", ", "，"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::decimal;

    fn number(text: &str) -> Decimal {
        decimal(text).expect("a number")
    }

    #[test]
    fn figures_are_for_people() {
        for (sum, exact, round) in [
            ("412300", "412,300", "412,300"),
            ("1200.5", "1,200.50", "1,201"),
            ("1200.004", "1,200", "1,200"),
            ("999", "999", "999"),
            ("0", "0", "0"),
            ("-0.001", "0", "0"),
            ("-1234567.891", "-1,234,567.89", "-1,234,568"),
            (
                "79228162514264337593543950335",
                "79,228,162,514,264,337,593,543,950,335",
                "79,228,162,514,264,337,593,543,950,335",
            ),
        ] {
            assert_eq!((amount(number(sum)).as_str(), whole(number(sum)).as_str()), (exact, round));
        }
        for (sum, exact) in [
            ("296350.00", "296,350"),
            ("4200", "4,200"),
            ("6703.20", "6,703.20"),
            ("1200.5", "1,200.50"),
            ("0.1234", "0.1234"),
            ("-1200.50", "-1,200.50"),
            ("-0.5", "-0.50"),
        ] {
            assert_eq!(exact_amount(number(sum)), exact);
        }
        for (sum, exact) in [("12000.50", "12,000.5"), ("500", "500"), ("-0.25", "-0.25")] {
            assert_eq!(exact_quantity(number(sum)), exact);
        }
        assert_eq!(percent(Lang::En, number("0.33333")), "33.3 %");
        assert_eq!(percent(Lang::Zh, number("0.33333")), "33.3%");
    }
}
