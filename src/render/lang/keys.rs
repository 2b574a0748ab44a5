//! What people call the keys of the files.

use super::{Lang, country, need, one_line, person, potential, service};
use crate::model::{CustomerKey, EntryField, Need, SaidPotential};

/// The Chinese of the columns that are no key of the files: of what is computed, of parts of a key, and of what other
/// programs have columns for.
const COLUMNS: &[(&str, &str)] = &[
    ("id", "编号"),
    ("last_contact", "上次跟进"),
    ("next_due", "下次跟进"),
    ("next_reason", "原因"),
    ("line", "行"),
    ("day", "日期"),
    ("city", "城市"),
    ("postcode", "邮编"),
    ("contact", "联系人"),
    ("contact.first", "名"),
    ("contact.middle", "中间名"),
    ("contact.last", "姓"),
    ("contact.name", "联系人"),
    ("contact.position", "职位"),
    ("contact.decides", "决策人"),
    ("contact.email", "邮箱"),
    ("contact.emails", "其他邮箱"),
    ("contact.phone", "电话"),
    ("contact.phones", "其他电话"),
    ("contact.chat", "聊天账号"),
    ("contact.birthday", "生日"),
    ("contact.verified", "核实日期"),
    ("last", "上次跟进"),
    ("last.via", "跟进方式"),
    ("last.text", "跟进内容"),
    ("last.reply", "客户反应"),
    ("last.next", "下次跟进"),
    ("tax_id", "税号"),
    ("price", "单价"),
    ("unit_cost", "单位成本"),
    ("profit", "毛利"),
    ("type", "单据状态"),
];

/// The Chinese of a key or a column.
fn own_name(name: &str) -> Option<&'static str> {
    let key = CustomerKey::parse(name).map(|key| key.info().chinese);
    let field = || EntryField::parse(name).map(|field| field.info().chinese);
    let column = || COLUMNS.iter().find(|(known, _)| *known == name).map(|(_, own)| *own);
    key.or_else(field).or_else(column)
}

/// What stands above a column of this key.
pub fn column_name(lang: Lang, column: &str) -> String {
    lang.pick(column, own_name(column).unwrap_or(column)).to_owned()
}

/// A key as a sentence names it: programs call it `contacts[1].email`, and Chinese readers 第2位联系人的邮箱.
pub fn key_name(lang: Lang, key: &str) -> String {
    if lang == Lang::En {
        return key.to_owned();
    }
    let place = key.strip_prefix("contacts[").and_then(|rest| rest.split_once("]."));
    if let Some((place, rest)) = place {
        let name = chinese(&format!("contact.{rest}"));
        return match place.parse::<usize>() {
            Ok(0) if rest == "name" => "联系人".to_owned(),
            Ok(0) => format!("联系人{name}"),
            Ok(at) => format!("第{}位联系人的{name}", at + 1),
            Err(_) => name,
        };
    }
    chinese(key)
}

/// A value of a key as a sentence names it: a person by name, a country by its own, a word of the files in the reader's
/// language.
pub fn key_value(lang: Lang, key: &str, value: &str) -> String {
    let own = match key {
        "owner" => Some(person(lang, value)),
        "country" => Some(country(lang, value)),
        "need" => Need::parse(value).map(|own| need(lang, own).to_owned()),
        "potential" => SaidPotential::parse(value).map(|own| potential(lang, own).to_owned()),
        _ => None,
    };
    own.filter(|_| lang == Lang::Zh).unwrap_or_else(|| one_line(value))
}

fn chinese(key: &str) -> String {
    if let Some(name) = key.strip_prefix("chat.").or_else(|| key.strip_prefix("contact.chat.")) {
        return service(Lang::Zh, name).to_owned();
    }
    match key.strip_prefix("custom.") {
        Some(name) => format!("自定义「{}」", one_line(name)),
        None => column_name(Lang::Zh, key),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_has_a_name() {
        for (key, want) in [
            ("name", "名称"),
            ("contacts[0].email", "联系人邮箱"),
            ("contacts[1].phones", "第2位联系人的其他电话"),
            ("chat.wechat", "微信"),
            ("custom.erp", "自定义「erp」"),
            ("last.next", "下次跟进"),
        ] {
            assert_eq!((key_name(Lang::Zh, key).as_str(), key_name(Lang::En, key).as_str()), (want, key));
        }
        use crate::plan::import::{ImportKey, ListKind};
        for key in ListKind::ALL.iter().flat_map(|kind| ImportKey::of(*kind)) {
            assert_ne!(key_name(Lang::Zh, key), key);
        }
    }
}
