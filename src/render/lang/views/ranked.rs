//! The views that rest on revenue, margin and profit.

use super::super::{Lang, interval, tr};
use super::figure::{amount, to_the_cent};
use super::{Say, layers};
use crate::model::Decimal;
use crate::render::redaction;
use crate::rules::views::{
    AbcWhy, Classification, Criterion, CriterionScore, FaceWhy, Lifecycle, LifecycleWhy, Place, PyramidWhy,
    Share, Value, ValueWhy, VolumeWhy,
};

impl Say<'_> {
    pub(super) fn abc(&self, why: &AbcWhy) -> String {
        let rule = &self.policy.views.abc;
        match why {
            AbcWhy::Share(share) => self.share(share, &[("A", rule.a), ("B", rule.b)], "C"),
            AbcWhy::NoRevenue(year) => self.no_revenue(year),
        }
    }

    pub(super) fn volume(&self, why: &VolumeWhy) -> String {
        let rule = &self.policy.views.volume;
        match why {
            VolumeWhy::Share(share) => self.share(share, &[("S", rule.s), ("A", rule.a), ("B", rule.b)], "C"),
            VolumeWhy::Gone { last } => self.gone(*last),
            VolumeWhy::NeverOrdered => self.lang.pick("it never ordered", "从未下单").to_owned(),
            VolumeWhy::NoRevenue(year) => self.no_revenue(year),
        }
    }

    /// A customer's part of the revenue, from where those above it end, and the cut that decides.
    fn share(&self, share: &Share, cuts: &[(&str, Decimal)], rest: &str) -> String {
        let lang = self.lang;
        let parts: Vec<Decimal> = cuts.iter().map(|(_, cut)| *cut).collect();
        let start = share.above.checked_div(share.total).unwrap_or_default();
        // With those of the others they would tell each one's revenue.
        let from = redaction::shown(self.percent(start, &parts));
        let to = redaction::shown(self.percent(share.reached().unwrap_or(start), &[]));
        let (revenue, rank) = (self.money(share.revenue), share.place.rank);
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
            "{revenue}, rank {rank}: the revenue from {from} to {to} ({rule})",
            "{revenue}，第{rank}名：累计销售额从 {from} 到 {to}（{rule}）"
        )
    }

    pub(super) fn pyramid(&self, why: &PyramidWhy) -> String {
        let lang = self.lang;
        match why {
            PyramidWhy::Ranked(place) => self.layer(place),
            PyramidWhy::NoNeed => {
                lang.pick("no need, and no order in the last year", "无需求，近一年也没有下单").to_owned()
            }
            PyramidWhy::Gone { last } => self.gone(*last),
            PyramidWhy::Contacted => {
                lang.pick("something is on record, but no order", "有记录，尚未下单").to_owned()
            }
            PyramidWhy::Untouched => lang.pick("nothing is on record", "没有任何记录").to_owned(),
            PyramidWhy::NoRevenue(year) => self.no_revenue(year),
        }
    }

    fn layer(&self, place: &Place) -> String {
        let (lang, Place { rank, of }) = (self.lang, *place);
        let layers = layers(&self.policy.views.pyramid);
        let rule = match layers.iter().find(|(_, part)| place.is_in_first(*part)) {
            Some((word, part)) => {
                let (word, last, part) = (self.class("pyramid", word), place.first(*part), self.cut(*part));
                tr!(lang, "{word}: up to rank {last}, {part}", "{word}：前{last}名，即前 {part}")
            }
            None => {
                let (_, part) = layers[layers.len() - 1];
                let (last, part) = (place.first(part), self.cut(part));
                tr!(lang, "behind rank {last}, {part}", "在前{last}名即前 {part} 之后")
            }
        };
        tr!(
            lang,
            "rank {rank} of {of} by revenue in the last year ({rule})",
            "近一年销售额第{rank}名，共{of}个（{rule}）"
        )
    }

    pub(super) fn face(&self, why: &FaceWhy) -> String {
        let (lang, rule) = (self.lang, &self.policy.views.face);
        let first = self.cut(rule.first);
        match why {
            FaceWhy::Influence => lang.pick("its file names an influence", "客户文件写明了影响力").to_owned(),
            FaceWhy::ThinMargin { place, margin, book } => {
                let cut = book.checked_mul(rule.thin).unwrap_or(*book);
                let (margin, book) = (
                    redaction::shown(self.percent(*margin, &[cut])),
                    redaction::shown(self.percent(*book, &[])),
                );
                let (rank, of, thin) = (place.rank, place.of, self.cut(rule.thin));
                tr!(
                    lang,
                    "rank {rank} of {of} by revenue (the first {first}), margin {margin}: below {thin} of the book's {book}",
                    "销售额第{rank}名，共{of}个（前 {first}），毛利率 {margin}，低于平均 {book} 的 {thin}"
                )
            }
            FaceWhy::Profit(earned) => {
                let (rank, of, profit) = (earned.place.rank, earned.place.of, self.money(earned.profit));
                let last = earned.place.first(rule.first);
                tr!(
                    lang,
                    "rank {rank} of {of} by profit, {profit} (up to rank {last}, {first})",
                    "利润第{rank}名，共{of}个，{profit}（前{last}名，即前 {first}）"
                )
            }
            FaceWhy::Nothing => tr!(
                lang,
                "no influence, not in the first {first} by profit, nor by revenue at a thin margin",
                "没有影响力，利润不在前 {first}，也不是销售额前 {first} 而毛利率低"
            ),
            FaceWhy::NoOrder => lang.pick("no order in the last year", "近一年没有下单").to_owned(),
            FaceWhy::NoMargin => lang.pick("its margin is not known", "毛利率未知").to_owned(),
        }
    }

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
