//! Which class drives a customer's cadence: the file's, or the one that the scheme computes.

use chrono::NaiveDate;

use super::Scheme;
use super::policy::Policy;
use super::views::{
    self, AbcWhy, Classification, Importance, ImportanceWhy, Lifecycle, LifecycleWhy, Metrics, NeedWhy,
    PyramidWhy, Ranking, Subject, ValueWhy, View, VolumeWhy,
};
use crate::model::Customer;

/// The class that drives one customer's cadence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EffectiveClass {
    /// The class; `None` where nobody decided yet.
    pub class: Option<String>,
    /// Who says so.
    pub source: DrivingSource,
    /// What the file says instead, where a computed class differs from it.
    pub written: Option<String>,
    /// What a computed class, or the lack of one, rests on.
    pub why: Option<DrivingWhy>,
}

/// What a computed class rests on, by its scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DrivingWhy {
    /// ABC by revenue (S1).
    Abc(AbcWhy),
    /// Sales volume (S2).
    Volume(VolumeWhy),
    /// The pyramid (S3).
    Pyramid(PyramidWhy),
    /// Value (S4).
    Value(Box<ValueWhy>),
    /// The life cycle (S2).
    Lifecycle(Classification<Lifecycle, LifecycleWhy>),
    /// Importance (S2).
    Importance(Classification<Importance, ImportanceWhy>),
    /// The need (S2).
    Need(NeedWhy),
}

/// Where a driving class comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DrivingSource {
    /// The customer's file: people decided.
    #[default]
    File,
    /// The scheme computed it.
    Computed,
    /// The scheme can't tell: the class that `crm.yaml` keeps for that.
    Unplaced,
}

impl DrivingWhy {
    /// The scheme that computed it.
    pub fn scheme(&self) -> Scheme {
        match self {
            DrivingWhy::Abc(_) => Scheme::Abc,
            DrivingWhy::Volume(_) => Scheme::Volume,
            DrivingWhy::Pyramid(_) => Scheme::Pyramid,
            DrivingWhy::Value(_) => Scheme::Value,
            DrivingWhy::Lifecycle(_) => Scheme::Lifecycle,
            DrivingWhy::Importance(_) => Scheme::Importance,
            DrivingWhy::Need(_) => Scheme::Need,
        }
    }
}

impl EffectiveClass {
    /// What the customer's file says, in a scheme that people decide on.
    pub fn written(customer: &Customer) -> Self {
        EffectiveClass { class: customer.grade.clone(), ..EffectiveClass::default() }
    }

    /// The class of a computed scheme; of one that people decide on, the file's. A customer that the
    /// scheme can't place has the class that the policy keeps for such.
    pub fn of(
        customer: &Customer,
        figures: &Metrics,
        ranking: &Ranking,
        policy: &Policy,
        today: NaiveDate,
    ) -> Self {
        let Some((word, why)) = judged(figures, ranking, policy, today) else {
            return EffectiveClass::written(customer);
        };
        let why = Some(why);
        if let Some(word) = word {
            let class = Some(word.to_owned());
            let written = customer.grade.clone().filter(|_| customer.grade != class);
            return EffectiveClass { class, source: DrivingSource::Computed, written, why };
        }
        // A grade in the file is likely one of another scheme: the same letter means another thing.
        let class = policy.unplaced.clone();
        let written = customer.grade.clone().filter(|_| customer.grade != class);
        EffectiveClass { class, source: DrivingSource::Unplaced, written, why }
    }
}

/// The class of a computed scheme and what it rests on; `None` for one that people decide on.
fn judged(
    figures: &Metrics,
    ranking: &Ranking,
    policy: &Policy,
    today: NaiveDate,
) -> Option<(Option<&'static str>, DrivingWhy)> {
    let views = &policy.views;
    Some(match policy.scheme {
        Scheme::Trade | Scheme::Own => return None,
        Scheme::Abc => {
            let judged = views::abc(figures, ranking, &views.abc);
            (judged.word(), DrivingWhy::Abc(judged.why))
        }
        Scheme::Volume => {
            let judged = views::volume(figures, ranking, &views.volume);
            (judged.word(), DrivingWhy::Volume(judged.why))
        }
        Scheme::Pyramid => {
            let need = views::need(figures, &views.need, today).class;
            let judged = views::pyramid(figures, ranking, need, &views.pyramid);
            (judged.word(), DrivingWhy::Pyramid(judged.why))
        }
        Scheme::Value => {
            let judged = views::value(figures, ranking, &views.value);
            (judged.word(), DrivingWhy::Value(Box::new(judged.why)))
        }
        Scheme::Lifecycle => {
            let judged = views::lifecycle(figures, &views.lifecycle, today);
            (judged.word(), DrivingWhy::Lifecycle(judged))
        }
        Scheme::Importance => {
            // What is asked of a customer's next day would go in a circle, and importance doesn't ask.
            let subject = Subject { figures, ranking, next_due: None, today };
            let judged = Importance::of(&subject, (&views.pyramid, &views.need));
            (judged.word(), DrivingWhy::Importance(judged))
        }
        Scheme::Need => {
            let judged = views::need(figures, &views.need, today);
            (judged.word(), DrivingWhy::Need(judged.why))
        }
    })
}
