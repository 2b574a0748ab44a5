//! Amounts, fractions and minutes as people type them, within their bounds.

use super::reader::Reader;
use crate::cli::failure::Failure;
use crate::cli::quantity::{Amount, amount, fraction, minutes};
use crate::model::{Currency, Decimal, Measure, Money, Text, fold, number_and_unit, suggestion_of};
use crate::plan::import::read_currency;
use crate::render::lang::{self, both};

impl Reader<'_> {
    pub(super) fn number(&self, option: &str, typed: &str, measure: Measure) -> Result<Decimal, Failure> {
        let (number, try_this) = match measure {
            Measure::Spent => (minutes(typed), both!("45, 45min, 1h, 1h30", "45、45分钟、1小时、1.5小时")),
            Measure::Score => (
                crate::model::decimal(typed),
                both!("1 (not at all) to 5 (fully)", "1 到 5：1 很不满意，5 非常满意"),
            ),
            _ => {
                let number = match amount(typed) {
                    Some(Amount::Of(number, None)) => Some(number),
                    Some(Amount::Either) => return Err(self.either(option, typed)),
                    _ => None,
                };
                (number, both!("digits with a point: 1200.50", "数字，小数点用「.」：1200.50，或 1.2万"))
            }
        };
        let number = number.ok_or_else(|| {
            let what = both!("{option}: \"{typed}\" is not a number", "{option}：「{typed}」不是数字");
            Failure::usage(what).try_this(try_this.clone())
        })?;
        // Old logs may add several contacts up; one that is typed is of one day.
        if measure == Measure::Spent && number > Decimal::from(24 * 60) {
            let what = both!("{option}: \"{typed}\" is more than a day", "{option}：「{typed}」超过一天");
            return Err(Failure::usage(what).try_this(try_this));
        }
        self.bounded(option, typed, number, measure)
    }

    /// What could be two numbers is not guessed.
    fn either(&self, option: &str, typed: &str) -> Failure {
        let whole: String = typed.chars().filter(|sign| *sign != '.').collect();
        let comma = typed.replace('.', ",");
        Failure::usage(both!("{option}: \"{typed}\" can be read in two ways",
            "{option}：「{typed}」有两种读法"
        ))
        .because(both!("the point may part thousands, or begin a fraction",
            "这个点可能是千位分隔，也可能是小数点"
        ))
        .try_this(both!("{whole} (or {comma}) for thousands; for a fraction without its last zeros, or with one more: {typed}0",
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
        Err(Failure::usage(both!("{option}: \"{typed}\" is out of range", "{option}：「{typed}」超出范围"))
            .try_this(both!(|lang| "{within}", "应为{within}", within = lang::within(lang, measure))))
    }

    pub(super) fn fraction(&self, option: &str, typed: &str) -> Result<Decimal, Failure> {
        let margin = fraction(typed).filter(|margin| *margin <= Decimal::ONE);
        let margin = margin.ok_or_else(|| {
            Failure::usage(both!("{option}: \"{typed}\" is not a fraction", "{option}：「{typed}」不是比例"))
                .try_this(both!("0.3, or 30%", "0.3、30% 或 3成"))
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
        let said = self.args.currency.as_deref().map(|typed| self.currency(typed)).transpose()?;
        let currency = self.session.config.policy.rates.named(said.or(beside));
        let Some(amount) = amount else {
            return Err(Failure::usage(both!(
                "{option}: \"{typed}\" is not an amount",
                "{option}：「{typed}」不是金额"
            ))
            .try_this(both!(
                "digits with a point, and a currency: 1200.50 EUR, 12k, €1200",
                "数字，可带单位和币种：1200.50、1.2万、3万美元、1200.50 EUR"
            )));
        };
        if beside.is_some() {
            self.known(currency)?;
        }
        if let Some(beside) = beside.filter(|beside| *beside != currency) {
            return Err(Failure::usage(both!(
                "{option}: {beside}, but --currency {currency}",
                "{option}：{beside} 与 --currency {currency} 不一致"
            )));
        }
        let amount = self.bounded(option, typed, amount, Measure::Amount)?;
        Ok(Money { amount, currency: Some(currency) })
    }

    /// How much is quoted or ordered, and what that is counted in: by --unit, or behind the number.
    pub(super) fn quantity(&self) -> Result<(Option<Decimal>, Option<Text<'static>>), Failure> {
        let said = self.args.unit.as_deref().map(str::trim).filter(|unit| !unit.is_empty());
        let Some(typed) = self.args.quantity.as_deref() else { return Ok((None, None)) };
        let (number, beside) = number_and_unit(typed);
        let number = self.number("--quantity", number, Measure::Amount)?;
        if number.is_zero() {
            let what = both!("--quantity: \"{typed}\" is nothing", "--quantity：「{typed}」等于没有数量");
            return Err(
                Failure::usage(what).try_this(both!("--quantity \"500 pcs\"", "--quantity \"500 件\""))
            );
        }
        if let (Some(said), Some(beside)) = (said, beside)
            && fold(said) != fold(beside)
        {
            return Err(Failure::usage(both!(
                "--quantity: {beside}, but --unit {said}",
                "--quantity：{beside} 与 --unit {said} 不一致"
            )));
        }
        Ok((Some(number), said.or(beside).map(|unit| unit.to_owned().into())))
    }

    /// A currency by its letters, its sign or its name.
    fn currency(&self, typed: &str) -> Result<Currency, Failure> {
        let Some(currency) = read_currency(typed) else {
            return Err(Failure::usage(both!(
                |lang| "--currency: {typed} is not a currency",
                "--currency：{typed}不是货币",
                typed = lang::quoted(lang, typed)
            ))
            .try_this(both!("three letters: --currency USD", "如 --currency 美元，或 USD")));
        };
        self.known(currency)?;
        Ok(currency)
    }

    /// Refuses a code that no currency has, unless the team's rates know it.
    fn known(&self, currency: Currency) -> Result<(), Failure> {
        let today = self.at.day();
        if currency.is_of_iso() || self.session.config.policy.rates.of(currency, today).is_some() {
            return Ok(());
        }
        let failure = Failure::usage(both!("no currency is called {currency}", "没有 {currency} 这种货币"));
        let near = suggestion_of(currency.as_str(), Currency::ISO.split(' ').map(|code| (code, code)));
        let rates = both!("one of your own: rates: in crm.yaml", "自定义的币种请写在 crm.yaml 的 rates: 下");
        Err(failure.try_this(match near {
            Some(near) => both!(
                |lang| "did you mean {near}? {rates}",
                "是不是 {near}？{rates}",
                rates = rates.pick(lang)
            ),
            None => rates,
        }))
    }
}
