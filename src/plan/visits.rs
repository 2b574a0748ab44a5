//! Who is open to a visit, place by place, and a day's round of one place: one trip serves several (S3).

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Reach;
use crate::model::{Customer, CustomerId, History, Need, Visit, words};
use crate::rules::views::need_of;
use crate::rules::{Policy, cadence};

words! {
    /// Why a customer is visited.
    VisitReason {
        /// It is open to a visit.
        Open = "open",
        /// Its follow-up is due by that day.
        Due = "due",
        /// It is at the same place, and nobody has asked it yet.
        Neighbour = "neighbour",
    }
}

/// A customer that would receive a visit, or may.
#[derive(Clone, Debug, PartialEq)]
pub struct Host {
    pub id: CustomerId,
    pub name: String,
    /// Its grade: the class that drives its cadence.
    pub grade: Option<String>,
    /// Who looks after it.
    pub owner: Option<String>,
    pub country: Option<String>,
    /// The region within it.
    pub region: Option<String>,
    pub address: Option<String>,
    pub reason: VisitReason,
    /// Whether it said yes, or perhaps; `None` where it said nothing.
    pub visit: Option<Visit>,
    /// When it said so.
    pub said: Option<NaiveDate>,
    /// Its next follow-up; `None` for never.
    pub due: Option<NaiveDate>,
    /// Whom to reach, and how.
    pub contact: Option<Reach>,
}

impl Host {
    /// Whether it is in one of these regions.
    pub fn is_in(&self, regions: &[String]) -> bool {
        self.region.as_ref().is_some_and(|own| regions.contains(own))
    }
}

/// A customer that is open to a visit, by its newest answer to that; for the round of a day also one whose follow-up is due
/// by then, and one that nobody has asked. `None` for one that said no, or never needs anything. `history` must be as of
/// today, the first of the two days; `class` drives its cadence.
pub fn host(
    customer: &Customer,
    class: Option<&str>,
    history: &History<'_>,
    policy: &Policy,
    (today, round): (NaiveDate, Option<NaiveDate>),
) -> Option<Host> {
    let answer = history.follow_ups().rev().find_map(|(entry, said)| Some((entry.day(), said.visit?)));
    let (said, visit) = answer.unzip();
    if customer.is_archived(today) || visit == Some(Visit::No) || visit.is_none() && round.is_none() {
        return None;
    }
    // Whose file says so is never due, whatever the last follow-up says.
    let needs = [customer.need, need_of(customer, history, &policy.views.need, today)];
    if needs.contains(&Some(Need::Dead)) {
        return None;
    }
    let due = cadence::next(customer, class, history, policy, today).due;
    let reason = match visit {
        Some(_) => VisitReason::Open,
        None if due.zip(round).is_some_and(|(due, round)| due <= round) => VisitReason::Due,
        None => VisitReason::Neighbour,
    };
    let with = history.last_follow_up().and_then(|(_, said)| said.with.as_deref());
    Some(Host {
        id: customer.id.clone(),
        name: customer.name.clone(),
        grade: class.map(str::to_owned),
        owner: customer.owner.clone(),
        country: customer.country.clone(),
        region: customer.region.clone(),
        address: customer.address.clone(),
        reason,
        visit,
        said,
        due,
        contact: customer.contact(with).map(Reach::of),
    })
}

/// By country and region, those without one last; in each in the order of work.
pub fn in_trip_order(hosts: &mut [Host], policy: &Policy) {
    let last = |place: &Option<String>| (place.is_none(), place.clone());
    hosts.sort_by_cached_key(|host| {
        let rank = policy.rank(host.grade.as_deref());
        (last(&host.country), last(&host.region), rank, host.due, host.id.clone())
    });
}

/// A day's round: of one place, that which is asked for, else the one with most customers that are open to a visit, then
/// most that are due, then by name. Who is open comes first, then who is due, then the neighbours that nobody has asked; in
/// each the order of work.
pub fn round(candidates: Vec<Host>, regions: Option<&[String]>, policy: &Policy) -> Vec<Host> {
    let is_asked = |host: &Host| match regions {
        Some(regions) => host.is_in(regions),
        None => host.region.is_some() && host.country.is_some(),
    };
    let mut hosts: Vec<Host> = candidates.into_iter().filter(is_asked).collect();
    if regions.is_none() {
        let place = |host: &Host| (host.country.clone(), host.region.clone());
        let mut counts: BTreeMap<_, (usize, usize)> = BTreeMap::new();
        for host in &hosts {
            let (open, due) = counts.entry(place(host)).or_default();
            *open += usize::from(host.reason == VisitReason::Open);
            *due += usize::from(host.reason == VisitReason::Due);
        }
        let best = counts.into_iter().min_by_key(|(_, counts)| Reverse(*counts));
        hosts.retain(|host| best.as_ref().is_some_and(|(best, _)| place(host) == *best));
    }
    // Neighbours alone are no reason to travel.
    if hosts.iter().all(|host| host.reason == VisitReason::Neighbour) {
        return Vec::new();
    }
    hosts.sort_by_cached_key(|host| {
        (host.reason, policy.rank(host.grade.as_deref()), host.due, host.id.clone())
    });
    hosts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Entry, Event, FollowUp, Stamp};

    fn open(answers: &[(&'static str, Option<Visit>)]) -> Option<(Visit, String)> {
        let customer = Customer::named(CustomerId::new("acme").expect("an id"), "Acme");
        let entry = |(at, visit): &(&'static str, Option<Visit>)| Entry {
            line: 1,
            ..Entry::new(
                Stamp::parse(at).expect("a stamp"),
                Event::FollowUp(FollowUp { visit: *visit, ..FollowUp::default() }),
            )
        };
        let history = History::new(answers.iter().map(entry).collect());
        let today = "2026-11-20".parse().expect("a date");
        host(&customer, None, &history, &Policy::default(), (today, None))
            .map(|host| (host.visit.expect("an answer"), host.said.expect("a day").to_string()))
    }

    #[test]
    fn the_newest_answer_counts() {
        let (yes, no, maybe) = (Some(Visit::Yes), Some(Visit::No), Some(Visit::Maybe));
        assert_eq!(open(&[]), None);
        assert_eq!(open(&[("2026-01-01", None)]), None);
        assert_eq!(open(&[("2026-01-01", yes)]), Some((Visit::Yes, "2026-01-01".into())));
        assert_eq!(open(&[("2026-01-01", yes), ("2026-02-01", no)]), None);
        assert_eq!(
            open(&[("2026-01-01", no), ("2026-02-01", maybe)]),
            Some((Visit::Maybe, "2026-02-01".into()))
        );
        let silent_since = [("2026-01-01", yes), ("2026-02-01", None)];
        assert_eq!(
            open(&silent_since),
            Some((Visit::Yes, "2026-01-01".into())),
            "who says nothing takes nothing back"
        );
    }

    #[test]
    fn places_stay_together_and_those_without_one_come_last() {
        let host = |id: &str, country: &str, region: &str, grade: &str| {
            let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
            let id = CustomerId::new(id).expect("an id");
            Host {
                name: id.to_string(),
                id,
                grade: some(grade),
                owner: None,
                country: some(country),
                region: some(region),
                address: None,
                reason: VisitReason::Open,
                visit: Some(Visit::Yes),
                said: Some(NaiveDate::default()),
                due: None,
                contact: None,
            }
        };
        let mut hosts = vec![
            host("e", "", "", "A"),
            host("d", "DE", "", "A"),
            host("c", "DE", "Bavaria", "C"),
            host("b", "DE", "Bavaria", "A"),
            host("a", "CN", "浙江", "D"),
        ];
        in_trip_order(&mut hosts, &Policy::default());
        let ids: Vec<_> = hosts.iter().map(|host| host.id.as_str()).collect();
        assert_eq!(ids, ["a", "b", "c", "d", "e"]);
    }
    #[test]
    fn a_round_is_of_the_place_with_most_that_are_open() {
        let host = |id: &str, region: &str, reason: VisitReason, grade: &str| Host {
            id: CustomerId::new(id).expect("an id"),
            name: id.to_owned(),
            grade: Some(grade.to_owned()),
            owner: None,
            country: Some("DE".into()),
            region: (!region.is_empty()).then(|| region.to_owned()),
            address: None,
            reason,
            visit: None,
            said: None,
            due: None,
            contact: None,
        };
        use VisitReason::{Due, Neighbour, Open};
        let all = || {
            vec![
                host("a", "Bavaria", Neighbour, "A"),
                host("b", "Bavaria", Open, "D"),
                host("c", "Bavaria", Open, "B"),
                host("d", "Hesse", Open, "A"),
                host("e", "Hesse", Due, "A"),
                host("f", "Saxony", Neighbour, "A"),
                host("g", "", Open, "A"),
                host("h", "Bavaria", Due, "C"),
            ]
        };
        let ids = |region: Option<&str>| {
            let regions = region.map(|region| vec![region.to_owned()]);
            let round = round(all(), regions.as_deref(), &Policy::default());
            round.iter().map(|host| host.id.to_string()).collect::<Vec<_>>().join(" ")
        };
        for (region, want) in
            [(None, "c b h a"), (Some("Hesse"), "d e"), (Some("Saxony"), ""), (Some("Nowhere"), "")]
        {
            assert_eq!(ids(region), want, "{region:?}");
        }
    }
}
