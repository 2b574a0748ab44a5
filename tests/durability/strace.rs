//! System calls that fail, or at which the process is killed, one after another.

use std::fs;

use crate::world::{Ran, World, has};

/// What strace does to a call.
#[derive(Clone, Copy, Debug)]
pub struct Injection {
    /// The call, or several of one meaning.
    pub call: &'static str,
    /// `error=EIO`, `signal=KILL`.
    pub what: &'static str,
    /// Whether all later calls fail, too: a disk that stays full.
    pub lasting: bool,
}

/// Whether strace is there and allowed to do its work; told where it isn't.
pub fn is_here() -> bool {
    let here = has("strace", &["-f", "-o", "/dev/null", "-e", "inject=getpid:error=EIO:when=1", "true"]);
    if !here {
        println!("skipped: there is no strace here, or ptrace is forbidden");
    }
    here
}

impl Injection {
    /// Runs a command and meddles with the Nth call; `None` where it makes fewer of them.
    pub fn run(&self, world: &World, number: u32, args: &[&str]) -> Option<Ran> {
        let trace = world.at("trace");
        let Injection { call, what, lasting } = self;
        let more = if *lasting { "+" } else { "" };
        let inject = format!("inject={call}:{what}:when={number}{more}");
        let filter = format!("trace={call}");
        let path = trace.display().to_string();
        let own = ["-f", "-qq", "-o", &path, "-e", &filter, "-e", &inject];
        let ran = Ran::of(&world.within("strace", &own, args).output().expect("strace runs"));
        let trace = fs::read_to_string(&trace).unwrap_or_default();
        (trace.contains("(INJECTED)") || trace.contains("killed by SIGKILL")).then_some(ran)
    }
}
