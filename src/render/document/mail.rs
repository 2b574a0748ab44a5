//! A complete mail: to hand to `sendmail -t` or `msmtp -t`.

use mail_builder::MessageBuilder;
use mail_builder::headers::address::Address;
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::raw::Raw;
use sha2::{Digest, Sha256};

use super::Document;
use super::html::html;
use crate::model::Mailbox;
use crate::render::lang::one_line;

/// Where a mail comes from, where it goes, and when.
#[derive(Clone, Debug)]
pub struct MailHeaders {
    /// Who receives it.
    pub to: Vec<Mailbox>,
    /// Who sends it; the sending program knows, where it isn't said.
    pub from: Option<Mailbox>,
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
    pub calendar: Option<String>,
}

/// A document as a mail; its text part is what a terminal shows.
pub fn mail(document: &Document, text: String, name: &str, letter: &MailHeaders) -> String {
    mail_about(document.subject(), document, text, (name, letter))
}

/// The same with a subject of its own.
pub fn mail_about(
    subject: String,
    document: &Document,
    text: String,
    (name, letter): (&str, &MailHeaders),
) -> String {
    let content = Content { subject, name: name.to_owned(), text, html: html(document), calendar: None };
    message(content, letter)
}

/// A letter that somebody looks at before it is sent: text alone, marked as not sent yet, which is what mail programs
/// open for writing. Its id is given by whatever sends it.
pub fn draft(subject: &str, text: &str, letter: &MailHeaders) -> String {
    let to: Vec<Address<'_>> = letter.to.iter().map(address).collect();
    let mut message = MessageBuilder::new()
        .to(to)
        .subject(one_line(subject))
        .date(letter.at)
        .header("X-Unsent", Raw::new("1"))
        .text_body(plain_ends(text));
    if let Some(from) = &letter.from {
        message = message.from(address(from));
    }
    let text = message.write_to_string().unwrap_or_default().replace("\r\n", "\n");
    let (heads, body) = text.split_once("\n\n").unwrap_or((&text, ""));
    let is_id = |line: &&str| line.to_ascii_lowercase().starts_with("message-id:");
    let heads: String = heads.lines().filter(|line| !is_id(line)).map(|line| format!("{line}\n")).collect();
    format!("{heads}\n{body}")
}

/// A CR alone ends a line, too: some programs would, and others would not.
fn plain_ends(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// Headers, text, HTML, and a calendar attached. Its lines end as those of any text here do: what takes a mail from
/// standard input turns them into CR LF itself, and would take a CR that is there for a part of the text.
pub(in crate::render) fn message(content: Content, letter: &MailHeaders) -> String {
    let to: Vec<Address<'_>> = letter.to.iter().map(address).collect();
    let id = message_id(&content, letter);
    let mut message = MessageBuilder::new()
        .to(to)
        .subject(one_line(&content.subject))
        .date(letter.at)
        .message_id(id)
        // No vacation notice shall answer it.
        .header("Auto-Submitted", Raw::new("auto-generated"))
        .text_body(plain_ends(&content.text))
        .html_body(plain_ends(&content.html));
    if let Some(calendar) = content.calendar {
        // Without the charset a reader takes the text for ASCII.
        let kind =
            ContentType::new("text/calendar").attribute("method", "PUBLISH").attribute("charset", "utf-8");
        message = message.attachment(kind, "agenda.ics", calendar);
    }
    if let Some(from) = &letter.from {
        message = message.from(address(from));
    }
    message.write_to_string().unwrap_or_default().replace("\r\n", "\n")
}

fn address(mailbox: &Mailbox) -> Address<'_> {
    Address::new_address(mailbox.name.as_deref().map(one_line), mailbox.address.as_str())
}

/// The same for the same mail, and for no other: mailboxes show one of two mails with one name. Its domain is the
/// sender's, else the receiver's: one that is there.
fn message_id(content: &Content, letter: &MailHeaders) -> String {
    let mut hash = Sha256::new();
    let mut add = |part: &str| {
        // With its length in front, so that no two lists of parts run into one text.
        hash.update(part.len().to_le_bytes());
        hash.update(part);
    };
    for mailbox in letter.from.iter().chain(&letter.to) {
        add(&mailbox.address);
    }
    let calendar = content.calendar.as_deref().unwrap_or_default();
    let at = letter.at.to_string();
    for part in [&at, &content.name, &content.subject, &content.text, &content.html, calendar] {
        add(part);
    }
    let digest: String = hash.finalize().iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    let domain = letter.from.iter().chain(&letter.to).next().map_or("localhost", Mailbox::domain);
    format!("{}-{digest}@{domain}", content.name)
}

#[cfg(test)]
mod tests;
