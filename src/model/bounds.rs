//! Which numbers may stand where: one table for the rules, the customers and their logs.
//!
//! Bounds are generous, and none is there to teach a team its business. They keep every number so small
//! that a year, a book and a currency times a number is still a number: nothing overflows downstream, and
//! a digit typed too often is told where it stands instead of turning up in a total.

use super::money::{Decimal, decimal};

/// A number of the files, by what it measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Measure {
    /// Hours that somebody works in a week.
    HoursAWeek,
    /// Minutes that a contact of a class takes: a week at most.
    Minutes,
    /// Minutes that a contact took, in a log: a year at most, as old logs may add several up.
    Spent,
    /// How satisfied a customer is: 1 to 5.
    Score,
    /// An amount of money, which a credit note makes negative.
    Amount,
    /// An amount of money that can't be negative: a cost, a yearly revenue, what a contact is worth.
    Cost,
    /// What one unit of a currency is in another.
    Rate,
    /// A margin as a part of the amount; selling far below cost makes it very negative.
    Margin,
    /// A multiple of something, such as of the mean revenue.
    Factor,
    /// A multiple of a customer's own rhythm.
    Rhythms,
    /// Points out of a hundred.
    Points,
    /// Points of a lead, which some things take off.
    LeadPoints,
    /// How many people work for a customer.
    Staff,
    /// How many, or how often: once at least.
    Count,
    /// Orders that make a rhythm known: two have a gap.
    Orders,
    /// Days between two steps: ten years at most.
    Gap,
    /// Days before something: a year at most.
    DaysBefore,
}

impl Measure {
    pub const ALL: [Measure; 17] = [
        Measure::HoursAWeek,
        Measure::Minutes,
        Measure::Spent,
        Measure::Score,
        Measure::Amount,
        Measure::Cost,
        Measure::Rate,
        Measure::Margin,
        Measure::Factor,
        Measure::Rhythms,
        Measure::Points,
        Measure::LeadPoints,
        Measure::Staff,
        Measure::Count,
        Measure::Orders,
        Measure::Gap,
        Measure::DaysBefore,
    ];

    /// The smallest and the largest number, both included.
    pub fn range(self) -> (Decimal, Decimal) {
        // Enough for a large firm's year in the world's smallest currency.
        let amount = || whole(1_000_000_000_000_000);
        match self {
            Measure::HoursAWeek => (Decimal::ZERO, whole(7 * 24)),
            Measure::Minutes => (Decimal::ZERO, whole(7 * 24 * 60)),
            Measure::Spent => (Decimal::ZERO, whole(365 * 24 * 60)),
            Measure::Score => (Decimal::ONE, whole(5)),
            Measure::Amount => (-amount(), amount()),
            Measure::Cost => (Decimal::ZERO, amount()),
            Measure::Rate => (Decimal::new(1, 9), whole(1_000_000_000)),
            Measure::Margin => (whole(-1_000), Decimal::ONE),
            Measure::Factor | Measure::Rhythms => (Decimal::ZERO, whole(1_000)),
            Measure::Points => (Decimal::ZERO, Decimal::ONE_HUNDRED),
            Measure::LeadPoints => (whole(-1_000), whole(1_000)),
            Measure::Staff => (Decimal::ZERO, whole(1_000_000_000)),
            Measure::Count => (Decimal::ONE, whole(1_000_000)),
            Measure::Orders => (whole(2), whole(1_000)),
            Measure::Gap => (Decimal::ONE, whole(3_650)),
            Measure::DaysBefore => (Decimal::ONE, whole(366)),
        }
    }

    /// Whether it is counted in whole numbers.
    pub fn is_whole(self) -> bool {
        matches!(
            self,
            Measure::Score
                | Measure::LeadPoints
                | Measure::Count
                | Measure::Orders
                | Measure::Gap
                | Measure::DaysBefore
        )
    }

    /// Whether a number may stand there.
    pub fn holds(self, number: Decimal) -> bool {
        let (least, most) = self.range();
        least <= number && number <= most && (!self.is_whole() || number.fract().is_zero())
    }

    /// Reads a number that may stand there.
    pub fn read(self, text: &str) -> Option<Decimal> {
        decimal(text).filter(|number| self.holds(*number))
    }

    /// Reads a whole number that may stand there.
    pub fn count(self, text: &str) -> Option<u32> {
        let is_plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse().ok().filter(|count: &u32| is_plain && self.holds(Decimal::from(*count)))
    }
}

fn whole(number: i64) -> Decimal {
    Decimal::new(number, 0)
}

/// The sum of numbers, which stops at the largest there is instead of overflowing.
///
/// Numbers within their bounds never come near it. Those that were computed may, and a total that is out
/// of all reason must not take the whole answer with it.
pub fn total(numbers: impl IntoIterator<Item = Decimal>) -> Decimal {
    numbers.into_iter().fold(Decimal::ZERO, Decimal::saturating_add)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_are_within_and_what_is_next_to_them_is_not() {
        for measure in Measure::ALL {
            let (least, most) = measure.range();
            assert!(measure.holds(least) && measure.holds(most), "{measure:?}");
            let step = if measure.is_whole() { Decimal::ONE } else { Decimal::new(1, 12) };
            assert!(!measure.holds(least - step) && !measure.holds(most + step), "{measure:?}");
            for text in ["79228162514264337593543950335", "-79228162514264337593543950335", "", "NaN", "1e28"]
            {
                assert_eq!(measure.read(text), None, "{measure:?} {text}");
            }
        }
    }

    #[test]
    fn a_count_is_plain_digits() {
        assert_eq!(Measure::Count.count("1000000"), Some(1_000_000));
        for bad in ["0", "1000001", "+1", "1.0", "-1", "99999999999999999999", "１"] {
            assert_eq!(Measure::Count.count(bad), None, "{bad}");
        }
        assert!(!Measure::Gap.holds(Decimal::new(15, 1)));
    }

    #[test]
    fn bounded_numbers_of_a_whole_book_never_meet_the_end() {
        let (_, minutes) = Measure::Minutes.range();
        let a_year = minutes * Decimal::from(365) * Decimal::from(10_000_000);
        assert!(a_year < Decimal::MAX / Decimal::ONE_HUNDRED);
        let (_, amount) = Measure::Amount.range();
        let (_, rate) = Measure::Rate.range();
        assert!(amount.checked_mul(rate).is_some());
        assert_eq!(total([Decimal::MAX, Decimal::MAX]), Decimal::MAX);
        assert_eq!(total([Decimal::MIN, Decimal::MIN, Decimal::ONE]), Decimal::MIN + Decimal::ONE);
    }
}
