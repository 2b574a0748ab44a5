//! From answers to bytes: the only place that knows languages, columns and colours.

mod agenda;
mod csv;
mod grid;
pub mod json;
pub mod lang;
mod list;
mod maintenance;
mod page;
mod tone;

pub use agenda::agenda;
pub use csv::{Cells, csv, csv_rows};
pub use grid::{Column, grid, terminal_width};
pub use list::{COLUMNS, list, list_values};
pub use maintenance::{COLUMNS as MAINTENANCE_COLUMNS, maintenance_header, maintenance_row};
pub use page::{Recent, page};
pub use tone::{Style, Tone};
