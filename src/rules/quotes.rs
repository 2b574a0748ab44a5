//! Which quotes are open: made, and nobody has said yet that they are lost or won (own). Orders are not asked here:
//! what they end is for each rule to say.

use chrono::NaiveDate;

use crate::model::{Event, History, Money, Quote, reference_key};

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

    /// Whether it has this number.
    fn has_number(&self, reference: &str) -> bool {
        self.reference.as_deref().is_some_and(|own| reference_key(own) == reference_key(reference))
    }
}

/// The open quotes, oldest first. One with a number that was there is the next version of it; what became of a quote
/// is said by its number, else of those for its item, else of the newest one.
pub fn open(history: &History<'_>) -> Vec<OpenQuote> {
    let mut open: Vec<OpenQuote> = Vec::new();
    for entry in history.entries() {
        let Event::Quote(quote) = &entry.event else { continue };
        if quote.is_over() {
            close(&mut open, quote);
            continue;
        }
        let reference = quote.reference.as_deref();
        let before = reference.and_then(|number| open.iter().position(|known| known.has_number(number)));
        let before = before.map(|at| open.remove(at));
        let own = |text: &Option<crate::model::Text<'_>>| text.as_deref().map(str::to_owned);
        let (item, money, expected) =
            before.map_or((None, None, None), |quote| (quote.item, quote.money, quote.expected));
        open.push(OpenQuote {
            reference: own(&quote.reference),
            item: own(&quote.item).or(item),
            money: quote.money.or(money),
            expected: quote.expected.or(expected),
            day: entry.day(),
            line: entry.line,
        });
    }
    open
}

fn close(open: &mut Vec<OpenQuote>, over: &Quote<'_>) {
    match (&over.reference, &over.item) {
        (Some(reference), _) => open.retain(|quote| !quote.has_number(reference)),
        (None, Some(item)) => open.retain(|quote| !quote.is_for(item)),
        (None, None) => {
            open.pop();
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
