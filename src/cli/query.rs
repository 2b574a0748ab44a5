//! Whom an agenda is about.

use chrono::NaiveDate;

use super::book::{book, driving_book};
use super::figure_cache::{CachedFigures, FigureCache};
use super::session::Session;
use crate::model::{Customer, Decimal, History, Problem};
use crate::plan::{self, Filter, Item, KnownOrders, Occasion};
use crate::rules::occasions::Code;
use crate::rules::rhythm::ASKED_WITHIN;
use crate::rules::views::{Book, Metrics};
use crate::rules::{EffectiveClass, Playbook, Policy, expected_revenue, measure};
use crate::store::{CacheAnswer, CustomerTree, LoadedCustomer, Scrutiny};

/// Everybody that the filter admits and that is to be done by `until`, in the order of work, with what the
/// playbooks say; the whole book, where they ask for it; and what was wrong with the files.
pub fn items(
    session: &Session<'_>,
    layout: &CustomerTree,
    filter: &Filter,
    until: NaiveDate,
) -> (Vec<Item>, Option<Book>, Vec<Problem>) {
    items_by(session, layout, filter, until, |_| None)
}

/// The same with what each is expected to order within four weeks, where that is known: for a day that may be too short.
pub fn items_with_amounts(
    session: &Session<'_>,
    layout: &CustomerTree,
    filter: &Filter,
    until: NaiveDate,
) -> (Vec<Item>, Option<Book>, Vec<Problem>) {
    let (policy, today) = (&session.config.policy, session.today);
    items_by(session, layout, filter, until, |history| {
        expected_revenue(history, policy, (today, ASKED_WITHIN))
    })
}

fn items_by(
    session: &Session<'_>,
    layout: &CustomerTree,
    filter: &Filter,
    until: NaiveDate,
    expected: impl Fn(&History<'_>) -> Option<Decimal> + Sync,
) -> (Vec<Item>, Option<Book>, Vec<Problem>) {
    let policy = &session.config.policy;
    let today = session.today;
    let book = driving_book(session, layout);
    // A playbook for a combined label ranks a customer among all others.
    let is_labelled = Playbook::any_of_the_book(&policy.playbooks);
    let answer = |loaded: LoadedCustomer<'_>, note: Option<CachedFigures>| {
        let history = loaded.history.as_of(today);
        let figures = is_labelled.then(|| match note {
            Some(note) => note.figures,
            None => measure(&loaded.customer, &history, policy, today),
        });
        let is_asked_about = || {
            let driving = plan::driving(&loaded.customer, &history, book.as_ref(), policy, today);
            if !filter.admits(&loaded.customer, driving.class.as_deref(), &history, (policy, today)) {
                return None;
            }
            let item = plan::item(&loaded.customer, &driving, &history, policy, today);
            let item = item.filter(|item| item.starts() <= until)?;
            Some(Item { expected: expected(&history), ..item })
        };
        let item = is_asked_about().map(Box::new);
        (figures.is_some() || item.is_some()).then_some((figures, item))
    };
    // Of whom it is noted that it isn't due yet, nothing else is asked, whatever the filter.
    let from_cache = |_: &_, note: CachedFigures| match note.next.map(|next| next.due(today)) {
        Some(due) if due.is_none_or(|due| due > until) => {
            CacheAnswer::Answer(is_labelled.then_some((Some(note.figures), None)))
        }
        _ => CacheAnswer::Read,
    };
    let (found, mut problems) = if policy.scheme.is_computed() {
        session.workspace.each(&layout.slots, Scrutiny::Answer, |loaded| answer(loaded, None))
    } else {
        let cache = FigureCache::new(session, policy);
        session
            .workspace
            .each_known(&layout.slots, &cache, from_cache, |loaded, note| answer(loaded, Some(note)))
    };
    let (mut items, book) = aimed(found, book, policy, today);
    problems.splice(0..0, layout.problems.iter().cloned());
    plan::in_order(&mut items, policy);
    (items, is_labelled.then_some(book), problems)
}

/// Asks of each customer that the filter admits, with the class that drives it and its history of today;
/// and what was wrong with the files.
pub fn asked<T: Send>(
    session: &Session<'_>,
    layout: &CustomerTree,
    filter: &Filter,
    answer: impl Fn(&Customer, &EffectiveClass, &History<'_>) -> T + Sync,
) -> (Vec<T>, Vec<Problem>) {
    asked_with(session, layout, filter, driving_book(session, layout).as_ref(), answer)
}

/// Asks of the orders of the whole book, as they are noted: nobody is read of whom nothing has changed. None where that
/// is no answer: the classes are computed from the book, or a redaction stands before the files.
pub fn known_orders<T: Send>(
    session: &Session<'_>,
    layout: &CustomerTree,
    tell: impl Fn(KnownOrders) -> Option<T> + Sync,
) -> Option<(Vec<T>, Vec<Problem>)> {
    let policy = &session.config.policy;
    if policy.scheme.is_computed() || session.redaction.is_some() {
        return None;
    }
    let cache = FigureCache::new(session, policy);
    let from_cache = |_: &_, note: CachedFigures| CacheAnswer::Answer(note.orders.and_then(&tell));
    let read = |_: LoadedCustomer<'_>, note: CachedFigures| note.orders.and_then(&tell);
    let (found, problems) = session.workspace.each_known(&layout.slots, &cache, from_cache, read);
    Some((found, layout.problems.iter().cloned().chain(problems).collect()))
}

/// The same, where the book that drives the classes is known.
fn asked_with<T: Send>(
    session: &Session<'_>,
    layout: &CustomerTree,
    filter: &Filter,
    book: Option<&Book>,
    answer: impl Fn(&Customer, &EffectiveClass, &History<'_>) -> T + Sync,
) -> (Vec<T>, Vec<Problem>) {
    let today = session.today;
    let (found, problems) = session.workspace.each(&layout.slots, Scrutiny::Answer, |loaded| {
        let history = loaded.history.as_of(today);
        let customer = &loaded.customer;
        let driving = plan::driving(customer, &history, book, &session.config.policy, today);
        let is_admitted =
            filter.admits(customer, driving.class.as_deref(), &history, (&session.config.policy, today));
        is_admitted.then(|| answer(customer, &driving, &history))
    });
    (found, layout.problems.iter().cloned().chain(problems).collect())
}

/// The days that are no follow-ups, and what falls due by `until`, what is late first. Complaints and wishes to end are
/// follow-ups from their opening on, though managers are told of the latter; grades to look at again are the review's.
pub fn dates(
    session: &Session<'_>,
    layout: &CustomerTree,
    filter: &Filter,
    until: NaiveDate,
    book: Option<Book>,
) -> Vec<Occasion> {
    // What is wrong with the files is told by the reading of the follow-ups.
    let (mut found, _) = all_dates(session, layout, filter, until, book);
    found.retain(|one| !matches!(one.code, Code::Complaint | Code::Recheck) && !one.told_to().is_empty());
    found
}

/// All of them, and what was wrong with the files. An action that somebody else of the team does is that one's, and a
/// request is theirs who decide on it, whosever the customer is. The whole book is folded where it is asked for and
/// nobody has done so before.
pub fn all_dates(
    session: &Session<'_>,
    layout: &CustomerTree,
    filter: &Filter,
    until: NaiveDate,
    known: Option<Book>,
) -> (Vec<Occasion>, Vec<Problem>) {
    let (found, problems) = asked_with_days(session, layout, filter, (until, known), |_, _, _, _| ());
    let asks_for = |who: &Option<&str>| filter.owners.iter().any(|owner| owner == who.unwrap_or_default());
    let is_theirs = |one: &Occasion| filter.owners.is_empty() || one.whose().iter().any(asks_for);
    let mut found: Vec<Occasion> = found.into_iter().flat_map(|(_, days)| days).filter(is_theirs).collect();
    plan::in_date_order(&mut found, session.today);
    (found, problems)
}

/// What was asked of a customer, where the filter admits it, and its days.
type WithDays<T> = (Option<T>, Vec<Occasion>);

/// Asks of each customer that the filter admits, and for the days of everybody with whom those that are asked about may
/// have something to do: one reading of the files and one book for both. The book is there where an action of it comes again.
pub fn asked_with_days<T: Send>(
    session: &Session<'_>,
    layout: &CustomerTree,
    filter: &Filter,
    (until, known): (NaiveDate, Option<Book>),
    answer: impl Fn(&Customer, &EffectiveClass, &History<'_>, Option<&Book>) -> T + Sync,
) -> (Vec<WithDays<T>>, Vec<Problem>) {
    let (today, policy) = (session.today, &session.config.policy);
    let (drives, is_for_actions) = (policy.scheme.is_computed(), Playbook::any_due(&policy.playbooks));
    let is_needed = drives || is_for_actions;
    let book = known.or_else(|| is_needed.then(|| book(session, layout)));
    let (driving, of_actions) = (book.as_ref().filter(|_| drives), book.as_ref().filter(|_| is_for_actions));
    let decides = filter.owners.iter().any(|owner| policy.managers.contains(owner));
    let is_shared = decides || !filter.owners.is_empty() && Playbook::any_of_others(&policy.playbooks);
    let everybodys = Filter { owners: Vec::new(), ..filter.clone() };
    let asked_about = if is_shared { &everybodys } else { filter };
    asked_with(session, layout, asked_about, driving, |customer, driving, history| {
        let class = driving.class.as_deref();
        let is_admitted = !is_shared || filter.admits(customer, class, history, (policy, today));
        let answer = is_admitted.then(|| answer(customer, driving, history, of_actions));
        (answer, plan::occasions(customer, class, of_actions, history, policy, (today, until)))
    })
}

/// Each gets what the playbooks say for which the whole book must be known; and that book.
fn aimed(
    found: Vec<(Option<Metrics>, Option<Box<Item>>)>,
    book: Option<Book>,
    policy: &Policy,
    today: NaiveDate,
) -> (Vec<Item>, Book) {
    let figures = || found.iter().filter_map(|(figures, _)| figures.as_ref());
    let book = book.unwrap_or_else(|| Book::fold(figures()));
    let aimed = |(figures, item): (Option<Metrics>, Option<Box<Item>>)| {
        let mut item = *item?;
        let newest = item.newest_event;
        if let Some(figures) = figures.filter(|_| item.verdict.is_for_playbooks()) {
            let aims = plan::aims_of_book(&figures, &book, newest, policy, today);
            let done = std::mem::take(&mut item.done);
            item.aims.extend(aims.into_iter().map(|aim| aim.beside(&done)));
        }
        Some(item)
    };
    (found.into_iter().filter_map(aimed).collect(), book)
}
