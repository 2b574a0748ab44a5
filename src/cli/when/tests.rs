use super::*;

fn parse(text: &str, towards: Towards) -> Option<String> {
    let today = date("2026-11-20").expect("a Friday");
    day(text, today, &Calendar::default(), towards).map(|day| day.to_string())
}

#[test]
fn days_are_read_as_people_type_them() {
    for (text, want) in [
        ("2026-11-27", "2026-11-27"),
        ("today", "2026-11-20"),
        ("Tomorrow", "2026-11-21"),
        ("fri", "2026-11-27"),
        ("friday", "2026-11-27"),
        ("mon", "2026-11-23"),
        ("3d", "2026-11-23"),
        ("+3d", "2026-11-23"),
        ("2w", "2026-12-04"),
        ("3m", "2027-02-20"),
        ("1y", "2027-11-20"),
        ("+3wd", "2026-11-25"),
        ("eow", "2026-11-20"),
        ("eom", "2026-11-30"),
        ("明天", "2026-11-21"),
        ("周一", "2026-11-23"),
        ("星期天", "2026-11-22"),
        ("2周", "2026-12-04"),
        ("-1d", "2026-11-19"),
        // As one says them.
        ("next week", "2026-11-23"),
        ("下周", "2026-11-23"),
        ("下周一", "2026-11-23"),
        ("下周三", "2026-11-25"),
        ("下星期天", "2026-11-29"),
        ("下下周二", "2026-12-01"),
        ("next fri", "2026-11-27"),
        ("next tuesday", "2026-11-24"),
        ("this fri", "2026-11-20"),
        ("本周五", "2026-11-20"),
        ("这周日", "2026-11-22"),
        ("周末", "2026-11-21"),
        ("月底", "2026-11-30"),
        ("月末", "2026-11-30"),
        ("下月底", "2026-12-31"),
        ("下个月", "2026-12-20"),
        ("next month", "2026-12-20"),
        ("年底", "2026-12-31"),
        ("eoy", "2026-12-31"),
        ("明年", "2027-11-20"),
        ("大后天", "2026-11-23"),
        ("明日", "2026-11-21"),
        ("tmr", "2026-11-21"),
        ("3天后", "2026-11-23"),
        ("三天后", "2026-11-23"),
        ("两天之后", "2026-11-22"),
        ("2周后", "2026-12-04"),
        ("两个星期后", "2026-12-04"),
        ("一个月后", "2026-12-20"),
        ("十天后", "2026-11-30"),
        ("半年后", "2027-05-20"),
        ("半年", "2027-05-20"),
        ("3个工作日", "2026-11-25"),
        ("3个工作日后", "2026-11-25"),
        ("in 3 days", "2026-11-23"),
        ("in a week", "2026-11-27"),
        ("in two weeks", "2026-12-04"),
        ("3 working days", "2026-11-25"),
        // Written out, as every answer shows them.
        ("12月3日", "2026-12-03"),
        ("12月3号", "2026-12-03"),
        ("11月20日", "2026-11-20"),
        ("1月5日", "2027-01-05"),
        ("2027年1月5日", "2027-01-05"),
        ("12月3日 周四", "2026-12-03"),
        ("12月3日（周四）", "2026-12-03"),
        ("2027年1月11日 周一", "2027-01-11"),
        ("27.11.", "2026-11-27"),
        ("27.11.2026", "2026-11-27"),
        ("3.1.27", "2027-01-03"),
        ("nov 27", "2026-11-27"),
        ("27 Nov", "2026-11-27"),
        ("27. November", "2026-11-27"),
        ("Nov 27th", "2026-11-27"),
        ("Sept 1", "2027-09-01"),
        ("Nov 27, 2026", "2026-11-27"),
        ("27 Nov 2026", "2026-11-27"),
        ("Fri 27 Nov", "2026-11-27"),
        ("Thu, 3 Dec 2026", "2026-12-03"),
        ("Mon 11 Jan 2027", "2027-01-11"),
        ("29 feb", "2028-02-29"),
        // In full, as lists have it.
        ("2026/12/03", "2026-12-03"),
        ("2026.12.3", "2026-12-03"),
        ("2026-12-3", "2026-12-03"),
        ("20261203", "2026-12-03"),
        ("3-Dec-2026", "2026-12-03"),
        ("3rd of December 2026", "2026-12-03"),
        ("12/27/2026", "2026-12-27"),
        ("27/12/2026", "2026-12-27"),
        ("27/12", "2026-12-27"),
        ("12/27", "2026-12-27"),
        ("12/12", "2026-12-12"),
        ("3. Dezember 2026", "2026-12-03"),
    ] {
        assert_eq!(parse(text, Towards::Future).as_deref(), Some(want), "{text}");
    }
    for (text, want) in [
        ("yesterday", "2026-11-19"),
        ("11月3日", "2026-11-03"),
        ("12月3日", "2025-12-03"),
        ("20 nov", "2026-11-20"),
        ("31.12.", "2025-12-31"),
        ("上周五", "2026-11-13"),
        ("last week", "2026-11-09"),
        ("3天前", "2026-11-17"),
        ("3 days ago", "2026-11-17"),
        ("两周前", "2026-11-06"),
        ("上个月", "2026-10-20"),
        ("fri 13 nov", "2026-11-13"),
        ("fri", "2026-11-13"),
        ("thu", "2026-11-19"),
        ("3d", "2026-11-17"),
        ("1w", "2026-11-13"),
    ] {
        assert_eq!(parse(text, Towards::Past).as_deref(), Some(want), "{text}");
    }
    for bad in [
        "",
        "soon",
        "32d5",
        "2026-02-30",
        "99999999999d",
        "3x",
        "f",
        "周八",
        "-",
        "wd",
        "27.11",
        "12/3",
        "03/04/2026",
        "46346",
        "2026-11-27 10:00",
        "mon 27 nov",
        "12月32日",
        "13月1日",
        "32.1.",
        "下周八",
        "nov",
        "27",
        "next",
        "in",
        "后",
        "半",
        "12月3日 周五",
        "nov 27 26 1",
    ] {
        assert_eq!(parse(bad, Towards::Future), None, "{bad}");
    }
}

#[test]
fn what_can_be_two_days_is_told_with_both() {
    let today = date("2026-11-20").expect("a Friday");
    for (typed, one, other) in
        [("03/04/2027", "2027-04-03", "2027-03-04"), ("12/3", "2027-03-12", "2026-12-03")]
    {
        let failure = no_day(Lang::En, Some("--next"), typed, today, "tomorrow");
        assert_eq!(failure.hint, Some(format!("--next {one}, or --next {other}")), "{typed}");
    }
    let failure = no_day(Lang::En, None, "soon", today, "tomorrow");
    assert_eq!(failure.hint.as_deref(), Some("tomorrow"));
}

#[test]
fn the_end_of_the_month_is_clamped() {
    let day = |text: &str, today: &str| {
        day(text, date(today).expect("a date"), &Calendar::default(), Towards::Future)
    };
    assert_eq!(day("1m", "2026-01-31"), date("2026-02-28"));
    assert_eq!(day("eom", "2028-02-01"), date("2028-02-29"));
    assert_eq!(day("eow", "2026-11-21"), date("2026-11-21"), "the week is over");
}

#[test]
fn moments_may_have_an_hour() {
    let today = date("2026-11-20").expect("a date");
    let moment = |text: &str| moment(text, today, &Calendar::default(), None);
    assert_eq!(moment("yesterday"), Some(Stamp::Day(date("2026-11-19").expect("a date"))));
    assert_eq!(
        moment("yesterday 14:30").map(|at| at.to_string()[..16].to_owned()).as_deref(),
        Some("2026-11-19T14:30")
    );
    assert_eq!(moment("9:05").map(|at| at.to_string()[..16].to_owned()).as_deref(), Some("2026-11-20T09:05"));
    assert_eq!(
        moment("2026-11-20T10:30:00+08:00").map(|at| at.to_string()).as_deref(),
        Some("2026-11-20T10:30:00+08:00")
    );
    for bad in ["25:00", "soon 14:30", "14:3", ""] {
        assert_eq!(moment(bad), None, "{bad}");
    }
    // Where a server stands says nothing of the hour of whoever types.
    let there = super::moment("8:30", today, &Calendar::default(), Zone::parse("Asia/Kathmandu"));
    assert_eq!(there.map(|at| at.to_string()).as_deref(), Some("2026-11-20T08:30:00+05:45"));
}
