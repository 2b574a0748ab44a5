//! Why a customer is in a class of a view, or why that can't be told: a short sentence for each.

mod figure;
mod names;
mod ranked;
mod said;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;

use self::figure::{amount, counted, joined};
use super::{Lang, tr};
use crate::model::Decimal;
use crate::rules::views::{PyramidRule, Turnover, Views};
use crate::rules::{DrivingWhy, Policy};

pub(super) use figure::{exact_amount, separated};
pub use figure::{percent, whole};
pub use names::{class, grade, view};

/// Why a customer has its class in a view, or has none; the class itself is not said. `None` for a
/// name that is no view's.
pub fn view_why(lang: Lang, views: &Views, view: &str, policy: &Policy, today: NaiveDate) -> Option<String> {
    let say = Say { lang, policy, today };
    Some(match view {
        "deal" => say.deal(&views.deal.why),
        "importance" => say.importance(&views.importance),
        "urgency" => say.urgency(&views.urgency),
        "need" => say.need(&views.need.why),
        "lifecycle" => say.lifecycle(&views.lifecycle),
        "volume" => say.volume(&views.volume.why),
        "abc" => say.abc(&views.abc.why),
        "pyramid" => say.pyramid(&views.pyramid.why),
        "face" => say.face(&views.face.why),
        "value" => say.value(&views.value.why),
        "potential" => say.potential(&views.potential.why),
        "relationship" => say.relationship(&views.relationship),
        _ => return None,
    })
}

/// Why a computed scheme gives the class that drives a cadence, or can't give one.
pub fn driving_why(lang: Lang, why: &DrivingWhy, policy: &Policy, today: NaiveDate) -> String {
    let say = Say { lang, policy, today };
    match why {
        DrivingWhy::Abc(why) => say.abc(why),
        DrivingWhy::Volume(why) => say.volume(why),
        DrivingWhy::Pyramid(why) => say.pyramid(why),
        DrivingWhy::Value(why) => say.value(why),
    }
}

/// Orders that are left out of every sum, since their currency had no rate: `1 order without a rate is
/// not counted`.
pub fn uncounted(lang: Lang, orders: u32) -> String {
    match (lang, orders) {
        (Lang::En, 1) => "1 order without a rate is not counted".to_owned(),
        (Lang::En, _) => format!("{orders} orders without a rate are not counted"),
        (Lang::Zh, _) => format!("{orders}单没有汇率，未计入"),
    }
}

/// What every sentence needs: the language, the workspace's numbers and its currency, the day.
struct Say<'a> {
    lang: Lang,
    policy: &'a Policy,
    today: NaiveDate,
}

impl Say<'_> {
    /// `412,300 USD`.
    fn money(&self, sum: Decimal) -> String {
        format!("{} {}", amount(sum), self.policy.currency)
    }

    fn day(&self, day: NaiveDate) -> String {
        super::day_month(self.lang, day, self.today)
    }

    /// `63.2 %`; with more digits where it would look like one of the `cuts` and isn't.
    fn percent(&self, part: Decimal, cuts: &[Decimal]) -> String {
        figure::percent_beside(self.lang, part, cuts)
    }

    /// A cut, in its own digits: `80 %`, `12.5 %`.
    fn cut(&self, part: Decimal) -> String {
        figure::exact_percent(self.lang, part)
    }

    fn class(&self, view: &str, word: &'static str) -> String {
        class(self.lang, view, word)
    }

    /// No order in the last year since `last`.
    fn gone(&self, last: NaiveDate) -> String {
        let last = self.day(last);
        tr!(self.lang, "no order in the last year, the last on {last}", "近一年没有下单，最近一单 {last}")
    }

    /// Why last year's orders come to no revenue.
    fn no_revenue(&self, year: &Turnover) -> String {
        let lang = self.lang;
        if year.orders == 0 {
            return lang.pick("no revenue in the last year", "近一年没有销售额").to_owned();
        }
        let mut parts = Vec::new();
        if year.unrated > 0 {
            let orders = counted(lang, year.unrated, "order", "单");
            parts.push(tr!(lang, "{orders} without a rate", "{orders}没有汇率"));
        }
        if year.unpriced > 0 {
            let orders = counted(lang, year.unpriced, "order", "单");
            parts.push(tr!(lang, "{orders} without an amount", "{orders}没有金额"));
        }
        if year.told().is_some() {
            let (orders, sum) = (counted(lang, year.orders, "order", "单"), self.money(year.revenue));
            parts.insert(0, tr!(lang, "{orders} of {sum} in all", "{orders}合计 {sum}"));
        }
        let parts = joined(lang, &parts);
        tr!(lang, "no revenue that counts in the last year: {parts}", "近一年没有可计的销售额：{parts}")
    }
}

/// The layers that are cut by rank, with how far they reach.
fn layers(rule: &PyramidRule) -> [(&'static str, Decimal); 3] {
    [("super", rule.superb), ("big", rule.big), ("medium", rule.medium)]
}
