//! The orders, invoices and payments that a log has, by which those of a list are known again.

use chrono::NaiveDate;

use crate::model::{Currency, Decimal, Entry, EntryKind, Event, reference_key};

/// An order, an invoice or a payment of a log.
#[derive(Clone, Debug)]
pub struct Logged {
    /// Its line in the log.
    pub line: u32,
    pub kind: EntryKind,
    pub day: NaiveDate,
    /// Its number as it is compared.
    pub reference: Option<String>,
    /// The order that it takes off, as that is compared.
    pub returns: Option<String>,
    pub amount: Option<Decimal>,
    /// Nothing where the amount is in the workspace's.
    pub currency: Option<Currency>,
    /// Of an invoice, when it is to be paid.
    pub due: Option<NaiveDate>,
}

/// The orders, invoices and payments among entries, in their order.
pub fn logged(entries: &[Entry<'_>]) -> Vec<Logged> {
    entries.iter().filter_map(of).collect()
}

fn of(entry: &Entry<'_>) -> Option<Logged> {
    let (money, returns, due) = match &entry.event {
        Event::Order(order) => (order.money, order.returns.as_deref(), None),
        Event::Invoice(invoice) => (invoice.money, None, invoice.due),
        Event::Payment(payment) => (payment.money, None, None),
        _ => return None,
    };
    Some(Logged {
        line: entry.line,
        kind: entry.event.known_kind()?,
        day: entry.day(),
        reference: entry.event.reference().map(reference_key),
        returns: returns.map(reference_key),
        amount: money.map(|money| money.amount),
        currency: money.and_then(|money| money.currency),
        due,
    })
}
