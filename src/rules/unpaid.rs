//! What is left of the invoices after the payments (S2, S4).

use chrono::NaiveDate;

use super::Policy;
use crate::model::{Decimal, Event, History, Money, reference_key};

/// What is left of an invoice.
#[derive(Clone, Debug, PartialEq)]
pub struct Unpaid {
    /// Its number.
    pub reference: Option<String>,
    /// What is still to be paid.
    pub rest: Money,
    /// What it was made out over.
    pub total: Money,
    /// When it is to be paid.
    pub due: Option<NaiveDate>,
}

/// The invoices that aren't paid in full, in the order of the log.
///
/// A payment counts for the invoices of its number and its currency, the oldest first; what it brings
/// beyond them counts for none. One in another currency is not converted: nobody knows at what rate.
pub fn unpaid(history: &History<'_>, policy: &Policy) -> Vec<Unpaid> {
    let left = invoices(history, policy).into_iter().map(|one| one.open);
    left.filter(|open| open.rest.amount > Decimal::ZERO).collect()
}

/// An invoice with what was paid on it.
pub(super) struct Settled {
    pub open: Unpaid,
    /// The day on which the last part of it was paid; `None` as long as something is left.
    pub paid: Option<NaiveDate>,
}

/// All invoices after the payments, in the order of the log.
pub(super) fn invoices(history: &History<'_>, policy: &Policy) -> Vec<Settled> {
    let in_currency = |money: Money| Money { currency: Some(policy.rates.named(money.currency)), ..money };
    let mut left: Vec<(Option<String>, Settled)> = Vec::new();
    for entry in history.entries() {
        if let Event::Invoice(invoice) = &entry.event
            && let Some(total) = invoice.money.map(in_currency)
        {
            let reference = invoice.reference.as_deref().map(str::to_owned);
            let key = reference.as_deref().map(reference_key);
            let open = Unpaid { reference, rest: total, total, due: invoice.due };
            left.push((key, Settled { open, paid: None }));
        }
    }
    for entry in history.entries() {
        let Event::Payment(payment) = &entry.event else { continue };
        let Some(money) = payment.money.map(in_currency) else { continue };
        let key = payment.reference.as_deref().map(reference_key);
        let mut brought = money.amount;
        let paid = left.iter_mut().filter(|(known, Settled { open, .. })| {
            *known == key && open.rest.currency == money.currency && open.total.amount > Decimal::ZERO
        });
        for (_, Settled { open, paid }) in paid {
            let part = brought.min(open.rest.amount);
            let rest = open.rest.amount.checked_sub(part).unwrap_or(open.rest.amount);
            // What was paid back opens it again, and no further than it was made out over.
            open.rest.amount = rest.min(open.total.amount);
            brought = brought.checked_sub(part).unwrap_or_default();
            let is_paid = open.rest.amount <= Decimal::ZERO;
            *paid = paid.or(Some(entry.day())).filter(|_| is_paid);
        }
    }
    left.into_iter().map(|(_, one)| one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Currency, Entry, Invoice, Payment, Stamp, decimal};

    /// `invoice I-1 100 EUR`, `payment - 30`: a kind, a number or none, an amount, a currency or none.
    fn left(lines: &[&str]) -> Vec<String> {
        let entry = |(number, line): (usize, &&str)| {
            let words: Vec<&str> = line.split(' ').collect();
            let reference = (words[1] != "-").then(|| words[1].to_owned().into());
            let currency = words.get(3).and_then(|code| Currency::new(code));
            let money = decimal(words[2]).map(|amount| Money { amount, currency });
            let event = match words[0] {
                "invoice" => Event::Invoice(Invoice { reference, money, due: None }),
                _ => Event::Payment(Payment { reference, money }),
            };
            let at = Stamp::parse("2026-11-01").expect("a stamp");
            let line = u32::try_from(number).expect("few") + 1;
            Entry { line, ..Entry::new(at, event) }
        };
        let history = History::new(lines.iter().enumerate().map(entry).collect());
        let told = |open: Unpaid| {
            let currency = open.rest.currency.expect("a currency");
            let reference = open.reference.unwrap_or_else(|| "-".into());
            format!("{reference} {} of {} {currency}", open.rest.amount, open.total.amount)
        };
        unpaid(&history, &Policy::default()).into_iter().map(told).collect()
    }

    #[test]
    fn payments_count_by_number_and_currency_and_the_oldest_invoice_comes_first() {
        for (lines, want) in [
            (&["invoice I-1 100"][..], &["I-1 100 of 100 USD"][..]),
            (&["invoice I-1 100", "payment I-1 100"], &[]),
            (&["invoice I-1 100.50", "payment I-1 40.25"], &["I-1 60.25 of 100.50 USD"]),
            (&["invoice I-1 100", "payment I-1 120"], &[]),
            (&["invoice I-1 100", "payment I-1 100", "payment I-1 -30"], &["I-1 30 of 100 USD"]),
            (&["invoice I-1 100", "payment I-1 -50"], &["I-1 100 of 100 USD"]),
            (&["invoice I-1 100", "payment i-1 70"], &["I-1 30 of 100 USD"]),
            (&["invoice I-1 100", "payment I-2 100", "payment - 100"], &["I-1 100 of 100 USD"]),
            (&["invoice I-1 100 EUR", "payment I-1 100"], &["I-1 100 of 100 EUR"]),
            (&["invoice I-1 100 USD", "payment I-1 100"], &[]),
            (&["payment I-1 30", "invoice I-1 100"], &["I-1 70 of 100 USD"]),
            // Several of one number, or of none: what the first doesn't take is the second's.
            (&["invoice - 100", "invoice - 50", "payment - 120"], &["- 30 of 50 USD"]),
            (&["invoice I-1 10 EUR", "invoice I-1 10", "payment I-1 10"], &["I-1 10 of 10 EUR"]),
        ] {
            assert_eq!(left(lines), want, "{lines:?}");
        }
    }
}
