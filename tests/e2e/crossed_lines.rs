//! One entry, to which two clones do different things.
use crate::crossed::meet;
use crate::crossed_forget::team;

const FORGETS: [&[&str]; 2] =
    [&["forget", "beta", "--contact", "Bert", "--apply"], &["forget", "beta", "--apply"]];

#[test]
fn what_one_side_takes_out_is_out_though_the_other_one_has_forgotten_somebody_in_it() {
    for forget in FORGETS {
        for order in [["li", "wang"], ["wang", "li"]] {
            let team = team();
            team.ok("li", &["log", "beta", "Bert: the wrong firm", "--order", "USD 999", "--no-contact"]);
            team.ok("li", &["sync", "-m", "a mistake"]);
            team.ok("wang", &["sync"]);
            team.ok("li", &["undo", "--force"]);
            team.ok("wang", forget);
            let told = meet(&team, order);
            assert!(told.contains("took out 1 entry") || order[1] == "li", "{order:?} {told}");
            for who in ["li", "wang", "zhao"] {
                let log = team.read(who, "beta.log.jsonl");
                assert!(!log.contains("999") && !log.contains("Bert"), "{forget:?} {order:?} {who} {log}");
                team.ok(who, &["check"]);
            }
        }
    }
}

#[test]
fn of_a_line_that_two_have_and_that_is_one_after_their_merge_no_more_is_left_than_is_of_the_parts() {
    for forget in FORGETS {
        for order in [["li", "wang"], ["wang", "li"]] {
            let team = team();
            let line = "{\"at\":\"2026-02-04\",\"by\":\"li\",\"kind\":\"order\",\"amount\":\"70\",\"text\":\"Bert Bohm ordered\"}\n";
            for id in ["alpha", "beta"] {
                let log = team.read("li", &format!("{id}.log.jsonl"));
                team.world.put(&format!("li/customers/{id}.log.jsonl"), log + line);
            }
            team.ok("li", &["sync", "-m", "a list of both"]);
            team.ok("wang", &["sync"]);
            team.ok("li", &["merge", "alpha", "beta", "--apply"]);
            team.ok("wang", forget);
            meet(&team, order);
            for who in ["li", "wang", "zhao"] {
                let log = team.read(who, "alpha.log.jsonl");
                assert_eq!(log.matches("\"amount\":\"70\"").count(), 1, "{forget:?} {order:?} {who} {log}");
                assert!(!log.contains("Bert Bohm ordered"), "{forget:?} {order:?} {who} {log}");
            }
        }
    }
}
