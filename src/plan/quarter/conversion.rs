//! How many went up a step of the grades within a quarter: new → B, and along D → C → B → A (S4).

use chrono::NaiveDate;

use super::{Course, written_on};
use crate::model::{Customer, Event, History};
use crate::rules::Policy;

/// Those that had a grade, and how many of them reached a higher one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversion {
    /// The grade; `None` for those that were new.
    pub from: Option<String>,
    /// The grade that they reached, or one above it.
    pub to: String,
    /// How many had it: on the first day, or at some time since.
    pub had: usize,
    /// How many of them reached the other one.
    pub went: usize,
}

/// The grades of a customer from the first day on, as the log tells them, the first of them first; `None` for one that was
/// none yet, or had none.
pub(super) fn path(
    customer: &Customer,
    history: &History<'_>,
    is_there: bool,
    (since, until): (NaiveDate, NaiveDate),
) -> Vec<Option<String>> {
    let first = written_on(customer, history, since).class.filter(|_| is_there);
    let changes = history.entries().iter().filter(|entry| since < entry.day() && entry.day() <= until);
    let changes = changes.filter_map(|entry| match &entry.event {
        Event::Grade(change) => Some(change.to.as_deref().map(str::to_owned)),
        _ => None,
    });
    let mut path: Vec<Option<String>> = std::iter::once(first).chain(changes).collect();
    // Graded as it was brought in: no entry says so.
    if !is_there && path.len() == 1 {
        path.push(written_on(customer, history, until).class);
    }
    path
}

/// The steps, of a scheme that people decide on; nothing where a grade that they lead to isn't there.
pub(super) fn conversions(seen: &[Course], policy: &Policy) -> Vec<Conversion> {
    let Some(rules) = policy.moves.as_ref().filter(|_| !policy.scheme.is_computed()) else {
        return Vec::new();
    };
    let goals = &rules.grades;
    let steps = [
        (None, &goals.sample),
        (Some(&goals.ordinary), &goals.high),
        (Some(&goals.high), &goals.sample),
        (Some(&goals.sample), &goals.order),
    ];
    let is_known = |class: &String| policy.grade(class).is_some();
    let steps = steps.into_iter().filter(|(from, to)| from.is_none_or(is_known) && is_known(to));
    // One grade may stand for several.
    let steps =
        steps.filter(|(from, to)| from.is_none_or(|from| policy.rank(Some(from)) > policy.rank(Some(to))));
    steps.map(|(from, to)| conversion(seen, from, to, policy)).collect()
}

fn conversion(seen: &[Course], from: Option<&String>, to: &str, policy: &Policy) -> Conversion {
    let is_up = |class: &Option<String>| {
        class.as_deref().is_some_and(|class| {
            policy.grade(class).is_some() && policy.rank(Some(class)) <= policy.rank(Some(to))
        })
    };
    let had = |one: &&Course| one.path.iter().position(|class| class.as_ref() == from);
    // Only who had none on the first day is new; who lost its grade since isn't.
    let starts = seen.iter().filter_map(|one| {
        let at = had(&one).filter(|at| from.is_some() || *at == 0)?;
        Some(&one.path[at..])
    });
    let went: Vec<bool> = starts.map(|rest| rest.iter().any(is_up)).collect();
    Conversion {
        from: from.cloned(),
        to: to.to_owned(),
        had: went.len(),
        went: went.iter().filter(|went| **went).count(),
    }
}
