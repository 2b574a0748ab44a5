//! What speaks for two customers being one, and what against.

use crate::model::Phone;

/// How two names are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameMatch {
    /// But for legal form, case, width, accents, punctuation, traditional characters.
    Same,
    /// Nothing but a trade or a place is left to be the same: 机械贸易.
    Generic,
    /// But for a place that only one of them names.
    OnePlace,
    /// But for the order of the words.
    Reordered,
    /// But for one letter: a slip.
    Slip,
    /// But for characters that sound the same, in the same city.
    Homophone,
    /// The same, where no city tells.
    HomophoneAnywhere,
    /// But for words of the trade that only one of them has, in the same city.
    Shortened,
    /// The same, where no city tells.
    ShortenedAnywhere,
    /// One is the other in pinyin, in the same city.
    Pinyin,
    /// The same, where no city tells.
    PinyinAnywhere,
    /// But for the city: mostly another firm.
    OtherCity,
}

/// What speaks for two customers being one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// Their names, or aliases.
    Name {
        /// How they are the same.
        how: NameMatch,
        /// The one's, as written.
        one: String,
        /// The other's, as written.
        other: String,
    },
    /// A mail address.
    Mail(String),
    /// A mail domain of their own, or the one's domain is the other's site; and how many customers
    /// have it.
    Domain(String, usize),
    /// A web site, and how many customers have it.
    Site(String, usize),
    /// A phone number, and how many customers have it.
    Phone(Phone, usize),
    /// A switchboard's number with different extensions.
    Switchboard(Phone),
    /// A handle of a chat service.
    Handle(String, String),
    /// The team's own customer number.
    Number(String),
}

/// What speaks against it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// They are in different countries.
    Country(String, String),
    /// They are in different towns; and whether their name is one that many firms have.
    Town(String, String, bool),
    /// They have mail domains or sites of their own, and not the same.
    Domain(String, String),
    /// The team has given them different numbers.
    Number(String, String),
}

/// From how many customers on a domain, a site or a phone is a group's, a building's, an agent's.
pub const SHARED: usize = 3;

impl Evidence {
    /// How likely it alone makes them one, in thousandths [own].
    pub fn weight(&self) -> u64 {
        match self {
            Evidence::Name { how, .. } => match how {
                NameMatch::Same => 920,
                NameMatch::OnePlace | NameMatch::Reordered => 850,
                NameMatch::Slip => 760,
                NameMatch::Homophone => 740,
                NameMatch::Shortened => 720,
                NameMatch::HomophoneAnywhere => 660,
                NameMatch::Generic | NameMatch::Pinyin => 600,
                NameMatch::ShortenedAnywhere => 550,
                NameMatch::PinyinAnywhere => 500,
                NameMatch::OtherCity => 350,
            },
            Evidence::Mail(_) => 950,
            Evidence::Handle(..) => 900,
            Evidence::Number(_) => 800,
            Evidence::Site(_, customers) => {
                if *customers < SHARED {
                    850
                } else {
                    500
                }
            }
            Evidence::Phone(phone, customers) => match (*customers < SHARED, phone.international) {
                (true, true) => 850,
                (true, false) => 780,
                (false, _) => 600,
            },
            Evidence::Domain(_, customers) => {
                if *customers < SHARED {
                    750
                } else {
                    500
                }
            }
            Evidence::Switchboard(_) => 550,
        }
    }

    /// Every stable code.
    pub const CODES: &'static [&'static str] = &[
        "name",
        "name-generic",
        "name-place",
        "name-reordered",
        "name-slip",
        "name-homophone",
        "name-shortened",
        "name-pinyin",
        "name-other-city",
        "mail",
        "domain",
        "site",
        "phone",
        "switchboard",
        "handle",
        "number",
    ];

    /// Its stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Evidence::Name { how, .. } => match how {
                NameMatch::Same => "name",
                NameMatch::Generic => "name-generic",
                NameMatch::OnePlace => "name-place",
                NameMatch::Reordered => "name-reordered",
                NameMatch::Slip => "name-slip",
                NameMatch::Homophone | NameMatch::HomophoneAnywhere => "name-homophone",
                NameMatch::Shortened | NameMatch::ShortenedAnywhere => "name-shortened",
                NameMatch::Pinyin | NameMatch::PinyinAnywhere => "name-pinyin",
                NameMatch::OtherCity => "name-other-city",
            },
            Evidence::Mail(_) => "mail",
            Evidence::Domain(..) => "domain",
            Evidence::Site(..) => "site",
            Evidence::Phone(..) => "phone",
            Evidence::Switchboard(_) => "switchboard",
            Evidence::Handle(..) => "handle",
            Evidence::Number(_) => "number",
        }
    }

    /// Whether it is a person's own: that outweighs what is said of the firm.
    pub fn is_personal(&self) -> bool {
        matches!(self, Evidence::Mail(_) | Evidence::Handle(..))
    }
}

impl Doubt {
    /// What it takes away, in thousandths [own].
    pub fn weight(&self, is_personal: bool) -> u64 {
        match (self, is_personal) {
            (Doubt::Country(..), false) => 300,
            (Doubt::Country(..), true) => 100,
            // A Schmidt in Berlin and one in Hamburg are two; of a rare name people should say.
            (Doubt::Town(_, _, true), false) => 300,
            (Doubt::Town(_, _, false), false) => 150,
            (Doubt::Town(..), true) => 50,
            (Doubt::Domain(..), false) => 150,
            (Doubt::Domain(..), true) => 50,
            (Doubt::Number(..), _) => 30,
        }
    }

    /// Every stable code.
    pub const CODES: &'static [&'static str] = &["country", "town", "domain", "number"];

    /// Its stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Doubt::Country(..) => "country",
            Doubt::Town(..) => "town",
            Doubt::Domain(..) => "domain",
            Doubt::Number(..) => "number",
        }
    }
}
