//! Time zones that nobody knows, and hours that nobody can read: they are shown as they are written.

use super::{Finding, key};
use crate::model::{Customer, Hours, Trouble, Zone};

pub(super) fn check(customer: &Customer, found: &mut Vec<Finding>) {
    if let Some(name) = customer.timezone.as_deref().filter(|name| Zone::parse(name).is_none()) {
        let trouble = Trouble::UnknownZone { name: name.to_owned(), suggestion: Zone::nearest(name) };
        found.push(key("timezone", trouble));
    }
    if let Some(hours) = customer.prefers.hours.as_deref().filter(|hours| Hours::parse(hours).is_none()) {
        found.push(key("prefers.hours", Trouble::UnclearHours(hours.to_owned())));
    }
}
