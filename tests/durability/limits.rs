//! Memory and threads that are refused: nothing is lost, and no panic speaks.

use std::collections::BTreeMap;
use std::process::Command;

use nix::libc;

use crate::place::Place;
use crate::tracer::{self, Act, Call, Watch};
use crate::world::{Ran, has};

/// Commands that write, and some that read on all cores.
const COMMANDS: [&[&str]; 8] = [
    &["log", "acme", "hello", "--via", "call"],
    &["grade", "acme", "B", "--why", "order"],
    &["merge", "acme", "bolt", "--apply"],
    &["import", "../customers.csv", "--apply"],
    &["undo"],
    &["due"],
    &["check"],
    &["export", "entries"],
];

fn is_full() -> bool {
    std::env::var_os("CRM_TEST_FULL").is_some()
}

/// A command in so many kilobytes of address space.
fn limited(place: &Place, args: &[&str], kilobytes: usize) -> Ran {
    let own = place.command("li", args);
    let mut command = Command::new("sh");
    command.arg("-c").arg(format!("ulimit -v {kilobytes} && exec \"$@\"")).arg("sh").arg(own.get_program());
    command.args(own.get_args()).env_clear().current_dir(place.at("li"));
    command.envs(own.get_envs().filter_map(|(name, value)| Some((name, value?))));
    Ran::of(&command.output().expect("it runs"))
}

#[test]
fn in_little_memory_all_is_done_or_nothing_is() {
    if !has("sh", &["-c", "ulimit -v 1000000"]) {
        println!("skipped: memory can't be limited here");
        return;
    }
    let ready = Place::plain();
    ready.crm("li", &["set", "acme", "plan=p1"]).done();
    let mut codes: BTreeMap<i32, usize> = BTreeMap::new();
    let step = if is_full() { 500 } else { 6000 };
    for args in COMMANDS {
        let old = ready.held("li");
        let place = ready.copy();
        place.crm("li", args);
        let new = place.held("li");
        for kilobytes in (4_000..60_000).step_by(step) {
            let place = ready.copy();
            let ran = limited(&place, args, kilobytes);
            *codes.entry(ran.code).or_default() += 1;
            assert!(!ran.err.contains("panicked"), "{args:?} in {kilobytes} KB: {ran:?}");
            let check = place.crm("li", &["check"]);
            assert_eq!((check.code, check.err.as_str()), (0, ""), "{args:?} in {kilobytes} KB: {ran:?}");
            let now = place.held("li");
            assert!(now == new || ran.code != 0, "{args:?} in {kilobytes} KB said that it was done: {ran:?}");
            // Of several new customers some may be there; each of them is whole.
            let is_part =
                args[0] == "import" && now.missing_in(&new).is_empty() && old.missing_in(&now).is_empty();
            assert!(now == old || now == new || is_part, "{args:?} in {kilobytes} KB: {ran:?}");
        }
    }
    println!("in little memory: exit codes {codes:?}");
}

/// From one of them on, no thread or process is started any more.
struct NoMore(u32);

impl Watch for NoMore {
    fn enter(&mut self, call: &Call) -> Act {
        if !matches!(call.number, libc::SYS_clone | libc::SYS_clone3 | libc::SYS_fork | libc::SYS_vfork) {
            return Act::Go;
        }
        self.0 = self.0.saturating_sub(1);
        if self.0 == 0 { Act::Fail(libc::EAGAIN) } else { Act::Go }
    }
}

#[test]
fn without_threads_all_is_done_by_one() {
    if !tracer::is_here() {
        return;
    }
    let ready = Place::plain();
    ready.crm("li", &["set", "acme", "plan=p1"]).done();
    for args in COMMANDS {
        let place = ready.copy();
        let wanted = place.crm("li", args).done().out;
        let new = place.held("li");
        for first in 1..=3 {
            let place = ready.copy();
            let mut command = place.command("li", args);
            command.env("RAYON_NUM_THREADS", "2");
            let ran = tracer::run(&command, &mut NoMore(first)).expect("traced").ran;
            assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, wanted.as_str(), ""), "{args:?}");
            assert_eq!(place.held("li"), new, "{args:?}");
        }
    }
}
