//! What the people of the team are called.
//!
//! Files and options know a person by an id; a Chinese sentence names them. The names come with the rules
//! and are the same for a whole answer, so that they are set once, before anything is rendered, and no
//! function has to hand them on to the next.

use std::sync::RwLock;

use super::lang::{Lang, one_line};

static NAMES: RwLock<Vec<(String, String)>> = RwLock::new(Vec::new());

/// Names people from now on: pairs of an id and a name.
pub fn name_people(people: impl Iterator<Item = (String, String)>) {
    if let Ok(mut names) = NAMES.write() {
        *names = people.collect();
    }
}

/// What a person of the team is called; `None` for an id that nobody has.
pub(super) fn name_of(id: &str) -> Option<String> {
    let names = NAMES.read().ok()?;
    names.iter().find(|(known, _)| known == id).map(|(_, name)| name.clone())
}

/// Whose something is, by the names of a mail's readers; nobody's is the pool's.
pub(super) fn owner(lang: Lang, people: &[(String, String)], owner: Option<&str>) -> String {
    let Some(owner) = owner else { return lang.pick("the pool", "公海").to_owned() };
    let name = people.iter().find(|(id, _)| id == owner).map_or(owner, |(_, name)| name);
    one_line(name)
}
