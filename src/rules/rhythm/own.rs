//! A customer's own rhythm, as the dates of its follow-ups go by it.
//!
//! The source (S0) says where follow-ups of an order customer belong: a monthly buyer in that part of the month in
//! which it orders, a yearly one in those weeks; not more often without cause, and never left alone for long. When it
//! orders says the model of the book; how long before that it is spoken to is the team's lead time (own).
//!
//! All of it is as one knew it on the day of the last order, or of the last contact: a date that moved with every day
//! on which nothing happens would never come.

use chrono::{Days, NaiveDate};

use super::book::rounded;
use super::expectation::{ExpectedDays, Footing, HARDLY};
use super::model::RhythmModel;
use super::season::{ASKED_WITHIN, Season};
use crate::model::{Decimal, Interval, Measure, Unit};
use crate::rules::settings::{FRACTION, INTERVAL, Kind, Shape, settings, span};

settings! {
    /// When a rhythm counts as known, and what it does.
    #[derive(Clone, Copy, Debug, PartialEq)]
    pub struct RhythmRule "Places the follow-ups before the next expected order, once the customer's rhythm is known; until then the cadence counts." {
        /// The number of orders from which on a rhythm can be known; at least 2.
        "orders" orders: usize = Shape::Value(Kind::Count(Measure::Orders, None)), 2;
        /// How far the days between which the next order is expected may lie from their middle, as a part of the usual gap
        /// (0.5: by half of it).
        "spread" spread: Decimal = FRACTION, Decimal::new(5, 1);
        /// The longest time without a contact, whatever the rhythm; in days, weeks, months or years.
        "longest" longest: Interval = INTERVAL, span(3, Unit::Month);
    }
}

/// However wide the days of the order are, it is asked for in those next to their middle: four weeks to each side. Nobody
/// is asked every month for half a year because its one order of the year may come any day (own).
pub const NEAR: i64 = ASKED_WITHIN as i64;

/// A known rhythm, as one knew it on the day of the last order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rhythm {
    /// The usual gap between its orders, in days.
    pub every: u32,
    /// The number of orders that it rests on.
    pub orders: usize,
    pub last: NaiveDate,
    /// When the order after that is expected: four in five such orders come between these days.
    pub next: ExpectedDays,
    /// The season that tells it, where the year does.
    pub season: Option<Season>,
}

/// By what the day of a contact with a customer in its rhythm was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placed {
    /// So long before the days of the order.
    Ahead,
    /// These days have begun: an interval after the last contact, as long as the order may still come.
    Within(Interval),
    /// The longest time alone, which is over before that.
    Alone(Interval),
}

/// The order for which a customer is spoken to next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExpectedOrder {
    /// When it is asked for: as long as four in five such orders last, and no longer than four weeks to each side.
    pub days: ExpectedDays,
    /// How many orders lie between the last one and this one.
    pub skipped: u32,
    /// So long before it as the lead time says.
    pub ahead: NaiveDate,
    pub placed: Placed,
}

/// Whether the last order is so long ago that none is to be expected by the usual time, nor by so many times the
/// customer's own rhythm where that is known (own).
pub fn is_over(
    last: NaiveDate,
    today: NaiveDate,
    (time, rhythms): (Interval, Decimal),
    every: Option<u32>,
) -> bool {
    let own = every.map(|every| Decimal::from(every).saturating_mul(rhythms));
    time.after(last) <= today && own.is_none_or(|own| Decimal::from((today - last).num_days()) >= own)
}

impl Rhythm {
    /// The rhythm of these order days (each once, in order, merged as the model sees them), where the rule takes it as
    /// known: from so many orders on, and where the model's days for the next one say something.
    pub fn of(days: &[NaiveDate], rule: &RhythmRule, model: &RhythmModel) -> Option<Self> {
        let last = *days.last()?;
        if days.len() < rule.orders.max(2) {
            return None;
        }
        let expected = model.expectation(days, last)?;
        let (every, season) = match expected.footing {
            Footing::Season(season) => (season.every(), Some(season)),
            _ => (expected.usual_days()?, None),
        };
        let next = expected.days()?;
        let width = Decimal::from((next.until - next.from).num_days());
        let is_narrow = width <= (rule.spread * Decimal::TWO).saturating_mul(Decimal::from(every));
        is_narrow.then_some(Rhythm { every, orders: days.len(), last, next, season })
    }

    /// How far the days of the next order lie from their middle.
    pub fn spread(&self) -> u32 {
        u32::try_from((self.next.until - self.next.from).num_days() / 2).unwrap_or(0)
    }

    /// The days in which the order is asked for that comes so many orders, or seasons, after the next one.
    pub fn asked(&self, skipped: usize) -> ExpectedDays {
        let ExpectedDays { from, middle, until } = match self.season {
            Some(season) => ExpectedDays::of_season(&season.turn(skipped)),
            None => {
                let days = i64::try_from(skipped).unwrap_or(i64::MAX).saturating_mul(self.every.into());
                let ExpectedDays { from, middle, until } = self.next;
                ExpectedDays {
                    from: later(from, days),
                    middle: later(middle, days),
                    until: later(until, days),
                }
            }
        };
        let near = Days::new(NEAR.unsigned_abs());
        ExpectedDays {
            from: middle.checked_sub_days(near).map_or(from, |first| from.max(first)),
            middle,
            until: until.min(later(middle, NEAR)),
        }
    }

    /// Whether the follow-ups still go by it, as one knew on the day of the last contact; else the grade's cadence counts.
    /// Of one that leaves out its season nothing is known before the next one.
    pub fn holds(&self, days: &[NaiveDate], model: &RhythmModel, contact: NaiveDate) -> bool {
        if self.season.is_some() || contact <= self.next.until {
            return true;
        }
        model.expectation(days, contact).is_some_and(|then| rounded(then.in_rhythm(), 4) >= HARDLY)
    }

    /// The next follow-up after a contact on `contact`, and the order that it is for.
    ///
    /// It is so long before the first expected order (`lead`) that lies far enough after the contact: at least a quarter
    /// of the rhythm and at most a week for one that is not faster than the grade's own interval; a customer that orders
    /// more often is met at every so many-th order that comes nearest to that interval. Where the contact was for an order
    /// that may still come after that interval, it is repeated then; and nobody is left alone for longer than `longest`.
    pub fn next_after(
        &self,
        contact: NaiveDate,
        (every, longest): (Interval, Interval),
        lead: Interval,
    ) -> (NaiveDate, ExpectedOrder) {
        let rhythm = i64::from(self.every);
        let usual = every.after(contact);
        let stride = ((usual - contact).num_days() / rhythm).max(1);
        let apart = if stride == 1 { (rhythm / 4).clamp(1, 7) } else { (2 * stride - 1) * rhythm / 2 };
        let earliest = later(contact, apart);
        let ahead = |skipped: usize| lead.before(self.asked(skipped).from);
        let behind = (earliest - ahead(0)).num_days();
        // Months are not all of one length: a lead of some may be a few days shorter or longer there. Seasons aren't
        // evenly far apart: they are looked through.
        let first = match self.season {
            Some(_) => 0,
            None => usize::try_from((behind - 4).div_euclid(rhythm)).unwrap_or(0),
        };
        let skipped =
            (first..first + LOOKED_THROUGH).find(|skipped| ahead(*skipped) >= earliest).unwrap_or(first);
        let order = |skipped: usize, placed: Placed| {
            let days = self.asked(skipped);
            let ahead = lead.before(days.from);
            ExpectedOrder { days, skipped: u32::try_from(skipped).unwrap_or(u32::MAX), ahead, placed }
        };
        let is_still_open = skipped > 0 && usual <= self.asked(skipped - 1).until;
        let (due, found) = match is_still_open && usual < ahead(skipped) {
            true => (usual, order(skipped - 1, Placed::Within(every))),
            false => (ahead(skipped), order(skipped, Placed::Ahead)),
        };
        let alone = longest.after(contact);
        match alone < due {
            true => (alone, ExpectedOrder { placed: Placed::Alone(longest), ..found }),
            false => (due, found),
        }
    }
}

/// So many later orders are looked through for the first one that lies far enough ahead: nearly always it is one of the
/// first, and a contact may come decades after the last order.
const LOOKED_THROUGH: usize = 1_600;

fn later(day: NaiveDate, days: i64) -> NaiveDate {
    day.checked_add_days(Days::new(days.unsigned_abs())).unwrap_or(NaiveDate::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::rhythm::RhythmParameters;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn days(texts: &[&str]) -> Vec<NaiveDate> {
        texts.iter().map(|text| day(text)).collect()
    }

    fn model() -> RhythmModel {
        RhythmModel::new(RhythmParameters::SHIPPED)
    }

    fn rhythm(texts: &[&str]) -> Option<Rhythm> {
        Rhythm::of(&days(texts), &RhythmRule::default(), &model())
    }

    const MONTHLY: [&str; 5] = ["2026-07-12", "2026-08-11", "2026-09-10", "2026-10-10", "2026-11-09"];
    const WEEKLY: [&str; 6] =
        ["2026-10-05", "2026-10-12", "2026-10-19", "2026-10-26", "2026-11-02", "2026-11-09"];
    /// Two orders each March.
    const MARCHES: [&str; 8] = [
        "2023-03-06",
        "2023-03-19",
        "2024-03-05",
        "2024-03-22",
        "2025-03-03",
        "2025-03-20",
        "2026-03-06",
        "2026-03-21",
    ];
    const QUARTERLY: [&str; 4] = ["2025-12-05", "2026-03-01", "2026-06-05", "2026-09-01"];
    const YEARLY: [&str; 4] = ["2022-11-07", "2023-11-01", "2024-11-05", "2025-11-03"];
    const LOOSELY_YEARLY: [&str; 5] = ["2021-09-20", "2022-12-05", "2023-10-01", "2024-12-15", "2025-10-20"];
    const MAY_DECEMBER: [&str; 6] =
        ["2023-05-04", "2023-12-04", "2024-05-03", "2024-12-05", "2025-05-05", "2025-12-03"];

    #[test]
    fn a_rhythm_is_known_where_the_models_days_say_something() {
        for (what, texts, want) in [
            ("nothing", &[][..], None),
            ("one order", &["2026-10-10"], None),
            ("two say too little", &["2026-10-10", "2026-11-09"], None),
            ("three that lie evenly", &MONTHLY[2..], Some(32)),
            ("five", &MONTHLY, Some(30)),
            // Of six orders, the book still says something.
            ("by the week", &WEEKLY, Some(9)),
            ("by the year", &YEARLY, Some(365)),
            ("in no weeks of the year", &LOOSELY_YEARLY, Some(365)),
            ("irregular", &["2026-01-01", "2026-01-05", "2026-06-01", "2026-06-20"], None),
            ("in its season", &MARCHES, Some(182)),
            ("twice a year", &MAY_DECEMBER, Some(182)),
        ] {
            assert_eq!(rhythm(texts).map(|known| known.every), want, "{what}: {:?}", rhythm(texts));
        }
        let two = RhythmRule { spread: Decimal::new(7, 1), ..RhythmRule::default() };
        assert!(Rhythm::of(&days(&MONTHLY[3..]), &two, &model()).is_some(), "where the team takes less");
        let four = RhythmRule { orders: 4, ..RhythmRule::default() };
        assert_eq!(Rhythm::of(&days(&MONTHLY[2..]), &four, &model()), None);
    }

    #[test]
    fn the_next_contact_lies_before_the_next_expected_order() {
        let interval = |text: &str| Interval::parse(text).expect("an interval");
        let next = |texts: &[&str], contact: &str, lead: &str| {
            let known = rhythm(texts).expect("known");
            let spans = (interval("1 month"), interval("1 year"));
            let (due, found) = known.next_after(day(contact), spans, interval(lead));
            assert!(found.ahead < found.days.from && found.days.from <= found.days.until, "{found:?}");
            let by = match found.placed {
                Placed::Ahead => "ahead",
                Placed::Within(_) => "within",
                Placed::Alone(_) => "alone",
            };
            (due.to_string(), found.skipped, by)
        };
        for (what, texts, contact, lead, want) in [
            ("after its last order", &MONTHLY[..], "2026-11-09", "7 days", ("2026-11-26", 0, "ahead")),
            ("a week before is far enough", &MONTHLY, "2026-11-19", "7 days", ("2026-11-26", 0, "ahead")),
            ("just been there", &MONTHLY, "2026-11-20", "7 days", ("2026-12-26", 1, "ahead")),
            ("never before the last order", &MONTHLY, "2026-08-01", "7 days", ("2026-11-26", 0, "ahead")),
            ("a longer lead", &MONTHLY, "2026-11-09", "2 weeks", ("2026-11-19", 0, "ahead")),
            ("longer than the rhythm", &MONTHLY, "2026-11-09", "2 months", ("2026-12-01", 2, "ahead")),
            ("every third order", &WEEKLY, "2026-11-09", "2 days", ("2026-12-01", 2, "ahead")),
            ("its weeks of the year", &YEARLY, "2025-11-03", "7 days", ("2026-10-19", 0, "ahead")),
            ("once a year", &YEARLY, "2026-10-20", "7 days", ("2027-10-19", 1, "ahead")),
            // The days of the order are months: asked for in those next to their middle, once a month.
            ("not before its weeks", &LOOSELY_YEARLY, "2026-05-20", "7 days", ("2026-09-13", 0, "ahead")),
            ("one that may still come", &LOOSELY_YEARLY, "2026-09-20", "7 days", ("2026-10-20", 0, "within")),
            ("and not for longer", &LOOSELY_YEARLY, "2026-10-20", "7 days", ("2027-09-13", 1, "ahead")),
            (
                "the next season of the year",
                &MAY_DECEMBER,
                "2026-04-20",
                "7 days",
                ("2026-11-19", 1, "ahead"),
            ),
            ("and the year after that", &MAY_DECEMBER, "2026-11-20", "7 days", ("2027-04-21", 2, "ahead")),
            ("of the quarter, too", &QUARTERLY, "2026-11-10", "7 days", ("2026-12-10", 0, "within")),
            ("its season", &MARCHES, "2026-11-20", "7 days", ("2027-02-20", 0, "ahead")),
        ] {
            assert_eq!(next(texts, contact, lead), (want.0.to_owned(), want.1, want.2), "{what}");
        }
    }

    #[test]
    fn nobody_goes_by_a_rhythm_that_is_over() {
        let known = rhythm(&MONTHLY).expect("known");
        let holds = |contact: &str| known.holds(&days(&MONTHLY), &model(), day(contact));
        assert!(holds("2026-11-20") && holds("2026-12-18"), "as long as an order may still come in it");
        assert!(!holds("2027-05-01"));
        let season = rhythm(&MARCHES).expect("known");
        assert!(season.holds(&days(&MARCHES), &model(), day("2027-05-01")), "a season comes again");
    }
}
