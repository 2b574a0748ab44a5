//! What can be read and is probably not what was meant: a slip, of which every command goes on.

use chrono::NaiveDate;

/// A probable slip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slip {
    /// A value that tells things apart and stands twice, so that only one of them is found by it.
    SameValue {
        /// The key: `email`, `from`.
        key: &'static str,
        value: String,
        /// Where it stands first: a person, a rate.
        first: String,
    },
    /// A value far beyond what a team works with.
    Unusual {
        key: String,
        /// The value as written.
        value: String,
        usual: Usual,
    },
    /// No day of the week is a working day.
    NoWorkdays,
    /// A person whose id is a word of the command line: `pool`, `me`.
    ReservedPerson(String),
    /// Two capital letters that are no country's.
    UnknownCountry {
        /// As written.
        code: String,
        /// The country that it probably is.
        suggestion: Option<String>,
    },
    /// An id in `distinct` that no customer has, or had.
    UnknownCustomer(String),
    /// Somebody in `decision` whom no contact is called.
    UnknownContact {
        who: String,
        /// The contact that was probably meant.
        suggestion: Option<String>,
    },
    /// A value that is not on the team's list for the key.
    NotAChoice {
        key: &'static str,
        value: String,
        /// The list.
        known: Vec<String>,
        /// The one that was probably meant.
        suggestion: Option<String>,
    },
    /// A file without something that the customer's class asks for.
    Incomplete {
        id: String,
        class: String,
        /// How much of it is there.
        percent: usize,
        /// What is not, as crm.yaml names it.
        missing: Vec<String>,
    },
    /// A customer without visible profit that is worked with, though the management hasn't agreed.
    NotApproved {
        id: String,
        /// Who has agreed, and is no manager.
        by: Option<String>,
        /// Who decides.
        managers: Vec<String>,
    },
    /// An id in `referred_by` that no customer has, or had.
    UnknownReferrer(String),
    /// Customers that would have referred one another: the ids from one to itself.
    ReferralCircle(Vec<String>),
    /// A contact without a name, an address and a number: it says nothing.
    EmptyContact,
    /// A decision that was made of another state than the one that the decision before it left.
    BrokenChain {
        /// `grade` or `owner`.
        key: &'static str,
        /// What the decision says it was.
        from: Option<String>,
        /// What the decision before it made of it.
        left: Option<String>,
        /// Whose, for the command.
        id: String,
    },
    /// An answer to a request by somebody who is no manager.
    NoDecider {
        /// Who answered.
        by: String,
        /// Who decides.
        managers: Vec<String>,
    },
    /// A step of a complaint, a wish to end, a sample, a promise or a request on a day before it began.
    BeforeBegun {
        /// `complaint`, `ending`, `sample`, `promise` or `request`.
        kind: &'static str,
        /// Its number, or what it is of.
        name: String,
        /// The day on which it began.
        begun: NaiveDate,
    },
}

/// What a value usually is at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Usual {
    /// So many days off in a row.
    Days(u32),
    /// So many years.
    Years(u32),
    /// Such a number.
    Number(u32),
    /// So many minutes.
    Minutes(u32),
}

impl Usual {
    /// The longest time off in a row that a firm takes.
    pub const TIME_OFF: Usual = Usual::Days(100);
    /// The longest span of the rules.
    pub const SPAN: Usual = Usual::Years(10);
    /// The earliest warning.
    pub const WARNING: Usual = Usual::Years(1);
    /// The farthest day that anybody agrees on.
    pub const AHEAD: Usual = Usual::Years(10);
    /// The largest multiple.
    pub const FACTOR: Usual = Usual::Number(10);
    /// The most contacts, or days with contacts, before something is concluded.
    pub const CONTACTS: Usual = Usual::Number(31);
    /// The longest contact: a week, for old entries that add several up.
    pub const CONTACT: Usual = Usual::Minutes(7 * 24 * 60);
}

impl Slip {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Slip::SameValue { .. } => "same-value",
            Slip::Unusual { .. } | Slip::NoWorkdays => "unusual-value",
            Slip::ReservedPerson(_) => "reserved-name",
            Slip::UnknownCountry { .. } => "unknown-country",
            Slip::UnknownCustomer(_) | Slip::UnknownReferrer(_) => "unknown-customer",
            Slip::ReferralCircle(_) => "referral-circle",
            Slip::UnknownContact { .. } => "unknown-contact",
            Slip::NotAChoice { .. } => "unknown-choice",
            Slip::Incomplete { .. } => "incomplete",
            Slip::NotApproved { .. } => "not-approved",
            Slip::EmptyContact => "empty-contact",
            Slip::BrokenChain { .. } => "broken-chain",
            Slip::BeforeBegun { .. } => "before-begun",
            Slip::NoDecider { .. } => "no-decider",
        }
    }
}
