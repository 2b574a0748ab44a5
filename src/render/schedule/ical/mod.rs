//! The agenda as a calendar (RFC 5545): whole-day events whose names stay, so that a subscribed calendar moves
//! them instead of doubling them.

mod names;
#[cfg(test)]
mod tests;

use chrono::{Days, NaiveDate, NaiveDateTime, TimeDelta};
use rust_decimal::prelude::ToPrimitive;

use self::names::Names;
use super::AgendaHeader;
use super::document::entry;
use crate::plan::{Item, Occasion, Schedule};
use crate::render::content_lines::ContentLines;
use crate::render::lang::{self, Lang, tr};
use crate::render::reach::reach;
use crate::rules::occasions::{Code, Kind};
use crate::rules::{AgreedHour, Lane};

/// What happens on a day, or from a first to a last one.
struct Event {
    uid: String,
    first: NaiveDate,
    last: NaiveDate,
    /// Its hour, where it isn't one of whole days, and how many minutes it takes.
    hour: Option<(AgreedHour, i64)>,
    summary: String,
    description: String,
    /// When it rings, from the beginning of its first day.
    alarms: &'static [&'static str],
}

/// The hour at which work begins (own): an event of a whole day would ring at midnight.
const IN_THE_MORNING: &str = "PT8H";

/// Before an agreed hour (own): time to read what was said last.
const BEFORE_THE_HOUR: &str = "-PT15M";

/// The minutes of an agreed hour whose grade says none (own).
const USUAL_MINUTES: i64 = 30;

/// The same hour, three days before (own): a greeting, a present or a contract takes days.
const DAYS_BEFORE: &str = "-P2DT16H";

/// One event for each customer's next follow-up, and one for each date.
pub fn ical(cover: &AgendaHeader<'_>) -> String {
    let mut names = Names::default();
    let mut events: Vec<Event> = cover.schedules.iter().flat_map(|one| follow_ups(cover, one)).collect();
    events.extend(dates(cover));
    let mut lines = ContentLines::new();
    lines.put("BEGIN", "VCALENDAR");
    lines.put("VERSION", "2.0");
    lines.put("PRODID", "-//crm//crm//EN");
    lines.put("METHOD", "PUBLISH");
    lines.put("CALSCALE", "GREGORIAN");
    // Without a name a phone shows the file's, or its address. The first is the standard's (RFC 7986), the second
    // is what most programs read.
    let title = title(cover);
    lines.text("NAME", &title);
    lines.text("X-WR-CALNAME", &title);
    lines.put("REFRESH-INTERVAL;VALUE=DURATION", "PT6H");
    lines.put("X-PUBLISHED-TTL", "PT6H");
    for event in &events {
        let uid = names.own(&event.uid);
        put(&mut lines, event, &uid, cover.today);
    }
    lines.put("END", "VCALENDAR");
    lines.into_text()
}

fn title(cover: &AgendaHeader<'_>) -> String {
    let lang = cover.lang;
    let whose = match cover.schedules {
        [one] => cover.owner(one),
        _ => lang.pick("everybody", "全员").to_owned(),
    };
    tr!(lang, "Follow-ups · {whose}", "客户跟进 · {whose}")
}

fn put(lines: &mut ContentLines, event: &Event, uid: &str, today: NaiveDate) {
    let date = |day: NaiveDate| day.format("%Y%m%d").to_string();
    // The first day that is not part of it: an event that ends on the day on which it begins has no length.
    let end = event.last.checked_add_days(Days::new(1)).unwrap_or(event.last);
    lines.put("BEGIN", "VEVENT");
    lines.text("UID", uid);
    // The stamp is the day's, not the moment's: the same day gives the same calendar.
    lines.put("DTSTAMP", &format!("{}T000000Z", date(today)));
    match &event.hour {
        Some((hour, minutes)) => put_hour(lines, event.first, hour, *minutes),
        None => {
            lines.put("DTSTART;VALUE=DATE", &date(event.first));
            lines.put("DTEND;VALUE=DATE", &date(end));
        }
    }
    lines.text("SUMMARY", &event.summary);
    if !event.description.is_empty() {
        lines.text("DESCRIPTION", &event.description);
    }
    lines.put("TRANSP", if event.hour.is_some() { "OPAQUE" } else { "TRANSPARENT" });
    for trigger in event.alarms {
        lines.put("BEGIN", "VALARM");
        lines.put("ACTION", "DISPLAY");
        lines.text("DESCRIPTION", &event.summary);
        lines.put("TRIGGER", trigger);
        lines.put("END", "VALARM");
    }
    lines.put("END", "VEVENT");
}

/// An hour in the zone of whoever wrote it; where nobody says which that is, of wherever the calendar is read.
fn put_hour(lines: &mut ContentLines, day: NaiveDate, hour: &AgreedHour, minutes: i64) {
    let takes = TimeDelta::minutes(minutes);
    let form = |at: NaiveDateTime, end: &str| format!("{}{end}", at.format("%Y%m%dT%H%M%S"));
    let (from, end) = match hour.on(day) {
        Some(at) => (at.naive_utc(), "Z"),
        None => (day.and_time(hour.time), ""),
    };
    lines.put("DTSTART", &form(from, end));
    lines.put("DTEND", &form(from + takes, end));
}

fn follow_ups(cover: &AgendaHeader<'_>, schedule: &Schedule) -> Vec<Event> {
    let whose = (cover.schedules.len() > 1).then(|| cover.owner(schedule));
    let placed = schedule.days.iter().flat_map(|day| day.placed.iter().map(move |one| (one, day.date)));
    let placed = placed.map(|(one, date)| {
        let event = follow_up(cover, &one.item, one.lane, date, whose.as_deref());
        Event { alarms: if event.hour.is_some() { &[BEFORE_THE_HOUR] } else { &[IN_THE_MORNING] }, ..event }
    });
    // What did not fit stands on the day on which it is due, or on the first that is left. It is more than the day
    // carries, and rings for nobody.
    let first = schedule.days.first().map_or(cover.today, |day| day.date).max(cover.today);
    let left = schedule.left.iter();
    let left = left.map(|item| follow_up(cover, item, None, item.due.max(first), whose.as_deref()));
    placed.chain(left).collect()
}

fn follow_up(
    cover: &AgendaHeader<'_>,
    item: &Item,
    lane: Option<Lane>,
    date: NaiveDate,
    whose: Option<&str>,
) -> Event {
    let lang = cover.lang;
    let grade = item.grade.as_deref().map_or("–".to_owned(), lang::clean);
    let entry = entry(cover, item, lane, date);
    let mut lines: Vec<String> = entry
        .lines
        .into_iter()
        .map(|line| match line.label {
            "" => line.text,
            label => labelled(lang, label, &line.text),
        })
        .collect();
    lines.extend(entry.contact.as_ref().map(|who| reach(lang, who)).filter(|reach| !reach.is_empty()));
    lines.extend(Some(entry.beside).filter(|beside| !beside.is_empty()));
    lines.extend(whose.map(|whose| labelled(lang, lang.pick("owner", "负责人"), whose)));
    let since = since(lang, item.due, date, cover.today);
    Event {
        uid: format!("followup-{}", item.id),
        first: date,
        last: date,
        hour: item.hour_on(date).map(|hour| (*hour, minutes(item))),
        summary: format!("{grade} {}{since}", entry.name),
        description: lines.join("\n"),
        alarms: &[],
    }
}

fn minutes(item: &Item) -> i64 {
    item.minutes
        .and_then(|minutes| minutes.ceil().to_i64())
        .filter(|minutes| *minutes > 0)
        .unwrap_or(USUAL_MINUTES)
}

fn labelled(lang: Lang, label: &str, text: &str) -> String {
    format!("{label}{}{text}", lang.pick(": ", "："))
}

/// Since when something is due that stands on a later day; the same words each day, so that it doesn't change.
fn since(lang: Lang, due: NaiveDate, shown: NaiveDate, today: NaiveDate) -> String {
    if due >= shown {
        return String::new();
    }
    let day = lang::day_month(lang, due, today);
    tr!(lang, " · due since {day}", " · {day}到期")
}

/// The days that are no follow-ups. One of the team's calendar is one for everybody whom it concerns.
fn dates(cover: &AgendaHeader<'_>) -> Vec<Event> {
    let mut found: Vec<Vec<(&Occasion, &Schedule)>> = Vec::new();
    for (one, schedule) in
        cover.schedules.iter().flat_map(|schedule| schedule.dates.iter().map(move |one| (one, schedule)))
    {
        let is_same = |known: &&mut Vec<(&Occasion, &Schedule)>| {
            one.code == Code::Event && (known[0].0.on, &known[0].0.kind) == (one.on, &one.kind)
        };
        match found.iter_mut().find(is_same) {
            Some(known) => known.push((one, schedule)),
            None => found.push(vec![(one, schedule)]),
        }
    }
    found.iter().map(|one| date(cover, one)).collect()
}

fn date(cover: &AgendaHeader<'_>, customers: &[(&Occasion, &Schedule)]) -> Event {
    let (lang, today, one) = (cover.lang, cover.today, customers[0].0);
    let what = lang::occasion_of_day(lang, one, today);
    // What is open stands on today until it is dealt with; a day that is gone is looked at by nobody.
    let first = if one.code.stays() { one.on.max(today) } else { one.on };
    let last = match &one.kind {
        Kind::Event { until: Some(until), .. } => (*until).max(first),
        _ => first,
    };
    let whom = match customers {
        [_] => lang::one_line(&one.name),
        _ => {
            let count = customers.len();
            tr!(lang, "{count} customers", "{count} 个客户")
        }
    };
    let hour = match &one.kind {
        Kind::Appointment { hour, .. } => Some((*hour, USUAL_MINUTES)),
        _ => None,
    };
    Event {
        uid: names::of(one),
        first,
        last,
        hour,
        summary: format!("{what} · {whom}{}", since(lang, one.on, first, today)),
        description: people(cover, customers),
        alarms: alarms(one, today),
    }
}

/// Whom a date is about and how to reach them; of many their names, below whoever looks after them.
fn people(cover: &AgendaHeader<'_>, customers: &[(&Occasion, &Schedule)]) -> String {
    let lang = cover.lang;
    let mut lines = Vec::new();
    if let [(one, _)] = customers {
        lines.extend(one.contact.as_ref().map(|who| reach(lang, who)).filter(|reach| !reach.is_empty()));
    }
    for same in customers.chunk_by(|(_, one), (_, next)| one.owner == next.owner) {
        let names: Vec<String> = same.iter().map(|(one, _)| lang::one_line(&one.name)).collect();
        let names = names.join(lang.pick(", ", "、"));
        match (cover.schedules.len() > 1, customers) {
            (true, _) => lines.push(labelled(lang, &cover.owner(same[0].1), &names)),
            (false, [_]) => {}
            (false, _) => lines.push(names),
        }
    }
    lines.join("\n")
}

fn alarms(one: &Occasion, today: NaiveDate) -> &'static [&'static str] {
    match one.code {
        // A fair that runs since yesterday has rung.
        _ if !one.code.stays() && one.on < today => &[],
        Code::Appointment => &[BEFORE_THE_HOUR],
        Code::Ending
        | Code::Complaint
        | Code::Request
        | Code::Approval
        | Code::Promise
        | Code::InvoiceOverdue
        | Code::InvoiceDue
        | Code::QuoteUnanswered
        | Code::Deal
        | Code::Lost
        | Code::Action
        | Code::Move
        | Code::Recheck => &[IN_THE_MORNING],
        // What is prepared, or prevented.
        Code::Birthday
        | Code::Founded
        | Code::Date
        | Code::Anniversary
        | Code::Event
        | Code::ContractEnd
        | Code::Pool => &[DAYS_BEFORE, IN_THE_MORNING],
    }
}
