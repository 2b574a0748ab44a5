//! Who may claim a customer of the pool.

use chrono::NaiveDate;

use super::PoolRules;
use crate::model::{Customer, Event, History, Interval};
use crate::rules::Policy;

/// Somebody who lost the customer not long ago, and may not claim it back yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Barred {
    pub person: String,
    /// Since when the customer is no longer its own.
    pub since: NaiveDate,
    /// The first day on which it may.
    pub until: NaiveDate,
}

/// What one person has, and has claimed today: it takes the whole book to tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Holdings {
    /// How many customers it has, without the archived ones.
    pub held: usize,
    /// How many it has claimed today.
    pub claimed: usize,
}

/// Why somebody may not claim a customer: the rule, and the figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It has an owner.
    Owned { by: String },
    Archived {
        /// Since when.
        on: NaiveDate,
    },
    /// It was the last owner's until not long ago.
    Barred {
        /// Since when it no longer is.
        since: NaiveDate,
        /// The first day on which it may be claimed back.
        until: NaiveDate,
        /// How long that is.
        rule: Interval,
    },
    /// The person has as many as it may have.
    TooMany {
        /// How many it has.
        holds: usize,
        /// How many it may have.
        cap: usize,
    },
    /// The person has claimed as many today as it may.
    TooManyToday {
        /// How many it has claimed.
        claims: usize,
        /// How many it may claim.
        cap: usize,
    },
    /// The team has no such person.
    NoPerson {
        /// Who wants it.
        person: String,
        /// Who is of the team.
        known: Vec<String>,
    },
}

impl Holdings {
    /// Together with another.
    pub fn and(self, other: Self) -> Self {
        Holdings { held: self.held + other.held, claimed: self.claimed + other.claimed }
    }
}

impl Refusal {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::Owned { .. } => "owned",
            Refusal::Archived { .. } => "archived",
            Refusal::Barred { .. } => "barred",
            Refusal::TooMany { .. } => "holds",
            Refusal::TooManyToday { .. } => "claims-a-day",
            Refusal::NoPerson { .. } => "no-person",
        }
    }
}

/// Whether a person may claim a customer, of the first rule that says no.
pub fn claim(
    customer: &Customer,
    history: &History<'_>,
    person: &str,
    holdings: Holdings,
    policy: &Policy,
    today: NaiveDate,
) -> Result<(), Refusal> {
    let known = &policy.people;
    if !known.is_empty() && !known.iter().any(|known| known == person) {
        return Err(Refusal::NoPerson { person: person.to_owned(), known: known.clone() });
    }
    if let Some(by) = &customer.owner {
        return Err(Refusal::Owned { by: by.clone() });
    }
    if let Some(on) = customer.archived.filter(|on| *on <= today) {
        return Err(Refusal::Archived { on });
    }
    let Some(rules) = &policy.pool else { return Ok(()) };
    let own = barred(history, rules, today).into_iter().find(|barred| barred.person == person);
    if let (Some(Barred { since, until, .. }), Some(rule)) = (own, rules.barred) {
        return Err(Refusal::Barred { since, until, rule });
    }
    if let Some(cap) = rules.holds.filter(|cap| holdings.held >= *cap) {
        return Err(Refusal::TooMany { holds: holdings.held, cap });
    }
    if let Some(cap) = rules.claims_a_day.filter(|cap| holdings.claimed >= *cap) {
        return Err(Refusal::TooManyToday { claims: holdings.claimed, cap });
    }
    Ok(())
}

/// What one customer adds to what a person has, and has claimed today.
pub fn claims(customer: &Customer, history: &History<'_>, person: &str, today: NaiveDate) -> Holdings {
    let is_own = customer.owner.as_deref() == Some(person) && !customer.is_archived(today);
    let is_claim = |event: &Event<'_>| match event {
        Event::Owner(change) => change.from.is_none() && change.to.as_deref() == Some(person),
        _ => false,
    };
    // Two claimed it, and the other one was faster: that is not a claim of this one.
    let owner = customer.owner.as_deref().filter(|owner| *owner != person);
    let is_other = |event: &Event<'_>| match event {
        Event::Owner(change) => change.from.is_none() && owner.is_some() && change.to.as_deref() == owner,
        _ => false,
    };
    let is_given_up = |event: &Event<'_>| match event {
        Event::Owner(change) => change.from.as_deref() == Some(person),
        _ => false,
    };
    let today_has = |test: &dyn Fn(&Event<'_>) -> bool| {
        history.entries().iter().any(|entry| entry.day() == today && test(&entry.event))
    };
    if today_has(&is_other) && !today_has(&is_given_up) {
        return Holdings { held: 0, claimed: 0 };
    }
    // One that somebody else gave it isn't its claim.
    let claims = history.entries().iter().filter(|entry| {
        entry.day() == today && entry.by.as_deref() == Some(person) && is_claim(&entry.event)
    });
    Holdings { held: usize::from(is_own), claimed: claims.count() }
}

/// Who may not claim it back yet, the one who lost it last first.
pub fn barred(history: &History<'_>, rules: &PoolRules, today: NaiveDate) -> Vec<Barred> {
    let mut found: Vec<Barred> = Vec::new();
    let Some(rule) = rules.barred else { return found };
    for entry in history.entries().iter().rev() {
        let Event::Owner(change) = &entry.event else { continue };
        let (Some(person), None) = (change.from.as_deref(), change.to.as_deref()) else { continue };
        let (since, until) = (entry.day(), rule.after(entry.day()));
        if today < until && !found.iter().any(|known| known.person == person) {
            found.push(Barred { person: person.to_owned(), since, until });
        }
    }
    found
}
