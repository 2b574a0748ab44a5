//! At least so many contacts a month (S1).
//!
//! A month is cut into as many equal parts as it wants contacts; each part wants one before it ends.
//! A contact is due a part's length after the last one, or on the last working day of its part where
//! that comes first: who contacts when it is due has the month's number whatever its days off. After
//! a late contact at least half of a part lies before the next one; gaps count from the real contact.

use chrono::{Datelike, Days, NaiveDate};

use crate::model::History;
use crate::rules::policy::{Source, Times};
use crate::rules::{Anchor, Calendar, Reason, first_of_month, first_of_next_month};

/// The next of the month's contacts after the last contact day.
pub fn next(
    times: Times,
    source: Source,
    anchor: Anchor,
    history: &History<'_>,
    calendar: &Calendar,
) -> (NaiveDate, Reason) {
    let last = anchor.day;
    let is_same_month = |day: &&NaiveDate| (day.year(), day.month()) == (last.year(), last.month());
    let this_month = history.contact_days().iter().filter(is_same_month).count();
    let done = u32::try_from(this_month).unwrap_or(u32::MAX);
    let gap = length_of(last) / times.count();
    let (month, done) =
        if done < times.count() { (first_of_month(last), done) } else { (first_of_next_month(last), 0) };
    let before = if done == 0 { month.pred_opt().unwrap_or(month) } else { end_of(times, done, month) };
    let end = last_working_day(end_of(times, done + 1, month), before, calendar);
    let earliest = add(last, (gap / 2).max(1));
    let due = add(last, gap).min(end).max(earliest);
    (due, Reason::Times { times, done, month, end, gap, source, anchor })
}

/// The last day of a part of `day`'s month, parts counted from 1.
fn end_of(times: Times, part: u32, day: NaiveDate) -> NaiveDate {
    day.with_day((part * length_of(day) / times.count()).max(1)).unwrap_or(day)
}

/// The last working day of a part of a month, or the part's last day where all of it is free.
fn last_working_day(end: NaiveDate, before: NaiveDate, calendar: &Calendar) -> NaiveDate {
    let days = std::iter::successors(Some(end), |day| day.pred_opt());
    days.take_while(|day| *day > before).find(|day| calendar.free(*day).is_none()).unwrap_or(end)
}

fn length_of(day: NaiveDate) -> u32 {
    let next = first_of_next_month(day);
    u32::try_from((next - first_of_month(day)).num_days()).unwrap_or(30)
}

fn add(day: NaiveDate, days: u32) -> NaiveDate {
    day.checked_add_days(Days::new(days.into())).unwrap_or(NaiveDate::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{Entry, Event, FollowUp, Stamp};
    use crate::rules::{AnchorKind, Holiday};

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn history(days: &[NaiveDate]) -> History<'static> {
        let entry = |day: &NaiveDate| Entry {
            line: 1,
            ..Entry::new(Stamp::Day(*day), Event::FollowUp(FollowUp::default()))
        };
        History::new(days.iter().map(entry).collect())
    }

    fn due(count: u32, days: &[NaiveDate], calendar: &Calendar) -> (NaiveDate, u32) {
        let anchor =
            Anchor { day: days[days.len() - 1], kind: AnchorKind::FollowUp, line: None, product: None };
        let times = Times::a_month(count).expect("a number");
        let (due, reason) = next(times, Source::Default, anchor, &history(days), calendar);
        let Reason::Times { done, .. } = reason else { panic!("{reason:?}") };
        (calendar.working_day_from(due).0, done)
    }

    #[test]
    fn each_part_of_the_month_wants_its_contact() {
        for (count, contacts, want, done) in [
            // Half of a month later, before the half ends.
            (2, "2026-09-01", "2026-09-16", 1),
            (2, "2026-09-01 2026-09-16", "2026-10-01", 0),
            (2, "2026-09-14 2026-09-29", "2026-10-14", 0),
            (2, "2026-01-16 2026-01-31", "2026-02-13", 0), // the half ends on Saturday, 14 February
            (2, "2026-09-20", "2026-09-30", 1),            // the second of September
            (2, "2026-09-29", "2026-10-06", 1),            // late: half of a part lies between
            (1, "2026-01-31", "2026-02-27", 0),            // 28 February is a Saturday
            (1, "2027-12-31", "2028-01-31", 0),
            (1, "2028-01-31", "2028-02-29", 0), // 29 February
            (4, "2026-09-01 2026-09-01 2026-09-03", "2026-09-10", 2),
            (20, "2026-09-01", "2026-09-02", 1),
        ] {
            let contacts: Vec<_> = contacts.split(' ').map(day).collect();
            assert_eq!(
                due(count, &contacts, &Calendar::default()),
                (day(want), done),
                "{count}: {contacts:?}"
            );
        }
    }

    #[test]
    fn a_part_that_is_all_free_ends_late() {
        let holiday = Holiday { on: day("2027-02-01"), until: day("2027-02-14"), what: None };
        let calendar = Calendar { holidays: vec![holiday], ..Calendar::default() };
        assert_eq!(due(2, &[day("2027-01-29")], &calendar), (day("2027-02-15"), 1));
        assert_eq!(due(2, &[day("2027-01-12"), day("2027-01-29")], &calendar), (day("2027-02-15"), 0));
    }

    proptest! {
        #[test]
        fn who_contacts_when_due_has_the_months_number(
            start in 0u64..1500,
            count in 1u32..=6,
        ) {
            let first = day("2024-01-01") + Days::new(start);
            let calendar = Calendar::default();
            let mut contacts = vec![calendar.working_day_from(first).0];
            while contacts[contacts.len() - 1] < first + Days::new(500) {
                let (next, _) = due(count, &contacts, &calendar);
                prop_assert!(next > contacts[contacts.len() - 1]);
                contacts.push(next);
            }
            let mut month = first_of_next_month(contacts[0]);
            while first_of_next_month(month) < contacts[contacts.len() - 1] {
                let met = contacts.iter().filter(|day| first_of_month(**day) == month).count();
                prop_assert!(met >= count as usize, "{month}: {met} of {count} in {contacts:?}");
                prop_assert!(met <= count as usize + 1, "{month}: {met} of {count}");
                month = first_of_next_month(month);
            }
        }
    }
}
