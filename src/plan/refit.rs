//! Whether the numbers of the model of orders are to be found anew, and what that would change.

use chrono::NaiveDate;

use crate::model::{Customer, History, Interval, Unit};
use crate::rules::rhythm::{BookRhythm, ENOUGH_REPEATERS, Repeats, fit};
use crate::rules::{EffectiveClass, Policy, cadence};

/// A fit of so many customers takes a few seconds; of more, it is left to whoever asks for it.
const AT_ONCE: usize = 2_000;

/// The numbers are to be found anew.
#[derive(Clone, Debug, PartialEq)]
pub struct Refit {
    /// The day up to which the orders counted; none where nothing was found of this book yet.
    pub fitted: Option<NaiveDate>,
    /// Who has ordered twice and more.
    pub repeaters: usize,
    /// The numbers as they are, and as they would be where that is known.
    pub old: BookRhythm,
    pub new: Option<BookRhythm>,
    /// How many next dates would be others, and how many there are.
    pub moved: usize,
    pub dates: usize,
}

impl Refit {
    /// Whether the numbers may be too old: a quarter after they were found, and where none were.
    pub fn may_be_due(book: &BookRhythm, today: NaiveDate) -> bool {
        let quarter = Interval::new(3, Unit::Month).map_or(today, |quarter| quarter.before(today));
        book.fitted.is_none_or(|fitted| fitted.day < quarter)
    }

    /// Whether they are to be found anew, and what would be found: where the book is large enough to say something of
    /// itself. `book` are the days on which each customer ordered.
    pub fn of(book: &[Vec<NaiveDate>], old: &BookRhythm, today: NaiveDate) -> Option<Self> {
        let seen: Vec<Repeats> = book.iter().filter_map(|days| Repeats::of(days, today)).collect();
        let repeaters = seen.iter().filter(|one| one.count > 0).count();
        if !Refit::may_be_due(old, today) || repeaters < ENOUGH_REPEATERS {
            return None;
        }
        let found = (seen.len() <= AT_ONCE).then(|| fit(&seen, &old.fit_rule())).flatten();
        let found = found.filter(|found| found.converged);
        let new = found.map(|found| BookRhythm::of(&found, old.numbers.merge_days, today));
        let fitted = old.fitted.map(|fitted| fitted.day);
        Some(Refit { fitted, repeaters, old: *old, new, moved: 0, dates: 0 })
    }
}

/// Whether a customer has a next date, and whether it is another one under other rules. `history` must be as of `today`.
pub fn moves_under(
    customer: &Customer,
    driving: &EffectiveClass,
    history: &History<'_>,
    (old, new): (&Policy, &Policy),
    today: NaiveDate,
) -> Option<bool> {
    let due = |policy| cadence::next(customer, driving.class.as_deref(), history, policy, today).due;
    let before = due(old);
    let after = due(new);
    (before.is_some() || after.is_some()).then_some(before != after)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::rhythm::FittedBook;
    use chrono::Days;

    #[test]
    fn numbers_are_found_anew_a_quarter_later_and_where_none_were() {
        let today: NaiveDate = "2026-11-28".parse().expect("a date");
        let fitted = |day: &str| {
            let day = day.parse().expect("a date");
            let fitted = Some(FittedBook { day, customers: 40, repeaters: 35, likelihood: None });
            BookRhythm { fitted, ..BookRhythm::default() }
        };
        // Every so many days, each customer with its own gap.
        let book = |customers: u64| -> Vec<Vec<NaiveDate>> {
            let days = |gap: u64| (0..6).map(|turn| today - Days::new(5 + (5 - turn) * gap)).collect();
            (0..customers).map(|one| days(20 + one)).collect()
        };
        for (what, customers, old, want) in [
            ("a small book", 29, BookRhythm::default(), false),
            ("no numbers yet", 30, BookRhythm::default(), true),
            ("new ones", 30, fitted("2026-09-01"), false),
            ("a quarter old", 30, fitted("2026-08-28"), false),
            ("older", 30, fitted("2026-08-27"), true),
            ("older, of a small book", 5, fitted("2026-01-01"), false),
        ] {
            let found = Refit::of(&book(customers), &old, today);
            assert_eq!(found.is_some(), want, "{what}");
            let says = found.is_none_or(|found| found.new.is_some_and(|new| new.numbers != old.numbers));
            assert!(says, "{what}");
        }
    }
}
