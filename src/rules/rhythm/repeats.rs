//! What the model knows of one customer: four numbers, which hold all that counts of its order days.

use chrono::NaiveDate;

use super::numeric::ln;

/// A customer's orders as the model sees them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Repeats {
    /// x: the orders after the first one.
    pub count: u32,
    /// t_x: the weeks from the first to the last order.
    pub until_last: f64,
    /// T: the weeks from the first order to the day of the question.
    pub until_today: f64,
    /// The sum of the logarithms of the gaps between the orders, in weeks: how regular they are.
    pub ln_gaps: f64,
}

/// Days as weeks.
pub fn weeks(days: i64) -> f64 {
    days as f64 / 7.0
}

impl Repeats {
    /// Those of order days (each once, in order) as they stand on a day; days after it are not known yet. None where
    /// nothing was ordered until then.
    pub fn of(days: &[NaiveDate], today: NaiveDate) -> Option<Self> {
        let known = days.partition_point(|day| *day <= today);
        let days = &days[..known];
        let (first, last) = (*days.first()?, *days.last()?);
        let gaps = days.windows(2).map(|pair| weeks((pair[1] - pair[0]).num_days()));
        Some(Repeats {
            count: u32::try_from(known - 1).unwrap_or(u32::MAX),
            until_last: weeks((last - first).num_days()),
            until_today: weeks((today - first).num_days()),
            ln_gaps: gaps.map(ln).sum(),
        })
    }

    /// e = T − t_x: the weeks since the last order.
    pub fn since_last(&self) -> f64 {
        (self.until_today - self.until_last).max(0.0)
    }

    /// All of it, by which a book can be put in order.
    pub(super) fn key(&self) -> (u32, f64, f64, f64) {
        (self.count, self.until_last, self.until_today, self.ln_gaps)
    }
}
