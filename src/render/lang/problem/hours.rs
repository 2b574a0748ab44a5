//! What is said where nobody can tell when a customer is best called.

use super::super::shown::quoted;
use super::super::{Lang, expected, tr};
use crate::model::Expected;

pub(super) fn unknown_zone(lang: Lang, name: &str, suggestion: Option<&'static str>) -> (String, String) {
    (
        tr!(
            lang,
            "there is no time zone {name}, so nobody is told the local time",
            "没有时区{name}，因此无法换算当地时间",
            name = quoted(lang, name)
        ),
        expected::advice(lang, "timezone", &Expected::Timezone(suggestion)),
    )
}

pub(super) fn unclear(lang: Lang, written: &str) -> (String, String) {
    (
        tr!(
            lang,
            "{written} are no hours that can be told in another time zone",
            "{written}不是可以换算的时段",
            written = quoted(lang, written)
        ),
        tr!(
            lang,
            "write them as 09:00-12:00, several with commas: 9-12, 14-17",
            "按 09:00-12:00 写，多个时段用逗号隔开：9-12, 14-17"
        ),
    )
}
