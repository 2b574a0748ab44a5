//! `crm sync` between clones, with real git.
use crate::team::Team;
use crate::world::binary;

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
    has(&told, &["Received changes of 1 customer: acme\n  crm diff ", "Sent 2 commits to origin/main."]);
    assert_eq!(team.ok("wang", &["--lang", "zh", "sync"]).lines().next(), Some("收到 1 个客户的改动：acme"));
    for who in ["li", "wang"] {
        has(&team.read(who, ACME), &["region: Bavaria\nplan: 样品确认\n"]);
        has(&team.read(who, "europe/acme.log.jsonl"), &["li called", "wang called"]);
        assert_eq!(team.status(who), "");
        team.ok(who, &["check"]);
    }
    let subjects = team.git("li", &["log", "-3", "--format=%s"]);
    has(&subjects, &["Merge origin/main into main\n", "李的电话\n", "wang's\n"]);
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

/// What somebody types at the questions of a terminal.
#[cfg(target_os = "linux")]
pub fn answering(team: &Team, who: &str, line: &str, typed: &str) -> Option<crate::world::Outcome> {
    let line = line.replace("crm ", &format!("'{}' ", crate::world::binary()));
    if !std::path::Path::new("/usr/bin/script").exists() {
        println!("SKIPPED: there is no script(1) here, and so no terminal");
        return None;
    }
    Some(team.call(who, "script", &["-qec", &line, "/dev/null"]).stdin(typed).run())
}

#[test]
fn a_conflict_is_told_with_both_sides_words_and_changes_nothing() {
    let team = disputed();
    let told = team.crm("li", &["sync", "-m", "li's"]);
    assert_eq!((told.code, told.stdout.as_str()), (4, ""), "{}", told.stderr);
    insta::assert_snapshot!(told.stderr, @r"
    customers/europe/acme.yaml (Acme GmbH):
      line 6, plan
        wang wrote: plan: a visit in May
        you wrote: plan: 样品确认

    Two people changed the same. Nothing has changed here, and nothing was sent.
      try: crm sync --resolve   asks which of both stands
    ");
    let text = team.read("li", ACME);
    has(&text, &["plan: 样品确认", "industry: machinery"]);
    assert!(!text.contains("<<<<"), "{text}");
    assert_eq!(team.status("li"), "");
    assert_eq!(team.git("li", &["log", "-1", "--format=%s"]), "li's\n");
    // Asked again, it says the same, in the reader's language, and touches nothing.
    let again = team.crm("li", &["--lang", "zh", "sync"]);
    assert_eq!(again.code, 4);
    again.says(&["wang 写的是：plan: a visit in May", "你写的是：plan: 样品确认", "crm sync --resolve"]);
    assert_eq!(team.read("li", ACME), text);
    assert_eq!(team.crm("li", &["due"]).code, 0, "every other command goes on working");
    // Without a terminal nobody is asked.
    team.crm("li", &["sync", "--resolve"]).refused(2, &["there is no terminal"]);
    // Whoever writes what the others wrote has settled it.
    team.ok("li", &["set", "acme", "plan=a visit in May"]);
    has(&team.ok("li", &["sync", "-m", "as wang says"]), &["Received changes of 1 customer: acme", "Sent 3"]);
    team.ok("wang", &["sync"]);
    has(&team.read("wang", ACME), &["plan: a visit in May", "industry: machinery"]);
    has(&team.read("wang", "europe/acme.log.jsonl"), &["spoke"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_conflict_is_settled_by_answers() {
    let told = "type m (mine), t (theirs), or q";
    for (lang, typed, stands, says) in [
        ("en", "m\n", "样品确认", ["mine or theirs? [m/t,", "Sent 2 commits"]),
        ("en", "what?\nt\n", "a visit in May", [told, "Sent 2 commits"]),
        ("zh", "y\n2\n", "a visit in May", ["请输入 1（我的）、2（对方的）；", "已推送 2 个提交"]),
        ("zh", "m\n", "样品确认", ["[1 我的 / 2 对方的，q 退出不改]", "已推送 2 个提交"]),
    ] {
        let team = disputed();
        let command = format!("crm --lang {lang} sync --resolve -m mine");
        let Some(told) = answering(&team, "li", &command, typed) else { return };
        assert_eq!(told.code, 0, "{told:?}");
        has(&told.stdout, &says);
        team.ok("wang", &["sync"]);
        for who in ["li", "wang"] {
            has(&team.read(who, ACME), &[&format!("plan: {stands}\n"), "industry: machinery"]);
            has(&team.read(who, "europe/acme.log.jsonl"), &["spoke"]);
            assert_eq!(team.status(who), "");
        }
    }
    // Whoever has had enough of it has changed nothing.
    let team = disputed();
    let Some(told) = answering(&team, "li", "crm sync --resolve -m mine", "q\n") else { return };
    assert_eq!(told.code, 4, "{told:?}");
    assert_eq!(
        (team.status("li").as_str(), team.git("li", &["rev-list", "--merges", "HEAD"]).as_str()),
        ("", "")
    );
}

#[test]
fn a_history_that_was_written_anew_is_refused_and_taken_on_request() {
    let team = Team::new();
    team.ok("wang", &["add", "Needle GmbH", "--country", "DE", "--contact", "Karl Needle"]);
    team.ok("wang", &["sync", "-m", "needle"]);
    team.ok("li", &["sync"]);
    team.ok("li", &["log", "acme", "only li has this", "--via", "call"]);
    team.commit("li", "li's");
    // Wang takes the customer out of the history, as a person asked for.
    team.git("wang", &["reset", "-q", "--hard", "HEAD~1"]);
    team.ok("wang", &["log", "acme", "wang's new history", "--via", "call"]);
    team.commit("wang", "instead");
    team.git("wang", &["push", "-q", "--force", "origin", "HEAD:main"]);
    for _ in 0..2 {
        let told = team.crm("li", &["sync"]);
        assert_eq!(told.code, 4, "{told:?}");
        told.says(&["origin/main was written anew", "needle", "crm sync --rewritten"]);
    }
    has(&team.read("li", "europe/acme.log.jsonl"), &["only li has this"]);
    let told = team.crm("li", &["sync", "--rewritten"]);
    assert_eq!(told.code, 0, "{told:?}");
    told.says(&["git reflog expire --expire=now --all"]);
    has(&team.read("li", "europe/acme.log.jsonl"), &["only li has this", "wang's new history"]);
    assert!(!team.world.path("li/customers/needle.yaml").exists());
    assert!(!team.git("li", &["log", "--name-only", "--format=", "origin/main"]).contains("needle"));
    has(&team.ok("li", &["sync"]), &["Received nothing new.\nNothing to send."]);
    team.ok("wang", &["sync"]);
    has(&team.read("wang", "europe/acme.log.jsonl"), &["only li has this"]);
}

#[test]
fn files_of_other_kinds_are_never_chosen() {
    let team = Team::new();
    for (who, bytes) in [("wang", "PK\0theirs"), ("li", "PK\0mine")] {
        team.world.put(&format!("{who}/offers/acme.xlsx"), bytes);
        team.world.put(&format!("{who}/only-{who}.txt"), who);
    }
    team.ok("wang", &["sync", "-m", "wang's"]);
    let told = team.crm("li", &["sync", "-m", "li's"]);
    assert_eq!(told.code, 4, "{told:?}");
    told.says(&["offers/acme.xlsx", "it can't be merged"]);
    assert_eq!(team.world.read("li/offers/acme.xlsx"), "PK\0mine");
    assert!(!team.world.path("li/only-wang.txt").exists(), "nothing has changed");
    team.git("li", &["mv", "offers/acme.xlsx", "offers/acme-li.xlsx"]);
    team.ok("li", &["sync", "-m", "beside it"]);
    assert_eq!(team.world.read("li/offers/acme.xlsx"), "PK\0theirs");
    assert_eq!(team.world.read("li/offers/acme-li.xlsx"), "PK\0mine");
    assert_eq!(team.world.read("li/only-wang.txt"), "wang");
    assert_eq!(team.status("li"), "");
}

#[test]
fn a_customer_that_was_moved_here_and_logged_there_is_one() {
    let team = Team::new();
    team.ok("wang", &["log", "acme", "wang logged", "--via", "call"]);
    team.ok("wang", &["sync", "-m", "wang's"]);
    team.ok("li", &["log", "acme", "li logged", "--via", "call"]);
    std::fs::create_dir_all(team.world.path("li/customers/de")).unwrap();
    for name in ["acme.yaml", "acme.log.jsonl"] {
        let (from, to) = (format!("customers/europe/{name}"), format!("customers/de/{name}"));
        // A log that nobody has committed yet.
        if team.call("li", "git", &["mv", &from, &to]).run().code != 0 {
            std::fs::rename(team.world.path(&format!("li/{from}")), team.world.path(&format!("li/{to}")))
                .unwrap();
        }
    }
    team.ok("li", &["sync", "-m", "moved"]);
    team.ok("wang", &["sync"]);
    for who in ["li", "wang"] {
        has(&team.read(who, "de/acme.log.jsonl"), &["wang logged", "li logged"]);
        assert!(!team.world.path(&format!("{who}/customers/europe/acme.log.jsonl")).exists());
        team.ok(who, &["check"]);
    }
}

#[test]
fn what_a_killed_program_left_is_not_sent() {
    let team = Team::new();
    team.world.put("li/.merge_file_a1b2c3", "a whole log\n");
    team.world.put("li/customers/europe/.acme.yaml.crm-tmp", "a whole customer\n");
    team.world.put("li/.gitignore", "");
    team.ok("li", &["set", "acme", "region=Bavaria"]);
    let told = team.crm("li", &["sync", "-m", "region"]);
    assert_eq!(told.code, 0, "{told:?}");
    told.says(&["left behind by a program that was killed", ".merge_file_a1b2c3"]);
    let sent = team.git("li", &["ls-tree", "-r", "--name-only", "origin/main"]);
    assert!(!sent.contains("merge_file") && !sent.contains("crm-tmp") && !sent.contains(".crm/"), "{sent}");
}

#[test]
fn an_index_lock_that_somebody_else_holds_is_told_and_ours_is_known() {
    let team = Team::new();
    team.ok("wang", &["set", "acme", "region=Bavaria"]);
    team.ok("wang", &["sync", "-m", "wang's"]);
    let lock = team.world.path("li/.git/index.lock");
    std::fs::write(&lock, "").unwrap();
    let told = team.crm("li", &["sync"]);
    assert_eq!(told.code, 4, "{told:?}");
    told.says(&["git is at work here", "index.lock"]);
    std::fs::write(&lock, "crm sync holds this lock\n").unwrap();
    team.ok("li", &["sync"]);
    assert!(!lock.exists());
    has(&team.read("li", ACME), &["Bavaria"]);
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
    told.says(&[
        "customers/europe/bolt.yaml:2:8: error",
        "nothing was committed or sent: 1 error",
        "crm sync -m",
    ]);
    has(&team.status("li"), &["bolt.yaml"]);
    team.commit("li", "committed by hand");
    let told = team.crm("li", &["sync"]);
    assert_eq!(told.code, 1, "{told:?}");
    told.says(&["nothing was sent: 1 error"]);
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
    has(&told, &["Received changes of 1 customer: 宏达", "Sent 2 commits to origin/main."]);
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
fn a_lock_that_a_killed_git_left_is_named_with_what_removes_it() {
    for (lock, words) in [
        ("origin.git/refs/heads/main.lock", &["ask who keeps the server", "rm -f '"][..]),
        ("li/.git/refs/remotes/origin/main.lock", &["wait for the other git", "rm -f '"]),
        ("li/.git/refs/crm/synced/origin/main.lock", &["wait for the other git", "rm -f '"]),
        ("li/.git/HEAD.lock", &["wait for the other git", "rm -f '"]),
    ] {
        let team = Team::new();
        team.ok("wang", &["log", "宏达", "from wang", "--note"]);
        team.ok("wang", &["sync", "-m", "wang's"]);
        team.ok("li", &["set", "acme", "region=Bavaria"]);
        team.world.put(lock, "");
        let told = team.crm("li", &["sync", "-m", "mine"]);
        assert!(told.code != 0, "{lock}: {told:?}");
        told.says(words);
        // As it is printed.
        let advice = told.stderr.split("rm -f '").nth(1).and_then(|rest| rest.split('\'').next()).unwrap();
        std::fs::remove_file(team.world.path("origin.git").join(advice)).unwrap();
        team.ok("li", &["sync", "-m", "again"]);
        team.ok("wang", &["sync"]);
        has(&team.read("wang", ACME), &["Bavaria"]);
        has(&team.read("li", "china/宏达.log.jsonl"), &["from wang"]);
    }
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

/// wang logs something with acme, and it is sent.
fn wang_called(team: &Team) {
    team.ok("wang", &["log", "acme", "wang called", "--via", "call"]);
    team.ok("wang", &["sync", "-m", "wang's"]);
}

#[test]
fn a_lock_that_a_killed_git_left_on_our_copy_stops_nothing() {
    let team = Team::new();
    wang_called(&team);
    for name in ["index", "index.lock", "index-1", "index-1.lock"] {
        team.world.put(&format!("li/.git/crm/{name}"), "");
    }
    team.ok("li", &["sync"]);
    has(&team.read("li", "europe/acme.log.jsonl"), &["wang called"]);
    assert!(!team.world.path("li/.git/crm/index.lock").exists());
}

#[test]
fn names_that_a_tag_or_another_branch_has_as_well_lead_nowhere_else() {
    for named in [["tag", "main"], ["tag", "origin/main"], ["branch", "origin/main"], ["tag", "HEAD"]] {
        let team = Team::new();
        team.git("li", &named);
        wang_called(&team);
        team.ok("li", &["log", "acme", "li called", "--via", "call"]);
        team.ok("li", &["sync", "-m", "li's"]);
        has(&team.read("li", "europe/acme.log.jsonl"), &["wang called", "li called"]);
        team.ok("wang", &["sync"]);
        has(&team.read("wang", "europe/acme.log.jsonl"), &["wang called", "li called"]);
        let there = team.git("li", &["ls-remote", "--heads", "origin"]);
        assert_eq!(there.lines().count(), 1, "{named:?}: {there}");
    }
}

#[test]
fn an_upstream_that_a_fetch_of_all_does_not_bring_is_fetched() {
    let by_address: &[&[&str]] = &[&["config", "branch.main.remote", "../origin.git"]];
    let single: &[&[&str]] =
        &[&["config", "remote.origin.fetch", "+refs/heads/else:refs/remotes/origin/else"]];
    let unset: &[&[&str]] = &[single[0], &["branch", "--unset-upstream"]];
    for settings in [by_address, single, unset] {
        let team = Team::new();
        // There is no such branch, and git would say so.
        team.git("wang", &["push", "-q", "origin", "HEAD:refs/heads/else"]);
        settings.iter().for_each(|args| drop(team.git("li", args)));
        for round in ["1", "2"] {
            team.ok("wang", &["log", "acme", &format!("wang called {round}"), "--via", "call"]);
            team.ok("wang", &["sync", "-m", "wang's"]);
            team.ok("li", &["log", "acme", &format!("li called {round}"), "--via", "call"]);
            has(&team.ok("li", &["sync", "-m", "li's"]), &["Received changes of 1 customer: acme"]);
            team.ok("wang", &["sync"]);
            let text = format!("li called {round}");
            has(&team.read("wang", "europe/acme.log.jsonl"), &["wang called", &text]);
        }
    }
}

#[test]
fn a_branch_that_follows_one_of_this_clone_changes_nothing_there() {
    let team = Team::new();
    team.git("li", &["switch", "-q", "-c", "topic", "--track", "main"]);
    team.ok("li", &["log", "acme", "li called", "--via", "call"]);
    has(&team.ok("li", &["sync", "-m", "li's"]), &["to origin/topic"]);
    let show = team.git("li", &["show", "main", "--stat"]);
    assert!(!show.contains("li's"), "{show}");
    assert_eq!(team.git("li", &["rev-parse", "topic"]), team.git("li", &["rev-parse", "origin/topic"]));
}

#[test]
fn line_ends_that_git_changes_double_no_entry_and_stop_nothing() {
    for by_attributes in [true, false] {
        let team = Team::new();
        if by_attributes {
            let rules = team.world.read("li/.gitattributes");
            team.world
                .put("li/.gitattributes", format!("{rules}*.jsonl text eol=crlf\n*.yaml text eol=crlf\n"));
            team.ok("li", &["sync", "-m", "line ends"]);
            team.ok("wang", &["sync"]);
        } else {
            team.git("li", &["config", "core.autocrlf", "true"]);
        }
        for round in ["1", "2"] {
            for who in ["wang", "li"] {
                team.ok(who, &["log", "acme", &format!("{who} called {round}"), "--via", "call"]);
                team.ok(who, &["sync", "-m", "calls"]);
            }
            team.ok("wang", &["sync"]);
        }
        for who in ["wang", "li"] {
            let log = team.read(who, "europe/acme.log.jsonl");
            for text in ["wang called 1", "wang called 2", "li called 1", "li called 2"] {
                assert_eq!(log.matches(text).count(), 1, "{who}: {log}");
            }
            assert_eq!(team.status(who), "");
            team.ok(who, &["check"]);
        }
    }
}

#[test]
fn a_file_may_come_where_a_folder_was_and_a_folder_where_a_file_was() {
    let team = Team::new();
    team.world.put("li/docs/deep/a.txt", "a\n");
    team.world.put("li/notes", "n\n");
    team.ok("li", &["sync", "-m", "files"]);
    team.ok("wang", &["sync"]);
    std::fs::remove_dir_all(team.world.path("wang/docs")).unwrap();
    std::fs::remove_file(team.world.path("wang/notes")).unwrap();
    team.world.put("wang/docs", "one file\n");
    team.world.put("wang/notes/n.txt", "n\n");
    team.ok("wang", &["sync", "-m", "the other way round"]);
    // What nobody has committed, and git passes over, stays in the way.
    team.world.put("li/.git/info/exclude", "own.txt\n");
    team.world.put("li/docs/deep/own.txt", "own\n");
    team.crm("li", &["sync"]).says(&["docs", "nothing has changed"]);
    assert_eq!(team.world.read("li/docs/deep/a.txt"), "a\n");
    std::fs::remove_file(team.world.path("li/docs/deep/own.txt")).unwrap();
    team.ok("li", &["sync"]);
    assert_eq!(team.world.read("li/docs"), "one file\n");
    assert_eq!(team.world.read("li/notes/n.txt"), "n\n");
    assert_eq!(team.status("li"), "");
}

#[cfg(unix)]
#[test]
fn a_customers_file_that_was_made_a_program_leaves_nothing_to_commit() {
    use std::os::unix::fs::PermissionsExt;
    for changes_too in [false, true] {
        let team = Team::new();
        let file = team.world.path("wang/customers/europe/acme.yaml");
        std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o755)).unwrap();
        if changes_too {
            team.ok("wang", &["set", "acme", "region=Bavaria"]);
        }
        team.ok("wang", &["sync", "-m", "wang's"]);
        team.ok("li", &["set", "acme", "plan=样品确认"]);
        team.ok("li", &["sync", "-m", "li's"]);
        assert_eq!(team.status("li"), "");
        has(&team.read("li", ACME), &["样品确认"]);
    }
}

#[test]
fn two_versions_that_git_has_left_are_not_sent() {
    let team = Team::new();
    team.world.put("li/README.md", "one\n");
    team.ok("li", &["sync", "-m", "one"]);
    team.world.put("li/README.md", "stashed\n");
    team.git("li", &["stash", "-q"]);
    team.world.put("li/README.md", "two\n");
    team.commit("li", "two");
    assert_ne!(team.call("li", "git", &["stash", "pop", "-q"]).run().code, 0);
    for args in [&["sync"][..], &["sync", "-m", "all"], &["--lang", "zh", "sync", "-m", "all"]] {
        let told = team.crm("li", args);
        assert_eq!(told.code, 4, "{told:?}");
        told.says(&["README.md"]);
    }
    assert_eq!(team.git("li", &["show", "origin/main:README.md"]), "one\n");
    team.world.put("li/README.md", "two and stashed\n");
    team.git("li", &["add", "README.md"]);
    team.ok("li", &["sync", "-m", "both"]);
}

#[test]
fn what_a_killed_sync_had_begun_and_git_has_brought_since_stays() {
    let team = Team::new();
    let log = "customers/europe/acme.log.jsonl";
    team.ok("li", &["log", "acme", "li called", "--via", "call"]);
    team.ok("li", &["sync", "-m", "li's"]);
    team.ok("wang", &["sync"]);
    let before = team.world.read(&format!("li/{log}"));
    wang_called(&team);
    let after = team.world.read(&format!("wang/{log}"));
    team.ok("li", &["set", "宏达", "region=广东"]);
    team.commit("li", "li's own");
    let from = team.git("li", &["rev-parse", "HEAD"]);
    // The sync was killed on its way to a merge of its own, and git has made another one since.
    team.git("li", &["pull", "-q", "--no-rebase", "--no-edit"]);
    let quoted = |text: &str| format!("{text:?}");
    let note = format!(
        r#"{{"Way":{{"workspace":"","way":{{"branch":"refs/heads/main","from":{},"to":{},"others":[],"files":{{"run":"","command":"","at":"","removes":"Nothing","purges":false,"consumes":[],"changes":[{{"Put":{{"path":{},"before":{},"after":{}}}}}]}}}}}}}}"#,
        quoted(from.trim()),
        quoted(from.trim()),
        quoted(log),
        quoted(&before),
        quoted(&after),
    );
    team.world.put("li/.git/crm/pending.json", &note);
    team.ok("li", &["set", "宏达", "industry=pumps"]);
    assert!(!team.world.path("li/.git/crm/pending.json").exists());
    has(&team.world.read(&format!("li/{log}")), &["wang called"]);
    let unread = std::fs::read_dir(team.world.path("li/.git/crm")).unwrap().flatten();
    assert!(!unread.into_iter().any(|entry| entry.file_name().to_string_lossy().starts_with("unread")));
}

/// A git that is killed when it has moved the branch: what was received must not look as if it were removed.
#[cfg(unix)]
#[test]
fn a_git_that_is_killed_behind_its_last_step_has_done_it() {
    use std::os::unix::fs::PermissionsExt;
    let team = Team::new();
    wang_called(&team);
    team.ok("li", &["set", "宏达", "region=广东"]);
    team.commit("li", "li's own");
    let path = std::env::var("PATH").unwrap();
    for move_too in [true, false] {
        let moves = if move_too { "PATH=$REAL git \"$@\"; " } else { "" };
        let script = format!(
            "#!/bin/sh\nREAL='{path}'\ncase \"$*\" in *update-ref*'crm sync'*) {moves}kill -9 $$;; esac\nPATH=$REAL exec git \"$@\"\n"
        );
        team.world.put("bin/git", script);
        std::fs::set_permissions(team.world.path("bin/git"), std::fs::Permissions::from_mode(0o755)).unwrap();
        let bin = team.world.path("bin");
        let ran = team
            .call("li", binary(), &["sync", "--no-push"])
            .env("PATH", format!("{}:{path}", bin.display()))
            .run();
        // Either it is all there, or nothing has come.
        assert_eq!(ran.code, if move_too { 0 } else { 6 }, "{ran:?}");
        assert_eq!(team.status("li"), "", "{ran:?}");
        let log = std::fs::read_to_string(team.world.path("li/customers/europe/acme.log.jsonl"));
        assert_eq!(log.is_ok_and(|log| log.contains("wang called")), move_too);
        if move_too {
            team.git("li", &["reset", "-q", "--hard", "HEAD~1"]);
        }
    }
    team.ok("li", &["sync"]);
    has(&team.world.read("li/customers/europe/acme.log.jsonl"), &["wang called"]);
}

/// Of a git that was killed while it looked for what the others have sent, nothing is concluded.
#[cfg(unix)]
#[test]
fn a_git_that_is_killed_while_it_is_asked_has_not_said_no() {
    use std::os::unix::fs::PermissionsExt;
    let team = Team::new();
    wang_called(&team);
    let path = std::env::var("PATH").unwrap();
    for asked in
        ["*get-regexp*branch*", "*for-each-ref*refs/remotes/origin/main*", "*ls-tree*.crm-forgotten*"]
    {
        let script =
            format!("#!/bin/sh\ncase \"$*\" in {asked}) kill -9 $$;; esac\nPATH='{path}' exec git \"$@\"\n");
        team.world.put("bin/git", script);
        std::fs::set_permissions(team.world.path("bin/git"), std::fs::Permissions::from_mode(0o755)).unwrap();
        let ours = format!("{}:{path}", team.world.path("bin").display());
        let ran = team.call("li", binary(), &["sync", "--no-push"]).env("PATH", ours).run();
        assert_eq!(ran.code, 6, "{asked}: {ran:?}");
        assert!(ran.stderr.contains("signal"), "{asked}: {ran:?}");
    }
    team.ok("li", &["sync"]);
    has(&team.world.read("li/customers/europe/acme.log.jsonl"), &["wang called"]);
}

#[test]
fn syncs_of_one_clone_wait_for_each_other() {
    let team = Team::new();
    // A hook that syncs, too, waits for nobody.
    team.hook("wang/.git/hooks/post-commit", "#!/bin/sh\ncrm sync >/dev/null 2>&1\nexit 0\n");
    for turn in 0..4 {
        team.ok("li", &["log", "acme", &format!("li {turn}"), "--note"]);
        team.ok("li", &["sync", "-m", "li's"]);
        team.ok("wang", &["log", "acme", &format!("wang {turn}"), "--note"]);
        std::thread::scope(|scope| {
            let syncs = [0, 1, 2].map(|_| scope.spawn(|| team.crm("wang", &["sync", "-m", "wang's"])));
            for sync in syncs {
                let told = sync.join().unwrap();
                assert_eq!(told.code, 0, "{told:?}");
                assert!(!told.stderr.contains("error"), "{told:?}");
            }
        });
    }
    team.ok("li", &["sync"]);
    let log = team.read("li", "europe/acme.log.jsonl");
    assert_eq!((log.matches("li ").count(), log.matches("wang ").count()), (4, 4), "{log}");
}

#[test]
fn a_log_that_was_saved_with_a_byte_order_mark_is_merged_as_any_other() {
    for order in [["li", "wang"], ["wang", "li"]] {
        let team = Team::new();
        team.ok("li", &["log", "acme", "first words", "--via", "call"]);
        team.ok("li", &["sync", "-m", "logged"]);
        team.ok("wang", &["sync"]);
        let text = team.read("wang", "europe/acme.log.jsonl");
        team.world.put("wang/customers/europe/acme.log.jsonl", format!("\u{feff}{text}"));
        team.ok("wang", &["log", "acme", "theirs", "--via", "call"]);
        team.ok("li", &["log", "acme", "mine", "--via", "call"]);
        for who in [order[0], order[1], order[0]] {
            team.ok(who, &["sync", "-m", "logged"]);
        }
        for who in ["li", "wang"] {
            let log = team.read(who, "europe/acme.log.jsonl");
            for word in ["first words", "theirs", "mine"] {
                assert_eq!(log.matches(word).count(), 1, "{who}: {log}");
            }
            let shown = team.ok(who, &["show", "acme", "--all"]);
            assert!(shown.contains("first words"), "{who}: {shown}");
            team.ok(who, &["check"]);
        }
    }
}
