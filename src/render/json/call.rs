//! When to call, for programs.

use chrono::NaiveDate;
use serde_json::Value;

use super::{object, optional};
use crate::rules::calling::{Calling, Stretch};

/// The hours of a customer on a day of whoever calls; null where nothing is known of them.
pub(super) fn call(calling: Option<&Calling>, day: NaiveDate) -> Value {
    let Some(calling) = calling else { return Value::Null };
    let time = calling.on(day);
    let stretch = |one: Stretch| {
        object([("from", one.from.to_rfc3339().into()), ("to", one.until.to_rfc3339().into())])
    };
    // Its own wish goes before what was seen of it.
    let windows = if time.hours.is_empty() { time.best.into_iter().collect() } else { time.hours };
    let here: Option<Vec<Value>> = windows.iter().map(|window| window.here.map(stretch)).collect();
    let best = calling.best.map_or(Value::Null, |best| {
        object([("hour", best.hour.into()), ("answers", best.answers.into()), ("of", best.of.into())])
    });
    object([
        ("zone", optional(calling.zone.map(|zone| zone.name()))),
        ("zone_from", optional(calling.zone_from.map(|from| from.as_str()))),
        ("channel", optional(calling.channel.as_ref())),
        ("hours", optional(calling.written.as_ref())),
        ("here", here.filter(|windows| !windows.is_empty()).map_or(Value::Null, Value::Array)),
        ("here_zone", optional(calling.here.map(|zone| zone.name()))),
        ("offset_minutes", time.ahead.map_or(Value::Null, Value::from)),
        ("best", best),
    ])
}
