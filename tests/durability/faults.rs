//! After a system call that fails, any of them, there is the old state or the new one.

use std::collections::BTreeMap;

use crate::strace::{Injection, is_here};
use crate::world::{Files, Ran, World};

/// All calls through which a command touches files.
const CALLS: [&str; 12] = [
    "openat",
    "write",
    "fsync",
    "fdatasync",
    "rename,renameat,renameat2",
    "link,linkat",
    "unlink,unlinkat",
    "ftruncate",
    "flock",
    "mkdir,mkdirat",
    "read",
    "fchmod,statx,lseek",
];

/// The calls that only look are left to `CRM_TEST_FULL=1`.
fn calls() -> &'static [&'static str] {
    if std::env::var_os("CRM_TEST_FULL").is_some() { &CALLS } else { &CALLS[..CALLS.len() - 2] }
}

/// Each second call, those of one command the odd ones and of the next the even ones; all with `CRM_TEST_FULL=1`.
fn stride() -> usize {
    if std::env::var_os("CRM_TEST_FULL").is_some() { 1 } else { 2 }
}

/// Commands that write: a first entry, one more, one over a page, with the file, the file alone,
/// both files, a new file, two customers made one, a new id.
const COMMANDS: [&[&str]; 9] = [
    &["log", "bolt", "hello", "--via", "call"],
    &["log", "acme", "hello", "--via", "call"],
    &["log", "acme", "hello", "--via", "call", "--verified"],
    &["set", "acme", "plan=new"],
    &["grade", "acme", "B", "--why", "order"],
    &["archive", "acme", "--why", "closed"],
    &["add", "Globex", "--owner", "li", "--folder", "us/west"],
    &["merge", "bolt", "acme", "--apply"],
    &["rename", "acme", "acme-gmbh"],
];

/// The files after a command that nothing disturbs.
fn states(world: &World, args: &[&str]) -> (Files, Files) {
    world.reset();
    let old = world.files();
    world.run(args).done();
    let new = world.files();
    assert_ne!(old, new);
    (old, new)
}

/// A log that was made and not written is not a log.
fn without_empty(mut files: Files) -> Files {
    files.retain(|path, bytes| !(path.to_string_lossy().ends_with(".jsonl") && bytes.is_empty()));
    files
}

/// Meddles with every call of every command, and looks at what is left.
fn every_call(
    what: &'static str,
    lasting: bool,
    calls: &[&'static str],
    look: impl Fn(&Ran, bool, &str),
) -> usize {
    let world = World::new();
    let mut codes: BTreeMap<i32, usize> = BTreeMap::new();
    let mut count = 0;
    for (at, args) in COMMANDS.into_iter().enumerate() {
        let (old, new) = states(&world, args);
        for call in calls {
            let injection = Injection { call, what, lasting };
            for number in (1..).skip(at % stride()).step_by(stride()) {
                world.reset();
                let Some(ran) = injection.run(&world, number, args) else { break };
                let told = format!("{args:?}, {injection:?}, number {number}: {ran:?}");
                count += 1;
                *codes.entry(ran.code).or_default() += 1;
                assert!(!ran.err.contains("panicked"), "{told}");
                world.assert_clean(&told);
                let now = without_empty(world.files());
                assert!(now == old || now == new, "half of it after {told}\n{}", shown(&now));
                look(&ran, now == new, &told);
                // What was left behind is in nobody's way.
                if now == old && !world.left_behind().is_empty() {
                    world.run(args).done();
                    assert_eq!(world.files(), new, "done again after {told}");
                }
            }
        }
    }
    println!("{count} calls with {what}{}: exit codes {codes:?}", if lasting { " from then on" } else { "" });
    count
}

fn shown(files: &Files) -> String {
    files.iter().map(|(path, bytes)| format!("{path:?}: {}\n", String::from_utf8_lossy(bytes))).collect()
}

/// A run that failed says so and why; one that says it is done is.
fn honest(ran: &Ran, is_new: bool, told: &str) {
    match ran.code {
        0 => assert!(is_new, "it said that it was done: {told}"),
        // A folder or a rule that wasn't read is never taken for one that isn't there.
        3 | 4 => panic!("{told}"),
        // The system's own loader, which could not load a library.
        127 => assert!(!is_new && ran.err.contains("loading shared libraries"), "{told}"),
        _ => assert!(ran.err.contains("error: "), "{told}"),
    }
}

/// Where stderr can't be written either, only the exit code tells.
fn done_if_it_says_so(ran: &Ran, is_new: bool, told: &str) {
    assert!(ran.code != 0 || is_new, "it said that it was done: {told}");
}

#[test]
fn a_call_that_fails_leaves_the_old_state_or_the_new() {
    if is_here() {
        assert!(every_call("error=EIO", false, calls(), honest) > 100);
    }
}

#[test]
fn a_full_disk_leaves_the_old_state_or_the_new() {
    if is_here() {
        let calls = ["write", "openat", "fsync", "fdatasync", "mkdir,mkdirat", "link,linkat"];
        assert!(every_call("error=ENOSPC", false, &calls, honest) > 50);
    }
}

#[test]
fn a_disk_that_stays_broken_leaves_what_the_next_command_completes() {
    if is_here() {
        let calls = [
            "write,fsync,fdatasync,ftruncate,rename,renameat2,link,linkat,unlink,unlinkat",
            "fsync,fdatasync",
            "write",
        ];
        assert!(every_call("error=ENOSPC", true, &calls, done_if_it_says_so) > 30);
    }
}

#[test]
fn a_kill_at_any_call_leaves_the_old_state_or_the_new() {
    if is_here() {
        let killed = |ran: &Ran, _: bool, told: &str| assert_ne!(ran.code, 0, "{told}");
        assert!(every_call("signal=KILL", false, &calls()[1..], killed) > 60);
    }
}
