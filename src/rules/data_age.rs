//! How old a contact's data is: each follow-up also confirms them (S0), and what nobody has confirmed for long is asked
//! for (the time own).

use chrono::NaiveDate;

use crate::model::name::search_key;
use crate::model::{Contact, Entry, Event, FollowUp, History, Interval, words};

words! {
    /// What the data were confirmed by.
    ConfirmedBy {
        /// Somebody has looked at them: `verified` in the file.
        Verified = "verified",
        /// The person answered.
        Reply = "reply",
        /// Nobody has ever confirmed them: they are as old as what is known of the customer.
        Entered = "entered",
    }
}

/// When a contact's data were confirmed last, and until when that is enough.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataAge {
    /// Whose data they are.
    pub contact: Option<String>,
    pub confirmed: NaiveDate,
    pub by: ConfirmedBy,
    /// From this day on they are to be confirmed anew.
    pub ask_from: NaiveDate,
}

impl DataAge {
    /// Whether they are to be confirmed with the next contact.
    pub fn is_old(&self, today: NaiveDate) -> bool {
        self.ask_from <= today
    }
}

/// When a contact's data were confirmed last: by `verified` in the file, or by an answer of that person, whichever is
/// later; where neither is known they are as old as the customer's `since`, or its first entry. A follow-up that doesn't say with whom it was is of the one who is reached.
/// `history` must be as of the day one asks.
pub fn data_age(
    contact: &Contact,
    since: Option<NaiveDate>,
    history: &History<'_>,
    verify_after: Interval,
) -> Option<DataAge> {
    let own = contact.name.as_deref().map(search_key);
    let is_with = |said: &FollowUp<'_>| match said.with.as_deref() {
        Some(with) => own.as_ref().is_some_and(|own| search_key(with) == *own),
        None => true,
    };
    let answered = history.entries().iter().rev().find_map(|entry| match &entry.event {
        // Names are compared of those who answered alone: that takes longer than all else of it.
        Event::FollowUp(said) => match said.reply {
            Some(reply) if reply.is_answer() => is_with(said).then(|| entry.day()),
            _ => None,
        },
        _ => None,
    });
    let verified = contact.verified.map(|day| (day, ConfirmedBy::Verified));
    let confirmed = verified.into_iter().chain(answered.map(|day| (day, ConfirmedBy::Reply))).max();
    let entered = || since.or_else(|| history.entries().first().map(Entry::day));
    let (confirmed, by) = confirmed.or_else(|| Some((entered()?, ConfirmedBy::Entered)))?;
    let ask_from = verify_after.after(confirmed);
    Some(DataAge { contact: contact.name.clone(), confirmed, by, ask_from })
}

#[cfg(test)]
mod tests {
    use super::super::views::test_support::history;
    use super::*;
    use crate::model::Unit;

    type Confirmed = Option<(&'static str, ConfirmedBy)>;

    #[test]
    fn the_later_of_a_look_and_an_answer_counts() {
        let cases: &[(Option<&str>, &[&'static str], Confirmed)] = &[
            (None, &[], None),
            (
                None,
                &["2026-01-05 followup reply=none", "2026-02-05 followup reply=bounced"],
                Some(("2026-01-05", ConfirmedBy::Entered)),
            ),
            (
                None,
                &["2026-01-05 followup reply=neutral", "2026-02-05 followup reply=none"],
                Some(("2026-01-05", ConfirmedBy::Reply)),
            ),
            (
                Some("2026-03-01"),
                &["2026-01-05 followup reply=neutral"],
                Some(("2026-03-01", ConfirmedBy::Verified)),
            ),
            (
                Some("2026-01-01"),
                &["2026-01-05 followup reply=negative"],
                Some(("2026-01-05", ConfirmedBy::Reply)),
            ),
            (Some("2026-01-01"), &[], Some(("2026-01-01", ConfirmedBy::Verified))),
        ];
        let half_a_year = Interval::new(6, Unit::Month).expect("a time");
        for (verified, lines, want) in cases {
            let verified = verified.map(|day| day.parse().expect("a day"));
            let contact = Contact { name: Some("Ann".to_owned()), verified, ..Contact::default() };
            let found = data_age(&contact, None, &history(lines), half_a_year);
            let told = found.map(|age| (age.confirmed.to_string(), age.by));
            assert_eq!(told, want.map(|(day, by)| (day.to_owned(), by)), "{verified:?} {lines:?}");
        }
        let since = "2025-12-01".parse().ok();
        let found = data_age(&Contact::default(), since, &history(&["2026-01-05 followup"]), half_a_year);
        let found = found.expect("it is known since when");
        assert_eq!((Some(found.confirmed), found.by), (since, ConfirmedBy::Entered));
    }

    #[test]
    fn it_is_asked_for_when_the_time_is_over_and_not_a_day_before() {
        let contact = Contact { verified: "2026-02-28".parse().ok(), ..Contact::default() };
        let age = data_age(&contact, None, &history(&[]), Interval::new(6, Unit::Month).expect("a time"));
        let is_old = |day: &str| age.as_ref().is_some_and(|age| age.is_old(day.parse().expect("a day")));
        assert!(!is_old("2026-08-27") && is_old("2026-08-28"));
    }
}
