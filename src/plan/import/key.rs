//! What a column can be: a key of the customer's file, of its last follow-up, or of an entry.

use std::fmt;

use super::ListKind;
use super::header::words;

/// A key that a column feeds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportKey {
    /// A key of a customer, or a field of an entry, by its name.
    Known(&'static str),
    /// A contact's handle at a service.
    Chat(String),
    /// One of the team's own fields.
    Custom(String),
}

impl ImportKey {
    /// The keys of such a table.
    pub fn of(kind: ListKind) -> impl Iterator<Item = &'static str> {
        words::of(kind).into_iter().map(|(key, _)| key)
    }

    /// The key of a name, as a mapping file writes it.
    pub fn parse(text: &str, kind: ListKind) -> Option<Self> {
        let text = text.trim();
        // As the files write them, too.
        let plain = match text {
            "contact.name" | "contacts.name" | "contacts[0].name" => "contact".to_owned(),
            text => match text.strip_prefix("contacts[0].").or_else(|| text.strip_prefix("contacts.")) {
                Some(rest) => format!("contact.{rest}"),
                None => text.to_owned(),
            },
        };
        if let Some((key, _)) = words::of(kind).into_iter().find(|(key, _)| *key == plain) {
            return Some(ImportKey::Known(key));
        }
        if !kind.is_of_customers() {
            return None;
        }
        let chat = plain.strip_prefix("chat.").or_else(|| plain.strip_prefix("contact.chat."));
        if let Some(service) = chat.filter(|service| !service.is_empty()) {
            return Some(ImportKey::Chat(service.to_owned()));
        }
        let custom = plain.strip_prefix("custom.").filter(|name| !name.is_empty());
        custom.map(|name| ImportKey::Custom(name.to_owned()))
    }

    /// Whether several columns may feed it: their values add up.
    pub fn adds_up(&self) -> bool {
        matches!(
            self,
            ImportKey::Known(
                "aliases" | "tags" | "notes" | "address" | "contact.phone" | "contact.email" | "contact.chat"
            )
        )
    }
}

impl fmt::Display for ImportKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ImportKey::Known(key) => f.write_str(key),
            ImportKey::Chat(service) => write!(f, "chat.{service}"),
            ImportKey::Custom(name) => write!(f, "custom.{name}"),
        }
    }
}
