//! When something happened, as people type it: `yesterday 16:30`, `3pm`, 昨天下午3点, 2小时前.

use chrono::{DateTime, FixedOffset, Local, NaiveDate, NaiveTime, TimeDelta, TimeZone, Timelike};

use super::clock::{Clock, split};
use super::day::read;
use super::relative::weekday;
use super::{Frame, NoDay, Towards};
use crate::cli::quantity::minutes;
use crate::model::{Stamp, Zone, fold, numeral};

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
        return read(&text, frame, Towards::Past).map(Stamp::Day).map_err(NoTime::Day);
    };
    let on = match day_text {
        "" | "this" => frame.today,
        // On a Friday, "Friday 9:30" is today's, once it is 9:30.
        _ if is_todays(day_text, frame.today) && is_past(clock, now) => frame.today,
        text => read(text, frame, Towards::Past).map_err(NoTime::Day)?,
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

/// The moment so many hours or minutes from now on: `2h`, `in 2 hours`, 两小时后; of a whole minute, as people agree it.
pub fn from_now(typed: &str, now: DateTime<FixedOffset>) -> Option<DateTime<FixedOffset>> {
    let text = numeral::in_digits(&fold(typed));
    let ends = ["之后", "以后", "后", " from now"];
    let rest = ends.iter().find_map(|end| text.trim().strip_suffix(end)).unwrap_or(text.trim());
    let rest = rest.strip_prefix("in ").or_else(|| rest.strip_prefix("过")).unwrap_or(rest);
    let then = now.checked_add_signed(span(rest.trim()).filter(|span| !span.is_zero())?)?;
    then.with_second(0)?.with_nanosecond(0)
}

/// How long ago: 2小时前, `half an hour ago`, 刚才.
fn ago(text: &str) -> Option<TimeDelta> {
    if matches!(text, "刚才" | "刚刚" | "just now" | "now" | "现在") {
        return Some(TimeDelta::zero());
    }
    let ends = [" ago", "之前", "以前", "前"];
    span(ends.iter().find_map(|end| text.strip_suffix(end))?.trim())
}

/// So many hours or minutes: `2h`, 半小时, `half an hour`.
fn span(text: &str) -> Option<TimeDelta> {
    let rest = text.replace("half an hour", "30 min").replace("an hour", "1 hour");
    let units =
        ["小时", "分钟", "分", "刻钟", "h", "hr", "hrs", "hour", "hours", "min", "mins", "minute", "minutes"];
    let is_hours = units.iter().any(|unit| rest.ends_with(unit)) || rest.contains("小时");
    let count: i64 = minutes(&rest).filter(|_| is_hours)?.try_into().ok()?;
    TimeDelta::try_minutes(count).filter(|ago| *ago <= TimeDelta::days(366))
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
