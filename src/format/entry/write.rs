//! An entry as the line that is appended.

use serde_json::{Map, Value};

use crate::model::{Change, Decimal, Entry, Event, Money, Note, Text};

/// The line without its end: fields in the order in which they are documented, nothing that isn't
/// said, amounts as texts so that no reader makes a binary float of them.
pub fn line(entry: &Entry<'_>) -> String {
    let mut fields = Fields(Map::new());
    fields.put("at", entry.at.to_string());
    fields.text("by", entry.by.as_ref());
    fields.put("kind", entry.event.kind());
    fields.text("via", entry.via.as_ref());
    match &entry.event {
        Event::FollowUp(event) => {
            fields.text("with", event.with.as_ref());
            if !event.with_us.is_empty() {
                let people: Vec<String> = event.with_us.iter().map(ToString::to_string).collect();
                fields.put("with_us", people);
            }
            fields.text("text", entry.text.as_ref());
            fields.word("reply", event.reply.map(|reply| reply.as_str()));
            fields.word("need", event.need.map(|need| need.as_str()));
            fields.word("visit", event.visit.map(|visit| visit.as_str()));
            if let Some(minutes) = event.minutes {
                fields.0.insert("minutes".into(), number(minutes));
            }
            fields.maybe("next", event.next.map(|next| next.to_string()));
            fields.text("plan", event.plan.as_ref());
            if let Some(example) = event.example {
                fields.put("example", example);
            }
        }
        Event::Sample(event) => {
            fields.put("state", event.state.as_str());
            fields.text("item", event.item.as_ref());
            fields.text("ref", event.reference.as_ref());
        }
        Event::Quote(event) => {
            fields.money(event.money);
            fields.text("item", event.item.as_ref());
            fields.text("ref", event.reference.as_ref());
        }
        Event::Order(event) => {
            fields.money(event.money);
            fields.maybe("margin", event.margin.map(|margin| margin.to_string()));
            fields.maybe("cost", event.cost.map(|cost| cost.to_string()));
            fields.text("item", event.item.as_ref());
            fields.text("ref", event.reference.as_ref());
        }
        Event::Contract(event) => {
            fields.text("ref", event.reference.as_ref());
            fields.money(event.money);
            fields.maybe("from", event.from.map(|day| day.to_string()));
            fields.maybe("until", event.until.map(|day| day.to_string()));
        }
        Event::Invoice(event) => {
            fields.text("ref", event.reference.as_ref());
            fields.money(event.money);
            fields.maybe("due", event.due.map(|day| day.to_string()));
        }
        Event::Payment(event) => {
            fields.text("ref", event.reference.as_ref());
            fields.money(event.money);
        }
        Event::Complaint(event) => {
            fields.text("ref", event.reference.as_ref());
            fields.put("state", event.state.as_str());
        }
        Event::Grade(event) | Event::Owner(event) => fields.change(event),
        Event::Note(event) => {
            fields.text("text", entry.text.as_ref());
            fields.maybe("next", event.next.map(|next| next.to_string()));
            fields.text("plan", event.plan.as_ref());
            // The text alone says it to programs that know the first version.
            if event.planned && entry.text.as_deref() != Some(Note::PLANNED) {
                fields.put("planned", true);
            }
        }
        Event::Merged(trace) | Event::Renamed(trace) => fields.text("from", trace.from.as_ref()),
        Event::Other(_) => {}
    }
    fields.text("text", entry.text.as_ref());
    Value::Object(fields.0).to_string()
}

/// Minutes are a plain number, in the digits that were typed.
fn number(value: Decimal) -> Value {
    value.to_string().parse().map_or_else(|_| Value::String(value.to_string()), Value::Number)
}

struct Fields(Map<String, Value>);

impl Fields {
    fn put(&mut self, name: &str, value: impl Into<Value>) {
        self.0.insert(name.to_owned(), value.into());
    }

    fn maybe(&mut self, name: &str, value: Option<String>) {
        if let Some(value) = value {
            self.put(name, value);
        }
    }

    fn word(&mut self, name: &str, value: Option<&'static str>) {
        self.maybe(name, value.map(str::to_owned));
    }

    /// Text goes in once, at the first place that asks for it.
    fn text(&mut self, name: &str, value: Option<&Text<'_>>) {
        if !self.0.contains_key(name) {
            self.maybe(name, value.map(|text| text.to_string()));
        }
    }

    fn money(&mut self, money: Option<Money>) {
        if let Some(Money { amount, currency }) = money {
            self.put("amount", amount.to_string());
            self.maybe("currency", currency.map(|currency| currency.to_string()));
        }
    }

    /// Both ends are always written: null is the pool, or ungraded.
    fn change(&mut self, change: &Change<'_>) {
        self.0.insert("from".into(), end(change.from.as_ref()));
        self.0.insert("to".into(), end(change.to.as_ref()));
        self.text("why", change.why.as_ref());
    }
}

fn end(value: Option<&Text<'_>>) -> Value {
    value.map_or(Value::Null, |text| Value::String(text.to_string()))
}
