use crate::commands;
use crate::world::World;

/// All commands but `help`, whose page is the overview.
fn commands() -> impl Iterator<Item = &'static str> {
    commands::all().iter().map(|known| known.name).filter(|name| *name != "help")
}

#[test]
fn every_command_has_help_with_examples() {
    let world = World::bare();
    // Wide enough for a command to a line.
    let all = world.call(["--help"]).without("COLUMNS").run().stdout;
    for command in commands() {
        assert!(all.contains(&format!("\n  {command} ")), "{command} is not in the list: {all}");
        for help in [world.ok([command, "--help"]), world.ok(["help", command])] {
            assert!(help.contains("Examples:\n  "), "{command} has no example: {help}");
            assert!(help.contains(&format!("crm {command}")), "{command}: {help}");
        }
    }
}

/// The topics, as the overview lists them.
fn topics(world: &World) -> Vec<String> {
    let all = world.ok(["help"]);
    let listed = all.split("Topics: crm help TOPIC\n").nth(1).unwrap().split("\n\n").next().unwrap();
    listed.lines().map(|line| line.split_whitespace().next().unwrap().to_owned()).collect()
}

#[test]
fn a_topic_is_a_page_in_both_languages_wherever_it_is_read() {
    let world = World::bare();
    let topics = topics(&world);
    assert!(topics.len() >= 14, "{topics:?}");
    for name in &topics {
        let english = world.ok(["help", name]);
        // Without a locale, in a pipe that doesn't say how wide it is.
        let call = world.call(["help", name]).without("COLUMNS").without("LANG").env("LC_ALL", "C");
        let plain = call.run().stdout;
        assert!(plain.contains(&format!("{name}  ")) && !plain.contains('\u{1b}'), "{plain}");
        let topic = plain.rsplit(&format!("\n{name}  ")).next().unwrap();
        let wide: Vec<&str> =
            topic.lines().filter(|line| unicode_width::UnicodeWidthStr::width(*line) > 80).collect();
        assert!(wide.is_empty(), "{name}: {wide:?}");
        let chinese = world.ok(["--lang", "zh", "help", name]);
        assert_ne!(english, chinese, "{name}");
        if commands().any(|command| command == name) {
            assert!(english.starts_with(&world.ok([name, "--help"])), "{name}: the command comes first");
        }
        let page = world.ok(["man", &format!("{name}.7")]);
        assert!(page.contains(&format!(".TH crm-{name} 7")) && page.contains(".SH DESCRIPTION\n"), "{page}");
    }
    // The options may stand before it and behind it.
    assert_eq!(
        world.ok(["--no-input", "help", "privacy", "--color", "never"]),
        world.ok(["help", "privacy"])
    );
    assert_eq!(world.ok(["-C", ".", "help"]), world.ok(["help"]));
}

#[test]
fn the_overview_groups_the_commands() {
    let world = World::bare();
    let overview = world.ok(["help"]);
    for says in
        ["\nWork through the day\n  due  ", "\nShare customers in a team\n", "\n  privacy  ", "Exit codes: 0"]
    {
        assert!(overview.contains(says), "{says}: {overview}");
    }
    let chinese = world.ok(["--lang", "zh", "help"]);
    for says in ["\n一天的跟进\n  due  ", "\n专题：crm help 专题名\n  dates  ", "\n选项：\n"] {
        assert!(chinese.contains(says), "{says}: {chinese}");
    }
    assert!(world.ok(["--help"]).contains("\nWork through the day\n"));
}

#[test]
fn an_unknown_topic_is_told_the_nearest() {
    let world = World::bare();
    world.run(["help", "privcy"]).refused(2, &["no command and no topic", "try: crm help privacy"]);
    world.run(["help", "synk"]).refused(2, &["try: crm help sync"]);
    world.run(["help", "quaternions"]).refused(2, &["crm help lists them"]);
    world
        .run(["--lang", "zh", "help", "privcy"])
        .refused(2, &["没有「privcy」这个命令或专题", "crm help privacy"]);
    world.run(["man", "privcy"]).refused(2, &["did you mean crm man privacy?"]);
}

#[test]
fn topics_complete_on_tab() {
    let world = World::bare();
    let offered = |typed: &str| {
        let call = world.call(["--", "crm", "help", typed]).env("COMPLETE", "bash");
        call.env("_CLAP_COMPLETE_INDEX", "2").env("_CLAP_IFS", "\n").run().stdout
    };
    assert_eq!(offered("pri"), "privacy");
    let all = offered("");
    let all: Vec<&str> = all.lines().filter(|word| !word.starts_with('-')).collect();
    for name in topics(&world).iter().map(String::as_str).chain(["due", "merge-driver"]) {
        assert_eq!(all.iter().filter(|word| **word == name).count(), 1, "{name}: {all:?}");
    }
}

#[test]
fn the_manual_has_its_sections() {
    let world = World::bare();
    let page = world.ok(["man"]);
    for says in [
        ".SH \"EXIT STATUS\"\n",
        ".SH ENVIRONMENT\n",
        "\\fBCRM_DIR\\fR\n",
        ".SH FILES\n",
        "\\fBcrm\\-dates\\fR(7)",
    ] {
        assert!(page.contains(says), "{says}: {page}");
    }
    let page = world.ok(["--lang", "zh", "man"]);
    for says in [".SH 退出状态\n", ".SH 环境变量\n", ".SH 文件\n", ".SH 参见\n"] {
        assert!(page.contains(says), "{says}: {page}");
    }
    let page = world.ok(["man", "due"]);
    assert!(page.contains(".TH crm-due 1") && page.contains(".SH EXAMPLES\n.PP\n.EX\n"), "{page}");
    assert!(world.ok(["man", "dates"]).contains(".SH \"SEE ALSO\"\n\\fBcrm\\fR(1), \\fBcrm\\-dates\\fR(7)"));
}

#[test]
fn no_line_of_the_chinese_help_is_broken_where_it_happens_to_end() {
    // Chinese has no blanks to break at: a line that is too long is broken beside the next Latin word.
    let world = World::bare();
    let mut wrong = Vec::new();
    for command in commands().chain([""]) {
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
    world.run(["--today", "soon", "due"]).refused(2, &["\"soon\" is not a day", "YYYY-MM-DD"]);
    world.run(["--today", "2026-02-30", "due"]).refused(2, &["is not a day"]);
    world.run(["--lang", "fr", "due"]).refused(2, &["\"fr\" is not a language", "--lang zh"]);
    world.run(["--color", "pink", "due"]).refused(2, &["\"pink\" is not a choice of colour"]);
    world.run(["-C", "nowhere", "due"]).refused(2, &["nowhere is not a folder"]);
    world
        .call(["due"])
        .env("CRM_TODAY", "20-11-2026")
        .run()
        .refused(2, &["\"20-11-2026\" is not a day", "CRM_TODAY"]);
    world.call(["due"]).env("CRM_LANG", "xx").run().refused(2, &["is not a language"]);
}
