//! Disks that take nothing, or no more.

use std::fs;

use crate::world::{Ran, World, entry, has};

/// Runs commands where the workspace can't be written: without the right to, else in a mount.
#[test]
fn a_workspace_that_can_not_be_written_is_read() {
    let world = World::new();
    let mount = "mount --bind . . && mount -o remount,ro,bind . && cd \"$PWD\" && exec \"$@\"";
    if !has("unshare", &["-rm", "sh", "-c", "mount --bind /tmp /tmp && mount -o remount,ro,bind /tmp"]) {
        println!("skipped: no mounts of one's own here");
        return;
    }
    let before = world.files();
    for derived in [false, true] {
        if derived {
            world.run(&["set", "acme", "plan=p1"]).done();
            world.run(&["set", "acme", "plan=p0"]).done();
        }
        let run = |args: &[&str]| {
            let own = ["-rm", "sh", "-c", mount, "sh"];
            Ran::of(&world.within("unshare", &own, args).output().expect("it runs"))
        };
        for args in [&["due"][..], &["show", "acme"], &["list"], &["check"], &["export"]] {
            assert_eq!(run(args).code, 0, "{args:?}: {:?}", run(args));
        }
        for args in [
            &["log", "acme", "x", "--via", "call"][..],
            &["set", "acme", "plan=x"],
            &["grade", "acme", "B"],
            &["add", "Globex"],
        ] {
            run(args).refused(6, "Read-only file system");
        }
        assert_eq!(world.files(), before);
    }
    println!("ran in a read-only mount");
}

/// A limit on the size of files makes writes short, as a disk does that fills up: a part is
/// written, then nothing more.
#[test]
fn a_write_that_is_cut_short_is_taken_back() {
    if !has("sh", &["-c", "trap '' XFSZ; ulimit -f 8"]) {
        println!("skipped: no limits here");
        return;
    }
    // Blocks of 512 bytes, or of 1024: both are tried by lengths up to both limits.
    for block in [512, 1024] {
        for short in [1, 10, 60, 100] {
            for signal in ["trap '' XFSZ; ", ""] {
                let world = World::new();
                let log = world.at("customers/acme.log.jsonl");
                let text = entry(&"x".repeat(80));
                let mut old = text.repeat(8 * block / text.len());
                let fill = (8 * block - short).saturating_sub(old.len() + entry("").len());
                old.push_str(&entry(&"y".repeat(fill)));
                fs::write(&log, &old).expect("written");
                let before = world.files();
                let limited = format!("{signal}ulimit -c 0; ulimit -f 8; exec \"$@\"");
                for args in [
                    &["log", "acme", "a rather long text of a hundred letters", "--via", "call"][..],
                    &["grade", "acme", "B", "--why", "a rather long text of a hundred letters"],
                ] {
                    let own = ["-c", &limited, "sh"];
                    let ran = Ran::of(&world.within("sh", &own, args).output().expect("it runs"));
                    let now = world.read("customers/acme.log.jsonl");
                    if ran.code == 0 {
                        continue;
                    }
                    assert!(!ran.err.contains("panicked"), "{ran:?}");
                    if signal.is_empty() {
                        // Killed between the two halves of a write, without the journal's help.
                        assert!(now.starts_with(&old));
                    } else {
                        assert_eq!(ran.code, 6, "{ran:?}");
                        assert_eq!(world.files(), before, "{args:?}");
                    }
                }
                let problems = world.problems();
                assert!(
                    problems.iter().all(|told| told.contains("duplicate") || told.contains("twice")),
                    "{problems:?}"
                );
            }
        }
    }
}
