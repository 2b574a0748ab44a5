//! Days that are counted from another one: `3d`, `in 3 days`, `next fri`, 下周一, 3天后, 春节后.

use chrono::{Datelike, Days, Months, NaiveDate, TimeDelta, Weekday};

use super::{Frame, Towards};
use crate::rules::Calendar;
use crate::rules::policy::TeamEvent;

/// A day of this week, the next or the last one: weeks begin on Monday. A week without a day is its Monday.
pub(super) fn of_a_week(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    const WEEKS: [(&str, i64); 17] = [
        ("下下个星期", 2),
        ("下下星期", 2),
        ("下下周", 2),
        ("下个星期", 1),
        ("下星期", 1),
        ("下周", 1),
        ("这个星期", 0),
        ("这星期", 0),
        ("本星期", 0),
        ("这周", 0),
        ("本周", 0),
        ("上个星期", -1),
        ("上星期", -1),
        ("上周", -1),
        ("next ", 1),
        ("this ", 0),
        ("last ", -1),
    ];
    let turned = text.strip_suffix(" next week").map(|day| format!("next {day}"));
    let text = turned.as_deref().unwrap_or(text);
    let (rest, weeks) = WEEKS.iter().find_map(|(word, weeks)| Some((text.strip_prefix(word)?, *weeks)))?;
    let rest = rest.trim();
    let day = match rest {
        "" | "week" | "初" => Weekday::Mon,
        "末" => Weekday::Sat,
        _ => weekday(rest).or_else(|| weekday(&format!("周{rest}")))?,
    };
    let monday = today.checked_sub_days(Days::new(today.weekday().num_days_from_monday().into()))?;
    let days = weeks * 7 + i64::from(day.num_days_from_monday());
    monday.checked_add_signed(TimeDelta::try_days(days)?)
}

/// The next such weekday, or the last one; today's is another week's.
pub(super) fn weekday_towards(text: &str, today: NaiveDate, towards: Towards) -> Option<NaiveDate> {
    let weekday = weekday(text)?;
    let ahead = (7 + i64::from(weekday.num_days_from_monday())
        - i64::from(today.weekday().num_days_from_monday()))
        % 7;
    let days = match (towards, ahead) {
        (Towards::Future, 0) => 7,
        (Towards::Future, ahead) => ahead,
        (Towards::Past, ahead) => ahead - 7,
    };
    today.checked_add_signed(TimeDelta::try_days(days)?)
}

/// So many days, weeks or months, as one counts them or says them: `3d`, `in 3 days`, `3天后`, `两周前`; or after a
/// holiday of the workspace's calendar.
pub(super) fn said(text: &str, frame: &Frame<'_>, towards: Towards) -> Option<NaiveDate> {
    const AHEAD: [&str; 6] = ["之后", "以后", "之内", "以内", "后", "内"];
    // Terms of payment: net 30.
    if let Some(days) =
        text.strip_prefix("net ").filter(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()))
    {
        return counted(&format!("{days}d"), frame, Towards::Future);
    }
    let ahead = text.strip_prefix("in ").or_else(|| AHEAD.iter().find_map(|end| text.strip_suffix(end)));
    let ago = text
        .strip_suffix(" ago")
        .or_else(|| ["之前", "以前", "前"].iter().find_map(|end| text.strip_suffix(end)));
    let (rest, is_counted, towards) = match (ahead, ago) {
        (Some(rest), _) => (rest, true, Towards::Future),
        (None, Some(rest)) => (rest, true, Towards::Past),
        (None, None) => (text, false, towards),
    };
    // 5日 is the fifth, 5日后 is in five days.
    let is_number = |count: &&str| is_counted && count.ends_with(|c: char| c.is_ascii_digit());
    let days = rest.strip_suffix('日').filter(is_number).map(|count| format!("{count}天"));
    let rest = days.as_deref().unwrap_or(rest);
    counted(&in_digits(rest.trim()), frame, towards).or_else(|| after_holiday(text, frame))
}

/// What one festival is called in both languages: a calendar mostly has it in one of them.
const FESTIVALS: [&[&str]; 9] = [
    &["spring festival", "chinese new year", "lunar new year", "cny", "春节", "过年", "年", "新春"],
    &["national day", "golden week", "国庆", "国庆节"],
    &["labour day", "labor day", "may day", "劳动节", "五一"],
    &["dragon boat", "dragon boat festival", "端午", "端午节"],
    &["mid-autumn", "mid-autumn festival", "moon festival", "中秋", "中秋节"],
    &["qingming", "tomb-sweeping", "清明", "清明节"],
    &["new year's day", "new year", "元旦", "元旦节", "新年"],
    &["christmas", "xmas", "圣诞", "圣诞节"],
    &["easter", "复活节"],
];

/// All names of the festival that a calendar means: that of the longest one in it, as Chinese New Year is none of
/// January.
fn festival(what: &str) -> Option<&'static [&'static str]> {
    let longest = |names: &&[&'static str]| {
        let own = names.iter().filter(|own| own.chars().count() >= 2 && what.contains(**own));
        own.map(|own| own.len()).max()
    };
    let known = FESTIVALS.iter().filter_map(|names| Some((longest(names)?, *names)));
    known.max_by_key(|(length, _)| *length).map(|(_, names)| names)
}

/// The first working day after the next holiday or festival of that name, in either language.
fn after_holiday(text: &str, frame: &Frame<'_>) -> Option<NaiveDate> {
    let name = behind(text)?;
    let is_it = |what: &str| is_called(what, name);
    let calendar: &Calendar = frame.calendar;
    let named = calendar.holidays.iter().filter(|holiday| holiday.what.as_deref().is_some_and(is_it));
    let off = named.map(|holiday| holiday.until).filter(|until| *until >= frame.today).min();
    // Where the days off have another name, or aren't listed yet, the festival itself says when it is over.
    let called = |event: &&TeamEvent| [&event.what.en, &event.what.zh].into_iter().any(|own| is_it(own));
    let over = || frame.events.iter().filter(called).filter_map(|event| event.over_from(frame.today)).min();
    Some(calendar.working_day_from(off.or_else(over)?.succ_opt()?).0)
}

/// Whether a text is the time after a holiday or festival of which the rules know none that is still to come.
pub(super) fn is_after_the_last(text: &str, frame: &Frame<'_>) -> bool {
    let Some(name) = behind(text) else { return false };
    let mut holidays = frame.calendar.holidays.iter().filter_map(|holiday| holiday.what.as_deref());
    let mut events = frame.events.iter().flat_map(|event| [&event.what.en, &event.what.zh]);
    holidays.any(|what| is_called(what, name)) || events.any(|what| is_called(what, name))
}

/// What lies before the day that is meant: 春节后, `after Easter`.
fn behind(text: &str) -> Option<&str> {
    let behind = ["之后", "以后", "过后", "后"].iter().find_map(|end| text.strip_suffix(end));
    behind.or_else(|| text.strip_prefix("after ")).map(str::trim)
}

fn is_called(what: &str, name: &str) -> bool {
    let what = crate::model::fold(what);
    // Of one character only what is known by it: 年后.
    (name.chars().count() >= 2 && what.contains(name))
        || festival(&what).is_some_and(|names| names.contains(&name))
}

/// A number that begins a text, in digits.
fn in_digits(text: &str) -> String {
    const NUMBERS: [(&str, &str); 17] = [
        ("半年", "6个月"),
        ("半个月", "15天"),
        ("半月", "15天"),
        ("a ", "1"),
        ("an ", "1"),
        ("one ", "1"),
        ("two ", "2"),
        ("three ", "3"),
        ("four ", "4"),
        ("five ", "5"),
        ("six ", "6"),
        ("seven ", "7"),
        ("eight ", "8"),
        ("nine ", "9"),
        ("ten ", "10"),
        ("twelve ", "12"),
        ("thirty ", "30"),
    ];
    let found = NUMBERS.iter().find_map(|(word, digits)| Some((text.strip_prefix(word)?, *digits)));
    found.map_or_else(|| text.to_owned(), |(rest, digits)| digits.to_owned() + rest)
}

fn counted(text: &str, frame: &Frame<'_>, towards: Towards) -> Option<NaiveDate> {
    let today = frame.today;
    let (back, rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (towards == Towards::Past, text.strip_prefix('+').unwrap_or(text)),
    };
    let split = rest.find(|c: char| !c.is_ascii_digit())?;
    let count: u32 = rest[..split].parse().ok().filter(|count| *count <= 36_500)?;
    let days = |count: u32| {
        let days = Days::new(count.into());
        if back { today.checked_sub_days(days) } else { today.checked_add_days(days) }
    };
    let months = |count: u32| {
        let months = Months::new(count);
        if back { today.checked_sub_months(months) } else { today.checked_add_months(months) }
    };
    match rest[split..].trim() {
        "d" | "day" | "days" | "天" => days(count),
        "w" | "wk" | "wks" | "week" | "weeks" | "周" | "个星期" | "星期" => days(count.checked_mul(7)?),
        "fortnight" | "fortnights" => days(count.checked_mul(14)?),
        "m" | "month" | "months" | "个月" => months(count),
        "y" | "year" | "years" | "年" => months(count.checked_mul(12)?),
        "wd" | "working days" | "working day" | "business days" | "business day" | "个工作日" | "工作日"
            if !back =>
        {
            Some(frame.calendar.working_days_after(today, count))
        }
        _ => None,
    }
}

/// A weekday by its name in either language.
pub(super) fn weekday(text: &str) -> Option<Weekday> {
    let chinese = text.strip_prefix('周').or_else(|| text.strip_prefix("星期"));
    if let Some(name) = chinese {
        let is_it = |c: char| name == c.to_string();
        let sunday = (name == "天").then_some(6);
        let number = "一二三四五六日".chars().position(is_it).or_else(|| "123456".chars().position(is_it));
        return Weekday::try_from(u8::try_from(number.or(sunday)?).ok()?).ok();
    }
    let text = text.trim_end_matches('.');
    let text = match text {
        "tues" => "tue",
        "weds" => "wed",
        "thur" | "thurs" => "thu",
        text => text,
    };
    let letters = text.len() >= 3 && text.bytes().all(|byte| byte.is_ascii_lowercase());
    letters.then(|| text.parse().ok()).flatten()
}
