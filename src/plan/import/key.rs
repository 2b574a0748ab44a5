//! What a column can be: a key of the customer's file, of its last follow-up, or of an entry.

use std::fmt;

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
    /// The keys of a table of customers.
    pub fn of_customers() -> impl Iterator<Item = &'static str> {
        words::of_customers().map(|(key, _)| key)
    }

    /// The keys of a table of entries.
    pub fn of_entries() -> impl Iterator<Item = &'static str> {
        words::of_entries().map(|(key, _)| key)
    }

    /// The key of a name, as a mapping file writes it.
    pub fn parse(text: &str, is_entries: bool) -> Option<Self> {
        let text = text.trim();
        // As the files write them, too.
        let plain = match text {
            "contact.name" | "contacts.name" | "contacts[0].name" => "contact".to_owned(),
            text => match text.strip_prefix("contacts[0].").or_else(|| text.strip_prefix("contacts.")) {
                Some(rest) => format!("contact.{rest}"),
                None => text.to_owned(),
            },
        };
        let own = |key: &&str| *key == plain;
        let known =
            if is_entries { ImportKey::of_entries().find(own) } else { ImportKey::of_customers().find(own) };
        if let Some(key) = known {
            return Some(ImportKey::Known(key));
        }
        if is_entries {
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
