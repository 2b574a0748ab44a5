//! What the people of the team are called.

use super::lang::{Lang, one_line};
use crate::model::Audience;

/// Names people in what is answered from now on: pairs of an id and a name, as the rules have them.
pub fn name_people(people: impl Iterator<Item = (String, String)>) {
    Audience::change(|audience| audience.people = people.collect());
}

/// What a person of the team is called; `None` for an id that nobody has.
pub(super) fn name_of(id: &str) -> Option<String> {
    Audience::ask(|audience| {
        audience.people.iter().find(|(known, _)| known == id).map(|(_, name)| name.clone())
    })
}

/// Whose something is, by the names of a mail's readers; nobody's is the pool's.
pub(super) fn owner(lang: Lang, people: &[(String, String)], owner: Option<&str>) -> String {
    let Some(owner) = owner else { return lang.pick("the pool", "公海").to_owned() };
    let name = people.iter().find(|(id, _)| id == owner).map_or(owner, |(_, name)| name);
    one_line(name)
}
