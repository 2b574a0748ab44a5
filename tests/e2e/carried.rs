//! An entry that was logged at the wrong customer is moved to the right one by an editor, while another clone, which
//! doesn't know of it, forgets somebody where it stood, or gives that customer another id or home.
use crate::crossed::meet;
use crate::crossed_forget::team;
use crate::team::Team;

/// All files of somebody's customers.
fn files(team: &Team, who: &str) -> String {
    team.call(who, "git", &["grep", "-n", "", "--", "customers"]).run().stdout
}

/// Takes alpha's order to another customer's log, as a hand does.
fn by_hand(team: &Team, who: &str, to: &str) {
    let put = |file: &str, text: String| team.world.put(&format!("{who}/customers/{file}"), text);
    let is_order = |line: &&str| line.contains(r#""amount":"70""#);
    let alpha = team.read(who, "alpha.log.jsonl");
    let order = alpha.lines().find(is_order).expect("alpha's order").to_owned();
    let rest: String = alpha.lines().filter(|line| !is_order(line)).map(|line| format!("{line}\n")).collect();
    put("alpha.log.jsonl", rest);
    if to == "nord" {
        put("nord.yaml", "name: Nord Werk\ngrade: C\nowner: li\n".to_owned());
        put("nord.log.jsonl", format!("{order}\n"));
    } else {
        put(&format!("{to}.log.jsonl"), format!("{}{order}\n", team.read(who, &format!("{to}.log.jsonl"))));
    }
}

#[test]
fn an_entry_moved_by_hand_has_what_was_done_to_it_where_it_stood() {
    for (commands, to, hidden, stays) in [
        (&["forget alpha --contact Anna --apply"][..], "beta", true, true),
        (&["forget alpha --contact Anna --apply"], "nord", true, true),
        (&["forget alpha --apply"], "beta", true, true),
        (&["forget alpha --all --apply"], "beta", true, false),
        (&["forget alpha --all --apply"], "nord", true, false),
        (&["rename alpha ann"], "beta", false, true),
        (&["merge gamma alpha --apply"], "beta", false, true),
        (&["merge gamma alpha --apply", "forget gamma --contact Anna --apply"], "beta", true, true),
        (&["forget alpha --contact Anna --apply", "rename alpha ann"], "nord", true, true),
        (&["forget alpha --contact Anna --apply", "rename beta bob"], "beta", true, true),
        (&["merge beta alpha --apply"], "beta", false, true),
        (&["archive alpha"], "beta", false, true),
    ] {
        for order in [["li", "wang"], ["wang", "li"]] {
            let what = format!("{order:?} {commands:?} {to}");
            let team = team();
            let log =
                ["log", "alpha", "ordered by Anna", "--order", "USD 70", "--ref", "O-1", "--no-contact"];
            let log: Vec<&str> = log.into_iter().chain(["--at", "2026-11-19 10:30"]).collect();
            team.ok("li", &log);
            team.ok("li", &["sync", "-m", "an order"]);
            team.ok("wang", &["sync"]);
            by_hand(&team, "li", to);
            for command in commands {
                team.ok("wang", &command.split(' ').collect::<Vec<_>>());
            }
            let said = meet(&team, order);
            for who in ["li", "wang", "zhao"] {
                let files = files(&team, who);
                let lines: Vec<&str> =
                    files.lines().filter(|line| line.contains(r#""amount":"70""#)).collect();
                assert_eq!(lines.len(), usize::from(stays), "{what} {who} {lines:?} {said}");
                for line in lines {
                    let there = [to, "bob"].iter().any(|id| line.contains(&format!("/{id}.log.jsonl:")));
                    assert!(there, "{what} {who} {line}");
                    assert_eq!(line.contains("Anna"), !hidden, "{what} {who} {line}");
                }
                team.ok(who, &["check"]);
            }
            let is_told = ["1 entry left out: forgotten on request", "took out 1 entry"]
                .iter()
                .any(|told| said.contains(told));
            assert!(stays || is_told, "{what} {said}");
        }
    }
}

/// Of a line without an hour nobody knows whether it is the other firm's own, such as of the next list.
#[test]
fn an_order_without_an_hour_stays_where_it_was_moved_and_is_told() {
    for order in [["li", "wang"], ["wang", "li"]] {
        let team = ordered();
        by_hand(&team, "li", "beta");
        team.ok("wang", &["forget", "alpha", "--all", "--apply"]);
        let said = meet(&team, order);
        assert!(said.contains("crm forget beta"), "{order:?} {said}");
        for who in ["li", "wang", "zhao"] {
            assert_eq!(files(&team, who).matches(r#""amount":"70""#).count(), 1, "{order:?} {who}");
            assert!(team.crm(who, &["check"]).stdout.contains("crm forget beta"), "{order:?} {who}");
        }
    }
}

/// Three clones that know an order of alpha's, taken down by Anna and Bert.
fn ordered() -> Team {
    let team = team();
    let log = ["log", "alpha", "Anna and Bert ordered", "--order", "USD 70", "--ref", "O-1", "--no-contact"];
    team.ok("li", &log);
    team.ok("li", &["sync", "-m", "an order"]);
    team.ok("wang", &["sync"]);
    team
}

#[test]
fn of_an_entry_that_was_moved_and_changed_a_person_hears() {
    for order in [["li", "wang"], ["wang", "li"]] {
        // Somebody else was forgotten where it stands now: neither is named.
        let team = ordered();
        by_hand(&team, "li", "beta");
        team.ok("li", &["forget", "beta", "--contact", "Bert", "--apply"]);
        team.ok("wang", &["forget", "alpha", "--contact", "Anna", "--apply"]);
        meet(&team, order);
        for who in ["li", "wang", "zhao"] {
            let beta = team.read(who, "beta.log.jsonl");
            assert!(!beta.contains("Anna") && !beta.contains("Bert"), "{order:?} {who} {beta}");
            assert_eq!(beta.matches(r#""amount":"70""#).count(), 1, "{order:?} {who} {beta}");
        }
        // Corrected by hand: only a person can say whom it names.
        let team = ordered();
        by_hand(&team, "li", "beta");
        let beta = team.read("li", "beta.log.jsonl").replace("Bert ordered", "Bert ordered a pump");
        team.world.put("li/customers/beta.log.jsonl", beta);
        team.ok("wang", &["forget", "alpha", "--contact", "Anna", "--apply"]);
        let told = meet(&team, order);
        assert!(told.contains("beta: a person of it was forgotten on request"), "{order:?} {told}");
        for who in ["li", "wang", "zhao"] {
            let told = team.ok(who, &["check"]);
            assert!(
                told.contains("beta.yaml:1:1: warning: a person whom the log names"),
                "{order:?} {who} {told}"
            );
        }
    }
}

#[test]
fn an_entry_that_two_have_moved_to_two_is_told() {
    let team = ordered();
    by_hand(&team, "li", "beta");
    by_hand(&team, "wang", "nord");
    let told = meet(&team, ["li", "wang"]);
    assert!(
        told.contains("alpha: you moved an entry of its log to nord, the others moved it to beta"),
        "{told}"
    );
}

#[test]
fn who_was_forgotten_there_and_is_in_the_file_of_its_new_customer_is_told() {
    for order in [["li", "wang"], ["wang", "li"]] {
        let team = ordered();
        by_hand(&team, "li", "nord");
        let card = team.read("li", "nord.yaml") + "contacts: [{name: Anna Abel}]\n";
        team.world.put("li/customers/nord.yaml", card);
        team.ok("wang", &["forget", "alpha", "--contact", "Anna", "--apply"]);
        let told = meet(&team, order);
        assert!(told.contains("nord: a person of it was forgotten on request"), "{order:?} {told}");
        for who in ["li", "wang", "zhao"] {
            let told = team.ok(who, &["check"]);
            assert!(
                told.contains("nord.yaml:1:1: warning: a person whom the file names"),
                "{order:?} {who} {told}"
            );
        }
    }
}

#[test]
fn what_both_have_put_at_the_right_customer_stands_there_once() {
    for order in [["li", "wang"], ["wang", "li"]] {
        let team = ordered();
        let line = team.read("wang", "alpha.log.jsonl");
        let line =
            line.lines().find(|line| line.contains(r#""amount":"70""#)).expect("alpha's order").to_owned();
        by_hand(&team, "li", "beta");
        let beta = team.read("wang", "beta.log.jsonl");
        team.world.put("wang/customers/beta.log.jsonl", format!("{beta}{line}\n"));
        team.ok("wang", &["forget", "alpha", "--contact", "Anna", "--apply"]);
        meet(&team, order);
        for who in ["li", "wang", "zhao"] {
            let found =
                team.call(who, "git", &["grep", "-h", r#""amount":"70""#, "--", "customers"]).run().stdout;
            assert_eq!(found.lines().count(), 1, "{order:?} {who} {found}");
        }
    }
}

/// Another firm's order of the same day and item, with a text of its own or the very same line.
fn same_day(team: &Team, who: &str, text: &str) {
    let order = ["--order", "USD 70", "--item", "Pump", "--no-contact", "--at", "2026-09-03"];
    let args: Vec<&str> = ["log", "gamma", text].into_iter().chain(order).collect();
    team.ok(who, &args);
}

#[test]
fn an_order_of_the_same_day_is_another_firms_own() {
    let text = "Anna and Bert ordered";
    for (commands, stays) in [
        (&["rename alpha ann"][..], true),
        (&["merge beta alpha --apply"], true),
        (&["forget alpha --apply"], true),
        (&["undo --force"], false),
    ] {
        for forgets in
            ["forget alpha --contact Anna --apply", "forget alpha --apply", "forget alpha --all --apply"]
        {
            for (other, order) in [(text, ["li", "wang"]), ("next one", ["wang", "li"])] {
                let what = format!("{commands:?} {forgets} {other} {order:?}");
                let team = team();
                team.ok("li", &["sync"]);
                team.ok("wang", &["sync"]);
                let log = ["log", "alpha", text, "--order", "USD 70", "--item", "Pump", "--no-contact"];
                let log: Vec<&str> = log.into_iter().chain(["--at", "2026-09-03"]).collect();
                team.ok("li", &log);
                team.ok("li", &["sync", "-m", "an order"]);
                team.ok("wang", &["sync"]);
                for command in commands {
                    team.ok("li", &command.split(' ').collect::<Vec<_>>());
                }
                same_day(&team, "li", other);
                team.ok("wang", &forgets.split(' ').collect::<Vec<_>>());
                let said = meet(&team, order);
                // The very same line, taken back there and logged here, may be the one that was moved.
                let is_moved = !stays && other == text;
                for who in ["li", "wang", "zhao"] {
                    let files = files(&team, who);
                    let lines: Vec<&str> =
                        files.lines().filter(|line| line.contains(r#""amount":"70""#)).collect();
                    let own: Vec<&&str> = lines.iter().filter(|line| line.contains("/gamma.log")).collect();
                    assert_eq!(own.len(), 1, "{what} {who} {files} {said}");
                    assert!(own[0].contains(other) || is_moved, "{what} {who} {own:?}");
                    let is_there = stays && !forgets.contains("--all");
                    assert_eq!(lines.len(), 1 + usize::from(is_there), "{what} {who} {lines:?} {said}");
                    let alphas = lines.iter().find(|line| !line.contains("/gamma.log"));
                    assert!(alphas.is_none_or(|line| !line.contains("Anna")), "{what} {who} {alphas:?}");
                }
            }
        }
    }
}

#[test]
fn what_was_taken_back_stays_out_where_a_third_one_gives_the_customer_another_home() {
    for home in ["rename beta bob", "merge alpha beta --apply"] {
        for forgets in ["forget beta --contact Bert --apply", "forget beta --apply"] {
            let team = team();
            team.ok("li", &["log", "beta", "Bert's mistake", "--order", "USD 999", "--no-contact"]);
            for who in ["li", "wang", "zhao"] {
                team.ok(who, &["sync", "-m", "an order"]);
            }
            team.ok("li", &["undo", "--force"]);
            team.ok("zhao", &home.split(' ').collect::<Vec<_>>());
            team.ok("wang", &forgets.split(' ').collect::<Vec<_>>());
            let mut said = String::new();
            for who in ["zhao", "li", "wang", "zhao", "li"] {
                said += &team.ok(who, &["sync", "-m", "met"]);
            }
            for who in ["li", "wang", "zhao"] {
                let files = files(&team, who);
                assert!(!files.contains("999"), "{home} {forgets} {who} {files} {said}");
            }
        }
    }
}

#[test]
fn what_was_taken_back_here_and_logged_there_stands_once() {
    let order = ["--order", "USD 70", "--no-contact", "--at", "2026-09-03", "--by", "li"];
    let log = |team: &Team, who: &str, id: &str| {
        let args: Vec<&str> = ["log", id, "Bert ordered"].into_iter().chain(order).collect();
        team.ok(who, &args);
    };
    // One makes the two firms one, or logs it there, too, and forgets; another one forgets where it stood.
    for (own, forgets) in [
        ("merge beta gamma --apply", "forget beta --contact Bert --apply"),
        ("forget gamma --apply", "forget beta --contact Bert --apply"),
        ("forget gamma --apply", "forget beta --apply"),
    ] {
        for syncs in [["wang", "zhao", "li"], ["zhao", "wang", "li"], ["li", "wang", "zhao"]] {
            let team = team();
            log(&team, "li", "beta");
            for who in ["li", "wang", "zhao"] {
                team.ok(who, &["sync", "-m", "an order"]);
            }
            team.ok("li", &["undo", "--force"]);
            log(&team, "li", "gamma");
            if own.starts_with("forget") {
                log(&team, "wang", "gamma");
            }
            team.ok("wang", &own.split(' ').collect::<Vec<_>>());
            team.ok("zhao", &forgets.split(' ').collect::<Vec<_>>());
            for who in syncs.into_iter().chain(syncs) {
                team.ok(who, &["sync", "-m", "met"]);
            }
            for who in ["li", "wang", "zhao"] {
                let files = files(&team, who);
                let count = files.matches(r#""amount":"70""#).count();
                assert_eq!(count, 1, "{own} {forgets} {syncs:?} {who} {files}");
            }
        }
    }
}

/// The very same line of two firms, a fair's price for all; one is taken back, and others make the firms one or forget.
#[test]
fn a_line_that_two_firms_have_alike_is_each_ones_own() {
    for (alike, li, wang, stays) in [
        // Both make the two one, where one has taken the line back.
        (
            &["gamma"][..],
            &["undo --force", "merge beta gamma --apply"][..],
            &["merge beta gamma --apply"][..],
            0,
        ),
        (&["gamma"], &["merge beta gamma --apply"], &["merge beta gamma --apply"], 1),
        // The firm's own is masked, where the other one's is taken back.
        (&["gamma", "beta"], &["undo --force", "forget gamma --apply"], &["merge beta gamma --apply"], 1),
        (&["gamma", "beta"], &["undo --force", "forget gamma --apply"], &["forget beta --all --apply"], 1),
        (&["gamma", "beta"], &["undo --force", "rename gamma gil"], &["forget beta --apply"], 1),
        (
            &["alpha", "beta"],
            &["undo --force", "rename alpha ann"],
            &["forget beta --apply", "merge alpha beta --apply"],
            1,
        ),
        (&["alpha", "beta"], &["undo --force"], &["forget alpha --apply", "merge beta alpha --apply"], 1),
        (&["alpha", "beta"], &["undo --force"], &["forget beta --apply", "merge beta alpha --apply"], 1),
        (&["alpha", "beta"], &["undo --force"], &["forget beta --apply", "merge alpha beta --apply"], 1),
    ] {
        for order in [["li", "wang"], ["wang", "li"]] {
            let team = team();
            for id in alike {
                let log =
                    ["log", id, "at the fair", "--order", "USD 70", "--no-contact", "--at", "2026-09-03"];
                team.ok("li", &log);
                team.ok("li", &["sync", "-m", "an order"]);
            }
            team.ok("wang", &["sync"]);
            for (who, commands) in [("li", li), ("wang", wang)] {
                for command in commands {
                    team.ok(who, &command.split(' ').collect::<Vec<_>>());
                }
            }
            let said = meet(&team, order);
            for who in ["li", "wang", "zhao"] {
                let files = files(&team, who);
                let count = files.matches(r#""amount":"70""#).count();
                assert_eq!(count, stays, "{alike:?} {li:?} {wang:?} {order:?} {who} {files} {said}");
            }
        }
    }
}
