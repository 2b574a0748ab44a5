//! The views that rest on days, on what was said, and on what the file says.

use super::super::{interval, late, sample_state, tr};
use super::Say;
use super::figure::{counted, joined};
use crate::model::Potential;
use crate::rules::views::{
    Class, Classification, DealWhy, Importance, ImportanceWhy, NeedWhy, PotentialWhy, Pyramid, Relationship,
    RelationshipWhy, Urgency, UrgencyWhy,
};

impl Say<'_> {
    pub(super) fn deal(&self, why: &DealWhy) -> String {
        let lang = self.lang;
        let quote = interval(lang, self.policy.views.deal.quote);
        match why {
            DealWhy::Ordered { last, orders } => {
                let orders = counted(lang, *orders, "order", "单");
                match last {
                    Some(last) => {
                        let last = self.day(*last);
                        tr!(lang, "{orders}, the last on {last}", "共{orders}，最近一单 {last}")
                    }
                    None => tr!(lang, "{orders}", "共{orders}"),
                }
            }
            DealWhy::Sample(sample) => {
                let (state, on) = (sample_state(lang, sample.state), self.day(sample.on));
                tr!(lang, "a sample runs: {state} {on}", "样品进行中：{on}{state}")
            }
            DealWhy::Quoted { on } => {
                let on = self.day(*on);
                tr!(lang, "a quote of {on} (counts for {quote})", "{on}报过价（{quote}内有效）")
            }
            DealWhy::Nothing => tr!(
                lang,
                "no order, no running sample, no quote in the last {quote}",
                "没有订单，没有进行中的样品，近{quote}没有报价"
            ),
        }
    }

    pub(super) fn importance(&self, judged: &Classification<Importance, ImportanceWhy>) -> String {
        let lang = self.lang;
        let ImportanceWhy { pyramid, potential } = judged.why;
        if judged.class.is_none() {
            return tr!(
                lang,
                "no amount of the last year counts, and no potential speaks for it",
                "近一年没有可计的金额，潜力也不高"
            );
        }
        let layer = match pyramid {
            Some(word) => {
                let word = self.class("pyramid", word.as_str());
                tr!(lang, "{word} in the pyramid", "金字塔：{word}")
            }
            None => lang.pick("no place in the pyramid", "金字塔：无法判断").to_owned(),
        };
        let hope = match potential {
            Some(word) => {
                let word = self.class("potential", Class::as_str(word));
                tr!(lang, "potential {word}", "潜力：{word}")
            }
            None => lang.pick("potential not known", "潜力未知").to_owned(),
        };
        // Of two reasons the one that makes it important; for an ordinary one, both.
        let is_big = matches!(pyramid, Some(Pyramid::Super | Pyramid::Big | Pyramid::Medium));
        match (is_big, potential == Some(Potential::High)) {
            (true, false) => layer,
            (false, true) => hope,
            _ => joined(lang, &[layer, hope]),
        }
    }

    pub(super) fn urgency(&self, judged: &Classification<Urgency, UrgencyWhy>) -> String {
        let (lang, rule) = (self.lang, &self.policy.views.urgency);
        let UrgencyWhy::Due { on, .. } = judged.why else {
            return lang.pick("never due", "不再跟进").to_owned();
        };
        let most = match judged.class {
            Some(Urgency::Urgent) => Some(rule.urgent),
            Some(Urgency::Soon) => Some(rule.soon),
            Some(Urgency::Relaxed) => Some(rule.relaxed),
            Some(Urgency::Slow) | None => None,
        };
        let bound = match most {
            Some(most) => {
                let most = interval(lang, most);
                tr!(lang, "within {most}", "{most}内")
            }
            None => {
                let most = interval(lang, rule.relaxed);
                tr!(lang, "later than {most}", "{most}之后")
            }
        };
        let (day, when) = (self.day(on), late(lang, (self.today - on).num_days()));
        tr!(lang, "due {day}, {when} ({bound})", "{day}到期，{when}（{bound}）")
    }

    pub(super) fn need(&self, why: &NeedWhy) -> String {
        let lang = self.lang;
        match why {
            NeedWhy::FollowUp { on } => {
                let on = self.day(*on);
                tr!(lang, "said in the follow-up of {on}", "{on}的跟进里说的")
            }
            NeedWhy::File => lang.pick("the customer's file says so", "客户文件里写的").to_owned(),
            NeedWhy::Unsaid => {
                lang.pick("neither a follow-up nor the file says it", "跟进和客户文件里都没写").to_owned()
            }
        }
    }

    pub(super) fn potential(&self, why: &PotentialWhy) -> String {
        match why {
            PotentialWhy::File => self.lang.pick("the customer's file says so", "客户文件里写的"),
            PotentialWhy::Unsaid => self.lang.pick("the file says nothing of it", "客户文件里没写"),
        }
        .to_owned()
    }

    pub(super) fn relationship(&self, judged: &Classification<Relationship, RelationshipWhy>) -> String {
        let (lang, rule) = (self.lang, &self.policy.views.relationship);
        let RelationshipWhy { first_order, lines, open_complaint } = judged.why;
        let Some(first) = first_order else { return lang.pick("no order yet", "尚未下单").to_owned() };
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
