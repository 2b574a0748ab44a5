//! The end of the day, and of a week: what is left to do, and what became of what was due.

use chrono::NaiveDate;

use super::Args;
use super::region;
use crate::cli::date_input;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::format::Format;
use crate::cli::mailing::{About, Page, one_owner, reader};
use crate::cli::people::{named, person};
use crate::cli::query;
use crate::cli::session::Session;
use crate::model::{Customer, Entry, History, Interval, Unit};
use crate::plan::{self, EndOfDay, ExampleFilter, Filter, Host, LateAction, Record};
use crate::render::answer::{EndOfDayAnswer, TeamAnswer, VisitsAnswer};
use crate::render::lang::{self, both, tr};
use crate::render::{self, StillDue, TeamReport};
use crate::rules::{EffectiveClass, cadence};
use crate::store::CustomerTree;

/// What is left to do today, by customer.
pub(super) fn end_of_day(session: &Session<'_>, args: &Args, form: Format) -> Result<Exit, Failure> {
    let today = session.today;
    let filter = args.filter.filter(session, &[])?;
    let whose = one_owner(&filter);
    let lang = reader(session, whose, form);
    let layout = session.workspace.layout();
    let policy = &session.config.policy;
    let ask = |customer: &Customer, driving: &EffectiveClass, history: &History<'_>| {
        let next = cadence::next(customer, driving.class.as_deref(), history, policy, today);
        let is_due = next.starts().is_some_and(|day| day <= today);
        (plan::end_of_day(customer, history, policy, today), is_due)
    };
    let (found, problems) = query::asked(session, &layout, &filter, ask);
    let count = found.iter().filter(|(_, is_due)| *is_due).count();
    let found: Vec<EndOfDay> = found.into_iter().flat_map(|(found, _)| found).collect();
    let still = StillDue { count, owner: whose };
    let answer = EndOfDayAnswer { found: &found, today, still };
    let document = || render::end_of_day_document(lang, &found, today, still);
    let about = About::Person(whose.and_then(|owner| person(&session.config, owner)));
    let page = Page { is_empty: found.is_empty(), document: &document, name: "wrap-up", about };
    args.mail.put(session, (form, lang), &answer, &page)?;
    Ok(session.exit_code(&problems))
}

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
    let page = Page { is_empty: hosts.is_empty(), document: &document, name: "visits", about };
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
    let ask = |customer: &Customer, driving: &EffectiveClass, history: &History<'_>| {
        let class = driving.class.as_deref();
        let tally = plan::tally(customer, class, history, policy, days);
        let say = |entry: &Entry<'_>| render::entry(lang, entry, session.today);
        let examples = match args.month {
            true => plan::examples(customer, class, history, &ExampleFilter::default(), say),
            false => Vec::new(),
        };
        ((customer.owner.clone(), tally), examples)
    };
    let (found, problems) = query::asked(session, &layout, &filter, ask);
    let (tallies, examples): (Vec<_>, Vec<_>) = found.into_iter().unzip();
    let examples = examples.concat();
    let example = plan::example_to_show(&examples, policy, days);
    let wanted = if filter.owners.is_empty() { &policy.people } else { &filter.owners };
    let wanted: Vec<String> = wanted.iter().filter(|owner| !owner.is_empty()).cloned().collect();
    let mut records = plan::records(tallies, late_actions(session, &layout, &filter), &wanted);
    // Who wrote something of the customers that were asked about is not asked about.
    records.retain(|one| {
        filter.owners.is_empty() || filter.owners.contains(&one.owner.clone().unwrap_or_default())
    });
    let people = named(&session.config);
    let team = TeamReport { lang, records: &records, people: &people, days, example };
    let answer = TeamAnswer { team: &team, today: session.today };
    let is_empty = records.iter().all(Record::is_empty) && example.is_none();
    let document = || render::team_report_document(&team);
    let page = Page { is_empty, document: &document, name: "team", about: About::Team };
    args.mail.put(session, (form, lang), &answer, &page)?;
    Ok(session.exit_code(&problems))
}

/// The actions of the playbooks that are late, of whoever does them and is asked about; and where consent is missing.
fn late_actions(session: &Session<'_>, layout: &CustomerTree, filter: &Filter) -> Vec<LateAction> {
    let today = session.today;
    // What is wrong with the files is told by the reading of the follow-ups.
    let (days, _) = query::all_dates(session, layout, filter, today, None);
    days.into_iter().filter_map(|one| LateAction::of(one, today)).collect()
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
