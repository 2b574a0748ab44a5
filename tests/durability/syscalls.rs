//! Every command that writes, killed at any system call of its own and of the gits it starts, or told at
//! any of them that it failed, once or from then on. What is checked afterwards knows nothing of the code:
//! what was there is there, what was begun is there whole or not at all, and the next command works.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fmt::Debug;
use std::fs;
use std::path::PathBuf;

use nix::libc;

use crate::place::Place;
use crate::scenarios::{SCENARIOS, Scenario, State, Where};
use crate::tracer::{self, Act, Call, Watch};
use crate::world::Ran;

/// What doesn't hold yet: the scenario, or the beginning of its name before a star, and why. Whoever mends one
/// takes its line out; from then on the test keeps it.
const KNOWN: &[(&str, &str)] =
    &[("review --apply --yes", "each decision is told, and is a change of its own")];

/// Who is to be told of a failure, and what is done with it.
struct Mode {
    name: &'static str,
    fits: fn(&Call) -> bool,
    act: Act,
    /// Whether all later calls fail, too.
    lasting: bool,
}

/// Whether it reads or writes what is not a file: no disk refuses that, and gits don't look whether their words to
/// each other have come through.
fn is_by_pipe(call: &Call) -> bool {
    let moves = matches!(
        call.number,
        libc::SYS_read | libc::SYS_write | libc::SYS_writev | libc::SYS_pread64 | libc::SYS_pwrite64
    );
    let is_pipe =
        |path: PathBuf| ["pipe:", "socket:"].iter().any(|kind| path.to_string_lossy().starts_with(kind));
    moves && call.leads_to(call.args[0]).is_some_and(is_pipe)
}

fn touches_the_disk(call: &Call) -> bool {
    if is_by_pipe(call) {
        return false;
    }
    !matches!(call.number, libc::SYS_execve | libc::SYS_exit_group) && call.counts()
        || matches!(
            call.number,
            libc::SYS_open
                | libc::SYS_openat
                | libc::SYS_read
                | libc::SYS_pread64
                | libc::SYS_getdents64
                | libc::SYS_statx
                | libc::SYS_newfstatat
        )
}

fn takes_room(call: &Call) -> bool {
    !matches!(
        call.number,
        libc::SYS_execve
            | libc::SYS_exit_group
            | libc::SYS_unlink
            | libc::SYS_unlinkat
            | libc::SYS_rmdir
            | libc::SYS_flock
            | libc::SYS_fchmod
            | libc::SYS_chmod
    ) && call.counts()
        && !is_by_pipe(call)
}

fn opens(call: &Call) -> bool {
    matches!(
        call.number,
        libc::SYS_open
            | libc::SYS_openat
            | libc::SYS_pipe2
            | libc::SYS_dup
            | libc::SYS_fcntl
            | libc::SYS_socket
    )
}

fn takes_memory(call: &Call) -> bool {
    matches!(call.number, libc::SYS_mmap | libc::SYS_brk | libc::SYS_mremap)
}

fn starts(call: &Call) -> bool {
    matches!(call.number, libc::SYS_clone | libc::SYS_clone3 | libc::SYS_fork | libc::SYS_vfork)
}

const fn mode(name: &'static str, fits: fn(&Call) -> bool, act: Act, lasting: bool) -> Mode {
    Mode { name, fits, act, lasting }
}

static KILLS: [Mode; 2] = [
    mode("killed, all of it", Call::counts, Act::KillAll, false),
    mode("one process killed", Call::counts, Act::KillOne, false),
];

static FAULTS: [Mode; 8] = [
    mode("EIO", touches_the_disk, Act::Fail(libc::EIO), false),
    mode("EIO from then on", takes_room, Act::Fail(libc::EIO), true),
    mode("ENOSPC", takes_room, Act::Fail(libc::ENOSPC), false),
    mode("ENOSPC from then on", takes_room, Act::Fail(libc::ENOSPC), true),
    mode("EMFILE", opens, Act::Fail(libc::EMFILE), false),
    mode("ENOMEM", takes_memory, Act::Fail(libc::ENOMEM), false),
    mode("ENOMEM from then on", takes_memory, Act::Fail(libc::ENOMEM), true),
    mode("no more processes", starts, Act::Fail(libc::EAGAIN), true),
];

/// Meddles with one call, or counts all.
struct Meddler<'m> {
    mode: &'m Mode,
    at: u64,
    seen: u64,
    hit: bool,
}

impl Watch for Meddler<'_> {
    fn enter(&mut self, call: &Call) -> Act {
        if !(self.mode.fits)(call) {
            return Act::Go;
        }
        self.seen += 1;
        let hits = self.seen == self.at || self.mode.lasting && self.seen > self.at;
        self.hit |= hits;
        if hits { self.mode.act } else { Act::Go }
    }
}

/// Counts the calls of each mode.
struct Counter<'m>(&'m [Mode], Vec<u64>);

impl Watch for Counter<'_> {
    fn enter(&mut self, call: &Call) -> Act {
        for (mode, count) in self.0.iter().zip(&mut self.1) {
            *count += u64::from((mode.fits)(call));
        }
        Act::Go
    }
}

/// A command that nothing disturbs, and done a second time.
pub struct Undisturbed {
    pub ready: Place,
    old: State,
    new: State,
    twice: State,
    said: String,
    problems: Vec<String>,
}

impl Undisturbed {
    pub fn of(scenario: &Scenario, ready: Place) -> Self {
        let place = ready.copy();
        let old = State::of(&place, scenario);
        let mut problems = check(&place).1;
        let ran = place.crm("li", &scenario.args);
        assert_eq!(ran.code, 0, "{}: {ran:?}", scenario.name);
        let new = State::of(&place, scenario);
        assert_eq!(scenario.forgotten.and_then(|text| leftover(&place, text)), None, "{}", scenario.name);
        problems.extend(check(&place).1);
        place.crm("li", &scenario.args);
        let twice = State::of(&place, scenario);
        Undisturbed { ready, old, new, twice, said: ran.out, problems }
    }
}

/// What `crm check` says, line by line.
fn check(place: &Place) -> (Ran, Vec<String>) {
    let ran = place.crm("li", &["check", "--format", "plain"]);
    // What a kill before the first note left beside a file is in nobody's way, and told.
    let is_leftover = |line: &&str| line.ends_with("left behind by a command that was killed");
    let problems = ran.out.lines().filter(|line| !is_leftover(line)).map(str::to_owned).collect();
    (ran, problems)
}

fn leftover(place: &Place, text: &str) -> Option<String> {
    let found = place.files_with("li", text);
    (!found.is_empty()).then(|| format!("{found:?}"))
}

/// Something that must not be, of which sort, and in which words.
pub type Finding = (&'static str, String);

/// Does what a command's words say: those of the commands in them that mend something.
pub fn heed(place: &Place, who: &str, told: &str) -> bool {
    let mut heeded = false;
    // A lock of git's that a kill left behind is removed by nobody but whom the program told so.
    for path in told.split("rm -f ").skip(1).filter_map(|rest| rest.split_whitespace().next()) {
        let path = path.trim_matches(['"', '\'', ';', ',']);
        if path.contains(".git/") && path.ends_with(".lock") {
            heeded |= fs::remove_file(place.at(who).join(path)).is_ok();
        }
    }
    // What was forgotten, and plain git has brought back.
    if told.contains("crm forget bolt --all --apply") {
        place.crm(who, &["forget", "bolt", "--all", "--apply"]);
        heeded = true;
    }
    for words in [
        &["check"][..],
        &["sync"],
        &["undo"],
        &["sync", "-m", "as advised"],
        &["check", "--mend"],
        &["check", "--fix"],
    ] {
        let typed = format!("crm {}", words.iter().take(2).copied().collect::<Vec<_>>().join(" "));
        if told.contains(&typed) {
            place.crm(who, words);
            heeded = true;
        }
    }
    heeded
}

/// Runs a command until it is done, heeding what it says; `Err` with its words where that doesn't help.
fn until_done<S: AsRef<OsStr> + Debug>(
    place: &Place,
    args: &[S],
    findings: &mut Vec<Finding>,
) -> Result<Ran, Ran> {
    let mut ran = place.crm("li", args);
    for _ in 0..4 {
        if ran.panicked() {
            findings.push(("panic", format!("{args:?}: {}", ran.err)));
        }
        if ran.code == 0 {
            return Ok(ran);
        }
        heed(place, "li", &format!("{}{}", ran.out, ran.err));
        ran = place.crm("li", args);
    }
    if ran.code == 0 { Ok(ran) } else { Err(ran) }
}

/// One crash, and what is found afterwards; `None` where there are fewer calls.
fn crash(scenario: &Scenario, normal: &Undisturbed, mode: &Mode, at: u64) -> Option<Vec<Finding>> {
    let place = normal.ready.copy();
    let mut meddler = Meddler { mode, at, seen: 0, hit: false };
    let traced = tracer::run(&place.command("li", &scenario.args), &mut meddler).expect("traced");
    if !meddler.hit {
        return None;
    }
    let ran = traced.ran;
    let mut findings = Vec::new();
    if traced.stuck {
        findings.push(("stuck", format!("it went on for ever: {ran:?}")));
    }
    if ran.panicked() {
        findings.push(("panic", ran.err.clone()));
    }
    // What can be deleted at any time is deleted now.
    let bare = at % 3 == 2;
    if bare {
        let _ = fs::remove_dir_all(place.at("li/.crm"));
    }
    let acknowledged = ran.code == 0 || !ran.out.is_empty() && ran.out == normal.said;
    let end = match (acknowledged, ran.code) {
        (true, _) => End::Done,
        (false, 1..) => End::Failed,
        (false, _) => End::Cut,
    };
    aftermath(&place, scenario, normal, at, end, &mut findings);
    let words = format!("{} at call {at}{}: {ran:?}: ", mode.name, if bare { ", without .crm" } else { "" });
    Some(findings.into_iter().map(|(sort, told)| (sort, words.clone() + &told)).collect())
}

/// How a command ended.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// It said that it was done.
    Done,
    /// It said that it was not.
    Failed,
    /// It could not say anything any more.
    Cut,
}

/// What is found after a crash: by the next command, which writes elsewhere or only looks, by `crm check`,
/// and by the command typed again.
pub fn aftermath(
    place: &Place,
    scenario: &Scenario,
    normal: &Undisturbed,
    turn: u64,
    end: End,
    findings: &mut Vec<Finding>,
) {
    next_command(place, turn, findings);
    let now = State::of(place, scenario);
    let is_partial = end != End::Done && scenario.may_be_partial(end == End::Failed);
    if !(is_partial && now.held.is_either(&normal.old.held, &normal.new.held)) {
        compare(&now, normal, findings);
    }
    if end == End::Done && now != normal.new {
        findings.push(("acknowledged", "it said that it was done".to_owned()));
    }
    let (_, problems) = check(place);
    let told: Vec<String> = problems.into_iter().filter(|told| !normal.problems.contains(told)).collect();
    if !told.is_empty() {
        heed(place, "li", &told.join("\n"));
        let (_, problems) = check(place);
        let left: Vec<String> = problems.into_iter().filter(|told| !normal.problems.contains(told)).collect();
        if !left.is_empty() {
            findings.push(("check", left.join("; ")));
        }
    }
    // After another command, that is the one which undo takes back.
    if scenario.args[0] != "undo" || turn.is_multiple_of(2) {
        again(place, scenario, normal, &now, findings);
    }
}

/// One that only looks, or one that writes elsewhere.
fn next_command(place: &Place, at: u64, findings: &mut Vec<Finding>) {
    if at.is_multiple_of(2) {
        let (ran, _) = check(place);
        if !matches!(ran.code, 0 | 1) {
            findings.push(("next", format!("crm check: {ran:?}")));
        }
    } else if let Err(ran) = until_done(place, &["log", "zed", "the next", "--note"], findings) {
        findings.push(("next", format!("crm log: {ran:?}")));
    }
}

/// The old state or the new one, and nothing else.
fn compare(now: &State, normal: &Undisturbed, findings: &mut Vec<Finding>) {
    let (old, new) = (&normal.old, &normal.new);
    for (now, old, new, whose) in
        [(&now.held, &old.held, &new.held, "here"), (&now.sent, &old.sent, &new.sent, "sent")]
    {
        if now == old || now == new {
            continue;
        }
        let lines = now.all_lines();
        let lost = old
            .all_lines()
            .into_iter()
            .filter(|line| new.all_lines().contains(line) && !lines.contains(line));
        let lost: Vec<_> = lost.map(String::from_utf8_lossy).collect();
        let gone = old.cards.keys().find(|id| new.cards.contains_key(*id) && !now.cards.contains_key(*id));
        let most = |key| old.lines.get(key).max(new.lines.get(key)).copied().unwrap_or(1);
        let doubled = now.lines.iter().find(|(key, count)| **count > most(*key));
        if !lost.is_empty() || gone.is_some() {
            findings.push(("lost", format!("{whose}: {lost:?} {gone:?}")));
        } else if let Some(((id, line), _)) = doubled {
            findings.push(("doubled", format!("{whose}: {id}: {}", String::from_utf8_lossy(line))));
        } else {
            findings.push((
                "half",
                format!("{whose}: against before: {}; against after: {}", now.against(old), now.against(new)),
            ));
        }
    }
    if now.others != old.others && now.others != new.others {
        findings.push(("half", "the workspace's own files".to_owned()));
    }
}

/// The command typed again does what it would have done, or finds it done.
fn again(place: &Place, scenario: &Scenario, normal: &Undisturbed, now: &State, findings: &mut Vec<Finding>) {
    let was_new =
        now.held == normal.new.held && now.sent == normal.new.sent && now.others == normal.new.others;
    let is_half = !was_new && *now != normal.old;
    let sync_again = ["sync", "-m", "again"].map(str::to_owned);
    let args = if scenario.is_sync() { &sync_again[..] } else { &scenario.args };
    let ran = if was_new && !scenario.is_sync() {
        place.crm("li", args)
    } else {
        match until_done(place, args, findings) {
            Ok(ran) => ran,
            Err(ran) => return findings.push(("again", format!("{ran:?}"))),
        }
    };
    if ran.panicked() {
        findings.push(("panic", ran.err.clone()));
    }
    let then = State::of(place, scenario);
    let mut wanted = if was_new { normal.twice.clone() } else { normal.new.clone() };
    if scenario.args.iter().any(|arg| arg == "--no-push") {
        wanted.sent = then.sent.clone();
    }
    if then != wanted && !is_half {
        findings.push(("again", format!("{ran:?}: {}", then.held.against(&wanted.held))));
    }
    if scenario.is_sync() {
        let open = place.git_done("li", &["status", "--porcelain"]);
        if !open.is_empty() {
            findings.push(("again", format!("after the sync not committed: {open}")));
        }
    }
    if let Some(text) = scenario.forgotten
        && let Some(found) = leftover(place, text)
    {
        findings.push(("leftover", found));
    }
}

/// At which calls of one mode a crash is looked at: an even sample by default, all of them with
/// `CRM_TEST_FULL=1`, so many with `CRM_TEST_FULL=100`.
fn sample(count: u64, few: u64) -> Vec<u64> {
    let full = std::env::var("CRM_TEST_FULL").ok().map(|full| full.parse().unwrap_or(1));
    let few = match full {
        Some(1) => count,
        Some(many) => many,
        None => few,
    };
    if count <= few {
        return (1..=count).collect();
    }
    if few == 1 {
        return vec![count / 2];
    }
    // From the first to the last, and not all of them even.
    (0..few).map(|step| 1 + step * (count - 1) / (few - 1)).collect()
}

fn is_full() -> bool {
    std::env::var_os("CRM_TEST_FULL").is_some()
}

/// Whether a scenario is asked for by name: `CRM_TEST_ONLY=sync`.
pub fn is_asked(scenario: &Scenario) -> bool {
    std::env::var("CRM_TEST_ONLY").map_or(true, |only| scenario.name.contains(&only))
}

/// Whether a scenario is in a list of those that don't hold yet.
pub fn is_known(list: &[(&str, &str)], name: &str) -> bool {
    let fits = |known: &str| known.strip_suffix('*').map_or(known == name, |start| name.starts_with(start));
    list.iter().any(|(known, _)| fits(known))
}

/// What was found in how many crashes, each sort with the first of its kind.
#[derive(Default)]
pub struct Found {
    pub count: usize,
    sorts: BTreeMap<&'static str, (usize, String)>,
}

impl Found {
    pub fn add(&mut self, findings: Vec<Finding>) {
        self.count += 1;
        for (sort, told) in findings {
            if std::env::var_os("CRM_TEST_STEPS").is_some() {
                println!("{sort}: {told}");
            }
            self.sorts.entry(sort).or_insert_with(|| (0, told)).0 += 1;
        }
    }

    pub fn holds(&self) -> bool {
        self.sorts.is_empty()
    }

    /// Prints the figures; whether all held.
    pub fn told(&self, name: &str) -> bool {
        let figures = self.sorts.iter().map(|(sort, (count, _))| format!("{sort} {count}"));
        let figures: Vec<String> = figures.collect();
        let figures = if figures.is_empty() { "held".to_owned() } else { figures.join(", ") };
        println!("{name}: {} crashes: {figures}", self.count);
        for (sort, (_, told)) in &self.sorts {
            let told: String = told.chars().take(1000).collect();
            println!("    {sort}: {told}");
        }
        self.holds()
    }
}

/// Sweeps these modes over these scenarios; what is found and not known fails.
fn sweep(modes: &[Mode], most_modes: usize, few: u64, which: impl Fn(&Scenario) -> bool) {
    if !tracer::is_here() {
        return;
    }
    let (plain, git, team) = (Place::plain(), Place::git(), Place::team(&["wang"]));
    let mut new = Vec::new();
    let (mut all, mut lost, mut turn) = (0, 0, 0);
    for scenario in SCENARIOS.iter().filter(|scenario| which(scenario) && is_asked(scenario)) {
        let normal = Undisturbed::of(scenario, scenario.prepare(&plain, &git, &team));
        let mut found = Found::default();
        let mut counter = Counter(modes, vec![0; modes.len()]);
        let place = normal.ready.copy();
        tracer::run(&place.command("li", &scenario.args), &mut counter).expect("traced");
        for (mode, calls) in modes.iter().zip(counter.1) {
            // By default each scenario has its own share of the modes.
            turn += 1;
            if !is_full() && turn % modes.len() >= most_modes {
                continue;
            }
            for at in sample(calls, few) {
                let Some(findings) = crash(scenario, &normal, mode, at) else { continue };
                found.add(findings);
            }
        }
        all += found.count;
        // The next scenario begins with other ones.
        turn += most_modes;
        lost += usize::from(!found.told(&scenario.name));
        if !found.holds() && !is_known(KNOWN, &scenario.name) {
            new.push(&scenario.name);
        }
    }
    println!("{all} crashes, {lost} scenarios in which something didn't hold");
    assert!(new.is_empty(), "something doesn't hold in {new:?}");
}

pub fn is_team(scenario: &Scenario) -> bool {
    scenario.place == Where::Team
}

#[test]
fn a_kill_at_any_call_loses_nothing() {
    sweep(&KILLS[..1], 1, 5, |scenario| !is_team(scenario));
}

#[test]
fn a_call_that_fails_loses_nothing() {
    sweep(&FAULTS, 2, 1, |scenario| !is_team(scenario));
}

#[test]
fn a_kill_at_any_call_of_a_sync_and_its_gits_loses_nothing() {
    sweep(&KILLS, 2, 2, is_team);
}

#[test]
fn a_call_of_a_sync_and_its_gits_that_fails_loses_nothing() {
    sweep(&FAULTS, 2, 1, is_team);
}
