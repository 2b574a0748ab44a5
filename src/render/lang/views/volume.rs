//! Sales volume, by the part of the revenue.

use super::super::Lang;
use super::{Say, Text, ordered_before, the_rest, until};
use crate::rules::Policy;
use crate::rules::views::{Classification, Volume, VolumeWhy};

impl Text for Volume {
    const CHINESE: &'static str = "销量";

    fn chinese(self) -> Option<&'static str> {
        None
    }

    fn whom(self, lang: Lang, policy: &Policy) -> String {
        let rule = &policy.views.volume;
        let (by, unit) = (rule.by, rule.unit.as_deref());
        match self {
            Volume::S => until(lang, (by, unit), rule.s),
            Volume::A => until(lang, (by, unit), rule.a),
            Volume::B => until(lang, (by, unit), rule.b),
            Volume::C => the_rest(lang, by),
            Volume::D => ordered_before(lang),
        }
    }

    fn why(say: &Say<'_>, found: &Classification<Self, VolumeWhy>) -> String {
        say.volume(&found.why)
    }
}

impl Say<'_> {
    pub(super) fn volume(&self, why: &VolumeWhy) -> String {
        let rule = &self.policy.views.volume;
        match why {
            VolumeWhy::Share(share) => self.share(share, &[("S", rule.s), ("A", rule.a), ("B", rule.b)], "C"),
            VolumeWhy::Gone { last } => self.gone(*last),
            VolumeWhy::NeverOrdered => self.lang.pick("it never ordered", "从未下单").to_owned(),
            VolumeWhy::NoRevenue(year) => self.no_revenue(year),
            VolumeWhy::Quantity(share, volumes) => self.quantity_share(
                (share, volumes),
                rule.unit.as_deref(),
                &[("S", rule.s), ("A", rule.a), ("B", rule.b)],
                "C",
            ),
            VolumeWhy::NoQuantity(volumes) => self.no_quantity(volumes, rule.unit.as_deref()),
        }
    }
}
