//! What one entry, or the silence after the last one, tells.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::alarm::{Alarm, Sign};
use crate::model::{AlarmKind, Customer, Event, History, Need, Quote, QuoteState};
use crate::rules::Policy;
use crate::rules::emergencies::{self, EmergencyKind};
use crate::rules::moves::{Silence, Verify};
use crate::rules::rhythm::{Footing, order_days, rounded};

/// Complaints and wishes to end that aren't settled in the time there is for it.
pub(super) fn open(history: &History<'_>, policy: &Policy, today: NaiveDate) -> Vec<Alarm> {
    let alarm = |emergency: emergencies::Emergency| {
        let since = policy.complaint.solve.after(emergency.opened.day).succ_opt()?;
        let kind = match emergency.kind {
            EmergencyKind::Ending => AlarmKind::Ending,
            EmergencyKind::Complaint => AlarmKind::Complaint,
        };
        let days = (today - emergency.opened.day).num_days();
        (since <= today).then_some(Alarm { kind, since, sign: Sign::Open { emergency, days } })
    };
    emergencies::open(history).into_iter().filter_map(alarm).collect()
}

/// That it will never need what we sell, said of late by a customer that needed it before, or has ordered.
pub(super) fn need_lost(history: &History<'_>, policy: &Policy, today: NaiveDate) -> Option<Alarm> {
    let (since, need) = history.need_said()?;
    let is_recent = since > policy.alarm.recent.before(today);
    if need != Need::Dead || !is_recent || ordered_since(history, since) {
        return None;
    }
    let had_need =
        history.follow_ups().any(|(_, said)| matches!(said.need, Some(Need::Target | Need::Potential)));
    let had_any = had_need || !history.order_days().is_empty();
    had_any.then_some(Alarm { kind: AlarmKind::NeedLost, since, sign: Sign::NeedLost })
}

/// The newest of our quotes that somebody else got, as long as nothing was ordered since.
pub(super) fn competitor(history: &History<'_>, policy: &Policy, today: NaiveDate) -> Option<Alarm> {
    let mut told = HashSet::new();
    for entry in history.entries().iter().rev() {
        let Event::Quote(Quote { state, competitor, item, .. }) = &entry.event else { continue };
        // What was said of a quote last counts: it may be open again, or won.
        if !told.insert(entry.event.topic().map(|topic| topic.key())) {
            continue;
        }
        let (Some(QuoteState::Lost), Some(name)) = (state, competitor) else { continue };
        let since = entry.day();
        let is_recent = since > policy.alarm.recent.before(today);
        let sign = Sign::Competitor { name: name.to_string(), item: item.as_deref().map(str::to_owned) };
        return (is_recent && !ordered_since(history, since)).then_some(Alarm {
            kind: AlarmKind::Competitor,
            since,
            sign,
        });
    }
    None
}

/// Whether something was ordered on a later day.
fn ordered_since(history: &History<'_>, day: NaiveDate) -> bool {
    history.order_days().last().is_some_and(|last| *last > day)
}

/// That it is out of the rhythm in which it ordered, and its next order is late. One order is no rhythm.
pub(super) fn silent(history: &History<'_>, policy: &Policy, today: NaiveDate) -> Option<Alarm> {
    let days = order_days(history, policy.book_rhythm.numbers.merge_days);
    silent_by(&days, policy, today)
}

/// The same of one with these order days.
pub(super) fn silent_by(days: &[NaiveDate], policy: &Policy, today: NaiveDate) -> Option<Alarm> {
    let model = policy.book_rhythm.model();
    let expected = model.expectation(days, today)?;
    if expected.footing == Footing::OneOrder {
        return None;
    }
    let since = expected.late_since().filter(|since| *since <= today)?;
    let in_rhythm = rounded(expected.in_rhythm(), 4);
    let sign = Sign::Silent {
        in_rhythm,
        last: expected.last,
        days: expected.days_since(),
        every: expected.usual_days(),
        orders: days.len(),
    };
    (in_rhythm < policy.alarm.in_rhythm).then_some(Alarm { kind: AlarmKind::Silent, since, sign })
}

/// That so many follow-ups in a row came back as make somebody verify the contact.
pub(super) fn contact_gone(customer: &Customer, history: &History<'_>, policy: &Policy) -> Option<Alarm> {
    let usual = Verify::default();
    let enough = policy.moves.as_ref().map_or(usual.bounces, |rules| rules.verify.bounces);
    let silence = Silence::of_bounces(history).filter(|silence| silence.follow_ups >= enough)?;
    let with = history.last_follow_up().and_then(|(_, said)| said.with.as_deref());
    let name = customer.contact(with).and_then(|contact| contact.name.clone());
    let sign = Sign::ContactGone { times: silence.follow_ups, name };
    Some(Alarm { kind: AlarmKind::ContactGone, since: silence.since, sign })
}
