//! Step by step: gap after gap, counted from an event such as a sample's (S0).

use chrono::{Days, NaiveDate};

use crate::model::{Entry, Event, History, SampleState};
use crate::rules::policy::{Cadence, GradeRule, Policy, Product, Steps, Trigger};
use crate::rules::{Anchor, AnchorKind, Reason};

impl Steps {
    /// The gaps of the sequence that begins at `anchor`.
    pub fn gaps_from(&self, anchor: &Anchor) -> &[u32] {
        self.begun_by(anchor).and_then(|trigger| self.after(trigger, anchor.product)).unwrap_or_default()
    }

    /// The key of crm.yaml, below its grade, that has these gaps.
    pub fn place_of(&self, anchor: &Anchor) -> String {
        self.begun_by(anchor).map(|trigger| self.place(trigger, anchor.product)).unwrap_or_default()
    }

    /// The event whose sequence begins at `anchor`: its own, where that starts one; else the first.
    fn begun_by(&self, anchor: &Anchor) -> Option<Trigger> {
        let own = match anchor.kind {
            AnchorKind::Event(trigger) => self.after(trigger, anchor.product).is_some().then_some(trigger),
            _ => None,
        };
        own.or_else(|| {
            let (first, _) = self.first()?;
            Some(*first)
        })
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

/// How far the customer has come in the sequence of its class, whatever was agreed or complained and
/// whatever drives its dates; `None` for a class without one.
pub fn sequence_of(class: Option<&str>, history: &History<'_>, policy: &Policy) -> Option<Sequence> {
    let rule = class.and_then(|class| policy.grade(class))?;
    match &rule.cadence {
        Cadence::Steps(steps) => sequence(steps, rule, history),
        _ => None,
    }
}

/// How far it has come; `None` where there is nothing to count from.
fn sequence(steps: &Steps, rule: &GradeRule, history: &History<'_>) -> Option<Sequence> {
    let anchor = start(steps, rule, history)?;
    let done = history.contact_days().iter().filter(|day| **day > anchor.day).count();
    Some(Sequence { anchor, done, of: steps.gaps_from(&anchor).len() })
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
        let gap = steps.gaps_from(&last).first().copied().unwrap_or(1);
        return (add(last.day, gap), Reason::NoSample { gap, source: rule.source, anchor: last });
    };
    let gaps = steps.gaps_from(&anchor);
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

/// What an entry is of; where it says only its number, what the others of that number say.
fn item_of<'e>(entry: &'e Entry<'_>, history: &'e History<'_>) -> Option<&'e str> {
    let number = || {
        let topic = entry.event.topic().map(|topic| topic.key())?;
        let others = history.entries().iter().rev();
        others.filter(|other| other.event.topic().is_some_and(|own| own.key() == topic)).find_map(item)
    };
    item(entry).or_else(number)
}

fn item<'e>(entry: &'e Entry<'_>) -> Option<&'e str> {
    let item = match &entry.event {
        Event::Sample(sample) => sample.item.as_deref(),
        Event::Quote(quote) => quote.item.as_deref(),
        Event::Order(order) => order.item.as_deref(),
        _ => None,
    };
    item.filter(|item| !item.trim().is_empty())
}

/// What the sequence counts from: the newest event that starts one; without any, a sample that has gone on
/// its way, by the first sequence; else the day on which the log says that the grade became this one. What
/// the log doesn't say, nobody can be late in.
fn start(steps: &Steps, rule: &GradeRule, history: &History<'_>) -> Option<Anchor> {
    let newest = |is_it: &dyn Fn(Trigger, Option<Product>) -> bool| {
        history.entries().iter().rev().find_map(|entry| {
            let trigger = Trigger::of(&entry.event)?;
            // What it is of has to be looked for, and matters where a product has steps of its own.
            let item = if steps.has_products() { item_of(entry, history) } else { None };
            let product = item.and_then(|item| steps.product(item));
            let anchor = Anchor::of(entry, AnchorKind::Event(trigger));
            is_it(trigger, product).then_some(Anchor { product, ..anchor })
        })
    };
    let goes_by_samples = steps.triggers().any(|own| matches!(own, Trigger::Sample(_)));
    let is_under_way = |trigger, _| {
        use SampleState::{Passed, Sent};
        goes_by_samples && matches!(trigger, Trigger::Sample(Sent | Passed))
    };
    let begun =
        newest(&|trigger, product| steps.after(trigger, product).is_some()).or_else(|| newest(&is_under_way));
    begun.or_else(|| {
        let became = history.entries().iter().rev().find(|entry| match &entry.event {
            Event::Grade(change) => {
                change.to.as_deref() == Some(rule.class.as_str()) && change.from != change.to
            }
            _ => false,
        })?;
        Some(Anchor::of(became, AnchorKind::Grade))
    })
}
