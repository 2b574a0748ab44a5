//! When the next follow-up is due, and why: seven lines, of which the first that applies decides.

pub mod emergency;
mod interval;
mod lasting;
mod steps;
mod times;

use chrono::NaiveDate;

use super::policy::{Cadence, GradeRule, Policy, Source, Trigger};
use super::{AgreedHour, Anchor, AnchorKind, Reason, Verdict, samples};
use crate::model::{Customer, Entry, Event, History, Interval, Need, Unit};

pub use lasting::{Next, until};
pub use steps::{Sequence, sequence_of};

/// The next follow-up of one customer, as of `today`. `class` is what drives its cadence
/// ([`EffectiveClass`](super::EffectiveClass)); `history` must not know later days ([`History::as_of`]).
pub fn next(
    customer: &Customer,
    class: Option<&str>,
    history: &History<'_>,
    policy: &Policy,
    today: NaiveDate,
) -> Verdict {
    let left = left(customer, today);
    // Who wants to end is asked why, and not put away: the archive is no answer to it.
    let first = if left.is_some() { emergency::first_ending } else { emergency::first };
    if let Some(deadline) = first(history, &policy.complaint) {
        return on(deadline.due, deadline.reason());
    }
    if let Some(reason) = left {
        return never(reason);
    }
    let set = history.day_set();
    let hour = |entry: &Entry<'_>| AgreedHour::of(entry, customer.owner.as_deref(), &policy.zones);
    // A note's day is somebody's own decision, which puts off a grading and a first contact, too.
    if let Some((entry, day)) = set.filter(|(entry, _)| matches!(entry.event, Event::Note(_))) {
        let anchor = Anchor::of(entry, AnchorKind::Note);
        if !entry.is_planned() {
            return on(day, Reason::Agreed { anchor, hour: hour(entry) });
        }
        let Verdict { due: was, reason, moved: _, by } =
            next(customer, class, &history.without_planned(), policy, today);
        if was.is_none() {
            return never(reason);
        }
        return Verdict { by, ..on(day, Reason::Planned { anchor, was, why: Box::new(reason) }) };
    }
    let first = customer.since.unwrap_or(today);
    let Some(rule) = class.and_then(|class| policy.grade(class)) else {
        let unknown = class.map(str::to_owned);
        return on(first, Reason::Ungraded { since: customer.since, unknown });
    };
    let is_left_alone = rule.cadence == Cadence::Never && customer.cadence.is_none();
    let Some(latest) = history.contacts().next_back() else {
        if is_left_alone {
            return never(Reason::LeftAlone { source: rule.source });
        }
        return on(first, Reason::FirstContact { since: customer.since });
    };
    if let Some((entry, day)) = set {
        let anchor = Anchor::of(entry, AnchorKind::FollowUp);
        return on(day, Reason::Agreed { anchor, hour: hour(entry) });
    }
    computed(rule, customer, history, policy, latest)
}

/// Why a customer is out of all work, where it is.
fn left(customer: &Customer, today: NaiveDate) -> Option<Reason> {
    let archived = customer.archived.filter(|_| customer.is_archived(today));
    let no_need = (customer.need == Some(Need::Dead)).then_some(Reason::NoNeed);
    archived.map(|on| Reason::Archived { on }).or(no_need)
}

fn computed(
    rule: &GradeRule,
    customer: &Customer,
    history: &History<'_>,
    policy: &Policy,
    latest: &Entry<'_>,
) -> Verdict {
    let last = last_contact(history, latest);
    // A running sample moves at once, whatever its customer's grade still is.
    let by = sampled(rule, customer, history, policy);
    let is_by_sample = by.is_some();
    let rule = by.unwrap_or(rule);
    let (due, reason) = match (customer.cadence, &rule.cadence) {
        (Some(every), _) => interval::next(every, Source::Customer, last),
        (None, Cadence::Interval { every, rhythm }) => {
            let own = policy.own_cadence(customer.owner.as_deref(), &rule.class);
            let source = if own.is_some() { Source::Person } else { rule.source };
            let cadence = (own.unwrap_or(*every), source);
            interval::placed(cadence, rhythm.as_ref(), last, customer, history, policy)
        }
        (None, Cadence::Times(times)) => times::next(*times, rule.source, last, history, &policy.calendar),
        (None, Cadence::Steps(steps)) => steps::next(steps, rule, history, last, policy.choices()),
        (None, Cadence::Never) => return never(Reason::LeftAlone { source: rule.source }),
    };
    let (day, cause) =
        match &reason {
            Reason::Cadence {
                every, source: Source::Default | Source::Workspace | Source::Person, ..
            } if is_weekly(*every) => policy.calendar.working_day_in_week(due, last.day),
            _ => policy.calendar.working_day_from(due),
        };
    let by = is_by_sample.then(|| rule.class.clone());
    Verdict { due: Some(day), reason, moved: cause.map(|cause| (due, cause)), by }
}

/// A grade that wants a contact each week wants one in every calendar week, whatever its weekday.
fn is_weekly(every: Interval) -> bool {
    matches!((every.count(), every.unit()), (1, Unit::Week) | (7, Unit::Day))
}

/// The rule of the sample customers, by whose steps a customer with a running sample goes until somebody
/// decides on its grade; not one with a cadence of its own.
fn sampled<'p>(
    rule: &GradeRule,
    customer: &Customer,
    history: &History<'_>,
    policy: &'p Policy,
) -> Option<&'p GradeRule> {
    let moves_rules = policy.moves.as_ref().filter(|_| !policy.scheme.is_computed())?;
    let steps = policy.grade(&moves_rules.grades.sample).filter(|rule| rule.steps().is_some())?;
    let asks = || samples::undecided(Some(&rule.class), history, moves_rules).is_some();
    (customer.cadence.is_none() && asks()).then_some(steps)
}

fn never(reason: Reason) -> Verdict {
    Verdict { due: None, reason, moved: None, by: None }
}

fn on(day: NaiveDate, reason: Reason) -> Verdict {
    Verdict { due: Some(day), reason, moved: None, by: None }
}

/// The last contact day, at the entry that made it one. With entries of several time zones
/// that need not be the latest follow-up.
fn last_contact(history: &History<'_>, latest: &Entry<'_>) -> Anchor {
    let last = history.contacts().max_by_key(|entry| entry.day()).unwrap_or(latest);
    let kind = match &last.event {
        Event::Complaint(_) => AnchorKind::Complaint,
        Event::Ending(_) => AnchorKind::Ending,
        event => Trigger::of(event).map_or(AnchorKind::FollowUp, AnchorKind::Event),
    };
    Anchor::of(last, kind)
}

#[cfg(test)]
mod tests;
