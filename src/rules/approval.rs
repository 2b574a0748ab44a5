//! A customer that brings no visible profit is worked with only if it serves the long aim, and by the management's consent
//! (S3, the black face). Its file says who has agreed: `approved: {by, on}`.

use chrono::NaiveDate;

use super::Label;
use crate::model::{Customer, Need};

/// The name of the playbooks' action by which the management is asked again: whoever decides on it does it, and the day of
/// the consent that the file has is one on which it was done.
pub const ACTION: &str = "approval";

/// What is to be done where the consent is missing.
pub fn missing() -> Label {
    Label { en: "the management's consent is missing".to_owned(), zh: "尚未经管理层批准".to_owned() }
}

/// Why a customer is worked with that shouldn't be yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unapproved {
    /// Nobody has agreed.
    Nobody,
    /// Somebody has, who is no manager by crm.yaml.
    NoManager(String),
}

/// Whether the customer is black and somebody looks after it, though the management hasn't agreed. Where crm.yaml names
/// no managers, whoever has agreed may (own). What is archived, dead or in the pool costs nobody's time.
pub fn unapproved(customer: &Customer, managers: &[String], today: NaiveDate) -> Option<Unapproved> {
    let is_black = customer.influence.is_some();
    let is_in_work =
        customer.owner.is_some() && !customer.is_archived(today) && customer.need != Some(Need::Dead);
    if !is_black || !is_in_work {
        return None;
    }
    match &customer.approved.by {
        None => Some(Unapproved::Nobody),
        Some(by) if managers.is_empty() || managers.contains(by) => None,
        Some(by) => Some(Unapproved::NoManager(by.clone())),
    }
}

#[cfg(test)]
mod tests {
    use super::super::views::test_support::{customer, day};
    use super::*;
    use crate::model::Approval;

    #[test]
    fn who_is_black_is_worked_with_by_a_managers_consent() {
        let no_manager = |by: &str| Some(Unapproved::NoManager(by.to_owned()));
        let black = |owner: Option<&str>, by: Option<&str>| {
            let mut customer = customer();
            customer.influence = Some("a reference".into());
            customer.owner = owner.map(str::to_owned);
            customer.approved = Approval { by: by.map(str::to_owned), on: None };
            customer
        };
        let managed: &[String] = &["wang".to_owned()];
        for (customer, managers, want) in [
            (black(Some("li"), None), managed, Some(Unapproved::Nobody)),
            (black(Some("li"), Some("wang")), managed, None),
            (black(Some("li"), Some("li")), managed, no_manager("li")),
            (black(Some("li"), Some("li")), &[][..], None),
            (black(Some("li"), None), &[][..], Some(Unapproved::Nobody)),
            (black(None, None), managed, None),
            (Customer { need: Some(Need::Dead), ..black(Some("li"), None) }, managed, None),
            (Customer { archived: Some(day("2026-11-20")), ..black(Some("li"), None) }, managed, None),
            (Customer { influence: None, ..black(Some("li"), None) }, managed, None),
        ] {
            let found = unapproved(&customer, managers, day("2026-11-20"));
            assert_eq!(found, want, "{customer:?}");
        }
    }
}
