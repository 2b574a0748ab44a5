//! Who is invited to the team's events, and who came (S2); and what a customer was given last (S3).

use std::collections::HashMap;

use chrono::{Days, NaiveDate};

use super::policy::{Label, TeamEvent};
use crate::model::name::search_key;
use crate::model::{Event, History, Invitation, InvitationState, fold, reference_key};

/// An event comes again each year: what is said of it so many days before it begins is said of the one before it (own).
const LEAD: u64 = 300;

/// What an invitation has come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invited {
    /// The event.
    pub what: String,
    pub state: InvitationState,
    /// The day of the newest entry that says so.
    pub on: NaiveDate,
}

/// What the log says of each event, in the order of the newest entries: an entry says it of its own event.
pub fn all(history: &History<'_>) -> Vec<Invited> {
    let mut newest: HashMap<String, (usize, Invited)> = HashMap::new();
    for (at, entry) in history.entries().iter().enumerate() {
        let Event::Invitation(Invitation { state, what }) = &entry.event else { continue };
        let what = what.as_deref().unwrap_or_default();
        let invited = Invited { what: what.to_owned(), state: *state, on: entry.day() };
        newest.insert(reference_key(what), (at, invited));
    }
    let mut all: Vec<(usize, Invited)> = newest.into_values().collect();
    all.sort_unstable_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, invited)| invited).collect()
}

/// The day on which the customer came to an event, by the newest that is said of it up to a day, unless that is so long ago
/// that it was the one before.
pub fn came(history: &History<'_>, what: &str, until: NaiveDate) -> Option<NaiveDate> {
    let first = until.checked_sub_days(Days::new(LEAD)).unwrap_or(NaiveDate::MIN);
    let key = reference_key(what);
    let said = history.entries().iter().rev().filter(|entry| entry.day() <= until);
    let mut said = said.filter_map(|entry| match &entry.event {
        Event::Invitation(one) if one.what.as_deref().map(reference_key).as_ref() == Some(&key) => {
            Some((entry.day(), one.state))
        }
        _ => None,
    });
    said.next().filter(|(on, state)| *state == InvitationState::Came && *on > first).map(|(on, _)| on)
}

/// What of these is said of an event that begins on a day.
pub fn of_event<'i>(invited: &'i [Invited], event: &Label, on: NaiveDate) -> Option<&'i Invited> {
    let first = on.checked_sub_days(Days::new(LEAD)).unwrap_or(NaiveDate::MIN);
    let is_it = |one: &&Invited| is_called(event, &one.what) && one.on > first;
    invited.iter().rev().find(is_it)
}

fn is_called(event: &Label, name: &str) -> bool {
    let key = reference_key(name);
    [&event.en, &event.zh].into_iter().any(|own| reference_key(own) == key)
}

/// The team's event of that name: by the whole of it, else by a part that only one has.
pub fn event_called<'e>(events: &'e [TeamEvent], name: &str) -> Option<&'e Label> {
    let key = reference_key(name);
    let has_part = |event: &&TeamEvent| {
        !key.is_empty()
            && [&event.what.en, &event.what.zh].into_iter().any(|own| reference_key(own).contains(&key))
    };
    let whole = events.iter().find(|event| is_called(&event.what, name));
    whole.map(|event| &event.what).or_else(|| {
        let first = events.iter().find(has_part)?;
        let is_same = |event: &TeamEvent| event.what == first.what;
        events.iter().filter(has_part).all(is_same).then_some(&first.what)
    })
}

/// The day on which the event of that name begins, where a day lies before it: not within it, nor so soon after one of its
/// times that it is said of that.
pub fn begins_after(events: &[TeamEvent], what: &str, day: NaiveDate) -> Option<NaiveDate> {
    let own = events.iter().filter(|event| is_called(&event.what, what));
    let year = Days::new(366);
    let (from, to) = (day.checked_sub_days(year)?, day.checked_add_days(year)?);
    let spans: Vec<(NaiveDate, NaiveDate)> = own.flat_map(|event| event.days.spans(from, to)).collect();
    let next = spans.iter().map(|(on, _)| *on).filter(|on| *on > day).min()?;
    let last = spans.iter().map(|(on, _)| *on).filter(|on| *on <= day).max();
    // What is nearer counts: who was there last month is not early for next year.
    last.is_none_or(|last| next - day < day - last).then_some(next)
}

/// What a customer was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// gift, card, invitation: as it was written.
    pub action: String,
    pub on: NaiveDate,
    /// What was said of it.
    pub text: Option<String>,
}

/// The words for what is given on a day to remember.
const GIVEN: &[&str] = &[
    "gift",
    "present",
    "card",
    "invitation",
    "flowers",
    "礼物",
    "礼品",
    "贺卡",
    "卡片",
    "邀请",
    "邀请函",
    "鲜花",
];

/// What the customer was given last, in a contact or without one; what somebody else of it got isn't `whom`'s.
pub fn last_given(history: &History<'_>, whom: Option<&str>) -> Option<Given> {
    let is_theirs = |with: &str| whom.is_none_or(|whom| search_key(whom) == search_key(with));
    history.entries().iter().rev().find_map(|entry| {
        let (with, action) = match &entry.event {
            Event::FollowUp(said) => (&said.with, &said.action),
            Event::Note(note) => (&note.with, &note.action),
            _ => return None,
        };
        let action = action.as_deref().filter(|action| GIVEN.contains(&fold(action).trim()))?;
        let text = entry.text.as_deref().map(str::to_owned);
        with.as_deref().is_none_or(is_theirs).then(|| Given {
            action: action.to_owned(),
            on: entry.day(),
            text,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::super::policy::EventDays;
    use super::super::views::test_support::{day, history};
    use super::*;

    /// What is said of the event, and since when.
    type Found = Option<(InvitationState, &'static str)>;

    fn label(en: &str, zh: &str) -> Label {
        Label { en: en.into(), zh: zh.into() }
    }

    #[test]
    fn the_newest_entry_of_an_event_counts_and_only_for_the_next_time_it_comes() {
        let fair = label("Fair", "展会");
        let cases: &[(&[&'static str], Found)] = &[
            (&[], None),
            (&["2026-11-02 invitation invited what=Fair"], Some((InvitationState::Invited, "2026-11-02"))),
            (&["2026-11-02 invitation invited what=展会"], Some((InvitationState::Invited, "2026-11-02"))),
            (&["2026-11-02 invitation invited what=Dinner"], None),
            (
                &["2026-11-02 invitation invited what=fair", "2026-11-25 invitation came what=Fair"],
                Some((InvitationState::Came, "2026-11-25")),
            ),
            (
                &["2026-11-09 invitation declined what=Fair", "2026-11-02 invitation invited what=Fair"],
                Some((InvitationState::Declined, "2026-11-09")),
            ),
            // Last year's.
            (&["2025-11-02 invitation invited what=Fair", "2025-11-25 invitation came what=Fair"], None),
        ];
        for (lines, want) in cases {
            let all = all(&history(lines));
            let found = of_event(&all, &fair, day("2026-11-24")).map(|one| (one.state, one.on.to_string()));
            assert_eq!(found, want.map(|(state, on)| (state, on.to_owned())), "{lines:?}");
        }
    }

    #[test]
    fn an_event_is_known_by_its_name_or_by_a_part_that_only_one_has() {
        let event = |en: &str, zh: &str| TeamEvent {
            what: label(en, zh),
            days: EventDays::Listed(Vec::new()),
            countries: Vec::new(),
            days_before: 0,
            review: false,
        };
        let events = [
            event("bauma in Munich", "慕尼黑宝马展"),
            event("bauma China", "上海宝马展"),
            event("Eid", "开斋节"),
            event("Eid", "开斋节"),
        ];
        for (name, want) in [
            ("bauma china", Some("bauma China")),
            ("上海", Some("bauma China")),
            ("munich", Some("bauma in Munich")),
            ("bauma", None),
            ("宝马展", None),
            ("eid", Some("Eid")),
            ("dinner", None),
            (" ", None),
        ] {
            assert_eq!(event_called(&events, name).map(|event| event.en.as_str()), want, "{name}");
        }
    }
}
