//! A customer's own keys, as in its file.

use serde_json::{Map, Value};

use super::{list_of, object, optional, optional_number};
use crate::model::{
    Contact, ContactPoint, Customer, CustomerValue, KeyDate, Medium, Preferences, Promises, YamlValue,
};

/// Every key of the format, null or an empty list where the file says nothing; then the keys that
/// this version doesn't know.
pub(super) fn fields(customer: &Customer) -> Map<String, Value> {
    let mut fields = Map::new();
    fields.insert("id".to_owned(), customer.id.as_str().into());
    for (key, field) in customer.fields() {
        fields.insert(key.as_str().to_owned(), value(field));
    }
    for (key, value) in &customer.unknown {
        fields.entry(key.clone()).or_insert_with(|| datum(value));
    }
    fields
}

fn value(field: CustomerValue<'_>) -> Value {
    match field {
        CustomerValue::Name(_)
        | CustomerValue::Text(_)
        | CustomerValue::Day(_)
        | CustomerValue::Need(_)
        | CustomerValue::Potential(_)
        | CustomerValue::Interval(_) => optional(field.scalar()),
        CustomerValue::Number(number) => optional_number(*number),
        CustomerValue::Texts(texts) => list_of(texts),
        CustomerValue::Contacts(contacts) => contacts.iter().map(contact).collect(),
        CustomerValue::Preferences(Preferences { channel, hours, meeting, cares_about }) => object([
            ("channel", optional(channel.as_ref())),
            ("hours", optional(hours.as_ref())),
            ("meeting", optional(meeting.map(|meeting| meeting.as_str()))),
            ("cares_about", optional(cares_about.as_ref())),
        ]),
        CustomerValue::Promises(Promises { free, ask_first }) => {
            object([("free", list_of(free)), ("ask_first", list_of(ask_first))])
        }
        CustomerValue::Dates(dates) => dates.iter().map(date).collect(),
        CustomerValue::Anything(value) => value.as_ref().map_or(Value::Null, datum),
    }
}

fn date(KeyDate { on, what }: &KeyDate) -> Value {
    object([("on", on.to_string().into()), ("what", what.as_str().into())])
}

fn contact(contact: &Contact) -> Value {
    let chat = contact.chat.iter().map(|(service, handle)| (service.clone(), Value::from(handle.as_str())));
    let mut value = object([
        ("name", optional(contact.name.as_ref())),
        ("position", optional(contact.position.as_ref())),
        ("decides", contact.decides.into()),
        ("email", optional(contact.email.as_ref())),
        ("emails", points(Medium::Email, &contact.emails)),
        ("phone", optional(contact.phone.as_ref())),
        ("phones", points(Medium::Phone, &contact.phones)),
        ("chat", Value::Object(chat.collect())),
        ("birthday", optional(contact.birthday)),
        ("verified", optional(contact.verified)),
    ]);
    if let Value::Object(fields) = &mut value {
        for (key, unknown) in &contact.unknown {
            fields.entry(key.clone()).or_insert_with(|| datum(unknown));
        }
    }
    value
}

/// Each with the same keys, whatever is known of it.
fn points(kind: Medium, all: &[ContactPoint]) -> Value {
    let one = |one: &ContactPoint| {
        let mut value = object([
            (kind.value_key(), one.value.as_str().into()),
            ("label", optional(one.label.as_ref())),
            ("bounced", optional(one.bounced)),
        ]);
        if let Value::Object(fields) = &mut value {
            for (key, unknown) in &one.unknown {
                fields.entry(key.clone()).or_insert_with(|| datum(unknown));
            }
        }
        value
    };
    Value::Array(all.iter().map(one).collect())
}

fn datum(value: &YamlValue) -> Value {
    match value {
        YamlValue::Null => Value::Null,
        YamlValue::Bool(value) => (*value).into(),
        YamlValue::Number(digits) => {
            digits.parse().map_or_else(|_| Value::from(digits.as_str()), Value::Number)
        }
        YamlValue::Text(text) => text.as_str().into(),
        YamlValue::List(items) => Value::Array(items.iter().map(datum).collect()),
        YamlValue::Map(entries) => {
            Value::Object(entries.iter().map(|(key, value)| (key.clone(), datum(value))).collect())
        }
    }
}
