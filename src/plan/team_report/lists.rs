//! What the manager's page lists by name: what is open, late or broken with one customer.

use chrono::NaiveDate;

use crate::model::{Customer, CustomerId, Decimal, History};
use crate::plan::Occasion;
use crate::rules::Policy;
use crate::rules::approval;
use crate::rules::cadence::emergency::{self, Deadline};
use crate::rules::emergencies::is_unsatisfied;
use crate::rules::occasions::Kind;
use crate::rules::policy::Label;
use crate::rules::promises::{BrokenPromise, OpenPromise, PromiseRecord};
use crate::rules::requests::{self, OpenRequest};

/// A customer with an open complaint or wish to end: each of them is one.
#[derive(Clone, Debug, PartialEq)]
pub struct Pressing {
    pub id: CustomerId,
    pub name: String,
    /// Its grade: the class that drives its cadence.
    pub grade: Option<String>,
    /// Negative before the day.
    pub days_late: i64,
    pub deadline: Deadline,
}

/// A promise whose day is over, and that nobody has kept.
#[derive(Clone, Debug, PartialEq)]
pub struct LatePromise {
    pub id: CustomerId,
    pub name: String,
    /// The class that drives its cadence.
    pub grade: Option<String>,
    /// The day by which it was to be kept.
    pub due: NaiveDate,
    pub days_late: i64,
    pub promise: OpenPromise,
}

/// A promise that was broken in these days.
#[derive(Clone, Debug, PartialEq)]
pub struct BrokenWord {
    pub id: CustomerId,
    pub name: String,
    /// The class that drives its cadence.
    pub grade: Option<String>,
    pub promise: BrokenPromise,
}

/// A customer that isn't satisfied, by the newest score that it gave.
#[derive(Clone, Debug, PartialEq)]
pub struct Unhappy {
    pub id: CustomerId,
    pub name: String,
    /// The class that drives its cadence.
    pub grade: Option<String>,
    /// Of five.
    pub score: Decimal,
    /// The day of the follow-up that says so.
    pub on: NaiveDate,
    /// How many days ago that was.
    pub days: i64,
}

/// An action of a playbook whose day is over; and the management's consent where it is missing.
#[derive(Clone, Debug, PartialEq)]
pub struct LateAction {
    pub id: CustomerId,
    pub name: String,
    /// The class that drives its cadence.
    pub grade: Option<String>,
    pub what: Label,
    /// The word that ticks it off.
    pub action: String,
    /// Whose part it is: one of the team, or in words; where nothing is said, the owner's.
    pub who: Option<String>,
    /// On whose agenda it stands: of one of the team who does it, else of the owner; `None` is the pool.
    pub doer: Option<String>,
    /// The day on which it was due.
    pub due: NaiveDate,
    pub days_late: i64,
}

impl LateAction {
    /// What of a day is an action that is late.
    pub fn of(occasion: Occasion, today: NaiveDate) -> Option<Self> {
        let days_late = occasion.days_late(today);
        let doer = occasion.whose().first().copied().flatten().map(str::to_owned);
        let (what, action, who) = match occasion.kind {
            Kind::Action { what, name, who, .. } if days_late > 0 => (what, name, who),
            Kind::Approval { .. } => (approval::missing(), approval::ACTION.to_owned(), None),
            _ => return None,
        };
        let Occasion { id, name, grade, on: due, .. } = occasion;
        Some(LateAction { id, name, grade, what, action, who, doer, due, days_late })
    }
}

/// A request for consent that nobody has answered.
#[derive(Clone, Debug, PartialEq)]
pub struct WaitingRequest {
    pub id: CustomerId,
    pub name: String,
    /// The customer's grade: the class that drives its cadence.
    pub grade: Option<String>,
    /// How many days it waits.
    pub days: i64,
    pub request: OpenRequest,
}

/// What of the customer has a deadline of hours.
pub(super) fn pressing(
    customer: &Customer,
    class: Option<&str>,
    history: &History<'_>,
    policy: &Policy,
    today: NaiveDate,
) -> Vec<Pressing> {
    let pressing = |deadline: Deadline| Pressing {
        id: customer.id.clone(),
        name: customer.name.clone(),
        grade: class.map(str::to_owned),
        days_late: (today - deadline.due).num_days(),
        deadline,
    };
    emergency::deadlines(history, &policy.complaint).into_iter().map(pressing).collect()
}

/// What of the customer waits for consent.
pub(super) fn requested(
    customer: &Customer,
    class: Option<&str>,
    history: &History<'_>,
    policy: &Policy,
    today: NaiveDate,
) -> Vec<WaitingRequest> {
    let asked = |request: OpenRequest| WaitingRequest {
        id: customer.id.clone(),
        name: customer.name.clone(),
        grade: class.map(str::to_owned),
        days: (today - request.asked).num_days(),
        request,
    };
    requests::open(history, &policy.managers).into_iter().map(asked).collect()
}

/// What the customer was promised: what nobody has kept in time, and what was broken after `since`.
pub(super) fn promised(
    customer: &Customer,
    class: Option<&str>,
    history: &History<'_>,
    (since, today): (NaiveDate, NaiveDate),
) -> (Vec<LatePromise>, Vec<BrokenWord>) {
    let own = || (customer.id.clone(), customer.name.clone(), class.map(str::to_owned));
    let late = |promise: OpenPromise| {
        let due = promise.due.filter(|due| *due < today)?;
        let (id, name, grade) = own();
        Some(LatePromise { id, name, grade, due, days_late: (today - due).num_days(), promise })
    };
    let broken = |promise: BrokenPromise| {
        let (id, name, grade) = own();
        (promise.on > since).then_some(BrokenWord { id, name, grade, promise })
    };
    let record = PromiseRecord::of(history);
    let broken = record.broken.into_iter().filter_map(broken).collect();
    (record.open.into_iter().filter_map(late).collect(), broken)
}

/// Whether the customer isn't satisfied, by the newest score that it gave.
pub(super) fn unhappy(
    customer: &Customer,
    class: Option<&str>,
    history: &History<'_>,
    today: NaiveDate,
) -> Option<Unhappy> {
    let (score, on) = history.satisfaction().filter(|(score, _)| is_unsatisfied(*score))?;
    let (id, name, grade) = (customer.id.clone(), customer.name.clone(), class.map(str::to_owned));
    Some(Unhappy { id, name, grade, score, on, days: (today - on).num_days() })
}
