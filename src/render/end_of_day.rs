//! The end of the day, for people.

use chrono::NaiveDate;

use super::document::{Document, Entry, Section};
use super::grid::{Column, grid};
use super::lang::{self, Lang, tr};
use super::reach::reach;
use super::tone::{Style, Tone};
use crate::model::EntryField;
use crate::plan::{EndOfDay, Leftover, Pending, Reach};

/// One block for each thing that is left to do.
pub fn end_of_day(
    lang: Lang,
    found: &[EndOfDay],
    today: NaiveDate,
    still: StillDue<'_>,
    style: Style,
) -> String {
    let style = style.paged();
    let day = lang::date_full(lang, today);
    let count = found.len();
    let heading = tr!(lang, "{day} · {count} left to do", "{day} · 收尾 {count} 项");
    let mut out = style.paint(Tone::Strong, &heading) + "\n";
    if found.is_empty() {
        out.push_str(&tr!(lang, "Nothing is left to finish today.\n", "今天没有待收尾的事项。\n"));
        out.push_str(&still.said(lang).map(|line| line + "\n").unwrap_or_default());
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
    out.push_str(&still.said(lang).map(|line| format!("\n{line}\n")).unwrap_or_default());
    out
}

/// Who is still due when the day ends: that is another list.
#[derive(Clone, Copy, Debug)]
pub struct StillDue<'a> {
    /// How many customers.
    pub count: usize,
    /// Whose they are, where they are one person's.
    pub owner: Option<&'a str>,
}

impl StillDue<'_> {
    fn said(self, lang: Lang) -> Option<String> {
        let owner =
            self.owner.map(|owner| format!(" --owner {}", lang::shell_word(owner))).unwrap_or_default();
        let count = self.count;
        (count > 0).then(|| {
            tr!(lang, "Still due: {count} · crm due{owner}", "仍待跟进：{count} 个 · crm due{owner}")
        })
    }
}

/// The same, to be sent around.
pub fn end_of_day_document(
    lang: Lang,
    found: &[EndOfDay],
    today: NaiveDate,
    still: StillDue<'_>,
) -> Document {
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
        hint: still.said(lang).unwrap_or_default(),
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
        Leftover::Answer => lang.pick("Has its day now", "期限已到或将到"),
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
    if let Some(deadline) = &one.deadline {
        return vec![pending(lang, one.id.as_str(), deadline, today)];
    }
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

/// What is open, by when, and the command that says it is done.
fn pending(lang: Lang, id: &str, deadline: &Pending, today: NaiveDate) -> String {
    match deadline {
        Pending::Emergency(one) => {
            let what = lang::attention(lang, one, today);
            let late = lang::late(lang, (today - one.due).num_days());
            tr!(lang, "{what}, {late}", "{what}，{late}")
        }
        Pending::Promise(one) => {
            let due = one.due.map(|due| lang::date_short(lang, due, today)).unwrap_or_default();
            let late = one.due.map(|due| lang::late(lang, (today - due).num_days())).unwrap_or_default();
            let name = one.what.as_ref().or(one.reference.as_ref());
            let name = name.map(|name| lang::quoted(lang, name)).unwrap_or_default();
            let which = match (&one.reference, &one.what) {
                (Some(reference), _) => format!(" --ref {}", lang::shell_word(reference)),
                (None, Some(what)) => format!(" --what {}", lang::shell_word(what)),
                (None, None) => String::new(),
            };
            tr!(
                lang,
                "promise {name} by {due}, {late} · crm log {id} --promise kept{which}",
                "承诺{name}，期限{due}，{late} · crm log {id} --promise 兑现{which}"
            )
        }
    }
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
