//! What a customer's file lacks, and how to give it.

use super::{Lang, key_name, tr};
use crate::rules::{Completeness, RequiredField};

/// So many fields are named in a command.
const TYPED: usize = 3;

/// `owner, contacts.email`.
pub fn field_names(lang: Lang, fields: &[RequiredField]) -> String {
    let name = |field: &RequiredField| match (lang, field) {
        (Lang::Zh, RequiredField::Contact(key)) => key_name(lang, &format!("contacts[0].{}", key.as_str())),
        (Lang::Zh, RequiredField::Key(key)) => key_name(lang, key.as_str()),
        (Lang::En, field) => field.name(),
    };
    fields.iter().map(name).collect::<Vec<_>>().join(lang.pick(", ", "、"))
}

/// `60 %: missing owner, contacts.email`.
pub fn completeness(lang: Lang, of: &Completeness) -> String {
    let percent = of.percent();
    if of.missing.is_empty() {
        return tr!(lang, "{percent} %", "{percent}%");
    }
    let missing = field_names(lang, &of.missing);
    tr!(lang, "{percent} %: missing {missing}", "{percent}%，缺少{missing}")
}

/// The command that gives the file what it lacks: `crm set ID owner=… contacts[0].email=…`.
pub fn fill_in(id: &str, missing: &[RequiredField]) -> String {
    let key = |field: &RequiredField| match field {
        RequiredField::Key(key) => format!("{}=…", key.as_str()),
        RequiredField::Contact(key) => format!("contacts[0].{}=…", key.as_str()),
    };
    let typed: Vec<String> = missing.iter().filter(|field| field.is_typed()).map(key).collect();
    match typed.len() {
        0 => format!("crm edit {id}"),
        _ => format!("crm set {id} {}", typed[..typed.len().min(TYPED)].join(" ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_named_as_its_reader_calls_it() {
        let fields = |names: &str| names.split(' ').filter_map(RequiredField::parse).collect::<Vec<_>>();
        let of = Completeness { required: 3, missing: fields("owner contacts.email") };
        assert_eq!(completeness(Lang::En, &of), "33 %: missing owner, contacts.email");
        assert_eq!(completeness(Lang::Zh, &of), "33%，缺少负责人、联系人邮箱");
        for (missing, want) in [
            ("owner contacts.email", "crm set acme owner=… contacts[0].email=…"),
            ("prefers", "crm edit acme"),
            ("prefers plan", "crm set acme plan=…"),
        ] {
            assert_eq!(fill_in("acme", &fields(missing)), want, "{missing}");
        }
    }
}
