//! Days that are no follow-ups: birthdays and festivals, and what falls due (S2, S3, S4).
//!
//! A celebration lies on its day and is over after it. What is open, such as an invoice, lies on the
//! day it falls due and stays until it is dealt with.

mod actions;
mod celebrations;
mod deals;
mod event;
mod occasion;
mod open;
mod reminders;

use chrono::NaiveDate;

use super::policy::Policy;
use super::{Playbook, pool};
use crate::model::{Customer, History, Need};

pub use event::kept_on;
pub use occasion::{Code, Kind, Occasion};
pub use reminders::{DealReminders, InvoiceReminders, PromiseReminders, Reminders};

/// The days of one customer from `from` to `to`, and what is open from before: `from` is the day on
/// which one asks, and `history` must be as of it.
///
/// Some are told of although they lie beyond `to`: an event from its `days_before` on, an invoice and a
/// contract as `reminders` say. That it leaves its owner is told as early as the pool's rules say; `class`,
/// which drives its cadence, has to do with nothing else. `playbooks` are those that hold for the customer. A customer
/// that is archived or will never need anything is not celebrated; what it owes, what we
/// promised it, what it complained about, and that it wants to end, stays; who is gone is looked at again though it is
/// archived.
pub fn of(
    customer: &Customer,
    class: Option<&str>,
    playbooks: &[&Playbook],
    history: &History<'_>,
    policy: &Policy,
    (from, to): (NaiveDate, NaiveDate),
) -> Vec<Occasion> {
    let mut found = open::emergencies(history, policy);
    found.extend(open::promises(history, policy, from, to));
    found.extend(open::requests(history, policy, to));
    found.extend(open::invoices(history, policy, from, to));
    found.extend(open::lost(customer, history, policy, to));
    found.extend(open::appointment(customer, history, policy, (from, to)));
    if !customer.is_archived(from) && customer.need != Some(Need::Dead) {
        let leaves = pool::leaves(customer, class, history, policy, from);
        found.extend(leaves.map(|fall| Occasion { on: fall.on, kind: Kind::Pool(fall) }));
        found.extend(open::contracts(history, policy, from, to));
        found.extend(open::quote(history, policy, from, to));
        found.extend(deals::waiting(customer, class, history, policy, (from, to)));
        found.extend(open::moved(customer, history, policy, from));
        found.extend(open::recheck(customer, history, policy, from, to));
        found.extend(open::approval(customer, policy, from));
        found.extend(actions::due(playbooks, customer, history, policy, (from, to)));
        found.extend(celebrations::birthdays(customer, from, to));
        found.extend(celebrations::founded(customer, from, to));
        found.extend(celebrations::dates(customer, from, to));
        found.extend(celebrations::cooperation(customer, history, from, to));
        found.extend(policy.events.iter().flat_map(|event| event.occasions(customer, from, to)));
    }
    found.sort_by_key(|occasion| (occasion.on, occasion.code()));
    found
}

#[cfg(test)]
mod tests;
