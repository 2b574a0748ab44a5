//! Who came by referral, who refers, and who was asked for one (S4: win referrals).

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::model::{Customer, CustomerId, History, Reply, fold};

/// The action of a follow-up that asks for a referral, as people write it.
const ASKED: &[&str] = &["referral", "referrals", "转介绍", "推荐", "引荐"];

/// What one customer has to do with referrals.
#[derive(Clone, Debug, PartialEq)]
pub struct ReferralFacts {
    pub id: CustomerId,
    pub name: String,
    /// Who looks after it.
    pub owner: Option<String>,
    /// The id of the customer that referred it.
    pub referred_by: Option<String>,
    /// The day of its first order.
    pub ordered: Option<NaiveDate>,
    /// When it was last asked for a referral, and how it reacted.
    pub asked: Option<(NaiveDate, Option<Reply>)>,
}

/// A customer that has referred others.
#[derive(Clone, Debug, PartialEq)]
pub struct Referrer {
    pub id: String,
    /// Nothing where it isn't among those that are asked about.
    pub name: Option<String>,
    /// How many it has referred.
    pub referred: usize,
    /// How many of these have ordered.
    pub ordered: usize,
}

/// All of the book.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Referrals {
    /// How many customers there are, and how many of them have ordered.
    pub customers: (usize, usize),
    /// How many of them came by referral, and how many of these have ordered.
    pub referred: (usize, usize),
    /// Who has referred most, first.
    pub referrers: Vec<Referrer>,
    /// Those that came by referral, by who referred them.
    pub came: Vec<ReferralFacts>,
    /// Those that were asked for a referral, the longest ago first.
    pub asked: Vec<ReferralFacts>,
}

/// What one customer has to do with referrals. `history` must be as of today.
pub fn referral_facts(customer: &Customer, history: &History<'_>) -> ReferralFacts {
    let asked = history.follow_ups().rev().find_map(|(entry, said)| {
        let action = said.action.as_deref().map(fold)?;
        ASKED.contains(&action.trim()).then(|| (entry.day(), said.reply))
    });
    ReferralFacts {
        id: customer.id.clone(),
        name: customer.name.clone(),
        owner: customer.owner.clone(),
        referred_by: customer.referred_by.clone(),
        ordered: history.order_days().first().copied(),
        asked,
    }
}

/// All of them together.
pub fn referrals(facts: Vec<ReferralFacts>) -> Referrals {
    let count = |all: &mut dyn Iterator<Item = &ReferralFacts>| {
        all.fold((0, 0), |(all, ordered), one| (all + 1, ordered + usize::from(one.ordered.is_some())))
    };
    let names: BTreeMap<&str, &str> = facts.iter().map(|one| (one.id.as_str(), one.name.as_str())).collect();
    let mut referrers: BTreeMap<&str, Referrer> = BTreeMap::new();
    for one in &facts {
        let Some(id) = one.referred_by.as_deref() else { continue };
        let name = names.get(id).map(|name| (*name).to_owned());
        let known = referrers.entry(id).or_insert_with(|| Referrer {
            id: id.to_owned(),
            name,
            referred: 0,
            ordered: 0,
        });
        known.referred += 1;
        known.ordered += usize::from(one.ordered.is_some());
    }
    let mut referrers: Vec<Referrer> = referrers.into_values().collect();
    referrers.sort_by_key(|one| (Reverse((one.referred, one.ordered)), one.id.clone()));
    let customers = count(&mut facts.iter());
    let referred = count(&mut facts.iter().filter(|one| one.referred_by.is_some()));
    let mut came: Vec<ReferralFacts> =
        facts.iter().filter(|one| one.referred_by.is_some()).cloned().collect();
    came.sort_by(|one, other| (&one.referred_by, &one.id).cmp(&(&other.referred_by, &other.id)));
    let mut asked: Vec<ReferralFacts> = facts.into_iter().filter(|one| one.asked.is_some()).collect();
    asked.sort_by_key(|one| (one.asked.map(|(day, _)| day), one.id.clone()));
    Referrals { customers, referred, referrers, came, asked }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(id: &str, referred_by: Option<&str>, ordered: bool, asked: Option<&str>) -> ReferralFacts {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a date");
        ReferralFacts {
            id: CustomerId::new(id).expect("an id"),
            name: id.to_uppercase(),
            owner: None,
            referred_by: referred_by.map(str::to_owned),
            ordered: ordered.then(|| day("2026-01-01")),
            asked: asked.map(|asked| (day(asked), None)),
        }
    }

    #[test]
    fn who_referred_most_stands_first() {
        let found = referrals(vec![
            facts("a", None, true, Some("2026-05-01")),
            facts("b", Some("a"), true, None),
            facts("c", Some("a"), false, Some("2026-03-01")),
            facts("d", Some("b"), true, None),
            facts("e", Some("gone"), false, None),
        ]);
        assert_eq!((found.customers, found.referred), ((5, 3), (4, 2)));
        let referrers: Vec<(&str, Option<&str>, usize, usize)> = found
            .referrers
            .iter()
            .map(|one| (one.id.as_str(), one.name.as_deref(), one.referred, one.ordered))
            .collect();
        assert_eq!(referrers, [("a", Some("A"), 2, 1), ("b", Some("B"), 1, 1), ("gone", None, 1, 0)]);
        let ids = |all: &[ReferralFacts]| all.iter().map(|one| one.id.to_string()).collect::<Vec<_>>();
        assert_eq!(ids(&found.came), ["b", "c", "d", "e"]);
        assert_eq!(ids(&found.asked), ["c", "a"]);
    }
}
