//! The fields that a customer's file has to say, by its class (S4: one standard for all).

use crate::model::{ContactKey, ContactValueKind, Customer, CustomerKey, ValueKind, suggestion_of};

/// How a key of a contact is named: at least one contact has it.
const OF_CONTACTS: &str = "contacts.";

/// A field that may be required.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RequiredField {
    Key(CustomerKey),
    /// A key that at least one of the contacts has.
    Contact(ContactKey),
}

impl RequiredField {
    /// Every one, in the order of the files.
    fn all() -> impl Iterator<Item = Self> {
        let keys = CustomerKey::ALL.iter().map(|key| RequiredField::Key(*key));
        keys.chain(ContactKey::ALL.iter().map(|key| RequiredField::Contact(*key)))
    }

    /// `owner`, `contacts.email`.
    pub fn parse(text: &str) -> Option<Self> {
        match text.strip_prefix(OF_CONTACTS) {
            Some(key) => ContactKey::parse(key).map(RequiredField::Contact),
            None => CustomerKey::parse(text).map(RequiredField::Key),
        }
    }

    /// The one that was probably meant. A contact's key may stand alone: `email`.
    pub fn nearest(text: &str) -> Option<String> {
        let alone = ContactKey::parse(text).map(|key| RequiredField::Contact(key).name());
        let near = || {
            let names: Vec<String> = RequiredField::all().map(RequiredField::name).collect();
            suggestion_of(text, names.iter().map(|name| (name.as_str(), name.as_str()))).map(str::to_owned)
        };
        alone.or_else(near)
    }

    /// As crm.yaml names it.
    pub fn name(self) -> String {
        match self {
            RequiredField::Key(key) => key.as_str().to_owned(),
            RequiredField::Contact(key) => format!("{OF_CONTACTS}{}", key.as_str()),
        }
    }

    /// Whether one value, or a list of texts, stands under it: `crm set` can type it.
    pub fn is_typed(self) -> bool {
        match self {
            RequiredField::Contact(key) => key.info().kind != ContactValueKind::Handles,
            RequiredField::Key(key) => !matches!(
                key.info().kind,
                ValueKind::Contacts
                    | ValueKind::Preferences
                    | ValueKind::Promises
                    | ValueKind::Dates
                    | ValueKind::Decision
                    | ValueKind::Approval
                    | ValueKind::Anything
            ),
        }
    }

    /// Whether the customer's file says it.
    pub fn is_filled(self, customer: &Customer) -> bool {
        match self {
            RequiredField::Key(key) => customer.field(key).says_something(),
            RequiredField::Contact(key) => customer.contacts.iter().any(|contact| contact.says(key)),
        }
    }
}

/// The fields that each class asks for, by class.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Requirements(pub Vec<(String, Vec<RequiredField>)>);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_known_by_its_name_and_its_slip() {
        for (typed, known, near) in [
            ("owner", true, ""),
            ("contacts.email", true, ""),
            ("onwer", false, "owner"),
            ("email", false, "contacts.email"),
            ("contacts.emial", false, "contacts.email"),
            ("xyzzyx", false, ""),
        ] {
            assert_eq!(RequiredField::parse(typed).is_some(), known, "{typed}");
            if !known {
                assert_eq!(RequiredField::nearest(typed).unwrap_or_default(), near, "{typed}");
            }
        }
    }
}
