//! Amounts, fractions and minutes as people type them, within their bounds.

use super::entries::Reader;
use crate::cli::failure::Failure;
use crate::cli::quantity::{Amount, amount, minutes};
use crate::model::{Currency, Decimal, Measure, Money, decimal};
use crate::render::lang::{self, tr};

impl Reader<'_> {
    pub(super) fn number(&self, option: &str, typed: &str, measure: Measure) -> Result<Decimal, Failure> {
        let lang = self.lang();
        let (number, try_this) = match measure {
            Measure::Spent => {
                (minutes(typed), tr!(lang, "45, 45min, 1h, 1h30", "45、45分钟、1小时、1.5小时"))
            }
            _ => {
                let number = match amount(typed) {
                    Some(Amount::Of(number, None)) => Some(number),
                    Some(Amount::Either) => return Err(self.either(option, typed)),
                    _ => None,
                };
                (number, tr!(lang, "digits with a point: 1200.50", "数字，小数点用「.」：1200.50"))
            }
        };
        let number = number.ok_or_else(|| {
            let what = tr!(lang, "{option}: \"{typed}\" is no number", "{option}：「{typed}」不是数字");
            Failure::usage(what).try_this(try_this)
        })?;
        self.bounded(option, typed, number, measure)
    }

    /// What could be two numbers is not guessed.
    fn either(&self, option: &str, typed: &str) -> Failure {
        let lang = self.lang();
        let whole: String = typed.chars().filter(|sign| *sign != '.').collect();
        let comma = typed.replace('.', ",");
        Failure::usage(tr!(
            lang,
            "{option}: \"{typed}\" can be read in two ways",
            "{option}：「{typed}」有两种读法"
        ))
        .because(tr!(
            lang,
            "the point may part thousands, or begin a fraction",
            "这个点可能是千位分隔，也可能是小数点"
        ))
        .try_this(tr!(
            lang,
            "{whole} (or {comma}) for thousands; for a fraction without its last zeros, or with one more: {typed}0",
            "如果是千位：{whole} 或 {comma}；如果是小数：{typed}0"
        ))
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

    /// Whether a currency was typed, and not only meant.
    pub(super) fn says_currency(&self, typed: &str) -> bool {
        self.args.currency.is_some() || matches!(amount(typed), Some(Amount::Of(_, Some(_))))
    }

    /// `12000`, `12,000 EUR`, `EUR 12000`, `￥1.2万`.
    pub(super) fn money(&self, option: &str, typed: &str) -> Result<Money, Failure> {
        let (amount, beside) = match amount(typed) {
            Some(Amount::Of(amount, currency)) => (Some(amount), currency),
            Some(Amount::Either) => return Err(self.either(option, typed)),
            None => (None, None),
        };
        let said = self.args.currency.as_deref().map(|code| Currency::new(&code.to_uppercase()).ok_or(()));
        let currency = match (said, beside) {
            (None, beside) => Ok(beside.unwrap_or(self.law.policy.currency)),
            (Some(said), _) => said,
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
        if let Some(beside) = beside.filter(|beside| *beside != currency) {
            return Err(Failure::usage(tr!(
                self.lang(),
                "{option}: {beside}, but --currency {currency}",
                "{option}：{beside} 与 --currency {currency} 不一致"
            )));
        }
        let amount = self.bounded(option, typed, amount, Measure::Amount)?;
        Ok(Money { amount, currency: Some(currency) })
    }
}
