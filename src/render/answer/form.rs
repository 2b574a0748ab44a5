//! The forms of an answer, made from one value.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::super::csv::{Cells, csv, plain_row};
use super::super::lang::Lang;
use super::super::sanitize::escaped_json;
use super::super::tone::Style;
use super::column::Column;

/// What a command answers, in every form.
pub trait Answer {
    /// Its JSON.
    type Json: Serialize + JsonSchema;
    /// One row of its CSV.
    type Row: 'static;

    /// The columns of its CSV.
    const COLUMNS: &'static [Column<Self::Row>];
    /// Those of a plain line by their names, in its order, where they are not the same.
    const PLAIN: &'static [&'static str] = &[];

    /// For people, on a terminal.
    fn table(&self, lang: Lang, style: Style) -> String;

    /// For programs.
    fn json(&self) -> Self::Json;

    /// Its rows; sentences in them are in this language.
    fn rows(&self, lang: Lang) -> Vec<Self::Row>;

    /// The rows of the plain lines, where these are not all.
    fn plain_rows(&self, lang: Lang) -> Vec<Self::Row> {
        self.rows(lang)
    }

    /// The ids alone: the column `id` of the plain lines.
    fn ids(&self) -> Vec<String> {
        let id = Self::COLUMNS.iter().find(|column| column.name == "id");
        let rows = self.plain_rows(Lang::En);
        id.map(|id| rows.iter().map(|row| id.value(row)).collect()).unwrap_or_default()
    }
}

/// One JSON document.
pub fn json(answer: &impl Answer) -> String {
    document(&answer.json())
}

/// A value as a document, readable, with its end of line.
pub fn document(value: &impl Serialize) -> String {
    // Writing a struct to memory can't fail.
    escaped_json(serde_json::to_string_pretty(value).unwrap_or_default()) + "\n"
}

/// A value on one line: an item of a long list.
pub fn line(value: &impl Serialize) -> String {
    escaped_json(serde_json::to_string(value).unwrap_or_default())
}

/// A value's fields by name, for a table that takes some of them.
pub fn value(value: &impl Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

/// CSV with a header.
pub fn values<A: Answer>(answer: &A) -> String {
    let header: Vec<&str> = A::COLUMNS.iter().map(|column| column.name).collect();
    let values = |row: &A::Row| -> Cells { A::COLUMNS.iter().map(|column| column.value(row)).collect() };
    csv(&header, answer.rows(Lang::En).iter().map(values), false)
}

/// One line a row, tabs between the values: for grep and cut.
pub fn plain<A: Answer>(answer: &A, lang: Lang) -> String {
    let named = |name: &&str| A::COLUMNS.iter().find(|column| column.name == *name);
    let columns: Vec<&Column<A::Row>> = match A::PLAIN {
        [] => A::COLUMNS.iter().collect(),
        names => names.iter().filter_map(named).collect(),
    };
    let line =
        |row: &A::Row| plain_row(&columns.iter().map(|column| column.text(row, lang)).collect::<Cells>());
    answer.plain_rows(lang).iter().map(line).collect()
}

/// The ids alone, one a line.
pub fn ids(answer: &impl Answer) -> String {
    answer.ids().iter().map(|id| format!("{id}\n")).collect()
}
