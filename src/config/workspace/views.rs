//! `views`: the numbers of the other ways to divide customers.

use super::reader::{Reader, Rung};
use crate::config::raw::views::{
    RawAbc, RawAsked, RawDeal, RawFace, RawLifecycle, RawPyramid, RawRelationship, RawUrgency, RawValue,
    RawViews, RawVolume,
};
use crate::model::{Decimal, Measure, ProblemKind, total};
use crate::rules::views::{
    AbcRule, Asked, DealRule, FaceRule, LifecycleRule, PyramidRule, RelationshipRule, UrgencyRule, ValueRule,
    ViewRules, VolumeRule,
};

impl Reader {
    pub(super) fn views(&mut self, raw: RawViews) -> ViewRules {
        self.faults.keys("views.", &raw.twice, &raw.unknown, RawViews::KEYS);
        let mut rules = ViewRules::default();
        self.deal(raw.deal.unwrap_or_default(), &mut rules.deal);
        self.urgency(raw.urgency.unwrap_or_default(), &mut rules.urgency);
        self.lifecycle(raw.lifecycle.unwrap_or_default(), &mut rules.lifecycle);
        self.volume(raw.volume.unwrap_or_default(), &mut rules.volume);
        self.abc(raw.abc.unwrap_or_default(), &mut rules.abc);
        self.pyramid(raw.pyramid.unwrap_or_default(), &mut rules.pyramid);
        self.face(raw.face.unwrap_or_default(), &mut rules.face);
        self.worth(raw.value.unwrap_or_default(), &mut rules.value);
        self.relationship(raw.relationship.unwrap_or_default(), &mut rules.relationship);
        rules
    }

    fn deal(&mut self, raw: RawDeal, rule: &mut DealRule) {
        self.faults.keys("views.deal.", &raw.twice, &raw.unknown, RawDeal::KEYS);
        self.interval(&mut rule.quote, "views.deal.quote", raw.quote);
    }

    fn urgency(&mut self, raw: RawUrgency, rule: &mut UrgencyRule) {
        let path = "views.urgency.";
        self.faults.keys(path, &raw.twice, &raw.unknown, RawUrgency::KEYS);
        self.rising_intervals(
            path,
            [
                Rung("urgent", raw.urgent, &mut rule.urgent),
                Rung("soon", raw.soon, &mut rule.soon),
                Rung("relaxed", raw.relaxed, &mut rule.relaxed),
            ],
        );
    }

    fn lifecycle(&mut self, raw: RawLifecycle, rule: &mut LifecycleRule) {
        let path = "views.lifecycle.";
        self.faults.keys(path, &raw.twice, &raw.unknown, RawLifecycle::KEYS);
        self.interval(&mut rule.first, "views.lifecycle.first", raw.first);
        self.rising_factors(
            path,
            [
                Rung("maturity", raw.maturity, &mut rule.maturity),
                Rung("growth", raw.growth, &mut rule.growth),
            ],
        );
    }

    fn volume(&mut self, raw: RawVolume, rule: &mut VolumeRule) {
        let path = "views.volume.";
        self.faults.keys(path, &raw.twice, &raw.unknown, RawVolume::KEYS);
        self.rising_fractions(
            path,
            [Rung("S", raw.s, &mut rule.s), Rung("A", raw.a, &mut rule.a), Rung("B", raw.b, &mut rule.b)],
        );
    }

    fn abc(&mut self, raw: RawAbc, rule: &mut AbcRule) {
        let path = "views.abc.";
        self.faults.keys(path, &raw.twice, &raw.unknown, RawAbc::KEYS);
        self.rising_fractions(path, [Rung("A", raw.a, &mut rule.a), Rung("B", raw.b, &mut rule.b)]);
    }

    fn pyramid(&mut self, raw: RawPyramid, rule: &mut PyramidRule) {
        let path = "views.pyramid.";
        self.faults.keys(path, &raw.twice, &raw.unknown, RawPyramid::KEYS);
        self.rising_fractions(
            path,
            [
                Rung("super", raw.superb, &mut rule.superb),
                Rung("big", raw.big, &mut rule.big),
                Rung("medium", raw.medium, &mut rule.medium),
            ],
        );
    }

    fn face(&mut self, raw: RawFace, rule: &mut FaceRule) {
        self.faults.keys("views.face.", &raw.twice, &raw.unknown, RawFace::KEYS);
        self.fraction(&mut rule.first, "views.face.first", raw.first);
        self.fraction(&mut rule.thin, "views.face.thin", raw.thin);
    }

    /// `views.value`: three criteria, whose points make a score out of 100.
    fn worth(&mut self, raw: RawValue, rule: &mut ValueRule) {
        self.faults.keys("views.value.", &raw.twice, &raw.unknown, RawValue::KEYS);
        let mut last = None;
        for (key, raw, asked) in [
            ("amount", raw.amount, &mut rule.amount),
            ("margin", raw.margin, &mut rule.margin),
            ("renewal", raw.renewal, &mut rule.renewal),
        ] {
            let path = format!("views.value.{key}.");
            let raw = raw.unwrap_or_default();
            if raw.points.is_some() {
                last = Some(format!("{path}points"));
            }
            self.asked(&path, raw, asked, key == "amount");
        }
        let points = [rule.amount, rule.margin, rule.renewal].map(|asked| asked.points);
        let sum = total(points);
        if let Some(last) = last
            && sum != Decimal::ONE_HUNDRED
        {
            self.faults.push(&last, ProblemKind::PointsSum(sum.to_string()));
        }
    }

    fn asked(&mut self, path: &str, raw: RawAsked, asked: &mut Asked, of_the_mean: bool) {
        self.faults.keys(path, &raw.twice, &raw.unknown, RawAsked::KEYS);
        let rungs = [Rung("B", raw.b, &mut asked.b), Rung("A", raw.a, &mut asked.a)];
        if of_the_mean {
            self.rising_factors(path, rungs);
        } else {
            self.rising_fractions(path, rungs);
        }
        if let Some(points) = self.faults.number(&format!("{path}points"), raw.points, Measure::Points) {
            asked.points = points;
        }
    }

    fn relationship(&mut self, raw: RawRelationship, rule: &mut RelationshipRule) {
        let path = "views.relationship.";
        self.faults.keys(path, &raw.twice, &raw.unknown, RawRelationship::KEYS);
        self.rising_intervals(
            path,
            [
                Rung("long_term", raw.long_term, &mut rule.long_term),
                Rung("strategic", raw.strategic, &mut rule.strategic),
            ],
        );
        self.count(&mut rule.lines, "views.relationship.product_lines", raw.product_lines);
    }
}
