//! `crm handover --format json`.

use serde_json::Value;

use super::{number, object, optional};
use crate::model::{Currency, Decimal};
use crate::plan::{HandoverItem, Recipient, Workload, hours_a_week};

/// One object a receiver. `is_written` tells whether the customers are theirs now.
pub fn handover(
    receivers: &[Recipient],
    from: &str,
    currency: Currency,
    hours: impl Fn(&str) -> Option<Decimal>,
    is_written: bool,
) -> Value {
    let charge = |charge: &HandoverItem| {
        object([
            ("id", charge.id.as_str().into()),
            ("name", charge.name.as_str().into()),
            ("grade", optional(charge.grade.as_ref())),
            ("archived", charge.is_archived.into()),
            ("minutes_a_year", number(charge.burden.minutes)),
            ("revenue", charge.burden.revenue.normalize().to_string().into()),
        ])
    };
    let receiver = |receiver: &Recipient| {
        object([
            ("from", from.into()),
            ("to", receiver.to.as_str().into()),
            ("capacity", hours(&receiver.to).map_or(Value::Null, number)),
            ("currency", currency.to_string().into()),
            ("before", burden(receiver.before)),
            ("more", burden(receiver.more())),
            ("written", is_written.into()),
            ("items", Value::Array(receiver.given.iter().map(charge).collect())),
        ])
    };
    Value::Array(receivers.iter().map(receiver).collect())
}

fn burden(burden: Workload) -> Value {
    object([
        ("customers", burden.customers.into()),
        ("hours_a_week", number(hours_a_week(burden.minutes))),
        ("revenue", burden.revenue.normalize().to_string().into()),
    ])
}
