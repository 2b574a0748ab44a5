//! The hour at which a customer has answered before (S2): as somebody said it, not as the clock wrote it down.

use chrono::{DateTime, FixedOffset, Timelike};

use crate::model::{History, Reply, Stamp, Zone};

/// An hour of the day, and what it rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BestHour {
    /// The hour, 0 to 23: in the customer's own time where its zone is known, else as it was logged.
    pub hour: u32,
    /// How many answers came in it.
    pub answers: usize,
    /// How many came at any hour.
    pub of: usize,
}

/// Whether one is answered at once there or not at all. When a letter is answered says nothing of the
/// hour at which it was written; nor does a follow-up that doesn't say how it was.
fn is_live(channel: &str) -> bool {
    const WRITTEN: &[&str] = &[
        "email",
        "e-mail",
        "mail",
        "letter",
        "post",
        "邮件",
        "郵件",
        "电邮",
        "電郵",
        "电子邮件",
        "邮箱",
        "信",
        "信件",
        "信函",
    ];
    !WRITTEN.contains(&channel.trim().to_lowercase().as_str())
}

impl BestHour {
    /// The hour with the most answers, of several the one that was answered last; `None` without any
    /// answer whose hour is known.
    pub fn of(history: &History<'_>, zone: Option<Zone>) -> Option<Self> {
        let mut hours: [(usize, Option<DateTime<FixedOffset>>); 24] = [(0, None); 24];
        for (entry, follow_up) in history.follow_ups() {
            let Stamp::Instant(at) = entry.at else { continue };
            if !entry.at.is_stated() {
                continue;
            }
            let is_answer = follow_up.reply.is_some_and(Reply::is_answer);
            if !is_answer || !entry.via.as_deref().is_some_and(is_live) {
                continue;
            }
            let local = zone.map_or(at, |zone| zone.at(&at));
            if let Some((answers, latest)) = hours.get_mut(local.hour() as usize) {
                *answers += 1;
                *latest = (*latest).max(Some(at));
            }
        }
        let of = hours.iter().map(|(answers, _)| answers).sum();
        let (hour, (answers, _)) = (0..24).zip(hours).max_by_key(|(_, figures)| *figures)?;
        (answers > 0).then_some(BestHour { hour, answers, of })
    }
}
