//! The pyramid, by the place in the ranking.

use super::super::{Lang, tr};
use super::figure::exact_percent;
use super::{Say, Text, layers, ordered_before, the_rest};
use crate::rules::Policy;
use crate::rules::views::{Classification, Place, Pyramid, PyramidWhy, SalesMeasure};

impl Text for Pyramid {
    const CHINESE: &'static str = "金字塔";

    fn chinese(self) -> Option<&'static str> {
        Some(match self {
            Pyramid::Super => "超级客户",
            Pyramid::Big => "大客户",
            Pyramid::Medium => "中客户",
            Pyramid::Small => "小客户",
            Pyramid::Inactive => "不活跃客户",
            Pyramid::Prospect => "潜在客户",
            Pyramid::Suspect => "待开发客户",
            Pyramid::Other => "其他",
        })
    }

    fn whom(self, lang: Lang, policy: &Policy) -> String {
        let rule = &policy.views.pyramid;
        let first = |part| {
            let part = exact_percent(lang, part);
            tr!(lang, "the first {part} by last year's revenue", "近一年销售额排名前 {part}")
        };
        match self {
            Pyramid::Super => first(rule.superb),
            Pyramid::Big => first(rule.big),
            Pyramid::Medium => first(rule.medium),
            Pyramid::Small => the_rest(lang, SalesMeasure::Amount),
            Pyramid::Inactive => ordered_before(lang),
            Pyramid::Prospect => lang.pick("in contact, without an order", "有往来，没有订单").to_owned(),
            Pyramid::Suspect => lang.pick("nothing in its log yet", "日志里还没有记录").to_owned(),
            Pyramid::Other => lang
                .pick(
                    "its file says that it will never need it, and no order in the last year",
                    "客户文件写明无需求，近一年没有订单",
                )
                .to_owned(),
        }
    }

    fn why(say: &Say<'_>, found: &Classification<Self, PyramidWhy>) -> String {
        say.pyramid(&found.why)
    }
}

impl Say<'_> {
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
}
