//! `crm diff --format json`.

use chrono::NaiveDate;
use serde_json::{Map, Value};

use super::due::reason;
use super::{object, optional};
use crate::plan::{Difference, Shift};

/// The differences.
pub fn diff(differences: &[Difference], today: NaiveDate) -> Value {
    Value::Array(differences.iter().map(|difference| one(difference, today)).collect())
}

fn one(difference: &Difference, today: NaiveDate) -> Value {
    let views: Map<String, Value> =
        difference.views.iter().map(|(name, shift)| ((*name).to_owned(), shifted(shift, optional))).collect();
    object([
        ("id", difference.id.as_str().into()),
        ("name", difference.newest_name().into()),
        ("owner", optional(difference.newest_owner())),
        ("change", difference.change.as_str().into()),
        ("due", shifted(&difference.due(), optional)),
        (
            "reason",
            shifted(&difference.verdict, |verdict| {
                verdict.map_or(Value::Null, |verdict| reason(&verdict, today))
            }),
        ),
        ("overdue", shifted(&difference.overdue, Value::from)),
        ("class", shifted(&difference.class, optional)),
        ("views", Value::Object(views)),
        ("names", shifted(&difference.name, optional)),
        ("owners", shifted(&difference.owner, optional)),
    ])
}

fn shifted<T: Clone>(shift: &Shift<T>, value: impl Fn(T) -> Value) -> Value {
    object([("from", value(shift.from.clone())), ("to", value(shift.to.clone()))])
}
