//! Step by step: gap after gap, counted from an event such as a sample's (S0).

use chrono::{Days, NaiveDate};

use super::anchor;
use crate::model::{Event, History, SampleState};
use crate::rules::{Anchor, AnchorKind, GradeRule, Reason};

/// Gaps in days between follow-ups, one sequence for each event that starts one. The first sequence
/// is that of customers without any of these events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Steps(Vec<(Trigger, Vec<u32>)>);

/// An event that starts a sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trigger {
    /// A sample comes into this state.
    Sample(SampleState),
    /// A quote.
    Quote,
    /// An order.
    Order,
    /// A contract.
    Contract,
}

impl Trigger {
    /// The words of `crm.yaml`.
    pub const WORDS: &'static [&'static str] =
        &["agreed", "sent", "received", "passed", "failed", "cancelled", "quote", "order", "contract"];

    /// The event of a word.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "quote" => Some(Trigger::Quote),
            "order" => Some(Trigger::Order),
            "contract" => Some(Trigger::Contract),
            state => SampleState::parse(state).map(Trigger::Sample),
        }
    }

    /// Its word.
    pub fn as_str(self) -> &'static str {
        match self {
            Trigger::Sample(state) => state.as_str(),
            Trigger::Quote => "quote",
            Trigger::Order => "order",
            Trigger::Contract => "contract",
        }
    }

    /// The newest of a customer's events that can start a sequence.
    pub fn newest(history: &History<'_>) -> Option<Self> {
        history.entries().iter().rev().find_map(|entry| Trigger::of(&entry.event))
    }

    /// The event of an entry, where it can start a sequence.
    pub(super) fn of(event: &Event<'_>) -> Option<Self> {
        match event {
            Event::Sample(sample) => Some(Trigger::Sample(sample.state)),
            Event::Quote(_) => Some(Trigger::Quote),
            event if event.is_order() => Some(Trigger::Order),
            Event::Contract(_) => Some(Trigger::Contract),
            _ => None,
        }
    }
}

impl Steps {
    /// These sequences; `None` without any, and for one without a gap.
    pub fn new(sequences: Vec<(Trigger, Vec<u32>)>) -> Option<Self> {
        let is_whole = !sequences.is_empty() && sequences.iter().all(|(_, gaps)| !gaps.is_empty());
        is_whole.then_some(Steps(sequences))
    }

    /// The gaps that an event starts; the other events start none of their own.
    pub fn after(&self, trigger: Trigger) -> Option<&[u32]> {
        self.0.iter().find(|(own, _)| *own == trigger).map(|(_, gaps)| gaps.as_slice())
    }

    /// The sequence that begins at `kind`: its word in `crm.yaml` and its gaps.
    pub fn begun_by(&self, kind: AnchorKind) -> (&'static str, &[u32]) {
        let own = |trigger| self.after(trigger).map(|gaps| (trigger.as_str(), gaps));
        let first = || self.0.first().map_or(("", [].as_slice()), |(own, gaps)| (own.as_str(), gaps));
        match kind {
            AnchorKind::Event(trigger) => own(trigger).unwrap_or_else(first),
            _ => first(),
        }
    }

    /// How many steps all sequences have together.
    pub fn count(&self) -> usize {
        self.0.iter().map(|(_, gaps)| gaps.len()).sum()
    }
}

/// How far a customer has come in its sequence (S0).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sequence {
    /// What it counts from.
    pub anchor: Anchor,
    /// Contact days after it.
    pub done: usize,
    /// How many gaps it has.
    pub of: usize,
}

/// How far it has come; `None` where there is nothing to count from.
pub fn sequence(steps: &Steps, rule: &GradeRule, history: &History<'_>) -> Option<Sequence> {
    let anchor = start(steps, rule, history)?;
    let done = history.contact_days().iter().filter(|day| **day > anchor.day).count();
    Some(Sequence { anchor, done, of: steps.begun_by(anchor.kind).1.len() })
}

/// The next step of the sequence, or the decision once it is used up. `last` is the last contact,
/// `choices` the grades that a decision leads to.
pub fn next(
    steps: &Steps,
    rule: &GradeRule,
    history: &History<'_>,
    last: Anchor,
    choices: Vec<String>,
) -> (NaiveDate, Reason) {
    let Some(Sequence { anchor, done, of }) = sequence(steps, rule, history) else {
        let gap = steps.begun_by(last.kind).1.first().copied().unwrap_or(1);
        return (add(last.day, gap), Reason::NoSample { gap, source: rule.source, anchor: last });
    };
    let (_, gaps) = steps.begun_by(anchor.kind);
    match gaps.get(done) {
        Some(&gap) => {
            let from = last.day.max(anchor.day);
            let (step, gaps, source) = (done + 1, gaps.to_vec(), rule.source);
            (add(from, gap), Reason::Step { step, of, gap, gaps, source, anchor, from })
        }
        None => {
            let gap = gaps.last().copied().unwrap_or(0);
            (add(last.day, gap), Reason::Decide { of, gap, anchor, from: last.day, choices })
        }
    }
}

fn add(day: NaiveDate, days: u32) -> NaiveDate {
    day.checked_add_days(Days::new(days.into())).unwrap_or(NaiveDate::MAX)
}

/// What the sequence counts from: the newest event that starts one; without any, a sample that has gone on
/// its way, by the first sequence; else the day on which the log says that the grade became this one. What
/// the log doesn't say, nobody can be late in.
fn start(steps: &Steps, rule: &GradeRule, history: &History<'_>) -> Option<Anchor> {
    let newest = |is_it: &dyn Fn(Trigger) -> bool| {
        history.entries().iter().rev().find_map(|entry| {
            let trigger = Trigger::of(&entry.event).filter(|trigger| is_it(*trigger))?;
            Some(anchor(entry, AnchorKind::Event(trigger)))
        })
    };
    let goes_by_samples = steps.0.iter().any(|(own, _)| matches!(own, Trigger::Sample(_)));
    let is_under_way = |trigger| {
        use SampleState::{Passed, Sent};
        goes_by_samples && matches!(trigger, Trigger::Sample(Sent | Passed))
    };
    let begun = newest(&|trigger| steps.after(trigger).is_some()).or_else(|| newest(&is_under_way));
    begun.or_else(|| {
        let became = history.entries().iter().rev().find(|entry| match &entry.event {
            Event::Grade(change) => {
                change.to.as_deref() == Some(rule.class.as_str()) && change.from != change.to
            }
            _ => false,
        })?;
        Some(anchor(became, AnchorKind::Grade))
    })
}
