//! What `crm export customers` writes as JSON, read back.

use serde_json::Value;

use crate::model::{
    Approval, Birthday, Contact, ContactPoint, DecisionMaker, KeyDate, Medium, Meeting, Preferences,
    Promises, WritingTone, YamlValue, date,
};

/// The contacts of a cell; `None` where it holds none.
pub(super) fn contacts(text: &str) -> Option<Vec<Contact>> {
    let Value::Array(items) = serde_json::from_str(text).ok()? else { return None };
    items.iter().map(contact).collect()
}

fn contact(value: &Value) -> Option<Contact> {
    let mut contact = Contact::default();
    for (key, value) in value.as_object()? {
        let text = || value.as_str().map(str::to_owned);
        match key.as_str() {
            _ if value.is_null() => {}
            "name" => contact.name = Some(text()?),
            "position" => contact.position = Some(text()?),
            "decides" => contact.decides = Some(value.as_bool()?),
            "email" => contact.email = Some(text()?),
            "emails" => contact.emails = points(Medium::Email, value)?,
            "phone" => contact.phone = Some(text()?),
            "phones" => contact.phones = points(Medium::Phone, value)?,
            "chat" => {
                let handles = value.as_object()?.iter();
                let handle = |(service, handle): (&String, &Value)| {
                    Some((service.clone(), handle.as_str()?.to_owned()))
                };
                contact.chat = handles.map(handle).collect::<Option<_>>()?;
            }
            "birthday" => contact.birthday = Some(Birthday::parse(value.as_str()?)?),
            "verified" => contact.verified = Some(date(value.as_str()?)?),
            other => contact.unknown.push((other.to_owned(), datum(value))),
        }
    }
    Some(contact)
}

/// Addresses or numbers: texts, or mappings that say more of them.
fn points(kind: Medium, value: &Value) -> Option<Vec<ContactPoint>> {
    let one = |value: &Value| {
        if let Some(text) = value.as_str() {
            return Some(ContactPoint::new(text));
        }
        let mut point = ContactPoint::default();
        for (key, value) in value.as_object()? {
            match key.as_str() {
                _ if value.is_null() => {}
                own if own == kind.value_key() => value.as_str()?.clone_into(&mut point.value),
                "label" => point.label = Some(value.as_str()?.to_owned()),
                "bounced" => point.bounced = Some(date(value.as_str()?)?),
                other => point.unknown.push((other.to_owned(), datum(value))),
            }
        }
        (!point.value.is_empty()).then_some(point)
    };
    value.as_array()?.iter().map(one).collect()
}

/// How a customer likes to be approached.
pub(super) fn preferences(text: &str) -> Option<Preferences> {
    let mut prefers = Preferences::default();
    for (key, value) in serde_json::from_str::<Value>(text).ok()?.as_object()? {
        let text = value.as_str().map(str::to_owned);
        match key.as_str() {
            _ if value.is_null() => {}
            "channel" => prefers.channel = text,
            "hours" => prefers.hours = text,
            "meeting" => prefers.meeting = Some(Meeting::parse(&text?)?),
            "cares_about" => prefers.cares_about = text,
            "tone" => prefers.tone = Some(WritingTone::parse(&text?)?),
            _ => return None,
        }
    }
    Some(prefers)
}

/// What one may promise it.
pub(super) fn promises(text: &str) -> Option<Promises> {
    let value: Value = serde_json::from_str(text).ok()?;
    let list = |key: &str| -> Option<Vec<String>> {
        let Some(items) = value.as_object()?.get(key).filter(|items| !items.is_null()) else {
            return Some(Vec::new());
        };
        items.as_array()?.iter().map(|item| item.as_str().map(str::to_owned)).collect()
    };
    Some(Promises { free: list("free")?, ask_first: list("ask_first")? })
}

/// Who has agreed to work for it, and when.
pub(super) fn approval(text: &str) -> Option<Approval> {
    let mut approved = Approval::default();
    for (key, value) in serde_json::from_str::<Value>(text).ok()?.as_object()? {
        match key.as_str() {
            _ if value.is_null() => {}
            "by" => approved.by = Some(value.as_str()?.to_owned()),
            "on" => approved.on = Some(date(value.as_str()?)?),
            _ => return None,
        }
    }
    Some(approved)
}

/// Days to remember.
pub(super) fn dates(text: &str) -> Option<Vec<KeyDate>> {
    let value: Value = serde_json::from_str(text).ok()?;
    let day = |item: &Value| {
        Some(KeyDate { on: date(item.get("on")?.as_str()?)?, what: item.get("what")?.as_str()?.to_owned() })
    };
    value.as_array()?.iter().map(day).collect()
}

/// Who decides, and who influences: as `crm export customers` writes it, or as people do.
pub(super) fn decision(text: &str) -> Option<Vec<DecisionMaker>> {
    let Ok(value) = serde_json::from_str::<Value>(text) else { return DecisionMaker::parse_all(text) };
    let one = |item: &Value| {
        let role = item.get("role").and_then(Value::as_str).map(str::to_owned);
        Some(DecisionMaker { who: item.get("who")?.as_str()?.to_owned(), role })
    };
    value.as_array()?.iter().map(one).collect()
}

/// The team's own fields.
pub(super) fn custom(text: &str) -> Option<Vec<(String, YamlValue)>> {
    match datum(&serde_json::from_str(text).ok()?) {
        YamlValue::Map(fields) => Some(fields),
        _ => None,
    }
}

fn datum(value: &Value) -> YamlValue {
    match value {
        Value::Null => YamlValue::Null,
        Value::Bool(value) => YamlValue::Bool(*value),
        Value::Number(number) => YamlValue::Number(number.to_string()),
        Value::String(text) => YamlValue::Text(text.clone()),
        Value::Array(items) => YamlValue::List(items.iter().map(datum).collect()),
        Value::Object(fields) => {
            YamlValue::Map(fields.iter().map(|(key, value)| (key.clone(), datum(value))).collect())
        }
    }
}
