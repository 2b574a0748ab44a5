//! Life cycle, by the trend of the revenue.

use super::super::{Lang, interval, tr};
use super::figure::{amount, exact_percent};
use super::{Say, Text, ordered_before};
use crate::render::redaction;
use crate::rules::Policy;
use crate::rules::views::{Classification, Lifecycle, LifecycleWhy};

impl Text for Lifecycle {
    const CHINESE: &'static str = "生命周期";

    fn chinese(self) -> Option<&'static str> {
        Some(match self {
            Lifecycle::Acquisition => "获取期",
            Lifecycle::Growth => "提升期",
            Lifecycle::Maturity => "成熟期",
            Lifecycle::Decline => "衰退期",
            Lifecycle::Exit => "离开期",
        })
    }

    fn whom(self, lang: Lang, policy: &Policy) -> String {
        let rule = &policy.views.lifecycle;
        let (growth, maturity) = (exact_percent(lang, rule.growth), exact_percent(lang, rule.maturity));
        match self {
            Lifecycle::Acquisition => {
                let first = interval(lang, rule.first);
                tr!(
                    lang,
                    "no order, or a single one within the last {first}",
                    "没有订单，或只有{first}内的一单"
                )
            }
            Lifecycle::Growth => tr!(
                lang,
                "last year's revenue is {growth} of the year before or more, or there was none in that year",
                "近一年销售额达上一年的 {growth} 及以上，或上一年没有销售额"
            ),
            Lifecycle::Maturity => tr!(
                lang,
                "last year's revenue is {maturity} to {growth} of the year before",
                "近一年销售额为上一年的 {maturity} 至 {growth}"
            ),
            Lifecycle::Decline => tr!(
                lang,
                "last year's revenue is below {maturity} of the year before",
                "近一年销售额低于上一年的 {maturity}"
            ),
            Lifecycle::Exit => ordered_before(lang),
        }
    }

    fn why(say: &Say<'_>, found: &Classification<Self, LifecycleWhy>) -> String {
        say.lifecycle(found)
    }
}

impl Say<'_> {
    pub(super) fn lifecycle(&self, judged: &Classification<Lifecycle, LifecycleWhy>) -> String {
        let (lang, rule) = (self.lang, &self.policy.views.lifecycle);
        match judged.why {
            LifecycleWhy::NoOrder => lang.pick("no order yet", "尚未下单").to_owned(),
            LifecycleWhy::OneOrder { on } => {
                let (on, first) = (self.day(on), interval(lang, rule.first));
                tr!(lang, "a single order, on {on}, less than {first} ago", "只有1单，{on}，不到{first}")
            }
            LifecycleWhy::Gone { last } => self.gone(last),
            LifecycleWhy::NothingBefore { last_year: Some(revenue) } => {
                let revenue = self.money(revenue);
                tr!(lang, "{revenue}, and nothing in the year before", "近一年 {revenue}，上一年没有")
            }
            LifecycleWhy::NothingBefore { last_year: None } => tr!(
                lang,
                "orders in the last year, of amounts not known, and nothing in the year before",
                "近一年有订单但金额不详，上一年没有"
            ),
            LifecycleWhy::Trend { last_year, year_before } => {
                let cuts = [rule.growth, rule.maturity];
                let part = last_year.checked_div(year_before).unwrap_or_default();
                let part = redaction::shown(self.percent(part, &cuts));
                let (now, before) = (self.money(last_year), amount(year_before));
                let [growth, maturity] = cuts.map(|cut| self.cut(cut));
                let bound = match judged.class {
                    Some(Lifecycle::Growth) => tr!(lang, "growth from {growth}", "提升期 {growth} 起"),
                    Some(Lifecycle::Maturity) => {
                        tr!(lang, "maturity from {maturity} to {growth}", "成熟期 {maturity} 到 {growth}")
                    }
                    _ => tr!(lang, "decline below {maturity}", "衰退期低于 {maturity}"),
                };
                tr!(
                    lang,
                    "{now} against {before} in the year before: {part} ({bound})",
                    "近一年 {now}，上一年 {before}：{part}（{bound}）"
                )
            }
            LifecycleWhy::NoAmounts => tr!(
                lang,
                "orders in both years, but the amounts of one are not known",
                "两年都有订单，但其中一年的金额不详"
            ),
        }
    }
}
