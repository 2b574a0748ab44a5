//! Actions of the playbooks that come again: each is due its time after it was last done (S4). One that nobody has
//! done yet is an aim, and due from its first time on (own): else a new rule would be late with everybody at once. The page of
//! the customer and the agenda say of it that it was never done. Whoever else of the team is to do it never sees the aims of
//! somebody else's customer: to them it is told each day, and late on none.

use chrono::NaiveDate;

use super::{Kind, Occasion};
use crate::model::{Customer, History, Interval};
use crate::rules::policy::Trigger;
use crate::rules::{Action, Playbook, Policy, emergencies};

/// The actions of these playbooks that are due by `to`. One that stands in several is due once, on the earliest of its
/// days: whoever does it has done it for all of them.
pub(super) fn due(
    playbooks: &[&Playbook],
    customer: &Customer,
    history: &History<'_>,
    policy: &Policy,
    (from, to): (NaiveDate, NaiveDate),
) -> Vec<Occasion> {
    let newest = Trigger::newest(history);
    let mut found: Vec<(&Action, Option<Occasion>)> = Vec::new();
    for action in playbooks.iter().flat_map(|playbook| playbook.now(newest)) {
        let Some(every) = action.every else { continue };
        let told = || of_another(action, customer, policy) && emergencies::undecided(history).is_none();
        let own = match action.last_done(customer, history) {
            Some(last) => Some(occasion(every.after(last), action, Some(last), every)),
            None => told().then(|| occasion(from, action, None, every)),
        };
        match found.iter_mut().find(|(other, _)| action.is(other.name())) {
            Some((_, first)) => {
                let is_earlier = |own: &Occasion| first.as_ref().is_none_or(|first| own.on < first.on);
                if own.as_ref().is_some_and(is_earlier) {
                    *first = own;
                }
            }
            None => found.push((action, own)),
        }
    }
    found.into_iter().filter_map(|(_, own)| own).filter(|own| own.on <= to).collect()
}

/// Whether somebody else of the team than who looks after the customer is to do it.
fn of_another(action: &Action, customer: &Customer, policy: &Policy) -> bool {
    action.doer(&policy.people).is_some_and(|who| customer.owner.as_deref() != Some(who))
}

fn occasion(on: NaiveDate, action: &Action, last: Option<NaiveDate>, every: Interval) -> Occasion {
    let (what, name, who) = (action.what.clone(), action.name().to_owned(), action.who.clone());
    Occasion { on, kind: Kind::Action { what, name, who, last, every } }
}
