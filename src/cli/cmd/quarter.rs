//! `crm review --quarter`: the re-evaluation of a quarter.

use chrono::NaiveDate;

use crate::cli::context::Context;
use crate::cli::date_input;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::filter::FilterArgs;
use crate::cli::format::Format;
use crate::cli::session::Session;
use crate::model::{Interval, Problem, Unit};
use crate::plan::{self, Course, Quarter};
use crate::render::lang::{both, one_line};
use crate::render::{self, json};
use crate::rules::Policy;
use crate::rules::views::{Book, Metrics};
use crate::store::{CustomerTree, Scrutiny, Workspace};

/// What is asked for.
pub struct Asked<'a> {
    /// The first day, as typed; empty for three months ago.
    pub since: &'a str,
    /// Which customers.
    pub filter: &'a FilterArgs,
    /// In which form.
    pub form: Format,
    /// How many of each list.
    pub most: usize,
}

/// Compares today with the first day.
pub fn run(session: &Session<'_>, asked: &Asked<'_>) -> Result<Exit, Failure> {
    let (policy, today) = (&session.config.policy, session.today);
    let since = since(session, asked.since)?;
    let filter = asked.filter.filter(session, &[])?;
    let layout = session.workspace.layout();
    let days = (since, today);
    let books = policy.scheme.is_computed().then(|| books(&session.workspace, &layout, policy, days));
    let (seen, problems) = session.workspace.each(&layout.slots, Scrutiny::Answer, |loaded| {
        let seen = plan::course(&loaded.customer, &loaded.history, books.as_ref(), policy, days);
        let class = seen.after.as_ref().or(seen.before.as_ref()).and_then(|side| side.class.as_deref());
        filter.admits(&loaded.customer, class, &loaded.history.as_of(today), (policy, today)).then_some(seen)
    });
    let quarter = plan::quarter(seen, policy, days);
    session.answer(asked.form.reader(), &text(session, &quarter, policy, asked))?;
    let problems: Vec<Problem> = layout.problems.into_iter().chain(problems).collect();
    Ok(session.exit_code(&problems))
}

fn since(session: &Session<'_>, typed: &str) -> Result<NaiveDate, Failure> {
    let today = session.today;
    if typed.is_empty() {
        let months = Interval::new(3, Unit::Month).map(|quarter| quarter.before(today));
        return Ok(months.unwrap_or(today));
    }
    let hint =
        both!("--quarter 3m, or a date: --quarter 2026-07-01", "--quarter 3m，或日期：--quarter 2026-07-01");
    let day = date_input::back(session, Some("--quarter"), typed, &hint)?;
    if day >= today {
        return Err(Failure::usage(both!(
            "\"{typed}\" is no day before {today}",
            "「{typed}」不是 {today} 之前的日期"
        ))
        .try_this(hint));
    }
    Ok(day)
}

/// The books of both days.
fn books(
    workspace: &Workspace,
    layout: &CustomerTree,
    policy: &Policy,
    (since, today): (NaiveDate, NaiveDate),
) -> (Book, Book) {
    let (figures, _) = workspace.each(&layout.slots, Scrutiny::Answer, |loaded| {
        let of = |day| Metrics::of(&loaded.customer, &loaded.history.clone().as_of(day), policy, day);
        Some((of(since), of(today)))
    });
    (Book::fold(figures.iter().map(|(old, _)| old)), Book::fold(figures.iter().map(|(_, new)| new)))
}

fn text(context: &Context, quarter: &Quarter, policy: &Policy, asked: &Asked<'_>) -> String {
    let style = context.style();
    let moved = || rows(quarter);
    match asked.form {
        Format::Table => render::quarter(context.lang, quarter, policy, asked.most, style),
        Format::Json => json::document(&json::quarter(quarter, policy)),
        Format::Csv => {
            render::csv(&["change", "from", "to", "id", "name", "owner", "on", "by", "why"], moved(), false)
        }
        Format::Plain => moved().iter().map(|row| render::plain_row(row)).collect(),
        Format::Ids => moved().iter().map(|row| format!("{}\n", row[3])).collect(),
    }
}

/// One row a customer that is not what it was.
fn rows(quarter: &Quarter) -> Vec<Vec<String>> {
    let lists = [
        ("rose", &quarter.rose),
        ("fell", &quarter.fell),
        ("graded", &quarter.graded),
        ("new", &quarter.came),
        ("archived", &quarter.left),
        ("recheck", &quarter.recheck),
    ];
    let text = |text: Option<&String>| text.map(|text| one_line(text)).unwrap_or_default();
    let row = |change: &str, one: &Course| {
        let decision = one.decision.as_ref();
        vec![
            change.to_owned(),
            text(one.before.as_ref().and_then(|side| side.class.as_ref())),
            text(one.after.as_ref().and_then(|side| side.class.as_ref())),
            one.id.to_string(),
            one_line(&one.name),
            text(one.owner.as_ref()),
            decision.map(|told| told.on.to_string()).unwrap_or_default(),
            text(decision.and_then(|told| told.by.as_ref())),
            text(decision.and_then(|told| told.why.as_ref())),
        ]
    };
    lists.iter().flat_map(|(change, list)| list.iter().map(|one| row(change, one))).collect()
}
