//! What is said of what stays though it was forgotten on request, and of what goes back to whom it is of.

use crate::render::lang::{Lang, tr};

/// Somebody who had not heard of it has logged something of a person who was forgotten.
pub(super) fn named(lang: Lang, id: &str, who: &str, count: &str) -> String {
    tr!(
        lang,
        "{id}: a person of it was forgotten on request, and {count} that {who} wrote since may name that person:\n  \
         look: crm show {id}; who shall go: crm forget {id} --contact NAME; what may stay: crm forget {id} --allow",
        "{id}：其中有人已应要求删除，而{who}之后写的 {count}可能提到此人：\n  \
         请查看：crm show {id}；要删除的人：crm forget {id} --contact 姓名；可以保留的：crm forget {id} --allow"
    )
}

/// The same, in the customer's file.
pub(super) fn named_in_file(lang: Lang, id: &str, who: &str) -> String {
    tr!(
        lang,
        "{id}: a person of it was forgotten on request, and what {who} wrote since in its file may name that person:\n  \
         look: crm show {id}; who shall go: crm forget {id} --contact NAME; what may stay: crm forget {id} --allow",
        "{id}：其中有人已应要求删除，而{who}之后在客户文件中写的内容可能提到此人：\n  \
         请查看：crm show {id}；要删除的人：crm forget {id} --contact 姓名；可以保留的：crm forget {id} --allow"
    )
}

/// The same of a picture or paper.
pub(super) fn picture(lang: Lang, id: &str, who: &str) -> String {
    tr!(
        lang,
        "{id}: a kept file was forgotten on request, and {who} kept the same again since:\n  \
         look: crm show {id}; if it shall go: crm forget {id}; if it may stay: crm forget {id} --allow",
        "{id}：其中一个附件已应要求删除，而{who}之后又保存了同一附件：\n  \
         请查看：crm show {id}；要删除：crm forget {id}；可以保留：crm forget {id} --allow"
    )
}

/// The others let something stay.
pub(super) fn stays(lang: Lang, id: &str, what: &str) -> String {
    tr!(
        lang,
        "{id}: {what} was forgotten on request, and stays since a sync of the others: crm check says what to do",
        "{id}：{what} 已应要求删除，但对方同步后仍在：处理办法见 crm check"
    )
}

/// What was written at a customer while it was a part of another one is back with it.
pub(super) fn went_back(lang: Lang, id: &str, who: &str, count: &str) -> String {
    tr!(
        lang,
        "{id} is a customer of its own again, and has back what {who} wrote there meanwhile: {count}",
        "{id} 又是独立的客户了；{who}在此期间为它写的 {count}也归还给它"
    )
}
