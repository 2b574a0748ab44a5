//! What a sync takes away is told, however it ends; and other commands, and its own hooks, may run beside it.
#[cfg(unix)]
use std::time::Duration;

use crate::team::Team;

/// li has forgotten acme and sent that; wang, who hasn't heard of it, has a new entry there.
fn forgotten() -> Team {
    let team = Team::new();
    team.ok("li", &["log", "acme", "a first call", "--via", "call"]);
    team.ok("li", &["sync", "-m", "an entry"]);
    team.ok("wang", &["sync"]);
    team.clone("zhao");
    team.ok("li", &["forget", "acme", "--all", "--apply"]);
    team.ok("li", &["sync", "-m", "acme is forgotten"]);
    team.ok("zhao", &["sync"]);
    team.ok("wang", &["log", "acme", "wang's new entry", "--via", "call"]);
    team
}

const LEFT_OUT: &str = "acme was forgotten on request: what was written there since is left out";

/// Before wang's push, zhao sends.
#[cfg(unix)]
fn zhao_is_faster(team: &Team) {
    let script = "#!/bin/sh\ntest -e ../sent && exit 0\n: >../sent\nunset $(git rev-parse --local-env-vars)\n\
                  cd ../zhao && crm sync -m zhao >/dev/null 2>&1\nexit 0\n";
    team.hook("wang/.git/hooks/pre-push", script);
}

#[cfg(unix)]
#[test]
fn a_sync_that_cannot_send_tells_what_it_has_left_out() {
    let team = forgotten();
    team.hook("wang/.git/hooks/pre-push", "#!/bin/sh\nexit 1\n");
    let told = team.crm("wang", &["sync", "-m", "wang's"]);
    assert_ne!(told.code, 0, "{told:?}");
    told.says(&[LEFT_OUT]);
    assert!(!team.world.path("wang/.git/crm/untold.json").exists(), "it has been told");
}

#[test]
fn a_sync_that_finds_an_error_tells_what_it_has_left_out() {
    let team = forgotten();
    team.world.put("wang/customers/europe/bolt.yaml", "name: Bolt\ngrade: Q\n");
    team.commit("wang", "an error of its own");
    let told = team.crm("wang", &["sync"]);
    assert_eq!(told.code, 1, "{told:?}");
    told.says(&[LEFT_OUT, "nothing was sent: 1 error"]);
}

#[test]
fn what_a_killed_sync_has_not_told_the_next_command_tells_once() {
    let team = forgotten();
    let head = team.git("wang", &["rev-parse", "HEAD"]);
    let note = |branch: &str| {
        let head = head.trim();
        let note = format!("{{\"branch\":\"{branch}\",\"commit\":\"{head}\",\"told\":[\"acme is gone\"]}}");
        team.world.put("wang/.git/crm/untold.json", note);
    };
    // What never came to be is not told.
    note("elsewhere");
    assert!(!team.crm("wang", &["list"]).stderr.contains("acme is gone"));
    for command in [&["list"][..], &["check"], &["sync", "-m", "wang's"]] {
        note("main");
        team.crm("wang", command)
            .says(&["a crm sync that was interrupted had come this far:", "acme is gone"]);
        assert!(!team.crm("wang", command).stderr.contains("acme is gone"), "{command:?}");
    }
    note("main");
    team.ok("wang", &["forget", "宏达", "--all", "--apply"]);
    assert!(!team.world.path("wang/.git/crm/untold.json").exists());
}

#[cfg(unix)]
#[test]
fn what_the_first_of_two_rounds_left_out_is_told() {
    let team = forgotten();
    team.ok("zhao", &["log", "宏达", "fast", "--note"]);
    zhao_is_faster(&team);
    let told = team.crm("wang", &["sync", "-m", "wang's"]);
    assert_eq!(told.code, 0, "{told:?}");
    assert!(team.world.path("sent").exists());
    assert_eq!(told.stderr.matches(LEFT_OUT).count(), 1, "{told:?}");
    assert!(team.read("wang", "china/宏达.log.jsonl").contains("fast"));
}

#[cfg(unix)]
#[test]
fn a_conflict_of_the_second_round_does_not_say_that_nothing_has_changed() {
    let team = forgotten();
    team.ok("zhao", &["set", "宏达", "plan=zhao's plan"]);
    team.ok("wang", &["set", "宏达", "plan=wang's plan"]);
    zhao_is_faster(&team);
    let told = team.crm("wang", &["sync", "-m", "wang's"]);
    told.says(&[
        LEFT_OUT,
        "Two people changed the same. What came before that is here; nothing else has changed",
    ]);
    assert!(!told.stderr.contains("Nothing has changed"), "{told:?}");
    assert!(!team.world.path("wang/customers/europe/acme.yaml").exists());
}

#[cfg(unix)]
#[test]
fn a_hook_that_syncs_its_own_clone_is_refused_and_one_of_another_clone_is_not() {
    // The hooks end by themselves as well: a test that fails must not fill the machine.
    let team = Team::new();
    let script = "#!/bin/sh\necho x >>../begun\ntest $(wc -l <../begun) -gt 6 && exit 0\ncrm sync -m inner >>../told 2>&1 </dev/null\nexit 0\n";
    team.hook("li/.git/hooks/pre-commit", script);
    team.ok("li", &["log", "acme", "hello", "--note"]);
    team.ok("li", &["sync", "-m", "outer"]);
    assert_eq!(team.world.read("begun"), "x\n");
    assert!(team.world.read("told").contains("this is a hook of a crm sync of this clone"));
    // A circle of two clones ends as well; what wang's sync is for is done.
    let to = |other: &str| {
        format!(
            "#!/bin/sh\necho x >>../begun\ntest $(wc -l <../begun) -gt 6 && exit 0\nunset $(git rev-parse --local-env-vars)\ncd ../{other} && crm sync -m inner >/dev/null 2>&1 </dev/null\nexit 0\n"
        )
    };
    team.ok("li", &["log", "acme", "once more", "--note"]);
    team.ok("wang", &["log", "宏达", "wang's", "--note"]);
    team.hook("li/.git/hooks/pre-commit", &to("wang"));
    team.hook("wang/.git/hooks/pre-commit", &to("li"));
    team.ok("li", &["sync", "-m", "outer"]);
    assert_eq!(team.world.read("begun"), "x\nx\nx\n");
    assert!(team.read("li", "china/宏达.log.jsonl").contains("wang's"));
}

#[test]
fn what_a_sync_brings_as_forgotten_goes_from_the_undo_data_as_well() {
    let card = "name: Acme GmbH\ngrade: C\nowner: li\ncontacts:\n  - name: Bert Bohm\n    email: bert@beta.example\n";
    for whole in [false, true] {
        let team = Team::new();
        team.world.put("li/customers/europe/acme.yaml", card);
        team.ok("li", &["sync", "-m", "Bert"]);
        team.ok("wang", &["sync"]);
        team.ok("wang", &["set", "acme", "plan=ask Bert Bohm"]);
        team.ok("wang", &["sync", "-m", "wang's"]);
        team.ok("li", &["sync"]);
        let undo = |team: &Team| std::fs::read_dir(team.world.path("wang/.git/crm/undo")).unwrap().count();
        // What brings nothing of the kind leaves them.
        team.ok("li", &["log", "acme", "hello", "--note"]);
        team.ok("li", &["sync", "-m", "hello"]);
        team.ok("wang", &["sync"]);
        assert_eq!(undo(&team), 1);
        let who: &[&str] = if whole { &["--all"] } else { &["--contact", "Bert"] };
        team.ok("li", &[&["forget", "acme", "--apply"], who].concat());
        team.ok("li", &["sync", "-m", "forgotten"]);
        team.ok("wang", &["sync"]);
        assert_eq!(undo(&team), 0, "{who:?}");
        let kept = team.call("wang", "grep", &["-rlaE", "bert@beta|Bert Bohm", ".git/crm"]).run();
        assert_eq!(kept.stdout, "");
    }
}

/// What somebody's clone says of Bert beside git's own objects.
#[cfg(unix)]
fn of_bert(team: &Team, who: &str) -> String {
    let places = [".git/crm", ".crm", "customers"].map(|place| format!("{who}/{place}"));
    let args: Vec<&str> =
        ["-rlaE", "bert@beta|Bert Bohm"].into_iter().chain(places.iter().map(String::as_str)).collect();
    team.world.program("grep", args).run().stdout
}

/// Three clones with customers of which each has a person; beta has no log.
#[cfg(unix)]
fn people() -> Team {
    let team = Team::new();
    team.ok("li", &["upgrade", "--apply"]);
    for (id, name) in [("beta", "Bert Bohm"), ("gamma", "Cleo Cern")] {
        let first = name[..4].to_lowercase();
        let card = format!(
            "name: {id}\ngrade: C\ncontacts:\n  - name: {name}\n    email: {first}@{id}.example\n  - name: Dora Dorn\n    email: dora@{id}.example\n  - name: Karl Kern\n    email: karl@{id}.example\n"
        );
        team.world.put(&format!("li/customers/{id}.yaml"), card);
    }
    team.ok("li", &["sync", "-m", "people"]);
    team.ok("wang", &["sync"]);
    team.clone("zhao");
    team
}

#[cfg(unix)]
fn forget_as_li(team: &Team, who: &str, id: &str, name: &str) {
    let args = ["forget", id, "--contact", name, "--apply"];
    let told = team.call(who, crate::world::binary(), &args).env("CRM_USER", "li").run();
    assert_eq!(told.code, 0, "{told:?}");
}

#[cfg(unix)]
#[test]
fn a_second_forgetting_of_a_day_clears_the_undo_data_as_well() {
    for other in ["beta", "gamma"] {
        let team = people();
        forget_as_li(&team, "li", other, "Dora Dorn");
        team.ok("li", &["sync", "-m", "Dora"]);
        team.ok("zhao", &["sync"]);
        match other {
            "beta" => team.ok("zhao", &["set", "beta", "plan=ask Bert Bohm"]),
            // Both notes come into one log.
            _ => team.ok("zhao", &["merge", "gamma", "beta", "--apply"]),
        };
        forget_as_li(&team, "wang", "beta", "Bert Bohm");
        team.ok("wang", &["sync", "-m", "Bert"]);
        assert_ne!(of_bert(&team, "zhao"), "");
        if other == "beta" {
            team.ok("zhao", &["set", "beta", "plan=call"]);
        }
        team.ok("zhao", &["sync", "-m", "zhao's"]);
        assert_eq!(of_bert(&team, "zhao"), "", "{other}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn what_a_forgetting_takes_out_goes_from_the_undo_data_though_its_note_was_given_up() {
    let team = people();
    team.ok("li", &["log", "gamma", "hello", "--note"]);
    team.ok("li", &["sync", "-m", "hello"]);
    team.ok("wang", &["sync"]);
    team.ok("li", &["merge", "gamma", "beta", "--apply"]);
    forget_as_li(&team, "wang", "beta", "Bert Bohm");
    for file in ["gamma.yaml", "gamma.log.jsonl"] {
        std::fs::remove_file(team.world.path(&format!("wang/customers/{file}"))).unwrap();
    }
    team.ok("wang", &["sync", "-m", "Bert, and gamma"]);
    assert_eq!(team.crm("li", &["sync", "-m", "merged"]).code, 4);
    let Some(told) = crate::sync::answering(&team, "li", "crm sync --resolve", "m\nm\n") else { return };
    assert_eq!(told.code, 0, "{told:?}");
    assert_eq!(of_bert(&team, "li"), "", "{}", told.stdout);
    assert!(team.read("li", "gamma.log.jsonl").contains("forgotten on request on"));
}

#[cfg(unix)]
#[test]
fn what_a_killed_command_has_left_beside_a_file_goes_with_a_forgetting_that_comes() {
    let team = people();
    let left = ["wang/customers/.beta.yaml.crm-tmp", "wang/customers/.gamma.yaml.crm-tmp"];
    let before = team.read("li", "beta.yaml");
    for (who, is_swept) in [("nobody", false), ("Bert Bohm", true)] {
        for path in left {
            team.world.put(path, &*before);
        }
        match is_swept {
            true => forget_as_li(&team, "li", "beta", who),
            false => team.ok("li", &["log", "acme", "again", "--note"]).clear(),
        }
        team.ok("li", &["sync", "-m", who]);
        team.ok("wang", &["sync"]);
        assert!(left.iter().all(|path| team.world.path(path).exists() != is_swept), "{who}");
    }
}

#[cfg(unix)]
#[test]
fn what_was_forgotten_in_another_workspace_of_the_clone_goes_from_the_undo_data() {
    let team = people();
    team.world.put("li/two/crm.yaml", team.world.read("li/crm.yaml"));
    team.world.put("li/two/customers/beta.yaml", team.read("li", "beta.yaml"));
    team.commit("li", "two");
    team.ok("li", &["sync"]);
    team.ok("wang", &["sync"]);
    let two = |who: &str, args: &[&str]| {
        let call =
            team.call(who, crate::world::binary(), args).within(team.world.path(&format!("{who}/two")));
        let told = call.run();
        assert_eq!(told.code, 0, "{told:?}");
    };
    two("wang", &["set", "beta", "plan=ask Bert Bohm"]);
    team.git("wang", &["commit", "-qam", "plan"]);
    team.ok("wang", &["sync"]);
    team.ok("li", &["sync"]);
    two("li", &["forget", "beta", "--contact", "Bert Bohm", "--apply"]);
    team.commit("li", "Bert");
    team.ok("li", &["sync"]);
    assert!(of_bert(&team, "wang").contains("undo"));
    team.ok("wang", &["sync"]);
    assert!(!of_bert(&team, "wang").contains("undo"));
}

/// What is moved while another command holds the lock, for which the first one has to wait.
#[cfg(unix)]
fn beside(team: &Team, from: &str, to: &str, args: &[&str]) -> crate::world::Outcome {
    let lock = std::fs::File::create(team.world.path("li/.git/crm/lock")).unwrap();
    lock.lock().unwrap();
    std::thread::scope(|scope| {
        let running = scope.spawn(|| team.crm("li", args));
        std::thread::sleep(Duration::from_secs(2));
        std::fs::rename(team.world.path(from), team.world.path(to)).unwrap();
        drop(lock);
        running.join().unwrap()
    })
}

#[cfg(unix)]
#[test]
fn what_another_command_moves_right_now_is_no_error() {
    let team = Team::new();
    team.ok("li", &["log", "acme", "hello", "--note"]);
    team.ok("li", &["sync", "-m", "hello"]);
    // Its log has moved already, its file has not.
    let here = "li/customers/europe/acme.yaml";
    for args in [&["check"][..], &["check", "--since", "HEAD"]] {
        std::fs::rename(team.world.path(here), team.world.path("li/aside")).unwrap();
        let told = beside(&team, "li/aside", here, args);
        assert_eq!(told.code, 0, "{args:?}: {told:?}");
    }
    team.ok("li", &["add", "Bolt", "--id", "bolt"]);
    let told = beside(&team, "li/customers/bolt.yaml", "li/customers/nut.yaml", &["sync", "-m", "bolt"]);
    assert_eq!(told.code, 0, "{told:?}");
    assert_eq!(team.status("li"), "");
    team.ok("li", &["upgrade", "--apply"]);
    let told = beside(
        &team,
        "li/customers/nut.yaml",
        "li/customers/europe/nut.yaml",
        &["merge", "acme", "nut", "--apply"],
    );
    assert_eq!(told.code, 0, "{told:?}");
}
