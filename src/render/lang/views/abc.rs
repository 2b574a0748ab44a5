//! ABC, by the part of the revenue.

use super::super::Lang;
use super::{Say, Text, the_rest, until};
use crate::rules::Policy;
use crate::rules::views::{Abc, AbcWhy, Classification};

impl Text for Abc {
    const CHINESE: &'static str = "ABC";

    fn chinese(self) -> Option<&'static str> {
        None
    }

    fn whom(self, lang: Lang, policy: &Policy) -> String {
        let rule = &policy.views.abc;
        let (by, unit) = (rule.by, rule.unit.as_deref());
        match self {
            Abc::A => until(lang, (by, unit), rule.a),
            Abc::B => until(lang, (by, unit), rule.b),
            Abc::C => the_rest(lang, by),
        }
    }

    fn why(say: &Say<'_>, found: &Classification<Self, AbcWhy>) -> String {
        say.abc(&found.why)
    }
}

impl Say<'_> {
    pub(super) fn abc(&self, why: &AbcWhy) -> String {
        let rule = &self.policy.views.abc;
        match why {
            AbcWhy::Share(share) => self.share(share, &[("A", rule.a), ("B", rule.b)], "C"),
            AbcWhy::NoRevenue(year) => self.no_revenue(year),
            AbcWhy::Quantity(share, volumes) => self.quantity_share(
                (share, volumes),
                rule.unit.as_deref(),
                &[("A", rule.a), ("B", rule.b)],
                "C",
            ),
            AbcWhy::NoQuantity(volumes) => self.no_quantity(volumes, rule.unit.as_deref()),
        }
    }
}
