//! The lead score: points by the team's rules, each with what it was earned by (S2, S4).

mod no_lead;
mod rules;

use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::RoundingStrategy::MidpointAwayFromZero;

pub use no_lead::NoLead;
pub use rules::{LeadEvent, LeadRule, LeadRules, LeadTest, WrittenLeadRule};

use super::views::{Lead, ViewRules, need_of};
use super::{RequiredField, quotes, samples};
use crate::model::{
    ContactKey, Customer, CustomerKey, CustomerValue, Decimal, FollowUp, History, Interval, Need, Potential,
    SaidPotential, ValueKind, fold,
};

/// What one rule gives on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct LeadPoint {
    /// What it asks.
    pub test: Arc<LeadTest>,
    /// What was found: the word, the text or the number; `None` where it is there and that is all that is asked.
    pub found: Option<String>,
    /// The day of it, of what the log says.
    pub on: Option<NaiveDate>,
    /// The points on that day, or for good.
    pub full: Decimal,
    /// What is left of them.
    pub points: Decimal,
}

impl LeadPoint {
    /// The day on which nothing of it is left; `None` for what doesn't fade.
    pub fn gone_on(&self) -> Option<NaiveDate> {
        Some(self.fades()?.after(self.on?))
    }

    fn fades(&self) -> Option<Interval> {
        match *self.test {
            LeadTest::Event { fades, .. } => fades,
            LeadTest::Key { .. } => None,
        }
    }

    /// The points on a day: whole ones, evenly less from the day of the event on.
    fn on_day(&self, day: NaiveDate) -> Decimal {
        let (Some(on), Some(gone)) = (self.on, self.gone_on()) else { return self.full };
        let (left, all) = ((gone - day).num_days().max(0), (gone - on).num_days().max(1));
        let part =
            self.full.checked_mul(Decimal::from(left)).and_then(|sum| sum.checked_div(Decimal::from(all)));
        // Half a point counts for the one that is farther from nothing, whichever sign it has.
        let whole = part.unwrap_or_default();
        whole.round_dp_with_strategy(0, MidpointAwayFromZero)
    }

    /// The first day after `today` on which it gives other points.
    fn changes(&self, today: NaiveDate) -> Option<NaiveDate> {
        let gone = self.gone_on()?;
        let (mut same, mut other) = (today, gone);
        if self.on_day(gone) == self.points {
            return None;
        }
        // The points only ever fall: the day lies where they first differ.
        while (other - same).num_days() > 1 {
            let middle = same + (other - same) / 2;
            if self.on_day(middle) == self.points { same = middle } else { other = middle }
        }
        Some(other)
    }
}

/// What a customer's points on a day are made of, in the order of the rules. `history` must not know later days.
pub fn points(
    customer: &Customer,
    history: &History<'_>,
    rules: &ViewRules,
    today: NaiveDate,
) -> Vec<LeadPoint> {
    let earned = rules.lead.rules.iter().filter_map(|rule| {
        let (found, on) = match &*rule.test {
            LeadTest::Key { field, is, from, below } => (seen(customer, *field, is, (*from, *below))?, None),
            LeadTest::Event { event, is, .. } => happened(*event, is, customer, history, rules, today)?,
        };
        let mut point =
            LeadPoint { test: Arc::clone(&rule.test), found, on, full: rule.points, points: rule.points };
        point.points = point.on_day(today);
        Some(point)
    });
    earned.filter(|point| !point.points.is_zero()).collect()
}

/// The day of the newest open quote, for as long as a quote keeps a deal in negotiation.
fn quote_that_counts(history: &History<'_>, rules: &ViewRules, today: NaiveDate) -> Option<NaiveDate> {
    let newest = quotes::open(history).last()?.day;
    (newest >= rules.deal.quote.before(today)).then_some(newest)
}

/// The sum of a customer's points.
pub fn score(points: &[LeadPoint]) -> Decimal {
    points.iter().fold(Decimal::ZERO, |sum, point| sum.saturating_add(point.points))
}

/// The first day after `today` on which the same entries give others than these points. `history` must not know later
/// days.
pub fn until(points: &[LeadPoint], history: &History<'_>, rules: &ViewRules, today: NaiveDate) -> NaiveDate {
    let asks = |asked: LeadEvent| {
        let mut rules = rules.lead.rules.iter();
        rules.any(|rule| matches!(*rule.test, LeadTest::Event { event, .. } if event == asked))
    };
    // A need that is dead rules a lead out, whether its points are asked for or not.
    let asks_need = asks(LeadEvent::Need) || history.need_said().is_some_and(|(_, need)| need == Need::Dead);
    let rule = &rules.need;
    let said = history.need_said().filter(|(on, _)| asks_need && rule.holds(*on, today));
    let need_ends = said.and_then(|(on, _)| rule.lasts.after(on).succ_opt());
    let quote = quote_that_counts(history, rules, today).filter(|_| asks(LeadEvent::Quote));
    let quote_ends = quote.and_then(|on| rules.deal.quote.after(on).succ_opt());
    points
        .iter()
        .filter_map(|point| point.changes(today))
        .chain(need_ends)
        .chain(quote_ends)
        .min()
        .unwrap_or(NaiveDate::MAX)
}

/// What decides on the first grade of a customer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FirstPotential {
    /// What could become of it; `None` where nothing says so.
    pub potential: Option<Potential>,
    /// Its points, where they say so.
    pub score: Option<Decimal>,
}

/// What could become of a customer that nobody graded yet: what its file says; its points where the file leaves it to
/// them, and where the team does for those whose file says nothing.
pub fn first_potential(
    customer: &Customer,
    history: &History<'_>,
    rules: &ViewRules,
    today: NaiveDate,
) -> FirstPotential {
    let said = customer.potential.and_then(SaidPotential::class);
    let is_scored = customer.potential == Some(SaidPotential::Scored)
        || customer.potential.is_none() && rules.lead.ungraded;
    let score = is_scored.then(|| score(&points(customer, history, rules, today)));
    let no_lead = NoLead::of(customer, history, need_of(customer, history, &rules.need, today), today);
    FirstPotential { potential: said.or(score.map(|score| by_points(score, no_lead, &rules.lead))), score }
}

/// What a customer could become by its points: hot is high, warm is medium, the others are low.
pub fn by_points(score: Decimal, no_lead: Option<NoLead>, rules: &LeadRules) -> Potential {
    match Lead::of_score(score, no_lead, rules) {
        Lead::Hot => Potential::High,
        Lead::Warm => Potential::Medium,
        Lead::Cold => Potential::Low,
    }
}

/// What a key earns points by ([`said`]). Of a customer that is seen behind a redaction what its file says earns them, and
/// what is told of that is what may be seen.
fn seen(
    customer: &Customer,
    field: RequiredField,
    is: &[String],
    limits: (Option<Decimal>, Option<Decimal>),
) -> Option<Option<String>> {
    let Some(truth) = &customer.truth else { return said(customer, field, is, limits) };
    said(truth.for_rules(), field, is, limits)?;
    Some(said(customer, field, is, limits).flatten())
}

/// What a file says of a key, where that counts; nothing more where it only has to be there.
fn said(
    customer: &Customer,
    field: RequiredField,
    is: &[String],
    (from, below): (Option<Decimal>, Option<Decimal>),
) -> Option<Option<String>> {
    let key = match field {
        RequiredField::Key(key) => key,
        RequiredField::Contact(ContactKey::Decides) => {
            return customer.contacts.iter().any(|contact| contact.decides == Some(true)).then_some(None);
        }
        RequiredField::Contact(key) if !is.is_empty() => {
            let mut texts = customer.contacts.iter().filter_map(|contact| match key {
                ContactKey::Position => contact.position.as_deref(),
                _ => contact.name.as_deref(),
            });
            return texts.find(|text| has_one(text, is)).map(|text| Some(text.to_owned()));
        }
        RequiredField::Contact(_) => return field.is_filled(customer).then_some(None),
    };
    let value = customer.field(key);
    if let CustomerValue::Number(number) = value {
        let number = (*number)?;
        let fits = from.is_none_or(|from| number >= from) && below.is_none_or(|below| number < below);
        return fits.then(|| Some(number.to_string()));
    }
    if is.is_empty() {
        return field.is_filled(customer).then_some(None);
    }
    let equals = |text: &String| is.iter().any(|word| fold(word) == fold(text));
    match value {
        CustomerValue::Texts(texts) => texts.iter().find(|text| equals(text)).map(|text| Some(text.clone())),
        value => {
            let text = value.scalar()?;
            let counts = if is_free(key) { has_one(&text, is) } else { equals(&text) };
            counts.then_some(Some(text))
        }
    }
}

/// Whether anything may stand under a key: who looks after a customer, its number and its class are words.
fn is_free(key: CustomerKey) -> bool {
    use CustomerKey::{Grade, Language, Number, Owner, ReferredBy};
    let is_word = matches!(key, Grade | Owner | Number | ReferredBy | Language);
    !is_word && matches!(key.info().kind, ValueKind::Text | ValueKind::Name)
}

/// Whether a free text has one of the words in it.
fn has_one(text: &str, words: &[String]) -> bool {
    let text = fold(text);
    words.iter().any(|word| text.contains(&fold(word)))
}

/// What the log says of an event, where that counts, and since when.
fn happened(
    event: LeadEvent,
    is: &[String],
    customer: &Customer,
    history: &History<'_>,
    rules: &ViewRules,
    today: NaiveDate,
) -> Option<(Option<String>, Option<NaiveDate>)> {
    let counts = |word: &str| {
        let usual = event.usual();
        match is.is_empty() {
            true => usual.is_empty() || usual.contains(&word),
            false => is.iter().any(|own| own == word),
        }
    };
    // The newest word replaces those before it: who said yes in spring and no in autumn has said no.
    let newest = |word: fn(&FollowUp<'_>) -> Option<&'static str>| {
        let said = history.follow_ups().rev().filter_map(|(entry, said)| Some((word(said)?, entry.day())));
        let mut said = said.filter(|(word, _)| !event.tells_nothing(word) || counts(word));
        said.next().filter(|(word, _)| counts(word)).map(|(word, on)| (Some(word.to_owned()), Some(on)))
    };
    match event {
        LeadEvent::Need => {
            let rule = &rules.need;
            let need: Need = need_of(customer, history, rule, today)?;
            let on = history.need_said().map(|(on, _)| on).filter(|on| rule.holds(*on, today));
            counts(need.as_str()).then(|| (Some(need.as_str().to_owned()), on))
        }
        LeadEvent::Reply => newest(|said| said.reply.map(|reply| reply.as_str())),
        LeadEvent::Visit => newest(|said| said.visit.map(|visit| visit.as_str())),
        LeadEvent::Sample => {
            let running = samples::still_open(history).into_iter().rev();
            let found = running.into_iter().find(|sample| counts(sample.state.as_str()))?;
            Some((Some(found.state.as_str().to_owned()), Some(found.on)))
        }
        LeadEvent::Quote => quote_that_counts(history, rules, today).map(|on| (None, Some(on))),
        LeadEvent::Order => history.order_days().last().map(|day| (None, Some(*day))),
    }
}
