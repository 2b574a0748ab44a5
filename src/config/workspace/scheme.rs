//! `scheme`, `grades` and `unplaced`: what drives the follow-ups.

use super::reader::Reader;
use crate::config::raw::Raw;
use crate::model::{Expected, ProblemKind};
use crate::rules::{GradeRule, Playbook, Policy, Scheme};

impl Reader {
    /// The scheme with its grades: those that are written, else its own.
    pub(super) fn driving(
        &mut self,
        scheme: Scheme,
        grades: Option<Vec<(String, Option<Raw>)>>,
        unplaced: Option<String>,
        policy: &mut Policy,
    ) {
        let defaults = scheme.grades();
        policy.scheme = scheme;
        policy.playbooks = Playbook::defaults(scheme);
        policy.unplaced = scheme.unplaced().map(str::to_owned);
        let is_written = grades.is_some();
        policy.grades = grades.map_or_else(|| defaults.clone(), |raw| self.grades(raw, &defaults));
        if scheme == Scheme::Own && !is_written {
            self.faults.push("scheme", ProblemKind::MissingKey("grades"));
        }
        if scheme.is_computed() {
            self.computed(&defaults, policy);
        }
        if let Some(class) = unplaced {
            let known: Vec<String> = policy.grades.iter().map(|grade| grade.class.clone()).collect();
            let is_known = known.contains(&class);
            let want = Expected::Class(known);
            policy.unplaced = self
                .faults
                .value("unplaced", Some(class), want, |class| is_known.then(|| class.to_owned()))
                .or(policy.unplaced.take());
        }
    }

    /// A computed scheme has the classes that it computes, no others and no fewer: what the file leaves
    /// out stays as it is built in.
    fn computed(&mut self, defaults: &[GradeRule], policy: &mut Policy) {
        let classes: Vec<&'static str> = crate::rules::views::Views::words(policy.scheme.as_str()).to_vec();
        for grade in &policy.grades {
            if !classes.contains(&grade.class.as_str()) {
                let want = Expected::Class(classes.iter().map(|class| (*class).to_owned()).collect());
                let trouble =
                    ProblemKind::BadValue { key: "grades".into(), value: grade.class.clone(), want };
                self.faults.name(&format!("grades.{}", grade.class), trouble);
            }
        }
        policy.grades.retain(|grade| classes.contains(&grade.class.as_str()));
        let missing: Vec<GradeRule> =
            defaults.iter().filter(|grade| policy.grade(&grade.class).is_none()).cloned().collect();
        policy.grades.extend(missing);
    }
}
