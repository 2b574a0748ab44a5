//! The end of the day, for people.

use chrono::NaiveDate;

use super::document::{self, Document, Entry, MailHeaders, Pages, Section};
use super::grid::{Column, grid};
use super::lang::{self, Lang, tr};
use super::people;
use super::reach::reach;
use super::tone::{Style, Tone};
use crate::model::EntryField;
use crate::plan::{EndOfDay, EndOfDayList, Leftover, Pending, Reach};

/// What every form of it knows.
#[derive(Clone, Copy, Debug)]
pub struct EndOfDayHeader<'a> {
    /// The names of people by their ids.
    pub people: &'a [(String, String)],
    pub today: NaiveDate,
    /// Whether each is one person's, under that person's name.
    pub is_for_each: bool,
    /// Whether each customer says whose it is.
    pub names_owners: bool,
}

/// One block for each thing that is left to do, person by person where each has an own one.
pub fn end_of_day(lang: Lang, lists: &[EndOfDayList], header: EndOfDayHeader<'_>, style: Style) -> String {
    let style = style.paged();
    let each: Vec<String> = lists.iter().map(|one| page(lang, one, header, style)).collect();
    each.join("\n")
}

fn page(lang: Lang, list: &EndOfDayList, header: EndOfDayHeader<'_>, style: Style) -> String {
    let found = &list.found;
    let (day, count) = (lang::date_full(lang, header.today), found.len());
    let heading = tr!(lang, "{day} · {count} left to do", "{day} · 收尾 {count} 项");
    let heading = header.title(lang, list, heading);
    let mut out = style.paint(Tone::Strong, &heading) + "\n";
    let still = header.still_due(lang, list);
    if found.is_empty() {
        out.push_str(&tr!(lang, "Nothing is left to finish today.\n", "今天没有待收尾的事项。\n"));
        out.push_str(&still.map(|line| line + "\n").unwrap_or_default());
        return out;
    }
    for what in Leftover::ALL {
        let rows = found.iter().filter(|one| one.what == *what);
        let rows: Vec<Vec<String>> = rows.map(|one| row(lang, one, header, style)).collect();
        if !rows.is_empty() {
            out.push('\n');
            out.push_str(&style.paint(Tone::Strong, title(lang, *what)));
            out.push('\n');
            out.push_str(&grid(&[Column { head: "", number: false, whole: false }], &rows, style));
        }
    }
    out.push_str(&still.map(|line| format!("\n{line}\n")).unwrap_or_default());
    out
}

impl EndOfDayHeader<'_> {
    /// Whose it is, where each is one person's, and what it says.
    fn title(&self, lang: Lang, list: &EndOfDayList, title: String) -> String {
        if !self.is_for_each {
            return title;
        }
        let owner = self.owner(lang, list);
        tr!(lang, "{owner} · {title}", "{owner} · {title}")
    }

    /// Whose one is, by name.
    pub fn owner(&self, lang: Lang, list: &EndOfDayList) -> String {
        people::owner(lang, self.people, list.owner.as_deref())
    }

    /// Whose a customer is, where that has to be said.
    fn owner_of(&self, lang: Lang, one: &EndOfDay) -> Option<String> {
        self.names_owners.then(|| people::owner(lang, self.people, one.owner.as_deref()))
    }

    /// Who is still due when the day ends, and the list that says so.
    fn still_due(&self, lang: Lang, list: &EndOfDayList) -> Option<String> {
        let owner = match &list.owner {
            Some(owner) => format!(" --owner {}", lang::shell_word(owner)),
            None if self.is_for_each => lang.pick(" --owner pool", " --owner 公海").to_owned(),
            None => String::new(),
        };
        let count = list.due;
        (count > 0).then(|| {
            tr!(lang, "Still due: {count} · crm due{owner}", "仍待跟进：{count} 个 · crm due{owner}")
        })
    }
}

/// The same, to be sent around.
pub fn end_of_day_document(lang: Lang, list: &EndOfDayList, header: EndOfDayHeader<'_>) -> Document {
    let found = &list.found;
    let (day, count) = (lang::date_short(lang, header.today, header.today), found.len());
    let section = |what: &Leftover| Section {
        heading: title(lang, *what).to_owned(),
        entries: found.iter().filter(|one| one.what == *what).map(|one| entry(lang, one, header)).collect(),
        ..Section::default()
    };
    let name = tr!(lang, "End of the day, {day}", "今日收尾 {day}");
    Document {
        lang,
        title: header.title(lang, list, name),
        lead: tr!(lang, "{count} left to do", "{count} 项待收尾"),
        sections: Leftover::ALL.iter().map(section).filter(|section| !section.entries.is_empty()).collect(),
        hint: header.still_due(lang, list).unwrap_or_default(),
    }
}

/// What is left to do, person by person, of those who have anything left.
pub fn end_of_day_pages(lang: Lang, lists: &[EndOfDayList], header: EndOfDayHeader<'_>) -> Pages {
    let told = lists.iter().filter(|one| !one.found.is_empty());
    let documents = told.map(|one| end_of_day_document(lang, one, header)).collect();
    Pages { lang, title: lang.pick("End of the day", "今日收尾").to_owned(), documents }
}

/// One person's as a mail.
pub fn end_of_day_mail(
    lang: Lang,
    list: &EndOfDayList,
    header: EndOfDayHeader<'_>,
    headers: &MailHeaders,
) -> String {
    let text = end_of_day(lang, std::slice::from_ref(list), header, Style::plain(document::MAIL_WIDTH));
    let owner = list.owner.as_deref().unwrap_or("pool");
    let owner: String = owner.chars().filter(char::is_ascii_alphanumeric).collect();
    let name = format!("wrap-up-{}-{owner}", header.today);
    document::mail(&end_of_day_document(lang, list, header), text, &name, headers)
}

fn entry(lang: Lang, one: &EndOfDay, header: EndOfDayHeader<'_>) -> Entry {
    Entry {
        name: lang::one_line(&one.name),
        id: one.id.to_string(),
        beside: header.owner_of(lang, one).unwrap_or_default(),
        lines: said(lang, one, header.today).into_iter().map(Into::into).collect(),
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

fn row(lang: Lang, one: &EndOfDay, header: EndOfDayHeader<'_>, style: Style) -> Vec<String> {
    let name = style.paint(Tone::Strong, &lang::one_line(&one.name));
    let owner = header.owner_of(lang, one).map(|owner| format!(" · {owner}")).unwrap_or_default();
    let mut lines = vec![format!("{name}  {}", style.paint(Tone::Dim, &format!("{}{owner}", one.id)))];
    lines.extend(said(lang, one, header.today));
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
