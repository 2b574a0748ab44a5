//! What commands answer. An answer is one value: its table, its rows and its JSON are made from it, and the
//! schema of the JSON (`schema/`) from the structs that are serialised. No language changes what programs get,
//! and it only ever grows.
//!
//! A new answer is one file here: structs for its JSON, the columns of its rows, `impl Answer`, and a line in
//! [`schemas`]. A key or a column is one line there. A new form is a function in `form.rs`, and a word in
//! `cli/format.rs`.

mod agenda;
mod alarm;
mod attention;
mod backtest;
mod budget;
mod call;
mod check;
mod classes;
pub(in crate::render) mod column;
mod computed;
mod contact;
mod customer;
mod dates;
mod deals;
mod diff;
mod draft;
mod due;
mod dupes;
mod end_of_day;
mod entry;
mod examples;
mod forecast;
mod form;
mod groups;
mod handbook;
mod handover;
mod import;
mod lead;
mod playbook;
mod pool;
mod promises;
mod quarter;
mod reason;
mod record;
mod referrals;
mod requests;
mod review;
mod rhythm;
mod schema;
mod spread;
pub mod tables;
mod team;
mod template_fields;
mod templates;
mod value;
mod visits;

pub use agenda::AgendaAnswer;
pub use alarm::AlarmsAnswer;
pub use backtest::BacktestAnswer;
pub use budget::BudgetAnswer;
pub use check::ProblemList;
pub use column::{Cell, Column};
pub use customer::{ListedCustomer, ShownCustomer};
pub use dates::DatesAnswer;
pub use deals::DealsAnswer;
pub use diff::DiffAnswer;
pub use draft::DraftsAnswer;
pub use due::{Due, DueAnswer};
pub use dupes::DupesAnswer;
pub use end_of_day::EndOfDayAnswer;
pub use entry::Entry;
pub use examples::ExamplesAnswer;
pub use forecast::{ForecastAnswer, JudgedForecastAnswer};
pub use form::{Answer, document, ids, json, line, plain, value, values};
pub use groups::GroupsAnswer;
pub use handbook::HandbookAnswer;
pub use handover::HandoverAnswer;
pub use import::ImportReport;
pub use pool::{PoolAnswer, SweepAnswer};
pub use quarter::QuarterAnswer;
pub use record::RecordAnswer;
pub use referrals::ReferralsAnswer;
pub use review::ReviewAnswer;
pub use rhythm::RhythmAnswer;
pub use spread::SpreadAnswer;
pub use team::TeamAnswer;
pub use template_fields::{MyFields, TemplateFields};
pub use templates::TemplatesAnswer;
pub use visits::VisitsAnswer;

/// Every answer's schema, made from the structs of its JSON, by the stem of its file.
pub fn schemas() -> Vec<(&'static str, serde_json::Value)> {
    vec![
        ("agenda", schema::of::<agenda::AgendaList>("agenda")),
        ("backtest", schema::of::<backtest::BacktestPage>("backtest")),
        ("budget", schema::of::<budget::BudgetList>("budget")),
        ("check", schema::of::<check::ProblemList>("check")),
        ("dates", schema::of::<dates::DateList>("dates")),
        ("deals", schema::of::<deals::DealList>("deals")),
        ("diff", schema::of::<diff::DifferenceList>("diff")),
        ("draft", schema::of::<draft::DraftList>("draft")),
        ("due", schema::of::<due::DueList>("due")),
        ("dupes", schema::of::<dupes::PairList>("dupes")),
        ("examples", schema::of::<examples::ExampleList>("examples")),
        ("forecast", schema::of::<forecast::ForecastPage>("forecast")),
        ("forecast-backtest", schema::of::<forecast::JudgedForecastPage>("forecast-backtest")),
        ("groups", schema::of::<groups::GroupList>("groups")),
        ("handbook", schema::of::<handbook::HandbookPage>("handbook")),
        ("handover", schema::of::<handover::HandoverList>("handover")),
        ("import", schema::of::<import::ImportReport>("import")),
        ("list", schema::of::<customer::CustomerList>("list")),
        ("pool", schema::of::<pool::PoolList>("pool")),
        ("quarter", schema::of::<quarter::QuarterPage>("quarter")),
        ("record", schema::of::<record::RecordPage>("record")),
        ("referrals", schema::of::<referrals::ReferralPage>("referrals")),
        ("review", schema::of::<review::SuggestionList>("review")),
        ("alarm", schema::of::<alarm::AlarmPage>("alarm")),
        ("rhythm", schema::of::<rhythm::RhythmPage>("rhythm")),
        ("show", schema::of::<customer::ShownCustomer>("show")),
        ("spread", schema::of::<spread::SpreadList>("spread")),
        ("sweep", schema::of::<pool::SweepList>("sweep")),
        ("template-fields", schema::of::<template_fields::TemplateFields>("template-fields")),
        ("templates", schema::of::<templates::TemplateList>("templates")),
        ("team", schema::of::<team::TeamList>("team")),
        ("visits", schema::of::<visits::VisitList>("visits")),
        ("wrap-up", schema::of::<end_of_day::LeftoverList>("wrap-up")),
    ]
}
