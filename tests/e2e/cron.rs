//! The lines for cron in the README: a bare environment, a program that takes mail as `sendmail -t`
//! does, and readers of mail and calendars that are not ours.

use std::io::BufReader;

use mail_parser::{MessageParser, MimeHeaders};

use crate::world::{TODAY, World, binary};

/// Takes a mail from standard input for those whom its `To:` names; none where there is nothing.
const SENDMAIL: &str = "\
#!/bin/sh
test \"$1\" = -t || exit 64
cat > sent.eml
test -s sent.eml || rm sent.eml
";

/// A line of cron's: no terminal, no HOME, no PATH but a plain one, C locale.
fn cron(world: &World, line: &str) -> (i32, String, String) {
    world.put("sendmail", SENDMAIL);
    let line = line
        .replace("crm ", &format!("{} --today {TODAY} ", binary()))
        .replace("| sendmail", "| sh ./sendmail");
    let mut call = world.program("sh", ["-c", &line]).env("PATH", "/usr/bin:/bin").env("LC_ALL", "C");
    for name in ["LANG", "CRM_USER", "CRM_TODAY", "HOME"] {
        call = call.without(name);
    }
    let outcome = call.run();
    (outcome.code, outcome.stdout, outcome.stderr)
}

#[test]
fn a_weekly_mail_is_read_back_by_others() {
    let world = World::example();
    let sent =
        cron(&world, "crm agenda --week --owner li -f mail --from crm@ningbo-hydro.example | sendmail -t");
    assert_eq!(sent, (0, String::new(), String::new()));
    let bytes = std::fs::read(world.path("sent.eml")).unwrap();
    let mail = MessageParser::default().parse(&bytes).unwrap();
    let address = |list: Option<&mail_parser::Address<'_>>| {
        list.and_then(|list| list.first()?.address.clone()).unwrap_or_default().into_owned()
    };
    assert_eq!(address(mail.to()), "li@ningbo-hydro.example");
    assert_eq!(address(mail.from()), "crm@ningbo-hydro.example");
    let subject = mail.subject().unwrap();
    assert!(subject.starts_with("跟进安排 11月20日 周五至11月26日 周四"), "{subject}");
    let (text, html) = (mail.body_text(0).unwrap(), mail.body_html(0).unwrap());
    for part in [&text, &html] {
        assert!(part.contains("永達機械（香港）有限公司") && part.contains("梁志豪"), "{part}");
    }
    assert!(html.contains("<html lang=\"zh-CN\">"));
    let feed = mail.attachments().next().unwrap();
    assert_eq!(feed.attachment_name(), Some("agenda.ics"));
    assert!(events(feed.text_contents().unwrap()) > 5);
}

#[test]
fn a_daily_feed_is_read_by_a_calendar() {
    let world = World::example();
    let (code, feed, stderr) = cron(&world, "crm agenda --month --owner chen -f ics");
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert!(events(&feed) > 5, "{feed}");
}

#[test]
fn nothing_to_do_sends_nothing() {
    let world = World::new();
    world.put("crm.yaml", "people:\n  li: {email: li@example.com}\n");
    let line = "crm agenda --week --owner li -f mail | sendmail -t";
    assert_eq!(cron(&world, line), (0, String::new(), String::new()));
    assert!(!world.path("sent.eml").exists());
}

/// How many events a calendar has, each whole: a name, a day, a summary.
fn events(text: &str) -> usize {
    let mut calendars = ical::IcalParser::new(BufReader::new(text.as_bytes()));
    let calendar = calendars.next().unwrap().unwrap();
    let mut names = std::collections::BTreeSet::new();
    for event in &calendar.events {
        let value = |name: &str| {
            event.properties.iter().find(|own| own.name == name).and_then(|own| own.value.clone()).unwrap()
        };
        assert!(names.insert(value("UID")), "{} stands twice", value("UID"));
        assert_eq!(value("DTSTART").len(), 8, "a whole day");
        assert!(!value("SUMMARY").is_empty());
    }
    calendar.events.len()
}
