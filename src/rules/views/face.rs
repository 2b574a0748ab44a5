//! Face (S3): red brings profit, white volume at a thin margin, black influence.

use super::{Classification, Earned, Metrics, Place, Ranking, Subject, View, classes};
use crate::model::Decimal;
use crate::rules::settings::{FRACTION, settings};

classes! {
    /// What a customer is good for (S3).
    Face {
        /// Direct profit.
        Red = "red",
        /// No visible profit, but influence.
        Black = "black",
        /// Large volume, thin margin.
        White = "white",
    }
}

settings! {
    /// What is a large volume, and what a thin margin (own).
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct FaceRule "Red brings profit, white volume at a thin margin, black influence."
    starter "White is among the first 20 % by revenue, red by profit. White has a thin\nmargin, too: below this part of the whole book's."
        "白脸是销售额的前 20%，红脸是利润的前 20%。白脸的毛利率还要低于全部客户的\n这个比例。"
    {
        /// White is among this first part of the customers by revenue, red by profit.
        "first" first: Decimal = FRACTION, Decimal::new(20, 2);
        /// A margin below this part of the whole book's is thin.
        "thin" thin: Decimal = FRACTION, Decimal::new(50, 2);
    }
}

/// Why it has that face (S3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaceWhy {
    /// `influence` is set in its file, with the reason.
    Influence,
    /// It buys much, at a thin margin.
    ThinMargin {
        /// Its place by revenue.
        place: Place,
        margin: Decimal,
        book: Decimal,
    },
    /// It brings much profit.
    Profit(Earned),
    /// Neither stands out.
    Nothing,
    /// It did not order in the last year.
    NoOrder,
    /// Its margin, or the whole book's, is not known.
    NoMargin,
}

impl View for Face {
    type Why = FaceWhy;
    type Rules<'r> = (&'r FaceRule,);

    fn of(subject: &Subject<'_>, (rule,): Self::Rules<'_>) -> Classification<Self, FaceWhy> {
        face(subject.figures, subject.ranking, rule)
    }
}

/// The face (S3, own).
pub fn face(figures: &Metrics, ranking: &Ranking, rule: &FaceRule) -> Classification<Face, FaceWhy> {
    if figures.has_influence {
        return Classification::known(Face::Black, FaceWhy::Influence);
    }
    let (Some(margin), Some(book)) = (figures.margin.fraction(), ranking.book.margin.fraction()) else {
        let why = if figures.last_year.orders == 0 { FaceWhy::NoOrder } else { FaceWhy::NoMargin };
        return Classification::unknown(why);
    };
    let is_thin = book.checked_mul(rule.thin).is_some_and(|thin| margin < thin);
    if let Some(place) = ranking.revenue.map(|share| share.place)
        && is_thin
        && place.is_in_first(rule.first)
    {
        return Classification::known(Face::White, FaceWhy::ThinMargin { place, margin, book });
    }
    // Who costs money brings none, however few the others are.
    match ranking.profit.filter(|earned| earned.profit > Decimal::ZERO) {
        Some(earned) if earned.place.is_in_first(rule.first) => {
            Classification::known(Face::Red, FaceWhy::Profit(earned))
        }
        _ => Classification::unknown(FaceWhy::Nothing),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Book;
    use super::super::test_support::{TODAY, customer_named, figures_of};
    use super::*;

    /// The faces of a book, each customer given by its orders of the last year.
    fn faces(orders: &[&'static str]) -> Vec<Option<&'static str>> {
        let customers: Vec<_> = (0..orders.len()).map(customer_named).collect();
        let figures: Vec<_> =
            customers.iter().zip(orders).map(|(c, order)| figures_of(c, &[order], TODAY)).collect();
        let book = Book::fold(&figures);
        let face = |f: &Metrics| face(f, &book.ranking(&f.id), &FaceRule::default());
        figures.iter().map(|figures| face(figures).word()).collect()
    }

    #[test]
    fn white_is_large_and_thin_red_earns_most() {
        let (red, white) = (Some("red"), Some("white"));
        for (orders, want) in [
            // Five customers: the first 20 % is one.
            (
                [
                    "2026-11-01 order 1000 margin=0.05", // 50 of 490: a margin below half of 490/1750
                    "2026-11-01 order 300 margin=0.80",
                    "2026-11-01 order 200 margin=0.40",
                    "2026-11-01 order 150 margin=0.40",
                    "2026-11-01 order 100 margin=0.60",
                ],
                [white, red, None, None, None],
            ),
            (
                [
                    "2026-11-01 order 1000 margin=0.20", // the largest, and not thin: it earns most
                    "2026-11-01 order 300 margin=0.20",
                    "2026-11-01 order 200 margin=0.20",
                    "2026-11-01 order 150 margin=0.20",
                    "2026-11-01 order 100 margin=0.01", // thin, and small
                ],
                [red, None, None, None, None],
            ),
            (
                [
                    "2026-11-01 order 1000", // no margin known: no profit known
                    "2026-11-01 order 300 cost=240",
                    "2026-11-01 order 200 cost=140", // equal profits go by id
                    "2026-11-01 order 150",
                    "2026-11-01 order 100",
                ],
                [None, red, None, None, None],
            ),
        ] {
            assert_eq!(faces(&orders), want, "{orders:?}");
        }
    }

    #[test]
    fn exactly_half_of_the_books_margin_is_not_thin() {
        // The book earns 30 of 150, 20 %.
        let half = ["2026-11-01 order 100 margin=0.10", "2026-11-01 order 50 margin=0.40"];
        assert_eq!(faces(&half), [None, Some("red")]);
        let below = ["2026-11-01 order 100 margin=0.099", "2026-11-01 order 50 margin=0.402"];
        assert_eq!(faces(&below), [Some("white"), Some("red")]);
    }

    #[test]
    fn a_loss_is_no_red_face_and_influence_comes_first() {
        assert_eq!(faces(&["2026-11-01 order 10 margin=0"]), [None]);
        assert_eq!(faces(&["2026-11-01 order 10 margin=-0.5"]), [Some("white")]); // below half of -0.5
        assert_eq!(faces(&["2026-11-01 order 10 margin=0.5"]), [Some("red")]);
        for (influence, want) in [("lighthouse user", Some(Face::Black)), ("  ", Some(Face::Red))] {
            let mut customer = customer_named(0);
            customer.influence = Some(influence.into());
            let figures = figures_of(&customer, &["2026-11-01 order 10 margin=0.5"], TODAY);
            let ranking = Book::fold([&figures]).ranking(&figures.id);
            assert_eq!(face(&figures, &ranking, &FaceRule::default()).class, want);
        }
    }
}
