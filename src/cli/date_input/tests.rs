use super::*;
use crate::model::date;
use crate::render::lang::Lang;
use crate::rules::policy::{EventDays, TeamEvent};
use crate::rules::{Calendar, Holiday, Label};

/// One with a holiday.
pub(super) fn calendar() -> Calendar {
    let day = |text: &str| date(text).expect("a date");
    let spring = Holiday { on: day("2027-02-05"), until: day("2027-02-11"), what: Some("春节".into()) };
    Calendar { holidays: vec![spring], ..Calendar::default() }
}

fn on(today: &str, text: &str, towards: Towards) -> Result<String, NoDay> {
    let calendar = calendar();
    let frame = Frame { today: date(today).expect("a date"), calendar: &calendar, events: &[], from: None };
    read(text, &frame, towards).map(|day| day.to_string())
}

/// On Friday, 20 November 2026.
fn parse(text: &str, towards: Towards) -> Option<String> {
    on("2026-11-20", text, towards).ok()
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
        ("5 business days", "2026-11-27"),
        ("in 2 wks", "2026-12-04"),
        ("net 30", "2026-12-20"),
        ("tues", "2026-11-24"),
        ("thurs", "2026-11-26"),
        ("Fri.", "2026-11-27"),
        ("4dec", "2026-12-04"),
        ("dec4", "2026-12-04"),
        ("12/25/26", "2026-12-25"),
        ("25/12/2026", "2026-12-25"),
        ("1/1/27", "2027-01-01"),
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
        // By the number in the month.
        ("5日", "2026-12-05"),
        ("5号", "2026-12-05"),
        ("25日", "2026-11-25"),
        ("20号", "2026-11-20"),
        ("二十五号", "2026-11-25"),
        ("the 5th", "2026-12-05"),
        ("on the 25th", "2026-11-25"),
        ("1st", "2026-12-01"),
        ("下个月5号", "2026-12-05"),
        ("下月10日", "2026-12-10"),
        ("本月25日", "2026-11-25"),
        ("这个月28号", "2026-11-28"),
        ("下下个月3号", "2027-01-03"),
        ("5th of next month", "2026-12-05"),
        ("the 5th of next month", "2026-12-05"),
        ("月初", "2026-12-01"),
        ("下月初", "2026-12-01"),
        ("12月初", "2026-12-01"),
        ("12月底", "2026-12-31"),
        ("11月底", "2026-11-30"),
        ("end of month", "2026-11-30"),
        ("end of December", "2026-12-31"),
        ("start of next month", "2026-12-01"),
        ("end of next month", "2026-12-31"),
        ("明年1月5日", "2027-01-05"),
        ("今年12月3号", "2026-12-03"),
        ("明年12月1日", "2027-12-01"),
        ("5 Jan next year", "2027-01-05"),
        ("明年初", "2027-01-01"),
        ("明年底", "2027-12-31"),
        ("5th of December", "2026-12-05"),
        ("the 5th of December", "2026-12-05"),
        ("December 5th", "2026-12-05"),
        // Counted.
        ("半个月后", "2026-12-05"),
        ("半个月", "2026-12-05"),
        ("十五天后", "2026-12-05"),
        ("三十天", "2026-12-20"),
        ("三十天内", "2026-12-20"),
        ("5日后", "2026-11-25"),
        ("两周", "2026-12-04"),
        ("五个工作日后", "2026-11-27"),
        ("in seven days", "2026-11-27"),
        ("in a fortnight", "2026-12-04"),
        ("the day after tomorrow", "2026-11-22"),
        // Weeks.
        ("下礼拜一", "2026-11-23"),
        ("下个礼拜三", "2026-11-25"),
        ("下下礼拜二", "2026-12-01"),
        ("礼拜一", "2026-11-23"),
        ("这个礼拜天", "2026-11-22"),
        ("两个礼拜后", "2026-12-04"),
        ("周5", "2026-11-27"),
        ("friday next week", "2026-11-27"),
        ("on monday", "2026-11-23"),
        ("下周初", "2026-11-23"),
        // In full width, in Chinese digits.
        ("１２月３日", "2026-12-03"),
        ("２０２６－１２－０３", "2026-12-03"),
        ("十二月三日", "2026-12-03"),
        ("二〇二七年一月五日", "2027-01-05"),
        ("１周", "2026-11-27"),
        // After a holiday that the calendar knows: the first working day.
        ("春节后", "2027-02-12"),
        ("after 春节", "2027-02-12"),
    ] {
        assert_eq!(parse(text, Towards::Future).as_deref(), Some(want), "{text}");
    }
    for (text, want) in [
        ("yesterday", "2026-11-19"),
        ("11月3日", "2026-11-03"),
        ("20 nov", "2026-11-20"),
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
        ("5日", "2026-11-05"),
        ("25号", "2026-10-25"),
        ("the 5th", "2026-11-05"),
        ("20号", "2026-11-20"),
        ("上个月5号", "2026-10-05"),
        ("本月5号", "2026-11-05"),
        ("月初", "2026-11-01"),
        ("上礼拜五", "2026-11-13"),
        ("礼拜五", "2026-11-13"),
        ("去年12月3日", "2025-12-03"),
        ("半个月前", "2026-11-05"),
        ("十天前", "2026-11-10"),
        ("1月31日", "2026-01-31"),
        ("the day before yesterday", "2026-11-18"),
        ("昨", "2026-11-19"),
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
        "国庆后",
        "节后",
        "32日",
        "0号",
        "三五天",
        "底",
        "end",
        "尽快",
        "asap",
    ] {
        assert_eq!(parse(bad, Towards::Future), None, "{bad}");
    }
}

#[test]
fn what_is_no_single_day_names_those_that_can_be_meant() {
    let day = |text: &str| date(text).expect("a date");
    let table: &[(&str, &str, Towards, NoDay)] = &[
        ("2026-11-20", "03/04/2027", Towards::Future, NoDay::Either(day("2027-04-03"), day("2027-03-04"))),
        ("2026-11-20", "12/3", Towards::Future, NoDay::Either(day("2027-03-12"), day("2026-12-03"))),
        ("2026-11-20", "１２／３", Towards::Future, NoDay::Either(day("2027-03-12"), day("2026-12-03"))),
        // Only just passed, or soon to come.
        ("2026-11-20", "11月1日", Towards::Future, NoDay::Passed(day("2026-11-01"), day("2027-11-01"))),
        ("2026-12-25", "12月20日", Towards::Future, NoDay::Passed(day("2026-12-20"), day("2027-12-20"))),
        ("2026-11-20", "nov 19", Towards::Future, NoDay::Passed(day("2026-11-19"), day("2027-11-19"))),
        ("2026-11-20", "12月3日", Towards::Past, NoDay::NotCome(day("2026-12-03"), day("2025-12-03"))),
        ("2026-11-20", "31.12.", Towards::Past, NoDay::NotCome(day("2026-12-31"), day("2025-12-31"))),
        // No such day.
        ("2026-11-20", "2月29日", Towards::Future, NoDay::Missing(day("2027-02-28"), day("2027-03-01"))),
        ("2026-11-20", "29 feb", Towards::Past, NoDay::Missing(day("2026-02-28"), day("2026-03-01"))),
        ("2026-11-20", "31号", Towards::Future, NoDay::Missing(day("2026-11-30"), day("2026-12-01"))),
        ("2026-12-20", "31日", Towards::Past, NoDay::Missing(day("2026-11-30"), day("2026-12-01"))),
        // Parts of a month, and a month.
        ("2026-11-20", "12月中旬", Towards::Future, NoDay::Vague(day("2026-12-11"), day("2026-12-20"))),
        ("2026-11-20", "下个月中旬", Towards::Future, NoDay::Vague(day("2026-12-11"), day("2026-12-20"))),
        ("2026-11-20", "下月上旬", Towards::Future, NoDay::Vague(day("2026-12-01"), day("2026-12-10"))),
        ("2026-11-20", "2月下旬", Towards::Future, NoDay::Vague(day("2027-02-21"), day("2027-02-28"))),
        ("2026-11-20", "月中", Towards::Future, NoDay::Vague(day("2026-11-11"), day("2026-11-20"))),
        ("2026-11-20", "mid-December", Towards::Future, NoDay::Vague(day("2026-12-11"), day("2026-12-20"))),
        ("2026-11-20", "late january", Towards::Future, NoDay::Vague(day("2027-01-21"), day("2027-01-31"))),
        ("2026-11-20", "12月", Towards::Future, NoDay::Vague(day("2026-12-01"), day("2026-12-31"))),
        ("2026-11-20", "1月份", Towards::Future, NoDay::Vague(day("2027-01-01"), day("2027-01-31"))),
        ("2026-11-20", "march", Towards::Future, NoDay::Vague(day("2027-03-01"), day("2027-03-31"))),
        // A day with an hour.
        ("2026-11-20", "明天下午3点", Towards::Future, NoDay::WithHour(day("2026-11-21"))),
        ("2026-11-20", "12月3日10点", Towards::Future, NoDay::WithHour(day("2026-12-03"))),
        ("2026-11-20", "12月25日 15点", Towards::Future, NoDay::WithHour(day("2026-12-25"))),
        ("2026-11-20", "12月3号10点半", Towards::Future, NoDay::WithHour(day("2026-12-03"))),
        ("2026-11-20", "12月30日30点", Towards::Future, NoDay::Unknown),
        ("2026-11-20", "周一上午", Towards::Future, NoDay::WithHour(day("2026-11-23"))),
        ("2026-11-20", "下周三14：30", Towards::Future, NoDay::WithHour(day("2026-11-25"))),
        ("2026-11-20", "tomorrow 3pm", Towards::Future, NoDay::WithHour(day("2026-11-21"))),
        ("2026-11-20", "2026-11-27 10:00", Towards::Future, NoDay::WithHour(day("2026-11-27"))),
        ("2026-11-20", "今晚", Towards::Future, NoDay::WithHour(day("2026-11-20"))),
        ("2026-11-20", "tomorrow at 10", Towards::Future, NoDay::WithHour(day("2026-11-21"))),
        ("2026-11-20", "fri at 14", Towards::Future, NoDay::WithHour(day("2026-11-27"))),
        ("2026-11-20", "tomorrow at 25", Towards::Future, NoDay::Unknown),
        ("2026-11-20", "很快", Towards::Future, NoDay::Unknown),
    ];
    for (today, text, towards, want) in table {
        assert_eq!(on(today, text, *towards), Err(*want), "{text}");
        let failure = told(Some("--next"), text, *want, &"明天".into());
        let hint = failure.hint.expect("what to try");
        let hint = hint.pick(Lang::Zh);
        assert!(*want == NoDay::Unknown || hint.contains("--next 20"), "{text}: {hint}");
    }
    let hint = |option, text, no_day, hint: &str| {
        let hint = told(option, text, no_day, &hint.into()).hint.expect("what to try");
        hint.pick(Lang::En).to_owned()
    };
    let either = NoDay::Either(day("2027-03-12"), day("2026-12-03"));
    assert_eq!(hint(Some("--next"), "12/3", either, ""), "--next 2027-03-12, or --next 2026-12-03");
    assert_eq!(hint(None, "soon", NoDay::Unknown, "tomorrow"), "tomorrow");
}

#[test]
fn a_last_day_without_a_year_is_looked_for_from_the_first() {
    let (calendar, day) = (calendar(), |text: &str| date(text).expect("a date"));
    let from = Some(day("2026-12-01"));
    let frame = Frame { today: day("2026-11-20"), calendar: &calendar, events: &[], from };
    for (text, want) in [("11月25日", "2027-11-25"), ("12月31日", "2026-12-31"), ("11月30日", "2027-11-30")]
    {
        assert_eq!(read(text, &frame, Towards::Future), Ok(day(want)), "{text}");
    }
}

#[test]
fn the_end_of_the_month_is_clamped() {
    for (today, text, want) in [
        ("2026-01-31", "1m", "2026-02-28"),
        ("2028-02-01", "eom", "2028-02-29"),
        // The week is over.
        ("2026-11-21", "eow", "2026-11-21"),
        ("2026-11-30", "月底", "2026-11-30"),
    ] {
        assert_eq!(on(today, text, Towards::Future).as_deref(), Ok(want), "{text}");
    }
}

#[test]
fn after_a_festival_is_the_first_working_day_after_it() {
    let day = |text: &str| date(text).expect("a date");
    let spring =
        Holiday { on: day("2026-02-15"), until: day("2026-02-23"), what: Some("Spring Festival".into()) };
    let named = |on: &str, until: &str, what: &str| Holiday {
        on: day(on),
        until: day(until),
        what: Some(what.into()),
    };
    let holidays = vec![
        spring,
        named("2026-10-01", "2026-10-07", "National Day"),
        named("2027-01-01", "2027-01-03", "New Year"),
        named("2027-06-01", "2027-06-02", "周年庆"),
    ];
    let calendar = Calendar { holidays, ..Calendar::default() };
    let spans = [("2026-02-17", "2026-02-19"), ("2027-02-06", "2027-02-12")];
    let events = [TeamEvent {
        what: Label { en: "Spring Festival".into(), zh: "春节".into() },
        days: EventDays::Listed(spans.iter().map(|(on, until)| (day(on), day(until))).collect()),
        countries: vec!["CN".into()],
        days_before: 0,
        review: false,
    }];
    for (today, text, want) in [
        // The days off say when work begins; where only the festival is known, it does.
        ("2026-01-20", "after spring festival", Some("2026-02-24")),
        ("2026-01-20", "春节后", Some("2026-02-24")),
        ("2026-11-20", "春节后", Some("2027-02-15")),
        ("2027-11-20", "春节后", None),
        ("2026-11-20", "中秋节后", None),
        ("2026-01-20", "年后", Some("2026-02-24")),
        ("2026-01-20", "过年后", Some("2026-02-24")),
        ("2026-01-20", "after chinese new year", Some("2026-02-24")),
        ("2026-09-20", "国庆后", Some("2026-10-08")),
        ("2026-09-20", "国庆节后", Some("2026-10-08")),
        ("2026-11-20", "元旦后", Some("2027-01-04")),
        ("2027-01-20", "元旦后", None), // the Chinese New Year is another one
        ("2027-04-20", "年后", None),
        ("2026-11-20", "圣诞节后", None),
    ] {
        let frame = Frame { today: day(today), calendar: &calendar, events: &events, from: None };
        let found = read(text, &frame, Towards::Future).ok().map(|day| day.to_string());
        assert_eq!(found.as_deref(), want, "{today} {text}");
    }
    // Known by its name, but none is still to come; and not known.
    for (today, text, want) in [
        ("2027-11-20", "春节后", NoDay::NoneLater),
        ("2026-11-20", "国庆节后", NoDay::NoneLater),
        ("2026-11-20", "after national day", NoDay::NoneLater),
        ("2026-11-20", "中秋节后", NoDay::Unknown),
        ("2026-11-20", "after lunch", NoDay::Unknown),
    ] {
        let frame = Frame { today: day(today), calendar: &calendar, events: &events, from: None };
        assert_eq!(read(text, &frame, Towards::Future), Err(want), "{today} {text}");
    }
}
