use crate::world::{Outcome, World};

fn acme() -> World {
    let world = World::new();
    world.card("acme", "name: Acme\ngrade: C\nowner: li\n");
    world
}

/// Edits with a shell script as the editor.
fn edited(world: &World, script: &str) -> Outcome {
    world.put("editor.sh", script);
    world.call(["edit", "acme", "--why", "saw them"]).env("EDITOR", "sh editor.sh").run()
}

#[test]
fn what_was_typed_is_saved() {
    let world = acme();
    insta::assert_snapshot!(edited(&world, "echo 'region: Ohio' >> \"$1\"").whole(), @r"
    exit 0
    --- stdout
    acme: saved
    --- customers/acme.yaml
    + region: Ohio
    ");
    let visual =
        world.call(["edit", "acme"]).env("VISUAL", "echo 'country: US' >>").env("EDITOR", "false").run();
    assert_eq!(visual.code, 0, "VISUAL goes first: {visual:?}");
    assert!(world.read("customers/acme.yaml").ends_with("country: US\n"));
}

#[test]
fn nothing_changed_is_said() {
    let world = acme();
    insta::assert_snapshot!(edited(&world, "true").whole(), @r"
    exit 0
    --- stdout
    acme: nothing was changed
    ");
}

#[test]
fn what_is_invalid_is_kept_and_told_with_its_place() {
    let world = acme();
    let outcome = edited(&world, "printf 'country: Germany\\n' >> \"$1\"");
    insta::assert_snapshot!(outcome.whole(), @r#"
    exit 2
    --- stderr
    customers/acme.yaml:4:10: error: "country" can't be "Germany": a country's two capital letters is needed here
      try: write the ISO code, such as DE for Germany or CN for China
    error: customers/acme.yaml has errors now; what you typed is kept in it
      try: crm edit acme, at the lines above
    --- customers/acme.yaml
    + country: Germany
    "#);
    let broken = edited(&world, "printf 'name: Acme\\n\\tregion: x\\n' > \"$1\"");
    insta::assert_snapshot!(broken.whole(), @r"
    exit 2
    --- stderr
    customers/acme.yaml:2:1: error: YAML can't read this: found a tab character that violates indentation
      try: there is a tab in front; YAML is indented with spaces, two for each level
    error: customers/acme.yaml has errors now; what you typed is kept in it
      try: crm edit acme, at the lines above
    --- customers/acme.yaml
    - grade: C
    - owner: li
    - country: Germany
    + 	region: x
    ");
    let mended = edited(&world, "printf 'name: Acme\\ngrade: C\\nowner: li\\n' > \"$1\"");
    assert_eq!(mended.code, 0, "a broken file opens again: {mended:?}");
}

#[test]
fn a_new_grade_goes_to_the_log() {
    let world = acme();
    insta::assert_snapshot!(edited(&world, "printf 'name: Acme\\ngrade: B\\nowner: wang\\n' > \"$1\"").whole(), @r#"
    exit 0
    --- stdout
    acme: saved, and the decision logged
    --- customers/acme.log.jsonl
    + {"at":"2026-11-20","by":"li","kind":"grade","from":"C","to":"B","why":"saw them"}
    + {"at":"2026-11-20","by":"li","kind":"owner","from":"li","to":"wang","why":"saw them"}
    --- customers/acme.yaml
    - grade: C
    - owner: li
    + grade: B
    + owner: wang
    "#);
}

#[test]
fn an_editor_that_fails_is_told() {
    let world = acme();
    edited(&world, "exit 3").refused(6, &["the editor \"sh editor.sh\" ended with an error"]);
    let kept = edited(&world, "echo 'region: Ohio' >> \"$1\"; exit 3");
    assert_eq!(kept.code, 6);
    assert!(world.read("customers/acme.yaml").contains("region: Ohio"), "what was typed is kept");
    world.call(["edit", "acme"]).env("EDITOR", "no-such-editor").run().refused(6, &["no-such-editor"]);
    world.run(["edit", "acme"]).refused(2, &["there is no editor", "EDITOR=vim"]);
    world.call(["edit", "nobody"]).env("EDITOR", "true").run().refused(3, &["there is no customer"]);
}
