//! `crm import`: what an import would do, or did.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::import::{ImportShown, place, sample};
use super::super::lang::{self, Lang};
use super::value::{Day, Exact, Keyed, list, text};
use crate::model::{EntryKind, Money};
use crate::plan::import::{
    self, Import, Remark, Row, RowError, Settings, Tally, Undecided, Use, Verdict, Wrong,
};

/// What an import would do, or did. Keys may be added; none of these goes away or changes its meaning.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "crm import --format json")]
pub struct ImportReport {
    /// The file as it was named.
    pub file: String,
    /// What it turned out to be.
    #[schemars(extend("enum" = ["csv", "spreadsheet", "vcard"]))]
    pub format: &'static str,
    /// Its encoding; null for a spreadsheet.
    pub encoding: Option<&'static str>,
    /// Whether nothing says that it is this encoding: --encoding overrules it.
    pub encoding_guessed: bool,
    /// A row as it was read, where the encoding was guessed.
    pub sample: Option<String>,
    /// What stands between its cells.
    pub delimiter: Option<char>,
    /// The sheet that was read.
    pub sheet: Option<String>,
    /// The groups of an address book: lists of cards, which are no customers and left out.
    pub groups: Vec<String>,
    /// Whether it was written.
    pub applied: bool,
    /// How its columns are read.
    pub columns: Vec<ReadColumn>,
    /// How many rows of each verdict.
    #[schemars(extend("required" = Settings::VERDICTS))]
    pub summary: Keyed<usize>,
    /// Columns whose values contradict one another, with the rows that do; nothing is written before --dates or
    /// --decimal says how they are read.
    pub undecided: Vec<UndecidedColumn>,
    /// Its rows in their order.
    pub rows: Vec<ImportedRow>,
    /// Of orders, invoices or payments: how many of them there are, whatever rows they have; null of any other list.
    pub documents: Option<Documents>,
}

/// How many orders, invoices or payments a list has.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "documents")]
pub struct Documents {
    /// What they are.
    #[schemars(extend("enum" = ["order", "invoice", "payment"]))]
    pub kind: &'static str,
    /// Those that the logs don't have.
    pub new: usize,
    /// Those that they have.
    pub known: usize,
    /// Those that they have with another sum, day or currency.
    pub changed: usize,
    /// Customers that are made for them.
    pub customers: usize,
    /// Rows that are passed over: money that went out.
    pub passed: usize,
    /// What the new ones are over, by currency.
    pub sums: Vec<SumOf>,
    /// New ones of a currency that has no rate, which are in no total.
    pub without_rate: Vec<WithoutRate>,
}

/// Documents of a currency without a rate.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "without_rate")]
pub struct WithoutRate {
    /// Three capital letters.
    pub currency: String,
    pub count: usize,
    /// The first day of one, YYYY-MM-DD.
    pub from: Day,
}

/// A sum in one currency.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "sum_of")]
pub struct SumOf {
    /// An exact decimal as text.
    pub amount: Exact,
    /// Three capital letters.
    pub currency: Option<String>,
}

impl Documents {
    fn of(tally: &Tally) -> Self {
        let sum = |sum: &Money| SumOf { amount: Exact(sum.amount), currency: text(sum.currency) };
        Documents {
            kind: tally.kind.entry().map_or("", EntryKind::as_str),
            new: tally.fresh,
            known: tally.known,
            changed: tally.changed,
            customers: tally.made,
            passed: tally.passed,
            sums: list(&tally.sums, sum),
            without_rate: list(&tally.without_rate, |(currency, count, from)| WithoutRate {
                currency: currency.to_string(),
                count: *count,
                from: Day(*from),
            }),
        }
    }
}

/// How a column is read.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "column")]
pub struct ReadColumn {
    /// What stands above it.
    pub column: String,
    /// The key that it feeds, that another column feeds already, or that its values can't be.
    pub key: Option<String>,
    /// What becomes of it.
    #[serde(rename = "use")]
    #[schemars(extend("enum" = ["key", "taken", "unfit", "computed", "unknown", "left-out"]))]
    pub used: &'static str,
    /// Whether it was guessed, not said by --map.
    pub guessed: bool,
}

/// A column whose values contradict one another.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "undecided")]
pub struct UndecidedColumn {
    /// The column's header.
    pub column: String,
    /// A row that can be read both ways.
    pub row: u32,
    /// What stands there.
    pub value: String,
    /// The rows that contradict one another.
    #[serde(flatten)]
    pub ways: Ways,
}

/// The two ways of reading a column, each with its rows.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(inline)]
pub enum Ways {
    /// Of dates.
    Dates {
        /// Rows with the day first.
        dmy: Vec<RowValue>,
        /// Rows with the month first.
        mdy: Vec<RowValue>,
    },
    /// Of numbers.
    Numbers {
        /// Rows with a point before the fraction.
        point: Vec<RowValue>,
        /// Rows with a comma before the fraction.
        comma: Vec<RowValue>,
    },
}

/// A row and its value.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "row_value")]
pub struct RowValue {
    /// Which row.
    pub row: u32,
    /// What stands there.
    pub value: String,
}

/// One row of the file.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "row")]
pub struct ImportedRow {
    /// The line of the file, the row of the sheet or the number of the card, from 1.
    pub row: u32,
    /// The customer's name.
    pub name: String,
    /// What becomes of it.
    #[schemars(extend("enum" = Verdict::CODES))]
    pub verdict: &'static str,
    /// The customer's id; null for an error or a duplicate.
    pub id: Option<String>,
    /// Whose duplicate it seems to be.
    pub of: Vec<String>,
    /// Why it is not taken, in English.
    pub reason: Option<String>,
    /// What it adds to a customer that is there.
    pub changes: Vec<KeyChange>,
    /// What it says otherwise than the customer's file.
    pub differs: Vec<KeyDiffers>,
    /// How many entries it adds to the log.
    pub entries: usize,
    /// What is wrong with it.
    pub errors: Vec<BadValue>,
    /// Values that can't be read: the row comes in without them.
    pub left_out: Vec<BadValue>,
}

/// What a row adds.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct KeyChange {
    /// The key, such as contacts[0].phone.
    pub key: String,
    /// What stood there.
    pub from: Option<String>,
    /// What comes there.
    pub to: String,
}

/// What a row says otherwise.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct KeyDiffers {
    /// The key.
    pub key: String,
    /// What the customer's file has.
    pub ours: String,
    /// What the row has.
    pub theirs: String,
}

/// A value that is wrong.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "error")]
pub struct BadValue {
    /// The column's header.
    pub column: Option<String>,
    /// What stands there.
    pub value: String,
    /// What is wrong with it, as a stable code.
    #[schemars(extend("enum" = Wrong::CODES))]
    pub code: &'static str,
    /// The character of the line at which it stands, from 1, or the column of the sheet.
    pub at: u32,
}

impl ImportReport {
    /// What an import would do, or did.
    pub fn of(import: &Import, shown: &ImportShown<'_>) -> Self {
        let origin = &shown.origin;
        let count = |code: &str| import.rows.iter().filter(|row| row.verdict.code() == code).count();
        ImportReport {
            file: shown.file.display().to_string(),
            format: origin.format,
            encoding: origin.encoding,
            encoding_guessed: origin.is_guessed,
            sample: sample(shown).map(|(_, text)| text.to_string()),
            delimiter: origin.delimiter,
            sheet: origin.sheet.clone(),
            groups: origin.groups.to_vec(),
            applied: shown.applied,
            columns: list(shown.columns, ReadColumn::of),
            summary: Settings::VERDICTS.iter().map(|code| ((*code).to_owned(), count(code))).collect(),
            undecided: list(&import.undecided, UndecidedColumn::of),
            rows: list(&import.rows, |row| ImportedRow::of(row, shown)),
            documents: import.tally.as_ref().map(Documents::of),
        }
    }
}

impl ReadColumn {
    fn of(column: &import::Column) -> Self {
        let (key, used) = match &column.used {
            Use::Key(key) => (Some(key), "key"),
            Use::Taken(key) => (Some(key), "taken"),
            Use::Unfit(key) => (Some(key), "unfit"),
            Use::Computed => (None, "computed"),
            Use::Unknown => (None, "unknown"),
            Use::LeftOut => (None, "left-out"),
        };
        ReadColumn { column: column.header.clone(), key: text(key), used, guessed: column.is_guessed }
    }
}

impl UndecidedColumn {
    fn of(undecided: &Undecided) -> Self {
        let rows =
            |rows: &[(u32, String)]| list(rows, |(row, value)| RowValue { row: *row, value: value.clone() });
        let contradiction = undecided.contradiction.clone().unwrap_or_default();
        let (ones, others) = (rows(&contradiction.ones), rows(&contradiction.others));
        UndecidedColumn {
            column: undecided.header.clone(),
            row: undecided.line,
            value: undecided.value.clone(),
            ways: match undecided.is_date {
                true => Ways::Dates { dmy: ones, mdy: others },
                false => Ways::Numbers { point: ones, comma: others },
            },
        }
    }
}

impl ImportedRow {
    fn of(row: &Row, shown: &ImportShown<'_>) -> Self {
        let bad = |error: &RowError| BadValue {
            column: error.column.and_then(|column| shown.table.header.get(column).cloned()),
            value: error.value.clone(),
            code: error.wrong.code(),
            at: place(shown.table, row.line, error),
        };
        let of = match &row.verdict {
            Verdict::Duplicate(ids, _) => list(ids, ToString::to_string),
            Verdict::Repeated(id, _) => vec![id.to_string()],
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
        let left_out = row.remarks.iter().filter_map(|remark| match remark {
            Remark::LeftOut(error) => Some(bad(error)),
            _ => None,
        });
        let change = |change: &import::Change| KeyChange {
            key: change.key.clone(),
            from: change.from.clone(),
            to: change.to.to_string(),
        };
        let differs = |differs: &import::Difference| KeyDiffers {
            key: differs.key.clone(),
            ours: differs.ours.clone(),
            theirs: differs.theirs.clone(),
        };
        let reason = lang::import_reason(Lang::En, row, &shown.table.header);
        ImportedRow {
            row: row.line,
            name: row.name.clone(),
            verdict: row.verdict.code(),
            id: text(id),
            of,
            reason: Some(reason).filter(|reason| !reason.is_empty()),
            changes: list(&row.changes, change),
            differs: list(&row.differs, differs),
            entries: row.entries,
            errors: list(errors, bad),
            left_out: left_out.collect(),
        }
    }
}
