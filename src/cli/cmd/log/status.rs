//! A change of status that a contact has brought (S1, S4): the file gets it, and the log keeps what it was.

use super::Args;
use crate::cli::choices::chosen;
use crate::cli::failure::Failure;
use crate::cli::session::Session;
use crate::format::Edit;
use crate::model::{Customer, CustomerKey, Entry, Event, Note, Stamp};
use crate::render::lang::{self, both, tr};

/// The file's new line, and the note that says what the status was.
pub(super) struct StatusChange {
    pub(super) edit: Edit,
    pub(super) note: Entry<'static>,
    /// The same for whoever typed it.
    pub(super) said: String,
}

/// What `--status` changes; nothing where it isn't given, or says what is there.
pub(super) fn changed(
    session: &Session<'_>,
    args: &Args,
    customer: &Customer,
    (at, by): (Stamp, &str),
) -> Result<Option<StatusChange>, Failure> {
    let Some(typed) = args.status.as_deref() else { return Ok(None) };
    let (lang, key) = (session.lang, CustomerKey::Status);
    if typed.trim().is_empty() {
        let id = &customer.id;
        return Err(Failure::usage(both!("--status needs what it is now", "--status 要写明现在的状态"))
            .try_this(both!("to take it away: crm set {id} status=", "去掉状态：crm set {id} status=")));
    }
    let now = chosen(session, key, typed.trim())?;
    if customer.status.as_deref() == Some(now.as_str()) {
        let now = lang::quoted(lang, &now);
        session.say(&tr!(lang, "note: the status is {now} already", "提示：状态已经是{now}"));
        return Ok(None);
    }
    let was = customer.status.as_deref().unwrap_or("–");
    let text = format!("{}: {was} → {now}", key.as_str());
    let note = Entry::new(at, Event::Note(Note::default()));
    let note = Entry { by: Some(by.to_owned().into()), text: Some(text.into()), ..note };
    let said = lang::quoted(lang, &now);
    let said = tr!(lang, "status {said}", "状态{said}");
    Ok(Some(StatusChange { edit: Edit::Set(key.as_str().to_owned(), now), note, said }))
}
