//! Somebody is forgotten in one clone, and another one that has not heard of it has made two customers one.
use crate::crossed::meet;
#[cfg(target_os = "linux")]
use crate::sync::answering;
use crate::team::Team;

/// Three clones with three customers, each with a person, a date, a note and two entries.
pub fn team() -> Team {
    let team = Team::new();
    team.ok("li", &["upgrade", "--apply"]);
    for (id, name, person) in [
        ("alpha", "Alpha Pumps", "Anna Abel"),
        ("beta", "Beta Valves", "Bert Bohm"),
        ("gamma", "Gamma Oil", "Cleo Cern"),
    ] {
        let mail = person.to_lowercase().replace(' ', ".");
        let card = format!(
            "name: {name}\ngrade: C\ntags: [t-{id}]\ncontacts:\n  - name: {person}\n    email: {mail}@{id}.example\n\
             dates:\n  - on: 2026-03-10\n    what: {person}'s day\nnotes: note of {id}\n"
        );
        team.world.put(&format!("li/customers/{id}.yaml"), card);
        let lines: String = (1..3)
            .map(|day| format!("{{\"at\":\"2026-02-0{day}\",\"by\":\"li\",\"kind\":\"note\",\"text\":\"{id} line {day}\"}}\n"))
            .collect();
        team.world.put(&format!("li/customers/{id}.log.jsonl"), lines);
    }
    team.ok("li", &["sync", "-m", "three customers"]);
    team.ok("wang", &["sync"]);
    team.clone("zhao");
    team
}

/// Changes a file by hand.
pub fn change(team: &Team, who: &str, file: &str, from: &str, to: &str) {
    let text = team.read(who, file);
    assert!(text.contains(from), "{from} is not in {text}");
    team.world.put(&format!("{who}/customers/{file}"), text.replacen(from, to, 1));
}

const DORA: &str =
    "contacts:\n  - name: Dora Dorn\n    email: dora@beta.example\n    phone: '+49 170 12345'\n";

#[test]
fn what_is_new_comes_home_though_somebody_else_was_forgotten_there() {
    for order in [["li", "wang"], ["wang", "li"]] {
        let team = team();
        team.ok("li", &["merge", "alpha", "beta", "--apply"]);
        team.ok("li", &["forget", "alpha", "--contact", "Anna Abel", "--apply"]);
        change(&team, "wang", "beta.yaml", "contacts:\n", DORA);
        change(&team, "wang", "beta.yaml", "note of beta", "Anna Abel told them to move to Hamburg in May");
        let told = meet(&team, order);
        assert!(told.contains("(contacts, notes)"), "{told}");
        for who in ["li", "wang", "zhao"] {
            let log = team.read(who, "alpha.log.jsonl");
            assert!(log.contains("Dora Dorn") && log.contains("+49 170 12345"), "{order:?} {who} {log}");
            assert!(log.contains("(forgotten) told them to move to Hamburg in May"), "{order:?} {who} {log}");
            assert!(!log.contains("Anna"), "{log}");
            team.ok(who, &["check"]);
        }
    }
}

#[test]
fn what_is_new_comes_home_though_its_own_side_forgot_somebody_else() {
    for order in [["li", "wang"], ["wang", "li"]] {
        let team = team();
        team.ok("li", &["merge", "alpha", "beta", "--apply"]);
        change(&team, "wang", "beta.yaml", "contacts:\n", DORA);
        team.ok("wang", &["forget", "beta", "--contact", "Bert Bohm", "--apply"]);
        meet(&team, order);
        for who in ["li", "wang", "zhao"] {
            let (log, card) = (team.read(who, "alpha.log.jsonl"), team.read(who, "alpha.yaml"));
            assert!(log.contains("Dora Dorn"), "{order:?} {who} {log}");
            assert!(!log.contains("Bert") && !card.contains("bert.bohm"), "{order:?} {who} {log}{card}");
        }
    }
}

#[test]
fn what_can_not_be_told_from_a_forgotten_one_is_left_out_and_named() {
    let team = team();
    team.ok("li", &["merge", "alpha", "beta", "--apply"]);
    team.ok("li", &["forget", "alpha", "--apply"]);
    change(
        &team,
        "wang",
        "beta.yaml",
        "bert.bohm@beta.example\n",
        "bert.bohm@beta.example\n    phone: '+49 30 555'\n",
    );
    change(&team, "wang", "beta.yaml", "note of beta", "note of beta, and more");
    let told = meet(&team, ["li", "wang"]);
    assert!(told.contains("is left out: contacts: Bert Bohm, notes"), "{told}");
    assert!(!told.contains("has come to"), "{told}");
    let log = team.read("li", "alpha.log.jsonl");
    assert!(!log.contains("555") && !log.contains("Bert"), "{log}");
}

#[test]
fn of_a_list_what_is_new_alone_is_noted() {
    for order in [["li", "wang"], ["wang", "li"]] {
        let team = team();
        team.ok("li", &["merge", "alpha", "beta", "--apply"]);
        team.ok("li", &["forget", "alpha", "--apply"]);
        change(&team, "wang", "beta.yaml", "dates:\n", "dates:\n  - on: 2026-09-09\n    what: audit\n");
        change(&team, "wang", "beta.yaml", "notes:", "prefers: {cares_about: fast pumps}\nnotes:");
        meet(&team, order);
        for who in ["li", "wang", "zhao"] {
            let log = team.read(who, "alpha.log.jsonl");
            assert!(log.contains("audit") && log.contains("fast pumps"), "{order:?} {who} {log}");
            assert!(!log.contains("Bert"), "{order:?} {who} {log}");
        }
    }
}

#[test]
fn who_is_taken_off_by_hand_is_not_forgotten_since_somebody_was_long_ago() {
    for day in ["2026-03-01", "2026-11-20"] {
        let team = team();
        let two = "contacts:\n  - name: Karl Kern\n    email: karl@beta.example\n  - name: Olga Old\n    email: olga@beta.example\n";
        change(&team, "li", "beta.yaml", "contacts:\n", two);
        change(&team, "li", "alpha.yaml", "note of alpha", "Karl Kern of Beta knows the prices");
        team.ok("li", &["forget", "beta", "--contact", "Olga Old", "--apply", "--today", day]);
        team.ok("li", &["sync", "-m", "long ago"]);
        team.ok("wang", &["sync"]);
        team.ok("li", &["merge", "alpha", "beta", "--apply"]);
        change(&team, "wang", "beta.yaml", "  - name: Karl Kern\n    email: karl@beta.example\n", "");
        meet(&team, ["li", "wang"]);
        let card = team.read("zhao", "alpha.yaml");
        assert!(
            card.contains("Karl Kern of Beta knows the prices") && !card.contains("(forgotten)"),
            "{card}"
        );
        // A note says what was changed there.
        assert!(team.read("zhao", "alpha.log.jsonl").contains("beta: contacts: "));
    }
}

#[test]
fn who_was_forgotten_with_a_whole_customer_is_not_noted_in_a_third_one() {
    for order in [["li", "wang"], ["wang", "li"]] {
        let team = team();
        team.ok("li", &["forget", "beta", "--all", "--apply"]);
        team.ok("li", &["merge", "alpha", "gamma", "--apply"]);
        change(&team, "wang", "gamma.yaml", "note of gamma", "they like tea");
        team.ok("wang", &["merge", "gamma", "beta", "--apply"]);
        let told = meet(&team, order);
        assert!(told.contains("had made it alpha by then:"), "{told}");
        for who in ["li", "wang", "zhao"] {
            let files = team.read(who, "alpha.log.jsonl") + &team.read(who, "alpha.yaml");
            for word in ["Bert", "bert", "aliases: [Gamma Oil, Beta", "[\\\"Beta", "t-beta", "note of beta"] {
                assert!(!files.contains(word), "{order:?} {who} {word}: {files}");
            }
            assert!(files.contains("they like tea"), "{order:?} {who}: {files}");
        }
        // The advice, as it is printed.
        team.ok("zhao", &["show", "alpha"]);
        team.ok("zhao", &["forget", "alpha", "--allow", "--apply"]);
        assert!(!team.ok("zhao", &["check"]).contains("forgotten"));
    }
}

#[test]
fn a_blank_behind_a_forgotten_line_brings_it_back_nowhere() {
    for (order, is_before) in [(["li", "wang"], false), (["wang", "li"], false), (["li", "wang"], true)] {
        let team = team();
        team.ok("li", &["log", "beta", "Bert wants a discount", "--note"]);
        if is_before {
            change(&team, "li", "beta.log.jsonl", "discount\"}", "discount\"} ");
        }
        team.ok("li", &["sync", "-m", "logged"]);
        team.ok("wang", &["sync"]);
        team.ok("li", &["forget", "beta", "--apply"]);
        match is_before {
            true => change(&team, "wang", "beta.log.jsonl", "discount\"} ", "discount\"}"),
            false => change(&team, "wang", "beta.log.jsonl", "discount\"}", "discount\"} "),
        }
        meet(&team, order);
        for who in ["li", "wang", "zhao"] {
            let log = team.read(who, "beta.log.jsonl");
            assert!(!log.contains("discount"), "{order:?} {who} {log}");
            team.ok(who, &["check"]);
        }
    }
}

const CARD: &str =
    r#"{"at":"2025-12-20","by":"li","kind":"followup","via":"letter","text":"Christmas card"}"#;

/// All three have an equal entry at two customers.
fn cards(team: &Team, ids: [&str; 2]) {
    for id in ids {
        let log = team.read("li", &format!("{id}.log.jsonl"));
        team.world.put(&format!("li/customers/{id}.log.jsonl"), format!("{log}{CARD}\n"));
    }
    team.ok("li", &["sync", "-m", "cards"]);
    for who in ["wang", "zhao"] {
        team.ok(who, &["sync"]);
    }
}

#[test]
fn an_entry_equal_to_a_forgotten_one_stays_and_is_no_error() {
    for order in [["li", "wang"], ["wang", "li"]] {
        let team = team();
        cards(&team, ["alpha", "gamma"]);
        team.ok("li", &["forget", "gamma", "--all", "--apply"]);
        team.ok("wang", &["merge", "alpha", "gamma", "--apply"]);
        meet(&team, order);
        for who in ["li", "wang", "zhao"] {
            assert!(team.ok(who, &["check"]).contains("0 errors"));
            team.ok(who, &["forget", "alpha", "--returned", "--apply"]);
            let log = team.read(who, "alpha.log.jsonl");
            assert!(log.contains(CARD) && !log.contains("gamma line"), "{order:?} {who} {log}");
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn what_stays_by_an_answer_has_the_entries_of_its_part_that_equal_forgotten_ones() {
    for answers in ["m\nm\n", "m\nt\n", "t\nm\n", "t\nt\n"] {
        let team = team();
        cards(&team, ["alpha", "gamma"]);
        // Both logs say so in equal words.
        team.ok("li", &["forget", "alpha", "--apply"]);
        team.ok("li", &["forget", "beta", "--contact", "Bert Bohm", "--apply"]);
        team.ok("li", &["forget", "alpha", "--all", "--apply"]);
        team.ok("li", &["sync", "-m", "alpha is forgotten"]);
        team.ok("wang", &["merge", "alpha", "gamma", "--apply"]);
        team.ok("zhao", &["sync"]);
        team.ok("zhao", &["merge", "gamma", "beta", "--apply"]);
        team.ok("zhao", &["log", "gamma", "zhao was here", "--note"]);
        team.ok("zhao", &["sync", "-m", "gamma has beta"]);
        assert_eq!(team.crm("wang", &["sync", "-m", "merged"]).code, 4);
        let Some(told) = answering(&team, "wang", "crm sync --resolve", answers) else { return };
        assert_eq!(told.code, 0, "{answers:?} {told:?}");
        if answers.starts_with('m') {
            let log = team.read("wang", "alpha.log.jsonl");
            for line in [CARD, "zhao was here", "gamma line 1", "beta line 1"] {
                assert!(log.contains(line), "{answers:?} {line} {log}");
            }
            assert!(!log.contains("alpha line"), "{answers:?} {log}");
        }
        team.ok("zhao", &["sync"]);
        assert!(team.ok("zhao", &["check"]).contains("0 errors"), "{answers:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn who_forgot_somebody_hears_of_an_answer_that_lets_that_one_stay() {
    for (order, answer) in [(["li", "wang"], "m\n"), (["wang", "li"], "t\n")] {
        let team = team();
        team.ok("li", &["forget", "alpha", "--contact", "Anna Abel", "--apply"]);
        let mail = "anna.abel@alpha.example\n";
        change(&team, "wang", "alpha.yaml", mail, &format!("{mail}    phone: '+49 30 555'\n"));
        team.ok(order[0], &["sync", "-m", "the one"]);
        let asked = team.crm(order[1], &["sync", "-m", "the other"]);
        assert!(asked.code == 4 && asked.stderr.contains("forgot it on request"), "{asked:?}");
        let Some(told) = answering(&team, order[1], "crm sync --resolve", answer) else { return };
        assert_eq!(told.code, 0, "{told:?}");
        let told = team.crm(order[0], &["sync"]);
        assert!(told.stderr.contains("stays since a sync of the others"), "{told:?}");
        team.ok("zhao", &["sync"]);
        for who in ["li", "wang", "zhao"] {
            let checked = team.ok(who, &["check"]);
            assert!(checked.contains("contacts: Anna Abel was forgotten on request, and stays"), "{checked}");
        }
        // The advice, as it is printed: either of them settles it.
        team.ok("li", &["forget", "alpha", "--contact", "Anna Abel", "--apply"]);
        assert!(!team.ok("li", &["check"]).contains("forgotten on request"));
        assert!(!team.read("li", "alpha.log.jsonl").contains("Anna"));
        team.ok("zhao", &["forget", "alpha", "--allow", "--apply"]);
        assert!(!team.ok("zhao", &["check"]).contains("forgotten on request"));
    }
}

/// An entry of a day alone, as whoever logs it writes it for any customer.
fn fair(team: &Team, who: &str, id: &str) {
    team.ok(who, &["log", id, "met Bert Bohm at the fair", "--note", "--at", "2026-03-05"]);
}

#[test]
fn an_own_entry_that_equals_a_forgotten_one_of_a_part_stays() {
    let part = &[["gamma", "beta"]][..];
    let chain = &[["gamma", "beta"], ["alpha", "gamma"]][..];
    let all = &["forget", "beta", "--all"][..];
    for (order, merges, forgets) in [
        (["li", "wang"], part, &[all, &["forget", "beta"], &["forget", "beta", "--contact", "Bert"]][..]),
        (["wang", "li"], part, &[all]),
        (["li", "wang"], chain, &[all]),
        (["wang", "li"], chain, &[&["forget", "beta"]]),
    ] {
        for forget in forgets {
            let team = team();
            for [home, part] in merges {
                team.ok("li", &["merge", home, part, "--apply"]);
            }
            fair(&team, "wang", "beta");
            fair(&team, "wang", "gamma");
            if merges.len() == 1 && *forget == all {
                team.ok("wang", &["add", "Delta", "--id", "delta"]);
                fair(&team, "wang", "delta");
            }
            team.ok("wang", &[forget, &["--apply"][..]].concat());
            meet(&team, order);
            for who in ["li", "wang", "zhao"] {
                let home = merges[merges.len() - 1][0];
                let log = team.read(who, &format!("{home}.log.jsonl"));
                assert_eq!(
                    log.matches("met Bert Bohm at the fair").count(),
                    1,
                    "{order:?} {merges:?} {forget:?} {who} {log}"
                );
                assert!(team.ok(who, &["check"]).contains("0 errors"));
                team.ok(who, &["forget", home, "--returned"]);
                assert!(!team.ok(who, &["check"]).contains("entries that were forgotten"));
            }
        }
    }
}

#[test]
fn each_of_two_forgettings_of_a_day_is_heard() {
    for order in [["li", "wang"], ["wang", "li"]] {
        let team = team();
        let more = format!("{DORA}  - name: Karl Kern\n    email: karl@beta.example\n");
        change(&team, "li", "beta.yaml", "contacts:\n", &more);
        meet(&team, ["li", "wang"]);
        let note = |who: &str, name: &str| {
            let args = ["forget", "beta", "--contact", name, "--apply"];
            let told = team.call(who, crate::world::binary(), &args).env("CRM_USER", "li").run();
            assert_eq!(told.code, 0, "{told:?}");
        };
        note("li", "Bert Bohm");
        note("wang", "Dora Dorn");
        team.ok(order[0], &["sync", "-m", "the one"]);
        team.ok("zhao", &["sync"]);
        team.ok("zhao", &["merge", "alpha", "beta", "--apply"]);
        team.ok(order[1], &["sync", "-m", "the other"]);
        meet(&team, ["zhao", order[0]]);
        for who in ["li", "wang", "zhao"] {
            let files = team.call(who, "git", &["grep", "-niE", "dora|bert", "--", "customers"]).run().stdout;
            assert_eq!(files, "", "{order:?} {who}");
        }
        let log = team.read("zhao", "alpha.log.jsonl");
        assert_eq!(log.matches("forgotten on request on").count(), 2, "{log}");
    }
}
