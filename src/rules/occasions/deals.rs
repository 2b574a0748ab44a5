//! The open deals that want something: the day has come on which the customer meant to order, or nobody has moved them
//! for too long (S1: quoting and following up are keys; the numbers own).

use chrono::{Days, NaiveDate};

use super::occasion::{Kind, Occasion};
use super::open;
use super::reminders::DealReminders;
use crate::model::{Customer, History, reference_key};
use crate::rules::opportunities::{Opportunity, Wait, opportunities};
use crate::rules::{OpportunityStage, Policy, Reason, cadence, emergencies};

/// The deals to look at until `to`. What is told elsewhere isn't told again: what the day that was agreed with the
/// customer, a sample's steps, a complaint or a quote's reminder brings, and what has left with its customer.
pub(super) fn waiting(
    customer: &Customer,
    class: Option<&str>,
    history: &History<'_>,
    policy: &Policy,
    (from, to): (NaiveDate, NaiveDate),
) -> Vec<Occasion> {
    let mut open = opportunities(history, policy, from);
    open.retain(Opportunity::is_open);
    if open.is_empty() || emergencies::gone(history).is_some() {
        return Vec::new();
    }
    let is_led = is_led(&cadence::next(customer, class, history, policy, from).reason);
    let contact = history.contacts().map(|entry| entry.day()).max();
    // However far one looks ahead.
    let quote = open::quote(history, policy, from, NaiveDate::MAX);
    let occasion = |deal: Opportunity| {
        let since = contact.map_or(deal.moved, |contact| contact.max(deal.moved));
        let expected = deal.expected.filter(|day| *day > since);
        let waited = waited(&deal, since, (policy, from))?;
        // Who has said when it orders is not asked for the order before.
        let is_asked_before = !is_led && deal.stage != OpportunityStage::Passed;
        let (on, is_expected) = match expected {
            _ if deal.is_old() && !is_led => (waited, false),
            Some(day) if day <= waited || !is_asked_before => (day, true),
            _ if is_led => return None,
            _ => (waited, false),
        };
        let told = quote.as_ref().filter(|told| is_about(&told.kind, &deal)).map(|told| told.on);
        let is_told = told.is_some_and(|told| told <= on.max(from));
        (on <= to && !is_told)
            .then(|| Occasion { on, kind: Kind::Deal { deal: Box::new(deal), since, is_expected } })
    };
    open.into_iter().filter_map(occasion).collect()
}

/// The day on which a deal has waited too long, of which nobody has heard since a day. What has not moved for twice as
/// long as a quote counts is looked at no more.
fn waited(deal: &Opportunity, since: NaiveDate, (policy, today): (&Policy, NaiveDate)) -> Option<NaiveDate> {
    let (counts, DealReminders { ours, theirs }) = (policy.views.deal.quote, policy.reminders.deal);
    if deal.moved < counts.before(counts.before(today)) {
        return None;
    }
    Some(match deal.waits_for? {
        Wait::Decision => counts.after(deal.moved).checked_add_days(Days::new(1))?.max(ours.after(since)),
        Wait::Quote | Wait::Dispatch | Wait::Step => ours.after(since),
        Wait::Answer | Wait::Arrival | Wait::Test | Wait::Order => theirs.after(since),
    })
}

/// Whether the customer's own date says what is next: a day was set, a sample's steps lead, or hours count.
fn is_led(reason: &Reason) -> bool {
    matches!(
        reason,
        Reason::Agreed { .. }
            | Reason::Planned { .. }
            | Reason::Step { .. }
            | Reason::Decide { .. }
            | Reason::Emergency { .. }
    )
}

/// Whether the reminder of a quote tells of this deal.
fn is_about(kind: &Kind, deal: &Opportunity) -> bool {
    let Kind::QuoteUnanswered { reference, item, quoted, .. } = kind else { return false };
    let same = |one: &str, other: &str| reference_key(one) == reference_key(other);
    match (reference, item, &deal.item) {
        (Some(number), ..) => deal.references.iter().any(|own| same(own, number)),
        (None, Some(item), Some(own)) => same(item, own),
        _ => deal.moved >= *quoted,
    }
}

#[cfg(test)]
mod tests;
