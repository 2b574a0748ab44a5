//! The agenda as a document for each person: what Markdown, HTML and a mail are made of, and the entries of a calendar.

use chrono::NaiveDate;

use super::labelled_line::{dated, place, said};
use super::table::day_heading;
use super::{AgendaHeader, Schedule};
use crate::plan::{AlarmedCustomer, Item};
use crate::render::document::{Document, Entry, Pages, Section};
use crate::render::lang::{self, tr};
use crate::rules::Lane;

/// The agendas, one for each person.
pub fn pages(header: &AgendaHeader<'_>) -> Pages {
    let documents = header.schedules.iter().map(|schedule| document(header, schedule)).collect();
    Pages { lang: header.lang, title: header.lang.pick("Agenda", "跟进安排").to_owned(), documents }
}

/// One person's: a section a day, then what did not fit, and the days that are no follow-ups.
fn document(header: &AgendaHeader<'_>, schedule: &Schedule) -> Document {
    let (lang, today) = (header.lang, header.today);
    let (owner, span) = (header.owner(schedule), header.span(schedule));
    let mut sections: Vec<Section> = schedule
        .days
        .iter()
        .map(|day| Section {
            heading: day_heading(header, day),
            entries: day.placed.iter().map(|one| entry(header, &one.item, one.lane, day.date)).collect(),
            ..Section::default()
        })
        .collect();
    if !schedule.left.is_empty() {
        let count = schedule.left.len();
        let last = schedule.days.last().map_or(today, |day| day.date);
        sections.push(Section {
            heading: tr!(lang, "Did not fit ({count})", "排不下（{count}）"),
            brief: schedule.left.iter().map(|item| brief(header, item, None, last)).collect(),
            ..Section::default()
        });
    }
    if !schedule.dates.is_empty() {
        let dates = dated(lang, &schedule.dates, today).into_iter();
        sections.push(Section {
            heading: lang.pick("Dates and deadlines", "日期与截止").to_owned(),
            items: dates.map(|one| (one.what.clone(), one.whom(lang))).collect(),
            ..Section::default()
        });
    }
    if !schedule.alarms.is_empty() {
        let alarmed = |one: &AlarmedCustomer| Entry {
            grade: lang::grade(one.grade.as_deref(), None),
            name: lang::one_line(&one.name),
            id: one.id.to_string(),
            is_alarm: true,
            lines: lang::alarms(lang, one, today).into_iter().map(Into::into).collect(),
            ..Entry::default()
        };
        let section = Section {
            heading: lang.pick("May be lost: crm alarm", "可能流失：crm alarm").to_owned(),
            entries: schedule.alarms.iter().map(alarmed).collect(),
            ..Section::default()
        };
        sections.insert(0, section);
    }
    let title = format!("{owner} · {span}");
    Document { lang, title, lead: header.load(schedule), sections, hint: String::new() }
}

/// A customer on a day, with all that one has to know before the contact.
pub(super) fn entry(header: &AgendaHeader<'_>, item: &Item, lane: Option<Lane>, day: NaiveDate) -> Entry {
    Entry {
        class: lane.map_or("", Lane::as_str),
        lines: said(header.lang, item, header.today, usize::MAX, Some(header.call_on(day))),
        contact: item.contact.clone(),
        ..brief(header, item, lane, day)
    }
}

fn brief(header: &AgendaHeader<'_>, item: &Item, lane: Option<Lane>, day: NaiveDate) -> Entry {
    let grade = lang::grade(item.grade.as_deref(), item.written.as_deref());
    Entry {
        grade: Some(grade.unwrap_or_else(|| "–".to_owned())),
        name: lang::one_line(&item.name),
        id: item.id.to_string(),
        beside: place(header.lang, item, lane, day).join(" · "),
        ..Entry::default()
    }
}
