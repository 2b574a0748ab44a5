//! The public pool (公海): a customer that is not looked after in time falls back into it (S2).
//!
//! It counts from the later of what was last done and the day on which its owner got it: whoever claims
//! a customer has the whole time.

mod claim;
mod rules;

use chrono::NaiveDate;

use super::{Policy, emergencies, quotes, samples};
use crate::model::{Customer, Event, FollowUp, History, Interval, Need, Reply, Unit, Visit};

pub use claim::{Barred, Holdings, Refusal, barred, claim, claims};
pub use rules::{Clause, Exemption, Limits, PoolRules};

/// When a customer leaves its owner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PoolReturn {
    /// The first day on which it may be taken away.
    pub on: NaiveDate,
    /// What it was left without.
    pub because: Clause,
    /// The class whose rule it is.
    pub class: String,
    /// How long it may be.
    pub limit: Interval,
    /// What that counts from: the last follow-up, order or deal, or the claim.
    pub since: NaiveDate,
    /// Whether it counts from the day on which its owner got it.
    pub is_from_claim: bool,
    /// What keeps it with its owner on the day one asks.
    pub held: Option<Held>,
}

/// What keeps a customer with its owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    pub by: Exemption,
    /// The first day on which it no longer does; `None` while it is open.
    pub until: Option<NaiveDate>,
}

/// Why a customer stays, whatever happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stay {
    /// The team has no rules for the pool.
    NoRules,
    /// Nobody owns it.
    Pooled,
    Archived,
    /// It will never need anything.
    NoNeed,
    /// Its class has no rule, or it has no class.
    NoLimit,
    /// Nobody knows since when its owner has it.
    NoStart,
}

impl PoolReturn {
    /// Days until it may be taken away; none are left where it is negative.
    pub fn days(&self, today: NaiveDate) -> i64 {
        (self.on - today).num_days()
    }

    /// Whether it may be taken away today.
    pub fn is_due(&self, today: NaiveDate) -> bool {
        self.on <= today && !self.is_kept()
    }

    /// Whether its owner is told: it may be taken away, or will be soon.
    pub fn is_told(&self, today: NaiveDate, rules: &PoolRules) -> bool {
        rules.warn.before(self.on) <= today && !self.is_kept()
    }

    /// Whether something open keeps it, nobody knows how long.
    fn is_kept(&self) -> bool {
        self.held.is_some_and(|held| held.until.is_none())
    }
}

/// When a customer leaves its owner, by the earliest of its class's clauses. `class` is what drives its
/// cadence; `history` must be as of `today`.
pub fn falls(
    customer: &Customer,
    class: Option<&str>,
    history: &History<'_>,
    policy: &Policy,
    today: NaiveDate,
) -> Result<PoolReturn, Stay> {
    let rules = policy.pool.as_ref().ok_or(Stay::NoRules)?;
    let owner = customer.owner.as_deref().ok_or(Stay::Pooled)?;
    if customer.is_archived(today) {
        return Err(Stay::Archived);
    }
    if customer.need == Some(Need::Dead) {
        return Err(Stay::NoNeed);
    }
    let limits = rules.after.iter().find(|limits| Some(limits.class.as_str()) == class);
    let limits = limits.ok_or(Stay::NoLimit)?;
    let got = owned_since(customer, owner, history).ok_or(Stay::NoStart)?;
    let fall = |(because, limit): (Clause, Interval)| {
        let last = last(because, history).filter(|last| *last >= got);
        let (since, is_from_claim) = (last.unwrap_or(got), last.is_none());
        let class = limits.class.clone();
        PoolReturn { on: limit.after(since), because, class, limit, since, is_from_claim, held: None }
    };
    // Of one day the first clause decides.
    let mut fall = limits.clauses().map(fall).min_by_key(|fall| fall.on).ok_or(Stay::NoLimit)?;
    let held = rules.exemptions().filter_map(|by| held(by, history, policy));
    // What is open holds longest; what is over before then holds nobody.
    let held = held.max_by_key(|held| held.until.unwrap_or(NaiveDate::MAX));
    let held = held.filter(|held| held.until.is_none_or(|until| until > fall.on));
    // It was its owner's rightly until then, though that is over by now.
    if let Some(until) = held.and_then(|held| held.until) {
        fall.on = until;
    }
    fall.held = held.filter(|held| held.until.is_none_or(|until| today < until));
    Ok(fall)
}

/// The same where it is soon enough for its owner to be told.
pub fn leaves(
    customer: &Customer,
    class: Option<&str>,
    history: &History<'_>,
    policy: &Policy,
    today: NaiveDate,
) -> Option<PoolReturn> {
    let rules = policy.pool.as_ref()?;
    falls(customer, class, history, policy, today).ok().filter(|fall| fall.is_told(today, rules))
}

/// Since when its owner has it: the newest entry that gave it to it, else its `since`, else the first
/// entry of its log.
fn owned_since(customer: &Customer, owner: &str, history: &History<'_>) -> Option<NaiveDate> {
    let given = history.entries().iter().rev().find_map(|entry| match &entry.event {
        Event::Owner(change) if change.to.as_deref() == Some(owner) => Some(entry.day()),
        _ => None,
    });
    given.or(customer.since).or_else(|| history.happened().map(|entry| entry.day()).min())
}

/// The last time it had what a clause wants.
fn last(clause: Clause, history: &History<'_>) -> Option<NaiveDate> {
    let is_meant = |event: &Event<'_>| match clause {
        Clause::FollowUp => matches!(event, Event::FollowUp(_)),
        Clause::Order => event.is_order(),
        Clause::Deal => is_deal(event),
        Clause::Interest => is_deal(event) || matches!(event, Event::FollowUp(said) if is_interested(said)),
    };
    let days = history.entries().iter().filter(|entry| is_meant(&entry.event));
    days.map(|entry| entry.day()).max()
}

/// An order, a contract, a sample, or a quote that isn't lost.
fn is_deal(event: &Event<'_>) -> bool {
    event.is_purchase()
        || matches!(event, Event::Sample(_))
        || matches!(event, Event::Quote(quote) if !quote.is_over())
}

/// Whether it showed interest (S4: "after 6 months without interest into the pool"; what is a sign of it own).
fn is_interested(said: &FollowUp<'_>) -> bool {
    let answers = matches!(said.reply, Some(Reply::Neutral | Reply::Positive | Reply::Answered));
    let needs = matches!(said.need, Some(Need::Target | Need::Potential));
    // What nobody answered says nothing of the need.
    let is_heard = !matches!(said.reply, Some(Reply::None | Reply::Bounced));
    answers || is_heard && (needs || said.visit == Some(Visit::Yes))
}

/// What keeps it with its owner, or kept it until a day.
fn held(by: Exemption, history: &History<'_>, policy: &Policy) -> Option<Held> {
    let newest = |is_meant: fn(&Event<'_>) -> bool| {
        let meant = history.entries().iter().filter(|entry| is_meant(&entry.event));
        meant.map(|entry| entry.day()).max()
    };
    let ordered = newest(|event| event.is_order());
    let open = Held { by, until: None };
    let until = |until: NaiveDate| Some(Held { by, until: Some(until) });
    match by {
        Exemption::Sample => {
            let is_open = |day: NaiveDate| ordered.is_none_or(|order| order < day);
            samples::running(history).iter().any(|sample| is_open(sample.on)).then_some(open)
        }
        Exemption::Complaint => emergencies::has_complaint(history).then_some(open),
        Exemption::Ending => emergencies::has_ending(history).then_some(open),
        Exemption::Quote => {
            // Its last day counts, too.
            let last = policy.views.deal.quote.after(quotes::open(history).last()?.day);
            until(last.succ_opt().unwrap_or(last))
        }
        Exemption::Order => until(Interval::new(1, Unit::Year)?.after(ordered?)),
    }
}

#[cfg(test)]
mod tests;
