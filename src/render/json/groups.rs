//! `crm list --view VIEW --format json`.

use serde_json::Value;

use super::computed::{fraction, part_of_amounts};
use super::{amount, list_of, object, optional};
use crate::plan::{Division, Group, total};
use crate::rules::Policy;

/// The classes in their order, each with the ids that are shown of it.
pub fn groups(division: Division, groups: &[Group], ids: &[Vec<String>], policy: &Policy) -> Value {
    let all = total(groups);
    let one = |(group, ids): (&Group, &Vec<String>)| {
        object([
            ("view", division.name().into()),
            ("class", optional(group.class.as_ref())),
            ("customers", group.customers.into()),
            ("share", fraction(group.share(&all))),
            ("revenue", amount(Some(group.revenue.normalize()))),
            ("currency", policy.currency.to_string().into()),
            ("revenue_share", part_of_amounts(group.revenue_share(&all))),
            ("unrated", group.unrated.into()),
            ("ids", list_of(ids)),
        ])
    };
    Value::Array(groups.iter().zip(ids).map(one).collect())
}
