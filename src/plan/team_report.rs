//! TeamReport (S1): was each follow-up done when it was due? The past is replayed: what was due on a
//! day follows from what was known the day before.

mod contacts;
mod lists;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::quarter::written_on;
use crate::model::{Customer, CustomerId, Decimal, History, Stamp, total};
use crate::rules::{Completeness, Policy, Verdict, cadence, completeness, is_late};

pub use contacts::{Contacted, NeverDone, never_done, replies};
pub use lists::{BrokenWord, LateAction, LatePromise, Pressing, Unhappy, WaitingRequest};
use lists::{pressing, promised, requested, unhappy};

/// Of so many of each person's customers it is said that they wait longest.
const LONGEST: usize = 5;

/// A customer whose follow-up is late.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiting {
    pub id: CustomerId,
    pub name: String,
    /// Its grade: the class that drives its cadence.
    pub grade: Option<String>,
    /// The day it was due.
    pub due: NaiveDate,
    /// How long ago that is.
    pub days_late: i64,
    /// Whether it became due in these days, not before them.
    pub is_missed: bool,
    /// Why it is due.
    pub verdict: Verdict,
}

/// What became of one customer's follow-ups in some days.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tally {
    /// Contact days on which one was due since that day.
    pub on_time: usize,
    /// Contact days on which one was due since before.
    pub late: usize,
    /// Contact days on which none was due: beyond the plan.
    pub beyond: usize,
    /// By how many days in all.
    pub days_late: i64,
    /// Whether one became due in these days, and nobody has done it yet.
    pub missed: bool,
    /// Whether one is due now, those from before included.
    pub waits: bool,
    /// Itself, where it is late now.
    pub overdue: Option<Waiting>,
    /// What is open and has a deadline of hours.
    pub attention: Vec<Pressing>,
    /// What waits for consent.
    pub requests: Vec<WaitingRequest>,
    /// What we promised, and haven't kept in time.
    pub promises: Vec<LatePromise>,
    /// What we promised, and broke in these days.
    pub broken: Vec<BrokenWord>,
    /// Itself, where it isn't satisfied.
    pub unhappy: Option<Unhappy>,
    /// The contacts of these days.
    pub contacts: Vec<Contacted>,
    /// Who wrote follow-ups of these days down too late, and how many.
    pub written_late: BTreeMap<Option<String>, usize>,
    /// The minutes that were written down.
    pub minutes: Decimal,
    /// How complete its file is, where its class asks for anything and it is in work.
    pub completeness: Option<Completeness>,
    /// Whether it is out of all work now, whatever was done with it in these days.
    pub is_archived: bool,
}

/// One person's sum.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    /// Whose; `None` is the pool.
    pub owner: Option<String>,
    /// How many customers, without the archived.
    pub customers: usize,
    /// What was due: what was done and what was missed.
    pub due: usize,
    /// Done on time.
    pub on_time: usize,
    /// Done late.
    pub late: usize,
    /// Contacts that were not due: beyond the plan.
    pub beyond: usize,
    /// By how many days in all.
    pub days_late: i64,
    /// Became due in these days, and nobody has done it yet.
    pub missed: usize,
    /// Due now, those from before included.
    pub waits: usize,
    /// Those of them that are late for longest, the latest first; not all.
    pub longest: Vec<Waiting>,
    /// The open complaints and wishes to end of its customers, by their day.
    pub attention: Vec<Pressing>,
    /// What waits for consent with its customers, the oldest first.
    pub requests: Vec<WaitingRequest>,
    /// What its customers were promised, and nobody has kept in time, the latest first.
    pub promises: Vec<LatePromise>,
    /// What its customers were promised and was broken in these days, the oldest first.
    pub broken: Vec<BrokenWord>,
    /// Those of its customers that aren't satisfied, the least first.
    pub unhappy: Vec<Unhappy>,
    /// The actions of playbooks that this person does, whosever the customer is, and that are late; the latest first.
    pub actions: Vec<LateAction>,
    /// The contacts of these days with this person's customers, the newest first.
    pub contacts: Vec<Contacted>,
    /// What the playbooks ask for again and again and this person has never done with a customer, in the order of work.
    pub undone: Vec<NeverDone>,
    /// Follow-ups that this person, whoever's the customer is, wrote down more than 24 hours after the contact.
    pub written_late: usize,
    /// The minutes that were written down.
    pub minutes: Decimal,
    /// Customers of whose files something is required.
    pub asked: usize,
    /// How complete those are, in percent, all added up.
    pub percent: usize,
    /// Those that lack something.
    pub incomplete: usize,
}

impl Record {
    /// How complete the files are on average, in whole percent; `None` where nothing is required of any.
    pub fn completeness(&self) -> Option<usize> {
        self.percent.checked_div(self.asked)
    }

    /// Whether there is nothing to tell: nothing was due or done, nothing waits or is open.
    pub fn is_empty(&self) -> bool {
        self.due == 0
            && self.beyond == 0
            && self.waits == 0
            && self.written_late == 0
            && self.attention.is_empty()
            && self.requests.is_empty()
            && self.promises.is_empty()
            && self.broken.is_empty()
            && self.unhappy.is_empty()
            && self.actions.is_empty()
    }
}

/// What became of one customer's follow-ups after `since`, up to and including `today`. `class` is what
/// drives its cadence now; `history` must be as of `today`.
pub fn tally(
    customer: &Customer,
    class: Option<&str>,
    history: &History<'_>,
    policy: &Policy,
    (since, today): (NaiveDate, NaiveDate),
) -> Tally {
    let mut tally = Tally { is_archived: customer.is_archived(today), ..Tally::default() };
    tally.completeness = completeness(customer, class, policy).filter(|_| !tally.is_archived);
    let in_work = customer.archived.map(|_| Customer { archived: None, ..customer.clone() });
    for day in history.contact_days().into_iter().filter(|day| *day > since) {
        let Some(before) = day.pred_opt() else { continue };
        let then = history.clone().as_of(before);
        // Computed classes are those of today: the book of each past day would have to be folded.
        let written = written_on(customer, history, before).class;
        let class = if policy.scheme.is_computed() { class } else { written.as_deref() };
        // What the evening before knew, seen in the morning: who was archived after the call was due for it.
        let known = in_work.as_ref().filter(|_| !customer.is_archived(before)).unwrap_or(customer);
        match cadence::next(known, class, &then, policy, day).since() {
            Some(since) if since < day => {
                tally.late += 1;
                tally.days_late += (day - since).num_days();
            }
            Some(since) if since == day => tally.on_time += 1,
            _ => tally.beyond += 1,
        }
    }
    let said = history.follow_ups().filter(|(entry, _)| entry.day() > since);
    for (entry, _) in history.follow_ups().filter(|(entry, said)| {
        let is_of_these_days = |written: Stamp| written.day() > since && written.day() <= today;
        said.written.is_some_and(|written| is_of_these_days(written) && is_late(entry.at, written))
    }) {
        *tally.written_late.entry(entry.by.as_deref().map(str::to_owned)).or_default() += 1;
    }
    tally.contacts = contacts::contacts(customer, class, history, since);
    tally.attention = pressing(customer, class, history, policy, today);
    tally.requests = requested(customer, class, history, policy, today);
    (tally.promises, tally.broken) = promised(customer, class, history, (since, today));
    tally.unhappy = unhappy(customer, class, history, today).filter(|_| !tally.is_archived);
    tally.minutes = total(said.filter_map(|(_, said)| said.minutes));
    let verdict = cadence::next(customer, class, history, policy, today);
    tally.waits = verdict.due.is_some_and(|due| due <= today);
    let due_since = verdict.since().filter(|_| tally.waits);
    tally.missed = due_since.is_some_and(|due| due > since && due < today);
    tally.overdue = due_since.filter(|due| *due < today).map(|due| Waiting {
        id: customer.id.clone(),
        name: customer.name.clone(),
        grade: class.map(str::to_owned),
        due,
        days_late: (today - due).num_days(),
        is_missed: tally.missed,
        verdict,
    });
    tally
}

/// The sums of all persons, the pool last. Each of `people` has one, and so has whoever should have done one of the
/// `actions`.
pub fn records(
    tallies: Vec<(Option<String>, Tally)>,
    (actions, undone): (Vec<LateAction>, Vec<NeverDone>),
    people: &[String],
) -> Vec<Record> {
    let mut records: BTreeMap<(bool, Option<String>), Record> = BTreeMap::new();
    for owner in people {
        let owner = Some(owner.clone());
        records.insert((false, owner.clone()), Record { owner, ..Record::default() });
    }
    let mut written: BTreeMap<Option<String>, usize> = BTreeMap::new();
    for (owner, tally) in tallies {
        let record = records
            .entry((owner.is_none(), owner.clone()))
            .or_insert_with(|| Record { owner, ..Record::default() });
        record.customers += usize::from(!tally.is_archived);
        record.on_time += tally.on_time;
        record.late += tally.late;
        record.beyond += tally.beyond;
        record.days_late += tally.days_late;
        record.missed += usize::from(tally.missed);
        record.waits += usize::from(tally.waits);
        record.due = record.on_time + record.late + record.missed;
        record.minutes = record.minutes.saturating_add(tally.minutes);
        if let Some(of) = &tally.completeness {
            record.asked += 1;
            record.percent += of.percent();
            record.incomplete += usize::from(!of.missing.is_empty());
        }
        record.longest.extend(tally.overdue);
        record.attention.extend(tally.attention);
        record.requests.extend(tally.requests);
        record.promises.extend(tally.promises);
        record.broken.extend(tally.broken);
        record.unhappy.extend(tally.unhappy);
        record.contacts.extend(tally.contacts);
        for (by, count) in tally.written_late {
            *written.entry(by).or_default() += count;
        }
    }
    for (owner, count) in written {
        let key = (owner.is_none(), owner.clone());
        records.entry(key).or_insert_with(|| Record { owner, ..Record::default() }).written_late = count;
    }
    for action in actions {
        let owner = action.doer.clone();
        let record = records
            .entry((owner.is_none(), owner.clone()))
            .or_insert_with(|| Record { owner, ..Record::default() });
        record.actions.push(action);
    }
    for undone in undone {
        let owner = undone.doer.clone();
        let record = records
            .entry((owner.is_none(), owner.clone()))
            .or_insert_with(|| Record { owner, ..Record::default() });
        record.undone.push(undone);
    }
    records.values_mut().for_each(in_order);
    records.into_values().collect()
}

/// Puts what is told of one person in order.
fn in_order(record: &mut Record) {
    record.longest.sort_by_cached_key(|one| (Reverse(one.days_late), one.id.clone()));
    record.longest.truncate(LONGEST);
    record.requests.sort_by_cached_key(|one| (one.request.asked, one.id.clone(), one.request.line));
    record.promises.sort_by_cached_key(|one| (one.due, one.id.clone()));
    record.attention.sort_by_cached_key(|one| {
        (one.deadline.due, one.deadline.emergency.kind, one.id.clone(), one.deadline.emergency.opened.line)
    });
    record.broken.sort_by_cached_key(|one| (one.promise.on, one.id.clone()));
    record.unhappy.sort_by_cached_key(|one| (one.score, one.on, one.id.clone()));
    record.contacts.sort_by_cached_key(|one| (Reverse(one.at.day()), one.id.clone()));
    record.undone.sort_by_cached_key(|one| (one.rank, one.id.clone()));
    record.actions.sort_by_cached_key(|one| (one.due, one.id.clone()));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CustomerId, Ending, EndingState, Entry, Event, FollowUp, Stamp};

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    /// The tally of the week up to Friday, 20 November, for contacts on these days (`day>next`).
    fn week(grade: &str, contacts: &[&'static str]) -> Tally {
        week_until(None, grade, contacts)
    }

    /// The same of a customer that is archived since a day.
    fn week_until(archived: Option<&str>, grade: &str, contacts: &[&'static str]) -> Tally {
        let mut customer = Customer::named(CustomerId::new("acme").expect("an id"), "Acme");
        customer.grade = Some(grade.to_owned());
        customer.since = Some(day("2026-01-01"));
        customer.archived = archived.map(day);
        let entry = |contact: &&'static str| {
            let (at, next) = contact.split_once('>').unwrap_or((contact, ""));
            let next = (!next.is_empty()).then(|| day(next).into());
            let minutes = Some(Decimal::TEN);
            let event = Event::FollowUp(FollowUp { next, minutes, ..FollowUp::default() });
            Entry { line: 1, ..Entry::new(Stamp::parse(at).expect("a stamp"), event) }
        };
        let history = History::new(contacts.iter().map(entry).collect());
        let days = (day("2026-11-13"), day("2026-11-20"));
        tally(&customer, Some(grade), &history.as_of(days.1), &Policy::default(), days)
    }

    #[test]
    fn what_was_due_is_told_by_what_was_known_the_day_before() {
        let told = |grade, contacts: &[&'static str]| {
            let week = week(grade, contacts);
            assert_eq!(week.beyond, 0, "{contacts:?}");
            (week.on_time, week.late, week.days_late, week.missed, week.waits)
        };
        // A C is met every two months: on the day, three days after it.
        assert_eq!(told("C", &["2026-09-16", "2026-11-16"]), (1, 0, 0, false, false));
        assert_eq!(told("C", &["2026-09-16", "2026-11-19"]), (0, 1, 3, false, false));
        // Became due on Monday and still waits; was due before the week; is due today.
        assert_eq!(told("C", &["2026-09-16"]), (0, 0, 0, true, true));
        assert_eq!(told("C", &["2026-09-11"]), (0, 0, 0, false, true));
        assert_eq!(told("C", &["2026-09-20"]), (0, 0, 0, false, true));
        // An agreed date, late, and then on time; the first contact of all was late.
        assert_eq!(
            told("C", &["2026-11-02>2026-11-16", "2026-11-17>2026-11-19", "2026-11-19"]),
            (1, 1, 1, false, false)
        );
        assert_eq!(told("C", &["2026-11-16"]), (0, 1, 319, false, false));
        // Before the day: beyond the plan, like each of five calls in a row but the one that was due.
        let calls = ["2026-10-16", "2026-11-16"];
        assert_eq!((week("C", &calls).on_time, week("C", &calls).beyond), (0, 1));
        let found = week("D", &["2026-08-16", "2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19"]);
        assert_eq!((found.on_time, found.late, found.beyond), (1, 0, 3));
        assert_eq!(week("C", &["2026-11-16", "2026-11-16"]).minutes, Decimal::from(20));
    }

    #[test]
    fn the_call_before_the_archive_was_due() {
        for (archived, want) in [("2026-11-19", (1, 0)), ("2026-11-20", (1, 0)), ("2026-11-18", (0, 1))] {
            let week = week_until(Some(archived), "C", &["2026-09-16", "2026-11-19"]);
            assert_eq!((week.late, week.beyond, week.waits), (want.0, want.1, false), "{archived}");
        }
    }

    #[test]
    fn who_is_late_for_longest_is_named_first() {
        let waits = |id: &str, last: &'static str| {
            let tally = week("E", &[last]);
            let overdue =
                tally.overdue.clone().map(|one| Waiting { id: CustomerId::new(id).expect("an id"), ..one });
            (Some("li".to_owned()), Tally { overdue, ..tally })
        };
        let mut tallies = vec![waits("today", "2026-05-20"), waits("missed", "2026-05-18")];
        tallies.extend(["b", "a", "c", "d", "e"].map(|id| waits(id, "2026-03-02")));
        let sums = records(tallies, Default::default(), &[]);
        let told: Vec<_> = sums[0].longest.iter().map(|one| (one.id.as_str(), one.days_late)).collect();
        assert_eq!((sums[0].waits, sums[0].missed), (7, 1));
        assert_eq!(told, [("a", 79), ("b", 79), ("c", 79), ("d", 79), ("e", 79)]);
        let (_, missed) = waits("missed", "2026-05-18");
        assert!(missed.overdue.is_some_and(|one| one.is_missed && one.days_late == 2));
        assert_eq!(waits("today", "2026-05-20").1.overdue, None, "what is due today isn't late");
    }

    #[test]
    fn what_was_written_late_is_counted_for_who_wrote_it_and_what_is_open_for_whose_it_is() {
        let mut customer = Customer::named(CustomerId::new("acme").expect("an id"), "Acme");
        customer.grade = Some("C".into());
        let written = |at: &'static str, by: &'static str, written: Option<&'static str>, line| {
            let written = written.and_then(Stamp::parse);
            let event = Event::FollowUp(FollowUp { written, ..FollowUp::default() });
            let at = Stamp::parse(at).expect("a stamp");
            Entry { by: Some(by.into()), line, ..Entry::new(at, event) }
        };
        let ending = |at: &'static str, reference: &'static str, state| Entry {
            event: Event::Ending(Ending {
                reference: Some(reference.into()),
                state,
                why: None,
                competitor: None,
            }),
            ..written(at, "li", None, 9)
        };
        let history = History::new(vec![
            written("2026-11-12", "wang", Some("2026-11-17T09:00:00+08:00"), 1),
            written("2026-11-13T10:00:00+08:00", "wang", Some("2026-11-16T09:00:00+08:00"), 2),
            written("2026-11-16T10:00:00+08:00", "li", None, 3),
            // Written before these days, after today, and in time.
            written("2026-11-02", "li", Some("2026-11-12T09:00:00+08:00"), 4),
            written("2026-11-18", "li", Some("2026-11-21T09:00:00+08:00"), 5),
            written("2026-11-18T10:00:00+08:00", "li", Some("2026-11-19T09:00:00+08:00"), 6),
            ending("2026-11-19", "2", EndingState::Opened),
            ending("2026-11-17", "1", EndingState::Answered),
            ending("2026-11-17", "3", EndingState::Lost),
        ]);
        let days = (day("2026-11-13"), day("2026-11-20"));
        let tally = tally(&customer, Some("C"), &history.as_of(days.1), &Policy::default(), days);
        let sums = records(vec![(Some("li".into()), tally)], Default::default(), &[]);
        let told = |one: &Record| {
            let open = |one: &Pressing| {
                let reference = one.deadline.emergency.reference.clone().unwrap_or_default();
                format!("{reference} {} {}", one.deadline.due, one.days_late)
            };
            (one.owner.clone(), one.written_late, one.attention.iter().map(open).collect::<Vec<_>>())
        };
        let both = vec!["1 2026-11-19 1".to_owned(), "2 2026-11-20 0".to_owned()];
        assert_eq!(
            sums.iter().map(told).collect::<Vec<_>>(),
            [(Some("li".into()), 0, both), (Some("wang".into()), 2, vec![])]
        );
        assert!(sums.iter().all(|one| !one.is_empty()));
    }

    #[test]
    fn everybody_of_the_team_has_a_record_and_the_pool_comes_last() {
        let people = ["li".to_owned(), "wang".to_owned()];
        let late = Tally { late: 1, days_late: 3, waits: true, ..Tally::default() };
        let missed = Tally { on_time: 2, missed: true, ..Tally::default() };
        let gone = Tally { on_time: 0, is_archived: true, ..Tally::default() };
        let sums = records(
            vec![
                (None, late.clone()),
                (Some("li".into()), late),
                (Some("li".into()), missed),
                (Some("li".into()), gone),
            ],
            Default::default(),
            &people,
        );
        let told: Vec<_> = sums
            .iter()
            .map(|one| (one.owner.as_deref(), one.customers, one.due, one.on_time, one.late, one.missed))
            .collect();
        assert_eq!(told, [(Some("li"), 2, 4, 2, 1, 1), (Some("wang"), 0, 0, 0, 0, 0), (None, 1, 1, 0, 1, 0)]);
    }
}
