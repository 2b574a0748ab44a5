//! What is right to promise, but may not be meant.

use crate::cli::context::Context;
use crate::cli::session::Session;
use crate::model::{Customer, Entry, Event, History, Promise, PromiseState, Request, RequestState};
use crate::render::lang::{self, tr};
use crate::rules::references::same_promise;
use crate::rules::requests::{refused, unasked};

/// Says what whoever promises something should know.
pub(super) fn remark(session: &Session<'_>, customer: &Customer, history: &History<'_>, entry: &Entry<'_>) {
    remark_on_another_day(session, history, entry);
    remark_on_consent(session, customer, history, entry);
    remark_on_who_decides(session, entry);
}

/// Says where somebody who is no manager by crm.yaml answers a request.
fn remark_on_who_decides(session: &Session<'_>, entry: &Entry<'_>) {
    let managers = &session.config.policy.managers;
    let Event::Request(Request { state: RequestState::Granted | RequestState::Refused, .. }) = &entry.event
    else {
        return;
    };
    let is_one = |by: &str| managers.iter().any(|own| own == by);
    if managers.is_empty() || entry.by.as_deref().is_some_and(is_one) {
        return;
    }
    let lang = session.lang;
    let names: Vec<String> = managers.iter().map(|one| lang::person(lang, one)).collect();
    let names = names.join(lang.pick(", ", "、"));
    session.say(&tr!(
        lang,
        "warning: by crm.yaml requests are decided by {names}; this one stays open\n  \
         try: --by ID, where one of them has decided",
        "警告：按 crm.yaml，申请由{names}审批；这一项仍待审批\n  建议：确由其审批的，请加 --by 编号"
    ));
}

/// Says where nobody has granted what needs consent first: it is promised all the same.
fn remark_on_consent(session: &Session<'_>, customer: &Customer, history: &History<'_>, entry: &Entry<'_>) {
    let Event::Promise(Promise { state: PromiseState::Made, what: Some(what), .. }) = &entry.event else {
        return;
    };
    let (lang, id, managers) = (session.lang, &customer.id, &session.config.policy.managers);
    if let Some(no) = refused(what, history, managers) {
        let (name, word) = (lang::quoted(lang, no.what.as_deref().unwrap_or(what)), lang::shell_word(what));
        let day = lang::day_month(lang, no.on, session.today);
        let by = no.by.as_deref().map(|by| lang::person(lang, by)).unwrap_or_default();
        return session.say(&tr!(
            lang,
            "warning: {name} was refused on {day} ({by})\n  try: crm log {id} --request {word}",
            "警告：{name}已于{day}被驳回（{by}）\n  建议：crm log {id} --request {word}"
        ));
    }
    let Some(own) = unasked(what, customer, history, managers) else { return };
    let (name, word) = (lang::quoted(lang, own), lang::shell_word(own));
    session.say(&tr!(
        lang,
        "warning: {name} needs consent before it is promised, and nobody has granted it\n  \
         try: crm log {id} --request {word}",
        "警告：{name}需先审批，目前还没有获准\n  建议：crm log {id} --request {word}"
    ));
}

/// Says where a promise is open already: it gets another day.
fn remark_on_another_day(context: &Context, history: &History<'_>, entry: &Entry<'_>) {
    let Event::Promise(promise @ Promise { state: PromiseState::Made, due: Some(due), .. }) = &entry.event
    else {
        return;
    };
    let Some(known) = same_promise(promise, history) else { return };
    let (lang, today) = (context.lang, context.today);
    let name = known.reference.or(known.what).unwrap_or_default();
    let name = lang::quoted(lang, &name);
    let made = lang::day_month(lang, known.made, today);
    let [before, now] = [known.due, Some(*due)].map(|day| day.map(|day| lang::date_short(lang, day, today)));
    let before = before.map(|day| tr!(lang, ", by {day}", "，期限为{day}")).unwrap_or_default();
    let now = now.unwrap_or_default();
    context.say(&tr!(
        lang,
        "note: the promise {name} is open since {made}{before}: its day is {now} now",
        "提示：承诺{name}自{made}起尚未兑现{before}；现改为{now}"
    ));
}
