//! From answers to bytes: the only place that knows languages, columns and colours.

mod agenda;
pub mod answer;
mod backtest;
mod budget;
mod content_lines;
mod csv;
mod dates;
mod deals;
mod diff;
pub mod document;
mod draft;
mod dupes;
mod end_of_day;
mod examples;
mod exported;
mod grid;
mod groups;
mod handbook;
mod handover;
mod import;
pub mod lang;
mod list;
mod maintenance;
mod monthly_review;
mod page;
mod people;
mod pool;
mod quarter;
mod reach;
mod record;
mod redaction;
mod referrals;
mod review;
mod rhythm;
mod rhythm_change;
mod sanitize;
pub mod schedule;
mod spread;
mod spreadsheet;
mod team_report;
mod tone;
mod vcard;
mod visits;

pub use agenda::{Shown, agenda};
pub use backtest::{JudgedBook, backtest_page};
pub use csv::{Cells, csv, csv_rows, plain_row};
pub use dates::DatesShown;
pub use deals::DealsShown;
pub use diff::{Against, DiffShown};
pub use document::MailHeaders;
pub use draft::{
    Draft, DraftRemark, Filled, LeftOut, Omission, Unfilled, drafts, fill, mailto, misspelt, templates,
};
pub use dupes::{DuplicatePair, known_duplicate};
pub use end_of_day::{EndOfDayHeader, end_of_day_document, end_of_day_mail, end_of_day_pages};
pub use examples::ExamplesShown;
pub use exported::{exported_head, exported_parts, translate_rows};
pub use grid::{Column, grid, paragraph, terminal_width};
pub use groups::Sorted;
pub use handbook::{Handbook, TeamMember};
pub use handover::{Passing, handover_index, handover_sheet, is_handover_page};
pub use import::{ImportOrigin, ImportShown, import, import_csv, import_rejects};
pub use list::{
    COLUMNS, column_head, column_named, dispensable_column, is_column, is_view, list, list_cells, list_fits,
    list_values, usual_columns,
};
pub use maintenance::{Maintained, is_listed_status, maintenance_header, maintenance_row, reply_in_feedback};
pub use monthly_review::ReviewHeader;
pub use page::{Subject, entry, page};
pub use people::name_people;
pub use quarter::quarter_document;
pub use record::record_document;
pub use redaction::{hide_amounts, hides_amounts};
pub use review::effects;
pub use rhythm::RhythmShown;
pub use rhythm_change::rhythm_change;
pub use sanitize::{sanitized, steers, trusted};
pub use schedule::AgendaHeader;
pub use spread::SpreadShown;
pub use spreadsheet::{MOST_ROWS, SheetRow, Spreadsheet, spreadsheet};
pub use team_report::{TeamReport, team_report_document};
pub use tone::{Style, Tone};
pub use vcard::{CardVersion, vcards};
pub use visits::visits_document;
