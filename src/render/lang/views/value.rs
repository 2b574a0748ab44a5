//! Value, by amount, margin and renewal.

use super::super::{Lang, tr};
use super::figure::{amount, exact_percent, to_the_cent};
use super::{Say, Text};
use crate::model::Decimal;
use crate::render::redaction;
use crate::rules::Policy;
use crate::rules::views::{Classification, Criterion, CriterionScore, Value, ValueRule, ValueWhy};

impl Text for Value {
    const CHINESE: &'static str = "价值";

    fn chinese(self) -> Option<&'static str> {
        None
    }

    fn whom(self, lang: Lang, policy: &Policy) -> String {
        let ValueRule { amount, margin, renewal } = &policy.views.value;
        let (amount, margin, renewal) = match self {
            Value::A => (amount.a, margin.a, renewal.a),
            Value::B => (amount.b, margin.b, renewal.b),
            Value::C => {
                return lang.pick("below that, or a single order ever", "更低，或只下过一单").to_owned();
            }
        };
        let [amount, margin, renewal] = [amount, margin, renewal].map(|part| exact_percent(lang, part));
        tr!(
            lang,
            "last year's revenue from {amount} of the average customer's, margin from {margin}, renewal from {renewal}; the worst that is known counts",
            "近一年销售额达平均值的 {amount}、毛利率达 {margin}、续约意向达 {renewal}；以已知项中最差的为准"
        )
    }

    fn why(say: &Say<'_>, found: &Classification<Self, ValueWhy>) -> String {
        say.value(&found.why)
    }
}

impl Say<'_> {
    pub(super) fn value(&self, why: &ValueWhy) -> String {
        let lang = self.lang;
        if !why.has_revenue {
            return lang.pick("no revenue ever that counts", "从未有可计的销售额").to_owned();
        }
        let mut parts: Vec<String> = why.parts.iter().map(|part| self.criterion(part)).collect();
        if why.is_one_off {
            parts.push(lang.pick("a single order: C at most", "只有1单，最高为 C").to_owned());
        }
        if let Some(score) = why.score {
            // It is made of the figures before it: with the others it would tell the hidden one.
            let score = redaction::shown(score.round_dp(1).normalize());
            let rule = &self.policy.views.value;
            let points = |part: &CriterionScore| match part.criterion {
                Criterion::Amount => rule.amount.points,
                Criterion::Margin => rule.margin.points,
                Criterion::Renewal => rule.renewal.points,
            };
            let known = why.parts.iter().filter(|part| part.points.is_some()).map(points);
            let full = to_the_cent(known.fold(Decimal::ZERO, |sum, points| sum.saturating_add(points)));
            parts.push(tr!(lang, "score {score} of {full}", "得分 {score}/{full}"));
        }
        parts.join(lang.pick("; ", "；"))
    }

    /// `margin 12.0 % C (B from 15 %)`: a figure, its class, and the bound that it keeps or misses.
    fn criterion(&self, part: &CriterionScore) -> String {
        let lang = self.lang;
        let name = match part.criterion {
            Criterion::Amount => lang.pick("amount", "金额"),
            Criterion::Margin => lang.pick("margin", "毛利率"),
            Criterion::Renewal => lang.pick("renewal", "续约"),
        };
        let (Some(figure), Some(class), Some(a), Some(b)) = (part.figure, part.class, part.a, part.b) else {
            return tr!(lang, "{name} not known", "{name}未知");
        };
        let is_money = part.criterion == Criterion::Amount;
        let shown = match part.criterion {
            Criterion::Amount => amount(figure),
            Criterion::Margin => redaction::shown(self.percent(figure, &[a, b])),
            Criterion::Renewal => self.percent(figure, &[a, b]),
        };
        let bound = |bound: Decimal| if is_money { amount(bound) } else { self.cut(bound) };
        let (own, other, bound) = match class {
            Value::A => ("A", "", bound(a)),
            Value::B => ("B", "A ", bound(a)),
            Value::C => ("C", "B ", bound(b)),
        };
        match lang {
            Lang::En => format!("{name} {shown} {own} ({other}from {bound})"),
            Lang::Zh => format!("{name} {shown} {own}（{other}{bound} 起）"),
        }
    }
}
