//! An entry of the log: every field of its kind, null where the line says nothing.

use serde_json::{Map, Value};

use super::{amount, optional, optional_number};
use crate::model::{Change, Entry, Event, Money};

/// One entry.
pub fn entry(entry: &Entry<'_>) -> Value {
    let mut fields = Map::new();
    let mut put = |name: &str, value: Value| {
        fields.insert(name.to_owned(), value);
    };
    put("at", entry.at.to_string().into());
    put("by", optional(entry.by.as_ref()));
    put("kind", entry.event.kind().into());
    let money = |money: Option<Money>| {
        let amount = amount(money.map(|money| money.amount));
        [("amount", amount), ("currency", optional(money.and_then(|money| money.currency)))]
    };
    let change = |change: &Change<'_>| {
        [
            ("from", optional(change.from.as_ref())),
            ("to", optional(change.to.as_ref())),
            ("why", optional(change.why.as_ref())),
        ]
    };
    if !matches!(entry.event, Event::FollowUp(_)) && entry.via.is_some() {
        put("via", optional(entry.via.as_ref()));
    }
    match &entry.event {
        Event::FollowUp(event) => {
            put("via", optional(entry.via.as_ref()));
            put("with", optional(event.with.as_ref()));
            put("with_us", event.with_us.iter().map(ToString::to_string).collect::<Vec<_>>().into());
            put("reply", optional(event.reply.map(|reply| reply.as_str())));
            put("need", optional(event.need.map(|need| need.as_str())));
            put("visit", optional(event.visit.map(|visit| visit.as_str())));
            put("minutes", optional_number(event.minutes));
            put("next", optional(event.next));
            put("plan", optional(event.plan.as_ref()));
            put("example", event.example.into());
        }
        Event::Sample(event) => {
            put("state", event.state.as_str().into());
            put("item", optional(event.item.as_ref()));
        }
        Event::Quote(event) => {
            money(event.money).into_iter().for_each(|(name, value)| put(name, value));
            put("item", optional(event.item.as_ref()));
        }
        Event::Order(event) => {
            money(event.money).into_iter().for_each(|(name, value)| put(name, value));
            put("margin", amount(event.margin));
            put("cost", amount(event.cost));
            put("item", optional(event.item.as_ref()));
        }
        Event::Contract(event) => {
            money(event.money).into_iter().for_each(|(name, value)| put(name, value));
            put("from", optional(event.from));
            put("until", optional(event.until));
        }
        Event::Invoice(event) => {
            money(event.money).into_iter().for_each(|(name, value)| put(name, value));
            put("due", optional(event.due));
        }
        Event::Payment(event) => money(event.money).into_iter().for_each(|(name, value)| put(name, value)),
        Event::Complaint(event) => put("state", event.state.as_str().into()),
        Event::Grade(event) | Event::Owner(event) => {
            change(event).into_iter().for_each(|(name, value)| put(name, value));
        }
        Event::Note(event) => {
            put("next", optional(event.next));
            put("plan", optional(event.plan.as_ref()));
        }
        Event::Merged(trace) | Event::Renamed(trace) => put("from", optional(trace.from.as_ref())),
        Event::Other(_) => {}
    }
    if !matches!(
        entry.event,
        Event::FollowUp(_) | Event::Grade(_) | Event::Owner(_) | Event::Note(_) | Event::Other(_)
    ) && entry.event.trace().is_none()
    {
        put("ref", optional(entry.event.reference()));
    }
    put("text", optional(entry.text.as_ref()));
    Value::Object(fields)
}
