//! A table from elsewhere, held against the book: what each row would do, and why not.

mod cell_kind;
mod composed;
mod contact;
mod customer_plan;
mod day_order;
mod decimal;
mod defaults;
mod document_plan;
mod document_row;
mod documents;
mod entry;
mod entry_plan;
mod fit;
mod header;
mod heads;
mod key;
mod known;
mod list_kind;
mod logged;
mod meanings;
mod merge;
mod nested;
mod payment_plan;
mod people;
mod record;
mod referrer;
mod said;
mod settings;
mod text;
mod values;
mod verdict;
mod ways;
mod whom;

use crate::model::Table;

pub use day_order::{DayOrder, Spoken, Tense, WrittenDay, read as read_day};
pub use decimal::{DecimalSign, WrittenNumber, read as read_number, read_currency};
pub use fit::Knowledge;
pub use key::ImportKey;
pub use known::{Known, LogState, last_print, next_print, reply_prints};
pub use list_kind::ListKind;
pub use logged::{Logged, logged};
pub use merge::{Change, Difference, Incoming};
pub use said::{Likeness, Said, Withheld};
pub use settings::{Column, ListWords, Settings, SpokenDays, Use, columns};
pub use verdict::{
    Contradiction, Import, NewCustomer, OpenInvoice, Remark, Row, RowError, Tally, Undecided, Update,
    Verdict, Wrong,
};

/// What a table would do to the book.
pub fn plan(
    table: &Table,
    settings: &Settings<'_>,
    kind: ListKind,
    book: Vec<Known>,
) -> Result<Import, Undecided> {
    match kind {
        ListKind::Customers => customers(table, settings, book),
        ListKind::Entries => entries(table, settings, book),
        ListKind::Orders | ListKind::Invoices => document_plan::plan(table, settings, kind, book),
        ListKind::Payments => payment_plan::plan(table, settings, book),
    }
}

/// A table of orders, invoices or payments below its real header, where titles stand above that, and the header's row.
pub fn below_titles(table: &Table, kind: ListKind) -> Option<(Table, u32)> {
    kind.entry().and_then(|_| header::below_titles(table, kind))
}

/// What a table of customers would do to the book.
pub fn customers(table: &Table, settings: &Settings<'_>, book: Vec<Known>) -> Result<Import, Undecided> {
    customer_plan::plan(table, settings, book)
}

/// What a table of entries would do to the book.
pub fn entries(table: &Table, settings: &Settings<'_>, book: Vec<Known>) -> Result<Import, Undecided> {
    entry_plan::plan(table, settings, book)
}
