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

/// A customer with a contact, an editor that runs commands meanwhile, and where its copies are kept.
fn meanwhile(commands: &[&str], typed: &str) -> (World, tempfile::TempDir, Outcome) {
    let world = World::new();
    world.ok(["upgrade", "--apply"]);
    world.card("acme", "name: Acme\ngrade: C\nowner: li\ncontacts:\n  - name: Bert Bohm\n    email: bert@acme.example\nplan: old\n");
    world.log("acme", &[r#"{"at":"2026-11-01","by":"li","kind":"note","text":"one"}"#]);
    let state = tempfile::tempdir().unwrap();
    let commands: String = commands
        .iter()
        .map(|command| format!("'{}' {command} > /dev/null || exit 9\n", crate::world::binary()))
        .collect();
    world.put("editor.sh", format!("{commands}{typed}\n"));
    let call = world.call(["edit", "acme", "--why", "saw them"]).env("EDITOR", "sh editor.sh");
    let outcome = call.env("XDG_STATE_HOME", state.path()).run();
    (world, state, outcome)
}

fn kept(state: &tempfile::TempDir) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(state.path().join("crm/drafts")) else { return Vec::new() };
    entries.map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap()).collect()
}

#[test]
fn what_others_change_meanwhile_stays_and_is_nobody_elses() {
    let region = "echo 'region: Ohio' >> \"$1\"";
    // What was forgotten is neither in the file nor in the way back.
    let (world, state, outcome) = meanwhile(&["forget acme --contact Bert --apply"], region);
    assert_eq!(outcome.code, 0, "{outcome:?}");
    assert_eq!(outcome.stdout, "acme: saved; the file was changed meanwhile, and has both\n");
    assert_eq!(
        world.read("customers/acme.yaml"),
        "name: Acme\ngrade: C\nowner: li\nplan: old\nregion: Ohio\n"
    );
    assert_eq!(kept(&state), Vec::<String>::new());
    let holds = |word: &str| {
        world.files().iter().any(|(_, bytes)| bytes.windows(word.len()).any(|part| part == word.as_bytes()))
    };
    assert!(!holds("bert@"), "{:?}", world.files().keys());
    world.ok(["undo"]);
    assert_eq!(world.read("customers/acme.yaml"), "name: Acme\ngrade: C\nowner: li\nplan: old\n");
    // A contact that came meanwhile stays when the edit is taken back.
    let (world, _state, outcome) = meanwhile(&["set acme 'contacts+=Dora Doe'"], region);
    assert_eq!(outcome.code, 0, "{outcome:?}");
    let text = world.read("customers/acme.yaml");
    assert!(text.contains("Dora Doe") && text.contains("Ohio"), "{text}");
    world.ok(["undo"]);
    let text = world.read("customers/acme.yaml");
    assert!(text.contains("Dora Doe") && !text.contains("Ohio"), "{text}");
    // A grade that came meanwhile is logged once, by who gave it.
    let (world, _state, outcome) = meanwhile(&["grade acme B --why theirs"], region);
    assert_eq!(outcome.code, 0, "{outcome:?}");
    let log = world.read("customers/acme.log.jsonl");
    assert_eq!(log.matches("\"kind\":\"grade\"").count(), 1, "{log}");
    assert!(world.read("customers/acme.yaml").contains("grade: B"));
    // Where it is changed here, too, it goes from there to here.
    let owner = "sed 's/owner: li/owner: wang/' \"$1\" > new && cat new > \"$1\"; rm new";
    let (world, _state, outcome) = meanwhile(&["grade acme B --why theirs"], owner);
    assert_eq!(
        outcome.stdout,
        "acme: saved, and the decision logged; the file was changed meanwhile, and has both\n"
    );
    assert_eq!((&world.last("acme")["kind"], &world.last("acme")["to"]), (&"owner".into(), &"wang".into()));
}

#[test]
fn where_both_changed_the_same_the_file_stays_and_the_copy_is_kept() {
    let plan = "sed 's/plan: old/plan: mine/' \"$1\" > new && cat new > \"$1\"; rm new";
    for (command, left, told) in [
        (
            "set acme plan=theirs",
            Some("plan: theirs"),
            "was changed meanwhile, and so was what you changed (plan)",
        ),
        ("rename acme bolt", None, "acme was removed, renamed, merged or forgotten meanwhile"),
        ("forget acme --all --apply", None, "acme was removed, renamed, merged or forgotten meanwhile"),
    ] {
        let (world, state, outcome) = meanwhile(&[command], plan);
        assert_eq!(outcome.code, 4, "{command}: {outcome:?}");
        let says = |part: &str| outcome.stderr.contains(part);
        assert!(says(told) && says("what you typed is kept in"), "{command}: {outcome:?}");
        let file = world.path("customers/acme.yaml");
        match left {
            Some(text) => assert!(world.read("customers/acme.yaml").contains(text), "{command}"),
            None => assert!(!file.exists(), "{command}"),
        }
        let kept = kept(&state);
        assert!(kept.len() == 1 && kept[0].contains("plan: mine"), "{command}: {kept:?}");
        // The next one is told of it; a forgetting names it.
        world.card("gamma", "name: Gamma\n");
        let call = world.call(["edit", "gamma"]).env("EDITOR", "true").env("XDG_STATE_HOME", state.path());
        let next = call.run();
        assert!(next.stderr.contains("1 customer's file that was edited and not saved lies in"), "{next:?}");
        let call = world.call(["forget", "gamma", "--all"]).env("XDG_STATE_HOME", state.path());
        let forget = call.run();
        assert!(forget.stdout.contains("crm/drafts/acme-1.yaml"), "{forget:?}");
    }
}

#[test]
fn the_copy_finds_the_schema_and_the_file_keeps_its_own_line() {
    let world = World::new();
    let line = "# yaml-language-server: $schema=../.crm-schema/customer.schema.json";
    world.card("acme", &format!("{line}\nname: Acme\n"));
    let seen = edited(&world, "head -1 \"$1\" > seen; echo 'region: Ohio' >> \"$1\"");
    assert_eq!(seen.code, 0, "{seen:?}");
    assert_eq!(world.read("customers/acme.yaml"), format!("{line}\nname: Acme\nregion: Ohio\n"));
    let seen = world.read("seen");
    assert!(
        seen.contains("$schema=/") && seen.trim_end().ends_with("/.crm-schema/customer.schema.json"),
        "{seen}"
    );
}

#[test]
fn a_line_above_the_schema_leaves_no_path_of_this_machine_in_the_file() {
    for mark in ["", "\u{feff}"] {
        let world = World::new();
        let line = "# yaml-language-server: $schema=../.crm-schema/customer.schema.json";
        world.card("acme", &format!("{line}\nname: Acme\n"));
        let above = format!("{mark}# call before noon\n");
        world.put("above", &above);
        let seen = edited(&world, "cat above \"$1\" > both; cat both > \"$1\"; rm above both");
        assert_eq!(seen.code, 0, "{seen:?}");
        assert_eq!(world.read("customers/acme.yaml"), format!("{above}{line}\nname: Acme\n"));
    }
}
