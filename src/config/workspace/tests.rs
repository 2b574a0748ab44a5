use super::*;
use crate::model::Decimal;
use crate::rules::Source;
use crate::rules::settings::{Kind, Shape, Slot};
use crate::rules::views::ViewRules;

fn config(text: &str) -> (WorkspaceConfig, Vec<(&'static str, usize, usize)>) {
    let (config, problems) = parse_workspace_config(text.as_bytes(), Path::new("crm.yaml"));
    let told = problems.iter().map(|p| (p.kind.code(), p.place.line, p.place.column)).collect();
    (config, told)
}

#[test]
fn the_file_that_init_writes_says_what_is_built_in() {
    let (mut written, told) = config(DEFAULT);
    assert_eq!(told, []);
    for grade in &mut written.policy.grades {
        assert_eq!(grade.source, Source::Workspace);
        grade.source = Source::Default;
    }
    assert_eq!(written, WorkspaceConfig { version: NEWEST, ..WorkspaceConfig::default() });
}

#[test]
fn what_is_missing_is_the_default() {
    for text in ["", "# nothing\n", "version: 1\n", "people:\ncurrency:\n"] {
        let (read, told) = config(text);
        assert_eq!((read, told), (WorkspaceConfig::default(), vec![]), "{text:?}");
    }
    let (read, told) = config(
        "grades:\n  A: {cadence: 3 weeks}\n  X: {cadence: 1 year, minutes: 1.5, name: strange}\nmoves: off\n",
    );
    assert_eq!(told, []);
    let names: Vec<_> = read.policy.grades.iter().map(|g| (g.class.as_str(), g.label.en.as_str())).collect();
    assert_eq!(names, [("A", "order customer"), ("X", "strange")], "the grades are those that are written");
    assert_eq!(read.policy.grades[0].minutes, Decimal::new(75, 1));
}

#[test]
fn people_rates_and_the_calendar_are_read() {
    let (read, told) = config(
        "people:\n  li: {name: 李娜, email: li@x.example, hours_a_week: 8, lang: zh}\n  wang:\n\
         currency: EUR\nrates:\n  USD:\n    - {from: 2026-06-01, rate: 0.9}\n    - {from: 2026-01-01, rate: \"0.92\"}\n\
         calendar:\n  workdays: [mon, sat]\n  holidays:\n    - {on: 2026-10-01, until: 2026-10-07, what: National Day}\n  extra_workdays: [2026-10-10]\n",
    );
    assert_eq!(told, []);
    assert_eq!(read.policy.people, ["li", "wang"]);
    let usd = Currency::new("USD").expect("a currency");
    let day = |text: &str| date(text).expect("a date");
    assert_eq!(read.policy.rates.of(usd, day("2026-05-31")), Some(Decimal::new(92, 2)));
    assert_eq!(read.policy.rates.of(usd, day("2026-06-01")), Some(Decimal::new(9, 1)));
    assert_eq!(read.policy.rates.of(usd, day("2025-12-31")), None);
    assert!(read.policy.calendar.free(day("2026-10-05")).is_some());
}

#[test]
fn what_is_wrong_is_told_where_it_stands() {
    for (text, want) in [
        ("version: 0\n", ("bad-value", 1, 10)),
        ("version: 3\n", ("newer-version", 1, 1)),
        ("curency: EUR\n", ("unknown-key", 1, 1)),
        ("currency: euro\n", ("bad-value", 1, 11)),
        ("rates:\n  usd: []\n", ("bad-value", 2, 8)),
        ("rates:\n  USD: [{from: 2026-01-01, rate: 0}]\n", ("bad-value", 2, 34)),
        ("rates:\n  USD: [{rate: 1}]\n", ("missing-key", 2, 9)),
        ("grades:\n  A: {cadence: often}\nmoves: off\n", ("bad-value", 2, 16)),
        ("grades:\n  X: {minutes: 3}\nmoves: off\n", ("missing-key", 2, 6)),
        ("grades:\n  B: {steps: {agreed: [1, x], received: [1]}}\nmoves: off\n", ("bad-value", 2, 27)),
        ("grades:\n  B: {steps: {agreed: []}}\nmoves: off\n", ("bad-value", 2, 23)),
        ("score: {rules: [{points: 5}]}\n", ("missing-key", 1, 17)),
        ("calendar: {workdays: [monday]}\n", ("bad-value", 1, 23)),
        ("calendar:\n  holidays: [{on: 2026-10-07, until: 2026-10-01}]\n", ("ends-before-start", 2, 38)),
        ("people: [li]\n", ("wrong-type", 1, 9)),
        ("people:\n  li: {lang: fr}\n", ("bad-value", 2, 14)),
        ("version: 'x\n", ("yaml-syntax", 2, 1)),
        ("version: 1\nversion: 1\n", ("duplicate-key", 2, 1)),
    ] {
        assert_eq!(config(text).1, [want], "{text:?}");
    }
}

/// Every number of the views and the moves by its path, with another value than the default's: a little more of it,
/// which leaves what has to rise in order.
fn numbers() -> Vec<(String, String)> {
    let mut found = Vec::new();
    other_values("views", &mut ViewRules::default(), &mut found);
    other_values("moves", &mut MoveRules::default(), &mut found);
    // Points alone would no longer make 100.
    found.retain(|(path, _)| !path.ends_with(".points"));
    found
}

fn other_values(path: &str, rules: &mut dyn Settings, found: &mut Vec<(String, String)>) {
    let keys = rules.section().keys;
    for (key, slot) in keys.iter().zip(rules.slots()) {
        let path = format!("{path}.{}", key.name);
        let value = match slot {
            Slot::Interval(value) => {
                format!("{} {}", value.count() + 1, value.to_string().split_once(' ').expect("a unit").1)
            }
            Slot::Number(value) => (*value * Decimal::new(101, 2)).to_string(),
            Slot::Count(value) => (*value + 1).to_string(),
            Slot::Size(value) => (*value + 1).to_string(),
            Slot::Name(value) => if value == "A" { "B" } else { "A" }.to_owned(),
            Slot::Word(value) => match key.shape {
                Shape::Value(Kind::Word(words)) => {
                    words.iter().find(|word| **word != value.word()).expect("another word").to_string()
                }
                _ => panic!("{path} is no word"),
            },
            // Without a default there is no other value.
            Slot::MaybeText(_) => continue,
            Slot::Section(rules) => {
                other_values(&path, rules, found);
                continue;
            }
            _ => panic!("{path} needs another value"),
        };
        found.push((path, value));
    }
}

/// A key by its path, as it is written.
fn at(path: &str, value: &str) -> String {
    let (parents, key) = path.rsplit_once('.').expect("a path");
    let parents: Vec<&str> = parents.split('.').collect();
    let open: String = parents.iter().map(|parent| format!("{parent}: {{")).collect();
    format!("{open}{key}: {value}{}\n", "}".repeat(parents.len()))
}

#[test]
fn every_number_of_the_views_and_the_moves_is_read_and_the_others_stay() {
    let mut seen = Vec::new();
    for (path, value) in &numbers() {
        let (read, told) = config(&at(path, value));
        assert_eq!(told, [], "{path}");
        assert_ne!(read, WorkspaceConfig::default(), "{path} changes nothing");
        // As text, two laws differ in the values that were written.
        let (now, before) = (format!("{:#?}", read.policy), format!("{:#?}", Policy::default()));
        let changed: Vec<(usize, &str)> = now
            .lines()
            .zip(before.lines())
            .enumerate()
            .filter(|(_, (now, before))| now != before)
            .map(|(line, (now, _))| (line, now))
            .collect();
        assert_eq!(now.lines().count(), before.lines().count(), "{path}");
        let first = changed[0].0;
        assert!(
            changed.len() <= 2 && changed.iter().all(|(line, _)| line - first < 2),
            "{path}: {changed:?}"
        );
        assert!(!seen.contains(&first), "{path} is another's place");
        seen.push(first);
    }
}

#[test]
fn the_file_that_init_writes_has_every_number() {
    let tree: serde_yaml::Value = serde_yaml::from_str(DEFAULT).expect("YAML");
    let mut paths = Vec::new();
    for part in ["views", "moves"] {
        leaves(part, &tree[part], &mut paths);
    }
    let mut want: Vec<String> = numbers().into_iter().map(|(path, _)| path).collect();
    want.extend(["amount", "margin", "renewal"].map(|key| format!("views.value.{key}.points")));
    paths.sort_unstable();
    want.sort_unstable();
    assert_eq!(paths, want);
}

fn leaves(path: &str, value: &serde_yaml::Value, into: &mut Vec<String>) {
    match value.as_mapping() {
        Some(map) => {
            for (key, value) in map {
                leaves(&format!("{path}.{}", key.as_str().expect("a text")), value, into);
            }
        }
        None => into.push(path.to_owned()),
    }
}

#[test]
fn numbers_are_exact() {
    let (read, told) = config("views: {pyramid: {super: 0.0100000000000000000000000001}}\n");
    assert_eq!(told, []);
    assert_eq!(read.policy.views.pyramid.superb.to_string(), "0.0100000000000000000000000001");
    let (read, told) =
        config("views: {value: {amount: {points: 10}, margin: {points: 10}, renewal: {points: 80}}}\n");
    assert_eq!(told, []);
    let value = &read.policy.views.value;
    let points = [value.amount.points, value.renewal.points];
    assert_eq!(points, [Decimal::TEN, Decimal::from(80)]);
}

#[test]
fn views_and_moves_that_cannot_be_are_told_where_they_stand() {
    for (text, want) in [
        // What can't be read.
        ("views: {deal: {quote: often}}\n", ("bad-value", 1, 23)),
        ("views: {urgency: {soon: 0}}\n", ("bad-value", 1, 25)),
        ("views:\n  pyramid:\n    super: 1 %\n", ("bad-value", 3, 12)),
        ("views: {pyramid: {medium: 20}}\n", ("bad-value", 1, 27)),
        ("views: {abc: {B: -0.1}}\n", ("bad-value", 1, 18)),
        ("views: {lifecycle: {growth: -1}}\n", ("bad-value", 1, 29)),
        ("views: {face: {first: 1.1}}\n", ("bad-value", 1, 23)),
        ("views: {value: {renewal: {A: 90}}}\n", ("bad-value", 1, 30)),
        ("views: {value: {amount: {points: -1}}}\n", ("bad-value", 1, 34)),
        ("views: {relationship: {product_lines: 0}}\n", ("bad-value", 1, 39)),
        ("moves: {silent: {high: 2.5}}\n", ("bad-value", 1, 24)),
        ("moves: {verify: {bounces: none}}\n", ("bad-value", 1, 27)),
        ("moves: {inactive: {rhythms: twice}}\n", ("bad-value", 1, 29)),
        ("moves: {quiet: 0 days}\n", ("bad-value", 1, 16)),
        ("moves:\n  recheck: soon\n", ("bad-value", 2, 12)),
        ("moves: {grades: {order: \"\"}}\n", ("bad-value", 1, 25)),
        ("moves: on\n", ("wrong-type", 1, 8)),
        ("moves: true\n", ("wrong-type", 1, 8)),
        ("views: off\n", ("wrong-type", 1, 8)),
        // What nobody knows.
        ("views: {piramid: {}}\n", ("unknown-key", 1, 9)),
        ("views: {pyramid: {small: 1}}\n", ("unknown-key", 1, 19)),
        ("moves: {recheque: 1 month}\n", ("unknown-key", 1, 9)),
        ("moves: {silent: {good: 3}}\n", ("unknown-key", 1, 18)),
        ("views: {abc: {A: 0.7, A: 0.6}}\n", ("duplicate-key", 1, 23)),
        // What makes no sense together, be the other one written or not.
        ("views: {pyramid: {super: 0.1}}\n", ("out-of-order", 1, 26)),
        ("views: {pyramid: {super: 0.1, big: 0.06}}\n", ("out-of-order", 1, 36)),
        ("views: {pyramid: {medium: 0.01}}\n", ("out-of-order", 1, 27)),
        ("views: {volume: {B: 0.5}}\n", ("out-of-order", 1, 21)),
        ("views: {abc: {A: 0.96}}\n", ("out-of-order", 1, 18)),
        ("views: {urgency: {soon: 1 year}}\n", ("out-of-order", 1, 25)),
        ("views: {urgency: {relaxed: 4 weeks}}\n", ("out-of-order", 1, 28)),
        ("views: {lifecycle: {maturity: 1.3}}\n", ("out-of-order", 1, 31)),
        ("views: {value: {renewal: {B: 0.95}}}\n", ("out-of-order", 1, 30)),
        ("views: {value: {amount: {A: 0.5}}}\n", ("out-of-order", 1, 29)),
        ("views: {relationship: {long_term: 4 years}}\n", ("out-of-order", 1, 35)),
        ("views: {value: {margin: {points: 40}}}\n", ("points-sum", 1, 34)),
    ] {
        assert_eq!(config(text).1, [want], "{text:?}");
    }
    // Equal cuts leave a class empty, and that may be wanted.
    for text in [
        "views: {pyramid: {super: 0}}\n",
        "views: {abc: {A: 0.95}}\n",
        "views: {lifecycle: {maturity: 1.2}}\n",
    ] {
        assert_eq!(config(text).1, [], "{text:?}");
    }
}

#[test]
fn moves_without_their_grades_are_told_to_whom_they_matter() {
    const OWN: &str = "grades:\n  Gold: {cadence: 1 month}\n  Silver: {cadence: 1 year}\n";
    const THREE: &str = "grades:\n  A: {cadence: 1 week}\n  B: {cadence: 2 weeks}\n  C: {cadence: 1 month}\n";
    for (grades, moves, want) in [
        // Grades of one's own, and no word of moves: nothing is missed.
        (OWN, "", vec![]),
        (OWN, "moves:\n", vec![]),
        (OWN, "moves: off\n", vec![]),
        (OWN, "moves: {recheck: 1 month}\n", vec![("no-moves", 4, 1)]),
        (
            OWN,
            "moves: {grades: {order: Gold, sample: Gold, high: Gold, ordinary: Silver, none: Silver}}\n",
            vec![],
        ),
        (
            OWN,
            "moves: {grades: {order: Gold, sample: Golf, high: Gold, ordinary: Silver, none: Silver}}\n",
            vec![("no-moves", 4, 39)],
        ),
        // Some of the built-in ones.
        (THREE, "", vec![("no-moves", 1, 1)]),
        (THREE, "moves: false\n", vec![]),
        (THREE, "moves: {grades: {ordinary: C, none: C}}\n", vec![]),
        ("", "moves: {grades: {none: F}}\n", vec![("no-moves", 1, 24)]),
        // A grade that can't be read is told as such, and is not a missing one.
        ("grades: {A: {cadence: x}, B: , C: , D: , E: }\n", "", vec![("bad-value", 1, 23)]),
    ] {
        let (read, told) = config(&format!("{grades}{moves}"));
        assert_eq!(told, want, "{grades}{moves}");
        assert_eq!(read.policy.moves.is_none(), moves.contains("off") || moves.contains("false"), "{moves}");
    }
}
