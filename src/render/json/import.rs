//! `crm import --format json`.

use serde_json::Value;

use super::{object, optional};
use crate::plan::import::{Import, Remark, Row, RowError, Settings, Undecided, Use, Verdict};
use crate::render::ImportShown;
use crate::render::import::sample;
use crate::render::lang::{self, Lang};

/// What an import would do, or did.
pub fn import(import: &Import, shown: &ImportShown<'_>) -> Value {
    let origin = &shown.origin;
    let count = |code: &str| import.rows.iter().filter(|row| row.verdict.code() == code).count();
    let summary = Settings::VERDICTS.iter().map(|code| ((*code).to_owned(), Value::from(count(code))));
    let columns = shown.columns.iter().map(|column| {
        let (key, used) = match &column.used {
            Use::Key(key) => (Some(key), "key"),
            Use::Taken(key) => (Some(key), "taken"),
            Use::Unfit(key) => (Some(key), "unfit"),
            Use::Computed => (None, "computed"),
            Use::Unknown => (None, "unknown"),
            Use::LeftOut => (None, "left-out"),
        };
        object([
            ("column", column.header.as_str().into()),
            ("key", optional(key)),
            ("use", used.into()),
            ("guessed", column.is_guessed.into()),
        ])
    });
    object([
        ("file", shown.file.display().to_string().into()),
        ("format", origin.format.into()),
        ("encoding", optional(origin.encoding)),
        ("encoding_guessed", origin.is_guessed.into()),
        ("sample", optional(sample(shown).map(|(_, text)| text))),
        ("delimiter", optional(origin.delimiter)),
        ("sheet", optional(origin.sheet.as_ref())),
        ("groups", Value::Array(origin.groups.iter().map(|name| name.as_str().into()).collect())),
        ("applied", shown.applied.into()),
        ("columns", Value::Array(columns.collect())),
        ("summary", Value::Object(summary.collect())),
        ("undecided", Value::Array(import.undecided.iter().map(undecided).collect())),
        ("rows", Value::Array(import.rows.iter().map(|own| row(own, shown)).collect())),
    ])
}

fn row(row: &Row, shown: &ImportShown<'_>) -> Value {
    let header = |column: Option<usize>| optional(column.and_then(|column| shown.table.header.get(column)));
    let of = match &row.verdict {
        Verdict::Duplicate(ids, _) => ids.iter().map(|id| Value::from(id.as_str())).collect(),
        Verdict::Repeated(id, _) => vec![Value::from(id.as_str())],
        _ => Vec::new(),
    };
    let id = match &row.verdict {
        Verdict::Duplicate(..) | Verdict::Repeated(..) => None,
        verdict => verdict.id(),
    };
    let errors = match &row.verdict {
        Verdict::Error(errors) => errors.as_slice(),
        _ => &[],
    };
    let told = |error: &RowError| {
        object([
            ("column", header(error.column)),
            ("value", error.value.as_str().into()),
            ("code", error.wrong.code().into()),
        ])
    };
    let errors = errors.iter().map(told);
    let left_out = row.remarks.iter().filter_map(|remark| match remark {
        Remark::LeftOut(error) => Some(told(error)),
        _ => None,
    });
    let changes = row.changes.iter().map(|change| {
        object([
            ("key", change.key.as_str().into()),
            ("from", optional(change.from.as_ref())),
            ("to", change.to.to_string().into()),
        ])
    });
    let differs = row.differs.iter().map(|differs| {
        object([
            ("key", differs.key.as_str().into()),
            ("ours", differs.ours.as_str().into()),
            ("theirs", differs.theirs.as_str().into()),
        ])
    });
    let reason = lang::import_reason(Lang::En, row, &shown.table.header);
    object([
        ("row", row.line.into()),
        ("name", row.name.as_str().into()),
        ("verdict", row.verdict.code().into()),
        ("id", optional(id)),
        ("of", Value::Array(of)),
        ("reason", if reason.is_empty() { Value::Null } else { reason.into() }),
        ("changes", Value::Array(changes.collect())),
        ("differs", Value::Array(differs.collect())),
        ("entries", row.entries.into()),
        ("errors", Value::Array(errors.collect())),
        ("left_out", Value::Array(left_out.collect())),
    ])
}

/// A column whose values contradict one another, with the rows that do.
fn undecided(undecided: &Undecided) -> Value {
    let rows = |rows: &[(u32, String)]| {
        let row = |(line, value): &(u32, String)| {
            object([("row", (*line).into()), ("value", value.as_str().into())])
        };
        Value::Array(rows.iter().map(row).collect())
    };
    let (ones, others) = if undecided.is_date { ("dmy", "mdy") } else { ("point", "comma") };
    let contradiction = undecided.contradiction.clone().unwrap_or_default();
    object([
        ("column", undecided.header.as_str().into()),
        ("row", undecided.line.into()),
        ("value", undecided.value.as_str().into()),
        (ones, rows(&contradiction.ones)),
        (others, rows(&contradiction.others)),
    ])
}
