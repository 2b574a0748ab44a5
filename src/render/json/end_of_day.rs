//! `crm agenda --wrap-up --format json`.

use serde_json::Value;

use super::{amount, list_of, object, optional};
use crate::plan::EndOfDay;

/// What is left to do.
pub fn end_of_day(found: &[EndOfDay]) -> Value {
    let one = |one: &EndOfDay| {
        let lacks: Vec<String> = one.lacks.iter().map(|part| (*part).to_owned()).collect();
        object([
            ("id", one.id.as_str().into()),
            ("name", one.name.as_str().into()),
            ("owner", optional(one.owner.as_ref())),
            ("what", one.what.as_str().into()),
            ("on", one.on.to_string().into()),
            ("text", optional(one.text.as_ref())),
            ("amount", amount(one.money.map(|money| money.amount))),
            ("currency", optional(one.money.and_then(|money| money.currency))),
            ("lacks", list_of(&lacks)),
        ])
    };
    Value::Array(found.iter().map(one).collect())
}
