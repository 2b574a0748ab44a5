//! What people see: straight tables in both languages, no raw control characters, no colour in a pipe.
use unicode_width::UnicodeWidthStr;

use crate::world::World;

/// The text without the terminal's colours.
fn stripped(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c == '\x1b' {
            assert_eq!(chars.next(), Some('['), "no other sequence than colours: {text:?}");
            let _ = chars.find(|c| c.is_ascii_alphabetic());
        } else {
            out.push(c);
        }
    }
    out
}

const PAGES: [&[&str]; 10] = [
    &["due"],
    &["due", "--why", "--within", "30d"],
    &["list"],
    &["list", "--columns", "id,name,industry,plan,contact,email,next,reason"],
    &["list", "--view", "pyramid"],
    &["list", "--view", "label", "--columns", "id,name,label,next"],
    &["show", "singapore-haitong"],
    &["show", "santos-hidraulica", "--all"],
    &["show", "taichung-jinfeng"],
    &["check"],
];

#[test]
fn no_line_is_wider_than_the_terminal() {
    let world = World::example();
    for args in PAGES {
        for lang in ["en", "zh"] {
            for columns in ["80", "72", "120"] {
                let outcome = world.call([&["--lang", lang], args].concat()).env("COLUMNS", columns).run();
                assert_eq!(outcome.code, 0, "{outcome:?}");
                let width: usize = columns.parse().unwrap();
                for line in outcome.stdout.lines() {
                    assert!(line.width() <= width, "{args:?} {lang}: {} > {width}: {line}", line.width());
                    assert_eq!(line.trim_end(), line, "no blanks at the end");
                }
            }
        }
    }
}

#[test]
fn long_names_stay_on_the_page() {
    let world = World::new();
    world.put("crm.yaml", "version: 2\npeople:\n  li: {name: 李娜, hours_a_week: 1}\n");
    let english =
        "Rheinische Hydraulik- und Antriebstechnik Verwaltungsgesellschaft mit beschränkter Haftung";
    let chinese = "浙江省宁波市北仑区大榭开发区海通液压成套设备制造与国际贸易股份有限公司驻海外办事处";
    for (number, name) in [english, chinese, english, chinese].iter().enumerate() {
        let id = format!("a-very-long-identifier-of-a-customer-{number}");
        let person = "{name: Zoe Alphason of the purchasing department, email: zoe.alphason@example.com}";
        world.card(&id, &format!("name: {name} {number}\ngrade: C\nowner: li\ncontacts:\n  - {person}\n"));
        world.log(
            &id,
            &[r#"{"at":"2026-08-02","by":"li","kind":"order","amount":1200,"currency":"USD","via":"call"}"#],
        );
    }
    let first = "a-very-long-identifier-of-a-customer-0";
    for lang in ["en", "zh"] {
        for columns in [None, Some("80")] {
            let run = |args: &[&str]| {
                let call = world.call([&["--lang", lang], args].concat());
                match columns {
                    Some(columns) => call.env("COLUMNS", columns).run().stdout,
                    None => call.without("COLUMNS").run().stdout,
                }
            };
            let spread = run(&["spread", "--owner", "li"]);
            let review = columns.map(|_| run(&["review"])).unwrap_or_default();
            let forget = run(&["forget", first, "--contact", "Zoe"]);
            assert!(forget.contains(".yaml:5:\n    Zoe Alphason"), "{forget}");
            // What goes is shown as it stands in the file, and a command to be copied is whole.
            let is_ours = |line: &&str| !line.starts_with("  - ") && !line.starts_with("  + ");
            let is_ours = |line: &&str| is_ours(line) && !line.starts_with("  crm ");
            for line in [spread, review, forget].iter().flat_map(|page| page.lines()).filter(is_ours) {
                let is_path = line.starts_with("  customers/") || line.starts_with("customers/");
                assert!(line.width() <= 80 || is_path, "{lang} {columns:?} {}: {line}", line.width());
            }
        }
    }
    let applied = world.call(["review", "--yes"]).env("COLUMNS", "80").run().stdout;
    assert!(applied.contains("grade C → A") && applied.lines().all(|line| line.width() <= 80), "{applied}");
}

#[test]
fn colour_never_changes_the_layout() {
    let world = World::example();
    for args in PAGES {
        for lang in ["en", "zh"] {
            let text = |color: &str| {
                let args = [&["--lang", lang, "--color", color], args].concat();
                world.call(args).env("COLUMNS", "80").run().stdout
            };
            let (colour, plain) = (text("always"), text("never"));
            assert!(!plain.contains('\x1b'), "{args:?}");
            assert_eq!(stripped(&colour), plain, "{args:?} {lang}");
            if args[0] != "check" {
                assert!(colour.contains('\x1b'), "{args:?} has colours");
            }
        }
    }
    assert!(!world.ok(["due"]).contains('\x1b'), "a pipe gets no colours");
}

#[test]
fn without_a_width_a_pipe_is_written_for_eighty_columns() {
    let world = World::example();
    let told = world.call(["due"]).env("COLUMNS", "80").run().stdout;
    assert_eq!(world.ok(["due"]), told);
}

#[test]
fn columns_stand_below_each_other_with_chinese_text() {
    let world = World::example();
    for (lang, head) in [("en", "owner"), ("zh", "负责人")] {
        let text = world.call(["--lang", lang, "list"]).env("COLUMNS", "120").run().stdout;
        let lines: Vec<&str> = text.lines().collect();
        let at = lines[0].find(head).map(|byte| lines[0][..byte].width()).unwrap();
        for line in lines[1..lines.len() - 1].iter().filter(|line| line.width() > at) {
            let mut width = 0;
            let before: String = line
                .chars()
                .take_while(|c| {
                    let fits = width < at;
                    width += c.to_string().width();
                    fits
                })
                .collect();
            assert_eq!(before.width(), at, "no wide letter lies across the column's edge: {line}");
            assert!(before.ends_with("  "), "{line}");
        }
    }
}

/// Texts that try to reach the terminal.
fn hostile() -> World {
    let world = World::new();
    world.card(
        "evil",
        "name: \"Evil \\e[31mred\\a\\nsecond line\"\ngrade: C\nowner: \"o\\e]0;title\\a\"\nindustry: \"\\x9b31m\"\nplan: \"p\\e[2J\"\nregion: \"\\u202Ereversed\"\ntags: [\"t\\e[0m\"]\nnotes: \"n\\e[1m\\r\\n\\tx\"\ncontacts:\n  - {name: \"c\\e[5m\", email: \"e\\e[1m@x.example\", phone: \"\\b1\"}\n",
    );
    world.log("evil", &[
        r#"{"at":"2026-11-02","by":"l\u001b[1m","kind":"followup","via":"v\u001b[1m","text":"t\u001b[31m\u0007\r\nline","next":"2026-11-19","plan":"p\u009b1m","with":"w\u001b"}"#,
        r#"{"at":"2026-11-02","by":"li","kind":"order","amount":1,"currency":"USD","item":"i\u001b[1m","ref":"r\u001b[1m"}"#,
    ]);
    world
}

#[test]
fn control_characters_never_reach_the_terminal() {
    let world = hostile();
    for args in [
        &["due"][..],
        &["due", "--why"],
        &["due", "-f", "plain"],
        &["list"],
        &["list", "-f", "plain", "--columns", "id,name,owner,industry,region,tags,contact,email,phone,plan"],
        &["list", "--columns", "id,name,owner,industry,plan"],
        &["show", "evil"],
        &["show", "evil", "--all"],
        &["show", "evil", "-f", "plain"],
        &["check"],
        &["log", "evil", "x", "--dry-run", "--via", "\u{1b}[1m"],
        &["log", "evil", "x", "--via", "\u{1b}[1m"],
        &["grade", "evil", "B"],
        &["archive", "evil"],
    ] {
        for lang in ["en", "zh"] {
            let outcome = world.run([&["--lang", lang], args].concat());
            for text in [&outcome.stdout, &outcome.stderr] {
                let raw = text.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\t'));
                assert_eq!(raw, None, "{args:?}: {text:?}");
                assert!(!text.contains('\u{202e}'), "{args:?}: nor one that turns the line round: {text:?}");
            }
        }
    }
    let twin = world.run(["add", "Evil \u{1b}[31mred\u{7}"]);
    assert!(!twin.stdout.contains('\x1b') && !twin.stderr.contains('\x1b'), "{twin:?}");
    let unknown = world.run(["show", "\u{1b}[31m"]);
    assert!(!unknown.stderr.contains('\x1b'), "{unknown:?}");
    let json = world.json(["list", "--json"]);
    assert_eq!(json[0]["plan"], "p\u{1b}[2J", "machines get the value");
}

#[test]
fn one_customer_is_one_line_in_plain() {
    let world = hostile();
    assert_eq!(world.ok(["due", "-f", "plain"]).lines().count(), 1);
    let line = world.ok(["list", "-f", "plain", "--columns", "id,name,plan"]);
    assert_eq!((line.lines().count(), line.matches('\t').count()), (1, 2));
}

#[test]
fn chinese_output_and_the_same_values_for_machines() {
    let world = World::example();
    for args in [&["due"][..], &["due", "--why"], &["list"], &["show", "santos-hidraulica"], &["check"]] {
        let zh = world.ok([&["--lang", "zh"], args].concat());
        assert_ne!(zh, world.ok(args), "{args:?}");
        let chinese = zh.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        assert!(chinese, "{args:?}: {zh}");
    }
    for args in [
        &["due", "--json"][..],
        &["due", "--json", "--why"],
        &["due", "-f", "csv"],
        &["due", "-f", "ids"],
        &["list", "--json"],
        &["list", "-f", "csv", "--columns", "id,next,last,reason,need"],
        &["list", "--view", "value", "--json"],
        &["list", "--view", "value", "-f", "csv"],
        &["show", "santos-hidraulica", "--json"],
        &["check", "--json"],
        &["export", "customers"],
        &["export", "entries"],
    ] {
        assert_eq!(world.ok([&["--lang", "zh"], args].concat()), world.ok(args), "{args:?}");
    }
}

#[test]
fn the_language_comes_from_flag_environment_or_locale() {
    let world = World::new();
    let chinese = |call: crate::world::Call<'_>| call.run().stdout.contains("还没有客户");
    assert!(!chinese(world.call(["due"])));
    assert!(chinese(world.call(["--lang", "zh-CN", "due"])));
    assert!(chinese(world.call(["due"]).env("CRM_LANG", "zh")));
    assert!(chinese(world.call(["due"]).env("LANG", "zh_CN.UTF-8")));
    assert!(chinese(world.call(["due"]).env("LC_ALL", "zh_TW.UTF-8")));
    assert!(!chinese(world.call(["--lang", "en", "due"]).env("CRM_LANG", "zh")));
    assert!(!chinese(world.call(["due"]).env("LANG", "de_DE.UTF-8")));
}
