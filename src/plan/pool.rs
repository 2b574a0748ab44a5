//! The public pool: who is in it, in the order of worth, and who leaves an owner (S2).

use std::cmp::Reverse;

use chrono::NaiveDate;

use crate::model::{Customer, CustomerId, Event, History, Need, Potential};
use crate::rules::pool::{self, Barred, PoolReturn};
use crate::rules::views::need_of;
use crate::rules::{EffectiveClass, Policy, lead};

/// A customer that nobody owns.
#[derive(Clone, Debug, PartialEq)]
pub struct Pooled {
    pub id: CustomerId,
    pub name: String,
    /// Its grade: the class that drives its cadence.
    pub grade: Option<String>,
    pub country: Option<String>,
    /// What could become of it.
    pub potential: Option<Potential>,
    /// The need, as the newest follow-up or the file has it.
    pub need: Option<Need>,
    /// Who had it last.
    pub from: Option<String>,
    /// When it came into the pool; without an owner ever, when it came at all.
    pub since: Option<NaiveDate>,
    /// Who put it there.
    pub by: Option<String>,
    pub why: Option<String>,
    /// Its last contact day.
    pub last_contact: Option<NaiveDate>,
    /// Who may not claim it back yet.
    pub barred: Vec<Barred>,
}

/// A customer that leaves its owner, or will soon.
#[derive(Clone, Debug, PartialEq)]
pub struct LeavingCustomer {
    pub id: CustomerId,
    pub name: String,
    /// Its grade: the class that drives its cadence.
    pub grade: Option<String>,
    /// Who has it still.
    pub owner: String,
    /// When it leaves, and why.
    pub fall: PoolReturn,
    /// Whether it may be taken away today; the others are warned.
    pub is_due: bool,
}

/// A customer of the pool; `None` for one that has an owner, or is archived. `history` must be as of
/// `today`.
pub fn pooled(
    customer: &Customer,
    driving: &EffectiveClass,
    history: &History<'_>,
    policy: &Policy,
    today: NaiveDate,
) -> Option<Pooled> {
    if customer.owner.is_some() || customer.is_archived(today) {
        return None;
    }
    let own = |text: Option<&str>| text.map(str::to_owned);
    let left = history.entries().iter().rev().find_map(|entry| match &entry.event {
        Event::Owner(change) if change.to.is_none() => Some((entry, change)),
        _ => None,
    });
    Some(Pooled {
        id: customer.id.clone(),
        name: customer.name.clone(),
        grade: driving.class.clone(),
        country: customer.country.clone(),
        potential: lead::first_potential(customer, history, &policy.views, today).potential,
        need: need_of(customer, history, &policy.views.need, today),
        from: left.and_then(|(_, change)| own(change.from.as_deref())),
        since: left.map(|(entry, _)| entry.day()).or(customer.since),
        by: left.and_then(|(entry, _)| own(entry.by.as_deref())),
        why: left.and_then(|(_, change)| own(change.why.as_deref())),
        last_contact: history.last_contact_day(),
        barred: policy.pool.as_ref().map(|rules| pool::barred(history, rules, today)).unwrap_or_default(),
    })
}

/// A customer that leaves its owner, or whose owner is warned. `history` must be as of `today`.
pub fn leaver(
    customer: &Customer,
    driving: &EffectiveClass,
    history: &History<'_>,
    policy: &Policy,
    today: NaiveDate,
) -> Option<LeavingCustomer> {
    let class = driving.class.as_deref();
    let fall = pool::leaves(customer, class, history, policy, today)?;
    Some(LeavingCustomer {
        id: customer.id.clone(),
        name: customer.name.clone(),
        grade: driving.class.clone(),
        owner: customer.owner.clone()?,
        is_due: fall.is_due(today),
        fall,
    })
}

/// Puts the pool in the order of worth: by grade, then by potential, then whoever was contacted last; by
/// id where all that is equal. Who will never need anything comes last.
pub fn in_order_of_worth(found: &mut [Pooled], policy: &Policy) {
    found.sort_by_cached_key(|one| {
        let potential = Potential::ALL.iter().position(|known| Some(*known) == one.potential);
        let potential = potential.unwrap_or(Potential::ALL.len());
        let is_dead = one.need == Some(Need::Dead);
        let last = Reverse(one.last_contact);
        (is_dead, policy.rank(one.grade.as_deref()), potential, last, one.id.clone())
    });
}

/// Puts those who leave in order: who may be taken away first, then by day; by id where that is equal.
pub fn in_order_of_leaving(found: &mut [LeavingCustomer]) {
    found.sort_by_cached_key(|one| (!one.is_due, one.fall.on, one.id.clone()));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Change, Entry, FollowUp, Stamp};

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn one(id: &str, grade: &str, potential: Option<Potential>, last: &str) -> Pooled {
        let mut customer = Customer::named(CustomerId::new(id).expect("an id"), id);
        customer.grade = (!grade.is_empty()).then(|| grade.to_owned());
        customer.potential = potential.map(Into::into);
        let at = Stamp::parse(last).expect("a stamp");
        let event = Event::FollowUp(FollowUp::default());
        let history = History::new(vec![Entry { line: 1, ..Entry::new(at, event) }]);
        let today = day("2026-11-20");
        pooled(&customer, &EffectiveClass::written(&customer), &history, &Policy::default(), today)
            .expect("pooled")
    }

    #[test]
    fn worth_is_grade_then_potential_then_the_last_contact() {
        let mut found = vec![
            one("z", "", Some(Potential::High), "2026-11-01"),
            one("d-low", "D", Some(Potential::Low), "2026-11-01"),
            one("d-cold", "D", Some(Potential::High), "2025-11-01"),
            one("d-warm", "D", Some(Potential::High), "2026-10-01"),
            one("c-unknown", "C", None, "2026-10-01"),
            one("c-low", "C", Some(Potential::Low), "2020-10-01"),
            Pooled { need: Some(Need::Dead), ..one("a-dead", "A", None, "2026-10-01") },
        ];
        in_order_of_worth(&mut found, &Policy::default());
        let ids: Vec<&str> = found.iter().map(|one| one.id.as_str()).collect();
        assert_eq!(ids, ["c-low", "c-unknown", "d-warm", "d-cold", "d-low", "z", "a-dead"]);
    }

    #[test]
    fn it_says_how_it_came_into_the_pool() {
        let mut customer = Customer::named(CustomerId::new("acme").expect("an id"), "Acme");
        customer.since = Some(day("2025-01-01"));
        let entry = |at, from: Option<&'static str>, to: Option<&'static str>, line| {
            let change =
                Change { from: from.map(Into::into), to: to.map(Into::into), why: Some("no reply".into()) };
            let at = Stamp::parse(at).expect("a stamp");
            Entry { by: Some("wang".into()), line, ..Entry::new(at, Event::Owner(change)) }
        };
        let today = day("2026-11-20");
        let ask = |customer: &Customer, entries| {
            pooled(customer, &EffectiveClass::default(), &History::new(entries), &Policy::default(), today)
        };
        let never = ask(&customer, vec![]).expect("pooled");
        assert_eq!((never.from, never.since, never.why), (None, customer.since, None));
        let entries =
            vec![entry("2025-02-01", None, Some("li"), 1), entry("2026-10-01", Some("li"), None, 2)];
        let left = ask(&customer, entries).expect("pooled");
        assert_eq!(left.from.as_deref(), Some("li"));
        assert_eq!((left.since, left.by.as_deref()), (Some(day("2026-10-01")), Some("wang")));
        customer.owner = Some("li".into());
        assert_eq!(ask(&customer, vec![]), None);
        let gone = Customer { owner: None, archived: Some(today), ..customer };
        assert_eq!(ask(&gone, vec![]), None);
    }
}
