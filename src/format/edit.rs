//! Changes of a customer's file that leave every other byte alone.
//!
//! The syntax tree accepts some input that is broken, so it is never trusted: the change is made
//! twice, once to the values and once to the text, and the text must read back as those values.

mod append;

use serde_yaml::{Mapping, Value};
use yaml_edit::{YamlFile, YamlNode};

use super::customer::RawCustomer;
use crate::model::{CustomerKey, Medium, YamlValue};
use crate::yaml;

/// One change of a customer's file, by key (`grade`, `prefers.channel`, `contacts[0].verified`).
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Gives a key a text.
    Set(String, String),
    /// Gives a key a value written as YAML: a list, a number, a mapping.
    SetYaml(String, String),
    /// Takes a key away.
    Remove(String),
    /// Adds a text to a list, unless it is in it.
    Add(String, String),
    /// Adds a value written as YAML to the end of a list, such as a contact.
    Append(String, String),
    /// Takes a text out of a list.
    Drop(String, String),
    /// Adds a mapping to a list of mappings: its keys with their values as YAML.
    AppendKeys(String, Vec<(String, String)>),
}

impl Edit {
    fn key(&self) -> &str {
        match self {
            Edit::Set(key, _)
            | Edit::SetYaml(key, _)
            | Edit::Remove(key)
            | Edit::Add(key, _)
            | Edit::Append(key, _)
            | Edit::AppendKeys(key, _)
            | Edit::Drop(key, _) => key,
        }
    }

    /// The address or number that it adds to a list, without what is said of it.
    pub fn added_point(&self) -> Option<String> {
        let Edit::Append(_, yaml) = self else { return None };
        text_of_yaml(yaml)
    }
}

/// The text that a value of YAML is, such as one in quotes.
pub fn text_of_yaml(yaml: &str) -> Option<String> {
    text_of(&serde_yaml::from_str(yaml).ok()?).map(str::to_owned)
}

/// A key that can't be changed without touching the rest of the file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the key {0} can't be edited in place")]
pub struct NotEditable(pub String);

/// The text with the changes made.
pub fn edit(text: &str, edits: &[Edit]) -> Result<String, NotEditable> {
    let mut text = text.to_owned();
    for edit in edits {
        text = apply(&text, edit).ok_or_else(|| NotEditable(edit.key().to_owned()))?;
    }
    Ok(text)
}

fn apply(text: &str, edit: &Edit) -> Option<String> {
    let (mark, body) = match text.strip_prefix('\u{feff}') {
        Some(body) => ("\u{feff}", body),
        None => ("", text),
    };
    if !yaml::is_harmless(body) {
        return None;
    }
    let mut want: Value = serde_yaml::from_str(body).ok()?;
    let path = Path::parse(edit.key());
    if !change_value(&mut want, &path, edit)? {
        return Some(text.to_owned());
    }
    let found = in_tree(body, &path, edit)?;
    let is_right = serde_yaml::from_str::<Value>(&found).is_ok_and(|value| value == want)
        && serde_yaml::from_str::<RawCustomer>(&found).is_ok();
    is_right.then(|| format!("{mark}{found}"))
}

/// A key's way through the file: names, and places in lists.
struct Path {
    steps: Vec<String>,
    last: String,
}

impl Path {
    fn parse(key: &str) -> Self {
        let mut steps: Vec<String> =
            key.split(['.', '[', ']']).filter(|part| !part.is_empty()).map(str::to_owned).collect();
        let last = steps.pop().unwrap_or_default();
        Path { steps, last }
    }
}

/// Makes the change to the values; `Some(false)` where it changes nothing.
fn change_value(root: &mut Value, path: &Path, edit: &Edit) -> Option<bool> {
    if root.is_null() {
        *root = Value::Mapping(Mapping::new());
    }
    let mut here = root;
    for step in &path.steps {
        here = match here {
            Value::Sequence(list) => list.get_mut(step.parse::<usize>().ok()?)?,
            Value::Mapping(map) => {
                let entry = map.entry(Value::String(step.clone()));
                let entry = entry.or_insert_with(|| Value::Mapping(Mapping::new()));
                if entry.is_null() {
                    *entry = Value::Mapping(Mapping::new());
                }
                entry
            }
            _ => return None,
        };
    }
    let map = here.as_mapping_mut()?;
    let key = Value::String(path.last.clone());
    let before = map.get(&key).cloned();
    match edit {
        Edit::Set(_, text) => {
            map.insert(key.clone(), Value::String(text.clone()));
        }
        Edit::SetYaml(_, yaml) => {
            map.insert(key.clone(), serde_yaml::from_str(yaml).ok()?);
        }
        Edit::Remove(_) => {
            map.shift_remove(&key);
        }
        Edit::Add(_, item) => {
            let list = map.entry(key.clone()).or_insert_with(|| Value::Sequence(Vec::new()));
            if list.is_null() {
                *list = Value::Sequence(Vec::new());
            }
            let item = Value::String(item.clone());
            let list = list.as_sequence_mut()?;
            if !list.contains(&item) {
                list.push(item);
            }
        }
        Edit::Append(_, yaml) => {
            let list = map.entry(key.clone()).or_insert_with(|| Value::Sequence(Vec::new()));
            if list.is_null() {
                *list = Value::Sequence(Vec::new());
            }
            list.as_sequence_mut()?.push(serde_yaml::from_str(yaml).ok()?);
        }
        Edit::Drop(_, item) => {
            if let Some(list) = map.get_mut(&key) {
                list.as_sequence_mut()?.retain(|there| text_of(there) != Some(item.as_str()));
            }
        }
        Edit::AppendKeys(_, fields) => {
            let list = map.entry(key.clone()).or_insert_with(|| Value::Sequence(Vec::new()));
            if list.is_null() {
                *list = Value::Sequence(Vec::new());
            }
            list.as_sequence_mut()?.push(append::item(fields)?);
        }
    }
    Some(map.get(&key) != before.as_ref())
}

/// The keys of an address and of a number that stand in a list with what is known of them.
const POINT: [&str; 2] = [Medium::Email.value_key(), Medium::Phone.value_key()];

/// The text that an item of a list is, or is of.
pub(super) fn text_of(item: &Value) -> Option<&str> {
    let inner = |key: &&str| item.get(*key).and_then(Value::as_str);
    item.as_str().or_else(|| POINT.iter().find_map(inner))
}

/// Makes the change to the text.
fn in_tree(text: &str, path: &Path, edit: &Edit) -> Option<String> {
    if let Edit::AppendKeys(key, fields) = edit
        && let Some(text) = append::below(text, key, fields)
    {
        return Some(text);
    }
    let file = yaml::tree(text)?;
    let document = file.ensure_document();
    let mut here = YamlNode::Mapping(document.as_mapping()?);
    for (depth, step) in path.steps.iter().enumerate() {
        let next = match &here {
            YamlNode::Sequence(list) => list.get(step.parse().ok()?),
            YamlNode::Mapping(map) => map.get(step.as_str()),
            _ => None,
        };
        match next {
            Some(node @ (YamlNode::Mapping(_) | YamlNode::Sequence(_))) => here = node,
            // A mapping that isn't there yet comes into being in one piece, on one line.
            _ => return nested(&file, &here, &path.steps[depth..], &path.last, edit),
        }
    }
    let map = here.as_mapping()?;
    let key = path.last.as_str();
    match edit {
        Edit::Set(_, text) => match in_its_quotes(map, key, text) {
            Some(yaml) => put_yaml(map, path, &yaml)?,
            None => put(map, path, text.as_str()),
        },
        Edit::SetYaml(_, yaml) => put_yaml(map, path, yaml)?,
        Edit::Remove(_) => {
            map.remove(key);
        }
        Edit::Add(_, item) => match map.get_sequence(key).filter(|list| !list.is_empty()) {
            Some(list) => list.push(item.as_str()),
            None => put_yaml(map, path, &format!("[{}]", quoted(item)))?,
        },
        Edit::Append(_, yaml) => match map.get_sequence(key).filter(|list| !list.is_empty()) {
            Some(list) => append_yaml(&list, yaml)?,
            None => put_yaml(map, path, &format!("[{yaml}]"))?,
        },
        Edit::Drop(_, item) => {
            let list = map.get_sequence(key)?;
            let is_it = |text: &yaml_edit::Scalar| text.as_string() == *item;
            let at = list.values().position(|node| match &node {
                YamlNode::Mapping(map) => POINT
                    .iter()
                    .any(|key| map.get(*key).is_some_and(|own| own.as_scalar().is_some_and(is_it))),
                node => node.as_scalar().is_some_and(is_it),
            })?;
            if list.len() == 1 {
                map.remove(key);
                put_yaml(map, path, "[]")?;
            } else {
                list.remove(at);
            }
        }
        Edit::AppendKeys(_, fields) => match map.get_sequence(key).filter(|list| !list.is_empty()) {
            Some(list) => {
                let item: YamlFile = append::on_one_line(fields).parse().ok()?;
                list.push(item.document()?.as_mapping()?);
            }
            None => put_yaml(map, path, &format!("[{}]", append::on_one_line(fields)))?,
        },
    }
    Some(file.to_string())
}

/// A text in the quotes that the old one has, where it has some.
fn in_its_quotes(map: &yaml_edit::Mapping, key: &str, text: &str) -> Option<String> {
    let old = map.get(key)?.as_scalar()?.to_string();
    let printable = !text.contains(char::is_control);
    match old.trim_start().chars().next()? {
        '"' => Some(serde_json::Value::String(text.to_owned()).to_string()),
        '\'' if printable => Some(format!("'{}'", text.replace('\'', "''"))),
        _ => None,
    }
}

/// Sets a key; one that is new at the top of the file goes to where the format has it.
fn put(map: &yaml_edit::Mapping, path: &Path, value: impl yaml_edit::AsYaml) {
    let key = path.last.as_str();
    if path.steps.is_empty() && !map.contains_key(key) {
        map.set_with_field_order(key, value, CustomerKey::WORDS.iter().copied());
    } else {
        map.set(key, value);
    }
}

fn put_yaml(map: &yaml_edit::Mapping, path: &Path, yaml: &str) -> Option<()> {
    let file: YamlFile = yaml.parse().ok()?;
    let document = file.document()?;
    if let Some(list) = document.as_sequence() {
        put(map, path, list);
    } else if let Some(inner) = document.as_mapping() {
        put(map, path, inner);
    } else {
        put(map, path, document.as_scalar()?);
    }
    Some(())
}

fn append_yaml(list: &yaml_edit::Sequence, yaml: &str) -> Option<()> {
    let file: YamlFile = yaml.parse().ok()?;
    let document = file.document()?;
    match document.as_mapping() {
        Some(inner) => list.push(inner),
        None => list.push(document.as_scalar()?),
    }
    Some(())
}

/// `prefers.channel` where there is no `prefers`: `prefers: {channel: …}`.
fn nested(file: &YamlFile, here: &YamlNode, steps: &[String], last: &str, edit: &Edit) -> Option<String> {
    let mut yaml = match edit {
        Edit::Set(_, text) => quoted(text),
        Edit::SetYaml(_, yaml) => yaml.clone(),
        Edit::Add(_, item) => format!("[{}]", quoted(item)),
        Edit::Append(_, yaml) => format!("[{yaml}]"),
        Edit::Remove(_) | Edit::Drop(..) | Edit::AppendKeys(..) => return None,
    };
    yaml = format!("{{{last}: {yaml}}}");
    for step in steps[1..].iter().rev() {
        yaml = format!("{{{step}: {yaml}}}");
    }
    let path = Path { steps: Vec::new(), last: steps.first()?.clone() };
    put_yaml(here.as_mapping()?, &path, &yaml)?;
    Some(file.to_string())
}

/// The comments of a text, each without its sign.
pub fn comments(text: &str) -> Vec<String> {
    let tokens = yaml_edit::lex(text.trim_start_matches('\u{feff}')).into_iter();
    let comment = tokens.filter(|(kind, _)| *kind == yaml_edit::SyntaxKind::COMMENT);
    let text = comment.map(|(_, text)| text.trim_start_matches('#').trim().to_owned());
    text.filter(|text| !text.is_empty()).collect()
}

/// A text as a scalar that reads back as this text wherever it stands, in quotes only if it must.
pub fn quoted(text: &str) -> String {
    let plain = !text.is_empty()
        && text.chars().all(|c| c.is_alphanumeric() || "-_ ./@&'()+%".contains(c))
        && text.starts_with(char::is_alphabetic)
        && text.trim() == text
        && matches!(serde_yaml::from_str(text), Ok(Value::String(ref read)) if read == text);
    if plain { text.to_owned() } else { serde_json::Value::String(text.to_owned()).to_string() }
}

/// Any value on one line, as YAML.
pub fn flow_yaml(value: &YamlValue) -> String {
    match value {
        YamlValue::Null => "null".to_owned(),
        YamlValue::Bool(value) => value.to_string(),
        YamlValue::Number(digits) => digits.clone(),
        YamlValue::Text(text) => quoted(text),
        YamlValue::List(items) => format!("[{}]", items.iter().map(flow_yaml).collect::<Vec<_>>().join(", ")),
        YamlValue::Map(fields) => {
            let field = |(key, value): &(String, YamlValue)| format!("{}: {}", quoted(key), flow_yaml(value));
            format!("{{{}}}", fields.iter().map(field).collect::<Vec<_>>().join(", "))
        }
    }
}

#[cfg(test)]
mod property;
#[cfg(test)]
mod tests;
