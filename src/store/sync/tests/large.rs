//! How long a large merge takes.

use std::time::Instant;

use super::*;

/// Ten thousand customers, five hundred of them changed on each side, half of these on both.
#[test]
fn a_large_workspace_merges_in_seconds() {
    const CUSTOMERS: usize = 10_000;
    const CHANGED: usize = 500;
    let world = World::new();
    let mut base = files(&[("crm.yaml", "version: 2\n")]);
    for number in 0..CUSTOMERS {
        let folder = number % 100;
        let log: String =
            (0..20).map(|line| format!("{{\"n\":{line},\"text\":\"of {number}\"}}\n")).collect();
        base.insert(
            format!("customers/{folder}/c{number}.yaml"),
            format!("name: C{number}\n{ACME}").replace("name: Acme GmbH\n", "").into(),
        );
        base.insert(format!("customers/{folder}/c{number}.log.jsonl"), log.into());
    }
    let side = |from: usize, name: &str| {
        let mut files = base.clone();
        for number in from..from + CHANGED {
            let folder = number % 100;
            let log = files.get_mut(&format!("customers/{folder}/c{number}.log.jsonl")).expect("a log");
            log.extend_from_slice(format!("{{\"text\":\"{name} {number}\"}}\n").as_bytes());
            let card = files.get_mut(&format!("customers/{folder}/c{number}.yaml")).expect("a file");
            card.extend_from_slice(format!("{name}: 1\n").as_bytes());
        }
        files
    };
    let (ours, theirs) = (side(0, "ours"), side(CHANGED / 2, "theirs"));
    let parent = world.commit(&base, &[]);
    let (a, b) = (world.commit(&ours, &[&parent]), world.commit(&theirs, &[&parent]));
    let start = Instant::now();
    let Outcome::Done(merge) = world.merge(&a, &b, &Asked::default()) else { panic!("it merges") };
    let took = start.elapsed();
    let found = world.files(&merge.commit);
    assert_eq!(found.len(), 2 * CUSTOMERS + 1);
    for number in 0..CHANGED / 2 * 3 {
        let log = text(&found, &format!("customers/{}/c{number}.log.jsonl", number % 100)).to_owned();
        let count = usize::from(number < CHANGED) + usize::from(number >= CHANGED / 2);
        assert_eq!(log.lines().count(), 20 + count, "{number}");
    }
    println!("{CUSTOMERS} customers, {CHANGED} changed on each side: {took:?}");
    // Far above what it takes, even where other tests run beside it and nothing is optimised.
    assert!(took.as_secs() < 60, "{took:?}");
}
