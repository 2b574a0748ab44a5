//! What has to be looked at, without being a move.

use chrono::NaiveDate;

use super::answers::put_off;
use super::case::Case;
use super::{MoveReason, Silence, Suggestion};
use crate::model::{Customer, History, MoveCode};
use crate::rules::policy::{Label, Policy};

/// The tasks for one customer: verify the contact, recheck the grade.
pub(super) fn tasks(case: &Case<'_>) -> Vec<Suggestion> {
    verify(case).into_iter().chain(recheck(case).map(|why| task(case, why))).collect()
}

fn task(case: &Case<'_>, why: MoveReason) -> Suggestion {
    Suggestion { from: case.customer.grade.clone(), to: None, archive: false, why }
}

/// The contact is to be verified.
pub(super) fn verify(case: &Case<'_>) -> Option<Suggestion> {
    unreached(case).map(|why| task(case, why))
}

/// Two bounces in a row, or five follow-ups to one address without a reply.
fn unreached(case: &Case<'_>) -> Option<MoveReason> {
    let bounces =
        Silence::of_bounces(case.history).filter(|silence| silence.follow_ups >= case.rules.verify.bounces);
    if let Some(silence) = bounces {
        return Some(MoveReason::Verify { silence, bounced: true });
    }
    let silence = Silence::of_one_address(case.customer, case.history)?;
    (silence.follow_ups >= case.rules.verify.unanswered)
        .then_some(MoveReason::Verify { silence, bounced: false })
}

/// No decision on the grade, and no confirmation of it, for three months.
fn recheck(case: &Case<'_>) -> Option<MoveReason> {
    let Recheck { last, due, after, .. } = recheck_of(case.customer, case.history, case.policy)?;
    due.is_none_or(|due| due <= case.today).then_some(MoveReason::Recheck { last, after })
}

/// When a grade is to be looked at again.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::rules) struct Recheck {
    pub grade: String,
    /// The last decision or confirmation.
    pub last: Option<NaiveDate>,
    /// The day; `None` for now, because nobody knows how old the grade is.
    pub due: Option<NaiveDate>,
    /// The big event after which nobody has decided, where that asks for it and not the time.
    pub after: Option<Label>,
}

/// So long after the last decision or confirmation, or after a big event that came since (S4). A grade of which no decision is written
/// counts from `since`. Nothing where no moves are suggested, and none of a computed grade.
pub(in crate::rules) fn recheck_of(
    customer: &Customer,
    history: &History<'_>,
    policy: &Policy,
) -> Option<Recheck> {
    let rules = policy.moves.as_ref()?;
    let grade = customer.grade.as_deref().filter(|grade| policy.grade(grade).is_some())?;
    if policy.scheme.is_computed() || rules.grades().iter().any(|grade| policy.grade(grade).is_none()) {
        return None;
    }
    let last = history.graded(Some(grade)).map(|(entry, _)| entry.day());
    let known = last.or(customer.since);
    let due = known.map(|known| rules.recheck.after(known));
    let events = policy.events.iter();
    let asked = known.zip(due).and_then(|(known, due)| {
        let days = events.filter_map(|one| Some((one.reviewed_after(customer, known, due)?, &one.what)));
        days.min_by_key(|(day, _)| *day)
    });
    let (due, after) = match asked {
        Some((day, event)) => (Some(day), Some(event.clone())),
        None => (due, None),
    };
    let due = put_off(MoveCode::Recheck, history)
        .map_or(due, |until| Some(due.map_or(until, |due| due.max(until))));
    Some(Recheck { grade: grade.to_owned(), last, due, after })
}
