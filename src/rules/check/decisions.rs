//! A grade and an owner stand in the file, and in the log with their reason: both change together.
//!
//! A file whose log knows no decision is right as it is: somebody has written its first value by hand.

use super::finding::{Finding, field, key};
use crate::model::{Change, Customer, Entry, Event, History, Note, ProblemKind, Slip, Text};
use crate::rules::Policy;

pub(super) fn check(customer: &Customer, history: &History<'_>, policy: &Policy, found: &mut Vec<Finding>) {
    // Where the classes are computed, a grade of another scheme may have been left in the file.
    if !policy.scheme.is_computed() {
        compare(customer, history, ("grade", customer.grade.as_deref(), |event| event.grade()), found);
        chain(customer, history, found);
    }
    compare(customer, history, ("owner", customer.owner.as_deref(), |event| event.owner()), found);
}

/// A key, what the file says of it, and what an entry decides of it.
type Compared<'c> = (&'static str, Option<&'c str>, for<'e, 'a> fn(&'e Event<'a>) -> Option<&'e Change<'e>>);

fn compare(
    customer: &Customer,
    history: &History<'_>,
    (name, file, decision): Compared<'_>,
    found: &mut Vec<Finding>,
) {
    let mut entries = history.entries().iter().rev();
    // Before a merge the decisions on two customers stand in one log, and which was the one's nobody can say.
    let newest = entries.find(|entry| decision(&entry.event).is_some() || is_merge(entry));
    let Some(newest) = newest else { return };
    let Some(change) = decision(&newest.event) else { return };
    // Of two decisions of one moment either may be the last: the order of the lines says nothing.
    let mut same = history.entries().iter().filter(|entry| entry.at == newest.at);
    let agrees = |entry: &Entry<'_>| {
        decision(&entry.event).is_some_and(|change| change.to.as_deref() == file) || is_merge(entry)
    };
    if same.any(agrees) {
        return;
    }
    let own = |text: Option<&str>| text.map(str::to_owned);
    let trouble = ProblemKind::Differs {
        id: customer.id.to_string(),
        key: name,
        logged: own(change.to.as_deref()),
        file: own(file),
    };
    found.push(match file {
        Some(_) => key(name, trouble),
        None => field(newest.line, "to", trouble),
    });
}

/// The newest grading, where it was made of another grade than the one before it had left: two people who did not
/// know of each other. A later one that knows settles it, and of older ones nothing is to be decided any more.
fn chain(customer: &Customer, history: &History<'_>, found: &mut Vec<Finding>) {
    let entries = history.entries().iter().rev().take_while(|entry| !is_merge(entry));
    let mut decisions = entries.filter_map(|entry| Some((entry, entry.event.grade()?)));
    let Some((newest, change)) = decisions.next() else { return };
    let Some((prior, before)) = decisions.next() else { return };
    // Of two of one moment either may be the first; and who wrote down no grade before it has said nothing.
    let knows = |(entry, of): (&Entry<'_>, &Change<'_>)| entry.at == prior.at && of.to == change.from;
    let is_known = before.to == change.from || decisions.any(knows);
    // What confirms a grade, or decides the same once more, knows what stands there.
    let is_news = change.from != change.to && change.to != before.to;
    if change.from.is_some() && newest.at != prior.at && is_news && !is_known {
        let own = |text: &Option<Text<'_>>| text.as_deref().map(str::to_owned);
        let (from, left) = (own(&change.from), own(&before.to));
        let slip = Slip::BrokenChain { key: "grade", from, left, id: customer.id.to_string() };
        found.push(field(newest.line, "from", ProblemKind::from(slip)));
    }
}

/// Whether an entry says that another customer was made one with this one; in version 1 only a note does.
fn is_merge(entry: &Entry<'_>) -> bool {
    match &entry.event {
        Event::Merged(_) => true,
        Event::Note(Note { next: None, .. }) => {
            entry.text.as_deref().is_some_and(|text| text.starts_with("merged from "))
        }
        _ => false,
    }
}
