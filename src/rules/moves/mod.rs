//! When a customer should move to another grade, and what has to be looked at (S0, S3, S4; the
//! numbers are ours). A suggestion carries its evidence, and is never applied unasked.

mod rules;
mod silence;
mod tasks;

use chrono::NaiveDate;

use super::samples::RunningSample;
use super::{DrivingSource, DrivingWhy, EffectiveClass, Policy, Rhythm, cadence, samples};
use crate::model::{Customer, Decimal, Entry, Event, History, Interval, Need, Potential, Reply, SampleState};

pub use rules::MoveRules;
pub use silence::Silence;
pub(super) use tasks::{Recheck, recheck_of};

/// A move or a task for one customer.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// The grade it has.
    pub from: Option<String>,
    /// The grade it should have; `None` for a task.
    pub to: Option<String>,
    /// Whether it should be archived, too.
    pub archive: bool,
    /// Why, with the evidence.
    pub why: MoveReason,
}

/// Why a customer should move, with the figures and entries it rests on.
#[derive(Clone, Debug, PartialEq)]
pub enum MoveReason {
    /// It has ordered.
    Order {
        /// The last order.
        last: NaiveDate,
        /// Where it stands in the log.
        line: u32,
        /// Order days ever.
        orders: usize,
    },
    /// A sample runs.
    Sample {
        /// Where it stands.
        state: SampleState,
        /// Since when.
        on: NaiveDate,
    },
    /// The sample's sequence is over, without an order.
    SequenceOver {
        /// What it was counted from.
        anchor: NaiveDate,
        /// Contact days since.
        contacts: usize,
        /// How the sample ended, if it did.
        ended: Option<SampleState>,
        /// The last reply since, neutral or positive.
        replied: Option<NaiveDate>,
    },
    /// An order customer that orders no longer.
    Inactive {
        /// For at least so long.
        time: Interval,
        /// The last order.
        last: Option<NaiveDate>,
        /// Its own rhythm, where it is known.
        rhythm: Option<Rhythm>,
    },
    /// A written-off customer answers again.
    BackInContact {
        /// When.
        on: NaiveDate,
        /// Where it stands in the log.
        line: u32,
        /// How.
        reply: Reply,
    },
    /// Nobody answers.
    Silent(Silence),
    /// It will never need it.
    NoNeed {
        /// When it said so.
        on: NaiveDate,
        /// Where it stands in the log.
        line: u32,
    },
    /// Nobody graded it yet.
    Ungraded {
        /// What the file says of its potential.
        potential: Option<Potential>,
    },
    /// The scheme computes another class than the file says.
    Computed(DrivingWhy),
    /// A task: is the contact still there?
    Verify {
        /// Follow-ups in a row.
        silence: Silence,
        /// Whether they bounced.
        bounced: bool,
    },
    /// A task: is the grade still right?
    Recheck {
        /// The last decision or confirmation.
        last: Option<NaiveDate>,
    },
}

impl MoveReason {
    /// Whether a single event has made it due: an order, a sample, a reply of somebody written off.
    pub fn is_by_event(&self) -> bool {
        matches!(
            self,
            MoveReason::Order { .. } | MoveReason::Sample { .. } | MoveReason::BackInContact { .. }
        )
    }

    /// Every stable code.
    pub const CODES: &'static [&'static str] = &[
        "order",
        "sample",
        "sequence-over",
        "inactive",
        "back-in-contact",
        "silent",
        "no-need",
        "ungraded",
        "computed",
        "verify",
        "recheck",
    ];

    /// The stable code of the machine output.
    pub fn code(&self) -> &'static str {
        match self {
            MoveReason::Order { .. } => "order",
            MoveReason::Sample { .. } => "sample",
            MoveReason::SequenceOver { .. } => "sequence-over",
            MoveReason::Inactive { .. } => "inactive",
            MoveReason::BackInContact { .. } => "back-in-contact",
            MoveReason::Silent(_) => "silent",
            MoveReason::NoNeed { .. } => "no-need",
            MoveReason::Ungraded { .. } => "ungraded",
            MoveReason::Computed(_) => "computed",
            MoveReason::Verify { .. } => "verify",
            MoveReason::Recheck { .. } => "recheck",
        }
    }
}

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
    let Some(rules) = &policy.moves else { return Vec::new() };
    let case = Case { customer, history, policy, rules, today };
    if customer.is_archived(today) {
        Vec::new()
    } else if policy.scheme.is_computed() {
        computed(driving).into_iter().chain(tasks::verify(&case)).collect()
    } else if rules.grades().iter().any(|grade| policy.grade(grade).is_none()) {
        Vec::new()
    } else {
        case.first_move().into_iter().chain(tasks::tasks(&case)).collect()
    }
}

/// Those of the suggestions that can't wait for a review: a move that an event has made due, and what to look at with the
/// next contact, as long as nobody has decided (S0).
pub fn pressing(mut found: Vec<Suggestion>) -> Vec<Suggestion> {
    let is_decided = found.iter().any(|suggestion| suggestion.why.is_by_event());
    found.retain(|suggestion| match &suggestion.why {
        // A decision is asked for already; and where none is on record, each customer would say so each day.
        MoveReason::Recheck { last } => last.is_some() && !is_decided,
        why => why.is_by_event() || suggestion.to.is_none(),
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

/// The running sample that asks for a grade of its own: nobody has decided on it yet. A customer that has that
/// grade, or has ordered, is decided on, and so is one on whose grade somebody has decided since it moved, whatever
/// that grade is: who confirms a D knows of the sample, and is not asked for a B each day.
pub(super) fn undecided_sample(
    grade: Option<&str>,
    history: &History<'_>,
    rules: &MoveRules,
) -> Option<RunningSample> {
    let is_there = |goal: &String| grade == Some(goal.as_str());
    if is_there(&rules.order) || is_there(&rules.sample) {
        return None;
    }
    let sample = samples::running(history).pop()?;
    (!is_decided_after(sample.line, history)).then_some(sample)
}

/// Whether somebody has decided on the grade since this line's entry, or confirmed it.
fn is_decided_after(line: u32, history: &History<'_>) -> bool {
    let mut newer = history.entries().iter().rev().take_while(|entry| entry.line != line);
    newer.any(|entry| entry.event.grade().is_some())
}

/// One customer on one day, with the rules for moves.
struct Case<'a> {
    customer: &'a Customer,
    history: &'a History<'a>,
    policy: &'a Policy,
    rules: &'a MoveRules,
    today: NaiveDate,
}

impl Case<'_> {
    /// The first of the seven that applies.
    fn first_move(&self) -> Option<Suggestion> {
        let quiet = self.changed().is_some_and(|day| self.today < self.rules.quiet.after(day));
        self.order()
            .or_else(|| self.sample())
            .or_else(|| self.sequence_over())
            .or_else(|| if quiet { None } else { self.inactive() })
            .or_else(|| if quiet { None } else { self.back_in_contact() })
            .or_else(|| if quiet { None } else { self.silent() })
            .or_else(|| self.no_need())
            .or_else(|| self.ungraded())
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

    /// 1. An order makes an A, unless somebody has decided on the grade since, or confirmed it.
    fn order(&self) -> Option<Suggestion> {
        let since = self.history.entries().iter().rev().take_while(|entry| entry.event.grade().is_none());
        let mut orders = since.filter(|entry| entry.event.is_order());
        let last = orders.next()?;
        if self.has(&self.rules.order) {
            return None;
        }
        let orders = self.history.order_days().len();
        self.to(&self.rules.order, MoveReason::Order { last: last.day(), line: last.line, orders })
    }

    /// 2. A running sample makes a B, unless somebody has decided on the grade since it moved, or confirmed it.
    fn sample(&self) -> Option<Suggestion> {
        let sample = undecided_sample(self.grade(), self.history, self.rules)?;
        self.to(&self.rules.sample, MoveReason::Sample { state: sample.state, on: sample.on })
    }

    /// 3. A sample customer whose sequence is used up or whose sample failed, without an order since.
    fn sequence_over(&self) -> Option<Suggestion> {
        if !self.has(&self.rules.sample) {
            return None;
        }
        let newest = self.history.samples().next_back().map(|(entry, sample)| (entry.day(), sample.state));
        // Another sample that still runs keeps it there.
        let is_over = samples::running(self.history).is_empty();
        let ended = newest.map(|(_, state)| state).filter(|_| is_over);
        let sequence = cadence::sequence(self.grade(), self.history, self.policy);
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
                entry.day() >= anchor && matches!(follow_up.reply, Some(Reply::Neutral | Reply::Positive))
            })
            .map(|(entry, _)| entry.day())
            .max();
        let to = if replied.is_some() { &self.rules.high } else { &self.rules.ordinary };
        let contacts = self.history.contact_days().iter().filter(|day| **day > anchor).count();
        self.to(to, MoveReason::SequenceOver { anchor, contacts, ended, replied })
    }

    /// 4. An A without an order for so long, and for several times its own rhythm.
    fn inactive(&self) -> Option<Suggestion> {
        if !self.has(&self.rules.order) {
            return None;
        }
        let days = self.history.order_days();
        let known = days.last().copied().or_else(|| self.changed()).or(self.customer.since)?;
        let rhythm = self.policy.rhythm().and_then(|rule| Rhythm::of(&days, rule));
        let beyond = rhythm.is_none_or(|rhythm| {
            let most = Decimal::from(rhythm.every).saturating_mul(self.rules.inactive_rhythms);
            Decimal::from((self.today - known).num_days()) >= most
        });
        let time = self.rules.inactive;
        let gone = time.after(known) <= self.today && beyond;
        let why = MoveReason::Inactive { time, last: days.last().copied(), rhythm };
        gone.then(|| self.to(&self.rules.high, why)).flatten()
    }

    /// 5. A written-off customer that answers again moves up at once, unless somebody has decided since.
    fn back_in_contact(&self) -> Option<Suggestion> {
        let (entry, follow_up) = self.history.last_follow_up()?;
        if is_decided_after(entry.line, self.history) {
            return None;
        }
        let reply = follow_up.reply?;
        let (ordinary, none) = (self.has(&self.rules.ordinary), self.has(&self.rules.none));
        let to = match reply {
            Reply::Positive if ordinary || none => &self.rules.high,
            Reply::Neutral if none => &self.rules.ordinary,
            _ => return None,
        };
        self.to(to, MoveReason::BackInContact { on: entry.day(), line: entry.line, reply })
    }

    /// 6. Follow-ups in a row that nobody answered.
    fn silent(&self) -> Option<Suggestion> {
        let (most, to) = if self.has(&self.rules.high) {
            (self.rules.silent_high, &self.rules.ordinary)
        } else if self.has(&self.rules.ordinary) {
            (self.rules.silent_ordinary, &self.rules.none)
        } else {
            return None;
        };
        let silence = Silence::of(self.history)?;
        let enough = silence.follow_ups >= most && silence.days >= self.rules.silent_days;
        enough.then(|| self.to(to, MoveReason::Silent(silence))).flatten()
    }

    /// 7. No need, or nobody graded it yet.
    fn no_need(&self) -> Option<Suggestion> {
        let (entry, follow_up) = self.history.last_follow_up()?;
        if follow_up.need != Some(Need::Dead) {
            return None;
        }
        // Who is there is still to be archived.
        let (from, to) = (self.customer.grade.clone(), Some(self.rules.none.clone()));
        let why = MoveReason::NoNeed { on: entry.day(), line: entry.line };
        Some(Suggestion { from, to, archive: true, why })
    }

    fn ungraded(&self) -> Option<Suggestion> {
        if self.grade().is_some_and(|grade| self.policy.grade(grade).is_some()) {
            return None;
        }
        let potential = self.customer.potential;
        self.to(first_grade(self.customer, self.rules), MoveReason::Ungraded { potential })
    }
}

/// The grade that a customer without one should get, by what its file says of its potential.
pub fn first_grade<'r>(customer: &Customer, rules: &'r MoveRules) -> &'r str {
    if customer.potential == Some(Potential::High) { &rules.high } else { &rules.ordinary }
}

#[cfg(test)]
mod tests;
