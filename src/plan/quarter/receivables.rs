//! What customers owe, by the day on which it is due (S2, S4).

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::model::{Decimal, History, total};
use crate::rules::{Policy, unpaid};

/// What is to be paid on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receivable {
    /// The day; `None` where no invoice says one.
    pub due: Option<NaiveDate>,
    pub invoices: usize,
    /// What is left of them, in the workspace's currency.
    pub amount: Decimal,
    /// How many of them are left out of it: their currency has no rate.
    pub unrated: usize,
}

/// What is to be paid: when, and how much, where there is a rate for it.
pub type Owed = (Option<NaiveDate>, Option<Decimal>);

/// What one customer owes: when it is due, and how much, where there is a rate for it. `history` must be as of the day.
pub(super) fn owed(history: &History<'_>, policy: &Policy, today: NaiveDate) -> Vec<Owed> {
    unpaid(history, policy).into_iter().map(|one| (one.due, policy.rates.worth(one.rest, today))).collect()
}

/// All of it by day, the oldest first; what says no day last.
pub(super) fn receivables<'o>(owed: impl Iterator<Item = &'o Owed>) -> Vec<Receivable> {
    let mut days: BTreeMap<(bool, Option<NaiveDate>), Vec<Option<Decimal>>> = BTreeMap::new();
    for (due, amount) in owed {
        days.entry((due.is_none(), *due)).or_default().push(*amount);
    }
    let day = |((_, due), amounts): ((bool, Option<NaiveDate>), Vec<Option<Decimal>>)| Receivable {
        due,
        invoices: amounts.len(),
        unrated: amounts.iter().filter(|amount| amount.is_none()).count(),
        amount: total(amounts.into_iter().flatten()),
    };
    days.into_iter().map(day).collect()
}
