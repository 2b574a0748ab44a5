use super::*;
use crate::model::Event;
use crate::plan::Words;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

#[test]
fn dates_have_a_year_only_where_it_is_not_this_one() {
    let today = day("2026-11-21");
    for (date, en, zh) in [
        ("2026-11-27", "Fri 27 Nov", "11月27日 周五"),
        ("2026-01-01", "Thu 1 Jan", "1月1日 周四"),
        ("2027-02-28", "Sun 28 Feb 2027", "2027年2月28日 周日"),
        ("2025-12-31", "Wed 31 Dec 2025", "2025年12月31日 周三"),
    ] {
        assert_eq!(date_short(Lang::En, day(date), today), en);
        assert_eq!(date_short(Lang::Zh, day(date), today), zh);
        assert_eq!(day_month(Lang::En, day(date), today), en[4..]);
        assert_eq!(Some(day_month(Lang::Zh, day(date), today).as_str()), zh.split(' ').next());
    }
    assert_eq!(date_full(Lang::En, day("2026-11-09")), "2026-11-09 (Mon)");
    assert_eq!(date_full(Lang::Zh, day("2026-11-09")), "2026-11-09（周一）");
}

#[test]
fn lengths_of_time_know_one_from_many() {
    for (text, en, zh, every_en, every_zh) in [
        ("1 day", "1 day", "1天", "every day", "每天一次"),
        ("45 days", "45 days", "45天", "every 45 days", "每45天一次"),
        ("1 week", "1 week", "1周", "every week", "每周一次"),
        ("2 weeks", "2 weeks", "2周", "every 2 weeks", "每2周一次"),
        ("1 month", "1 month", "1个月", "every month", "每月一次"),
        ("3 months", "3 months", "3个月", "every 3 months", "每3个月一次"),
        ("1 year", "1 year", "1年", "every year", "每年一次"),
    ] {
        let span = Interval::parse(text).expect("an interval");
        assert_eq!((interval(Lang::En, span).as_str(), interval(Lang::Zh, span).as_str()), (en, zh));
        assert_eq!(every(Lang::En, span), every_en);
        assert_eq!(every(Lang::Zh, span), every_zh);
    }
    for (count, en, zh) in [(0, "0 days", "0天"), (1, "1 day", "1天"), (15, "15 days", "15天")] {
        assert_eq!((days(Lang::En, count).as_str(), days(Lang::Zh, count).as_str()), (en, zh));
    }
}

#[test]
fn lateness_is_said_as_one_says_it() {
    for (count, en, zh) in [
        (3, "3 days late", "逾期3天"),
        (1, "1 day late", "逾期1天"),
        (0, "today", "今天"),
        (-1, "tomorrow", "明天"),
        (-2, "in 2 days", "2天后"),
        (i64::MIN, "in 9223372036854775808 days", "9223372036854775808天后"),
    ] {
        assert_eq!((late(Lang::En, count).as_str(), late(Lang::Zh, count).as_str()), (en, zh));
    }
}

#[test]
fn minutes_become_hours_from_sixty_on() {
    for (text, en, zh) in [
        ("0", "0 min", "0 分钟"),
        ("7.50", "7.5 min", "7.5 分钟"),
        ("20", "20 min", "20 分钟"),
        ("0.33333", "0.3 min", "0.3 分钟"),
        ("59.94", "59.9 min", "59.9 分钟"),
        ("59.96", "1 h", "1 小时"),
        ("60", "1 h", "1 小时"),
        ("93.5", "1 h 34 min", "1 小时 34 分钟"),
        ("119.7", "2 h", "2 小时"),
        ("72000", "1200 h", "1200 小时"),
        ("72010", "1200 h 10 min", "1200 小时 10 分钟"),
    ] {
        let value: Decimal = text.parse().expect("a number");
        assert_eq!(minutes(Lang::En, value), en);
        assert_eq!(minutes(Lang::Zh, value), zh);
    }
}

#[test]
fn every_word_of_the_files_has_a_word_in_both_languages() {
    let mut pairs: Vec<(&str, &str)> = Vec::new();
    let both = |word: &dyn Fn(Lang) -> &'static str| (word(Lang::En), word(Lang::Zh));
    pairs.extend(Need::ALL.iter().map(|v| both(&|l| need(l, *v))));
    pairs.extend(SaidPotential::ALL.iter().map(|v| both(&|l| potential(l, *v))));
    pairs.extend(Reply::ALL.iter().map(|v| both(&|l| reply(l, *v))));
    pairs.extend(Visit::ALL.iter().map(|v| both(&|l| visit(l, *v))));
    pairs.extend(SampleState::ALL.iter().map(|v| both(&|l| sample_state(l, *v))));
    pairs.extend(ComplaintState::ALL.iter().map(|v| both(&|l| complaint_state(l, *v))));
    pairs.extend(Event::KINDS.iter().map(|v| both(&|l| kind(l, v))));
    let channels = ["call", "email", "visit", "meeting", "chat"];
    pairs.extend(channels.iter().map(|v| both(&|l| channel(l, v))));
    for (en, zh) in pairs {
        assert!(!en.is_empty() && en.is_ascii(), "{en}");
        assert!(!zh.is_empty() && !zh.is_ascii(), "{zh}");
    }
}

#[test]
fn what_we_do_not_know_stays_as_it_is() {
    for lang in [Lang::En, Lang::Zh] {
        assert_eq!(kind(lang, "trade-fair"), "trade-fair");
        assert_eq!(channel(lang, "pigeon"), "pigeon");
    }
}

#[test]
fn a_label_falls_back_to_its_other_language() {
    let both = Label { en: "order customer".into(), zh: "订单客户".into() };
    assert_eq!((label(Lang::En, &both), label(Lang::Zh, &both)), ("order customer", "订单客户"));
    let one = Label { en: "VIP".into(), zh: String::new() };
    assert_eq!((label(Lang::En, &one), label(Lang::Zh, &one)), ("VIP", "VIP"));
}

#[test]
fn weekdays_are_named_in_full_and_in_short() {
    assert_eq!(weekday_long(Lang::En, Weekday::Sat), "Saturday");
    assert_eq!(weekday_long(Lang::Zh, Weekday::Sat), "周六");
    assert_eq!((weekday(Lang::En, Weekday::Sun), weekday(Lang::Zh, Weekday::Sun)), ("Sun", "周日"));
}

#[test]
fn what_an_answer_shows_can_be_typed() {
    let all = |words: Words, say: &dyn Fn(Lang, &str) -> String| {
        for word in words.known() {
            for lang in [Lang::En, Lang::Zh] {
                let shown = say(lang, word);
                assert_eq!(words.read(&shown), Some(word), "{shown}");
            }
        }
    };
    all(Words::Need, &|lang, word| Need::parse(word).map(|one| need(lang, one)).unwrap_or_default().into());
    all(Words::Potential, &|lang, word| {
        SaidPotential::parse(word).map(|one| potential(lang, one)).unwrap_or_default().into()
    });
    all(Words::Reply, &|lang, word| {
        Reply::parse(word).map(|one| reply(lang, one)).unwrap_or_default().into()
    });
    all(Words::Visit, &|lang, word| {
        Visit::parse(word).map(|one| visit(lang, one)).unwrap_or_default().into()
    });
    all(Words::Sample, &|lang, word| {
        SampleState::parse(word).map(|one| sample_state(lang, one)).unwrap_or_default().into()
    });
    all(Words::Complaint, &|lang, word| {
        ComplaintState::parse(word).map(|one| complaint_state(lang, one)).unwrap_or_default().into()
    });
    all(Words::Alarm, &|lang, word| {
        AlarmKind::parse(word).map(|one| alarm_kind(lang, one)).unwrap_or_default().into()
    });
    all(Words::AlarmAnswer, &|lang, word| {
        AlarmAnswer::parse(word).map(|one| alarm_answer(lang, one)).unwrap_or_default().into()
    });
    all(Words::Via, &|lang, word| channel(lang, word).into());
    all(Words::Kind, &|lang, word| kind(lang, word).into());
}

#[test]
fn of_short_days_minutes_say_what_hours_would_not() {
    for (taken, there, en, zh) in [
        ("6", "2", "6 of 2 min", "6/2 分钟"),
        ("6", "0", "6 of 0 min", "6/0 分钟"),
        ("28.4", "24", "28 of 24 min", "28/24 分钟"),
        ("90", "96", "1.5 of 1.6 h", "1.5/1.6 小时"),
    ] {
        let [taken, there] = [taken, there].map(|text| text.parse::<Decimal>().expect("a number"));
        assert_eq!(taken_of(Lang::En, taken, there), en);
        assert_eq!(taken_of(Lang::Zh, taken, there), zh);
    }
}
