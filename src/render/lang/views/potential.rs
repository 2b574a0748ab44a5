//! Potential, as the file says.

use super::super::{Lang, tr, words};
use super::{Say, Text};
use crate::rules::Policy;
use crate::rules::views::{Classification, Potential, PotentialWhy};

impl Text for Potential {
    const CHINESE: &'static str = "潜力";

    fn chinese(self) -> Option<&'static str> {
        Some(words::potential(Lang::Zh, self))
    }

    fn whom(self, lang: Lang, _: &Policy) -> String {
        let score = match self {
            Potential::High => lang.pick("hot", "热"),
            Potential::Medium => lang.pick("warm", "温"),
            Potential::Low => lang.pick("cold", "冷"),
        };
        tr!(
            lang,
            "by the file; by the points where it says potential: scored ({score})",
            "以客户文件为准；写 potential: scored 的按评分（{score}）"
        )
    }

    fn why(say: &Say<'_>, found: &Classification<Self, PotentialWhy>) -> String {
        say.potential(&found.why)
    }
}

impl Say<'_> {
    pub(super) fn potential(&self, why: &PotentialWhy) -> String {
        match why {
            PotentialWhy::Points { score } => {
                return tr!(self.lang, "its points: {score}", "按评分：{score} 分");
            }
            PotentialWhy::File => self.lang.pick("the customer's file says so", "客户文件里写的"),
            PotentialWhy::Unsaid => self.lang.pick("the file says nothing of it", "客户文件里没写"),
        }
        .to_owned()
    }
}
