//! `crm agenda --team --format json`.

use serde_json::Value;

use super::{number, object, optional};
use crate::plan::Record;

/// One record a person.
pub fn supervision(records: &[Record]) -> Value {
    let one = |record: &Record| {
        object([
            ("owner", optional(record.owner.as_ref())),
            ("customers", record.customers.into()),
            ("due", record.due.into()),
            ("on_time", record.on_time.into()),
            ("late", record.late.into()),
            ("days_late", record.days_late.into()),
            ("missed", record.missed.into()),
            ("waiting", record.waits.into()),
            ("minutes", number(record.minutes)),
        ])
    };
    Value::Array(records.iter().map(one).collect())
}
