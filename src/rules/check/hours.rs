//! Time zones that nobody knows, and hours that nobody can read: they are shown as they are written.

use super::finding::{Finding, key};
use crate::model::{Customer, Hours, ProblemKind, Zone};

pub(super) fn check(customer: &Customer, found: &mut Vec<Finding>) {
    if let Some(name) = customer.timezone.as_deref().filter(|name| Zone::parse(name).is_none()) {
        let trouble = ProblemKind::UnknownZone { name: name.to_owned(), suggestion: Zone::nearest(name) };
        found.push(key("timezone", trouble));
    }
    if let Some(hours) = customer.prefers.hours.as_deref().filter(|hours| Hours::parse(hours).is_none()) {
        found.push(key("prefers.hours", ProblemKind::UnclearHours(hours.to_owned())));
    }
}
