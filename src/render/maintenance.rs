//! The maintenance list (S4): fifteen columns that a manager reads, and how to reach the contact.

use super::lang::{self, Lang, tr};
use crate::model::{Customer, Event, FollowUp, History, Medium, Need};
use crate::rules::Verdict;
use crate::rules::views::Metrics;

/// The columns, in English and Chinese.
pub const COLUMNS: [(&str, &str); 19] = [
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
    ("phone", "电话"),
    ("email", "邮箱"),
    ("grade", "等级"),
    ("need", "需求"),
];

/// The header in a language.
pub fn maintenance_header(lang: Lang) -> Vec<&'static str> {
    COLUMNS.iter().map(|(en, zh)| lang.pick(*en, *zh)).collect()
}

/// What one customer's row is made of.
#[derive(Clone, Copy, Debug)]
pub struct Maintained<'a> {
    /// Whose row it is.
    pub customer: &'a Customer,
    /// What happened with it.
    pub history: &'a History<'a>,
    /// When it is due.
    pub verdict: &'a Verdict,
    /// What it brings.
    pub figures: &'a Metrics,
    /// Its combined label, where the views tell one.
    pub class: Option<&'a str>,
    /// Its need, by its follow-ups or its file.
    pub need: Option<Need>,
}

/// One customer's row. It is a list for people: what isn't free text is in their language.
pub fn maintenance_row(lang: Lang, of: Maintained<'_>) -> Vec<String> {
    let Maintained { customer, history, verdict, figures, class, need } = of;
    let (last, contacted) = (history.last_follow_up(), history.last_contact());
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let contact = customer.contact(last.and_then(|(_, follow_up)| follow_up.with.as_deref()));
    let of_contact = |text: Option<&String>| text.cloned().unwrap_or_default();
    vec![
        customer.number.clone().unwrap_or_else(|| customer.id.to_string()),
        customer.name.clone(),
        text(&customer.industry),
        customer.staff.map(|staff| staff.to_string()).unwrap_or_default(),
        of_contact(contact.and_then(|contact| contact.name.as_ref())),
        of_contact(contact.and_then(|contact| contact.position.as_ref())),
        class.map_or_else(|| text(&customer.grade), |class| lang::class(lang, "label", class)),
        status(lang, customer, figures),
        customer.owner.as_deref().map(|owner| lang::person(lang, owner)).unwrap_or_default(),
        contacted.map(|entry| entry.day().to_string()).unwrap_or_default(),
        contacted.and_then(|entry| entry.text.as_ref()).map(ToString::to_string).unwrap_or_default(),
        last.map(|(_, follow_up)| feedback(lang, follow_up)).unwrap_or_default(),
        verdict.due.map(|due| due.to_string()).unwrap_or_default(),
        strategy(history),
        text(&customer.notes).trim_end().to_owned(),
        contact.and_then(|contact| contact.best(Medium::Phone)).unwrap_or_default(),
        contact.and_then(|contact| contact.best(Medium::Email)).unwrap_or_default(),
        text(&customer.grade),
        need.map(|need| lang.pick(need.as_str(), lang::need(lang, need)).to_owned()).unwrap_or_default(),
    ]
}

/// Where we stand with it (S4): it buys, it bought but not in the last year, it has still to be won.
fn status(lang: Lang, customer: &Customer, figures: &Metrics) -> String {
    if let Some(archived) = customer.archived {
        return tr!(lang, "archived {archived}", "已归档 {archived}");
    }
    let status = match (figures.first_order, figures.gone_since()) {
        (None, _) => lang.pick("to be won", "待转化"),
        (Some(_), Some(_)) => lang.pick("lost", "流失"),
        (Some(_), None) => lang.pick("cooperating", "合作中"),
    };
    status.to_owned()
}

fn feedback(lang: Lang, follow_up: &FollowUp<'_>) -> String {
    let reply = follow_up.reply.map(|reply| lang.pick(reply.as_str(), lang::reply(lang, reply)));
    let need = follow_up.need.map(|need| lang.pick(need.as_str(), lang::need(lang, need)));
    reply.into_iter().chain(need).collect::<Vec<_>>().join(lang.pick(", ", "、"))
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
