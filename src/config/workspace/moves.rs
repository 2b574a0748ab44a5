//! `moves`: when a customer should move to another grade.

use super::reader::Reader;
use crate::config::raw::moves::{RawGoals, RawInactive, RawMoves, RawSilent, RawVerify};
use crate::model::{Expected, Measure, ProblemKind, Usual};
use crate::rules::moves::MoveRules;
use crate::yaml::{FileLocation, Switch, UnlocatedProblem};

impl Reader {
    /// The rules for moves, in a workspace of these grades; `None` where they are off.
    pub(super) fn moves(&mut self, raw: Option<Switch<RawMoves>>, grades: &[String]) -> Option<MoveRules> {
        let mut rules = MoveRules::default();
        match raw {
            Some(Switch::Off) => return None,
            Some(Switch::On(raw)) => self.written(raw, grades, &mut rules),
            None => self.unwritten(grades, &rules),
        }
        Some(rules)
    }

    fn written(&mut self, raw: RawMoves, grades: &[String], rules: &mut MoveRules) {
        self.faults.keys("moves.", &raw.twice, &raw.unknown, RawMoves::KEYS);
        self.goals(raw.grades.unwrap_or_default(), grades, rules);
        let inactive = raw.inactive.unwrap_or_default();
        self.faults.keys("moves.inactive.", &inactive.twice, &inactive.unknown, RawInactive::KEYS);
        self.interval(&mut rules.inactive, "moves.inactive.after", inactive.after);
        if let Some(rhythms) =
            self.faults.number("moves.inactive.rhythms", inactive.rhythms, Measure::Rhythms)
        {
            rules.inactive_rhythms = rhythms;
        }
        self.interval(&mut rules.quiet, "moves.quiet", raw.quiet);
        let silent = raw.silent.unwrap_or_default();
        self.faults.keys("moves.silent.", &silent.twice, &silent.unknown, RawSilent::KEYS);
        let of_contacts = [
            ("moves.silent.high", &silent.high),
            ("moves.silent.ordinary", &silent.ordinary),
            ("moves.silent.contact_days", &silent.contact_days),
        ];
        of_contacts.iter().for_each(|(path, raw)| self.number_slip(path, raw.as_deref(), Usual::CONTACTS));
        self.count(&mut rules.silent_high, "moves.silent.high", silent.high);
        self.count(&mut rules.silent_ordinary, "moves.silent.ordinary", silent.ordinary);
        self.count(&mut rules.silent_days, "moves.silent.contact_days", silent.contact_days);
        let verify = raw.verify.unwrap_or_default();
        self.faults.keys("moves.verify.", &verify.twice, &verify.unknown, RawVerify::KEYS);
        let of_contacts =
            [("moves.verify.bounces", &verify.bounces), ("moves.verify.unanswered", &verify.unanswered)];
        of_contacts.iter().for_each(|(path, raw)| self.number_slip(path, raw.as_deref(), Usual::CONTACTS));
        self.count(&mut rules.bounces, "moves.verify.bounces", verify.bounces);
        self.count(&mut rules.unanswered, "moves.verify.unanswered", verify.unanswered);
        self.interval(&mut rules.recheck, "moves.recheck", raw.recheck);
    }

    /// Who writes rules for moves means them to be used: each goal has to be a grade.
    fn goals(&mut self, raw: RawGoals, grades: &[String], rules: &mut MoveRules) {
        self.faults.keys("moves.grades.", &raw.twice, &raw.unknown, RawGoals::KEYS);
        let mut missing = Vec::new();
        for (key, raw, goal) in [
            ("order", raw.order, &mut rules.order),
            ("sample", raw.sample, &mut rules.sample),
            ("high", raw.high, &mut rules.high),
            ("ordinary", raw.ordinary, &mut rules.ordinary),
            ("none", raw.none, &mut rules.none),
        ] {
            let path = format!("moves.grades.{key}");
            let written = raw.is_some();
            self.keep(goal, &path, raw, Expected::Text, |text| (!text.is_empty()).then(|| text.to_owned()));
            if grades.contains(goal) {
                continue;
            }
            if written {
                self.faults.push(&path, ProblemKind::NoMoves { grades: vec![goal.clone()] });
            } else {
                missing.push(goal.clone());
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
