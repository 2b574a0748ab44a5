//! The numbers of the file that `crm init` writes, as they are declared: what `CRM_BLESS=1` puts into `default.yaml`.

use serde_json::{Map, Value};

use crate::config::schema::defaults_of;
use crate::config::workspace::FILE;
use crate::rules::settings::{Declared, Section, Shape};
use crate::rules::views::ViewRules;

/// The file with every number that is declared: those that stand there get their defaults, those that don't stand below
/// the others of their section. The classes and what is done for them are the file's own.
pub(super) fn declared(text: &str) -> String {
    let mut out: Vec<String> = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    for line in text.lines() {
        let indent = line.len() - line.trim_start().len();
        let key = line.trim_start().split_once(':').filter(|(key, _)| !key.contains(['#', ' ', '-', '{']));
        if key.is_some() || line.is_empty() {
            while open.last().is_some_and(|section| section.indent > indent || line.is_empty()) {
                open.pop().into_iter().for_each(|section| section.close(&mut out));
            }
        }
        let Some((key, value)) = key else {
            out.push(line.to_owned());
            continue;
        };
        let own = Open { section: FILE, indent: 0, seen: Vec::new() };
        let parent = if indent == 0 { Some(own) } else { None };
        let section = parent
            .as_ref()
            .or(open.last())
            .filter(|parent| parent.indent == indent)
            .map(|parent| parent.section);
        if let Some(open) = open.last_mut().filter(|open| open.indent == indent) {
            open.seen.push(key.to_owned());
        }
        let shape =
            section.and_then(|section| section.keys.iter().find(|own| own.name == key)).map(|own| own.shape);
        let default = section.and_then(defaults_of).and_then(|all| all.get(key).cloned());
        let (blanks, value) = (" ".repeat(indent), value.trim());
        out.push(match (shape, &default) {
            (Some(Shape::Section(section) | Shape::Switch(section)), _) if defaults_of(section).is_some() => {
                if value.is_empty() {
                    open.push(Open { section, indent: indent + 2, seen: Vec::new() });
                }
                match defaults_of(section) {
                    Some(defaults) if value.starts_with('{') => {
                        format!("{blanks}{key}: {}", plain(&defaults))
                    }
                    _ => line.to_owned(),
                }
            }
            (Some(Shape::Value(_)), Some(default)) => format!("{blanks}{key}: {}", plain(default)),
            _ => line.to_owned(),
        });
    }
    while let Some(section) = open.pop() {
        section.close(&mut out);
    }
    out.join("\n") + "\n"
}

/// A section of which keys are still read.
struct Open {
    section: &'static Section,
    indent: usize,
    seen: Vec<String>,
}

impl Open {
    /// Adds the keys that don't stand there.
    fn close(self, out: &mut Vec<String>) {
        let blanks = " ".repeat(self.indent);
        let Some(Value::Object(defaults)) = defaults_of(self.section) else { return };
        for key in self.section.keys.iter().filter(|key| !self.seen.iter().any(|seen| seen == key.name)) {
            if let Shape::Section(section) = key.shape {
                out.extend(section.starter.0.lines().map(|line| format!("{blanks}# {line}")));
            }
            out.extend(defaults.get(key.name).map(|value| format!("{blanks}{}: {}", key.name, plain(value))));
        }
    }
}

/// The numbers of the views: a line each, below what is said of it.
pub(super) fn views() -> String {
    let mut out = String::new();
    for key in ViewRules::SECTION.keys {
        let Shape::Section(section) = key.shape else { continue };
        section.starter.0.lines().for_each(|line| out.push_str(&format!("  # {line}\n")));
        let Some(Value::Object(numbers)) = defaults_of(section) else { continue };
        if !numbers.values().any(Value::is_object) {
            out.push_str(&format!("  {}: {}\n", key.name, flow(&numbers)));
            continue;
        }
        out.push_str(&format!("  {}:\n", key.name));
        numbers.iter().for_each(|(name, value)| out.push_str(&format!("    {name}: {}\n", plain(value))));
    }
    out
}

fn flow(numbers: &Map<String, Value>) -> String {
    let numbers: Vec<String> =
        numbers.iter().map(|(key, value)| format!("{key}: {}", plain(value))).collect();
    format!("{{{}}}", numbers.join(", "))
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Object(numbers) => flow(numbers),
        Value::Array(items) => format!("[{}]", items.iter().map(plain).collect::<Vec<_>>().join(", ")),
        other => other.to_string(),
    }
}
