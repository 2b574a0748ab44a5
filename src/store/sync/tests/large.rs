//! How long a large merge takes. `CRM_CUSTOMERS=10000` makes it as large as a workspace may be.

use std::time::Instant;

use super::*;

/// One customer in twenty was changed on each side, half of these on both.
#[test]
fn a_large_workspace_merges_in_seconds() {
    let customers = std::env::var("CRM_CUSTOMERS").ok().and_then(|text| text.parse().ok()).unwrap_or(1_000);
    let changed: usize = customers / 20;
    let world = World::new();
    let mut base = files(&[("crm.yaml", "version: 2\n")]);
    for number in 0..customers {
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
        for number in from..from + changed {
            let folder = number % 100;
            let log = files.get_mut(&format!("customers/{folder}/c{number}.log.jsonl")).expect("a log");
            log.extend_from_slice(format!("{{\"text\":\"{name} {number}\"}}\n").as_bytes());
            let card = files.get_mut(&format!("customers/{folder}/c{number}.yaml")).expect("a file");
            card.extend_from_slice(format!("{name}: 1\n").as_bytes());
        }
        files
    };
    let (ours, theirs) = (side(0, "ours"), side(changed / 2, "theirs"));
    let parent = world.commit(&base, &[]);
    let (a, b) = (world.commit(&ours, &[&parent]), world.commit(&theirs, &[&parent]));
    let start = Instant::now();
    let Outcome::Done(merge) = world.merge(&a, &b, &Asked::default()) else { panic!("it merges") };
    let took = start.elapsed();
    let found = world.files(&merge.commit);
    assert_eq!(found.len(), 2 * customers + 1);
    for number in 0..changed / 2 * 3 {
        let log = text(&found, &format!("customers/{}/c{number}.log.jsonl", number % 100)).to_owned();
        let count = usize::from(number < changed) + usize::from(number >= changed / 2);
        assert_eq!(log.lines().count(), 20 + count, "{number}");
    }
    println!("{customers} customers, {changed} changed on each side: {took:?}");
    // Far above what it takes, even where other tests run beside it and nothing is optimised.
    assert!(took.as_secs() < 60, "{took:?}");
}
