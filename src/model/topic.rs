//! What ties entries of a log together: the kind of thing that they are about, and the number that it goes by.

use std::borrow::Cow;

use super::{CustomerId, Event, Text, reference_key};

/// The kind of a thing, and its number as it is compared.
pub type TopicKey = (&'static str, Option<String>);

/// What an entry is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Topic<'e> {
    pub kind: &'static str,
    /// The number as it is written, or what stands for it.
    pub name: Option<&'e str>,
    /// Whether such an entry brings the thing into being: an invoice does, its payments don't.
    pub begins: bool,
}

impl Topic<'_> {
    pub fn key(&self) -> TopicKey {
        (self.kind, self.name.map(reference_key))
    }

    /// The number that it goes by since its customer became a part of another one, which used the number itself.
    pub fn moved(&self, from: &str) -> String {
        format!("{}~{from}", self.name.unwrap_or_default())
    }

    /// The key of that number.
    pub fn moved_key(&self, from: &str) -> TopicKey {
        (self.kind, Some(reference_key(&self.moved(from))))
    }
}

impl<'a> Event<'a> {
    /// What it is about, where anything ties it to others. A sample, a quote, a promise and a request without a number are
    /// known by what they are of, complaints without one are one and the same; orders and contracts without one are each their own.
    pub fn topic(&self) -> Option<Topic<'_>> {
        let reference = self.reference();
        let (kind, name, begins) = match self {
            Event::Sample(sample) => ("sample", reference.or(sample.item.as_deref()), true),
            Event::Quote(quote) => ("quote", reference.or(quote.item.as_deref()), true),
            Event::Complaint(_) => ("complaint", reference, true),
            Event::Ending(_) => ("ending", reference, true),
            Event::Promise(promise) => ("promise", reference.or(promise.what.as_deref()), true),
            Event::Request(request) => ("request", reference.or(request.what.as_deref()), true),
            Event::Invoice(_) => ("invoice", reference, true),
            Event::Payment(_) => ("invoice", reference, false),
            Event::Order(_) => ("order", Some(reference?), true),
            Event::Contract(_) => ("contract", Some(reference?), true),
            _ => return None,
        };
        Some(Topic { kind, name, begins })
    }

    /// The same with another number, where its kind has one.
    pub fn with_reference(mut self, to: String) -> Self {
        let slot: Option<&mut Option<Text<'a>>> = match &mut self {
            Event::Sample(event) => Some(&mut event.reference),
            Event::Quote(event) => Some(&mut event.reference),
            Event::Order(event) => Some(&mut event.reference),
            Event::Contract(event) => Some(&mut event.reference),
            Event::Invoice(event) => Some(&mut event.reference),
            Event::Payment(event) => Some(&mut event.reference),
            Event::Complaint(event) => Some(&mut event.reference),
            Event::Ending(event) => Some(&mut event.reference),
            Event::Promise(event) => Some(&mut event.reference),
            Event::Request(event) => Some(&mut event.reference),
            _ => None,
        };
        if let Some(slot) = slot {
            *slot = Some(Cow::Owned(to));
        }
        self
    }
}

/// Whether a number is of a thing that came with another customer (`REF~ID`): it is tied by its number alone. Not every
/// version of the files has a trace of that customer.
pub fn is_moved(reference: &str) -> bool {
    reference.rsplit_once('~').is_some_and(|(_, id)| CustomerId::new(id).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_that_came_with_another_customer_names_it() {
        for (number, want) in [
            ("Q-1~beta", true),
            ("~beta", true),
            ("Q-1~beta~gamma-2", true),
            ("Q-1", false),
            ("Q-1~", false),
            ("Q~ 1", false),
        ] {
            assert_eq!(is_moved(number), want, "{number}");
        }
    }
}
