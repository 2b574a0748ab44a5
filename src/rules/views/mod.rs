//! The views: other ways to divide the same customers than their grade (domain.md, section 4).
//!
//! Each scheme has its file and judges one customer by its [`Metrics`] and by its [`Ranking`] in
//! the whole [`Book`], which is folded once. A class comes with the figures it rests on
//! ([`Classification`]); what cannot be told has none.

mod abc;
mod book;
mod class;
mod deal;
mod face;
mod figures;
mod importance;
mod lead;
mod lifecycle;
mod need;
mod potential;
mod pyramid;
mod quantity;
mod relationship;
mod urgency;
mod value;
mod volume;

#[cfg(test)]
pub(crate) mod test_support;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;

pub use crate::model::{Need, Potential};
use crate::rules::lead::LeadRules;
use crate::rules::settings::{Declared, Key, Section, Settings, Shape, Slot};

pub use abc::{Abc, AbcRule, AbcWhy, abc};
pub use book::{Book, Earned, Place, Ranking, Share, Totals, YearRanking};
pub use class::{Class, Classification, Subject, View};
pub use deal::{Deal, DealRule, DealWhy, deal};
pub use face::{Face, FaceRule, FaceWhy, face};
pub use figures::{Margin, Metrics, SaidNeed, SampleStage, Scored, TierYear, Turnover, a_year_before};
pub use importance::{Importance, ImportanceWhy, importance};
pub use lead::{Lead, LeadWhy, lead};
pub use lifecycle::{Lifecycle, LifecycleRule, LifecycleWhy, lifecycle};
pub use need::{NeedRule, NeedWhy, need, need_of};
pub use potential::{PotentialWhy, potential};
pub use pyramid::{Pyramid, PyramidRule, PyramidWhy, layer, pyramid};
pub use quantity::{SalesMeasure, Volumes};
pub use relationship::{Relationship, RelationshipRule, RelationshipWhy, relationship};
pub use urgency::{Urgency, UrgencyRule, UrgencyWhy, urgency};
pub use value::{
    AskedAmount, AskedMargin, AskedRenewal, Criterion, CriterionScore, Value, ValueRule, ValueWhy, value,
};
pub use volume::{Volume, VolumeRule, VolumeWhy, volume};

use class::classes;

/// Calls a macro with every view, in the order in which machines see them: what it is, its name, its class, where
/// `views` in `crm.yaml` sets numbers of its own, its rule, of which numbers it is, and by what it sorts. A new view is a
/// line here, a file beside it and one in `render/lang/views`; what is missing then doesn't compile.
macro_rules! each_view {
    ($use:ident) => {
        $use! {
            /// Deal status (S2).
            deal: Deal by DealRule of (deal) = "Deal status.";
            /// Importance (S2).
            importance: Importance of (pyramid, need) = "Important or ordinary.";
            /// Urgency (S2).
            urgency: Urgency by UrgencyRule of (urgency) = "By days until the next date.";
            /// Need (S2).
            need: Need of (need) = "The newest follow-up's need, else the file's.";
            /// Life cycle (S2).
            lifecycle: Lifecycle by LifecycleRule of (lifecycle) = "By this year's orders against those of the year before.";
            /// Sales volume (S2).
            volume: Volume by VolumeRule of (volume) = "By sales volume.";
            /// ABC by revenue (S1).
            abc: Abc by AbcRule of (abc) = "By share of the last year's revenue.";
            /// The pyramid (S3).
            pyramid: Pyramid by PyramidRule of (pyramid, need) = "By rank in the last year's revenue.";
            /// Red, black and white face (S3).
            face: Face by FaceRule of (face) = "Red (profit), white (volume), black (influence).";
            /// Value (S4).
            value: Value by ValueRule of (value) = "By amount, margin and renewal.";
            /// Potential (S4).
            potential: Potential of () = "The file's.";
            /// Relationship (S4).
            relationship: Relationship by RelationshipRule of (relationship) = "By time, product lines and trust.";
            /// Lead (S2).
            lead: Lead of (lead) = "By the points of the lead score.";
        }
    };
}
pub(crate) use each_view;

macro_rules! declare {
    ($($(#[$doc:meta])+ $view:ident: $class:ident $(by $rule:ident)? of ($($part:ident),*) = $about:literal;)+) => {
        /// One customer's class in every view, each with what it rests on (S1, S2, S3, S4).
        #[derive(Clone, Copy, Debug, PartialEq)]
        pub struct Views {
            $($(#[$doc])+ pub $view: Classification<$class, <$class as View>::Why>,)+
        }

        /// The numbers that the views work with; each view owns its own (S2, S3, S4).
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct ViewRules {
            $($(#[doc = concat!("Those of `", stringify!($view), "`.")] pub $view: $rule,)?)+
            /// How long a follow-up's word on the need holds (own). Its key stands by itself.
            pub need: NeedRule,
            /// What earns a lead its points (S2). Its key stands by itself, too.
            pub lead: LeadRules,
        }

        impl Views {
            /// The views' names, in the order in which machines see them.
            pub const NAMES: &'static [&'static str] = &[$(stringify!($view)),+];

            /// By what each of them sorts, in the same order, in English: what a schema says of it.
            pub const ABOUT: &'static [&'static str] = &[$($about),+];

            /// The class of one customer in each.
            pub fn of(subject: &Subject<'_>, rules: &ViewRules) -> Self {
                Views { $($view: <$class as View>::of(subject, ($(&rules.$part,)*)),)+ }
            }

            /// The words of a view's classes, in its own order; none for a name that is not a view's.
            pub fn words(name: &str) -> &'static [&'static str] {
                $(if name == stringify!($view) {
                    return <$class as Class>::WORDS;
                })+
                &[]
            }

            /// The word of the customer's class in a view; `None` where it can't be told.
            pub fn get(&self, name: &str) -> Option<&'static str> {
                $(if name == stringify!($view) {
                    return self.$view.word();
                })+
                None
            }
        }

        impl ViewRules {
            /// Whether a view has numbers of its own, and they are those that the program has.
            pub fn are_usual(&self, view: &str) -> bool {
                let usual = ViewRules::default();
                $(if view == stringify!($view) {
                    return false $(|| (stringify!($part) == view && self.$part == usual.$part))*;
                })+
                false
            }
        }

        impl Settings for ViewRules {
            fn section(&self) -> &'static Section {
                <ViewRules as Declared>::SECTION
            }
            fn slots(&mut self) -> Vec<Slot<'_>> {
                vec![$($(Slot::Section(&mut self.$view as &mut $rule),)?)+]
            }
        }

        impl Declared for ViewRules {
            const SECTION: &'static Section = &Section {
                about: "The numbers of the views, the other ways to divide customers. Parts are fractions: 0.2 is 20 %. Values that rise must not be written the other way round.",
                keys: &[$($(Key {
                    name: stringify!($view),
                    about: <$rule as Declared>::SECTION.about,
                    shape: Shape::Section(<$rule as Declared>::SECTION),
                    examples: &[],
                    schema: "",
                },)?)+],
                // The views without numbers of their own have no section.
                names: &[$($((stringify!($view), <$rule as Declared>::SECTION).0,)?)+],
                rising: &[],
                schema: "",
                starter: ("", ""),
                defaults: Some(|| Box::new(ViewRules::default())),
            };
        }
    };
}
each_view!(declare);

/// Judges one customer in every view (S1, S2, S3, S4). `figures` are its own, of `today`; `ranking` is its place in
/// the book of that day; `next_due` is its next follow-up, `None` for never.
pub fn all(
    figures: &Metrics,
    ranking: &Ranking,
    next_due: Option<NaiveDate>,
    rules: &ViewRules,
    today: NaiveDate,
) -> Views {
    Views::of(&Subject { figures, ranking, next_due, today }, rules)
}

/// Value, potential and relationship alone (S4): the parts of the combined label.
pub fn label(
    figures: &Metrics,
    ranking: &Ranking,
    rules: &ViewRules,
    today: NaiveDate,
) -> [Option<&'static str>; 3] {
    [
        value(figures, ranking, &rules.value).word(),
        potential(figures).word(),
        relationship(figures, &rules.relationship, today).word(),
    ]
}

impl Views {
    /// Value, potential and relationship in one label, `A + high + strategic` (S4): a part that
    /// can't be told is `?`; `None` where none of them can.
    pub fn label(&self) -> Option<String> {
        let parts = self.parts();
        let told = parts.iter().any(Option::is_some);
        told.then(|| parts.map(|part| part.unwrap_or("?")).join(" + "))
    }

    /// Its value, potential and relationship: what playbooks go by.
    pub fn parts(&self) -> [Option<&'static str>; 3] {
        [self.value.word(), self.potential.word(), self.relationship.word()]
    }
}
