//! What a grade costs in time (S0): follow-ups a year × minutes each.

use super::{Cadence, GradeRule};
use crate::model::{Decimal, Interval, Unit};

/// Minutes a year that one customer of a grade takes; of a sequence, all its steps once.
pub fn minutes_a_year(rule: &GradeRule) -> Decimal {
    let follow_ups = match &rule.cadence {
        Cadence::Interval { every, .. } => times_a_year(*every),
        Cadence::Steps(steps) => Decimal::from(steps.count()),
        Cadence::Times(times) => Decimal::from(12 * times.count()),
        Cadence::Never => Decimal::ZERO,
    };
    follow_ups.saturating_mul(rule.minutes).round_dp(1).normalize()
}

/// The same for a customer with a cadence of its own.
pub fn minutes_with(rule: &GradeRule, every: Interval) -> Decimal {
    times_a_year(every).saturating_mul(rule.minutes).round_dp(1).normalize()
}

/// How often an interval fits into a year.
fn times_a_year(every: Interval) -> Decimal {
    let count = Decimal::from(every.count());
    let a_year = match every.unit() {
        Unit::Day => Decimal::from(365),
        Unit::Week => Decimal::from(365) / Decimal::from(7),
        Unit::Month => Decimal::from(12),
        Unit::Year => Decimal::ONE,
    };
    a_year / count
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Policy;

    #[test]
    fn the_grades_take_the_minutes_of_the_source() {
        let minutes: Vec<String> =
            Policy::default().grades.iter().map(|rule| minutes_a_year(rule).to_string()).collect();
        assert_eq!(minutes, ["90", "121", "120", "16", "4"], "S0 has ~90, ~120, 120, 16, 4");
    }
}
