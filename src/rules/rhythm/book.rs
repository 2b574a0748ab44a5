//! What a workspace knows of its whole book: the model's numbers as people read them, and from what they come.

use chrono::NaiveDate;

use super::fit::{Fit, FitRule};
use super::model::RhythmModel;
use super::orders::MERGE_DAYS;
use super::parameters::{KINDS, Leaving, RhythmParameters};
use crate::model::{Decimal, Measure, decimal};
use crate::rules::settings::{FRACTION, Kind, Shape, settings};

/// A number that is above zero.
const POSITIVE: Shape = Shape::Value(Kind::Number(Measure::Factor, None));

settings! {
    /// The numbers of the model.
    #[derive(Clone, Copy, Debug, PartialEq)]
    pub struct RhythmNumbers "How fast, how regularly and for how long the customers of this book order." {
        /// The weeks between two orders of a usual customer: alpha / r.
        "gap" gap: Decimal = POSITIVE, Decimal::new(10_625, 3);
        /// How alike the customers are in that, r: at 1 some order ten times as often as others, at 50 all nearly alike.
        "alike" alike: Decimal = POSITIVE, Decimal::new(16, 1);
        /// The part of the customers that leaves after an order: a / (a + b).
        "leaves" leaves: Decimal = FRACTION, Decimal::new(816_327, 7);
        /// How alike the customers are in that: a + b.
        "loyal" loyal: Decimal = POSITIVE, Decimal::new(98, 1);
        /// The part of the orders that is followed by a long silence, after which the customer comes back; 0 for none. It
        /// is set, not found.
        "silence" silence: Decimal = FRACTION, Decimal::new(5, 2);
        /// How many usual gaps such a silence lasts. It is set, not found.
        "stretch" stretch: Decimal = POSITIVE, Decimal::new(6, 0);
        /// Orders that are fewer than so many days after one are its further shipments. It is set, not found.
        "merge_days" merge_days: u32 = Shape::Value(Kind::Count(Measure::Gap, None)), MERGE_DAYS;
    }
}

/// From what the numbers come.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FittedBook {
    /// The day up to which the orders counted.
    pub day: NaiveDate,
    /// Who had ordered by then.
    pub customers: u32,
    /// Those of them who had ordered twice and more.
    pub repeaters: u32,
    /// How likely these orders were under the numbers, as a natural logarithm, where it is written.
    pub likelihood: Option<Decimal>,
}

/// The model of a workspace.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BookRhythm {
    pub numbers: RhythmNumbers,
    /// The part of the customers with each regularity.
    pub weights: [Decimal; KINDS],
    /// None for the shipped numbers.
    pub fitted: Option<FittedBook>,
}

impl Default for BookRhythm {
    /// The shipped numbers.
    fn default() -> Self {
        let weights = RhythmParameters::SHIPPED.weights.map(|weight| rounded(weight, 4));
        BookRhythm { numbers: RhythmNumbers::default(), weights, fitted: None }
    }
}

impl BookRhythm {
    /// What a fit of a book up to a day has found, to the digits that are written down.
    pub fn of(fit: &Fit, merge_days: u32, day: NaiveDate) -> Self {
        let RhythmParameters { shape, leave, stay, weights, silence, stretch, .. } = fit.parameters;
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        BookRhythm {
            numbers: RhythmNumbers {
                gap: digits(fit.parameters.usual_gap()),
                alike: digits(shape),
                leaves: digits(fit.parameters.mean_leave()),
                loyal: digits(leave + stay),
                silence: digits(silence),
                stretch: digits(stretch),
                merge_days,
            },
            weights: weights.map(|weight| rounded(weight, 4)),
            fitted: Some(FittedBook {
                day,
                customers: count(fit.customers),
                repeaters: count(fit.repeaters),
                likelihood: Some(rounded(fit.ln_likelihood, 2)),
            }),
        }
    }

    /// The model under the numbers; under the shipped ones where no customer could order as they say.
    pub fn model(&self) -> RhythmModel {
        RhythmModel::new(self.parameters().unwrap_or(RhythmParameters::SHIPPED))
    }

    /// What a fit seeks, and what it leaves as it is set.
    pub fn fit_rule(&self) -> FitRule {
        let RhythmNumbers { silence, stretch, .. } = self.numbers;
        FitRule { silence: float(silence), stretch: float(stretch), ..FitRule::SHIPPED }
    }

    /// The parameters that the numbers stand for; none where no customer could order as they say.
    pub fn parameters(&self) -> Option<RhythmParameters> {
        let RhythmNumbers { gap, alike, leaves, loyal, silence, stretch, merge_days: _ } = self.numbers;
        let (shape, leaves, loyal) = (float(alike), float(leaves), float(loyal));
        let weights = self.weights.map(float);
        let all: f64 = weights.iter().sum();
        let parameters = RhythmParameters {
            shape,
            scale: float(gap) * shape,
            leave: leaves * loyal,
            stay: (1.0 - leaves) * loyal,
            // Rounded, they make no whole.
            weights: weights.map(|weight| weight / all),
            leaving: Leaving::AfterEach,
            silence: float(silence),
            stretch: float(stretch),
        };
        parameters.is_sound().then_some(parameters)
    }
}

/// The nearest float: of a number with as few digits as a file has, by one division of two that are exact.
fn float(number: Decimal) -> f64 {
    match (i64::try_from(number.mantissa()), number.scale()) {
        (Ok(digits), places @ 0..=15) if digits.unsigned_abs() < 1 << 53 => {
            digits as f64 / 10_u64.pow(places) as f64
        }
        _ => number.to_string().parse().unwrap_or_default(),
    }
}

/// A number to six digits: what a fit finds differs further behind only by how long it has searched.
fn digits(number: f64) -> Decimal {
    let exponent = format!("{number:.5e}").split('e').nth(1).and_then(|text| text.parse().ok()).unwrap_or(0);
    rounded(number, (5_i32 - exponent).clamp(0, 9).unsigned_abs())
}

/// A number of the model as it is shown and written, to so many places.
pub fn rounded(number: f64, places: u32) -> Decimal {
    decimal(&format!("{number:.*}", places as usize)).unwrap_or_default().normalize()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::rhythm::{Repeats, fit};

    #[test]
    fn the_shipped_numbers_are_the_shipped_parameters() {
        let (got, want) = (BookRhythm::default().parameters().expect("sound"), RhythmParameters::SHIPPED);
        for (got, want) in
            [(got.shape, want.shape), (got.scale, want.scale), (got.leave, want.leave), (got.stay, want.stay)]
        {
            assert!((got / want - 1.0).abs() < 1e-6, "{got} {want}");
        }
        assert_eq!(got.weights, want.weights);
        assert_eq!((got.silence, got.stretch), (want.silence, want.stretch));
    }

    #[test]
    fn what_a_fit_finds_is_written_to_six_digits() {
        assert_eq!(digits(10.114_712_3).to_string(), "10.1147");
        assert_eq!(digits(0.021_612_345).to_string(), "0.0216123");
        assert_eq!(digits(912.123_456_7).to_string(), "912.123");
        assert_eq!(digits(6.0).to_string(), "6");
        assert_eq!(rounded(-2_311.868_16, 2).to_string(), "-2311.87");
        let seen = Repeats { count: 4, until_last: 40.0, until_today: 45.0, ln_gaps: 9.2 };
        let found = fit(&[seen; 40], &FitRule::SHIPPED).expect("customers");
        let day = NaiveDate::default();
        let book = BookRhythm::of(&found, 3, day);
        let (got, want) = (book.parameters().expect("sound"), found.parameters);
        assert!((got.shape / want.shape - 1.0).abs() < 1e-4 && (got.scale / want.scale - 1.0).abs() < 1e-4);
        assert_eq!(book.fitted.map(|fitted| (fitted.customers, fitted.repeaters)), Some((40, 40)));
    }

    #[test]
    fn numbers_of_which_no_customer_could_be_are_none() {
        let none = |change: fn(&mut BookRhythm)| {
            let mut book = BookRhythm::default();
            change(&mut book);
            assert_eq!(book.parameters(), None, "{book:?}");
        };
        none(|book| book.numbers.gap = Decimal::ZERO);
        none(|book| book.numbers.leaves = Decimal::ONE);
        none(|book| book.numbers.silence = Decimal::ONE);
        none(|book| book.weights = [Decimal::ZERO; KINDS]);
    }
}
