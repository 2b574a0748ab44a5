//! The agenda as a complete mail.

use super::{AgendaHeader, ical, pages, table};
use crate::render::document::mail::{Content, MailHeaders, WIDTH, message};
use crate::render::lang::tr;
use crate::render::tone::Style;

/// Headers, text, HTML, and the calendar attached.
pub fn mail(cover: &AgendaHeader<'_>, letter: &MailHeaders) -> String {
    let schedule = cover.schedules.first();
    let about = schedule.map(|schedule| {
        let (span, load) = (cover.span(schedule), cover.load(schedule));
        format!("{span} · {load}")
    });
    let about = about.unwrap_or_default();
    let owner = schedule.and_then(|schedule| schedule.owner.clone()).unwrap_or_else(|| "pool".to_owned());
    let owner: String = owner.chars().filter(char::is_ascii_alphanumeric).collect();
    let content = Content {
        subject: tr!(cover.lang, "Agenda {about}", "跟进安排 {about}"),
        name: format!("agenda-{}-{owner}", cover.today),
        text: table(cover, Style::plain(WIDTH)),
        html: pages(cover).html(),
        calendar: Some(ical(cover)),
    };
    message(content, letter)
}
