//! The names of events (UID): the same event has the same one tomorrow, and no two have one.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use crate::plan::Occasion;
use crate::rules::occasions::{Code, Kind};

/// The names that a calendar has.
#[derive(Default)]
pub(super) struct Names(BTreeSet<String>);

impl Names {
    /// The name of one more event; where another has it, with the next number that is free.
    pub fn own(&mut self, wanted: &str) -> String {
        let numbered = (2_u64..).map(|number| format!("{wanted}-{number}@crm"));
        let mut names = [format!("{wanted}@crm")].into_iter().chain(numbered);
        let name = names.find(|name| !self.0.contains(name)).unwrap_or_default();
        self.0.insert(name.clone());
        name
    }
}

/// What makes a date this one and no other, whichever dates stand beside it and in whatever language it is told.
pub(super) fn of(one: &Occasion) -> String {
    let Occasion { id, on, .. } = one;
    let code = match one.code {
        // It is the same invoice after its day.
        Code::InvoiceOverdue | Code::InvoiceDue => "invoice",
        code => code.as_str(),
    };
    let own = |on: &NaiveDate, what: &str| named(code, id.as_str(), *on, what);
    match &one.kind {
        // A customer has one of these, and its day moves.
        Kind::Pool(_) | Kind::Approval { .. } | Kind::Lost { .. } | Kind::Move(_) | Kind::Recheck { .. } => {
            format!("{code}-{id}")
        }
        // A festival is nobody's own.
        Kind::Event { what, .. } => named(code, "all", *on, &format!("{}\n{}", what.en, what.zh)),
        Kind::Birthday { contact, who: None, .. } => own(on, &contact.to_string()),
        Kind::Birthday { who: Some(who), .. } => own(on, who),
        // Until it is done, it is the one that follows the last time.
        Kind::Action { name, last: Some(last), .. } => own(last, name),
        Kind::Action { name, last: None, .. } => own(&NaiveDate::default(), name),
        Kind::Anniversary { what, .. } | Kind::Date { what } => own(on, what),
        Kind::Founded { .. } => own(on, ""),
        Kind::Appointment { agreed, .. } => own(agreed, ""),
        Kind::Cooperation { .. } => own(on, "first order"),
        Kind::ContractEnd { reference, .. }
        | Kind::InvoiceDue { reference, .. }
        | Kind::InvoiceOverdue { reference, .. } => own(on, reference.as_deref().unwrap_or_default()),
        // The day on which these are looked at moves; that on which they began doesn't.
        Kind::QuoteUnanswered { reference, quoted: began, .. }
        | Kind::Emergency { reference, opened: began, .. } => {
            own(began, reference.as_deref().unwrap_or_default())
        }
        Kind::Deal { deal, .. } => {
            let name = deal.references.first().or(deal.item.as_ref());
            own(&deal.begun, name.map(String::as_str).unwrap_or_default())
        }
        Kind::Request { reference, what, .. } => {
            own(on, reference.as_deref().or(what.as_deref()).unwrap_or_default())
        }
        Kind::Promise { reference, what, made } => {
            own(made, reference.as_deref().or(what.as_deref()).unwrap_or_default())
        }
    }
}

/// With a fingerprint of its words: they can be long, and a name is compared octet by octet.
fn named(code: &str, whose: &str, day: NaiveDate, what: &str) -> String {
    if what.is_empty() {
        return format!("{code}-{whose}-{day}");
    }
    let digest = Sha256::digest(what);
    let digest: String = digest.iter().take(5).map(|byte| format!("{byte:02x}")).collect();
    format!("{code}-{whose}-{day}-{digest}")
}
