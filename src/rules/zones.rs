//! Where and when the team works.

use std::collections::BTreeMap;

use crate::model::{Hours, Zone};

/// Where people work, so that a customer's hours can be told in their own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Zones {
    /// Everybody's, unless a person says otherwise.
    pub workspace: Option<Zone>,
    /// People's own.
    pub people: BTreeMap<String, Zone>,
    /// When people work, of those who say so.
    pub hours: BTreeMap<String, Hours>,
}

impl Zones {
    /// The zone of whoever looks after a customer; in the pool that is anybody.
    pub fn of(&self, owner: Option<&str>) -> Option<Zone> {
        owner.and_then(|owner| self.people.get(owner).copied()).or(self.workspace)
    }

    /// Whether anybody of the team has another clock than this one.
    pub fn has_another(&self, zone: Zone) -> bool {
        self.people.values().chain(&self.workspace).any(|other| *other != zone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ones_own_zone_goes_before_the_workspaces() {
        let (shanghai, berlin) = (Zone::parse("Asia/Shanghai"), Zone::parse("Europe/Berlin"));
        let people = BTreeMap::from([("chen".to_owned(), berlin.expect("a zone"))]);
        let zones = Zones { workspace: shanghai, people: people.clone(), ..Zones::default() };
        for (owner, want) in [(Some("chen"), berlin), (Some("li"), shanghai), (None, shanghai)] {
            assert_eq!(zones.of(owner), want, "{owner:?}");
        }
        assert_eq!(Zones { people, ..Zones::default() }.of(Some("li")), None);
    }
}
