//! The kinds of a log's entries, each with its fields: the one list of them.

use super::kind_info::{
    ALARM, COMPLAINT, CONTRACT, ENDING, FOLLOW_UP, GRADE, INVITATION, INVOICE, KindInfo, MERGED, NOTE, ORDER,
    OWNER, PAYMENT, PROMISE, QUOTE, RENAMED, REQUEST, SAMPLE, SUGGESTION,
};
use super::{EntryField as Field, FieldKind, words};
use FieldKind::{Moment, People, Text, Word};

words! {
    EntryKind {
        /// A contact with the customer, answered or not.
        FollowUp = "followup",
        /// A sample moved.
        Sample = "sample",
        /// We quoted.
        Quote = "quote",
        /// It ordered.
        Order = "order",
        /// A contract was made.
        Contract = "contract",
        /// We sent an invoice.
        Invoice = "invoice",
        /// It paid.
        Payment = "payment",
        /// It complained, or we dealt with it.
        Complaint = "complaint",
        /// It wants to end working with us, or we dealt with that.
        Ending = "ending",
        /// We promised it something, or kept or broke what we promised.
        Promise = "promise",
        /// Somebody asked for consent to promise it something, or had an answer.
        Request = "request",
        /// We invited it to an event, or it came.
        Invitation = "invitation",
        /// Its grade was decided.
        Grade = "grade",
        /// It went to another owner, to the pool or out of it.
        Owner = "owner",
        /// Something worth keeping; no contact.
        Note = "note",
        /// Somebody answered an alarm about it.
        Alarm = "alarm",
        /// Somebody answered a suggestion on its grade.
        Suggestion = "suggestion",
        /// Another customer was made one with it.
        Merged = "merged",
        /// Its id was changed.
        Renamed = "renamed",
    }
}

impl EntryKind {
    /// The words of those that people log or import: those that only `crm` writes stand behind them.
    pub const TYPED: &'static [&'static str] = {
        let mut count = 0;
        while count < EntryKind::ALL.len() && EntryKind::ALL[count].is_typed() {
            count += 1;
        }
        EntryKind::WORDS.split_at(count).0
    };

    /// Whether people type it or have it in a list; an answer to a suggestion is written by the command that asked.
    pub const fn is_typed(self) -> bool {
        !self.is_trace() && !matches!(self, EntryKind::Suggestion)
    }

    /// Whether only `crm` writes it, with a merge or a new id: nobody types or imports it.
    pub const fn is_trace(self) -> bool {
        matches!(self, EntryKind::Merged | EntryKind::Renamed)
    }

    /// What the values of a field are, in every kind of entry that has it and that a list may bring.
    pub fn values_of(field: Field) -> impl Iterator<Item = FieldKind> {
        let in_lists = EntryKind::ALL.iter().filter(|kind| kind.is_typed() || kind.is_trace());
        let own = in_lists.flat_map(|kind| kind.info().fields);
        common(field).into_iter().chain(own.filter(move |own| own.field == field).map(|own| own.kind))
    }

    /// What is known of it.
    pub const fn info(self) -> KindInfo {
        match self {
            EntryKind::FollowUp => FOLLOW_UP,
            EntryKind::Sample => SAMPLE,
            EntryKind::Quote => QUOTE,
            EntryKind::Order => ORDER,
            EntryKind::Contract => CONTRACT,
            EntryKind::Invoice => INVOICE,
            EntryKind::Payment => PAYMENT,
            EntryKind::Complaint => COMPLAINT,
            EntryKind::Ending => ENDING,
            EntryKind::Promise => PROMISE,
            EntryKind::Request => REQUEST,
            EntryKind::Invitation => INVITATION,
            EntryKind::Grade => GRADE,
            EntryKind::Owner => OWNER,
            EntryKind::Note => NOTE,
            EntryKind::Alarm => ALARM,
            EntryKind::Suggestion => SUGGESTION,
            EntryKind::Merged => MERGED,
            EntryKind::Renamed => RENAMED,
        }
    }
}

/// What the values of the fields are that all kinds have.
const fn common(field: Field) -> Option<FieldKind> {
    match field {
        Field::At => Some(Moment),
        Field::By => Some(People),
        Field::Kind => Some(Word(EntryKind::WORDS)),
        Field::Via | Field::Files | Field::Origin => Some(Text),
        _ => None,
    }
}
