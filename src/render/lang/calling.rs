//! When to call, in words: the customer's hours, and what they are on the reader's own clock.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, Timelike};

use super::{Lang, channel, clean, tr, weekday, words};
use crate::model::{Hours, Span, Zone};
use crate::rules::calling::{BestHour, CallTime, Calling, Stretch, Window, ZoneFrom};

/// On a day: the channel, the hours and the meetings that it prefers, when it has answered, else how far its clock is
/// from ours; and what its clock says now, where somebody reads this at once. `None` where there is
/// nothing to say.
pub fn call_time(
    lang: Lang,
    calling: &Calling,
    day: NaiveDate,
    now: Option<DateTime<FixedOffset>>,
) -> Option<String> {
    let time = calling.on(day);
    let channel = calling.channel.as_deref().map(|name| clean(channel(lang, name)));
    let hours = match (hours(lang, calling, &time, day, true), channel) {
        (Some(hours), Some(channel)) => Some(tr!(lang, "{channel}, {hours}", "{channel}，{hours}")),
        (None, Some(channel)) => Some(tr!(lang, "prefers {channel}", "偏好{channel}")),
        (hours, None) => hours,
    };
    let is_told = time.hours.iter().chain(&time.best).any(|window| window.here.is_some());
    let apart = time.ahead.filter(|_| !is_told).and_then(|ahead| apart(lang, ahead));
    let now = now.and_then(|now| clock_now(lang, calling, &time, day, now));
    let meeting = calling.meeting.map(|meeting| words::meeting(lang, meeting).to_owned());
    joined([hours, meeting, both(lang, calling, &time, day), best(lang, calling, &time, day), apart, now])
}

/// The same for the page of a customer, which names the channel elsewhere: its zone comes first.
pub fn local_time(
    lang: Lang,
    calling: &Calling,
    day: NaiveDate,
    now: Option<DateTime<FixedOffset>>,
) -> Option<String> {
    let time = calling.on(day);
    let zone = calling.zone.map(|zone| match calling.zone_from {
        Some(ZoneFrom::Country) => {
            let name = zone.name();
            tr!(lang, "{name} (by its country)", "{name}（按国家推断）")
        }
        _ => zone.name().to_owned(),
    });
    let apart = time.ahead.and_then(|ahead| apart(lang, ahead));
    let now = now.and_then(|now| clock_now(lang, calling, &time, day, now));
    let hours = hours(lang, calling, &time, day, false);
    let both = both(lang, calling, &time, day);
    joined([zone, apart, now, hours, both, best(lang, calling, &time, day)])
}

/// `you both work 16:00–18:00`, where that is less than all of its hours.
fn both(lang: Lang, calling: &Calling, time: &CallTime, day: NaiveDate) -> Option<String> {
    let both = time.both.as_ref()?;
    let own = || calling.own.as_ref().map(hours_of).unwrap_or_default();
    if both.is_empty() {
        let own = own();
        return Some(tr!(
            lang,
            "never in your hours ({own}): send a message",
            "不在你的工作时间（{own}）内，请留言或发邮件"
        ));
    }
    let all: Option<Vec<Stretch>> = time.hours.iter().map(|window| window.here).collect();
    if all.as_ref() == Some(both) {
        return None;
    }
    let shared: Vec<String> = both.iter().map(|one| stretch(lang, *one, day)).collect();
    let shared = shared.join(lang.pick(", ", "、"));
    Some(tr!(lang, "in your hours {shared}", "你的工作时间内：{shared}"))
}

/// `09:00–12:00, 13:30–18:00`.
pub fn hours_of(hours: &Hours) -> String {
    let clock = |minutes: u16| format!("{:02}:{:02}", minutes / 60 % 24, minutes % 60);
    let span = |span: &Span| format!("{}–{}", clock(span.from), clock(span.until));
    hours.spans().iter().map(span).collect::<Vec<_>>().join(", ")
}

fn joined<const N: usize>(parts: [Option<String>; N]) -> Option<String> {
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

/// `09:00–12:00 there = 16:00–19:00 here`; without a clock of our own, those of the zone that it names.
fn hours(lang: Lang, calling: &Calling, time: &CallTime, day: NaiveDate, names_zone: bool) -> Option<String> {
    let is_same = time.ahead == Some(0);
    if time.hours.is_empty() {
        let written = clean(calling.written.as_deref()?);
        return Some(if is_same { written } else { tr!(lang, "{written} there", "对方 {written}") });
    }
    let listed = |clock: fn(&Window) -> Option<Stretch>| -> Option<String> {
        let stretches: Option<Vec<String>> =
            time.hours.iter().map(|window| clock(window).map(|one| stretch(lang, one, day))).collect();
        Some(stretches?.join(lang.pick(", ", "、")))
    };
    let there = listed(|window| Some(window.there))?;
    let Some(here) = listed(|window| window.here) else {
        let Some(zone) = calling.zone.filter(|_| names_zone).map(Zone::name) else { return Some(there) };
        return Some(tr!(lang, "{there} ({zone})", "{there}（{zone}）"));
    };
    if there == here {
        return Some(there);
    }
    let (one, two) = (gap(&there), gap(&here));
    Some(tr!(lang, "{there} there = {here} here", "对方{one}{there} = 我方{two}{here}"))
}

/// `answered at 10:00 there (3 of 5 answers)`.
fn best(lang: Lang, calling: &Calling, time: &CallTime, day: NaiveDate) -> Option<String> {
    let best @ BestHour { hour, .. } = calling.best?;
    let count = rests_on(lang, best);
    let at = format!("{hour:02}:00");
    if calling.zone.is_none() {
        return Some(tr!(lang, "answered at {at} by our own clock ({count})", "我方 {at} 左右{count}"));
    }
    if time.ahead == Some(0) {
        return Some(tr!(lang, "answered at {at} ({count})", "{at} 左右{count}"));
    }
    // What its own hours are here says it already.
    let window = time.best.filter(|_| time.hours.is_empty());
    let Some((window, here)) = window.and_then(|window| Some((window, window.here?))) else {
        return Some(tr!(lang, "answered at {at} there ({count})", "对方 {at} 左右{count}"));
    };
    let here = moment(lang, here.from, day);
    let gap = gap(&here);
    let there = window.there.from;
    if there.date_naive() == day {
        return Some(tr!(
            lang,
            "answered at {at} there = {here} here ({count})",
            "对方 {at}（我方{gap}{here}）左右{count}"
        ));
    }
    let weekday = weekday(lang, there.weekday());
    Some(tr!(
        lang,
        "answered at {at} there = {here} here, {weekday} there ({count})",
        "对方{weekday} {at}（我方{gap}{here}）左右{count}"
    ))
}

fn rests_on(lang: Lang, BestHour { answers, of, .. }: BestHour) -> String {
    match of {
        1 => tr!(lang, "1 answer", "有过回复（仅1次）"),
        _ => tr!(lang, "{answers} of {of} answers", "常有回复（{of}次中{answers}次）"),
    }
}

/// `7 h behind you`; nothing where both clocks say the same.
fn apart(lang: Lang, ahead: i32) -> Option<String> {
    let (hours, minutes) = (ahead.abs() / 60, ahead.abs() % 60);
    let span = match (hours, minutes) {
        (0, 0) => return None,
        (_, 0) => tr!(lang, "{hours} h", "{hours}小时"),
        (0, _) => tr!(lang, "{minutes} min", "{minutes}分钟"),
        _ => tr!(lang, "{hours} h {minutes} min", "{hours}小时{minutes}分钟"),
    };
    Some(match ahead > 0 {
        true => tr!(lang, "{span} ahead of you", "比你早{span}"),
        false => tr!(lang, "{span} behind you", "比你晚{span}"),
    })
}

/// `now 10:30 there`; nothing where the clock is our own.
fn clock_now(
    lang: Lang,
    calling: &Calling,
    time: &CallTime,
    day: NaiveDate,
    now: DateTime<FixedOffset>,
) -> Option<String> {
    let there = calling.clock(&now).filter(|_| time.ahead != Some(0))?;
    let there = moment(lang, there, day);
    let gap = gap(&there);
    Some(tr!(lang, "now {there} there", "对方现在{gap}{there}"))
}

/// Between Chinese and digits stands a blank: 对方 09:00, but 对方周四.
fn gap(text: &str) -> &'static str {
    if text.starts_with(|c: char| c.is_ascii()) { " " } else { "" }
}

/// `09:00–12:00`, on another day than `day` with its weekday.
fn stretch(lang: Lang, Stretch { from, until }: Stretch, day: NaiveDate) -> String {
    let is_midnight = (until.hour(), until.minute()) == (0, 0) && until.date_naive() > from.date_naive();
    let until = if is_midnight { "24:00".to_owned() } else { until.format("%H:%M").to_string() };
    format!("{}–{until}", moment(lang, from, day))
}

/// `09:00`, on another day than `day` with its weekday.
fn moment(lang: Lang, at: DateTime<FixedOffset>, day: NaiveDate) -> String {
    let clock = at.format("%H:%M");
    if at.date_naive() == day {
        return clock.to_string();
    }
    format!("{} {clock}", weekday(lang, at.weekday()))
}

#[cfg(test)]
mod tests;
