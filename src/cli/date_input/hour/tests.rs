use super::super::tests::calendar;
use super::*;
use crate::model::date;

fn at(text: &str, now: Option<&str>) -> Result<String, NoTime> {
    let calendar = calendar();
    let now: Option<DateTime<FixedOffset>> = now.map(|now| now.parse().expect("an instant"));
    let today = now.map_or_else(|| date("2026-11-20").expect("a Friday"), |now| now.date_naive());
    let frame = Frame { today, calendar: &calendar, events: &[], from: None };
    moment(text, &frame, now, Zone::parse("Asia/Shanghai")).map(|at| at.to_string())
}

#[test]
fn moments_may_have_an_hour() {
    for (text, want) in [
        ("yesterday", "2026-11-19"),
        ("yesterday 14:30", "2026-11-19T14:30"),
        ("9:05", "2026-11-20T09:05"),
        ("2026-11-19T14:30", "2026-11-19T14:30"),
        ("2026-11-20T10:30:00+08:00", "2026-11-20T10:30"),
        ("昨天下午3点", "2026-11-19T15:00"),
        ("昨天下午三点半", "2026-11-19T15:30"),
        ("昨天 上午 10点", "2026-11-19T10:00"),
        ("昨晚8点", "2026-11-19T20:00"),
        ("昨晚", "2026-11-19"),
        ("前天中午", "2026-11-18"),
        ("今早9点一刻", "2026-11-20T09:15"),
        ("中午12点", "2026-11-20T12:00"),
        ("中午1点", "2026-11-20T13:00"),
        ("15点30分", "2026-11-20T15:30"),
        ("10点半", "2026-11-20T10:30"),
        ("周三 14：30", "2026-11-18T14:30"),
        ("周三14:30", "2026-11-18T14:30"),
        ("11月18日14:30", "2026-11-18T14:30"),
        ("上周五下午2点", "2026-11-13T14:00"),
        ("凌晨12点", "2026-11-20T00:00"),
        ("yesterday 3pm", "2026-11-19T15:00"),
        ("yesterday at 3:30 pm", "2026-11-19T15:30"),
        ("wed 9am", "2026-11-18T09:00"),
        ("sat 9:00", "2026-11-14T09:00"),
        ("yesterday afternoon", "2026-11-19"),
        ("this morning", "2026-11-20"),
        ("12am", "2026-11-20T00:00"),
        ("Nov 18 12pm", "2026-11-18T12:00"),
    ] {
        let found = at(text, None);
        assert!(found.as_ref().is_ok_and(|at| at.starts_with(want)), "{text}: {found:?}");
    }
    for bad in ["25:00", "soon 14:30", "14:3", "", "13pm", "下午25点", "::", ":30", "点", "小时前"] {
        assert_eq!(at(bad, None), Err(NoTime::Day(NoDay::Unknown)), "{bad}");
    }
    for either in ["3点", "昨天3点半", "六点"] {
        assert!(matches!(at(either, None), Err(NoTime::Either(_))), "{either}");
    }
    // Where a server stands says nothing of the hour of whoever types.
    let today = date("2026-11-20").expect("a date");
    let (calendar, zone) = (calendar(), Zone::parse("Asia/Kathmandu"));
    let there = moment("8:30", &Frame { today, calendar: &calendar, events: &[], from: None }, None, zone);
    assert_eq!(there.map(|at| at.to_string()).as_deref(), Ok("2026-11-20T08:30:00+05:45"));
}

#[test]
fn the_clock_tells_what_has_come() {
    const FRIDAY: Option<&str> = Some("2026-11-27T14:00:20+08:00");
    for (text, want) in [
        // Today's weekday, with an hour that has come.
        ("周五 09:30", "2026-11-27T09:30"),
        ("fri 14:00", "2026-11-27T14:00"),
        ("星期五上午", "2026-11-27"),
        ("on friday 9am", "2026-11-27T09:00"),
        // With one that hasn't, or none, it is last week's.
        ("周五 16:30", "2026-11-20T16:30"),
        ("周五", "2026-11-20"),
        ("周四 16:30", "2026-11-26T16:30"),
        ("2小时前", "2026-11-27T12:00:00"),
        ("两个小时前", "2026-11-27T12:00:00"),
        ("半小时前", "2026-11-27T13:30:00"),
        ("20分钟前", "2026-11-27T13:40:00"),
        ("2h ago", "2026-11-27T12:00:00"),
        ("an hour ago", "2026-11-27T13:00:00"),
        ("half an hour ago", "2026-11-27T13:30:00"),
        ("15小时前", "2026-11-26T23:00:00"),
        ("刚才", "2026-11-27T14:00:20"),
        ("just now", "2026-11-27T14:00:20"),
        // Another clock may be ahead.
        ("14:04", "2026-11-27T14:04"),
    ] {
        let found = at(text, FRIDAY);
        assert!(found.as_ref().is_ok_and(|at| at.starts_with(want)), "{text}: {found:?}");
    }
    let after_midnight = at("周六 00:30", Some("2026-11-28T01:31:00+08:00"));
    assert_eq!(after_midnight.as_deref(), Ok("2026-11-28T00:30:00+08:00"));
    for ahead in ["23:59", "今晚", "晚上8点", "今天 16:30", "2026-11-27T23:59:00+08:00", "11月27日 15:00"]
    {
        assert_eq!(at(ahead, FRIDAY), Err(NoTime::NotYet), "{ahead}");
    }
    assert_eq!(at("2小时前", None), Err(NoTime::NoClock));
}

#[test]
fn so_many_hours_from_now_are_a_moment() {
    let now = "2026-11-20T22:30:40+08:00".parse().expect("an instant");
    for (text, want) in [
        ("2h", Some("2026-11-21 00:30:00")),
        ("in 2 hours", Some("2026-11-21 00:30:00")),
        ("1.5h", Some("2026-11-21 00:00:00")),
        ("half an hour from now", Some("2026-11-20 23:00:00")),
        ("45 min", Some("2026-11-20 23:15:00")),
        ("两小时后", Some("2026-11-21 00:30:00")),
        ("半小时后", Some("2026-11-20 23:00:00")),
        ("过一个小时", Some("2026-11-20 23:30:00")),
        ("2d", None),
        ("2m", None),
        ("3天后", None),
        ("the 5th", None),
        ("14th", None),
        ("march", None),
        ("10点30分", None),
        ("0h", None),
        ("2h ago", None),
    ] {
        let then = from_now(text, now).map(|then| then.naive_local().to_string());
        assert_eq!(then.as_deref(), want, "{text}");
    }
}
