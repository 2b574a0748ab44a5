//! Hours as people type them: `yesterday 16:30`, `3pm`, 昨天下午3点, 2小时前.

use chrono::{DateTime, FixedOffset, Local, NaiveDate, NaiveTime, TimeDelta, TimeZone, Timelike};

use super::relative::weekday;
use super::{Frame, NoDay, Towards};
use crate::cli::quantity::minutes;
use crate::model::{Stamp, Zone, fold, numeral};

/// An hour of a day, or a part of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// The hour; none where only 上午 was said, or `afternoon`.
    pub hour: Option<NaiveTime>,
    /// Since when it is that part of the day.
    begins: NaiveTime,
    /// 3点: at night or in the afternoon.
    is_either: bool,
}

/// Why a text is not a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoTime {
    /// Its day is none.
    Day(NoDay),
    /// 3点 could be this hour, or twelve later.
    Either(NaiveTime),
    /// An hour of today that is still to come.
    NotYet,
    /// `2h ago` of a day that isn't the clock's.
    NoClock,
}

/// How far another clock may be ahead of ours.
const TOLERANCE: TimeDelta = TimeDelta::minutes(5);

/// Reads when something happened: a day, an hour of today (`14:30`), both (`yesterday 14:30`, 昨天下午3点), so long
/// ago (2小时前), or RFC 3339. `now` is the clock, where `today` is its day.
pub fn moment(
    typed: &str,
    frame: &Frame<'_>,
    now: Option<DateTime<FixedOffset>>,
    zone: Option<Zone>,
) -> Result<Stamp, NoTime> {
    let is_yet = |at: &DateTime<FixedOffset>| now.is_some_and(|now| *at > now + TOLERANCE);
    if let Some(stamp) = Stamp::parse(typed.trim()) {
        return match stamp {
            Stamp::Instant(at) if is_yet(&at) && stamp.day() <= frame.today => Err(NoTime::NotYet),
            stamp => Ok(stamp),
        };
    }
    let text = numeral::in_digits(&fold(typed));
    if let Some(ago) = ago(&text) {
        let now = now.ok_or(NoTime::NoClock)?;
        let then = now.checked_sub_signed(ago).ok_or(NoTime::Day(NoDay::Unknown))?;
        // Who says how many hours ago means no second.
        let then = if ago.is_zero() { then } else { then.with_second(0).unwrap_or(then) };
        return Ok(Stamp::Instant(then));
    }
    let Some((day_text, clock)) = split(&text) else {
        return super::read(&text, frame, Towards::Past).map(Stamp::Day).map_err(NoTime::Day);
    };
    let on = match day_text {
        "" | "this" => frame.today,
        // On a Friday, "Friday 9:30" is today's, once it is 9:30.
        _ if is_todays(day_text, frame.today) && is_past(clock, now) => frame.today,
        text => super::read(text, frame, Towards::Past).map_err(NoTime::Day)?,
    };
    let Some(hour) = clock.hour else {
        let is_yet = on == frame.today && !is_past(clock, now);
        return if is_yet { Err(NoTime::NotYet) } else { Ok(Stamp::Day(on)) };
    };
    if clock.is_either {
        return Err(NoTime::Either(hour));
    }
    let at = local(on, hour, zone).ok_or(NoTime::Day(NoDay::Unknown))?;
    if on == frame.today && is_yet(&at) { Err(NoTime::NotYet) } else { Ok(Stamp::Instant(at)) }
}

fn is_todays(day: &str, today: NaiveDate) -> bool {
    use chrono::Datelike;
    let day = day.strip_prefix("on ").unwrap_or(day).replace("礼拜", "星期");
    weekday(day.trim()) == Some(today.weekday())
}

/// Whether an hour has come, as far as there is a clock.
fn is_past(clock: Clock, now: Option<DateTime<FixedOffset>>) -> bool {
    now.is_none_or(|now| clock.hour.unwrap_or(clock.begins) <= now.time())
}

/// How long ago: 2小时前, `half an hour ago`, 刚才.
fn ago(text: &str) -> Option<TimeDelta> {
    if matches!(text, "刚才" | "刚刚" | "just now" | "now" | "现在") {
        return Some(TimeDelta::zero());
    }
    let ends = [" ago", "之前", "以前", "前"];
    let rest = ends.iter().find_map(|end| text.strip_suffix(end))?.trim();
    let rest = rest.replace("half an hour", "30 min").replace("an hour", "1 hour");
    let units =
        ["小时", "分钟", "分", "刻钟", "h", "hr", "hrs", "hour", "hours", "min", "mins", "minute", "minutes"];
    let is_hours = units.iter().any(|unit| rest.ends_with(unit)) || rest.contains("小时");
    let count: i64 = minutes(&rest).filter(|_| is_hours)?.try_into().ok()?;
    TimeDelta::try_minutes(count).filter(|ago| *ago <= TimeDelta::days(366))
}

/// The words for a part of the day: since which hour it is, and which hours on a face of twelve are later ones.
const PARTS: &[(&str, u32)] = &[
    ("凌晨", 0),
    ("半夜", 0),
    ("早上", 5),
    ("早晨", 5),
    ("清晨", 5),
    ("上午", 5),
    ("中午", 11),
    ("下午", 12),
    ("傍晚", 16),
    ("晚上", 18),
    ("夜里", 18),
    ("早", 5),
    ("晚", 18),
    ("in the morning", 5),
    ("in the afternoon", 12),
    ("in the evening", 18),
    ("morning", 5),
    ("afternoon", 12),
    ("noon", 11),
    ("evening", 18),
    ("tonight", 18),
    ("night", 18),
];

/// What stands before an hour, and the hour: 昨天下午3点 is 昨天 and 15:00. `None` where there is no hour.
pub fn split(text: &str) -> Option<(&str, Clock)> {
    let text = text.trim();
    let (rest, hour) = match trailing_hour(text) {
        Some((rest, hour, is_of_the_clock)) => (rest.trim_end(), Some((hour, is_of_the_clock))),
        None => (text, None),
    };
    let part = PARTS.iter().find_map(|(word, begins)| Some((rest.strip_suffix(word)?, *begins)));
    let (rest, begins) = part.map_or((rest, None), |(rest, begins)| (rest, Some(begins)));
    let rest = rest.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '的'));
    let rest = rest.strip_suffix(" at").unwrap_or(rest);
    // 2026-11-20T14:30
    let is_of_iso = |rest: &&str| rest.ends_with(|c: char| c.is_ascii_digit());
    let rest = rest.strip_suffix('t').filter(is_of_iso).unwrap_or(rest);
    let starts = NaiveTime::from_hms_opt(begins.unwrap_or(0), 0, 0)?;
    let Some((hour, is_of_the_clock)) = hour else {
        return begins.map(|_| (rest, Clock { hour: None, begins: starts, is_either: false }));
    };
    let face = hour.hour();
    let later = match begins {
        Some(0 | 5) if face == 12 => return at(rest, hour, 12, begins == Some(5)),
        Some(11) if face < 11 => 12,
        Some(12 | 16) if face < 12 => 12,
        Some(18) if (5..12).contains(&face) => 12,
        _ => 0,
    };
    let hour = hour.with_hour(face + later)?;
    // Nobody says whether 3点 is at night.
    let is_either = begins.is_none() && !is_of_the_clock && (1..=6).contains(&face);
    Some((rest, Clock { hour: Some(hour), begins: starts, is_either }))
}

/// Twelve in the morning is noon, twelve at night the day's first hour.
fn at(rest: &str, hour: NaiveTime, noon: u32, is_noon: bool) -> Option<(&str, Clock)> {
    let hour = hour.with_hour(if is_noon { noon } else { 0 })?;
    Some((rest, Clock { hour: Some(hour), begins: hour, is_either: false }))
}

/// The hour at the end of a text, what stands before it, and whether it is one of twenty-four, or said to be before or
/// after noon.
fn trailing_hour(text: &str) -> Option<(&str, NaiveTime, bool)> {
    let halves = [("a.m.", 0), ("p.m.", 12), ("am", 0), ("pm", 12)];
    if let Some((rest, later)) =
        halves.iter().find_map(|(word, later)| Some((text.strip_suffix(word)?.trim_end(), *later)))
    {
        let (rest, hour) = colons(rest).or_else(|| {
            let (rest, hour) = trailing_number(rest)?;
            Some((rest, NaiveTime::from_hms_opt(hour, 0, 0)?))
        })?;
        let face = hour.hour();
        let is_face = (1..=12).contains(&face);
        return is_face.then(|| Some((rest, hour.with_hour(face % 12 + later)?, true))).flatten();
    }
    if let Some((rest, hour)) = colons(text) {
        return Some((rest, hour, true));
    }
    let text = text.strip_suffix("钟").unwrap_or(text);
    let (head, behind) = text.rsplit_once(['点', '时'])?;
    let minute = match behind {
        "" | "整" => 0,
        "半" => 30,
        "1刻" => 15,
        "3刻" => 45,
        _ => behind.strip_suffix('分').unwrap_or(behind).parse().ok().filter(|_| behind.len() < 6)?,
    };
    let (rest, hour) = trailing_number(head)?;
    Some((rest, NaiveTime::from_hms_opt(hour, minute, 0)?, false))
}

/// `9:05`, `14:30`, `14:30:00`.
fn colons(text: &str) -> Option<(&str, NaiveTime)> {
    let begins = text
        .rfind(|c: char| !c.is_ascii_digit() && c != ':')
        .map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
    let (rest, hour) = text.split_at(begins);
    let is_hour = hour.find(':').is_some_and(|at| matches!(at, 1 | 2));
    let padded = if hour.find(':') == Some(1) { format!("0{hour}") } else { hour.to_owned() };
    let hour = is_hour.then(|| {
        let minutes = NaiveTime::parse_from_str(&padded, "%H:%M").ok().filter(|_| padded.len() == 5);
        minutes.or_else(|| NaiveTime::parse_from_str(&padded, "%H:%M:%S").ok().filter(|_| padded.len() == 8))
    });
    Some((rest, hour.flatten()?))
}

fn trailing_number(text: &str) -> Option<(&str, u32)> {
    let begins = text
        .rfind(|c: char| !c.is_ascii_digit())
        .map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
    let (rest, number) = text.split_at(begins);
    if !matches!(number.len(), 1 | 2) {
        return None;
    }
    Some((rest, number.parse().ok()?))
}

/// An hour of whoever types, in their own time zone where the rules say it, else in the machine's; the earlier one
/// where the clock is set back.
pub fn local(on: NaiveDate, hour: NaiveTime, zone: Option<Zone>) -> Option<DateTime<FixedOffset>> {
    if let Some(zone) = zone {
        return Some(zone.at(&zone.instant(on.and_time(hour))));
    }
    let at = Local.from_local_datetime(&on.and_time(hour)).earliest()?;
    Some(at.fixed_offset())
}

#[cfg(test)]
mod tests;
