//! What is said where an address or a number reaches nobody.

use super::super::shown::{one_line, quoted};
use super::super::{Lang, medium as noun, tr};
use crate::model::{Medium, NotOne};

pub(super) fn not_one(lang: Lang, medium: Medium, value: &str, not: &NotOne) -> (String, String) {
    let (what, value, list) = (noun(lang, medium), quoted(lang, value), medium.list_key());
    match not {
        NotOne::Several(each) => {
            let (count, key) = (each.len(), medium.key());
            let first = each.first().map(|one| one_line(one)).unwrap_or_default();
            let others: Vec<String> =
                each.iter().skip(1).map(|one| format!("\"{}\"", one_line(one))).collect();
            let others = others.join(", ");
            (
                tr!(lang, "{value} is not one {what} but {count}", "{value}不是一个{what}，而是 {count} 个"),
                format!("{key}: \"{first}\" {list}: [{others}]"),
            )
        }
        NotOne::Nothing(Some(near)) => (
            tr!(lang, "{value} is not a {what}", "{value}不是{what}"),
            tr!(lang, "did you mean {near}?", "是不是 {near}？", near = one_line(near)),
        ),
        NotOne::Nothing(None) => (
            tr!(lang, "{value} is not a {what}", "{value}不是{what}"),
            tr!(
                lang,
                "nobody is reached there: take the key away, or say it in notes",
                "无法联系到任何人：请删除该键，或写入 notes"
            ),
        ),
    }
}
