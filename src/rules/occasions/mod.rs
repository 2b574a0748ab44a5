//! Days that are no follow-ups: birthdays and festivals, and what falls due (S2, S3, S4).
//!
//! A celebration lies on its day and is over after it. What is open, such as an invoice, lies on the
//! day it falls due and stays until it is dealt with.

mod celebrations;
mod event;
mod open;
mod reminders;

use chrono::NaiveDate;

use super::pool::{self, PoolReturn};
use super::{Label, Policy};
use crate::model::{Customer, History, Money, Need, words};

pub use event::{EventDays, TeamEvent, YearDay};
pub use reminders::{InvoiceReminders, Reminders};

words! {
    /// The kinds by their stable codes, the most pressing first.
    Code {
        /// A complaint isn't solved (S4).
        Complaint = "complaint",
        /// An invoice should have been paid (S1, S2).
        InvoiceOverdue = "invoice-overdue",
        /// An invoice falls due (S2).
        InvoiceDue = "invoice-due",
        /// It leaves its owner, for want of a follow-up or a deal (S2).
        Pool = "pool",
        /// A contract ends (S2).
        ContractEnd = "contract-end",
        /// A quote has no answer (S1).
        QuoteUnanswered = "quote-unanswered",
        /// A contact's birthday (S3).
        Birthday = "birthday",
        /// The company's founding day (S3).
        Founded = "founded",
        /// A day of the customer's own that comes once.
        Date = "date",
        /// A day of the customer's own that comes again each year: the day cooperation began (S2).
        Anniversary = "anniversary",
        /// A day of the team's calendar: a festival, a fair (S2).
        Event = "event",
        /// A grade is to be looked at again (S4).
        Recheck = "recheck",
    }
}

/// A day that is not a follow-up.
#[derive(Clone, Debug, PartialEq)]
pub struct Occasion {
    /// The day: of the celebration, or on which it falls due.
    pub on: NaiveDate,
    /// What it is.
    pub kind: Kind,
}

/// What a day is, with what it rests on.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A contact's birthday.
    Birthday {
        /// Which of the customer's contacts.
        contact: usize,
        /// Its name.
        who: Option<String>,
        /// How old it gets, where the year is known.
        age: Option<u32>,
    },
    /// The company's founding day.
    Founded {
        /// Years since.
        years: u32,
    },
    /// A day of the customer's own that comes again each year.
    Anniversary {
        /// What happened.
        what: String,
        /// On which day.
        since: NaiveDate,
        /// Years since.
        years: u32,
    },
    /// A day of the customer's own, on its day.
    Date {
        /// What happens.
        what: String,
    },
    /// A day of the team's calendar.
    Event {
        /// What it is.
        what: Label,
        /// Its last day, where it has several.
        until: Option<NaiveDate>,
    },
    /// A contract ends, or has ended without another one.
    ContractEnd {
        /// Its number.
        reference: Option<String>,
        /// What it is about.
        money: Option<Money>,
    },
    /// An invoice falls due.
    InvoiceDue {
        /// Its number.
        reference: Option<String>,
        /// What is still to be paid.
        rest: Money,
        /// What it was made out over.
        total: Money,
    },
    /// An invoice should have been paid.
    InvoiceOverdue {
        /// Its number.
        reference: Option<String>,
        /// What is still to be paid.
        rest: Money,
        /// What it was made out over.
        total: Money,
        /// How many of the rising levels it has reached.
        level: usize,
        /// How many there are.
        levels: usize,
    },
    /// It leaves its owner.
    Pool(PoolReturn),
    /// A quote has no answer.
    QuoteUnanswered {
        /// Its number.
        reference: Option<String>,
        /// What it is for.
        item: Option<String>,
        /// How much.
        money: Option<Money>,
        /// When it was made.
        quoted: NaiveDate,
    },
    /// A complaint isn't solved.
    Complaint {
        /// Its number.
        reference: Option<String>,
        /// When it was opened.
        opened: NaiveDate,
        /// Whether somebody answered it.
        answered: bool,
        /// Until when it has to be solved.
        solve_by: NaiveDate,
    },
    /// A grade is to be looked at again.
    Recheck {
        /// The grade.
        grade: String,
        /// The last decision or confirmation.
        last: Option<NaiveDate>,
    },
}

impl Occasion {
    /// The stable code of the machine output.
    pub fn code(&self) -> Code {
        match self.kind {
            Kind::Birthday { .. } => Code::Birthday,
            Kind::Founded { .. } => Code::Founded,
            Kind::Anniversary { .. } => Code::Anniversary,
            Kind::Date { .. } => Code::Date,
            Kind::Event { .. } => Code::Event,
            Kind::ContractEnd { .. } => Code::ContractEnd,
            Kind::InvoiceDue { .. } => Code::InvoiceDue,
            Kind::InvoiceOverdue { .. } => Code::InvoiceOverdue,
            Kind::QuoteUnanswered { .. } => Code::QuoteUnanswered,
            Kind::Complaint { .. } => Code::Complaint,
            Kind::Pool(_) => Code::Pool,
            Kind::Recheck { .. } => Code::Recheck,
        }
    }
}

impl Code {
    /// Whether it stays until it is dealt with, and can be late.
    pub fn stays(self) -> bool {
        use Code::{Complaint, ContractEnd, InvoiceDue, InvoiceOverdue, Pool, QuoteUnanswered, Recheck};
        let open = [Complaint, InvoiceOverdue, InvoiceDue, Pool, ContractEnd, QuoteUnanswered, Recheck];
        open.contains(&self)
    }
}

/// The days of one customer from `from` to `to`, and what is open from before: `from` is the day on
/// which one asks, and `history` must be as of it.
///
/// Some are told of although they lie beyond `to`: an event from its `days_before` on, an invoice and a
/// contract as `reminders` say. That it leaves its owner is told as early as the pool's rules say; `class`,
/// which drives its cadence, has to do with nothing else. A customer that is archived or will never need anything is not celebrated; what
/// it owes, and what it complained about, stays.
pub fn of(
    customer: &Customer,
    class: Option<&str>,
    history: &History<'_>,
    policy: &Policy,
    from: NaiveDate,
    to: NaiveDate,
) -> Vec<Occasion> {
    let mut found = open::complaints(history, policy, to);
    found.extend(open::invoices(history, policy, from, to));
    if !customer.is_archived(from) && customer.need != Some(Need::Dead) {
        let leaves = pool::leaves(customer, class, history, policy, from);
        found.extend(leaves.map(|fall| Occasion { on: fall.on, kind: Kind::Pool(fall) }));
        found.extend(open::contracts(history, policy, from, to));
        found.extend(open::quote(history, policy, from, to));
        found.extend(open::recheck(customer, history, policy, from, to));
        found.extend(celebrations::birthdays(customer, from, to));
        found.extend(celebrations::founded(customer, from, to));
        found.extend(celebrations::dates(customer, from, to));
        found.extend(policy.events.iter().flat_map(|event| event.occasions(customer, from, to)));
    }
    found.sort_by_key(|occasion| (occasion.on, occasion.code()));
    found
}

#[cfg(test)]
mod tests;
