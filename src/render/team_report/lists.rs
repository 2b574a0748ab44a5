//! What the page lists by name: what is open, late or broken with customers, and who has to see to it.

use super::subject::TeamReport;
use crate::model::Reply;
use crate::plan::{
    AlarmedCustomer, BrokenWord, Contacted, LateAction, LatePromise, NeverDone, Pressing, Record, Unhappy,
    Waiting, WaitingRequest, replies,
};
use crate::render::document::{Entry, Section};
use crate::render::grid::{Column, grid};
use crate::render::lang::{self, Lang, tr};
use crate::render::people;
use crate::render::tone::{Style, Tone};
use crate::rules::requests::OpenRequest;

const COLUMNS: [Column<'static>; 3] = [
    Column { head: "", number: false, whole: true },
    Column { head: "", number: false, whole: false },
    Column { head: "", number: true, whole: true },
];

/// Some customers under one heading.
pub(super) struct Listed {
    heading: String,
    pub(super) lines: Vec<Line>,
}

/// One customer, and what is told of it.
pub(super) struct Line {
    grade: String,
    name: String,
    id: String,
    /// What is told.
    what: String,
    /// Since when, or how late.
    beside: String,
    is_alarm: bool,
}

/// Whose line it is: the customer's class, name and id.
type Of<'a> = (&'a Option<String>, &'a str, &'a str);

impl Line {
    fn new((grade, name, id): Of<'_>, what: String, beside: String, is_alarm: bool) -> Self {
        Line {
            grade: grade.as_deref().map_or_else(|| "–".to_owned(), lang::clean),
            name: lang::one_line(name),
            id: id.to_owned(),
            what,
            beside,
            is_alarm,
        }
    }
}

impl Listed {
    /// As it stands on a terminal; nothing where nobody is on it.
    pub(super) fn text(&self, style: Style) -> String {
        let row = |line: &Line| {
            let tone = if line.is_alarm { Tone::Alarm } else { Tone::Plain };
            let (name, id) = (style.paint(Tone::Strong, &line.name), style.paint(Tone::Dim, &line.id));
            vec![
                style.paint(Tone::Strong, &line.grade),
                format!("{name}  {id}\n{}", line.what),
                style.paint(tone, &line.beside),
            ]
        };
        let rows: Vec<Vec<String>> = self.lines.iter().map(row).collect();
        format!("\n{}\n{}", style.paint(Tone::Strong, &self.heading), grid(&COLUMNS, &rows, style.paged()))
    }

    pub(super) fn entries(self) -> Vec<Entry> {
        let entry = |line: Line| Entry {
            grade: Some(line.grade),
            name: line.name,
            id: line.id,
            beside: line.beside,
            is_alarm: line.is_alarm,
            lines: line.what.split('\n').map(|part| part.to_owned().into()).collect(),
            ..Entry::default()
        };
        self.lines.into_iter().map(entry).collect()
    }

    /// As a part of the page that is sent around.
    pub(super) fn section(self) -> Option<Section> {
        let heading = self.heading.clone();
        let entries = self.entries();
        (!entries.is_empty()).then(|| Section { heading, entries, ..Section::default() })
    }
}

/// What is listed of all together, each thing once: the most pressing first.
pub(super) fn of_all(team: &TeamReport<'_>) -> Vec<Listed> {
    let lang = team.lang;
    let list = |en: &'static str, zh: &'static str, lines: Vec<Line>| Listed {
        heading: lang.pick(en, zh).to_owned(),
        lines,
    };
    vec![
        list(
            "May be lost: crm alarm",
            "可能流失：crm alarm",
            team.alarms.iter().map(|one| alarmed(team, one)).collect(),
        ),
        list(
            "Needs attention: complaints and wishes to end",
            "需关注：投诉和终止意向",
            lines(team, |one| &one.attention, |one| one.deadline.due, pressing),
        ),
        list(
            "Not satisfied: ask why",
            "客户不满意：请问明原因",
            lines(team, |one| &one.unhappy, |one| (one.score, one.on), unhappy),
        ),
        list("Late: promises", "逾期的承诺", lines(team, |one| &one.promises, |one| one.due, promised)),
        list(
            "Broken: promises",
            "未兑现的承诺",
            lines(team, |one| &one.broken, |one| one.promise.on, broken),
        ),
        list(
            "Late: actions of the playbooks",
            "逾期的动作（跟进要点）",
            lines(team, |one| &one.actions, |one| one.due, action),
        ),
        list(
            "To be decided: requests",
            "待审批的申请",
            lines(team, |one| &one.requests, |one| one.request.asked, asked),
        ),
    ]
}

fn alarmed(team: &TeamReport<'_>, one: &AlarmedCustomer) -> Line {
    let what = lang::alarms(team.lang, one, team.days.1).join("\n");
    let owner = people::owner(team.lang, team.people, one.owner.as_deref());
    Line::new((&one.grade, &one.name, one.id.as_str()), what, owner, true)
}

/// Of so many it is said by name; the JSON has them all.
const MOST: usize = 10;

/// So many of all, where they are more.
fn first_of(lang: Lang, all: usize) -> String {
    match all > MOST {
        true => tr!(lang, " (the first {MOST} of {all})", "（共 {all}，列出前 {MOST}）"),
        false => String::new(),
    }
}

/// What the playbooks ask for, and nobody has ever done.
pub(super) fn undone(team: &TeamReport<'_>, record: &Record) -> Listed {
    let lang = team.lang;
    let line = |one: &NeverDone| {
        let what = one.actions.iter().map(|what| lang::clean(lang::label(lang, what)));
        let what = what.collect::<Vec<_>>().join(lang.pick("; ", "；"));
        Line::new((&one.grade, &one.name, one.id.as_str()), what, String::new(), false)
    };
    let (name, more) = (team.name(record), first_of(lang, record.undone.len()));
    Listed {
        heading: tr!(
            lang,
            "{name}: never done, of the playbooks{more}",
            "{name}：跟进要点里从未做过的动作{more}"
        ),
        lines: record.undone.iter().take(MOST).map(line).collect(),
    }
}

/// What was done with one person's customers, and how they reacted.
pub(super) fn contacts(team: &TeamReport<'_>, record: &Record) -> Listed {
    let (lang, today) = (team.lang, team.days.1);
    let line = |one: &Contacted| {
        let via = one.via.as_deref().filter(|via| one.event.is_none() || *via != "other");
        let by = one.by.as_deref().filter(|by| record.owner.as_deref() != Some(*by));
        let parts = [
            via.map(|via| lang::clean(lang::channel(lang, via))),
            one.event.as_deref().map(|event| lang::kind(lang, event).to_owned()),
            one.reply.map(|reply| lang::reply(lang, reply).to_owned()),
            by.map(|by| lang::person(lang, by)),
        ];
        let mut what = parts.into_iter().flatten().collect::<Vec<_>>().join(lang.pick(", ", "，"));
        if what.is_empty() && one.text.is_none() {
            lang::kind(lang, "followup").clone_into(&mut what);
        }
        if let Some(text) = one.text.as_deref().map(lang::one_line) {
            what.push_str(if what.is_empty() { "" } else { lang.pick(": ", "：") });
            what.push_str(&text);
        }
        let day = lang::day_month(lang, one.at.day(), today);
        Line::new((&one.grade, &one.name, one.id.as_str()), what, day, false)
    };
    let counts = replies(&record.contacts).into_iter().map(|(reply, count)| {
        let reply = match reply.and_then(Reply::parse) {
            Some(reply) => lang::reply(lang, reply),
            None => lang.pick("not said", "未记反应"),
        };
        tr!(lang, "{count} {reply}", "{reply} {count}")
    });
    let counts = counts.collect::<Vec<_>>().join(lang.pick(", ", "、"));
    let (name, more) = (team.name(record), first_of(lang, record.contacts.len()));
    Listed {
        heading: tr!(
            lang,
            "{name}: contacts, and how they reacted: {counts}{more}",
            "{name}：联系情况和客户反应：{counts}{more}"
        ),
        lines: record.contacts.iter().take(MOST).map(line).collect(),
    }
}

/// The follow-ups of one person that are late for longest.
pub(super) fn waiting(team: &TeamReport<'_>, record: &Record) -> Listed {
    let (lang, today) = (team.lang, team.days.1);
    let line = |one: &Waiting| {
        let late = lang::late(lang, one.days_late);
        let reason = lang::reason(lang, &one.verdict, today);
        Line::new((&one.grade, &one.name, one.id.as_str()), reason, late, true)
    };
    let name = team.name(record);
    Listed {
        heading: tr!(lang, "{name}: late for longest", "{name}：逾期最久"),
        lines: record.longest.iter().map(line).collect(),
    }
}

/// What is told of one person by itself.
pub(super) fn of_one(team: &TeamReport<'_>, record: &Record) -> [Listed; 3] {
    [waiting(team, record), contacts(team, record), undone(team, record)]
}

/// What all persons have of one thing, in one order.
fn lines<'a, T: 'a, K: Ord>(
    team: &TeamReport<'a>,
    of: fn(&'a Record) -> &'a Vec<T>,
    by: fn(&T) -> K,
    line: fn(&TeamReport<'_>, &Record, &T) -> Line,
) -> Vec<Line> {
    let mut all: Vec<(&Record, &T)> =
        team.records.iter().flat_map(|record| of(record).iter().map(move |one| (record, one))).collect();
    all.sort_by_key(|(_, one)| by(one));
    all.into_iter().map(|(record, one)| line(team, record, one)).collect()
}

/// Who has to see to something.
fn with(team: &TeamReport<'_>, record: &Record, what: &str) -> String {
    match record.owner {
        Some(_) => tr!(team.lang, "{what}: {who}", "{what}：{who}", who = team.name(record)),
        None => tr!(team.lang, "{what}: nobody looks after it", "{what}：无人负责"),
    }
}

/// What is open, and who has to do something by when.
fn pressing(team: &TeamReport<'_>, record: &Record, one: &Pressing) -> Line {
    let what = lang::attention(team.lang, &one.deadline, team.days.1);
    let late = lang::late(team.lang, one.days_late);
    let of = (&one.grade, one.name.as_str(), one.id.as_str());
    Line::new(of, with(team, record, &what), late, one.days_late >= 0)
}

/// How satisfied it is, and who has to ask why.
fn unhappy(team: &TeamReport<'_>, record: &Record, one: &Unhappy) -> Line {
    let lang = team.lang;
    let (score, day) = (one.score, lang::date_short(lang, one.on, team.days.1));
    let what = tr!(lang, "{score} of 5 on {day}", "{score} 分（满分 5 分），{day}");
    let of = (&one.grade, one.name.as_str(), one.id.as_str());
    Line::new(of, with(team, record, &what), ago(lang, one.days), true)
}

/// A promise by its number and by what it is.
fn word(reference: &Option<String>, what: &Option<String>) -> String {
    let names = [reference, what].into_iter().flatten();
    names.map(|text| lang::one_line(text)).collect::<Vec<_>>().join(" · ")
}

/// What was promised, by when, and who looks after the customer.
fn promised(team: &TeamReport<'_>, record: &Record, one: &LatePromise) -> Line {
    let lang = team.lang;
    let what = word(&one.promise.reference, &one.promise.what);
    let due = lang::date_short(lang, one.due, team.days.1);
    let what = tr!(lang, "{what}, by {due}", "{what}，期限{due}");
    let of = (&one.grade, one.name.as_str(), one.id.as_str());
    Line::new(of, with(team, record, &what), lang::late(lang, one.days_late), true)
}

/// What was promised and not kept, when that was said, and who looks after the customer.
fn broken(team: &TeamReport<'_>, record: &Record, one: &BrokenWord) -> Line {
    let (lang, today) = (team.lang, team.days.1);
    let what = word(&one.promise.reference, &one.promise.what);
    let on = lang::date_short(lang, one.promise.on, today);
    let what = match one.promise.due.map(|due| lang::date_short(lang, due, today)) {
        Some(due) => tr!(lang, "{what}, by {due}, broken on {on}", "{what}，期限{due}，{on}未兑现"),
        None => tr!(lang, "{what}, broken on {on}", "{what}，{on}未兑现"),
    };
    let of = (&one.grade, one.name.as_str(), one.id.as_str());
    let days = (today - one.promise.on).num_days();
    Line::new(of, with(team, record, &what), ago(lang, days), true)
}

/// What is to be done again, whose part it is, and on whose agenda it stands.
fn action(team: &TeamReport<'_>, record: &Record, one: &LateAction) -> Line {
    let lang = team.lang;
    let what = lang::clean(lang::label(lang, &one.what));
    let due = lang::date_short(lang, one.due, team.days.1);
    if one.days_late == 0 {
        // The management's consent, of which nobody knows since when it should be there.
        let of = (&one.grade, one.name.as_str(), one.id.as_str());
        return Line::new(of, with(team, record, &what), String::new(), true);
    }
    let what = match one.who.as_deref().filter(|who| record.owner.as_deref() != Some(*who)) {
        Some(who) => {
            let who = lang::clean(who);
            tr!(lang, "{what} ({who}), due {due}", "{what}（{who}），{due}到期")
        }
        None => tr!(lang, "{what}, due {due}", "{what}，{due}到期"),
    };
    let of = (&one.grade, one.name.as_str(), one.id.as_str());
    Line::new(of, with(team, record, &what), lang::late(lang, one.days_late), true)
}

/// What is asked for, by whom, and since when it waits.
fn asked(team: &TeamReport<'_>, _: &Record, one: &WaitingRequest) -> Line {
    let (lang, today) = (team.lang, team.days.1);
    let OpenRequest { reference, what, asked, by, .. } = &one.request;
    let what = word(reference, what);
    let day = lang::day_month(lang, *asked, today);
    let what = match by.as_deref().map(|by| lang::person_within(lang, by).trim_start().to_owned()) {
        Some(by) => tr!(lang, "{what}: asked by {by} on {day}", "{what}：{by}{day}申请"),
        None => tr!(lang, "{what}: asked on {day}", "{what}：{day}申请"),
    };
    Line::new((&one.grade, &one.name, one.id.as_str()), what, waits(lang, one.days), false)
}

/// Since when it waits.
fn waits(lang: Lang, days: i64) -> String {
    match days {
        0 => lang.pick("today", "今天").to_owned(),
        _ => {
            let days = lang::days(lang, u32::try_from(days).unwrap_or_default());
            tr!(lang, "for {days}", "已等{days}")
        }
    }
}

/// How long it is over.
fn ago(lang: Lang, days: i64) -> String {
    match days {
        0 => lang.pick("today", "今天").to_owned(),
        _ => {
            let days = lang::days(lang, u32::try_from(days).unwrap_or_default());
            tr!(lang, "{days} ago", "{days}前")
        }
    }
}
