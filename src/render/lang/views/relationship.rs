//! Relationship: how long, how broad, how untroubled.

use super::super::{Lang, interval, tr};
use super::figure::{counted, joined};
use super::{Say, Text};
use crate::rules::Policy;
use crate::rules::views::{Classification, Relationship, RelationshipWhy};

impl Text for Relationship {
    const CHINESE: &'static str = "关系";

    fn chinese(self) -> Option<&'static str> {
        Some(match self {
            Relationship::Strategic => "战略客户",
            Relationship::LongTerm => "长期客户",
            Relationship::New => "新客户",
            Relationship::Lapsed => "流失客户",
        })
    }

    fn whom(self, lang: Lang, policy: &Policy) -> String {
        let rule = &policy.views.relationship;
        match self {
            Relationship::Strategic => {
                let (years, lines) = (interval(lang, rule.strategic), rule.lines);
                tr!(
                    lang,
                    "{years} since the first order, {lines} product lines or more, and no open complaint",
                    "首单至今满{years}，产品线不少于 {lines} 条，且没有未了结的投诉"
                )
            }
            Relationship::LongTerm => {
                let years = interval(lang, rule.long_term);
                tr!(lang, "{years} since the first order", "首单至今满{years}")
            }
            Relationship::Lapsed => {
                let (time, rhythms) = (interval(lang, rule.lapsed), rule.rhythms.normalize());
                tr!(
                    lang,
                    "no order for {time}, and for {rhythms} times its own rhythm where that is known",
                    "{time}没有订单，已知下单节奏的还要超过节奏的 {rhythms} 倍"
                )
            }
            Relationship::New => {
                lang.pick("newer than that, or without an order", "更新的客户，或没有订单").to_owned()
            }
        }
    }

    fn why(say: &Say<'_>, found: &Classification<Self, RelationshipWhy>) -> String {
        say.relationship(found)
    }
}

impl Say<'_> {
    pub(super) fn relationship(&self, judged: &Classification<Relationship, RelationshipWhy>) -> String {
        let (lang, rule) = (self.lang, &self.policy.views.relationship);
        let RelationshipWhy { first_order, last_order, rhythm, lines, open_complaint } = judged.why;
        let Some(first) = first_order else { return lang.pick("no order yet", "尚未下单").to_owned() };
        if let (Some(Relationship::Lapsed), Some(last)) = (judged.class, last_order) {
            let (last, span) = (self.day(last), interval(lang, rule.lapsed));
            return match rhythm {
                Some(every) => tr!(
                    lang,
                    "last order on {last}, {span} ago or more, and it orders every {every} days",
                    "末单 {last}，已满{span}，平时每 {every} 天下单"
                ),
                None => tr!(lang, "last order on {last}, {span} ago or more", "末单 {last}，已满{span}"),
            };
        }
        let first = self.day(first);
        let begun = tr!(lang, "first order on {first}", "首单 {first}");
        if judged.class == Some(Relationship::New) {
            let span = interval(lang, rule.long_term);
            return tr!(lang, "{begun}, less than {span} ago", "{begun}，不到{span}");
        }
        let lines = counted(lang, lines, "product line", "条产品线");
        let trouble = match open_complaint {
            true => lang.pick("an open complaint", "有未了结的投诉"),
            false => lang.pick("no open complaint", "没有未了结的投诉"),
        };
        let parts = joined(lang, &[begun, lines, trouble.to_owned()]);
        if judged.class == Some(Relationship::Strategic) {
            return parts;
        }
        let (span, wanted) = (interval(lang, rule.strategic), counted(lang, rule.lines, "line", "条产品线"));
        tr!(
            lang,
            "{parts} (strategic: {span}, {wanted}, none open)",
            "{parts}（战略客户：满{span}、{wanted}、无未了结投诉）"
        )
    }
}
