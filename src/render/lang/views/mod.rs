//! Why a customer is in a class of a view, or why that can't be told: a short sentence for each.

mod abc;
mod deal;
mod face;
mod figure;
mod importance;
mod lead;
mod lifecycle;
mod names;
mod need;
mod potential;
mod pyramid;
mod relationship;
#[cfg(test)]
mod tests;
mod urgency;
mod value;
mod volume;

use chrono::NaiveDate;

use self::figure::{amount, counted, joined};
use super::{Lang, quantity, tr};
use crate::model::Decimal;
use crate::render::redaction;
use crate::rules::views::{
    Class, Classification, PyramidRule, SalesMeasure, Share, Turnover, View, Views, Volumes, each_view,
};
use crate::rules::{DrivingWhy, HeldClass, Policy};

pub use lead::{lead_event, lead_points, lead_word};

pub(super) use figure::{exact_amount, exact_quantity, separated};
pub use figure::{exact_percent, percent, whole};
pub use names::{class, grade, view, views_in_lines, whom};

/// What a view says to people; each has its file. In English the view and its classes are called by the words that
/// filters know.
trait Text: View {
    /// The view's name in Chinese.
    const CHINESE: &'static str;
    /// What a class means in Chinese; `None` for a letter, which says it all.
    fn chinese(self) -> Option<&'static str>;
    /// For whom a class is, with the numbers of the workspace: what the handbook says.
    fn whom(self, lang: Lang, policy: &Policy) -> String;
    /// By what the whole view goes, where that has to be said before its classes.
    fn basis(_: Lang, _: &Policy) -> Option<String> {
        None
    }
    /// What earns the points that it goes by.
    fn points(_: Lang, _: &Policy) -> Vec<String> {
        Vec::new()
    }
    /// Why a customer has its class, or has none; the class itself is not said.
    fn why(say: &Say<'_>, found: &Classification<Self, Self::Why>) -> String;
}

macro_rules! texts {
    ($($(#[$doc:meta])+ $view:ident: $class:ident $(by $rule:ident)? of ($($part:ident),*) = $about:literal;)+) => {
        /// Why a customer has its class in a view, or has none; the class itself is not said. `None` for a
        /// name that is not a view's.
        pub fn view_why(
            lang: Lang,
            views: &Views,
            view: &str,
            policy: &Policy,
            today: NaiveDate,
        ) -> Option<String> {
            let say = Say { lang, policy, today };
            $(if view == stringify!($view) {
                return Some(<$crate::rules::views::$class as Text>::why(&say, &views.$view));
            })+
            None
        }

        /// For whom a class of a view is; `None` for what is no class of it.
        pub fn class_rule(lang: Lang, view: &str, word: &str, policy: &Policy) -> Option<String> {
            $(if view == stringify!($view) {
                return Some(class_of::<$crate::rules::views::$class>(word)?.whom(lang, policy));
            })+
            None
        }

        /// By what a view goes, where that has to be said before its classes.
        pub fn view_basis(lang: Lang, view: &str, policy: &Policy) -> Option<String> {
            $(if view == stringify!($view) {
                return <$crate::rules::views::$class as Text>::basis(lang, policy);
            })+
            None
        }

        /// What earns the points that a view goes by; nothing where it goes by none.
        pub fn view_points(lang: Lang, view: &str, policy: &Policy) -> Vec<String> {
            $(if view == stringify!($view) {
                return <$crate::rules::views::$class as Text>::points(lang, policy);
            })+
            Vec::new()
        }

        fn view_in_chinese(view: &str) -> Option<&'static str> {
            $(if view == stringify!($view) {
                return Some(<$crate::rules::views::$class as Text>::CHINESE);
            })+
            None
        }

        fn class_in_chinese(view: &str, word: &str) -> Option<&'static str> {
            $(if view == stringify!($view) {
                return class_of::<$crate::rules::views::$class>(word)?.chinese();
            })+
            None
        }
    };
}
each_view!(texts);

/// The class that a word stands for.
fn class_of<C: Class>(word: &str) -> Option<C> {
    C::ALL.iter().copied().find(|class| class.as_str() == word)
}

/// Why a computed scheme gives the class that drives a cadence, or can't give one.
pub fn driving_why(lang: Lang, why: &DrivingWhy, policy: &Policy, today: NaiveDate) -> String {
    let say = Say { lang, policy, today };
    match why {
        DrivingWhy::Abc(why) => say.abc(why),
        DrivingWhy::Volume(why) => say.volume(why),
        DrivingWhy::Pyramid(why) => say.pyramid(why),
        DrivingWhy::Value(why) => say.value(why),
        DrivingWhy::Lifecycle(found) => say.lifecycle(found),
        DrivingWhy::Importance(found) => say.importance(found),
        DrivingWhy::Need(why) => say.need(why),
        DrivingWhy::Held(held) => say.held(held),
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

/// The orders that are in no quantity.
pub fn orders_left_out(lang: Lang, volumes: &Volumes, unit: Option<&str>) -> String {
    let mut parts = Vec::new();
    if volumes.other_unit > 0 {
        let orders = counted(lang, volumes.other_unit, "order", "单");
        parts.push(match unit.map(super::one_line) {
            Some(unit) => tr!(lang, "{orders} not in {unit}", "{orders}不按「{unit}」计"),
            None => tr!(lang, "{orders} in some unit", "{orders}写了单位"),
        });
    }
    if volumes.unmeasured > 0 {
        let orders = counted(lang, volumes.unmeasured, "order", "单");
        parts.push(tr!(lang, "{orders} without a quantity", "{orders}没有数量"));
    }
    joined(lang, &parts)
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
        format!("{} {}", amount(sum), self.policy.rates.currency)
    }

    /// What last year's revenue says, and why that isn't followed.
    fn held(&self, held: &HeldClass) -> String {
        let HeldClass { by_revenue, why, was, by_expected, expected } = held;
        let (lang, scheme) = (self.lang, why.scheme().as_str());
        let [by_revenue, was, by_expected] =
            [by_revenue, was, by_expected].map(|word| class(lang, scheme, word));
        let why = driving_why(lang, why, self.policy, self.today);
        let amount = self.money(expected.round());
        tr!(
            lang,
            "{by_revenue} by last year's revenue ({why}), {was} at the beginning of the quarter; {by_expected} by the {amount} expected for a year: it goes down only where both agree",
            "按近一年销售额为{by_revenue}（{why}），本季初为{was}；按预计的一年 {amount} 为{by_expected}：两者一致才降级"
        )
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

    /// A customer's part of the revenue, from where those above it end, and the cut that decides.
    fn share(&self, share: &Share, cuts: &[(&str, Decimal)], rest: &str) -> String {
        self.part_of(share, &self.money(share.own), ("revenue", "销售额"), cuts, rest)
    }

    /// A customer's part of the quantity, and what is not in it.
    fn quantity_share(
        &self,
        (share, volumes): (&Share, &Volumes),
        unit: Option<&str>,
        cuts: &[(&str, Decimal)],
        rest: &str,
    ) -> String {
        let (lang, own) = (self.lang, quantity(self.lang, share.own, unit));
        let text = self.part_of(share, &own, ("quantity", "数量"), cuts, rest);
        if !volumes.is_partial() {
            return text;
        }
        let left_out = orders_left_out(lang, volumes, unit);
        tr!(lang, "{text}; not counted: {left_out}", "{text}；未计入：{left_out}")
    }

    /// Why last year's orders come to no quantity.
    fn no_quantity(&self, volumes: &Volumes, unit: Option<&str>) -> String {
        let lang = self.lang;
        if volumes.is_partial() {
            let left_out = orders_left_out(lang, volumes, unit);
            return tr!(
                lang,
                "no quantity that counts in the last year: {left_out}",
                "近一年没有可计的数量：{left_out}"
            );
        }
        let sum = quantity(lang, volumes.quantity, unit);
        match volumes.orders {
            0 => lang.pick("no order in the last year", "近一年没有下单").to_owned(),
            _ => tr!(lang, "{sum} in the last year", "近一年合计 {sum}"),
        }
    }

    /// A customer's part of a whole, from where those above it end, and the cut that decides.
    fn part_of(
        &self,
        share: &Share,
        own: &str,
        (whole, whole_zh): (&str, &str),
        cuts: &[(&str, Decimal)],
        rest: &str,
    ) -> String {
        let lang = self.lang;
        let parts: Vec<Decimal> = cuts.iter().map(|(_, cut)| *cut).collect();
        let start = share.above.checked_div(share.total).unwrap_or_default();
        // With those of the others they would tell each one's revenue.
        let from = redaction::shown(self.percent(start, &parts));
        let to = redaction::shown(self.percent(share.reached().unwrap_or(start), &[]));
        let rank = share.place.rank;
        let rule = match cuts.iter().find(|(_, cut)| share.is_up_to(*cut)) {
            Some((class, cut)) => {
                let cut = self.cut(*cut);
                tr!(lang, "{class} begins below {cut}", "{class}：起点低于 {cut}")
            }
            None => {
                let cut = self.cut(parts.last().copied().unwrap_or_default());
                tr!(lang, "{rest} begins at {cut}", "{rest}：起点不低于 {cut}")
            }
        };
        tr!(
            lang,
            "{own}, rank {rank}: the {whole} from {from} to {to} ({rule})",
            "{own}，第{rank}名：累计{whole_zh}从 {from} 到 {to}（{rule}）"
        )
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

/// Who has gone.
fn ordered_before(lang: Lang) -> String {
    lang.pick("ordered before, not in the last twelve months", "曾下单，近十二个月没有").to_owned()
}

/// Down the ranking, until a part of the whole is reached.
fn until(lang: Lang, (by, unit): (SalesMeasure, Option<&str>), part: Decimal) -> String {
    let part = exact_percent(lang, part);
    match by {
        SalesMeasure::Quantity => {
            let unit = super::clean(unit.unwrap_or(lang.pick("without a unit", "不写单位")));
            tr!(
                lang,
                "down the ranking by last year's quantity ({unit}), until {part} of all of it is reached",
                "按近一年订货数量（{unit}）从高到低，累计到全部数量的 {part}"
            )
        }
        SalesMeasure::Amount => tr!(
            lang,
            "down the ranking by last year's revenue, until {part} of all revenue is reached",
            "按近一年销售额从高到低，累计到全部销售额的 {part}"
        ),
    }
}

/// Whoever is not above.
fn the_rest(lang: Lang, by: SalesMeasure) -> String {
    let text = match by {
        SalesMeasure::Quantity => lang.pick("the rest that ordered in this unit", "其余以此单位订货的"),
        SalesMeasure::Amount => lang.pick("the rest with revenue", "其余有销售额的"),
    };
    text.to_owned()
}

/// The layers that are cut by rank, with how far they reach.
fn layers(rule: &PyramidRule) -> [(&'static str, Decimal); 3] {
    [("super", rule.superb), ("big", rule.big), ("medium", rule.medium)]
}
