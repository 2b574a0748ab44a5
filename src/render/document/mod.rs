//! A page that is sent around: a title, sections, and in each what stands below one another. The same
//! content as Markdown, as HTML and as a mail; what fills it knows none of the three. An agenda is one for each person.

pub(super) mod html;
mod link;
pub(super) mod mail;
pub(super) mod markdown;

use super::lang::Lang;
use crate::plan::Reach;

pub use html::html;
pub use link::letter_to;
pub use mail::{MailHeaders, WIDTH as MAIL_WIDTH, draft, mail};
pub use markdown::markdown;

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

/// A part of it.
#[derive(Clone, Debug, Default)]
pub struct Section {
    /// What it is about.
    pub heading: String,
    /// Numbers with their names.
    pub figures: Vec<Figure>,
    /// What stands above the entries; may be empty.
    pub above: String,
    /// Customers.
    pub entries: Vec<Entry>,
    /// Customers of whom one line is enough.
    pub brief: Vec<Entry>,
    /// What is not a customer: what it is, and whom it concerns.
    pub items: Vec<(String, String)>,
}

/// A number with its name.
#[derive(Clone, Debug)]
pub struct Figure {
    /// What is counted.
    pub name: &'static str,
    pub value: String,
    /// Whether somebody should look at it.
    pub is_alarm: bool,
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
