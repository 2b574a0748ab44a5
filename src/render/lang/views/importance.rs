//! Importance, by what a customer buys or could.

use super::super::{Lang, tr};
use super::figure::joined;
use super::{Say, Text};
use crate::rules::Policy;
use crate::rules::views::{Class, Classification, Importance, ImportanceWhy, Potential, Pyramid};

impl Text for Importance {
    const CHINESE: &'static str = "重要程度";

    fn chinese(self) -> Option<&'static str> {
        Some(match self {
            Importance::Important => "重要",
            Importance::Ordinary => "一般",
        })
    }

    fn whom(self, lang: Lang, _: &Policy) -> String {
        let text = match self {
            Importance::Important => lang.pick(
                "super, big or medium in the pyramid, or a high potential",
                "金字塔中为超级、大、中客户，或高潜力",
            ),
            Importance::Ordinary => lang.pick("all others", "其余"),
        };
        text.to_owned()
    }

    fn why(say: &Say<'_>, found: &Classification<Self, ImportanceWhy>) -> String {
        say.importance(found)
    }
}

impl Say<'_> {
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
}
