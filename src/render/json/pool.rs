//! `crm pool --format json`, with and without `--sweep`.

use chrono::NaiveDate;
use serde_json::Value;

use super::{object, optional};
use crate::plan::{LeavingCustomer, Pooled};
use crate::render::lang::{self, Lang};
use crate::rules::pool::{Barred, Held, PoolReturn};

/// The customers of the pool.
pub fn pool(found: &[Pooled]) -> Value {
    Value::Array(found.iter().map(pooled).collect())
}

fn pooled(one: &Pooled) -> Value {
    let barred = |barred: &Barred| {
        object([
            ("person", barred.person.as_str().into()),
            ("since", barred.since.to_string().into()),
            ("until", barred.until.to_string().into()),
        ])
    };
    object([
        ("id", one.id.as_str().into()),
        ("name", one.name.as_str().into()),
        ("grade", optional(one.grade.as_ref())),
        ("country", optional(one.country.as_ref())),
        ("potential", optional(one.potential.map(|potential| potential.as_str()))),
        ("need", optional(one.need.map(|need| need.as_str()))),
        ("from", optional(one.from.as_ref())),
        ("since", optional(one.since)),
        ("by", optional(one.by.as_ref())),
        ("why", optional(one.why.as_ref())),
        ("last_contact", optional(one.last_contact)),
        ("barred", Value::Array(one.barred.iter().map(barred).collect())),
    ])
}

/// Who leaves an owner. `written` are those that were taken away just now.
pub fn sweep(found: &[LeavingCustomer], written: &[&str], today: NaiveDate) -> Value {
    let leaver = |one: &LeavingCustomer| {
        object([
            ("id", one.id.as_str().into()),
            ("name", one.name.as_str().into()),
            ("grade", optional(one.grade.as_ref())),
            ("owner", one.owner.as_str().into()),
            ("falls", one.is_due.into()),
            ("written", written.contains(&one.id.as_str()).into()),
            ("leaves", leaves(Some(&one.fall), today)),
        ])
    };
    Value::Array(found.iter().map(leaver).collect())
}

/// When a customer leaves its owner, and why.
pub(super) fn leaves(fall: Option<&PoolReturn>, today: NaiveDate) -> Value {
    let Some(fall) = fall else { return Value::Null };
    let held = |held: &Held| object([("by", held.by.as_str().into()), ("until", optional(held.until))]);
    object([
        ("on", fall.on.to_string().into()),
        ("days", fall.days(today).into()),
        ("because", fall.because.as_str().into()),
        ("since", fall.since.to_string().into()),
        ("from_claim", fall.is_from_claim.into()),
        ("limit", fall.limit.to_string().into()),
        ("rule", lang::rule_path(fall).into()),
        ("held", fall.held.as_ref().map_or(Value::Null, held)),
        ("text", lang::fall_reason(Lang::En, fall, today).into()),
    ])
}
