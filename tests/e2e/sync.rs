//! `crm sync` between clones, with real git.
use crate::team::Team;

const ACME: &str = "europe/acme.yaml";

#[track_caller]
fn has(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "{part:?} is not in:\n{text}");
    }
}

/// Both set another plan, and wang is the first to send.
fn disputed() -> Team {
    let team = Team::new();
    team.ok("wang", &["set", "acme", "plan=a visit in May"]);
    team.ok("wang", &["sync", "-m", "wang's"]);
    team.ok("li", &["set", "acme", "plan=样品确认", "industry=machinery"]);
    team.ok("li", &["log", "acme", "spoke", "--via", "call"]);
    team
}

#[test]
fn the_first_sync_makes_the_branch_and_the_second_has_nothing_to_do() {
    let team = Team::alone();
    assert_eq!(team.ok("li", &["sync"]), "Received nothing new.\nSent 1 commit to origin/main.\n");
    assert_eq!(team.git("li", &["rev-parse", "--abbrev-ref", "@{upstream}"]), "origin/main\n");
    assert_eq!(team.ok("li", &["sync"]), "Received nothing new.\nNothing to send.\n");
}

#[test]
fn both_sides_work_meets() {
    let team = Team::new();
    team.ok("wang", &["set", "acme", "region=Bavaria"]);
    team.ok("wang", &["log", "acme", "wang called", "--via", "call"]);
    team.ok("wang", &["sync", "-m", "wang's"]);
    team.ok("li", &["set", "acme", "plan=样品确认"]);
    team.ok("li", &["log", "acme", "li called", "--via", "call"]);
    let told = team.ok("li", &["sync", "-m", "李的电话"]);
    has(&told, &["Received changes of 1 customer: acme\n  crm diff ", "Sent 1 commit to origin/main."]);
    assert_eq!(team.ok("wang", &["--lang", "zh", "sync"]).lines().next(), Some("收到 1 个客户的改动：acme"));
    for who in ["li", "wang"] {
        has(&team.read(who, ACME), &["region: Bavaria\nplan: 样品确认\n"]);
        has(&team.read(who, "europe/acme.log.jsonl"), &["li called", "wang called"]);
        assert_eq!(team.status(who), "");
        team.ok(who, &["check"]);
    }
    assert_eq!(team.git("li", &["log", "-1", "--format=%s"]), "李的电话\n");
    assert_eq!(team.git("li", &["rev-list", "--merges", "HEAD"]), "", "the history is one line");
}

#[test]
fn what_is_not_committed_stops_it_unless_there_is_a_message() {
    let team = Team::new();
    team.ok("li", &["set", "宏达", "region=广东"]);
    let refused = team.crm("li", &["sync"]);
    refused.refused(4, &["1 file is changed and not committed", "customers/china/宏达.yaml", "crm sync -m"]);
    assert_eq!(team.status("li").lines().count(), 1);
    has(&team.ok("li", &["sync", "-m", "region"]), &["Sent 1 commit"]);
    assert_eq!(team.status("li"), "");
    // Nothing changed, and a message all the same.
    has(&team.ok("li", &["sync", "-m", "nothing"]), &["Nothing to send."]);
    assert_eq!(team.git("li", &["log", "-1", "--format=%s"]), "region\n");
}

#[test]
fn without_a_push_it_only_receives() {
    let team = Team::new();
    team.ok("li", &["set", "acme", "region=Bavaria"]);
    has(&team.ok("li", &["sync", "--no-push", "-m", "x"]), &["1 commit not sent: crm sync"]);
    has(&team.ok("wang", &["sync"]), &["Received nothing new."]);
    has(&team.ok("li", &["sync"]), &["Sent 1 commit"]);
}

#[test]
fn a_conflict_is_told_with_both_sides_words_and_settled_by_hand() {
    let team = disputed();
    let told = team.crm("li", &["sync", "-m", "li's"]);
    assert_eq!((told.code, told.stdout.as_str()), (4, ""), "{}", told.stderr);
    insta::assert_snapshot!(told.stderr, @r"
    customers/europe/acme.yaml (Acme GmbH):
      line 6: wang wrote: plan: a visit in May
              you wrote: plan: 样品确认

    Two people changed the same. Open the files, keep what is right, and remove the
    lines with <<<<<<<, ======= and >>>>>>>. Then: crm sync
    Or: git rebase --abort, and all is as it was before.
    ");
    // What both changed besides has come together.
    let text = team.read("li", ACME);
    has(
        &text,
        &[
            "industry: machinery",
            "<<<<<<< wang\nplan: a visit in May\n=======\nplan: 样品确认\n>>>>>>> you\n",
        ],
    );
    // Asked again, it says the same, and touches nothing.
    let again = team.crm("li", &["--lang", "zh", "sync"]);
    assert_eq!(again.code, 4);
    again.says(&[
        "第6行：wang 写的是：plan: a visit in May",
        "你写的是：plan: 样品确认",
        "git rebase --abort",
    ]);
    assert_eq!(team.read("li", ACME), text);
    // Every other command says it, too.
    let due = team.crm("li", &["due"]);
    assert_eq!(due.code, 5);
    due.says(&["europe/acme.yaml:6:1", "a visit in May", "样品确认"]);
    let mended = text.lines().filter(|line| !line.starts_with(['<', '=', '>']) && !line.contains("May"));
    let mended: String = mended.map(|line| format!("{line}\n")).collect();
    team.world.put(&format!("li/customers/{ACME}"), mended);
    has(&team.ok("li", &["sync"]), &["Received changes of 1 customer: acme", "Sent 1 commit"]);
    team.ok("wang", &["sync"]);
    has(&team.read("wang", ACME), &["plan: 样品确认", "industry: machinery"]);
    has(&team.read("wang", "europe/acme.log.jsonl"), &["spoke"]);
    assert_eq!((team.status("li"), team.status("wang")), (String::new(), String::new()));
}

#[test]
fn a_conflict_can_be_left_for_later() {
    let team = disputed();
    assert_eq!(team.crm("li", &["sync", "-m", "li's"]).code, 4);
    team.git("li", &["rebase", "--abort"]);
    assert_eq!(team.status("li"), "");
    let text = team.read("li", ACME);
    assert!(text.contains("plan: 样品确认") && !text.contains("<<<<"), "{text}");
    assert_eq!(team.git("li", &["log", "-1", "--format=%s"]), "li's\n");
}

#[test]
fn who_claims_a_customer_first_has_it() {
    let team = Team::new();
    team.ok("wang", &["assign", "宏达", "wang"]);
    team.ok("wang", &["sync", "-m", "wang's"]);
    team.ok("li", &["assign", "宏达", "li"]);
    let told = team.crm("li", &["sync", "-m", "li's"]);
    assert_eq!(told.code, 0, "{}", told.stderr);
    told.says(&["china/宏达.yaml: wang claimed it first, and has it"]);
    team.ok("wang", &["sync"]);
    for who in ["li", "wang"] {
        has(&team.read(who, "china/宏达.yaml"), &["owner: wang"]);
        has(&team.read(who, "china/宏达.log.jsonl"), &["\"to\":\"wang\"", "\"to\":\"li\""]);
    }
}

#[test]
fn what_is_wrong_is_not_sent() {
    let team = Team::new();
    team.world.put("li/customers/europe/bolt.yaml", "name: Bolt\ngrade: Q\n");
    let told = team.crm("li", &["sync", "-m", "a new one"]);
    assert_eq!((told.code, told.stdout.as_str()), (1, ""), "{}", told.stderr);
    told.says(&["customers/europe/bolt.yaml:2:8: error", "nothing was sent: 1 error", "crm sync -m"]);
    has(&team.ok("wang", &["sync"]), &["Received nothing new."]);
    team.world.put("li/customers/europe/bolt.yaml", "name: Bolt\ngrade: C\n");
    has(&team.ok("li", &["sync", "-m", "mended"]), &["Sent 2 commits"]);
}

#[cfg(unix)]
#[test]
fn whoever_is_late_by_a_moment_tries_again() {
    let team = Team::new();
    team.ok("wang", &["set", "宏达", "region=广东"]);
    team.commit("wang", "wang's");
    // git asks this before it sends, when it has seen already where the branch stands.
    let script = "#!/bin/sh\ntest -e ../sent && exit 0\n: >../sent\nunset GIT_DIR GIT_WORK_TREE GIT_PREFIX\n\
                  exec git -C ../wang push -q origin main\n";
    team.hook("li/.git/hooks/pre-push", script);
    team.ok("li", &["set", "acme", "region=Bavaria"]);
    let told = team.ok("li", &["sync", "-m", "li's"]);
    has(&told, &["Received changes of 1 customer: 宏达", "Sent 1 commit to origin/main."]);
    assert!(team.world.path("sent").exists());
    team.ok("wang", &["sync"]);
    has(&team.read("wang", ACME), &["region: Bavaria"]);
}

#[test]
fn git_in_the_middle_of_something_is_left_alone() {
    let team = disputed();
    team.commit("li", "li's");
    team.git("li", &["fetch", "-q"]);
    assert_ne!(team.call("li", "git", &["merge", "-q", "origin/main"]).run().code, 0);
    let before = team.read("li", ACME);
    let told = team.crm("li", &["sync"]);
    assert_eq!(told.code, 4);
    told.says(&["git is in the middle of a merge", "git merge --abort"]);
    assert_eq!(team.read("li", ACME), before);
    team.git("li", &["merge", "--abort"]);
    assert_eq!(team.crm("li", &["sync"]).code, 4, "now the conflict itself is told");
}

#[test]
fn where_nothing_can_be_sent_it_says_why() {
    let team = Team::new();
    team.git("li", &["switch", "-q", "--detach"]);
    team.crm("li", &["sync"]).refused(2, &["no branch is checked out", "git switch main"]);
    team.git("li", &["switch", "-q", "main"]);
    team.git("li", &["remote", "remove", "origin"]);
    team.crm("li", &["sync"]).refused(2, &["there is no remote", "git remote add origin URL"]);
    team.world.put("plain/crm.yaml", "version: 1\n");
    std::fs::create_dir_all(team.world.path("plain/customers")).unwrap();
    let plain = team.crm("plain", &["sync"]);
    assert_ne!(plain.code, 0);
    plain.says(&["git repository"]);
}

#[test]
fn a_remote_that_is_away_is_told_and_nothing_is_lost() {
    let team = Team::new();
    team.ok("li", &["set", "acme", "region=Bavaria"]);
    std::fs::rename(team.world.path("origin.git"), team.world.path("away.git")).unwrap();
    let told = team.crm("li", &["sync", "-m", "offline"]);
    assert_eq!(told.code, 6, "{told:?}");
    told.says(&["git fetch", "origin.git"]);
    has(&team.read("li", ACME), &["Bavaria"]);
    std::fs::rename(team.world.path("away.git"), team.world.path("origin.git")).unwrap();
    has(&team.ok("li", &["sync"]), &["Sent 1 commit"]);
}

#[test]
fn it_needs_no_home_and_no_locale() {
    let team = Team::new();
    team.ok("wang", &["add", "深圳宏达机械有限公司", "--id", "深圳", "--folder", "中国/广东", "--force"]);
    team.ok("wang", &["sync", "-m", "新客户"]);
    let binary = crate::world::binary();
    let call = team.call("li", binary, &["sync"]).without("HOME").without("LANG").env("LC_ALL", "C");
    let told = call.run();
    assert_eq!(told.code, 0, "{} {}", told.stdout, told.stderr);
    has(&told.stdout, &["Received changes of 1 customer: 深圳"]);
    has(&team.read("li", "中国/广东/深圳.yaml"), &["深圳宏达"]);
}

#[test]
fn a_workspace_below_the_clones_top_is_synced_as_well() {
    let team = Team::new();
    std::fs::create_dir(team.world.path("li/our book")).unwrap();
    team.git("li", &["mv", "crm.yaml", "customers", "our book/"]);
    team.ok("li/our book", &["init", "--git"]);
    team.ok("li/our book", &["sync", "-m", "moved"]);
    team.ok("wang", &["sync"]);
    team.ok("wang/our book", &["init", "--git"]);
    team.ok("wang/our book", &["set", "acme", "plan=theirs"]);
    team.ok("wang/our book", &["sync", "-m", "wang's"]);
    team.ok("li/our book", &["set", "acme", "plan=mine"]);
    let told = team.crm("li/our book", &["sync", "-m", "li's"]);
    assert_eq!(told.code, 4);
    told.says(&[
        "customers/europe/acme.yaml (Acme GmbH)",
        "wang wrote: plan: theirs",
        "you wrote: plan: mine",
    ]);
}
