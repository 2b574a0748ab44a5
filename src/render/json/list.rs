//! `crm list --format json`, `crm show --format json`.

use chrono::NaiveDate;
use serde_json::{Map, Value};

use super::card::fields;
use super::due::reason;
use super::{entry, item, optional};
use crate::model::{Entry, Need};
use crate::plan::{Item, Row};
use crate::rules::Policy;

/// The views of a customer, in the contract's order.
const VIEWS: [&str; 12] = [
    "deal",
    "importance",
    "urgency",
    "need",
    "lifecycle",
    "volume",
    "abc",
    "pyramid",
    "face",
    "value",
    "potential",
    "relationship",
];

/// One customer of a list.
pub fn row(row: &Row, need: Option<Need>, today: NaiveDate) -> Value {
    Value::Object(row_fields(row, need, today))
}

fn row_fields(row: &Row, need: Option<Need>, today: NaiveDate) -> Map<String, Value> {
    let mut fields = fields(&row.customer);
    fields.insert("last_contact".into(), optional(row.last_contact));
    fields.insert("next_due".into(), optional(row.verdict.due));
    fields.insert("next_reason".into(), reason(&row.verdict, today));
    let class = |view: &str| match view {
        "need" => optional(need.map(Need::as_str)),
        "potential" => optional(row.customer.potential.map(|potential| potential.as_str())),
        _ => Value::Null,
    };
    let views: Map<String, Value> = VIEWS.iter().map(|view| ((*view).to_owned(), class(view))).collect();
    fields.insert("views".into(), Value::Object(views));
    fields
}

/// One customer with its whole history.
pub fn show(
    found: &Row,
    due: Option<&Item>,
    need: Option<Need>,
    log: &[Entry<'_>],
    policy: &Policy,
    today: NaiveDate,
) -> Value {
    let mut fields = row_fields(found, need, today);
    fields.insert("due".into(), due.map_or(Value::Null, |due| item(due, policy, today, true)));
    fields.insert("log".into(), Value::Array(log.iter().map(entry).collect()));
    Value::Object(fields)
}
