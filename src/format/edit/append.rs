//! One more mapping at the end of a list of mappings, such as a contact.

use serde_yaml::{Mapping, Value};

/// The list with one more item, as a value.
pub(super) fn item(fields: &[(String, String)]) -> Option<Value> {
    let mut map = Mapping::new();
    for (key, yaml) in fields {
        map.insert(Value::String(key.clone()), serde_yaml::from_str(yaml).ok()?);
    }
    Some(Value::Mapping(map))
}

/// The item on one line.
pub(super) fn on_one_line(fields: &[(String, String)]) -> String {
    let fields: Vec<String> = fields.iter().map(|(key, yaml)| format!("{key}: {yaml}")).collect();
    format!("{{{}}}", fields.join(", "))
}

/// The text with the item behind the others, where they stand one below the other; written as they
/// are.
pub(super) fn below(text: &str, key: &str, fields: &[(String, String)]) -> Option<String> {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let head = format!("{key}:");
    let at = lines.iter().position(|line| line.starts_with(&head))?;
    let behind = lines[at][head.len()..].trim();
    if !behind.is_empty() && !behind.starts_with('#') {
        return None;
    }
    let is_inner = |line: &&&str| line.starts_with([' ', '-', '#']) || line.trim().is_empty();
    let block = lines[at + 1..].iter().take_while(is_inner).count();
    let own = &lines[at + 1..at + 1 + block];
    // What is blank or a comment at the left edge belongs to what follows.
    let used = own.iter().rposition(|line| line.starts_with([' ', '-']) && !line.trim().is_empty())? + 1;
    let first = own.iter().find(|line| line.trim_start().starts_with("- "))?;
    let indent = &first[..first.len() - first.trim_start().len()];
    let end = if lines[at].ends_with("\r\n") { "\r\n" } else { "\n" };
    let mut out: String = lines[..at + 1 + used].concat();
    if !out.ends_with('\n') {
        out.push_str(end);
    }
    let mut lead = "- ";
    for (key, yaml) in fields {
        out.push_str(&format!("{indent}{lead}{key}: {yaml}{end}"));
        lead = "  ";
    }
    out.push_str(&lines[at + 1 + used..].concat());
    Some(out)
}
