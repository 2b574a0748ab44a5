//! Other programs in the same files: somebody deletes what is derived, an editor saves.

use std::fs;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use crate::strace::is_here;
use crate::world::{ACME, Ran, World};

#[test]
fn deleting_the_derived_files_at_any_moment_loses_nothing() {
    let world = World::new();
    let busy = AtomicBool::new(true);
    let (deleted, refused) = (AtomicUsize::new(0), AtomicUsize::new(0));
    thread::scope(|scope| {
        scope.spawn(|| {
            while busy.load(Ordering::Relaxed) {
                if fs::remove_dir_all(world.at(".crm")).is_ok() {
                    deleted.fetch_add(1, Ordering::Relaxed);
                }
                thread::sleep(Duration::from_micros(300));
            }
        });
        let (world, refused) = (&world, &refused);
        let runs: Vec<_> = (0..8)
            .map(|process| {
                scope.spawn(move || {
                    for number in 0..12 {
                        let text = format!("{process}/{number}");
                        // Of both kinds: a line alone, and both files together.
                        let grade = ["A", "B", "C"][number % 3];
                        let ran = match process % 2 {
                            0 => world.run(&["log", "acme", &text, "--via", "call"]),
                            _ => world.run(&["grade", "bolt", grade, "--why", &text]),
                        };
                        if ran.code != 0 && process % 2 == 0 {
                            refused.fetch_add(1, Ordering::Relaxed);
                            println!("{ran:?}");
                        }
                    }
                })
            })
            .collect();
        runs.into_iter().for_each(|run| run.join().expect("it ran"));
        busy.store(false, Ordering::Relaxed);
    });
    let texts: Vec<String> =
        world.entries("customers/acme.log.jsonl").iter().map(|entry| entry["text"].to_string()).collect();
    for process in (0..8).step_by(2) {
        for number in 0..12 {
            let text = format!("\"{process}/{number}\"");
            assert_eq!(texts.iter().filter(|there| **there == text).count(), 1, "{text}");
        }
    }
    assert_eq!(refused.load(Ordering::Relaxed), 0);
    world.assert_clean("all of them");
    println!("deleted {} times", deleted.load(Ordering::Relaxed));
}

/// An editor that reads a file, changes one line of it and renames the whole over it.
struct Editor<'a> {
    world: &'a World,
    saves: &'a AtomicUsize,
}

impl Editor<'_> {
    fn save(&self, number: usize) {
        let text = self.world.read("customers/acme.yaml");
        let edited: Vec<String> = text
            .lines()
            .map(|line| if line.starts_with("region: ") { format!("region: r{number}") } else { line.into() })
            .collect();
        self.world.write("customers/.acme.yaml.swp", &(edited.join("\n") + "\n"));
        self.saves.fetch_add(1, Ordering::SeqCst);
        fs::rename(self.world.at("customers/.acme.yaml.swp"), self.world.at("customers/acme.yaml"))
            .expect("saved");
        self.saves.fetch_add(1, Ordering::SeqCst);
    }

    /// What it saved is still there; while our own file is put back, a moment later.
    fn expect(&self, number: usize) {
        let wanted = format!("\nregion: r{number}\n");
        for _ in 0..50 {
            if self.world.read("customers/acme.yaml").contains(&wanted) {
                return;
            }
            thread::sleep(Duration::from_millis(1));
        }
        panic!("a save was overwritten: r{number} is not in\n{}", self.world.read("customers/acme.yaml"));
    }
}

#[test]
fn what_an_editor_saves_is_never_overwritten_unseen() {
    let world = World::new();
    let (saves, done, refused) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
    let busy = AtomicBool::new(true);
    let last = thread::scope(|scope| {
        let editor = Editor { world: &world, saves: &saves };
        let busy = &busy;
        let typing = scope.spawn(move || {
            let mut number = 0;
            while busy.load(Ordering::Relaxed) {
                number += 1;
                editor.save(number);
                thread::sleep(Duration::from_micros(300 + 700 * (number as u64 % 9)));
                editor.expect(number);
            }
            number
        });
        for number in 1..=250 {
            let before = saves.load(Ordering::SeqCst);
            let ran = world.run(&["set", "acme", &format!("plan=p{number}")]);
            let now = world.read("customers/acme.yaml");
            let quiet = saves.load(Ordering::SeqCst) == before && before.is_multiple_of(2);
            match ran.code {
                0 => {
                    done.fetch_add(1, Ordering::Relaxed);
                    assert!(!quiet || now.contains(&format!("\nplan: p{number}\n")), "{now}");
                }
                _ => {
                    refused.fetch_add(1, Ordering::Relaxed);
                    ran.refused(4, "was changed by somebody else meanwhile");
                }
            }
        }
        busy.store(false, Ordering::Relaxed);
        typing.join().expect("the editor ends")
    });
    world.run(&["set", "acme", "plan=last"]).done();
    let want = ACME.replace("region: r0", &format!("region: r{last}")).replace("plan: p0", "plan: last");
    assert_eq!(world.read("customers/acme.yaml"), want);
    assert!(done.load(Ordering::Relaxed) > 0);
    world.assert_clean("all of them");
    println!("{last} saves, {done:?} changes, {refused:?} refused");
}

#[test]
fn a_log_that_git_replaces_meanwhile_keeps_the_entry() {
    let world = World::new();
    let busy = AtomicBool::new(true);
    thread::scope(|scope| {
        scope.spawn(|| {
            // As a checkout does it, with the same lines that it found.
            while busy.load(Ordering::Relaxed) {
                let old = world.read("customers/eu/bolt.yaml");
                world.write("customers/eu/.new", &old);
                fs::rename(world.at("customers/eu/.new"), world.at("customers/eu/bolt.yaml")).expect("moved");
            }
        });
        for number in 0..40 {
            world.run(&["log", "bolt", &number.to_string(), "--via", "call"]).done();
        }
        busy.store(false, Ordering::Relaxed);
    });
    assert_eq!(world.entries("customers/eu/bolt.log.jsonl").len(), 40);
    world.assert_clean("all of them");
}

/// The same on a file system whose folders can't be locked: while somebody deletes the derived files, two
/// writers may each hold a lock of their own, and one may complete what the other has just begun.
#[test]
fn where_folders_can_not_be_locked_nothing_is_lost_or_written_twice() {
    if !is_here() {
        return;
    }
    let (processes, each) = if std::env::var_os("CRM_TEST_FULL").is_some() { (24, 40) } else { (12, 10) };
    let world = World::new();
    let (is_done, done) = (AtomicBool::new(false), std::sync::Mutex::new(Vec::new()));
    let deleted = AtomicUsize::new(0);
    thread::scope(|scope| {
        scope.spawn(|| {
            while !is_done.load(Ordering::Relaxed) {
                if fs::remove_dir_all(world.at(".crm")).is_ok() {
                    deleted.fetch_add(1, Ordering::Relaxed);
                }
                thread::sleep(Duration::from_millis(5));
            }
        });
        let writers: Vec<_> = (0..processes)
            .map(|process| {
                let (world, done) = (&world, &done);
                scope.spawn(move || {
                    for number in 0..each {
                        // Most cross a page: they are written down first, and completed by whoever comes by.
                        let text = format!("{process}/{number} {}", "long ".repeat(900));
                        let root = world.root().canonicalize().expect("a path").display().to_string();
                        let trace = world.at(&format!("trace-{process}")).display().to_string();
                        let own = ["-f", "-qq", "-o", &trace, "-P", &root, "-e", "inject=flock:error=ENOLCK"];
                        let mut command =
                            world.within("strace", &own, &["log", "acme", text.trim(), "--via", "call"]);
                        let ran = Ran::of(&command.output().expect("strace runs"));
                        if ran.code == 0 {
                            done.lock().expect("whole").push(format!("{process}/{number}"));
                        } else {
                            // It met another one that holds a lock of its own, and says that it wrote nothing.
                            assert!(ran.err.contains("error: "), "{ran:?}");
                        }
                        let trace = fs::read_to_string(&trace).unwrap_or_default();
                        assert!(trace.contains("INJECTED"), "the folder was locked all the same: {trace}");
                    }
                })
            })
            .collect();
        let ended: Vec<bool> = writers.into_iter().map(|writer| writer.join().is_ok()).collect();
        is_done.store(true, Ordering::Relaxed);
        assert!(ended.iter().all(|is_well| *is_well), "all of them wrote");
    });
    let mut seen: std::collections::BTreeMap<String, usize> = Default::default();
    for entry in world.entries("customers/acme.log.jsonl") {
        let text = entry["text"].as_str().expect("a text").split(' ').next().unwrap_or_default().to_owned();
        *seen.entry(text).or_default() += 1;
    }
    seen.remove("the");
    let wrong: Vec<_> = seen.iter().filter(|(_, count)| **count != 1).collect();
    assert!(wrong.is_empty(), "twice: {wrong:?}");
    let done = done.into_inner().expect("whole");
    let lost: Vec<_> = done.iter().filter(|name| !seen.contains_key(*name)).collect();
    assert!(lost.is_empty(), "lost: {lost:?}");
    assert!(done.len() > processes * each / 4, "{} of {}", done.len(), processes * each);
    println!(
        "{} of {} entries without the folder's lock, .crm deleted {} times",
        seen.len(),
        processes * each,
        deleted.load(Ordering::Relaxed)
    );
}
