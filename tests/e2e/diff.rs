//! `crm diff`: what a change of rules or files does, with real git.
use serde_json::{Value, json};

use crate::world::{Outcome, World};

/// git in a world, with nobody's configuration.
fn git(world: &World, args: &[&str]) -> Outcome {
    let args = ["-c", "user.name=Li", "-c", "user.email=li@example.com"].iter().chain(args);
    world
        .program("git", args)
        .env("GIT_AUTHOR_DATE", "2026-11-09T09:00:00Z")
        .env("GIT_COMMITTER_DATE", "2026-11-09T09:00:00Z")
        .run()
}

#[track_caller]
fn done(world: &World, args: &[&str]) {
    let outcome = git(world, args);
    assert_eq!(outcome.code, 0, "git {args:?}: {outcome:?}");
}

#[track_caller]
fn commit(world: &World) {
    done(world, &["add", "-A"]);
    done(world, &["commit", "-q", "-m", "so far"]);
}

fn contact(day: &str) -> String {
    format!(r#"{{"at":"{day}","by":"li","kind":"followup","via":"call"}}"#)
}

/// Three customers, committed on 9 November.
fn committed() -> World {
    let world = World::new();
    world.put(".gitignore", ".crm/\n");
    world.card("acme", "name: Acme\ngrade: C\nowner: li\n").log("acme", &[&contact("2026-10-12")]);
    world.card("asia/宏达", "name: 宏达机械\ngrade: C\nowner: wang\n");
    world.log("asia/宏达", &[&contact("2026-11-12")]);
    world.card("bolt", "name: Bolt\ngrade: E\n").log("bolt", &[&contact("2026-11-02")]);
    done(&world, &["init", "-q", "-b", "main"]);
    commit(&world);
    world
}

/// The differences as `[id, change, due from, due to]`.
fn short(found: &Value) -> Value {
    let one = |one: &Value| json!([one["id"], one["change"], one["due"]["from"], one["due"]["to"]]);
    found.as_array().unwrap().iter().map(one).collect()
}

#[track_caller]
fn nothing(world: &World, args: &[&str]) {
    assert_eq!(world.json([&["diff", "--json"], args].concat()), json!([]));
}

#[test]
fn a_changed_rule_moves_dates_and_costs_time() {
    let world = committed();
    nothing(&world, &[]);
    assert!(world.ok(["diff"]).ends_with("the same rules · the same files\nNo customer is affected.\n"));
    world.put("crm.yaml", "version: 1\ngrades:\n  C: {cadence: 1 month}\n  E: {}\n");
    let found = world.json(["diff", "--json"]);
    assert_eq!(
        short(&found),
        json!([
            ["acme", "changed", "2026-12-14", "2026-11-12"],
            ["宏达", "changed", "2027-01-12", "2026-12-14"],
            // Nothing can be suggested any more: the moves lead to grades that are gone.
            ["bolt", "changed", "2027-05-03", "2027-05-03"],
        ])
    );
    assert_eq!(found[0]["overdue"], json!({"from": false, "to": true}));
    assert_eq!(found[0]["views"], json!({"urgency": {"from": "soon", "to": "urgent"}}));
    assert_eq!(found[0]["reason"]["to"]["text"], "every month, last contact 12 Oct");
    let table = world.ok(["diff"]);
    let table = table.split_once(')').unwrap().1;
    insta::assert_snapshot!(table, @"
     → now, for 2026-11-20 (Fri)
    the rules in crm.yaml changed · the same files
    2 dates move: 2 earlier, 0 later · views of 2 customers
    suggestions for 3 customers
    overdue: 0 → 1 · budget: 0.1 → 0.2 h a week

    Now overdue (1)
    C  Acme  acme                        14 Dec → 12 Nov
       every month, last contact 12 Oct

    Other dates that move (1)
    C  宏达机械  宏达                                           12 Jan 2027 → 14 Dec
       every month, last contact 12 Nov, moved from Sat 12 Dec

    Views that change (2)
    urgency  relaxed → soon  1  宏达
    urgency  soon → urgent   1  acme

    Other suggestions (3)
    look again → –  Acme  acme
    look again → –  宏达机械  宏达
    look again → –  Bolt  bolt
    ");
    insta::assert_snapshot!(world.ok(["diff", "--lang", "zh", "--only", "due", "--limit", "1"]).split_once('）').unwrap().1, @"
    → 现在，按2026-11-20（周五）计算
    crm.yaml 的规则有变 · 客户文件未变
    2 个日期变动：提前 2 个，推后 0 个
    逾期：0 → 1 个 · 工时：每周 0.1 → 0.2 小时

    日期变动（2）
    C  Acme  acme                  12月14日 → 11月12日
       每月一次，上次联系10月12日
    ……还有 1 个：--limit 0 显示全部
    ");
    assert_eq!(world.run(["diff", "--exit-code"]).code, 1);
    assert_eq!(world.run(["diff", "--exit-code", "--only", "class"]).code, 0);
    assert_eq!(world.ok(["diff", "-f", "ids", "--only", "overdue"]), "acme\n");
    assert_eq!(world.ok(["diff", "-f", "ids", "--owner", "wang"]), "宏达\n");
    assert_eq!(
        world.ok(["diff", "-f", "csv", "--owner", "wang"]).lines().nth(1).unwrap(),
        "宏达,宏达机械,wang,changed,2027-01-12,2026-12-14,cadence,cadence,false,false,C,C,wang,宏达机械,urgency:relaxed>soon,,,recheck,,"
    );
    world.put("crm.yaml", "version: 1\ngrades:\n  C: {minutes: 60}\n  E: {}\n");
    // With the grades the moves are gone that lead to them: that apart, only hours change.
    let minutes = world.ok(["diff"]);
    assert!(minutes.contains("\nbudget: 0.1 → 0.2 h a week\n\nOther suggestions (3)\n"), "{minutes}");
    world.run(["diff", "--only", "mood"]).refused(2, &["there is no difference \"mood\"", "overdue, due"]);
}

#[test]
fn files_that_came_went_and_changed() {
    let world = committed();
    world.card("neu", "name: Neu\ngrade: D\nsince: 2026-11-02\n");
    std::fs::remove_file(world.path("customers/bolt.yaml")).unwrap();
    std::fs::remove_file(world.path("customers/bolt.log.jsonl")).unwrap();
    world.card("acme", "name: Acme Ltd\ngrade: D\n");
    let found = world.json(["diff", "--json"]);
    assert_eq!(
        short(&found),
        json!([
            ["neu", "added", null, "2026-11-02"],
            ["acme", "changed", "2026-12-14", "2027-01-12"],
            ["bolt", "removed", "2027-05-03", null],
        ])
    );
    let acme = &found[1];
    assert_eq!(
        (&acme["class"], &acme["names"], &acme["owners"]),
        (
            &json!({"from": "C", "to": "D"}),
            &json!({"from": "Acme", "to": "Acme Ltd"}),
            &json!({"from": "li", "to": null})
        )
    );
    assert_eq!(found[2]["reason"]["to"], json!(null));
    // What Li gave away is Li's difference, too.
    assert_eq!(world.ok(["diff", "-f", "ids", "--owner", "li"]), "acme\n");
    let table = world.ok(["diff"]);
    insta::assert_snapshot!(table.split_once(')').unwrap().1, @"
     → now, for 2026-11-20 (Fri)
    the same rules · 3 customers' files changed or moved
    1 date moves: 0 earlier, 1 later · 1 other class · views of 1 customer
    1 other owner · 1 other name · 1 added · 1 removed
    overdue: 0 → 1 · budget: 0.1 → 0.0 h a week

    Dates that move (1)
    D  Acme Ltd  acme                       14 Dec → 12 Jan 2027
       every 3 months, last contact 12 Oct

    Classes that change (1)
    C → D  Acme Ltd  acme

    Other owners (1)
    li → pool  Acme Ltd  acme

    Other names (1)
    Acme → Acme Ltd  acme

    Views that change (1)
    urgency  soon → relaxed  1  acme

    Added (1)
    D  Neu  neu                      2 Nov
       never contacted, since 2 Nov

    Removed (1)
    E  Bolt  bolt
    ");
    commit(&world);
    nothing(&world, &[]);
    assert_eq!(short(&world.json(["diff", "--json", "HEAD~1"])), short(&found));
    assert_eq!(short(&world.json(["diff", "--json", "@{0}~1"])), short(&found));
}

#[test]
fn a_move_is_no_difference() {
    let world = committed();
    done(&world, &["mv", "customers/asia", "customers/亚洲"]);
    done(&world, &["mv", "customers/acme.log.jsonl", "customers/亚洲/acme.log.jsonl"]);
    nothing(&world, &[]);
    std::fs::rename(world.path("customers/亚洲"), world.path("customers/x")).unwrap();
    nothing(&world, &[]);
    // Line ends are no difference, either.
    world.card("acme", "name: Acme\r\ngrade: C\r\nowner: li\r\n");
    nothing(&world, &[]);
}

#[test]
fn neither_the_work_tree_nor_the_index_is_touched() {
    let world = committed();
    world.card("acme", "name: Acme\ngrade: B\n");
    // The same bytes at another time: git itself would refresh its index here.
    world.card("bolt", "name: Bolt\ngrade: E\n");
    let status = |world: &World| world.program("git", ["--no-optional-locks", "status", "-s"]).run().stdout;
    let modified = |path: &str| std::fs::metadata(world.path(path)).unwrap().modified().unwrap();
    let before = (status(&world), modified(".git/index"), modified(".git"));
    let outcome = world.run(["diff"]);
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""), "{outcome:?}");
    assert!(outcome.changed().is_empty(), "{:?}", outcome.changed());
    assert_eq!((status(&world), modified(".git/index"), modified(".git")), before);
}

#[test]
fn a_workspace_may_lie_anywhere_in_its_repository() {
    let world = World::bare();
    world.put("crm.yaml", "version: 1\n").card("acme", "name: Not this one\n");
    world.put("团队/a b/crm.yaml", "version: 1\n");
    world.put("团队/a b/customers/acme.yaml", "name: Acme\ngrade: C\n");
    done(&world, &["init", "-q", "-b", "main"]);
    commit(&world);
    world.put("团队/a b/customers/acme.yaml", "name: Acme\ngrade: D\n");
    world.put("customers/acme.yaml", "name: Nor that\n");
    let within = world.path("团队/a b/customers");
    let found = || world.call(["diff", "--json", "--only", "class,name"]).within(&within);
    let class = json!({"from": "C", "to": "D"});
    let read = |outcome: Outcome| -> Value { serde_json::from_str(&outcome.stdout).unwrap() };
    let plain = read(found().run());
    assert_eq!((plain.as_array().unwrap().len(), &plain[0]["class"]), (1, &class));
    // A hook says where its repository is, seen from another folder.
    let hooked = found().env("GIT_DIR", ".git").env("GIT_INDEX_FILE", ".git/index").env("GIT_PREFIX", "x/");
    assert_eq!(read(hooked.run()), plain);
}

#[test]
fn what_is_no_revision_is_refused() {
    let world = committed();
    let says = "git knows no revision";
    for name in
        ["nowhere", "HEAD~7", "HEAD..HEAD", "^HEAD", "", "HEAD:customers", "x y", ":/never said", "HEAD@{9"]
    {
        world.run(["diff", name]).refused(2, &[says, "git log --oneline"]);
    }
    let outcome = world.run(["diff", "--", "--output=stolen"]);
    outcome.refused(2, &[says, "--output=stolen"]);
    assert!(!world.path("stolen").exists());
    world.run(["diff", "--output=stolen"]).refused(2, &["unexpected argument"]);
    nothing(&world, &[":/so far"]);
    nothing(&world, &["main"]);
}

#[test]
fn without_a_repository_or_a_commit_or_git_it_says_so() {
    let world = World::new();
    let outcome = world.call(["diff"]).env("GIT_CEILING_DIRECTORIES", world.root().parent().unwrap()).run();
    outcome.refused(2, &["is in no git repository", "git init"]);
    done(&world, &["init", "-q", "-b", "main"]);
    world.run(["diff"]).refused(2, &["there is no commit yet"]);
    world.run(["diff", "--lang", "zh"]).refused(2, &["还没有可比较的提交"]);
    world.call(["diff"]).env("PATH", "/nowhere").run().refused(6, &["git can't be run", "PATH"]);
}

#[test]
fn old_rules_that_are_missing_or_wrong_are_no_rules() {
    let world = World::bare();
    world.put("readme", "x");
    done(&world, &["init", "-q", "-b", "main"]);
    commit(&world);
    world.put("crm.yaml", "version: 1\ngrades:\n  C: {cadence: often}\n").card("acme", "name: Acme\n");
    commit(&world);
    world.put("crm.yaml", "version: 1\n");
    world.run(["diff", "HEAD~1"]).refused(2, &["\"HEAD~1\" has no crm.yaml"]);
    world.run(["diff"]).refused(2, &["HEAD:crm.yaml:3:16: error", "HEAD:crm.yaml has errors"]);
}

#[test]
fn who_cannot_be_read_on_a_side_is_told_and_not_compared() {
    let world = committed();
    world.card("acme", "<<<<<<< ours\nname: Acme\n").card("broken", "name: [\n");
    let outcome = world.run(["diff", "-f", "ids"]);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (5, ""), "{outcome:?}");
    outcome.says(&["customers/acme.yaml:1:1: error", "customers/broken.yaml:"]);
    commit(&world);
    world
        .card("acme", "name: Acme\ngrade: A\n")
        .card("broken", "name: Mended\n")
        .card("bolt", "name: Bolt\n");
    let outcome = world.run(["diff", "-f", "ids"]);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (0, "bolt\n"), "{outcome:?}");
    outcome.says(&["HEAD:customers/acme.yaml:1:1: error", "HEAD:customers/broken.yaml:"]);
}

#[test]
fn what_a_sparse_checkout_leaves_out_is_not_gone() {
    let world = committed();
    done(&world, &["sparse-checkout", "set", "--no-cone", "/*", "!/customers/asia/"]);
    assert!(!world.path("customers/asia").exists());
    let ids = || {
        let outcome = world.run(["diff", "-f", "ids"]);
        assert_eq!(outcome.code, 0, "{outcome:?}");
        outcome.says(&["note: a part of the workspace: 2 of 3 customers"]);
        outcome.stdout
    };
    assert_eq!(ids(), "");
    world.card("acme", "name: Acme\ngrade: D\n");
    assert_eq!(ids(), "acme\n");
    // A file that git was told not to look at is looked at.
    done(&world, &["update-index", "--assume-unchanged", "customers/bolt.yaml"]);
    world.card("bolt", "name: Bolt\ngrade: D\n");
    assert_eq!(ids(), "acme\nbolt\n");
}

#[test]
fn computed_classes_are_of_the_whole_book_of_their_side() {
    let world = committed();
    let order =
        |amount: &str| format!(r#"{{"at":"2026-10-12","by":"li","kind":"order","amount":"{amount}"}}"#);
    world.log("acme", &[&contact("2026-10-12"), &order("900")]);
    world.log("bolt", &[&contact("2026-10-12"), &order("100")]);
    commit(&world);
    let abc = |world: &World| world.json(["diff", "--json", "--only", "views"]);
    assert_eq!(abc(&world), json!([]));
    // Bolt's own files stay as they are: another customer's order takes its place.
    world.log("acme", &[&contact("2026-10-12"), &order("10")]);
    let found = abc(&world);
    let views =
        |id: &str| found.as_array().unwrap().iter().find(|one| one["id"] == id).unwrap()["views"].clone();
    assert_eq!(views("bolt")["abc"], json!({"from": "B", "to": "A"}));
    assert_eq!(views("acme")["abc"], json!({"from": "A", "to": "B"}));
}

/// Rules with one more section, against those that are committed.
fn under(world: &World, section: &str) -> Value {
    world.put("crm.yaml", format!("version: 1\n{section}\n"));
    world.json(["diff", "--json"])
}

#[test]
fn other_rules_of_the_pool_tell_who_leaves() {
    let world = committed();
    let found = under(&world, "pool: {after: {C: {followup: 1 month}}, warn: 7 days}");
    assert_eq!(found.as_array().unwrap().len(), 1, "{found}");
    assert_eq!(
        (&found[0]["id"], &found[0]["pool"]["from"]["leaves"], &found[0]["pool"]["to"]["leaves"]),
        (&json!("acme"), &json!(null), &json!("2026-11-12"))
    );
    insta::assert_snapshot!(world.ok(["diff"]).split_once(')').unwrap().1, @"
     → now, for 2026-11-20 (Fri)
    the rules in crm.yaml changed · the same files
    the pool for 1 customer

    Into the pool, or no longer (1)
    C  Acme  acme                 stays → leaves now
       no follow-up since 12 Oct
    ");
    assert!(world.ok(["diff", "--lang", "zh"]).contains("公海变动（1）"));
    assert_eq!(world.ok(["diff", "-f", "ids", "--only", "pool"]), "acme\n");
    // One that is warned, and one who may not claim it.
    let found = under(&world, "pool: {after: {C: {followup: 40 days}}, warn: 30 days}");
    assert_eq!(found[0]["pool"]["to"]["due"], json!(false));
    commit(&world);
    let found = under(&world, "pool: {after: {C: {followup: 60 days}}, warn: 30 days}");
    let pool = &found[0]["pool"];
    assert_eq!(
        (&pool["from"]["leaves"], &pool["to"]["leaves"]),
        (&json!("2026-11-21"), &json!("2026-12-11"))
    );
    let given = r#"{"at":"2026-11-15","by":"wang","kind":"owner","from":"li","to":null}"#;
    world.card("acme", "name: Acme\ngrade: C\n").log("acme", &[&contact("2026-10-12"), given]);
    commit(&world);
    let found = under(&world, "pool: {after: {C: {followup: 60 days}}, warn: 30 days, barred: 30 days}");
    assert_eq!(found[0]["pool"]["to"]["barred"], json!([{"person": "li", "until": "2026-12-15"}]), "{found}");
}

#[test]
fn other_rules_of_moves_tell_whom_they_move() {
    let world = committed();
    let silent: Vec<String> = ["2026-09-01", "2026-09-15", "2026-10-12"]
        .iter()
        .map(|day| contact(day).replace('}', r#","reply":"none"}"#))
        .collect();
    world.log("acme", &silent.iter().map(String::as_str).collect::<Vec<_>>());
    commit(&world);
    let codes = |side: &Value| -> Vec<String> {
        side.as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap().to_owned()).collect()
    };
    let found = under(&world, "moves: false");
    assert!(!found.as_array().unwrap().is_empty());
    for one in found.as_array().unwrap() {
        assert!(!codes(&one["moves"]["from"]).is_empty() && codes(&one["moves"]["to"]).is_empty(), "{one}");
        assert_eq!((&one["due"]["from"], &one["class"]["from"]), (&one["due"]["to"], &one["class"]["to"]));
    }
    let other = under(&world, "moves: {silent: {high: 9, ordinary: 9}}");
    assert_eq!(world.ok(["diff", "-f", "ids"]), "acme\n", "{other}");
    assert_ne!(codes(&other[0]["moves"]["from"]), codes(&other[0]["moves"]["to"]), "{other}");
    under(&world, "moves: false");
    let table = world.ok(["diff"]);
    assert!(table.contains("Other suggestions") && table.contains(" → –"), "{table}");
    assert!(world.ok(["diff", "--lang", "zh"]).contains("建议变动"), "{table}");
}

#[test]
fn other_playbooks_tell_whose_they_are() {
    let world = committed();
    let found = under(&world, "playbooks: {C: {goal: another goal, actions: [{do: call the boss}]}}");
    let ids: Vec<_> = found.as_array().unwrap().iter().map(|one| one["id"].clone()).collect();
    // The last one has lost the playbook that it had by default.
    assert_eq!(ids, ["acme", "宏达", "bolt"]);
    let text = &found[0]["playbook"]["to"][0]["text"];
    assert_eq!(text, "call the boss");
    let table = world.ok(["diff"]);
    assert!(table.contains("Playbooks that say something else (3)"), "{table}");
    assert!(table.contains("→ another goal: call the boss"), "{table}");
    assert!(table.contains("acme 宏达"), "{table}");
    // That of a combined label, and a side without the playbook.
    let found = under(&world, "playbooks: {\"* + * + *\": {goal: everybody}}");
    assert_eq!(found.as_array().unwrap().len(), 3, "{found}");
    // Where they are the same, another class says enough.
    world.put("crm.yaml", "version: 1\n").card("acme", "name: Acme\ngrade: D\nowner: li\n");
    let found = world.json(["diff", "--json"]);
    assert_eq!(found[0]["playbook"], json!({"from": [], "to": []}));
}

#[test]
fn rules_that_act_on_no_customer_alone_are_named() {
    let world = committed();
    for (section, says) in [
        ("events: [{on: 2026-12-01, what: fair}]", "by events"),
        ("people: {li: {}, wang: {}}", "by people"),
        ("timezone: Asia/Shanghai", "by timezone"),
    ] {
        world.put("crm.yaml", format!("version: 1\n{section}\n"));
        let told = world.ok(["diff"]);
        assert!(told.contains(says) && !told.contains("is affected"), "{section}: {told}");
    }
}

#[test]
fn another_model_of_the_orders_is_named_by_its_file() {
    let world = committed();
    world.put("rhythm.yaml", "model:\n  gap: 4\n");
    let told = world.ok(["diff"]);
    assert!(told.contains("the rules in rhythm.yaml changed"), "{told}");
    assert!(told.contains("by rhythm.yaml") && !told.contains("is affected"), "{told}");
    commit(&world);
    assert!(world.ok(["diff"]).contains("the same rules"));
    world.put("crm.yaml", "version: 1\ntimezone: Asia/Shanghai\n").put("rhythm.yaml", "model:\n  gap: 5\n");
    assert!(world.ok(["diff"]).contains("the rules in crm.yaml and rhythm.yaml changed"));
    assert!(world.ok(["diff", "--lang", "zh"]).contains("crm.yaml 和 rhythm.yaml 的规则有变"));
    // With an error in it no date of that side is right, as with one in crm.yaml.
    world.put("rhythm.yaml", "model:\n  gap: 0\n");
    commit(&world);
    world.put("rhythm.yaml", "model:\n  gap: 4\n");
    world.run(["diff"]).refused(2, &["HEAD:rhythm.yaml:2:"]);
}

#[test]
fn what_changes_agendas_alone_is_named() {
    let hours = |hours: &str| format!("version: 1\npeople: {{li: {{hours_a_week: {hours}}}, wang: {{}}}}\n");
    let world = committed();
    world.put("crm.yaml", hours("6"));
    commit(&world);
    assert!(world.ok(["diff"]).contains("No customer is affected"), "the same rules");
    world.put("crm.yaml", hours("0.5"));
    let told = world.ok(["diff"]);
    assert!(told.contains("agendas may, by hours_a_week"), "{told}");
    assert!(world.ok(["diff", "--lang", "zh"]).contains("日程可能因 hours_a_week 而变"));
    // Beside what changes of the customers.
    world.put("crm.yaml", hours("0.5") + "grades: {C: {every: 1 month}}\n");
    let told = world.run(["diff"]).stdout;
    assert!(told.contains("agendas may change by hours_a_week, too"), "{told}");
}
