//! What a merge writes into the log: how it came, what came along, what didn't.

use super::side::{Plan, Side};
use super::text;
use crate::cli::change::{Decided, now};
use crate::cli::context::Context;
use crate::model::{Entry, Event, Note, Trace};

/// The entries that say what was done: the trace of the old id, and of those before it that a hand has changed, a grade
/// and an owner that come along, and a note with all that didn't.
pub fn entries(
    context: &Context,
    (keep, other): (&Side, &Side),
    by: &str,
    plan: &Plan,
    traces: Option<&[String]>,
) -> Vec<Entry<'static>> {
    let at = now(context);
    let gone = &other.customer.id;
    let entry = |event, text: Option<String>| Entry {
        by: Some(by.to_owned().into()),
        text: text.map(Into::into),
        ..Entry::new(at, event)
    };
    let mut entries = Vec::new();
    // With the customer its way from there would be gone as well.
    for former in traces.into_iter().flatten() {
        entries.push(entry(Event::Renamed(Trace { from: Some(former.clone().into()) }), None));
    }
    if traces.is_some() && !keep.former.iter().any(|former| former == gone.as_str()) {
        entries.push(entry(Event::Merged(Trace { from: Some(gone.to_string().into()) }), None));
    }
    let why = format!("merged from {gone}");
    for (at_kind, decided) in [Decided::Grade, Decided::Owner].into_iter().enumerate() {
        let (None, Some(to)) = (decided.of(&keep.customer), decided.of(&other.customer)) else { continue };
        let (own, theirs) = (&keep.newest[at_kind], &other.newest[at_kind]);
        let stands = [own, theirs].into_iter().flatten().max_by_key(|(day, _)| *day);
        // Its own decision came along with its log: another one would begin its sequence anew.
        if stands.is_some_and(|(_, stands)| stands.as_deref() == Some(to)) {
            continue;
        }
        // Where nobody had decided on the one that stays, nothing changes hands.
        let from = if own.is_some() { None } else { Some(to) };
        entries.push(decided.entry(at, by, from, Some(to), Some(&why)));
    }
    entries
        .push(entry(Event::Note(Note::default()), Some(text::note(&keep.customer, &other.customer, plan))));
    entries
}
