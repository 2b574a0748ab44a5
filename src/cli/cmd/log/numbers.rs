//! Amounts, fractions and minutes as people type them, within their bounds.

use super::entries::Reader;
use crate::cli::failure::Failure;
use crate::model::{Currency, Decimal, Measure, Money, decimal};
use crate::render::lang::{self, tr};

impl Reader<'_> {
    pub(super) fn number(&self, option: &str, typed: &str, measure: Measure) -> Result<Decimal, Failure> {
        let number = decimal(typed.trim()).ok_or_else(|| {
            Failure::usage(tr!(
                self.lang(),
                "{option}: \"{typed}\" is no number",
                "{option}：「{typed}」不是数字"
            ))
            .try_this(tr!(
                self.lang(),
                "digits with a point: 1200.50",
                "数字，小数点用「.」：1200.50"
            ))
        })?;
        self.bounded(option, typed, number, measure)
    }

    /// What would be told as an error of the log must not get into it.
    fn bounded(
        &self,
        option: &str,
        typed: &str,
        number: Decimal,
        measure: Measure,
    ) -> Result<Decimal, Failure> {
        if measure.holds(number) {
            return Ok(number);
        }
        let lang = self.lang();
        let within = lang::within(lang, measure);
        Err(Failure::usage(tr!(
            lang,
            "{option}: \"{typed}\" is out of range",
            "{option}：「{typed}」超出范围"
        ))
        .try_this(tr!(lang, "{within}", "应为{within}")))
    }

    pub(super) fn fraction(&self, option: &str, typed: &str) -> Result<Decimal, Failure> {
        let percent = typed
            .trim()
            .strip_suffix('%')
            .and_then(decimal)
            .map(|percent| (percent / Decimal::ONE_HUNDRED).normalize());
        let margin = percent.or_else(|| decimal(typed.trim())).filter(|margin| *margin <= Decimal::ONE);
        let margin = margin.ok_or_else(|| {
            Failure::usage(tr!(
                self.lang(),
                "{option}: \"{typed}\" is no fraction",
                "{option}：「{typed}」不是比例"
            ))
            .try_this(tr!(self.lang(), "0.3, or 30%", "0.3 或 30%"))
        })?;
        self.bounded(option, typed, margin, Measure::Margin)
    }

    /// `12000`, `12000EUR`, `12000 EUR`, `EUR 12000`.
    pub(super) fn money(&self, option: &str, typed: &str) -> Result<Money, Failure> {
        let digits: String = typed.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | '-')).collect();
        let letters: String = typed
            .chars()
            .filter(|c| !(c.is_ascii_digit() || matches!(c, '.' | '-') || c.is_whitespace()))
            .collect();
        let amount = decimal(&digits);
        let code = self.args.currency.clone().unwrap_or(letters.clone()).to_uppercase();
        let currency = if code.is_empty() {
            Ok(Some(self.law.policy.currency))
        } else {
            Currency::new(&code).map(Some).ok_or(())
        };
        let (Some(amount), Ok(currency)) = (amount, currency) else {
            return Err(Failure::usage(tr!(
                self.lang(),
                "{option}: \"{typed}\" is no amount",
                "{option}：「{typed}」不是金额"
            ))
            .try_this(tr!(
                self.lang(),
                "digits with a point, and a currency of three letters: 1200.50 EUR",
                "数字加三位货币代码：1200.50 EUR"
            )));
        };
        if !letters.is_empty() && code != letters.to_uppercase() {
            return Err(Failure::usage(tr!(
                self.lang(),
                "{option}: {letters}, but --currency {code}",
                "{option}：{letters} 与 --currency {code} 不一致"
            )));
        }
        let amount = self.bounded(option, typed, amount, Measure::Amount)?;
        Ok(Money { amount, currency })
    }
}
