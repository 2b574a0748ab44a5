//! The lines for cron, as they stand in `crm help cron`: a bare environment, a program that takes mail as
//! `sendmail -t` does, and readers of mail and calendars that are not ours.

use std::fs;
use std::io::BufReader;
use std::os::unix::fs::PermissionsExt;

use mail_parser::{Message, MessageParser, MimeHeaders};

use crate::world::{TODAY, World, binary, repository};

/// Takes a mail from standard input for those whom its `To:` names; fails where there is none, as msmtp does.
const SENDMAIL: &str = "\
#!/bin/sh
test \"$1\" = -t || exit 64
count=$(ls \"${0%/*}\" | grep -c eml)
cat > \"${0%/*}/$count.eml\"
grep -q '^To: ' \"${0%/*}/$count.eml\"
";

/// The commands of that topic's first lines for cron, without their hours.
fn lines() -> Vec<String> {
    let text = fs::read_to_string(repository().join("src/cli/help/topics/cron.en.md")).unwrap();
    let block = text.split("Lines for cron").nth(1).unwrap().split("```").nth(1).unwrap();
    let lines = block.lines().skip(1).filter(|line| !line.is_empty());
    lines.map(|line| line.split_whitespace().skip(5).collect::<Vec<_>>().join(" ")).collect()
}

/// The line with these words in it.
fn line(words: &str) -> String {
    let mut found = lines().into_iter().filter(|line| line.contains(words));
    let line = found.next().unwrap_or_else(|| panic!("no line for cron has {words}"));
    assert!(found.next().is_none(), "several have {words}");
    line
}

/// Runs a line as cron does: from another folder, with no terminal, no HOME, no PATH but a plain one, in
/// the C locale.
fn cron(world: &World, line: &str) -> (i32, String, String) {
    let clock = format!("#!/bin/sh\nexec '{}' --today {TODAY} \"$@\"\n", binary());
    for (name, text) in [("bin/sendmail", SENDMAIL), ("bin/crm", clock.as_str())] {
        world.put(name, text);
        fs::set_permissions(world.path(name), fs::Permissions::from_mode(0o755)).unwrap();
    }
    let root = world.root().display().to_string();
    let line = line.replace("/srv/customers", &root).replace("/srv/www", &root);
    let path = format!("{}:/usr/bin:/bin", world.path("bin").display());
    let mut call = world.program("/bin/sh", ["-c", &line]).within("/").env("PATH", path).env("LC_ALL", "C");
    for name in ["LANG", "CRM_USER", "CRM_TODAY", "HOME", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"] {
        call = call.without(name);
    }
    let outcome = call.run();
    (outcome.code, outcome.stdout, outcome.stderr)
}

/// Runs a line that sends a mail, and reads the last.
fn sent(world: &World, line: &str) -> Message<'static> {
    assert_eq!(cron(world, line), (0, String::new(), String::new()), "{line}");
    let count = mails(world);
    assert!(count > 0, "{line} sends nothing");
    read(world, count - 1)
}

fn read(world: &World, number: usize) -> Message<'static> {
    let bytes = fs::read(world.path(&format!("bin/{number}.eml"))).unwrap();
    assert!(!bytes.contains(&b'\r'), "what sends it turns line ends into those of mails");
    MessageParser::default().parse(&bytes).unwrap().into_owned()
}

/// How many were sent.
fn mails(world: &World) -> usize {
    let names = fs::read_dir(world.path("bin")).unwrap().map(|entry| entry.unwrap().file_name());
    names.filter(|name| name.to_string_lossy().ends_with(".eml")).count()
}

fn address(list: Option<&mail_parser::Address<'_>>) -> String {
    list.and_then(|list| list.first()?.address.clone()).unwrap_or_default().into_owned()
}

/// The subject, and that both texts have these words.
fn subject<'m>(mail: &'m Message<'_>, words: &[&str]) -> &'m str {
    for part in [mail.body_text(0).unwrap(), mail.body_html(0).unwrap()] {
        for word in words {
            assert!(part.contains(word), "{word} is not in:\n{part}");
        }
    }
    assert!(mail.body_html(0).unwrap().contains("<html lang=\"zh-CN\">"));
    mail.subject().unwrap()
}

#[test]
fn a_weekly_mail_to_each_is_read_back_by_others() {
    let world = World::example();
    assert_eq!(cron(&world, &line("--week")), (0, String::new(), String::new()));
    let all: Vec<Message<'_>> = (0..mails(&world)).map(|number| read(&world, number)).collect();
    let whom: Vec<String> = all.iter().map(|mail| address(mail.to())).collect();
    let team = ["chen", "li", "wang"].map(|name| format!("{name}@ningbo-hydro.example"));
    assert_eq!(whom, team, "one for each, and none for the pool");
    let ids: std::collections::BTreeSet<_> = all.iter().map(|mail| mail.message_id().unwrap()).collect();
    assert_eq!(ids.len(), 3, "{ids:?}");
    assert!(ids.iter().all(|id| id.ends_with("@ningbo-hydro.example")), "{ids:?}");
    let mail = &all[1];
    assert!(mail.from().is_none(), "the sending program knows");
    let subject = subject(mail, &["永達機械（香港）有限公司", "梁志豪"]);
    assert!(subject.starts_with("跟进安排 11月20日 周五至11月26日 周四"), "{subject}");
    let feed = mail.attachments().next().unwrap();
    assert_eq!(feed.attachment_name(), Some("agenda.ics"));
    assert!(events(feed.text_contents().unwrap()) > 5);
    let named = format!("{} --from '宁波 <crm@ningbo-hydro.example>'", line("--week"));
    let mail = sent(&world, &named);
    assert_eq!(address(mail.from()), "crm@ningbo-hydro.example");
    assert_eq!(mail.from().unwrap().first().unwrap().name.as_deref(), Some("宁波"));
}

#[test]
fn a_daily_feed_is_read_by_a_calendar() {
    let world = World::example();
    assert_eq!(cron(&world, &line("-f ics")), (0, String::new(), String::new()));
    let feed = world.read("li.ics");
    assert!(events(&feed) > 5, "{feed}");
}

#[test]
fn the_end_of_the_day_is_mailed() {
    let world = World::example();
    let mail = sent(&world, &line("--wrap-up"));
    assert_eq!(address(mail.to()), "li@ningbo-hydro.example");
    let subject = subject(&mail, &["厦门闽南工程机械有限公司", "报准确发货日"]);
    assert_eq!(subject, "今日收尾 11月20日 周五 · 1 项待收尾");
    assert_eq!(mail.attachment_count(), 0);
}

#[test]
fn the_manager_is_mailed_what_became_of_the_week() {
    let world = World::example();
    let mail = sent(&world, &line("--team"));
    assert_eq!(address(mail.to()), "manager@example.com");
    let subject = subject(&mail, &["李娜", "王强", "Chen Yu", "逾期11天", "重庆渝江压铸机械有限公司"]);
    assert!(subject.starts_with("团队跟进 11月14日 周六至11月20日 周五 · 应跟进 "), "{subject}");
    assert_eq!(mail.attachment_count(), 0);
}

#[test]
fn a_monthly_mail_tells_each_what_to_look_at() {
    let world = World::example();
    assert_eq!(cron(&world, &line("review --mail")), (0, String::new(), String::new()));
    let all: Vec<Message<'_>> = (0..mails(&world)).map(|number| read(&world, number)).collect();
    let whom: Vec<String> = all.iter().map(|mail| address(mail.to())).collect();
    let team = ["chen", "li", "wang", "wang"].map(|name| format!("{name}@ningbo-hydro.example"));
    assert_eq!(whom, team, "one for each, and the pool's for the manager");
    let subject = subject(&all[1], &["深圳宏达智能装备有限公司", "johor-palm", "资料待核对（2）"]);
    assert_eq!(
        subject,
        "李娜 · 等级复核 11月20日 周五 · 建议调整 4 个，待核实、待复核 2 个，资料待核对 2 个"
    );
    assert_eq!(
        all[0].subject().unwrap().split(" · ").nth(1),
        Some("review, Fri 20 Nov"),
        "in Chen's language"
    );
}

#[test]
fn the_manager_is_mailed_the_quarter() {
    let world = World::example();
    let mail = sent(&world, &line("--quarter"));
    assert_eq!(address(mail.to()), "manager@example.com");
    let subject = subject(&mail, &["A 订单客户", "izmir-vinc", "流失率"]);
    assert!(subject.starts_with("季度复核 2026-08-20（周四）至2026-11-20（周五） · "), "{subject}");
}

#[test]
fn nothing_to_do_sends_nothing() {
    let world = World::new();
    world.put("crm.yaml", "people:\n  li: {email: li@example.com}\n");
    for line in lines().iter().filter(|line| line.contains("--send")) {
        assert_eq!(cron(&world, line), (0, String::new(), String::new()), "{line}");
        assert_eq!(mails(&world), 0, "{line}");
        let own = line.replace("sendmail -t", "no-such-program");
        assert_eq!(cron(&world, &own), (0, String::new(), String::new()), "it isn't even started: {own}");
        let piped = line.replace("--send \"sendmail -t\"", "-f mail");
        assert_eq!(cron(&world, &piped), (0, String::new(), String::new()), "{piped}");
    }
    assert_eq!(lines().len(), 6, "each has a test");
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
