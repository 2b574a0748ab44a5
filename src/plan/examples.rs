//! Entries that newcomers should read: what the team has marked as an example to learn from.

use chrono::NaiveDate;

use crate::model::{Customer, CustomerId, Entry, EntryKind, Event, History, Reply, Stamp, reference_key};
use crate::rules::Policy;

/// An entry worth reading, with whose customer's it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    pub id: CustomerId,
    pub name: String,
    /// Who looks after the customer; `None` in the pool.
    pub owner: Option<String>,
    /// The class that drives its cadence.
    pub grade: Option<String>,
    pub at: Stamp,
    /// The line of the log on which it stands.
    pub line: u32,
    pub by: Option<String>,
    /// What happened, as it stands in the file.
    pub kind: String,
    pub via: Option<String>,
    /// The contact's name.
    pub with: Option<String>,
    pub reply: Option<Reply>,
    pub text: Option<String>,
    /// The whole entry in the reader's words.
    pub said: String,
    /// Who marked it afterwards, and why it is worth reading; none where the entry says so itself.
    pub mark: Option<ExampleMark>,
}

/// How an entry was marked afterwards.
#[derive(Clone, Debug, PartialEq)]
pub struct ExampleMark {
    pub by: Option<String>,
    pub on: NaiveDate,
    /// Why it is worth reading.
    pub why: Option<String>,
}

/// Which examples are asked for; what is empty admits all.
#[derive(Clone, Debug, Default)]
pub struct ExampleFilter {
    pub kinds: Vec<EntryKind>,
    pub channels: Vec<String>,
    pub replies: Vec<Reply>,
    /// Who wrote them.
    pub by: Vec<String>,
    /// The first day that counts.
    pub since: Option<NaiveDate>,
}

impl ExampleFilter {
    fn admits(&self, entry: &Entry<'_>) -> bool {
        let ExampleFilter { kinds, channels, replies, by, since } = self;
        let is_by = |person: &str| entry.by.as_deref() == Some(person);
        let is_via = |channel: &str| {
            entry.via.as_deref().is_some_and(|via| reference_key(via) == reference_key(channel))
        };
        (kinds.is_empty() || entry.event.known_kind().is_some_and(|kind| kinds.contains(&kind)))
            && (channels.is_empty() || channels.iter().any(|channel| is_via(channel)))
            && (replies.is_empty() || reply(entry).is_some_and(|reply| replies.contains(&reply)))
            && (by.is_empty() || by.iter().any(|person| is_by(person)))
            && since.is_none_or(|since| entry.day() >= since)
    }
}

fn reply(entry: &Entry<'_>) -> Option<Reply> {
    match &entry.event {
        Event::FollowUp(said) => said.reply,
        _ => None,
    }
}

/// The examples of a customer; `say` puts an entry into the reader's words. Those of an archived one teach, too.
pub fn examples(
    customer: &Customer,
    class: Option<&str>,
    history: &History<'_>,
    filter: &ExampleFilter,
    say: impl Fn(&Entry<'_>) -> String,
) -> Vec<Example> {
    let own = |text: Option<&str>| text.map(str::to_owned);
    let mark = |mark: &Entry<'_>| ExampleMark {
        by: own(mark.by.as_deref()),
        on: mark.day(),
        why: own(mark.text.as_deref()),
    };
    let example = |(entry, marked): (&Entry<'_>, Option<&Entry<'_>>)| Example {
        id: customer.id.clone(),
        name: customer.name.clone(),
        owner: customer.owner.clone(),
        grade: own(class),
        at: entry.at,
        line: entry.line,
        by: own(entry.by.as_deref()),
        kind: entry.event.kind().to_owned(),
        via: own(entry.via.as_deref()),
        with: match &entry.event {
            Event::FollowUp(said) => own(said.with.as_deref()),
            _ => None,
        },
        reply: reply(entry),
        text: own(entry.text.as_deref()),
        said: say(entry),
        mark: marked.map(mark),
    };
    history.examples().filter(|(entry, _)| filter.admits(entry)).map(example).collect()
}

/// Puts examples in the order in which one reads them: the newest first.
pub fn in_order_of_reading(examples: &mut [Example]) {
    examples.sort_by(|one, other| {
        let newest = other.at.order_key(0).cmp(&one.at.order_key(0));
        newest.then_with(|| one.id.cmp(&other.id)).then_with(|| other.line.cmp(&one.line))
    });
}

/// The one example that a page shows (own): of the days after `since` up to `today`, among those that say anything,
/// one with a positive reaction before others, then that of the customer whose class comes first in the order of
/// work, then the newest.
pub fn example_to_show<'e>(
    examples: &'e [Example],
    policy: &Policy,
    (since, today): (NaiveDate, NaiveDate),
) -> Option<&'e Example> {
    let is_of_these_days = |one: &&Example| one.at.day() > since && one.at.day() <= today;
    let says = |one: &&Example| one.text.is_some();
    let key = |one: &&Example| {
        let newest = std::cmp::Reverse(one.at.order_key(0));
        (
            one.reply != Some(Reply::Positive),
            policy.rank(one.grade.as_deref()),
            newest,
            one.id.clone(),
            one.line,
        )
    };
    examples.iter().filter(is_of_these_days).filter(says).min_by_key(key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{FollowUp, Mark, Note};
    use crate::rules::views::test_support::{TODAY, customer, day, policy};

    fn entry(at: &str, text: &'static str, event: Event<'static>) -> Entry<'static> {
        let text = Some(text.into()).filter(|_| !text.is_empty());
        Entry { by: Some("li".into()), text, ..Entry::new(Stamp::Day(day(at)), event) }
    }

    fn said(at: &str, text: &'static str, reply: Option<Reply>, example: Option<bool>) -> Entry<'static> {
        entry(at, text, Event::FollowUp(FollowUp { reply, example, ..FollowUp::default() }))
    }

    fn mark(at: &str, line: u32, is_example: bool) -> Entry<'static> {
        let mark = Mark { of: "0".into(), example: Some(is_example), line };
        entry(at, "why", Event::Note(Note { mark: Some(mark), ..Note::default() }))
    }

    /// The examples of a log whose entries stand on the lines from 1 on.
    fn found(class: &str, log: Vec<Entry<'static>>, filter: &ExampleFilter) -> Vec<Example> {
        let log = log.into_iter().zip(1..).map(|(entry, line)| Entry { line, ..entry }).collect();
        let history = History::new(log);
        let mut found = examples(&customer(), Some(class), &history, filter, |_| String::new());
        in_order_of_reading(&mut found);
        found
    }

    fn texts(found: &[Example]) -> String {
        found.iter().filter_map(|one| one.text.as_deref()).collect()
    }

    #[test]
    fn the_newest_mark_counts_wherever_it_stands() {
        // The marks stand on the lines 3 and 4.
        for (marks, want) in [
            (vec![], "b"),
            (vec![mark("2026-11-05", 1, true)], "ba"),
            (vec![mark("2026-11-05", 2, false)], ""),
            (vec![mark("2026-11-06", 2, true), mark("2026-11-05", 2, false)], "b"),
            (vec![mark("2026-11-05", 2, true), mark("2026-11-06", 2, false)], ""),
            (vec![mark("2026-11-05", 0, true)], "b"),
        ] {
            let own = vec![said("2026-11-01", "a", None, None), said("2026-11-02", "b", None, Some(true))];
            let all = found("B", [own, marks].concat(), &ExampleFilter::default());
            assert_eq!(texts(&all), want);
        }
        let log = vec![said("2026-11-01", "a", None, None), mark("2026-11-05", 1, true)];
        let marked = found("B", log, &ExampleFilter::default());
        let why = marked[0].mark.as_ref().map(|mark| (mark.by.as_deref(), mark.why.as_deref()));
        assert_eq!(why, Some((Some("li"), Some("why"))));
    }

    #[test]
    fn they_are_narrowed_by_what_the_entry_says() {
        let all = ExampleFilter::default();
        for (filter, want) in [
            (ExampleFilter { channels: vec!["Call".into()], ..all.clone() }, "a"),
            (ExampleFilter { replies: vec![Reply::Positive], ..all.clone() }, "a"),
            (ExampleFilter { since: Some(day("2026-11-02")), ..all.clone() }, "b"),
            (ExampleFilter { by: vec!["wang".into()], ..all.clone() }, ""),
            (ExampleFilter { kinds: vec![EntryKind::Order], ..all.clone() }, ""),
            (ExampleFilter { kinds: vec![EntryKind::FollowUp], ..all }, "ba"),
        ] {
            let call = said("2026-11-01", "a", Some(Reply::Positive), Some(true));
            let call = Entry { via: Some("call".into()), ..call };
            let log = vec![call, said("2026-11-09", "b", None, Some(true))];
            assert_eq!(texts(&found("B", log, &filter)), want, "{filter:?}");
        }
    }

    #[test]
    fn a_page_shows_the_one_with_a_good_answer_of_the_first_class_and_the_newest() {
        let of = |class: &str, at: &str, text: &'static str, reply| {
            found(class, vec![said(at, text, reply, Some(true))], &ExampleFilter::default())
        };
        let positive = |class, at, text| of(class, at, text, Some(Reply::Positive));
        let plain = |class, at, text| of(class, at, text, None);
        let days = (day("2026-10-20"), day(TODAY));
        for (all, want) in [
            (vec![plain("A", "2026-11-10", "a"), positive("C", "2026-11-01", "b")], Some("b")),
            (vec![positive("C", "2026-11-10", "a"), positive("A", "2026-11-01", "b")], Some("b")),
            (vec![positive("A", "2026-11-01", "a"), positive("A", "2026-11-10", "b")], Some("b")),
            (vec![plain("A", "2026-10-20", "a"), plain("C", "2026-10-21", "b")], Some("b")),
            (vec![plain("A", "2026-11-10", "")], None),
            (vec![plain("A", "2026-09-01", "a")], None),
        ] {
            let all = all.concat();
            let shown = example_to_show(&all, &policy(), days);
            assert_eq!(shown.and_then(|one| one.text.as_deref()), want);
        }
    }
}
