//! From answers to bytes: the only place that knows languages, columns and colours.

mod agenda;
mod budget;
mod csv;
mod dates;
mod diff;
mod grid;
mod groups;
pub mod json;
pub mod lang;
mod list;
mod maintenance;
mod page;
mod quarter;
mod review;
pub mod schedule;
mod supervision;
mod tone;
mod visits;
mod wrap_up;

pub use agenda::{Shown, agenda};
pub use budget::budget;
pub use csv::{Cells, csv, csv_rows};
pub use dates::{DATE_COLUMNS, DatesShown, date_values, dates};
pub use diff::{Against, DiffShown, diff};
pub use grid::{Column, grid, terminal_width};
pub use groups::{GROUP_COLUMNS, Sorted, group_values, groups};
pub use list::{COLUMNS, is_column, is_view, list, list_cells, list_values};
pub use maintenance::{COLUMNS as MAINTENANCE_COLUMNS, maintenance_header, maintenance_row};
pub use page::{Subject, page};
pub use quarter::quarter;
pub use review::{effects, review};
pub use schedule::{Cover, Letter};
pub use supervision::supervision;
pub use tone::{Style, Tone};
pub use visits::visits;
pub use wrap_up::wrap_up;
