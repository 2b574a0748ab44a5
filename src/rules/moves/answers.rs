//! What somebody has answered to a suggestion: put off, it waits for its day; refused, it is silent until the facts change
//! (own). The answers stand in the log, so that everybody sees who said so and why.

use chrono::NaiveDate;

use super::Suggestion;
use crate::model::{Event, History, MoveCode, SuggestionAnswer, SuggestionAnswered};

/// Whether a suggestion is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Nobody has answered it, or what it rests on is another thing since.
    Open,
    /// Somebody has put it off to a later day.
    Waits,
    /// Somebody has said that it isn't right; of a task, or that it is done.
    Settled,
}

/// Where this suggestion stands by the log. An answer holds for one code that leads to one grade, until the grade is
/// changed, another customer becomes a part of this one, or what the suggestion rests on begins after the answer: a later
/// order or sample, a silence after another reply.
pub(super) fn standing(suggestion: &Suggestion, history: &History<'_>, today: NaiveDate) -> Standing {
    let began = suggestion.why.began();
    let mut is_newer = false;
    for entry in history.entries().iter().rev() {
        match &entry.event {
            Event::Suggestion(said) if is_of(said, suggestion) => {
                is_newer |= began.is_some_and(|began| began > entry.day());
                return answered(said, suggestion, is_newer, today);
            }
            event if is_another_matter(event) => return Standing::Open,
            // Of the day of the answer, and told after it.
            event => is_newer |= happens(event) && began == Some(entry.day()),
        }
    }
    Standing::Open
}

/// Until when this task is put off.
pub(super) fn put_off(code: MoveCode, history: &History<'_>) -> Option<NaiveDate> {
    let entries = history.entries().iter().rev().map(|entry| &entry.event);
    let mut since = entries.take_while(|event| event.grade().is_none() && !is_another_matter(event));
    since.find_map(|event| match event {
        Event::Suggestion(said) if said.code == code => Some(said.until),
        _ => None,
    })?
}

fn is_of(said: &SuggestionAnswered<'_>, suggestion: &Suggestion) -> bool {
    said.code == suggestion.why.word() && said.to.as_deref() == suggestion.to.as_deref()
}

fn answered(
    said: &SuggestionAnswered<'_>,
    suggestion: &Suggestion,
    is_newer: bool,
    today: NaiveDate,
) -> Standing {
    match said.answer {
        SuggestionAnswer::Later if said.until.is_some_and(|until| until > today) => Standing::Waits,
        SuggestionAnswer::Wrong if !is_newer => Standing::Settled,
        // Of a move that was done the grade tells.
        SuggestionAnswer::Done if !is_newer && suggestion.to.is_none() => Standing::Settled,
        _ => Standing::Open,
    }
}

/// Whether what was answered before it was answered of something else.
fn is_another_matter(event: &Event<'_>) -> bool {
    event.grade().is_some_and(|change| change.from != change.to) || matches!(event, Event::Merged(_))
}

/// Whether something happened with the customer: what is written about it is no new fact.
fn happens(event: &Event<'_>) -> bool {
    !matches!(
        event,
        Event::Note(_)
            | Event::Grade(_)
            | Event::Owner(_)
            | Event::Suggestion(_)
            | Event::Alarm(_)
            | Event::Merged(_)
            | Event::Renamed(_)
            | Event::Other(_)
    )
}
