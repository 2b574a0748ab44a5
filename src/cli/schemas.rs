//! The schemas by which an editor completes and checks the files.
//!
//! They lie twice in a workspace. `.crm-schema/` is committed, so that a fresh clone has them before any
//! command has run: `crm init` writes them, and they change no more with each program that a team uses. What they
//! know of the workspace itself, its grades and people, stands in a file of its own, which is the same for
//! everybody who has the same `crm.yaml`: a command that writes anyway brings it up to date. `.crm/schema/` is
//! derived, for files whose first line names that folder.

use std::path::Path;

use serde_json::{Map, Value, json};

use crate::cli::failure::Failure;
use crate::config::{WorkspaceConfig, read_workspace_config};
use crate::model::{CustomerKey, ValueKind};
use crate::rules::Choices;
use crate::store::{COMMITTED_SCHEMAS, RULES, Workspace};

const CUSTOMER: &str = include_str!("../../schema/customer.schema.json");
const LAW: &str = include_str!("../../schema/crm.schema.json");

/// The names that the files have in either folder.
const CUSTOMER_NAME: &str = "customer.schema.json";
const LAW_NAME: &str = "crm.schema.json";
const OWN_NAME: &str = "workspace.schema.json";

/// The line by which an editor finds the schema of `crm.yaml`.
pub fn line_of_rules() -> String {
    format!("# yaml-language-server: $schema={COMMITTED_SCHEMAS}/{LAW_NAME}\n")
}

/// The line by which an editor finds the schema of a customer's file.
pub fn line_of_customer(workspace: &Workspace, card: &Path) -> String {
    let up = "../".repeat(card.components().count().saturating_sub(1));
    let folder = if workspace.has_schemas() { COMMITTED_SCHEMAS } else { ".crm/schema" };
    format!("# yaml-language-server: $schema={up}{folder}/{CUSTOMER_NAME}\n")
}

/// Writes all of them, for a new workspace; whether anything was new.
pub fn begin(workspace: &Workspace) -> Result<bool, Failure> {
    let (customer, own) = (customer(), own(&config(workspace)));
    let mut is_new = false;
    for (name, text) in [(CUSTOMER_NAME, customer.as_str()), (LAW_NAME, LAW), (OWN_NAME, own.as_str())] {
        is_new |= workspace.put_schema(name, text)?;
    }
    refresh(workspace);
    Ok(is_new)
}

/// Brings up to date what is derived, and what the committed schemas know of the workspace. No answer depends on
/// it, so nothing that fails here stops anybody.
pub fn refresh(workspace: &Workspace) {
    let (customer, own) = (customer(), own(&config(workspace)));
    for (name, text) in [(CUSTOMER_NAME, customer.as_str()), (LAW_NAME, LAW), (OWN_NAME, own.as_str())] {
        let _ = workspace.derive(&format!("schema/{name}"), text);
    }
    if workspace.has_schemas() {
        let _ = workspace.put_schema(OWN_NAME, &own);
    }
}

/// The rules as they are now: an editor may have been at them.
fn config(workspace: &Workspace) -> WorkspaceConfig {
    read_workspace_config(&workspace.rules_path(), Path::new(RULES)).0
}

/// The schema of a customer, which asks the workspace's own one for grades, people and the values on which the team has
/// agreed.
fn customer() -> String {
    let Ok(mut schema) = serde_json::from_str::<Value>(CUSTOMER) else { return CUSTOMER.to_owned() };
    for key in ["grade", "owner"].into_iter().chain(Choices::keys()) {
        if let Some(property) = schema.pointer_mut(&format!("/properties/{key}")) {
            *property = json!({"$ref": format!("{OWN_NAME}#/$defs/{key}")});
        }
    }
    serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n"
}

/// What the workspace's own grades and people are. A grade is one of them or wrong; an owner may have left. Each
/// stands on a line that ends with a comma: where two have added one each, git merges both lines (`merge=union`).
fn own(config: &WorkspaceConfig) -> String {
    let grades = config.policy.grades.iter().flat_map(|rule| {
        // `grade: 1` is a number to an editor.
        let number = rule.class.parse::<u32>().ok().map(Value::from);
        std::iter::once(Value::from(rule.class.as_str())).chain(number)
    });
    let meanings = config.policy.grades.iter().map(|rule| format!("{} · {}", rule.label.en, rule.label.zh));
    let people = config.people.iter().map(|person| Value::from(person.id.as_str()));
    let grade = json!({
        "description": format!("A class of crm.yaml's `grades` ({}). Absent: it still has to be graded.",
            meanings.collect::<Vec<_>>().join(", ")),
        "enum": grades.chain([Value::Null]).collect::<Vec<_>>(),
    });
    let owner = json!({
        "description": "Who looks after it, by the key in crm.yaml's `people`. Absent: it is in the pool.",
        "anyOf": [
            {"enum": people.chain([Value::Null]).collect::<Vec<_>>()},
            {"type": ["string", "number"]},
        ],
    });
    let mut defs = Map::from_iter([("grade".to_owned(), grade), ("owner".to_owned(), owner)]);
    let lists = &config.policy.value_lists;
    let keys = CustomerKey::ALL.iter().filter(|key| key.info().is_choosable);
    defs.extend(keys.map(|key| (key.as_str().to_owned(), choice(*key, lists.of(*key)))));
    let whole = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": OWN_NAME,
        "title": "What this workspace's crm.yaml says: crm writes it anew",
        "$defs": defs,
    });
    serde_json::to_string_pretty(&whole).unwrap_or_default() + "\n"
}

/// What a key may be whose values a team may agree on: one of these, or anything where it hasn't. Here, too, each value
/// stands on a line that ends with a comma.
fn choice(key: CustomerKey, known: Option<&[String]>) -> Value {
    let is_list = key.info().kind == ValueKind::Texts;
    let values = known.map(|known| {
        let each = known.iter().flat_map(|value| {
            let number =
                value.parse::<i64>().ok().filter(|number| number.to_string() == *value).map(Value::from);
            std::iter::once(Value::from(value.as_str())).chain(number)
        });
        json!({"enum": each.chain([Value::Null]).collect::<Vec<_>>()})
    });
    let description = key.info().description;
    match (is_list, values) {
        (true, values) => {
            let items = values.unwrap_or_else(|| json!({"type": ["string", "number"]}));
            json!({"description": description, "type": ["array", "null"], "items": items})
        }
        (false, Some(Value::Object(mut schema))) => {
            schema.insert("description".into(), description.into());
            Value::Object(schema)
        }
        (false, _) => json!({"description": description, "type": ["string", "number", "null"]}),
    }
}
