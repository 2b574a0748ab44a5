use super::*;
use crate::model::{Hours, Zone};

fn calling(there: &str, here: &str, hours: &str, best: Option<(u32, usize, usize)>) -> Calling {
    let zone = |name: &str| (!name.is_empty()).then(|| Zone::parse(name).expect("a zone"));
    Calling {
        zone: zone(there),
        zone_from: zone(there).map(|_| ZoneFrom::Country),
        channel: None,
        written: (!hours.is_empty()).then(|| hours.to_owned()),
        hours: Hours::parse(hours),
        best: best.map(|(hour, answers, of)| BestHour { hour, answers, of }),
        here: zone(here),
        own: None,
        meeting: None,
    }
}

fn friday() -> NaiveDate {
    "2026-11-20".parse().expect("a date")
}

#[test]
fn the_hours_are_told_on_both_clocks() {
    let shanghai = "Asia/Shanghai";
    for (there, here, hours, best, en, zh) in [
        (
            "Europe/Berlin",
            shanghai,
            "9-12",
            Some((10, 3, 5)),
            "09:00–12:00 there = 16:00–19:00 here · answered at 10:00 there (3 of 5 answers)",
            "对方 09:00–12:00 = 我方 16:00–19:00 · 对方 10:00 左右常有回复（5次中3次）",
        ),
        (
            "America/Los_Angeles",
            shanghai,
            "9-12, 13-16",
            None,
            "Thu 09:00–12:00, Thu 13:00–16:00 there = 01:00–04:00, 05:00–08:00 here",
            "对方周四 09:00–12:00、周四 13:00–16:00 = 我方 01:00–04:00、05:00–08:00",
        ),
        (
            "Europe/Berlin",
            shanghai,
            "14-17",
            None,
            "14:00–17:00 there = 21:00–24:00 here",
            "对方 14:00–17:00 = 我方 21:00–24:00",
        ),
        (
            "Asia/Taipei",
            shanghai,
            "9-12",
            Some((10, 1, 1)),
            "09:00–12:00 · answered at 10:00 (1 answer)",
            "09:00–12:00 · 10:00 左右有过回复（仅1次）",
        ),
        ("Europe/Berlin", "", "9-12", None, "09:00–12:00 (Europe/Berlin)", "09:00–12:00（Europe/Berlin）"),
        (
            "Europe/Berlin",
            shanghai,
            "mornings",
            None,
            "mornings there · 7 h behind you",
            "对方 mornings · 比你晚7小时",
        ),
        (
            "",
            shanghai,
            "9-12",
            Some((16, 2, 2)),
            "9-12 there · answered at 16:00 by our own clock (2 of 2 answers)",
            "对方 9-12 · 我方 16:00 左右常有回复（2次中2次）",
        ),
        (
            "Europe/Berlin",
            shanghai,
            "",
            Some((10, 2, 3)),
            "answered at 10:00 there = 17:00 here (2 of 3 answers)",
            "对方 10:00（我方 17:00）左右常有回复（3次中2次）",
        ),
        (
            "America/New_York",
            shanghai,
            "",
            Some((15, 2, 3)),
            "answered at 15:00 there = 04:00 here, Thu there (2 of 3 answers)",
            "对方周四 15:00（我方 04:00）左右常有回复（3次中2次）",
        ),
        ("Asia/Kathmandu", shanghai, "", None, "2 h 15 min behind you", "比你晚2小时15分钟"),
        ("Pacific/Auckland", shanghai, "", None, "5 h ahead of you", "比你早5小时"),
        ("Asia/Kathmandu", "Asia/Kolkata", "", None, "15 min ahead of you", "比你早15分钟"),
    ] {
        let calling = calling(there, here, hours, best);
        for (lang, want) in [(Lang::En, en), (Lang::Zh, zh)] {
            assert_eq!(call_time(lang, &calling, friday(), None).as_deref(), Some(want));
        }
    }
    assert_eq!(call_time(Lang::En, &calling("Asia/Taipei", shanghai, "", None), friday(), None), None);
}

#[test]
fn what_both_work_is_told() {
    for (there, hours, own, en, zh) in [
        (
            "Europe/Berlin",
            "9-12",
            "9-18",
            "09:00–12:00 there = 16:00–19:00 here · in your hours 16:00–18:00",
            "对方 09:00–12:00 = 我方 16:00–19:00 · 你的工作时间内：16:00–18:00",
        ),
        (
            "Europe/Berlin",
            "9-12, 15-16",
            "9-12, 13:30-18:00",
            "09:00–12:00, 15:00–16:00 there = 16:00–19:00, 22:00–23:00 here · in your hours 16:00–18:00",
            "对方 09:00–12:00、15:00–16:00 = 我方 16:00–19:00、22:00–23:00 · 你的工作时间内：16:00–18:00",
        ),
        (
            "America/New_York",
            "9-17",
            "9-18",
            "Thu 09:00–17:00 there = Thu 22:00–06:00 here · never in your hours (09:00–18:00): send a message",
            "对方周四 09:00–17:00 = 我方周四 22:00–06:00 · 不在你的工作时间（09:00–18:00）内，请留言或发邮件",
        ),
        // All of it: nothing more to say.
        ("Asia/Taipei", "9-12", "8-18", "09:00–12:00", "09:00–12:00"),
        // A night shift reaches over midnight.
        (
            "America/New_York",
            "9-12",
            "22-6",
            "09:00–12:00 there = 22:00–01:00 here",
            "对方 09:00–12:00 = 我方 22:00–01:00",
        ),
    ] {
        let mut calling = calling(there, "Asia/Shanghai", hours, None);
        calling.own = Hours::parse(own);
        for (lang, want) in [(Lang::En, en), (Lang::Zh, zh)] {
            assert_eq!(
                call_time(lang, &calling, friday(), None).as_deref(),
                Some(want),
                "{there} {hours} {own}"
            );
        }
    }
    let mut unknown = calling("Europe/Berlin", "Asia/Shanghai", "mornings", None);
    unknown.own = Hours::parse("9-18");
    assert_eq!(unknown.on(friday()).both, None);
}

#[test]
fn the_channel_is_named_and_what_its_clock_says_now() {
    let now = "2026-11-20T09:30:00+08:00".parse().ok();
    let mut berlin = calling("Europe/Berlin", "Asia/Shanghai", "", None);
    berlin.channel = Some("call".into());
    let told = |lang| call_time(lang, &berlin, friday(), now);
    assert_eq!(told(Lang::En).as_deref(), Some("prefers call · 7 h behind you · now 02:30 there"));
    assert_eq!(told(Lang::Zh).as_deref(), Some("偏好电话 · 比你晚7小时 · 对方现在 02:30"));
    let new_york = calling("America/New_York", "Asia/Shanghai", "9-12", None);
    assert_eq!(
        local_time(Lang::En, &new_york, friday(), now).as_deref(),
        Some(
            "America/New_York (by its country) · 13 h behind you · now Thu 20:30 there · 09:00–12:00 there \
             = 22:00–01:00 here"
        )
    );
}
