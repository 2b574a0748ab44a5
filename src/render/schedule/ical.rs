//! The agenda as a calendar: whole-day events whose names stay, so that a subscribed calendar moves
//! them instead of doubling them.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use icalendar::{Calendar, Component, Event, EventLike, Property};

use super::Cover;
use super::said::{Dated, dated, said};
use crate::plan::{Item, Occasion, Schedule};
use crate::render::agenda::reach;
use crate::render::lang;
use crate::rules::occasions::Code;

/// One event for each customer's next follow-up.
pub fn ical(cover: &Cover<'_>) -> String {
    let mut calendar = Calendar::empty();
    calendar.append_property(Property::new("VERSION", "2.0"));
    calendar.append_property(Property::new("PRODID", "-//crm//crm//EN"));
    calendar.append_property(Property::new("METHOD", "PUBLISH"));
    calendar.append_property(
        Property::new("REFRESH-INTERVAL", "PT6H").append_parameter(("VALUE", "DURATION")).done(),
    );
    for schedule in cover.schedules {
        for event in events(cover, schedule) {
            calendar.push(event);
        }
        let mut seen: HashMap<(&str, &str, NaiveDate), usize> = HashMap::new();
        for one in dated(cover.lang, &schedule.dates, cover.today) {
            let Occasion { code, id, on, .. } = one.first;
            // A festival is nobody's own.
            let whose = if *code == Code::Event { "all" } else { id.as_str() };
            let turn = seen.entry((code.as_str(), whose, *on)).or_default();
            *turn += 1;
            let uid = format!("{}-{whose}-{on}-{turn}@crm", code.as_str());
            calendar.push(date(cover, &one, &uid));
        }
    }
    calendar.done().to_string()
}

fn events(cover: &Cover<'_>, schedule: &Schedule) -> Vec<Event> {
    let placed =
        schedule.days.iter().flat_map(|day| day.placed.iter().map(move |placed| (&placed.item, day.date)));
    // What did not fit stands on the day it was due, or on the first that is left.
    let first = schedule.days.first().map_or(cover.today, |day| day.date);
    let left = schedule.left.iter().map(move |item| (item, item.due.max(first)));
    placed.chain(left).map(|(item, date)| event(cover, item, date)).collect()
}

/// A day that is no follow-up. Its name says kind, customer and day, and which of several of these it
/// is: so it stays itself, too.
fn date(cover: &Cover<'_>, one: &Dated<'_>, uid: &str) -> Event {
    let whom = one.whom(cover.lang);
    let what = lang::occasion_of_day(cover.lang, one.first, cover.today);
    Event::new()
        .uid(uid)
        .timestamp(cover.today.and_time(NaiveTime::MIN).and_utc())
        .summary(&format!("{what} · {whom}"))
        .all_day(one.first.on)
        .append_property(Property::new("TRANSP", "TRANSPARENT"))
        .done()
}

fn event(cover: &Cover<'_>, item: &Item, date: NaiveDate) -> Event {
    let lang = cover.lang;
    let grade = item.grade.as_deref().map_or("–".to_owned(), lang::clean);
    let name = lang::one_line(&item.name);
    let mut lines: Vec<String> = said(lang, item, cover.today, usize::MAX, Some(cover.call_on(date)))
        .into_iter()
        .map(|line| match line.label {
            "" => line.text,
            label => format!("{label}: {}", line.text),
        })
        .collect();
    lines.extend(item.contact.as_ref().map(|who| reach(lang, who)).filter(|reach| !reach.is_empty()));
    // The stamp is the day's, not the moment's: the same day gives the same calendar.
    let stamp: DateTime<Utc> = cover.today.and_time(NaiveTime::MIN).and_utc();
    Event::new()
        .uid(&format!("followup-{}@crm", item.id))
        .timestamp(stamp)
        .summary(&format!("{grade} {name}"))
        .description(&lines.join("\n"))
        .all_day(date)
        .append_property(Property::new("TRANSP", "TRANSPARENT"))
        .done()
}
