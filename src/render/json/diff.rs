//! `crm diff --format json`.

use chrono::NaiveDate;
use serde_json::{Map, Value};

use super::due::reason;
use super::{object, optional};
use crate::plan::{Aim, Difference, PoolState, Shift};
use crate::render::lang::{self, Lang};
use crate::rules::moves::Suggestion;
use crate::rules::pool::Barred;

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
        ("pool", shifted(&difference.pool, |state| pool(&state, today))),
        ("moves", shifted(&difference.moves, |found| Value::Array(found.iter().map(suggested).collect()))),
        ("playbook", shifted(&difference.aims, |aims| Value::Array(aims.iter().map(playbook).collect()))),
    ])
}

fn pool(state: &PoolState, today: NaiveDate) -> Value {
    let fall = state.fall.as_ref();
    let barred = |one: &Barred| {
        object([("person", one.person.as_str().into()), ("until", one.until.to_string().into())])
    };
    object([
        ("leaves", optional(fall.map(|fall| fall.on))),
        ("due", state.is_due.into()),
        ("reason", optional(fall.map(|fall| lang::fall_reason(Lang::En, fall, today)))),
        ("barred", Value::Array(state.barred.iter().map(barred).collect())),
    ])
}

fn suggested(one: &Suggestion) -> Value {
    object([
        ("code", one.why.code().into()),
        ("to", optional(one.to.as_ref())),
        ("archive", one.archive.into()),
    ])
}

fn playbook(aim: &Aim) -> Value {
    object([("whom", aim.whom.as_str().into()), ("text", lang::aim(Lang::En, aim).into())])
}

fn shifted<T: Clone>(shift: &Shift<T>, value: impl Fn(T) -> Value) -> Value {
    object([("from", value(shift.from.clone())), ("to", value(shift.to.clone()))])
}
