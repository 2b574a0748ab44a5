//! A merge that was sent is taken back in one clone, while another one forgets somebody in the home.
use crate::crossed::meet;
use crate::crossed_forget::{change, team};
use crate::team::Team;

/// All files of somebody's customers.
fn files(team: &Team, who: &str) -> String {
    team.call(who, "git", &["grep", "-n", "", "--", "customers"]).run().stdout
}

/// li has made beta a part of alpha, and all know it.
pub fn sent() -> Team {
    let team = team();
    // Else both have changed what alpha's notes say, and are asked.
    team.ok("li", &["set", "alpha", "notes="]);
    for (id, amount) in [("alpha", "USD 80"), ("beta", "USD 70")] {
        let text = format!("{id} ordered by Bert");
        team.ok("li", &["log", id, &text, "--order", amount, "--ref", "O-1", "--no-contact"]);
    }
    team.ok("li", &["sync", "-m", "orders"]);
    team.ok("li", &["merge", "alpha", "beta", "--apply"]);
    team.ok("li", &["sync", "-m", "beta is a part of alpha"]);
    for who in ["wang", "zhao"] {
        team.ok(who, &["sync"]);
    }
    team
}

fn all(team: &Team, who: &str, commands: &[&str]) {
    for command in commands {
        team.ok(who, &command.split(' ').collect::<Vec<_>>());
    }
}

/// li takes the merge back, and more, while wang does the commands.
fn taken_back(order: [&str; 2], [more, commands]: [&[&str]; 2], told: &str) -> Team {
    let team = sent();
    all(&team, "wang", commands);
    team.revert("li");
    all(&team, "li", more);
    let said = meet(&team, order);
    assert!(said.contains(told), "{order:?} {commands:?} {said}");
    team
}

/// In all clones: none of these words; each order once.
fn holds(team: &Team, words: &[&str], what: &str) {
    for who in ["li", "wang", "zhao"] {
        let files = files(team, who);
        for word in words {
            let named: Vec<&str> = files.lines().filter(|line| line.contains(word)).collect();
            assert!(named.is_empty(), "{what} {who} {word}: {named:?}");
        }
        for amount in ["80", "70"] {
            let amount = format!(r#""amount":"{amount}""#);
            assert_eq!(files.matches(&amount).count(), 1, "{what} {who} {files}");
        }
        team.ok(who, &["check"]);
    }
}

#[test]
fn what_was_forgotten_in_a_home_is_so_in_a_part_that_was_taken_out_of_it() {
    let one = "forget alpha --contact Bert --apply";
    let all = ["Bert", "bert.bohm@", "note of beta", "beta line"];
    for (more, commands, words) in [
        (&[][..], &[one][..], &all[..2]),
        (&[], &[one, "rename alpha aleph"], &all[..2]),
        (&[], &["rename alpha aleph", "forget aleph --contact Bert --apply"], &all[..2]),
        (&[], &[one, "merge gamma alpha --apply"], &all[..2]),
        (&[], &["forget alpha --apply"], &all),
        // What the wrong merge took is given another id, or to the right customer.
        (&["rename beta x1"], &["forget alpha --apply"], &all),
        (&["merge gamma beta --apply"], &[one], &all[..2]),
        (&["rename alpha x2"], &[one], &all[..2]),
    ] {
        for order in [["li", "wang"], ["wang", "li"]] {
            let what = format!("{order:?} {more:?} {commands:?}");
            let team = taken_back(order, [more, commands], ": ");
            holds(&team, words, &what);
            // Each under its own number.
            if more.is_empty() {
                let beta = team.read("zhao", "beta.log.jsonl");
                assert_eq!(beta.matches(r#""ref":"O-1","#).count(), 1, "{what} {beta}");
            }
        }
    }
}

#[test]
fn what_a_third_one_forgets_in_a_home_that_got_another_id_is_so_in_the_part() {
    for (second, third) in [
        ("rename alpha a2", &["forget alpha --contact Bert --apply"][..]),
        ("rename alpha a2", &["rename alpha a3", "forget a3 --contact Bert --apply"]),
        ("merge gamma alpha --apply", &["forget alpha --contact Bert --apply"]),
    ] {
        let team = sent();
        team.revert("li");
        all(&team, "zhao", &[second]);
        all(&team, "wang", third);
        for who in ["li", "zhao", "wang", "li", "zhao"] {
            team.ok(who, &["sync", "-m", "what is new"]);
        }
        holds(&team, &["Bert", "bert.bohm@"], second);
    }
}

#[test]
fn a_part_goes_with_its_persons_from_wherever_its_home_is() {
    for order in [["li", "wang"], ["wang", "li"]] {
        for more in [&[][..], &["forget beta --contact Bert --apply"]] {
            let told = if more.is_empty() { "" } else { "beta, or a person of it, was forgotten on request" };
            let team = taken_back(order, [more, &["merge gamma alpha --apply"]], told);
            holds(&team, &["name: Bert"][..more.len()], "the home is gamma");
            let gamma = team.read("zhao", "gamma.yaml");
            assert!(!gamma.contains("bert.bohm@") && gamma.contains("Anna Abel"), "{order:?} {gamma}");
            // What it has of the person beside that is for a person to look at.
            assert_eq!(
                team.ok("zhao", &["check"]).contains("beta was forgotten"),
                !more.is_empty(),
                "{order:?}"
            );
        }
    }
}

#[test]
fn who_forgets_a_home_after_taking_a_part_out_of_it_keeps_the_part() {
    for order in [["li", "wang"], ["wang", "li"]] {
        let team = taken_back(order, [&["forget alpha --all --apply"], &["log gamma called --note"]], "");
        for who in ["li", "wang", "zhao"] {
            let files = files(&team, who);
            assert!(!files.contains("Anna") && !files.contains("alpha line"), "{order:?} {who} {files}");
            assert_eq!(files.matches("beta line 1").count(), 1, "{order:?} {who} {files}");
        }
    }
}

#[test]
fn a_part_that_goes_into_another_one_and_back_has_the_numbers_of_now() {
    let steps = ["merge gamma beta --apply", "merge alpha gamma --apply"];
    for order in [["li", "wang"], ["wang", "li"]] {
        let team = taken_back(order, [&steps, &["rename alpha x1"]], "");
        holds(&team, &[], "merged otherwise");
    }
}

#[test]
fn who_was_forgotten_with_all_parts_goes_with_them() {
    for order in [["li", "wang"], ["wang", "li"]] {
        let team = taken_back(order, [&[], &["forget alpha --all --apply"]], "beta was forgotten on request");
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
        let team = taken_back(order, [&[], &commands], "");
        for who in ["li", "wang", "zhao"] {
            let files = files(&team, who);
            for text in ["Bert Bohm's day", "beta line 1", "note of beta", "called", "Hamburg"] {
                assert_eq!(files.matches(text).count(), 1, "{order:?} {who} {text} {files}");
            }
        }
    }
}

#[test]
fn an_entry_that_was_corrected_after_the_part_was_taken_back_stands_once_and_is_told() {
    for forget in ["forget alpha --contact Bert --apply", "forget alpha --apply"] {
        for order in [["li", "wang"], ["wang", "li"]] {
            let team = sent();
            all(&team, "wang", &[forget]);
            team.revert("li");
            change(&team, "li", "beta.log.jsonl", "beta ordered by Bert", "beta ordered two pumps");
            meet(&team, order);
            holds(&team, &["Bert", "bert.bohm@"], forget);
            let beta = team.read("zhao", "beta.log.jsonl");
            assert!(
                beta.contains("beta ordered two pumps") && beta.contains("\"amount\":\"70\""),
                "{order:?} {beta}"
            );
            // It may name that person still: somebody has to look.
            let told = team.ok("zhao", &["check"]);
            assert!(
                told.contains("a person whom the log names was forgotten on request"),
                "{order:?} {told}"
            );
        }
    }
}

#[test]
fn an_entry_that_was_corrected_before_both_made_the_one_a_part_of_the_other_stands_once() {
    for order in [["li", "wang"], ["wang", "li"]] {
        let team = team();
        team.ok("li", &["set", "alpha", "notes="]);
        team.ok("li", &["log", "alpha", "ordered", "--order", "USD 70", "--no-contact"]);
        team.ok("li", &["sync", "-m", "an order"]);
        for who in ["wang", "zhao"] {
            team.ok(who, &["sync"]);
        }
        change(&team, "li", "alpha.log.jsonl", "\"text\":\"ordered\"", "\"text\":\"ordered two\"");
        team.ok("li", &["merge", "beta", "alpha", "--apply"]);
        team.ok("wang", &["merge", "alpha", "beta", "--apply"]);
        meet(&team, order);
        for who in ["li", "wang", "zhao"] {
            let files = files(&team, who);
            assert_eq!(files.matches("\"amount\":\"70\"").count(), 1, "{order:?} {who} {files}");
            assert!(files.contains("ordered two"), "{order:?} {who} {files}");
        }
    }
}

#[test]
fn who_has_an_id_of_before_again_and_is_a_part_by_then_takes_what_comes() {
    for order in [["li", "wang"], ["wang", "li"]] {
        for commands in ["log ann they_called --via call", "forget ann --all --apply"] {
            let team = team();
            team.ok("li", &["rename", "beta", "ann"]);
            team.ok("li", &["sync", "-m", "ann"]);
            for who in ["wang", "zhao"] {
                team.ok(who, &["sync"]);
            }
            team.revert("li");
            team.ok("li", &["merge", "gamma", "beta", "--apply"]);
            all(&team, "wang", &[commands]);
            let told = meet(&team, order);
            let gamma = team.read("zhao", "gamma.log.jsonl");
            match commands.starts_with("log") {
                true => assert!(gamma.contains("they_called"), "{order:?} {told} {gamma}"),
                // Of its file a person has to say what is whose.
                false => {
                    assert!(!gamma.contains("beta line"), "{order:?} {told} {gamma}");
                    let told = team.ok("zhao", &["check"]);
                    assert!(told.contains("beta was forgotten on request"), "{order:?} {told}");
                }
            }
            assert!(gamma.contains("gamma line 1"), "{order:?} {gamma}");
        }
    }
}

#[test]
fn what_was_written_at_a_part_meanwhile_goes_back_with_it() {
    for order in [["li", "wang"], ["wang", "li"]] {
        for forget in [&[][..], &["forget alpha --contact Anna --apply"]] {
            let team = sent();
            // wang has not heard of it when it writes.
            team.git("wang", &["reset", "-q", "--hard", "HEAD~1"]);
            team.ok("wang", &["log", "beta", "late", "--order", "USD 7", "--ref", "O-2", "--no-contact"]);
            team.ok("wang", &["sync", "-m", "late"]);
            all(&team, "wang", forget);
            team.revert("li");
            let said = meet(&team, order);
            holds(&team, &[], &said);
            let beta = team.read("zhao", "beta.log.jsonl");
            assert_eq!(beta.matches(r#""amount":"7","#).count(), 1, "{order:?} {said} {beta}");
            let alpha = team.read("zhao", "alpha.log.jsonl");
            assert!(!alpha.contains(r#""amount":"7","#), "{order:?} {said} {alpha}");
        }
    }
}
