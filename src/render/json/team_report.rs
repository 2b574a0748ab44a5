//! `crm agenda --team --format json`.

use chrono::NaiveDate;
use serde_json::Value;

use super::due::reason;
use super::{number, object, optional};
use crate::plan::{Record, Waiting};

/// One record a person.
pub fn team_report(records: &[Record], today: NaiveDate) -> Value {
    let waiting = |one: &Waiting| {
        object([
            ("id", one.id.as_str().into()),
            ("name", one.name.as_str().into()),
            ("grade", optional(one.grade.as_ref())),
            ("due", one.due.to_string().into()),
            ("days_late", one.days_late.into()),
            ("missed", one.is_missed.into()),
            ("reason", reason(&one.verdict, today)),
        ])
    };
    let one = |record: &Record| {
        object([
            ("owner", optional(record.owner.as_ref())),
            ("customers", record.customers.into()),
            ("due", record.due.into()),
            ("on_time", record.on_time.into()),
            ("late", record.late.into()),
            ("days_late", record.days_late.into()),
            ("missed", record.missed.into()),
            ("beyond", record.beyond.into()),
            ("waiting", record.waits.into()),
            ("minutes", number(record.minutes)),
            ("longest", Value::Array(record.longest.iter().map(waiting).collect())),
        ])
    };
    Value::Array(records.iter().map(one).collect())
}
