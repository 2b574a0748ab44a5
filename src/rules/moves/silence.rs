//! Follow-ups in a row that nobody answered.

use chrono::NaiveDate;

use crate::model::{Entry, FollowUp, History, Reply};

/// The newest follow-ups, as far back as none was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Silence {
    pub follow_ups: usize,
    /// On how many contact days.
    pub days: usize,
    /// The first of them.
    pub since: NaiveDate,
}

impl Silence {
    /// The silence that lasts: replies `none` and `bounced`. A follow-up of which the reply isn't
    /// written ends it: what isn't known is not silence.
    pub fn of(history: &History<'_>) -> Option<Self> {
        Self::while_true(history, |_, follow_up| {
            matches!(follow_up.reply, Some(Reply::None | Reply::Bounced))
        })
    }

    /// The newest follow-ups in a row that bounced.
    pub fn of_bounces(history: &History<'_>) -> Option<Self> {
        Self::while_true(history, |_, follow_up| follow_up.reply == Some(Reply::Bounced))
    }

    /// The newest follow-ups in a row that nobody answered at the same address: the same channel, to
    /// the same person.
    pub fn of_one_address(history: &History<'_>) -> Option<Self> {
        let (latest, newest) = history.last_follow_up()?;
        let same =
            |entry: &Entry<'_>, said: &FollowUp<'_>| entry.via == latest.via && said.with == newest.with;
        Self::while_true(history, |entry, follow_up| {
            same(entry, follow_up) && matches!(follow_up.reply, Some(Reply::None | Reply::Bounced))
        })
    }

    fn while_true(history: &History<'_>, silent: impl Fn(&Entry<'_>, &FollowUp<'_>) -> bool) -> Option<Self> {
        let newest = history.follow_ups().rev().take_while(|(entry, follow_up)| silent(entry, follow_up));
        let mut days: Vec<NaiveDate> = newest.map(|(entry, _)| entry.day()).collect();
        let follow_ups = days.len();
        days.sort_unstable();
        days.dedup();
        Some(Silence { follow_ups, days: days.len(), since: *days.first()? })
    }
}
