//! Which entries of a log are orders of the rhythm.

use chrono::NaiveDate;

use crate::model::History;

/// How many days two deliveries of one order lie apart at most, less one: the shipped number.
pub const MERGE_DAYS: u32 = 3;

/// The days on which a customer ordered, each once, in order. What came back is no order. Orders that are fewer than
/// `merge_days` days after the first of them are one order in several shipments: what is bought within three days was
/// hardly decided twice, and a gap of a day weighs more in the regularity than ten of a month. They are counted from
/// their first day, so that one who orders daily for a year has not ordered once.
pub fn order_days(history: &History<'_>, merge_days: u32) -> Vec<NaiveDate> {
    merged(history.order_days(), merge_days)
}

/// The same of days that are known, each once, in order.
pub fn merged(mut days: Vec<NaiveDate>, merge_days: u32) -> Vec<NaiveDate> {
    let mut first: Option<NaiveDate> = None;
    days.retain(|day| {
        let is_next = first.is_none_or(|first| (*day - first).num_days() >= i64::from(merge_days).max(1));
        if is_next {
            first = Some(*day);
        }
        is_next
    });
    days
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Contract, Entry, Event, Invoice, Money, Note, Order, Stamp, decimal};

    fn entry(on: &str, event: Event<'static>) -> Entry<'static> {
        Entry::new(Stamp::parse(on).expect("a stamp"), event)
    }

    /// `2026-05-01 order 100`, `2026-05-01 return`, … as the days of the rhythm.
    fn days(lines: &[&str]) -> Vec<String> {
        let read = |line: &&str| {
            let words: Vec<&str> = line.split(' ').collect();
            let money = words.get(2).and_then(|text| decimal(text));
            let money = money.map(|amount| Money { amount, currency: None });
            let event = match words[1] {
                "order" => Event::Order(Order { money, ..Order::default() }),
                "invoice" => Event::Invoice(Invoice { money, ..Invoice::default() }),
                "contract" => Event::Contract(Contract { money, ..Contract::default() }),
                "note" => Event::Note(Note::default()),
                kind => Event::Other(kind.to_owned().into()),
            };
            entry(words[0], event)
        };
        let history = History::new(lines.iter().map(read).collect());
        order_days(&history, MERGE_DAYS).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_log_becomes_order_days() {
        let cases: [(&str, &[&str], &[&str]); 10] = [
            ("nothing", &[], &[]),
            ("no order", &["2026-05-01 note", "2026-05-02 invoice 100", "2026-05-03 contract 100"], &[]),
            (
                "in the order of the days",
                &["2026-05-20 order 5", "2026-05-01 order 7"],
                &["2026-05-01", "2026-05-20"],
            ),
            (
                "of no amount, and of none that is known",
                &["2026-05-01 order 0", "2026-06-01 order"],
                &["2026-05-01", "2026-06-01"],
            ),
            (
                "one day is one order",
                &["2026-05-01 order 5", "2026-05-01T09:00:00+02:00 order 7"],
                &["2026-05-01"],
            ),
            ("a return is none", &["2026-05-01 order 5", "2026-05-20 order -5"], &["2026-05-01"]),
            (
                "nor is it the first of a group",
                &["2026-05-01 order -5", "2026-05-02 order 7"],
                &["2026-05-02"],
            ),
            ("shipments of two days are one", &["2026-05-01 order 5", "2026-05-03 order 7"], &["2026-05-01"]),
            (
                "three days later is another",
                &["2026-05-01 order 5", "2026-05-04 order 7"],
                &["2026-05-01", "2026-05-04"],
            ),
            (
                "what this version doesn't know is none, and daily orders are not one",
                &[
                    "2026-05-01 order 1",
                    "2026-05-02 order 1",
                    "2026-05-03 order 1",
                    "2026-05-04 order 1",
                    "2026-05-05 order 1",
                    "2026-05-09 barter 1",
                ],
                &["2026-05-01", "2026-05-04"],
            ),
        ];
        for (what, lines, want) in cases {
            assert_eq!(days(lines), want, "{what}");
        }
    }
}
