//! `crm agenda`: the day, the week or the month, as much of it as the hours carry.

mod args;
mod end;
mod end_of_day;
mod region;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::cli::alarms::{Asked, alarms};
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::format::Format;
use crate::cli::mailing::{About, PersonalMail, reader};
use crate::cli::people::{minutes_a_day, named};
use crate::cli::query;
use crate::cli::session::Session;
use crate::config::WorkspaceConfig;
use crate::model::{Decimal, Interval, Unit};
use crate::plan::{self, Item, Occasion, Schedule};
use crate::render::answer::AgendaAnswer;
use crate::render::{self, AgendaHeader, MailHeaders};
use crate::rules::Policy;
use crate::rules::occasions::Code;

pub use args::Args;

pub fn run(context: &Context, args: &Args) -> Result<Exit, Failure> {
    let session = Session::open(context)?;
    let (today, policy) = (context.today, &session.config.policy);
    let form = args.mail.form(context, if args.json { Format::Json } else { args.format })?;
    if args.end_of_day {
        return end_of_day::end_of_day(&session, args, form);
    }
    if args.team {
        return end::team(&session, args, form);
    }
    if args.visits {
        return end::visits(&session, args, form);
    }
    let days = days(args, today);
    let filter = args.filter.filter(&session, &[])?;
    let layout = session.workspace.layout();
    let until = days.last().copied().unwrap_or(today);
    let (items, book, problems) = query::items_with_amounts(&session, &layout, &filter, until);
    let mut dates = match form {
        Format::Csv | Format::Ids => Vec::new(),
        _ => query::dates(&session, &layout, &filter, until, book),
    };
    // Who is on the agenda says there that it leaves, or which grade is asked for.
    let is_said = |code| matches!(code, Code::Pool | Code::Move);
    dates.retain(|date| !is_said(date.code) || items.iter().all(|item| item.id != date.id));
    let mut schedules = schedules((items, dates), &days, args, &filter.owners, &session.config);
    for alarmed in alarms(&session, &layout, &filter, (&Asked::Watched, false)).customers {
        let own = schedules.iter_mut().find(|one| one.owner == alarmed.owner);
        own.into_iter().for_each(|own| own.alarms.push(alarmed.clone()));
    }
    if args.by_hour {
        schedules.iter_mut().for_each(Schedule::by_hour);
    }
    let people = named(&session.config);
    let owner = match schedules.as_slice() {
        [one] => one.owner.as_deref(),
        _ => None,
    };
    let lang = reader(&session, owner, form);
    // What is sent around is read later.
    let now = context.at_once().filter(|_| form == Format::Table && days.len() == 1);
    let cover = AgendaHeader { lang, schedules: &schedules, people: &people, today, now };
    let exit = match form {
        Format::Mail => mails(&session, args, &cover)?,
        _ => {
            context.answer(form.reader(), &text(context, &cover, form, policy))?;
            Exit::Done
        }
    };
    match context.exit_code(&problems).max(exit) {
        Exit::Done if args.exit_code && !cover.is_empty() => Ok(Exit::Attention),
        exit => Ok(exit),
    }
}

/// Sends each person's agenda, or prints the one that there is.
fn mails(session: &Session<'_>, args: &Args, cover: &AgendaHeader<'_>) -> Result<Exit, Failure> {
    let mail = |schedule| {
        let own = AgendaHeader { schedules: std::slice::from_ref(schedule), ..*cover };
        PersonalMail {
            about: About::owner(&session.config, schedule.owner.as_deref()),
            name: cover.owner(schedule),
            is_empty: own.is_empty(),
            mail: Box::new(move |lang, headers: &MailHeaders| {
                render::schedule::mail(&AgendaHeader { lang, ..own }, headers)
            }),
        }
    };
    let mails: Vec<PersonalMail<'_>> = cover.schedules.iter().map(mail).collect();
    let is_for_all = args.all_owners || !args.filter.owner.is_empty();
    args.mail.to_each(session, &mails, ("agenda", "安排"), is_for_all)
}

/// An agenda in any form that is printed.
fn text(context: &Context, cover: &AgendaHeader<'_>, form: Format, policy: &Policy) -> String {
    match form {
        Format::Ics => render::schedule::ical(cover),
        form => form.pages(
            || (!cover.is_empty()).then(|| render::schedule::pages(cover)),
            || form.text(&AgendaAnswer { cover, policy }, cover.lang, || context.style()),
        ),
    }
}

fn days(args: &Args, today: NaiveDate) -> Vec<NaiveDate> {
    let ahead = |count, unit| Interval::new(count, unit).map_or(today, |span| span.after(today));
    let end = match (args.week, args.month) {
        (true, _) => ahead(7, Unit::Day),
        (_, true) => ahead(1, Unit::Month),
        _ => ahead(1, Unit::Day),
    };
    today.iter_days().take_while(|day| *day < end).collect()
}

/// One agenda for each person, or one of all that is asked about.
fn schedules(
    (items, dates): (Vec<Item>, Vec<Occasion>),
    days: &[NaiveDate],
    args: &Args,
    owners: &[String],
    config: &WorkspaceConfig,
) -> Vec<Schedule> {
    let policy = &config.policy;
    let one = |owner: Option<String>, items: Vec<Item>| {
        let minutes = owner.as_deref().and_then(|owner| minutes_a_day(config, owner));
        let capacity = |day: NaiveDate| {
            let is_worked = days.len() == 1 || policy.calendar.free(day).is_none();
            minutes.map(|minutes| if is_worked { minutes } else { Decimal::ZERO })
        };
        plan::schedule(owner, items, days, capacity, policy)
    };
    let mut by_owner: BTreeMap<(bool, Option<String>), Vec<Item>> = BTreeMap::new();
    // Each of the team has an agenda, an empty one, too, and so has each that is asked about.
    let wanted = if args.all_owners { &policy.people } else { owners };
    for owner in wanted {
        let owner = Some(owner.clone()).filter(|owner| !owner.is_empty());
        by_owner.entry((owner.is_none(), owner)).or_default();
    }
    for item in items {
        by_owner.entry((item.owner.is_none(), item.owner.clone())).or_default().push(item);
    }
    let is_asked =
        |who: &Option<&str>| owners.is_empty() || owners.iter().any(|one| one == who.unwrap_or_default());
    for who in dates.iter().flat_map(Occasion::told_to).filter(is_asked) {
        by_owner.entry((who.is_none(), who.map(str::to_owned))).or_default();
    }
    let mut schedules: Vec<Schedule> =
        by_owner.into_iter().map(|((_, owner), items)| one(owner, items)).collect();
    for date in dates {
        for schedule in schedules.iter_mut().filter(|one| date.told_to().contains(&one.owner.as_deref())) {
            schedule.dates.push(date.clone());
        }
    }
    schedules
}
