//! The maintenance list (S4): fifteen columns that a manager reads.

use super::lang::Lang;
use crate::model::{Customer, Event, FollowUp, History, Need};
use crate::rules::Verdict;

/// The columns, in English and Chinese.
pub const COLUMNS: [(&str, &str); 15] = [
    ("customer number", "客户编号"),
    ("name", "客户名称"),
    ("industry", "所属行业"),
    ("size", "企业规模"),
    ("contact", "联系人"),
    ("position", "职位"),
    ("class", "客户分类"),
    ("current status", "当前状态"),
    ("owner", "维护责任人"),
    ("last follow-up", "上次跟进时间"),
    ("summary", "跟进内容摘要"),
    ("customer's feedback", "客户反馈"),
    ("next follow-up", "下次跟进时间"),
    ("change of strategy", "维护策略调整"),
    ("remarks", "备注"),
];

/// The header in a language.
pub fn maintenance_header(lang: Lang) -> Vec<&'static str> {
    COLUMNS.iter().map(|(en, zh)| lang.pick(*en, *zh)).collect()
}

/// One customer's row; its values are those of the files, whatever the language.
pub fn maintenance_row(
    customer: &Customer,
    history: &History<'_>,
    verdict: &Verdict,
    class: Option<&str>,
    need: Option<Need>,
) -> Vec<String> {
    let last = history.last_follow_up();
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let contact = customer.contact(last.and_then(|(_, follow_up)| follow_up.with.as_deref()));
    let feedback = |follow_up: &FollowUp<'_>| {
        let words = [follow_up.reply.map(|word| word.as_str()), follow_up.need.map(|word| word.as_str())];
        words.into_iter().flatten().collect::<Vec<_>>().join(", ")
    };
    vec![
        customer.number.clone().unwrap_or_else(|| customer.id.to_string()),
        customer.name.clone(),
        text(&customer.industry),
        customer.staff.map(|staff| staff.to_string()).unwrap_or_default(),
        contact.and_then(|contact| contact.name.clone()).unwrap_or_default(),
        contact.and_then(|contact| contact.position.clone()).unwrap_or_default(),
        class.map_or_else(|| text(&customer.grade), str::to_owned),
        status(customer, need),
        text(&customer.owner),
        last.map(|(entry, _)| entry.day().to_string()).unwrap_or_default(),
        last.and_then(|(entry, _)| entry.text.as_ref()).map(ToString::to_string).unwrap_or_default(),
        last.map(|(_, follow_up)| feedback(follow_up)).unwrap_or_default(),
        verdict.due.map(|due| due.to_string()).unwrap_or_default(),
        strategy(history),
        text(&customer.notes).trim_end().to_owned(),
    ]
}

fn status(customer: &Customer, need: Option<Need>) -> String {
    if let Some(archived) = customer.archived {
        return format!("archived {archived}");
    }
    match (customer.grade.as_deref(), need) {
        (Some(grade), Some(need)) => format!("{grade}, {}", need.as_str()),
        (Some(grade), None) => grade.to_owned(),
        (None, Some(need)) => need.as_str().to_owned(),
        (None, None) => String::new(),
    }
}

/// The newest decision on the grade: what changed in how the customer is looked after, and why.
fn strategy(history: &History<'_>) -> String {
    let newest = history.entries().iter().rev().find_map(|entry| match &entry.event {
        Event::Grade(change) => Some((entry.day(), change)),
        _ => None,
    });
    let Some((day, change)) = newest else { return String::new() };
    let (from, to) = (change.from.as_deref().unwrap_or("–"), change.to.as_deref().unwrap_or("–"));
    match change.why.as_deref() {
        Some(why) => format!("{day} {from} → {to}: {why}"),
        None => format!("{day} {from} → {to}"),
    }
}
