//! The numbers that moves work with.

use crate::model::{Decimal, Interval, Measure, Unit};
use crate::rules::settings::{CONTACTS, Kind, NAME, SPAN, Shape, settings, span};

settings! {
    /// The grades that moves lead to, and the numbers they work with (S0, own).
    #[derive(Clone, Debug, PartialEq)]
    pub struct MoveRules "When `crm review` suggests that a customer moves to another grade. `off` for no suggestions." {
        /// The grades that moves lead to: classes of `grades`. One may stand for several.
        "grades" grades: Goals = Shape::Section(Goals::SECTION), Goals::default();
        /// When an order customer is one no longer.
        "inactive" inactive: Inactive = Shape::Section(Inactive::SECTION), Inactive::default();
        /// After so many follow-ups in a row without a reply a customer goes one grade down.
        "silent" silent: Silent = Shape::Section(Silent::SECTION), Silent::default();
        /// For so long after a change of grade nobody goes down for being inactive or silent, nor up for a reply.
        "quiet" quiet: Interval = SPAN, span(60, Unit::Day);
        /// When the contact has to be verified.
        "verify" verify: Verify = Shape::Section(Verify::SECTION), Verify::default();
        /// A grade that nobody decided on or confirmed for so long is to be looked at again.
        "recheck" recheck: Interval = SPAN, span(3, Unit::Month);
    }
}

settings! {
    /// The grades that moves lead to (S0).
    #[derive(Clone, Debug, PartialEq)]
    pub struct Goals "" {
        /// Of those who ordered.
        "order" order: String = NAME, "A".to_owned();
        /// Of those whose sample runs.
        "sample" sample: String = NAME, "B".to_owned();
        /// Of those with a high potential.
        "high" high: String = NAME, "C".to_owned();
        /// Of those with an ordinary potential.
        "ordinary" ordinary: String = NAME, "D".to_owned();
        /// Of those with none.
        "none" none: String = NAME, "E".to_owned();
    }
}

settings! {
    /// When an order customer is one no longer (own).
    #[derive(Clone, Debug, PartialEq)]
    pub struct Inactive "" {
        /// So long without an order.
        "after" after: Interval = SPAN, span(12, Unit::Month);
        /// And for so many times its own ordering rhythm, where that is known.
        "rhythms" rhythms: Decimal = Shape::Value(Kind::Number(Measure::Rhythms, None)), Decimal::TWO;
    }
}

settings! {
    /// When silence moves a customer one grade down (own).
    #[derive(Clone, Debug, PartialEq)]
    pub struct Silent "" {
        /// From the grade of a high potential.
        "high" high: usize = CONTACTS, 3;
        /// From the grade of an ordinary one.
        "ordinary" ordinary: usize = CONTACTS, 4;
        /// The follow-ups lie on at least so many days.
        "contact_days" days: usize = CONTACTS, 2;
    }
}

settings! {
    /// When the contact has to be verified (own).
    #[derive(Clone, Debug, PartialEq)]
    pub struct Verify "" {
        /// So many bounces in a row.
        "bounces" bounces: usize = CONTACTS, 2;
        /// So many follow-ups in a row to one address without a reply.
        "unanswered" unanswered: usize = CONTACTS, 5;
    }
}

impl Goals {
    /// All of them. Several may be the same one: not every team has five.
    pub fn all(&self) -> [&str; 5] {
        [&self.order, &self.sample, &self.high, &self.ordinary, &self.none]
    }
}

impl MoveRules {
    /// The grades that moves lead to.
    pub fn grades(&self) -> [&str; 5] {
        self.grades.all()
    }
}
