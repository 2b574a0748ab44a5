//! Which quotes are open: made, and nobody has said yet that they are lost or won (own). Orders are not asked here:
//! what they end is for each rule to say.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use crate::model::{Entry, Event, History, Money, Quote, QuoteState, Text, is_moved, reference_key};

/// A quote of which nobody has said what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenQuote {
    /// Its number.
    pub reference: Option<String>,
    /// Product line.
    pub item: Option<String>,
    pub money: Option<Money>,
    /// When the customer means to order.
    pub expected: Option<NaiveDate>,
    /// When it was made, in its newest version.
    pub day: NaiveDate,
    /// The line of the log that made it.
    pub line: u32,
}

impl OpenQuote {
    /// Whether it is for this product line.
    pub fn is_for(&self, item: &str) -> bool {
        self.item.as_deref().is_some_and(|own| reference_key(own) == reference_key(item))
    }
}

/// The open quotes, oldest first. One with a number that was there is the next version of it; what became of a quote
/// is said by its number, else of those for its item, else of the newest one; of one that has come with another customer
/// under a number of its own by that alone.
pub fn open(history: &History<'_>) -> Vec<OpenQuote> {
    let mut open = Open::default();
    for entry in history.entries() {
        match &entry.event {
            Event::Quote(quote) if quote.is_over() => open.close(quote),
            Event::Quote(quote) => open.quote(entry, quote),
            _ => {}
        }
    }
    open.all.into_iter().flatten().collect()
}

/// A quote that is won, and of which no order is on record.
#[derive(Clone, Debug, PartialEq)]
pub struct Unordered {
    /// Its number.
    pub reference: Option<String>,
    /// Product line.
    pub item: Option<String>,
    pub money: Option<Money>,
}

/// The quote that this one says is won, where no order or contract goes with it: of its number or its item, or one that
/// says neither of another quote nor of another item, on its day or later. What is ordered often has a number of its own.
/// `beside` is what is written with it.
pub fn unordered(over: &Quote<'_>, before: &History<'_>, beside: &[Entry<'_>]) -> Option<Unordered> {
    if over.state != Some(QuoteState::Won) {
        return None;
    }
    let same = |one: &Option<String>, typed: &str| {
        one.as_deref().is_some_and(|own| reference_key(own) == reference_key(typed))
    };
    let open = open(before);
    let of: Vec<&OpenQuote> = match (&over.reference, &over.item) {
        (Some(reference), _) => open.iter().filter(|quote| same(&quote.reference, reference)).collect(),
        (None, Some(item)) => open.iter().filter(|quote| quote.is_for(item) && !is_brought(quote)).collect(),
        (None, None) => open.iter().rev().find(|quote| !is_brought(quote)).into_iter().collect(),
    };
    let since = of.iter().map(|quote| quote.day).min();
    let newest = of.last();
    let own = |text: &Option<Text<'_>>| text.as_deref().map(str::to_owned);
    let reference = own(&over.reference);
    let item = own(&over.item).or_else(|| newest?.item.clone());
    let others = before.entries().iter().filter_map(|entry| match &entry.event {
        Event::Quote(quote) => quote.reference.as_deref().map(reference_key),
        _ => None,
    });
    let others: HashSet<String> = others.collect();
    let goes_with = |event: &Event<'_>| {
        let ordered = match event {
            Event::Order(order) => order.item.as_deref(),
            _ => None,
        };
        let number = event.reference();
        let is_of_another = number.is_some_and(|number| others.contains(&reference_key(number)));
        number.is_some_and(|number| same(&reference, number))
            || ordered.is_some_and(|ordered| same(&item, ordered))
            || (!is_of_another && (item.is_none() || ordered.is_none()))
    };
    let mut all = before.entries().iter().chain(beside);
    let is_ordered = all.any(|entry| {
        since.is_none_or(|since| entry.day() >= since) && entry.event.is_purchase() && goes_with(&entry.event)
    });
    let money = over.money.or_else(|| newest.filter(|_| of.len() == 1)?.money);
    (!is_ordered).then_some(Unordered { reference, item, money })
}

fn is_brought(quote: &OpenQuote) -> bool {
    quote.reference.as_deref().is_some_and(is_moved)
}

/// The quotes while the log is read. A customer may have thousands: none is looked for by going through all of them.
#[derive(Default)]
struct Open {
    /// Each at its place for good, and nothing where it is closed.
    all: Vec<Option<OpenQuote>>,
    /// From here on all are closed.
    end: usize,
    /// The place of the newest version of each number.
    numbers: HashMap<String, usize>,
    /// The places of those for an item.
    items: HashMap<String, Vec<usize>>,
}

impl Open {
    fn quote(&mut self, entry: &Entry<'_>, quote: &Quote<'_>) {
        let own = |text: &Option<Text<'_>>| text.as_deref().map(str::to_owned);
        let at = self.all.len();
        let number = quote.reference.as_deref().map(reference_key);
        let before = number.and_then(|number| self.numbers.insert(number, at));
        let before = before.and_then(|at| self.all[at].take());
        let (item, money, expected) =
            before.map_or((None, None, None), |quote| (quote.item, quote.money, quote.expected));
        let item = own(&quote.item).or(item);
        let is_brought = quote.reference.as_deref().is_some_and(is_moved);
        if let Some(item) = item.as_ref().filter(|_| !is_brought) {
            self.items.entry(reference_key(item)).or_default().push(at);
        }
        self.all.push(Some(OpenQuote {
            reference: own(&quote.reference),
            item,
            money: quote.money.or(money),
            expected: quote.expected.or(expected),
            day: entry.day(),
            line: entry.line,
        }));
        self.end = self.all.len();
    }

    fn close(&mut self, over: &Quote<'_>) {
        let closed = match (&over.reference, &over.item) {
            (Some(reference), _) => self.numbers.remove(&reference_key(reference)).into_iter().collect(),
            (None, Some(item)) => self.items.remove(&reference_key(item)).unwrap_or_default(),
            (None, None) => {
                while self.end > 0 && self.all[self.end - 1].is_none() {
                    self.end -= 1;
                }
                let is_own = |at: &usize| self.all[*at].as_ref().is_some_and(|quote| !is_brought(quote));
                (0..self.end).rev().find(is_own).into_iter().collect::<Vec<usize>>()
            }
        };
        for at in closed {
            self.all[at] = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::views::test_support::history;
    use super::*;

    #[test]
    fn a_quote_is_open_until_somebody_says_what_became_of_it() {
        let cases: &[(&[&'static str], &[u32])] = &[
            (&["2026-01-01 quote 5"], &[1]),
            (&["2026-01-01 quote 5", "2026-01-02 quote 6"], &[1, 2]),
            (&["2026-01-01 quote 5 ref=Q-1", "2026-01-02 quote 6 ref=q-1"], &[2]),
            (&["2026-01-01 quote 5 ref=Q-1", "2026-01-02 quote lost ref=q-1"], &[]),
            (&["2026-01-01 quote 5 ref=Q-1", "2026-01-02 quote won ref=Q-1"], &[]),
            (&["2026-01-01 quote 5 ref=Q-1", "2026-01-02 quote lost ref=Q-2"], &[1]),
            (
                &["2026-01-01 quote 5 item=x", "2026-01-01 quote 6 item=y", "2026-01-02 quote lost item=x"],
                &[2],
            ),
            (&["2026-01-01 quote 5 item=x", "2026-01-01 quote 6 item=y", "2026-01-02 quote lost"], &[1]),
            (&["2026-01-01 quote 5", "2026-01-02 quote lost", "2026-01-03 quote lost"], &[]),
            (&["2026-01-01 quote 5", "2026-01-02 quote lost", "2026-01-03 quote 4"], &[3]),
            // Open again.
            (
                &["2026-01-01 quote 5 ref=1", "2026-01-02 quote lost ref=1", "2026-01-03 quote open ref=1"],
                &[3],
            ),
            // What came with another customer is tied by its number alone.
            (
                &[
                    "2026-01-01 quote 5 ref=x~b item=x",
                    "2026-01-02 quote 6 item=x",
                    "2026-01-03 quote lost item=x",
                ],
                &[1],
            ),
            (
                &[
                    "2026-01-01 quote 5 ref=x~b item=x",
                    "2026-01-02 quote 6 item=x",
                    "2026-01-03 quote lost ref=x~b",
                ],
                &[2],
            ),
            (&["2026-01-01 quote 5", "2026-01-02 quote 6 ref=~b", "2026-01-03 quote lost"], &[2]),
            // By the day, not by the line.
            (&["2026-01-02 quote lost", "2026-01-01 quote 5"], &[]),
        ];
        for (lines, want) in cases {
            let open: Vec<u32> = open(&history(lines)).iter().map(|quote| quote.line).collect();
            assert_eq!(open, *want, "{lines:?}");
        }
    }

    #[test]
    fn a_quote_that_is_won_waits_for_its_order() {
        let quote = "2026-01-05 quote 5 ref=Q-1 item=x";
        let cases: &[(&[&'static str], bool)] = &[
            (&[quote], true),
            (&["2026-01-04 order 5 ref=Q-1", quote], true),
            (&[quote, "2026-01-05 order 5 ref=q-1"], false),
            (&[quote, "2026-01-06 order 5 item=X ref=PO-7"], false),
            // It says neither of another quote nor of another item.
            (&[quote, "2026-01-06 order 5 ref=PO-7"], false),
            (&[quote, "2026-01-06 order 5 item=y"], true),
            (&[quote, "2026-01-06 quote 6 ref=Q-2", "2026-01-07 order 6 ref=Q-2"], true),
            (&[quote, "2026-01-06 order -5 ref=Q-1"], true),
            (&[quote, "2026-01-06 contract ref=Q-1"], false),
        ];
        let won = Quote { reference: Some("Q-1".into()), state: Some(QuoteState::Won), ..Quote::default() };
        for (lines, want) in cases {
            let found = unordered(&won, &history(lines), &[]);
            assert_eq!(found.is_some(), *want, "{lines:?}");
        }
        let found = unordered(&won, &history(&[quote]), &[]).expect("no order");
        assert_eq!((found.reference.as_deref(), found.item.as_deref()), (Some("Q-1"), Some("x")));
        assert_eq!(found.money.map(|money| money.amount.to_string()).as_deref(), Some("5"));
        let lost = Quote { state: Some(QuoteState::Lost), ..won };
        assert_eq!(unordered(&lost, &history(&[quote]), &[]), None);
    }

    #[test]
    fn a_new_version_keeps_what_it_does_not_say() {
        let open = open(&history(&[
            "2026-01-01 quote 5 ref=1 item=x expected=2026-03-01",
            "2026-01-09 quote open ref=1",
        ]));
        let quote = &open[0];
        assert_eq!((quote.item.as_deref(), quote.day.to_string().as_str()), (Some("x"), "2026-01-09"));
        assert_eq!(quote.expected.map(|day| day.to_string()).as_deref(), Some("2026-03-01"));
        assert_eq!(quote.money.map(|money| money.amount.to_string()).as_deref(), Some("5"));
    }
}
