//! One customer on one day.

use chrono::NaiveDate;

use super::rules::MoveRules;
use crate::model::{Customer, History};
use crate::rules::policy::Policy;

/// One customer on one day, with the rules for moves.
pub(super) struct Case<'a> {
    pub customer: &'a Customer,
    pub history: &'a History<'a>,
    pub policy: &'a Policy,
    pub rules: &'a MoveRules,
    pub today: NaiveDate,
}
