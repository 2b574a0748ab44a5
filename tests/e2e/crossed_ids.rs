//! An id that is used again, after its first customer was renamed, merged away or forgotten: what is the one's
//! never comes to the other one, and never goes with it.
use crate::crossed::meet;
use crate::crossed_forget::{change, team};
#[cfg(target_os = "linux")]
use crate::sync::answering;
use crate::team::Team;

pub const ORDERS: [[&str; 2]; 2] = [["li", "wang"], ["wang", "li"]];
pub const CALL: &str = "first call with Newfirm";

/// A new customer under an id, as an editor writes it, or an older program: `crm add` gives no such id.
pub fn newfirm(team: &Team, who: &str, id: &str) {
    team.world.put(
        &format!("{who}/customers/{id}.yaml"),
        "name: Newfirm\ngrade: C\ncontacts:\n  - name: Nora New\n",
    );
    let line = format!(
        "{{\"at\":\"2026-03-01\",\"by\":\"{who}\",\"kind\":\"followup\",\"via\":\"call\",\"text\":\"{CALL}\"}}\n"
    );
    team.world.put(&format!("{who}/customers/{id}.log.jsonl"), line);
}

/// That all clones have the new customer, with its call, under an id.
#[track_caller]
pub fn has_newfirm(team: &Team, id: &str) {
    for who in ["li", "wang", "zhao"] {
        let (card, log) = (team.read(who, &format!("{id}.yaml")), team.read(who, &format!("{id}.log.jsonl")));
        assert!(card.starts_with("name: Newfirm\n") && card.contains("Nora New"), "{who}: {card}");
        assert_eq!(log.lines().filter(|line| line.contains(CALL)).count(), 1, "{who}: {log}");
        assert!(!log.contains("line 1"), "{who}: {log}");
        assert_eq!(found(team, who, "Newfirm").lines().count(), 2, "{who}");
        team.ok(who, &["check"]);
    }
}

/// Where a word stands in somebody's files.
fn found(team: &Team, who: &str, word: &str) -> String {
    team.call(who, "git", &["grep", "-il", "--untracked", word, "--", "customers"]).run().stdout
}

/// That nothing of a customer is anywhere.
#[track_caller]
pub fn has_none(team: &Team, words: &[&str]) {
    for who in ["li", "wang", "zhao"] {
        for word in words {
            assert_eq!(found(team, who, word), "", "{who}: {word}");
        }
    }
}

#[test]
fn who_has_the_id_of_a_renamed_one_that_is_forgotten_elsewhere_stays() {
    for order in ORDERS {
        let team = team();
        team.ok("wang", &["rename", "alpha", "x1"]);
        newfirm(&team, "wang", "alpha");
        team.ok("li", &["forget", "alpha", "--all", "--apply"]);
        meet(&team, order);
        has_newfirm(&team, "alpha");
        has_none(&team, &["anna", "alpha line", "Alpha Pumps", "x1"]);
    }
}

#[test]
fn what_a_third_one_has_of_the_forgotten_one_goes_and_the_new_one_stays() {
    for is_renamed in [false, true] {
        for order in ORDERS {
            let team = team();
            team.ok("wang", &["rename", "alpha", "x1"]);
            newfirm(&team, "wang", "alpha");
            team.ok("li", &["forget", "alpha", "--all", "--apply"]);
            if is_renamed {
                team.ok("zhao", &["rename", "alpha", "y1"]);
            } else {
                change(&team, "zhao", "alpha.yaml", "note of alpha", "Anna is back");
                team.ok("zhao", &["log", "alpha", "Anna called", "--via", "call"]);
            }
            team.ok(order[0], &["sync", "-m", "the one"]);
            team.ok(order[1], &["sync", "-m", "the other"]);
            team.ok("zhao", &["sync", "-m", "the third"]);
            for who in ["li", "wang"] {
                team.ok(who, &["sync"]);
            }
            has_newfirm(&team, "alpha");
            has_none(&team, &["anna", "alpha line", "Alpha Pumps"]);
        }
    }
}

#[test]
fn who_has_the_former_id_of_a_forgotten_one_stays() {
    let team = team();
    team.ok("li", &["rename", "beta", "x1"]);
    newfirm(&team, "li", "beta");
    team.ok("li", &["sync", "-m", "beta is x1; a new one"]);
    team.ok("wang", &["sync"]);
    team.ok("wang", &["log", "beta", "they want a quote", "--via", "call"]);
    // zhao has the old one still.
    team.ok("zhao", &["log", "beta", "Bert called", "--via", "call"]);
    team.ok("li", &["forget", "x1", "--all", "--apply"]);
    team.ok("li", &["check"]);
    for who in ["li", "wang", "zhao", "li", "wang"] {
        team.ok(who, &["sync", "-m", "what is new"]);
    }
    has_newfirm(&team, "beta");
    has_none(&team, &["bert", "beta line", "Beta Valves"]);
    assert!(team.read("li", "beta.log.jsonl").contains("they want a quote"));
}

#[test]
fn what_is_written_to_the_first_one_follows_it() {
    for order in ORDERS {
        let team = team();
        team.ok("li", &["rename", "beta", "x1"]);
        newfirm(&team, "li", "beta");
        team.ok("wang", &["log", "beta", "Bert cancels the order", "--via", "call"]);
        change(&team, "wang", "beta.yaml", "grade: C\n", "grade: C\nplan: win Beta Valves back\n");
        meet(&team, order);
        has_newfirm(&team, "beta");
        for who in ["li", "wang", "zhao"] {
            assert!(team.read(who, "x1.yaml").contains("plan: win Beta Valves back"), "{order:?} {who}");
            let log = team.read(who, "x1.log.jsonl");
            assert!(
                log.contains("cancels the order") && log.contains("beta line 2"),
                "{order:?} {who} {log}"
            );
        }
    }
}

#[test]
fn who_has_the_id_of_one_that_is_a_part_of_another_one_elsewhere_is_no_part_of_it() {
    for order in ORDERS {
        let team = team();
        team.ok("li", &["rename", "alpha", "x1"]);
        newfirm(&team, "li", "alpha");
        team.ok("wang", &["merge", "beta", "alpha", "--apply"]);
        let told = meet(&team, order);
        assert!(told.contains("alpha"), "{told}");
        has_newfirm(&team, "alpha");
        for who in ["li", "wang", "zhao"] {
            assert!(team.read(who, "beta.log.jsonl").contains("alpha line 1"), "{order:?} {who}");
            assert_eq!(found(&team, who, "alpha line 1").lines().count(), 1, "{order:?} {who}");
            assert!(team.ok(who, &["show", "x1"]).contains("beta"), "{order:?} {who}");
        }
    }
}

#[test]
fn two_that_change_their_ids_with_one_another_stay_two() {
    for order in ORDERS {
        let team = team();
        for (from, to) in [("alpha", "x1"), ("beta", "alpha"), ("x1", "beta")] {
            let (card, log) = (format!("{from}.yaml"), format!("{from}.log.jsonl"));
            team.call("li", "git", &["mv", &format!("customers/{card}"), &format!("customers/{to}.yaml")])
                .run();
            let lines = team.read("li", &log);
            team.call(
                "li",
                "git",
                &["mv", &format!("customers/{log}"), &format!("customers/{to}.log.jsonl")],
            )
            .run();
            let trace =
                format!("{{\"at\":\"2026-03-01\",\"by\":\"li\",\"kind\":\"renamed\",\"from\":\"{from}\"}}\n");
            team.world.put(&format!("li/customers/{to}.log.jsonl"), lines + &trace);
        }
        team.ok("wang", &["log", "alpha", "Anna called", "--via", "call"]);
        meet(&team, order);
        for who in ["li", "wang", "zhao"] {
            let log = team.read(who, "beta.log.jsonl");
            assert!(log.contains("alpha line 1") && log.contains("Anna called"), "{order:?} {who} {log}");
            let log = team.read(who, "alpha.log.jsonl");
            assert!(log.contains("beta line 1") && !log.contains("alpha line"), "{order:?} {who} {log}");
        }
    }
}

#[test]
fn of_two_that_get_one_id_the_forgotten_one_goes_alone() {
    for order in ORDERS {
        let team = team();
        team.ok("li", &["rename", "beta", "theta"]);
        team.ok("li", &["forget", "alpha", "--all", "--apply"]);
        team.ok("wang", &["rename", "alpha", "theta"]);
        team.ok("wang", &["log", "theta", "Anna called", "--via", "call"]);
        team.ok("wang", &["log", "beta", "Bert called", "--via", "call"]);
        meet(&team, order);
        has_none(&team, &["anna", "alpha line", "Alpha Pumps"]);
        for who in ["li", "wang", "zhao"] {
            assert!(team.read(who, "theta.yaml").starts_with("name: Beta Valves"), "{order:?} {who}");
            let log = team.read(who, "theta.log.jsonl");
            assert!(log.contains("beta line 2") && log.contains("Bert called"), "{order:?} {who} {log}");
            team.ok(who, &["check"]);
        }
    }
}

#[test]
fn who_takes_over_the_id_of_one_that_is_forgotten_elsewhere_stays() {
    for order in ORDERS {
        let team = team();
        for file in ["alpha.yaml", "alpha.log.jsonl"] {
            team.git("wang", &["rm", "-q", &format!("customers/{file}")]);
        }
        team.ok("wang", &["rename", "gamma", "alpha"]);
        team.ok("li", &["forget", "alpha", "--all", "--apply"]);
        team.ok("li", &["log", "gamma", "Cleo called", "--via", "call"]);
        meet(&team, order);
        has_none(&team, &["anna", "alpha line", "Alpha Pumps"]);
        for who in ["li", "wang", "zhao"] {
            assert!(team.read(who, "alpha.yaml").starts_with("name: Gamma Oil"), "{order:?} {who}");
            let log = team.read(who, "alpha.log.jsonl");
            assert!(log.contains("gamma line 2") && log.contains("Cleo called"), "{order:?} {who} {log}");
        }
    }
}

#[test]
fn who_was_forgotten_under_an_id_that_another_one_had_on_its_way_takes_nobody_along() {
    for order in ORDERS {
        let team = team();
        team.ok("wang", &["rename", "beta", "x1"]);
        team.ok("wang", &["rename", "x1", "theta"]);
        team.ok("li", &["rename", "alpha", "x1"]);
        for who in order {
            team.ok(who, &["sync", "-m", "new ids"]);
        }
        team.ok("zhao", &["forget", "alpha", "--all", "--apply"]);
        for who in ["zhao", "li", "wang"] {
            team.ok(who, &["sync", "-m", "and one forgotten"]);
        }
        has_none(&team, &["anna", "alpha line", "Alpha Pumps"]);
        for who in ["li", "wang", "zhao"] {
            assert!(team.read(who, "theta.yaml").starts_with("name: Beta Valves"), "{order:?} {who}");
            assert!(team.read(who, "theta.log.jsonl").contains("beta line 2"), "{order:?} {who}");
        }
    }
}

#[test]
#[cfg(target_os = "linux")]
fn where_the_first_one_stays_the_second_gets_an_id_of_its_own() {
    for order in ORDERS {
        let team = team();
        newfirm(&team, "li", "beta");
        team.ok("wang", &["log", "beta", "Bert called", "--via", "call"]);
        team.ok(order[0], &["sync", "-m", "the one"]);
        let asked = team.crm(order[1], &["sync", "-m", "the other"]);
        assert_eq!(asked.code, 4, "{asked:?}");
        let typed = if order[1] == "wang" { "m\n" } else { "t\n" };
        let Some(told) = answering(&team, order[1], "crm sync --resolve", typed) else { return };
        assert!(told.stdout.contains("is beta-2 now"), "{told:?}");
        for who in ["li", "wang", "zhao"] {
            team.ok(who, &["sync"]);
        }
        has_newfirm(&team, "beta-2");
        assert!(team.read("li", "beta.log.jsonl").contains("Bert called"));
        assert!(team.read("li", "beta.yaml").starts_with("name: Beta Valves"));
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_part_that_had_another_id_before_goes_with_the_forgotten_one() {
    let team = team();
    team.ok("li", &["forget", "alpha", "--all", "--apply"]);
    team.ok("wang", &["rename", "beta", "x1"]);
    team.ok("wang", &["merge", "alpha", "x1", "--apply"]);
    team.ok("wang", &["sync", "-m", "x1 is alpha"]);
    assert_eq!(team.crm("li", &["sync", "-m", "alpha forgotten"]).code, 4);
    let Some(told) = answering(&team, "li", "crm sync --resolve", "m\n") else { return };
    assert!(told.stdout.contains("beta") && told.stdout.contains("Sent 2 commits"), "{told:?}");
    for who in ["li", "wang", "zhao"] {
        team.ok(who, &["sync"]);
    }
    has_none(&team, &["anna", "alpha line", "Alpha Pumps", "bert"]);
}

/// Moves a customer's files by hand, which leaves no trace.
pub fn git_mv(team: &Team, who: &str, from: &str, to: &str) {
    for end in ["yaml", "log.jsonl"] {
        let (from, to) = (format!("customers/{from}.{end}"), format!("customers/{to}.{end}"));
        assert_eq!(team.call(who, "git", &["mv", &from, &to]).run().code, 0);
    }
}

#[test]
fn a_trace_with_the_name_of_who_is_forgotten_leads_home_still() {
    for order in ORDERS {
        let team = Team::new();
        team.ok("li", &["upgrade", "--apply"]);
        team.world.put("li/customers/gamma.yaml", "name: Gamma Oil\ngrade: C\n");
        team.ok("li", &["add", "Bert Bohm Pumps", "--contact", "Bert Bohm", "--email", "bert@bohm.example"]);
        team.ok("li", &["log", "bert-bohm-pumps", "sample sent", "--note"]);
        team.ok("li", &["sync", "-m", "two customers"]);
        team.ok("wang", &["sync"]);
        team.clone("zhao");
        team.ok("li", &["rename", "bert-bohm-pumps", "bb"]);
        let told = team.ok("li", &["forget", "bb", "--contact", "Bert", "--apply"]);
        assert!(told.contains("leads home"), "{told}");
        team.ok("wang", &["log", "bert-bohm-pumps", "wang was here", "--note"]);
        meet(&team, order);
        for who in ["li", "wang", "zhao"] {
            let log = team.read(who, "bb.log.jsonl");
            assert!(log.contains("wang was here") && log.contains(r#""from":"bert-bohm-pumps""#), "{log}");
            assert_eq!(found(&team, who, "bert@bohm"), "", "{who}");
        }
        // Made a part of another one, and given another id elsewhere: it is told.
        team.ok("li", &["merge", "gamma", "bb", "--apply"]);
        team.ok("zhao", &["rename", "bb", "bbp"]);
        team.ok("li", &["sync", "-m", "merged"]);
        let told = team.crm("zhao", &["sync", "-m", "renamed"]);
        assert!(told.stderr.contains("it is gamma now"), "{told:?}");
    }
}

#[test]
fn what_was_masked_in_a_trace_is_nobodys_id() {
    let team = team();
    for id in ["alpha", "beta"] {
        let mut log = team.read("li", &format!("{id}.log.jsonl"));
        log.push_str("{\"at\":\"2026-02-03\",\"by\":\"li\",\"kind\":\"renamed\",\"from\":\"(forgotten)\"}\n");
        team.world.put(&format!("li/customers/{id}.log.jsonl"), log);
    }
    team.ok("li", &["sync", "-m", "as an older version left it"]);
    team.ok("li", &["forget", "alpha", "--all", "--apply"]);
    let check = team.ok("li", &["check"]);
    assert!(!check.contains("once had that id"), "{check}");
}

#[test]
fn who_gets_the_id_of_a_forgotten_one_gets_nothing_of_that_one() {
    for has_log in [false, true] {
        for order in ORDERS {
            let team = team();
            team.ok("li", &["add", "Wang Trading", "--id", "wt", "--contact", "Wang Wei"]);
            if has_log {
                team.ok("li", &["log", "wt", "first call", "--note"]);
            }
            team.ok("li", &["sync", "-m", "wt"]);
            team.ok("wang", &["sync"]);
            team.ok("li", &["forget", "wt", "--all", "--apply"]);
            team.ok("li", &["add", "Steel Works", "--id", "wt", "--contact", "Li Na", "--allow-forgotten"]);
            team.ok("wang", &["log", "wt", "Wang Trading owes us", "--note"]);
            team.ok("wang", &["set", "wt", "plan=collect from Wang Wei"]);
            let told = meet(&team, order);
            assert!(told.contains("wt was forgotten on request"), "{told}");
            for who in ["li", "wang", "zhao"] {
                assert!(team.read(who, "wt.yaml").contains("name: Steel Works\n"), "{who}");
                team.ok(who, &["check"]);
            }
            has_none(&team, &["wang wei", "owes us", "Wang Trading"]);
        }
    }
}

#[test]
fn who_gets_the_id_of_one_that_was_taken_back_is_another_one() {
    let team = team();
    team.ok(
        "li",
        &["add", "Wang Trading", "--id", "wt", "--contact", "Wang Wei", "--email", "ww@wt.example"],
    );
    team.ok("li", &["sync", "-m", "wt"]);
    team.ok("wang", &["sync"]);
    team.ok("zhao", &["sync"]);
    team.ok("li", &["undo", "--force"]);
    team.ok("li", &["add", "Steel Works", "--id", "wt", "--contact", "Li Na", "--email", "ln@steel.example"]);
    team.ok("li", &["sync", "-m", "another one"]);
    team.ok("wang", &["log", "wt", "Wang Trading owes us", "--note"]);
    let told = team.crm("wang", &["sync", "-m", "logged"]);
    assert_eq!(told.code, 4, "{told:?}");
    told.says(&["removed this customer; you logged 1 entry", "Steel Works"]);
    // Who had given the first one another id has both.
    team.ok("zhao", &["rename", "wt", "wt2"]);
    team.ok("zhao", &["sync", "-m", "renamed"]);
    assert!(team.read("zhao", "wt.yaml").contains("Steel Works"));
    assert!(!team.read("zhao", "wt2.yaml").contains("Steel"));
}

#[test]
fn what_was_written_to_one_that_was_moved_by_hand_comes_home() {
    for order in ORDERS {
        for is_reused in [false, true] {
            let team = team();
            git_mv(&team, "li", "alpha", "zeta");
            if is_reused {
                newfirm(&team, "li", "alpha");
            }
            team.ok("wang", &["log", "alpha", "Anna called", "--via", "call"]);
            team.ok("wang", &["set", "alpha", "plan=call back"]);
            meet(&team, order);
            for who in ["li", "wang", "zhao"] {
                let (card, log) = (team.read(who, "zeta.yaml"), team.read(who, "zeta.log.jsonl"));
                assert!(
                    card.contains("plan: call back") && log.contains("Anna called"),
                    "{who}: {card}{log}"
                );
                assert_eq!(found(&team, who, "Anna called").lines().count(), 1, "{who}");
                team.ok(who, &["check"]);
            }
            if is_reused {
                has_newfirm(&team, "alpha");
            }
        }
    }
}

#[test]
fn one_that_was_moved_by_hand_is_forgotten_and_told_like_one_that_was_renamed() {
    for order in ORDERS {
        let team = team();
        git_mv(&team, "li", "beta", "bv");
        team.ok("wang", &["forget", "beta", "--all", "--apply"]);
        let told = meet(&team, order);
        assert!(told.contains("bv was forgotten on request"), "{told}");
        has_none(&team, &["bert", "beta line"]);
        git_mv(&team, "li", "alpha", "zeta");
        team.ok("wang", &["merge", "gamma", "alpha", "--apply"]);
        let told = meet(&team, order);
        assert!(told.contains("stands in both"), "{told}");
    }
}

#[test]
fn who_only_looks_like_one_that_is_gone_is_not_taken_for_it() {
    let team = team();
    std::fs::remove_file(team.world.path("li/customers/alpha.yaml")).expect("was there");
    std::fs::remove_file(team.world.path("li/customers/alpha.log.jsonl")).expect("was there");
    // Imported the same day: one line alike.
    team.world.put("li/customers/other.yaml", "name: Other\ngrade: C\ntags: [t-alpha]\n");
    team.world.put(
        "li/customers/other.log.jsonl",
        "{\"at\":\"2026-02-01\",\"by\":\"li\",\"kind\":\"note\",\"text\":\"alpha line 1\"}\n",
    );
    team.ok("li", &["sync", "-m", "gone"]);
    team.ok("wang", &["log", "alpha", "Anna called", "--via", "call"]);
    let told = team.crm("wang", &["sync", "-m", "logged"]);
    assert_eq!(told.code, 4, "{told:?}");
    told.says(&["removed this customer"]);
}

#[test]
fn who_was_forgotten_under_the_old_id_goes_from_one_that_was_moved_by_hand() {
    for order in ORDERS {
        let team = team();
        team.ok("wang", &["forget", "alpha", "--contact", "Anna Abel", "--apply"]);
        git_mv(&team, "li", "alpha", "zeta");
        team.commit("li", "a better id");
        team.ok("li", &["log", "zeta", "they want a quote", "--via", "call"]);
        meet(&team, order);
        has_none(&team, &["anna"]);
        for who in ["li", "wang", "zhao"] {
            let log = team.read(who, "zeta.log.jsonl");
            assert!(log.contains("alpha line 1") && log.contains("they want a quote"), "{who}: {log}");
            team.ok(who, &["check"]);
        }
    }
}

#[test]
fn who_was_forgotten_goes_from_both_that_a_rename_and_a_hand_have_made() {
    for order in ORDERS {
        let team = team();
        git_mv(&team, "li", "alpha", "zeta");
        team.commit("li", "a better id");
        team.ok("wang", &["rename", "alpha", "eta"]);
        team.ok("wang", &["forget", "eta", "--contact", "Anna Abel", "--apply"]);
        let told = meet(&team, order);
        assert!(told.contains("zeta") && told.contains("eta"), "{told}");
        for who in ["li", "wang", "zhao"] {
            for id in ["zeta", "eta"] {
                let card = team.read(who, &format!("{id}.yaml"));
                assert!(!card.contains("anna.abel@"), "{who} {id}: {card}");
            }
        }
    }
}

#[test]
fn who_was_forgotten_after_a_hand_moved_the_files_is_so_under_the_id_from_before() {
    for order in ORDERS {
        let team = team();
        git_mv(&team, "li", "alpha", "zeta");
        team.ok("li", &["forget", "zeta", "--all", "--apply"]);
        team.ok("wang", &["rename", "alpha", "eta"]);
        meet(&team, order);
        has_none(&team, &["anna", "alpha line", "Alpha Pumps"]);
    }
}

/// Another firm with the same id, as somebody enters it who has heard of nothing.
pub fn add_dorado(team: &Team) {
    team.ok("wang", &["add", "Dorado Inc", "--id", "acme2", "--number", "W2", "--contact", "Carl Neu"]);
    team.ok("wang", &["log", "acme2", "with the newcomer", "--via", "call"]);
}

#[test]
fn who_was_entered_under_an_id_that_was_forgotten_meanwhile_is_another_one() {
    for later in [None, Some("hw"), Some("alpha")] {
        for order in ORDERS {
            // Where the first one is there still, two have one id, which is asked.
            if later.is_none() && order == ORDERS[1] {
                continue;
            }
            let team = team();
            team.ok("li", &["add", "Dora Ltd", "--id", "acme2", "--number", "A1", "--contact", "Anna Alt"]);
            team.ok("li", &["log", "acme2", "with Anna", "--via", "call"]);
            match later {
                None => {}
                Some("alpha") => drop(team.ok("li", &["merge", "alpha", "acme2", "--apply"])),
                Some(id) => drop(team.ok("li", &["rename", "acme2", id])),
            }
            team.ok("li", &["sync", "-m", "entered"]);
            team.ok("li", &["forget", later.unwrap_or("acme2"), "--all", "--apply"]);
            add_dorado(&team);
            let told = meet(&team, order);
            assert!(!told.contains("acme2 was forgotten"), "{told}");
            for who in ["li", "wang", "zhao"] {
                assert!(team.read(who, "acme2.yaml").contains("number: W2"), "{who}");
                assert!(team.read(who, "acme2.log.jsonl").contains("with the newcomer"), "{who}");
                team.ok(who, &["check"]);
            }
            has_none(&team, &["Anna Alt", "with Anna"]);
            // It has the id from now on, whatever is written there.
            team.ok("wang", &["log", "acme2", "once more", "--note"]);
            team.ok("zhao", &["log", "acme2", "and again", "--note"]);
            meet(&team, ["wang", "zhao"]);
            let log = team.read("li", "acme2.log.jsonl");
            assert!(log.contains("once more") && log.contains("and again"), "{log}");
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn where_nobody_knows_whose_a_forgotten_id_is_a_person_says_so() {
    for (order, stays) in [(ORDERS[0], true), (ORDERS[0], false), (ORDERS[1], true), (ORDERS[1], false)] {
        let team = team();
        // What was never sent, nobody else can look at.
        team.ok("li", &["add", "Dora Ltd", "--id", "acme2", "--number", "A1"]);
        team.ok("li", &["forget", "acme2", "--all", "--apply"]);
        add_dorado(&team);
        team.ok(order[0], &["sync", "-m", "the one"]);
        let told = team.crm(order[1], &["sync", "-m", "the other"]);
        assert_eq!(told.code, 4, "{told:?}");
        told.says(&["acme2 was forgotten on request, and", "entered a customer with this id"]);
        let answer = if stays == (order[1] == "wang") { "m\n" } else { "t\n" };
        let Some(told) = answering(&team, order[1], "crm sync --resolve", answer) else { return };
        assert_eq!(told.code, 0, "{told:?}");
        for who in ["li", "wang", "zhao"] {
            team.ok(who, &["sync"]);
            assert_eq!(!found(&team, who, "Carl Neu").is_empty(), stays, "{order:?} {who}");
            assert!(!team.ok(who, &["check"]).contains("forgotten"));
        }
    }
}

#[test]
fn who_had_the_id_meanwhile_stays_where_the_other_one_of_it_is_forgotten() {
    let team = team();
    team.ok("li", &["add", "Dora Ltd", "--id", "acme2", "--number", "A1", "--contact", "Anna Alt"]);
    team.ok("li", &["sync", "-m", "entered"]);
    add_dorado(&team);
    team.crm("wang", &["sync", "-m", "entered, too"]).says(&["crm rename acme2 NEW-ID"]);
    team.ok("wang", &["rename", "acme2", "dorado"]);
    team.ok("wang", &["forget", "dorado", "--all", "--apply"]);
    meet(&team, ["wang", "li"]);
    for who in ["li", "wang", "zhao"] {
        assert!(team.read(who, "acme2.yaml").contains("Anna Alt"), "{who}");
    }
    has_none(&team, &["Carl Neu"]);
}

/// Two firms, of which the one has the id that the other one had before it was renamed, or merged.
fn with_the_id_before(team: &Team, is_merged: bool) -> &'static str {
    let keeper = if is_merged { "beta" } else { "hw" };
    team.ok("li", &["add", "Dora Ltd", "--id", "acme2", "--number", "A1", "--contact", "Anna Alt"]);
    team.ok("li", &["log", "acme2", "first with Anna Alt", "--via", "call"]);
    match is_merged {
        true => team.ok("li", &["merge", keeper, "acme2", "--apply"]),
        false => team.ok("li", &["rename", "acme2", keeper]),
    };
    add_dorado(team);
    meet(team, ["li", "wang"]);
    keeper
}

#[test]
fn a_forgetting_takes_nothing_from_who_has_the_id_from_before() {
    for is_merged in [false, true] {
        for (order, forgets) in [(ORDERS[0], "li"), (ORDERS[1], "li")] {
            for is_newcomers in [false, true] {
                let team = team();
                let keeper = with_the_id_before(&team, is_merged);
                let (who, person, other) = match is_newcomers {
                    false => (keeper, "Anna Alt", "acme2"),
                    true => ("acme2", "Carl Neu", keeper),
                };
                team.ok(forgets, &["forget", who, "--contact", person, "--apply"]);
                for one in ["li", "wang"] {
                    team.ok(one, &["log", other, &format!("{one} again"), "--note"]);
                }
                meet(&team, order);
                for one in ["li", "wang", "zhao"] {
                    let stays = if is_newcomers { "Anna Alt" } else { "Carl Neu" };
                    let (card, log) = (
                        team.read(one, &format!("{other}.yaml")),
                        team.read(one, &format!("{other}.log.jsonl")),
                    );
                    let case = format!("{is_merged} {order:?} {forgets} {is_newcomers} {one}");
                    assert!(card.contains(stays), "{case}: {card}");
                    assert!(!log.contains("forgotten on request"), "{case}: {log}");
                    assert!(!team.read(one, &format!("{who}.yaml")).contains(person), "{case}");
                    let checked = team.ok(one, &["check"]);
                    assert!(!checked.contains("crm merge"), "{case}: {checked}");
                }
            }
        }
    }
}

#[test]
fn who_only_had_the_id_of_a_forgotten_one_may_stay_and_brings_nobody_back() {
    let team = team();
    let keeper = with_the_id_before(&team, false);
    team.ok("li", &["forget", "acme2", "--all", "--apply"]);
    let told = team.ok("li", &["check"]);
    assert!(told.contains("it may be the forgotten one, or another"), "{told}");
    assert!(told.contains(&format!("or may stay: crm forget {keeper} --allow --apply")), "{told}");
    // The advice, as it is printed.
    team.ok("li", &["forget", keeper, "--allow", "--apply"]);
    assert!(!team.ok("li", &["check"]).contains("forgotten"));
    team.ok("wang", &["log", "acme2", "Carl Neu again", "--via", "call"]);
    meet(&team, ["li", "wang"]);
    has_none(&team, &["Carl Neu"]);
    for who in ["li", "wang", "zhao"] {
        assert!(team.read(who, &format!("{keeper}.yaml")).contains("Anna Alt"), "{who}");
        assert!(!team.ok(who, &["check"]).contains("forgotten"), "{who}");
    }
}
