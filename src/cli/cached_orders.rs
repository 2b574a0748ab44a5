//! A customer's orders as they are noted below `.crm/`: with them the book's rhythm is told without reading a log.

use chrono::{Datelike, Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::model::{CustomerId, Decimal};
use crate::plan::KnownOrders;
use crate::rules::Stake;

/// The days are the first one, counted from the year 1, and the days from each to the next; amounts are their own
/// sixteen bytes.
#[derive(Debug, Serialize, Deserialize)]
pub struct RawOrders {
    owner: Option<String>,
    grade: Option<String>,
    first: i32,
    gaps: Vec<u32>,
    usual: Option<[u8; 16]>,
    year: Option<[u8; 16]>,
}

impl RawOrders {
    /// None where there is nothing to note.
    pub fn of(orders: &KnownOrders) -> Option<Self> {
        let KnownOrders { id: _, name: _, owner, grade, days, worth: Stake { usual, year } } = orders;
        let gap = |pair: &[NaiveDate]| u32::try_from((pair[1] - pair[0]).num_days()).ok();
        Some(RawOrders {
            owner: owner.clone(),
            grade: grade.clone(),
            first: days.first()?.num_days_from_ce(),
            gaps: days.windows(2).map(gap).collect::<Option<_>>()?,
            usual: usual.map(|sum| sum.serialize()),
            year: year.map(|sum| sum.serialize()),
        })
    }

    /// What was noted; none where it can't be read.
    pub fn orders(self, id: &CustomerId, name: &str) -> Option<KnownOrders> {
        let first = NaiveDate::from_num_days_from_ce_opt(self.first)?;
        let mut days = vec![first];
        for gap in self.gaps {
            days.push(days.last()?.checked_add_days(Days::new(gap.into()))?);
        }
        Some(KnownOrders {
            id: id.clone(),
            name: name.to_owned(),
            owner: self.owner,
            grade: self.grade,
            days,
            worth: Stake {
                usual: self.usual.map(Decimal::deserialize),
                year: self.year.map(Decimal::deserialize),
            },
        })
    }
}
