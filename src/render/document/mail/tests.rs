use mail_parser::{MessageParser, MimeHeaders};
use proptest::prelude::*;

use super::*;

fn mailbox(text: &str) -> Mailbox {
    Mailbox::parse(text).expect("a mailbox")
}

fn content(subject: &str) -> Content {
    Content {
        subject: subject.into(),
        name: "agenda-2026-11-20".into(),
        text: "今天\n".into(),
        html: "<p>今天</p>\n".into(),
        calendar: None,
    }
}

fn letter(to: &str, from: Option<&str>) -> MailHeaders {
    MailHeaders {
        to: Mailbox::split(to).into_iter().map(mailbox).collect(),
        from: from.map(mailbox),
        at: 1_763_600_000,
    }
}

/// The headers' names, folded lines joined.
fn names(mail: &str) -> Vec<&str> {
    let head = mail.split("\n\n").next().unwrap_or_default();
    let own = head.lines().filter(|line| !line.starts_with([' ', '\t']));
    own.map(|line| line.split_once(':').map_or(line, |(name, _)| name)).collect()
}

const HEADERS: &[&str] =
    &["To", "Subject", "Date", "Message-ID", "Auto-Submitted", "From", "MIME-Version", "Content-Type"];

#[test]
fn no_two_mails_have_one_name_and_its_domain_is_one() {
    let id = |content: Content, letter: &MailHeaders| {
        let mail = message(content, letter);
        let line =
            mail.lines().skip_while(|line| !line.starts_with("Message-ID:")).take(2).collect::<String>();
        line.split(['<', '>']).nth(1).expect("an id").to_owned()
    };
    let li = letter("li@example.com", None);
    let later = MailHeaders { at: li.at + 1, ..li.clone() };
    let other = Content { text: "another\n".into(), ..content("A") };
    let ids = [
        id(content("A"), &li),
        id(content("A"), &later),
        id(content("A"), &letter("wang@example.com", None)),
        id(content("A"), &letter("li@example.com", Some("crm@sender.example"))),
        id(content("A"), &letter("li@example.com, wang@example.com", None)),
        id(content("B"), &li),
        id(other, &li),
    ];
    let known: std::collections::BTreeSet<&String> = ids.iter().collect();
    assert_eq!(known.len(), ids.len(), "{ids:?}");
    assert_eq!(ids[0], id(content("A"), &li), "the same mail has the same");
    assert!(ids[0].starts_with("agenda-2026-11-20-") && ids[0].ends_with("@example.com"), "{ids:?}");
    assert!(ids[3].ends_with("@sender.example"), "{ids:?}");
}

#[test]
fn a_calendar_says_how_it_is_written() {
    let calendar = Some("BEGIN:VCALENDAR\r\nNAME:跟进\r\nEND:VCALENDAR\r\n".to_owned());
    let mail = message(Content { calendar, ..content("A") }, &letter("li@example.com", None));
    assert!(!mail.contains('\r'), "{mail:?}");
    let read = MessageParser::default().parse(&mail).expect("a mail");
    let part = read.attachments().next().expect("the calendar");
    let kind = part.content_type().expect("its kind");
    assert_eq!((kind.attribute("method"), kind.attribute("charset")), (Some("PUBLISH"), Some("utf-8")));
    assert!(part.text_contents().expect("a text").contains("NAME:跟进"));
}

proptest! {
    #[test]
    fn whatever_the_texts_are_the_headers_are_ours(
        subject in "([a-z :<>,\"]|[液压油缸，。·🎉]|\\PC|[\r\n\t]){0,120}",
        name in "([A-Za-z ,.<>@\"\\\\:]|[李娜王强Ä🎉]|\\PC){0,80}",
        text in "([a-z.=]|[客户跟进\n\r]|\\PC){0,400}",
        is_sender in any::<bool>(),
    ) {
        let quoted = name.replace('\\', "\\\\").replace('"', "\\\"");
        let to = mailbox(&format!("\"{quoted}\" <li@example.com>"));
        let from = is_sender.then(|| to.clone());
        let letter = MailHeaders { to: vec![to.clone(), mailbox("wang@example.com")], from, at: 1_763_600_000 };
        let mail = message(Content { text: text.clone(), ..content(&subject) }, &letter);
        prop_assert!(!mail.contains('\r') && mail.lines().all(|line| line.len() <= 998));
        let head = mail.split("\n\n").next().expect("a head");
        prop_assert!(head.is_ascii() && head.lines().all(|line| line.len() <= 78), "{}", head);
        let mut found = names(&mail);
        found.sort_unstable();
        let mut want: Vec<&str> = HEADERS.iter().copied().filter(|name| is_sender || *name != "From").collect();
        want.sort_unstable();
        prop_assert_eq!(found, want, "{}", head);
        let read = MessageParser::default().parse(&mail).expect("a mail");
        let wanted = one_line(&subject);
        prop_assert_eq!(read.subject().unwrap_or_default().trim(), wanted.trim());
        let first = read.to().and_then(|to| to.first()).expect("a receiver");
        prop_assert_eq!(first.address.as_deref(), Some("li@example.com"));
        prop_assert_eq!(first.name.as_deref().unwrap_or_default(), to.name.as_deref().map(one_line).unwrap_or_default());
        prop_assert_eq!(read.to().map(|to| to.iter().count()), Some(2));
        let body = read.body_text(0).expect("a text").replace("\r\n", "\n");
        let lines = |text: &str| text.replace("\r\n", "\n").replace('\r', "\n");
        prop_assert_eq!(lines(body.trim_end()), lines(text.trim_end()));
    }
}
