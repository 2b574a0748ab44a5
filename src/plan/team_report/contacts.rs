//! What was done with one customer and how it reacted, and what the playbooks ask for and nobody has ever done (S1, S4).

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::model::{Customer, CustomerId, Event, History, Reply, Stamp};
use crate::plan::Occasion;
use crate::plan::aim::{aim_of_class_now, aims_of_book};
use crate::rules::occasions::Kind;
use crate::rules::policy::{Label, Trigger};
use crate::rules::views::Book;
use crate::rules::{Action, Policy, cadence, measure};

/// A contact, and how the customer reacted.
#[derive(Clone, Debug, PartialEq)]
pub struct Contacted {
    pub id: CustomerId,
    pub name: String,
    /// The class that drives its cadence.
    pub grade: Option<String>,
    pub at: Stamp,
    /// Who made it.
    pub by: Option<String>,
    /// What it was, where it was not a follow-up but an event that somebody spoke about.
    pub event: Option<String>,
    pub via: Option<String>,
    pub reply: Option<Reply>,
    /// What was said.
    pub text: Option<String>,
}

/// A customer with which something that its playbooks ask for again and again was never done.
#[derive(Clone, Debug, PartialEq)]
pub struct NeverDone {
    pub id: CustomerId,
    pub name: String,
    /// The class that drives its cadence.
    pub grade: Option<String>,
    /// Where that class stands in the order of work.
    pub rank: usize,
    /// Who is to do it: who looks after the customer, unless the playbook names somebody else of the team.
    pub doer: Option<String>,
    pub actions: Vec<Label>,
}

impl NeverDone {
    /// What of a day is an action that somebody of the team has never done with somebody else's customer.
    pub fn of(occasion: &Occasion, policy: &Policy) -> Option<Self> {
        let Kind::Action { what, last: None, .. } = &occasion.kind else { return None };
        Some(NeverDone {
            id: occasion.id.clone(),
            name: occasion.name.clone(),
            grade: occasion.grade.clone(),
            rank: policy.rank(occasion.grade.as_deref()),
            doer: occasion.owner.clone(),
            actions: vec![what.clone()],
        })
    }

    /// The same of many: what one person is to do with one customer is told together.
    pub fn of_all(occasions: &[Occasion], policy: &Policy) -> Vec<Self> {
        let mut found: Vec<NeverDone> = Vec::new();
        for one in occasions.iter().filter_map(|one| NeverDone::of(one, policy)) {
            match found.iter_mut().find(|known| (&known.id, &known.doer) == (&one.id, &one.doer)) {
                Some(known) => known.actions.extend(one.actions),
                None => found.push(one),
            }
        }
        found
    }
}

/// The contacts with a customer after `since`.
pub(super) fn contacts(
    customer: &Customer,
    class: Option<&str>,
    history: &History<'_>,
    since: NaiveDate,
) -> Vec<Contacted> {
    let of_these_days = history.contacts().filter(|entry| entry.day() > since);
    let contacted = of_these_days.map(|entry| {
        let (event, reply) = match &entry.event {
            Event::FollowUp(said) => (None, said.reply),
            event => (Some(event.kind().to_owned()), None),
        };
        let own = |text: &Option<crate::model::Text<'_>>| text.as_deref().map(str::to_owned);
        Contacted {
            id: customer.id.clone(),
            name: customer.name.clone(),
            grade: class.map(str::to_owned),
            at: entry.at,
            by: own(&entry.by),
            event,
            via: own(&entry.via),
            reply,
            text: own(&entry.text),
        }
    });
    contacted.collect()
}

/// How often each reply came; `None` is what says nothing of it.
pub fn replies(contacts: &[Contacted]) -> BTreeMap<Option<&'static str>, usize> {
    let mut counts = BTreeMap::new();
    for one in contacts {
        *counts.entry(one.reply.map(Reply::as_str)).or_default() += 1;
    }
    counts
}

/// What its playbooks ask for again and again and nobody has ever done with it. Nothing of one that is out of work, or of
/// which somebody has to decide what it gets now, and nothing that somebody else of the team is to do
/// ([`NeverDone::of_all`]); without the `book` that of its class alone.
pub fn never_done(
    customer: &Customer,
    class: Option<&str>,
    book: Option<&Book>,
    history: &History<'_>,
    policy: &Policy,
    today: NaiveDate,
) -> Option<NeverDone> {
    let verdict = cadence::next(customer, class, history, policy, today);
    if customer.is_archived(today) || !verdict.is_for_playbooks() {
        return None;
    }
    let newest = Trigger::newest(history);
    let of_book = book.map(|book| {
        let figures = measure(customer, history, policy, today);
        aims_of_book(&figures, book, newest, policy, today)
    });
    let done = Action::done(&policy.playbooks, customer, history);
    let mut undone: Vec<Action> = Vec::new();
    let is_owners = |action: &&Action| {
        action.doer(&policy.people).is_none_or(|who| customer.owner.as_deref() == Some(who))
    };
    for aim in
        aim_of_class_now(class, newest, history, policy).into_iter().chain(of_book.into_iter().flatten())
    {
        for action in aim.beside(&done).never_done().filter(is_owners) {
            if !undone.iter().any(|known| action.is(known.name())) {
                undone.push(action.clone());
            }
        }
    }
    (!undone.is_empty()).then(|| NeverDone {
        id: customer.id.clone(),
        name: customer.name.clone(),
        grade: class.map(str::to_owned),
        rank: policy.rank(class),
        doer: customer.owner.clone(),
        actions: undone.into_iter().map(|action| action.what).collect(),
    })
}
