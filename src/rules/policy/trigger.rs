//! The events that a sequence of contacts or an action of a playbook waits for.

use crate::model::{Event, History, SampleState};
use crate::rules::quotes;

/// An event that starts a sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trigger {
    /// A sample comes into this state.
    Sample(SampleState),
    Quote,
    Order,
    Contract,
}

impl Trigger {
    /// The words of `crm.yaml`.
    pub const WORDS: &'static [&'static str] =
        &["agreed", "sent", "received", "passed", "failed", "cancelled", "quote", "order", "contract"];

    /// The event of a word.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "quote" => Some(Trigger::Quote),
            "order" => Some(Trigger::Order),
            "contract" => Some(Trigger::Contract),
            state => SampleState::parse(state).map(Trigger::Sample),
        }
    }

    /// Its word.
    pub fn as_str(self) -> &'static str {
        match self {
            Trigger::Sample(state) => state.as_str(),
            Trigger::Quote => "quote",
            Trigger::Order => "order",
            Trigger::Contract => "contract",
        }
    }

    /// The newest of a customer's events that can start a sequence; of quotes that are all lost or won nothing is left to
    /// do.
    pub fn newest(history: &History<'_>) -> Option<Self> {
        let newest = history.entries().iter().rev().find_map(|entry| Trigger::of(&entry.event));
        newest.filter(|newest| *newest != Trigger::Quote || !quotes::open(history).is_empty())
    }

    /// The event of an entry, where it can start a sequence.
    pub(in crate::rules) fn of(event: &Event<'_>) -> Option<Self> {
        match event {
            Event::Sample(sample) => Some(Trigger::Sample(sample.state)),
            Event::Quote(quote) if !quote.is_over() => Some(Trigger::Quote),
            event if event.is_order() => Some(Trigger::Order),
            Event::Contract(_) => Some(Trigger::Contract),
            _ => None,
        }
    }
}
