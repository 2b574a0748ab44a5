//! How a customer buys: what it needs, what it may spend, and whom one has to win.

use super::line::{Line, line};
use crate::model::{Customer, DecisionMaker};
use crate::render::lang::{self, Lang, tr};

/// Where we stand with it, its need and its money.
pub(in crate::render) fn buying(lang: Lang, customer: &Customer) -> Vec<Line> {
    let texts = [
        ("status", "状态", &customer.status),
        ("need size", "需求量", &customer.need_size),
        ("budget", "预算", &customer.budget),
        ("buys", "采购流程", &customer.buying_process),
        ("outlook", "行业前景", &customer.outlook),
        ("expansion", "扩张计划", &customer.expansion),
    ];
    let said = |(en, zh, text): (&str, &str, &Option<String>)| {
        text.as_deref().map(|text| line(lang, en, zh, lang::one_line(text)))
    };
    texts.into_iter().filter_map(said).collect()
}

/// The decision chain, a line for each who takes part.
pub(super) fn deciding(lang: Lang, customer: &Customer) -> Vec<Line> {
    let step = |(at, one): (usize, &DecisionMaker)| {
        let label = if at == 0 { lang.pick("decision", "决策链") } else { "" };
        let place = at + 1;
        let who = decision_maker(lang, one);
        (label.to_owned(), tr!(lang, "{place}. {who}", "{place}. {who}"))
    };
    customer.decision.iter().enumerate().map(step).collect()
}

/// `Anna Müller: decides`.
pub(in crate::render) fn decision_maker(lang: Lang, one: &DecisionMaker) -> String {
    let who = lang::one_line(&one.who);
    match one.role.as_deref().map(lang::one_line) {
        Some(role) => tr!(lang, "{who}: {role}", "{who}：{role}"),
        None => who,
    }
}
