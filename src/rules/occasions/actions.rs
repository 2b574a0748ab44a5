//! Actions of the playbooks that come again: each is due its time after it was last done (S4). One that nobody has
//! done yet is an aim, and due from its first time on (own): else a new rule would be late with everybody at once. The page of
//! the customer and the agenda say of it that it was never done.

use chrono::NaiveDate;

use super::{Kind, Occasion};
use crate::model::{Customer, History, Interval};
use crate::rules::policy::Trigger;
use crate::rules::{Action, Playbook};

/// The actions of these playbooks that are due by `to`. One that stands in several is due once, on the earliest of its
/// days: whoever does it has done it for all of them.
pub(super) fn due(
    playbooks: &[&Playbook],
    customer: &Customer,
    history: &History<'_>,
    to: NaiveDate,
) -> Vec<Occasion> {
    let newest = Trigger::newest(history);
    let mut found: Vec<(&Action, Option<Occasion>)> = Vec::new();
    for action in playbooks.iter().flat_map(|playbook| playbook.now(newest)) {
        let Some(every) = action.every else { continue };
        let own = next(action, every, customer, history);
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

/// When an action is due again; `None` where nobody has done it yet.
fn next(action: &Action, every: Interval, customer: &Customer, history: &History<'_>) -> Option<Occasion> {
    let last = action.last_done(customer, history)?;
    let kind = Kind::Action {
        what: action.what.clone(),
        name: action.name().to_owned(),
        who: action.who.clone(),
        last,
        every,
    };
    Some(Occasion { on: every.after(last), kind })
}
