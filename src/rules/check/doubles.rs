//! One entry that two people have written.

use std::collections::HashMap;

use super::finding::{Finding, field};
use crate::model::{Entry, Event, History, ProblemKind};

pub(super) fn check(history: &History<'_>, found: &mut Vec<Finding>) {
    let mut seen: HashMap<String, &Entry<'_>> = HashMap::new();
    for entry in history.entries().iter().filter(|entry| !is_told_by_its_number(&entry.event)) {
        let Some(said) = entry.whoever_wrote_it() else { continue };
        let first = *seen.entry(said).or_insert(entry);
        // What is equal in all, too, is told by its line.
        let written = |entry: &Entry<'_>| match &entry.event {
            Event::FollowUp(said) => said.written,
            _ => None,
        };
        if first.by != entry.by || first.at != entry.at || written(first) != written(entry) {
            found.push(field(entry.line, "by", ProblemKind::SaidTwice { first: first.line }));
        }
    }
}

fn is_told_by_its_number(event: &Event<'_>) -> bool {
    matches!(event, Event::Order(_) | Event::Invoice(_) | Event::Contract(_)) && event.number().is_some()
}
