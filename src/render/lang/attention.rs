//! What needs attention, and until when.

use chrono::NaiveDate;

use super::{Lang, clean, date_short, day_month, one_line, tr, words};
use crate::rules::cadence::emergency::Deadline;
use crate::rules::emergencies::Emergency;

/// What is open, and by when what has to be done: `wish to end E-2 of 19 Nov, to be answered by Fri 20 Nov`.
pub fn attention(lang: Lang, deadline: &Deadline, today: NaiveDate) -> String {
    let one = &deadline.emergency;
    let (what, to_do) = (words::emergency(lang, one.kind), words::to_do(lang, one.kind, one.answered));
    let (opened, due) = (day_month(lang, one.opened.day, today), date_short(lang, deadline.due, today));
    let number = one.reference.as_deref().map(|number| format!(" {}", clean(number))).unwrap_or_default();
    tr!(
        lang,
        "{what}{number} of {opened}, to be {to_do} by {due}",
        "{opened}的{what}{number}，须在{due}前{to_do}"
    )
}

/// What an open complaint or wish to end is about, as it was said: its text, why, and to whom the customer would go;
/// without what the last contact's text says just so, for that stands beside it.
pub fn said_of(lang: Lang, emergency: &Emergency, last: Option<&str>) -> Option<String> {
    let last = last.map(one_line);
    let said =
        |text: &Option<String>| text.as_deref().map(one_line).filter(|text| Some(text) != last.as_ref());
    let competitor = emergency.competitor.as_deref().map(|name| words::competitor(lang, name));
    let parts: Vec<String> =
        [said(&emergency.text), said(&emergency.why), competitor].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

/// The same of all that is open, the most pressing first.
pub fn all_attention(lang: Lang, deadlines: &[Deadline], today: NaiveDate) -> String {
    let each: Vec<String> = deadlines.iter().map(|one| attention(lang, one, today)).collect();
    each.join(lang.pick("; ", "；"))
}

/// By when what has a deadline of hours is to be done, as long as that day is to come: `, to be answered by Sat 21 Nov`.
pub fn deadline(lang: Lang, deadline: &Deadline, today: NaiveDate) -> String {
    if deadline.due <= today {
        return String::new();
    }
    let to_do = words::to_do(lang, deadline.emergency.kind, deadline.emergency.answered);
    let due = date_short(lang, deadline.due, today);
    tr!(lang, ", to be {to_do} by {due}", "，须在{due}前{to_do}")
}

/// The mark before a reason.
pub fn needs_attention(lang: Lang, reason: &str) -> String {
    tr!(lang, "needs attention: {reason}", "需关注：{reason}")
}
