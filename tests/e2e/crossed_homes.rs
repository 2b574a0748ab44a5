//! Somebody is forgotten in one clone, and stands by then in another customer, or under another id, in another one.
use crate::crossed::meet;
use crate::crossed_forget::{change, team};
use crate::crossed_ids::git_mv;
use crate::team::Team;

const BERT: [&str; 2] = ["Bert", "bert.bohm@"];
const ALL: [&str; 4] = ["Bert", "bert.bohm@", "note of beta", "beta line"];
const ORDERS: [[&str; 2]; 2] = [["li", "wang"], ["wang", "li"]];

/// All files of somebody's customers.
fn files(team: &Team, who: &str) -> String {
    team.call(who, "git", &["grep", "-n", "", "--", "customers"]).run().stdout
}

/// li and wang, who haven't heard of each other, meet; then nobody has any of the words, and all have those that
/// nobody has forgotten.
fn nobody_has(what: &str, [ours, theirs]: [&[&str]; 2], words: &[&str], stays: &[&str]) {
    for order in ORDERS {
        let team = team();
        for (who, commands) in [("li", ours), ("wang", theirs)] {
            for command in commands {
                let words: Vec<&str> = command.split(' ').chain(["--apply"]).collect();
                let words = if command.starts_with("rename") { &words[..words.len() - 1] } else { &words };
                team.ok(who, words);
            }
        }
        meet(&team, order);
        for who in ["li", "wang", "zhao"] {
            let files = files(&team, who);
            for word in words {
                assert!(!files.contains(word), "{what} {order:?} {who} {word}: {files}");
            }
            for word in stays {
                assert!(files.contains(word), "{what} {order:?} {who} {word}: {files}");
            }
            assert!(!team.ok(who, &["check"]).contains("forgotten"), "{what} {order:?} {who}");
        }
    }
}

#[test]
fn who_was_forgotten_in_one_of_two_equal_merges_is_gone() {
    for (what, ours, words) in [
        ("before", ["forget beta --contact Bert", "merge alpha beta"], &BERT[..]),
        ("after", ["merge alpha beta", "forget alpha --contact Bert"], &BERT),
        ("all of it, before", ["forget beta", "merge alpha beta"], &ALL),
    ] {
        let stays = ["Anna Abel", "note of alpha", "t-beta", "Cleo Cern"];
        nobody_has(what, [&ours, &["merge alpha beta"]], words, &stays);
    }
}

#[test]
fn who_was_forgotten_in_one_customer_is_gone_from_the_one_that_it_is_a_part_of() {
    let stays = ["Cleo Cern", "note of gamma", "gamma line", "2026-03-10", "t-beta"];
    nobody_has("all of it", [&["forget beta"], &["merge gamma beta"]], &ALL, &stays);
    nobody_has("two parts", [&["forget beta", "merge alpha beta"], &["merge gamma beta"]], &ALL, &stays);
    nobody_has("one", [&["forget beta --contact Bert"], &["merge gamma beta"]], &BERT, &["note of beta"]);
}

#[test]
fn who_was_forgotten_under_one_id_is_gone_under_another_one() {
    let stays = ["Anna Abel", "x1", "x2"];
    let contact = ["forget beta --contact Bert", "rename beta x1"];
    nobody_has("one", [&contact, &["rename beta x2"]], &BERT, &stays);
    nobody_has("all of it", [&["forget beta", "rename beta x1"], &["rename beta x2"]], &ALL, &stays);
}

#[test]
fn who_was_forgotten_is_gone_where_each_clone_made_the_one_a_part_of_the_other() {
    let ours = ["forget beta --contact Bert", "merge alpha beta"];
    nobody_has("circle", [&ours, &["merge beta alpha"]], &BERT, &["Anna Abel", "note of alpha"]);
    let ours = ["forget beta", "merge alpha beta"];
    nobody_has("circle", [&ours, &["merge beta alpha"]], &ALL, &["Anna Abel", "note of alpha"]);
}

#[test]
fn what_may_be_of_a_forgotten_one_is_told_until_somebody_has_looked() {
    for order in ORDERS {
        let team = team();
        team.ok("li", &["forget", "beta", "--apply"]);
        team.ok("li", &["rename", "beta", "x1"]);
        git_mv(&team, "wang", "beta", "x2");
        let mail = "bert.bohm@beta.example\n";
        change(&team, "wang", "x2.yaml", mail, &format!("{mail}    phone: '+49 30 555'\n"));
        team.ok(order[0], &["sync", "-m", "the one"]);
        let told = team.crm(order[1], &["sync", "-m", "the other"]);
        assert!(told.code == 0 && told.stderr.contains("beta, or a person of it, was forgotten"), "{told:?}");
        for who in ["li", "wang", "zhao"] {
            team.ok(who, &["sync"]);
            assert!(!files(&team, who).contains("note of beta"), "{order:?} {who}");
            let checked = team.ok(who, &["check"]);
            assert!(checked.contains("beta: contacts was forgotten on request, and stays"), "{checked}");
        }
        // The advice, as it is printed.
        team.ok("zhao", &["show", "x2"]);
        team.ok("zhao", &["forget", "x2", "--contact", "Bert Bohm", "--apply"]);
        team.ok("zhao", &["forget", "x2", "--allow", "--apply"]);
        assert!(!team.ok("zhao", &["check"]).contains("forgotten on request"));
    }
}

#[test]
fn who_follows_somebody_at_a_mailbox_of_the_house_is_another_one() {
    for (old, new) in [("Herr Bohm", "Herr Cern"), ("Bert Bohm", "Klaus Bohm"), ("Bert Bohm", "Bert Cern")] {
        let team = team();
        change(
            &team,
            "li",
            "beta.yaml",
            "Bert Bohm\n    email: bert.bohm@",
            &format!("{old}\n    email: info@"),
        );
        team.ok("li", &["sync", "-m", "the house's"]);
        team.ok("wang", &["sync"]);
        team.ok("zhao", &["sync"]);
        change(&team, "li", "beta.yaml", old, new);
        team.ok("li", &["sync", "-m", "followed"]);
        team.ok("wang", &["set", "beta", "contacts[0].phone=+49 170 777", "contacts[0].birthday=05-12"]);
        let asked = team.crm("wang", &["sync", "-m", "learned"]);
        assert!(asked.code == 4 && asked.stderr.contains(old), "{asked:?}");
        assert!(!team.read("li", "beta.yaml").contains("777"));
    }
}

#[test]
fn who_follows_a_forgotten_one_at_a_mailbox_of_the_house_is_not_that_one() {
    for order in ORDERS {
        let team = team();
        change(&team, "li", "beta.yaml", "Bert Bohm\n    email: bert.bohm@", "Herr Bohm\n    email: info@");
        team.ok("li", &["sync", "-m", "the house's"]);
        team.ok("wang", &["sync"]);
        team.ok("li", &["forget", "beta", "--contact", "Herr Bohm", "--apply"]);
        change(&team, "wang", "beta.yaml", "name: Herr Bohm", "name: Herr Cern");
        meet(&team, order);
        let card = team.read("zhao", "beta.yaml");
        assert!(card.contains("Herr Cern") && card.contains("info@"), "{card}");
    }
}

#[test]
fn what_was_masked_since_it_named_the_person_is_gone_from_another_customer_as_well() {
    for order in ORDERS {
        let team = team();
        let more =
            "tags: [t-beta]\nregion: at Bert Bohm's\nwebsite: bohm-privat.example\naddress: Gartenweg 5\n";
        change(&team, "li", "beta.yaml", "tags: [t-beta]\n", more);
        team.ok("li", &["sync", "-m", "more"]);
        team.ok("wang", &["sync"]);
        team.ok("li", &["forget", "beta", "--apply"]);
        team.ok("wang", &["merge", "alpha", "beta", "--apply"]);
        meet(&team, order);
        for who in ["li", "wang", "zhao"] {
            let files = files(&team, who);
            for word in ["bohm-privat", "Bert Bohm", "Gartenweg"] {
                assert!(!files.contains(word), "{order:?} {who} {word}: {files}");
            }
            assert!(files.contains("t-beta") && files.contains("Anna Abel"), "{order:?} {who}: {files}");
        }
    }
}

#[test]
fn two_orders_that_forgettings_in_two_customers_have_made_equal_stay_two() {
    for (ours, theirs) in [
        (&["forget alpha --contact Anna", "forget beta --contact Bert", "merge alpha beta"][..], &[][..]),
        (&["forget alpha --contact Anna", "forget beta --contact Bert"], &["merge alpha beta"]),
    ] {
        for order in ORDERS {
            let team = team();
            for (id, text) in [("alpha", "for Anna"), ("beta", "for Bert")] {
                let order = ["log", id, text, "--order", "USD 100", "--at", "2026-03-20", "--no-contact"];
                team.ok("li", &order);
            }
            team.ok("li", &["sync", "-m", "two orders"]);
            team.ok("wang", &["sync"]);
            for (who, commands) in [("li", ours), ("wang", theirs)] {
                for command in commands {
                    team.ok(who, &command.split(' ').chain(["--apply"]).collect::<Vec<_>>());
                }
            }
            meet(&team, order);
            for who in ["li", "wang", "zhao"] {
                let log = team.read(who, "alpha.log.jsonl");
                let orders = log.lines().filter(|line| line.contains("\"kind\":\"order\"")).count();
                assert_eq!(orders, 2, "{theirs:?} {order:?} {who}: {log}");
                assert!(!log.contains("for Anna") && !log.contains("for Bert"), "{order:?} {who}: {log}");
            }
        }
    }
}

/// Each clone makes the one customer a part of the other, and gives the other's numbers their new ones: an entry that has
/// got another number in each of them is one.
#[test]
fn entries_whose_number_each_of_two_clones_has_changed_stay_once() {
    let forget = |id: &str, name: &str| format!("forget {id} --contact {name}");
    let rename = ["merge beta alpha".to_owned(), "rename beta delta".to_owned()];
    for (ours, theirs) in [
        (vec!["merge alpha beta".to_owned()], vec!["merge beta alpha".to_owned()]),
        (vec!["merge alpha beta".to_owned()], rename.to_vec()),
        (vec![forget("alpha", "Anna"), "merge alpha beta".to_owned()], vec!["merge beta alpha".to_owned()]),
        (vec!["merge alpha beta".to_owned()], vec!["merge beta alpha".to_owned(), forget("beta", "Anna")]),
        (vec!["merge alpha beta".to_owned(), forget("alpha", "Bert")], rename.to_vec()),
    ] {
        for order in ORDERS {
            let team = team();
            for (id, text) in [("alpha", "for Anna"), ("beta", "for Bert")] {
                for (amount, day) in [("100", "20"), ("300", "21")] {
                    let (at, amount) = (format!("2026-03-{day}"), format!("USD {amount}"));
                    let number = format!("O-{day}");
                    let order =
                        ["log", id, text, "--order", &amount, "--ref", &number, "--at", &at, "--no-contact"];
                    team.ok("li", &order);
                }
            }
            team.ok("li", &["sync", "-m", "two orders"]);
            team.ok("wang", &["sync"]);
            for (who, commands) in [("li", &ours), ("wang", &theirs)] {
                for command in commands {
                    let words = command
                        .split(' ')
                        .chain(["--apply"].into_iter().filter(|_| !command.starts_with("rename")));
                    team.ok(who, &words.collect::<Vec<_>>());
                }
            }
            meet(&team, order);
            for who in ["li", "wang", "zhao"] {
                let log = team.call(who, "git", &["grep", "-h", "\"order\"", "--", "customers"]).run().stdout;
                let what = format!("{ours:?} {theirs:?} {order:?} {who}: {log}");
                assert_eq!(log.lines().count(), 4, "{what}");
                assert_eq!(log.matches('~').count(), 2, "{what}");
                if ours.iter().chain(&theirs).any(|command| command.contains("Anna")) {
                    let files = files(&team, who);
                    assert!(!files.contains("Anna") && files.contains("Bert"), "{what} {files}");
                }
                assert!(!team.ok(who, &["check"]).contains("forgotten"), "{what}");
            }
        }
    }
}

#[test]
fn an_answer_has_the_number_of_what_it_answers_though_another_clone_gave_it_another_one() {
    for order in ORDERS {
        let team = team();
        for (id, text) in [("alpha", "cracked"), ("beta", "bent")] {
            team.ok("li", &["log", id, text, "--complaint", "opened", "--ref", "K", "--no-contact"]);
        }
        team.ok("li", &["sync", "-m", "two complaints"]);
        team.ok("wang", &["sync"]);
        team.ok("li", &["merge", "alpha", "beta", "--apply"]);
        team.ok("wang", &["merge", "beta", "alpha", "--apply"]);
        team.ok(
            "li",
            &["log", "alpha", "mended", "--complaint", "solved", "--ref", "K~beta", "--no-contact"],
        );
        team.ok(
            "wang",
            &["log", "beta", "replaced", "--complaint", "solved", "--ref", "K~alpha", "--no-contact"],
        );
        meet(&team, order);
        for who in ["li", "wang", "zhao"] {
            let log = team.call(who, "git", &["grep", "-h", "\"complaint\"", "--", "customers"]).run().stdout;
            let number = |text: &str| -> String {
                let line = log.lines().find(|line| line.contains(text)).unwrap();
                let entry: serde_json::Value = serde_json::from_str(line).unwrap();
                entry["ref"].as_str().unwrap().to_owned()
            };
            assert_eq!(log.lines().count(), 4, "{order:?} {who}: {log}");
            assert_eq!(number("cracked"), number("replaced"), "{order:?} {who}: {log}");
            assert_eq!(number("bent"), number("mended"), "{order:?} {who}: {log}");
        }
    }
}

/// The customer that each of two others has taken over in a clone of its own, and the two then become one.
#[test]
fn a_part_of_two_customers_stands_once_where_they_become_one() {
    let team = team();
    for id in ["alpha", "beta", "gamma"] {
        let text = format!("for {id}");
        let order =
            ["log", id, &text, "--order", "USD 100", "--ref", "O-1", "--at", "2026-03-20", "--no-contact"];
        team.ok("li", &order);
    }
    team.ok("li", &["sync", "-m", "three orders"]);
    team.ok("wang", &["sync"]);
    team.ok("li", &["merge", "alpha", "beta", "--apply"]);
    team.ok("wang", &["merge", "gamma", "beta", "--apply"]);
    team.ok("wang", &["rename", "gamma", "x1"]);
    meet(&team, ["li", "wang"]);
    let said = team.ok("zhao", &["merge", "alpha", "x1", "--apply"]);
    let log = team.read("zhao", "alpha.log.jsonl");
    assert_eq!(log.matches("for beta").count(), 1, "{said}\n{log}");
    assert_eq!(log.matches("\"order\"").count(), 3, "{said}\n{log}");
    team.ok("zhao", &["sync", "-m", "one"]);
    team.ok("li", &["sync"]);
    assert_eq!(team.read("li", "alpha.log.jsonl"), log);
}

#[test]
fn one_that_each_side_has_given_another_id_is_one_still() {
    for order in ORDERS {
        let team = team();
        for who in ["li", "wang"] {
            team.ok(who, &["rename", "alpha", &format!("{who}-alpha")]);
            team.ok(who, &["log", &format!("{who}-alpha"), &format!("{who} wrote"), "--note"]);
        }
        team.ok("wang", &["set", "wang-alpha", "plan=call back"]);
        let told = meet(&team, order);
        let (stays, leads) = (format!("{}-alpha", order[0]), format!("{}-alpha", order[1]));
        assert!(told.contains(&format!("it is {stays} now")) && !told.contains("moved it"), "{told}");
        for who in ["li", "wang", "zhao"] {
            let (card, log) =
                (team.read(who, &format!("{stays}.yaml")), team.read(who, &format!("{stays}.log.jsonl")));
            assert!(card.contains("plan: call back"), "{who}: {card}");
            for text in ["li wrote", "wang wrote", "note of alpha"] {
                assert_eq!(files(&team, who).matches(text).count(), 1, "{who}: {log}");
            }
            assert!(team.ok(who, &["show", &leads]).contains(&stays), "{who}");
            assert!(team.ok(who, &["check"]).contains("0 errors, 0 warnings"), "{who}");
        }
    }
}

#[test]
fn one_that_one_side_has_renamed_and_the_other_merged_is_a_part_of_that_one() {
    for order in ORDERS {
        let team = team();
        team.ok("li", &["rename", "alpha", "li-alpha"]);
        team.ok("li", &["log", "li-alpha", "li wrote", "--note"]);
        team.ok("wang", &["merge", "gamma", "alpha", "--apply"]);
        let told = meet(&team, order);
        assert!(told.contains("it is gamma now"), "{told}");
        for who in ["li", "wang", "zhao"] {
            for text in ["li wrote", "note of alpha"] {
                assert_eq!(files(&team, who).matches(text).count(), 1, "{who}");
            }
            assert!(team.ok(who, &["show", "li-alpha"]).contains("gamma"), "{who}");
            assert!(team.ok(who, &["check"]).contains("0 errors, 0 warnings"), "{who}");
        }
        // What comes to the second name later comes home, too.
        team.ok("zhao", &["log", "li-alpha", "zhao wrote", "--note"]);
        assert!(team.read("zhao", "gamma.log.jsonl").contains("zhao wrote"));
    }
}

#[test]
fn one_that_became_a_part_of_two_is_told_until_they_are_one() {
    for order in ORDERS {
        let team = team();
        team.ok("li", &["merge", "beta", "alpha", "--apply"]);
        team.ok("wang", &["merge", "gamma", "alpha", "--apply"]);
        assert!(meet(&team, order).contains("stands in both"));
        for (lang, said) in [
            ("en", ["the history of alpha stands here and in gamma", "crm merge beta gamma"]),
            ("zh", ["alpha 的历史在这里和 gamma 中各有一份", "crm merge beta gamma"]),
        ] {
            let check = team.ok("zhao", &["check", "--lang", lang]);
            assert!(said.iter().all(|said| check.contains(said)), "{check}");
        }
        team.ok("zhao", &["merge", "beta", "gamma", "--apply"]);
        assert!(team.ok("zhao", &["check"]).contains("0 errors, 0 warnings"));
        assert_eq!(files(&team, "zhao").matches("alpha line 1").count(), 1);
    }
}

/// li renames alpha, and zhao makes it a part of beta, which gets another id then.
fn became_a_part_elsewhere(team: &Team) {
    team.ok("li", &["rename", "alpha", "ann"]);
    team.ok("zhao", &["merge", "beta", "alpha", "--apply"]);
    team.ok("zhao", &["rename", "beta", "cee"]);
    team.ok("li", &["sync", "-m", "renamed"]);
    team.ok("zhao", &["sync", "-m", "merged"]);
    team.ok("li", &["sync"]);
}

#[test]
fn what_is_written_to_a_part_that_was_renamed_before_goes_to_its_log_and_not_into_the_others_file() {
    for is_renamed_elsewhere in [false, true] {
        for order in ORDERS {
            let team = team();
            if is_renamed_elsewhere {
                became_a_part_elsewhere(&team);
            } else {
                team.ok("li", &["rename", "alpha", "ann"]);
                team.ok("li", &["merge", "beta", "ann", "--apply"]);
                team.ok("li", &["rename", "beta", "cee"]);
            }
            team.ok("wang", &["set", "alpha", "country=FR", "number=K77"]);
            team.ok("wang", &["log", "alpha", "wang wrote", "--note"]);
            meet(&team, order);
            for who in ["li", "wang", "zhao"] {
                let (card, log) = (team.read(who, "cee.yaml"), team.read(who, "cee.log.jsonl"));
                assert!(
                    card.starts_with("name: Beta Valves") && !card.contains("K77"),
                    "{order:?} {who} {card}"
                );
                assert!(log.contains("wang wrote") && log.contains("K77"), "{order:?} {who} {log}");
                assert_eq!(log.matches("alpha line 1").count(), 1, "{order:?} {who} {log}");
            }
        }
    }
}

#[test]
fn who_makes_one_a_part_that_others_have_in_another_one_is_not_stuck() {
    for order in ORDERS {
        let team = team();
        became_a_part_elsewhere(&team);
        team.ok("wang", &["rename", "alpha", "bob"]);
        team.ok("wang", &["merge", "bob", "beta", "--apply"]);
        meet(&team, order);
        for who in ["li", "wang", "zhao"] {
            for text in ["alpha line 1", "beta line 1"] {
                assert_eq!(files(&team, who).matches(text).count(), 1, "{order:?} {who} {text}");
            }
        }
    }
}

#[test]
fn what_wins_a_quote_of_a_part_has_the_number_that_it_has_there() {
    let team = team();
    team.ok("li", &["log", "gamma", "gamma's", "--quote", "USD 70", "--ref", "Q", "--no-contact"]);
    team.ok("li", &["log", "alpha", "alpha's", "--quote", "USD 80", "--ref", "Q", "--no-contact"]);
    team.ok("li", &["sync", "-m", "quotes"]);
    team.ok("wang", &["sync"]);
    team.ok("li", &["merge", "alpha", "gamma", "--apply"]);
    team.ok("wang", &["merge", "beta", "gamma", "--apply"]);
    team.ok("wang", &["log", "beta", "ordered", "--order", "USD 70", "--ref", "Q", "--no-contact"]);
    assert!(meet(&team, ["li", "wang"]).contains("stands in both"));
    team.ok("zhao", &["merge", "alpha", "beta", "--apply"]);
    let log = team.read("zhao", "alpha.log.jsonl");
    let order = log.lines().find(|line| line.contains("\"order\"")).expect("an order");
    assert!(order.contains(r#""ref":"Q~gamma""#), "{log}");
}

#[test]
fn a_consent_is_one_persons_whole() {
    for order in ORDERS {
        let team = team();
        team.ok("li", &["set", "alpha", "approved.by=li", "approved.on=2026-01-05"]);
        team.ok("li", &["sync", "-m", "consent"]);
        team.ok("wang", &["sync"]);
        team.ok("li", &["set", "alpha", "approved.by=wang"]);
        team.ok("wang", &["set", "alpha", "approved.on=2026-02-05"]);
        team.ok(order[0], &["sync", "-m", "one"]);
        let asked = team.crm(order[1], &["sync", "-m", "other"]);
        assert_eq!(asked.code, 4, "{asked:?}");
        asked.says(&["approved: {by: wang, 'on': 2026-01-05}", "approved: {by: li, 'on': 2026-02-05}"]);
    }
}

#[test]
fn a_branch_of_the_same_name_that_got_the_id_by_hand_gets_nothing_of_the_first_one() {
    for order in [["li", "wang"], ["wang", "li"]] {
        let team = team();
        team.ok("li", &["rename", "alpha", "x1"]);
        let branch = "name: Alpha Pumps\ngrade: C\ncontacts:\n  - name: Nora New\n";
        team.world.put("li/customers/alpha.yaml", branch);
        team.ok("wang", &["log", "alpha", "late", "--via", "call"]);
        team.ok("wang", &["set", "alpha", "country=FR"]);
        let told = meet(&team, order);
        for who in ["li", "wang", "zhao"] {
            assert_eq!(team.read(who, "alpha.yaml"), branch, "{order:?} {told}");
            let (card, log) = (team.read(who, "x1.yaml"), team.read(who, "x1.log.jsonl"));
            assert!(card.contains("country: FR") && log.contains("late"), "{order:?} {told} {card} {log}");
            team.ok(who, &["check"]);
        }
    }
}
