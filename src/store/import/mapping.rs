//! The mapping file: which column is which key, and what every row shares.

use std::path::Path;

use serde_yaml::{Mapping, Value};

use super::ImportError;
use crate::format::quoted;
use crate::model::Meanings;
use crate::store::{StoreError, write};
use crate::yaml;

/// More than that is not a mapping.
const MAX_BYTES: usize = 1 << 20;

/// What a mapping file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MappingFile {
    /// Header and key; `-` for a column that is left out.
    pub columns: Vec<(String, String)>,
    /// Key and value, for rows that don't say it themselves.
    pub defaults: Vec<(String, String)>,
    /// Header, and what its values mean; `-` for a value that is left out.
    pub values: Meanings,
    /// `dmy`, `mdy` or `ymd`.
    pub dates: Option<String>,
    /// `point` or `comma`.
    pub decimal: Option<String>,
}

pub fn read_mapping(path: &Path) -> Result<MappingFile, ImportError> {
    let bytes = super::bytes(path)?;
    parse(&bytes).map_err(|detail| ImportError::Mapping(path.to_owned(), detail))
}

fn parse(bytes: &[u8]) -> Result<MappingFile, String> {
    if bytes.len() > MAX_BYTES {
        return Err("it is too large".to_owned());
    }
    let text = std::str::from_utf8(bytes).map_err(|error| error.to_string())?;
    if !yaml::is_harmless(text) {
        return Err("brackets within brackets, or an anchor (&, *): neither belongs here".to_owned());
    }
    let read: Option<Mapping> =
        serde_yaml::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| error.to_string())?;
    let mut file = MappingFile::default();
    for (key, value) in read.unwrap_or_default() {
        match scalar(&key).unwrap_or_default().as_str() {
            "columns" => file.columns = pairs("columns", value)?,
            "defaults" => file.defaults = pairs("defaults", value)?,
            "values" => file.values = values(value)?,
            "dates" => file.dates = scalar(&value).map(|text| text.to_lowercase()),
            "decimal" => file.decimal = scalar(&value).map(|text| text.to_lowercase()),
            other => {
                return Err(format!("unknown key {other:?}: columns, values, defaults, dates or decimal"));
            }
        }
    }
    Ok(file)
}

fn pairs(key: &str, value: Value) -> Result<Vec<(String, String)>, String> {
    match value {
        Value::Null => Ok(Vec::new()),
        Value::Mapping(map) => map
            .into_iter()
            .map(|(head, value)| match (scalar(&head), &value) {
                (Some(head), Value::Null) => Ok((head, "-".to_owned())),
                (Some(head), value) => match scalar(value) {
                    Some(text) => Ok((head, text)),
                    None => Err(format!("{key}: {head}: a single value belongs here")),
                },
                _ => Err(format!("{key}: a text belongs before the colon")),
            })
            .collect(),
        _ => Err(format!("{key}: wants lines of `this: that`")),
    }
}

/// What the values of some columns mean: lines of `this: that` below each header.
fn values(value: Value) -> Result<Meanings, String> {
    match value {
        Value::Null => Ok(Vec::new()),
        Value::Mapping(map) => map
            .into_iter()
            .map(|(head, value)| {
                let head = scalar(&head).ok_or("values: a column's header belongs before the colon")?;
                let pairs = pairs(&format!("values: {head}"), value)?;
                Ok((head, pairs))
            })
            .collect(),
        _ => Err("values: wants a column's header, and below it lines of `this: that`".to_owned()),
    }
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(value) => Some(value.to_string()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Writes a mapping file for people to change.
pub fn write_mapping(path: &Path, file: &MappingFile, head: &str) -> Result<(), StoreError> {
    let mut text: String = head.lines().map(|line| format!("# {line}\n")).collect();
    let mut part = |name: &str, pairs: &[(String, String)]| {
        if !pairs.is_empty() {
            text.push_str(&format!("{name}:\n"));
            for (key, value) in pairs {
                let value = if value == "-" { "\"-\"".to_owned() } else { quoted(value) };
                text.push_str(&format!("  {}: {value}\n", quoted(key)));
            }
        }
    };
    part("columns", &file.columns);
    part("defaults", &file.defaults);
    if !file.values.is_empty() {
        text.push_str("values:\n");
    }
    for (header, pairs) in &file.values {
        text.push_str(&format!("  {}:\n", quoted(header)));
        for (written, meant) in pairs {
            let meant = if meant == "-" { "\"-\"".to_owned() } else { quoted(meant) };
            text.push_str(&format!("    {}: {meant}\n", quoted(written)));
        }
    }
    for (key, value) in [("dates", &file.dates), ("decimal", &file.decimal)] {
        if let Some(value) = value {
            text.push_str(&format!("{key}: {value}\n"));
        }
    }
    write::create(path, text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("map.yaml");
        let pair = |one: &str, other: &str| (one.to_owned(), other.to_owned());
        let file = MappingFile {
            columns: vec![pair("客户名称", "name"), pair("no: \"x\"", "custom.x"), pair("y", "-")],
            defaults: vec![pair("owner", "li")],
            values: vec![("客户名称".to_owned(), vec![pair("hot: very", "A"), pair("?", "-")])],
            dates: Some("dmy".into()),
            decimal: None,
        };
        write_mapping(&path, &file, "a mapping\nto edit").expect("written");
        assert_eq!(read_mapping(&path).expect("read"), file);
        assert!(write_mapping(&path, &file, "").is_err(), "a file that is there is somebody's");
    }

    #[test]
    fn a_bomb_is_refused_before_the_reader_sees_it() {
        let aliases = "b: [".to_owned() + &"*a, ".repeat(20_000) + "]\n";
        let begun = std::time::Instant::now();
        for text in [
            format!("columns: {}", "[".repeat(200_000)),
            format!("columns: {}", "{a: ".repeat(100_000)),
            format!("columns: &a {{x: {}}}\n{aliases}", "y".repeat(10_000)),
        ] {
            assert!(parse(text.as_bytes()).is_err_and(|why| why.contains("brackets")), "{}", &text[..20]);
        }
        assert!(begun.elapsed().as_secs() < 10, "{:?}", begun.elapsed());
    }

    #[test]
    fn what_is_no_mapping_is_told() {
        for (text, ok) in [
            ("", true),
            ("columns: {a: name, b: }\nDATES: dmy\n", false),
            ("columns:\ndates: DMY\n", true),
            ("columns: [a]\n", false),
            ("columns: {a: [b]}\n", false),
            ("values:\n  Rating: {hot: A, cold: }\n", true),
            ("values: {Rating: {hot: A}}\n", true),
            ("values: {Rating: A}\n", false),
            ("values: [hot]\n", false),
            ("{", false),
        ] {
            assert_eq!(parse(text.as_bytes()).is_ok(), ok, "{text}");
        }
    }
}
