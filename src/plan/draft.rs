//! What a mail to a customer may speak of: who is addressed, what was said last, and what is open between us.

use chrono::NaiveDate;

use super::{Last, Occasion, Row, occasions, row};
use crate::model::name::search_key;
use crate::model::{Contact, Customer, Entry, Event, History, Medium, Money, Reply};
use crate::rules::occasions::{Code, Kind};
use crate::rules::opportunities::opportunities;
use crate::rules::quotes::{self, OpenQuote};
use crate::rules::samples::{self, RunningSample};
use crate::rules::templates::{self, Situation, Template};
use crate::rules::views::{Book, lifecycle};
use crate::rules::{EffectiveClass, Opportunity, Policy, Unpaid, measure, unpaid};

/// A customer as one writes to it on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Addressee {
    pub row: Row,
    /// What templates ask for.
    pub situation: Situation,
    /// The day that one writes for: a birthday, an invoice that is late; the most pressing one.
    pub occasion: Option<Occasion>,
    /// Who is written to.
    pub contact: Option<Contact>,
    /// Whose birthday it is.
    pub celebrates: Option<Contact>,
    /// To whom the latest mail went, by name where it says so, if it came back.
    pub bounced: Option<Option<String>>,
    /// The latest contact.
    pub last: Option<Last>,
    /// The newest order, nothing that came back.
    pub order: Option<LastOrder>,
    /// The newest open quote.
    pub quote: Option<OpenQuote>,
    /// The running sample that moved last.
    pub sample: Option<RunningSample>,
    /// The unpaid invoice that is due first.
    pub invoice: Option<Unpaid>,
}

/// An order, in short.
#[derive(Clone, Debug, PartialEq)]
pub struct LastOrder {
    pub day: NaiveDate,
    /// Its number.
    pub reference: Option<String>,
    /// Product line.
    pub item: Option<String>,
    pub money: Option<Money>,
}

impl Addressee {
    /// Whether the latest mail to somebody came back, as far as the log says to whom it went.
    pub fn bounced_to(&self, contact: Option<&Contact>) -> bool {
        self.bounced.as_ref().is_some_and(|with| {
            let name = contact.and_then(|contact| contact.name.as_deref());
            with.as_deref().is_none_or(|with| name.is_none_or(|name| search_key(name) == search_key(with)))
        })
    }

    /// Who is written to with a template: birthday wishes go to whose birthday it is.
    pub fn contact_for(&self, template: &Template) -> Option<&Contact> {
        let is_wish = template.asks_for(Code::Birthday.as_str());
        self.celebrates.as_ref().filter(|_| is_wish).or(self.contact.as_ref())
    }
}

/// A customer as one writes to it. `history` must be as of `today`; without the `book` the playbooks of labels and views
/// have no actions here.
pub fn addressee(
    customer: &Customer,
    driving: &EffectiveClass,
    book: Option<&Book>,
    history: &History<'_>,
    policy: &Policy,
    today: NaiveDate,
) -> Addressee {
    let row = row(customer.clone(), driving.clone(), history, policy, today);
    let mut days = occasions(customer, driving.class.as_deref(), book, history, policy, (today, today));
    days.retain(|day| day.code.is_reason_to_write());
    super::in_date_order(&mut days, today);
    let codes: Vec<_> = days.iter().map(|day| day.code).collect();
    let figures = measure(customer, history, policy, today);
    let deals = opportunities(history, policy, today);
    let situation = Situation {
        class: driving.class.clone(),
        stages: deals.iter().filter(|deal| Opportunity::is_open(deal)).map(|deal| deal.stage).collect(),
        lifecycle: lifecycle(&figures, &policy.views.lifecycle, today).class,
        occasions: templates::occasions(&row.verdict, &codes, history, today),
        language: templates::language(customer).map(str::to_owned),
        tone: customer.prefers.tone,
    };
    let celebrates = days.iter().find_map(|day| match day.kind {
        Kind::Birthday { contact, .. } => customer.contacts.get(contact).cloned(),
        _ => None,
    });
    let occasion = days.into_iter().min_by_key(|day| day.code);
    let mut open = unpaid(history, policy);
    open.sort_by_key(|invoice| (invoice.due.is_none(), invoice.due));
    let order = history.entries().iter().rev().find_map(|entry| match &entry.event {
        Event::Order(order) if order.counts() => Some(LastOrder {
            day: entry.day(),
            reference: order.reference.as_deref().map(str::to_owned),
            item: order.item.as_deref().map(str::to_owned),
            money: order.money,
        }),
        _ => None,
    });
    Addressee {
        contact: to_write_to(customer, history).cloned(),
        celebrates,
        bounced: bounced(history),
        last: history.last_contact().map(Last::of),
        quote: quotes::open(history).pop(),
        // What was ordered is no sample any more.
        sample: samples::running(history)
            .pop()
            .filter(|sample| order.as_ref().is_none_or(|order| order.day < sample.on)),
        invoice: open.into_iter().next(),
        order,
        situation,
        occasion,
        row,
    }
}

/// To whom the latest mail went, if it came back.
fn bounced(history: &History<'_>) -> Option<Option<String>> {
    let is_mail = |entry: &Entry<'_>| entry.via.as_deref() == Some("email");
    let (_, newest) = history.follow_ups().rev().find(|(entry, _)| is_mail(entry))?;
    (newest.reply == Some(Reply::Bounced)).then(|| newest.with.as_deref().map(str::to_owned))
}

/// Whom the agenda names; where that one has no mail address, the first who has one.
fn to_write_to<'c>(customer: &'c Customer, history: &History<'_>) -> Option<&'c Contact> {
    let with = history.last_follow_up().and_then(|(_, said)| said.with.as_deref());
    let usual = customer.contact(with);
    let has_address = |contact: &&Contact| contact.best(Medium::Email).is_some();
    let other = || customer.contacts.iter().find(has_address);
    usual.filter(has_address).or_else(other).or(usual)
}
