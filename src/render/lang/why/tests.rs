use super::*;
use crate::model::SampleState;
use crate::rules::policy::Trigger;
use crate::rules::{AnchorKind, EmergencyKind, FreeDay, Policy};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn span(text: &str) -> Interval {
    Interval::parse(text).expect("an interval")
}

fn at(text: &str, kind: AnchorKind, line: Option<u32>) -> Anchor {
    Anchor { day: day(text), kind, line, product: None }
}

fn contact(text: &str) -> Anchor {
    at(text, AnchorKind::FollowUp, Some(8))
}

fn grade(class: &str, source: Source) -> GradeRule {
    let rule = Policy::default().grade(class).cloned().expect("a default grade");
    GradeRule { source, ..rule }
}

/// Both languages, a line each, for a verdict on 2026-11-21.
fn told(
    reason: Reason,
    due: Option<&str>,
    moved: Option<(&str, FreeDay)>,
    rule: Option<&GradeRule>,
) -> [String; 2] {
    let moved = moved.map(|(from, cause)| (day(from), cause));
    let verdict = Verdict { due: due.map(day), reason, moved, by: None };
    [Lang::En, Lang::Zh].map(|lang| {
        let lines = why(lang, &verdict, rule, ("acme.log.jsonl", Some("li")), day("2026-11-21"));
        assert!((2..=5).contains(&lines.len()), "{lines:?}");
        lines.join("\n")
    })
}

fn lines(text: &[&str]) -> String {
    text.join("\n")
}

#[test]
fn a_step_shows_its_sequence_its_beginning_and_its_sum() {
    let reason = Reason::Step {
        step: 4,
        of: 7,
        gap: 3,
        gaps: vec![1, 1, 2, 3, 7, 7, 15],
        source: Source::Workspace,
        anchor: at("2026-11-02", AnchorKind::Event(Trigger::Sample(SampleState::Agreed)), Some(4)),
        from: day("2026-11-05"),
    };
    let moved = Some(("2026-11-08", FreeDay::Weekday(chrono::Weekday::Sun)));
    let [en, zh] = told(reason, Some("2026-11-09"), moved, Some(&grade("B", Source::Workspace)));
    assert_eq!(
        en,
        lines(&[
            "rule 6 of 7: step 4 of 7, crm.yaml: grades.B.steps.agreed",
            "gaps in days: 1, 1, 2, [3], 7, 7, 15",
            "counts from: sample agreed on 2026-11-02, acme.log.jsonl line 4; 3 contact days since, \
             the last on 2026-11-05",
            "2026-11-05 + 3 days = 2026-11-08 (Sun)",
            "rule 7 of 7: 2026-11-08 is a Sunday, so the next working day: 2026-11-09 (Mon)",
        ])
    );
    assert_eq!(
        zh,
        lines(&[
            "规则6（共7条）：第4步（共7步），crm.yaml: grades.B.steps.agreed",
            "间隔天数：1、1、2、[3]、7、7、15",
            "起算：2026-11-02 约定寄样，acme.log.jsonl 第4行；之后有3天联系过，最近一次 2026-11-05",
            "2026-11-05 + 3天 = 2026-11-08（周日）",
            "规则7（共7条）：2026-11-08 是周日，顺延到下一个工作日 2026-11-09（周一）",
        ])
    );
}

#[test]
fn a_used_up_sequence_shows_its_last_gap() {
    let reason = Reason::Decide {
        of: 4,
        gap: 7,
        anchor: at("2026-10-01", AnchorKind::Event(Trigger::Sample(SampleState::Received)), Some(4)),
        from: day("2026-11-05"),
        choices: ["A", "C", "D"].map(String::from).to_vec(),
    };
    let [en, zh] = told(reason, Some("2026-11-12"), None, Some(&grade("B", Source::Default)));
    assert_eq!(
        en,
        lines(&[
            "rule 6 of 7: all 4 steps are used up (the built-in default: grades.B.steps.received), so \
             decide A, C or D",
            "gaps in days: 3, 7, 3, [7]",
            "counts from: sample received on 2026-10-01, acme.log.jsonl line 4; last contact on 2026-11-05",
            "2026-11-05 + 7 days = 2026-11-12 (Thu)",
        ])
    );
    assert_eq!(
        zh,
        lines(&[
            "规则6（共7条）：4步都已走完（内置默认值：grades.B.steps.received），请定为 A、C 或 D",
            "间隔天数：3、7、3、[7]",
            "起算：2026-10-01 客户收到样品，acme.log.jsonl 第4行；最近一次联系 2026-11-05",
            "2026-11-05 + 7天 = 2026-11-12（周四）",
        ])
    );
}

#[test]
fn a_cadence_says_whose_it_is() {
    let cadence = |every: &str, source, from: &str| Reason::Cadence {
        every: span(every),
        source,
        anchor: contact(from),
    };
    let holiday = Some(("2026-10-01", FreeDay::Holiday(Some("National Day".into()))));
    let reason = cadence("1 month", Source::Default, "2026-09-01");
    let [en, zh] = told(reason, Some("2026-10-08"), holiday, Some(&grade("C", Source::Default)));
    assert_eq!(
        en,
        lines(&[
            "rule 6 of 7: every month, the built-in default: grades.C.cadence",
            "counts from: follow-up on 2026-09-01, acme.log.jsonl line 8",
            "2026-09-01 + 1 month = 2026-10-01 (Thu)",
            "rule 7 of 7: 2026-10-01 is the holiday \"National Day\", so the next working day: \
             2026-10-08 (Thu)",
        ])
    );
    assert_eq!(
        zh,
        lines(&[
            "规则6（共7条）：每月一次，内置默认值：grades.C.cadence",
            "起算：2026-09-01 的跟进，acme.log.jsonl 第8行",
            "2026-09-01 + 1个月 = 2026-10-01（周四）",
            "规则7（共7条）：2026-10-01 是假日「National Day」，顺延到下一个工作日 2026-10-08（周四）",
        ])
    );
    let reason = cadence("1 month", Source::Customer, "2026-08-31");
    let [en, zh] = told(reason, Some("2026-09-30"), None, None);
    assert!(en.starts_with("rule 6 of 7: every month, the customer's own cadence: in its file\n"), "{en}");
    assert!(en.ends_with("2026-08-31 + 1 month = 2026-09-30 (Wed), as that month has no 31st"), "{en}");
    assert!(zh.starts_with("规则6（共7条）：每月一次，客户文件自己的 cadence:\n"), "{zh}");
    assert!(zh.ends_with("2026-08-31 + 1个月 = 2026-09-30（周三），当月没有31日，取月末"), "{zh}");
}

#[test]
fn a_rhythm_is_summed_up_to_the_order_and_back() {
    let window = |days: [&str; 3]| {
        let [from, middle, until] = days.map(day);
        ExpectedDays { from, middle, until }
    };
    let rhythm = |skipped: u32, placed: Placed| {
        let next = window(["2026-12-03", "2026-12-09", "2026-12-14"]);
        let days = match skipped {
            0 => next,
            _ => window(["2027-01-02", "2027-01-08", "2027-01-13"]),
        };
        let ahead = day(if skipped == 0 { "2026-11-26" } else { "2026-12-26" });
        Reason::Rhythm {
            rhythm: Rhythm { every: 30, orders: 6, last: day("2026-11-09"), next, season: None },
            expected: ExpectedOrder { days, skipped, ahead, placed },
            lead: span("7 days"),
            is_own_lead: skipped == 0,
            anchor: contact("2026-12-05"),
        }
    };
    let rule = grade("A", Source::Workspace);
    let [en, zh] = told(rhythm(1, Placed::Ahead), Some("2026-12-26"), None, Some(&rule));
    assert_eq!(
        en,
        lines(&[
            "rule 6 of 7: the customer's own order rhythm, crm.yaml: grades.A.rhythm",
            "rhythm: orders about every 30 days, from 6 orders, the last on 2026-11-09",
            "as one knew that day, the next between 2026-12-03 and 2026-12-14 (80 %)",
            "counts from: follow-up on 2026-12-05, acme.log.jsonl line 8; it is about a later order: \
             2026-12-03 + 1 × 30 days = 2027-01-02, until 2027-01-13",
            "2027-01-02 − 7 days = 2026-12-26 (Sat) (crm.yaml: lead_time)",
        ])
    );
    assert_eq!(
        zh,
        lines(&[
            "规则6（共7条）：按客户自己的下单节奏，crm.yaml: grades.A.rhythm",
            "节奏：约每30天订一次，据6单，最近一单 2026-11-09",
            "当时预计下一单在 2026-12-03 到 2026-12-14 之间（80%）",
            "起算：2026-12-05 的跟进，acme.log.jsonl 第8行；为的是再后面的一单：\
             2026-12-03 + 1 × 30天 = 2027-01-02，至 2027-01-13",
            "2027-01-02 − 7天 = 2026-12-26（周六）（crm.yaml: lead_time）",
        ])
    );
    let [en, _] = told(rhythm(0, Placed::Ahead), Some("2026-11-26"), None, Some(&rule));
    assert!(
        en.ends_with(
            "; it is about the next order\n\
             2026-12-03 − 7 days = 2026-11-26 (Thu) (the customer's own lead_time: in its file)"
        ),
        "{en}"
    );
    let [en, zh] = told(rhythm(1, Placed::Alone(span("2 weeks"))), Some("2026-12-19"), None, Some(&rule));
    assert!(
        en.ends_with("\n2026-12-05 + 2 weeks = 2026-12-19 (Sat): the longest time alone, before 2026-12-26"),
        "{en}"
    );
    let [within, _] = told(rhythm(0, Placed::Within(span("1 week"))), Some("2026-12-12"), None, Some(&rule));
    assert!(
        within.ends_with(
            "\n2026-12-05 + 1 week = 2026-12-12 (Sat): that order may still come until 2026-12-14"
        ),
        "{within}"
    );
    assert!(zh.ends_with("\n2026-12-05 + 2周 = 2026-12-19（周六）：最长联系间隔，早于 2026-12-26"), "{zh}");
}

#[test]
fn a_date_that_no_cadence_made_names_the_rule_that_did() {
    let complaint = Reason::Emergency {
        kind: EmergencyKind::Complaint,
        reference: Some("C-7".into()),
        opened: at("2026-11-19", AnchorKind::Complaint, Some(9)),
        answered: false,
        within: span("1 day"),
    };
    let ending = Reason::Emergency {
        kind: EmergencyKind::Ending,
        reference: None,
        opened: at("2026-11-19", AnchorKind::Ending, Some(9)),
        answered: true,
        within: span("2 days"),
    };
    let ungraded = Reason::Ungraded { since: Some(day("2026-04-20")), unknown: Some("X".into()) };
    let first = Reason::FirstContact { since: None };
    let agreed = Reason::Agreed { anchor: contact("2026-11-18"), hour: None };
    let archived = Reason::Archived { on: day("2026-03-03") };
    let set = Reason::Agreed { anchor: at("2026-11-20", AnchorKind::Note, Some(3)), hour: None };
    for (reason, due, en, zh) in [
        (
            set,
            Some("2026-12-01"),
            &[
                "rule 5 of 7: a day set by a note counts until a contact keeps it, and never moves",
                "set in: note of 2026-11-20, acme.log.jsonl line 3",
                "next = 2026-12-01 (Tue)",
            ][..],
            &[
                "规则5（共7条）：备注定下的日期在当天或之后联系之前一直有效，遇休息日也不顺延",
                "写于：2026-11-20 的备注，acme.log.jsonl 第3行",
                "下次跟进 = 2026-12-01（周二）",
            ][..],
        ),
        (
            archived,
            None,
            &[
                "rule 1 of 7: an archived customer is never due",
                "archived: 2026-03-03 in the customer's file",
            ][..],
            &["规则1（共7条）：已归档的客户不再跟进", "客户文件里写着 archived: 2026-03-03"][..],
        ),
        (
            Reason::NoNeed,
            None,
            &[
                "rule 1 of 7: a customer that will never need us is never due",
                "need: dead in the customer's file",
            ],
            &["规则1（共7条）：确认无需求的客户不再跟进", "客户文件里写着 need: dead"],
        ),
        (
            complaint,
            Some("2026-11-20"),
            &[
                "rule 2 of 7: an open complaint is to be answered within 1 day (complaint.answer in \
                 crm.yaml, else built in)",
                "counts from: complaint of 2026-11-19, acme.log.jsonl line 9, ref \"C-7\", not answered since",
                "2026-11-19 + 1 day = 2026-11-20 (Fri)",
            ],
            &[
                "规则2（共7条）：未了结的投诉要在1天内答复（crm.yaml 的 complaint.answer，未写则用内置值）",
                "起算：2026-11-19 的投诉，acme.log.jsonl 第9行，编号「C-7」，至今未答复",
                "2026-11-19 + 1天 = 2026-11-20（周五）",
            ],
        ),
        (
            ending,
            Some("2026-11-21"),
            &[
                "rule 2 of 7: a wish to end is to be settled within 2 days (complaint.solve in crm.yaml, else \
                 built in)",
                "counts from: wish to end of 2026-11-19, acme.log.jsonl line 9, not settled since",
                "2026-11-19 + 2 days = 2026-11-21 (Sat)",
            ],
            &[
                "规则2（共7条）：未了结的终止意向要在2天内了结（crm.yaml 的 complaint.solve，未写则用内置值）",
                "起算：2026-11-19 的终止意向，acme.log.jsonl 第9行，至今未了结",
                "2026-11-19 + 2天 = 2026-11-21（周六）",
            ],
        ),
        (
            ungraded,
            Some("2026-04-20"),
            &[
                "rule 3 of 7: a customer without a grade is due until somebody grades it",
                "grade: X in the customer's file is none of the grades in crm.yaml",
                "due from since: in the customer's file, 2026-04-20 (Mon)",
            ],
            &[
                "规则3（共7条）：未定级的客户一直列在待办里，直到有人定级",
                "客户文件里的 grade: X 不在 crm.yaml 的等级之中",
                "从客户文件里的 since: 算起，即 2026-04-20（周一）",
            ],
        ),
        (
            first,
            Some("2026-11-21"),
            &[
                "rule 4 of 7: a customer that was never contacted is due at once (acme.log.jsonl has no \
                 followup)",
                "no since: in the customer's file, so it is due today, 2026-11-21 (Sat)",
            ],
            &[
                "规则4（共7条）：从未联系过的客户应立即联系（acme.log.jsonl 里没有跟进记录）",
                "客户文件里没有 since:，所以就是今天，2026-11-21（周六）",
            ],
        ),
        (
            agreed,
            Some("2026-11-28"),
            &[
                "rule 5 of 7: an agreed date comes before the cadence until a contact keeps it, and never moves",
                "agreed in: follow-up on 2026-11-18, acme.log.jsonl line 8",
                "next = 2026-11-28 (Sat)",
            ],
            &[
                "规则5（共7条）：约定的日期优先于跟进周期，直到当天或之后联系为止，遇休息日也不顺延",
                "约定于：2026-11-18 的跟进，acme.log.jsonl 第8行",
                "下次跟进 = 2026-11-28（周六）",
            ],
        ),
    ] {
        assert_eq!(told(reason, due, None, None), [lines(en), lines(zh)]);
    }
}

#[test]
fn an_anchor_outside_the_log_has_no_line() {
    let step = |anchor: Anchor| Reason::Step {
        step: 1,
        of: 1,
        gap: 1,
        gaps: vec![1],
        source: Source::Default,
        from: anchor.day,
        anchor,
    };
    for (kind, line, en, zh) in [
        (
            AnchorKind::Grade,
            Some(2),
            "grade given on 2026-11-02, acme.log.jsonl line 2",
            "2026-11-02 定级，acme.log.jsonl 第2行",
        ),
        (
            AnchorKind::Since,
            None,
            "since: 2026-11-02 in the customer's file",
            "客户文件里的 since: 2026-11-02",
        ),
        (
            AnchorKind::Note,
            Some(7),
            "note of 2026-11-02, acme.log.jsonl line 7",
            "2026-11-02 的备注，acme.log.jsonl 第7行",
        ),
        (AnchorKind::FirstContact, None, "first contact on 2026-11-02", "2026-11-02 首次联系"),
        (
            AnchorKind::Event(Trigger::Sample(SampleState::Agreed)),
            Some(0),
            "sample agreed on 2026-11-02",
            "2026-11-02 约定寄样",
        ),
        (
            AnchorKind::Event(Trigger::Sample(SampleState::Sent)),
            None,
            "sample sent on 2026-11-02",
            "2026-11-02 样品已寄样",
        ),
    ] {
        let [said_en, said_zh] = told(step(at("2026-11-02", kind, line)), Some("2026-11-03"), None, None);
        assert!(said_en.contains(&format!("counts from: {en}\n")), "{said_en}");
        assert!(said_zh.contains(&format!("起算：{zh}\n")), "{said_zh}");
    }
}
