//! Two workspaces in one repository: a sync in the one merges the customers of the other one as customers, too.
use crate::crossed_forget::team as one;
#[cfg(target_os = "linux")]
use crate::sync::answering;
use crate::team::Team;

/// Three clones, with a second workspace in `y` that has the same customers.
fn team() -> Team {
    let team = one();
    std::fs::create_dir(team.world.path("li/y")).expect("a new folder");
    team.ok("li", &["-C", "y", "init"]);
    for file in ["beta.yaml", "beta.log.jsonl", "gamma.yaml", "gamma.log.jsonl"] {
        let text = team.read("li", file).replace("beta line 1", "Bert Bohm called");
        team.world.put(&format!("li/y/customers/{file}"), text);
    }
    team.git("li", &["add", "-A"]);
    team.commit("li", "y");
    for who in ["li", "wang", "zhao"] {
        team.ok(who, &["sync"]);
    }
    team
}

fn there(team: &Team, who: &str, file: &str) -> String {
    team.world.read(&format!("{who}/y/customers/{file}"))
}

#[test]
fn what_was_forgotten_in_the_other_one_stays_so() {
    let team = team();
    team.ok("li", &["-C", "y", "forget", "beta", "--contact", "Bert Bohm", "--apply"]);
    team.ok("li", &["-C", "y", "sync", "-m", "forgotten"]);
    team.ok("wang", &["-C", "y", "log", "beta", "wang was here", "--note"]);
    team.git("wang", &["add", "-A"]);
    team.commit("wang", "logged");
    team.ok("wang", &["sync"]);
    for who in ["li", "zhao"] {
        team.ok(who, &["sync"]);
        let (card, log) = (there(&team, who, "beta.yaml"), there(&team, who, "beta.log.jsonl"));
        assert!(!card.contains("Bert") && !log.contains("Bert"), "{who}: {card}{log}");
        assert!(log.contains("wang was here"), "{who}: {log}");
        // Here it was not forgotten.
        assert!(team.read(who, "beta.yaml").contains("Bert Bohm"));
    }
}

#[test]
fn what_was_written_there_follows_its_customer_and_is_told_with_the_workspace() {
    let team = team();
    team.ok("li", &["-C", "y", "log", "beta", "li was here", "--note"]);
    team.ok("li", &["-C", "y", "sync", "-m", "logged"]);
    team.ok("wang", &["-C", "y", "merge", "gamma", "beta", "--apply"]);
    team.git("wang", &["add", "-A"]);
    team.commit("wang", "merged");
    let told = team.crm("wang", &["sync"]);
    assert_eq!(told.code, 0, "{told:?}");
    told.says(&["in another workspace (crm -C y): beta"]);
    team.ok("li", &["sync"]);
    assert!(there(&team, "li", "gamma.log.jsonl").contains("li was here"));
    assert!(team.read("li", "beta.yaml").contains("Beta Valves"));
}

#[test]
fn a_key_that_both_have_set_there_is_asked() {
    let team = team();
    team.ok("li", &["-C", "y", "set", "beta", "plan=visit in May"]);
    team.ok("li", &["-C", "y", "sync", "-m", "set"]);
    let card = there(&team, "wang", "beta.yaml");
    team.world.put("wang/y/customers/beta.yaml", card + "plan: call first\n");
    team.git("wang", &["add", "-A"]);
    team.commit("wang", "set");
    let told = team.crm("wang", &["sync"]);
    assert_eq!(told.code, 4, "{told:?}");
    told.says(&["beta.yaml", "plan", "visit in May", "call first"]);
}

#[test]
fn a_workspace_that_one_side_has_moved_is_left_to_git_where_the_other_went_on_in_it() {
    for stands_in in ["", "y"] {
        let team = team();
        team.git("li", &["mv", "y", "z"]);
        team.commit("li", "another name");
        team.ok("li", &["sync"]);
        let here = ["-C", stands_in];
        let own: &[&str] = if stands_in.is_empty() { &[] } else { &here };
        let run = |args: &[&str]| team.crm("wang", &[own, args].concat());
        assert_eq!(team.crm("wang", &["-C", "y", "add", "Neu AG"]).code, 0);
        assert_eq!(team.crm("wang", &["-C", "y", "log", "neu", "wants 500", "--via", "call"]).code, 0);
        team.git("wang", &["add", "-A"]);
        team.commit("wang", "a newcomer");
        let before = team.git("wang", &["rev-parse", "HEAD"]);
        let told = run(&["sync"]);
        assert_eq!(told.code, 4, "{told:?}");
        told.says(&[
            "the others moved the workspace y to z",
            "nothing has changed",
            "git -c merge.directoryRenames=true pull",
        ]);
        assert_eq!(team.git("wang", &["rev-parse", "HEAD"]), before);
        // What it advises works.
        team.git("wang", &["-c", "merge.directoryRenames=true", "pull", "-q", "--no-rebase", "--no-edit"]);
        team.ok("wang", &["-C", "z", "check"]);
        team.ok("wang", &["-C", "z", "sync"]);
        team.ok("li", &["sync"]);
        assert!(team.world.read("li/z/customers/neu.log.jsonl").contains("wants 500"));
        assert!(!team.world.path("li/y/customers").exists());
    }
}

#[test]
fn who_was_forgotten_in_the_workspace_that_a_customer_came_from_is_told() {
    for order in [["li", "wang"], ["wang", "li"]] {
        let team = team();
        team.ok("li", &["-C", "y", "add", "Delta Ltd", "--contact", "Dora Dorn", "--no-input"]);
        team.ok("li", &["-C", "y", "log", "delta", "Dora Dorn called", "--via", "call"]);
        team.ok("li", &["-C", "y", "sync", "-m", "delta"]);
        team.ok("wang", &["sync"]);
        for end in ["yaml", "log.jsonl"] {
            team.git("li", &["mv", &format!("y/customers/delta.{end}"), "customers/"]);
        }
        team.commit("li", "delta is ours now");
        team.ok("wang", &["-C", "y", "forget", "delta", "--all", "--apply"]);
        team.git("wang", &["add", "-A"]);
        team.commit("wang", "forgotten");
        team.ok(order[0], &["sync"]);
        let told = team.crm(order[1], &["sync"]);
        assert_eq!(told.code, 0, "{told:?}");
        told.says(&["y/delta", "was forgotten on request", "crm forget delta"]);
    }
}

/// Puts a customer of the second workspace into the first one.
fn bring(team: &Team, from: &str, to: &str) {
    for end in ["yaml", "log.jsonl"] {
        team.git("li", &["mv", &format!("y/customers/{from}.{end}"), &format!("customers/{to}.{end}")]);
    }
    team.commit("li", "it is ours now");
}

#[test]
fn who_was_forgotten_there_is_told_of_a_customer_that_came_under_another_id() {
    for order in [["li", "wang"], ["wang", "li"]] {
        let team = team();
        bring(&team, "beta", "beta-y");
        team.ok("wang", &["-C", "y", "forget", "beta", "--all", "--apply"]);
        team.commit("wang", "forgotten");
        team.ok(order[0], &["sync"]);
        let told = team.crm(order[1], &["sync"]);
        assert_eq!(told.code, 0, "{told:?}");
        told.says(&["y/beta", "was forgotten on request", "crm forget beta-y"]);
        assert!(!told.stderr.contains("crm forget gamma"), "{told:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn one_that_was_forgotten_where_it_came_to_and_stays_by_an_answer_is_told() {
    for (order, answer) in [(["li", "wang"], "m\n"), (["wang", "li"], "t\n")] {
        let team = team();
        team.ok("li", &["-C", "y", "add", "Delta Ltd", "--contact", "Dora Dorn", "--no-input"]);
        team.ok("li", &["-C", "y", "log", "delta", "Dora Dorn called", "--via", "call"]);
        team.ok("li", &["-C", "y", "sync", "-m", "delta"]);
        team.ok("wang", &["sync"]);
        bring(&team, "delta", "delta");
        team.ok("li", &["forget", "delta", "--all", "--apply"]);
        team.commit("li", "forgotten");
        team.ok("wang", &["-C", "y", "log", "delta", "wang met her", "--note"]);
        team.commit("wang", "logged");
        team.ok(order[0], &["sync"]);
        assert_eq!(team.crm(order[1], &["sync"]).code, 4);
        let Some(told) = answering(&team, order[1], "crm sync --resolve", answer) else { return };
        assert_eq!(told.code, 0, "{told:?}");
        let said = told.stdout + &told.stderr;
        assert!(said.contains("delta") && said.contains("was forgotten on request"), "{said}");
    }
}

#[test]
fn a_workspace_that_one_side_has_moved_is_left_to_git_where_somebody_was_forgotten_in_it() {
    let team = team();
    team.git("li", &["mv", "y", "z"]);
    team.commit("li", "another name");
    team.ok("li", &["sync"]);
    team.ok("wang", &["-C", "y", "forget", "beta", "--all", "--apply"]);
    team.git("wang", &["add", "-A"]);
    team.commit("wang", "forgotten");
    let told = team.crm("wang", &["sync"]);
    assert_eq!(told.code, 4, "{told:?}");
    told.says(&["the others moved the workspace y to z", "nothing has changed"]);
}
