//! A page that is sent around: a title, sections, and in each what stands below one another. The same
//! content as Markdown, as HTML and as a mail; what fills it knows none of the three. An agenda is one for each person.

pub(super) mod html;
mod link;
pub(super) mod mail;
pub(super) mod markdown;
mod pages;
mod text;

use super::lang::Lang;
use crate::plan::Reach;

pub use link::letter_to;
pub use mail::{MailHeaders, WIDTH as MAIL_WIDTH, draft, mail, mail_about};
pub use pages::Pages;
pub(super) use text::rows;
pub use text::text;

/// The page.
#[derive(Clone, Debug)]
pub struct Document {
    /// The reader's language.
    pub lang: Lang,
    pub title: String,
    /// What it comes to, in a line.
    pub lead: String,
    /// Its parts.
    pub sections: Vec<Section>,
    /// What to do next; may be empty.
    pub hint: String,
}

impl Document {
    /// What it is and what it comes to, for the subject of a mail.
    pub fn subject(&self) -> String {
        format!("{} · {}", self.title, self.lead)
    }
}

/// A part of it.
#[derive(Clone, Debug, Default)]
pub struct Section {
    /// What it is about.
    pub heading: String,
    /// Numbers with their names.
    pub figures: Vec<Figure>,
    /// By what a figure leads to it; may be empty.
    pub anchor: &'static str,
    /// What stands above the entries; may be empty.
    pub above: String,
    /// What is said of it, line by line.
    pub lines: Vec<LabelledLine>,
    /// Figures side by side.
    pub table: Option<Table>,
    /// Customers.
    pub entries: Vec<Entry>,
    /// Customers of whom one line is enough.
    pub brief: Vec<Entry>,
    /// What is not a customer: what it is, and whom it concerns.
    pub items: Vec<(String, String)>,
    /// What stands below all of it; may be empty.
    pub below: String,
    /// Whether it begins a page where it is printed.
    pub starts_page: bool,
}

impl Section {
    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.figures.is_empty()
            && self.above.is_empty()
            && self.lines.is_empty()
            && self.table.is_none()
            && self.entries.is_empty()
            && self.brief.is_empty()
            && self.items.is_empty()
            && self.below.is_empty()
    }
}

/// A number with its name.
#[derive(Clone, Debug)]
pub struct Figure {
    /// What is counted.
    pub name: &'static str,
    pub value: String,
    /// Whether somebody should look at it.
    pub is_alarm: bool,
    /// The anchor of the section with what is counted; may be empty.
    pub opens: &'static str,
}

/// Values below the heads of their columns. The first column names what a row is about.
#[derive(Clone, Debug)]
pub struct Table {
    pub columns: Vec<Head>,
    pub rows: Vec<Vec<String>>,
}

/// The head of a column.
#[derive(Clone, Debug)]
pub struct Head {
    pub name: String,
    /// Whether it holds numbers.
    pub is_number: bool,
    /// Whether its values are never wrapped.
    pub is_whole: bool,
}

/// A customer.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// Its grade, where that matters.
    pub grade: Option<String>,
    pub name: String,
    pub id: String,
    /// What stands beside the name; may be empty.
    pub beside: String,
    /// Whether that is pressing.
    pub is_alarm: bool,
    /// What put it there, as a class of the page's style; may be empty.
    pub class: &'static str,
    /// What is said of it.
    pub lines: Vec<LabelledLine>,
    /// Whom to reach, and how.
    pub contact: Option<Reach>,
}

/// A line with its label.
#[derive(Clone, Debug)]
pub struct LabelledLine {
    /// What it is about; may be empty.
    pub label: &'static str,
    /// What is said.
    pub text: String,
}

impl From<String> for LabelledLine {
    fn from(text: String) -> Self {
        LabelledLine { label: "", text }
    }
}
