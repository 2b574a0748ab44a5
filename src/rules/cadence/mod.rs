//! When the next follow-up is due, and why: seven lines, of which the first that applies decides.

pub(super) mod complaint;
mod interval;
mod lasting;
mod steps;
mod times;

use chrono::NaiveDate;

use super::{Anchor, AnchorKind, Cadence, GradeRule, Policy, Reason, Source, Verdict};
use crate::model::{Customer, Entry, History, Need};

pub use lasting::{Next, until};
pub use steps::{Sequence, Steps, Trigger};
pub use times::Times;

/// The next follow-up of one customer, as of `today`. `class` is what drives its cadence
/// ([`Driving`](super::Driving)); `history` must not know later days ([`History::as_of`]).
pub fn next(
    customer: &Customer,
    class: Option<&str>,
    history: &History<'_>,
    policy: &Policy,
    today: NaiveDate,
) -> Verdict {
    if let Some(on) = customer.archived.filter(|_| customer.is_archived(today)) {
        return never(Reason::Archived { on });
    }
    if customer.need == Some(Need::Dead) {
        return never(Reason::NoNeed);
    }
    if let Some((due, reason)) = complaint::next(history, &policy.complaint) {
        return on(due, reason);
    }
    if let Some(verdict) = set(history) {
        return verdict;
    }
    let first = customer.since.unwrap_or(today);
    let Some(rule) = class.and_then(|class| policy.grade(class)) else {
        let unknown = class.map(str::to_owned);
        return on(first, Reason::Ungraded { since: customer.since, unknown });
    };
    let is_left_alone = rule.cadence == Cadence::Never && customer.cadence.is_none();
    let Some((latest, follow_up)) = history.last_follow_up() else {
        if is_left_alone {
            return never(Reason::LeftAlone { source: rule.source });
        }
        return on(first, Reason::FirstContact { since: customer.since });
    };
    if let Some(agreed) = follow_up.next.filter(|_| !sample_since(history, latest)) {
        return on(agreed, Reason::Agreed { anchor: anchor(latest, AnchorKind::FollowUp) });
    }
    computed(rule, customer, history, policy, latest)
}

/// The day that a note has set since the latest follow-up: somebody's own decision, which puts off a
/// grading and a first contact, too.
fn set(history: &History<'_>) -> Option<Verdict> {
    let (entry, day) = history.day_set().filter(|(entry, _)| !sample_since(history, entry))?;
    Some(on(day, Reason::Agreed { anchor: anchor(entry, AnchorKind::Note) }))
}

/// How far the customer has come in the sequence of its class, whatever was agreed or complained and
/// whatever drives its dates; `None` for a class without one.
pub fn sequence(
    customer: &Customer,
    class: Option<&str>,
    history: &History<'_>,
    policy: &Policy,
) -> Option<Sequence> {
    let rule = class.and_then(|class| policy.grade(class))?;
    match &rule.cadence {
        Cadence::Steps(steps) => steps::sequence(steps, rule, customer, history),
        _ => None,
    }
}

fn computed(
    rule: &GradeRule,
    customer: &Customer,
    history: &History<'_>,
    policy: &Policy,
    latest: &Entry<'_>,
) -> Verdict {
    let last = last_contact(history, latest);
    let (due, reason) = match (customer.cadence, &rule.cadence) {
        (Some(every), _) => interval::next(every, Source::Customer, last),
        (None, Cadence::Interval { every, rhythm }) => {
            interval::placed(*every, rhythm.as_ref(), rule.source, last, history)
        }
        (None, Cadence::Times(times)) => times::next(*times, rule.source, last, history, &policy.calendar),
        (None, Cadence::Steps(steps)) => {
            steps::next(steps, rule, customer, history, last.day, policy.choices())
        }
        (None, Cadence::Never) => return never(Reason::LeftAlone { source: rule.source }),
    };
    let (day, cause) = policy.calendar.working_day_from(due);
    Verdict { due: Some(day), reason, moved: cause.map(|cause| (due, cause)) }
}

fn never(reason: Reason) -> Verdict {
    Verdict { due: None, reason, moved: None }
}

fn on(day: NaiveDate, reason: Reason) -> Verdict {
    Verdict { due: Some(day), reason, moved: None }
}

fn anchor(entry: &Entry<'_>, kind: AnchorKind) -> Anchor {
    Anchor { day: entry.day(), kind, line: Some(entry.line) }
}

/// Whether a sample entry has come after `latest`: it makes the date agreed then out of date.
fn sample_since(history: &History<'_>, latest: &Entry<'_>) -> bool {
    let entries = history.entries();
    let after = entries.iter().rposition(|entry| std::ptr::eq(entry, latest)).map_or(0, |at| at + 1);
    entries[after..].iter().any(|entry| matches!(entry.event, crate::model::Event::Sample(_)))
}

/// The last contact day, at the follow-up that made it one. With entries of several time zones
/// that need not be the latest follow-up.
fn last_contact(history: &History<'_>, latest: &Entry<'_>) -> Anchor {
    history
        .follow_ups()
        .map(|(entry, _)| entry)
        .max_by_key(|entry| entry.day())
        .map_or_else(|| anchor(latest, AnchorKind::FollowUp), |entry| anchor(entry, AnchorKind::FollowUp))
}

#[cfg(test)]
mod tests;
