//! Grades with an interval: so long after the last contact day, or where the customer orders.

use chrono::NaiveDate;

use crate::model::{History, Interval};
use crate::rules::{Anchor, Reason, Rhythm, RhythmRule, Source};

/// The last contact day and the interval.
pub fn next(every: Interval, source: Source, last: Anchor) -> (NaiveDate, Reason) {
    (every.after(last.day), Reason::Cadence { every, source, anchor: last })
}

/// The same, or the opening of the next expected order where the rhythm is known.
pub fn placed(
    every: Interval,
    rule: Option<&RhythmRule>,
    source: Source,
    last: Anchor,
    history: &History<'_>,
) -> (NaiveDate, Reason) {
    let known = rule.and_then(|rule| Some((rule, Rhythm::of(&history.order_days(), rule)?)));
    let Some((rule, rhythm)) = known else { return next(every, source, last) };
    let (due, expected) = rhythm.next_after(last.day, every);
    let alone = rule.longest.after(last.day);
    let (due, longest) = if alone < due { (alone, Some(rule.longest)) } else { (due, None) };
    (due, Reason::Rhythm { rhythm, expected, longest, anchor: last })
}
