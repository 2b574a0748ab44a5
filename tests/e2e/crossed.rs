//! Commands on two clones, neither of which knows of the other, that mean the same customer.
#[cfg(target_os = "linux")]
use crate::sync::answering;
use crate::team::Team;

const LINES: [&str; 2] = [
    r#"{"at":"2026-05-02","by":"li","kind":"followup","via":"call","text":"Karl Needlemann said yes"}"#,
    r#"{"at":"2026-05-03","by":"li","kind":"order","amount":"5.10","item":"Needlemann's pump","ref":"O-1"}"#,
];

/// Three clones, with a customer of whom nothing may be left, and another one.
fn team() -> Team {
    let team = Team::new();
    team.ok("li", &["upgrade", "--apply"]);
    let karl = "name: Bolt\ngrade: C\ncontacts: [{name: Karl Needlemann, email: karl@needlemann.example}]\n";
    team.world.put("li/customers/bolt.yaml", karl);
    team.world.put("li/customers/bolt.log.jsonl", LINES.join("\n") + "\n");
    let other = r#"{"at":"2026-05-04","by":"li","kind":"order","amount":"7","item":"valve","ref":"O-1"}"#;
    team.world.put("li/customers/nut.yaml", "name: Nut\ngrade: C\n");
    team.world.put("li/customers/nut.log.jsonl", format!("{other}\n"));
    team.ok("li", &["sync", "-m", "bolt and nut"]);
    team.ok("wang", &["sync"]);
    team.clone("zhao");
    team
}

/// Two clones send, in the given order, and all three hear of it; what the second one was told.
pub fn meet(team: &Team, order: [&str; 2]) -> String {
    team.ok(order[0], &["sync", "-m", "the one"]);
    let told = team.crm(order[1], &["sync", "-m", "the other"]);
    assert_eq!(told.code, 0, "{told:?}");
    for who in ["li", "wang", "zhao"] {
        team.ok(who, &["sync"]);
    }
    told.stderr
}

/// Where a word stands in somebody's files.
fn found(team: &Team, who: &str, word: &str) -> String {
    let call = team.call(who, "git", &["grep", "-il", "--untracked", word]);
    call.run().stdout
}

#[test]
fn who_was_forgotten_here_is_so_under_the_id_it_got_there() {
    for order in [["li", "wang"], ["wang", "li"]] {
        let team = team();
        team.ok("li", &["forget", "bolt", "--all", "--apply"]);
        team.ok("wang", &["rename", "bolt", "screw"]);
        team.ok("wang", &["rename", "screw", "rivet"]);
        team.ok("wang", &["log", "rivet", "Needlemann called again", "--via", "call"]);
        let told = meet(&team, order);
        assert!(told.contains("rivet was forgotten on request"), "{order:?}: {told}");
        for who in ["li", "wang", "zhao"] {
            for word in ["needlemann", "rivet", "bolt"] {
                assert_eq!(found(&team, who, word), "", "{order:?}: {who} {word}");
            }
            team.ok(who, &["check"]);
        }
        // It stays away under this id, too.
        team.crm("zhao", &["add", "Rivet", "--id", "rivet"]).refused(4, &["rivet was forgotten"]);
        // Another customer that had the id before the forgotten one is not meant.
        assert!(team.ok("zhao", &["show", "nut"]).contains("valve"));
    }
}

#[test]
fn one_who_wrote_under_the_new_id_meanwhile_brings_nothing_back() {
    let team = team();
    team.ok("li", &["forget", "bolt", "--all", "--apply"]);
    team.ok("wang", &["rename", "bolt", "rivet"]);
    team.ok("wang", &["sync", "-m", "renamed"]);
    team.ok("zhao", &["sync"]);
    team.ok("zhao", &["log", "rivet", "Needlemann wants more", "--via", "call"]);
    team.git("zhao", &["commit", "-qam", "logged"]);
    team.ok("li", &["sync", "-m", "forgotten"]);
    let told = team.crm("zhao", &["sync"]);
    assert!(told.code == 0 && told.stderr.contains("rivet was forgotten on request"), "{told:?}");
    for who in ["li", "zhao"] {
        team.ok(who, &["sync"]);
        assert_eq!(found(&team, who, "needlemann"), "", "{who}");
    }
}

#[test]
fn an_id_that_a_customer_had_before_a_forgotten_one_got_it_is_no_reason() {
    let team = team();
    team.ok("li", &["rename", "nut", "valve"]);
    team.ok("li", &["sync", "-m", "renamed"]);
    // `nut` leads to it, so nobody can get that id but by hand.
    team.world.put("li/customers/nut.yaml", "name: Another Nut\ngrade: C\n");
    team.git("li", &["add", "-A"]);
    team.git("li", &["commit", "-qm", "another"]);
    team.ok("li", &["sync"]);
    team.ok("wang", &["sync"]);
    team.ok("wang", &["log", "valve", "still here", "--note"]);
    team.ok("li", &["forget", "nut", "--all", "--apply"]);
    meet(&team, ["li", "wang"]);
    assert!(team.ok("zhao", &["show", "valve"]).contains("still here"));
}

#[test]
fn what_another_one_took_over_from_a_forgotten_one_is_told_until_somebody_has_looked() {
    for order in [["li", "wang"], ["wang", "li"]] {
        let team = team();
        team.ok("li", &["forget", "bolt", "--all", "--apply"]);
        team.ok("wang", &["merge", "nut", "bolt", "--apply"]);
        assert!(team.read("wang", "nut.log.jsonl").contains("O-1~bolt"));
        let told = meet(&team, order);
        assert!(
            told.contains("bolt, or a person of it, was forgotten on request, and "),
            "{order:?}: {told}"
        );
        for who in ["li", "wang", "zhao"] {
            let log = team.read(who, "nut.log.jsonl");
            assert!(!log.contains("Needlemann") && log.contains("valve"), "{order:?}: {log}");
            let checked = team.ok(who, &["check"]);
            assert!(
                checked.contains("bolt was forgotten on request, and this customer once had that id"),
                "{checked}"
            );
            assert!(checked.contains("0 errors"), "{checked}");
        }
        // The advice, as it is printed.
        team.ok("li", &["forget", "nut", "--contact", "Karl Needlemann", "--apply"]);
        team.ok("li", &["forget", "nut", "--allow", "--apply"]);
        assert!(!team.ok("li", &["check"]).contains("forgotten"));
        assert_eq!(found(&team, "li", "needlemann"), "");
        team.ok("li", &["sync", "-m", "looked"]);
        team.ok("zhao", &["sync"]);
        assert_eq!(found(&team, "zhao", "needlemann"), "");
        assert!(!team.ok("zhao", &["check"]).contains("forgotten"));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn of_a_forgotten_one_that_became_more_somebody_decides() {
    for order in [["li", "wang"], ["wang", "li"]] {
        for (answer_of_merger, is_renamed) in [("m", false), ("t", false), ("m", true)] {
            let team = team();
            team.ok("li", &["forget", "bolt", "--all", "--apply"]);
            team.ok("wang", &["log", "nut", "before it was merged", "--note"]);
            team.ok("wang", &["add", "Washer", "--id", "washer"]);
            team.ok("wang", &["log", "washer", "never sent by itself", "--note"]);
            let keep = if is_renamed { "rivet" } else { "bolt" };
            if is_renamed {
                team.ok("wang", &["rename", "bolt", "rivet"]);
            }
            team.ok("wang", &["merge", keep, "nut", "--apply"]);
            team.ok("wang", &["merge", keep, "washer", "--apply"]);
            team.ok("wang", &["log", keep, "after it was merged", "--note"]);
            team.ok(order[0], &["sync", "-m", "the one"]);
            let told = team.crm(order[1], &["sync", "-m", "the other"]);
            assert_eq!(told.code, 4, "{told:?}");
            for words in ["was forgotten on request", "made nut, washer a part of it", "crm sync --resolve"] {
                assert!(told.stderr.contains(words), "{order:?}: {told:?}");
            }
            let is_merger = order[1] == "wang";
            let answer = if is_merger == (answer_of_merger == "m") { "m\n" } else { "t\n" };
            let Some(told) = answering(&team, order[1], "crm sync --resolve", answer) else { return };
            assert_eq!(told.code, 0, "{told:?}");
            let stays = answer_of_merger == "m";
            for who in ["li", "wang", "zhao"] {
                team.ok(who, &["sync"]);
                for word in ["valve", "before it was merged", "never sent by itself", "after it was merged"] {
                    let case = format!("{order:?} {answer:?} {keep} {who} {word}");
                    assert_eq!(!found(&team, who, word).is_empty(), stays, "{case}");
                }
                let log = found(&team, who, "said yes");
                assert_eq!(log, "", "what was forgotten is, whoever stays");
                let checked = team.ok(who, &["check"]);
                assert_eq!(checked.contains("once had that id"), is_renamed, "{checked}");
            }
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn of_a_part_of_a_forgotten_one_somebody_decides_only_where_that_one_goes() {
    for order in [["li", "wang"], ["wang", "li"]] {
        for stays in [true, false] {
            for part_stays in [true, false] {
                let team = team();
                team.ok("li", &["forget", "bolt", "--all", "--apply"]);
                team.ok("li", &["log", "nut", "said meanwhile", "--note"]);
                team.ok("wang", &["merge", "bolt", "nut", "--apply"]);
                team.ok(order[0], &["sync", "-m", "the one"]);
                let told = team.crm(order[1], &["sync", "-m", "the other"]);
                assert_eq!(told.code, 4, "{told:?}");
                assert!(told.stderr.contains("made nut a part of it"), "{told:?}");
                assert!(!told.stderr.contains("said meanwhile"), "{told:?}");
                // Li has forgotten the one and still has the other.
                let is_li = order[1] == "li";
                let of = |is_mine: bool| if is_mine { "m\n" } else { "t\n" };
                let answers = of(is_li != stays).to_owned() + of(is_li == part_stays);
                let Some(told) = answering(&team, order[1], "crm sync --resolve", &answers) else { return };
                assert_eq!(told.code, 0, "{order:?} {stays} {part_stays}: {told:?}");
                for who in ["li", "wang", "zhao"] {
                    team.ok(who, &["sync"]);
                    let case = format!("{order:?} {stays} {part_stays} {who}");
                    assert_eq!(
                        !found(&team, who, "said meanwhile").is_empty(),
                        stays || part_stays,
                        "{case}"
                    );
                    let kept = if stays { "bolt" } else { "nut" };
                    let place = team.world.path(&format!("{who}/customers/{kept}.yaml"));
                    assert_eq!(place.exists(), stays || part_stays, "{case}");
                    assert_eq!(found(&team, who, "said yes"), "", "{case}");
                }
            }
        }
    }
}

#[test]
fn a_contact_that_was_forgotten_is_so_in_the_customer_that_took_it_over() {
    for order in [["li", "wang"], ["wang", "li"]] {
        for contact in [&["--contact", "Karl Needlemann"][..], &[]] {
            for (keep, other) in [("nut", "bolt"), ("bolt", "nut")] {
                let team = team();
                team.world
                    .put("wang/customers/nut.yaml", "name: Nut\ngrade: C\ncontacts:\n  - name: Berta\n");
                team.ok("wang", &["sync", "-m", "Berta"]);
                team.ok("li", &["sync"]);
                team.ok("li", &[&["forget", "bolt", "--apply"], contact].concat());
                team.ok("wang", &["merge", keep, other, "--apply"]);
                meet(&team, order);
                for who in ["li", "wang", "zhao"] {
                    let case = format!("{order:?} {contact:?} {keep} {who}");
                    assert_eq!(found(&team, who, "needlemann"), "", "{case}");
                    assert!(team.read(who, &format!("{keep}.yaml")).contains("Berta"), "{case}");
                    team.ok(who, &["check"]);
                }
            }
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_third_one_brings_a_forgotten_contact_back_nowhere_in_silence() {
    let orders = [
        ["li", "wang", "zhao"],
        ["wang", "li", "zhao"],
        ["wang", "zhao", "li"],
        ["zhao", "wang", "li"],
        ["zhao", "li", "wang"],
    ];
    for order in orders {
        let team = team();
        team.ok("li", &["forget", "bolt", "--contact", "Karl Needlemann", "--apply"]);
        team.ok("wang", &["merge", "nut", "bolt", "--apply"]);
        team.ok("zhao", &["set", "bolt", "contacts[0].phone=+49 171 2345678", "region=Bayern"]);
        let mut told = String::new();
        for who in order.into_iter().chain(order) {
            let mut outcome = team.crm(who, &["sync", "-m", who]);
            if outcome.code == 4 {
                let Some(answered) = answering(&team, who, "crm sync --resolve", "t\nt\n") else { return };
                outcome = answered;
            }
            assert_eq!(outcome.code, 0, "{order:?} {who}: {outcome:?}");
            told += &(outcome.stdout + &outcome.stderr);
        }
        let is_told = told.contains("was forgotten on request, and");
        for who in order {
            let left = found(&team, who, "needlemann");
            assert!(left.is_empty() || is_told, "{order:?} {who}: {left} {told}");
        }
    }
}

#[test]
fn a_contact_that_is_not_forgotten_but_changed_stays_where_it_is_by_now() {
    let karl =
        "name: Bolt\ngrade: C\ncontacts:\n  - name: Karl Needlemann\n    email: karl@needlemann.example\n";
    for changed in [
        karl.replace("Karl Needlemann", "Karl Needlemann-Berg"),
        karl.replace("karl@", "k@"),
        "name: Bolt\ngrade: C\n".to_owned(),
    ] {
        let team = team();
        team.world.put("li/customers/bolt.yaml", karl);
        team.ok("li", &["sync", "-m", "Karl"]);
        team.ok("wang", &["sync"]);
        // Another one of his name.
        let own = "name: Nut\ngrade: C\ncontacts:\n  - name: Karl Needlemann\n    email: other@nut.example\n";
        team.world.put("wang/customers/nut.yaml", own);
        team.ok("wang", &["merge", "nut", "bolt", "--apply"]);
        team.world.put("li/customers/bolt.yaml", &changed);
        meet(&team, ["wang", "li"]);
        let nut = team.read("zhao", "nut.yaml");
        assert!(nut.contains("other@nut.example"), "{changed}{nut}");
    }
}

#[test]
fn an_equal_line_of_two_customers_that_are_one_is_forgotten_in_both() {
    for order in [["li", "wang"], ["wang", "li"]] {
        let team = team();
        let line =
            r#"{"at":"2026-11-20","by":"li","kind":"followup","via":"email","text":"to all of Needlemann"}"#;
        for id in ["nut", "bolt"] {
            let log = team.read("li", &format!("{id}.log.jsonl"));
            team.world.put(&format!("li/customers/{id}.log.jsonl"), format!("{log}{line}\n"));
        }
        team.ok("li", &["sync", "-m", "to all"]);
        team.ok("wang", &["sync"]);
        team.ok("wang", &["merge", "nut", "bolt", "--apply"]);
        team.ok("li", &["forget", "bolt", "--contact", "Karl Needlemann", "--apply"]);
        meet(&team, order);
        // It stands once for both, and says no more than a forgetting has left of the one.
        for who in ["li", "wang", "zhao"] {
            let nut = team.read(who, "nut.log.jsonl");
            assert_eq!(nut.matches("\"text\":\"to all of (forgotten)\"").count(), 1, "{order:?} {who} {nut}");
            assert!(!nut.contains(line), "{order:?} {who} {nut}");
            team.ok(who, &["check"]);
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn one_that_nobody_else_had_is_named_before_it_goes_with_a_forgotten_one() {
    let team = team();
    team.ok("li", &["forget", "bolt", "--all", "--apply"]);
    team.ok("li", &["sync", "-m", "forgotten"]);
    team.ok("wang", &["add", "Washer", "--id", "washer"]);
    team.ok("wang", &["log", "washer", "never sent by itself", "--note"]);
    team.ok("wang", &["merge", "bolt", "washer", "--apply"]);
    let told = team.crm("wang", &["sync", "-m", "merged"]);
    assert!(told.code == 4 && told.stderr.contains("made washer a part of it"), "{told:?}");
}

#[test]
fn who_was_forgotten_on_one_day_with_another_is_so_everywhere() {
    let team = team();
    let two = "name: Bolt\ngrade: C\ncontacts:\n  - name: Otto Zwei\n  - name: Karl Needlemann\n    email: karl@needlemann.example\n";
    team.world.put("li/customers/bolt.yaml", two);
    team.ok("li", &["forget", "bolt", "--contact", "Otto Zwei", "--apply"]);
    team.ok("li", &["sync", "-m", "one"]);
    team.ok("wang", &["sync"]);
    team.ok("li", &["forget", "bolt", "--contact", "Karl Needlemann", "--apply"]);
    team.ok("wang", &["merge", "nut", "bolt", "--apply"]);
    meet(&team, ["li", "wang"]);
    for who in ["li", "wang", "zhao"] {
        assert_eq!(found(&team, who, "needlemann.example"), "", "{who}");
    }
}

#[test]
fn what_a_colleague_changed_is_noted_though_somebody_was_forgotten_long_ago() {
    let team = team();
    team.world.put(
        "li/customers/nut.yaml",
        "name: Nut\ngrade: C\ncontacts:\n  - name: Otto Zwei\n  - name: Berta\n",
    );
    team.ok("li", &["forget", "nut", "--contact", "Otto Zwei", "--apply"]);
    team.ok("li", &["sync", "-m", "long ago"]);
    for who in ["wang", "zhao"] {
        team.ok(who, &["sync"]);
    }
    team.ok("wang", &["merge", "nut", "bolt", "--apply"]);
    team.ok("wang", &["sync", "-m", "merged"]);
    team.ok("zhao", &["set", "bolt", "contacts[0].phone=+49 30 12345"]);
    let told = team.crm("zhao", &["sync", "-m", "phone"]);
    assert!(told.code == 0 && !told.stderr.contains("forgotten"), "{told:?}");
    assert!(team.read("zhao", "nut.log.jsonl").contains("+49 30 12345"));
}

#[test]
fn two_customers_that_got_one_id_are_not_made_one() {
    for (second, was) in [("rename", "nut until now"), ("add", "entered anew")] {
        let team = team();
        team.ok("li", &["rename", "bolt", "rivet"]);
        match second {
            "rename" => team.ok("wang", &["rename", "nut", "rivet"]),
            _ => team.ok("wang", &["add", "Rivet", "--id", "rivet"]),
        };
        team.ok("li", &["sync", "-m", "the one"]);
        let told = team.crm("wang", &["sync", "-m", "the other"]);
        assert_eq!(told.code, 4, "{told:?}");
        let head = team.git("wang", &["rev-parse", "HEAD"]);
        for what in
            ["two customers have this id", was, "bolt until now", "crm rename rivet NEW-ID", "do what stands"]
        {
            assert!(told.stderr.contains(what), "{told:?}");
        }
        // Not by an answer, either.
        assert_ne!(team.crm("wang", &["sync", "--resolve"]).code, 0);
        assert_eq!(team.git("wang", &["rev-parse", "HEAD"]), head);
        // The advice, as it is printed.
        team.ok("wang", &["rename", "rivet", "washer"]);
        team.ok("wang", &["sync", "-m", "another id"]);
        team.ok("li", &["sync"]);
        for who in ["li", "wang"] {
            assert!(team.read(who, "rivet.log.jsonl").contains("Needlemann"));
            let name = if second == "rename" { "Nut" } else { "Rivet" };
            assert!(team.read(who, "washer.yaml").contains(name));
            team.ok(who, &["check"]);
        }
    }
}

#[test]
fn what_an_answer_gives_up_is_named() {
    let team = team();
    for file in ["nut.yaml", "nut.log.jsonl"] {
        std::fs::remove_file(team.world.path(&format!("li/customers/{file}"))).unwrap();
    }
    team.ok("li", &["sync", "-m", "nut is gone"]);
    team.ok("wang", &["log", "bolt", "new", "--note"]);
    team.ok("wang", &["merge", "nut", "bolt", "--apply"]);
    let told = team.crm("wang", &["sync", "-m", "merged"]);
    assert_eq!(told.code, 4, "{told:?}");
    // The two that bolt had before are not new: what was logged, the trace, and what the merge noted.
    let words = "li removed this customer; you made bolt a part of it and logged 3 entries";
    assert!(told.stderr.contains(words), "{told:?}");
}

#[test]
fn one_that_only_has_another_id_by_now_is_not_told_as_removed() {
    let team = team();
    team.ok("li", &["rename", "bolt", "rivet"]);
    team.ok("li", &["sync", "-m", "renamed"]);
    let told = team.crm("wang", &["sync"]);
    assert!(told.stderr.contains("bolt: the others gave it the id rivet"), "{told:?}");
    team.ok("li", &["merge", "nut", "rivet", "--apply"]);
    team.ok("li", &["sync", "-m", "merged"]);
    let told = team.crm("wang", &["sync"]);
    assert!(told.stderr.contains("rivet: the others made it a part of nut"), "{told:?}");
}

#[test]
fn a_new_id_that_was_taken_back_while_others_wrote_is_told() {
    let team = team();
    team.ok("li", &["rename", "bolt", "rivet"]);
    team.ok("li", &["sync", "-m", "renamed"]);
    team.ok("wang", &["sync"]);
    // By hand, as an answer to a question of sync leaves it.
    let log = team.read("wang", "rivet.log.jsonl");
    let mut lines: Vec<&str> = log.lines().filter(|line| !line.contains("renamed")).collect();
    lines.push(r#"{"at":"2026-11-20","by":"wang","kind":"note","text":"after it was taken back"}"#);
    team.world.put("wang/customers/bolt.yaml", team.read("wang", "rivet.yaml"));
    team.world.put("wang/customers/bolt.log.jsonl", lines.join("\n") + "\n");
    let told = team.crm("wang", &["check"]);
    assert!(told.stdout.contains("crm merge rivet bolt"), "{told:?}");
}

#[cfg(unix)]
#[test]
fn what_leads_into_a_circle_of_merges_is_a_part_of_who_stays() {
    for order in [["li", "wang"], ["wang", "li"]] {
        let team = team();
        team.ok("li", &["add", "Cog", "--id", "cog"]);
        team.ok("li", &["sync", "-m", "cog"]);
        team.ok("wang", &["sync"]);
        team.ok("li", &["merge", "nut", "bolt", "--apply"]);
        team.ok("li", &["merge", "nut", "cog", "--apply"]);
        team.ok("wang", &["merge", "bolt", "nut", "--apply"]);
        team.ok("wang", &["log", "cog", "said meanwhile", "--note"]);
        meet(&team, order);
        for who in ["li", "wang", "zhao"] {
            let logs = found(&team, who, "said meanwhile");
            let home = if logs.contains("bolt") { "bolt" } else { "nut" };
            assert_eq!(logs, format!("customers/{home}.log.jsonl\n"), "{order:?}");
            assert_eq!(found(&team, who, "said yes"), logs, "{order:?}");
            assert!(team.ok(who, &["check"]).contains("0 errors, 0 warnings"), "{order:?}");
        }
    }
}

#[test]
fn another_one_that_got_the_id_of_a_forgotten_one_stays() {
    for order in [["li", "wang"], ["wang", "li"]] {
        let team = team();
        team.ok("li", &["add", "Zeta", "--id", "zeta"]);
        team.ok("li", &["sync", "-m", "zeta"]);
        team.ok("li", &["forget", "zeta", "--all", "--apply"]);
        team.ok("li", &["sync", "-m", "forgotten"]);
        team.ok("wang", &["rename", "nut", "zeta"]);
        team.ok("wang", &["log", "zeta", "said meanwhile", "--note"]);
        meet(&team, order);
        for who in ["li", "wang", "zhao"] {
            assert_eq!(found(&team, who, "said meanwhile"), "customers/zeta.log.jsonl\n");
            assert_eq!(found(&team, who, "valve"), "customers/zeta.log.jsonl\n");
            team.ok(who, &["check"]);
        }
    }
}

#[test]
fn what_plain_git_brings_back_of_a_forgotten_one_is_told_and_goes() {
    let team = team();
    team.ok("li", &["add", "Cog", "--id", "cog"]);
    team.ok("li", &["sync", "-m", "cog"]);
    team.ok("wang", &["sync"]);
    team.ok("wang", &["log", "cog", "its first entry", "--note"]);
    team.ok("wang", &["sync", "-m", "cog's log"]);
    team.ok("li", &["forget", "cog", "--all", "--apply"]);
    // The file is gone here, and the log is new there: git sees nothing to ask.
    team.git("li", &["pull", "-q", "--no-edit"]);
    assert_ne!(found(&team, "li", "its first entry"), "");
    let told = team.crm("li", &["sync", "-m", "forgotten"]);
    assert_eq!(told.code, 1, "{told:?}");
    let advice = "crm forget cog --all --apply";
    assert!(told.stderr.contains("its log is back") && told.stderr.contains(advice), "{told:?}");
    assert!(team.ok("li", &["forget", "cog", "--all"]).contains("cog.log.jsonl: removed, 1 lines"));
    team.ok("li", &["forget", "cog", "--all", "--apply"]);
    team.ok("li", &["sync", "-m", "forgotten"]);
    for who in ["li", "wang", "zhao"] {
        team.ok(who, &["sync"]);
        assert_eq!(found(&team, who, "its first entry"), "");
        team.ok(who, &["check"]);
    }
}

#[test]
fn what_plain_git_puts_beside_a_forgetting_is_told_until_somebody_has_looked() {
    for how in ["--no-rebase", "--rebase"] {
        let team = team();
        team.ok("li", &["forget", "bolt", "--apply"]);
        team.ok("li", &["sync", "-m", "forgotten"]);
        for text in ["a late call with Karl", "and one more"] {
            team.ok("wang", &["log", "bolt", text, "--via", "call"]);
            team.commit("wang", text);
        }
        let told = team.call("wang", "git", &["pull", "-q", how, "--no-edit"]).run();
        assert!(told.stderr.contains("may name that person: crm check says what to do"), "{how}: {told:?}");
        let log = team.read("wang", "bolt.log.jsonl");
        assert_eq!(log.matches("stays though forgotten on request").count(), 1, "{how}: {log}");
        team.ok("wang", &["sync"]);
        let told = team.crm("li", &["sync"]);
        assert!(told.stderr.contains("was forgotten on request, and stays"), "{how}: {told:?}");
        for who in ["li", "wang"] {
            let told = team.crm(who, &["check"]).stdout;
            assert!(told.contains("crm forget bolt --allow"), "{how} {who}: {told}");
        }
        team.ok("li", &["forget", "bolt", "--allow", "--apply"]);
        team.ok("li", &["check"]);
    }
}

#[test]
fn a_list_of_what_was_forgotten_that_does_not_read_is_told() {
    let team = team();
    team.ok("li", &["forget", "bolt", "--all", "--apply"]);
    team.commit("li", "forgotten");
    let list = team.world.path("li/.crm-forgotten");
    for is_link in [true, false] {
        std::fs::remove_file(&list).unwrap();
        match is_link {
            true => std::os::unix::fs::symlink("/dev/null", &list).unwrap(),
            false => std::fs::create_dir(&list).unwrap(),
        }
        let told = team.crm("li", &["check"]);
        assert!(
            told.code == 1 && told.stdout.contains("what was forgotten on request is not known"),
            "{told:?}"
        );
        if !is_link {
            std::fs::remove_dir(&list).unwrap();
        }
        team.git("li", &["checkout", "HEAD", "--", ".crm-forgotten"]);
        team.ok("li", &["check"]);
    }
}
