//! Sales volume (S2): S and A are most of the sales; resources are shared out in proportion.

use chrono::NaiveDate;

use super::quantity::MEASURE;
use super::{
    Classification, Metrics, Ranking, SalesMeasure, Share, Subject, Turnover, View, Volumes, classes,
};
use crate::model::Decimal;
use crate::rules::settings::{FRACTION, TEXT, settings};

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

settings! {
    /// Where the cumulative revenue is cut, as fractions (own).
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct VolumeRule "Down the ranking by last year's revenue, until that part of all revenue is reached; the rest is C."
    starter "Down the ranking by last year's revenue, until that part of all revenue is\nreached; the rest is C. `grow`: the part of the hours that `crm budget` keeps to\ngrow B and C, where it shares them out in proportion to volume."
        "按近一年销售额从高到低，累计到这个比例为止；其余为 C。grow：crm budget 按销量\n分配时间时，留出多少培养 B 和 C。"
    {
        /// S until this part is reached.
        "S" s: Decimal = FRACTION, Decimal::new(50, 2);
        /// A until this part is reached.
        "A" a: Decimal = FRACTION, Decimal::new(80, 2);
        /// B until this part is reached.
        "B" b: Decimal = FRACTION, Decimal::new(95, 2);
        /// Where this scheme drives the cadences: the part of the hours that crm budget keeps to grow B and C; it shares the rest out in proportion to volume.
        "grow" grow: Decimal = FRACTION, Decimal::new(20, 2);
        /// What is ranked: the amounts of the last year's orders, or their quantities.
        "by" by: SalesMeasure = MEASURE, SalesMeasure::Amount;
        /// The unit of the quantities that are added up, such as pcs; without it those that say none. Orders in another unit, or without a quantity, are told and not added.
        "unit" unit: Option<String> = TEXT, None, examples r#""pcs""# r#""件""#;
    }
    rising ["S", "A", "B"]
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
    NeverOrdered,
    /// It ordered in the last year, without revenue that counts.
    NoRevenue(Turnover),
    /// Its part of the quantity that all ordered.
    Quantity(Share, Volumes),
    /// It ordered in the last year, and nothing that counts in this unit.
    NoQuantity(Volumes),
}

impl View for Volume {
    type Why = VolumeWhy;
    type Rules<'r> = (&'r VolumeRule,);

    fn of(subject: &Subject<'_>, (rule,): Self::Rules<'_>) -> Classification<Self, VolumeWhy> {
        volume(subject.figures, subject.ranking, rule)
    }
}

/// The volume class (S2, own).
pub fn volume(figures: &Metrics, ranking: &Ranking, rule: &VolumeRule) -> Classification<Volume, VolumeWhy> {
    let volumes = figures.volume.unwrap_or_default();
    let (share, untold) = match rule.by {
        SalesMeasure::Amount => (ranking.revenue, VolumeWhy::NoRevenue(figures.last_year)),
        SalesMeasure::Quantity => (ranking.volume, VolumeWhy::NoQuantity(volumes)),
    };
    if let Some(share) = share {
        let why = match rule.by {
            SalesMeasure::Amount => VolumeWhy::Share(share),
            SalesMeasure::Quantity => VolumeWhy::Quantity(share, volumes),
        };
        let class = if share.is_up_to(rule.s) {
            Volume::S
        } else if share.is_up_to(rule.a) {
            Volume::A
        } else if share.is_up_to(rule.b) {
            Volume::B
        } else {
            Volume::C
        };
        return Classification::known(class, why);
    }
    match figures.gone_since() {
        Some(last) => Classification::known(Volume::D, VolumeWhy::Gone { last }),
        None if figures.has_ordered() => Classification::unknown(untold),
        None => Classification::unknown(VolumeWhy::NeverOrdered),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Book;
    use super::super::test_support::{book, book_by, figures, policy};
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
            let got: Vec<_> = figures.iter().map(|f| volume(f, &book.ranking(&f.id), &rule).word()).collect();
            assert_eq!(got, want, "{revenues:?}");
        }
    }

    #[test]
    fn by_quantity_a_lost_buyer_is_one_still() {
        let mut rules = policy();
        rules.views.volume = VolumeRule { by: SalesMeasure::Quantity, ..VolumeRule::default() };
        let (figures, book) = book_by(
            &rules,
            &[
                "2026-11-01 order 1 quantity=50",
                "2026-11-01 order 9 quantity=50",
                "2026-11-01 order 9 quantity=5 unit=t",
                "2025-01-01 order 9 quantity=5",
                "2026-01-01 sample agreed",
            ],
        );
        let rule = &rules.views.volume;
        let got: Vec<_> = figures.iter().map(|f| volume(f, &book.ranking(&f.id), rule).word()).collect();
        assert_eq!(got, [Some("S"), Some("A"), None, Some("D"), None]);
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
            let ranking = Book::fold([&figures]).ranking(&figures.id);
            assert_eq!(volume(&figures, &ranking, &VolumeRule::default()).class, want, "{lines:?}");
        }
    }
}
