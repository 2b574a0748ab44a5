//! `crm spread --format json`.

use chrono::NaiveDate;
use serde_json::Value;

use super::{number, object, optional};
use crate::plan::{Candidate, Capacity, Spread, SpreadDay, Work};
use crate::rules::Policy;

/// The spreads, one a person. `is_written` tells whether the dates stand in the logs now.
pub fn spreads(spreads: &[Spread], is_written: bool, policy: &Policy, today: NaiveDate) -> Value {
    Value::Array(spreads.iter().map(|one| spread(one, is_written, policy, today)).collect())
}

fn spread(spread: &Spread, is_written: bool, policy: &Policy, today: NaiveDate) -> Value {
    let list = |list: &[Candidate]| Value::Array(list.iter().map(|one| item(one, policy, today)).collect());
    let (minutes, customers) = match spread.room {
        Capacity::Minutes(minutes) => (number(minutes), Value::Null),
        Capacity::Customers(customers) => (Value::Null, customers.into()),
    };
    let day = |day: &SpreadDay| {
        object([
            ("date", day.date.to_string().into()),
            ("moves", (!day.is_today).into()),
            ("planned", work(day.planned)),
            ("placed", work(Work::of(&day.placed))),
            ("items", list(&day.placed)),
        ])
    };
    object([
        ("owner", optional(spread.owner.as_ref())),
        ("minutes_a_day", minutes),
        ("customers_a_day", customers),
        ("due", work(spread.due())),
        ("moved", spread.moved().count().into()),
        ("written", is_written.into()),
        ("kept", list(&spread.kept)),
        ("days", Value::Array(spread.days.iter().map(day).collect())),
        ("left", list(&spread.left)),
    ])
}

fn work(work: Work) -> Value {
    object([("customers", work.customers.into()), ("minutes", number(work.minutes))])
}

/// As on the agenda, with the minutes that were counted for it.
fn item(one: &Candidate, policy: &Policy, today: NaiveDate) -> Value {
    let mut value = super::item(&one.item, policy, today, false);
    if let Value::Object(fields) = &mut value {
        fields.insert("takes".into(), number(one.minutes));
    }
    value
}
