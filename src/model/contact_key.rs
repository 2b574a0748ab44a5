//! The keys of a contact, and what is known of each: the one list of them.

use super::{Medium, words};

words! {
    /// A key of a contact, in the order in which files have them.
    ContactKey {
        Name = "name",
        Position = "position",
        Decides = "decides",
        Email = "email",
        Emails = "emails",
        Phone = "phone",
        Phones = "phones",
        Chat = "chat",
        Birthday = "birthday",
        Verified = "verified",
    }
}

/// What a contact's key has as its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContactValueKind {
    Text,
    /// True or false.
    Truth,
    /// An address, or a number.
    Point(Medium),
    /// Those beside the first.
    Points(Medium),
    /// Service and handle.
    Handles,
    /// A day, with or without its year.
    Birthday,
    /// A day on which something was.
    Day,
}

/// What is known of a contact's key.
#[derive(Clone, Copy, Debug)]
pub struct ContactKeyInfo {
    /// What stands below it: a text, a day, an address.
    pub kind: ContactValueKind,
}

impl ContactKey {
    /// What is known of it.
    pub const fn info(self) -> ContactKeyInfo {
        use ContactValueKind::{Birthday, Day, Handles, Point, Points, Text, Truth};
        match self {
            ContactKey::Name | ContactKey::Position => info(Text),
            ContactKey::Decides => info(Truth),
            ContactKey::Email => info(Point(Medium::Email)),
            ContactKey::Emails => info(Points(Medium::Email)),
            ContactKey::Phone => info(Point(Medium::Phone)),
            ContactKey::Phones => info(Points(Medium::Phone)),
            ContactKey::Chat => info(Handles),
            ContactKey::Birthday => info(Birthday),
            ContactKey::Verified => info(Day),
        }
    }
}

const fn info(kind: ContactValueKind) -> ContactKeyInfo {
    ContactKeyInfo { kind }
}
