//! Customers that a hand has moved to another id, or a log says have come to one, and what is forgotten under it.
use crate::crossed::meet;
use crate::crossed_forget::team;
use crate::crossed_ids::{CALL, ORDERS, git_mv, has_newfirm, has_none, newfirm};

#[test]
fn one_without_a_log_that_a_hand_has_moved_is_forgotten_like_others() {
    for order in ORDERS {
        let team = team();
        std::fs::remove_file(team.world.path("li/customers/alpha.log.jsonl")).expect("was there");
        team.ok("li", &["sync", "-m", "no log"]);
        team.ok("wang", &["sync"]);
        assert_eq!(
            team.call("li", "git", &["mv", "customers/alpha.yaml", "customers/zeta.yaml"]).run().code,
            0
        );
        team.ok("wang", &["forget", "alpha", "--all", "--apply"]);
        meet(&team, order);
        has_none(&team, &["anna", "Alpha Pumps"]);
    }
}

#[test]
fn who_came_to_an_id_after_another_one_had_left_it_stays_though_that_one_is_forgotten() {
    for is_by_hand in [true, false] {
        for order in ORDERS {
            let team = team();
            match is_by_hand {
                true => git_mv(&team, "li", "alpha", "zeta"),
                false => drop(team.ok("li", &["rename", "alpha", "zeta"])),
            }
            team.ok("li", &["sync", "-m", "a better id"]);
            team.ok("wang", &["sync"]);
            newfirm(&team, "wang", "alpha");
            // One entry is the same, as an import writes it.
            let log = team.read("wang", "alpha.log.jsonl");
            let line = r#"{"at":"2026-02-28","by":"li","kind":"note","text":"from the list of the fair"}"#;
            team.world.put("wang/customers/alpha.log.jsonl", format!("{line}\n{log}"));
            let log = team.read("li", "zeta.log.jsonl");
            team.world.put("li/customers/zeta.log.jsonl", format!("{log}{line}\n"));
            team.ok("li", &["forget", "zeta", "--all", "--apply"]);
            meet(&team, order);
            has_newfirm(&team, "alpha");
            has_none(&team, &["anna", "alpha line", "Alpha Pumps"]);
            if is_by_hand {
                let log = team.read("zhao", "alpha.log.jsonl");
                assert!(log.contains("from the list of the fair"), "{log}");
            }
        }
    }
}

#[test]
fn an_entry_of_who_has_the_id_by_now_that_equals_a_forgotten_one_stays() {
    let team = team();
    git_mv(&team, "li", "alpha", "zeta");
    team.commit("li", "a better id");
    newfirm(&team, "li", "alpha");
    let log = team.read("li", "alpha.log.jsonl");
    let zeta = team.read("li", "zeta.log.jsonl");
    team.world.put("li/customers/zeta.log.jsonl", format!("{zeta}{log}"));
    team.ok("li", &["sync", "-m", "both"]);
    team.ok("wang", &["sync"]);
    team.ok("li", &["forget", "zeta", "--all", "--apply"]);
    meet(&team, ["li", "wang"]);
    has_newfirm(&team, "alpha");
    has_none(&team, &["anna", "alpha line", "Alpha Pumps"]);
}

#[test]
fn an_id_that_another_one_had_by_mistake_is_not_forgotten_with_it() {
    for order in ORDERS {
        let team = team();
        git_mv(&team, "li", "alpha", "eps");
        team.commit("li", "a mistake");
        team.git("li", &["revert", "--no-edit", "HEAD"]);
        team.ok("li", &["sync", "-m", "taken back"]);
        team.ok("wang", &["sync"]);
        team.ok("li", &["rename", "alpha", "alpha-neu"]);
        newfirm(&team, "li", "eps");
        team.ok("li", &["sync", "-m", "a new one"]);
        team.ok("wang", &["log", "alpha", "they order", "--via", "call"]);
        team.ok("li", &["forget", "eps", "--all", "--apply"]);
        meet(&team, order);
        has_none(&team, &["Newfirm", CALL]);
        for who in ["li", "wang", "zhao"] {
            let log = team.read(who, "alpha-neu.log.jsonl");
            assert!(log.contains("they order") && log.contains("alpha line 1"), "{order:?} {who}: {log}");
            assert!(!team.ok(who, &["check"]).contains("forgotten"), "{who}");
        }
    }
}

#[test]
fn what_has_come_from_another_one_is_not_taken_for_what_was_forgotten() {
    let team = team();
    team.ok("wang", &["rename", "beta", "beta-3"]);
    team.ok("wang", &["sync", "-m", "another id"]);
    team.ok("li", &["merge", "alpha", "beta", "--apply"]);
    team.ok("wang", &["rename", "alpha", "neu"]);
    team.ok("wang", &["forget", "beta-3", "--all", "--apply"]);
    team.ok("li", &["sync", "-m", "merged"]);
    let told = team.crm("wang", &["sync", "-m", "forgotten"]);
    // What alpha took over before is there still, and that is said.
    assert!(told.code == 0 && told.stderr.contains("beta, or a person of it, was forgotten"), "{told:?}");
    team.ok("li", &["log", "gamma", "li writes on", "--note"]);
    for who in ["li", "wang", "zhao"] {
        team.ok(who, &["sync", "-m", "on"]);
    }
    team.ok("li", &["sync"]);
    for who in ["li", "wang", "zhao"] {
        let log = team.read(who, "neu.log.jsonl");
        assert!(log.contains("alpha line 1") && log.contains("alpha line 2"), "{who}: {log}");
    }
}

#[test]
fn who_is_entered_anew_under_another_id_is_not_taken_for_a_moved_one_that_was_forgotten() {
    for order in ORDERS {
        let team = team();
        let card = team.read("li", "beta.yaml");
        team.ok("li", &["forget", "beta", "--all", "--apply"]);
        team.world.put("li/customers/bv.yaml", card);
        team.ok("wang", &["log", "beta", "they write", "--note"]);
        meet(&team, order);
        for who in ["li", "wang", "zhao"] {
            assert!(team.read(who, "bv.yaml").starts_with("name: Beta Valves"), "{order:?} {who}");
        }
        has_none(&team, &["they write", "beta line"]);
    }
}

#[test]
fn who_is_moved_by_hand_and_made_a_part_of_another_one_is_known_by_its_id_from_before() {
    for forget in [
        &["forget", "alpha", "--contact", "Anna Abel"][..],
        &["forget", "alpha"],
        &["forget", "alpha", "--all"],
    ] {
        for order in ORDERS {
            let team = team();
            team.ok("li", &[forget, &["--apply"]].concat());
            git_mv(&team, "wang", "alpha", "zeta");
            team.commit("wang", "a better id");
            team.ok("wang", &["merge", "gamma", "zeta", "--apply"]);
            assert!(team.read("wang", "gamma.log.jsonl").contains(r#""kind":"renamed","from":"alpha""#));
            let told = meet(&team, order);
            for who in ["li", "wang", "zhao"] {
                let (card, log) = (team.read(who, "gamma.yaml"), team.read(who, "gamma.log.jsonl"));
                let is_gone = !card.contains("Anna") && !card.contains("anna.abel");
                assert!(
                    is_gone || told.contains("was forgotten on request"),
                    "{forget:?} {order:?} {card} {told}"
                );
                assert!(log.contains("gamma line 1"), "{log}");
                let is_told = team.ok(who, &["check"]).contains("forgotten");
                assert!(is_gone || is_told, "{forget:?} {order:?} {who}");
            }
        }
    }
}

#[test]
fn two_that_were_entered_under_one_id_stay_two() {
    let team = team();
    for (who, name, number) in [("li", "Delta GmbH", "L1"), ("wang", "Delta Inc.", "W1")] {
        team.ok(who, &["add", name, "--id", "delta", "--number", number]);
        team.ok(who, &["log", "delta", &format!("{who} was here"), "--via", "call"]);
    }
    team.ok("li", &["sync", "-m", "one"]);
    let told = team.crm("wang", &["sync", "-m", "other"]);
    assert_eq!(told.code, 4, "{told:?}");
    told.says(&["two customers have this id", "crm rename delta NEW-ID"]);
    // The advice, as it is printed.
    team.ok("wang", &["rename", "delta", "delta-us"]);
    for who in ["wang", "li"] {
        team.ok(who, &["sync", "-m", "two"]);
        for (id, number, own, other) in [("delta", "L1", "li", "wang"), ("delta-us", "W1", "wang", "li")] {
            let (card, log) =
                (team.read(who, &format!("{id}.yaml")), team.read(who, &format!("{id}.log.jsonl")));
            assert!(card.contains(number), "{who}: {card}");
            assert!(
                log.contains(&format!("{own} was here")) && !log.contains(&format!("{other} was")),
                "{who}: {log}"
            );
        }
    }
}

#[test]
fn one_on_an_id_that_another_one_had_is_forgotten_with_its_own_former_id_and_nobody_else_is() {
    for is_renamed in [true, false] {
        for is_traced in [true, false] {
            for order in ORDERS {
                let team = team();
                let keeper = "name: Keeper AG\nnumber: K7\ncontacts: [{name: Kurt Zkeep}]\n";
                team.world.put("li/customers/keeper.yaml", keeper);
                team.ok("li", &["sync", "-m", "one more"]);
                team.ok("wang", &["sync"]);
                match is_renamed {
                    true => drop(team.ok("wang", &["rename", "alpha", "old"])),
                    false => drop(team.ok("wang", &["forget", "alpha", "--all", "--apply"])),
                }
                let from = if is_traced { "k2" } else { "keeper" };
                if is_traced {
                    team.ok("wang", &["rename", "keeper", from]);
                }
                for end in ["yaml", "log.jsonl"] {
                    let place = |id: &str| team.world.path(&format!("wang/customers/{id}.{end}"));
                    if place(from).exists() {
                        std::fs::rename(place(from), place("alpha")).expect("moved");
                    }
                }
                team.ok("wang", &["log", "alpha", "Zkeep is ill", "--via", "call"]);
                if !is_renamed {
                    team.ok("wang", &["forget", "alpha", "--allow", "--apply"]);
                }
                team.ok("li", &["forget", "keeper", "--all", "--apply"]);
                meet(&team, order);
                has_none(&team, &["Zkeep"]);
                let old = team.world.path("li/customers/old.log.jsonl");
                assert_eq!(old.exists(), is_renamed, "{is_traced} {order:?}");
            }
        }
    }
}

#[test]
fn one_without_a_log_that_has_another_id_name_and_number_by_now_is_told_where_it_was_forgotten() {
    for is_by_hand in [true, false] {
        for order in ORDERS {
            let team = team();
            let card = "name: Eta GmbH\nnumber: K1\ncontacts: [{name: Kurt Kiel, email: kurt@eta.example}]\n";
            team.world.put("li/customers/eta.yaml", card);
            team.ok("li", &["sync", "-m", "one more"]);
            team.ok("wang", &["sync"]);
            match is_by_hand {
                true => drop(team.git("wang", &["mv", "customers/eta.yaml", "customers/omega.yaml"])),
                false => drop(team.ok("wang", &["rename", "eta", "omega"])),
            }
            team.ok("wang", &["set", "omega", "name=Omega AG", "number=K2"]);
            team.ok("wang", &["log", "omega", "Kurt is ill", "--via", "call"]);
            team.ok("li", &["forget", "eta", "--all", "--apply"]);
            let told: String = [order[0], order[1], order[0]]
                .iter()
                .map(|who| team.crm(who, &["sync", "-m", "met"]).whole())
                .collect();
            assert!(told.contains("eta") && told.contains("omega") && told.contains("forgotten"), "{told}");
        }
    }
}
