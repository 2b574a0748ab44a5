//! Two workspaces in one repository: a sync in the one merges the customers of the other one as customers, too.
use crate::crossed_forget::team as one;
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
