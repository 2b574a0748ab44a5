use super::*;
use crate::model::{
    Clash, Currency, Expected, Flaw, Measure, Money, Reply, Slip, Stray, Usual, YamlCause, decimal,
};

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().expect("a date")
}

fn both(problem: &ProblemKind) -> [(String, String); 2] {
    [Lang::En, Lang::Zh].map(|lang| {
        let said = problem_text(lang, problem);
        (said.message, said.hint.expect("a hint"))
    })
}

fn out_of_order(value: &str) -> ProblemKind {
    ProblemKind::OutOfOrder { smaller: "super", value: value.into(), larger: "big", bound: "0.05".into() }
}

fn stray(what: Stray) -> ProblemKind {
    ProblemKind::Stray { what, of: Some("acme.yaml".into()) }
}

fn differs(key: &'static str, logged: Option<&str>, file: Option<&str>) -> ProblemKind {
    let own = |text: Option<&str>| text.map(str::to_owned);
    ProblemKind::Differs { id: "acme".into(), key, logged: own(logged), file: own(file) }
}

fn lost(count: usize) -> ProblemKind {
    ProblemKind::MergeLost { id: "acme".into(), count, commit: "1a2b3c4".into(), since: "HEAD~3".into() }
}

/// Every variant, those with a choice within them once for each.
fn all() -> Vec<ProblemKind> {
    let bad = |key: &str, want| ProblemKind::BadValue { key: key.into(), value: "soon".into(), want };
    let yaml = |cause| ProblemKind::Yaml { detail: "did not find expected key".into(), cause };
    let numbers = Measure::ALL.into_iter().map(|measure| bad("x", Expected::Within(measure)));
    let mut all = vec![
        ProblemKind::Unreadable("Permission denied".into()),
        ProblemKind::InvalidUtf8,
        ProblemKind::TooLarge { limit: 1 << 20 },
        ProblemKind::ConflictMarker { ours: String::new(), theirs: String::new() },
        ProblemKind::ConflictMarker { ours: "plan: a".into(), theirs: "plan: b".into() },
        yaml(None),
        yaml(Some(YamlCause::FullWidthColon)),
        yaml(Some(YamlCause::Tab)),
        yaml(Some(YamlCause::NoSpaceAfterColon)),
        yaml(Some(YamlCause::NeedsQuotes)),
        ProblemKind::SeveralDocuments,
        ProblemKind::Anchor,
        ProblemKind::TooDeep,
        ProblemKind::WrongType { key: "tags".into(), detail: "map instead of a list".into() },
        ProblemKind::UnknownKey { key: "onwer".into(), suggestion: Some("owner"), known: &["custom"] },
        ProblemKind::UnknownKey { key: "wechat".into(), suggestion: None, known: &["custom"] },
        ProblemKind::DuplicateKey("owner".into()),
        ProblemKind::BadId("Foo Bar".into()),
        ProblemKind::DuplicateId { id: "acme".into(), other: "old/acme.yaml".into() },
        ProblemKind::DuplicateId { id: "acme".into(), other: "old/acme.log.jsonl".into() },
        ProblemKind::OrphanedLog { id: "old".into(), home: None },
        ProblemKind::OrphanedLog { id: "old".into(), home: Some("acme".into()) },
        stray(Stray::Temporary),
        stray(Stray::GitMerge),
        stray(Stray::MergeTool),
        stray(Stray::Backup),
        ProblemKind::Stray { what: Stray::UnreadNote, of: None },
        stray(Stray::ConflictCopy),
        ProblemKind::Stray { what: Stray::GitMerge, of: None },
        ProblemKind::HalfMerged { id: "old".into(), home: "acme".into() },
        ProblemKind::TwoHomes { id: "old".into(), home: "here".into(), other: "acme".into(), count: 2 },
        differs("owner", Some("li"), None),
        differs("grade", None, Some("B")),
        ProblemKind::TrackedDerived { count: 3, folder: ".crm".into() },
        lost(1),
        lost(2),
        ProblemKind::NewerVersion { version: 3, newest: 2 },
        ProblemKind::Unportable { name: "con".into(), flaw: Flaw::Reserved },
        ProblemKind::Unportable { name: "eu.".into(), flaw: Flaw::Ending },
        ProblemKind::Unportable { name: "a:b".into(), flaw: Flaw::Sign },
        ProblemKind::Unportable { name: "mu\u{308}ller".into(), flaw: Flaw::InParts },
        ProblemKind::Unportable { name: "аcme".into(), flaw: Flaw::Mixed },
        ProblemKind::NameClash {
            name: "ſ".into(), other: "customers/s.yaml".into(), clash: Clash::SameFile
        },
        ProblemKind::NameClash {
            name: "сосо".into(),
            other: "customers/coco.yaml".into(),
            clash: Clash::LookAlike,
        },
        ProblemKind::FileName { want: "acme.yaml".into() },
        ProblemKind::LinkOutside,
        ProblemKind::NotAFile,
        ProblemKind::Filtered,
        ProblemKind::NotFetched,
        ProblemKind::LinkedFolder,
        ProblemKind::Json("expected `,` or `}`".into()),
        ProblemKind::CutOff,
        ProblemKind::NoFinalNewline,
        ProblemKind::DuplicateEntry { first: 3, counts: true },
        ProblemKind::DuplicateEntry { first: 3, counts: false },
        ProblemKind::ForgottenLine { id: "acme".into(), left_at: None },
        ProblemKind::ForgottenLine { id: "acme".into(), left_at: Some("customers/bolt.log.jsonl:3".into()) },
        ProblemKind::ForgottenCustomer { id: "acme".into() },
        ProblemKind::ForgottenLog { id: "acme".into() },
        ProblemKind::ForgottenFormer { id: "acme".into(), from: "bolt".into() },
        ProblemKind::ForgottenKept { id: "acme".into(), what: "contacts: Karl".into() },
        ProblemKind::ForgottenUnread("it is a link".into()),
        ProblemKind::UnknownKind { kind: "folowup".into(), suggestion: Some("followup") },
        ProblemKind::UnknownKind { kind: "fair".into(), suggestion: None },
        ProblemKind::UnknownField { field: "nxt".into(), kind: "followup".into(), suggestion: Some("next") },
        ProblemKind::UnknownField { field: "mood".into(), kind: "note".into(), suggestion: None },
        ProblemKind::FutureDate { key: "at".into(), day: day("2027-01-01") },
        ProblemKind::FutureDate { key: "since".into(), day: day("2027-01-01") },
        ProblemKind::KeptMissing {
            name: "leak.jpg".into(),
            path: "customers/acme.files/x-leak.jpg".into(),
            elsewhere: None,
        },
        ProblemKind::KeptMissing {
            name: "leak.jpg".into(),
            path: "customers/acme.files/x-leak.jpg".into(),
            elsewhere: Some("customers/emca.files/x-leak.jpg".into()),
        },
        ProblemKind::KeptDiffers { name: "leak.jpg".into(), path: "customers/acme.files/x-leak.jpg".into() },
        ProblemKind::KeptUnnamed,
        ProblemKind::KeptTooLarge { bytes: 6_200_000, limit: 5_000_000 },
        ProblemKind::UnknownEntry { of: "1f5c0a9be2d34786".into() },
        ProblemKind::NextBeforeEntry { next: day("2026-11-01"), day: day("2026-11-20") },
        ProblemKind::EndsBeforeStart,
        ProblemKind::NoRate { currency: "EUR".into(), day: day("2026-11-21") },
        ProblemKind::UnknownGrade { grade: "X".into(), known: vec!["A".into(), "B".into()] },
        ProblemKind::UnknownGrade { grade: "X".into(), known: Vec::new() },
        ProblemKind::UnknownPerson { key: "owner".into(), person: "bob".into() },
        ProblemKind::UnknownInvoice("R-12".into()),
        other_currency("R-12"),
        ProblemKind::RefTwice { kind: "order", reference: "O-1".into(), first: 3 },
        ProblemKind::SaidTwice { first: 3 },
        ProblemKind::Unbegun { kind: "complaint", name: "C-1".into() },
        ProblemKind::Overpaid { reference: "I-1".into(), over: euros("5") },
        ProblemKind::UnknownZone { name: "Mars/Olympus".into(), suggestion: None },
        ProblemKind::UnknownZone { name: "Europe/Berlim".into(), suggestion: Some("Europe/Berlin") },
        ProblemKind::UnclearHours("mornings".into()),
        out_of_order("0.1"),
        ProblemKind::NotBoth { key: "event", other: "key" },
        ProblemKind::PointsSum("120".into()),
        ProblemKind::NoMoves { grades: vec!["D".into(), "E".into()] },
        ProblemKind::TemplateField { field: "contact.mail".into(), near: Some("contact.email".into()) },
        ProblemKind::TemplateField { field: "colour".into(), near: None },
        ProblemKind::TemplateSyntax { why: "syntax error: unexpected end of input".into() },
    ];
    all.extend(["name", "at", "by", "kind", "state", "on", "what", "other"].map(ProblemKind::MissingKey));
    all.extend([
        bad("since", Expected::Date),
        bad("founded", Expected::Date),
        bad("at", Expected::Instant),
        bad("birthday", Expected::Birthday),
        bad("cadence", Expected::Interval),
        bad("renewal", Expected::Fraction),
        bad("decides", Expected::Bool),
        bad("day", Expected::Hours),
        bad("reply", Expected::OneOf(Reply::WORDS)),
        bad("country", Expected::Country),
        bad("currency", Expected::Currency),
        bad("tags", Expected::List),
        bad("files", Expected::KeptFiles),
        bad("prefers", Expected::Map),
        bad("name", Expected::Text),
        bad("timezone", Expected::Timezone(None)),
        bad("timezone", Expected::Timezone(Some("Europe/Berlin"))),
        bad("version", Expected::Version),
    ]);
    all.extend(numbers);
    all
}

#[test]
fn every_problem_says_what_is_wrong_and_what_to_try_in_both_languages() {
    for problem in all() {
        let [(en, en_hint), (zh, zh_hint)] = both(&problem);
        let told = format!("{problem:?}\n  {en}\n  {en_hint}\n  {zh}\n  {zh_hint}");
        assert!(!en.is_empty() && !en_hint.is_empty() && !zh.is_empty() && !zh_hint.is_empty(), "{told}");
        assert!(en != zh && en_hint != zh_hint, "{told}");
        assert!(!en.ends_with('.') && !zh.ends_with('。'), "no period at the end: {told}");
        assert!(!zh.is_ascii() && !zh_hint.is_ascii(), "{told}");
        assert!(!zh.contains(", ") && !zh.contains("; "), "full-width punctuation: {told}");
        for text in [&en, &en_hint, &zh, &zh_hint] {
            assert!(!text.contains("  ") && !text.contains("{{") && text == text.trim(), "{told}");
        }
    }
}

#[test]
fn every_code_is_in_the_table() {
    let mut codes: Vec<&str> = all().iter().map(ProblemKind::code).collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), 73, "a new problem belongs into the table above: {codes:?}");
}

#[test]
fn some_of_them_word_for_word() {
    for (problem, en, en_hint, zh, zh_hint) in [
        (
            ProblemKind::UnknownKey { key: "onwer".into(), suggestion: Some("owner"), known: &["custom"] },
            "unknown key \"onwer\"",
            "did you mean \"owner\"? A team's own fields go under custom:",
            "不认识的字段「onwer」",
            "是不是「owner」？团队自己的字段请写在 custom: 下面",
        ),
        (
            ProblemKind::BadValue { key: "since".into(), value: "soon".into(), want: Expected::Date },
            "\"since\" can't be \"soon\": a date is needed here",
            "write it as YYYY-MM-DD, such as 2026-11-21",
            "「since」不能是「soon」：这里应该是日期",
            "按 YYYY-MM-DD 写，例如 2026-11-21",
        ),
        (
            ProblemKind::BadValue {
                key: "margin".into(),
                value: "30".into(),
                want: Expected::Within(Measure::Margin),
            },
            "\"margin\" can't be \"30\": a number from -1,000 to 1 is needed here",
            "a margin is a part of the amount, at most 1: for 30 % write 0.3",
            "「margin」不能是「30」：这里应该是介于 -1,000 和 1 之间的数字",
            "毛利率是占金额的比例，最大为 1：30% 写成 0.3",
        ),
        (
            ProblemKind::NoRate { currency: "EUR".into(), day: day("2026-11-21") },
            "no rate for EUR on 2026-11-21, so this amount is in no total",
            "add under rates: in crm.yaml, with what one EUR was worth: \
             EUR: [{from: 2026-11-21, rate: \"…\"}]",
            "2026-11-21 没有 EUR 的汇率，这笔金额不计入合计",
            "请在 crm.yaml 的 rates: 下加一行，填上 1 EUR 折合多少：EUR: [{from: 2026-11-21, rate: \"…\"}]",
        ),
        (
            ProblemKind::UnknownGrade { grade: "X".into(), known: vec!["A".into(), "B".into()] },
            "crm.yaml has no grade \"X\", so the customer counts as not graded",
            "write one of A, B, or add it under grades: in crm.yaml",
            "crm.yaml 里没有等级「X」，该客户按未定级处理",
            "可用的等级：A、B；也可以在 crm.yaml 的 grades: 下加上它",
        ),
        (
            out_of_order("0.1"),
            "\"super\" is 0.1 and \"big\" is 0.05, but \"super\" must not be the larger one",
            "write at most 0.05 for \"super\", or at least 0.1 for \"big\"; what isn't written has its default",
            "「super」是 0.1，「big」是 0.05，而「super」不应大于「big」",
            "请把「super」改成不大于 0.05，或把「big」改成不小于 0.1；没写的用默认值",
        ),
        (
            ProblemKind::TooLarge { limit: 64 << 20 },
            "larger than 64 MB, so it was not read",
            "is it the right file? Attachments belong somewhere else",
            "文件超过 64 MB，没有读取",
            "是不是放错了文件？附件请放到别处",
        ),
    ] {
        let told = both(&problem);
        assert_eq!(told, [(en.into(), en_hint.into()), (zh.into(), zh_hint.into())]);
    }
}

#[test]
fn no_value_reaches_the_terminal_raw() {
    let evil = "\u{1b}]0;title\u{7}\n".repeat(100);
    let problems = [
        ProblemKind::Unreadable(evil.clone()),
        ProblemKind::Yaml { detail: evil.clone(), cause: None },
        ProblemKind::WrongType { key: evil.clone(), detail: evil.clone() },
        ProblemKind::BadValue { key: evil.clone(), value: evil.clone(), want: Expected::Text },
        ProblemKind::UnknownKey { key: evil.clone(), suggestion: None, known: &["custom"] },
        ProblemKind::DuplicateKey(evil.clone()),
        ProblemKind::BadId(evil.clone()),
        ProblemKind::DuplicateId { id: evil.clone(), other: evil.clone().into() },
        ProblemKind::FileName { want: evil.clone() },
        ProblemKind::Stray { what: Stray::ConflictCopy, of: Some(evil.clone()) },
        differs("owner", Some(&evil), Some(&evil)),
        ProblemKind::MergeLost { id: "x".into(), count: 1, commit: "1".into(), since: evil.clone() },
        ProblemKind::Json(evil.clone()),
        ProblemKind::UnknownKind { kind: evil.clone(), suggestion: None },
        ProblemKind::UnknownField { field: evil.clone(), kind: evil.clone(), suggestion: None },
        ProblemKind::FutureDate { key: evil.clone(), day: day("2027-01-01") },
        ProblemKind::NoRate { currency: evil.clone(), day: day("2026-11-21") },
        ProblemKind::UnknownGrade { grade: evil.clone(), known: vec![evil.clone()] },
        ProblemKind::UnknownPerson { key: evil.clone(), person: evil.clone() },
        ProblemKind::UnknownInvoice(evil.clone()),
        other_currency(&evil),
        ProblemKind::RefTwice { kind: "order", reference: evil.clone(), first: 3 },
        ProblemKind::Unbegun { kind: "sample", name: evil.clone() },
        ProblemKind::Overpaid { reference: evil.clone(), over: euros("5") },
        ProblemKind::UnknownZone { name: evil.clone(), suggestion: None },
        ProblemKind::UnclearHours(evil.clone()),
        out_of_order(&evil),
        ProblemKind::PointsSum(evil.clone()),
        ProblemKind::NoMoves { grades: vec![evil.clone()] },
        ProblemKind::TemplateField { field: evil.clone(), near: Some(evil.clone()) },
        ProblemKind::TemplateSyntax { why: evil.clone() },
    ];
    for problem in problems.into_iter().chain(slips(&evil)) {
        for (message, hint) in both(&problem) {
            for text in [message, hint] {
                assert!(!text.contains(char::is_control), "{text:?}");
                assert!(text.chars().count() < 600, "{text}");
            }
        }
    }
}

fn other_currency(reference: &str) -> ProblemKind {
    let currency = |code| Currency::new(code).expect("a currency");
    ProblemKind::OtherCurrency {
        reference: reference.into(),
        invoiced: currency("USD"),
        paid: currency("EUR"),
    }
}

/// Every probable slip with this value.
fn slips(value: &str) -> Vec<ProblemKind> {
    let text = || value.to_owned();
    let unusual = |usual| Slip::Unusual { key: text(), value: text(), usual };
    let usual =
        [Usual::TIME_OFF, Usual::SPAN, Usual::WARNING, Usual::FACTOR, Usual::CONTACTS, Usual::CONTACT];
    let slips = vec![
        Slip::SameValue { key: "email", value: text(), first: text() },
        Slip::SameValue { key: "from", value: text(), first: text() },
        Slip::NoWorkdays,
        Slip::ReservedPerson(text()),
        Slip::UnknownCountry { code: text(), suggestion: Some("GB".into()) },
        Slip::UnknownCountry { code: text(), suggestion: None },
        Slip::UnknownCustomer(text()),
        Slip::UnknownReferrer(text()),
        Slip::ReferralCircle(vec![text(), text()]),
        Slip::EmptyContact,
        Slip::BrokenChain { key: "grade", from: Some(text()), left: None, id: text() },
        Slip::NotApproved { id: text(), by: None, managers: vec![text()] },
        Slip::NotApproved { id: text(), by: Some(text()), managers: Vec::new() },
        Slip::NoDecider { by: text(), managers: vec![text()] },
        Slip::BeforeBegun { kind: "complaint", name: text(), begun: day("2026-11-20") },
    ];
    slips.into_iter().chain(usual.map(unusual)).map(ProblemKind::from).collect()
}

#[test]
fn slips_are_said_with_what_to_write() {
    let uk = Slip::UnknownCountry { code: "UK".into(), suggestion: Some("GB".into()) };
    assert!(both(&ProblemKind::from(uk)).iter().all(|(_, hint)| hint.contains("GB")));
    for slip in slips("x") {
        let [(en, en_hint), (zh, zh_hint)] = both(&slip);
        assert!(en != zh && en_hint != zh_hint, "{en}");
        assert_eq!(slip.severity(), crate::model::Severity::Warning, "{en}");
    }
}

fn euros(amount: &str) -> Money {
    let currency = Currency::new("EUR");
    Money { amount: decimal(amount).expect("a number"), currency }
}
