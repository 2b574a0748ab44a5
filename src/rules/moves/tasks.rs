//! What has to be looked at, without being a move.

use super::{Case, MoveReason, Silence, Suggestion};
use crate::model::{Entry, Event};

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
        Silence::of_bounces(case.history).filter(|silence| silence.follow_ups >= case.rules.bounces);
    if let Some(silence) = bounces {
        return Some(MoveReason::Verify { silence, bounced: true });
    }
    let silence = Silence::of_one_address(case.history)?;
    (silence.follow_ups >= case.rules.unanswered).then_some(MoveReason::Verify { silence, bounced: false })
}

/// No decision on the grade, and no confirmation of it, for three months. A grade of which no
/// decision is written counts from `since`; without that it is to be looked at now.
fn recheck(case: &Case<'_>) -> Option<MoveReason> {
    case.customer.grade.as_deref().filter(|grade| case.policy.grade(grade).is_some())?;
    let mut entries = case.history.entries().iter().rev();
    let last = entries.find(|entry| matches!(entry.event, Event::Grade(_))).map(Entry::day);
    let known = last.or(case.customer.since);
    let due = known.is_none_or(|known| case.rules.recheck.after(known) <= case.today);
    due.then_some(MoveReason::Recheck { last })
}
