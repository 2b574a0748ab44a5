//! Who is open to a visit, place by place: one trip serves several (S3).

use chrono::NaiveDate;

use super::Reach;
use crate::model::{Customer, CustomerId, History, Visit};
use crate::rules::{Policy, cadence};

/// A customer that would receive a visit.
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
    /// Whether it said yes, or perhaps.
    pub visit: Visit,
    /// When it said so.
    pub said: NaiveDate,
    /// Its next follow-up; `None` for never.
    pub due: Option<NaiveDate>,
    /// Whom to reach, and how.
    pub contact: Option<Reach>,
}

/// A customer that is open to a visit, by its newest answer to that; `None` for one that said no, or
/// nothing. `history` must be as of `today`, `class` drives its cadence.
pub fn host(
    customer: &Customer,
    class: Option<&str>,
    history: &History<'_>,
    policy: &Policy,
    today: NaiveDate,
) -> Option<Host> {
    if customer.is_archived(today) {
        return None;
    }
    let answer = history.follow_ups().rev().find_map(|(entry, said)| Some((entry.day(), said.visit?)));
    let (said, visit) = answer.filter(|(_, visit)| *visit != Visit::No)?;
    let with = history.last_follow_up().and_then(|(_, said)| said.with.as_deref());
    Some(Host {
        id: customer.id.clone(),
        name: customer.name.clone(),
        grade: class.map(str::to_owned),
        owner: customer.owner.clone(),
        country: customer.country.clone(),
        region: customer.region.clone(),
        address: customer.address.clone(),
        visit,
        said,
        due: cadence::next(customer, class, history, policy, today).due,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Entry, Event, FollowUp, Stamp};

    fn open(answers: &[(&'static str, Option<Visit>)]) -> Option<(Visit, String)> {
        let customer = Customer::named(CustomerId::new("acme").expect("an id"), "Acme");
        let entry = |(at, visit): &(&'static str, Option<Visit>)| Entry {
            at: Stamp::parse(at).expect("a stamp"),
            by: None,
            via: None,
            text: None,
            event: Event::FollowUp(FollowUp { visit: *visit, ..FollowUp::default() }),
            line: 1,
            files: Vec::new(),
        };
        let history = History::new(answers.iter().map(entry).collect());
        let today = "2026-11-20".parse().expect("a date");
        host(&customer, None, &history, &Policy::default(), today)
            .map(|host| (host.visit, host.said.to_string()))
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
                visit: Visit::Yes,
                said: NaiveDate::default(),
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
}
