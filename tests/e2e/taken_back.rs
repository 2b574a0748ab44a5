//! A merge that was sent is taken back in one clone, while another one forgets somebody in the home.
use crate::crossed::meet;
use crate::crossed_forget::team;
use crate::team::Team;

/// All files of somebody's customers.
fn files(team: &Team, who: &str) -> String {
    team.call(who, "git", &["grep", "-n", "", "--", "customers"]).run().stdout
}

/// li has made beta a part of alpha, and both know it; wang does the commands, and li takes the merge back.
fn taken_back(order: [&str; 2], commands: &[&str], told: &str) -> Team {
    let team = team();
    // Else both have changed what alpha's notes say, and are asked.
    team.ok("li", &["set", "alpha", "notes="]);
    for (id, amount) in [("alpha", "USD 80"), ("beta", "USD 70")] {
        let text = format!("{id} ordered by Bert");
        team.ok("li", &["log", id, &text, "--order", amount, "--ref", "O-1", "--no-contact"]);
    }
    team.ok("li", &["merge", "alpha", "beta", "--apply"]);
    team.ok("li", &["sync", "-m", "beta is a part of alpha"]);
    team.ok("wang", &["sync"]);
    for command in commands {
        team.ok("wang", &command.split(' ').collect::<Vec<_>>());
    }
    team.ok("li", &["undo", "--force"]);
    let said = meet(&team, order);
    assert!(said.contains(told), "{order:?} {commands:?} {said}");
    team
}

#[test]
fn what_was_forgotten_in_a_home_is_so_in_a_part_that_was_taken_out_of_it() {
    let one = "forget alpha --contact Bert --apply";
    let all = ["Bert", "bert.bohm@", "note of beta", "beta line"];
    for (commands, words) in [
        (&[one][..], &all[..2]),
        (&[one, "rename alpha aleph"], &all[..2]),
        (&["rename alpha aleph", "forget aleph --contact Bert --apply"], &all[..2]),
        (&[one, "merge gamma alpha --apply"], &all[..2]),
        (&["forget alpha --apply"], &all),
    ] {
        for order in [["li", "wang"], ["wang", "li"]] {
            let team = taken_back(order, commands, "beta: ");
            for who in ["li", "wang", "zhao"] {
                let (files, beta) = (files(&team, who), team.read(who, "beta.log.jsonl"));
                for word in words {
                    assert!(!files.contains(word), "{order:?} {commands:?} {who} {word}: {files}");
                }
                // Each order is its customer's, once, under its own number.
                for (amount, count) in [("80", 1), ("70", 1)] {
                    let amount = format!(r#""amount":"{amount}""#);
                    assert_eq!(files.matches(&amount).count(), count, "{order:?} {commands:?} {who} {files}");
                }
                let numbers = beta.matches(r#""ref":"O-1","#).count();
                assert_eq!(numbers, 1, "{order:?} {commands:?} {who} {beta}");
                team.ok(who, &["check"]);
            }
        }
    }
}

#[test]
fn who_was_forgotten_with_all_parts_goes_with_them() {
    for order in [["li", "wang"], ["wang", "li"]] {
        let team = taken_back(order, &["forget alpha --all --apply"], "beta was forgotten on request");
        for who in ["li", "wang", "zhao"] {
            let files = files(&team, who);
            assert!(!files.contains("alpha") && !files.contains("beta"), "{order:?} {who} {files}");
            assert!(files.contains("gamma line 1"), "{files}");
            team.ok(who, &["check"]);
        }
    }
}

#[test]
fn a_part_that_was_taken_out_of_its_home_is_as_it_was() {
    for order in [["li", "wang"], ["wang", "li"]] {
        let commands =
            ["log alpha called --note --no-contact", "set alpha custom.city=Hamburg", "forget gamma --apply"];
        let team = taken_back(order, &commands[..], "");
        for who in ["li", "wang", "zhao"] {
            let files = files(&team, who);
            for text in ["Bert Bohm's day", "beta line 1", "note of beta", "called", "Hamburg"] {
                assert_eq!(files.matches(text).count(), 1, "{order:?} {who} {text} {files}");
            }
        }
    }
}
