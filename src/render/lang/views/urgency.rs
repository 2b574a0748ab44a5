//! Urgency: how soon the next follow-up is due.

use super::super::{Lang, interval, late, tr};
use super::{Say, Text};
use crate::rules::Policy;
use crate::rules::views::{Classification, Urgency, UrgencyWhy};

impl Text for Urgency {
    const CHINESE: &'static str = "紧急程度";

    fn chinese(self) -> Option<&'static str> {
        Some(match self {
            Urgency::Urgent => "紧急",
            Urgency::Soon => "较急",
            Urgency::Relaxed => "不急",
            Urgency::Slow => "从缓",
        })
    }

    fn whom(self, lang: Lang, policy: &Policy) -> String {
        let rule = &policy.views.urgency;
        let within = match self {
            Urgency::Urgent => rule.urgent,
            Urgency::Soon => rule.soon,
            Urgency::Relaxed => rule.relaxed,
            Urgency::Slow => return lang.pick("later than that, or never", "更晚，或不必跟进").to_owned(),
        };
        let within = interval(lang, within);
        tr!(lang, "the next follow-up is due within {within}", "下次跟进在{within}内到期")
    }

    fn why(say: &Say<'_>, found: &Classification<Self, UrgencyWhy>) -> String {
        say.urgency(found)
    }
}

impl Say<'_> {
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
}
