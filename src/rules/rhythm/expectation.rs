//! When a customer orders next, and on how much that rests: from what its grade says up to its own rhythm.

use chrono::{Days, NaiveDate};

use super::model::RhythmModel;
use super::outlook::Outlook;
use super::repeats::Repeats;
use super::season::Season;

/// Below so many customers with two orders and more, a book says less of itself than the shipped numbers do.
pub const ENOUGH_REPEATERS: usize = 30;

/// On what it rests when a customer orders next. Who has ordered nothing has none of these: its grade's cadence counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Footing {
    /// One order only: when a usual customer orders again.
    OneOrder,
    /// Its own rhythm, of two orders and more.
    Own,
    /// Its own season: a year tells its orders better than a gap.
    Season(Season),
}

/// The days between which four orders in five are expected, if the customer is in its rhythm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExpectedDays {
    pub from: NaiveDate,
    pub middle: NaiveDate,
    pub until: NaiveDate,
}

/// What is expected of a customer that has ordered.
#[derive(Clone, Copy, Debug)]
pub struct Expectation<'a> {
    pub footing: Footing,
    pub repeats: Repeats,
    pub last: NaiveDate,
    pub today: NaiveDate,
    pub outlook: Outlook<'a>,
}

impl RhythmModel {
    /// What is expected of a customer with these order days (each once, in order), as they are known on a day.
    pub fn expectation(&self, days: &[NaiveDate], today: NaiveDate) -> Option<Expectation<'_>> {
        let days = &days[..days.partition_point(|day| *day <= today)];
        let repeats = Repeats::of(days, today)?;
        let last = *days.last()?;
        let footing = match (days.len(), Season::of(days)) {
            (1, _) => Footing::OneOrder,
            (_, None) => Footing::Own,
            (_, Some(season)) => Footing::Season(season),
        };
        Some(Expectation { footing, repeats, last, today, outlook: self.outlook(&repeats) })
    }
}

impl Expectation<'_> {
    /// When the next order is expected. It is told of customers that are out of their rhythm, too: if they still are in
    /// it, then.
    pub fn days(&self) -> Option<ExpectedDays> {
        if let Footing::Season(season) = self.footing {
            let (from, until) = season.window();
            return Some(ExpectedDays { from, middle: season.expected, until });
        }
        let window = self.outlook.window()?;
        let day = |weeks: f64| {
            let days = Days::new((weeks * 7.0).round().max(0.0) as u64);
            self.today.checked_add_days(days).unwrap_or(NaiveDate::MAX)
        };
        Some(ExpectedDays { from: day(window.from), middle: day(window.middle), until: day(window.until) })
    }

    /// The days since the last order.
    pub fn days_since(&self) -> i64 {
        (self.today - self.last).num_days()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::rhythm::RhythmParameters;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn the_ladder_goes_from_nothing_over_one_order_to_the_customers_own_rhythm() {
        let model = RhythmModel::new(RhythmParameters::SHIPPED);
        let today = day("2026-11-28");
        let footing = |days: &[&str]| {
            let days: Vec<_> = days.iter().map(|text| day(text)).collect();
            model.expectation(&days, today).map(|expected| expected.footing)
        };
        assert_eq!(footing(&[]), None);
        assert_eq!(footing(&["2026-12-01"]), None, "what is ahead isn't known");
        assert_eq!(footing(&["2026-10-01"]), Some(Footing::OneOrder));
        assert_eq!(footing(&["2026-10-01", "2026-12-01"]), Some(Footing::OneOrder));
        assert_eq!(footing(&["2026-09-01", "2026-10-01"]), Some(Footing::Own));
        let marches = [
            "2022-03-04",
            "2022-03-20",
            "2023-03-06",
            "2023-03-19",
            "2024-03-05",
            "2024-03-22",
            "2025-03-03",
            "2025-03-20",
            "2026-03-06",
            "2026-03-21",
        ];
        let Some(Footing::Season(season)) = footing(&marches) else { panic!("two orders each March") };
        assert_eq!(season.expected, day("2027-03-06"));
        assert!(season.error <= 4 && season.gap_error > 100, "{season:?}");
    }

    #[test]
    fn a_monthly_buyer_who_missed_five_orders_is_out_of_rhythm_and_is_not_dead() {
        let model = RhythmModel::new(RhythmParameters::SHIPPED);
        let days: Vec<_> = (0..12).map(|month| day("2025-06-13") + Days::new(month * 30)).collect();
        let on = |today: &str| model.expectation(&days, day(today)).expect("ordered");
        let last = *days.last().expect("days");
        assert_eq!(last, day("2026-05-09"));
        let fresh = on("2026-05-20");
        let window = fresh.days().expect("a window");
        assert!(fresh.outlook.in_rhythm() > 0.9);
        assert!(window.from >= day("2026-06-01") && window.until <= day("2026-06-16"), "{window:?}");
        let late = on("2026-11-09");
        assert!(late.outlook.in_rhythm() < 0.05, "{}", late.outlook.in_rhythm());
        assert!(late.outlook.alive() > 0.2, "{}", late.outlook.alive());
        assert_eq!(late.days_since(), 184);
    }
}
