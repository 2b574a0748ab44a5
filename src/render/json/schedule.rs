//! `crm agenda --format json`.

use chrono::NaiveDate;
use serde_json::Value;

use super::{call, due, object, optional, optional_number};
use crate::plan::{Day, Schedule};
use crate::rules::Policy;

/// The agendas, one a person.
pub fn schedules(schedules: &[Schedule], policy: &Policy, today: NaiveDate) -> Value {
    Value::Array(schedules.iter().map(|one| schedule(one, policy, today)).collect())
}

fn schedule(schedule: &Schedule, policy: &Policy, today: NaiveDate) -> Value {
    object([
        ("owner", optional(schedule.owner.as_ref())),
        ("days", Value::Array(schedule.days.iter().map(|one| day(one, policy, today)).collect())),
        ("left", due(&schedule.left, policy, today, false)),
        ("dates", super::dates(&schedule.dates, today)),
    ])
}

fn day(day: &Day, policy: &Policy, today: NaiveDate) -> Value {
    let placed = day.placed.iter().map(|placed| {
        let mut value = super::item(&placed.item, policy, today, false);
        if let Value::Object(fields) = &mut value {
            fields.insert("call".into(), call(placed.item.calling.as_ref(), day.date));
            fields.insert("lane".into(), optional(placed.lane.map(|lane| lane.as_str())));
        }
        value
    });
    object([
        ("date", day.date.to_string().into()),
        ("capacity", optional_number(day.capacity)),
        ("carried", optional_number(Some(day.carried))),
        ("minutes", optional_number(Some(day.minutes()))),
        ("wanted", optional_number(Some(day.wanted))),
        ("due", day.due.into()),
        ("items", Value::Array(placed.collect())),
    ])
}
