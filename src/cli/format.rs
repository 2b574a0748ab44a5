//! In which form an answer is printed.

use clap::{Args, ValueEnum};

use super::output::Reader;

/// The forms of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A table for people
    Table,
    /// One line each, tabs between the values
    Plain,
    /// One JSON document
    Json,
    /// CSV with a header
    Csv,
    /// The ids alone, one a line
    Ids,
}

impl Format {
    /// Who reads an answer of this form.
    pub fn reader(self) -> Reader {
        match self {
            Format::Table | Format::Plain | Format::Ids => Reader::Person,
            Format::Json | Format::Csv => Reader::Program,
        }
    }
}

/// The options for the form.
#[derive(Clone, Copy, Debug, Args)]
pub struct FormatArgs {
    /// Form of the answer
    #[arg(short, long, value_enum, default_value = "table", help_heading = "Output")]
    format: Format,
    /// The same as --format json
    #[arg(long, help_heading = "Output", conflicts_with = "format")]
    json: bool,
}

impl FormatArgs {
    /// The form that was chosen.
    pub fn chosen(self) -> Format {
        if self.json { Format::Json } else { self.format }
    }

    /// Who reads that.
    pub fn reader(self) -> Reader {
        self.chosen().reader()
    }
}
