//! Value (S4): yearly amount, margin and renewal, each a class of its own and points out of 100.

use super::{Classification, Metrics, Ranking, Subject, View, classes};
use crate::model::{Decimal, Measure};
use crate::rules::settings::{FACTOR, FRACTION, Kind, Shape, settings};

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

/// Declares what is asked of one criterion.
macro_rules! asked {
    ($(#[$meta:meta])* $name:ident $shape:expr, $a:literal, $b:literal, $points:literal) => {
        settings! {
            $(#[$meta])*
            #[derive(Clone, Copy, Debug, PartialEq, Eq)]
            pub struct $name "" {
                /// From here on A.
                "A" a: Decimal = $shape, Decimal::new($a, 2);
                /// From here on B; at most A's.
                "B" b: Decimal = $shape, Decimal::new($b, 2);
                /// Its points; those of the three criteria make 100.
                "points" points: Decimal = Shape::Value(Kind::Number(Measure::Points, None)), Decimal::new($points, 0);
            }
            rising ["B", "A"]
        }
    };
}

asked! {
    /// Of last year's revenue, in times the mean revenue of the customers with revenue: X, and half of it (S4).
    AskedAmount FACTOR, 150, 75, 30
}
asked! {
    /// Of the margin: Y and Z (S4; Z own).
    AskedMargin FRACTION, 30, 15, 30
}
asked! {
    /// Of the likelihood of renewal (S4).
    AskedRenewal FRACTION, 90, 70, 40
}

settings! {
    /// What is asked of each criterion (S4).
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct ValueRule "A, B and C by the worst of three criteria, and a score out of 100."
    starter "What A and B take at least, and the points of a score out of 100. The amount\nis last year's revenue, in times of the average customer's."
        "A 和 B 至少要达到多少，以及百分制里各占几分。金额是近一年销售额，以客户平均值\n的倍数计。"
    {
        /// Last year's revenue, in times of the mean of the customers with revenue: what A and B take at least, and its
        /// points.
        "amount" amount: AskedAmount = Shape::Section(AskedAmount::SECTION), AskedAmount::default();
        /// Last year's margin, as a fraction: what A and B take at least, and its points.
        "margin" margin: AskedMargin = Shape::Section(AskedMargin::SECTION), AskedMargin::default();
        /// The likelihood of renewal in the customer's file: what A and B take at least, and its points.
        "renewal" renewal: AskedRenewal = Shape::Section(AskedRenewal::SECTION), AskedRenewal::default();
    }
}

/// One criterion, judged (S4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CriterionScore {
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

impl View for Value {
    type Why = ValueWhy;
    type Rules<'r> = (&'r ValueRule,);

    fn of(subject: &Subject<'_>, (rule,): Self::Rules<'_>) -> Classification<Self, ValueWhy> {
        value(subject.figures, subject.ranking, rule)
    }
}

/// The value: the worst of the criteria that are known; none without revenue ever (S4).
pub fn value(figures: &Metrics, ranking: &Ranking, rule: &ValueRule) -> Classification<Value, ValueWhy> {
    let ValueRule { amount, margin, renewal } = rule;
    // Both are times the mean, so that thirds round neither away.
    let bounds = ranking.book.times_mean(amount.a).zip(ranking.book.times_mean(amount.b));
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
