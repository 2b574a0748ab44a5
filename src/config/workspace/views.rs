//! `views`: the numbers of the other ways to divide customers.

use super::reader::Reader;
use crate::config::raw::RawSection;
use crate::model::{Decimal, ProblemKind, total};
use crate::rules::views::ViewRules;

impl Reader {
    pub(super) fn views(&mut self, mut raw: RawSection) -> ViewRules {
        let mut rules = ViewRules::default();
        self.section("views", &mut raw, &mut rules);
        self.points(&rules);
        rules
    }

    /// The three criteria of `views.value` make a score out of 100.
    fn points(&mut self, rules: &ViewRules) {
        let paths = ["amount", "margin", "renewal"].map(|key| format!("views.value.{key}.points"));
        let last = paths.into_iter().rev().find(|path| self.written.contains(path));
        let value = &rules.value;
        let sum = total([value.amount.points, value.margin.points, value.renewal.points]);
        if let Some(last) = last.filter(|_| sum != Decimal::ONE_HUNDRED) {
            self.faults.push(&last, ProblemKind::PointsSum(sum.to_string()));
        }
    }
}
