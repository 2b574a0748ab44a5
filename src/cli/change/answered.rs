//! A decision on the grade answers what is suggested: who does it has accepted it, who keeps the grade has refused it.

use crate::cli::session::Session;
use crate::format::Edit;
use crate::model::{Entry, Event, MoveCode, SuggestionAnswer, SuggestionAnswered};
use crate::plan;
use crate::rules::moves::{self, Suggestion};
use crate::rules::views::{Book, Metrics};
use crate::store::LoadedCustomer;

/// The entries that say so, of what is suggested on the day; `book` has the figures of all where the classes are computed.
pub(super) fn answers(
    session: &Session<'_>,
    loaded: &LoadedCustomer<'_>,
    (edits, entries): (&[Edit], &[Entry<'static>]),
    book: &[Metrics],
) -> Vec<Entry<'static>> {
    let Some(decided) = entries.iter().find(|entry| entry.event.grade().is_some()) else {
        return Vec::new();
    };
    let (today, policy, customer) = (session.today, &session.config.policy, &loaded.customer);
    let history = loaded.history.clone().as_of(today);
    let driving = plan::driving(customer, &history, Some(&Book::fold(book)), policy, today);
    let suggested = moves::suggest(customer, &driving, &history, policy, today);
    let archives = edits.iter().any(|edit| matches!(edit, Edit::Set(key, _) if key == "archived"));
    let answer = |suggestion: Suggestion| {
        let answer = answer(&suggestion, decided, archives)?;
        let event = SuggestionAnswered {
            code: suggestion.why.word(),
            answer,
            to: suggestion.to.map(Into::into),
            // It stands with the decision.
            why: None,
            until: None,
        };
        Some(Entry { by: decided.by.clone(), ..Entry::new(decided.at, Event::Suggestion(event)) })
    };
    suggested.into_iter().filter_map(answer).collect()
}

/// What the decision says of the suggestion; nothing where it decides something else.
fn answer(suggestion: &Suggestion, decided: &Entry<'_>, archives: bool) -> Option<SuggestionAnswer> {
    let change = decided.event.grade()?;
    let is_kept = change.from == change.to && !archives;
    match suggestion.to.as_deref() {
        Some(_) if is_kept => Some(SuggestionAnswer::Wrong),
        Some(to) => (change.to.as_deref() == Some(to)).then_some(SuggestionAnswer::Done),
        // Somebody has looked at the grade.
        None if suggestion.why.word() == MoveCode::Recheck && is_kept => Some(SuggestionAnswer::Done),
        None => None,
    }
}
