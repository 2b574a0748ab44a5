//! Whom to contact, why, and in which order.

use std::cmp::Reverse;

use chrono::NaiveDate;

use crate::model::{
    Contact, Customer, CustomerId, Decimal, Entry, Event, History, Medium, Need, Reply, Stamp, Text,
};
use crate::plan::{Aim, aim_of_class_now, lacks_plan};
use crate::rules::cadence::emergency::{self, Deadline};
use crate::rules::calling::Calling;
use crate::rules::emergencies::is_unsatisfied;
use crate::rules::lead::NoLead;
use crate::rules::moves::{self, Suggestion};
use crate::rules::occasions::kept_on;
use crate::rules::policy::{Label, Trigger};
use crate::rules::pool::{self, PoolReturn};
use crate::rules::views::{Lead, need_of};
use crate::rules::{
    Action, AgreedHour, DataAge, EffectiveClass, Policy, Reason, Verdict, cadence, data_age, lead,
};

/// One customer on the agenda.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    pub id: CustomerId,
    pub name: String,
    /// Its grade: the class that drives its cadence.
    pub grade: Option<String>,
    /// What its file says instead, where a computed class differs from it.
    pub written: Option<String>,
    /// The class that drives its cadence, and why it has it.
    pub driving: EffectiveClass,
    /// Who looks after it.
    pub owner: Option<String>,
    /// The day it is due.
    pub due: NaiveDate,
    /// Negative before the day.
    pub days_late: i64,
    pub verdict: Verdict,
    /// Its open complaints and wishes to end, the most pressing first: it needs attention.
    pub attention: Vec<Deadline>,
    /// What the follow-up takes by its grade.
    pub minutes: Option<Decimal>,
    /// What it is expected to order within four weeks, where somebody asks for it and it is known.
    pub expected: Option<Decimal>,
    /// The latest contact.
    pub last: Option<Last>,
    /// How the customer reacted to the latest follow-up.
    pub intention: Option<Reply>,
    /// How unsatisfied it said it was, by the newest score, and when; nothing of one that is content.
    pub unsatisfied: Option<(Decimal, NaiveDate)>,
    /// What the contact should achieve: as the latest follow-up or a note since says, else as the file does.
    pub plan: Option<String>,
    /// Whether it needs a plan first, and there is none.
    pub lacks_plan: bool,
    /// What the playbooks say for this time: that of its class first.
    pub aims: Vec<Aim>,
    /// The names of the playbooks' actions that were ever done with it.
    pub done: Vec<String>,
    /// The newest sample, quote, order or contract, on which the playbooks' actions depend.
    pub newest_event: Option<Trigger>,
    /// Whom to reach, and how.
    pub contact: Option<Reach>,
    /// How old the data of whom to reach are, where anything says since when they are known.
    pub data: Option<DataAge>,
    /// When and how it is best called, where anything of that is known.
    pub calling: Option<Calling>,
    /// What the people of its country keep on the day of the contact, and that day.
    pub festival: Option<(Label, NaiveDate)>,
    /// The need, as the newest follow-up or the file has it.
    pub need: Option<Need>,
    /// Its points as a lead, where they order the agenda.
    pub score: Option<Decimal>,
    /// Among the customers of which grade it stands, of a hot lead without one that needs us or wants to buy.
    pub works_as: Option<String>,
    /// When it leaves its owner, where that is soon enough to be told.
    pub leaves: Option<PoolReturn>,
    /// What its grade should be by an event, and what is to be looked at, until somebody decides.
    pub suggests: Vec<Suggestion>,
    /// Who else of its owner's is agreed for an hour that overlaps with its own, by name, and that hour.
    pub clashes: Vec<(String, AgreedHour)>,
    /// The name of the log's file, for the derivation.
    pub log_name: String,
}

/// The latest contact, in short.
#[derive(Clone, Debug, PartialEq)]
pub struct Last {
    pub at: Stamp,
    /// What it was, where it was not a follow-up but an event that somebody spoke about.
    pub event: Option<String>,
    pub via: Option<String>,
    /// What was said.
    pub text: Option<String>,
    /// How the customer reacted.
    pub reply: Option<Reply>,
}

/// A person and the ways to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Reach {
    pub name: Option<String>,
    /// Mail address.
    pub email: Option<String>,
    pub phone: Option<String>,
    /// Service and handle.
    pub chat: Vec<(String, String)>,
}

impl Last {
    /// An entry that was a contact.
    pub(super) fn of(entry: &Entry<'_>) -> Self {
        let (event, reply) = match &entry.event {
            Event::FollowUp(said) => (None, said.reply),
            event => (Some(event.kind().to_owned()), None),
        };
        let own = |text: &Option<Text<'_>>| text.as_ref().map(ToString::to_string);
        Last { at: entry.at, event, via: own(&entry.via), text: own(&entry.text), reply }
    }
}

impl Reach {
    /// How a contact is reached.
    pub fn of(contact: &Contact) -> Self {
        Reach {
            name: contact.name.clone(),
            email: contact.best(Medium::Email),
            phone: contact.best(Medium::Phone),
            chat: contact.chat.clone(),
        }
    }
}

/// Where a date stands to today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DueStatus {
    /// Before today.
    Overdue,
    Today,
    /// After today.
    Upcoming,
}

impl DueStatus {
    /// The word in machine output.
    pub fn as_str(self) -> &'static str {
        match self {
            DueStatus::Overdue => "overdue",
            DueStatus::Today => "today",
            DueStatus::Upcoming => "upcoming",
        }
    }
}

impl Item {
    /// Whether it has a deadline of hours, and so comes before every grade: an open complaint, a wish to end (S4).
    pub fn is_urgent(&self) -> bool {
        matches!(self.verdict.reason, Reason::Emergency { .. })
    }

    /// From which day on it is to be done: before its date where that is a deadline of hours.
    pub fn starts(&self) -> NaiveDate {
        self.verdict.starts().unwrap_or(self.due)
    }

    /// The hour that was agreed for this day, where it is that day and there is one.
    pub fn hour_on(&self, day: NaiveDate) -> Option<&AgreedHour> {
        self.verdict.hour().filter(|_| self.due == day)
    }

    /// Where its date stands to today.
    pub fn due_status(&self) -> DueStatus {
        match self.days_late {
            1.. => DueStatus::Overdue,
            0 => DueStatus::Today,
            _ => DueStatus::Upcoming,
        }
    }
}

/// The agenda's line for one customer; `None` for one that is never due. `history` must be as of
/// `today`.
pub fn item(
    customer: &Customer,
    driving: &EffectiveClass,
    history: &History<'_>,
    policy: &Policy,
    today: NaiveDate,
) -> Option<Item> {
    let class = driving.class.as_deref();
    let verdict = cadence::next(customer, class, history, policy, today);
    let due = verdict.due?;
    let last = history.last_follow_up();
    let plan = history.plan_ahead().map(str::to_owned).or_else(|| customer.plan.clone());
    let newest_event = Trigger::newest(history);
    let contact = customer.contact(last.and_then(|(_, follow_up)| follow_up.with.as_deref()));
    let verify_after = policy.reminders.verify_after;
    let done = Action::done(&policy.playbooks, customer, history);
    let need = need_of(customer, history, &policy.views.need, today);
    let intention = last.and_then(|(_, follow_up)| follow_up.reply);
    // Of the ungraded nothing else says which one is worth most: the hottest lead comes first.
    let is_ungraded = is_ungraded(class, policy);
    let score = (policy.views.lead.order || is_ungraded)
        .then(|| lead::score(&lead::points(customer, history, &policy.views, today)));
    let no_lead = || NoLead::of(customer, history, need, today);
    let is_hot = |score| Lead::of_score(score, no_lead(), &policy.views.lead) == Lead::Hot;
    let is_wanted = need == Some(Need::Target) || intention == Some(Reply::Positive);
    let works_as =
        policy.grade_of_hot_leads().filter(|_| is_ungraded && is_wanted && score.is_some_and(is_hot));
    Some(Item {
        id: customer.id.clone(),
        name: customer.name.clone(),
        grade: driving.class.clone(),
        written: driving.written.clone(),
        driving: driving.clone(),
        owner: customer.owner.clone(),
        due,
        days_late: verdict.days_late(today).unwrap_or(0),
        minutes: class.and_then(|class| policy.grade(class)).map(|rule| rule.minutes),
        expected: None,
        lacks_plan: verdict.is_for_playbooks() && lacks_plan(class, plan.as_deref(), policy),
        plan,
        aims: aim_of_class_now(class, newest_event, history, policy)
            .filter(|_| verdict.is_for_playbooks())
            .map(|aim| aim.beside(&done))
            .into_iter()
            .collect(),
        done,
        newest_event,
        contact: contact.map(Reach::of),
        data: contact.and_then(|contact| data_age(contact, customer.since, history, verify_after)),
        last: history.last_contact().map(Last::of),
        unsatisfied: history.satisfaction().filter(|(score, _)| is_unsatisfied(*score)),
        intention,
        calling: Calling::of(customer, history, &policy.zones),
        festival: kept_on(&policy.events, customer, due.max(today))
            .map(|what| (what.clone(), due.max(today))),
        need,
        score,
        works_as: works_as.map(str::to_owned),
        suggests: moves::pressing(moves::suggest(customer, driving, history, policy, today)),
        leaves: pool::leaves(customer, class, history, policy, today),
        attention: emergency::in_order(history, &policy.complaint),
        clashes: Vec::new(),
        log_name: format!("{}.log.jsonl", customer.id),
        verdict,
    })
}

fn is_ungraded(class: Option<&str>, policy: &Policy) -> bool {
    class.and_then(|class| policy.grade(class)).is_none()
}

/// Puts the agenda in the order of work: what has a deadline of hours first (S4); then by grade; within a grade what was
/// agreed for an hour of today, by that hour, for it can't be moved (own); by the points of the lead score, where the team
/// wants that, and always of those that have none; by the greatest need and the clearest intention (S3), then the longest
/// overdue; by id where all that is equal.
///
/// A hot lead that needs us now, or wants to buy, doesn't wait behind those that nobody has ever spoken to until somebody
/// grades it: it stands among those of a high potential, as it would by its likeliest grade (own).
pub fn in_order(items: &mut [Item], policy: &Policy) {
    items.sort_by_cached_key(|item| {
        let need = match item.need {
            Some(Need::Target) => 0,
            Some(Need::Potential) => 1,
            None => 2,
            Some(Need::Dead) => 3,
        };
        let intention = match item.intention {
            Some(Reply::Positive) => 0,
            Some(Reply::Neutral | Reply::Answered) => 1,
            Some(Reply::None | Reply::Bounced) | None => 2,
            Some(Reply::Negative) => 3,
        };
        let rank = policy.rank(item.works_as.as_deref().or(item.grade.as_deref()));
        let hour = item.hour_on(item.due).filter(|_| item.days_late == 0).map(|hour| hour.sort_key(item.due));
        // Those among which it stands may have no points to compare with.
        let score = item.score.filter(|_| item.works_as.is_none() || policy.views.lead.order);
        (
            !item.is_urgent(),
            rank,
            (hour.is_none(), hour),
            Reverse(score),
            need,
            intention,
            Reverse(item.days_late),
            item.id.clone(),
        )
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{FollowUp, NextContact, Note};

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn line(id: &str, grade: &str, need: Option<Need>, reply: Option<Reply>, at: &'static str) -> Item {
        line_by(&Policy::default(), id, grade, (need, reply), at)
    }

    fn line_by(
        policy: &Policy,
        id: &str,
        grade: &str,
        (need, reply): (Option<Need>, Option<Reply>),
        at: &'static str,
    ) -> Item {
        let mut customer = Customer::named(CustomerId::new(id).expect("an id"), id);
        customer.grade = (!grade.is_empty()).then(|| grade.to_owned());
        customer.need = need;
        let follow_up = Event::FollowUp(FollowUp { reply, ..FollowUp::default() });
        let entry = Entry { line: 1, ..Entry::new(Stamp::parse(at).expect("a stamp"), follow_up) };
        item(
            &customer,
            &EffectiveClass::written(&customer),
            &History::new(vec![entry]),
            policy,
            day("2026-11-21"),
        )
        .expect("due")
    }

    #[test]
    fn the_order_of_work_is_grade_need_intention_lateness() {
        let mut items = vec![
            line("z", "", None, None, "2026-01-01"),
            line("e", "E", None, None, "2026-01-01"),
            line("d-late", "D", None, None, "2026-02-02"),
            line("d-later", "D", None, None, "2026-01-02"),
            line("c-negative", "C", Some(Need::Target), Some(Reply::Negative), "2026-01-02"),
            line("c-positive", "C", Some(Need::Target), Some(Reply::Positive), "2026-03-02"),
            line("c-no-need", "C", Some(Need::Potential), Some(Reply::Positive), "2026-01-02"),
            line("b", "B", None, None, "2026-10-02"),
            line("a", "A", None, None, "2026-10-12"),
            line("a-first-by-id", "A", None, None, "2026-10-12"),
        ];
        in_order(&mut items, &Policy::default());
        let ids: Vec<_> = items.iter().map(|item| item.id.as_str()).collect();
        assert_eq!(
            ids,
            [
                "a",
                "a-first-by-id",
                "b",
                "c-positive",
                "c-negative",
                "c-no-need",
                "d-later",
                "d-late",
                "e",
                "z"
            ]
        );
    }

    #[test]
    fn an_hour_of_today_comes_before_what_has_none_in_its_grade() {
        let agreed = |id: &str, grade: &str, next: &str, hour: &str| {
            let mut customer = Customer::named(CustomerId::new(id).expect("an id"), id);
            customer.grade = Some(grade.to_owned());
            let hour = hour.parse().expect("an hour");
            let next = NextContact::On(day(next), Some(hour));
            let event = Event::FollowUp(FollowUp { next: Some(next), ..FollowUp::default() });
            let entry = Entry { line: 1, ..Entry::new(Stamp::parse("2026-11-02").expect("a day"), event) };
            let driving = EffectiveClass::written(&customer);
            let history = History::new(vec![entry]);
            item(&customer, &driving, &history, &Policy::default(), day("2026-11-21")).expect("due")
        };
        let mut items = vec![
            line("c", "C", Some(Need::Target), Some(Reply::Positive), "2026-01-02"),
            agreed("three", "C", "2026-11-21", "15:00:00"),
            agreed("over", "C", "2026-11-20", "08:00:00"),
            agreed("nine", "C", "2026-11-21", "09:30:00"),
            line("b", "B", None, None, "2026-10-02"),
        ];
        in_order(&mut items, &Policy::default());
        let ids: Vec<_> = items.iter().map(|item| item.id.as_str()).collect();
        assert_eq!(ids, ["b", "nine", "three", "c", "over"]);
    }

    #[test]
    fn a_hot_lead_without_a_grade_stands_among_those_of_a_high_potential() {
        let mut policy = Policy::default();
        policy.views.lead.hot = Decimal::new(40, 0);
        let line = |id: &str, grade: &str, need: Option<Need>, at: &'static str| {
            let reply = need.map(|_| Reply::Positive);
            line_by(&policy, id, grade, (need, reply), at)
        };
        let target = Some(Need::Target);
        let mut items = vec![
            line("hot", "", target, "2026-11-20"),
            line("cold", "", None, "2026-11-20"),
            line("c-wants", "C", target, "2026-01-02"),
            line("c", "C", None, "2026-01-02"),
            line("d", "D", target, "2026-01-02"),
            line("b", "B", None, "2026-10-02"),
        ];
        assert_eq!(items[0].works_as.as_deref(), Some("C"));
        in_order(&mut items, &policy);
        let ids: Vec<_> = items.iter().map(|item| item.id.as_str()).collect();
        assert_eq!(ids, ["b", "c-wants", "hot", "c", "d", "cold"]);
    }

    #[test]
    fn the_hottest_of_those_without_a_grade_comes_first() {
        let mut items = vec![
            line("cold", "", None, Some(Reply::Positive), "2026-01-01"),
            line("hot", "", Some(Need::Target), Some(Reply::Positive), "2026-11-20"),
            line("e", "E", None, None, "2026-01-01"),
        ];
        in_order(&mut items, &Policy::default());
        let ids: Vec<_> = items.iter().map(|item| item.id.as_str()).collect();
        assert_eq!(ids, ["e", "hot", "cold"]);
        assert!(items[1].score > items[2].score && items[0].score.is_none());
    }

    #[test]
    fn what_is_said_of_a_customer_is_the_newest() {
        let mut customer = Customer::named(CustomerId::new("a").expect("an id"), "A");
        customer.grade = Some("C".into());
        customer.plan = Some("from the file".into());
        let entry = |at, plan: Option<&'static str>, line| Entry {
            text: Some("said".into()),
            line,
            ..Entry::new(
                Stamp::parse(at).expect("a stamp"),
                Event::FollowUp(FollowUp { plan: plan.map(Into::into), ..FollowUp::default() }),
            )
        };
        let today = day("2026-11-21");
        let plans =
            History::new(vec![entry("2026-09-01", Some("old"), 1), entry("2026-09-02", Some("new"), 2)]);
        let found = item(&customer, &EffectiveClass::written(&customer), &plans, &Policy::default(), today)
            .expect("due");
        assert_eq!(found.plan.as_deref(), Some("new"));
        assert_eq!((found.days_late, found.due_status()), (19, DueStatus::Overdue));
        let without = History::new(vec![entry("2026-09-01", Some("old"), 1), entry("2026-09-02", None, 2)]);
        let found = item(&customer, &EffectiveClass::written(&customer), &without, &Policy::default(), today)
            .expect("due");
        assert_eq!(found.plan.as_deref(), Some("from the file"));
        // A note that sets a day has its own plan, or leaves the one there is.
        let said = entry("2026-09-01", Some("said"), 1);
        for (plan, want) in [(Some("noted"), "noted"), (None, "said")] {
            let note = Note { next: Some(today.into()), plan: plan.map(Into::into), ..Note::default() };
            let note = Entry { event: Event::Note(note), ..entry("2026-09-02", None, 2) };
            let log = History::new(vec![said.clone(), note]);
            let found = item(&customer, &EffectiveClass::written(&customer), &log, &Policy::default(), today)
                .expect("due");
            assert_eq!((found.due, found.plan.as_deref()), (today, Some(want)));
        }
    }
}
