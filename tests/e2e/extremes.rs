//! Numbers and days at the ends of what can be written: every numeric key of `crm.yaml`, of a customer and
//! of a log, as the schemas list them. They are told, or they are reckoned with; nothing panics.

use std::ffi::OsStr;
use std::fmt::Debug;
use std::fs;

use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Value, json};

use crate::commands::{self, Book, Call, Known, Nature, Reach};
use crate::world::{World, repository};

/// What people, programs and enemies write where a number belongs.
const WILD: [&str; 14] = [
    "79228162514264337593543950335",
    "-79228162514264337593543950335",
    "99999999999999999999999999999999999999",
    "1e28",
    "1e999999999",
    "-1",
    "18446744073709551615",
    "4294967295",
    "4294967296",
    "9223372036854775807 days",
    "4294967295 years",
    "NaN",
    ".inf",
    "0x7fffffffffffffff",
];

/// Spans and counts beyond all reason, which no other test types.
const BEYOND: &[&str] =
    &["due --within 100y --json", "dates --within 100y --json", "spread --per-day 4294967295"];

const BOOK: &Book = &[("ID", "a"), ("OTHER", "b"), ("TEXT", "x"), ("LIST", "list.csv")];

/// The same, asked about a customer of another grade.
const OTHER: &Book = &[("ID", "b"), ("OTHER", "c"), ("TEXT", "x")];

/// Every command that looks at customers and only answers, or is asked to write nothing: for people and for
/// programs.
fn questions() -> Vec<Vec<String>> {
    let mut lines: Vec<Vec<String>> =
        BEYOND.iter().map(|line| line.split(' ').map(str::to_owned).collect()).collect();
    let asked = commands::calls(&[Nature::Asks, Nature::Offers]);
    // What is chosen of an answer is no number.
    let is_reckoned = |known: &Known, call: &Call| known.reach != Reach::Nothing && call.is_first;
    for (known, call) in asked.filter(|(known, call)| is_reckoned(known, call)) {
        for book in if call.names_one() { &[BOOK, OTHER][..] } else { &[BOOK] } {
            let line = call.typed(book);
            let has_json = call.is_first && known.schema(call).is_some();
            lines.extend(has_json.then(|| [&line[..], &["--json".to_owned()]].concat()));
            lines.push(line);
        }
    }
    lines
}

fn schema(name: &str) -> Value {
    let text = fs::read_to_string(repository().join(format!("schema/{name}.schema.json"))).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// A number of a file: the way to it, and the least and the most that its schema allows.
#[derive(Clone, Debug)]
struct Leaf {
    path: Vec<String>,
    ends: Vec<Value>,
}

/// All places of a schema where a number may stand, through its references, maps and lists.
fn leaves(root: &Value, node: &Value, path: &[String], found: &mut Vec<Leaf>) {
    if let Some(name) = node["$ref"].as_str() {
        return leaves(root, &root["$defs"][name.rsplit('/').next().unwrap()], path, found);
    }
    let options = std::iter::once(node).chain(node["anyOf"].as_array().into_iter().flatten());
    let mut ends = Vec::new();
    for option in options {
        let is = |kind: &str| {
            option["type"] == kind
                || option["type"].as_array().is_some_and(|all| all.iter().any(|t| t == kind))
        };
        if is("integer") || is("number") {
            ends.extend(["minimum", "maximum"].iter().filter_map(|end| option.get(*end)).cloned());
        }
        let below = |step: &str| [path, &[step.to_owned()]].concat();
        for (key, inner) in option["properties"].as_object().into_iter().flatten() {
            leaves(root, inner, &below(key), found);
        }
        if option["additionalProperties"].is_object() {
            let names = option["propertyNames"]["enum"].as_array();
            let name = match (names, path.last().map(String::as_str)) {
                (Some(names), _) => names[0].as_str().unwrap(),
                (None, Some("people")) => "li",
                (None, Some("rates")) => "EUR",
                // The grades of the default scheme, and what follows from them.
                _ => "C",
            };
            leaves(root, &option["additionalProperties"], &below(name), found);
        }
        if option["items"].is_object() {
            leaves(root, &option["items"], &below("[]"), found);
        }
        if option["$ref"].is_string() {
            leaves(root, option, path, found);
        }
    }
    if !ends.is_empty() {
        match found.iter_mut().find(|leaf| leaf.path == path) {
            Some(leaf) => leaf.ends.extend(ends),
            None => found.push(Leaf { path: path.to_vec(), ends }),
        }
    }
}

fn numbers(name: &str) -> Vec<Leaf> {
    let root = schema(name);
    let mut found = Vec::new();
    leaves(&root, &root, &[], &mut found);
    found
}

/// Puts a value into a document, with what its neighbours need to be read.
fn put(document: &mut Value, path: &[String], value: Value) {
    let Some((step, rest)) = path.split_first() else {
        *document = value;
        return;
    };
    if step == "[]" {
        if !document.is_array() {
            *document = json!([{}]);
        }
        return put(&mut document[0], rest, value);
    }
    if !document.is_object() {
        *document = json!({});
    }
    let map = document.as_object_mut().unwrap();
    match step.as_str() {
        "rate" => drop(map.entry("from").or_insert(json!("2000-01-01"))),
        "days_before" => {
            map.entry("on").or_insert(json!("12-25"));
            map.entry("what").or_insert(json!("x"));
        }
        "do" | "every" => drop(map.entry("do").or_insert(json!("x"))),
        _ => {}
    }
    put(map.entry(step.clone()).or_insert(Value::Null), rest, value);
}

/// The YAML of a document: what is JSON is YAML, but for the numbers that JSON doesn't have.
fn yaml(document: &Value) -> String {
    document.to_string().replace("\"@", "").replace("@\"", "") + "\n"
}

fn wild(text: &str) -> Value {
    json!(format!("@{text}@"))
}

#[track_caller]
fn survives<S: AsRef<OsStr> + Debug>(world: &World, args: &[S], about: &str) -> (i32, String, String) {
    let outcome = world.call(args).without("CRM_TODAY").run();
    let (code, stderr) = (outcome.code, &outcome.stderr);
    assert!(
        (0..=6).contains(&code) && !stderr.contains("panicked") && !stderr.contains("overflow"),
        "crm {args:?} with {about}: exit {code}\n{stderr}"
    );
    (code, outcome.stdout, outcome.stderr)
}

/// A line that is typed on another day.
fn on(today: &str, line: &[String]) -> Vec<String> {
    [&["--today".to_owned(), today.to_owned()], line].concat()
}

/// A book with an entry of each kind that is reckoned with.
fn book(world: &World) {
    for (id, grade) in [("a", "A"), ("b", "B"), ("c", "C"), ("d", "D")] {
        world.card(
            id,
            &format!(
                "name: {id} x\ncountry: DE\ngrade: {grade}\nowner: li\nrenewal: 0.9\ncontacts:\n  - {{name: x, \
                 birthday: 02-29}}\n"
            ),
        );
        let mut lines = Vec::new();
        for month in 1..=9 {
            lines.push(format!(
                r#"{{"at":"2026-0{month}-01","by":"li","kind":"order","amount":"{month}00.5","currency":"EUR","margin":0.2,"item":"i{month}"}}"#
            ));
        }
        for line in [
            r#"{"at":"2026-09-02T10:00:00+08:00","by":"li","kind":"followup","via":"call","minutes":20,"reply":"none"}"#,
            r#"{"at":"2026-09-03","by":"li","kind":"sample","state":"agreed","ref":"S"}"#,
            r#"{"at":"2026-09-04","by":"li","kind":"quote","amount":5,"ref":"Q"}"#,
            r#"{"at":"2026-09-05","by":"li","kind":"invoice","amount":5,"ref":"I","due":"2026-10-01"}"#,
            r#"{"at":"2026-09-05","by":"li","kind":"contract","amount":5,"ref":"K","until":"2026-12-01"}"#,
            r#"{"at":"2026-09-06","by":"li","kind":"complaint","state":"opened","ref":"C"}"#,
        ] {
            lines.push(line.to_owned());
        }
        world.log(id, &lines.iter().map(String::as_str).collect::<Vec<_>>());
    }
    world.card("pooled", "name: P\ngrade: E\n");
    world.put("list.csv", "name,country\nNew,DE\n");
}

#[test]
fn every_number_of_the_rules_is_known_here() {
    let paths: Vec<String> = numbers("crm").iter().map(|leaf| leaf.path.join(".")).collect();
    for known in [
        "people.li.hours_a_week",
        "rates.EUR.[].rate",
        "grades.C.minutes",
        "grades.C.worth",
        "grades.C.steps.agreed.[]",
        "lanes.debts",
        "lanes.closing",
        "pool.holds",
        "pool.barred",
        "moves.silent.high",
        "views.value.margin.points",
        "events.[].days_before",
        "reminders.invoice.overdue.[]",
    ] {
        assert!(paths.iter().any(|path| path == known), "{known} is not among {paths:#?}");
    }
    assert!(paths.len() > 50, "{}", paths.len());
}

/// Every key with every wild value: an error with its place and the range, or a number that is taken.
#[test]
fn a_wild_number_in_the_rules_is_told_where_it_stands() {
    use crm::config::parse_workspace_config;
    for leaf in numbers("crm") {
        let ends: Vec<f64> = leaf.ends.iter().filter_map(Value::as_f64).collect();
        let is_within = |number: f64| ends.iter().any(|end| number <= *end) && ends[0] <= number;
        for value in WILD.into_iter().filter(|value| !value.parse().is_ok_and(is_within)) {
            let mut document = json!({});
            put(&mut document, &leaf.path, wild(value));
            let text = yaml(&document);
            let (_, problems) = parse_workspace_config(text.as_bytes(), std::path::Path::new("crm.yaml"));
            let about = format!("{} {value}", leaf.path.join("."));
            let own: Vec<_> = problems.iter().filter(|problem| problem.kind.code() == "bad-value").collect();
            assert!(!own.is_empty(), "{about}: taken for a number: {problems:?}");
            for problem in own {
                assert!(problem.place.line == 1 && problem.place.column > 1, "{about}: {problem:?}");
                for lang in [crm::render::lang::Lang::En, crm::render::lang::Lang::Zh] {
                    let said = crm::render::lang::problem_text(lang, &problem.kind);
                    assert!(said.hint.is_some_and(|hint| !hint.is_empty()), "{about}");
                }
            }
        }
        for end in leaf.ends.iter().filter(|_| leaf.path.last().is_some_and(|key| key != "points")) {
            let mut document = json!({});
            put(&mut document, &leaf.path, end.clone());
            let (_, problems) =
                parse_workspace_config(yaml(&document).as_bytes(), std::path::Path::new("crm.yaml"));
            let refused = problems.iter().any(|problem| problem.kind.code() == "bad-value");
            assert!(!refused, "the schema allows {end} at {:?}: {problems:?}", leaf.path);
        }
    }
}

/// Rules in which every number is at one of its ends, and all commands under them.
#[test]
fn rules_at_their_ends_make_no_command_panic() {
    let (world, questions) = (World::new(), questions());
    book(&world);
    let leaves: Vec<Leaf> = numbers("crm")
        .into_iter()
        // Points make a hundred in all, and a grade has a cadence or steps.
        .filter(|leaf| {
            leaf.path.last().is_some_and(|key| key != "points") && !leaf.path.contains(&"steps".into())
        })
        .collect();
    let mut runner = TestRunner::new_with_rng(
        Config { cases: 6, failure_persistence: None, ..Config::default() },
        TestRng::deterministic_rng(RngAlgorithm::ChaCha),
    );
    let choice = proptest::collection::vec(0..2usize, leaves.len());
    let choices = [vec![0; leaves.len()], vec![1; leaves.len()]];
    let write = |choice: &[usize]| {
        let mut document = json!({"people": {"wang": {}}, "currency": "USD"});
        for (leaf, end) in leaves.iter().zip(choice) {
            put(&mut document, &leaf.path, leaf.ends[*end % leaf.ends.len()].clone());
        }
        world.put("crm.yaml", yaml(&document));
    };
    for (choice, today) in choices
        .iter()
        .flat_map(|choice| ["1900-01-01", "2026-11-20", "9998-12-31"].map(|today| (choice, today)))
    {
        write(choice);
        let (code, out, _) = survives(&world, &["check", "--today", today], "the ends");
        assert!(!out.contains("bad-value") && code < 2, "{out}");
        for args in &questions {
            survives(&world, &on(today, args), &format!("ends {choice:?}"));
        }
    }
    runner
        .run(&choice, |choice| {
            write(&choice);
            for args in &questions {
                survives(&world, &on("2026-11-20", args), &format!("ends {choice:?}"));
            }
            Ok(())
        })
        .unwrap();
}

/// Logs and customers at the ends of their numbers, many of them in one book.
#[test]
fn logs_and_customers_at_their_ends_make_no_command_panic() {
    let world = World::new();
    book(&world);
    world.put(
        "crm.yaml",
        "people:\n  li: {hours_a_week: 168}\n  wang: {}\nrates: {EUR: [{from: 1900-01-01, rate: 1000000000}], \
         CNY: [{from: 1900-01-01, rate: 0.000000001}]}\npool: {after: {E: {followup: 1 day}}}\n",
    );
    let ends = [
        "1000000000000000",
        "-1000000000000000",
        "0.0000000000000000000000000001",
        "0",
        "1000000000000001",
        "79228162514264337593543950335",
        "1e999",
        "null",
    ];
    let mut lines = Vec::new();
    for (index, end) in ends.iter().enumerate() {
        for currency in ["EUR", "CNY", "USD"] {
            for at in ["1900-01-01", "2026-11-01", "2026-11-19T23:59:59.999999999+23:59", "9998-12-31"] {
                for (kind, more) in [
                    ("order", format!(r#","margin":{end},"item":"x""#)),
                    ("order", format!(r#","cost":{end}"#)),
                    ("quote", format!(r#","ref":"Q{index}""#)),
                    ("contract", r#","from":"1900-01-01","until":"9998-12-31""#.to_owned()),
                    ("invoice", format!(r#","ref":"I","due":"{}""#, &at[..10])),
                    ("payment", r#","ref":"I""#.to_owned()),
                    ("followup", format!(r#","minutes":{end},"next":"9998-12-31""#)),
                ] {
                    let amount = if kind == "followup" {
                        String::new()
                    } else {
                        format!(r#","amount":"{end}","currency":"{currency}""#)
                    };
                    lines.push(format!(r#"{{"at":"{at}","by":"li","kind":"{kind}"{amount}{more}}}"#));
                }
            }
        }
    }
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    for id in ["a", "b", "c", "d"] {
        world.log(id, &lines);
    }
    let mut wild_cards = 0;
    for leaf in numbers("customer") {
        for value in WILD.iter().copied().chain(["0", "1", "36525", "1000000000000000"]) {
            let mut document = json!({"name": "x"});
            put(&mut document, &leaf.path, wild(value));
            world.card(&format!("w{wild_cards}"), &yaml(&document));
            wild_cards += 1;
        }
    }
    let questions = questions();
    for today in ["1900-01-01", "2026-11-20", "9998-12-31"] {
        for args in &questions {
            survives(&world, &on(today, args), "logs at their ends");
        }
    }
}

/// Days and counts on the command line beyond all reason.
#[test]
fn options_beyond_all_reason_make_no_command_panic() {
    let world = World::new();
    book(&world);
    for day in ["9999-12-31", "262142-12-31", "+262142-12-31", "-262143-01-01", "0000-01-01", "99999999d"] {
        let (code, out, _) = survives(&world, &["--today", day, "due"], day);
        assert_eq!((code, out.as_str()), (2, ""), "{day}");
    }
    let most = u64::MAX.to_string();
    for args in [
        vec!["due", "--limit", &most],
        vec!["due", "--within", "4294967295d"],
        vec!["due", "--within", "36500y"],
        vec!["due", "--within", "99999999999999999999d"],
        vec!["dates", "--within", "36525 days", "--limit", &most],
        vec!["agenda", "--days", &most],
        vec!["review", "--limit", &most],
        vec!["dupes", "--limit", &most],
        vec!["spread", "--per-day", &most, "--until", "9998-12-31"],
        vec!["spread", "--per-day", "1", "--until", "+36500wd"],
        vec!["log", "a", "x", "--next", "36500y"],
        vec!["log", "a", "x", "--next", "+4294967295wd"],
        vec!["log", "a", "x", "--at", "-36500y"],
        vec!["log", "a", "--order", "1000000000000001"],
        vec!["log", "a", "--order", "9999999999999999999999999999999999"],
        vec!["log", "a", "x", "--minutes", "525601"],
        vec!["log", "a", "--order", "1", "--margin", "-1000.1"],
        vec!["set", "a", "revenue=79228162514264337593543950335"],
        vec!["set", "a", "cadence=4294967295 years"],
        vec!["add", "Q", "--cadence", "18446744073709551615 days"],
    ] {
        survives(&world, &args, "the command line");
    }
    let (code, ..) = survives(&world, &["log", "a", "--order", "1000000000000001"], "too much");
    assert_eq!(code, 2, "what check would call an error is not written");
    // Nested beyond all reason, in every kind of file.
    for deep in ["[".repeat(200_000), "{a: ".repeat(100_000), "- ".repeat(200_000), "a:\n ".repeat(10_000)] {
        for path in ["crm.yaml", "customers/deep.yaml"] {
            let world = World::new();
            book(&world);
            world.put(path, format!("name: x\nx: {deep}"));
            survives(&world, &["check"], "depth");
            survives(&world, &["due"], "depth");
        }
        world.put("customers/a.log.jsonl", format!("{}\n", deep.replace("a:", "\"a\":")));
        survives(&world, &["check"], "depth");
        world.put("map.yaml", format!("columns: {deep}"));
        world.put("x.csv", "name\nAcme\n");
        survives(&world, &["import", "x.csv", "--map", "map.yaml"], "depth");
    }
}

/// A number that is out of range can't come in by a list either.
#[test]
fn a_list_with_wild_numbers_is_told_row_by_row() {
    let world = World::new();
    book(&world);
    world.put(
        "x.csv",
        "customer,at,kind,amount,minutes\na,2026-11-01,order,1000000000000001,\na,2026-11-02,followup,,525601\n\
         a,2026-11-03,order,1000000000000000,\n",
    );
    let (code, out, _) =
        survives(&world, &["--today", "2026-11-20", "import", "x.csv", "--entries", "--apply"], "a list");
    assert_eq!(code, 5, "{out}");
    assert!(out.contains("a number from 0 to 525,600"), "{out}");
    assert_eq!(world.last("a")["at"], "2026-11-03");
    survives(&world, &["check"], "a list");
}
