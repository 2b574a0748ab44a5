//! What a process costs beside a call of the library: both are measured, and printed by
//! `cargo test --test e2e what_a_process_costs -- --nocapture`. What the whole suite took before is in no program's reach.
use std::time::{Duration, Instant};

use crate::world::World;

/// So often each is done.
const TIMES: u32 = 10;

#[test]
fn what_a_process_costs() {
    let world = World::new();
    world.card("acme", "name: Acme\ngrade: A\nowner: li\n");
    let home = world.path("home");
    let measured = |is_started: bool| -> Duration {
        let begun = Instant::now();
        for _ in 0..TIMES {
            let call = world.call(["due"]).without_files();
            // A variable that the program's own don't include is one for a process.
            let call = if is_started { call.env("HOME", &home) } else { call };
            assert_eq!(call.run().code, 0);
        }
        begun.elapsed() / TIMES
    };
    let (called, started) = (measured(false), measured(true));
    println!(
        "crm due of one customer: {called:?} in the process of the tests, {started:?} in one of its own"
    );
}
