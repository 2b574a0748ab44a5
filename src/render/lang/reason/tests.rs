use super::*;
use crate::model::{Interval, SampleState};
use crate::rules::policy::Trigger;
use crate::rules::rhythm::{ExpectedDays, ExpectedOrder, Placed};
use crate::rules::{Anchor, AnchorKind, EmergencyKind, FreeDay, Rhythm};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn span(text: &str) -> Interval {
    Interval::parse(text).expect("an interval")
}

fn at(text: &str, kind: AnchorKind) -> Anchor {
    Anchor { day: day(text), kind, line: Some(4), product: None }
}

fn contact(text: &str) -> Anchor {
    at(text, AnchorKind::FollowUp)
}

fn step(step: usize, gap: u32, from: &str) -> Reason {
    Reason::Step {
        step,
        of: 7,
        gap,
        gaps: vec![1, 1, 2, 3, 7, 7, 15],
        source: Source::Default,
        anchor: at("2026-11-02", AnchorKind::Event(Trigger::Sample(SampleState::Agreed))),
        from: day(from),
    }
}

fn complaint(reference: Option<&str>, answered: bool) -> Reason {
    emergency(EmergencyKind::Complaint, reference, answered)
}

fn ending(reference: Option<&str>, answered: bool) -> Reason {
    emergency(EmergencyKind::Ending, reference, answered)
}

fn emergency(kind: EmergencyKind, reference: Option<&str>, answered: bool) -> Reason {
    Reason::Emergency {
        kind,
        reference: reference.map(str::to_owned),
        opened: at("2026-11-19", AnchorKind::Complaint),
        answered,
        within: span("1 day"),
    }
}

fn rhythm(placed: Placed) -> Reason {
    let days = ExpectedDays { from: day("2026-12-03"), middle: day("2026-12-09"), until: day("2026-12-14") };
    Reason::Rhythm {
        rhythm: Rhythm { every: 30, orders: 6, last: day("2026-11-09"), next: days, season: None },
        expected: ExpectedOrder { days, skipped: 0, ahead: day("2026-11-26"), placed },
        lead: span("7 days"),
        is_own_lead: false,
        anchor: contact("2026-11-10"),
    }
}

fn cadence(every: &str, source: Source, last: &str) -> Reason {
    Reason::Cadence { every: span(every), source, anchor: contact(last) }
}

#[test]
fn every_reason_has_its_line_in_both_languages() {
    let ungraded = |unknown: Option<&str>| Reason::Ungraded {
        since: Some(day("2026-04-20")),
        unknown: unknown.map(str::to_owned),
    };
    let decide = Reason::Decide {
        of: 7,
        gap: 15,
        anchor: at("2026-09-02", AnchorKind::Grade),
        from: day("2026-11-02"),
        choices: ["A", "C", "D"].map(String::from).to_vec(),
    };
    for (reason, en, zh) in [
        (Reason::Archived { on: day("2025-03-03") }, "archived on 3 Mar 2025", "2025年3月3日已归档"),
        (Reason::NoNeed, "will never need us", "无需求，不再跟进"),
        (
            complaint(Some("C-7"), false),
            "complaint C-7 of 19 Nov not answered",
            "11月19日的投诉 C-7 尚未答复",
        ),
        (complaint(None, true), "complaint of 19 Nov not solved", "11月19日的投诉尚未解决"),
        (
            ending(Some("E-2"), false),
            "wish to end E-2 of 19 Nov not answered",
            "11月19日的终止意向 E-2 尚未答复",
        ),
        (ending(None, true), "wish to end of 19 Nov not settled", "11月19日的终止意向尚未了结"),
        (ungraded(None), "no grade yet", "尚未定级"),
        (ungraded(Some("X")), "no grade yet: crm.yaml has no \"X\"", "尚未定级：crm.yaml 里没有等级「X」"),
        (
            Reason::FirstContact { since: Some(day("2026-04-20")) },
            "never contacted, since 20 Apr",
            "自4月20日起从未联系",
        ),
        (Reason::FirstContact { since: None }, "never contacted", "从未联系"),
        (Reason::Agreed { anchor: contact("2026-11-18"), hour: None }, "agreed on 18 Nov", "11月18日约定"),
        (
            cadence("1 month", Source::Workspace, "2026-10-20"),
            "every month, last contact 20 Oct",
            "每月一次，上次联系10月20日",
        ),
        (
            cadence("45 days", Source::Customer, "2025-12-20"),
            "every 45 days for this customer, last contact 20 Dec 2025",
            "每45天一次（该客户单独设定），上次联系2025年12月20日",
        ),
        (
            rhythm(Placed::Ahead),
            "7 days before its next order, 3–14 Dec (every 30 days, 6 orders)",
            "预计下单前7天：12月3日–14日（约每30天一单，据6单）",
        ),
        (
            rhythm(Placed::Within(span("1 month"))),
            "every month while its next order may come, 3–14 Dec (every 30 days, 6 orders)",
            "预计12月3日–14日下单，其间每月一次（约每30天一单，据6单）",
        ),
        (
            rhythm(Placed::Alone(span("3 months"))),
            "never left alone for over 3 months, last contact 10 Nov",
            "至少每3个月联系一次，上次联系11月10日",
        ),
        (step(4, 3, "2026-11-06"), "step 4 of 7: 3 days after 6 Nov", "第4步（共7步）：11月6日后3天"),
        (step(1, 1, "2026-11-02"), "step 1 of 7: 1 day after 2 Nov", "第1步（共7步）：11月2日后1天"),
        (decide, "sequence of 7 used up: decide A, C or D", "7步跟进已走完：请定为 A、C 或 D"),
    ] {
        let verdict = Verdict { due: None, reason, moved: None, by: None };
        let today = day("2026-11-21");
        assert_eq!(super::reason(Lang::En, &verdict, today), en);
        assert_eq!(super::reason(Lang::Zh, &verdict, today), zh);
    }
}

#[test]
fn a_day_that_a_note_set_was_agreed_with_nobody() {
    let reason = Reason::Agreed { anchor: at("2026-11-20", AnchorKind::Note), hour: None };
    let verdict = Verdict { due: Some(day("2026-12-01")), reason, moved: None, by: None };
    let said = [Lang::En, Lang::Zh].map(|lang| super::reason(lang, &verdict, day("2026-11-21")));
    assert_eq!(said, ["set for 1 Dec (note of 20 Nov)", "定于12月1日（11月20日备注）"]);
}

#[test]
fn a_date_that_moved_says_from_where() {
    let moved = Some((day("2026-11-21"), FreeDay::Weekday(chrono::Weekday::Sat)));
    let reason = cadence("1 month", Source::Default, "2026-10-21");
    let verdict = Verdict { due: Some(day("2026-11-23")), reason, moved, by: None };
    for (lang, want) in [
        (Lang::En, "every month, last contact 21 Oct, moved from Sat 21 Nov"),
        (Lang::Zh, "每月一次，上次联系10月21日，由11月21日（周六）顺延"),
    ] {
        assert_eq!(super::reason(lang, &verdict, day("2026-11-22")), want);
    }
}

#[test]
fn a_number_from_the_file_is_shown_harmlessly() {
    let verdict = Verdict { due: None, reason: complaint(Some("\u{1b}[2J"), false), moved: None, by: None };
    let said = super::reason(Lang::En, &verdict, day("2026-11-21"));
    assert_eq!(said, "complaint \u{fffd}[2J of 19 Nov not answered");
}
