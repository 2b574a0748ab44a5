//! `pool`: when a customer falls into the public pool, and who may claim it.

use super::reader::Reader;
use crate::config::raw::{Raw, RawSection};
use crate::model::{Expected, ProblemKind};
use crate::rules::GradeRule;
use crate::rules::pool::{Exemption, Limits, PoolRules};
use crate::rules::settings::Declared;
use crate::yaml::{FileLocation, UnlocatedProblem};

impl Reader {
    /// The rules of the pool, in a workspace of these grades; `None` where nobody wrote any.
    pub(super) fn pool(&mut self, raw: Option<Raw>, grades: &[GradeRule]) -> Option<PoolRules> {
        let mut raw = raw.and_then(Raw::section)?;
        let mut rules = PoolRules::default();
        self.section("pool", &mut raw, &mut rules);
        for (class, raw) in raw.named("after").unwrap_or_default() {
            rules.after.extend(self.limits(class, raw.and_then(Raw::section), grades));
        }
        if let Some(exempt) = raw.texts("exempt") {
            rules.exempt =
                self.each("pool.exempt", exempt, Expected::OneOf(Exemption::WORDS), Exemption::parse);
        }
        Some(rules)
    }

    /// What a class may be left without. One that the scheme doesn't have would never apply.
    fn limits(&mut self, class: String, raw: Option<RawSection>, grades: &[GradeRule]) -> Option<Limits> {
        let path = format!("pool.after.{class}");
        let mut limits = Limits { class, ..Limits::default() };
        let mut raw = raw.unwrap_or_else(|| RawSection::empty(Limits::SECTION));
        self.section(&path, &mut raw, &mut limits);
        if !grades.iter().any(|grade| grade.class == limits.class) {
            let want = Expected::Class(grades.iter().map(|grade| grade.class.clone()).collect());
            let trouble = ProblemKind::BadValue { key: "after".into(), value: limits.class, want };
            self.faults.0.push(UnlocatedProblem::new(FileLocation::Name(path), trouble));
            return None;
        }
        Some(limits)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::config::parse_workspace_config;
    use crate::model::Interval;

    fn read(text: &str) -> (Option<PoolRules>, Vec<(&'static str, usize, usize)>) {
        let (config, problems) = parse_workspace_config(text.as_bytes(), Path::new("crm.yaml"));
        let told = problems.iter().map(|p| (p.kind.code(), p.place.line, p.place.column)).collect();
        (config.policy.pool, told)
    }

    #[test]
    fn nobody_loses_a_customer_without_rules() {
        for text in ["", "pool: off\n", "pool: false\n", "pool:\n"] {
            assert_eq!(read(text), (None, vec![]), "{text}");
        }
        assert_eq!(read("pool: {}\n"), (Some(PoolRules::default()), vec![]));
    }

    #[test]
    fn every_rule_is_read() {
        let (rules, told) = read(
            "pool:\n  after:\n    C: {followup: 3 months}\n    D: {followup: 180, order: 1 year}\n    \
             E: {deal: 9个月}\n    A:\n  warn: 3 days\n  exempt: [sample]\n  holds: 200\n  \
             claims_a_day: 5\n  barred: 30 days\n",
        );
        assert_eq!(told, []);
        let rules = rules.expect("rules");
        let clauses: Vec<String> = rules
            .after
            .iter()
            .flat_map(|limits| {
                limits
                    .clauses()
                    .map(|(clause, limit)| format!("{} {} {limit}", limits.class, clause.as_str()))
            })
            .collect();
        assert_eq!(
            clauses,
            ["C followup 3 months", "D followup 180 days", "D order 1 year", "E deal 9 months"]
        );
        assert_eq!(
            (rules.warn, rules.exempt),
            (Interval::parse("3 days").expect("3 days"), vec![Exemption::Sample])
        );
        assert_eq!((rules.holds, rules.claims_a_day), (Some(200), Some(5)));
        assert_eq!(rules.barred, Interval::parse("30 days"));
    }

    #[test]
    fn what_is_wrong_is_told_where_it_stands() {
        for (text, want) in [
            ("pool: on\n", ("wrong-type", 1, 7)),
            ("pool:\n  aftr: {}\n", ("unknown-key", 2, 3)),
            ("pool:\n  after: {X: {followup: 1 month}}\n", ("bad-value", 2, 11)),
            ("pool:\n  after:\n    C: {folowup: 1 month}\n", ("unknown-key", 3, 9)),
            ("pool:\n  after:\n    C: {followup: soon}\n", ("bad-value", 3, 19)),
            ("pool: {warn: 0}\n", ("bad-value", 1, 14)),
            ("pool: {exempt: [sample, friends]}\n", ("bad-value", 1, 25)),
            ("pool: {holds: many}\n", ("bad-value", 1, 15)),
            ("pool: {claims_a_day: 0}\n", ("bad-value", 1, 22)),
            ("pool: {barred: 1.5 months}\n", ("bad-value", 1, 16)),
        ] {
            assert_eq!(read(text).1, [want], "{text}");
        }
    }
}
