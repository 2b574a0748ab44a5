//! The tables of `crm export`: their columns, and their values as cells.

use chrono::NaiveDate;
use serde_json::Value;

use super::super::csv::Cells;
use super::customer::ListedCustomer;
use super::entry::Entry;
use super::form::value;
use crate::model::{CustomerKey, EntryField, EntryKind, History, NO_NEXT};
use crate::plan::Row;

/// The columns of the customers' table: its keys, and the figures. What has parts of its own stands there as JSON. A
/// column that is new stands last.
pub fn customer_columns() -> Vec<&'static str> {
    let (first, mut later): (Vec<_>, Vec<_>) = CustomerKey::ALL.iter().partition(|key| key.info().wave == 0);
    later.sort_by_key(|key: &&CustomerKey| key.info().wave);
    let names = |keys: Vec<&CustomerKey>| keys.into_iter().map(|key| key.as_str()).collect::<Vec<_>>();
    [vec!["id"], names(first), vec!["last_contact", "next_due", "next_reason"], names(later)].concat()
}

/// The columns of the entries' table.
pub fn entry_columns() -> Vec<&'static str> {
    let fields = EntryField::ALL.iter().filter(|field| field.is_in_tables()).map(|field| field.as_str());
    ["id", "name", "line", "day"].into_iter().chain(fields).collect()
}

/// A customer as a row.
pub fn customer(row: &Row, today: NaiveDate) -> Cells {
    let row = value(&ListedCustomer::of(row, today));
    customer_columns().into_iter().map(|column| cell(&row[column])).collect()
}

/// The entries of a customer as rows.
pub fn entries<'a>(id: &'a str, name: &'a str, history: &'a History<'_>) -> impl Iterator<Item = Cells> + 'a {
    let columns = entry_columns();
    history.entries().iter().zip(Entry::all(history)).map(move |(entry, said)| {
        let value = value(&said);
        let column = |column: &&str| match *column {
            "id" => id.to_owned(),
            "name" => name.to_owned(),
            "line" => entry.line.to_string(),
            "day" => entry.day().to_string(),
            "files" => entry.files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>().join("; "),
            // Of another kind no import could take it.
            "example" if said.kind != EntryKind::FollowUp.as_str() => String::new(),
            "next" if entry.event.ends_next() => NO_NEXT.to_owned(),
            column => cell(&value[column]),
        };
        columns.iter().map(column).collect()
    })
}

/// A value as a cell: nothing for null, texts as they are, lists of texts with semicolons, everything
/// else as JSON.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) if items.is_empty() => String::new(),
        Value::Array(items) if items.iter().all(Value::is_string) => {
            items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("; ")
        }
        Value::Object(fields) if fields.values().all(Value::is_null) => String::new(),
        Value::Object(fields) if fields.contains_key("code") => cell(&fields["code"]),
        other => other.to_string(),
    }
}
