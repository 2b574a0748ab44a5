//! A person at the customer, and the ways to that person.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::value::{Day, Keyed, list, text, unknown};
use crate::model::{self, ContactPoint};

/// A person at the customer.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "contact")]
pub struct Contact {
    /// The person's name.
    pub name: Option<String>,
    /// What the person does there.
    pub position: Option<String>,
    /// Whether the person decides on purchases.
    pub decides: Option<bool>,
    /// Mail address.
    pub email: Option<String>,
    /// All mail addresses, where there are several.
    pub emails: Vec<Mail>,
    /// Phone number, as written.
    pub phone: Option<String>,
    /// All phone numbers, where there are several.
    pub phones: Vec<Phone>,
    /// Service to handle.
    pub chat: Keyed<String>,
    /// MM-DD or YYYY-MM-DD.
    #[schemars(extend("pattern" = "^([0-9]{4}-)?[0-9]{2}-[0-9]{2}$"))]
    pub birthday: Option<String>,
    /// The day on which these data were last seen to be right, YYYY-MM-DD.
    pub verified: Option<Day>,
    /// Keys that this version doesn't know, as in the file.
    #[serde(flatten)]
    pub unknown: Keyed<Value>,
}

/// A mail address, and what is known of it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct Mail {
    /// The address.
    pub address: String,
    /// What is known of it.
    #[serde(flatten)]
    pub point: Point,
}

/// A phone number, and what is known of it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct Phone {
    /// The number, as written.
    pub number: String,
    /// What is known of it.
    #[serde(flatten)]
    pub point: Point,
}

/// What is known of a way to a person.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct Point {
    /// What it is: work, home, mobile …
    pub label: Option<String>,
    /// The day on which it turned out to be wrong, YYYY-MM-DD.
    pub bounced: Option<Day>,
    /// Keys that this version doesn't know, as in the file.
    #[serde(flatten)]
    pub unknown: Keyed<Value>,
}

impl Contact {
    /// What the file says of somebody.
    pub fn of(contact: &model::Contact) -> Self {
        Contact {
            name: contact.name.clone(),
            position: contact.position.clone(),
            decides: contact.decides,
            email: contact.email.clone(),
            emails: list(&contact.emails, |one| Mail { address: one.value.clone(), point: Point::of(one) }),
            phone: contact.phone.clone(),
            phones: list(&contact.phones, |one| Phone { number: one.value.clone(), point: Point::of(one) }),
            chat: contact.chat.iter().cloned().collect(),
            birthday: text(contact.birthday),
            verified: contact.verified.map(Day),
            unknown: unknown(contact.unknown.iter()),
        }
    }
}

impl Point {
    fn of(point: &ContactPoint) -> Self {
        Point {
            label: point.label.clone(),
            bounced: point.bounced.map(Day),
            unknown: unknown(point.unknown.iter()),
        }
    }
}
