use super::*;
use crate::model::{
    Clash, Currency, Flaw, Measure, Money, Reply, Slip, Stray, Usual, Want, YamlCause, decimal,
};

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().expect("a date")
}

fn both(problem: &Trouble) -> [(String, String); 2] {
    [Lang::En, Lang::Zh].map(|lang| {
        let said = trouble(lang, problem);
        (said.message, said.hint.expect("a hint"))
    })
}

fn out_of_order(value: &str) -> Trouble {
    Trouble::OutOfOrder { smaller: "super", value: value.into(), larger: "big", bound: "0.05".into() }
}

fn stray(what: Stray) -> Trouble {
    Trouble::Stray { what, of: Some("acme.yaml".into()) }
}

fn differs(key: &'static str, logged: Option<&str>, file: Option<&str>) -> Trouble {
    let own = |text: Option<&str>| text.map(str::to_owned);
    Trouble::Differs { id: "acme".into(), key, logged: own(logged), file: own(file) }
}

fn lost(count: usize) -> Trouble {
    Trouble::MergeLost { id: "acme".into(), count, commit: "1a2b3c4".into(), since: "HEAD~3".into() }
}

/// Every variant, those with a choice within them once for each.
fn all() -> Vec<Trouble> {
    let bad = |key: &str, want| Trouble::BadValue { key: key.into(), value: "soon".into(), want };
    let yaml = |cause| Trouble::Yaml { detail: "did not find expected key".into(), cause };
    let numbers = Measure::ALL.into_iter().map(|measure| bad("x", Want::Within(measure)));
    let mut all = vec![
        Trouble::Unreadable("Permission denied".into()),
        Trouble::InvalidUtf8,
        Trouble::TooLarge { limit: 1 << 20 },
        Trouble::ConflictMarker { ours: String::new(), theirs: String::new() },
        Trouble::ConflictMarker { ours: "plan: a".into(), theirs: "plan: b".into() },
        yaml(None),
        yaml(Some(YamlCause::FullWidthColon)),
        yaml(Some(YamlCause::Tab)),
        yaml(Some(YamlCause::NoSpaceAfterColon)),
        yaml(Some(YamlCause::NeedsQuotes)),
        Trouble::SeveralDocuments,
        Trouble::Anchor,
        Trouble::TooDeep,
        Trouble::WrongType { key: "tags".into(), detail: "map instead of a list".into() },
        Trouble::UnknownKey { key: "onwer".into(), suggestion: Some("owner"), known: &["custom"] },
        Trouble::UnknownKey { key: "wechat".into(), suggestion: None, known: &["custom"] },
        Trouble::DuplicateKey("owner".into()),
        Trouble::BadId("Foo Bar".into()),
        Trouble::DuplicateId { id: "acme".into(), other: "old/acme.yaml".into() },
        Trouble::DuplicateId { id: "acme".into(), other: "old/acme.log.jsonl".into() },
        Trouble::OrphanedLog { id: "old".into(), home: None },
        Trouble::OrphanedLog { id: "old".into(), home: Some("acme".into()) },
        stray(Stray::Temporary),
        stray(Stray::GitMerge),
        stray(Stray::MergeTool),
        stray(Stray::Backup),
        Trouble::Stray { what: Stray::UnreadNote, of: None },
        stray(Stray::ConflictCopy),
        Trouble::Stray { what: Stray::GitMerge, of: None },
        Trouble::HalfMerged { id: "old".into(), home: "acme".into() },
        differs("owner", Some("li"), None),
        differs("grade", None, Some("B")),
        Trouble::TrackedDerived { count: 3, folder: ".crm".into() },
        lost(1),
        lost(2),
        Trouble::NewerVersion { version: 3, newest: 2 },
        Trouble::Unportable { name: "con".into(), flaw: Flaw::Reserved },
        Trouble::Unportable { name: "eu.".into(), flaw: Flaw::Ending },
        Trouble::Unportable { name: "a:b".into(), flaw: Flaw::Sign },
        Trouble::Unportable { name: "mu\u{308}ller".into(), flaw: Flaw::InParts },
        Trouble::Unportable { name: "аcme".into(), flaw: Flaw::Mixed },
        Trouble::NameClash { name: "ſ".into(), other: "customers/s.yaml".into(), clash: Clash::SameFile },
        Trouble::NameClash {
            name: "сосо".into(),
            other: "customers/coco.yaml".into(),
            clash: Clash::LookAlike,
        },
        Trouble::FileName { want: "acme.yaml".into() },
        Trouble::LinkOutside,
        Trouble::NotAFile,
        Trouble::Filtered,
        Trouble::NotFetched,
        Trouble::LinkedFolder,
        Trouble::Json("expected `,` or `}`".into()),
        Trouble::CutOff,
        Trouble::NoFinalNewline,
        Trouble::DuplicateEntry { first: 3, counts: true },
        Trouble::DuplicateEntry { first: 3, counts: false },
        Trouble::ForgottenLine { id: "acme".into() },
        Trouble::ForgottenCustomer { id: "acme".into() },
        Trouble::ForgottenLog { id: "acme".into() },
        Trouble::ForgottenFormer { id: "acme".into(), from: "bolt".into() },
        Trouble::ForgottenKept { id: "acme".into(), what: "contacts: Karl".into() },
        Trouble::ForgottenUnread("it is a link".into()),
        Trouble::UnknownKind { kind: "folowup".into(), suggestion: Some("followup") },
        Trouble::UnknownKind { kind: "fair".into(), suggestion: None },
        Trouble::UnknownField { field: "nxt".into(), kind: "followup".into(), suggestion: Some("next") },
        Trouble::UnknownField { field: "mood".into(), kind: "note".into(), suggestion: None },
        Trouble::FutureDate { key: "at".into(), day: day("2027-01-01") },
        Trouble::FutureDate { key: "since".into(), day: day("2027-01-01") },
        Trouble::NextBeforeEntry { next: day("2026-11-01"), day: day("2026-11-20") },
        Trouble::EndsBeforeStart,
        Trouble::NoRate { currency: "EUR".into(), day: day("2026-11-21") },
        Trouble::UnknownGrade { grade: "X".into(), known: vec!["A".into(), "B".into()] },
        Trouble::UnknownGrade { grade: "X".into(), known: Vec::new() },
        Trouble::UnknownPerson { key: "owner".into(), person: "bob".into() },
        Trouble::UnknownInvoice("R-12".into()),
        other_currency("R-12"),
        Trouble::RefTwice { kind: "order", reference: "O-1".into(), first: 3 },
        Trouble::Unbegun { kind: "complaint", name: "C-1".into() },
        Trouble::Overpaid { reference: "I-1".into(), over: euros("5") },
        Trouble::UnknownZone { name: "Mars/Olympus".into(), suggestion: None },
        Trouble::UnknownZone { name: "Europe/Berlim".into(), suggestion: Some("Europe/Berlin") },
        Trouble::UnclearHours("mornings".into()),
        out_of_order("0.1"),
        Trouble::PointsSum("120".into()),
        Trouble::NoMoves { grades: vec!["D".into(), "E".into()] },
    ];
    all.extend(["name", "at", "by", "kind", "state", "on", "what", "other"].map(Trouble::MissingKey));
    all.extend([
        bad("since", Want::Date),
        bad("founded", Want::Date),
        bad("at", Want::Instant),
        bad("birthday", Want::Birthday),
        bad("cadence", Want::Interval),
        bad("renewal", Want::Fraction),
        bad("decides", Want::Bool),
        bad("reply", Want::OneOf(Reply::WORDS)),
        bad("country", Want::Country),
        bad("currency", Want::Currency),
        bad("tags", Want::List),
        bad("prefers", Want::Map),
        bad("name", Want::Text),
        bad("timezone", Want::Timezone(None)),
        bad("timezone", Want::Timezone(Some("Europe/Berlin"))),
        bad("version", Want::Version),
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
    let mut codes: Vec<&str> = all().iter().map(Trouble::code).collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), 63, "a new problem belongs into the table above: {codes:?}");
}

#[test]
fn some_of_them_word_for_word() {
    for (problem, en, en_hint, zh, zh_hint) in [
        (
            Trouble::UnknownKey { key: "onwer".into(), suggestion: Some("owner"), known: &["custom"] },
            "unknown key \"onwer\"",
            "did you mean \"owner\"? A team's own fields go under custom:",
            "不认识的字段「onwer」",
            "是不是「owner」？团队自己的字段请写在 custom: 下面",
        ),
        (
            Trouble::BadValue { key: "since".into(), value: "soon".into(), want: Want::Date },
            "\"since\" can't be \"soon\": a date is needed here",
            "write it as YYYY-MM-DD, such as 2026-11-21",
            "「since」不能是「soon」：这里应该是日期",
            "按 YYYY-MM-DD 写，例如 2026-11-21",
        ),
        (
            Trouble::BadValue {
                key: "margin".into(),
                value: "30".into(),
                want: Want::Within(Measure::Margin),
            },
            "\"margin\" can't be \"30\": a number from -1,000 to 1 is needed here",
            "a margin is a part of the amount, at most 1: for 30 % write 0.3",
            "「margin」不能是「30」：这里应该是介于 -1,000 和 1 之间的数字",
            "毛利率是占金额的比例，最大为 1：30% 写成 0.3",
        ),
        (
            Trouble::NoRate { currency: "EUR".into(), day: day("2026-11-21") },
            "no rate for EUR on 2026-11-21, so this amount is in no total",
            "add under rates: in crm.yaml, with what one EUR was worth: \
             EUR: [{from: 2026-11-21, rate: \"…\"}]",
            "2026-11-21 没有 EUR 的汇率，这笔金额不计入合计",
            "请在 crm.yaml 的 rates: 下加一行，填上 1 EUR 折合多少：EUR: [{from: 2026-11-21, rate: \"…\"}]",
        ),
        (
            Trouble::UnknownGrade { grade: "X".into(), known: vec!["A".into(), "B".into()] },
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
            Trouble::TooLarge { limit: 64 << 20 },
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
        Trouble::Unreadable(evil.clone()),
        Trouble::Yaml { detail: evil.clone(), cause: None },
        Trouble::WrongType { key: evil.clone(), detail: evil.clone() },
        Trouble::BadValue { key: evil.clone(), value: evil.clone(), want: Want::Text },
        Trouble::UnknownKey { key: evil.clone(), suggestion: None, known: &["custom"] },
        Trouble::DuplicateKey(evil.clone()),
        Trouble::BadId(evil.clone()),
        Trouble::DuplicateId { id: evil.clone(), other: evil.clone().into() },
        Trouble::FileName { want: evil.clone() },
        Trouble::Stray { what: Stray::ConflictCopy, of: Some(evil.clone()) },
        differs("owner", Some(&evil), Some(&evil)),
        Trouble::MergeLost { id: "x".into(), count: 1, commit: "1".into(), since: evil.clone() },
        Trouble::Json(evil.clone()),
        Trouble::UnknownKind { kind: evil.clone(), suggestion: None },
        Trouble::UnknownField { field: evil.clone(), kind: evil.clone(), suggestion: None },
        Trouble::FutureDate { key: evil.clone(), day: day("2027-01-01") },
        Trouble::NoRate { currency: evil.clone(), day: day("2026-11-21") },
        Trouble::UnknownGrade { grade: evil.clone(), known: vec![evil.clone()] },
        Trouble::UnknownPerson { key: evil.clone(), person: evil.clone() },
        Trouble::UnknownInvoice(evil.clone()),
        other_currency(&evil),
        Trouble::RefTwice { kind: "order", reference: evil.clone(), first: 3 },
        Trouble::Unbegun { kind: "sample", name: evil.clone() },
        Trouble::Overpaid { reference: evil.clone(), over: euros("5") },
        Trouble::UnknownZone { name: evil.clone(), suggestion: None },
        Trouble::UnclearHours(evil.clone()),
        out_of_order(&evil),
        Trouble::PointsSum(evil.clone()),
        Trouble::NoMoves { grades: vec![evil.clone()] },
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

fn other_currency(reference: &str) -> Trouble {
    let currency = |code| Currency::new(code).expect("a currency");
    Trouble::OtherCurrency { reference: reference.into(), invoiced: currency("USD"), paid: currency("EUR") }
}

/// Every probable slip with this value.
fn slips(value: &str) -> Vec<Trouble> {
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
        Slip::EmptyContact,
        Slip::BrokenChain { key: "grade", from: Some(text()), left: None, id: text() },
        Slip::BeforeBegun { kind: "complaint", name: text(), begun: day("2026-11-20") },
    ];
    slips.into_iter().chain(usual.map(unusual)).map(Trouble::from).collect()
}

#[test]
fn slips_are_said_with_what_to_write() {
    let uk = Slip::UnknownCountry { code: "UK".into(), suggestion: Some("GB".into()) };
    assert!(both(&Trouble::from(uk)).iter().all(|(_, hint)| hint.contains("GB")));
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
