//! A workspace in which every text that somebody else can write tries to take over the reader's terminal:
//! every key of a customer, every field of every kind of entry, every value of the rules, names of files,
//! of git's authors and branches.
use std::fs;

use serde_json::{Map, Value, json};

use crate::world::{World, repository};

/// What a text ends with: a write to the clipboard, a link, a cleared screen, colours that are not ours, the
/// same in C1, a bell, a line written over, backspaces, turned directions, tags, characters without a shape.
pub const EVIL: &str = "\u{1b}]52;c;ZXZpbA==\u{7}\u{1b}]8;;http://evil.example\u{1b}\\\u{1b}[2J\u{1b}[35;8m\
    \u{9b}31m\u{9d}52;c;x\u{9c}\rover\u{8}\u{7f}\u{85}\u{202e}\u{2066}\u{200f}\u{61c}\u{200b}\u{e0041}\u{feff}";

/// The same where no slash can stand: in a name of a file.
pub fn file_name(name: &str) -> String {
    format!("{name}{}", EVIL.replace('/', "_"))
}

/// A text that says where it comes from, and tries.
fn evil(field: &str) -> String {
    format!("{field}-secret{EVIL}")
}

/// An instance of a schema: every property, one item of every list, and where a text is an example of it that.
pub fn sample(schema: &Value, root: &Value) -> Value {
    if let Some(name) = schema["$ref"].as_str() {
        let name = name.strip_prefix("#/$defs/").unwrap();
        let mut whole = root["$defs"][name].clone();
        if schema.get("examples").is_some() {
            whole["examples"] = schema["examples"].clone();
        }
        return sample(&whole, root);
    }
    if let Some(properties) = schema["properties"].as_object() {
        let fields = properties.iter().map(|(key, own)| (key.clone(), sample(own, root)));
        return Value::Object(fields.collect());
    }
    if let Some(items) = schema.get("items").filter(|_| !schema["examples"][0].is_array()) {
        return json!([sample(items, root)]);
    }
    if let (Some(items), Some(example)) = (schema.get("items"), schema["examples"][0].as_array()) {
        let is_plain = example.iter().all(|item| !item.is_object());
        return if is_plain { schema["examples"][0].clone() } else { json!([sample(items, root)]) };
    }
    match schema["examples"].get(0).or_else(|| schema["enum"].get(0)).or_else(|| schema.get("const")) {
        Some(example) => example.clone(),
        None => ["anyOf", "oneOf"]
            .iter()
            .find_map(|any| schema[*any].get(0))
            .map_or(json!("x"), |own| sample(own, root)),
    }
}

/// So many keys of a mapping are evil, too, and all of those that hold more than a text.
const KEYS: usize = 3;

/// A value, once for each leaf and once for each key in it, with that one evil; of a list its first item.
pub fn mutants(value: &Value, path: &str) -> Vec<(String, Value)> {
    match value {
        Value::Object(fields) => {
            let mut found = Vec::new();
            for (key, own) in fields {
                let path = format!("{path}.{key}");
                let with = |name: String, own: Value| {
                    let fields = fields.iter().map(|(other, value)| {
                        if other == key {
                            (name.clone(), own.clone())
                        } else {
                            (other.clone(), value.clone())
                        }
                    });
                    Value::Object(fields.collect::<Map<_, _>>())
                };
                found.extend(mutants(own, &path).into_iter().map(|(at, own)| (at, with(key.clone(), own))));
                if found.len() < KEYS || !own.is_string() {
                    found.push((format!("{path}#key"), with(format!("{key}{EVIL}"), own.clone())));
                }
            }
            found
        }
        Value::Array(items) if !items.is_empty() => {
            let first = mutants(&items[0], &format!("{path}[]"));
            first.into_iter().map(|(at, own)| (at, Value::Array([&[own], &items[1..]].concat()))).collect()
        }
        _ => vec![(path.to_owned(), Value::String(evil(path)))],
    }
}

/// A value as YAML, all of it in brackets; what a reader of YAML refuses raw is written as its number.
pub fn yaml(value: &Value) -> String {
    match value {
        Value::Object(fields) => {
            let fields = fields.iter().map(|(key, own)| format!("{}: {}", quoted(key), yaml(own)));
            format!("{{{}}}", fields.collect::<Vec<_>>().join(", "))
        }
        Value::Array(items) => format!("[{}]", items.iter().map(yaml).collect::<Vec<_>>().join(", ")),
        Value::String(text) => quoted(text),
        other => other.to_string(),
    }
}

fn quoted(text: &str) -> String {
    let chars = text.chars().map(|c| match c {
        '"' | '\\' => format!("\\{c}"),
        ' '..='~' | '\u{4e00}'..='\u{9fff}' => c.to_string(),
        c => format!("\\U{:08x}", u32::from(c)),
    });
    format!("\"{}\"", chars.collect::<String>())
}

fn schema(name: &str) -> Value {
    let text = fs::read_to_string(repository().join(format!("schema/{name}.schema.json"))).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// One customer with all its keys, as the schema knows them.
fn customer() -> Value {
    let schema = schema("customer");
    let mut customer = sample(&schema, &schema);
    let fields = customer.as_object_mut().unwrap();
    // Archived it would be nowhere; not every reader needs to know whom it is not the same as.
    fields.remove("archived");
    fields.remove("distinct");
    fields.insert("custom".to_owned(), json!({"truck": "yes"}));
    customer
}

/// Every kind of entry with all its fields, as the schema knows them, and one of a kind that nobody knows.
fn entries() -> Vec<Value> {
    let schema = schema("entry");
    let kinds = schema["properties"]["kind"]["examples"].as_array().unwrap();
    let mut entries: Vec<Value> = kinds
        .iter()
        .map(|kind| {
            let mut entry = sample(&schema["$defs"][kind.as_str().unwrap()], &schema);
            for (key, value) in [("at", json!("2026-11-02")), ("by", json!("li")), ("kind", kind.clone())] {
                entry[key] = value;
            }
            entry["text"] = json!("a text");
            entry
        })
        .collect();
    entries.push(json!({"at": "2026-11-02", "by": "li", "kind": "dance", "text": "a text"}));
    entries
}

/// The rules of the example team, all of their texts that may be any text evil.
fn rules() -> Value {
    let text = fs::read_to_string(repository().join("examples/export-team/crm.yaml")).unwrap();
    let value: serde_yaml::Value = serde_yaml::from_str(&text).unwrap();
    serde_json::to_value(value).unwrap()
}

/// One customer that can be read, all its texts evil.
fn whole() -> Value {
    let mut whole = customer();
    for key in
        ["name", "number", "source", "industry", "region", "address", "website", "influence", "plan", "notes"]
    {
        whole[key] = json!(evil(key));
    }
    for key in ["aliases", "tags"] {
        whole[key] = json!([evil(key)]);
    }
    for key in ["name", "position", "email", "phone"] {
        whole["contacts"][0][key] = json!(evil(key));
    }
    whole["contacts"][0]["chat"] = json!({ evil("service"): evil("handle") });
    whole["dates"][0]["what"] = json!(evil("what"));
    whole["promises"] = json!({"free": [evil("free")], "ask_first": [evil("ask_first")]});
    whole["prefers"]["cares_about"] = json!(evil("cares_about"));
    whole
}

/// Names of people and grades, events and holidays, goals and actions: whatever is only shown.
fn spoil(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            for (key, own) in fields {
                match own {
                    Value::String(text) if matches!(key.as_str(), "name" | "what" | "en" | "zh") => {
                        *text += EVIL
                    }
                    own => spoil(own),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(spoil),
        _ => {}
    }
}

/// The rules, once for each value and key in them with that one evil.
pub fn broken_rules() -> Vec<(String, Value)> {
    mutants(&rules(), "crm")
}

/// What stands in the workspace, by what of it is evil.
pub struct Evil {
    pub world: World,
    /// Each customer's id with the field that is evil in its file or its log.
    pub customers: Vec<(String, String)>,
}

/// The whole workspace, in a repository with two commits.
pub fn workspace() -> Evil {
    let world = World::bare();
    let mut rules = rules();
    spoil(&mut rules);
    world.put("crm.yaml", yaml(&rules));
    let mut customers = Vec::new();
    let log: Vec<String> = entries().iter().map(Value::to_string).collect();
    for (number, (field, mut card)) in mutants(&customer(), "customer").into_iter().enumerate() {
        let id = format!("c{number}");
        if !field.starts_with("customer.name") {
            card["name"] = json!(format!("Customer {number}"));
        }
        // Most have an owner, some stand in the pool.
        if number % 7 == 0 && field != "customer.owner" {
            card.as_object_mut().unwrap().remove("owner");
        }
        world.put(&format!("customers/{}/{id}.yaml", file_name("folder")), yaml(&card));
        if number % 10 == 0 {
            world.put(&format!("customers/{}/{id}.log.jsonl", file_name("folder")), log.join("\n") + "\n");
        }
        customers.push((id, field));
    }
    for entry in entries() {
        let kind = entry["kind"].as_str().unwrap().to_owned();
        let (fields, lines): (Vec<String>, Vec<Value>) =
            mutants(&entry, &format!("entry.{kind}")).into_iter().unzip();
        let lines: Vec<String> = lines.iter().chain([&entry]).map(Value::to_string).collect();
        let id = format!("e-{kind}");
        let card = format!("name: Customer {id}\ngrade: B\nowner: li\ncountry: DE\n");
        world.put(&format!("customers/{id}.yaml"), card);
        world.put(&format!("customers/{id}.log.jsonl"), lines.join("\n") + "\n");
        customers.extend(fields.into_iter().map(|field| (id.clone(), field)));
    }
    world.put(&format!("customers/{}/whole.yaml", file_name("folder")), yaml(&whole()));
    world.put(&format!("customers/{}/whole.log.jsonl", file_name("folder")), log.join("\n") + "\n");
    // Two that are one, one that can't be read, one that can't be named.
    let twin = yaml(
        &json!({"name": evil("twin"), "owner": "li", "grade": "C", "contacts": [{"email": "t@twin.example", "name": evil("twin.contact")}]}),
    );
    world.put("customers/twin-a.yaml", &twin).put("customers/twin-b.yaml", &twin);
    world.put("customers/broken.yaml", format!("name: [\n{}: x\n<<<<<<< {EVIL}\n", file_name("key")));
    world.put(&format!("customers/{}.yaml", file_name("bad")), "name: x\n");
    world.put(&format!("customers/{}.log.jsonl", file_name("stray")), "{}\n");
    let cells = format!(
        "name,email,{}\n{},{},{}\n",
        quoted_cell("head"),
        quoted_cell("cell"),
        quoted_cell("mail"),
        quoted_cell("more")
    );
    world.put(&file_name("list").replace('\\', "_"), &cells);
    world.put("list.csv", cells);
    world.put(
        "list.vcf",
        format!("BEGIN:VCARD\nVERSION:3.0\nFN:{0}\nORG:{0}\nEMAIL:{0}\nEND:VCARD\n", EVIL.replace('\r', "")),
    );
    world.put("base.yaml", "name: a\nplan: x\n");
    world.put("ours.yaml", yaml(&json!({"name": "a", "plan": evil("ours")})));
    world.put("theirs.yaml", yaml(&json!({"name": "a", "plan": evil("theirs")})));
    git(&world);
    Evil { world, customers }
}

fn quoted_cell(field: &str) -> String {
    format!("\"{}\"", evil(field))
}

/// Two commits by an evil author on an evil branch, with an evil remote.
fn git(world: &World) {
    let run = |args: &[&str]| {
        let call = world.program("git", args).env("GIT_AUTHOR_NAME", EVIL).env("GIT_COMMITTER_NAME", EVIL);
        let done =
            call.env("GIT_AUTHOR_EMAIL", "e@x.example").env("GIT_COMMITTER_EMAIL", "e@x.example").run();
        assert_eq!(done.code, 0, "git {args:?}: {done:?}");
    };
    run(&["init", "-q", "-b", "b\u{9b}31m\u{202e}ranch"]);
    run(&["config", "user.name", EVIL]);
    run(&["config", "user.email", "e@x.example"]);
    run(&["add", "customers/twin-a.yaml", "crm.yaml"]);
    run(&["commit", "-q", "-m", EVIL]);
    run(&["add", "-A"]);
    run(&["commit", "-q", "-m", EVIL]);
    run(&["remote", "add", "origin", &format!("nowhere{}", EVIL.replace(['\r', '\n'], ""))]);
}
