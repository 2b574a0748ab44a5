//! The id of a second customer, which one side has given the id of the first.

/// Stands behind the id of the second customer while both are merged: no id has a slash.
const SECOND: &str = "/new";

/// The id that a customer has in its files.
pub(super) fn real(id: &str) -> &str {
    id.strip_suffix(SECOND).unwrap_or(id)
}

/// Under which key the second customer of an id is.
pub(super) fn key(id: &str) -> String {
    format!("{id}{SECOND}")
}
