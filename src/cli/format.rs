//! In which form an answer is printed.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};

use super::context::Context;
use super::failure::Failure;
use super::surroundings::Reader;
use crate::render::answer::{self, Answer};
use crate::render::document::Pages;
use crate::render::lang::Lang;
use crate::render::{self, Cells, Style};

/// The forms of answers. Each command names those that it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A table for people
    Table,
    /// One line each, tabs between the values
    Plain,
    /// Markdown
    Md,
    /// A page of HTML
    Html,
    /// A complete mail: headers, text, HTML; of an agenda also the calendar
    Mail,
    /// A link that opens a mail program, one a line
    Mailto,
    /// iCalendar
    Ics,
    /// CSV with a header
    Csv,
    /// One JSON document
    Json,
    /// The ids alone, one a line
    Ids,
}

/// The forms that every list has, in the order of the help.
const USUAL: &[(Format, &str)] =
    &[(Format::Table, ""), (Format::Plain, ""), (Format::Json, ""), (Format::Csv, ""), (Format::Ids, "")];

impl Format {
    /// Who reads an answer of this form.
    pub fn reader(self) -> Reader {
        match self {
            Format::Table | Format::Plain | Format::Md | Format::Mailto | Format::Ids => Reader::Person,
            Format::Html | Format::Mail | Format::Ics | Format::Csv | Format::Json => Reader::Program,
        }
    }

    /// An answer in this form. What is sent around (Markdown, HTML, mail, calendar) is made by the agenda itself.
    pub fn text(self, answer: &impl Answer, lang: Lang, style: impl FnOnce() -> Style) -> String {
        match self {
            Format::Table | Format::Md | Format::Html | Format::Mail | Format::Mailto | Format::Ics => {
                answer.table(lang, style())
            }
            Format::Plain => answer::plain(answer, lang),
            Format::Json => answer::json(answer),
            Format::Csv => answer::values(answer),
            Format::Ids => answer::ids(answer),
        }
    }

    /// What is sent around as pages, in this form; `list` is it in a form of lists. Where there is nothing to tell
    /// nothing is printed, so that cron mails nothing.
    pub fn pages(self, pages: impl FnOnce() -> Option<Pages>, list: impl FnOnce() -> String) -> String {
        match self {
            Format::Md => pages().map(|pages| pages.markdown()).unwrap_or_default(),
            Format::Html => pages().map(|pages| pages.html()).unwrap_or_default(),
            Format::Table
            | Format::Plain
            | Format::Mail
            | Format::Mailto
            | Format::Ics
            | Format::Csv
            | Format::Json
            | Format::Ids => list(),
        }
    }

    /// Rows whose columns are chosen by whoever asks, in this form: CSV with its header, else a line each.
    pub fn rows(self, header: &[&str], rows: Vec<Cells>) -> String {
        match self {
            Format::Csv => render::csv(header, rows, false),
            Format::Table
            | Format::Plain
            | Format::Md
            | Format::Html
            | Format::Mail
            | Format::Mailto
            | Format::Ics
            | Format::Json
            | Format::Ids => rows.iter().map(|row| render::plain_row(row)).collect(),
        }
    }

    /// Some of the forms, each with what it is in this command where that is another thing than elsewhere.
    pub fn some(forms: &[(Format, &'static str)]) -> impl TypedValueParser<Value = Format> + use<> {
        let value = |(form, help): &(Format, &'static str)| -> Option<PossibleValue> {
            let value = form.to_possible_value()?;
            Some(if help.is_empty() { value } else { value.help(*help) })
        };
        let values: Vec<PossibleValue> = forms.iter().filter_map(value).collect();
        PossibleValuesParser::new(values).try_map(|name| Format::from_str(&name, false))
    }
}

/// The options for the form.
#[derive(Clone, Copy, Debug, Args)]
pub struct FormatArgs {
    /// Form of the answer
    #[arg(short, long, value_parser = Format::some(USUAL), default_value = "table", help_heading = "Output")]
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

    /// An answer in the form that was chosen.
    pub fn text(self, context: &Context, answer: &impl Answer) -> String {
        self.chosen().text(answer, context.lang, || context.style())
    }

    /// Prints an answer in the form that was chosen.
    pub fn answer(self, context: &Context, answer: &impl Answer) -> Result<(), Failure> {
        context.answer(self.reader(), &self.text(context, answer))
    }
}

/// The options for the form of an answer that can be sent around, too.
#[derive(Clone, Copy, Debug, Args)]
pub struct SentFormatArgs {
    /// Form of the answer
    #[arg(short, long, value_parser = Format::some(SENT), default_value = "table", help_heading = "Output")]
    format: Format,
    /// The same as --format json
    #[arg(long, help_heading = "Output", conflicts_with = "format")]
    json: bool,
}

/// The forms of such an answer.
const SENT: &[(Format, &str)] = &[
    (Format::Table, ""),
    (Format::Plain, ""),
    (Format::Md, ""),
    (Format::Html, ""),
    (Format::Mail, "A complete mail: headers, text, HTML"),
    (Format::Json, ""),
    (Format::Csv, ""),
    (Format::Ids, ""),
];

impl SentFormatArgs {
    /// The form that was chosen.
    pub fn chosen(self) -> Format {
        if self.json { Format::Json } else { self.format }
    }
}
