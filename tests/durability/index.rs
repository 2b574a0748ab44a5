//! The index below `.crm/` changes no answer: whatever happens to it, and whatever happens to the
//! files that it was made of.
#![cfg(unix)]

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, SystemTime};

use crate::strace::{Injection, is_here};
use crate::world::{Ran, World, has};

const INDEX: &str = ".crm/index";
const TODAY: &str = "2026-11-20";
/// A customer with orders in the last year.
const CARD: &str = "customers/americas/brazil/santos-hidraulica.yaml";
const LOG: &str = "customers/americas/brazil/santos-hidraulica.log.jsonl";

/// What is asked: who is due, by dates that are noted and figures; all views; other days.
const QUESTIONS: [&[&str]; 6] = [
    &["due", "--json", "--today", TODAY],
    &["due", "--within", "1m", "--grade", "A,B,none", "--today", TODAY],
    &["list", "--json", "--today", TODAY],
    &["show", "santos-hidraulica", "--json", "--today", TODAY],
    &["due", "--json", "--today", "2027-04-01"],
    &["list", "--view", "value", "--columns", "id,next,label", "--today", "2026-06-01"],
];

/// The example's team, and one customer whose file can't be read.
fn team() -> World {
    let world = World::new();
    fs::remove_dir_all(world.at("customers")).expect("removed");
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/export-team"), world.root());
    world.write("customers/broken.yaml", "name: [\n");
    world
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("made");
    for entry in fs::read_dir(from).expect("listed").flatten() {
        let target = to.join(entry.file_name());
        if entry.file_name() == ".crm" || entry.file_name() == ".git" {
            continue;
        }
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("copied");
        }
    }
}

fn answer(world: &World, question: &[&str]) -> (i32, String, String) {
    let Ran { code, out, err } = world.run(question);
    // Of the others' files, who asks for one customer is told nothing.
    let is_told = (code, err.contains("customers/broken.yaml"));
    assert_eq!(is_told, if question[0] == "show" { (0, false) } else { (5, true) }, "{question:?}: {err}");
    (code, out, err)
}

/// That every answer is the one that the same files give in a place without an index.
#[track_caller]
fn assert_right(world: &World, when: &str) {
    let other = World::new();
    fs::remove_dir_all(other.at("customers")).expect("removed");
    copy(world.root(), other.root());
    for question in QUESTIONS {
        let _ = fs::remove_dir_all(other.at(".crm"));
        let (own, right) = (answer(world, question), answer(&other, question));
        assert!(own == right, "{when}: {question:?}\n{}\n--- should be\n{}", own.1, right.1);
    }
}

/// Until what was written so far counts as settled.
fn settle() {
    thread::sleep(Duration::from_millis(2_100));
}

/// Fills the index with all that can be noted.
fn fill(world: &World) {
    settle();
    answer(world, QUESTIONS[2]);
    assert!(world.at(INDEX).exists());
}

/// Changes a part of a file in place, to one of the same length.
fn edit(world: &World, path: &str, from: &str, to: &str) {
    assert_eq!(from.len(), to.len());
    let text = world.read(path);
    assert!(text.contains(from), "{path} has no {from}");
    world.write(path, &text.replace(from, to));
}

fn modified(world: &World, path: &str) -> SystemTime {
    fs::metadata(world.at(path)).and_then(|meta| meta.modified()).expect("a time")
}

fn set_modified(world: &World, path: &str, time: SystemTime) {
    let file = File::options().write(true).open(world.at(path)).expect("opened");
    file.set_modified(time).expect("set");
}

fn git(world: &World, args: &[&str]) {
    let person = ["-c", "user.name=Li", "-c", "user.email=li@example.com", "-c", "core.hooksPath=/dev/null"];
    let mut command = Command::new("git");
    command.args(person).args(args).current_dir(world.root());
    let done = command.stdout(Stdio::null()).stderr(Stdio::null()).status().expect("git");
    assert!(done.success(), "git {args:?}");
}

const ORDER: &str = r#"{"at":"2026-11-19","by":"li","kind":"order","amount":"900000"}"#;

/// What can happen to the files, and its name.
type Happening = (&'static str, fn(&World));

const HAPPENINGS: [Happening; 14] = [
    ("a file is touched", |world| set_modified(world, CARD, SystemTime::now())),
    ("a file changes, and keeps its length", |world| edit(world, CARD, "grade: A", "grade: C")),
    ("a file changes, and keeps its length and its time", |world| {
        let time = modified(world, CARD);
        edit(world, CARD, "grade: A", "grade: C");
        set_modified(world, CARD, time);
    }),
    ("a log changes, and keeps its length and its time", |world| {
        let time = modified(world, LOG);
        edit(world, LOG, "\"order\"", "\"quote\"");
        set_modified(world, LOG, time);
    }),
    ("an older file is renamed over it", |world| {
        let text = world.read(CARD).replace("grade: A", "grade: C");
        world.write("customers/.new", &text);
        set_modified(world, "customers/.new", SystemTime::UNIX_EPOCH + Duration::from_secs(1_600_000_000));
        fs::rename(world.at("customers/.new"), world.at(CARD)).expect("renamed");
    }),
    ("a file with the same time is renamed over it", |world| {
        let text = world.read(CARD).replace("grade: A", "grade: C");
        world.write("customers/.new", &text);
        set_modified(world, "customers/.new", modified(world, CARD));
        fs::rename(world.at("customers/.new"), world.at(CARD)).expect("renamed");
    }),
    ("a file is from the future", |world| {
        let future = SystemTime::now() + Duration::from_secs(100_000);
        set_modified(world, CARD, future);
        answer(world, QUESTIONS[2]);
        edit(world, CARD, "grade: A", "grade: C");
        set_modified(world, CARD, future);
    }),
    ("another program appends", |world| {
        let text = world.read(LOG);
        world.write(LOG, &format!("{text}{ORDER}\n"));
    }),
    ("a log is there that wasn't", |world| {
        world.write("customers/new.yaml", "name: New\ngrade: C\nsince: 2026-01-05\n");
        fill(world);
        world.write("customers/new.log.jsonl", &format!("{ORDER}\n"));
    }),
    ("a log is gone", |world| fs::remove_file(world.at(LOG)).expect("removed")),
    ("files are moved", |world| {
        fs::create_dir_all(world.at("customers/x/y")).expect("made");
        for path in [CARD, LOG] {
            let to = Path::new(path).file_name().expect("a name").to_str().expect("text");
            fs::rename(world.at(path), world.at(&format!("customers/x/y/{to}"))).expect("moved");
        }
    }),
    ("another customer takes its place", |world| {
        fs::rename(world.at("customers/china/jiangsu/wuxi-taihu.yaml"), world.at(CARD)).expect("moved");
        fs::rename(world.at("customers/china/jiangsu/wuxi-taihu.log.jsonl"), world.at(LOG)).expect("moved");
    }),
    ("the rules change", |world| {
        let rules = world.read("crm.yaml");
        world.write(
            "crm.yaml",
            &rules.replace(
                "EUR:\n    - {from: 2023-01-01, rate: \"1.08\"}",
                "EUR:\n    - {from: 2023-01-01, rate: \"3.08\"}",
            ),
        );
        answer(world, QUESTIONS[0]);
        world.write("crm.yaml", "version: 1\ncurrency: EUR\n");
    }),
    ("git checks out another commit", |world| {
        git(world, &["init", "-q"]);
        git(world, &["add", "-A"]);
        git(world, &["commit", "-q", "-m", "one"]);
        edit(world, CARD, "grade: A", "grade: C");
        world.write(LOG, &format!("{ORDER}\n"));
        git(world, &["commit", "-q", "-a", "-m", "two"]);
        fill(world);
        git(world, &["checkout", "-q", "HEAD~1"]);
    }),
];

#[test]
fn whatever_happens_to_the_files_the_answer_is_right() {
    thread::scope(|scope| {
        for (name, edit) in HAPPENINGS {
            if name.starts_with("git") && !has("git", &["--version"]) {
                continue;
            }
            scope.spawn(move || {
                let world = team();
                fill(&world);
                let old = fs::read(world.at(INDEX)).expect("an index");
                edit(&world);
                assert_right(&world, name);
                settle();
                answer(&world, QUESTIONS[2]);
                assert_right(&world, &format!("{name}, and is noted"));
                fs::write(world.at(INDEX), old).expect("written");
                assert_right(&world, &format!("{name}, and the index from before is put back"));
            });
        }
    });
}

#[test]
fn edits_again_and_again_within_a_second_are_seen() {
    let world = team();
    fill(&world);
    let grades = ["A", "B", "C", "D", "E"];
    for number in 0..27 {
        let text = world.read(CARD);
        let grade = text.lines().find(|line| line.starts_with("grade: ")).expect("a grade").to_owned();
        let next = format!("grade: {}", grades[number % grades.len()]);
        edit(&world, CARD, &grade, &next);
        // As a file system with whole seconds has it.
        set_modified(&world, CARD, SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000));
        let (_, out, _) = answer(&world, QUESTIONS[3]);
        assert!(out.contains(&format!("\"grade\": \"{}\"", &next[7..])), "{number}: {next}: {out}");
        if number % 13 == 0 {
            assert_right(&world, &next);
        }
    }
}

#[test]
fn who_is_not_due_is_not_read() {
    let world = team();
    fill(&world);
    let written = modified(&world, INDEX);
    let ids = |command: &str| -> Vec<String> {
        let out = world.run(&[command, "--format", "ids", "--today", TODAY]).out;
        out.lines().map(str::to_owned).collect()
    };
    let (due, alarmed) = (ids("due"), ids("alarm"));
    assert_eq!(modified(&world, INDEX), written, "nothing changed, nothing is written");
    if !is_here() {
        return;
    }
    let opened = |args: &[&str]| {
        let own = ["-f", "-qq", "-e", "trace=openat", "-o", "trace"];
        world.within("strace", &own, args).output().expect("it runs");
        let calls = world.read("trace");
        let cards = calls.lines().filter(|call| call.contains("customers/"));
        let stem = |call: &str| Some(call.split_once(".yaml\"")?.0.rsplit_once('/')?.1.to_owned());
        cards.filter_map(stem).collect::<BTreeSet<String>>()
    };
    let with_broken =
        |ids: Vec<String>| ids.into_iter().chain(["broken".to_owned()]).collect::<BTreeSet<_>>();
    let wanted = with_broken([due, alarmed].concat());
    // By how many they are: what is no ASCII stands in the trace in numbers.
    let read = opened(&["due", "--today", TODAY]);
    assert_eq!(
        read.len(),
        wanted.len(),
        "who is due, for whom an alarm rings, and the broken one: {read:#?}"
    );
    let shown = opened(&["show", "santos-hidraulica", "--today", TODAY]);
    assert_eq!(shown, with_broken(vec!["santos-hidraulica".to_owned()]));
}

#[test]
fn an_index_that_is_deleted_or_garbled_at_any_moment_changes_no_answer() {
    let world = team();
    fill(&world);
    let right: Vec<_> = QUESTIONS.iter().map(|question| answer(&world, question)).collect();
    let whole = fs::read(world.at(INDEX)).expect("an index");
    let busy = AtomicBool::new(true);
    thread::scope(|scope| {
        scope.spawn(|| {
            let mut turn = 0;
            while busy.load(Ordering::Relaxed) {
                turn += 1;
                let at = turn * 7_919 % whole.len();
                let mut other = whole.clone();
                other[at] ^= 1 << (turn % 8);
                let _ = match turn % 6 {
                    0 => fs::remove_dir_all(world.at(".crm")),
                    1 => fs::write(world.at(INDEX), &whole[..at]),
                    2 => fs::write(world.at(INDEX), other),
                    3 => fs::write(world.at(INDEX), b"\0\xffno index"),
                    4 => fs::write(world.at(INDEX), &whole),
                    _ => fs::create_dir(world.at(INDEX)).and_then(|()| fs::remove_dir(world.at(INDEX))),
                };
                thread::sleep(Duration::from_micros(700));
            }
        });
        let (world, right, busy) = (&world, &right, &busy);
        let asking: Vec<_> = (0..4)
            .map(|person| {
                scope.spawn(move || {
                    for number in 0..24 {
                        let which = (person + number) % QUESTIONS.len();
                        assert_eq!(answer(world, QUESTIONS[which]), right[which], "{:?}", QUESTIONS[which]);
                    }
                })
            })
            .collect();
        let ended: Vec<bool> = asking.into_iter().map(|asking| asking.join().is_ok()).collect();
        busy.store(false, Ordering::Relaxed);
        assert_eq!(ended, [true; 4]);
    });
    let _ = fs::remove_dir_all(world.at(".crm"));
    assert_right(&world, "after all of it");
}

#[test]
fn an_index_that_can_not_be_written_fails_nothing() {
    let world = team();
    fill(&world);
    let right = answer(&world, QUESTIONS[0]);
    // In its place there is what none of ours is.
    for place in [".crm", INDEX] {
        fs::remove_dir_all(world.at(".crm")).expect("removed");
        fs::create_dir_all(world.at(place).parent().expect("a folder")).expect("made");
        fs::write(world.at(place), "").expect("written");
        assert_eq!(answer(&world, QUESTIONS[0]), right, "a file as {place}");
        fs::remove_file(world.at(place)).expect("removed");
        fs::create_dir_all(world.at(place).join("in/the/way")).expect("made");
        assert_eq!(answer(&world, QUESTIONS[0]), right, "a folder as {place}");
    }
    fs::remove_dir_all(world.at(".crm")).expect("removed");
    if !is_here() {
        return;
    }
    for call in ["rename,renameat,renameat2", "mkdir,mkdirat", "unlink,unlinkat", "write"] {
        for what in ["error=ENOSPC", "signal=KILL"] {
            // The answer itself is written, too.
            if what == "error=ENOSPC" && call == "write" {
                continue;
            }
            let injection = Injection { call, what, lasting: false };
            for number in 1.. {
                let _ = fs::remove_dir_all(world.at(".crm"));
                let Some(ran) = injection.run(&world, number, QUESTIONS[0]) else { break };
                let told = format!("{call}, {what}, number {number}: {ran:?}");
                if what == "error=ENOSPC" {
                    assert_eq!((ran.code, &ran.out), (right.0, &right.1), "{told}");
                }
                assert!(!ran.err.contains("panicked"), "{told}");
                assert_eq!(answer(&world, QUESTIONS[0]), right, "after {told}");
            }
        }
    }
}
