//! What was to be decided on the customer that stays, and is answered now by a decision on the other one: both
//! histories are one, and nobody who decided there knew of what happened here.

use crate::cli::session::Session;
use crate::model::{Customer, History};
use crate::render::lang::{self, tr};
use crate::rules::EffectiveClass;
use crate::rules::moves::{Suggestion, suggest};
use crate::store::{CustomerFiles, Scrutiny};

/// The moves that an event has made due, by the customer's file and history.
pub(super) fn moves(session: &Session<'_>, customer: &Customer, history: &History<'_>) -> Vec<Suggestion> {
    let history = history.clone().as_of(session.today);
    let mut found = suggest(
        customer,
        &EffectiveClass::written(customer),
        &history,
        &session.config.policy,
        session.today,
    );
    found.retain(|suggestion| suggestion.why.event().is_some());
    found
}

/// Those that were due before the merge and aren't any more, as they are said; nothing where there are none.
pub(super) fn answered(
    session: &Session<'_>,
    files: &CustomerFiles,
    before: &[Suggestion],
) -> Option<String> {
    if before.is_empty() {
        return None;
    }
    let now = |loaded: crate::store::LoadedCustomer<'_>| moves(session, &loaded.customer, &loaded.history);
    let (found, _) = session.workspace.one(files, Scrutiny::Answer, now);
    let found = found?;
    let gone = before.iter().filter(|old| found.iter().all(|new| new.to != old.to));
    let told: Vec<String> =
        gone.map(|one| lang::suggested(session.lang, files.id.as_str(), one, session.today)).collect();
    let told = (!told.is_empty()).then(|| told.join("\n"))?;
    Some(tr!(
        session.lang,
        "{told}\n  no review asks that any more: a later decision on the other customer answers it; decide anew\n",
        "{told}\n  复核不会再提醒：另一客户上较晚的决定已视为答复，请重新定级\n"
    ))
}
