//! When a customer orders next, and on how much that rests: from what its grade says up to its own rhythm.

use chrono::{Days, NaiveDate};

use super::model::RhythmModel;
use super::outlook::Outlook;
use super::repeats::{Repeats, weeks};
use super::season::Season;
use crate::model::{Decimal, words};

/// Below so many customers with two orders and more, a book says less of itself than the shipped numbers do.
pub const ENOUGH_REPEATERS: usize = 30;

/// Below that chance to be in its rhythm, when an order in it comes is not worth saying, and no date goes by it.
pub const HARDLY: Decimal = Decimal::from_parts(1, 0, 0, false, 1);

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

words! {
    /// The same without its figures.
    FootingKind {
        /// One order only.
        OneOrder = "one-order",
        /// Its own rhythm.
        Own = "own",
        /// Its own season.
        Season = "season",
    }
}

impl Footing {
    pub fn kind(self) -> FootingKind {
        match self {
            Footing::OneOrder => FootingKind::OneOrder,
            Footing::Own => FootingKind::Own,
            Footing::Season(_) => FootingKind::Season,
        }
    }
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
    model: &'a RhythmModel,
}

impl ExpectedDays {
    pub(super) fn of_season(season: &Season) -> Self {
        let (from, until) = season.window();
        ExpectedDays { from, middle: season.expected, until }
    }
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
        Some(Expectation { footing, repeats, last, today, outlook: self.outlook(&repeats), model: self })
    }
}

impl Expectation<'_> {
    /// When the next order is expected. It is told of customers that are out of their rhythm, too: if they still are in
    /// it, then.
    pub fn days(&self) -> Option<ExpectedDays> {
        if let Footing::Season(season) = self.footing {
            return Some(ExpectedDays::of_season(&season.ahead(self.today)));
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

    /// P(in rhythm): it orders as it did; of one with a season, its next order is still to come within a year of them.
    pub fn in_rhythm(&self) -> f64 {
        match self.footing {
            Footing::Season(season) => season.chances(self.leaves(), self.today).awaited,
            _ => self.outlook.in_rhythm(),
        }
    }

    /// The chance of an order within so many days.
    pub fn order_within(&self, days: u32) -> f64 {
        match self.footing {
            Footing::Season(season) => season.order_between(self.leaves(), self.today, self.after(days)),
            _ => self.outlook.order_within(weeks(i64::from(days))),
        }
    }

    /// How many orders are expected within so many days; of a season, in which each has its own place, the next one
    /// alone.
    pub fn orders_within(&self, days: u32) -> f64 {
        match self.footing {
            Footing::Season(_) => self.order_within(days),
            _ => self.outlook.expected_within(weeks(i64::from(days))),
        }
    }

    /// The usual gap between its orders, in days, where that is its own.
    pub fn usual_days(&self) -> Option<u32> {
        let is_own = self.footing == Footing::Own;
        is_own.then(|| (self.outlook.usual_gap() * 7.0).round().max(1.0) as u32)
    }

    /// Whether its next order is late: on its last order's day one would have said, nine in ten have ordered by now; of a
    /// season, its days have passed.
    pub fn is_late(&self) -> bool {
        self.late_since().is_some_and(|since| since <= self.today)
    }

    /// The first day on which its next order is late; `None` where the model can't say.
    pub fn late_since(&self) -> Option<NaiveDate> {
        let last_day = match self.footing {
            Footing::Season(season) => season.window().1,
            _ => {
                let then = Repeats { until_today: self.repeats.until_last, ..self.repeats };
                let days = (self.model.outlook(&then).window()?.until * 7.0).floor().max(0.0);
                self.last.checked_add_days(Days::new(days as u64))?
            }
        };
        last_day.succ_opt()
    }

    pub(super) fn leaves(&self) -> f64 {
        self.model.parameters.mean_leave()
    }

    pub(super) fn after(&self, days: u32) -> NaiveDate {
        self.today.checked_add_days(Days::new(days.into())).unwrap_or(NaiveDate::MAX)
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
        assert!(season.error <= 4 && season.gap_error > Some(100), "{season:?}");
    }

    /// Two orders each March, known in November, in March, and after a March without any.
    #[test]
    fn a_season_is_awaited_in_its_days_and_once_more_a_year_later() {
        let model = RhythmModel::new(RhythmParameters::SHIPPED);
        let orders = [(2022, 5, 20), (2023, 9, 24), (2024, 3, 18), (2025, 8, 23), (2026, 4, 20)];
        let both = |(year, first, second)| [format!("{year}-03-{first:02}"), format!("{year}-03-{second}")];
        let days: Vec<_> = orders.into_iter().flat_map(both).map(|text| day(&text)).collect();
        for (today, in_rhythm, within, is_late, from) in [
            ("2026-11-28", 0.7..0.9, 0.0..0.01, false, "2027-02-27"),
            ("2027-02-20", 0.7..0.9, 0.7..0.9, false, "2027-02-27"),
            ("2027-03-11", 0.0..0.5, 0.0..0.5, false, "2027-02-27"),
            ("2027-06-01", 0.0..0.01, 0.0..0.01, true, "2028-02-28"),
            ("2028-02-20", 0.0..0.01, 0.4..0.7, true, "2028-02-28"),
            // A second season without an order takes its weight from the chances, too.
            ("2028-04-15", 0.0..0.01, 0.0..0.01, true, "2029-02-28"),
            ("2029-02-20", 0.0..0.01, 0.02..0.2, true, "2029-02-28"),
        ] {
            let one = model.expectation(&days, day(today)).expect("ordered");
            assert!(matches!(one.footing, Footing::Season(_)), "{today}");
            assert!(in_rhythm.contains(&one.in_rhythm()), "{today}: in rhythm {}", one.in_rhythm());
            assert!(within.contains(&one.order_within(28)), "{today}: within {}", one.order_within(28));
            assert_eq!(one.is_late(), is_late, "{today}");
            let window = one.days().expect("a window");
            assert!((window.from - day(from)).num_days().abs() <= 5, "{today}: {window:?}");
            assert!(window.until >= day(today), "{today}: {window:?}");
        }
    }

    /// Five years of it, each on the days said of the months, a bit earlier or later; 2026 left out so far.
    #[test]
    fn a_year_tells_its_own_buyers_and_no_others() {
        let model = RhythmModel::new(RhythmParameters::SHIPPED);
        let off = [1_i64, -1, 0, 1, -1];
        let orders = |months: &[u32], off: [i64; 5]| {
            let of = |(at, year): (usize, i32)| {
                let off = chrono::TimeDelta::days(off[at]);
                months.iter().filter_map(move |month| Some(NaiveDate::from_ymd_opt(year, *month, 4)? + off))
            };
            (2021..2026).enumerate().flat_map(of).collect::<Vec<_>>()
        };
        let [yearly, twice] = [&[12][..], &[5, 12]].map(|months| orders(months, off));
        let quarterly = orders(&[3, 6, 9, 12], off);
        let loosely = orders(&[3, 6, 9, 12], [4, -4, 5, -3, 2]);
        let two_monthly = orders(&[2, 4, 6, 8, 10, 12], [0; 5]);
        for (what, days, today, is_season, within, from) in [
            ("yearly", &yearly, "2026-11-20", true, 0.6..0.9, "2026-11-26"),
            ("three of it", &yearly[2..].to_vec(), "2026-11-20", true, 0.5..0.9, "2026-11-26"),
            ("yearly, before its weeks", &yearly, "2026-08-20", true, 0.0..0.01, "2026-11-26"),
            ("twice a year, May left out", &twice, "2026-11-20", true, 0.3..0.7, "2026-11-26"),
            ("both left out", &twice, "2027-04-20", true, 0.0..0.2, "2027-04-26"),
            ("quarterly, a week late", &quarterly, "2026-03-12", false, 0.3..1.0, "2026-03-13"),
            ("loosely quarterly", &loosely, "2026-03-12", false, 0.3..1.0, "2026-03-13"),
            ("every two months", &two_monthly, "2026-02-12", false, 0.3..1.0, "2026-02-13"),
        ] {
            let one = model.expectation(days, day(today)).expect("ordered");
            assert_eq!(matches!(one.footing, Footing::Season(_)), is_season, "{what}: {:?}", one.footing);
            assert!(within.contains(&one.order_within(28)), "{what}: within {}", one.order_within(28));
            let window = one.days().expect("a window");
            assert!((window.from - day(from)).num_days().abs() <= 3, "{what}: {window:?}");
            assert!((window.until - window.from).num_days() >= 5, "{what}: {window:?}");
        }
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
        assert_eq!((fresh.usual_days(), fresh.is_late()), (Some(30), false));
        assert!(on("2026-06-18").is_late() && !on("2026-06-10").is_late());
        assert!(window.from >= day("2026-06-01") && window.until <= day("2026-06-16"), "{window:?}");
        let late = on("2026-11-09");
        assert!(late.outlook.in_rhythm() < 0.05, "{}", late.outlook.in_rhythm());
        assert!(late.outlook.alive() > 0.2, "{}", late.outlook.alive());
        assert_eq!(late.days_since(), 184);
    }
}
