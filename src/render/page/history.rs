//! What happened, newest first.

use std::collections::HashSet;

use chrono::NaiveDate;

use crate::model::{
    Change, Contract, Decimal, Entry, Event, FollowUp, Note, Order, Stamp, SuggestionAnswered,
};
use crate::render::grid::{Column, grid};
use crate::render::lang::{self, Lang, tr};
use crate::render::redaction;
use crate::render::tone::{Style, Tone};

/// What stands before an entry that newcomers should read.
pub(in crate::render) const EXAMPLE: &str = "★";

pub(super) fn history(
    lang: Lang,
    (log, examples): (&[&Entry<'_>], &HashSet<u32>),
    more: usize,
    today: NaiveDate,
    style: Style,
) -> String {
    if log.is_empty() {
        return tr!(
            lang,
            "No entry yet: crm log ID \"what was said\"\n",
            "还没有记录：crm log 编号 \"沟通内容\"\n"
        );
    }
    let columns = [
        Column { head: "", number: false, whole: true },
        Column { head: "", number: false, whole: true },
        Column { head: "", number: false, whole: false },
    ];
    let rows: Vec<Vec<String>> = log
        .iter()
        .map(|entry| {
            let by = people(lang, entry);
            let mut said = told(lang, entry, today, style);
            if examples.contains(&entry.line) {
                said = format!("{} {said}", style.paint(Tone::Good, EXAMPLE));
            }
            vec![when(entry.at), style.paint(Tone::Dim, &by), said]
        })
        .collect();
    let mut out = grid(&columns, &rows, style);
    if more > 0 {
        out.push_str(&tr!(
            lang,
            "… and {more} older entries: crm show ID --all\n",
            "……还有 {more} 条更早的记录：crm show 编号 --all\n"
        ));
    }
    out
}

/// Who of us it was: the one who wrote it first, then who was there, too.
pub(in crate::render) fn people(lang: Lang, entry: &Entry<'_>) -> String {
    let with_us = match &entry.event {
        Event::FollowUp(said) => said.with_us.as_slice(),
        _ => &[],
    };
    let people: Vec<String> =
        entry.by.iter().chain(with_us).map(|person| lang::person(lang, person)).collect();
    people.join(lang.pick(", ", "、"))
}

pub(in crate::render) fn when(at: Stamp) -> String {
    match at {
        Stamp::Day(day) => day.to_string(),
        Stamp::Instant(at) => at.format("%Y-%m-%d %H:%M").to_string(),
    }
}

/// An entry on one line: `电话，王芳，有意向：聊过 → 下次 12月3日 周四`.
pub fn entry(lang: Lang, entry: &Entry<'_>, today: NaiveDate) -> String {
    told(lang, entry, today, Style::plain(usize::MAX))
}

/// What was ordered, what it takes off, and what of it is earned.
fn ordered(lang: Lang, event: &Order<'_>) -> Vec<String> {
    let items = match event.items.len() {
        0 | 1 => None,
        count => Some(tr!(lang, "{count} items", "{count} 种货品")),
    };
    let returns = event.returns.as_deref().map(|of| {
        let of = lang::one_line(of);
        tr!(lang, "takes off {of}", "冲抵 {of}")
    });
    let cost = event.cost.map(redaction::shown).map(|cost| tr!(lang, "cost {cost}", "成本 {cost}"));
    let margin = event.margin.map(|margin| margin_said(lang, margin));
    let item = event.item.as_deref().map(lang::one_line);
    [item, items, returns, margin, cost].into_iter().flatten().collect()
}

pub(in crate::render) fn told(lang: Lang, entry: &Entry<'_>, today: NaiveDate, style: Style) -> String {
    let kind = lang::clean(lang::kind(lang, entry.event.kind()));
    let mut parts: Vec<String> = Vec::new();
    let mut head = kind;
    match &entry.event {
        Event::FollowUp(event) => {
            head = entry.via.as_deref().map_or(head, |via| lang::clean(lang::channel(lang, via)));
            parts.extend(event.with.as_deref().map(lang::one_line));
            parts.extend(event.reply.map(|reply| lang::reply(lang, reply).to_owned()));
            parts.extend(event.need.map(|need| lang::need(lang, need).to_owned()));
            parts.extend(event.visit.map(|visit| {
                let visit = lang::visit(lang, visit);
                tr!(lang, "visit {visit}", "拜访{visit}")
            }));
            parts.extend(
                event.satisfaction.map(|score| tr!(lang, "satisfaction {score}/5", "满意度 {score}/5")),
            );
            parts.extend(event.action.as_deref().map(|action| done(lang, action)));
        }
        Event::Note(event) => parts.extend(aside(lang, event)),
        Event::Sample(event) => {
            parts.push(lang::sample_state(lang, event.state).to_owned());
            parts.extend(event.item.as_deref().map(lang::one_line));
        }
        Event::Complaint(event) => parts.push(lang::complaint_state(lang, event.state).to_owned()),
        Event::Ending(event) => {
            parts.push(lang::ending_state(lang, event.state).to_owned());
            parts.extend(event.why.as_deref().map(lang::one_line));
            parts.extend(event.competitor.as_deref().map(|name| lang::competitor(lang, name)));
        }
        Event::Promise(_) | Event::Request(_) | Event::Invitation(_) => parts = thing(lang, &entry.event),
        Event::Alarm(event) => {
            parts.push(lang::alarm_kind(lang, event.of).to_owned());
            parts.push(lang::alarm_answer(lang, event.answer).to_owned());
            parts.extend(event.why.as_deref().map(lang::one_line));
        }
        Event::Grade(change) | Event::Owner(change) => parts.push(moved(lang, &entry.event, change)),
        Event::Quote(event) => {
            parts.extend(event.state.map(|state| lang::quote_state(lang, state).to_owned()));
            let texts = [&event.item, &event.why].into_iter().flatten();
            parts.extend(texts.map(|text| lang::one_line(text)));
            parts.extend(event.competitor.as_deref().map(|name| lang::competitor(lang, name)));
            parts.extend(event.expected.map(|day| tr!(lang, "expected {day}", "预计 {day} 下单")));
        }
        Event::Order(event) => parts.extend(ordered(lang, event)),
        Event::Contract(event) => parts.push(term(event)),
        Event::Invoice(event) => parts.extend(event.due.map(|due| tr!(lang, "due {due}", "{due} 到期"))),
        Event::Suggestion(event) => parts = answered(lang, event),
        Event::Merged(trace) | Event::Renamed(trace) => {
            parts.extend(trace.from.as_deref().map(lang::one_line));
        }
        Event::Payment(_) | Event::Other(_) => {}
    }
    if !matches!(entry.event, Event::FollowUp(_)) {
        let via = entry.via.as_deref().filter(|via| *via != "other");
        parts.extend(via.map(|via| lang::clean(lang::channel(lang, via))));
    }
    parts.extend(entry.event.quantity().map(|(number, unit)| lang::quantity(lang, number, unit)));
    parts.extend(entry.event.money().map(lang::money));
    parts.extend(entry.event.reference().map(lang::one_line));
    let mut line = style.paint(Tone::Strong, &head);
    if !parts.is_empty() {
        line.push_str(lang.pick(", ", "，"));
        line.push_str(&parts.join(lang.pick(", ", "，")));
    }
    for text in [entry.text.as_deref(), why(&entry.event)].into_iter().flatten() {
        line.push_str(lang.pick(": ", "："));
        line.push_str(&lang::written(lang, text));
    }
    line.push_str(&kept(entry, style));
    match &entry.event {
        Event::FollowUp(FollowUp { plan, .. }) | Event::Note(Note { plan, .. }) => {
            line.push_str(&next(lang, &entry.event, plan.as_deref(), today, style));
        }
        _ => {}
    }
    line
}

/// Which suggestion it was, and what was answered to it.
fn answered(lang: Lang, event: &SuggestionAnswered<'_>) -> Vec<String> {
    let code = lang.pick(event.code.as_str(), lang::move_word(event.code.as_str()));
    let to = event.to.as_deref().map(|grade| format!(" → {}", lang::one_line(grade))).unwrap_or_default();
    let answer = lang::suggestion_answer(lang, event.answer, event.to.is_none());
    let until = event.until.map(|day| tr!(lang, " until {day}", "至 {day}")).unwrap_or_default();
    vec![format!("{code}{to}"), format!("{answer}{until}")]
}

fn done(lang: Lang, action: &str) -> String {
    // The one action that the program itself knows by name (crm referrals).
    let action = if action.trim() == "referral" { lang.pick("referral", "转介绍") } else { action };
    format!("✓ {}", lang::one_line(action))
}

/// What was done without a contact, and for whom; what it says of another entry.
fn aside(lang: Lang, note: &Note<'_>) -> impl Iterator<Item = String> {
    let with = note.with.as_deref().map(lang::one_line);
    let marked = marked(lang, note).map(str::to_owned);
    with.into_iter().chain(note.action.as_deref().map(move |action| done(lang, action))).chain(marked)
}

fn kept(entry: &Entry<'_>, style: Style) -> String {
    let files = lang::kept_files(entry);
    files.map(|files| format!(" {}", style.paint(Tone::Dim, &files))).unwrap_or_default()
}

fn term(contract: &Contract<'_>) -> String {
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    format!("{} – {}", day(contract.from), day(contract.until))
}

/// What a note says of another entry.
fn marked(lang: Lang, note: &Note<'_>) -> Option<&'static str> {
    let is_example = note.mark.as_ref()?.example?;
    let said =
        if is_example { ("worth reading", "案例") } else { ("no example any more", "不再是案例") };
    Some(lang.pick(said.0, said.1))
}

/// What was promised, asked for or invited to, and where that stands.
fn thing(lang: Lang, event: &Event<'_>) -> Vec<String> {
    let (state, what, due) = match event {
        Event::Promise(event) => (lang::promise_state(lang, event.state), &event.what, event.due),
        Event::Request(event) => (lang::request_state(lang, event.state), &event.what, None),
        Event::Invitation(event) => (lang::invitation_state(lang, event.state), &event.what, None),
        _ => return Vec::new(),
    };
    let why = match event {
        Event::Request(request) => request.why.as_deref().map(lang::one_line),
        _ => None,
    };
    let due = due.map(|due| tr!(lang, "due {due}", "{due} 到期"));
    let what = what.as_deref().map(lang::one_line);
    [Some(state.to_owned()), what, why, due].into_iter().flatten().collect()
}

/// `margin 0.3`, as it is written in the log; `毛利率 30%`, as it is spoken of.
fn margin_said(lang: Lang, margin: Decimal) -> String {
    let hundredfold = margin.checked_mul(Decimal::ONE_HUNDRED).map(|part| part.normalize());
    match (lang, hundredfold) {
        (Lang::Zh, Some(part)) => format!("毛利率 {}%", redaction::shown(part)),
        _ => tr!(lang, "margin {margin}", "毛利率 {margin}", margin = redaction::shown(margin)),
    }
}

fn next(lang: Lang, event: &Event<'_>, plan: Option<&str>, today: NaiveDate, style: Style) -> String {
    let mut text = String::new();
    if let Some(next) = event.next() {
        let day = lang::date_short(lang, next, today);
        text.push_str(&tr!(lang, "next {day}", "下次 {day}"));
    }
    if let Some(hour) = event.next_time() {
        text.push_str(&format!(" {}", hour.format("%H:%M")));
    }
    if event.ends_next() {
        text.push_str(lang.pick("the day agreed is off", "原约定日期取消"));
    }
    if let Some(plan) = plan {
        let separator = if text.is_empty() { "" } else { lang.pick(": ", "：") };
        text.push_str(separator);
        text.push_str(&lang::one_line(plan));
    }
    if text.is_empty() { text } else { style.paint(Tone::Dim, &format!(" → {text}")) }
}

fn moved(lang: Lang, event: &Event<'_>, change: &Change<'_>) -> String {
    let (nothing, name): (_, fn(Lang, &str) -> String) = match event {
        Event::Owner(_) => (lang.pick("pool", "公海"), lang::person),
        _ => ("–", |_, class| lang::clean(class)),
    };
    let end = |end: &Option<std::borrow::Cow<'_, str>>| {
        end.as_deref().map_or(nothing.to_owned(), |end| name(lang, end))
    };
    if change.from == change.to {
        let same = end(&change.to);
        return tr!(lang, "{same} confirmed", "{same}，已确认");
    }
    format!("{} → {}", end(&change.from), end(&change.to))
}

fn why<'a>(event: &'a Event<'_>) -> Option<&'a str> {
    match event {
        Event::Grade(change) | Event::Owner(change) => change.why.as_deref(),
        Event::Suggestion(answered) => answered.why.as_deref(),
        _ => None,
    }
}
