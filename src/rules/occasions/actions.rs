//! Actions of the playbooks that come again: each is due its time after it was last done (S4). One that nobody has
//! done yet is an aim, and due from its first time on (own): else a new rule would be late with everybody at once.

use chrono::NaiveDate;

use super::{Kind, Occasion};
use crate::model::History;
use crate::rules::Playbook;
use crate::rules::policy::Trigger;

/// The actions of these playbooks that are due by `to`. One that stands in several is due once, by the first.
pub(super) fn due(playbooks: &[&Playbook], history: &History<'_>, to: NaiveDate) -> Vec<Occasion> {
    let newest = Trigger::newest(history);
    let mut found: Vec<Occasion> = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    for action in playbooks.iter().flat_map(|playbook| playbook.now(newest)) {
        let Some(every) = action.every else { continue };
        if seen.iter().any(|name| action.is(name)) {
            continue;
        }
        seen.push(action.name());
        let done = history.entries().iter().rev().find(|entry| action.is_done_by(entry));
        let Some(last) = done.map(|entry| entry.day()) else { continue };
        let on = every.after(last);
        if on <= to {
            let kind = Kind::Action {
                what: action.what.clone(),
                name: action.name().to_owned(),
                who: action.who.clone(),
                last,
                every,
            };
            found.push(Occasion { on, kind });
        }
    }
    found
}
