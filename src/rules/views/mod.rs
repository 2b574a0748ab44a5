//! The views: other ways to divide the same customers than their grade (domain.md, section 4).
//!
//! Each scheme has its file and judges one customer by its [`Figures`] and by its [`Standing`] in
//! the whole [`Book`], which is folded once. A class comes with the figures it rests on
//! ([`Classification`]); what cannot be told has none.

mod abc;
mod book;
mod class;
mod deal;
mod face;
mod figures;
mod importance;
mod lifecycle;
mod need;
mod potential;
mod pyramid;
mod relationship;
mod rules;
mod urgency;
mod value;
mod volume;

#[cfg(test)]
pub(super) mod test_support;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;

use crate::model::{Need, Potential};

pub use abc::{Abc, AbcRule, AbcWhy, abc};
pub use book::{Book, Earned, Place, Ranking, Share, Totals};
pub use class::{Class, Classification};
pub use deal::{Deal, DealRule, DealWhy, deal};
pub use face::{Face, FaceRule, FaceWhy, face};
pub use figures::{Margin, Metrics, SaidNeed, SampleStage, Turnover};
pub use importance::{Importance, ImportanceWhy, importance};
pub use lifecycle::{Lifecycle, LifecycleRule, LifecycleWhy, lifecycle};
pub use need::{NeedRule, NeedWhy, need, need_of};
pub use potential::{PotentialWhy, potential};
pub use pyramid::{Pyramid, PyramidRule, PyramidWhy, pyramid};
pub use relationship::{Relationship, RelationshipRule, RelationshipWhy, relationship};
pub use rules::ViewRules;
pub use urgency::{Urgency, UrgencyRule, UrgencyWhy, urgency};
pub use value::{Asked, Criterion, CriterionScore, Value, ValueRule, ValueWhy, value};
pub use volume::{Volume, VolumeRule, VolumeWhy, volume};

use class::classes;

/// One customer's class in every view, each with what it rests on (S1, S2, S3, S4).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Views {
    /// Deal status (S2).
    pub deal: Classification<Deal, DealWhy>,
    /// Importance (S2).
    pub importance: Classification<Importance, ImportanceWhy>,
    /// Urgency (S2).
    pub urgency: Classification<Urgency, UrgencyWhy>,
    /// Need (S2).
    pub need: Classification<Need, NeedWhy>,
    /// Life cycle (S2).
    pub lifecycle: Classification<Lifecycle, LifecycleWhy>,
    /// Sales volume (S2).
    pub volume: Classification<Volume, VolumeWhy>,
    /// ABC by revenue (S1).
    pub abc: Classification<Abc, AbcWhy>,
    /// The pyramid (S3).
    pub pyramid: Classification<Pyramid, PyramidWhy>,
    /// Red, black and white face (S3).
    pub face: Classification<Face, FaceWhy>,
    /// Value (S4).
    pub value: Classification<Value, ValueWhy>,
    /// Potential (S4).
    pub potential: Classification<Potential, PotentialWhy>,
    /// Relationship (S4).
    pub relationship: Classification<Relationship, RelationshipWhy>,
}

/// Judges one customer in every view (S1, S2, S3, S4). `figures` are its own, of `today`; `standing` is its place in
/// the book of that day; `next_due` is its next follow-up, `None` for never.
pub fn all(
    figures: &Metrics,
    standing: &Ranking,
    next_due: Option<NaiveDate>,
    rules: &ViewRules,
    today: NaiveDate,
) -> Views {
    let need = need(figures, &rules.need, today);
    let pyramid = pyramid(figures, standing, need.class, &rules.pyramid);
    let untold = figures.last_year.told().is_none();
    Views {
        deal: deal(figures, &rules.deal, today),
        importance: importance(figures, pyramid.class, untold),
        urgency: urgency(next_due, &rules.urgency, today),
        need,
        lifecycle: lifecycle(figures, &rules.lifecycle, today),
        volume: volume(figures, standing, &rules.volume),
        abc: abc(figures, standing, &rules.abc),
        pyramid,
        face: face(figures, standing, &rules.face),
        value: value(figures, standing, &rules.value),
        potential: potential(figures),
        relationship: relationship(figures, &rules.relationship, today),
    }
}

/// Value, potential and relationship alone (S4): the parts of the combined label.
pub fn label(
    figures: &Metrics,
    standing: &Ranking,
    rules: &ViewRules,
    today: NaiveDate,
) -> [Option<&'static str>; 3] {
    [
        value(figures, standing, &rules.value).word(),
        potential(figures).word(),
        relationship(figures, &rules.relationship, today).word(),
    ]
}

impl Views {
    /// The views' names, in the order in which machines see them.
    pub const NAMES: &'static [&'static str] = &[
        "deal",
        "importance",
        "urgency",
        "need",
        "lifecycle",
        "volume",
        "abc",
        "pyramid",
        "face",
        "value",
        "potential",
        "relationship",
    ];

    /// The words of a view's classes, in its own order; none for a name that is no view's.
    pub fn words(name: &str) -> &'static [&'static str] {
        match name {
            "deal" => Deal::WORDS,
            "importance" => Importance::WORDS,
            "urgency" => Urgency::WORDS,
            "need" => Need::WORDS,
            "lifecycle" => Lifecycle::WORDS,
            "volume" => Volume::WORDS,
            "abc" => Abc::WORDS,
            "pyramid" => Pyramid::WORDS,
            "face" => Face::WORDS,
            "value" => Value::WORDS,
            "potential" => Potential::WORDS,
            "relationship" => Relationship::WORDS,
            _ => &[],
        }
    }

    /// The word of the customer's class in a view; `None` where it can't be told.
    pub fn get(&self, name: &str) -> Option<&'static str> {
        match name {
            "deal" => self.deal.word(),
            "importance" => self.importance.word(),
            "urgency" => self.urgency.word(),
            "need" => self.need.word(),
            "lifecycle" => self.lifecycle.word(),
            "volume" => self.volume.word(),
            "abc" => self.abc.word(),
            "pyramid" => self.pyramid.word(),
            "face" => self.face.word(),
            "value" => self.value.word(),
            "potential" => self.potential.word(),
            "relationship" => self.relationship.word(),
            _ => None,
        }
    }

    /// Value, potential and relationship in one label, `A + high + strategic` (S4): a part that
    /// can't be told is `?`; `None` where none of them can.
    pub fn label(&self) -> Option<String> {
        let parts = [self.value.word(), self.potential.word(), self.relationship.word()];
        let told = parts.iter().any(Option::is_some);
        told.then(|| parts.map(|part| part.unwrap_or("?")).join(" + "))
    }
}
