//! The agenda as a complete mail: to pipe into `sendmail -t` or `msmtp -t`.

use mail_builder::MessageBuilder;
use mail_builder::headers::address::Address;
use mail_builder::headers::raw::Raw;

use super::{Cover, html, ical, table};
use crate::render::lang::tr;
use crate::render::tone::Style;

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
const WIDTH: usize = 72;

/// Headers, text, HTML, and the calendar attached.
pub fn mail(cover: &Cover<'_>, letter: &Letter) -> String {
    let schedule = cover.schedules.first();
    let about = schedule.map(|schedule| {
        let (span, load) = (cover.span(schedule), cover.load(schedule));
        format!("{span} · {load}")
    });
    let about = about.unwrap_or_default();
    let subject = tr!(cover.lang, "Agenda {about}", "跟进安排 {about}");
    let owner = schedule.and_then(|schedule| schedule.owner.clone()).unwrap_or_else(|| "pool".to_owned());
    let owner: String = owner.chars().filter(char::is_ascii_alphanumeric).collect();
    let to: Vec<Address<'_>> = letter.to.iter().map(|to| to.as_str().into()).collect();
    let mut message = MessageBuilder::new()
        .to(to)
        .subject(subject)
        .date(letter.at)
        .message_id(format!("agenda-{}-{owner}-{}@crm", cover.today, letter.at))
        // No vacation notice shall answer it.
        .header("Auto-Submitted", Raw::new("auto-generated"))
        .text_body(table(cover, Style { color: false, width: WIDTH }))
        .html_body(html(cover))
        .attachment("text/calendar; method=PUBLISH", "agenda.ics", ical(cover));
    if let Some(from) = &letter.from {
        message = message.from(from.as_str());
    }
    message.write_to_string().unwrap_or_default()
}
