//! One key that both sides wrote.

use crate::render::lang::{Lang, one_line, tr};
use crate::store::sync::{KeyConflict, Side};

pub(super) fn dispute(lang: Lang, conflict: &KeyConflict, who: &str) -> String {
    let value = |text: &str| match one_line(text.trim()) {
        text if text.is_empty() => lang.pick("nothing (removed)", "（已删除）").to_owned(),
        text => text,
    };
    let (ours, theirs) = (value(&conflict.ours), value(&conflict.theirs));
    let head = match (conflict.key.as_str(), conflict.line) {
        ("*", _) => lang.pick("the whole file", "整个文件").to_owned(),
        (key, 0) => one_line(key),
        (key, line) => tr!(lang, "line {line}, {key}", "第{line}行，{key}", key = one_line(key)),
    };
    let gone = match conflict.forgotten_by {
        None => String::new(),
        Some(Side::Ours) => lang
            .pick(
                "\n    you forgot it on request: theirs brings it back",
                "\n    你已应要求删除它：选对方会让它恢复",
            )
            .to_owned(),
        Some(Side::Theirs) => tr!(
            lang,
            "\n    {who} forgot it on request: mine brings it back",
            "\n    {who} 已应要求删除它：选我的会让它恢复"
        ),
    };
    tr!(
        lang,
        "\n  {head}\n    {who} wrote: {theirs}\n    you wrote: {ours}{gone}",
        "\n  {head}\n    {who} 写的是：{theirs}\n    你写的是：{ours}{gone}"
    )
}
