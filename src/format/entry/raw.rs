//! One line of a log as it stands on disk.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize as DeriveDeserialize;
use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde_json::value::RawValue;

/// A text that borrows from the line wherever nothing in it is escaped.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Str<'a>(pub Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Str<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Borrow;
        impl<'de> Visitor<'de> for Borrow {
            type Value = Str<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text in quotes")
            }
            fn visit_borrowed_str<E: Error>(self, value: &'de str) -> Result<Str<'de>, E> {
                Ok(Str(Cow::Borrowed(value)))
            }
            fn visit_str<E: Error>(self, value: &str) -> Result<Str<'de>, E> {
                Ok(Str(Cow::Owned(value.to_owned())))
            }
        }
        deserializer.deserialize_str(Borrow)
    }
}

/// Every field of every kind; which of them a kind may have, [`EntryKind::info`](crate::model::EntryKind::info) says.
#[derive(Debug, Default, DeriveDeserialize)]
pub(super) struct RawEntry<'a> {
    #[serde(borrow)]
    pub at: Option<Str<'a>>,
    #[serde(borrow)]
    pub by: Option<Str<'a>>,
    #[serde(borrow)]
    pub kind: Option<Str<'a>>,
    #[serde(borrow)]
    pub via: Option<Str<'a>>,
    #[serde(borrow)]
    pub with: Option<Str<'a>>,
    #[serde(borrow)]
    pub with_us: Option<&'a RawValue>,
    #[serde(borrow)]
    pub state: Option<Str<'a>>,
    #[serde(borrow)]
    pub amount: Option<&'a RawValue>,
    #[serde(borrow)]
    pub currency: Option<Str<'a>>,
    #[serde(borrow)]
    pub margin: Option<&'a RawValue>,
    #[serde(borrow)]
    pub cost: Option<&'a RawValue>,
    #[serde(borrow)]
    pub item: Option<Str<'a>>,
    #[serde(borrow, rename = "ref")]
    pub reference: Option<Str<'a>>,
    #[serde(borrow)]
    pub from: Option<Str<'a>>,
    #[serde(borrow)]
    pub to: Option<Str<'a>>,
    #[serde(borrow)]
    pub until: Option<Str<'a>>,
    #[serde(borrow)]
    pub due: Option<Str<'a>>,
    #[serde(borrow)]
    pub why: Option<Str<'a>>,
    #[serde(borrow)]
    pub text: Option<Str<'a>>,
    #[serde(borrow)]
    pub reply: Option<Str<'a>>,
    #[serde(borrow)]
    pub need: Option<Str<'a>>,
    #[serde(borrow)]
    pub visit: Option<Str<'a>>,
    #[serde(borrow)]
    pub minutes: Option<&'a RawValue>,
    #[serde(borrow)]
    pub next: Option<Str<'a>>,
    #[serde(borrow)]
    pub plan: Option<Str<'a>>,
    pub example: Option<bool>,
    pub planned: Option<bool>,
}

/// The part of a line that even an unknown kind has.
#[derive(Debug, DeriveDeserialize)]
pub(super) struct Outline<'a> {
    #[serde(borrow)]
    pub at: Option<Str<'a>>,
    #[serde(borrow)]
    pub kind: Option<Str<'a>>,
}
