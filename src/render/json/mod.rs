//! Machine output, version 1: it only ever grows, and no language changes it.

mod budget;
mod call;
mod card;
mod computed;
mod dates;
mod diff;
mod due;
mod dupes;
mod end_of_day;
mod entry;
mod groups;
mod handover;
mod import;
mod list;
mod pool;
mod quarter;
mod review;
mod schedule;
mod spread;
mod team_report;
mod visits;

use serde_json::{Map, Value};

pub use budget::budget;
use call::call;
pub use dates::{dates, occasion};
pub use diff::diff;
pub use due::{due, item};
pub use dupes::dupes;
pub use end_of_day::end_of_day;
pub use entry::entry;
pub use groups::groups;
pub use handover::handover;
pub use import::import;
pub use list::{row, show};
pub use pool::{pool, sweep};
pub use quarter::quarter;
pub use review::review;
pub use schedule::schedules;
pub use spread::spreads;
pub use team_report::team_report;
pub use visits::visits;

use super::lang::{Lang, problem_text};
use super::redaction;
use super::sanitize::escaped_json;
use crate::model::{Decimal, Problem};

/// One document, readable, with its end of line.
pub fn document(value: &Value) -> String {
    escaped_json(serde_json::to_string_pretty(value).unwrap_or_default()) + "\n"
}

/// One value on one line: an item of a long list.
pub fn line(value: &Value) -> String {
    escaped_json(value.to_string())
}

/// What `crm check` found.
pub fn problems(problems: &[Problem]) -> Value {
    Value::Array(problems.iter().map(problem).collect())
}

fn problem(problem: &Problem) -> Value {
    let words = problem_text(Lang::En, &problem.kind);
    object([
        ("path", Value::from(problem.place.path.display().to_string())),
        ("line", problem.place.line.into()),
        ("column", problem.place.column.into()),
        ("code", problem.kind.code().into()),
        ("severity", problem.kind.severity().as_str().into()),
        ("message", words.message.into()),
        ("hint", words.hint.into()),
    ])
}

fn object<const N: usize>(fields: [(&str, Value); N]) -> Value {
    Value::Object(fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>())
}

fn optional<T: ToString>(value: Option<T>) -> Value {
    value.map_or(Value::Null, |value| Value::String(value.to_string()))
}

/// An amount, or null where amounts are hidden.
fn amount(value: Option<Decimal>) -> Value {
    if redaction::hides_amounts() { Value::Null } else { optional(value) }
}

/// A plain number, in its own digits.
fn number(value: Decimal) -> Value {
    value.to_string().parse().map_or_else(|_| Value::String(value.to_string()), Value::Number)
}

fn optional_number(value: Option<Decimal>) -> Value {
    value.map_or(Value::Null, number)
}

fn list_of(texts: &[String]) -> Value {
    Value::Array(texts.iter().map(|text| Value::from(text.as_str())).collect())
}
