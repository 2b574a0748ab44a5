//! `crm budget --format json`.

use serde_json::Value;

use super::{number, object, optional, optional_number};
use crate::plan::{GradeBudget, Load, hours_a_week};

/// The loads.
pub fn budget(loads: &[Load]) -> Value {
    Value::Array(loads.iter().map(load).collect())
}

fn load(load: &Load) -> Value {
    let room = load.room.iter().map(|(grade, more)| (grade.clone(), Value::from(*more)));
    object([
        ("owner", optional(load.owner.as_ref())),
        ("customers", load.lines.iter().map(|line| line.customers).sum::<usize>().into()),
        ("minutes_a_year", number(load.minutes)),
        ("hours_a_week", number(hours_a_week(load.minutes))),
        ("capacity", optional_number(load.capacity)),
        ("grades", Value::Array(load.lines.iter().map(line).collect())),
        ("room", Value::Object(room.collect())),
    ])
}

fn line(line: &GradeBudget) -> Value {
    object([
        ("grade", optional(line.grade.as_ref())),
        ("customers", line.customers.into()),
        ("minutes_a_year", number(line.minutes)),
        ("hours_a_week", number(hours_a_week(line.minutes))),
        ("fits", line.fits.into()),
    ])
}
