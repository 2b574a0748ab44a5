//! Need, as the last follow-up or the file says.

use super::super::{Lang, interval, tr, words};
use super::{Say, Text};
use crate::rules::Policy;
use crate::rules::views::{Classification, Need, NeedWhy};

impl Text for Need {
    const CHINESE: &'static str = "需求";

    fn chinese(self) -> Option<&'static str> {
        Some(words::need(Lang::Zh, self))
    }

    fn whom(self, lang: Lang, _: &Policy) -> String {
        let text = match self {
            Need::Target => lang.pick("needs it now", "现在有需求"),
            Need::Potential => lang.pick("will need it", "将来会有需求"),
            Need::Dead => lang.pick("will never need it", "不会有需求"),
        };
        text.to_owned()
    }

    fn basis(lang: Lang, policy: &Policy) -> Option<String> {
        let lasts = interval(lang, policy.views.need.lasts);
        Some(tr!(
            lang,
            "By the last follow-up that says something of it, not older than {lasts}, else by the file.",
            "以{lasts}内最近一次提到需求的跟进为准，否则以客户文件为准。"
        ))
    }

    fn why(say: &Say<'_>, found: &Classification<Self, NeedWhy>) -> String {
        say.need(&found.why)
    }
}

impl Say<'_> {
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
}
