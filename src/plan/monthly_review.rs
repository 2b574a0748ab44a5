//! What each person has to look at this month (S4: a monthly reminder to recheck): moves and tasks of the review, data
//! that nobody has confirmed for long, wishes to end and contracts that end.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Occasion, Proposal, Reach, in_date_order, occasions};
use crate::model::{Customer, CustomerId, History};
use crate::rules::occasions::Code;
use crate::rules::{DataAge, EffectiveClass, Policy, data_age};

/// What is to be looked at for one customer, besides its grade.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Upkeep {
    pub data: Option<OldData>,
    pub endings: Vec<Occasion>,
}

/// A contact whose data are to be confirmed.
#[derive(Clone, Debug, PartialEq)]
pub struct OldData {
    pub id: CustomerId,
    pub name: String,
    /// Who looks after the customer.
    pub owner: Option<String>,
    /// The class that drives its cadence.
    pub grade: Option<String>,
    pub age: DataAge,
    pub contact: Reach,
}

/// What one person has to look at.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MonthlyReview {
    /// Whose it is; nobody's is the pool's.
    pub owner: Option<String>,
    /// Moves and tasks, in the order of the review.
    pub proposals: Vec<Proposal>,
    /// What was confirmed longest ago first.
    pub data: Vec<OldData>,
    /// Open wishes to end, and contracts that end, by day.
    pub endings: Vec<Occasion>,
}

impl MonthlyReview {
    /// Whether there is nothing to look at.
    pub fn is_empty(&self) -> bool {
        self.proposals.is_empty() && self.data.is_empty() && self.endings.is_empty()
    }
}

/// What is to be looked at between two days. `history` must be as of the first.
pub fn upkeep(
    customer: &Customer,
    driving: &EffectiveClass,
    history: &History<'_>,
    policy: &Policy,
    (today, until): (NaiveDate, NaiveDate),
) -> Upkeep {
    if customer.is_archived(today) {
        return Upkeep::default();
    }
    let last_with = history.last_follow_up().and_then(|(_, said)| said.with.as_deref());
    let data = customer.contact(last_with).and_then(|contact| {
        let age = data_age(contact, customer.since, history, policy.reminders.verify_after)
            .filter(|age| age.is_old(until))?;
        Some(OldData {
            id: customer.id.clone(),
            name: customer.name.clone(),
            owner: customer.owner.clone(),
            grade: driving.class.clone(),
            age,
            contact: Reach::of(contact),
        })
    });
    // No playbook makes an ending, so that the book needn't be known.
    let mut endings = occasions(customer, driving.class.as_deref(), None, history, policy, (today, until));
    endings.retain(|one| matches!(one.code, Code::Ending | Code::ContractEnd));
    Upkeep { data, endings }
}

/// One for each person who has something to look at, and for each who is `wanted`; the pool's is the last.
pub fn monthly_reviews(
    proposals: Vec<Proposal>,
    upkeep: Vec<Upkeep>,
    wanted: &[String],
    today: NaiveDate,
) -> Vec<MonthlyReview> {
    let mut all = BTreeMap::new();
    for owner in wanted {
        of(&mut all, Some(owner));
    }
    for proposal in proposals {
        of(&mut all, proposal.owner.as_deref()).proposals.push(proposal);
    }
    for Upkeep { data, endings } in upkeep {
        if let Some(data) = data {
            of(&mut all, data.owner.as_deref()).data.push(data);
        }
        for ending in endings {
            of(&mut all, ending.owner.as_deref()).endings.push(ending);
        }
    }
    let mut all: Vec<MonthlyReview> = all.into_values().collect();
    for one in &mut all {
        one.data.sort_by(|a, b| (a.age.confirmed, &a.id).cmp(&(b.age.confirmed, &b.id)));
        in_date_order(&mut one.endings, today);
    }
    all
}

/// The pool's comes after those of all people.
type ByOwner = BTreeMap<(bool, Option<String>), MonthlyReview>;

fn of<'a>(all: &'a mut ByOwner, owner: Option<&str>) -> &'a mut MonthlyReview {
    let owner = owner.filter(|owner| !owner.is_empty()).map(str::to_owned);
    let one = all.entry((owner.is_none(), owner.clone())).or_default();
    one.owner = owner;
    one
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Contact;
    use crate::rules::views::test_support::history;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn customer(id: &str, owner: Option<&str>, verified: Option<&str>) -> Customer {
        let verified = verified.map(day);
        Customer {
            owner: owner.map(str::to_owned),
            contacts: vec![Contact { name: Some("Ann".to_owned()), verified, ..Contact::default() }],
            ..Customer::named(CustomerId::new(id).expect("an id"), id)
        }
    }

    fn seen(customer: &Customer, lines: &[&'static str]) -> Upkeep {
        let days = (day("2026-11-20"), day("2026-12-20"));
        upkeep(customer, &EffectiveClass::default(), &history(lines), &Policy::default(), days)
    }

    #[test]
    fn data_are_to_be_confirmed_where_their_time_is_over_within_the_month() {
        for (verified, archived, want) in [
            (None, false, false),              // nobody ever confirmed them: each contact asks
            (Some("2026-06-20"), false, true), // six months are over on the last day
            (Some("2026-06-21"), false, false),
            (Some("2025-01-01"), false, true),
            (Some("2025-01-01"), true, false),
        ] {
            let mut one = customer("acme", None, verified);
            one.archived = archived.then(|| day("2026-11-01"));
            assert_eq!(seen(&one, &[]).data.is_some(), want, "{verified:?} {archived}");
        }
    }

    #[test]
    fn a_wish_to_end_is_looked_at_until_it_is_settled() {
        let acme = customer("acme", Some("li"), None);
        let codes = |lines: &[&'static str]| {
            seen(&acme, lines).endings.iter().map(|one| one.code).collect::<Vec<_>>()
        };
        assert_eq!(codes(&["2026-11-10 ending opened"]), [Code::Ending]);
        assert_eq!(codes(&["2026-11-10 ending opened", "2026-11-12 ending saved"]), []);
        assert_eq!(codes(&["2026-11-10 complaint opened"]), [], "a complaint is the day's");
    }

    #[test]
    fn each_person_has_one_and_the_pool_the_last() {
        let upkeep = ["zoe", "", "li"].map(|owner| {
            let owner = Some(owner).filter(|owner| !owner.is_empty());
            seen(&customer("acme", owner, Some("2025-01-01")), &[])
        });
        let wanted = ["chen".to_owned(), "zoe".to_owned()];
        let all = monthly_reviews(Vec::new(), upkeep.to_vec(), &wanted, day("2026-11-20"));
        let told: Vec<_> = all.iter().map(|one| (one.owner.as_deref(), one.is_empty())).collect();
        assert_eq!(told, [(Some("chen"), true), (Some("li"), false), (Some("zoe"), false), (None, false)]);
    }
}
