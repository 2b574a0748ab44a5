//! `crm rename` and `crm upgrade`: an id that changes still leads to its customer.
use crate::world::World;

const ENTRY: &str = r#"{"at":"2026-11-01","by":"li","kind":"note","text":"first"}"#;

fn world() -> World {
    let world = World::new();
    world.put("crm.yaml", "# ours\nversion: 2   # raised\n");
    world.card("china/hongda", "# by hand\nname: Hongda\ndistinct: [bolt]\n").log("china/hongda", &[ENTRY]);
    world.card("bolt", "name: Bolt\ndistinct: [hongda, other]   # not the same\n");
    world
}

#[test]
fn both_files_get_the_new_name_and_the_old_id_still_leads_to_them() {
    let world = world();
    let card = world.read("customers/china/hongda.yaml");
    let done = world.run(["rename", "hongda", "hongda-jixie"]);
    assert_eq!((done.code, done.stderr.as_str()), (0, ""), "{done:?}");
    let files = [
        "bolt.yaml",
        "china/hongda-jixie.log.jsonl",
        "china/hongda-jixie.yaml",
        "china/hongda.log.jsonl",
        "china/hongda.yaml",
    ];
    assert_eq!(done.changed(), files.map(|name| format!("customers/{name}")));
    assert_eq!(world.read("customers/china/hongda-jixie.yaml"), card);
    assert!(world.read("customers/china/hongda-jixie.log.jsonl").starts_with(&format!("{ENTRY}\n")));
    let trace = world.last("china/hongda-jixie");
    assert_eq!((&trace["kind"], &trace["from"]), (&"renamed".into(), &"hongda".into()));
    assert_eq!(
        world.read("customers/bolt.yaml"),
        "name: Bolt\ndistinct: [other, hongda-jixie]   # not the same\n"
    );
    assert!(world.ok(["check"]).ends_with("2 customers checked: 0 errors, 1 warning\n"), "other is nobody");
    let shown = world.run(["show", "hongda"]);
    shown.says(&["note: hongda is hongda-jixie now"]);
    assert!(shown.stdout.contains("renamed from, hongda"), "{shown:?}");
    assert!(world.run(["show", "hongda", "--lang", "zh"]).stdout.contains("原编号，hongda"));
    // A write, too, goes to the customer that the old id leads to.
    let logged = world.run(["log", "hongda", "more", "--note"]);
    assert_eq!(logged.changed(), ["customers/china/hongda-jixie.log.jsonl"], "{logged:?}");
    // A chain, and back to the beginning.
    assert_eq!(world.run(["rename", "hongda", "hongda-cn"]).code, 0);
    for old in ["hongda", "hongda-jixie"] {
        assert_eq!(world.run(["list", "--format", "ids"]).stdout, "bolt\nhongda-cn\n");
        world.run(["show", old]).says(&["is hongda-cn now"]);
    }
    assert_eq!(world.run(["rename", "hongda-cn", "hongda"]).code, 0);
    assert_eq!(world.run(["show", "hongda"]).stderr, "", "an exact id comes first");
}

#[test]
fn it_is_taken_back_as_a_whole() {
    let world = world();
    let before = world.files();
    world.ok(["rename", "hongda", "hongda-jixie"]);
    world.ok(["undo"]);
    assert_eq!(world.files(), before);
    let shown = world.run(["rename", "hongda", "hongda-jixie", "--dry-run"]);
    assert!(
        shown.changed().is_empty() && shown.stdout.contains("+ customers/china/hongda-jixie.yaml"),
        "{shown:?}"
    );
}

#[test]
fn an_id_that_somebody_has_or_had_is_refused() {
    let world = world();
    world.run(["rename", "hongda", "bolt"]).refused(4, &["the id bolt is taken", "customers/bolt.yaml"]);
    world.run(["rename", "hongda", "Bad Id"]).refused(2, &["can't be an id"]);
    world.run(["rename", "nobody", "x"]).refused(3, &["there is no customer"]);
    world.log("gone", &[ENTRY]);
    world.run(["rename", "hongda", "gone"]).refused(4, &["the id gone is taken"]);
    world.ok(["rename", "bolt", "bolt-ltd"]);
    world.run(["rename", "hongda", "bolt"]).refused(4, &["was another customer's", "bolt-ltd"]);
    let same = world.run(["rename", "hongda", "hongda"]);
    assert_eq!((same.code, same.changed().len()), (0, 0), "{same:?}");
}

#[test]
fn an_old_workspace_is_raised_in_one_line_and_taken_back() {
    let world = World::new();
    let rules = "# ours\r\nversion: 1   # the first\r\ncurrency: EUR\r\n";
    world.put("crm.yaml", rules).card("a", "name: A\n");
    world.run(["rename", "a", "b"]).refused(4, &["needs version 2", "crm upgrade"]);
    let shown = world.run(["upgrade"]);
    assert!(shown.changed().is_empty() && shown.stdout.contains("Nothing is written yet"), "{shown:?}");
    assert!(world.ok(["upgrade", "--lang", "zh"]).contains("尚未写入"));
    let done = world.run(["upgrade", "--apply"]);
    assert_eq!((done.code, done.changed()), (0, vec!["crm.yaml"]), "{done:?}");
    assert!(done.stdout.contains("Tell the team"), "{done:?}");
    assert_eq!(world.read("crm.yaml"), rules.replace("version: 1", "version: 2"));
    assert!(world.ok(["upgrade", "--apply"]).contains("version 2 already"));
    assert_eq!(world.ok(["check"]), "1 customer checked: 0 errors, 0 warnings\n");
    world.ok(["undo"]);
    assert_eq!(world.read("crm.yaml"), rules);
    world.put("crm.yaml", "{version: 1}\n");
    assert_eq!(world.run(["upgrade", "--apply"]).code, 4);
    assert_eq!(world.read("crm.yaml"), "{version: 1}\n");
}

#[test]
fn a_newer_version_is_refused_in_words() {
    let world = World::new();
    world.card("a", "name: A\n");
    for rules in ["version: 3\n", "# x\nversion: 3\nlists: [\n", "version: 99\nnovelty: {}\n"] {
        world.put("crm.yaml", rules);
        for command in [&["due"][..], &["log", "a", "x"], &["upgrade", "--apply"]] {
            world.run(command).refused(2, &["made by a newer crm", "install the newer crm"]);
        }
        let problems: serde_json::Value =
            serde_json::from_str(&world.run(["check", "--json"]).stdout).unwrap();
        assert_eq!(problems[0]["code"], "newer-version", "{problems}");
        assert_eq!(problems.as_array().unwrap().len(), 1, "{problems}");
    }
}

#[test]
fn a_trace_is_no_contact_and_nothing_counts_it() {
    let world = world();
    world.card("a", "name: A\ngrade: C\nowner: li\n");
    let figures = |id: &str| {
        let rows = world.json(["list", "--json"]);
        let row = rows.as_array().unwrap().iter().find(|row| row["id"] == id).unwrap().clone();
        let row = row.as_object().unwrap().clone();
        row.into_iter().filter(|(key, _)| key != "id").collect::<Vec<_>>()
    };
    let before = figures("a");
    world.ok(["rename", "a", "b"]);
    assert_eq!(figures("b"), before);
}

#[test]
fn an_id_that_leads_to_a_customer_is_not_given_to_another_one() {
    let world = world();
    world.card("china/hongda-2", "name: Hongda two\n");
    world.ok(["rename", "hongda-2", "jixie"]);
    world.ok(["merge", "jixie", "hongda", "--apply"]);
    for id in ["hongda", "hongda-2"] {
        let what = format!("the id {id} was another customer's, and leads to jixie");
        let added = world.run(["add", "Newfirm", "--id", id]);
        assert!(added.changed().is_empty(), "{added:?}");
        added.refused(4, &[&what, "crm show jixie, or another --id"]);
        world.run(["rename", "bolt", id]).refused(4, &[&what]);
    }
    // The one that is made from the name is the next that nobody had.
    world.ok(["add", "Hongda", "--force"]);
    assert!(world.read("customers/hongda-3.yaml").contains("\nname: Hongda\n"));
    world.put("list.csv", "id,name\nhongda-2,Newfirm\n");
    world.ok(["import", "list.csv", "--apply"]);
    assert!(world.read("customers/newfirm.yaml").contains("\nname: Newfirm\n"));
    // Its own customer may have it back.
    world.ok(["rename", "jixie", "hongda-2"]);
}
