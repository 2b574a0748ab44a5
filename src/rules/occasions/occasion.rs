//! A day that is not a follow-up, and what it rests on.

use chrono::NaiveDate;

use crate::model::{Interval, Money, words};
use crate::rules::moves::Suggestion;
use crate::rules::policy::Label;
use crate::rules::pool::PoolReturn;
use crate::rules::{AgreedHour, EmergencyKind, Opportunity};

words! {
    /// The kinds by their stable codes, the most pressing first.
    Code {
        /// The customer wants to end working with us (S4).
        Ending = "ending",
        /// A complaint isn't solved (S4).
        Complaint = "complaint",
        /// An hour was agreed with a customer who complains or wants to end, and is due by that (own).
        Appointment = "appointment",
        /// Somebody waits for consent to promise something (S4).
        Request = "request",
        /// The management hasn't agreed to work for a customer without visible profit (S3).
        Approval = "approval",
        /// What we promised is to be done (S1, S4).
        Promise = "promise",
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
        /// An open deal waits too long, or its order was expected (S1).
        Deal = "deal",
        /// An action of a playbook is to be done again (S4).
        Action = "action",
        /// A contact's birthday (S3).
        Birthday = "birthday",
        /// The company's founding day (S3).
        Founded = "founded",
        /// A day of the customer's own that comes once.
        Date = "date",
        /// A day of the customer's own that comes again each year, or that of its first order: the day cooperation
        /// began (S2).
        Anniversary = "anniversary",
        /// A day of the team's calendar: a festival, a fair (S2).
        Event = "event",
        /// A customer that is gone is to be looked at again (S0).
        Lost = "lost",
        /// An event asks for another grade, and nobody has decided (S0).
        Move = "move",
        /// A grade is to be looked at again (S4).
        Recheck = "recheck",
    }
}

/// A day that is not a follow-up.
#[derive(Clone, Debug, PartialEq)]
pub struct Occasion {
    /// The day: of the celebration, or on which it falls due.
    pub on: NaiveDate,
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
    /// The day of its first order comes again.
    Cooperation {
        /// On which day it was.
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
    /// An hour that was agreed with a customer whose follow-up is due by something else.
    Appointment {
        hour: AgreedHour,
        /// What it is to achieve.
        plan: Option<String>,
        /// On which day it was agreed.
        agreed: NaiveDate,
    },
    /// It leaves its owner.
    Pool(PoolReturn),
    /// A quote has no answer.
    QuoteUnanswered {
        /// Its number.
        reference: Option<String>,
        item: Option<String>,
        money: Option<Money>,
        /// When it was made.
        quoted: NaiveDate,
    },
    /// An open deal waits too long, or its order was expected.
    Deal {
        deal: Box<Opportunity>,
        /// The day on which it last moved, or of the last contact since.
        since: NaiveDate,
        /// Whether it is told because the customer meant to order on that day.
        is_expected: bool,
    },
    /// An action of a playbook is to be done again.
    Action {
        what: Label,
        /// The word that ticks it off.
        name: String,
        /// Whose part it is, where that isn't the owner's.
        who: Option<String>,
        /// When it was last done; never, of one that somebody else of the team is to do.
        last: Option<NaiveDate>,
        /// How often.
        every: Interval,
    },
    /// A complaint isn't solved, or a wish to end is neither saved nor lost.
    Emergency {
        kind: EmergencyKind,
        /// Its number.
        reference: Option<String>,
        /// When it was opened.
        opened: NaiveDate,
        /// Whether somebody answered it.
        answered: bool,
        /// Until when it has to be settled.
        settle_by: NaiveDate,
    },
    /// Somebody waits for consent to promise something.
    Request {
        /// Its number.
        reference: Option<String>,
        what: Option<String>,
        /// Who asked.
        by: Option<String>,
    },
    /// The management hasn't agreed to work for it, though it brings no visible profit.
    Approval {
        /// Who has agreed instead, and is no manager.
        by: Option<String>,
    },
    /// What we promised is to be done.
    Promise {
        /// Its number.
        reference: Option<String>,
        what: Option<String>,
        /// When it was made.
        made: NaiveDate,
    },
    /// A customer that is gone is to be looked at again.
    Lost {
        /// When it was lost.
        since: NaiveDate,
        why: Option<String>,
        /// To whom it went.
        competitor: Option<String>,
    },
    /// An event asks for another grade.
    Move(Box<Suggestion>),
    /// A grade is to be looked at again.
    Recheck {
        grade: String,
        /// The last decision or confirmation.
        last: Option<NaiveDate>,
        /// The big event after which nobody has decided, where that asks for it.
        after: Option<Label>,
    },
}

impl Occasion {
    /// The stable code of the machine output.
    pub fn code(&self) -> Code {
        match self.kind {
            Kind::Birthday { .. } => Code::Birthday,
            Kind::Founded { .. } => Code::Founded,
            Kind::Anniversary { .. } | Kind::Cooperation { .. } => Code::Anniversary,
            Kind::Date { .. } => Code::Date,
            Kind::Event { .. } => Code::Event,
            Kind::ContractEnd { .. } => Code::ContractEnd,
            Kind::InvoiceDue { .. } => Code::InvoiceDue,
            Kind::InvoiceOverdue { .. } => Code::InvoiceOverdue,
            Kind::QuoteUnanswered { .. } => Code::QuoteUnanswered,
            Kind::Deal { .. } => Code::Deal,
            Kind::Action { .. } => Code::Action,
            Kind::Emergency { kind: EmergencyKind::Complaint, .. } => Code::Complaint,
            Kind::Emergency { kind: EmergencyKind::Ending, .. } => Code::Ending,
            Kind::Request { .. } => Code::Request,
            Kind::Approval { .. } => Code::Approval,
            Kind::Promise { .. } => Code::Promise,
            Kind::Appointment { .. } => Code::Appointment,
            Kind::Pool(_) => Code::Pool,
            Kind::Lost { .. } => Code::Lost,
            Kind::Move(_) => Code::Move,
            Kind::Recheck { .. } => Code::Recheck,
        }
    }
}

impl Code {
    /// Whether it is a day to congratulate on.
    pub fn is_celebration(self) -> bool {
        use Code::{Anniversary, Birthday, Date, Event, Founded};
        matches!(self, Birthday | Founded | Date | Anniversary | Event)
    }

    /// Whether it is a reason to write to the customer: which grade it has is ours to decide, and an appointment is a contact
    /// itself.
    pub fn is_reason_to_write(self) -> bool {
        !matches!(self, Code::Move | Code::Appointment)
    }

    /// Whether it stays until it is dealt with, and can be late.
    pub fn stays(self) -> bool {
        use Code::{
            Action, Approval, Complaint, ContractEnd, Deal, Ending, InvoiceDue, InvoiceOverdue, Lost, Move,
            Pool, Promise, QuoteUnanswered, Recheck, Request,
        };
        let emergencies = [Ending, Complaint];
        let open = [
            Request,
            Approval,
            Promise,
            Action,
            InvoiceOverdue,
            InvoiceDue,
            Pool,
            ContractEnd,
            QuoteUnanswered,
            Deal,
            Lost,
            Move,
            Recheck,
        ];
        emergencies.contains(&self) || open.contains(&self)
    }
}
