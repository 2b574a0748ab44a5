//! One entry, to which two clones do different things.
use crate::crossed::meet;
use crate::crossed_forget::team;
use crate::team::Team;

const FORGETS: [&[&str]; 2] =
    [&["forget", "beta", "--contact", "Bert", "--apply"], &["forget", "beta", "--apply"]];

/// li has logged an order at the wrong firm, all know it, and li takes it back.
fn mistaken() -> Team {
    let team = team();
    team.ok("li", &["log", "beta", "Bert: the wrong firm", "--order", "USD 999", "--no-contact"]);
    team.ok("li", &["sync", "-m", "a mistake"]);
    team.ok("wang", &["sync"]);
    team.ok("li", &["undo", "--force"]);
    team
}

#[test]
fn what_one_side_takes_out_is_out_though_the_other_one_has_forgotten_somebody_in_it() {
    for forget in FORGETS {
        for order in [["li", "wang"], ["wang", "li"]] {
            let team = mistaken();
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
fn what_was_taken_out_is_out_under_another_id_and_in_another_home_too() {
    for way in [&["rename", "beta", "bob"][..], &["merge", "alpha", "beta", "--apply"]] {
        for order in [["li", "wang"], ["wang", "li"]] {
            let team = mistaken();
            team.ok("wang", &["forget", "beta", "--contact", "Bert", "--apply"]);
            team.ok("wang", way);
            meet(&team, order);
            for who in ["li", "wang", "zhao"] {
                let found = team.call(who, "git", &["grep", "-l", "999", "--", "customers"]).run().stdout;
                assert_eq!(found, "", "{way:?} {order:?} {who}");
                team.ok(who, &["check"]);
            }
        }
    }
}

#[test]
fn a_line_that_stands_for_two_firms_stays_where_one_of_them_loses_its_own() {
    for (to, order) in [(None, ["li", "wang"]), (None, ["wang", "li"]), (Some("gamma"), ["li", "wang"])] {
        let team = team();
        let line = "{\"at\":\"2026-02-04\",\"by\":\"li\",\"kind\":\"order\",\"amount\":\"70\",\"text\":\"a fair\"}\n";
        let put = |id: &str, log: String| team.world.put(&format!("li/customers/{id}.log.jsonl"), log);
        for id in ["alpha", "beta"] {
            put(id, team.read("li", &format!("{id}.log.jsonl")) + line);
        }
        team.ok("li", &["sync", "-m", "a list of both"]);
        team.ok("wang", &["sync"]);
        put("beta", team.read("li", "beta.log.jsonl").replace(line, ""));
        if let Some(to) = to {
            put(to, team.read("li", &format!("{to}.log.jsonl")) + line);
        }
        team.ok("wang", &["merge", "beta", "alpha", "--apply"]);
        meet(&team, order);
        for who in ["li", "wang", "zhao"] {
            for id in ["beta"].into_iter().chain(to) {
                let log = team.read(who, &format!("{id}.log.jsonl"));
                assert_eq!(log.matches("a fair").count(), 1, "{to:?} {order:?} {who} {id} {log}");
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
