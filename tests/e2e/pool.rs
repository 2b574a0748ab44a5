//! `crm pool`, `crm claim`, `crm release`: customers fall into the public pool, and are claimed.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use crate::world::{World, binary};

/// C three months, D six months without a follow-up or a year without an order, E nine without a deal.
const RULES: &str = "\
people:
  li: {name: 李娜}
  wang: {name: 王强}
pool:
  after:
    C: {followup: 3 months}
    D: {followup: 6 months, order: 1 year}
    E: {deal: 9 months}
  warn: 7 days
  holds: 4
  claims_a_day: 2
  barred: 30 days
";

fn follow_up(day: &str) -> String {
    format!(r#"{{"at":"{day}","by":"li","kind":"followup","via":"call","text":"said"}}"#)
}

fn team() -> World {
    let world = World::new();
    world.put("crm.yaml", RULES);
    let customers = [
        ("falls", "C", "2026-08-20"),
        ("tomorrow", "C", "2026-08-21"),
        ("warned", "C", "2026-08-27"),
        ("calm", "C", "2026-08-28"),
        ("order", "D", "2026-11-01"),
    ];
    for (id, grade, last) in customers {
        world.card(id, &format!("name: {id}\ngrade: {grade}\nowner: li\nsince: 2025-11-25\n# kept\n"));
        world.log(id, &[&follow_up(last)]);
    }
    world.card("sampled", "name: sampled\ngrade: C\nowner: li\nsince: 2025-01-01\n");
    world.log(
        "sampled",
        &[
            &follow_up("2026-01-01"),
            r#"{"at":"2026-06-01","by":"li","kind":"sample","state":"sent","item":"HX"}"#,
        ],
    );
    for (id, rest) in
        [("free", "grade: C\npotential: high\n"), ("other", "grade: C\n"), ("third", "grade: D\n")]
    {
        world.card(id, &format!("name: {id}\nsince: 2026-10-01\n{rest}"));
    }
    world
}

fn ids(list: &Value) -> Vec<String> {
    list.as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_sweep_shows_who_falls_and_who_is_warned_and_writes_nothing() {
    let world = team();
    insta::assert_snapshot!(world.run(["pool", "--sweep"]).whole(), @"
    exit 0
    --- stdout
    2026-11-20 (Fri) · 1 falls into the pool, 3 will soon

    Falls into the pool
    C  falls  falls                                                        li
       no follow-up since 20 Aug (3 months, pool.after.C.followup)      today

    Owners are warned
    C  tomorrow  tomorrow                                                  li
       no follow-up since 21 Aug (3 months, pool.after.C.followup)   tomorrow
    D  order  order                                                        li
       no order since it was taken on 25 Nov 2025 (1 year,          in 5 days
         pool.after.D.order)
    C  warned  warned                                                      li
       no follow-up since 27 Aug (3 months, pool.after.C.followup)  in 7 days

    Nothing is written yet: crm pool --sweep --apply takes it away from its owner
    ");
    insta::assert_snapshot!(world.run(["pool", "--sweep", "--lang", "zh"]).whole(), @"
    exit 0
    --- stdout
    2026-11-20（周五） · 1 个退回公海，3 个即将退回公海

    退回公海
    C  falls  falls                                                李娜
       8月20日以来没有跟进（3个月，pool.after.C.followup）         今天

    即将退回公海
    C  tomorrow  tomorrow                                          李娜
       8月21日以来没有跟进（3个月，pool.after.C.followup）         明天
    D  order  order                                                李娜
       2025年11月25日接手以来没有订单（1年，pool.after.D.order）  5天后
    C  warned  warned                                              李娜
       8月27日以来没有跟进（3个月，pool.after.C.followup）        7天后

    尚未写入：crm pool --sweep --apply 让它们退回公海
    ");
    let found = world.json(["pool", "--sweep", "--json"]);
    assert_eq!(ids(&found), ["falls", "tomorrow", "order", "warned"]);
    assert_eq!(
        found[0]["leaves"],
        json!({
            "on": "2026-11-20", "days": 0, "because": "followup", "since": "2026-08-20", "from_claim": false,
            "limit": "3 months", "rule": "pool.after.C.followup", "held": null,
            "text": "no follow-up since 20 Aug",
        })
    );
    assert_eq!(
        (&found[2]["leaves"]["because"], &found[2]["leaves"]["from_claim"]),
        (&json!("order"), &json!(true))
    );
    assert_eq!(world.ok(["pool", "--sweep", "-f", "ids"]), "falls\n");
    assert_eq!(world.ok(["pool", "--sweep", "--owner", "wang", "-f", "ids"]), "");
    for format in ["json", "csv"] {
        let said = world.ok(["pool", "--sweep", "-f", format]);
        assert_eq!(world.ok(["pool", "--sweep", "-f", format, "--lang", "zh"]), said);
    }
    assert_eq!(world.run(["pool", "--sweep", "--exit-code"]).code, 1);
    assert_eq!(world.run(["pool", "--sweep", "--exit-code", "--grade", "D"]).code, 0);
}

#[test]
fn an_applied_sweep_writes_file_and_log_once_and_can_be_taken_back() {
    let world = team();
    let outcome = world.run(["pool", "--sweep", "--apply"]);
    assert_eq!(outcome.code, 0, "{outcome:?}");
    assert_eq!(outcome.changed(), ["customers/falls.log.jsonl", "customers/falls.yaml"]);
    assert!(outcome.stdout.contains("1 customer was taken away"), "{}", outcome.stdout);
    assert_eq!(world.read("customers/falls.yaml"), "name: falls\ngrade: C\nsince: 2025-11-25\n# kept\n");
    let entry = world.last("falls");
    assert_eq!(
        (&entry["kind"], &entry["from"], &entry["to"], &entry["by"]),
        (&json!("owner"), &json!("li"), &Value::Null, &json!("li"))
    );
    assert_eq!(entry["why"], "no follow-up for 3 months (rule pool.after.C.followup), last 2026-08-20");
    world.ok(["check"]);
    let again = world.run(["pool", "--sweep", "--apply"]);
    assert!(again.code == 0 && again.changed().is_empty(), "{again:?}");
    // It waits in the pool, and its last owner is barred.
    let pool = world.json(["pool", "--json"]);
    let fallen = pool.as_array().unwrap().iter().find(|one| one["id"] == "falls").unwrap();
    assert_eq!((&fallen["from"], &fallen["since"]), (&json!("li"), &json!("2026-11-20")));
    assert_eq!(fallen["barred"], json!([{"person": "li", "since": "2026-11-20", "until": "2026-12-20"}]));
    world.ok(["undo"]);
    assert!(world.read("customers/falls.yaml").contains("owner: li\n"));
    // Whoever calls in time keeps it.
    world.ok(["log", "falls", "called", "--via", "call"]);
    assert_eq!(world.ok(["pool", "--sweep", "-f", "ids"]), "");
}

#[test]
fn a_sweep_by_cron_needs_nothing_but_the_folder() {
    let world = team();
    let root = world.root().display().to_string();
    let line =
        format!("CRM_DIR={root} '{}' --today 2026-11-20 pool --sweep --apply --by sweep -f ids", binary());
    let mut call =
        world.program("/bin/sh", ["-c", &line]).within("/").env("PATH", "/usr/bin:/bin").env("LC_ALL", "C");
    for name in ["LANG", "CRM_USER", "CRM_TODAY", "HOME"] {
        call = call.without(name);
    }
    let outcome = call.run();
    assert_eq!((outcome.code, outcome.stdout.as_str(), outcome.stderr.as_str()), (0, "falls\n", ""));
    assert_eq!(world.last("falls")["by"], "sweep");
}

#[test]
fn what_cannot_be_read_is_told_and_the_rest_falls() {
    let world = team();
    world.put("customers/warned.yaml", "name: [\n");
    let outcome = world.run(["pool", "--sweep", "--apply"]);
    assert_eq!(outcome.code, 5, "{outcome:?}");
    outcome.says(&["customers/warned.yaml:"]);
    assert_eq!(outcome.changed(), ["customers/falls.log.jsonl", "customers/falls.yaml"]);
}

#[test]
fn without_rules_nobody_falls_and_everybody_may_claim() {
    let world = team();
    world.put("crm.yaml", "pool: off\n");
    let told = world.ok(["pool", "--sweep", "--apply"]);
    assert!(told.contains("crm.yaml has no pool.after"), "{told}");
    assert_eq!(world.json(["pool", "--sweep", "--json"]), json!([]));
    assert_eq!(ids(&world.json(["pool", "--json"])), ["free", "other", "third"]);
    world.ok(["claim", "third"]);
    assert_eq!(world.json(["due", "--json", "--within", "1y"])[0]["leaves"], Value::Null);
}

#[test]
fn the_pool_is_listed_in_the_order_of_worth() {
    let world = team();
    world.ok(["release", "order", "--why", "no time for it"]);
    insta::assert_snapshot!(world.run(["pool"]).whole(), @"
    exit 0
    --- stdout
    2026-11-20 (Fri) · 4 customers in the pool

    C  free  free                                            high potential
       here since 1 Oct, never had an owner
       never contacted

    C  other  other
       here since 1 Oct, never had an owner
       never contacted

    D  order  order
       left li on 20 Nov: no time for it
       last contact 1 Nov · li can't claim it before 20 Dec

    D  third  third
       here since 1 Oct, never had an owner
       never contacted

    To take one: crm claim ID
    ");
    insta::assert_snapshot!(world.run(["pool", "--lang", "zh", "-n", "1"]).whole(), @"
    exit 0
    --- stdout
    2026-11-20（周五） · 公海里有 4 个客户

    C  free  free                   潜力高
       10月1日录入，尚未分配负责人
       从未联系

    ……还有 3 个（受 --limit 限制）
    认领：crm claim 编号
    ");
    assert_eq!(world.ok(["pool", "-f", "ids"]), "free\nother\norder\nthird\n");
    assert_eq!(world.ok(["pool", "-f", "ids", "--grade", "D", "-n", "1"]), "order\n");
    assert_eq!(world.ok(["pool", "thi", "-f", "ids"]), "third\n");
    assert_eq!(world.run(["pool", "--exit-code"]).code, 1);
    assert!(world.ok(["pool", "--grade", "A"]).contains("Nobody waits there"));
    world.run(["pool", "--owner", "li"]).refused(2, &["nobody owns a customer of the pool"]);
    world.run(["pool", "--apply"]).refused(2, &["--sweep"]);
}

#[test]
fn a_claim_makes_it_ones_own_and_gives_the_whole_time() {
    let world = team();
    let as_wang = |args: &[&str]| world.call(args).env("CRM_USER", "wang").run();
    insta::assert_snapshot!(as_wang(&["claim", "free", "--why", "knows the dealer"]).whole(), @r#"
    exit 0
    --- stdout
    free (free) is yours: owner wang
    next Thu 1 Oct: never contacted, since 1 Oct
    You may claim 1 more today.
    --- customers/free.log.jsonl
    + {"at":"2026-11-20","by":"wang","kind":"owner","from":null,"to":"wang","why":"knows the dealer"}
    --- customers/free.yaml
    + owner: wang
    "#);
    let show = world.json(["show", "free", "--json"]);
    let leaves = &show["leaves"];
    assert_eq!((&leaves["on"], &leaves["from_claim"]), (&json!("2027-02-20"), &json!(true)));
    let again = as_wang(&["claim", "free"]);
    assert!(again.code == 0 && again.stdout.contains("is yours already"), "{again:?}");
    assert!(again.changed().is_empty());
    let shown = as_wang(&["claim", "other", "--dry-run"]);
    assert!(
        shown.code == 0 && shown.changed().is_empty() && shown.stdout.contains("+ owner: wang"),
        "{shown:?}"
    );
}

#[test]
fn a_refusal_says_which_rule_and_which_figure() {
    let world = team();
    let as_wang = |args: &[&str]| world.call(args).env("CRM_USER", "wang").run();
    as_wang(&["claim", "falls"]).refused(4, &["falls is with li", "crm release falls"]);
    // li has six customers, and four are as many as one may have.
    world.run(["claim", "free"]).refused(4, &["you have 6 customers", "pool.holds in crm.yaml is 4"]);
    for id in ["free", "other"] {
        assert_eq!(as_wang(&["claim", id]).code, 0);
    }
    as_wang(&["claim", "third"])
        .refused(4, &["you have claimed 2 today", "pool.claims_a_day in crm.yaml is 2"]);
    // Given back, it is still a claim, and one that can't be repeated.
    assert_eq!(as_wang(&["release", "free", "--why", "a slip"]).code, 0);
    as_wang(&["claim", "third"]).refused(4, &["you have claimed 2 today"]);
    as_wang(&["claim", "free", "--today", "2026-11-21"])
        .refused(4, &["from 20 Dec on", "it left you on 20 Nov, and pool.barred in crm.yaml is 30 days"]);
    let later = as_wang(&["claim", "free", "--today", "2026-12-20"]);
    assert_eq!(later.code, 0, "{later:?}");
    world
        .call(["claim", "third"])
        .env("CRM_USER", "zhao")
        .run()
        .refused(4, &["nobody of the team is called \"zhao\""]);
    let told = as_wang(&["claim", "third", "--lang", "zh"]);
    told.refused(4, &["错误：你今天已认领 2 个", "原因：crm.yaml 的 pool.claims_a_day 是 2"]);
    world.run(["claim", "nobody"]).refused(3, &["there is no customer"]);
}

#[test]
fn a_release_has_a_reason_and_takes_nobody_elses_unasked() {
    let world = team();
    world.run(["release", "calm"]).refused(2, &["--why"]);
    world.run(["release", "calm", "--why", " "]).refused(2, &["a release needs a reason"]);
    let as_wang = |args: &[&str]| world.call(args).env("CRM_USER", "wang").run();
    as_wang(&["release", "calm", "--why", "x"]).refused(4, &["calm is with li, not with you", "--force"]);
    assert_eq!(as_wang(&["release", "calm", "--why", "li has left", "--force"]).code, 0);
    let entry = world.last("calm");
    assert_eq!(
        (&entry["by"], &entry["from"], &entry["why"]),
        (&json!("wang"), &json!("li"), &json!("li has left"))
    );
    assert!(world.ok(["release", "calm", "--why", "x"]).contains("is in the pool already"));
    let told = world.ok(["release", "falls", "--why", "x"]);
    assert!(told.contains("li can claim it back from 20 Dec on"), "{told}");
}

#[test]
fn the_owners_agenda_says_that_it_leaves() {
    let world = team();
    let due = world.ok(["due", "falls"]);
    assert!(due.contains("\n   pool leaves you today (no follow-up since 20 Aug)\n"), "{due}");
    let due = world.ok(["due", "warned", "--lang", "zh"]);
    assert!(due.contains("公海 7天后退回公海（8月27日以来没有跟进）"), "{due}");
    let agenda = world.ok(["agenda", "--owner", "li"]);
    assert!(agenda.contains("leaves you tomorrow (no follow-up since 21 Aug)"), "{agenda}");
    let list = world.json(["due", "--json", "--within", "1y"]);
    for item in list.as_array().unwrap() {
        let is_told = ["falls", "tomorrow", "warned", "order"].contains(&item["id"].as_str().unwrap());
        assert_eq!(!item["leaves"].is_null(), is_told, "{item}");
    }
    // Who isn't due stands among the dates.
    world.ok(["log", "warned", "after the fair", "--note", "--next", "2027-01-11"]);
    let dates = world.json(["dates", "--kind", "pool", "--json"]);
    assert_eq!(ids(&dates), ["falls", "tomorrow", "order", "warned"]);
    assert_eq!((&dates[3]["on"], &dates[3]["since"]), (&json!("2026-11-27"), &json!("2026-08-27")));
    assert_eq!(dates[3]["text"], "leaves you in 7 days (no follow-up since 27 Aug)");
    let agenda = world.ok(["agenda", "--owner", "li"]);
    let deadlines = agenda.split("dates and deadlines").nth(1).unwrap();
    assert!(deadlines.contains("leaves you in 7 days"), "{agenda}");
    assert!(!deadlines.contains("leaves you today"), "it stands above already: {agenda}");
    // The page says it for each, however far, and what keeps it.
    let page = world.ok(["show", "calm"]);
    assert!(page.contains("Sat 28 Nov, in 8 days: no follow-up since 28 Aug (3 months,"), "{page}");
    let page = world.ok(["show", "sampled"]);
    assert!(page.contains("stays: an open sample keeps it"), "{page}");
    assert_eq!(
        world.json(["show", "sampled", "--json"])["leaves"]["held"],
        json!({"by": "sample", "until": null})
    );
}

struct Clone<'a> {
    world: &'a World,
    name: &'static str,
}

impl Clone<'_> {
    fn crm(&self, args: &[&str]) -> crate::world::Outcome {
        let call = self.world.call(args).within(self.world.path(self.name)).env("CRM_USER", self.name);
        call.env("HOME", self.world.root()).run()
    }

    fn git(&self, args: &[&str]) {
        git(&self.world.path(self.name), args);
    }

    fn made(&self) {
        self.git(&["config", "user.name", self.name]);
        self.git(&["config", "user.email", &format!("{}@example.com", self.name)]);
    }
}

fn git(folder: &Path, args: &[&str]) {
    let mut command = Command::new("git");
    command
        .args(args)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null");
    let output = command.output().unwrap();
    assert!(output.status.success(), "git {args:?}: {output:?}");
}

#[test]
fn of_two_claims_at_once_the_first_push_wins_and_the_other_is_told_who() {
    if Command::new("git").arg("--version").output().is_err() {
        println!("skipped: there is no git here");
        return;
    }
    let world = World::bare();
    git(world.root(), &["init", "-q", "--bare", "-b", "main", "origin.git"]);
    git(world.root(), &["clone", "-q", "origin.git", "li"]);
    let (li, wang) = (Clone { world: &world, name: "li" }, Clone { world: &world, name: "wang" });
    li.made();
    li.git(&["checkout", "-q", "-B", "main"]);
    assert_eq!(li.crm(&["init"]).code, 0);
    world.put("li/crm.yaml", RULES);
    world.put("li/customers/hefei.yaml", "name: 合肥江淮\ngrade: D\npotential: high\n");
    world.put("li/customers/hefei.log.jsonl", format!("{}\n", follow_up("2026-03-01")));
    assert_eq!(li.crm(&["sync", "-m", "first"]).code, 0);
    git(world.root(), &["clone", "-q", "origin.git", "wang"]);
    wang.made();

    let claimed = wang.crm(&["claim", "hefei", "--why", "knows the dealer"]);
    assert!(claimed.stdout.contains("It counts once it is pushed: crm sync"), "{claimed:?}");
    assert_eq!(li.crm(&["claim", "hefei", "--why", "was there last week"]).code, 0);
    assert_eq!(wang.crm(&["sync", "-m", "claimed"]).code, 0);
    let lost = li.crm(&["sync", "-m", "claimed"]);
    assert_eq!(lost.code, 0, "{lost:?}");
    lost.says(&["customers/hefei.yaml: wang claimed it first, and has it"]);
    assert_eq!(wang.crm(&["sync"]).code, 0);

    for clone in [&li, &wang] {
        let card = world.read(&format!("{}/customers/hefei.yaml", clone.name));
        assert_eq!(card.matches("owner:").count(), 1, "{card}");
        assert!(card.contains("owner: wang\n"), "{card}");
        let log = world.read(&format!("{}/customers/hefei.log.jsonl", clone.name));
        assert!(log.contains("knows the dealer") && log.contains("was there last week"), "{log}");
        let check = clone.crm(&["check"]);
        assert_eq!(check.code, 0, "{check:?}");
        // Both know whose it is, and since when.
        clone.crm(&["claim", "hefei", "--by", "li"]).refused(4, &["hefei is with wang"]);
        let show = clone.crm(&["show", "hefei", "--json"]);
        let show: Value = serde_json::from_str(&show.stdout).unwrap();
        assert_eq!((&show["owner"], &show["leaves"]["from_claim"]), (&json!("wang"), &json!(true)));
    }
    let found = li.crm(&["pool", "-f", "ids"]);
    assert_eq!(found.stdout, "");
}

#[test]
fn who_shows_no_interest_falls_however_often_one_writes() {
    let world = World::new();
    world.put("crm.yaml", "people: {li: {}}\npool:\n  after: {C: {interest: 6 months}}\n  warn: 14 days\n");
    let said = |at: &str, reply: &str| {
        format!(r#"{{"at":"{at}","by":"li","kind":"followup","via":"email","reply":"{reply}"}}"#)
    };
    for (id, log) in [
        ("mute", [said("2026-05-20", "neutral"), said("2026-11-02", "none")]),
        ("warned", [said("2026-05-25", "positive"), said("2026-11-02", "negative")]),
        ("warm", [said("2026-05-20", "none"), said("2026-11-02", "neutral")]),
    ] {
        world.card(id, &format!("name: {id}\ngrade: C\nowner: li\nsince: 2026-01-01\nplan: ask\n"));
        world.log(id, &log.iter().map(String::as_str).collect::<Vec<_>>());
    }
    let sweep = world.ok(["pool", "--sweep"]);
    assert!(sweep.contains("no interest since 20 May (6 months, pool.after.C.interest)"), "{sweep}");
    assert!(!sweep.contains("warm "), "it answered: {sweep}");
    let due = world.ok(["dates", "--owner", "li"]);
    assert!(due.contains("leaves you in 5 days (no interest since 25 May)"), "{due}");
    let due = world.ok(["dates", "--owner", "li", "--lang", "zh"]);
    assert!(due.contains("5天后退回公海（5月25日以来没有表现出兴趣）"), "{due}");
}
