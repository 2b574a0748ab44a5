//! A complete mail: to pipe into `sendmail -t` or `msmtp -t`.

use mail_builder::MessageBuilder;
use mail_builder::headers::address::Address;
use mail_builder::headers::raw::Raw;

use super::{Sheet, html};

/// Where a mail comes from, where it goes, and when.
#[derive(Clone, Debug)]
pub struct Letter {
    /// Who receives it.
    pub to: Vec<String>,
    /// Who sends it; the sending program knows, where it isn't said.
    pub from: Option<String>,
    /// Seconds since 1970.
    pub at: i64,
}

/// Columns of the text part.
pub const WIDTH: usize = 72;

/// What is in a mail.
pub(in crate::render) struct Content {
    pub subject: String,
    /// What it is about, for its name: letters, digits, hyphens.
    pub name: String,
    pub text: String,
    pub html: String,
    /// A calendar.
    pub calendar: Option<String>,
}

/// A sheet as a mail; its text part is what a terminal shows.
pub fn mail(sheet: &Sheet, text: String, name: &str, letter: &Letter) -> String {
    let subject = format!("{} · {}", sheet.title, sheet.lead);
    let content = Content { subject, name: name.to_owned(), text, html: html(sheet), calendar: None };
    message(content, letter)
}

/// Headers, text, HTML, and a calendar attached.
pub(in crate::render) fn message(content: Content, letter: &Letter) -> String {
    let to: Vec<Address<'_>> = letter.to.iter().map(|to| to.as_str().into()).collect();
    let mut message = MessageBuilder::new()
        .to(to)
        .subject(content.subject)
        .date(letter.at)
        .message_id(format!("{}-{}@crm", content.name, letter.at))
        // No vacation notice shall answer it.
        .header("Auto-Submitted", Raw::new("auto-generated"))
        .text_body(content.text)
        .html_body(content.html);
    if let Some(calendar) = content.calendar {
        message = message.attachment("text/calendar; method=PUBLISH", "agenda.ics", calendar);
    }
    if let Some(from) = &letter.from {
        message = message.from(from.as_str());
    }
    message.write_to_string().unwrap_or_default()
}
