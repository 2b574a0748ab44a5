//! All that happened with one customer, in order.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::{Change, Decimal, Entry, Event, FollowUp, Money, Need, Sample, Stamp, reference_key};

/// A customer's entries, ordered by `at`, then by line.
///
/// The order of the lines in the file carries no other meaning: a merge may mix them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History<'a> {
    entries: Vec<Entry<'a>>,
}

impl<'a> History<'a> {
    /// Puts entries in order.
    ///
    /// Instants compare as instants. A day without an hour comes after what stands before it of that day, for
    /// whoever writes down what was said today knows what was said before; else it counts as its midnight, in
    /// the offset of the log's first instant (UTC in a log without any): a team in one place sees its own days,
    /// and what is written later changes nothing in the order of what was known.
    pub fn new(mut entries: Vec<Entry<'a>>) -> Self {
        let offset = entries
            .iter()
            .filter_map(|entry| match entry.at {
                Stamp::Instant(at) => Some((at.timestamp(), at.offset().local_minus_utc())),
                Stamp::Day(_) => None,
            })
            .min()
            .map_or(0, |(_, offset)| offset);
        let key = |entry: &Entry<'_>| (entry.at.order_key(offset), entry.line);
        if !entries.is_sorted_by_key(key) {
            entries.sort_by_key(key);
        }
        let is_day = |entry: &Entry<'_>| matches!(entry.at, Stamp::Day(_));
        if entries.iter().any(is_day) && !entries.iter().all(is_day) {
            put_days_behind(&mut entries, offset);
        }
        once(&mut entries);
        mark_taken_back(&mut entries);
        History { entries }
    }

    /// What was known at the end of `day`: replaying a day must not know its future.
    pub fn as_of(mut self, day: NaiveDate) -> Self {
        self.entries.retain(|entry| entry.day() <= day);
        mark_taken_back(&mut self.entries);
        self
    }

    /// The same with each entry as it is to be seen.
    pub fn map(mut self, see: impl FnMut(Entry<'a>) -> Entry<'a>) -> Self {
        self.entries = self.entries.into_iter().map(see).collect();
        self
    }

    /// The entries in order.
    pub fn entries(&self) -> &[Entry<'a>] {
        &self.entries
    }

    /// What happened with the customer: the entries without the traces of old ids, which are about its
    /// files and not about it.
    pub fn happened(&self) -> impl Iterator<Item = &Entry<'a>> {
        self.entries.iter().filter(|entry| entry.event.trace().is_none())
    }

    /// The decision by which the customer has this grade: the newest that leads to it. After a merge the
    /// other customer's decisions stand in the log, too, and a newer one of them is not about this grade.
    pub fn graded(&self, grade: Option<&str>) -> Option<(&Entry<'a>, &Change<'_>)> {
        let decided = |entry: &&Entry<'a>| entry.event.grade().is_some_and(|to| to.to.as_deref() == grade);
        let entry = self.entries.iter().rev().find(decided)?;
        Some((entry, entry.event.grade()?))
    }

    /// The decision that gave the customer this grade: the newest that changed it, whatever was confirmed since.
    pub fn became(&self, grade: Option<&str>) -> Option<(&Entry<'a>, &Change<'_>)> {
        let changes = |entry: &&Entry<'a>| {
            entry.event.grade().is_some_and(|to| to.to.as_deref() == grade && to.from != to.to)
        };
        let entry = self.entries.iter().rev().find(changes)?;
        Some((entry, entry.event.grade()?))
    }

    /// Whether somebody has decided on the grade since this line's entry, or confirmed it.
    pub fn is_graded_after(&self, line: u32) -> bool {
        let mut newer = self.entries.iter().rev().take_while(|entry| entry.line != line);
        newer.any(|entry| entry.event.grade().is_some())
    }

    /// What was said of the entry at this place: its own text, else that of the follow-up that the same command wrote
    /// behind it (`crm log ID "the hose burst" --complaint opened --via call`). An entry with a `via` is its own contact.
    pub fn text_at(&self, place: usize) -> Option<&str> {
        let entry = self.entries.get(place)?;
        let is_written_with = |other: &&Entry<'a>| other.at == entry.at && other.by == entry.by;
        let behind = || self.entries[place + 1..].iter().take_while(is_written_with);
        let contact = || behind().find(|other| matches!(other.event, Event::FollowUp(_)));
        let beside = || contact().filter(|_| entry.via.is_none());
        entry.text.as_deref().or_else(|| beside()?.text.as_deref())
    }

    /// What newcomers should read: what says so itself, and what the newest mark says so of; each with that mark.
    pub fn examples(&self) -> impl Iterator<Item = (&Entry<'a>, Option<&Entry<'a>>)> {
        let mut marks: HashMap<u32, (&Entry<'a>, bool)> = HashMap::new();
        for entry in &self.entries {
            if let Some((line, is_example)) = entry.marks_as_example() {
                marks.insert(line, (entry, is_example));
            }
        }
        self.entries.iter().filter_map(move |entry| {
            let own = matches!(&entry.event, Event::FollowUp(said) if said.example == Some(true));
            match marks.get(&entry.line) {
                Some((mark, is_example)) => is_example.then_some((entry, Some(*mark))),
                None => own.then_some((entry, None)),
            }
        })
    }

    /// The follow-ups in order.
    pub fn follow_ups(&self) -> impl DoubleEndedIterator<Item = (&Entry<'a>, &FollowUp<'a>)> {
        self.entries.iter().filter_map(|entry| match &entry.event {
            Event::FollowUp(follow_up) => Some((entry, follow_up)),
            _ => None,
        })
    }

    /// The latest follow-up.
    pub fn last_follow_up(&self) -> Option<(&Entry<'a>, &FollowUp<'a>)> {
        self.follow_ups().next_back()
    }

    /// How satisfied the customer is, of five, by the newest follow-up that says so, and its day.
    pub fn satisfaction(&self) -> Option<(Decimal, NaiveDate)> {
        self.follow_ups().rev().find_map(|(entry, said)| Some((said.satisfaction?, entry.day())))
    }

    /// The day that the newest follow-up or note with a `next` has set, with that entry. It stands until it
    /// is kept, by a contact on that day or later, or until a sample moves or an entry ends it; a contact before it is a passing
    /// one. Where an hour was agreed, a mail of that morning doesn't keep the afternoon's appointment either.
    pub fn day_set(&self) -> Option<(&Entry<'a>, NaiveDate)> {
        let says = |(_, entry): &(usize, &Entry<'_>)| entry.event.next().is_some() || entry.event.ends_next();
        let (at, newest) = self.entries.iter().enumerate().rev().find(says)?;
        let next = newest.event.next()?;
        // The planner's day is for the contact that was due: once there is one, it has served.
        let is_planned = self.entries[at].is_planned();
        let hour = newest.event.next_time();
        let ends = |entry: &Entry<'_>| match &entry.event {
            Event::Sample(_) => true,
            _ => entry.is_contact() && (is_planned || entry.keeps(next, hour)),
        };
        (!self.entries[at + 1..].iter().any(ends)).then(|| (&self.entries[at], next))
    }

    /// The same without the days that the planner has set.
    pub fn without_planned(&self) -> History<'a> {
        let own = self.entries.iter().filter(|entry| !entry.is_planned());
        History { entries: own.cloned().collect() }
    }

    /// What the next contact should achieve: as the latest follow-up says, or a note since, else the entry
    /// that has set the day. A note that only sets another day leaves standing what was said before.
    pub fn plan_ahead(&self) -> Option<&str> {
        let set = self.day_set().map(|(entry, _)| entry);
        let mut is_over = false;
        self.entries.iter().rev().find_map(|entry| {
            let (plan, is_last) = match &entry.event {
                Event::FollowUp(said) => (said.plan.as_deref(), !std::mem::replace(&mut is_over, true)),
                Event::Note(note) if entry.event.next().is_some() => (note.plan.as_deref(), !is_over),
                _ => return None,
            };
            let counts = is_last || set.is_some_and(|set| std::ptr::eq(set, entry));
            plan.filter(|_| counts)
        })
    }

    /// The ids that lead to this customer: those that it had, and those of others that are a part of it now.
    pub fn former_ids(&self) -> Vec<&str> {
        let traces = self.entries.iter().filter_map(|entry| entry.event.trace());
        traces.filter_map(|trace| trace.from.as_deref()).collect()
    }

    /// The contacts in order: the follow-ups, and what else was said by some channel.
    pub fn contacts(&self) -> impl DoubleEndedIterator<Item = &Entry<'a>> {
        self.entries.iter().filter(|entry| entry.is_contact())
    }

    /// The days with at least one contact, answered or not, each once, in order.
    pub fn contact_days(&self) -> Vec<NaiveDate> {
        let mut days: Vec<_> = self.contacts().map(Entry::day).collect();
        days.sort_unstable();
        days.dedup();
        days
    }

    /// The latest contact: of its day a follow-up, which says how the customer reacted, before all else.
    pub fn last_contact(&self) -> Option<&Entry<'a>> {
        let day = self.last_contact_day()?;
        let follow_up = self.last_follow_up().map(|(entry, _)| entry).filter(|entry| entry.day() == day);
        follow_up.or_else(|| self.contacts().rev().find(|entry| entry.day() == day))
    }

    pub fn last_contact_day(&self) -> Option<NaiveDate> {
        self.contacts().map(Entry::day).max()
    }

    /// The samples' steps in order.
    pub fn samples(&self) -> impl DoubleEndedIterator<Item = (&Entry<'a>, &Sample<'a>)> {
        self.entries.iter().filter_map(|entry| match &entry.event {
            Event::Sample(sample) => Some((entry, sample)),
            _ => None,
        })
    }

    /// The days with at least one order, each once, in order.
    pub fn order_days(&self) -> Vec<NaiveDate> {
        let orders = self.entries.iter().filter(|entry| entry.event.is_order());
        let mut days: Vec<_> = orders.map(Entry::day).collect();
        days.sort_unstable();
        days.dedup();
        days
    }

    /// What the latest follow-up that speaks of the need says of it, and on which day.
    pub fn need_said(&self) -> Option<(NaiveDate, Need)> {
        self.follow_ups().rev().find_map(|(entry, said)| Some((entry.day(), said.need?)))
    }
}

/// Entries of one moment that are looked at for the same one again.
const LOOK_BACK: usize = 64;

/// Puts each day without an hour behind the latest instant of that day that stands above it in the file.
fn put_days_behind(entries: &mut [Entry<'_>], offset: i32) {
    let mut instants: HashMap<NaiveDate, Vec<(u32, i128)>> = HashMap::new();
    for entry in entries.iter().filter(|entry| matches!(entry.at, Stamp::Instant(_))) {
        instants.entry(entry.day()).or_default().push((entry.line, entry.at.order_key(offset)));
    }
    let key = |entry: &Entry<'_>| {
        let own = entry.at.order_key(offset);
        let above = match entry.at {
            Stamp::Day(day) => instants.get(&day),
            Stamp::Instant(_) => None,
        };
        let above = above.into_iter().flatten().filter(|(line, _)| *line < entry.line);
        (above.map(|(_, instant)| *instant).fold(own, i128::max), entry.line)
    };
    entries.sort_by_cached_key(key);
}

/// Marks the orders of which all was taken back, by the number that returns name: cancelled, they were no orders, though
/// they stand in the sums beside what took them off.
fn mark_taken_back(entries: &mut [Entry<'_>]) {
    // Most logs have nothing of the kind.
    let is_about = |entry: &Entry<'_>| match &entry.event {
        Event::Order(order) => order.is_taken_back || (order.is_return() && order.returns.is_some()),
        _ => false,
    };
    if !entries.iter().any(is_about) {
        return;
    }
    let of = |entry: &Entry<'_>| match &entry.event {
        Event::Order(order) => {
            let number = if order.is_return() { &order.returns } else { &order.reference };
            Some((reference_key(number.as_deref()?), order.money?, order.is_return()))
        }
        _ => None,
    };
    let mut rests: HashMap<String, Option<Money>> = HashMap::new();
    for (number, money, _) in entries.iter().filter_map(of) {
        let rest = rests.entry(number).or_insert(Some(Money { amount: Decimal::ZERO, ..money }));
        // Of two currencies nobody can tell.
        *rest = rest.filter(|rest| rest.currency == money.currency).and_then(|rest| {
            let amount = rest.amount.checked_add(money.amount)?;
            Some(Money { amount, ..rest })
        });
    }
    for entry in entries {
        let number = of(entry).filter(|(.., is_return)| !is_return).map(|(number, ..)| number);
        let rest = number.and_then(|number| rests.get(&number).copied().flatten());
        if let Event::Order(order) = &mut entry.event {
            let is_ordered = order.money.is_some_and(|money| money.amount > Decimal::ZERO);
            order.is_taken_back = is_ordered && rest.is_some_and(|rest| rest.amount <= Decimal::ZERO);
        }
    }
}

/// What happened once counts once, though a merge of commits that both sides had picked left its line
/// twice. Of a day alone nobody can tell: two equal orders of one day are two.
fn once(entries: &mut Vec<Entry<'_>>) {
    let same = |one: &Entry<'_>, other: &Entry<'_>| {
        let Entry { at, by, via, text, event, files, origin, line: _ } = one;
        // The moment as it was written, offset and all.
        let moment = match (at, other.at) {
            (Stamp::Instant(one), Stamp::Instant(other)) => *one == other && one.offset() == other.offset(),
            _ => false,
        };
        let known = moment && !matches!(event, Event::Other(_));
        known
            && *by == other.by
            && *via == other.via
            && *text == other.text
            && *event == other.event
            && *files == other.files
            && *origin == other.origin
    };
    let again: Vec<u32> = entries
        .iter()
        .enumerate()
        .filter(|(at, entry)| {
            let before = &entries[at.saturating_sub(LOOK_BACK)..*at];
            let is_near = |other: &&Entry<'_>| other.at == entry.at || matches!(other.at, Stamp::Day(_));
            before.iter().rev().take_while(is_near).any(|other| same(entry, other))
        })
        .map(|(_, entry)| entry.line)
        .collect();
    if !again.is_empty() {
        entries.retain(|entry| !again.contains(&entry.line));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Money, Note, Order};

    fn note(at: &str, line: u32) -> Entry<'static> {
        Entry { line, ..Entry::new(Stamp::parse(at).expect("a stamp"), Event::Note(Note::default())) }
    }

    fn lines(entries: Vec<Entry<'static>>) -> Vec<u32> {
        History::new(entries).entries().iter().map(|entry| entry.line).collect()
    }

    #[test]
    fn one_moment_counts_once_and_a_day_alone_as_often_as_it_stands() {
        let at = "2026-11-21T10:00:00+08:00";
        let order = |at: &str, line, amount: &str| {
            let money = Some(Money { amount: amount.parse().expect("an amount"), currency: None });
            Entry { event: Event::Order(Order { money, ..Order::default() }), ..note(at, line) }
        };
        assert_eq!(lines(vec![order(at, 1, "5"), order(at, 2, "6"), order(at, 3, "5")]), [1, 2]);
        assert_eq!(lines(vec![order("2026-11-21", 1, "5"), order("2026-11-21", 2, "5")]), [1, 2]);
        assert_eq!(lines(vec![note(at, 1), note(at, 2), note("2026-11-21T10:00:01+08:00", 3)]), [1, 3]);
    }

    #[test]
    fn an_order_of_which_all_was_taken_back_is_none() {
        let order =
            |at: &str, line, amount: &str, number: Option<&'static str>, returns: Option<&'static str>| {
                let money = Some(Money { amount: amount.parse().expect("an amount"), currency: None });
                let (reference, returns) = (number.map(Into::into), returns.map(Into::into));
                Entry {
                    event: Event::Order(Order { money, reference, returns, ..Order::default() }),
                    ..note(at, line)
                }
            };
        for (returned, on, want) in [
            ("-100", "2026-10-05", 1),
            ("-100.00", "2026-10-01", 1),
            ("-120", "2026-10-05", 1),
            ("-99", "2026-10-05", 2),
        ] {
            let history = History::new(vec![
                order("2026-10-01", 1, "100", Some("A-1"), None),
                order("2026-10-02", 2, "100", Some("A-2"), None),
                order(on, 3, returned, None, Some("a-1")),
            ]);
            assert_eq!(history.order_days().len(), want, "{returned}");
            assert_eq!(
                history.as_of(crate::model::date("2026-10-03").expect("a day")).order_days().len(),
                if on == "2026-10-01" { 1 } else { 2 }
            );
        }
    }

    #[test]
    fn entries_are_ordered_by_instant_then_by_line() {
        assert_eq!(
            lines(vec![
                note("2026-11-21T10:00:00+08:00", 1), // 02:00 UTC
                note("2026-11-21T01:00:00+00:00", 2),
                note("2026-11-20T20:00:00-05:00", 3), // 01:00 UTC, too
            ]),
            [2, 3, 1]
        );
    }

    #[test]
    fn a_day_alone_comes_after_what_stands_above_it_of_that_day_and_after_the_day_before() {
        let evening = "2026-11-20T23:30:00-08:00";
        assert_eq!(lines(vec![note("2026-11-21", 1), note(evening, 2)]), [2, 1]);
        let (early, late) = ("2026-11-21T06:00:00+08:00", "2026-11-21T18:00:00+08:00");
        for (at, want) in [
            (["2026-11-21", early, late], [1, 2, 3]),
            ([early, "2026-11-21", late], [1, 2, 3]),
            ([late, "2026-11-21", early], [3, 1, 2]),
            ([early, late, "2026-11-21"], [1, 2, 3]),
            // What a merge has put above it of another day doesn't count.
            (["2026-11-22T06:00:00+08:00", "2026-11-21", early], [2, 3, 1]),
            (["2026-11-21", "2026-11-21", early], [1, 2, 3]),
        ] {
            let log = at.iter().zip(1..).map(|(at, line)| note(at, line)).collect::<Vec<_>>();
            assert_eq!(lines(log.clone()), want, "{at:?}");
            // However they are handed over.
            assert_eq!(lines(log.into_iter().rev().collect()), want, "{at:?}");
        }
        assert_eq!(lines(vec![note("2026-11-21", 2), note("2026-11-21", 1)]), [1, 2]);
        // A day alone between two lines that are one doesn't part them.
        let equal = vec![note(early, 1), note("2026-11-21", 2), note(early, 3)];
        assert_eq!(lines(equal), [1, 2]);
    }

    #[test]
    fn a_later_entry_from_elsewhere_changes_no_order() {
        // Six in the morning, after the midnight of a day without an hour.
        let known = vec![note("2026-11-21", 1), note("2026-11-21T06:00:00+08:00", 2)];
        assert_eq!(lines(known.clone()), [1, 2]);
        for later in ["2026-12-01T09:00:00+00:00", "2026-12-01T09:00:00-08:00", "2026-12-01T09:00:00+13:00"] {
            let with_later = [known.clone(), vec![note(later, 3)]].concat();
            assert_eq!(lines(with_later), [1, 2, 3], "{later}");
        }
    }

    #[test]
    fn a_grade_is_as_old_as_the_decision_that_gave_it_not_as_its_last_confirmation() {
        let grade = |at: &str, from: Option<&'static str>, to: &'static str, line| {
            let change = Change { from: from.map(Into::into), to: Some(to.into()), why: None };
            Entry { event: Event::Grade(change), ..note(at, line) }
        };
        let history = History::new(vec![
            grade("2023-08-10", None, "A", 1),
            grade("2026-07-09", Some("A"), "A", 2),
            grade("2026-10-09", Some("A"), "A", 3),
        ]);
        let line = |found: Option<(&Entry<'_>, &Change<'_>)>| found.map(|(entry, _)| entry.line);
        assert_eq!((line(history.became(Some("A"))), line(history.graded(Some("A")))), (Some(1), Some(3)));
        assert_eq!(line(history.became(Some("B"))), None);
    }

    #[test]
    fn a_replayed_day_does_not_know_its_future() {
        let history = History::new(vec![note("2026-11-20", 1), note("2026-11-21", 2)]);
        let day = "2026-11-20".parse().expect("a date");
        assert_eq!(history.as_of(day).entries().len(), 1);
    }
}
