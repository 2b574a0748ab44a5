//! Ids and folders that a colleague's system can't hold, or that look like another one's: none is made, and
//! those that are there are told.

use crate::world::World;

#[test]
fn no_new_id_is_one_that_can_not_travel() {
    let world = World::new();
    world.put("crm.yaml", "version: 2\n");
    world.card("acme", "name: Acme\n");
    world.card("coco", "name: Coco\n");
    world.card("müller", "name: Müller\n");
    for (id, says) in [
        ("con", "Windows takes \"con\" for a device"),
        ("nul", "for a device"),
        ("com7", "for a device"),
        ("mu\u{308}ller", "written in parts"),
        ("аcme", "mixes letters"),
        ("сосо", "looks like \"coco\""),
    ] {
        world.run(["add", "New One", "--id", id]).refused(4, &[says, "--id"]);
        world.run(["rename", "müller", id]).refused(4, &[says]);
        world.put("list.csv", format!("id,name\n{id},Quite Another\n"));
        let outcome = world.run(["import", "list.csv", "--apply", "--json"]);
        assert_eq!(outcome.code, 5, "{id}: {outcome:?}");
        let says = says.replace('"', "\\\"");
        assert!(outcome.changed().is_empty() && outcome.stdout.contains(&says), "{id}: {outcome:?}");
    }
    world.run(["add", "New One", "--folder", "aux"]).refused(4, &["for a device"]);
    world.run(["add", "New One", "--folder", "eu/us."]).refused(4, &["a dot or a blank"]);
    world.put("list.csv", "name\nNew One\n");
    world.run(["import", "list.csv", "--folder", "eu/con", "--apply"]).refused(4, &["for a device"]);
}

#[test]
fn a_name_that_makes_such_an_id_gets_another_one() {
    let world = World::new();
    world.card("coco", "name: Coco\n");
    world.ok(["add", "Con GmbH", "--id", "con-gmbh"]);
    for (name, file) in [
        ("Nul", "customers/nul-2.yaml"),
        ("Aux", "customers/aux-2.yaml"),
        // The Cyrillic one is another firm, and another file.
        ("Сосо", "customers/сосо-2.yaml"),
        ("Завод ABC", "customers/завод-abc.yaml"),
        ("宏达 Tools", "customers/hong-da-tools.yaml"),
    ] {
        let outcome = world.run(["add", name, "--force"]);
        assert_eq!(outcome.code, 0, "{outcome:?}");
        let made: Vec<&str> = outcome.changed();
        assert!(made.contains(&file) || name == "宏达 Tools", "{name}: {made:?}");
    }
    world.put("list.csv", "name,country\nPrn,DE\nLpt1,FR\n");
    let made = world.run(["import", "list.csv", "--apply"]);
    assert_eq!((made.code, made.changed()), (0, vec!["customers/lpt1-2.yaml", "customers/prn-2.yaml"]));
    assert_eq!(world.run(["check"]).code, 0, "{:?}", world.run(["check"]));
}

#[test]
fn those_that_are_there_are_told_by_check_alone() {
    let world = World::new();
    world.card("con", "name: Con\n");
    world.card("coco", "name: Coco\n");
    world.card("сосо", "name: Сосо\n");
    world.card("аcme", "name: Acme\n");
    world.card("eu/a", "name: A\n");
    world.card("EU/b", "name: B\n");
    let told = world.run(["check"]);
    assert_eq!(told.code, 1, "{told:?}");
    for says in [
        "customers/con.yaml:1:1: warning: Windows takes",
        "customers/сосо.yaml:1:1: warning: \"сосо\" looks like \"customers/coco.yaml\"",
        "customers/аcme.yaml:1:1: warning: a word of",
        "customers/eu:1:1: error: on macOS and Windows \"eu\" is the same file as \"customers/EU\"",
    ] {
        assert!(told.stdout.contains(says), "{says}\n{}", told.stdout);
    }
    assert!(world.ok(["--lang", "zh", "list"]).contains("Con"), "nothing else says a word of it");
    let chinese = world.run(["--lang", "zh", "check"]);
    assert!(chinese.stdout.contains("设备名") && chinese.stdout.contains("形似"), "{chinese:?}");
}
