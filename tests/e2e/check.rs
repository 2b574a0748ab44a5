use serde_json::Value;

use crate::world::World;

/// A card and a log, and the problem codes that they must give.
struct Case(&'static str, &'static [u8], &'static [u8], &'static [&'static str]);

const OK: &[u8] = b"name: X\n";

const CASES: &[Case] = &[
    Case("invalid-utf8", b"name: \xff\n", b"", &["invalid-utf8"]),
    Case("conflict-marker", b"name: X\n<<<<<<< ours\ngrade: A\n=======\ngrade: B\n>>>>>>> theirs\n", b"", &["conflict-marker"]),
    Case("yaml-syntax", b"name: X\n  grade: A\n", b"", &["yaml-syntax"]),
    Case("yaml-full-width", "name：X\n".as_bytes(), b"", &["yaml-syntax"]),
    Case("several-documents", b"name: X\n---\nname: Y\n", b"", &["several-documents"]),
    Case("anchor", b"name: &a X\nregion: *a\n", b"", &["anchor"]),
    Case("wrong-type", b"name: X\ntags: {a: b}\n", b"", &["wrong-type"]),
    Case("missing-key", b"grade: A\n", b"", &["missing-key"]),
    Case("bad-value", b"name: X\ncountry: Germany\nneed: maybe\n", b"", &["bad-value", "bad-value"]),
    Case("unknown-key", b"name: X\nregoin: Hesse\n", b"", &["unknown-key"]),
    Case("duplicate-key", b"name: X\ngrade: A\ngrade: B\n", b"", &["duplicate-key"]),
    Case("future-date", b"name: X\nsince: 2027-01-01\n", b"{\"at\":\"2027-01-01\",\"by\":\"li\",\"kind\":\"note\"}\n", &["future-date", "future-date"]),
    Case("unknown-grade", b"name: X\ngrade: Q\n", b"", &["unknown-grade"]),
    Case("unknown-country", b"name: X\ncountry: UK\n", b"", &["unknown-country"]),
    Case("empty-contact", b"name: X\ncontacts:\n  - decides: true\n", b"", &["empty-contact"]),
    Case("unknown-customer", b"name: X\ndistinct: [nosuch]\n", b"", &["unknown-customer"]),
    Case("unusual-value", OK, b"{\"at\":\"2026-11-01\",\"by\":\"li\",\"kind\":\"followup\",\"next\":\"2999-01-01\"}\n", &["unusual-value"]),
    Case("before-begun", OK, b"{\"at\":\"2026-11-02\",\"by\":\"li\",\"kind\":\"complaint\",\"state\":\"opened\",\"ref\":\"C-1\"}\n{\"at\":\"2026-11-01\",\"by\":\"li\",\"kind\":\"complaint\",\"state\":\"solved\",\"ref\":\"C-1\"}\n", &["before-begun"]),
    Case("broken-chain", b"name: X\ngrade: C\n", b"{\"at\":\"2026-11-01\",\"by\":\"li\",\"kind\":\"grade\",\"from\":\"D\",\"to\":\"B\"}\n{\"at\":\"2026-11-02\",\"by\":\"li\",\"kind\":\"grade\",\"from\":\"D\",\"to\":\"C\"}\n", &["broken-chain"]),
    Case("unknown-person", b"name: X\nowner: zoe\n", b"", &["unknown-person"]),
    Case("json-syntax", OK, b"{\"at\":\"2026-11-01\" \"by\":\"li\"}\n{\"at\":\"2026-11-01\",\"by\":\"li\",\"kind\":\"note\"}\n", &["json-syntax"]),
    Case("not-an-object", OK, b"[1]\n", &["json-syntax"]),
    Case("cut-off", OK, b"{\"at\":\"2026-11-01\",\"by\":\"li\",\"kind\":\"note\"}\n{\"at\":\"2026-11-0", &["cut-off"]),
    Case("no-final-newline", OK, b"{\"at\":\"2026-11-01\",\"by\":\"li\",\"kind\":\"note\"}", &["no-final-newline"]),
    Case("duplicate-entry", OK, b"{\"at\":\"2026-11-01\",\"by\":\"li\",\"kind\":\"note\"}\n{\"at\":\"2026-11-01\",\"by\":\"li\",\"kind\":\"note\"}\n", &["duplicate-entry"]),
    Case("unknown-kind", OK, b"{\"at\":\"2026-11-01\",\"by\":\"li\",\"kind\":\"folowup\"}\n", &["unknown-kind"]),
    Case("unknown-field", OK, b"{\"at\":\"2026-11-01\",\"by\":\"li\",\"kind\":\"note\",\"txet\":\"x\"}\n", &["unknown-field"]),
    Case("log-missing-key", OK, b"{\"by\":\"li\",\"kind\":\"note\"}\n", &["missing-key"]),
    Case("log-bad-value", OK, b"{\"at\":\"2026-11-01\",\"by\":\"li\",\"kind\":\"followup\",\"reply\":\"good\"}\n", &["bad-value"]),
    Case("log-utf8", OK, b"{\"at\":\"2026-11-01\",\"by\":\"l\xff\",\"kind\":\"note\"}\n", &["invalid-utf8"]),
    Case("log-conflict", OK, b"<<<<<<< ours\n{\"at\":\"2026-11-01\",\"by\":\"li\",\"kind\":\"note\"}\n=======\n>>>>>>> theirs\n", &["conflict-marker"]),
    Case("unknown-entry", OK, b"{\"at\":\"2026-11-01\",\"by\":\"li\",\"kind\":\"note\",\"of\":\"0123456789abcdef\",\"example\":true}\n", &["unknown-entry"]),
    Case("next-before-entry", OK, b"{\"at\":\"2026-11-01\",\"by\":\"li\",\"kind\":\"followup\",\"next\":\"2026-10-01\"}\n", &["next-before-entry"]),
    Case("ends-before-start", OK, b"{\"at\":\"2026-11-01\",\"by\":\"li\",\"kind\":\"contract\",\"from\":\"2026-02-01\",\"until\":\"2026-01-01\"}\n", &["ends-before-start"]),
    Case("no-rate", OK, b"{\"at\":\"2026-11-01\",\"by\":\"li\",\"kind\":\"order\",\"amount\":1,\"currency\":\"EUR\"}\n", &["no-rate"]),
    Case("unknown-invoice", OK, b"{\"at\":\"2026-11-01\",\"by\":\"li\",\"kind\":\"payment\",\"amount\":1,\"ref\":\"I-1\"}\n", &["unknown-invoice"]),
    Case("said-twice", OK, b"{\"at\":\"2026-11-01\",\"by\":\"li\",\"kind\":\"order\",\"amount\":1}\n{\"at\":\"2026-11-01\",\"by\":\"wang\",\"kind\":\"order\",\"amount\":1}\n", &["said-twice"]),
    Case("ref-twice", OK, b"{\"at\":\"2026-11-01\",\"by\":\"li\",\"kind\":\"order\",\"amount\":1,\"ref\":\"O-1\"}\n{\"at\":\"2026-11-02\",\"by\":\"li\",\"kind\":\"order\",\"amount\":2,\"ref\":\"o - 1\"}\n", &["ref-twice"]),
    Case("unknown-ref", OK, b"{\"at\":\"2026-11-01\",\"by\":\"li\",\"kind\":\"complaint\",\"state\":\"solved\",\"ref\":\"C-1\"}\n{\"at\":\"2026-11-02\",\"by\":\"li\",\"kind\":\"sample\",\"state\":\"passed\",\"item\":\"x\"}\n", &["unknown-ref", "unknown-ref"]),
    Case("overpaid", OK, b"{\"at\":\"2026-11-01\",\"by\":\"li\",\"kind\":\"invoice\",\"amount\":1,\"ref\":\"I-1\"}\n{\"at\":\"2026-11-02\",\"by\":\"li\",\"kind\":\"payment\",\"amount\":2,\"ref\":\"I-1\"}\n", &["overpaid"]),
];

/// What only makes the checker warn.
const WARNINGS: &[&str] = &[
    "unknown-key",
    "unknown-kind",
    "unknown-field",
    "unknown-person",
    "unknown-entry",
    "unknown-invoice",
    "ref-twice",
    "said-twice",
    "unknown-ref",
    "overpaid",
    "duplicate-entry",
    "no-final-newline",
    "file-name",
    "linked-folder",
    "no-moves",
    "unknown-country",
    "unknown-customer",
    "empty-contact",
    "unusual-value",
    "before-begun",
    "broken-chain",
];

fn world() -> World {
    let world = World::new();
    world.put("crm.yaml", "version: 1\npeople: {li: {name: Li}}\n");
    world
}

fn codes(problems: &Value) -> Vec<&str> {
    problems.as_array().unwrap().iter().map(|problem| problem["code"].as_str().unwrap()).collect()
}

#[track_caller]
fn found(world: &World) -> (i32, Value) {
    let outcome = world.run(["check", "--format", "json"]);
    assert_eq!(outcome.stderr, "");
    assert!(outcome.changed().is_empty());
    (outcome.code, serde_json::from_str(&outcome.stdout).unwrap())
}

#[test]
fn every_problem_of_a_customer_is_found_with_its_code() {
    for Case(name, card, log, want) in CASES {
        let world = world();
        world.put("customers/x.yaml", card);
        if !log.is_empty() {
            world.put("customers/x.log.jsonl", log);
        }
        let (code, problems) = found(&world);
        assert_eq!(codes(&problems), *want, "{name}: {problems:#}");
        let error = want.iter().any(|code| !WARNINGS.contains(code));
        assert_eq!(code, i32::from(error), "{name}: exit 1 on errors alone");
        for problem in problems.as_array().unwrap() {
            let severity =
                if WARNINGS.contains(&problem["code"].as_str().unwrap()) { "warning" } else { "error" };
            assert_eq!(problem["severity"], severity, "{name}");
            assert!(problem["path"].as_str().unwrap().starts_with("customers/x."), "{name}: {problem}");
            assert!(
                problem["line"].as_u64().unwrap() >= 1 && problem["column"].as_u64().unwrap() >= 1,
                "{name}"
            );
            assert!(
                !problem["message"].as_str().unwrap().is_empty() && problem.get("hint").is_some(),
                "{name}"
            );
        }
    }
}

#[test]
fn every_problem_of_the_tree_is_found() {
    let world = world();
    let deep = format!("name: X\ncustom: {}1{}\n", "[".repeat(5000), "]".repeat(5000));
    let large = format!("name: X\nnotes: {}\n", "x".repeat(1 << 20));
    world
        .card("Bad Id", "name: X\n")
        .card("twin", "name: X\n")
        .card("europe/twin", "name: Y\n")
        .put("customers/gone.log.jsonl", "")
        .put("customers/old.yml", "name: X\n")
        .put("customers/notes.jsonl", "")
        .card("deep", &deep)
        .card("large", &large);
    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;
        symlink("/etc/hostname", world.path("customers/out.yaml")).unwrap();
        symlink(world.path("customers/europe"), world.path("customers/link")).unwrap();
    }
    let (code, problems) = found(&world);
    assert_eq!(code, 1);
    let mut found: Vec<(&str, &str)> = problems
        .as_array()
        .unwrap()
        .iter()
        .map(|problem| (problem["path"].as_str().unwrap(), problem["code"].as_str().unwrap()))
        .collect();
    found.sort_unstable();
    let want = [
        ("customers/Bad Id.yaml", "bad-id"),
        ("customers/deep.yaml", "too-deep"),
        ("customers/gone.log.jsonl", "orphaned-log"),
        ("customers/large.yaml", "too-large"),
        ("customers/link", "linked-folder"),
        ("customers/notes.jsonl", "file-name"),
        ("customers/old.yml", "file-name"),
        ("customers/out.yaml", "link-outside"),
        ("customers/twin.yaml", "duplicate-id"),
    ];
    assert_eq!(found, want);
}

#[test]
fn a_folder_is_no_customers_file() {
    let world = world();
    std::fs::create_dir(world.path("customers/folder.yaml")).unwrap();
    world.card("x", "name: X\n");
    std::fs::create_dir(world.path("customers/x.log.jsonl")).unwrap();
    let (code, problems) = found(&world);
    assert_eq!((code, codes(&problems)), (0, vec![]));
}

#[cfg(unix)]
#[test]
fn a_pipe_is_told_and_never_waited_for() {
    let world = world();
    world.card("x", "name: X\n");
    let made = std::process::Command::new("mkfifo").arg(world.path("customers/pipe.yaml")).status();
    if !made.is_ok_and(|status| status.success()) {
        return;
    }
    let (code, problems) = found(&world);
    assert_eq!((code, codes(&problems)), (1, vec!["not-a-file"]));
    assert_eq!(world.run(["due", "-f", "ids"]).stdout, "x\n");
}

#[test]
fn places_are_exact() {
    let world = world();
    world.card("x", "name: X\n\nregion: Hesse\ncountry: Germany\n");
    world.log(
        "x",
        &[
            r#"{"at":"2026-11-01","by":"li","kind":"note"}"#,
            r#"{"at":"2026-11-02","by":"李","kind":"followup","next":"2026-10-01"}"#,
        ],
    );
    insta::assert_snapshot!(world.run(["check"]).whole(), @r#"
    exit 1
    --- stdout
    customers/x.log.jsonl:2:54: error: the next contact, 2026-10-01, lies before the entry itself, 2026-11-02
      try: correct "next"; is it the right year?
    customers/x.yaml:4:10: error: "country" can't be "Germany": a country's two capital letters is needed here
      try: write the ISO code, such as DE for Germany or CN for China
    1 customer checked: 2 errors, 0 warnings
    "#);
    insta::assert_snapshot!(world.run(["check", "--format", "plain"]).whole(), @r#"
    exit 1
    --- stdout
    customers/x.log.jsonl:2:54: error: the next contact, 2026-10-01, lies before the entry itself, 2026-11-02
    customers/x.yaml:4:10: error: "country" can't be "Germany": a country's two capital letters is needed here
    "#);
    insta::assert_snapshot!(world.run(["--lang", "zh", "check"]).whole(), @"
    exit 1
    --- stdout
    customers/x.log.jsonl:2:54: 错误：下次跟进 2026-10-01 早于这条记录本身的日期 2026-11-02
      建议：请改正「next」，看看年份对不对
    customers/x.yaml:4:10: 错误：「country」不能是「Germany」：这里应该是两个大写字母的国家代码
      建议：写 ISO 国家代码，例如中国 CN、德国 DE
    检查了 1 个客户：错误 2 个，警告 0 个
    ");
    let json = world.run(["check", "--json"]).stdout;
    assert_eq!(
        json,
        world.run(["--lang", "zh", "check", "--json"]).stdout,
        "machine output is never translated"
    );
    insta::assert_snapshot!(json, @r#"
    [
      {
        "path": "customers/x.log.jsonl",
        "line": 2,
        "column": 54,
        "code": "next-before-entry",
        "severity": "error",
        "message": "the next contact, 2026-10-01, lies before the entry itself, 2026-11-02",
        "hint": "correct \"next\"; is it the right year?"
      },
      {
        "path": "customers/x.yaml",
        "line": 4,
        "column": 10,
        "code": "bad-value",
        "severity": "error",
        "message": "\"country\" can't be \"Germany\": a country's two capital letters is needed here",
        "hint": "write the ISO code, such as DE for Germany or CN for China"
      }
    ]
    "#);
}

#[test]
fn nothing_wrong_is_nothing_said() {
    let world = world();
    world.card("x", "name: X\ngrade: A\nowner: li\ncustom: {anything: [1, 2]}\n");
    assert_eq!(world.ok(["check"]), "1 customer checked: 0 errors, 0 warnings\n");
    assert_eq!(world.ok(["check", "--json"]), "[]\n");
    assert_eq!(world.ok(["check", "--format", "plain"]), "");
}

#[test]
fn the_rules_are_checked_too() {
    let world = world();
    world.card("x", "name: X\n");
    for (rules, code) in [
        ("version: 1\ncurency: EUR\n", "unknown-key"),
        ("version: 1\ncurrency: Euro\n", "bad-value"),
        ("version: 3\n", "newer-version"),
        ("version: 1\n currency: [\n", "yaml-syntax"),
        ("version: 1\ngrades: {A: {cadence: often}}\nmoves: off\n", "bad-value"),
        ("grades: {A: {cadence: 1 week}}\n", "no-moves"),
        ("views: {abc: {A: 0.96}}\n", "out-of-order"),
        ("views: {value: {margin: {points: 50}}}\n", "points-sum"),
        ("score: {rules: [{points: 5, key: budget, fades: 1 month}]}\n", "not-both"),
    ] {
        world.put("crm.yaml", rules);
        let (_, problems) = found(&world);
        assert_eq!(codes(&problems), [code], "{rules}: {problems}");
        assert_eq!(problems[0]["path"], "crm.yaml");
    }
}
