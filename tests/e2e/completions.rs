use crate::world::World;

fn completed(world: &World, words: &[&str]) -> Vec<String> {
    let last = words.len() - 1;
    let outcome = world
        .call([&["--", "crm"], words].concat())
        .env("COMPLETE", "bash")
        .env("_CLAP_COMPLETE_INDEX", (last + 1).to_string())
        .env("_CLAP_COMPLETE_COMP_TYPE", "9")
        .env("_CLAP_COMPLETE_SPACE", "true")
        .env("_CLAP_IFS", "\n")
        .run();
    assert_eq!(outcome.code, 0, "{outcome:?}");
    outcome.stdout.lines().map(str::to_owned).collect()
}

#[test]
fn a_script_for_every_shell() {
    let world = World::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = world.ok(["completions", shell]);
        assert!(script.contains("COMPLETE") && script.contains("crm"), "{shell}: {script}");
    }
    world.run(["completions", "tcsh"]).refused(2, &["possible values"]);
    assert_eq!(World::bare().run(["completions", "bash"]).code, 0, "needs no workspace");
}

#[test]
fn ids_complete_on_tab() {
    let world = World::new();
    world.card("mueller", "name: Müller\n").card("meier", "name: Meier\n").card("europe/acme", "broken: [\n");
    assert_eq!(completed(&world, &["show", "m"]), ["meier", "mueller"]);
    assert_eq!(completed(&world, &["log", "mu"]), ["mueller"]);
    for command in ["set", "edit", "grade", "assign", "archive"] {
        assert_eq!(completed(&world, &[command, "ac"]), ["acme"], "{command}");
    }
    assert!(completed(&World::bare(), &["show", "m"]).is_empty(), "outside a workspace there are none");
}

#[test]
fn ids_of_the_workspace_that_is_named() {
    let world = World::bare();
    world.put("there/crm.yaml", "version: 1\n").put("there/customers/acme.yaml", "name: Acme\n");
    assert_eq!(completed(&world, &["-C", "there", "show", "a"]), ["acme"]);
}

#[test]
fn commands_and_options_complete() {
    let world = World::new();
    assert!(completed(&world, &["du"]).contains(&"due".to_owned()));
    assert!(completed(&world, &["due", "--wi"]).contains(&"--within".to_owned()));
}

#[test]
fn the_manual() {
    let world = World::bare();
    let page = world.ok(["man"]);
    assert!(page.contains(".TH crm 1") && page.contains("Exit codes"), "{page}");
    let outcome = world.run(["man", "man1"]);
    assert_eq!(outcome.code, 0);
    assert_eq!(outcome.stdout, format!("{} pages in man1\n", outcome.changed().len()));
    for page in ["crm", "crm-due", "crm-log", "crm-export"] {
        assert!(world.read(&format!("man1/{page}.1")).starts_with(".ie"), "{page}");
    }
}
