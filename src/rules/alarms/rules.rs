//! The numbers of the alarms.

use crate::model::{Decimal, Interval, Unit, words};
use crate::rules::settings::{COUNT, FRACTION, Kind, SPAN, Shape, Slot, WordPlace, settings, span};
use crate::rules::views::Pyramid;

words! {
    /// How far down the pyramid customers are watched.
    Watched {
        /// Those of the first grades alone.
        Nobody = "none",
        Super = "super",
        Big = "big",
        Medium = "medium",
        Small = "small",
    }
}

const LAYER: Shape = Shape::Value(Kind::Word(Watched::WORDS));

settings! {
    /// For whom alarms are rung, and when (own).
    #[derive(Clone, Debug, PartialEq)]
    pub struct AlarmRules "For which customers an alarm is rung when they may be lost, and when."
    {
        /// The customers of so many grades, from the first one on.
        "grades" grades: usize = COUNT, 1;
        /// The customers of the pyramid down to this layer; none: by their grades alone.
        "pyramid" pyramid: Watched = LAYER, Watched::Big;
        /// Below this chance to be in its rhythm a customer is silent.
        "in_rhythm" in_rhythm: Decimal = FRACTION, Decimal::new(3, 1);
        /// By this part the twelve months bring less than those before them, beyond what chance makes of it.
        "fall" fall: Decimal = FRACTION, Decimal::new(3, 1);
        /// By so much later than the year before invoices are paid, on average.
        "later" later: Interval = SPAN, span(10, Unit::Day);
        /// How long a lost need, and an order that a competitor got, count.
        "recent" recent: Interval = SPAN, span(3, Unit::Month);
        /// For how long an answer quiets an alarm, as long as nothing new has come.
        "quiet" quiet: Interval = SPAN, span(3, Unit::Month);
    }
}

impl Watched {
    /// Whether customers of a layer are watched.
    pub fn holds(self, layer: Pyramid) -> bool {
        let depth = match layer {
            Pyramid::Super => Watched::Super,
            Pyramid::Big => Watched::Big,
            Pyramid::Medium => Watched::Medium,
            Pyramid::Small => Watched::Small,
            Pyramid::Inactive | Pyramid::Prospect | Pyramid::Suspect | Pyramid::Other => return false,
        };
        depth <= self
    }
}

impl WordPlace for Watched {
    fn word(&self) -> &'static str {
        self.as_str()
    }

    fn put(&mut self, word: &str) {
        *self = Watched::parse(word).unwrap_or(*self);
    }
}

impl<'a> From<&'a mut Watched> for Slot<'a> {
    fn from(place: &'a mut Watched) -> Self {
        Slot::Word(place)
    }
}
