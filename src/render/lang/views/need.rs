//! Need, as the last follow-up or the file says.

use super::super::{Lang, tr, words};
use super::{Say, Text};
use crate::rules::views::{Classification, Need, NeedWhy};

impl Text for Need {
    const CHINESE: &'static str = "需求";

    fn chinese(self) -> Option<&'static str> {
        Some(words::need(Lang::Zh, self))
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
