//! Value (S4): yearly amount, margin and renewal, each a class of its own and points out of 100.

use super::{Classification, Metrics, Ranking, classes};
use crate::model::Decimal;

classes! {
    /// What a customer is worth (S4).
    Value {
        /// Good in everything that is known.
        A = "A",
        /// Nowhere worse than fair.
        B = "B",
        /// Weak in something, or a one-off.
        C = "C",
    }
}

classes! {
    /// What the value is made of (S4).
    Criterion {
        /// Last year's revenue.
        Amount = "amount",
        /// Last year's margin.
        Margin = "margin",
        /// The likelihood of renewal, by the customer's file.
        Renewal = "renewal",
    }
}

/// What is asked of one criterion, and its points (S4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// From here on A.
    pub a: Decimal,
    /// From here on B.
    pub b: Decimal,
    /// Its points out of 100.
    pub points: Decimal,
}

/// What is asked of each criterion (S4; Z own).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ValueRule {
    /// Of last year's revenue, in times the mean revenue of the customers with revenue: X, and half
    /// of it.
    pub amount: Asked,
    /// Of the margin: Y and Z.
    pub margin: Asked,
    /// Of the likelihood of renewal.
    pub renewal: Asked,
}

impl Default for ValueRule {
    fn default() -> Self {
        let asked = |a, b, points| Asked {
            a: Decimal::new(a, 2),
            b: Decimal::new(b, 2),
            points: Decimal::new(points, 0),
        };
        ValueRule { amount: asked(150, 75, 30), margin: asked(30, 15, 30), renewal: asked(90, 70, 40) }
    }
}

/// One criterion, judged (S4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CriterionScore {
    /// Which.
    pub criterion: Criterion,
    /// The customer's figure; `None` where it isn't known.
    pub figure: Option<Decimal>,
    /// From here on A; `None` for the amount of a book without revenue.
    pub a: Option<Decimal>,
    /// From here on B.
    pub b: Option<Decimal>,
    /// The class by this criterion alone; `None` where it can't be told.
    pub class: Option<Value>,
    /// Its points; `None` where they can't be told.
    pub points: Option<Decimal>,
}

/// Why it has that value (S4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ValueWhy {
    /// Whether it ever brought revenue; without any there is no class.
    pub has_revenue: bool,
    /// Whether it has a single order ever: a C at most.
    pub is_one_off: bool,
    /// The criteria.
    pub parts: [CriterionScore; 3],
    /// The points of the known criteria, 0 to 100; `None` where nothing is known.
    pub score: Option<Decimal>,
}

impl ValueWhy {
    /// The criteria that could not be told, and are missing from class and score.
    pub fn unknown(&self) -> impl Iterator<Item = Criterion> {
        self.parts.iter().filter(|part| part.class.is_none()).map(|part| part.criterion)
    }
}

/// The value: the worst of the criteria that are known; none without revenue ever (S4).
pub fn value(figures: &Metrics, standing: &Ranking, rule: &ValueRule) -> Classification<Value, ValueWhy> {
    let ValueRule { amount, margin, renewal } = rule;
    // Both are times the mean, so that thirds round neither away.
    let bounds = standing.book.times_mean(amount.a).zip(standing.book.times_mean(amount.b));
    let x = bounds.map(|(x, _)| x);
    let parts = [
        part(Criterion::Amount, figures.last_year.told(), bounds, x, amount.points),
        part(
            Criterion::Margin,
            figures.margin.fraction(),
            Some((margin.a, margin.b)),
            Some(margin.a),
            margin.points,
        ),
        // Renewal counts in full: its points are the likelihood's own part.
        part(
            Criterion::Renewal,
            figures.renewal,
            Some((renewal.a, renewal.b)),
            Some(Decimal::ONE),
            renewal.points,
        ),
    ];
    let has_revenue = figures.ever.revenue > Decimal::ZERO;
    let is_one_off = figures.ever.orders == 1;
    let points = || parts.iter().filter_map(|part| part.points);
    let score = (has_revenue && points().next().is_some())
        .then(|| points().fold(Decimal::ZERO, |sum, points| sum.saturating_add(points)));
    let worst = parts.iter().filter_map(|part| part.class).chain(is_one_off.then_some(Value::C)).max();
    Classification {
        class: worst.filter(|_| has_revenue),
        why: ValueWhy { has_revenue, is_one_off, parts, score },
    }
}

/// Judges one criterion: its bounds for A and B, and the figure that gives all the points.
fn part(
    criterion: Criterion,
    figure: Option<Decimal>,
    bounds: Option<(Decimal, Decimal)>,
    full: Option<Decimal>,
    points: Decimal,
) -> CriterionScore {
    let class = figure.zip(bounds).map(|(figure, (a, b))| {
        if figure >= a {
            Value::A
        } else if figure >= b {
            Value::B
        } else {
            Value::C
        }
    });
    let points = figure.zip(full).map(|(figure, full)| share(figure, full, points));
    let (a, b) = bounds.unzip();
    CriterionScore { criterion, figure, a, b, class, points }
}

/// `points` · min(1, figure / full), and nothing below zero.
fn share(figure: Decimal, full: Decimal, points: Decimal) -> Decimal {
    if figure >= full {
        return points;
    }
    // Multiplied first, for exact points; the figures too large for that lose a digit.
    let exact = points.checked_mul(figure).and_then(|product| product.checked_div(full));
    let rounded = || figure.checked_div(full).and_then(|part| part.checked_mul(points));
    exact.or_else(rounded).unwrap_or(Decimal::ZERO).max(Decimal::ZERO)
}

#[cfg(test)]
mod tests;
