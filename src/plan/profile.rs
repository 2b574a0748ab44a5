//! Everything one wants to know of a customer before a call.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::model::{Currency, Customer, Decimal, Event, History, Reply, reference_key};
use crate::plan::{Aim, Deal, OrderRhythm, aim_of_class_now, deals, in_order_of_likelihood, lacks_plan};
use crate::rules::alarms::{self, Alarm};
use crate::rules::cadence::emergency::{self, Deadline};
use crate::rules::calling::Calling;
use crate::rules::contracts::{self, RunningContract};
use crate::rules::emergencies::{self, Emergency, LostCustomer};
use crate::rules::invitations::{self, Invited};
use crate::rules::lead::{self, LeadPoint};
use crate::rules::moves::{self, Suggestion};
use crate::rules::policy::Trigger;
use crate::rules::pool::{self, PoolReturn, Stay};
use crate::rules::promises::PromiseRecord;
use crate::rules::quotes::{self, OpenQuote};
use crate::rules::requests::RequestRecord;
use crate::rules::rhythm::ASKED_WITHIN;
use crate::rules::samples::{self, RunningSample};
use crate::rules::views::a_year_before;
use crate::rules::{
    Action, Completeness, DataAge, EffectiveClass, PaymentHabit, Policy, Unpaid, Verdict, cadence,
    completeness, data_age, payment_habit, unpaid,
};

/// The page of one customer.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// The class that drives its cadence.
    pub driving: EffectiveClass,
    /// When it is due next, and why.
    pub verdict: Verdict,
    /// What the playbooks say for this time, where they say something.
    pub aims: Vec<Aim>,
    /// The names of the playbooks' actions that were ever done with it.
    pub done: Vec<String>,
    /// What the latest follow-up or a note since says that the next contact should achieve.
    pub next_plan: Option<String>,
    /// Whether it needs a plan before the next contact, and there is none.
    pub lacks_plan: bool,
    /// The decision that gave it its grade: the day, by whom, why.
    pub graded: Option<(NaiveDate, Option<String>, Option<String>)>,
    /// The last day on which somebody said since then that it is right.
    pub confirmed: Option<NaiveDate>,
    /// Samples that run, and after which nothing was ordered.
    pub samples: Vec<RunningSample>,
    /// Its open deals, the likeliest first.
    pub deals: Vec<Deal>,
    /// Quotes that nothing came of yet.
    pub quotes: Vec<OpenQuote>,
    /// What of what is told below needs attention, the most pressing first.
    pub attention: Vec<Deadline>,
    /// The alarms that ring for it, whoever it is, the gravest first.
    pub alarms: Vec<Alarm>,
    /// Complaints that aren't solved, and wishes to end that are neither saved nor lost.
    pub emergencies: Vec<Emergency>,
    /// That it is gone, where nothing says that it is back.
    pub lost: Option<LostCustomer>,
    /// What we promised it, and how we have kept our word.
    pub promises: PromiseRecord,
    /// What was asked for first, and what was answered.
    pub requests: RequestRecord,
    /// The events that it was invited to, the newest last.
    pub invited: Vec<Invited>,
    /// The contracts that aren't over.
    pub contracts: Vec<RunningContract>,
    /// Invoices that aren't paid.
    pub unpaid: Vec<Unpaid>,
    /// How complete its file is, where its class asks for anything.
    pub completeness: Option<Completeness>,
    /// How it paid in the last twelve months, where it paid anything.
    pub payment: Option<PaymentHabit>,
    /// When and how it is best called, where anything of that is known.
    pub calling: Option<Calling>,
    /// How old the data of whom to reach are, where it is followed up and anything says since when they are known.
    pub data: Option<DataAge>,
    /// What somebody should decide on, or look at with the next contact.
    pub suggests: Vec<Suggestion>,
    /// When it leaves its owner, or why it stays.
    pub leaves: Result<PoolReturn, Stay>,
    /// What its points as a lead are made of.
    pub lead: Vec<LeadPoint>,
    pub figures: KeyFigures,
    /// What the model of orders says of it, where it has ordered and is not put away.
    pub rhythm: Option<OrderRhythm>,
}

/// Key figures of a customer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct KeyFigures {
    /// Orders ever.
    pub orders: usize,
    /// What was ordered, by currency.
    pub ordered: BTreeMap<Currency, Decimal>,
    /// What was ordered in the last twelve months, by currency.
    pub ordered_last_year: BTreeMap<Currency, Decimal>,
    pub last_order: Option<NaiveDate>,
    /// What it has bought, by product line: the newest first, each as it was written last.
    pub bought: Vec<String>,
    /// Follow-ups ever.
    pub follow_ups: usize,
    /// Those that were answered.
    pub answered: usize,
    /// How satisfied it was, from 1 to 5, when somebody last said so, and on which day.
    pub satisfaction: Option<(Decimal, NaiveDate)>,
    /// Minutes written down.
    pub minutes: Decimal,
}

/// The page of one customer. `history` must be as of `today`.
pub fn profile(
    customer: &Customer,
    driving: EffectiveClass,
    history: &History<'_>,
    policy: &Policy,
    today: NaiveDate,
) -> Profile {
    let class = driving.class.as_deref();
    let verdict = cadence::next(customer, class, history, policy, today);
    let newest = Trigger::newest(history);
    let plan = history.plan_ahead();
    let done = Action::done(&policy.playbooks, customer, history);
    let leaves = pool::falls(customer, class, history, policy, today);
    let completeness = completeness(customer, class, policy);
    let data = verdict.due.and_then(|_| data_of(customer, history, policy));
    let suggests = moves::pressing(moves::suggest(customer, &driving, history, policy, today));
    Profile {
        next_plan: own(plan),
        lacks_plan: verdict.is_for_playbooks()
            && lacks_plan(class, plan.or(customer.plan.as_deref()), policy),
        aims: aim_of_class_now(class, newest, history, policy)
            .filter(|_| verdict.is_for_playbooks())
            .map(|aim| aim.beside(&done))
            .into_iter()
            .collect(),
        done,
        verdict,
        graded: graded(history, customer.grade.as_deref()),
        confirmed: confirmed(history, customer.grade.as_deref()),
        samples: samples(history),
        deals: open_deals(customer, class, history, policy, today),
        driving,
        quotes: quotes(history, policy, today),
        attention: emergency::in_order(history, &policy.complaint),
        alarms: alarms::ringing(customer, history, policy, today),
        emergencies: emergencies::open(history),
        lost: emergencies::lost(history),
        promises: PromiseRecord::of(history),
        requests: RequestRecord::of(history, &policy.managers),
        invited: invitations::all(history),
        contracts: contracts::running(history, today),
        unpaid: unpaid(history, policy),
        completeness,
        payment: payment_habit(history, policy, today),
        calling: Calling::of(customer, history, &policy.zones),
        data,
        suggests,
        leaves,
        lead: lead::points(customer, history, &policy.views, today),
        figures: figures(history, policy, today),
        rhythm: rhythm(customer, history, policy, today),
    }
}

fn rhythm(
    customer: &Customer,
    history: &History<'_>,
    policy: &Policy,
    today: NaiveDate,
) -> Option<OrderRhythm> {
    let is_here = !customer.is_archived(today);
    is_here
        .then(|| OrderRhythm::of(history, &policy.book_rhythm.model(), policy, today, ASKED_WITHIN))
        .flatten()
}

fn own(text: Option<&str>) -> Option<String> {
    text.map(str::to_owned)
}

/// Who gave it its grade, when and why.
fn graded(history: &History<'_>, grade: Option<&str>) -> Option<(NaiveDate, Option<String>, Option<String>)> {
    let (entry, change) = history.became(grade)?;
    Some((entry.day(), own(entry.by.as_deref()), own(change.why.as_deref())))
}

fn confirmed(history: &History<'_>, grade: Option<&str>) -> Option<NaiveDate> {
    let (entry, change) = history.graded(grade)?;
    (change.from == change.to).then(|| entry.day())
}

fn last_order(history: &History<'_>) -> Option<NaiveDate> {
    history.order_days().last().copied()
}

/// The samples that nothing was ordered after.
fn samples(history: &History<'_>) -> Vec<RunningSample> {
    let ordered = last_order(history);
    let mut running = samples::running(history);
    running.retain(|sample| ordered.is_none_or(|order| order < sample.on));
    running
}

fn open_deals(
    customer: &Customer,
    class: Option<&str>,
    history: &History<'_>,
    policy: &Policy,
    today: NaiveDate,
) -> Vec<Deal> {
    let mut open = deals(customer, class, history, policy, today);
    open.retain(|deal| deal.opportunity.is_open());
    in_order_of_likelihood(&mut open);
    open
}

/// The quotes that nothing was ordered after, as long as they count for the deal's status.
fn quotes(history: &History<'_>, policy: &Policy, today: NaiveDate) -> Vec<OpenQuote> {
    let ordered = last_order(history);
    let oldest = policy.views.deal.quote.before(today);
    let open = |day: NaiveDate| day >= oldest && ordered.is_none_or(|order| order < day);
    quotes::open(history).into_iter().filter(|quote| open(quote.day)).collect()
}

fn figures(history: &History<'_>, policy: &Policy, today: NaiveDate) -> KeyFigures {
    let year_ago = a_year_before(today);
    let mut figures = KeyFigures { last_order: last_order(history), ..KeyFigures::default() };
    for entry in history.entries() {
        match &entry.event {
            Event::Order(order) => {
                figures.orders += usize::from(order.counts());
                if let Some(item) = order.item.as_deref().filter(|_| order.counts()) {
                    figures.bought.retain(|known| reference_key(known) != reference_key(item));
                    figures.bought.insert(0, item.to_owned());
                }
                if let Some(money) = order.money {
                    let currency = policy.rates.named(money.currency);
                    add(&mut figures.ordered, currency, money.amount);
                    if entry.day() > year_ago {
                        add(&mut figures.ordered_last_year, currency, money.amount);
                    }
                }
            }
            Event::FollowUp(follow_up) => {
                figures.follow_ups += 1;
                let answered = follow_up.reply.is_some_and(Reply::is_answer);
                figures.answered += usize::from(answered);
                let said = follow_up.satisfaction.map(|score| (score, entry.day()));
                figures.satisfaction = said.or(figures.satisfaction);
                let minutes = follow_up.minutes.unwrap_or_default();
                figures.minutes = figures.minutes.checked_add(minutes).unwrap_or(figures.minutes);
            }
            _ => {}
        }
    }
    figures
}

/// An amount beyond all decimals is left out rather than wrapped around.
fn add(totals: &mut BTreeMap<Currency, Decimal>, currency: Currency, amount: Decimal) {
    let total = totals.entry(currency).or_default();
    *total = total.checked_add(amount).unwrap_or(*total);
}

/// How old the data of whom the agenda names are.
fn data_of(customer: &Customer, history: &History<'_>, policy: &Policy) -> Option<DataAge> {
    let with = history.last_follow_up().and_then(|(_, said)| said.with.as_deref());
    data_age(customer.contact(with)?, customer.since, history, policy.reminders.verify_after)
}

#[cfg(test)]
mod tests;
