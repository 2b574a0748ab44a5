//! `crm review --quarter`: the re-evaluation of a quarter.

use chrono::NaiveDate;

use crate::cli::date_input;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::filter::FilterArgs;
use crate::cli::format::Format;
use crate::cli::mailing::{About, MailArgs, Page};
use crate::cli::order_book::book_days;
use crate::cli::query;
use crate::cli::session::Session;
use crate::model::{Customer, History, Interval, Problem, Unit};
use crate::plan::{self, Filter, Refit};
use crate::render;
use crate::render::answer::QuarterAnswer;
use crate::render::lang::both;
use crate::rules::views::Book;
use crate::rules::{EffectiveClass, Policy, measure};
use crate::store::{CustomerTree, Scrutiny, Workspace};

pub struct Asked<'a> {
    /// The first day, as typed; empty for three months ago.
    pub since: &'a str,
    /// Which customers.
    pub filter: &'a FilterArgs,
    pub form: Format,
    /// To whom it is sent.
    pub mail: &'a MailArgs,
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
    let mut quarter = plan::quarter(seen, policy, days);
    // What a part of the book is like says nothing of the numbers of the whole.
    if !asked.filter.says_something() {
        quarter.refit = refit(session, &layout);
    }
    let answer = QuarterAnswer { quarter: &quarter, policy, most: asked.most };
    let lang = session.lang;
    let document = || render::quarter_document(lang, &quarter, policy, asked.most);
    let page = Page {
        is_empty: quarter.is_empty(),
        document: &document,
        name: "quarter",
        subject: None,
        about: About::Team,
    };
    asked.mail.put(session, (asked.form, lang), &answer, &page)?;
    let problems: Vec<Problem> = layout.problems.into_iter().chain(problems).collect();
    Ok(session.exit_code(&problems))
}

/// Whether the numbers of the model are to be found anew, and what that would change.
fn refit(session: &Session<'_>, layout: &CustomerTree) -> Option<Refit> {
    let (today, policy) = (session.today, &session.config.policy);
    if !Refit::may_be_due(&policy.book_rhythm, today) {
        return None;
    }
    let (book, _) = book_days(session);
    let mut refit = Refit::of(&book, &policy.book_rhythm, today)?;
    if let Some(new) = refit.new {
        let other = Policy { book_rhythm: new, ..policy.clone() };
        let moves = |customer: &Customer, driving: &EffectiveClass, history: &History<'_>| {
            plan::moves_under(customer, driving, history, (policy, &other), today)
        };
        let (moves, _) = query::asked(session, layout, &Filter::default(), moves);
        let moves: Vec<bool> = moves.into_iter().flatten().collect();
        refit.dates = moves.len();
        refit.moved = moves.into_iter().filter(|moves| *moves).count();
    }
    Some(refit)
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
            "\"{typed}\" is not a day before {today}",
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
        let of = |day| measure(&loaded.customer, &loaded.history.clone().as_of(day), policy, day);
        Some((of(since), of(today)))
    });
    (Book::fold(figures.iter().map(|(old, _)| old)), Book::fold(figures.iter().map(|(_, new)| new)))
}
