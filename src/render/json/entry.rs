//! An entry of the log: every field of its kind, null where the line says nothing.

use serde_json::{Map, Value};

use super::{amount, optional, optional_number};
use crate::model::{Entry, EntryField, EntryValue, Event};

/// One entry.
pub fn entry(entry: &Entry<'_>) -> Value {
    let mut fields = Map::new();
    let mut put = |field: EntryField, value: Value| {
        fields.insert(field.as_str().to_owned(), value);
    };
    put(EntryField::At, entry.at.to_string().into());
    put(EntryField::By, optional(entry.by.as_ref()));
    put(EntryField::Kind, entry.event.kind().into());
    if matches!(entry.event, Event::FollowUp(_)) || entry.via.is_some() {
        put(EntryField::Via, optional(entry.via.as_ref()));
    }
    // The number stands behind what it is of.
    let (numbers, others): (Vec<_>, Vec<_>) =
        entry.event.values().into_iter().partition(|(field, _)| *field == EntryField::Reference);
    for (field, own) in others.into_iter().chain(numbers) {
        if field.is_in_tables() {
            put(field, value(own));
        }
    }
    put(EntryField::Text, optional(entry.text.as_ref()));
    Value::Object(fields)
}

fn value(value: EntryValue<'_>) -> Value {
    match value {
        EntryValue::Text(text) | EntryValue::End(text) => optional(text),
        EntryValue::People(people) => people.iter().map(ToString::to_string).collect(),
        EntryValue::Word(word) => optional(word),
        EntryValue::Day(day) => optional(day),
        EntryValue::Exact(number) => amount(number),
        EntryValue::Currency(currency) => optional(currency),
        EntryValue::Number(number) => optional_number(number),
        EntryValue::Truth(truth) => truth.into(),
    }
}
