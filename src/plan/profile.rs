//! Everything one wants to know of a customer before a call.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use crate::model::{ComplaintState, Currency, Customer, Decimal, Event, History, Money, Reply, SampleState};
use crate::plan::{Aim, aim_of_class, lacks_plan};
use crate::rules::cadence::Trigger;
use crate::rules::{Driving, Policy, Reason, Unpaid, Verdict, cadence, unpaid};

/// A quote without an order after it counts as open for so many days.
const QUOTE_DAYS: u64 = 90;

/// The page of one customer.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// The class that drives its cadence.
    pub driving: Driving,
    /// When it is due next, and why.
    pub verdict: Verdict,
    /// What the playbooks say for this time, where they say something.
    pub aims: Vec<Aim>,
    /// Whether it needs a plan before the next contact, and there is none.
    pub lacks_plan: bool,
    /// The last decision on its grade: the day, by whom, why.
    pub graded: Option<(NaiveDate, Option<String>, Option<String>)>,
    /// Samples that run.
    pub samples: Vec<OpenSample>,
    /// Quotes that nothing came of yet.
    pub quotes: Vec<OpenQuote>,
    /// Complaints that aren't solved.
    pub complaints: Vec<OpenComplaint>,
    /// Invoices that aren't paid.
    pub unpaid: Vec<Unpaid>,
    /// Key figures.
    pub figures: Figures,
}

/// A sample that is neither failed nor cancelled, and after which nothing was ordered.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenSample {
    /// Its number, else what it is.
    pub name: Option<String>,
    /// What it is.
    pub item: Option<String>,
    /// Where it stands.
    pub state: SampleState,
    /// Since when.
    pub since: NaiveDate,
}

/// A quote without an order after it.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenQuote {
    /// Its number.
    pub reference: Option<String>,
    /// What it is for.
    pub item: Option<String>,
    /// How much.
    pub money: Option<Money>,
    /// When it was made.
    pub day: NaiveDate,
}

/// A complaint that isn't solved.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenComplaint {
    /// Its number.
    pub reference: Option<String>,
    /// Where it stands.
    pub state: ComplaintState,
    /// When it was opened.
    pub opened: NaiveDate,
    /// What it is about.
    pub text: Option<String>,
}

/// Key figures of a customer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures {
    /// Orders ever.
    pub orders: usize,
    /// What was ordered, by currency.
    pub ordered: BTreeMap<Currency, Decimal>,
    /// What was ordered in the last twelve months, by currency.
    pub ordered_last_year: BTreeMap<Currency, Decimal>,
    /// The last order.
    pub last_order: Option<NaiveDate>,
    /// Follow-ups ever.
    pub follow_ups: usize,
    /// Those that were answered.
    pub answered: usize,
    /// Minutes written down.
    pub minutes: Decimal,
}

/// The page of one customer. `history` must be as of `today`.
pub fn profile(
    customer: &Customer,
    driving: Driving,
    history: &History<'_>,
    policy: &Policy,
    today: NaiveDate,
) -> Profile {
    let class = driving.class.as_deref();
    let verdict = cadence::next(customer, class, history, policy, today);
    let newest = Trigger::newest(history);
    let plan = history.last_follow_up().and_then(|(_, said)| said.plan.as_deref());
    let is_worked_on = verdict.due.is_some() && !matches!(verdict.reason, Reason::Complaint { .. });
    Profile {
        lacks_plan: is_worked_on && lacks_plan(class, plan.or(customer.plan.as_deref()), policy),
        aims: aim_of_class(class, newest, policy).filter(|_| is_worked_on).into_iter().collect(),
        verdict,
        driving,
        graded: graded(history),
        samples: samples(history),
        quotes: quotes(history, today),
        complaints: complaints(history),
        unpaid: unpaid(history, policy),
        figures: figures(history, policy, today),
    }
}

fn own(text: Option<&str>) -> Option<String> {
    text.map(str::to_owned)
}

fn graded(history: &History<'_>) -> Option<(NaiveDate, Option<String>, Option<String>)> {
    history.entries().iter().rev().find_map(|entry| match &entry.event {
        Event::Grade(change) => Some((entry.day(), own(entry.by.as_deref()), own(change.why.as_deref()))),
        _ => None,
    })
}

fn last_order(history: &History<'_>) -> Option<NaiveDate> {
    history.order_days().last().copied()
}

fn samples(history: &History<'_>) -> Vec<OpenSample> {
    let mut newest: Vec<(Option<String>, OpenSample)> = Vec::new();
    for (entry, sample) in history.samples() {
        let name = own(sample.reference.as_deref().or(sample.item.as_deref()));
        let item = own(sample.item.as_deref());
        let step = OpenSample { name: name.clone(), item, state: sample.state, since: entry.day() };
        match newest.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) => {
                let item = step.item.clone().or_else(|| known.item.take());
                *known = OpenSample { item, ..step };
            }
            None => newest.push((name, step)),
        }
    }
    let ordered = last_order(history);
    newest
        .into_iter()
        .map(|(_, sample)| sample)
        .filter(|sample| !matches!(sample.state, SampleState::Failed | SampleState::Cancelled))
        .filter(|sample| ordered.is_none_or(|order| order < sample.since))
        .collect()
}

fn quotes(history: &History<'_>, today: NaiveDate) -> Vec<OpenQuote> {
    let ordered = last_order(history);
    let oldest = today.checked_sub_days(Days::new(QUOTE_DAYS)).unwrap_or(NaiveDate::MIN);
    let open = |day: NaiveDate| day >= oldest && ordered.is_none_or(|order| order < day);
    history
        .entries()
        .iter()
        .filter(|entry| open(entry.day()))
        .filter_map(|entry| match &entry.event {
            Event::Quote(quote) => Some(OpenQuote {
                reference: own(quote.reference.as_deref()),
                item: own(quote.item.as_deref()),
                money: quote.money,
                day: entry.day(),
            }),
            _ => None,
        })
        .collect()
}

fn complaints(history: &History<'_>) -> Vec<OpenComplaint> {
    let mut open: BTreeMap<Option<String>, OpenComplaint> = BTreeMap::new();
    for (entry, complaint) in history.complaints() {
        let reference = own(complaint.reference.as_deref());
        if complaint.state == ComplaintState::Solved {
            open.remove(&reference);
            continue;
        }
        let known = open.entry(reference.clone()).or_insert_with(|| OpenComplaint {
            reference,
            state: complaint.state,
            opened: entry.day(),
            text: None,
        });
        known.state = complaint.state;
        known.text = known.text.take().or_else(|| own(entry.text.as_deref()));
    }
    open.into_values().collect()
}

fn figures(history: &History<'_>, policy: &Policy, today: NaiveDate) -> Figures {
    let year_ago = today.checked_sub_months(chrono::Months::new(12)).unwrap_or(NaiveDate::MIN);
    let mut figures = Figures { last_order: last_order(history), ..Figures::default() };
    for entry in history.entries() {
        match &entry.event {
            Event::Order(order) => {
                figures.orders += 1;
                if let Some(money) = order.money {
                    let currency = money.currency.unwrap_or(policy.currency);
                    add(&mut figures.ordered, currency, money.amount);
                    if entry.day() > year_ago {
                        add(&mut figures.ordered_last_year, currency, money.amount);
                    }
                }
            }
            Event::FollowUp(follow_up) => {
                figures.follow_ups += 1;
                let answered =
                    matches!(follow_up.reply, Some(Reply::Negative | Reply::Neutral | Reply::Positive));
                figures.answered += usize::from(answered);
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

#[cfg(test)]
mod tests;
