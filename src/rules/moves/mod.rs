//! When a customer should move to another grade, and what has to be looked at (S0, S3, S4; the
//! numbers are ours). A suggestion carries its evidence, and is never applied unasked.

mod answers;
mod case;
mod reason;
mod rules;
mod silence;
mod suggestion;
mod tasks;

use chrono::NaiveDate;

use super::emergencies::LostCustomer;
use super::lead::{self, FirstPotential};
use super::measure::own_rhythm;
use super::policy::Policy;
use super::rhythm::is_over;
use super::{DrivingSource, EffectiveClass, cadence, emergencies, samples};
use crate::model::{Customer, Entry, Event, History, Need, Potential, Reply};
use answers::Standing;
use case::Case;

pub use crate::model::MoveCode;
pub use reason::MoveReason;
pub use rules::{Goals, Inactive, MoveRules, Silent, Verify};
pub use silence::Silence;
pub use suggestion::Suggestion;
pub(super) use tasks::{Recheck, recheck_of};

/// What is suggested for one customer: at most one move, and the tasks. `history` must be as of
/// `today`. Archived customers are left alone, and so is a workspace that wants no suggestions, or
/// doesn't have the grades that they lead to.
/// Where the classes are computed, nothing moves by itself: only a file that says otherwise is told.
pub fn suggest(
    customer: &Customer,
    driving: &EffectiveClass,
    history: &History<'_>,
    policy: &Policy,
    today: NaiveDate,
) -> Vec<Suggestion> {
    let Some(case) = case(customer, history, policy, today) else { return Vec::new() };
    if policy.scheme.is_computed() {
        let found = computed(driving).into_iter().chain(tasks::verify(&case));
        return found.filter(|one| case.standing(one) == Standing::Open).collect();
    }
    let tasks = || tasks::tasks(&case).into_iter().filter(|task| case.standing(task) == Standing::Open);
    match case.has_all_grades() {
        true => case.first_move().into_iter().chain(tasks()).collect(),
        false => Vec::new(),
    }
}

/// The move of these that an event has made due: it is told at once, and until somebody decides (S0).
pub fn by_event(
    customer: &Customer,
    history: &History<'_>,
    policy: &Policy,
    today: NaiveDate,
) -> Option<Suggestion> {
    // What is computed moves by itself.
    let case = case(customer, history, policy, today)?;
    let moves = !policy.scheme.is_computed() && case.has_all_grades();
    moves.then(|| case.first_move()).flatten().filter(|found| found.why.event().is_some())
}

/// Whom anything may be suggested for: not the archived, and nobody where the workspace wants no suggestions.
fn case<'a>(
    customer: &'a Customer,
    history: &'a History<'a>,
    policy: &'a Policy,
    today: NaiveDate,
) -> Option<Case<'a>> {
    let rules = policy.moves.as_ref().filter(|_| !customer.is_archived(today))?;
    Some(Case { customer, history, policy, rules, today })
}

/// Those of the suggestions that can't wait for a review: a move that an event has made due, and what to look at with the
/// next contact, as long as nobody has decided (S0).
pub fn pressing(mut found: Vec<Suggestion>) -> Vec<Suggestion> {
    let is_decided = found.iter().any(|suggestion| suggestion.why.event().is_some());
    found.retain(|suggestion| match &suggestion.why {
        // A decision is asked for already; and where none is on record, each customer would say so each day.
        MoveReason::Recheck { last, .. } => last.is_some() && !is_decided,
        why => why.event().is_some() || suggestion.to.is_none(),
    });
    found
}

/// A file with another grade than the scheme computes.
fn computed(driving: &EffectiveClass) -> Option<Suggestion> {
    let (Some(from), Some(why)) = (&driving.written, &driving.why) else { return None };
    let why = MoveReason::Computed(why.clone());
    // What the scheme can't tell is no reason to write anything over.
    let is_told = driving.source == DrivingSource::Computed;
    is_told.then(|| Suggestion { from: Some(from.clone()), to: driving.class.clone(), archive: false, why })
}

/// The grade before, of an entry that changed it.
fn changed_from<'e>(entry: &'e Entry<'_>) -> Option<Option<&'e str>> {
    match &entry.event {
        Event::Grade(change) if change.from != change.to => Some(change.from.as_deref()),
        _ => None,
    }
}

impl Case<'_> {
    /// The first of the eight that applies and that nobody has refused. While it is put off no other is suggested:
    /// whoever waits with it has decided on the grade for now.
    fn first_move(&self) -> Option<Suggestion> {
        // Who has left is worth what can be won back of it, whatever it did before.
        if let Some(gone) = emergencies::undecided(self.history) {
            return self.first_open(&[&|| self.no_need(), &|| self.lost(gone.clone())]);
        }
        let quiet = || self.changed().is_some_and(|day| self.today < self.rules.quiet.after(day));
        let loud = |found: Option<Suggestion>| found.filter(|_| !quiet());
        self.first_open(&[
            &|| self.order(),
            &|| self.sample(),
            &|| self.sequence_over(),
            &|| loud(self.inactive()),
            &|| loud(self.back_in_contact()),
            &|| loud(self.silent()).filter(|_| !self.wants_to_end()),
            &|| self.no_need().filter(|_| !self.wants_to_end()),
            &|| self.ungraded(),
        ])
    }

    fn first_open(&self, rules: &[&dyn Fn() -> Option<Suggestion>]) -> Option<Suggestion> {
        for found in rules.iter().filter_map(|rule| rule()) {
            match self.standing(&found) {
                Standing::Open => return Some(found),
                Standing::Waits => return None,
                Standing::Settled => {}
            }
        }
        None
    }

    fn standing(&self, suggestion: &Suggestion) -> Standing {
        answers::standing(suggestion, self.history, self.today)
    }

    /// Who says that it wants to end is no silent customer, and "archive it" is no answer.
    fn wants_to_end(&self) -> bool {
        emergencies::has_ending(self.history)
    }

    /// Whether the workspace has the grades that the moves lead to.
    fn has_all_grades(&self) -> bool {
        self.rules.grades().iter().all(|grade| self.policy.grade(grade).is_some())
    }

    fn grade(&self) -> Option<&str> {
        self.customer.grade.as_deref()
    }

    fn has(&self, grade: &str) -> bool {
        self.grade() == Some(grade)
    }

    /// A move, unless the customer is there: one grade may stand for several goals.
    fn to(&self, to: &str, why: MoveReason) -> Option<Suggestion> {
        if self.has(to) {
            return None;
        }
        let from = self.customer.grade.clone();
        Some(Suggestion { from, to: Some(to.to_owned()), archive: false, why })
    }

    /// When the grade became what it is; of a grade that no entry leads to, the last change of any.
    fn changed(&self) -> Option<NaiveDate> {
        let grade = self.customer.grade.as_deref();
        let changes = || self.history.entries().iter().rev().filter(|entry| changed_from(entry).is_some());
        let own = |entry: &&Entry<'_>| entry.event.grade().is_some_and(|to| to.to.as_deref() == grade);
        changes().find(own).or_else(|| changes().next()).map(Entry::day)
    }

    /// 8. It has left, and neither ordered nor opened a deal since, nor has anybody decided on its grade.
    fn lost(&self, gone: LostCustomer) -> Option<Suggestion> {
        let LostCustomer { lost, why, competitor, reference: _ } = gone;
        let why = MoveReason::Lost { on: lost.day, line: lost.line?, why, competitor };
        self.to(&self.rules.grades.none, why)
    }

    /// 1. An order makes an A, unless somebody has decided on the grade since, or confirmed it.
    fn order(&self) -> Option<Suggestion> {
        let since = self.history.entries().iter().rev().take_while(|entry| entry.event.grade().is_none());
        let mut orders = since.filter(|entry| entry.event.is_order());
        let last = orders.next()?;
        if self.has(&self.rules.grades.order) {
            return None;
        }
        // An order so old that rule 4 would take the A back at once, as an imported book has them: what both lead to, or
        // nothing where somebody has given it another grade (own).
        if let Some(why) = self.lapse() {
            return self.grade().is_none().then(|| self.to(&self.rules.grades.high, why)).flatten();
        }
        let orders = self.history.order_days().len();
        self.to(&self.rules.grades.order, MoveReason::Order { last: last.day(), line: last.line, orders })
    }

    /// 2. A running sample makes a B, unless somebody has decided on the grade since it moved, or confirmed it.
    fn sample(&self) -> Option<Suggestion> {
        let sample = samples::undecided(self.grade(), self.history, self.rules)?;
        self.to(&self.rules.grades.sample, MoveReason::Sample { state: sample.state, on: sample.on })
    }

    /// 3. A sample customer whose sequence is used up or whose sample failed, without an order since.
    fn sequence_over(&self) -> Option<Suggestion> {
        if !self.has(&self.rules.grades.sample) {
            return None;
        }
        let newest = self.history.samples().next_back().map(|(entry, sample)| (entry.day(), sample.state));
        // Another sample that still runs keeps it there.
        let is_over = samples::running(self.history).is_empty();
        let ended = newest.map(|(_, state)| state).filter(|_| is_over);
        let sequence = cadence::sequence_of(self.grade(), self.history, self.policy);
        // Its own cadence goes on for as long as one likes.
        let is_counted = self.customer.cadence.is_none() && self.customer.need != Some(Need::Dead);
        let used_up = is_counted && sequence.is_some_and(|sequence| sequence.done >= sequence.of);
        let anchor = sequence.map(|sequence| sequence.anchor.day).or_else(|| Some(newest?.0))?;
        let ordered = self.history.order_days().last().is_some_and(|day| *day >= anchor);
        if ordered || !(used_up || ended.is_some()) {
            return None;
        }
        let replied = self
            .history
            .follow_ups()
            .filter(|(entry, follow_up)| {
                entry.day() >= anchor
                    && matches!(follow_up.reply, Some(Reply::Neutral | Reply::Positive | Reply::Answered))
            })
            .map(|(entry, _)| entry.day())
            .max();
        let to = if replied.is_some() { &self.rules.grades.high } else { &self.rules.grades.ordinary };
        let contacts = self.history.contact_days().iter().filter(|day| **day > anchor).count();
        self.to(to, MoveReason::SequenceOver { anchor, contacts, ended, replied })
    }

    /// 4. An A without an order for so long, and for several times its own rhythm.
    fn inactive(&self) -> Option<Suggestion> {
        let why = self.lapse().filter(|_| self.has(&self.rules.grades.order))?;
        self.to(&self.rules.grades.high, why)
    }

    /// That there was no order for so long, and for several times its own rhythm.
    fn lapse(&self) -> Option<MoveReason> {
        let days = self.history.order_days();
        let known = days.last().copied().or_else(|| self.changed()).or(self.customer.since)?;
        let rhythm = own_rhythm(self.history, self.policy);
        let Inactive { after: time, rhythms } = self.rules.inactive;
        let gone = is_over(known, self.today, (time, rhythms), rhythm.map(|rhythm| rhythm.every));
        gone.then(|| MoveReason::Inactive { time, last: days.last().copied(), rhythm })
    }

    /// 5. A written-off customer that answers again moves up at once, unless somebody has decided since.
    fn back_in_contact(&self) -> Option<Suggestion> {
        let (entry, follow_up) = self.history.last_follow_up()?;
        if self.history.is_graded_after(entry.line) {
            return None;
        }
        let reply = follow_up.reply?;
        let (ordinary, none) = (self.has(&self.rules.grades.ordinary), self.has(&self.rules.grades.none));
        let to = match reply {
            Reply::Positive if ordinary || none => &self.rules.grades.high,
            Reply::Neutral | Reply::Answered if none => &self.rules.grades.ordinary,
            _ => return None,
        };
        self.to(to, MoveReason::BackInContact { on: entry.day(), line: entry.line, reply })
    }

    /// 6. Follow-ups in a row that nobody answered.
    fn silent(&self) -> Option<Suggestion> {
        let (most, to) = if self.has(&self.rules.grades.high) {
            (self.rules.silent.high, &self.rules.grades.ordinary)
        } else if self.has(&self.rules.grades.ordinary) {
            (self.rules.silent.ordinary, &self.rules.grades.none)
        } else {
            return None;
        };
        let silence = Silence::of(self.history)?;
        let enough = silence.follow_ups >= most && silence.days >= self.rules.silent.days;
        enough.then(|| self.to(to, MoveReason::Silent(silence))).flatten()
    }

    /// 7. No need, or nobody graded it yet.
    fn no_need(&self) -> Option<Suggestion> {
        let (entry, follow_up) = self.history.last_follow_up()?;
        if follow_up.need != Some(Need::Dead) {
            return None;
        }
        // Who is there is still to be archived.
        let (from, to) = (self.customer.grade.clone(), Some(self.rules.grades.none.clone()));
        let why = MoveReason::NoNeed { on: entry.day(), line: entry.line };
        Some(Suggestion { from, to, archive: true, why })
    }

    fn ungraded(&self) -> Option<Suggestion> {
        if self.grade().is_some_and(|grade| self.policy.grade(grade).is_some()) {
            return None;
        }
        let first = lead::first_potential(self.customer, self.history, &self.policy.views, self.today);
        let FirstPotential { potential, score } = first;
        self.to(first_grade(first, self.rules), MoveReason::Ungraded { potential, score })
    }
}

/// The grade that a customer without one should get, by what could become of it.
pub fn first_grade(first: FirstPotential, rules: &MoveRules) -> &str {
    if first.potential == Some(Potential::High) { &rules.grades.high } else { &rules.grades.ordinary }
}

#[cfg(test)]
mod tests;
