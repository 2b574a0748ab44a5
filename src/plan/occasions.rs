//! Days that are no follow-ups, of one customer and of many.

use chrono::NaiveDate;

use super::{DueStatus, Reach};
use crate::model::{Customer, CustomerId, History};
use crate::rules::invitations::{self, Given, Invited};
use crate::rules::occasions::{self, Code, Kind};
use crate::rules::views::{self, Book};
use crate::rules::{EmergencyKind, Playbook, Policy, approval, measure};

/// A day of one customer, and whom to reach.
#[derive(Clone, Debug, PartialEq)]
pub struct Occasion {
    pub id: CustomerId,
    pub name: String,
    /// The class that drives its cadence.
    pub grade: Option<String>,
    /// Who looks after it, or does what is due.
    pub owner: Option<String>,
    /// Who decides on it, where it waits for somebody's consent and crm.yaml names managers; of a wish to end those whom it
    /// is told at once.
    pub deciders: Vec<String>,
    pub country: Option<String>,
    /// Whom to reach, and how: on a birthday whose it is.
    pub contact: Option<Reach>,
    /// The day.
    pub on: NaiveDate,
    pub kind: Kind,
    /// Its kind by the stable code.
    pub code: Code,
    /// On a day to remember: what the customer was given last.
    pub given: Option<Given>,
    /// Of an event: whether the customer is invited, and whether it came.
    pub invited: Option<Invited>,
}

impl Occasion {
    /// Whose it is: of those who decide on it, else of who does it or looks after the customer. A wish to end is both's.
    /// Nothing is the pool.
    pub fn whose(&self) -> Vec<Option<&str>> {
        let owner = Some(self.owner.as_deref());
        let owner = owner.filter(|_| self.code == Code::Ending || self.deciders.is_empty());
        owner.into_iter().chain(self.deciders.iter().map(|one| Some(one.as_str()))).collect()
    }

    /// On whose agenda it stands beside the follow-ups: a wish to end is one of its owner's.
    pub fn told_to(&self) -> Vec<Option<&str>> {
        let mut whose = self.whose();
        whose.retain(|one| self.code != Code::Ending || *one != self.owner.as_deref());
        whose
    }

    /// Where it stands to `today`. A celebration is never late: one that began before and still runs
    /// is today's.
    pub fn due_status(&self, today: NaiveDate) -> DueStatus {
        match self.days_late(today) {
            1.. => DueStatus::Overdue,
            0 => DueStatus::Today,
            _ => DueStatus::Upcoming,
        }
    }

    /// Days since its day, negative before it; never late where nothing can be.
    pub fn days_late(&self, today: NaiveDate) -> i64 {
        let days = (today - self.on).num_days();
        if self.code.stays() { days } else { days.min(0) }
    }
}

/// The days of one customer from `from` to `to`, and what is open from before. `from` is the day on
/// which one asks; `history` must be as of it. `class` is what drives its cadence; without the `book` the playbooks of
/// labels and views have no actions here.
pub fn occasions(
    customer: &Customer,
    class: Option<&str>,
    book: Option<&Book>,
    history: &History<'_>,
    policy: &Policy,
    (from, to): (NaiveDate, NaiveDate),
) -> Vec<Occasion> {
    let last_with = history.last_follow_up().and_then(|(_, said)| said.with.as_deref());
    let views = book.map(|book| {
        let figures = measure(customer, history, policy, from);
        views::all(&figures, &book.ranking(&figures.id), None, &policy.views, from)
    });
    let playbooks = Playbook::all_of(&policy.playbooks, class, views.as_ref());
    let found = occasions::of(customer, class, &playbooks, history, policy, (from, to));
    let is_any = |is: fn(Code) -> bool| found.iter().any(|one| is(one.code()));
    let invited = if is_any(|code| code == Code::Event) { invitations::all(history) } else { Vec::new() };
    found
        .into_iter()
        .map(|occasion| {
            // What somebody else of the team does stands on that one's agenda.
            let doer = match &occasion.kind {
                Kind::Action { who, .. } => who.clone().filter(|who| policy.people.contains(who)),
                _ => None,
            };
            let contact = match occasion.kind {
                Kind::Birthday { contact, .. } => customer.contacts.get(contact),
                _ => customer.contact(last_with),
            };
            let whose = match occasion.kind {
                Kind::Birthday { .. } => contact.and_then(|contact| contact.name.as_deref()),
                _ => None,
            };
            let is_celebration = occasion.code().is_celebration();
            let given = is_celebration.then(|| invitations::last_given(history, whose)).flatten();
            let deciders = match &occasion.kind {
                Kind::Request { .. } | Kind::Approval { .. } => policy.managers.clone(),
                Kind::Emergency { kind: EmergencyKind::Ending, .. } => {
                    let owner = customer.owner.as_deref();
                    policy.managers.iter().filter(|one| Some(one.as_str()) != owner).cloned().collect()
                }
                Kind::Action { name, .. } if name == approval::ACTION && doer.is_none() => {
                    policy.managers.clone()
                }
                _ => Vec::new(),
            };
            let event = match &occasion.kind {
                Kind::Event { what, .. } => invitations::of_event(&invited, what, occasion.on),
                _ => None,
            };
            Occasion {
                invited: event.cloned(),
                given,
                deciders,
                id: customer.id.clone(),
                name: customer.name.clone(),
                grade: class.map(str::to_owned),
                owner: doer.or_else(|| customer.owner.clone()),
                country: customer.country.clone(),
                contact: contact.map(Reach::of),
                on: occasion.on,
                code: occasion.code(),
                kind: occasion.kind,
            }
        })
        .collect()
}

/// Puts the days of many customers in order: what is late first, as one, then by day; the most
/// pressing kind first, within it the oldest, then by id.
pub fn in_date_order(found: &mut [Occasion], today: NaiveDate) {
    found.sort_by_cached_key(|occasion| {
        let day = match occasion.due_status(today) {
            DueStatus::Overdue => NaiveDate::MIN,
            DueStatus::Today => today,
            DueStatus::Upcoming => occasion.on,
        };
        (day, occasion.code, occasion.on, occasion.id.clone())
    });
}
