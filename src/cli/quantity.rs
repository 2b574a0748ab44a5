//! Amounts and durations as people type them, and as every answer shows them.

use crate::model::{Currency, Decimal, decimal, fold, numeral};
use crate::plan::import::{DecimalSign, WrittenNumber, read_number};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// This much, in this currency where one stands beside it.
    Of(Decimal, Option<Currency>),
    /// `12.000`: twelve, or twelve thousand.
    Either,
}

/// Reads an amount: `12000`, `12,000.50`, `12.000,50 EUR`, `￥1.2万`. A comma alone parts thousands, as in our own
/// answers; a point alone before three digits could be either.
pub fn amount(text: &str) -> Option<Amount> {
    // A part of a whole is not a sum.
    let text = Some(text.trim()).filter(|text| !text.contains(['%', '％']))?;
    // 万 parts in fours: 1,2000 is twelve thousand to one, and a little over one to another.
    let digits_behind = |rest: &str| rest.chars().take_while(char::is_ascii_digit).count();
    if !text.contains('.')
        && text.matches(',').count() == 1
        && text.split_once(',').is_some_and(|(_, rest)| digits_behind(rest) == 4)
    {
        return Some(Amount::Either);
    }
    let comma = text.contains(',').then_some(DecimalSign::Point);
    let (number, currency) = match read_number(text, None)? {
        (WrittenNumber::Either, _) => read_number(text, comma)?,
        found => found,
    };
    match number {
        WrittenNumber::Number(number) => Some(Amount::Of(number, currency)),
        WrittenNumber::Either => Some(Amount::Either),
    }
}

/// Reads minutes: `45`, `45min`, `1h`, `1.5h`, `1h30`, `1 h 30 min`, 1小时, 半小时, 一个半小时.
pub fn minutes(text: &str) -> Option<Decimal> {
    let text: String = numeral::in_digits(&fold(text)).split_whitespace().collect();
    if let Some(hours) = text.strip_suffix("个半小时") {
        return decimal(&format!("{hours}.5"))?
            .checked_mul(Decimal::from(60))
            .map(|minutes| minutes.normalize());
    }
    if let Some(quarters) = text.strip_suffix("刻钟") {
        return decimal(quarters)?.checked_mul(Decimal::from(15));
    }
    if let Some((hours, rest)) = text.split_once(':').filter(|(_, rest)| rest.len() == 2) {
        let rest = decimal(rest).filter(|rest| *rest < Decimal::from(60))?;
        return decimal(hours)?.checked_mul(Decimal::from(60))?.checked_add(rest);
    }
    if matches!(text.as_str(), "anhour" | "ahour") {
        return Some(Decimal::from(60));
    }
    if matches!(text.as_str(), "半小时" | "半个小时" | "半个钟头" | "halfanhour" | "ahalfhour") {
        return Some(Decimal::from(30));
    }
    let text = text.replace("个小时", "小时").replace("个钟头", "小时").replace("钟头", "小时");
    let sixty = Decimal::from(60);
    let units = ["hours", "hour", "hrs", "hr", "h", "小时"];
    let split = units.iter().find_map(|unit| text.split_once(unit));
    let Some((hours, rest)) = split else { return decimal(without_unit(&text)) };
    let hours = decimal(&hours.replace(',', "."))?.checked_mul(sixty)?;
    let rest = if rest.is_empty() { Decimal::ZERO } else { decimal(without_unit(rest))? };
    if rest >= sixty {
        return None;
    }
    Some(hours.checked_add(rest)?.normalize())
}

/// Reads a part of a whole: `0.3`, `30%`, 三成, 百分之三十.
pub fn fraction(text: &str) -> Option<Decimal> {
    let text = numeral::narrow(text.trim());
    let number = |text: &str| decimal(text.trim()).or_else(|| numeral::amount(text.trim()));
    let part = |text: &str, of: Decimal| Some((number(text)? / of).normalize());
    if let Some(tenths) = text.strip_suffix('成') {
        return part(tenths, Decimal::TEN);
    }
    let percent = text.strip_suffix('%').or_else(|| text.strip_prefix("百分之"));
    percent.map_or_else(|| decimal(&text), |percent| part(percent, Decimal::ONE_HUNDRED))
}

fn without_unit(text: &str) -> &str {
    let units = ["minutes", "minute", "mins", "min", "m", "分钟", "分"];
    units.iter().find_map(|unit| text.strip_suffix(unit)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_type_them() {
        for (text, want, code) in [
            ("12000", "12000", ""),
            ("12000.50", "12000.50", ""),
            ("12,000", "12000", ""),
            ("12,000.50", "12000.50", ""),
            ("213,550 USD", "213550", "USD"),
            ("1,234,567", "1234567", ""),
            ("12.000,50", "12000.50", ""),
            ("12000,5", "12000.5", ""),
            ("12000EUR", "12000", "EUR"),
            ("12000 eur", "12000", "EUR"),
            ("EUR 12000", "12000", "EUR"),
            ("€12000", "12000", "EUR"),
            ("$ 5 200.00", "5200", "USD"),
            ("US$300", "300", "USD"),
            ("￥12000", "12000", "CNY"),
            ("￥1.2万", "12000", "CNY"),
            ("1.2万", "12000", ""),
            ("1.2万元", "12000", "CNY"),
            ("3万美元", "30000", "USD"),
            ("1.5亿", "150000000", ""),
            ("1万2", "12000", ""),
            ("一万二", "12000", ""),
            ("两万五千", "25000", ""),
            ("5千", "5000", ""),
            ("1.2w", "12000", ""),
            ("3百万", "3000000", ""),
            ("500港币", "500", "HKD"),
            ("10万日元", "100000", "JPY"),
            ("12000美刀", "12000", "USD"),
            ("五百块", "500", "CNY"),
            ("１２０００", "12000", ""),
            ("￥１．２万", "12000", "CNY"),
            ("12k", "12000", ""),
            ("1.5K", "1500", ""),
            ("12k EUR", "12000", "EUR"),
            ("12k€", "12000", "EUR"),
            ("€12K", "12000", "EUR"),
            ("12000 dollars", "12000", "USD"),
            ("-300", "-300", ""),
            ("0.5", "0.5", ""),
            ("0.125", "0.125", ""),
        ] {
            let want = decimal(want).expect("a number").normalize();
            let Some(Amount::Of(found, currency)) = amount(text) else {
                panic!("{text}: {:?}", amount(text))
            };
            assert_eq!((found.normalize(), currency), (want, Currency::new(code)), "{text}");
        }
        assert_eq!(amount("12.000"), Some(Amount::Either));
        assert_eq!(amount("1.234 EUR"), Some(Amount::Either));
        assert_eq!(amount("1,2000"), Some(Amount::Either));
        assert_eq!((amount("10%"), amount("12kg"), amount("12 k g")), (None, None, None));
        for bad in
            ["", "x", "1,2,3", "1.2.3", "12x3", "12,00,0", "万", "k", "12 apples", "1.2万3", "3块5", "几千"]
        {
            assert_eq!(amount(bad), None, "{bad}");
        }
    }

    #[test]
    fn fractions_are_read_as_people_type_them() {
        for (text, want) in [
            ("0.3", "0.3"),
            ("30%", "0.3"),
            ("30％", "0.3"),
            ("３０％", "0.3"),
            ("12.5 %", "0.125"),
            ("3成", "0.3"),
            ("三成", "0.3"),
            ("百分之三十", "0.3"),
        ] {
            assert_eq!(fraction(text), decimal(want), "{text}");
        }
        for bad in ["", "%", "成", "三分之一", "x"] {
            assert_eq!(fraction(bad), None, "{bad}");
        }
    }

    #[test]
    fn minutes_are_read_as_people_type_them() {
        for (text, want) in [
            ("45", "45"),
            ("45min", "45"),
            ("45 minutes", "45"),
            ("45m", "45"),
            ("45分钟", "45"),
            ("45分", "45"),
            ("1h", "60"),
            ("1 hour", "60"),
            ("2 hrs", "120"),
            ("1.5h", "90"),
            ("1h30", "90"),
            ("1:30", "90"),
            ("0:45", "45"),
            ("1,5h", "90"),
            ("half an hour", "30"),
            ("an hour", "60"),
            ("1h30m", "90"),
            ("1 h 30 min", "90"),
            ("2 h 1 min", "121"),
            ("1小时", "60"),
            ("1小时30分", "90"),
            ("1.5小时", "90"),
            ("一小时", "60"),
            ("两个小时", "120"),
            ("半小时", "30"),
            ("一个半小时", "90"),
            ("两个半小时", "150"),
            ("三十分钟", "30"),
            ("３０分钟", "30"),
            ("两个钟头", "120"),
            ("三刻钟", "45"),
            ("十分钟", "10"),
            ("0", "0"),
        ] {
            assert_eq!(minutes(text), decimal(want), "{text}");
        }
        for bad in ["", "h", "soon", "1h90", "1d", "x小时", "1h2h"] {
            assert_eq!(minutes(bad), None, "{bad}");
        }
    }
}
