//! How a customer pays: how long after the day on which an invoice was due (S1: payment on time).

use chrono::NaiveDate;

use super::Policy;
use super::unpaid::invoices;
use super::views::a_year_before;
use crate::model::{Decimal, History};

/// An invoice that was paid in full.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaidInvoice {
    /// Its number.
    pub reference: Option<String>,
    /// When it was to be paid.
    pub due: NaiveDate,
    /// When the last part of it was.
    pub paid: NaiveDate,
}

impl PaidInvoice {
    /// How long after the day on which it was due; negative before it.
    pub fn days_late(&self) -> i64 {
        (self.paid - self.due).num_days()
    }
}

/// An invoice that isn't paid in full, and should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverdueInvoice {
    /// Its number.
    pub reference: Option<String>,
    /// When it was to be paid.
    pub due: NaiveDate,
    /// How long ago that was.
    pub days_late: i64,
}

/// How a customer paid in the last twelve months: one invoice at least, and beside it what is overdue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentHabit {
    /// Those that were paid, by the day of payment.
    pub invoices: Vec<PaidInvoice>,
    /// Those that are overdue, by the day on which they were due.
    pub overdue: Vec<OverdueInvoice>,
}

impl PaymentHabit {
    /// How many were paid on the day on which they were due, or before.
    pub fn on_time(&self) -> usize {
        self.invoices.iter().filter(|one| one.days_late() <= 0).count()
    }

    /// How many it rests on.
    pub fn count(&self) -> usize {
        self.invoices.len() + self.overdue.len()
    }

    /// The mean of the days after which they were paid, to a tenth; negative where it pays before. One that is overdue
    /// counts with its days so far: who pays least would look best otherwise.
    pub fn days(&self) -> Decimal {
        let paid = self.invoices.iter().map(PaidInvoice::days_late);
        let sum: i64 = paid.chain(self.overdue.iter().map(|one| one.days_late)).sum();
        let count = i64::try_from(self.count().max(1)).unwrap_or(i64::MAX);
        (Decimal::from(sum) / Decimal::from(count)).round_dp(1).normalize()
    }
}

/// How the customer pays: the invoices whose last part was paid in the twelve months up to `today`, and beside them
/// those that are overdue. One without a day on which it is due says nothing. `None` where nothing was paid.
pub fn payment_habit(history: &History<'_>, policy: &Policy, today: NaiveDate) -> Option<PaymentHabit> {
    let year_ago = a_year_before(today);
    let mut habit = PaymentHabit { invoices: Vec::new(), overdue: Vec::new() };
    for one in invoices(history, policy) {
        let Some(due) = one.open.due else { continue };
        let reference = one.open.reference;
        match one.paid {
            Some(paid) if paid > year_ago && paid <= today => {
                habit.invoices.push(PaidInvoice { reference, due, paid });
            }
            None if one.open.rest.amount > Decimal::ZERO && due < today => {
                habit.overdue.push(OverdueInvoice { reference, due, days_late: (today - due).num_days() });
            }
            _ => {}
        }
    }
    habit.invoices.sort_by_key(|one| one.paid);
    habit.overdue.sort_by_key(|one| one.due);
    (!habit.invoices.is_empty()).then_some(habit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Entry, Event, Invoice, Money, Payment, Stamp, date, decimal};

    fn day(text: &str) -> NaiveDate {
        date(text).expect("a date")
    }

    /// `invoice I-1 100 2026-05-01` due on that day, or `payment I-1 100`: each on the day before it.
    fn habit(lines: &[(&str, &str)]) -> Option<PaymentHabit> {
        let entry = |(number, (on, line)): (usize, &(&str, &str))| {
            let words: Vec<&str> = line.split(' ').collect();
            let reference = Some(words[1].to_owned().into());
            let money = decimal(words[2]).map(|amount| Money { amount, currency: None });
            let event = match words[0] {
                "invoice" => {
                    Event::Invoice(Invoice { reference, money, due: words.get(3).map(|due| day(due)) })
                }
                _ => Event::Payment(Payment { reference, money }),
            };
            let at = Stamp::parse(on).expect("a stamp");
            let line = u32::try_from(number).expect("few") + 1;
            Entry { line, ..Entry::new(at, event) }
        };
        let history = History::new(lines.iter().enumerate().map(entry).collect());
        payment_habit(&history, &Policy::default(), day("2026-11-20"))
    }

    #[test]
    fn what_was_paid_within_a_year_counts_and_what_is_overdue() {
        const INVOICE: (&str, &str) = ("2026-04-01", "invoice I-1 100 2026-05-01");
        for (lines, want) in [
            (&[][..], None),
            (&[INVOICE, ("2026-05-03", "payment I-1 99")], None),
            // What is overdue counts with its days so far, and what is to be paid today isn't.
            (
                &[
                    INVOICE,
                    ("2026-05-03", "payment I-1 100"),
                    ("2026-11-01", "invoice I-2 100 2026-11-20"),
                    ("2026-11-01", "invoice I-3 100 2026-11-10"),
                ],
                Some((2, 0, "6")),
            ),
            (&[INVOICE, ("2026-05-03", "payment I-1 100")], Some((1, 0, "2"))),
            (&[INVOICE, ("2026-05-01", "payment I-1 120")], Some((1, 1, "0"))),
            (&[INVOICE, ("2026-04-21", "payment I-1 100")], Some((1, 1, "-10"))),
            // The last part counts, and what was paid back opens it again.
            (
                &[INVOICE, ("2026-04-21", "payment I-1 60"), ("2026-05-11", "payment I-1 40")],
                Some((1, 0, "10")),
            ),
            (&[INVOICE, ("2026-05-01", "payment I-1 100"), ("2026-06-01", "payment I-1 -10")], None),
            // Without a day there is nothing to be late for; a year ago is long ago.
            (&[("2026-04-01", "invoice I-1 100"), ("2026-05-03", "payment I-1 100")], None),
            (&[("2025-09-01", "invoice I-1 100 2025-10-01"), ("2025-11-20", "payment I-1 100")], None),
            (
                &[("2025-09-01", "invoice I-1 100 2025-10-01"), ("2025-11-21", "payment I-1 100")],
                Some((1, 0, "51")),
            ),
            (
                &[
                    INVOICE,
                    ("2026-06-01", "invoice I-2 100 2026-07-01"),
                    ("2026-08-01", "invoice I-3 50 2026-09-01"),
                    ("2026-05-01", "payment I-1 100"),
                    ("2026-07-06", "payment I-2 100"),
                    ("2026-09-06", "payment I-3 50"),
                ],
                Some((3, 1, "3.3")),
            ),
        ] {
            let found = habit(lines).map(|habit| (habit.count(), habit.on_time(), habit.days().to_string()));
            let want =
                want.map(|(count, on_time, days): (usize, usize, &str)| (count, on_time, days.to_owned()));
            assert_eq!(found, want, "{lines:?}");
        }
    }
}
