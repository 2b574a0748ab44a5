//! A customer that gets a new name, and whose lines are masked or corrected, is the one that it was: what the others
//! write to it meanwhile comes to it.
use crate::crossed::meet;
use crate::crossed_forget::{change, team};
#[cfg(target_os = "linux")]
use crate::sync::answering;
use crate::team::Team;

const ORDERS: [[&str; 2]; 2] = [["li", "wang"], ["wang", "li"]];
const CLONES: [&str; 3] = ["li", "wang", "zhao"];

/// Gives all three clones a customer's log; none where there is no text.
fn share(team: &Team, id: &str, log: Option<&str>) {
    let path = format!("customers/{id}.log.jsonl");
    if let Some(text) = log {
        team.world.put(&format!("li/{path}"), text);
    } else {
        std::fs::remove_file(team.world.path(&format!("li/{path}"))).expect("there is one");
    }
    team.ok("li", &["sync", "-m", "another log"]);
    for who in ["wang", "zhao"] {
        team.ok(who, &["sync"]);
    }
}

/// Where a word stands in somebody's files.
fn found(team: &Team, who: &str, word: &str) -> String {
    team.call(who, "git", &["grep", "-il", "--untracked", word, "--", "customers"]).run().stdout
}

fn card(team: &Team, who: &str, id: &str) -> bool {
    team.world.path(&format!("{who}/customers/{id}.yaml")).exists()
}

#[test]
fn what_comes_to_one_that_was_masked_and_named_anew_stays() {
    for order in ORDERS {
        for contact in [true, false] {
            let team = team();
            share(
                &team,
                "alpha",
                Some(
                    "{\"at\":\"2026-02-01\",\"by\":\"li\",\"kind\":\"note\",\"text\":\"Anna Abel called\"}\n",
                ),
            );
            match contact {
                true => team.ok("li", &["forget", "alpha", "--contact", "Anna", "--apply"]),
                false => team.ok("li", &["forget", "alpha", "--apply"]),
            };
            team.ok("li", &["set", "alpha", "name=Customer 17"]);
            team.ok("wang", &["log", "alpha", "wang was here", "--via", "call"]);
            team.ok("wang", &["set", "alpha", "plan=visit them"]);
            meet(&team, order);
            for who in CLONES {
                let (card, log) = (team.read(who, "alpha.yaml"), team.read(who, "alpha.log.jsonl"));
                assert!(card.starts_with("name: Customer 17\n"), "{order:?} {who}: {card}");
                assert!(card.contains("plan: visit them"), "{order:?} {who}: {card}");
                assert!(log.contains("wang was here"), "{order:?} {who}: {log}");
                assert_eq!(found(&team, who, "anna"), "", "{order:?} {who}");
            }
        }
    }
}

#[test]
fn a_sole_trader_that_is_a_part_of_another_one_goes_from_there_with_the_name() {
    for order in ORDERS {
        let team = team();
        change(&team, "li", "beta.yaml", "name: Beta Valves", "name: Bert Bohm");
        share(
            &team,
            "beta",
            Some("{\"at\":\"2026-02-01\",\"by\":\"li\",\"kind\":\"note\",\"text\":\"a call\"}\n"),
        );
        team.ok("li", &["forget", "beta", "--apply"]);
        team.ok("li", &["set", "beta", "name=Customer 17"]);
        team.ok("wang", &["merge", "alpha", "beta", "--apply"]);
        meet(&team, order);
        for who in CLONES {
            assert_eq!(found(&team, who, "bert"), "", "{order:?} {who}");
            assert!(!card(&team, who, "beta"), "{order:?} {who}");
            assert!(team.read(who, "alpha.log.jsonl").contains("merged from beta"), "{order:?} {who}");
            assert!(team.read(who, "alpha.yaml").contains("Anna Abel"), "{order:?} {who}");
        }
    }
}

#[test]
fn one_without_a_log_that_takes_in_a_renamed_one_stays_itself() {
    for order in ORDERS {
        let team = team();
        share(&team, "alpha", None);
        team.ok("li", &["rename", "beta", "beta2"]);
        team.ok("li", &["merge", "alpha", "beta2", "--apply"]);
        team.ok("li", &["set", "alpha", "name=Alpha Beta Group"]);
        team.ok("wang", &["forget", "alpha", "--contact", "Anna", "--apply"]);
        team.ok("wang", &["log", "alpha", "wang was here", "--via", "call"]);
        meet(&team, order);
        for who in CLONES {
            let log = team.read(who, "alpha.log.jsonl");
            assert!(log.contains("wang was here") && log.contains("beta line 2"), "{order:?} {who}: {log}");
            assert!(!card(&team, who, "alpha-2") && !card(&team, who, "beta"), "{order:?} {who}");
            let card = team.read(who, "alpha.yaml");
            assert!(card.starts_with("name: Alpha Beta Group\n"), "{order:?} {who}: {card}");
            assert!(!card.contains("name: Anna Abel"), "{order:?} {who}: {card}");
        }
    }
}

#[test]
fn one_without_a_log_whose_id_the_one_takes_that_took_it_in_is_that_one() {
    for order in ORDERS {
        let team = team();
        share(&team, "alpha", None);
        team.ok("li", &["merge", "beta", "alpha", "--apply"]);
        team.ok("li", &["rename", "beta", "alpha"]);
        team.ok("wang", &["log", "alpha", "wang was here", "--via", "call"]);
        meet(&team, order);
        for who in CLONES {
            let log = team.read(who, "alpha.log.jsonl");
            assert!(log.contains("wang was here") && log.contains("beta line 2"), "{order:?} {who}: {log}");
            assert!(!card(&team, who, "alpha-2") && !card(&team, who, "beta"), "{order:?} {who}");
        }
    }
}

#[test]
fn one_whose_name_and_only_line_a_hand_corrects_is_the_same() {
    let line = |text: &str| {
        format!("{{\"at\":\"2026-02-01\",\"by\":\"li\",\"kind\":\"note\",\"text\":\"{text}\"}}\n")
    };
    for order in ORDERS {
        let team = team();
        share(&team, "alpha", Some(&line("frist call")));
        team.ok("li", &["set", "alpha", "name=Alpha Pumps AG"]);
        change(&team, "li", "alpha.log.jsonl", "frist", "first");
        team.ok("wang", &["log", "alpha", "wang was here", "--via", "call"]);
        meet(&team, order);
        for who in CLONES {
            let log = team.read(who, "alpha.log.jsonl");
            assert!(log.contains("wang was here") && log.contains("first call"), "{order:?} {who}: {log}");
            assert!(!log.contains("frist") && !card(&team, who, "alpha-2"), "{order:?} {who}: {log}");
        }
    }
    // It follows where somebody has given it another id, and who was forgotten stays away.
    let team = team();
    share(&team, "beta", Some(&line("frist call")));
    team.ok("li", &["forget", "beta", "--contact", "Bert", "--apply"]);
    team.ok("zhao", &["rename", "beta", "x1"]);
    team.ok("wang", &["set", "beta", "name=Beta Valves Limited"]);
    change(&team, "wang", "beta.log.jsonl", "frist", "first");
    for who in ["li", "zhao", "wang", "li", "zhao"] {
        team.ok(who, &["sync", "-m", "what is new"]);
    }
    for who in CLONES {
        assert!(!card(&team, who, "beta"), "{who}");
        assert!(team.read(who, "x1.yaml").starts_with("name: Beta Valves Limited\n"), "{who}");
        assert_eq!(found(&team, who, "name: bert"), "", "{who}");
    }
}

#[test]
fn an_old_trace_that_comes_along_with_a_new_id_tells_of_no_new_step() {
    let team = team();
    for file in ["alpha.yaml", "alpha.log.jsonl"] {
        team.git("li", &["rm", "-q", &format!("customers/{file}")]);
    }
    team.ok("li", &["rename", "beta", "alpha"]);
    team.ok("li", &["rename", "alpha", "beta"]);
    team.world.put("li/customers/alpha.yaml", "name: Newfirm\ncontacts:\n  - name: Nora New\n");
    share(
        &team,
        "alpha",
        Some("{\"at\":\"2026-03-01\",\"by\":\"li\",\"kind\":\"note\",\"text\":\"hello\"}\n"),
    );
    team.ok("li", &["rename", "beta", "bbb"]);
    team.ok("li", &["forget", "alpha", "--all", "--apply"]);
    team.ok("wang", &["log", "gamma", "wang at gamma", "--via", "call"]);
    meet(&team, ["wang", "li"]);
    for who in CLONES {
        assert!(team.read(who, "bbb.log.jsonl").contains("beta line 2"), "{who}");
        assert_eq!(found(&team, who, "Newfirm"), "", "{who}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn an_id_without_a_trace_whose_lines_one_forgetting_took_is_asked_about() {
    // Somebody was masked in all lines, and then a hand put a new firm over the rest.
    let team = team();
    team.ok("li", &["forget", "beta", "--apply"]);
    team.world.put("li/customers/beta.yaml", "name: Newfirm\ncontacts:\n  - name: Nora New\n");
    team.world.put(
        "li/customers/beta.log.jsonl",
        "{\"at\":\"2026-03-01\",\"by\":\"li\",\"kind\":\"note\",\"text\":\"hello\"}\n",
    );
    team.ok("wang", &["log", "beta", "wang was here", "--via", "call"]);
    team.ok("wang", &["sync", "-m", "the one"]);
    let asked = team.crm("li", &["sync", "-m", "the other"]);
    assert_eq!(asked.code, 4, "{asked:?}");
    let Some(told) = answering(&team, "li", "crm sync --resolve", "t\n") else { return };
    assert!(told.stdout.contains("is beta-2 now"), "{told:?}");
    assert!(team.read("li", "beta.log.jsonl").contains("wang was here"));
}

#[test]
fn one_whose_only_line_a_hand_has_changed_is_the_one_that_got_another_id_elsewhere() {
    let line = r#"{"at":"2026-03-03","by":"li","kind":"order","amount":"100","currency":"USD","text":"t1"}"#;
    let corrected = line.replace("100", "150");
    for (elsewhere, corrected) in [
        ("rename beta x2", &*corrected),
        ("rename beta x2", ""),
        ("log beta called --note --no-contact", &corrected),
        ("merge alpha beta --apply", &corrected),
    ] {
        for order in ORDERS {
            let team = team();
            share(&team, "beta", Some(&format!("{line}\n")));
            team.ok("li", &["rename", "beta", "x1"]);
            change(&team, "li", "x1.log.jsonl", &format!("{line}\n"), &format!("{corrected}\n"));
            team.ok("wang", &elsewhere.split(' ').collect::<Vec<_>>());
            meet(&team, order);
            let home = if elsewhere.starts_with("merge") { "alpha" } else { "x1" };
            for who in CLONES {
                let ids = ["beta", "x1", "x2"].into_iter().filter(|id| card(&team, who, id));
                let at: Vec<&str> = ids.collect();
                let said = format!("{elsewhere} {corrected} {order:?} {who} {at:?}");
                let log = found(&team, who, "t1");
                match home {
                    "alpha" => assert!(at.is_empty(), "{said}"),
                    _ => assert!(at.len() == 1 && !at.contains(&"beta"), "{said}"),
                }
                let files = log.lines().count();
                assert_eq!(files, usize::from(!corrected.is_empty()), "{said} {log}");
                team.ok(who, &["check"]);
            }
        }
    }
}
