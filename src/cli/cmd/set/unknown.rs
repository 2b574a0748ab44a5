//! What is tried where a key is typed that a customer's file doesn't have.

use crate::format::key_suggestion;
use crate::render::lang::{self, Lang, quoted, tr};

/// What to type instead.
pub(super) fn hint(lang: Lang, key: &str, value: &str) -> String {
    if key == "next" {
        return tr!(
            lang,
            "crm log ID --note --next {value} sets the day of the next contact",
            "crm log 编号 --note --next {value} 可定下次联系的日期"
        );
    }
    let contact = key.strip_prefix("contacts[").and_then(|rest| rest.split_once("]."));
    if let Some((index, own)) = contact {
        if index.parse::<usize>().is_err() {
            let name = quoted(lang, index);
            return tr!(
                lang,
                "contacts are counted, contacts[0] is the first; which one is {name}, crm show ID tells",
                "联系人按序号写，第一位是 contacts[0]；{name}是第几位见 crm show 编号"
            );
        }
        let service = own.to_lowercase();
        // A service that is known has a name of its own.
        if lang::service(Lang::Zh, &service) != service {
            return tr!(lang, "contacts[{index}].chat.{service}=…", "contacts[{index}].chat.{service}=…");
        }
    }
    // A team's own fields are the customer's, not a contact's.
    match (key_suggestion(key), contact.is_some()) {
        (Some(near), true) => tr!(lang, "did you mean {near}?", "是不是 {near}？"),
        (None, true) => {
            tr!(lang, "crm edit ID shows the keys of a contact", "crm edit 编号 可查看联系人的字段")
        }
        (Some(near), false) => tr!(
            lang,
            "did you mean {near}? A team's own fields go under custom: custom.{key}=…",
            "是不是 {near}？团队自己的字段请写在 custom 下：custom.{key}=…"
        ),
        (None, false) => tr!(
            lang,
            "a team's own fields go under custom: custom.{key}=…",
            "团队自己的字段请写在 custom 下：custom.{key}=…"
        ),
    }
}
