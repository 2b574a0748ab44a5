//! The end of the day, for people.

use chrono::NaiveDate;

use super::document::{Document, Entry, Section};
use super::grid::{Column, grid};
use super::lang::{self, Lang, tr};
use super::reach::reach;
use super::tone::{Style, Tone};
use crate::model::EntryField;
use crate::plan::{EndOfDay, Leftover, Reach};

/// One block for each thing that is left to do.
pub fn end_of_day(lang: Lang, found: &[EndOfDay], today: NaiveDate, style: Style) -> String {
    let style = style.paged();
    let day = lang::date_full(lang, today);
    let count = found.len();
    let heading = tr!(lang, "{day} · {count} left to do", "{day} · 收尾 {count} 项");
    let mut out = style.paint(Tone::Strong, &heading) + "\n";
    if found.is_empty() {
        out.push_str(&tr!(lang, "Nothing is left to do today.\n", "今天没有待收尾的事项。\n"));
        return out;
    }
    for what in Leftover::ALL {
        let rows: Vec<Vec<String>> =
            found.iter().filter(|one| one.what == *what).map(|one| row(lang, one, today, style)).collect();
        if !rows.is_empty() {
            out.push('\n');
            out.push_str(&style.paint(Tone::Strong, title(lang, *what)));
            out.push('\n');
            out.push_str(&grid(&[Column { head: "", number: false, whole: false }], &rows, style));
        }
    }
    out
}

/// The same, to be sent around.
pub fn end_of_day_document(lang: Lang, found: &[EndOfDay], today: NaiveDate) -> Document {
    let (day, count) = (lang::date_short(lang, today, today), found.len());
    let section = |what: &Leftover| Section {
        heading: title(lang, *what).to_owned(),
        entries: found.iter().filter(|one| one.what == *what).map(|one| entry(lang, one, today)).collect(),
        ..Section::default()
    };
    Document {
        lang,
        title: tr!(lang, "End of the day, {day}", "今日收尾 {day}"),
        lead: tr!(lang, "{count} left to do", "{count} 项待收尾"),
        sections: Leftover::ALL.iter().map(section).filter(|section| !section.entries.is_empty()).collect(),
        hint: String::new(),
    }
}

fn entry(lang: Lang, one: &EndOfDay, today: NaiveDate) -> Entry {
    Entry {
        name: lang::one_line(&one.name),
        id: one.id.to_string(),
        lines: said(lang, one, today).into_iter().map(Into::into).collect(),
        contact: contact(one).cloned(),
        ..Entry::default()
    }
}

fn title(lang: Lang, what: Leftover) -> &'static str {
    match what {
        Leftover::Thank => lang.pick("Thank for the order", "感谢下单"),
        Leftover::Confirm => {
            lang.pick("Confirm what is agreed for the next working day", "确认下一工作日的约定")
        }
        Leftover::Offer => lang.pick("Ask whether they want material", "询问有意向的客户是否需要资料"),
        Leftover::Complete => lang.pick("Complete what was written down", "补全记录"),
    }
}

fn row(lang: Lang, one: &EndOfDay, today: NaiveDate, style: Style) -> Vec<String> {
    let (name, id) = (lang::one_line(&one.name), style.paint(Tone::Dim, one.id.as_str()));
    let mut lines = vec![format!("{}  {id}", style.paint(Tone::Strong, &name))];
    lines.extend(said(lang, one, today));
    if let Some(reach) = contact(one).map(|who| reach(lang, who)).filter(|reach| !reach.is_empty()) {
        lines.push(style.paint(Tone::Dim, &reach));
    }
    // Without colours only the margin tells where the next customer begins.
    vec![lines.join("\n  ")]
}

/// What was ordered, agreed or said, and what it lacks.
fn said(lang: Lang, one: &EndOfDay, today: NaiveDate) -> Vec<String> {
    let mut lines = Vec::new();
    let mut parts = Vec::new();
    if one.what == Leftover::Confirm || one.on != today {
        parts.push(lang::date_short(lang, one.on, today));
    }
    parts.extend(one.money.map(lang::money));
    parts.extend(one.text.as_deref().map(lang::one_line));
    if !parts.is_empty() {
        lines.push(parts.join(lang.pick(": ", "：")));
    }
    if one.what == Leftover::Complete {
        let lacks: Vec<&str> = one.lacks.iter().map(|field| missing(lang, *field)).collect();
        let lacks = match (lacks.as_slice(), lang) {
            ([first @ .., last], Lang::En) if !first.is_empty() => format!("{} and {last}", first.join(", ")),
            _ => lacks.join("、"),
        };
        let options: Vec<String> = one.lacks.iter().map(|field| format!("--{} …", field.as_str())).collect();
        let (options, id) = (options.join(" "), &one.id);
        lines.push(tr!(
            lang,
            "not written: {lacks} · crm log {id} \"…\" {options}",
            "缺：{lacks} · crm log {id} \"…\" {options}"
        ));
    }
    lines
}

/// What a follow-up doesn't say.
fn missing(lang: Lang, field: EntryField) -> &'static str {
    match field {
        EntryField::Reply => lang.pick("how it reacted", "客户反应"),
        EntryField::Need => lang.pick("its need", "需求"),
        EntryField::Visit => lang.pick("whether a visit is possible", "可否拜访"),
        _ => lang.pick("what comes next", "下次安排"),
    }
}

/// Whom to reach; nobody, where only the record is to be completed.
fn contact(one: &EndOfDay) -> Option<&Reach> {
    one.contact.as_ref().filter(|_| one.what != Leftover::Complete)
}
