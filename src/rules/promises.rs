//! What we promised a customer, by when, and whether we kept it (S1, S4: samples, documents, prices).

use std::collections::HashMap;

use chrono::NaiveDate;

use super::threads::{CalledBy, Threads};
use crate::model::{Entry, Event, History, Promise, PromiseState, Text, reference_key};

/// A promise that is neither kept nor broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenPromise {
    /// Its number.
    pub reference: Option<String>,
    pub what: Option<String>,
    /// The day by which it is to be kept, as it was last said.
    pub due: Option<NaiveDate>,
    /// When it was first made.
    pub made: NaiveDate,
    /// Who made it.
    pub by: Option<String>,
    /// Whether its day had passed before it was given another one: then it is late, whenever it is kept (own).
    pub is_late: bool,
}

/// A promise that was not kept, and won't be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrokenPromise {
    /// Its number.
    pub reference: Option<String>,
    pub what: Option<String>,
    /// The day by which it was to be kept, as it was last said.
    pub due: Option<NaiveDate>,
    /// The day on which it was said to be broken.
    pub on: NaiveDate,
    /// Who said so.
    pub by: Option<String>,
}

/// How we have kept our word to one customer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PromiseRecord {
    /// Those that are open, the oldest first.
    pub open: Vec<OpenPromise>,
    /// How many were kept, on their day or before it, or later.
    pub kept: usize,
    /// How many of these were kept after their day.
    pub kept_late: usize,
    /// Those that were broken, in the order in which the log tells of them first.
    pub broken: Vec<BrokenPromise>,
}

/// What became of a promise.
#[derive(Clone, PartialEq, Eq)]
enum Outcome {
    Kept,
    KeptLate,
    Broken(BrokenPromise),
}

impl PromiseRecord {
    /// What the log says. A promise that is made again while it is open is the same one with another day; what became of
    /// one that nobody made counts, too.
    pub fn of(history: &History<'_>) -> Self {
        let mut threads: Threads<OpenPromise> = Threads::default();
        // What became of those that are over, and which of them a name is of.
        let mut outcomes: Vec<Outcome> = Vec::new();
        let mut ended: HashMap<String, usize> = HashMap::new();
        for (place, entry) in history.entries().iter().enumerate() {
            let Some(promise) = promised(entry) else { continue };
            let called = called(promise);
            let known = threads.find(called);
            if promise.state == PromiseState::Made {
                match known.and_then(|at| threads.go_on(at, called)) {
                    Some(open) => again(open, entry, promise),
                    None => threads.begin(called, open_by(entry, promise, history.text_at(place))),
                }
                continue;
            }
            let closed = known.and_then(|at| threads.close(at));
            let name = promise.reference.as_deref().or(promise.what.as_deref()).map(reference_key);
            // Said once more of one that is over, the newest word counts.
            let before = name.as_ref().filter(|_| closed.is_none()).and_then(|name| ended.get(name).copied());
            let is_late = closed
                .as_ref()
                .is_some_and(|one| one.is_late || one.due.is_some_and(|due| due < entry.day()));
            let outcome = match (promise.state, before.map(|at| &outcomes[at])) {
                (PromiseState::Broken, earlier) => {
                    Outcome::Broken(broken_by(entry, promise, closed.as_ref(), earlier))
                }
                // Said again that it was kept, it was kept then; kept after all, it was late.
                (_, Some(Outcome::Kept)) => Outcome::Kept,
                (_, Some(_)) => Outcome::KeptLate,
                (_, None) if is_late => Outcome::KeptLate,
                (_, None) => Outcome::Kept,
            };
            let at = before.unwrap_or(outcomes.len());
            match before {
                Some(at) => outcomes[at] = outcome,
                None => outcomes.push(outcome),
            }
            let names = closed.into_iter().flat_map(|one| [one.reference, one.what]).flatten();
            for name in names.map(|name| reference_key(&name)).chain(name) {
                ended.insert(name, at);
            }
        }
        let kept_late = outcomes.iter().filter(|outcome| **outcome == Outcome::KeptLate).count();
        let kept = kept_late + outcomes.iter().filter(|outcome| **outcome == Outcome::Kept).count();
        let broken = outcomes.into_iter().filter_map(|outcome| match outcome {
            Outcome::Broken(one) => Some(one),
            Outcome::Kept | Outcome::KeptLate => None,
        });
        PromiseRecord { open: threads.into_open(), kept, kept_late, broken: broken.collect() }
    }

    /// Whether there was any.
    pub fn is_empty(&self) -> bool {
        self.open.is_empty() && self.kept == 0 && self.broken.is_empty()
    }
}

/// The promises that are neither kept nor broken, the oldest first.
pub fn open(history: &History<'_>) -> Vec<OpenPromise> {
    PromiseRecord::of(history).open
}

fn promised<'h, 'e>(entry: &'h Entry<'e>) -> Option<&'h Promise<'e>> {
    match &entry.event {
        Event::Promise(promise) => Some(promise),
        _ => None,
    }
}

fn called<'e>(promise: &'e Promise<'_>) -> CalledBy<'e> {
    CalledBy { reference: promise.reference.as_deref(), what: promise.what.as_deref() }
}

fn own(text: &Option<Text<'_>>) -> Option<String> {
    text.as_deref().map(str::to_owned)
}

fn open_by(entry: &Entry<'_>, promise: &Promise<'_>, text: Option<&str>) -> OpenPromise {
    OpenPromise {
        reference: own(&promise.reference),
        what: own(&promise.what).or_else(|| text.map(str::to_owned)),
        due: promise.due,
        made: entry.day(),
        by: own(&entry.by),
        is_late: false,
    }
}

/// One that was open until then, or of which it was said before that it is broken: what its end doesn't say is as it was.
fn broken_by(
    entry: &Entry<'_>,
    promise: &Promise<'_>,
    closed: Option<&OpenPromise>,
    earlier: Option<&Outcome>,
) -> BrokenPromise {
    let earlier = match earlier {
        Some(Outcome::Broken(one)) => Some(one),
        _ => None,
    };
    let known = |of_open: fn(&OpenPromise) -> &Option<String>,
                 of_broken: fn(&BrokenPromise) -> &Option<String>| {
        closed.map(of_open).or(earlier.map(of_broken)).cloned().flatten()
    };
    BrokenPromise {
        reference: own(&promise.reference).or_else(|| known(|one| &one.reference, |one| &one.reference)),
        what: own(&promise.what).or_else(|| known(|one| &one.what, |one| &one.what)),
        due: promise.due.or(closed.and_then(|one| one.due)).or(earlier.and_then(|one| one.due)),
        on: entry.day(),
        by: own(&entry.by),
    }
}

/// The same promise, with another day.
fn again(open: &mut OpenPromise, entry: &Entry<'_>, promise: &Promise<'_>) {
    open.is_late |= open.due.is_some_and(|due| due < entry.day());
    open.due = promise.due.or(open.due);
    if let Some(what) = &promise.what {
        open.what = Some(what.to_string());
    }
}

#[cfg(test)]
mod tests {
    use super::super::views::test_support::history;
    use super::*;

    const MADE: &str = "2026-11-02 promise made what=prices due=2026-11-06";

    /// What is open with its day, and how many were kept, kept late and broken.
    type Found = (&'static [(&'static str, &'static str)], (usize, usize, usize));

    #[test]
    fn a_promise_is_open_until_it_is_kept_or_broken() {
        let cases: &[(&[&'static str], Found)] = &[
            (&[], (&[], (0, 0, 0))),
            (&[MADE], (&[("prices", "2026-11-06")], (0, 0, 0))),
            (&[MADE, "2026-11-06 promise kept what=Prices"], (&[], (1, 0, 0))),
            (&[MADE, "2026-11-07 promise kept what=prices"], (&[], (1, 1, 0))),
            (&[MADE, "2026-11-05 promise broken what=prices"], (&[], (0, 0, 1))),
            // Said once more: the newest word counts, and what was broken first is late.
            (
                &[
                    MADE,
                    "2026-11-05 promise broken what=prices",
                    "2026-11-06 promise kept what=prices",
                    "2026-11-07 promise kept what=prices",
                ],
                (&[], (1, 1, 0)),
            ),
            (
                &[MADE, "2026-11-05 promise kept what=prices", "2026-11-06 promise broken what=prices"],
                (&[], (0, 0, 1)),
            ),
            // Without a word of which one: the only one there is.
            (&[MADE, "2026-11-05 promise kept"], (&[], (1, 0, 0))),
            (
                &[MADE, "2026-11-02 promise made what=sample due=2026-11-09", "2026-11-05 promise kept"],
                (&[("prices", "2026-11-06"), ("sample", "2026-11-09")], (1, 0, 0)),
            ),
            // Made again: the newest day, and late where the first had passed.
            (
                &[MADE, "2026-11-05 promise made what=prices due=2026-11-10", "2026-11-09 promise kept"],
                (&[], (1, 0, 0)),
            ),
            (
                &[MADE, "2026-11-09 promise made what=prices due=2026-11-12", "2026-11-10 promise kept"],
                (&[], (1, 1, 0)),
            ),
            // The same once more, after it was kept.
            (
                &[MADE, "2026-11-04 promise kept", "2026-11-09 promise made what=prices due=2026-11-12"],
                (&[("prices", "2026-11-12")], (1, 0, 0)),
            ),
            // Said otherwise under its number, it is known by both names.
            (
                &[
                    "2026-11-02 promise made ref=P-1 what=prices due=2026-11-06",
                    "2026-11-03 promise made ref=P-1 what=list",
                    "2026-11-05 promise kept what=list",
                ],
                (&[], (1, 0, 0)),
            ),
            (
                &[
                    "2026-11-02 promise made ref=P-1 what=prices due=2026-11-06",
                    "2026-11-03 promise made ref=P-1 what=list",
                    "2026-11-05 promise kept what=prices",
                ],
                (&[], (1, 0, 0)),
            ),
            // A number goes before what it is.
            (
                &[
                    "2026-11-02 promise made ref=P-1 what=prices due=2026-11-06",
                    "2026-11-02 promise made ref=P-2 what=prices due=2026-11-09",
                    "2026-11-05 promise kept ref=p-1",
                ],
                (&[("prices", "2026-11-09")], (1, 0, 0)),
            ),
            (&[MADE, "2026-11-05 promise kept ref=P-9"], (&[("prices", "2026-11-06")], (1, 0, 0))),
            // What came with another customer is known by its number alone.
            (
                &[
                    "2026-11-02 promise made ref=prices~beta what=prices due=2026-11-06",
                    MADE,
                    "2026-11-05 promise kept what=prices",
                ],
                (&[("prices", "2026-11-06")], (1, 0, 0)),
            ),
            // By the day, not by the line.
            (&["2026-11-05 promise kept what=prices", MADE], (&[], (1, 0, 0))),
        ];
        for (lines, (open, counts)) in cases {
            let record = PromiseRecord::of(&history(lines));
            let found: Vec<(String, String)> = record.open.iter().map(said).collect();
            let want: Vec<(String, String)> =
                open.iter().map(|(what, day)| ((*what).to_owned(), (*day).to_owned())).collect();
            assert_eq!(found, want, "{lines:?}");
            assert_eq!((record.kept, record.kept_late, record.broken.len()), *counts, "{lines:?}");
        }
    }

    #[test]
    fn a_broken_promise_is_known_by_what_was_promised_and_when_it_was_broken() {
        const BROKEN: &str = "2026-11-05 promise broken";
        /// What was promised, by when, and when it was broken.
        type Broken = (&'static str, &'static str, &'static str);
        let cases: &[(&[&'static str], &[Broken])] = &[
            (&[MADE], &[]),
            (&[MADE, BROKEN], &[("prices", "2026-11-06", "2026-11-05")]),
            // What nobody promised has no day.
            (&["2026-11-05 promise broken what=list"], &[("list", "", "2026-11-05")]),
            // Said twice, it is one; kept after all, it is none.
            (
                &[MADE, BROKEN, "2026-11-09 promise broken what=prices"],
                &[("prices", "2026-11-06", "2026-11-09")],
            ),
            (&[MADE, BROKEN, "2026-11-09 promise kept what=prices"], &[]),
            // In the order in which they were broken, with the number as it was given.
            (
                &[
                    "2026-11-02 promise made ref=P-1 what=sample",
                    MADE,
                    "2026-11-07 promise broken ref=p-1",
                    "2026-11-08 promise broken what=prices",
                ],
                &[("sample", "", "2026-11-07"), ("prices", "2026-11-06", "2026-11-08")],
            ),
        ];
        for (lines, want) in cases {
            let record = PromiseRecord::of(&history(lines));
            let found: Vec<(String, String, String)> = record
                .broken
                .iter()
                .map(|one| {
                    let due = one.due.map(|day| day.to_string()).unwrap_or_default();
                    (one.what.clone().unwrap_or_default(), due, one.on.to_string())
                })
                .collect();
            let want: Vec<(String, String, String)> =
                want.iter().map(|(what, due, on)| ((*what).into(), (*due).into(), (*on).into())).collect();
            assert_eq!(found, want, "{lines:?}");
        }
    }

    fn said(one: &OpenPromise) -> (String, String) {
        (one.what.clone().unwrap_or_default(), one.due.map(|day| day.to_string()).unwrap_or_default())
    }
}
