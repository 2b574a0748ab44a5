//! A folder that can't be listed at one moment: whoever is in there is not left out in silence.

use std::fs;

use crate::strace::is_here;
use crate::world::{Ran, World};

/// Commands that decide over the whole book.
const COMMANDS: [&[&str]; 8] = [
    &["import", "entries.csv", "--entries", "--apply"],
    &["import", "customers.csv", "--apply"],
    &["handover", "li", "--to", "wang", "--apply"],
    &["pool", "--sweep", "--apply"],
    &["spread", "--apply", "--per-day", "1"],
    &["review", "--yes"],
    &["merge", "acme", "bolt", "--apply"],
    &["add", "Bolt", "--owner", "li"],
];

fn reset(world: &World) {
    world.reset();
    world.write(
        "crm.yaml",
        "version: 1\npeople: {li: {name: Li}, wang: {name: Wang}}\npool: {after: {B: {followup: 1 day}}}\n",
    );
    // Due, falling into the pool, worth a move, and named by somebody else.
    let order = |day: &str| {
        format!("{{\"at\":\"{day}\",\"by\":\"li\",\"kind\":\"order\",\"amount\":1,\"currency\":\"USD\"}}\n")
    };
    world.write("customers/eu/bolt.log.jsonl", &order("2025-01-01"));
    world.write("customers/eu/cog.yaml", "name: Cog\nowner: li\ngrade: B\ndistinct: [bolt]\n");
    world.write("customers/eu/cog.log.jsonl", &order("2025-01-02"));
    world.write("customers/eu/dyn.yaml", "name: Dyn\nowner: li\ngrade: C\n");
    world.write("customers/eu/dyn.log.jsonl", &order("2026-02-20"));
    world.write("entries.csv", "customer,at,by,kind,text\nacme,2026-01-01,li,note,one\nbolt,2026-01-02,li,note,two\n宏达,2026-01-03,li,note,three\n");
    world.write("customers.csv", "name,country,phone\nAcme,DE,+49 1\nBolt,FR,+49 2\nNew,US,+49 3\n");
}

/// The answer of a command whose Nth look into a folder of customers fails; `None` where it has fewer.
fn meddled(world: &World, args: &[&str], call: &str, error: &str, number: u32) -> Option<Ran> {
    let trace = world.at("trace");
    let path = trace.display().to_string();
    let folders = ["customers", "customers/eu"].map(|folder| world.at(folder).display().to_string());
    let inject = format!("inject={call}:error={error}:when={number}");
    let own = ["-f", "-qq", "-o", &path, "-P", &folders[0], "-P", &folders[1], "-e", &inject];
    let mut command = world.within("strace", &own, args);
    // One after the other, so that the Nth is the same one each time.
    command.env("RAYON_NUM_THREADS", "1");
    let ran = Ran::of(&command.output().expect("strace runs"));
    fs::read_to_string(&trace).unwrap_or_default().contains("(INJECTED)").then_some(ran)
}

#[test]
fn a_folder_that_can_not_be_listed_is_never_left_out_in_silence() {
    if !is_here() {
        return;
    }
    let world = World::new();
    let (mut count, mut refused) = (0, 0);
    for args in COMMANDS {
        reset(&world);
        let old = world.files();
        let undisturbed = world.run(args);
        let new = world.files();
        assert!(
            (old != new) == (undisturbed.code != 4),
            "{args:?} has something to do, or is refused: {undisturbed:?}"
        );
        for (call, error) in [("openat", "EMFILE"), ("openat", "EACCES"), ("getdents64", "EIO")] {
            for number in 1.. {
                reset(&world);
                let Some(ran) = meddled(&world, args, call, error, number) else { break };
                let told = format!("{args:?}, {call} {error} number {number}: {ran:?}");
                count += 1;
                let now = world.files();
                if ran.code == undisturbed.code {
                    assert!(now == new, "it said that it was done: {told}");
                } else {
                    refused += 1;
                    assert!(ran.err.contains("customers"), "{told}");
                    // What fails in the middle of many ends it in words, and counts those that are written.
                    let all = undisturbed.out.lines().last().unwrap_or_default();
                    let is_told = matches!(ran.code, 4 | 6)
                        && ran.err.contains("error: ")
                        && (all.is_empty() || !ran.out.contains(all));
                    assert!(now == old || now == new || is_told, "{told}");
                }
            }
        }
    }
    println!("{count} looks into folders failed, {refused} were refused");
    assert!(count > 30 && refused > 30, "{count} {refused}");
}
