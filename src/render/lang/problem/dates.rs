//! What is said of dates that can't be.

use chrono::NaiveDate;

use super::super::shown::quoted;
use super::super::{Lang, tr};

pub(super) fn future(lang: Lang, key: &str, day: NaiveDate) -> (String, String) {
    (
        tr!(
            lang,
            "{key} is {day}, but what has happened can't lie after today",
            "{key}写的是 {day}，晚于今天；已发生的事不能晚于今天",
            key = quoted(lang, key)
        ),
        if key == "at" {
            tr!(
                lang,
                "correct the date; what is still to come belongs in \"next\"",
                "请改正日期；还没发生的事写在「next」里"
            )
        } else {
            tr!(lang, "correct the date, or this computer's clock", "请改正日期，或检查本机时间")
        },
    )
}

pub(super) fn next_before(lang: Lang, next: NaiveDate, day: NaiveDate) -> (String, String) {
    (
        tr!(
            lang,
            "the next contact, {next}, lies before the entry itself, {day}",
            "下次跟进 {next} 早于这条记录本身的日期 {day}"
        ),
        tr!(lang, "correct \"next\"; is it the right year?", "请改正「next」，看看年份对不对"),
    )
}

pub(super) fn ends_before(lang: Lang) -> (String, String) {
    (
        tr!(lang, "it ends before it begins", "结束日期早于开始日期"),
        tr!(
            lang,
            "correct \"from\" or \"until\"; are they swapped?",
            "请改正「from」或「until」，是不是写反了？"
        ),
    )
}
