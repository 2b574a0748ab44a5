//! A person of the team.

use crate::model::{Decimal, Zone};

/// A person of the team, as `crm.yaml` lists it.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    /// What stands in `owner:` and in the log's `by`.
    pub id: String,
    /// Its name.
    pub name: Option<String>,
    /// Its mail address, which git knows, too.
    pub email: Option<String>,
    /// Its hours for follow-ups, a week.
    pub hours_a_week: Option<Decimal>,
    /// The language of its mails.
    pub lang: Option<String>,
    /// Where it works, where that isn't the workspace's zone.
    pub timezone: Option<Zone>,
}
