//! A mail to a customer, made of a template: never sent, only drafted.

mod fill;
mod text;

use crate::model::{CustomerId, Mailbox};

pub use fill::{Filled, Unfilled, fill, misspelt};
pub use text::{drafts, mailto, templates};

/// A mail to one customer, ready to be looked at and sent by somebody else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    pub id: CustomerId,
    /// The customer's name.
    pub name: String,
    /// The template's name.
    pub template: String,
    /// The language that it is in, where the template says it.
    pub language: Option<String>,
    /// Where it goes; nowhere without a mail address.
    pub to: Option<Mailbox>,
    /// Who is addressed.
    pub who: Option<String>,
    pub subject: String,
    pub body: String,
    /// What one should know before it goes out.
    pub remarks: Vec<DraftRemark>,
}

/// What one should know of a draft before it goes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DraftRemark {
    /// A complaint or a wish to end is open there.
    Attention,
    /// The template was named, and its `for:` means others.
    OutOfScope,
    /// Somebody else looks after it.
    OtherOwner,
    /// It is in another language than the customer's.
    OtherLanguage,
    /// The last mail to who is written to came back.
    Bounced,
}

impl DraftRemark {
    pub const ALL: [DraftRemark; 5] = [
        DraftRemark::Attention,
        DraftRemark::OutOfScope,
        DraftRemark::OtherOwner,
        DraftRemark::OtherLanguage,
        DraftRemark::Bounced,
    ];

    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            DraftRemark::Attention => "attention",
            DraftRemark::OutOfScope => "out-of-scope",
            DraftRemark::OtherOwner => "other-owner",
            DraftRemark::OtherLanguage => "other-language",
            DraftRemark::Bounced => "bounced",
        }
    }
}

/// A customer for whom there is no draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    pub id: CustomerId,
    /// The customer's name.
    pub name: String,
    pub why: Omission,
}

/// Why there is no draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Omission {
    /// Neither its grade nor anything else is in the `for:` of one.
    NoTemplate,
    /// These suit it as well as each other.
    Several(Vec<String>),
    /// The template asks for fields that nobody has written.
    Missing { template: String, file: String, fields: Vec<String> },
    /// It is there in other languages alone than the one in which one writes to it, where that is known.
    NotInLanguage { template: String, language: Option<String> },
    /// A mail needs an address.
    NoAddress,
}

impl Omission {
    /// The stable code of the machine output.
    pub fn code(&self) -> &'static str {
        match self {
            Omission::NoTemplate => "no-template",
            Omission::Several(_) => "several-templates",
            Omission::Missing { .. } => "missing-fields",
            Omission::NotInLanguage { .. } => "not-in-language",
            Omission::NoAddress => "no-address",
        }
    }
}
