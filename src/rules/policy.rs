//! What a workspace decided: every number that the rules work with.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::grading::ViewRules;
use super::moves::MoveRules;
use super::{Calendar, RhythmRule};
use crate::model::{Currency, Decimal, Interval, SampleState};

/// The rules of a workspace. Two people with the same policy, files and day get the same answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    /// The grades in the order of work.
    pub grades: Vec<GradeRule>,
    /// Working days.
    pub calendar: Calendar,
    /// When complaints have to be dealt with.
    pub complaint: ComplaintRule,
    /// The currency of totals, and of amounts without one.
    pub currency: Currency,
    /// What one unit of another currency is worth in it, by day, oldest first.
    pub rates: BTreeMap<Currency, Vec<Rate>>,
    /// The people of the team; nobody where the workspace lists none.
    pub people: Vec<String>,
    /// The other ways to divide customers.
    pub views: ViewRules,
    /// When a customer should move; `None` for a team that wants no suggestions.
    pub moves: Option<MoveRules>,
}

/// One grade.
#[derive(Clone, Debug, PartialEq)]
pub struct GradeRule {
    /// What stands in the customers' files.
    pub class: String,
    /// What people call it.
    pub label: Label,
    /// When its customers are due.
    pub cadence: Cadence,
    /// What one follow-up takes.
    pub minutes: Decimal,
    /// Where the cadence was written.
    pub source: Source,
}

/// A name in both languages.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Label {
    /// English.
    pub en: String,
    /// Chinese.
    pub zh: String,
}

/// Where a value comes from, for `--why`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Built in.
    Default,
    /// The workspace's `crm.yaml`.
    Workspace,
    /// The customer's own file.
    Customer,
}

/// How a grade's next date is found.
#[derive(Clone, Debug, PartialEq)]
pub enum Cadence {
    /// So long after the last contact day; placed by the customer's order rhythm where the rule
    /// for it is given and the rhythm is known.
    Interval {
        /// How long.
        every: Interval,
        /// Whether and how the order rhythm replaces it.
        rhythm: Option<RhythmRule>,
    },
    /// Gap after gap, counted from a sample's event.
    Steps(Steps),
}

/// Gaps in days between follow-ups, in order.
#[derive(Clone, Debug, PartialEq)]
pub struct Steps {
    /// While the sample is agreed, made and sent.
    pub agreed: Vec<u32>,
    /// Once the customer has it.
    pub received: Vec<u32>,
}

impl Steps {
    /// The gaps that a sample's event starts; the other states start none of their own.
    pub fn after(&self, state: SampleState) -> Option<&[u32]> {
        match state {
            SampleState::Agreed => Some(&self.agreed),
            SampleState::Received => Some(&self.received),
            _ => None,
        }
    }
}

/// How soon complaints are dealt with, from the day they were opened (S4).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ComplaintRule {
    /// Until it is answered.
    pub answer: Interval,
    /// Until it is solved.
    pub solve: Interval,
}

/// A rate from a day on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rate {
    /// The first day.
    pub from: NaiveDate,
    /// What one unit is worth in the workspace's currency.
    pub rate: Decimal,
}

impl Default for Policy {
    /// The trade's defaults: S0's grades, S4's complaints, a calendar of weekdays.
    fn default() -> Self {
        use crate::model::Unit::{Day, Month};
        let every = |count, unit| Interval::new(count, unit).expect("a constant interval");
        let interval = |months, rhythm| Cadence::Interval { every: every(months, Month), rhythm };
        let grade = |class: &str, en: &str, zh: &str, cadence, minutes| GradeRule {
            class: class.into(),
            label: Label { en: en.into(), zh: zh.into() },
            cadence,
            minutes,
            source: Source::Default,
        };
        let rhythm = RhythmRule::default();
        let steps = Steps { agreed: vec![1, 1, 2, 3, 7, 7, 15], received: vec![3, 7, 3, 7] };
        let minutes = |whole: i64| Decimal::new(whole, 0);
        Policy {
            grades: vec![
                grade("A", "order customer", "订单客户", interval(1, Some(rhythm)), Decimal::new(75, 1)),
                grade("B", "sample customer", "样品客户", Cadence::Steps(steps), minutes(11)),
                grade("C", "high potential", "高潜力客户", interval(2, None), minutes(20)),
                grade("D", "ordinary potential", "一般潜力客户", interval(3, None), minutes(4)),
                grade("E", "no potential", "无潜力客户", interval(6, None), minutes(2)),
            ],
            calendar: Calendar::default(),
            complaint: ComplaintRule { answer: every(1, Day), solve: every(2, Day) },
            currency: Currency::new("USD").expect("a constant currency"),
            rates: BTreeMap::new(),
            people: Vec::new(),
            views: ViewRules::default(),
            moves: Some(MoveRules::default()),
        }
    }
}

impl Policy {
    /// How an order rhythm is known: the rule of the first grade that has one.
    pub fn rhythm(&self) -> Option<&RhythmRule> {
        self.grades.iter().find_map(|grade| match &grade.cadence {
            Cadence::Interval { rhythm, .. } => rhythm.as_ref(),
            Cadence::Steps(_) => None,
        })
    }

    /// The rule of a grade.
    pub fn grade(&self, class: &str) -> Option<&GradeRule> {
        self.grades.iter().find(|grade| grade.class == class)
    }

    /// A grade's place in the order of work; what has no grade, or an unknown one, comes last.
    pub fn rank(&self, class: Option<&str>) -> usize {
        class
            .and_then(|class| self.grades.iter().position(|grade| grade.class == class))
            .unwrap_or(self.grades.len())
    }

    /// What one unit of `currency` was worth on `day`; `None` without a rate.
    pub fn rate(&self, currency: Currency, day: NaiveDate) -> Option<Decimal> {
        if currency == self.currency {
            return Some(Decimal::ONE);
        }
        let rates = self.rates.get(&currency)?;
        rates.iter().rev().find(|rate| rate.from <= day).map(|rate| rate.rate)
    }
}
