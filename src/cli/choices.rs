//! Values on which the team has agreed: a typed one is spelt as the list does, and what is not on it is refused.

use super::failure::Failure;
use super::session::Session;
use crate::model::{CustomerKey, ProblemKind};

/// The value as it is written, or why it isn't.
pub fn chosen(session: &Session<'_>, key: CustomerKey, typed: &str) -> Result<String, Failure> {
    let lists = &session.config.policy.value_lists;
    lists.chosen(key, typed).map_err(|slip| Failure::problem(&ProblemKind::from(slip)))
}

/// The same of a key that is typed by name, where anything may be it.
pub fn chosen_of(session: &Session<'_>, key: &str, typed: &str) -> Result<String, Failure> {
    match CustomerKey::parse(key) {
        Some(key) => chosen(session, key, typed),
        None => Ok(typed.to_owned()),
    }
}
