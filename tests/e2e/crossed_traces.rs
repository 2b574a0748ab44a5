//! Two firms that got one id in two clones, of which the one has another id since, or is a part of somebody: its trace
//! names an id that is the other one's, and leads nobody there.
use crate::crossed::meet;
use crate::crossed_forget::team;
use crate::crossed_ids::{ORDERS, add_dorado, has_none};
use crate::team::Team;

const ALL: [&str; 3] = ["li", "wang", "zhao"];

/// Keeper as Li has it under `acme2`, sent, with an entry or without any.
fn keeper(team: &Team, has_entry: bool) {
    team.ok("li", &["add", "Keeper AG", "--id", "acme2", "--number", "K1", "--contact", "Kurt Kiel"]);
    if has_entry {
        team.ok("li", &["log", "acme2", "first of Keeper", "--via", "call"]);
    }
    team.ok("li", &["sync", "-m", "entered"]);
}

/// The same, and Wang's firm of that id, which has got another one there since, or has become a part of `gamma`: who
/// has it. All of it is at the remote, and Li knows nothing of it.
fn two_of_one_id(team: &Team, has_entry: bool, is_merged: bool) -> &'static str {
    keeper(team, has_entry);
    add_dorado(team);
    let home = goes_on(team, is_merged);
    team.ok("wang", &["sync", "-m", "under another id"]);
    home
}

/// Wang's firm gets another id, as crm asks, or becomes a part of another one: who has it then.
fn goes_on(team: &Team, is_merged: bool) -> &'static str {
    if is_merged {
        team.ok("wang", &["merge", "gamma", "acme2", "--apply"]);
        return "gamma";
    }
    team.crm("wang", &["sync", "-m", "entered, too"]).says(&["crm rename acme2 NEW-ID"]);
    team.ok("wang", &["rename", "acme2", "dorado"]);
    "dorado"
}

/// That all clones have a line in one log, and nothing of it in another one.
#[track_caller]
fn stands_in(team: &Team, [home, other]: [&str; 2], line: &str) {
    for who in ALL {
        let log = |id: &str| team.read(who, &format!("{id}.log.jsonl"));
        assert!(log(home).contains(line), "{who}: {}", log(home));
        assert!(!log(other).contains(line), "{who}: {}", log(other));
    }
}

#[test]
fn a_forgetting_in_one_touches_nobody_of_the_other_one() {
    // How Keeper came to the id, and how the other one went on.
    for (is_moved, is_merged) in [(false, false), (false, true), (true, false), (true, true)] {
        for (when, contact) in [("before", true), ("after", false), ("sent", true), ("sent", false)] {
            let team = team();
            match is_moved {
                false => keeper(&team, true),
                true => {
                    for ending in ["yaml", "log.jsonl"] {
                        let [from, to] = ["beta", "acme2"].map(|id| format!("customers/{id}.{ending}"));
                        team.git("li", &["mv", &from, &to]);
                    }
                    team.commit("li", "moved");
                    team.ok("li", &["sync"]);
                }
            }
            let person = if is_moved { "Bert Bohm" } else { "Kurt Kiel" };
            add_dorado(&team);
            let forget = |id: &str| match contact {
                true => drop(team.ok("wang", &["forget", id, "--contact", "Carl Neu", "--apply"])),
                false => drop(team.ok("wang", &["forget", id, "--apply"])),
            };
            if when == "before" {
                forget("acme2");
            }
            let home = goes_on(&team, is_merged);
            if when == "sent" {
                team.ok("wang", &["sync", "-m", "sent"]);
            }
            if when != "before" {
                forget(home);
            }
            team.ok("li", &["log", "acme2", "again", "--note"]);
            meet(&team, ORDERS[1]);
            for who in ALL {
                let case = format!("{is_moved} {is_merged} {when} {contact} {who}");
                let (card, log) = (team.read(who, "acme2.yaml"), team.read(who, "acme2.log.jsonl"));
                assert!(card.contains(person), "{case}: {card}");
                assert!(!log.contains("forgotten on request"), "{case}: {log}");
            }
            has_none(&team, &["Carl Neu"]);
        }
    }
}

#[test]
fn of_two_that_had_an_id_the_one_that_is_more_surely_meant_is() {
    let team = team();
    // Neither has an entry or a number, and of the one nothing is left but its name.
    team.ok("li", &["add", "Keeper AG", "--id", "acme2", "--contact", "Kurt Kiel"]);
    team.ok("li", &["sync", "-m", "entered"]);
    team.ok("wang", &["add", "Dorado Inc", "--id", "acme2", "--contact", "Carl Neu"]);
    goes_on(&team, false);
    team.ok("wang", &["sync", "-m", "under another id"]);
    team.ok("wang", &["rename", "acme2", "aaa"]);
    team.ok("wang", &["forget", "dorado", "--apply"]);
    team.ok("li", &["log", "acme2", "first of Keeper", "--note"]);
    meet(&team, ORDERS[1]);
    stands_in(&team, ["aaa", "dorado"], "first of Keeper");
    for who in ALL {
        assert!(team.read(who, "aaa.yaml").contains("Kurt Kiel"), "{who}");
    }
    has_none(&team, &["Carl Neu"]);
}

#[test]
fn who_had_the_id_for_a_while_stays_where_the_other_one_is_forgotten_as_a_whole() {
    for has_entry in [true, false] {
        let team = team();
        let other = two_of_one_id(&team, has_entry, false);
        team.ok("wang", &["forget", "acme2", "--all", "--apply"]);
        team.ok("li", &["log", "alpha", "of somebody else", "--note"]);
        meet(&team, ORDERS[1]);
        for who in ALL {
            assert!(team.read(who, &format!("{other}.yaml")).contains("number: W2"), "{who}");
        }
        has_none(&team, &["Kurt Kiel"]);
    }
}

#[test]
fn who_has_another_id_since_stays_where_who_had_it_for_a_while_is_forgotten_as_a_whole() {
    for has_entry in [true, false] {
        let team = team();
        let other = two_of_one_id(&team, has_entry, false);
        team.ok("wang", &["rename", "acme2", "aaa"]);
        team.ok("wang", &["sync", "-m", "two that had the id"]);
        team.ok("wang", &["forget", other, "--all", "--apply"]);
        team.ok("li", &["log", "alpha", "of somebody else", "--note"]);
        meet(&team, ORDERS[1]);
        for who in ALL {
            assert!(team.read(who, "aaa.yaml").contains("number: K1"), "{who}");
            assert!(!team.ok(who, &["check"]).contains("forgotten"), "{who}");
        }
        has_none(&team, &["Carl Neu"]);
    }
}

#[test]
fn what_is_written_to_one_does_not_come_to_who_had_its_id() {
    for is_merged in [false, true] {
        for has_entry in [false, true] {
            let team = team();
            let other = two_of_one_id(&team, has_entry, is_merged);
            team.ok("wang", &["rename", "acme2", "aaa"]);
            team.ok("li", &["log", "acme2", "asked for an offer", "--via", "call"]);
            meet(&team, ORDERS[1]);
            stands_in(&team, ["aaa", other], "asked for an offer");
        }
    }
    for has_entry in [false, true] {
        let team = team();
        two_of_one_id(&team, has_entry, false);
        team.git("wang", &["rm", "-q", "-r", "customers/acme2.yaml"]);
        if has_entry {
            team.git("wang", &["rm", "-q", "customers/acme2.log.jsonl"]);
        }
        team.ok("wang", &["sync", "-m", "removed"]);
        team.ok("li", &["log", "acme2", "asked for an offer", "--via", "call"]);
        let told = team.crm("li", &["sync", "-m", "more"]);
        assert_eq!(told.code, 4, "{told:?}");
    }
}

#[test]
fn an_entry_that_both_have_is_each_ones_own() {
    for is_renamed_again in [false, true] {
        let team = team();
        let mut other = two_of_one_id(&team, true, false);
        for id in ["acme2", other] {
            team.ok("wang", &["set", id, "owner=wang"]);
        }
        team.ok("wang", &["handover", "wang", "--to", "li", "--apply"]);
        if is_renamed_again {
            team.ok("wang", &["rename", other, "dorado-us"]);
            other = "dorado-us";
        }
        team.ok("wang", &["sync", "-m", "handed over"]);
        team.ok("wang", &["forget", "acme2", "--all", "--apply"]);
        meet(&team, ORDERS[1]);
        if !is_renamed_again {
            team.ok("li", &["rename", other, "dorado-us"]);
            other = "dorado-us";
        }
        team.ok("li", &["log", other, "another call", "--via", "call"]);
        team.ok("wang", &["sync"]);
        meet(&team, ORDERS[0]);
        for who in ALL {
            let log = team.read(who, &format!("{other}.log.jsonl"));
            assert_eq!(
                log.matches("\"kind\":\"owner\",\"from\":\"wang\",\"to\":\"li\"").count(),
                1,
                "{who}: {log}"
            );
            assert!(!team.ok(who, &["check"]).contains("is back"), "{who}");
        }
    }
}

#[test]
fn an_id_that_was_forgotten_leads_nowhere() {
    let team = team();
    let other = two_of_one_id(&team, true, false);
    team.ok("wang", &["forget", "acme2", "--all", "--apply"]);
    let told = team.crm("wang", &["log", "acme2", "Kurt asks why", "--via", "call"]);
    assert_eq!(told.code, 4, "{told:?}");
    told.says(&["a customer acme2 was forgotten on request", "dorado had that id, too: crm show dorado"]);
    let told = team.crm("wang", &["--lang", "zh", "log", "acme2", "Kurt asks why", "--via", "call"]);
    told.says(&["客户 acme2 已应要求删除", "dorado 也用过这个编号：crm show dorado"]);
    // That it may stay makes it nobody else.
    team.ok("wang", &["forget", other, "--allow", "--apply"]);
    assert_eq!(team.crm("wang", &["log", "acme2", "Kurt asks why", "--via", "call"]).code, 4);
    assert!(!team.read("wang", &format!("{other}.log.jsonl")).contains("Kurt"));
    // Until then it leads to who had it.
    let team = self::team();
    team.ok("wang", &["rename", "alpha", "x1"]);
    team.ok("wang", &["log", "alpha", "by its old id", "--note"]);
    assert!(team.read("wang", "x1.log.jsonl").contains("by its old id"));
}

#[test]
fn who_was_moved_onto_the_id_of_its_part_is_told_where_it_is_forgotten_elsewhere() {
    for order in ORDERS {
        let team = team();
        team.ok("li", &["forget", "beta", "--all", "--apply"]);
        team.ok("wang", &["merge", "beta", "alpha", "--apply"]);
        for ending in ["yaml", "log.jsonl"] {
            team.git(
                "wang",
                &["mv", &format!("customers/beta.{ending}"), &format!("customers/alpha.{ending}")],
            );
        }
        team.commit("wang", "moved onto its part");
        team.ok(order[0], &["sync", "-m", "the one"]);
        let told = team.crm(order[1], &["sync", "-m", "the other"]);
        assert_eq!(told.code, 0, "{told:?}");
        told.says(&["beta, or a person of it, was forgotten on request", "had made it alpha by then"]);
        let log = team.read(order[1], "alpha.log.jsonl");
        assert!(log.contains("alpha line 1") && !log.contains("beta line 1"), "{log}");
    }
}

#[test]
fn a_log_without_its_customer_belongs_to_none_that_only_had_the_id() {
    for is_forgotten in [false, true] {
        let team = team();
        two_of_one_id(&team, true, false);
        let log = team.read("wang", "acme2.log.jsonl");
        match is_forgotten {
            true => team.ok("wang", &["forget", "acme2", "--all", "--apply"]),
            false => team.ok("wang", &["rename", "acme2", "aaa"]),
        };
        // As plain git brings it.
        team.world.put("wang/customers/acme2.log.jsonl", log);
        let told = team.crm("wang", &["check"]).stdout;
        let said = if is_forgotten { "its log is back" } else { "there is no .yaml of this name" };
        assert!(told.contains(said) && !told.contains("crm merge dorado"), "{told}");
    }
}
