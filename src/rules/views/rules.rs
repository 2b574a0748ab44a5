//! Every number of the views, with its default.

use super::abc::AbcRule;
use super::deal::DealRule;
use super::face::FaceRule;
use super::lifecycle::LifecycleRule;
use super::need::NeedRule;
use super::pyramid::PyramidRule;
use super::relationship::RelationshipRule;
use super::urgency::UrgencyRule;
use super::value::ValueRule;
use super::volume::VolumeRule;

/// The numbers that the views work with; each view owns its own (S2, S3, S4).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ViewRules {
    /// How long a quote keeps a deal in negotiation (own).
    pub deal: DealRule,
    /// Until when a customer has to be handled (S2).
    pub urgency: UrgencyRule,
    /// How long a follow-up's word on the need holds (own).
    pub need: NeedRule,
    /// What is growth and what is decline (own).
    pub lifecycle: LifecycleRule,
    /// Where the sales volume is cut (own).
    pub volume: VolumeRule,
    /// Where the revenue is cut (S1, own).
    pub abc: AbcRule,
    /// Where the ranking is cut (S3).
    pub pyramid: PyramidRule,
    /// What is a large volume, and what a thin margin (own).
    pub face: FaceRule,
    /// What is asked of amount, margin and renewal (S4).
    pub value: ValueRule,
    /// How long and how broad a cooperation has to be (S4).
    pub relationship: RelationshipRule,
}
