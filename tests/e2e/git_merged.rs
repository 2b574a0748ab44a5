//! git merges two clones by itself, file by file, where one has taken a part out of its home again, and the other one has
//! forgotten somebody in that home: what git alone can't see, the next sync mends, and `check` tells of.
use crate::taken_back::sent;
use crate::team::Team;

/// li has made beta a part of alpha, and all know it; then li takes that back, and wang forgets somebody in alpha.
fn crossed(forget: &[&str]) -> Team {
    let team = sent();
    team.revert("li");
    team.ok("wang", forget);
    team.commit("wang", "what is new");
    team
}

/// The second one pulls with git what the first one has pushed, and pushes both.
fn pull(team: &Team, order: [&str; 2], how: &str) {
    team.git(order[0], &["push", "-q", "origin", "main"]);
    team.git(order[1], &["pull", "-q", "--no-edit", how, "origin", "main"]);
    team.git(order[1], &["push", "-q", "origin", "main"]);
}

fn files(team: &Team, who: &str) -> String {
    team.git(who, &["grep", "-n", "", "--", "customers"])
}

/// None of these words is there, and each order once, at its own firm.
fn holds(team: &Team, who: &str, words: &[&str], what: &str) {
    let files = files(team, who);
    for word in words {
        let named: Vec<&str> = files.lines().filter(|line| line.contains(word)).collect();
        assert!(named.is_empty(), "{what} {who} {word}: {named:?}");
    }
    for (id, amount) in [("alpha", "80"), ("beta", "70")] {
        let amount = format!(r#""amount":"{amount}""#);
        assert_eq!(files.matches(&amount).count(), 1, "{what} {who} {files}");
        assert!(team.read(who, &format!("{id}.log.jsonl")).contains(&amount), "{what} {who} {files}");
    }
    team.ok(who, &["check"]);
}

const CASES: [(&[&str], &[&str]); 2] = [
    (&["forget", "alpha", "--contact", "Bert", "--apply"], &["Bert", "bert.bohm@"]),
    (&["forget", "alpha", "--apply"], &["Bert", "bert.bohm@", "beta ordered", "beta line"]),
];

#[test]
fn what_git_has_put_side_by_side_the_next_sync_mends() {
    for (forget, words) in CASES {
        for how in ["--no-rebase", "--rebase"] {
            for order in [["li", "wang"], ["wang", "li"]] {
                let what = format!("{forget:?} {how} {order:?}");
                let team = crossed(forget);
                pull(&team, order, how);
                // Whoever comes first, whether it was there or not.
                let told = team.crm("zhao", &["sync"]);
                assert_eq!(told.code, 0, "{what} {told:?}");
                let is_told = told.stderr.contains("left out: forgotten on request");
                assert!(is_told && told.stderr.contains("beta: "), "{what} {}", told.stderr);
                for who in ["li", "wang"] {
                    team.ok(who, &["sync"]);
                }
                for who in ["zhao", "li", "wang"] {
                    holds(&team, who, words, &what);
                }
            }
        }
    }
}

#[test]
fn check_tells_of_it_and_the_command_that_it_names_mends_it() {
    for (forget, words) in CASES {
        for how in ["--no-rebase", "--rebase"] {
            let what = format!("{forget:?} {how}");
            let team = crossed(forget);
            pull(&team, ["wang", "li"], how);
            let told = team.crm("li", &["check"]);
            assert_eq!(told.code, 1, "{what} {told:?}");
            let is_told = ["beta.log.jsonl", "alpha.log.jsonl"].iter().all(|path| told.stdout.contains(path));
            assert!(is_told, "{what} {}", told.stdout);
            let command = told.stdout.split("try: crm ").nth(1).and_then(|rest| rest.split(';').next());
            let command = command.unwrap_or_else(|| panic!("{what} {}", told.stdout));
            assert_eq!(command, "forget beta --returned --apply", "{what} {}", told.stdout);
            team.ok("li", &command.split(' ').collect::<Vec<_>>());
            holds(&team, "li", words, &what);
            team.ok("li", &["sync", "-m", "what had come back"]);
            team.ok("wang", &["sync"]);
            holds(&team, "wang", words, &what);
        }
    }
}
