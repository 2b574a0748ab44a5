//! A customer as it is shown beside its likely duplicate.

use chrono::NaiveDate;

use crate::model::{Customer, CustomerId, History};

/// What one has to know of a customer to say whether it is another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerSummary {
    pub id: CustomerId,
    pub name: String,
    /// Who looks after it.
    pub owner: Option<String>,
    /// The class that drives its cadence.
    pub grade: Option<String>,
    /// Its last contact day.
    pub last_contact: Option<NaiveDate>,
    /// Whether it is archived.
    pub archived: bool,
    /// How many entries its log has.
    pub entries: usize,
    since: Option<NaiveDate>,
}

/// A customer in short. `history` must be as of `today`.
pub fn sketch(
    customer: &Customer,
    class: Option<&str>,
    history: &History<'_>,
    today: NaiveDate,
) -> CustomerSummary {
    CustomerSummary {
        id: customer.id.clone(),
        name: customer.name.clone(),
        owner: customer.owner.clone(),
        grade: class.map(str::to_owned),
        last_contact: history.last_contact_day(),
        archived: customer.is_archived(today),
        entries: history.happened().count(),
        since: customer.since,
    }
}

impl CustomerSummary {
    /// Which of two should stay, that first: the one that is worked with, graded, has the longer
    /// history, is older.
    pub fn in_order<'a>(&'a self, other: &'a CustomerSummary) -> (&'a CustomerSummary, &'a CustomerSummary) {
        let order = |one: &'a CustomerSummary| {
            let since = one.since.unwrap_or(NaiveDate::MAX);
            (one.archived, one.grade.is_none(), std::cmp::Reverse(one.entries), since, &one.id)
        };
        if order(self) <= order(other) { (self, other) } else { (other, self) }
    }
}
