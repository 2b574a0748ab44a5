//! The tables of `crm export`: their columns, and their values as cells.

use chrono::NaiveDate;
use serde_json::Value;

use super::super::csv::Cells;
use super::customer::ListedCustomer;
use super::entry::Entry;
use super::form::value;
use crate::model::History;
use crate::plan::Row;

/// The columns of the customers' table. What has parts of its own stands there as JSON.
pub const CUSTOMERS: &[&str] = &[
    "id",
    "name",
    "aliases",
    "number",
    "grade",
    "owner",
    "since",
    "source",
    "industry",
    "country",
    "region",
    "address",
    "timezone",
    "website",
    "staff",
    "revenue",
    "founded",
    "contacts",
    "prefers",
    "need",
    "potential",
    "influence",
    "renewal",
    "plan",
    "promises",
    "dates",
    "cadence",
    "tags",
    "archived",
    "notes",
    "custom",
    "last_contact",
    "next_due",
    "next_reason",
    "distinct",
];

/// The columns of the entries' table.
pub const ENTRIES: &[&str] = &[
    "id", "name", "line", "day", "at", "by", "kind", "via", "with", "text", "reply", "need", "visit",
    "minutes", "next", "plan", "example", "state", "item", "ref", "amount", "currency", "margin", "cost",
    "from", "until", "due", "to", "why", "with_us",
];

/// A customer as a row.
pub fn customer(row: &Row, today: NaiveDate) -> Cells {
    let row = value(&ListedCustomer::of(row, today));
    CUSTOMERS.iter().map(|column| cell(&row[*column])).collect()
}

/// The entries of a customer as rows.
pub fn entries<'a>(id: &'a str, name: &'a str, history: &'a History<'_>) -> impl Iterator<Item = Cells> + 'a {
    history.entries().iter().map(move |entry| {
        let value = value(&Entry::of(entry));
        let column = |column: &&str| match *column {
            "id" => id.to_owned(),
            "name" => name.to_owned(),
            "line" => entry.line.to_string(),
            "day" => entry.day().to_string(),
            column => cell(&value[column]),
        };
        ENTRIES.iter().map(column).collect()
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
