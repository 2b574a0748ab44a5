//! What a workspace decided: every number that the rules work with. The rules read it, and it knows none of them.

mod event;
mod grade;
mod label;
mod rates;
mod steps;
mod times;
mod trigger;

use std::collections::BTreeMap;

use super::alarms::AlarmRules;
use super::moves::MoveRules;
use super::occasions::Reminders;
use super::opportunities::OpportunityRules;
use super::pool::PoolRules;
use super::rhythm::BookRhythm;
use super::views::ViewRules;
use super::{Calendar, Choices, LaneRules, Playbook, Requirements, RhythmRule, Scheme, Zones};
use crate::model::{Decimal, Interval, Unit};
use crate::rules::settings::{COUNT, INTERVAL, settings, span};

pub use event::{EventDays, TeamEvent, YearDay};
pub use grade::{Cadence, GradeRule, Source};
pub use label::Label;
pub use rates::{Rate, Rates};
pub use steps::{Gaps, Product, Steps};
pub use times::Times;
pub use trigger::Trigger;

/// The rules of a workspace. Two people with the same policy, files and day get the same answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    /// The scheme whose classes the grades are.
    pub scheme: Scheme,
    /// The grades in the order of work.
    pub grades: Vec<GradeRule>,
    /// In a computed scheme, the grade of customers that it can't place.
    pub unplaced: Option<String>,
    /// What to do, by class and by combined label.
    pub playbooks: Vec<Playbook>,
    /// What a customer's file has to say, by class.
    pub required: Requirements,
    /// The values that the team has agreed on.
    pub value_lists: Choices,
    /// Working days.
    pub calendar: Calendar,
    /// The team's own days: festivals, fairs.
    pub events: Vec<TeamEvent>,
    /// How early one is told of a day, and when what is open becomes pressing.
    pub reminders: Reminders,
    /// When complaints and wishes to end have to be dealt with.
    pub complaint: ComplaintRule,
    /// For whom an alarm is rung, and when.
    pub alarm: AlarmRules,
    /// How large the pictures and papers beside a log may be.
    pub files: FileLimits,
    /// How long before its next expected order a customer is to be spoken to.
    pub lead_time: Interval,
    /// How likely opportunities become orders.
    pub deals: OpportunityRules,
    /// The currency of totals, and what others are worth in it.
    pub rates: Rates,
    /// The people of the team; nobody where the workspace lists none.
    pub people: Vec<String>,
    /// Those of them who decide on requests.
    pub managers: Vec<String>,
    /// How often people contact the customers of a grade, of those who say so: by person, then by grade.
    pub own_cadences: BTreeMap<String, BTreeMap<String, Interval>>,
    /// Where they work.
    pub zones: Zones,
    /// The other ways to divide customers.
    pub views: ViewRules,
    /// What comes first when a day is too short.
    pub lanes: LaneRules,
    /// When a customer should move; `None` for a team that wants no suggestions.
    pub moves: Option<MoveRules>,
    /// How fast, how regularly and for how long the customers of the book order (`rhythm.yaml`).
    pub book_rhythm: BookRhythm,
    /// When customers fall into the pool, and who may claim them; `None` for a team in which nobody
    /// loses a customer unasked.
    pub pool: Option<PoolRules>,
}

settings! {
    /// How soon complaints and wishes to end are dealt with, from the day they were opened (S4).
    #[derive(Clone, Copy, Debug, PartialEq)]
    pub struct ComplaintRule "How soon complaints and wishes to end have to be dealt with." {
        /// The time from the opening until it has to be answered, in days or longer.
        "answer" answer: Interval = INTERVAL, span(1, Unit::Day);
        /// The time from the opening until a complaint has to be solved, and a wish to end to be saved or lost, in days or
        /// longer.
        "solve" solve: Interval = INTERVAL, span(2, Unit::Day);
    }
    rising ["answer", "solve"]
}

settings! {
    /// How large the pictures and papers beside a log may be: what git has once taken it carries for ever (own).
    #[derive(Clone, Copy, Debug, PartialEq)]
    pub struct FileLimits "How large the pictures and papers may be that crm log --file keeps: git carries them for ever."
        starter "How large pictures and papers of crm log --file may be, in MB." "crm log --file 保存的图片和文件可以多大，单位 MB。"
    {
        /// The largest single one, in MB (a million bytes): a larger one is refused.
        "max" max: u32 = COUNT, 5;
        /// All of the workspace together, in MB: beyond it crm log --file still keeps one, and says so.
        "total" total: u32 = COUNT, 200;
    }
}

impl FileLimits {
    const MB: u64 = 1_000_000;

    /// The largest single one, in bytes.
    pub fn max_bytes(&self) -> u64 {
        u64::from(self.max) * Self::MB
    }

    /// What all of the workspace may have together, in bytes.
    pub fn total_bytes(&self) -> u64 {
        u64::from(self.total) * Self::MB
    }
}

impl Default for Policy {
    /// The trade's defaults: S0's grades, S4's complaints, a calendar of weekdays.
    fn default() -> Self {
        Policy {
            scheme: Scheme::Trade,
            unplaced: None,
            grades: Scheme::Trade.grades(),
            playbooks: Playbook::defaults(Scheme::Trade),
            required: Requirements::default(),
            value_lists: Choices::default(),
            calendar: Calendar::default(),
            events: Vec::new(),
            reminders: Reminders::default(),
            complaint: ComplaintRule::default(),
            alarm: AlarmRules::default(),
            files: FileLimits::default(),
            lead_time: span(7, Unit::Day),
            deals: OpportunityRules::default(),
            rates: Rates::default(),
            people: Vec::new(),
            managers: Vec::new(),
            own_cadences: BTreeMap::new(),
            zones: Zones::default(),
            views: ViewRules::default(),
            lanes: LaneRules::default(),
            book_rhythm: BookRhythm::default(),
            moves: Some(MoveRules::default()),
            pool: None,
        }
    }
}

impl Policy {
    /// How an order rhythm is known: the rule of the first grade that has one.
    pub fn rhythm(&self) -> Option<&RhythmRule> {
        self.grades.iter().find_map(|grade| match &grade.cadence {
            Cadence::Interval { rhythm, .. } => rhythm.as_ref(),
            _ => None,
        })
    }

    /// The grades that a decision on a customer usually leads to, of those that there are.
    pub fn choices(&self) -> Vec<String> {
        let usual = self
            .moves
            .iter()
            .flat_map(|rules| [&rules.grades.order, &rules.grades.high, &rules.grades.ordinary]);
        usual.filter(|class| self.grade(class).is_some()).cloned().collect()
    }

    /// How often an owner contacts the customers of a grade, where that is the owner's own.
    pub fn own_cadence(&self, owner: Option<&str>, class: &str) -> Option<Interval> {
        self.own_cadences.get(owner?)?.get(class).copied()
    }

    /// The grade that a high potential gets, where people decide on the grades.
    pub fn grade_of_hot_leads(&self) -> Option<&str> {
        let high = self.moves.as_ref().filter(|_| !self.scheme.is_computed())?.grades.high.as_str();
        self.grade(high).map(|_| high)
    }

    pub fn grade(&self, class: &str) -> Option<&GradeRule> {
        self.grades.iter().find(|grade| grade.class == class)
    }

    /// The grade that a new customer usually gets: that of a high potential, else the first.
    pub fn usual_class(&self) -> Option<&str> {
        let high = self.moves.as_ref().map(|rules| rules.grades.high.as_str());
        let known = high.filter(|class| self.grade(class).is_some());
        known.or_else(|| self.grades.first().map(|grade| grade.class.as_str()))
    }

    /// What a follow-up of a grade is worth beside those of others: what is written, else twice as much
    /// as in the next grade, from 1 for the last. One without a grade is worth as much as the last.
    pub fn worth(&self, class: Option<&str>) -> Decimal {
        let from_here = self.grades.get(self.rank(class)..).unwrap_or_default();
        // From the last one upwards: twice the next also where that one's is written.
        let above = |below: Option<Decimal>, grade: &GradeRule| {
            let twice = below.map_or(Decimal::ONE, |worth| worth.saturating_mul(Decimal::TWO));
            Some(grade.worth.unwrap_or(twice))
        };
        from_here.iter().rev().fold(None, above).unwrap_or(Decimal::ONE)
    }

    /// Whether the order of work alone decides what comes first on a day too short; not where a grade says its own worth.
    pub fn goes_by_grade(&self) -> bool {
        self.grades.iter().all(|grade| grade.worth.is_none())
    }

    /// A grade's place in the order of work; what has no grade, or an unknown one, comes last.
    pub fn rank(&self, class: Option<&str>) -> usize {
        class
            .and_then(|class| self.grades.iter().position(|grade| grade.class == class))
            .unwrap_or(self.grades.len())
    }
}
