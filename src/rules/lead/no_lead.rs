//! Who is no lead, whatever its points: it has left, will never need it, or is out of the work (own).

use chrono::NaiveDate;

use crate::model::{Customer, History, Need};
use crate::rules::emergencies;

/// Why a customer is cold whatever its points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoLead {
    /// Its wish to end was lost, and it has neither ordered nor opened a deal since.
    Lost {
        /// The day on which it was.
        on: NaiveDate,
    },
    /// Its need is dead.
    NoNeed,
    /// It is out of all work.
    Archived {
        /// Since when.
        on: NaiveDate,
    },
}

impl NoLead {
    /// `need` is what it needs as of `today`, as `history` must be.
    pub fn of(
        customer: &Customer,
        history: &History<'_>,
        need: Option<Need>,
        today: NaiveDate,
    ) -> Option<Self> {
        let lost = || emergencies::gone(history).map(|gone| NoLead::Lost { on: gone.lost.day });
        let no_need = || (need == Some(Need::Dead)).then_some(NoLead::NoNeed);
        let archived = customer.archived.filter(|_| customer.is_archived(today));
        archived.map(|on| NoLead::Archived { on }).or_else(lost).or_else(no_need)
    }
}
