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
}

/// The key of a thing since its customer became a part of another one, which had one called alike.
pub fn moved_key((kind, name): &TopicKey, from: &str) -> TopicKey {
    (kind, Some(reference_key(&format!("{}~{from}", name.as_deref().unwrap_or_default()))))
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
            Event::Order(_) => ("order", Some(self.number()?), true),
            Event::Contract(_) => ("contract", Some(self.number()?), true),
            _ => return None,
        };
        Some(Topic { kind, name, begins })
    }

    /// Its number, where that is its own: an order that came with another customer says by `ITEM~ID` what it is of, and
    /// several may.
    pub fn number(&self) -> Option<&str> {
        let Some(item) = self.tie().filter(|_| self.is_purchase()) else { return self.reference() };
        let stands_for_item = |reference: &&str| {
            let rest = reference_key(reference);
            rest.strip_prefix(&reference_key(item)).is_some_and(|rest| rest.starts_with('~'))
        };
        self.reference().filter(|reference| !stands_for_item(reference))
    }

    /// What ties an order or a contract to what it may win, where it has no number of its own.
    fn tie(&self) -> Option<&str> {
        match self {
            Event::Order(order) => Some(order.item.as_deref().unwrap_or_default()),
            Event::Contract(_) => Some(""),
            _ => None,
        }
    }

    /// The quotes and samples that it may win: those of its number and of its item; where it has neither, those that
    /// have neither.
    pub fn wins(&self) -> Vec<TopicKey> {
        let Some(item) = self.tie().filter(|_| self.is_purchase()) else { return Vec::new() };
        let item = Some(item).filter(|item| !item.is_empty());
        let mut names: Vec<&str> = self.reference().into_iter().chain(item).collect();
        names.dedup();
        let names: Vec<Option<&str>> = match names.is_empty() {
            true => vec![None],
            false => names.into_iter().map(Some).collect(),
        };
        let of = |kind: &'static str| names.iter().map(move |name| (kind, name.map(reference_key)));
        of("quote").chain(of("sample")).collect()
    }

    /// Whether what it is about, or may win, has the number of a customer that became a part of another one: it is `known`
    /// by that there.
    pub fn is_of_part(&self, from: &str, known: impl Fn(&TopicKey) -> bool) -> bool {
        let own = self.topic().map(|topic| topic.key());
        own.into_iter().chain(self.wins()).any(|key| known(&moved_key(&key, from)))
    }

    /// What it goes by where its customer has become a part of another one that has a thing called alike: its number or
    /// its item, with the id of that customer.
    pub fn moved(&self, from: &str) -> Option<String> {
        (self.topic().is_some() || self.tie().is_some())
            .then(|| format!("{}~{from}", self.named().unwrap_or_default()))
    }

    /// Its number, or the item that stands for it.
    pub fn named(&self) -> Option<&str> {
        let item = || self.tie().filter(|item| !item.is_empty());
        self.topic().map_or_else(|| self.reference().or_else(item), |topic| topic.name)
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
    use super::super::Order;
    use super::*;

    fn order(item: Option<&'static str>, reference: Option<&'static str>) -> Event<'static> {
        let (item, reference) = (item.map(Cow::Borrowed), reference.map(Cow::Borrowed));
        Event::Order(Order { item, reference, ..Order::default() })
    }

    #[test]
    fn an_order_may_win_what_has_its_number_or_its_item_and_says_by_its_item_alone_whose_it_was() {
        for (item, reference, wins, number, moved) in [
            (Some("Pots"), None, vec![Some("pots")], None, "Pots~beta"),
            (Some("Pots"), Some("O-1"), vec![Some("o-1"), Some("pots")], Some("O-1"), "O-1~beta"),
            (None, None, vec![None], None, "~beta"),
            (Some("Pots"), Some("Pots~eta"), vec![Some("pots~eta"), Some("pots")], None, "Pots~eta~beta"),
            (None, Some("~eta"), vec![Some("~eta")], None, "~eta~beta"),
            (
                Some("Pot"),
                Some("Pots~eta"),
                vec![Some("pots~eta"), Some("pot")],
                Some("Pots~eta"),
                "Pots~eta~beta",
            ),
        ] {
            let order = order(item, reference);
            let of_quotes: Vec<Option<String>> =
                order.wins().into_iter().filter(|(kind, _)| *kind == "quote").map(|(_, name)| name).collect();
            assert_eq!(of_quotes, wins.iter().map(|name| name.map(reference_key)).collect::<Vec<_>>());
            assert_eq!(order.number(), number, "{order:?}");
            assert_eq!(order.moved("beta").as_deref(), Some(moved), "{order:?}");
        }
    }

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
