//! What is open with a customer and has a day: complaints and wishes to end, promises, requests, invoices,
//! contracts, a quote, the grade (S1, S2, S4).

use chrono::NaiveDate;

use super::occasion::{Kind, Occasion};
use crate::model::{Contract, Customer, Entry, Event, History, Need, Reply};
use crate::rules::approval::{Unapproved, unapproved};
use crate::rules::cadence::emergency::{self, Deadline};
use crate::rules::emergencies::{self, Emergency, LostCustomer};
use crate::rules::moves::{self, Recheck, recheck_of};
use crate::rules::promises::{self, OpenPromise};
use crate::rules::requests::{self, OpenRequest};
use crate::rules::{AgreedHour, Policy, contracts, quotes, unpaid};

/// The open complaints and wishes to end, each on the day until which it has to be answered, then settled: from when it
/// is known, however many hours there are still (S2: marked until it is settled).
pub(super) fn emergencies(history: &History<'_>, policy: &Policy) -> Vec<Occasion> {
    let occasion = |one: Deadline| {
        let Emergency { kind, reference, answered, opened, .. } = one.emergency;
        let settle_by = policy.complaint.solve.after(opened.day);
        let kind = Kind::Emergency { kind, reference, opened: opened.day, answered, settle_by };
        Occasion { on: one.due, kind }
    };
    emergency::deadlines(history, &policy.complaint).into_iter().map(occasion).collect()
}

/// What we promised, on the day by which it is to be kept, and told some time before.
pub(super) fn promises(
    history: &History<'_>,
    policy: &Policy,
    from: NaiveDate,
    to: NaiveDate,
) -> Vec<Occasion> {
    let before = policy.reminders.promise.before;
    let dated = promises::open(history).into_iter().filter_map(|one| Some((one.due?, one)));
    let occasion = |(on, one): (NaiveDate, OpenPromise)| {
        let OpenPromise { reference, what, made, .. } = one;
        Occasion { on, kind: Kind::Promise { reference, what, made } }
    };
    dated.filter(|(due, _)| *due <= to || before.before(*due) <= from).map(occasion).collect()
}

/// What waits for consent, since the day on which it was asked.
pub(super) fn requests(history: &History<'_>, policy: &Policy, to: NaiveDate) -> Vec<Occasion> {
    let occasion = |one: OpenRequest| {
        let OpenRequest { reference, what, asked: on, by, .. } = one;
        Occasion { on, kind: Kind::Request { reference, what, by } }
    };
    requests::open(history, &policy.managers)
        .into_iter()
        .filter(|one| one.asked <= to)
        .map(occasion)
        .collect()
}

/// That the management hasn't agreed to it, on the day on which one asks: nobody knows since when it should have.
pub(super) fn approval(customer: &Customer, policy: &Policy, from: NaiveDate) -> Option<Occasion> {
    let by = match unapproved(customer, &policy.managers, from)? {
        Unapproved::Nobody => None,
        Unapproved::NoManager(by) => Some(by),
    };
    Some(Occasion { on: from, kind: Kind::Approval { by } })
}

/// What isn't paid, on the day it falls due. An invoice that names no day has none.
pub(super) fn invoices(
    history: &History<'_>,
    policy: &Policy,
    from: NaiveDate,
    to: NaiveDate,
) -> Vec<Occasion> {
    let reminders = &policy.reminders;
    let mut found = Vec::new();
    for open in unpaid(history, policy) {
        let (reference, rest, total) = (open.reference, open.rest, open.total);
        let is_near = |due: &NaiveDate| *due <= to || reminders.invoice.before.before(*due) <= from;
        let Some(on) = open.due.filter(is_near) else { continue };
        let late = (from - on).num_days();
        let kind = if late > 0 {
            let level = reminders.invoice.overdue.iter().filter(|days| i64::from(**days) <= late).count();
            let levels = reminders.invoice.overdue.len();
            Kind::InvoiceOverdue { reference, rest, total, level, levels }
        } else {
            Kind::InvoiceDue { reference, rest, total }
        };
        found.push(Occasion { on, kind });
    }
    found
}

/// The contracts that end, or ended not long ago, and that none follows.
pub(super) fn contracts(
    history: &History<'_>,
    policy: &Policy,
    from: NaiveDate,
    to: NaiveDate,
) -> Vec<Occasion> {
    let all = contracts::standing(history);
    let span = policy.reminders.contract;
    let mut found = Vec::new();
    for (index, contract) in all.iter().enumerate() {
        let Some(on) = contract.until else { continue };
        // One that begins before this one ends runs beside it. Where none has a number nobody knows which is which: the
        // newer one stands for the older.
        let follows = |other: &Contract<'_>| {
            (other.reference.is_none() && contract.reference.is_none())
                || (other.from.is_none_or(|begins| begins > on) && other.until.is_none_or(|end| end > on))
        };
        let is_followed = all[index + 1..].iter().any(|other| follows(other));
        let is_near = (on <= to || span.before(on) <= from) && from <= span.after(on);
        if is_near && !is_followed {
            let reference = contract.reference.as_deref().map(str::to_owned);
            found.push(Occasion { on, kind: Kind::ContractEnd { reference, money: contract.money } });
        }
    }
    found
}

/// The newest open quote, where nobody answered it: no reply, no order, no contract since. After as long
/// as a quote keeps a deal in negotiation it is forgotten.
pub(super) fn quote(
    history: &History<'_>,
    policy: &Policy,
    from: NaiveDate,
    to: NaiveDate,
) -> Option<Occasion> {
    let entries = history.entries();
    let quote = quotes::open(history).pop()?;
    let at = entries.iter().position(|entry| entry.line == quote.line)?;
    let quoted = quote.day;
    let replied = entries[at + 1..].iter().any(|entry| match &entry.event {
        // A reply of the very same moment is the contact that asked for the quote.
        Event::FollowUp(follow_up) if entry.at != entries[at].at => {
            follow_up.reply.is_some_and(Reply::is_answer)
        }
        _ => false,
    });
    // An order of the same day is its answer, whichever of them was written down first.
    let bought = entries.iter().any(|entry| entry.event.is_purchase() && entry.day() >= quoted);
    let on = policy.reminders.quote.after(quoted);
    let is_forgotten = quoted < policy.views.deal.quote.before(from);
    if replied || bought || is_forgotten || on > to {
        return None;
    }
    let quotes::OpenQuote { reference, item, money, .. } = quote;
    Some(Occasion { on, kind: Kind::QuoteUnanswered { reference, item, money, quoted } })
}

/// The hour that was agreed with a customer whose complaint, or wish to end, comes first: its follow-up is due by that, and
/// says nothing of the hour (own).
pub(super) fn appointment(
    customer: &Customer,
    history: &History<'_>,
    policy: &Policy,
    (from, to): (NaiveDate, NaiveDate),
) -> Option<Occasion> {
    emergency::first(history, &policy.complaint)?;
    let (entry, on) = history.day_set().filter(|(_, day)| (from..=to).contains(day))?;
    let hour = AgreedHour::of(entry, customer.owner.as_deref(), &policy.zones)?;
    let plan = history.plan_ahead().map(str::to_owned);
    Some(Occasion { on, kind: Kind::Appointment { hour, plan, agreed: entry.day() } })
}

/// Another grade that an event asks for, since the day of that event (S0: told until somebody decides).
pub(super) fn moved(
    customer: &Customer,
    history: &History<'_>,
    policy: &Policy,
    today: NaiveDate,
) -> Option<Occasion> {
    let suggestion = moves::by_event(customer, history, policy, today)?;
    let on = suggestion.why.event()?;
    Some(Occasion { on, kind: Kind::Move(Box::new(suggestion)) })
}

/// The grade, where nobody decided on it for so long. One of which nobody knows how old it is is to be
/// looked at on the day one asks.
pub(super) fn recheck(
    customer: &Customer,
    history: &History<'_>,
    policy: &Policy,
    from: NaiveDate,
    to: NaiveDate,
) -> Option<Occasion> {
    let Recheck { grade, last, due, after } = recheck_of(customer, history, policy)?;
    let on = due.unwrap_or(from);
    (on <= to).then_some(Occasion { on, kind: Kind::Recheck { grade, last, after } })
}

/// Who is gone, so long after that or after the last contact since: nobody knows when a customer comes back (S0). One that
/// will never need anything again isn't asked.
pub(super) fn lost(
    customer: &Customer,
    history: &History<'_>,
    policy: &Policy,
    to: NaiveDate,
) -> Option<Occasion> {
    let LostCustomer { lost, reference: _, why, competitor } = emergencies::gone(history)?;
    let said = history.need_said().map(|(_, need)| need);
    let is_dead = [said, customer.need].contains(&Some(Need::Dead));
    let contact = history.contacts().map(Entry::day).max();
    let on = policy.reminders.lost.after(contact.map_or(lost.day, |contact| contact.max(lost.day)));
    (on <= to && !is_dead).then_some(Occasion { on, kind: Kind::Lost { since: lost.day, why, competitor } })
}

#[cfg(test)]
mod tests;
