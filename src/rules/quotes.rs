//! Which quotes are open: made, and nobody has said yet that they are lost or won (own). Orders are not asked here:
//! what they end is for each rule to say.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::model::{Entry, Event, History, Money, Quote, Text, is_moved, reference_key};

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
