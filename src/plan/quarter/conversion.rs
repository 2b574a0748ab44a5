//! How many went up a step of the grades within a quarter: new → B, and along D → C → B → A (S4).

use chrono::NaiveDate;

use crate::model::{Event, History};
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

/// A customer's grades from the first day on, the first of them first; `None` while it was none yet, or had none. Empty of
/// one who was archived all the time.
pub type Path = Vec<Option<String>>;

/// The grades of a customer as the log tells them, from that of the first day to that of the last.
pub(super) fn path(
    (first, last): (Option<String>, Option<String>),
    history: &History<'_>,
    was_known: bool,
    (since, until): (NaiveDate, NaiveDate),
) -> Path {
    let changes = history.entries().iter().filter(|entry| since < entry.day() && entry.day() <= until);
    let changes = changes.filter_map(|entry| match &entry.event {
        Event::Grade(change) => Some(change.to.as_deref().map(str::to_owned)),
        _ => None,
    });
    let mut path: Path = std::iter::once(first.filter(|_| was_known)).chain(changes).collect();
    // Graded as it was brought in: no entry says so.
    if !was_known && path.len() == 1 {
        path.push(last);
    }
    path
}

/// The steps, of a scheme that people decide on; nothing where a grade that they lead to isn't there.
pub(super) fn conversions(paths: &[&Path], policy: &Policy) -> Vec<Conversion> {
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
    steps.map(|(from, to)| conversion(paths, from, to, policy)).collect()
}

fn conversion(paths: &[&Path], from: Option<&String>, to: &str, policy: &Policy) -> Conversion {
    let is_up = |class: &Option<String>| {
        class.as_deref().is_some_and(|class| {
            policy.grade(class).is_some() && policy.rank(Some(class)) <= policy.rank(Some(to))
        })
    };
    let had = |path: &Path| path.iter().position(|class| class.as_ref() == from);
    // Only who had none on the first day is new; who lost its grade since isn't.
    let starts = paths.iter().filter_map(|path| {
        let at = had(path).filter(|at| from.is_some() || *at == 0)?;
        Some(&path[at..])
    });
    let went: Vec<bool> = starts.map(|rest| rest.iter().any(is_up)).collect();
    Conversion {
        from: from.cloned(),
        to: to.to_owned(),
        had: went.len(),
        went: went.iter().filter(|went| **went).count(),
    }
}
