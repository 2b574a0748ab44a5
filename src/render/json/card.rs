//! A customer's own keys, as in its file.

use serde_json::{Map, Value};

use super::{list_of, object, optional, optional_number};
use crate::model::{Contact, ContactPoint, Customer, Medium, YamlValue};

/// Every key of the format, null or an empty list where the file says nothing; then the keys that
/// this version doesn't know.
pub(super) fn fields(customer: &Customer) -> Map<String, Value> {
    let prefers = &customer.prefers;
    let promises = &customer.promises;
    let known = [
        ("id", Value::from(customer.id.as_str())),
        ("name", customer.name.as_str().into()),
        ("aliases", list_of(&customer.aliases)),
        ("number", optional(customer.number.as_ref())),
        ("grade", optional(customer.grade.as_ref())),
        ("owner", optional(customer.owner.as_ref())),
        ("since", optional(customer.since)),
        ("source", optional(customer.source.as_ref())),
        ("industry", optional(customer.industry.as_ref())),
        ("country", optional(customer.country.as_ref())),
        ("region", optional(customer.region.as_ref())),
        ("address", optional(customer.address.as_ref())),
        ("timezone", optional(customer.timezone.as_ref())),
        ("website", optional(customer.website.as_ref())),
        ("staff", optional_number(customer.staff)),
        ("revenue", optional_number(customer.revenue)),
        ("founded", optional(customer.founded.as_ref())),
        ("contacts", Value::Array(customer.contacts.iter().map(contact).collect())),
        (
            "prefers",
            object([
                ("channel", optional(prefers.channel.as_ref())),
                ("hours", optional(prefers.hours.as_ref())),
                ("meeting", optional(prefers.meeting.map(|meeting| meeting.as_str()))),
                ("cares_about", optional(prefers.cares_about.as_ref())),
            ]),
        ),
        ("need", optional(customer.need.map(|need| need.as_str()))),
        ("potential", optional(customer.potential.map(|potential| potential.as_str()))),
        ("influence", optional(customer.influence.as_ref())),
        ("renewal", optional_number(customer.renewal)),
        ("plan", optional(customer.plan.as_ref())),
        (
            "promises",
            object([("free", list_of(&promises.free)), ("ask_first", list_of(&promises.ask_first))]),
        ),
        (
            "dates",
            Value::Array(
                customer
                    .dates
                    .iter()
                    .map(|date| {
                        object([("on", date.on.to_string().into()), ("what", date.what.as_str().into())])
                    })
                    .collect(),
            ),
        ),
        ("cadence", optional(customer.cadence)),
        ("tags", list_of(&customer.tags)),
        ("distinct", list_of(&customer.distinct)),
        ("archived", optional(customer.archived)),
        ("notes", optional(customer.notes.as_ref())),
        ("custom", customer.custom.as_ref().map_or(Value::Null, datum)),
    ];
    let mut fields: Map<String, Value> =
        known.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    for (key, value) in &customer.unknown {
        fields.entry(key.clone()).or_insert_with(|| datum(value));
    }
    fields
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
