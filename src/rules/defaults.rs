//! The classes that each scheme starts with: cadence, minutes and order of work (S0, S1, S4; the rest
//! own). A workspace changes them in its configuration.

use super::policy::{Steps, Times, Trigger};
use super::{Cadence, GradeRule, Label, RhythmRule, Scheme, Source};
use crate::model::{Decimal, Interval, SampleState, Unit};

impl Scheme {
    /// Its classes in the order of work; none for a team's own, which only the team knows.
    pub fn grades(self) -> Vec<GradeRule> {
        match self {
            Scheme::Trade => trade(),
            Scheme::Own => Vec::new(),
            Scheme::Abc => vec![
                grade("A", ("key account", "重点客户"), every(1, Unit::Week), minutes(15)),
                grade("B", ("middle customer", "一般客户"), a_month(2), minutes(10)),
                grade("C", ("small customer", "小客户"), every(1, Unit::Month), minutes(4)),
            ],
            Scheme::Volume => vec![
                grade("S", ("top volume", "超级大户"), every(1, Unit::Week), minutes(15)),
                grade("A", ("large volume", "大户"), a_month(2), minutes(12)),
                grade("B", ("growing volume", "中户"), every(1, Unit::Month), minutes(8)),
                grade("C", ("small volume", "小户"), every(2, Unit::Month), minutes(4)),
                grade("D", ("stopped buying", "停购客户"), every(3, Unit::Month), minutes(4)),
            ],
            Scheme::Pyramid => vec![
                grade("super", ("super customer", "超级客户"), every(1, Unit::Week), minutes(20)),
                grade("big", ("big customer", "大客户"), a_month(2), minutes(15)),
                grade("medium", ("medium customer", "中客户"), every(1, Unit::Month), minutes(10)),
                grade("small", ("small customer", "小客户"), every(3, Unit::Month), minutes(4)),
                grade("inactive", ("inactive customer", "不活跃客户"), every(3, Unit::Month), minutes(4)),
                grade("prospect", ("prospect", "潜在客户"), every(2, Unit::Month), minutes(10)),
                grade("suspect", ("suspect", "待开发客户"), every(3, Unit::Month), minutes(4)),
                grade("other", ("never a customer", "非客户"), Cadence::Never, minutes(0)),
            ],
            Scheme::Value => vec![
                grade("A", ("high value", "高价值客户"), a_month(2), minutes(20)),
                grade("B", ("medium value", "中价值客户"), every(1, Unit::Month), minutes(10)),
                grade("C", ("low value", "低价值客户"), every(1, Unit::Month), minutes(2)),
            ],
            Scheme::Lifecycle => vec![
                grade("acquisition", ("to be won", "获取期客户"), every(2, Unit::Month), minutes(10)),
                grade("growth", ("growing customer", "提升期客户"), a_month(2), minutes(15)),
                grade("maturity", ("mature customer", "成熟期客户"), every(1, Unit::Month), minutes(10)),
                grade("decline", ("declining customer", "衰退期客户"), a_month(2), minutes(15)),
                grade("exit", ("gone customer", "离开期客户"), every(3, Unit::Month), minutes(4)),
            ],
            Scheme::Importance => vec![
                grade("important", ("important customer", "重要客户"), a_month(2), minutes(15)),
                grade("ordinary", ("ordinary customer", "一般客户"), every(2, Unit::Month), minutes(4)),
            ],
            Scheme::Need => vec![
                grade("target", ("needs it now", "目标客户"), every(1, Unit::Week), minutes(15)),
                grade("potential", ("will need it", "潜在客户"), every(2, Unit::Month), minutes(5)),
                grade("dead", ("will never need it", "死亡客户"), Cadence::Never, minutes(0)),
            ],
        }
    }

    /// The class of customers that a computed scheme can't place: mostly those without revenue.
    pub fn unplaced(self) -> Option<&'static str> {
        match self {
            Scheme::Trade | Scheme::Own => None,
            Scheme::Abc | Scheme::Volume | Scheme::Value => Some("C"),
            Scheme::Pyramid => Some("small"),
            Scheme::Lifecycle => Some("maturity"),
            Scheme::Importance => Some("ordinary"),
            Scheme::Need => Some("potential"),
        }
    }
}

fn trade() -> Vec<GradeRule> {
    let rhythm = Some(RhythmRule::default());
    let order = Cadence::Interval { every: interval(1, Unit::Month), rhythm };
    let agreed = (Trigger::Sample(SampleState::Agreed), vec![1, 1, 2, 3, 7, 7, 15]);
    let received = (Trigger::Sample(SampleState::Received), vec![3, 7, 3, 7]);
    let sample = Cadence::Steps(Steps::new(vec![agreed, received]).expect("constant sequences"));
    vec![
        grade("A", ("order customer", "订单客户"), order, Decimal::new(75, 1)),
        grade("B", ("sample customer", "样单客户"), sample, minutes(11)),
        grade("C", ("high potential", "重潜客户"), every(2, Unit::Month), minutes(20)),
        grade("D", ("ordinary potential", "普潜客户"), every(3, Unit::Month), minutes(4)),
        grade("E", ("no potential", "无潜客户"), every(6, Unit::Month), minutes(2)),
    ]
}

fn grade(class: &str, (en, zh): (&str, &str), cadence: Cadence, minutes: Decimal) -> GradeRule {
    let label = Label { en: en.into(), zh: zh.into() };
    GradeRule { class: class.into(), label, cadence, minutes, worth: None, source: Source::Default }
}

fn minutes(whole: i64) -> Decimal {
    Decimal::new(whole, 0)
}

fn interval(count: u32, unit: Unit) -> Interval {
    Interval::new(count, unit).expect("a constant interval")
}

fn every(count: u32, unit: Unit) -> Cadence {
    Cadence::Interval { every: interval(count, unit), rhythm: None }
}

fn a_month(count: u32) -> Cadence {
    Cadence::Times(Times::a_month(count).expect("a constant number"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::views::Views;

    #[test]
    fn every_class_that_a_scheme_computes_has_its_rule() {
        for scheme in Scheme::ALL.iter().filter(|scheme| scheme.is_computed()) {
            let grades = scheme.grades();
            let classes: Vec<&str> = grades.iter().map(|grade| grade.class.as_str()).collect();
            assert_eq!(classes, Views::words(scheme.as_str()), "{scheme:?}");
            assert!(scheme.unplaced().is_some_and(|class| classes.contains(&class)), "{scheme:?}");
        }
    }
}
