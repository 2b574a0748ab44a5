//! What tells that a customer may be lost, before it is (own): its orders stop or shrink, something is open for too long,
//! somebody else got what we had quoted, whom we talk to is gone, it pays later. An alarm rings until somebody answers it.

mod alarm;
mod rules;
mod signs;
#[cfg(test)]
mod tests;
mod year;

use chrono::NaiveDate;

use super::Policy;
use super::emergencies;
use super::views::Pyramid;
use crate::model::{Alarm as Answer, AlarmAnswer, AlarmKind, Customer, Event, History};

pub use alarm::{Alarm, Sign};
pub use rules::{AlarmRules, Watched};

/// The newest answer to an alarm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    pub of: AlarmKind,
    pub answer: AlarmAnswer,
    pub on: NaiveDate,
    pub by: Option<String>,
    pub why: Option<String>,
}

/// Whether alarms are rung for a customer of this class and this layer of the pyramid, `None` where that can't be told.
pub fn is_watched(class: Option<&str>, layer: Option<Pyramid>, policy: &Policy) -> bool {
    let rules = &policy.alarm;
    let is_first = class.is_some() && policy.rank(class) < rules.grades;
    is_first || layer.is_some_and(|layer| rules.pyramid.holds(layer))
}

/// All that tells it of a customer, answered or not, the gravest first; nothing of one that is gone, and of one that is
/// archived what is open alone. `history` must be as of `today`.
pub fn raised(customer: &Customer, history: &History<'_>, policy: &Policy, today: NaiveDate) -> Vec<Alarm> {
    let mut found = raised_aloud(customer, history, policy, today);
    let is_here = !customer.is_archived(today) && emergencies::gone(history).is_none();
    found.extend(is_here.then(|| signs::silent(history, policy, today)).flatten());
    found.sort_by_key(|alarm| (alarm.kind, alarm.since));
    found
}

/// The same but for the silence of its orders, in no order.
fn raised_aloud(customer: &Customer, history: &History<'_>, policy: &Policy, today: NaiveDate) -> Vec<Alarm> {
    if emergencies::gone(history).is_some() {
        return Vec::new();
    }
    let mut found = signs::open(history, policy, today);
    if customer.is_archived(today) {
        // Put away it is settled by nobody.
        return found;
    }
    found.extend(signs::need_lost(history, policy, today));
    found.extend(signs::competitor(history, policy, today));
    found.extend(year::falling(history, policy, today));
    found.extend(signs::contact_gone(customer, history, policy));
    found.extend(year::pays_later(history, policy, today));
    found
}

/// Those that nobody has answered: an answer quiets an alarm for a time, unless what it rests on began after it.
pub fn ringing(customer: &Customer, history: &History<'_>, policy: &Policy, today: NaiveDate) -> Vec<Alarm> {
    unanswered(raised(customer, history, policy, today), history, policy, today)
}

fn unanswered(mut found: Vec<Alarm>, history: &History<'_>, policy: &Policy, today: NaiveDate) -> Vec<Alarm> {
    if !found.is_empty() {
        let answers = answers(history);
        found.retain(|alarm| !answers.iter().any(|one| one.quiets(alarm, policy, today)));
    }
    found
}

/// The first day from `today` on on which any of them rings but the silence of its orders, as long as nothing new is
/// written and the month isn't over; `None` for none.
pub fn rings_from(
    customer: &Customer,
    history: &History<'_>,
    policy: &Policy,
    today: NaiveDate,
) -> Option<NaiveDate> {
    let settled = emergencies::open(history).into_iter();
    let settled = settled.filter_map(|one| policy.complaint.solve.after(one.opened.day).succ_opt());
    let quiet = answers(history).into_iter().map(|one| policy.alarm.quiet.after(one.on));
    let mut days: Vec<NaiveDate> = settled.chain(quiet).filter(|day| *day > today).collect();
    days.push(today);
    days.sort_unstable();
    let rings = |day: &NaiveDate| {
        let found = raised_aloud(customer, history, policy, *day);
        !unanswered(found, history, policy, *day).is_empty()
    };
    days.into_iter().find(rings)
}

/// Whether the orders of one with these order days have stopped, answered or not.
pub fn is_silent(days: &[NaiveDate], policy: &Policy, today: NaiveDate) -> bool {
    signs::silent_by(days, policy, today).is_some()
}

/// Every answer, the oldest first.
pub fn answers(history: &History<'_>) -> Vec<Answered> {
    let answered = history.entries().iter().filter_map(|entry| match &entry.event {
        Event::Alarm(Answer { of, answer, why }) => Some(Answered {
            of: *of,
            answer: *answer,
            on: entry.day(),
            by: entry.by.as_deref().map(str::to_owned),
            why: why.as_deref().or(entry.text.as_deref()).map(str::to_owned),
        }),
        _ => None,
    });
    answered.collect()
}

impl Answered {
    fn quiets(&self, alarm: &Alarm, policy: &Policy, today: NaiveDate) -> bool {
        self.of == alarm.kind && alarm.since <= self.on && today < policy.alarm.quiet.after(self.on)
    }
}
