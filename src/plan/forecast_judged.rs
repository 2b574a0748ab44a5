//! How good the forecast was: as it would have stood three, six and nine months ago, held against what came.
//!
//! What is known of a customer is what it had ordered by then; whose it is, and of which class, is what it is today:
//! nobody has written down what it was.

use chrono::{Months, NaiveDate};

use super::forecast::{Forecast, ForecastOf, GroupForecast, Month, OrderLog};
use crate::model::Decimal;
use crate::rules::first_of_month;
use crate::rules::rhythm::{BookRhythm, ENOUGH_REPEATERS, LEAST_CUSTOMERS, Repeats, RhythmModel, fit};

/// The forecasts, and how they fared.
#[derive(Clone, Debug, PartialEq)]
pub struct JudgedForecast {
    /// The latest one first.
    pub cuts: Vec<JudgedCut>,
    /// How many of the bands of single months held: of everybody, of each person, of each class.
    pub held: Vec<Held>,
    /// By how much three months were wrong, of everybody; none where nothing was told or nothing came.
    pub orders: Option<Misses>,
    pub revenue: Option<Misses>,
}

/// A forecast as it would have been on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct JudgedCut {
    pub known_until: NaiveDate,
    /// Who had ordered by then.
    pub customers: usize,
    /// Whether the book had numbers of its own by then.
    pub is_fitted: bool,
    /// What was said of everybody's three months, and what came of those who had ordered by then.
    pub said: Option<GroupForecast>,
    pub came: Came,
    /// What those who first ordered later brought beside it.
    pub newcomers: Came,
    /// What came in the three months before that day, and in the same months of the year before.
    pub quarter_before: Came,
    pub year_before: Came,
}

/// Orders, and what they were worth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Came {
    pub orders: usize,
    pub revenue: Decimal,
}

/// Of how many months the band held what came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    pub of: ForecastOf,
    pub orders: usize,
    pub of_orders: usize,
    pub revenue: usize,
    pub of_revenue: usize,
}

/// How far off each was, as a part of what came: the sum of the errors over the sum that came.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Misses {
    /// The mean of the futures.
    pub model: Decimal,
    /// As much as in the three months before.
    pub last_quarter: Decimal,
    /// As much as in the same months of the year before.
    pub year_before: Decimal,
}

impl Came {
    /// Of these customers, in these months.
    fn of<'a>(book: impl Iterator<Item = &'a OrderLog>, month: Month) -> Self {
        book.fold(Came::default(), |sum, one| {
            let (orders, revenue) = one.came(month);
            Came { orders: sum.orders + orders, revenue: sum.revenue.saturating_add(revenue) }
        })
    }
}

/// Holds the forecasts of three days against what came. The numbers are found anew as of each, where the book was large
/// enough for its own; else the shipped ones count: those of `rhythm.yaml` know what came.
pub fn judged_forecast(book: &[OrderLog], rules: &BookRhythm, today: NaiveDate) -> JudgedForecast {
    let this_month = first_of_month(today);
    let mut held: Vec<Held> = ForecastOf::ALL
        .iter()
        .map(|of| Held { of: *of, orders: 0, of_orders: 0, revenue: 0, of_revenue: 0 })
        .collect();
    let cut = |ago: u32| {
        let first = this_month.checked_sub_months(Months::new(ago)).unwrap_or(this_month);
        JudgedCut::of(book, rules, first, &mut held)
    };
    let cuts: Vec<JudgedCut> = [3, 6, 9].map(cut).into_iter().collect();
    let orders = misses(&cuts, |cut| Some(cut.said_together()?.orders.mean), |came| came.orders.into());
    let revenue = misses(&cuts, |cut| Some(cut.said_together()?.revenue?.mean), |came| came.revenue);
    JudgedForecast { cuts, held, orders, revenue }
}

impl JudgedCut {
    /// What was said of the three months from a first day of one on.
    fn of(book: &[OrderLog], rules: &BookRhythm, first: NaiveDate, held: &mut [Held]) -> Self {
        let known_until = first.pred_opt().unwrap_or(first);
        let months: Vec<Month> = (0..3).map(|at| Month::whole(first, at)).collect();
        let is_known = |one: &&OrderLog| one.days.first().is_some_and(|day| *day <= known_until);
        let was_there = |one: &&OrderLog| one.archived.is_none_or(|day| day > known_until);
        let known: Vec<OrderLog> = book.iter().filter(is_known).filter(was_there).cloned().collect();
        let ago = |months: u32| first.checked_sub_months(Months::new(months)).unwrap_or(first);
        let all = |first: NaiveDate| Month { until: Month::whole(first, 2).until, ..Month::whole(first, 0) };
        let mut cut = JudgedCut {
            known_until,
            customers: known.len(),
            is_fitted: false,
            said: None,
            came: Came::of(known.iter(), all(first)),
            newcomers: Came::of(book.iter().filter(|one| !is_known(one)), all(first)),
            quarter_before: Came::of(known.iter(), all(ago(3))),
            year_before: Came::of(known.iter(), all(ago(12))),
        };
        if known.len() < LEAST_CUSTOMERS {
            return cut;
        }
        let own = own_model(book, rules, known_until);
        cut.is_fitted = own.is_some();
        let model = own.unwrap_or_else(|| BookRhythm::default().model());
        let found = Forecast::of(&known, &model, known_until, &months);
        for group in &found.groups {
            if let Some(held) = held.iter_mut().find(|held| held.of == group.of) {
                held.count(group, &known);
            }
        }
        cut.said = found.groups.into_iter().next();
        cut
    }

    /// What was said of the three months together.
    pub fn said_together(&self) -> Option<&super::forecast::MonthForecast> {
        self.said.as_ref()?.months.as_ref()?.last()
    }
}

/// The model as it would have been found on a day; none of a book that said too little of itself.
fn own_model(book: &[OrderLog], rules: &BookRhythm, day: NaiveDate) -> Option<RhythmModel> {
    let seen: Vec<Repeats> = book.iter().filter_map(|one| Repeats::of(&one.days, day)).collect();
    let repeaters = seen.iter().filter(|one| one.count > 0).count();
    let found = (repeaters >= ENOUGH_REPEATERS).then(|| fit(&seen, &rules.fit_rule())).flatten();
    found.filter(|found| found.converged).map(|found| RhythmModel::new(found.parameters))
}

impl Held {
    /// Counts the single months of a group.
    fn count(&mut self, group: &GroupForecast, known: &[OrderLog]) {
        let Some((_, single)) = group.months.as_ref().and_then(|months| months.split_last()) else { return };
        for said in single {
            let came = Came::of(known.iter().filter(|one| one.is_in(group)), said.month);
            self.of_orders += 1;
            self.orders += usize::from(said.orders.holds(came.orders.into()));
            if let Some(revenue) = said.revenue {
                self.of_revenue += 1;
                self.revenue += usize::from(revenue.holds(came.revenue));
            }
        }
    }
}

/// The errors of all days on which something was said.
fn misses(
    cuts: &[JudgedCut],
    said: impl Fn(&JudgedCut) -> Option<Decimal>,
    of: impl Fn(Came) -> Decimal,
) -> Option<Misses> {
    let told: Vec<(&JudgedCut, Decimal)> = cuts.iter().filter_map(|cut| Some((cut, said(cut)?))).collect();
    let sum = |each: &dyn Fn(&JudgedCut, Decimal) -> Decimal| {
        told.iter().map(|(cut, said)| each(cut, *said)).fold(Decimal::ZERO, Decimal::saturating_add)
    };
    let came = sum(&|cut, _| of(cut.came));
    if came <= Decimal::ZERO {
        return None;
    }
    let part = |each: &dyn Fn(&JudgedCut, Decimal) -> Decimal| {
        let missed = sum(&|cut, said| (each(cut, said) - of(cut.came)).abs());
        missed.checked_div(came)
    };
    Some(Misses {
        model: part(&|_, said| said)?,
        last_quarter: part(&|cut, _| of(cut.quarter_before))?,
        year_before: part(&|cut, _| of(cut.year_before))?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::CustomerId;
    use chrono::Days;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    /// A customer that ordered for 100 every so many days up to a day, the first time on a day.
    fn every(at: u64, gap: u64, from: &str, until: &str) -> OrderLog {
        let days: Vec<NaiveDate> = (0..)
            .map(|turn| day(from) + Days::new(at % gap + turn * gap))
            .take_while(|on| *on <= day(until))
            .collect();
        OrderLog {
            id: CustomerId::new(&format!("c{at}-{from}")).expect("an id"),
            owner: Some(if at.is_multiple_of(2) { "li" } else { "wang" }.to_owned()),
            grade: Some("A".to_owned()),
            archived: None,
            sums: vec![Some(Decimal::ONE_HUNDRED); days.len()],
            days,
            unrated: Vec::new(),
        }
    }

    fn judged(book: &[OrderLog]) -> JudgedForecast {
        judged_forecast(book, &BookRhythm::default(), day("2026-11-20"))
    }

    #[test]
    fn three_days_are_judged_by_the_three_months_after_each() {
        let mut book: Vec<OrderLog> =
            (0..40).map(|at| every(at, 25 + at, "2024-01-02", "2026-11-19")).collect();
        book.push(every(99, 20, "2026-09-01", "2026-11-19"));
        // Archived since: it was there in January.
        book.push(OrderLog {
            archived: Some(day("2026-03-01")),
            ..every(98, 30, "2024-01-02", "2026-01-30")
        });
        let found = judged(&book);
        let cuts: Vec<_> = found
            .cuts
            .iter()
            .map(|cut| (cut.known_until.to_string(), cut.customers, cut.is_fitted))
            .collect();
        assert_eq!(
            cuts,
            [
                ("2026-07-31".to_owned(), 40, true),
                ("2026-04-30".to_owned(), 40, true),
                ("2026-01-31".to_owned(), 41, true)
            ]
        );
        let latest = &found.cuts[0];
        let came = |month: Month| book[..40].iter().map(|one| one.came(month).0).sum::<usize>();
        let all = Month { until: day("2026-10-31"), ..Month::whole(day("2026-08-01"), 0) };
        assert_eq!((latest.came.orders, latest.came.revenue), (came(all), Decimal::from(came(all) * 100)));
        assert_eq!(latest.newcomers.orders, book[40].came(all).0);
        assert_eq!(
            latest.year_before.orders,
            came(Month { from: day("2025-08-01"), until: day("2025-10-31"), is_whole: true })
        );
        // Three months of three days; two persons, one class.
        let of: Vec<_> = found.held.iter().map(|held| (held.of_orders, held.of_revenue)).collect();
        assert_eq!(of, [(9, 9), (18, 18), (9, 9)]);
        // So regular a book is told to a few in a hundred.
        let misses = found.orders.expect("said");
        assert!(misses.model < Decimal::new(8, 2), "{misses:?}");
    }

    #[test]
    fn of_too_small_a_book_nothing_is_said() {
        let book: Vec<OrderLog> = (0..29).map(|at| every(at, 25 + at, "2024-01-02", "2026-11-19")).collect();
        let found = judged(&book);
        assert!(found.cuts.iter().all(|cut| cut.said.is_none() && cut.customers == 29));
        assert_eq!((found.orders, found.revenue), (None, None));
        // Of a year nothing is known yet at the first of the days.
        let young: Vec<OrderLog> = (0..35).map(|at| every(at, 25 + at, "2026-05-02", "2026-11-19")).collect();
        let said: Vec<bool> = judged(&young).cuts.iter().map(|cut| cut.said.is_some()).collect();
        assert_eq!(said, [true, false, false]);
    }
}
