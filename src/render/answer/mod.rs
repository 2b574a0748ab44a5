//! What commands answer. An answer is one value: its table, its rows and its JSON are made from it, and the
//! schema of the JSON (`schema/`) from the structs that are serialised. No language changes what programs get,
//! and it only ever grows.
//!
//! A new answer is one file here: structs for its JSON, the columns of its rows, `impl Answer`, and a line in
//! [`schemas`]. A key or a column is one line there. A new form is a function in `form.rs`, and a word in
//! `cli/format.rs`.

mod agenda;
mod attention;
mod budget;
mod call;
mod check;
mod classes;
pub(in crate::render) mod column;
mod computed;
mod customer;
mod dates;
mod deals;
mod diff;
mod due;
mod dupes;
mod end_of_day;
mod entry;
mod form;
mod groups;
mod handover;
mod import;
mod playbook;
mod pool;
mod quarter;
mod reason;
mod review;
mod schema;
mod spread;
pub mod tables;
mod team;
mod value;
mod visits;

pub use agenda::AgendaAnswer;
pub use budget::BudgetAnswer;
pub use check::ProblemList;
pub use column::{Cell, Column};
pub use customer::{ListedCustomer, ShownCustomer};
pub use dates::DatesAnswer;
pub use deals::DealsAnswer;
pub use diff::DiffAnswer;
pub use due::{Due, DueAnswer};
pub use dupes::DupesAnswer;
pub use end_of_day::EndOfDayAnswer;
pub use entry::Entry;
pub use form::{Answer, document, ids, json, line, plain, value, values};
pub use groups::GroupsAnswer;
pub use handover::HandoverAnswer;
pub use import::ImportReport;
pub use pool::{PoolAnswer, SweepAnswer};
pub use quarter::QuarterAnswer;
pub use review::ReviewAnswer;
pub use schema::schemas;
pub use spread::SpreadAnswer;
pub use team::TeamAnswer;
pub use visits::VisitsAnswer;
