//! `moves`: when a customer should move to another grade.

use super::reader::Reader;
use crate::config::raw::Raw;
use crate::model::ProblemKind;
use crate::rules::moves::{Goals, MoveRules};
use crate::rules::settings::Declared;
use crate::yaml::{FileLocation, UnlocatedProblem};

impl Reader {
    /// The rules for moves, in a workspace of these grades; `None` where they are off.
    pub(super) fn moves(&mut self, raw: Option<Raw>, grades: &[String]) -> Option<MoveRules> {
        let mut rules = MoveRules::default();
        match raw {
            Some(Raw::Off) => return None,
            Some(Raw::Section(mut raw)) => {
                self.section("moves", &mut raw, &mut rules);
                self.goals(&rules.grades, grades);
            }
            _ => self.unwritten(grades, &rules),
        }
        Some(rules)
    }

    /// Who writes rules for moves means them to be used: each goal has to be a grade.
    fn goals(&mut self, goals: &Goals, grades: &[String]) {
        let mut missing = Vec::new();
        for (key, goal) in Goals::SECTION.names.iter().zip(goals.all()) {
            let path = format!("moves.grades.{key}");
            if grades.iter().any(|grade| grade == goal) {
                continue;
            }
            if self.written.contains(&path) {
                self.faults.push(&path, ProblemKind::NoMoves { grades: vec![goal.to_owned()] });
            } else {
                missing.push(goal.to_owned());
            }
        }
        self.missing("moves", missing);
    }

    /// A team whose grades have nothing in common with the built-in ones expects no moves. One that
    /// kept some of them may have lost them unawares.
    fn unwritten(&mut self, grades: &[String], rules: &MoveRules) {
        let (kept, missing): (Vec<&str>, Vec<&str>) =
            rules.grades().into_iter().partition(|goal| grades.iter().any(|grade| grade == goal));
        if !kept.is_empty() {
            self.missing("grades", missing.into_iter().map(str::to_owned).collect());
        }
    }

    fn missing(&mut self, key: &str, grades: Vec<String>) {
        if !grades.is_empty() {
            self.faults.0.push(UnlocatedProblem::new(
                FileLocation::Name(key.to_owned()),
                ProblemKind::NoMoves { grades },
            ));
        }
    }
}
