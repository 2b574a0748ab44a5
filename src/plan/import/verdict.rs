//! What a table would do, row by row, and why a row can't be taken.

use chrono::NaiveDate;

use super::{Change, Difference, ListKind};
use crate::model::{
    CellFault, Clash, Currency, Customer, CustomerId, Decimal, Entry, EntryField, Flaw, Measure, Medium,
    Money, Slip,
};
use crate::plan::duplicates::Link;

/// An entry that borrows nothing.
pub(super) type Owned = Entry<'static>;

/// What a table would do to the book.
#[derive(Debug, Default)]
pub struct Import {
    /// Its rows in their order.
    pub rows: Vec<Row>,
    /// Customers to be made.
    pub creates: Vec<NewCustomer>,
    /// Customers to be changed.
    pub updates: Vec<Update>,
    /// Columns that people have to decide on before anything is written.
    pub undecided: Vec<Undecided>,
    /// How many there are of what the rows are lines of, where they are orders, invoices or payments.
    pub tally: Option<Tally>,
}

/// How many orders, invoices or payments a list has, and over how much.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub kind: ListKind,
    /// Those that the logs don't have.
    pub fresh: usize,
    /// Those that they have.
    pub known: usize,
    /// Those that they have otherwise.
    pub changed: usize,
    /// Customers that are made for them.
    pub made: usize,
    /// Rows that are none, such as a bank's of money that went out.
    pub passed: usize,
    /// What the new ones are over, by currency.
    pub sums: Vec<Money>,
    /// Those of a currency that has no rate: it, how many of them, and the first day.
    pub without_rate: Vec<(Currency, usize, NaiveDate)>,
    /// States of which nobody knows what they say: what they stand at is taken as ordered.
    pub states: Vec<(String, usize)>,
    /// Names that a list has for a customer that is called otherwise, by which it was found.
    pub called: Vec<(String, CustomerId)>,
}

impl Tally {
    /// One more of a currency without a rate.
    pub fn lacks_rate(&mut self, currency: Currency, day: NaiveDate) {
        match self.without_rate.iter_mut().find(|(own, ..)| *own == currency) {
            Some((_, count, first)) => (*count, *first) = (*count + 1, day.min(*first)),
            None => self.without_rate.push((currency, 1, day)),
        }
    }

    /// One more line of a state that isn't known.
    pub fn says_state(&mut self, state: &str) {
        match self.states.iter_mut().find(|(own, _)| own == state) {
            Some((_, count)) => *count += 1,
            None => self.states.push((state.to_owned(), 1)),
        }
    }

    /// One more sum.
    pub fn add(&mut self, money: Money) {
        match self.sums.iter_mut().find(|sum| sum.currency == money.currency) {
            Some(sum) => sum.amount = sum.amount.checked_add(money.amount).unwrap_or(sum.amount),
            None => self.sums.push(money),
        }
    }
}

/// A customer to be made.
#[derive(Debug)]
pub struct NewCustomer {
    /// All that the table says of it.
    pub customer: Customer,
    /// What goes to its log.
    pub entries: Vec<Owned>,
}

/// A customer to be changed.
#[derive(Debug)]
pub struct Update {
    pub id: CustomerId,
    /// Changes of its file.
    pub changes: Vec<Change>,
    /// What goes to its log.
    pub entries: Vec<Owned>,
}

/// What becomes of one row.
#[derive(Debug)]
pub struct Row {
    /// Where it stands in the table.
    pub line: u32,
    /// The customer's name as the row says it, else what it says instead.
    pub name: String,
    /// What becomes of it.
    pub verdict: Verdict,
    /// What it adds to a customer that is there.
    pub changes: Vec<Change>,
    /// What it says otherwise than the book.
    pub differs: Vec<Difference>,
    /// How many entries it adds to the log.
    pub entries: usize,
    /// What else is to be known of it.
    pub remarks: Vec<Remark>,
}

/// What becomes of a row.
#[derive(Debug)]
pub enum Verdict {
    /// A new customer.
    Create(CustomerId),
    /// A customer that is there gets what it lacks.
    Update(CustomerId),
    /// It seems to be one that is there, and nobody should decide that but people.
    Duplicate(Vec<CustomerId>, Link),
    /// The same customer stands in a row above, with all that this one says.
    Repeated(CustomerId, u32),
    /// All that it says is there.
    Unchanged(CustomerId),
    /// It says otherwise than what is there, which stays unless it is to be overwritten.
    Differs(CustomerId),
    /// It can't be taken.
    Error(Vec<RowError>),
}

impl Import {
    /// Whether an entry of it ends a day that was set: what only version 2 of the files knows.
    pub fn ends_a_day(&self) -> bool {
        let created = self.creates.iter().flat_map(|one| &one.entries);
        let mut all = created.chain(self.updates.iter().flat_map(|one| &one.entries));
        all.any(|entry| entry.event.ends_next())
    }
}

impl Row {
    /// Whether a value of it is left out.
    pub fn is_in_part(&self) -> bool {
        self.remarks.iter().any(|remark| matches!(remark, Remark::LeftOut(_)))
    }

    /// Whether its owner is left out, as one whom nobody knows.
    pub fn lacks_an_owner(&self) -> bool {
        self.remarks
            .iter()
            .any(|remark| matches!(remark, Remark::LeftOut(error) if matches!(error.wrong, Wrong::Owner(_))))
    }
}

impl Verdict {
    pub const CODES: &'static [&'static str] =
        &["create", "update", "differs", "duplicate", "unchanged", "error"];

    pub fn code(&self) -> &'static str {
        match self {
            Verdict::Create(_) => "create",
            Verdict::Update(_) => "update",
            Verdict::Differs(_) => "differs",
            Verdict::Duplicate(..) | Verdict::Repeated(..) => "duplicate",
            Verdict::Unchanged(_) => "unchanged",
            Verdict::Error(_) => "error",
        }
    }

    /// The customer that the row is about, where it is one.
    pub fn id(&self) -> Option<&CustomerId> {
        match self {
            Verdict::Create(id)
            | Verdict::Update(id)
            | Verdict::Differs(id)
            | Verdict::Unchanged(id)
            | Verdict::Repeated(id, _) => Some(id),
            Verdict::Duplicate(ids, _) => ids.first(),
            Verdict::Error(_) => None,
        }
    }
}

/// What else is to be known of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// A value that can't be read: the row comes in without it.
    LeftOut(RowError),
    /// What was said, without the day: it has no place in the log.
    TextWithoutLast,
    /// A next date before the contact.
    NextBeforeLast(String),
    /// An address or a number that reaches nobody: it is kept in the notes.
    NotOne(Medium, String),
    /// A value that is on none of the team's lists: it comes in as it stands, and `crm check` tells of it.
    NotAChoice(Slip),
    /// Its contact was forgotten on request, and stays out of the log.
    Forgotten,
    /// It begins an order or an invoice: its number, the order that it takes off, how many rows it has, and what it
    /// is over.
    Document { reference: Option<String>, returns: Option<String>, lines: usize, money: Money },
    /// It pays this invoice, of which so much was open; or is that only by its sum.
    Pays { invoice: Option<String>, open: Money, is_by_sum: bool },
}

/// Why a row can't be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowError {
    /// The column, where it is about one.
    pub column: Option<usize>,
    /// What stands there.
    pub value: String,
    pub wrong: Wrong,
}

/// What is wrong with a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// A customer has a name, and the row has none.
    NoName,
    /// A card that says nothing by which anybody could be known.
    NothingOnCard,
    /// No id can be made of the name.
    NoId,
    /// No id.
    BadId,
    /// An id that can't travel.
    Flawed(Flaw),
    /// An id that is taken for this other one.
    Clash(Clash, String),
    /// A sum, and nothing says whether it was ordered, quoted, invoiced or paid.
    NoKind,
    /// No date.
    Date,
    /// A date that can be read two ways, in a column that contradicts itself.
    EitherDay,
    /// A day without its year that could be the one or the other.
    EitherYear(NaiveDate, NaiveDate),
    /// A number that is a spreadsheet's day, where nothing else says that it is one.
    Serial(NaiveDate),
    /// A number that can be read two ways, in a column that contradicts itself.
    EitherNumber,
    /// A day on which nothing can have happened yet.
    Future,
    /// No birthday.
    Birthday,
    /// No date and no year.
    Founded,
    /// No number.
    Number,
    /// A number that can't stand there.
    Bounds(Measure),
    /// No likelihood from 0 to 1.
    Fraction,
    /// No country; perhaps this one was meant.
    Country(Option<&'static str>),
    /// No time zone.
    Timezone,
    /// No hour of a day.
    Hour,
    /// No interval.
    Interval,
    /// Nobody of the team, which are these.
    Owner(Vec<String>),
    /// No grade; these are.
    Grade(Vec<String>),
    /// None of these words.
    OneOf(&'static [&'static str]),
    /// Neither yes nor no.
    Bool,
    /// No three letters.
    Currency,
    /// Another unit or currency than stands beside the number, which is this.
    Beside(String),
    /// No JSON of the shape that the export writes.
    Json,
    /// An hour that can't be.
    Instant,
    /// An entry without the field that its kind needs.
    Missing(&'static str),
    /// An entry's kind, and a field that it doesn't have.
    OutOfPlace(&'static str, &'static str),
    /// No such customer.
    NotFound,
    /// Several customers are called so.
    Several(Vec<CustomerId>),
    /// Customers that would have referred one another: from one to itself.
    Circle(Vec<String>),
    /// An entry without the customer.
    NoCustomer,
    /// It was forgotten on request.
    Forgotten,
    /// A customer of this id is there, outside of what is checked out; where its file would be.
    Outside(String),
    /// The log has this entry in that line, and says this of that field; an import changes no entry.
    Otherwise(u32, EntryField, String),
    /// A row above has the number of this entry, which is made once.
    NumberAbove(u32),
    /// The log has it in that line with another value of a field: what is there, and its number.
    Changed { line: u32, number: String, field: EntryField, ours: String },
    /// The order or the invoice has a line in that row that can't be taken.
    LineOf(u32),
    /// That row of the order is in this currency.
    OtherCurrency(u32, String),
    /// The list's own sum, and what the rows above it make.
    Sum(Decimal),
    /// The log has an order of that customer, day and sum without a number in that line: perhaps it is the same.
    ByHand(u32),
    /// No such customer; these are called nearly so.
    Nobody(Vec<CustomerId>),
    /// No open invoice is paid by it; perhaps one of these is.
    NoInvoice(Vec<OpenInvoice>),
    /// The invoice of this number, of this customer, is paid: on that day, where a payment says so.
    PaidInvoice { number: String, id: CustomerId, on: Option<NaiveDate> },
    /// So many cells below so many columns.
    TooManyCells(usize, usize),
    /// What a spreadsheet's file says is not what is meant.
    Sheet(CellFault),
    /// Somebody of the customer was forgotten on request, and nobody can tell whether it is this one.
    MayBeForgotten,
}

impl Wrong {
    /// Whether it is about a value that a customer need not have, and not about who the customer is.
    pub(super) fn is_of_a_value(&self) -> bool {
        match self {
            Wrong::Date
            | Wrong::EitherDay
            | Wrong::EitherYear(..)
            | Wrong::Serial(_)
            | Wrong::EitherNumber
            | Wrong::Future
            | Wrong::Birthday
            | Wrong::Founded
            | Wrong::Number
            | Wrong::Bounds(_)
            | Wrong::Fraction
            | Wrong::Country(_)
            | Wrong::Timezone
            | Wrong::Hour
            | Wrong::Interval
            | Wrong::Owner(_)
            | Wrong::Grade(_)
            | Wrong::OneOf(_)
            | Wrong::Bool
            | Wrong::Currency
            | Wrong::Beside(_)
            | Wrong::Instant => true,
            Wrong::NoName
            | Wrong::NothingOnCard
            | Wrong::NoId
            | Wrong::BadId
            | Wrong::Flawed(_)
            | Wrong::Clash(..)
            | Wrong::Json
            | Wrong::NoKind
            | Wrong::Missing(_)
            | Wrong::OutOfPlace(..)
            | Wrong::NotFound
            | Wrong::Several(_)
            | Wrong::Circle(_)
            | Wrong::NoCustomer
            | Wrong::Changed { .. }
            | Wrong::LineOf(_)
            | Wrong::OtherCurrency(..)
            | Wrong::Sum(_)
            | Wrong::ByHand(_)
            | Wrong::Nobody(_)
            | Wrong::NoInvoice(_)
            | Wrong::PaidInvoice { .. }
            | Wrong::Forgotten
            | Wrong::MayBeForgotten
            | Wrong::Otherwise(..)
            | Wrong::NumberAbove(_)
            | Wrong::TooManyCells(..)
            | Wrong::Sheet(_)
            | Wrong::Outside(_) => false,
        }
    }

    /// Whether a word isn't known, which may mean one that is.
    pub fn is_of_a_word(&self) -> bool {
        matches!(
            self,
            Wrong::Country(_)
                | Wrong::Owner(_)
                | Wrong::Grade(_)
                | Wrong::OneOf(_)
                | Wrong::Bool
                | Wrong::Interval
        )
    }

    /// Every stable code.
    pub const CODES: &'static [&'static str] = &[
        "no-name",
        "no-id",
        "bad-id",
        "date",
        "future",
        "birthday",
        "founded",
        "number",
        "fraction",
        "country",
        "timezone",
        "hour",
        "interval",
        "owner",
        "grade",
        "word",
        "bool",
        "currency",
        "json",
        "instant",
        "no-kind",
        "missing",
        "out-of-place",
        "not-found",
        "several",
        "circle",
        "no-customer",
        "forgotten",
        "outside",
        "cells",
        "paid",
        "otherwise",
        "line",
        "no-invoice",
    ];

    pub fn code(&self) -> &'static str {
        match self {
            Wrong::NoName | Wrong::NothingOnCard => "no-name",
            Wrong::NoId => "no-id",
            Wrong::BadId | Wrong::Flawed(_) | Wrong::Clash(..) => "bad-id",
            Wrong::Date | Wrong::EitherDay | Wrong::EitherYear(..) | Wrong::Serial(_) => "date",
            Wrong::Future => "future",
            Wrong::Birthday => "birthday",
            Wrong::Founded => "founded",
            Wrong::Number | Wrong::EitherNumber | Wrong::Bounds(_) | Wrong::Beside(_) => "number",
            Wrong::Fraction => "fraction",
            Wrong::Country(_) => "country",
            Wrong::Timezone => "timezone",
            Wrong::Hour => "hour",
            Wrong::Interval => "interval",
            Wrong::Owner(_) => "owner",
            Wrong::Grade(_) => "grade",
            Wrong::OneOf(_) => "word",
            Wrong::Bool => "bool",
            Wrong::Currency | Wrong::OtherCurrency(..) => "currency",
            Wrong::Json => "json",
            Wrong::Instant => "instant",
            Wrong::NoKind => "no-kind",
            Wrong::Missing(_) => "missing",
            Wrong::OutOfPlace(..) => "out-of-place",
            Wrong::NotFound | Wrong::Nobody(_) => "not-found",
            Wrong::LineOf(_) => "line",
            Wrong::NoInvoice(_) => "no-invoice",
            Wrong::PaidInvoice { .. } => "paid",
            Wrong::Several(_) => "several",
            Wrong::Circle(_) => "circle",
            Wrong::NoCustomer => "no-customer",
            Wrong::Forgotten | Wrong::MayBeForgotten => "forgotten",
            Wrong::Outside(_) => "outside",
            Wrong::TooManyCells(..) | Wrong::Sheet(_) => "cells",
            Wrong::Otherwise(..)
            | Wrong::NumberAbove(_)
            | Wrong::Changed { .. }
            | Wrong::Sum(_)
            | Wrong::ByHand(_) => "otherwise",
        }
    }
}

/// An invoice that a payment may be for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenInvoice {
    pub id: CustomerId,
    /// Its number.
    pub reference: Option<String>,
    /// What is still to be paid.
    pub rest: Money,
}

/// A column that can be read two ways: people have to say which.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undecided {
    /// What stands above it.
    pub header: String,
    /// The row of an example.
    pub line: u32,
    /// The example.
    pub value: String,
    /// Whether it is about dates; else about numbers.
    pub is_date: bool,
    /// Where its values contradict one another: which rows say what.
    pub contradiction: Option<Contradiction>,
}

/// The rows of a column that contradict one another, each with its value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contradiction {
    /// With the day first, or with a point before the fraction.
    pub ones: Vec<(u32, String)>,
    /// With the month first, or with a comma before the fraction.
    pub others: Vec<(u32, String)>,
}
