//! Follow-ups in a row that nobody answered.

use chrono::NaiveDate;

use crate::model::{Customer, Entry, FollowUp, History, Reply, Text};

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
        Self::while_true(history, is_silent)
    }

    /// The newest follow-ups in a row that bounced.
    pub fn of_bounces(history: &History<'_>) -> Option<Self> {
        Self::while_true(history, |follow_up| follow_up.reply == Some(Reply::Bounced))
    }

    /// The follow-ups to one address (a channel, to a person) since the last answer there, of the address that has most
    /// of them. What somebody tries beside it revives no dead address, and ends no count (S0: dozens of unanswered mails to
    /// one address). Looked at are the addresses tried since the customer last answered by any way: while it answers
    /// elsewhere, nobody misses it (own). Who doesn't say whom it was to means the contact that is reached by default.
    pub fn of_one_address(customer: &Customer, history: &History<'_>) -> Option<Self> {
        let usual = customer.contact(None).and_then(|contact| contact.name.as_deref());
        let address = |entry: &Entry<'_>, said: &FollowUp<'_>| -> Address {
            (own(&entry.via), own(&said.with).or(usual.map(str::to_owned)))
        };
        // Each with the days of its follow-ups, the newest first, and whether an earlier one was answered.
        let mut found: Vec<(Address, Vec<NaiveDate>, bool)> = Vec::new();
        let mut is_answered = false;
        for (entry, follow_up) in history.follow_ups().rev() {
            let is_silent = is_silent(follow_up);
            is_answered |= !is_silent;
            let address = address(entry, follow_up);
            match found.iter_mut().find(|(known, ..)| *known == address) {
                Some((_, _, is_over)) if *is_over || !is_silent => *is_over = true,
                Some((_, days, _)) => days.push(entry.day()),
                None if is_answered => {}
                None => found.push((address, vec![entry.day()], false)),
            }
        }
        let most = found.into_iter().map(|(_, days, _)| days).max_by_key(Vec::len)?;
        Silence::over(most)
    }

    fn while_true(history: &History<'_>, silent: impl Fn(&FollowUp<'_>) -> bool) -> Option<Self> {
        let newest = history.follow_ups().rev().take_while(|(_, follow_up)| silent(follow_up));
        Silence::over(newest.map(|(entry, _)| entry.day()).collect())
    }

    fn over(mut days: Vec<NaiveDate>) -> Option<Self> {
        let follow_ups = days.len();
        days.sort_unstable();
        days.dedup();
        Some(Silence { follow_ups, days: days.len(), since: *days.first()? })
    }
}

/// A channel, and the person's name.
type Address = (Option<String>, Option<String>);

fn own(text: &Option<Text<'_>>) -> Option<String> {
    text.as_ref().map(ToString::to_string)
}

/// A follow-up of which the reply isn't written is none: what isn't known is not silence.
fn is_silent(follow_up: &FollowUp<'_>) -> bool {
    matches!(follow_up.reply, Some(Reply::None | Reply::Bounced))
}
