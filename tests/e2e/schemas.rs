//! What is on disk and what is printed, held against the schemas by a real validator.
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use jsonschema::{Retrieve, Uri, Validator};
use serde_json::{Value, json};

use crate::commands::{self, Book, Nature};
use crate::world::{World, repository};

/// A schema names its neighbours by their file names alone: they lie in one folder.
const BASE: &str = "https://crm.example/schema/";

struct Folder;

impl Retrieve for Folder {
    fn retrieve(&self, uri: &Uri<String>) -> Result<Value, Box<dyn std::error::Error + Send + Sync>> {
        let name = uri.as_str().strip_prefix(BASE).ok_or("not one of ours")?;
        Ok(serde_json::from_str(&fs::read_to_string(repository().join("schema").join(name))?)?)
    }
}

fn schema(name: &str) -> Validator {
    let text = fs::read_to_string(repository().join(format!("schema/{name}.schema.json"))).unwrap();
    let schema: Value = serde_json::from_str(&text).unwrap();
    let options = jsonschema::options().with_base_uri(format!("{BASE}{name}.schema.json"));
    let options = options.with_retriever(Folder).should_validate_formats(true);
    options.build(&schema).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// YAML as JSON: dates, `NO`, `on` and `yes` are texts.
fn yaml(text: &str) -> Value {
    let value: serde_yaml::Value = serde_yaml::from_str(text).unwrap();
    serde_json::to_value(value).unwrap()
}

#[track_caller]
fn valid(validator: &Validator, value: &Value, what: &str) {
    let wrong: Vec<String> = validator
        .iter_errors(value)
        .map(|error| format!("{what}: {error} (at {})", error.instance_path()))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn files(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, ending, found);
        } else if path.to_str().unwrap().ends_with(ending) {
            found.push(path);
        }
    }
}

fn example(ending: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    files(&repository().join("examples/export-team/customers"), ending, &mut found);
    assert!(found.len() >= 40, "{} files end with {ending}", found.len());
    found.into_iter().map(|path| (path.display().to_string(), fs::read_to_string(path).unwrap())).collect()
}

#[test]
fn every_schema_is_one_and_its_examples_fit() {
    let answers = crm::render::answer::schemas();
    let names: BTreeSet<&str> =
        answers.iter().map(|(name, _)| *name).chain(["crm", "customer", "entry"]).collect();
    let mut there = Vec::new();
    files(&repository().join("schema"), ".schema.json", &mut there);
    assert_eq!(there.len(), names.len(), "{there:?}");
    for name in names {
        let text = fs::read_to_string(repository().join(format!("schema/{name}.schema.json"))).unwrap();
        let document: Value = serde_json::from_str(&text).unwrap();
        assert!(jsonschema::meta::is_valid(&document), "{name}");
        let validator = schema(name);
        for example in document["examples"].as_array().into_iter().flatten() {
            valid(&validator, example, name);
        }
    }
}

#[test]
fn yaml_keeps_texts_that_look_like_something_else() {
    let value = yaml("a: 2026-04-20\nb: NO\nc: on\nd: yes\ne: 05-12\nf: true\n");
    assert_eq!(value, json!({"a": "2026-04-20", "b": "NO", "c": "on", "d": "yes", "e": "05-12", "f": true}));
}

#[test]
fn the_example_fits() {
    let customer = schema("customer");
    for (path, text) in example(".yaml") {
        valid(&customer, &yaml(&text), &path);
    }
    let entry = schema("entry");
    for (path, text) in example(".log.jsonl") {
        for (number, line) in text.lines().enumerate() {
            valid(&entry, &serde_json::from_str(line).unwrap(), &format!("{path}:{}", number + 1));
        }
    }
    let rules = fs::read_to_string(repository().join("examples/export-team/crm.yaml")).unwrap();
    valid(&schema("crm"), &yaml(&rules), "crm.yaml");
    let mut schemes = Vec::new();
    files(&repository().join("examples/schemes"), ".yaml", &mut schemes);
    assert_eq!(schemes.len(), 8);
    for path in schemes {
        valid(&schema("crm"), &yaml(&fs::read_to_string(&path).unwrap()), path.to_str().unwrap());
    }
}

#[test]
fn what_init_and_add_and_log_write_fits() {
    let world = World::bare();
    world.ok(["init"]);
    valid(&schema("crm"), &yaml(&world.read("crm.yaml")), "crm.yaml");
    let args = [
        "add",
        "Müller: \"x\"",
        "--country",
        "NO",
        "--number",
        "007",
        "--phone",
        "+49 89 1",
        "--wechat",
        "w",
        "--cadence",
        "45 days",
        "--tag",
        "yes,on",
    ];
    world.ok([
        &args[..],
        &["--notes", "a\nb", "--need", "target", "--potential", "low", "--website", "x.example"],
    ]
    .concat());
    let id = world.ok(["list", "-f", "ids"]).trim().to_owned();
    valid(&schema("customer"), &yaml(&world.read(&format!("customers/{id}.yaml"))), "add");
    for args in [
        &[
            "x",
            "--via",
            "call",
            "--minutes",
            "7.5",
            "--next",
            "fri",
            "--need",
            "dead",
            "--visit",
            "no",
            "--example",
        ][..],
        &["x", "--at", "yesterday 9:05", "--with", "A", "--plan", "p", "--reply", "bounced"],
        &["--sample", "sent", "--item", "HX", "--ref", "S"],
        &["--quote", "1.50", "--item", "HX", "--ref", "Q"],
        &["--order", "1000000.00", "--margin", "0.3", "--item", "HX", "--ref", "O"],
        &["--order", "5", "--cost", "4"],
        &["--contract", "5", "--from", "2026-01-01", "--until", "2026-12-31", "--ref", "C"],
        &["--invoice", "5", "--due", "30d", "--ref", "I"],
        &["--payment", "5", "--ref", "I"],
        &["--complaint", "opened", "--ref", "R", "leaks"],
        &["--ending", "opened", "--ref", "E", "--why", "price", "--competitor", "Nord", "will not renew"],
        &["--ending", "lost", "--ref", "E"],
        &["--promise", "prices", "--due", "fri", "--ref", "P"],
        &["--promise", "kept", "--ref", "P"],
        &["--promise", "drawings", "--due", "fri"],
        &["--request", "credit", "--ref", "R"],
        &["--request", "refused", "--ref", "R"],
        &["--request", "24-hour service"],
        &["--invitation", "Canton Fair"],
        &["--invitation", "came"],
        &["--note", "n"],
    ] {
        world.ok([&["log", &id], args].concat());
    }
    world.ok(["grade", &id, "B", "--why", "w"]);
    world.ok(["log", &id, "--complaint", "solved", "--ref", "R"]);
    world.ok(["assign", &id, "pool"]);
    world.ok(["set", &id, "prefers.channel=email", "custom.x=1", "contacts[0].birthday=05-12"]);
    world.ok(["archive", &id, "--why", "w"]);
    let entry = schema("entry");
    let log = world.read(&format!("customers/{id}.log.jsonl"));
    for line in log.lines() {
        valid(&entry, &serde_json::from_str(line).unwrap(), line);
    }
    valid(&schema("customer"), &yaml(&world.read(&format!("customers/{id}.yaml"))), "set");
}

const BOOK: &Book =
    &[("ID", "mueller-maschinenbau"), ("OTHER", "again"), ("LIST", "leads.csv"), ("ENTRIES", "leads.csv")];

/// So much the example has to say at least.
const LEAST: &[(&str, usize)] =
    &[("due", 10), ("due --within 400d --why", 10), ("dates --within 800d", 100), ("pool", 4)];

/// The example in git, with a customer that stands twice in it, and changes that aren't committed.
fn full_example() -> World {
    let world = World::example();
    world.put("leads.csv", fs::read(repository().join("examples/import/fair-leads.csv")).unwrap());
    world.card("again", "name: Mueller Maschinenbau\ncountry: US\ndistinct: [izmir-vinc]\nonwer: li\n");
    let rules = world.read("crm.yaml");
    let more = rules.replace("cadence: 2 months", "cadence: 1 month");
    for (text, args) in [
        (&rules, &["init", "-q"][..]),
        (&rules, &["add", "-A"]),
        (&rules, &["commit", "-q", "-m", "x"]),
        (&more, &["commit", "-q", "-a", "-m", "y"]),
        (&rules, &["status"]),
    ] {
        world.put("crm.yaml", text);
        let person = ["-c", "user.name=Li", "-c", "user.email=li@example.com"];
        assert_eq!(world.program("git", person.iter().chain(args)).run().code, 0);
    }
    world
}

#[test]
fn every_commands_json_fits_and_every_schema_has_an_answer() {
    let world = full_example();
    let mut empty: BTreeSet<&str> =
        crm::render::answer::schemas().into_iter().map(|(name, _)| name).collect();
    for (known, call) in commands::calls(&[Nature::Asks]) {
        let Some(name) = known.schema(call) else { continue };
        let outcome = world.call(call.typed(BOOK).iter().map(String::as_str).chain(["--json"])).run();
        let value: Value = serde_json::from_str(&outcome.stdout)
            .unwrap_or_else(|error| panic!("crm {} --json: {error}: {outcome:?}", call.line));
        valid(&schema(name), &value, &call.line);
        let count = value.as_array().map_or(1, Vec::len);
        let least = LEAST.iter().find(|(line, _)| *line == call.line).map_or(0, |(_, least)| *least);
        assert!(count >= least, "crm {}: {count}", call.line);
        if count > 0 {
            empty.remove(name);
        }
    }
    // Whom a template suits is the example's own; and the fields of templates are no command's answer.
    valid(&schema("draft"), &world.json(["draft", "ohio-lift-gates", "--json"]), "draft");
    let elsewhere = ["draft", "template-fields"];
    empty.retain(|name| !elsewhere.contains(name));
    assert!(empty.is_empty(), "no call in tests/common/commands.rs has an answer for {empty:?}");
}

#[test]
fn the_json_outputs_fit() {
    let world = World::example();
    let list = world.json(["list", "--json"]);
    let show = schema("show");
    for customer in list.as_array().unwrap() {
        let id = customer["id"].as_str().unwrap();
        valid(&show, &world.json(["show", id, "--json"]), id);
    }
    valid(&schema("groups"), &World::new().json(["list", "--json", "--view", "abc"]), "nobody");
    let end_of_day = ["agenda", "--wrap-up", "--json", "--today", "2026-11-18"];
    valid(&schema("wrap-up"), &world.json(end_of_day), "agenda --wrap-up");
    let spread = world.json(["spread", "--per-day", "2", "--until", "eom", "--json"]);
    assert!(spread.as_array().unwrap().len() >= 3);
    valid(&schema("spread"), &spread, "spread");
    let sweep = world.json(["pool", "--sweep", "--json"]);
    assert_eq!(sweep.as_array().unwrap().len(), 2);
    valid(&schema("sweep"), &sweep, "pool --sweep");
    let handover = world.json(["handover", "li", "--to", "wang,chen", "--json"]);
    assert!(handover[1]["items"].as_array().unwrap().len() >= 9);
    valid(&schema("handover"), &handover, "handover");
    world.card("again", "name: Mueller Maschinenbau\ncountry: US\ndistinct: [izmir-vinc]\n");
    let dupes = world.json(["dupes", "--min", "50", "--json"]);
    assert!(!dupes.as_array().unwrap().is_empty());
    valid(&schema("dupes"), &dupes, "dupes");
    std::fs::remove_file(world.path("customers/again.yaml")).unwrap();
    let dates = world.json(["dates", "--within", "1y", "--json"]);
    assert!(dates.as_array().unwrap().len() >= 100);
    valid(&schema("dates"), &dates, "dates");
    for args in [&["init", "-q"][..], &["add", "-A"], &["commit", "-q", "-m", "x"]] {
        let person = ["-c", "user.name=Li", "-c", "user.email=li@example.com"];
        assert_eq!(world.program("git", person.iter().chain(args)).run().code, 0);
    }
    let rules = world.read("crm.yaml").replace("cadence: 2 months", "cadence: 1 month");
    world.put("crm.yaml", rules).card("neu", "name: Neu\n");
    std::fs::remove_file(world.path("customers/europe/poland/krakow-hydropress.yaml")).unwrap();
    std::fs::remove_file(world.path("customers/europe/poland/krakow-hydropress.log.jsonl")).unwrap();
    let diff = world.json(["diff", "--json"]);
    assert!(diff.as_array().unwrap().len() >= 5);
    valid(&schema("diff"), &diff, "diff");
    std::fs::remove_file(world.path("customers/neu.yaml")).unwrap();
    world.card("x", "name: X\nregoin: y\ncountry: Germany\n").put("customers/x.log.jsonl", "{");
    let check = world.run(["check", "--json"]);
    assert_eq!(check.code, 1);
    let problems: Value = serde_json::from_str(&check.stdout).unwrap();
    assert_eq!(problems.as_array().unwrap().len(), 3);
    valid(&schema("check"), &problems, "check");
}

#[test]
fn what_is_wrong_does_not_fit() {
    let customer = schema("customer");
    assert!(customer.is_valid(&yaml("name: X\ncustom: {any: [1]}\n")));
    for text in [
        "grade: A\n",
        "name: [X]\n",
        "name: X\ncountry: Germany\n",
        "name: X\nneed: maybe\n",
        "name: X\nsince: soon\n",
        "name: X\nrenewal: 90\n",
        "name: X\ntags: a\n",
        "name: X\ncontacts: [{birthday: May}]\n",
        "name: X\ncadence: often\n",
        "name: X\npotential: huge\n",
    ] {
        assert!(!customer.is_valid(&yaml(text)), "{text}");
    }
    let entry = schema("entry");
    assert!(entry.is_valid(&json!({"at": "2026-11-20", "by": "li", "kind": "note", "text": "x"})));
    for value in [
        json!([]),
        json!({"by": "li", "kind": "note"}),
        json!({"at": "2026-11-20", "by": "li"}),
        json!({"at": "soon", "by": "li", "kind": "note"}),
        json!({"at": "2026-11-20", "by": "li", "kind": "followup", "reply": "good"}),
        json!({"at": "2026-11-20", "by": "li", "kind": "followup", "next": "fri"}),
        json!({"at": "2026-11-20", "by": "li", "kind": "sample", "state": "made"}),
        json!({"at": "2026-11-20", "by": "li", "kind": "sample"}),
        json!({"at": "2026-11-20", "by": "li", "kind": "order", "amount": "much"}),
        json!({"at": "2026-11-20", "by": "li", "kind": "order", "amount": "5", "currency": "Euro"}),
        json!({"at": "2026-11-20", "by": "li", "kind": "complaint", "state": "open"}),
        json!({"at": "2026-11-20", "by": "li", "kind": "ending", "state": "solved"}),
        json!({"at": "2026-11-20", "by": "li", "kind": "ending", "why": "price"}),
        json!({"at": "2026-11-20", "by": "li", "kind": "promise", "state": "given"}),
        json!({"at": "2026-11-20", "by": "li", "kind": "promise", "what": "prices"}),
        json!({"at": "2026-11-20", "by": "li", "kind": "request", "state": "open"}),
    ] {
        assert!(!entry.is_valid(&value), "{value}");
    }
    let rules = schema("crm");
    assert!(rules.is_valid(&yaml("version: 1\n")));
    for text in [
        "version: 3\n",
        "version: 1\ncurrency: Euro\n",
        "version: 1\ngrades: {A: {cadence: often}}\n",
        "version: 1\ncalendar: {workdays: [someday]}\n",
        "views: {pyramid: {super: 2}}\n",
        "views: {pyramid: {super: \"20%\"}}\n",
        "views: {urgency: {soon: later}}\n",
        "views: {value: {renewal: {C: 0.1}}}\n",
        "moves: {silent: {high: 0}}\n",
        "moves: {recheck: soon}\n",
        "moves: on\n",
        "pool: on\n",
        "pool: {after: {C: {followup: soon}}}\n",
        "pool: {after: {C: {visit: 1 month}}}\n",
        "pool: {exempt: [friends]}\n",
        "pool: {holds: 0}\n",
        "events: [{what: X}]\n",
        "events: [{on: 12-25}]\n",
        "events: [{what: X, on: 13-25}]\n",
        "events: [{what: X, on: [12-25]}]\n",
        "events: [{what: X, on: 12-25, country: China}]\n",
        "events: [{what: X, on: 12-25, days_before: 0}]\n",
        "reminders: {ahead: soon}\n",
        "reminders: {invoice: {overdue: [3, 3]}}\n",
    ] {
        assert!(!rules.is_valid(&yaml(text)), "{text}");
    }
    for text in [
        "moves: off\n",
        "pool: off\n",
        "pool:\n",
        "pool: {after: {C: {followup: 3个月, order: 365}, D: }, warn: 3 days, exempt: [], holds: 5}\n",
        "moves:\nviews:\n",
        "events:\nreminders:\n",
        "events: [{what: X, on: 2026-12-03, until: 2026-12-04}]\n",
        "views: {pyramid: {super: \"0.02\"}}\n",
    ] {
        valid(&rules, &yaml(text), text);
    }
    let due = schema("due");
    assert!(due.is_valid(&json!([])) && !due.is_valid(&json!({})) && !due.is_valid(&json!([{"id": "x"}])));
    assert!(!schema("show").is_valid(&json!([])) && !schema("list").is_valid(&json!([{"id": "x"}])));
    assert!(!schema("check").is_valid(&json!([{"path": "x", "line": 0}])));
}

/// The schemas of a workspace as an editor reads them: by the line of a file, and by nothing else.
struct Committed(PathBuf);

impl Retrieve for Committed {
    fn retrieve(&self, uri: &Uri<String>) -> Result<Value, Box<dyn std::error::Error + Send + Sync>> {
        let name = uri.as_str().strip_prefix(BASE).ok_or("not one of ours")?;
        Ok(serde_json::from_str(&fs::read_to_string(self.0.join(name))?)?)
    }
}

/// The schema that the first line of a file names.
fn schema_of(world: &World, file: &str) -> Validator {
    let text = world.read(file);
    let line = text.lines().next().unwrap();
    let named = line.strip_prefix("# yaml-language-server: $schema=").unwrap();
    let path = world.path(file).parent().unwrap().join(named).canonicalize().unwrap();
    let schema: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
    let name = path.file_name().unwrap().to_str().unwrap();
    let options = jsonschema::options().with_base_uri(format!("{BASE}{name}"));
    options.with_retriever(Committed(path.parent().unwrap().to_owned())).build(&schema).unwrap()
}

#[test]
fn a_fresh_clone_has_the_schemas_and_the_workspaces_own_grades_and_people() {
    let world = World::bare();
    world.ok(["init"]);
    world.put(
        "crm.yaml",
        world.read("crm.yaml").replace("people:", "people:\n  li: {name: 李娜}\n  wang:\n# people:"),
    );
    world.ok(["add", "Müller Maschinenbau", "--grade", "B", "--owner", "li", "--folder", "europe"]);
    // What git has: nothing derived.
    fs::remove_dir_all(world.path(".crm")).unwrap();
    let customer = schema_of(&world, "customers/europe/mueller-maschinenbau.yaml");
    let text = world.read("customers/europe/mueller-maschinenbau.yaml");
    valid(&customer, &yaml(&text), "the new customer");
    assert!(!customer.is_valid(&yaml("name: x\ngrade: Q\n")), "no such grade");
    assert!(customer.is_valid(&yaml("name: x\ngrade:\nowner: somebody-who-left\n")));
    let rules = schema_of(&world, "crm.yaml");
    valid(&rules, &yaml(&world.read("crm.yaml")), "the rules");
    assert!(!rules.is_valid(&yaml("version: seven\n")));
    let own = world.read(".crm-schema/workspace.schema.json");
    let own: Value = serde_json::from_str(&own).unwrap();
    assert_eq!(own["$defs"]["grade"]["enum"], json!(["A", "B", "C", "D", "E", null]));
    assert_eq!(own["$defs"]["owner"]["anyOf"][0]["enum"], json!(["li", "wang", null]));
}

#[test]
fn an_editor_completes_the_values_that_were_agreed_on() {
    let world = World::bare();
    world.ok(["init"]);
    let rules = world.read("crm.yaml");
    world.put(
        "crm.yaml",
        rules
            .replace("choices: {}", "choices: {status: [in talks, \"7\"], tags: [pumps], industry: [steel]}"),
    );
    world.ok(["add", "Acme", "--grade", "B"]);
    let own: Value = serde_json::from_str(&world.read(".crm-schema/workspace.schema.json")).unwrap();
    assert_eq!(own["$defs"]["status"]["enum"], json!(["in talks", "7", 7, null]));
    assert_eq!(own["$defs"]["tags"]["items"]["enum"], json!(["pumps", null]));
    let customer = schema_of(&world, "customers/acme.yaml");
    let text = "name: Acme\nstatus: in talks\ntags: [pumps]\nindustry: steel\nsource: anything\nregion:\n";
    valid(&customer, &yaml(text), "what is on the lists");
    for text in ["status: lost", "tags: [valves]", "industry: 7", "source: [a, b]"] {
        assert!(!customer.is_valid(&yaml(&format!("name: Acme\n{text}\n"))), "{text}");
    }
}

#[test]
fn git_stays_quiet_while_the_rules_stay() {
    let world = World::bare();
    world.ok(["init"]);
    world.ok(["add", "Acme", "--grade", "B"]);
    for args in [
        &["set", "acme", "need=target"][..],
        &["log", "acme", "hello", "--via", "call"],
        &["due"],
        &["check"],
    ] {
        let outcome = world.run(args);
        assert!(
            outcome.changed().iter().all(|file| !file.contains("schema")),
            "{args:?}: {:?}",
            outcome.changed()
        );
    }
    // An older program's schemas are nobody's to change but of who asks for it.
    world.put(".crm-schema/customer.schema.json", "{}\n");
    world.ok(["set", "acme", "need=dead"]);
    assert_eq!(world.read(".crm-schema/customer.schema.json"), "{}\n");
    let again = world.ok(["init"]);
    assert!(again.starts_with("Made .crm-schema/ in this folder."), "{again}");
    assert_ne!(world.read(".crm-schema/customer.schema.json"), "{}\n");
}

#[test]
fn a_workspace_without_the_folder_gets_none() {
    let world = World::new();
    world.ok(["add", "Acme"]);
    assert!(!world.path(".crm-schema").exists());
    assert!(
        world
            .read("customers/acme.yaml")
            .starts_with("# yaml-language-server: $schema=../.crm/schema/customer.")
    );
    assert!(world.path(".crm/schema/workspace.schema.json").exists(), "which the customer's asks");
}

#[test]
fn two_who_add_a_person_each_merge_without_a_conflict() {
    let world = World::bare();
    world.ok(["init"]);
    world.ok(["add", "Acme"]);
    let rules = world.read("crm.yaml");
    let own = |people: &str| {
        world.put("crm.yaml", rules.replacen("people:", &format!("people:\n{people}#"), 1));
        world.ok(["set", "acme", "need=target"]);
        world.ok(["set", "acme", "need="]);
        world.read(".crm-schema/workspace.schema.json")
    };
    world.put("base", own("  li:\n"));
    world.put("ours", own("  li:\n  wang:\n"));
    world.put("theirs", own("  li:\n  chen:\n"));
    let git = world.program("git", ["merge-file", "-p", "--union", "ours", "base", "theirs"]).run();
    assert_eq!(git.code, 0, "{git:?}");
    let merged: Value = serde_json::from_str(&git.stdout).unwrap();
    assert_eq!(merged["$defs"]["owner"]["anyOf"][0]["enum"], json!(["li", "wang", "chen", null]));
}
