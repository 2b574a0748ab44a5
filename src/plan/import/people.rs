//! The team, as a list names it.

use crate::plan::team;

/// A person of the team by id or name; anybody where the team lists nobody.
pub(super) fn person(people: &[(String, Option<String>)], text: &str) -> Option<String> {
    let found = team::member(&members(people), text).map(str::to_owned);
    found.or_else(|| people.is_empty().then(|| text.trim().to_owned()))
}

/// The team as it is looked up.
fn members(people: &[(String, Option<String>)]) -> Vec<team::Member<'_>> {
    people.iter().map(|(id, name)| (id.as_str(), name.as_deref())).collect()
}
