//! What a row of the maintenance list is made of.

use chrono::NaiveDate;

use crate::model::{Contact, Customer, History, Need};
use crate::rules::views::{Metrics, Views};
use crate::rules::{EffectiveClass, Policy, Verdict};

/// What one customer's row is made of.
#[derive(Clone, Copy, Debug)]
pub struct Maintained<'a> {
    /// Whose row it is.
    pub customer: &'a Customer,
    /// What happened with it, as of `today`.
    pub history: &'a History<'a>,
    /// The class that drives its cadence.
    pub driving: &'a EffectiveClass,
    /// When it is due.
    pub verdict: &'a Verdict,
    /// What it brings.
    pub figures: &'a Metrics,
    /// Its classes.
    pub views: &'a Views,
    /// Its need, by its follow-ups or its file.
    pub need: Option<Need>,
    pub policy: &'a Policy,
    pub today: NaiveDate,
}

impl Maintained<'_> {
    /// The one last spoken with, else the one who decides.
    pub(super) fn contact(&self) -> Option<&Contact> {
        let last = self.history.last_follow_up();
        self.customer.contact(last.and_then(|(_, follow_up)| follow_up.with.as_deref()))
    }
}
