//! Who is open to a visit, and for the manager what became of what was due.

use chrono::NaiveDate;

use super::Args;
use super::region;
use crate::cli::alarms::{Asked, alarms};
use crate::cli::date_input;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::format::Format;
use crate::cli::mailing::{About, Page, one_owner, reader};
use crate::cli::people::{named, person};
use crate::cli::query;
use crate::cli::session::Session;
use crate::model::{Customer, Entry, History, Interval, Unit};
use crate::plan::{self, ExampleFilter, Host, LateAction, NeverDone, Occasion, Record, Tally};
use crate::render::answer::{TeamAnswer, VisitsAnswer};
use crate::render::lang::{self, both, tr};
use crate::render::{self, TeamReport};
use crate::rules::EffectiveClass;
use crate::rules::views::Book;

/// Who is open to a visit, or a day's round of one place.
pub(super) fn visits(session: &Session<'_>, args: &Args, form: Format) -> Result<Exit, Failure> {
    let (policy, today) = (&session.config.policy, session.today);
    let filter = args.filter.filter(session, &[])?;
    let whose = one_owner(&filter);
    let lang = reader(session, whose, form);
    let layout = session.workspace.layout();
    let round = args.on.as_deref().map(|text| day_of_round(session, text)).transpose()?;
    let ask = |customer: &Customer, driving: &EffectiveClass, history: &History<'_>| {
        plan::host(customer, driving.class.as_deref(), history, policy, (today, round))
    };
    let (hosts, problems) = query::asked(session, &layout, &filter, ask);
    let mut hosts: Vec<Host> = hosts.into_iter().flatten().collect();
    let regions = args.region.as_deref().map(|typed| region::known(session, &layout, typed)).transpose()?;
    let regions = regions.as_deref();
    match round {
        Some(_) => hosts = plan::round(hosts, regions, policy),
        None => {
            hosts.retain(|host| regions.is_none_or(|regions| host.is_in(regions)));
            plan::in_trip_order(&mut hosts, policy);
        }
    }
    let answer = VisitsAnswer { hosts: &hosts, today, round };
    let document = || render::visits_document(lang, &hosts, (today, round));
    let about = About::Person(whose.and_then(|owner| person(&session.config, owner)));
    let page = Page { is_empty: hosts.is_empty(), document: &document, name: "visits", subject: None, about };
    args.mail.put(session, (form, lang), &answer, &page)?;
    Ok(session.exit_code(&problems))
}

/// The day of a round: one that is over is a slip, and on a day off somebody has to be asked first.
fn day_of_round(session: &Session<'_>, typed: &str) -> Result<NaiveDate, Failure> {
    let (lang, today) = (session.lang, session.today);
    let day = date_input::ahead(session, "--on", typed)?;
    if day < today {
        return Err(Failure::usage(both!("--on {day} is over", "--on {day} 已经过去"))
            .try_this(both!("--on fri, tomorrow, 3d", "--on 周五、明天、3天")));
    }
    if session.config.policy.calendar.free(day).is_some() {
        let day = lang::date_short(lang, day, today);
        session.say(&tr!(lang, "note: {day} is not a working day here", "提示：{day} 不是工作日"));
    }
    Ok(day)
}

/// What became of everybody's follow-ups.
pub(super) fn team(session: &Session<'_>, args: &Args, form: Format) -> Result<Exit, Failure> {
    let (lang, policy) = (session.lang, &session.config.policy);
    let days = (since(args, session.today), session.today);
    let filter = args.filter.filter(session, &[])?;
    let layout = session.workspace.layout();
    let ask = |customer: &Customer, driving: &EffectiveClass, history: &History<'_>, book: Option<&Book>| {
        let class = driving.class.as_deref();
        let undone = plan::never_done(customer, class, book, history, policy, session.today);
        let tally = plan::tally(customer, class, history, policy, days);
        let say = |entry: &Entry<'_>| render::entry(lang, entry, session.today);
        let examples = match args.month {
            true => plan::examples(customer, class, history, &ExampleFilter::default(), say),
            false => Vec::new(),
        };
        (((customer.owner.clone(), tally), undone), examples)
    };
    let until = (session.today, None);
    let (found, problems) = query::asked_with_days(session, &layout, &filter, until, ask);
    let (found, late): (Vec<_>, Vec<_>) = found.into_iter().unzip();
    let days_of_all: Vec<Occasion> = late.into_iter().flatten().collect();
    let of_others = NeverDone::of_all(&days_of_all, policy);
    let late = days_of_all.into_iter().filter_map(|one| LateAction::of(one, session.today)).collect();
    let (tallies, examples): (Vec<_>, Vec<_>) = found.into_iter().flatten().unzip();
    let (tallies, undone): (Vec<(Option<String>, Tally)>, Vec<_>) = tallies.into_iter().unzip();
    let undone = undone.into_iter().flatten().chain(of_others).collect();
    let examples = examples.concat();
    let example = plan::example_to_show(&examples, policy, days);
    let wanted = if filter.owners.is_empty() { &policy.people } else { &filter.owners };
    let wanted: Vec<String> = wanted.iter().filter(|owner| !owner.is_empty()).cloned().collect();
    let mut records = plan::records(tallies, (late, undone), &wanted);
    // Who wrote something of the customers that were asked about is not asked about, nor who is late with a part of theirs.
    records.retain(|one| {
        filter.owners.is_empty() || filter.owners.contains(&one.owner.clone().unwrap_or_default())
    });
    let people = named(&session.config);
    let alarmed = alarms(session, &layout, &filter, (&Asked::Watched, false)).customers;
    let team = TeamReport { lang, records: &records, people: &people, days, example, alarms: &alarmed };
    let answer = TeamAnswer { team: &team, today: session.today };
    let is_empty = records.iter().all(Record::is_empty) && example.is_none() && alarmed.is_empty();
    let document = || render::team_report_document(&team);
    let page = Page { is_empty, document: &document, name: "team", subject: None, about: About::Team };
    args.mail.put(session, (form, lang), &answer, &page)?;
    Ok(session.exit_code(&problems))
}

/// The day before the first that is looked at: a week back, unless a day or a month is asked for.
fn since(args: &Args, today: NaiveDate) -> NaiveDate {
    let span = match (args.day, args.month) {
        (true, _) => Interval::new(1, Unit::Day),
        (_, true) => Interval::new(1, Unit::Month),
        _ => Interval::new(7, Unit::Day),
    };
    span.map_or(today, |span| span.before(today))
}
