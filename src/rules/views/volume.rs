//! Sales volume (S2): S and A are most of the sales; resources are shared out in proportion.

use chrono::NaiveDate;

use super::{Classification, Metrics, Ranking, Share, Turnover, classes};
use crate::model::Decimal;

classes! {
    /// The part of the sales volume that a customer belongs to (S2).
    Volume {
        /// The first half.
        S = "S",
        /// With S most of the sales.
        A = "A",
        /// The middle.
        B = "B",
        /// The rest.
        C = "C",
        /// Ordered before, not in the last year.
        D = "D",
    }
}

/// Where the cumulative revenue is cut, as fractions (own).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VolumeRule {
    /// Up to here S.
    pub s: Decimal,
    /// Up to here A.
    pub a: Decimal,
    /// Up to here B.
    pub b: Decimal,
}

impl Default for VolumeRule {
    fn default() -> Self {
        VolumeRule { s: Decimal::new(50, 2), a: Decimal::new(80, 2), b: Decimal::new(95, 2) }
    }
}

/// Why it is in that class (S2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VolumeWhy {
    /// Its part of the revenue.
    Share(Share),
    /// It ordered, but not in the last year.
    Gone {
        /// The last time.
        last: NaiveDate,
    },
    /// It never ordered.
    NeverOrdered,
    /// It ordered in the last year, without revenue that counts.
    NoRevenue(Turnover),
}

/// The volume class (S2, own).
pub fn volume(figures: &Metrics, standing: &Ranking, rule: &VolumeRule) -> Classification<Volume, VolumeWhy> {
    if let Some(share) = standing.revenue {
        let class = if share.is_up_to(rule.s) {
            Volume::S
        } else if share.is_up_to(rule.a) {
            Volume::A
        } else if share.is_up_to(rule.b) {
            Volume::B
        } else {
            Volume::C
        };
        return Classification::told(class, VolumeWhy::Share(share));
    }
    match figures.gone_since() {
        Some(last) => Classification::told(Volume::D, VolumeWhy::Gone { last }),
        None if figures.has_ordered() => Classification::untold(VolumeWhy::NoRevenue(figures.last_year)),
        None => Classification::untold(VolumeWhy::NeverOrdered),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Book;
    use super::super::test_support::{book, figures};
    use super::*;

    #[test]
    fn the_volume_is_cut_at_50_80_and_95_percent() {
        let (s, a, b, c) = (Some("S"), Some("A"), Some("B"), Some("C"));
        for (revenues, want) in [
            (vec!["10"], vec![s]),
            (vec!["50", "30", "15", "5"], vec![s, a, b, c]),
            (vec!["49.99", "30.01", "15", "5"], vec![s, s, b, c]),
            (vec!["25", "25", "25", "25"], vec![s, s, a, a]),
            (vec!["96", "4"], vec![s, c]),
            (vec!["1", "1", "1", "1", "1"], vec![s, s, s, a, b]), // ties by id
        ] {
            let (figures, book) = book(&revenues);
            let rule = VolumeRule::default();
            let got: Vec<_> =
                figures.iter().map(|f| volume(f, &book.standing(&f.id), &rule).word()).collect();
            assert_eq!(got, want, "{revenues:?}");
        }
    }

    #[test]
    fn without_revenue_only_a_lost_buyer_has_a_class() {
        for (lines, want) in [
            (vec!["2025-11-21 order 10"], Some(Volume::D)),
            (vec!["2025-11-21 order 10 JPY"], Some(Volume::D)),
            (vec!["2026-01-01 sample agreed"], None),
            (vec!["2026-01-01 order 10 JPY"], None),
            (vec!["2026-01-01 order"], None),
            (vec!["2026-01-01 order 10", "2026-01-02 order -10"], None),
        ] {
            let figures = figures(&lines);
            let standing = Book::fold([&figures]).standing(&figures.id);
            assert_eq!(volume(&figures, &standing, &VolumeRule::default()).class, want, "{lines:?}");
        }
    }
}
