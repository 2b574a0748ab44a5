use crate::world::World;

const COMMANDS: [&str; 34] = [
    "agenda",
    "spread",
    "dates",
    "diff",
    "dupes",
    "merge",
    "review",
    "budget",
    "init",
    "merge-driver",
    "add",
    "log",
    "due",
    "show",
    "list",
    "set",
    "edit",
    "grade",
    "assign",
    "pool",
    "claim",
    "release",
    "rename",
    "upgrade",
    "handover",
    "sync",
    "undo",
    "archive",
    "check",
    "export",
    "import",
    "forget",
    "completions",
    "man",
];

#[test]
fn every_command_has_help_with_examples() {
    let world = World::bare();
    // Wide enough for a command to a line.
    let all = world.call(["--help"]).without("COLUMNS").run().stdout;
    for command in COMMANDS {
        assert!(all.contains(&format!("\n  {command} ")), "{command} is not in the list: {all}");
        for help in [world.ok([command, "--help"]), world.ok(["help", command])] {
            assert!(help.contains("Examples:\n  "), "{command} has no example: {help}");
            assert!(help.contains(&format!("crm {command}")), "{command}: {help}");
        }
    }
    let listed =
        all.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let listed: Vec<&str> = listed.filter_map(|line| line.split_whitespace().next()).collect();
    assert!(listed.iter().all(|name| *name == "help" || COMMANDS.contains(name)), "untested: {listed:?}");
}

#[test]
fn no_line_of_the_chinese_help_is_broken_where_it_happens_to_end() {
    // Chinese has no blanks to break at: a line that is too long is broken beside the next Latin word.
    let world = World::bare();
    let mut wrong = Vec::new();
    for command in COMMANDS.iter().chain(&[""]) {
        for help in ["--help", "-h"] {
            let args = ["--lang", "zh", command, help];
            let args = args.iter().filter(|arg| !arg.is_empty());
            let page = |columns| world.call(args.clone()).env("COLUMNS", columns).run().stdout;
            let wide = page("400");
            let narrow = page("80");
            let lines: Vec<&str> = narrow.lines().collect();
            let broken = wide.lines().filter(|line| !lines.contains(line));
            wrong.extend(broken.map(|line| format!("crm {command} {help}: {line}")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_exit_codes_are_explained() {
    let help = World::bare().call(["--help"]).without("COLUMNS").run().stdout;
    assert!(help.contains("Exit codes: 0 done"), "{help}");
    assert_eq!(World::bare().ok(["--version"]), format!("crm {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn without_a_command_the_help_is_shown() {
    let world = World::bare();
    let outcome = world.run([""; 0]);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (2, ""));
    outcome.says(&["Usage: crm", "A day with crm:"]);
}

#[test]
fn a_slip_of_the_finger_gets_a_suggestion() {
    let world = World::new();
    world.card("acme", "name: Acme\n");
    world.run(["deu"]).refused(2, &["unrecognized subcommand 'deu'", "crm due"]);
    world.run(["due", "--withn", "7d"]).refused(2, &["'--withn'", "'--within'"]);
    world.run(["due", "--format", "jsn"]).refused(2, &["'jsn'", "json"]);
    world.run(["show", "acmee"]).refused(3, &["did you mean acme?"]);
    world.run(["show"]).refused(2, &["<ID>"]);
    world.run(["grade", "acme"]).refused(2, &["<GRADE>"]);
    world.run(["set", "acme"]).refused(2, &["<KEY=VALUE>"]);
}

#[test]
fn bad_values_of_the_common_options_are_refused() {
    let world = World::new();
    world.run(["--today", "soon", "due"]).refused(2, &["\"soon\" is no day", "YYYY-MM-DD"]);
    world.run(["--today", "2026-02-30", "due"]).refused(2, &["is no day"]);
    world.run(["--lang", "fr", "due"]).refused(2, &["\"fr\" is no language", "--lang zh"]);
    world.run(["--color", "pink", "due"]).refused(2, &["\"pink\" is no choice of colour"]);
    world.run(["-C", "nowhere", "due"]).refused(2, &["nowhere is no folder"]);
    world
        .call(["due"])
        .env("CRM_TODAY", "20-11-2026")
        .run()
        .refused(2, &["\"20-11-2026\" is no day", "CRM_TODAY"]);
    world.call(["due"]).env("CRM_LANG", "xx").run().refused(2, &["is no language"]);
}
