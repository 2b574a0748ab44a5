//! The agenda's calendar, as programs read it that others wrote: each takes every event, with its days.

use std::path::Path;
use std::process::Command;

use crate::world::{World, tool};

/// Reads a calendar from standard input; writes how often it rings, its days and its name for each event.
const ICALENDAR: &str = "\
import sys, icalendar
calendar = icalendar.Calendar.from_ical(sys.stdin.buffer.read())
assert str(calendar['X-WR-CALNAME']) == str(calendar['NAME']), calendar
for event in calendar.walk('VEVENT'):
    assert not event.errors, event.errors
    first, end = event['DTSTART'].dt, event['DTEND'].dt
    assert first < end, event
    print(len(event.walk('VALARM')), first, end, event['SUMMARY'], sep='\\t')
";

const KHAL: &str = "\
[calendars]
[[crm]]
path = BOOK/khal
type = calendar
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = BOOK/khal.db
";

/// The example team's next month, everybody's, with a fair of four days and names that are hard to write.
fn calendar(world: &World, lang: &str) -> String {
    world.card(
        "hard",
        "name: 'Söhne; \\ \"Ä\", 液压油缸液压油缸液压油缸液压油缸液压油缸🎉'\nowner: li\ngrade: C\n",
    );
    let text = world.ok(["agenda", "--month", "--all-owners", "-f", "ics", "--lang", lang]);
    assert!(text.split_inclusive("\r\n").all(|line| line.len() <= 75 && line.ends_with("\r\n")), "{text}");
    text
}

/// How many events there are, and that each has a name of its own.
fn events(text: &str) -> usize {
    let mut uids: Vec<&str> = text.lines().filter(|line| line.starts_with("UID:")).collect();
    let count = uids.len();
    uids.sort_unstable();
    uids.dedup();
    assert_eq!(uids.len(), count, "one name twice");
    assert_eq!(count, text.matches("BEGIN:VEVENT\r\n").count());
    count
}

fn run(program: &Path, world: &World, args: &[&str], input: Option<&str>) -> String {
    let mut call = world.program(program, args).env("HOME", world.root()).env("LC_ALL", "C.UTF-8");
    if let Some(input) = input {
        call = call.stdin(input);
    }
    let outcome = call.run();
    let told = outcome.stderr.to_lowercase();
    assert!(outcome.code == 0 && !told.contains("error") && !told.contains("warning"), "{outcome:?}");
    outcome.stdout
}

#[test]
fn khal_takes_each_event() {
    let Some(khal) = tool("khal") else { return };
    let world = World::example();
    let calendar = calendar(&world, "zh");
    world.put("all.ics", &calendar);
    std::fs::create_dir(world.path("khal")).unwrap();
    world.put("khal.conf", KHAL.replace("BOOK", &world.root().display().to_string()));
    run(&khal, &world, &["-c", "khal.conf", "import", "--batch", "all.ics"], None);
    assert_eq!(std::fs::read_dir(world.path("khal")).unwrap().count(), events(&calendar));
    let args = ["-c", "khal.conf", "list", "--format", "{start-date} {end-date} {title}", "2026-11-27", "1d"];
    let list = run(&khal, &world, &args, None);
    assert!(list.contains("2026-11-24 2026-11-27 上海宝马展"), "the last day of a fair of four:\n{list}");
}

#[test]
fn calcurse_takes_each_event() {
    let Some(calcurse) = tool("calcurse") else { return };
    let world = World::example();
    let calendar = calendar(&world, "en");
    world.put("all.ics", &calendar);
    std::fs::create_dir(world.path("calcurse")).unwrap();
    let told = run(&calcurse, &world, &["-D", "calcurse", "-i", "all.ics"], None);
    let count = events(&calendar);
    assert!(told.contains(&format!("{count} events / 0 todos / 0 skipped")), "{told}");
    for day in ["11/24/2026", "11/25/2026", "11/26/2026", "11/27/2026"] {
        let list = run(&calcurse, &world, &["-D", "calcurse", "-Q", "--from", day, "--days", "1"], None);
        assert!(list.contains("bauma China in Shanghai"), "{day}:\n{list}");
    }
}

#[test]
fn icalendar_reads_what_was_meant() {
    let Some(python) = tool("python3") else { return };
    let has_icalendar =
        Command::new(&python).args(["-c", "import icalendar"]).output().unwrap().status.success();
    let Some(python) = (if has_icalendar { Some(python) } else { tool("python3 with icalendar") }) else {
        return;
    };
    let world = World::example();
    for lang in ["en", "zh"] {
        let calendar = calendar(&world, lang);
        let told = run(&python, &world, &["-c", ICALENDAR], Some(&calendar));
        assert_eq!(told.lines().count(), events(&calendar));
        assert!(told.contains("C Söhne; \\ \"Ä\", 液压油缸液压油缸液压油缸液压油缸液压油缸🎉"), "{told}");
        for line in told.lines() {
            let mut cells = line.split('\t');
            let (rings, first, end) = (cells.next().unwrap(), cells.next().unwrap(), cells.next().unwrap());
            let is_fair = line.contains("上海宝马展") || line.contains("bauma China");
            if is_fair {
                assert_eq!((rings, first, end), ("2", "2026-11-24", "2026-11-28"));
            }
            assert!(first >= "2026-11-20" && end > first, "{line}");
        }
    }
    let again = |world: &World| calendar(world, "en");
    assert_eq!(again(&world), again(&World::example()), "the same day, the same calendar");
}
