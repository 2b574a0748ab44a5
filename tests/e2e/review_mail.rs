//! `crm review --mail`: what each person has to look at this month, and the quarter's page as it is sent around.

use crate::world::World;

/// Two people and the pool: a move up, one down, data to confirm, a wish to end, a contract that ends.
fn book() -> World {
    let world = World::new();
    world.put(
        "crm.yaml",
        "people:\n  li: {name: 李娜, email: li@example.com, lang: zh}\n  wang: {name: Wang, email: wang@example.com}\n  zoe: {name: Zoe}\n",
    );
    let contact = "contacts: [{name: Ann, email: ann@x.example, verified: 2026-05-01}]";
    for (id, card, log) in [
        (
            "up",
            "grade: C\nsince: 2026-10-01\nowner: wang",
            r#"{"at":"2026-11-10","by":"wang","kind":"order","amount":3000}"#,
        ),
        (
            "down",
            "grade: A\nsince: 2024-01-01\nowner: wang",
            r#"{"at":"2025-01-10","by":"wang","kind":"order","amount":100}"#,
        ),
        (
            "gone",
            "grade: D\nsince: 2026-10-01\nowner: wang",
            r#"{"at":"2026-11-19","by":"wang","kind":"followup","via":"mail","need":"dead"}"#,
        ),
        (
            "ends",
            "grade: A\nsince: 2026-10-01\nowner: li",
            r#"{"at":"2026-11-19","by":"li","kind":"ending","state":"opened","ref":"W-1"}"#,
        ),
        (
            "data",
            "grade: D\nsince: 2026-10-01\nowner: li",
            r#"{"at":"2026-11-18","by":"li","kind":"grade","from":"C","to":"D"}"#,
        ),
        ("free", "since: 2026-10-01", r#"{"at":"2026-10-02","by":"li","kind":"note","text":"x"}"#),
    ] {
        let contact = if id == "data" { contact } else { "" };
        world.card(id, &format!("name: {id} <&> Ltd\n{card}\n{contact}\n"));
        world.log(id, &[log]);
    }
    world
}

#[test]
fn one_person_sees_what_is_that_persons() {
    let world = book();
    insta::assert_snapshot!(world.ok(["review", "--owner", "wang", "-f", "md"]), @r#"
    # Wang · review, Fri 20 Nov

    3 moves, 1 task

    ## Move up (1)

    - **C → A up \<&\> Ltd** `up`
      - it has ordered: 1 order, the last on 10 Nov
      - every 2 months → every month · 120 → 90 minutes a year

    ## Move down (2)

    - **A → C down \<&\> Ltd** `down`
      - no order for 12 months, the last on 10 Jan 2025
      - every month → every 2 months · 90 → 120 minutes a year
    - **D → E gone \<&\> Ltd** `gone`
      - on 19 Nov it said that it will never need it
      - and archive it
      - every 3 months → every 6 months · 16 → 4 minutes a year · next 19 Feb 2027 → never

    ## To verify, or to look at again (1)

    - **A down \<&\> Ltd** `down`
      - no decision on the grade is on record

    crm review --owner wang --apply asks one by one · crm grade ID --confirm keeps a grade
    "#);
    insta::assert_snapshot!(world.ok(["review", "--owner", "li", "-f", "md", "--lang", "zh"]), @r#"
    # 李娜 · 等级复核 11月20日 周五

    资料待核对 1 个，终止与合同到期 1 个

    ## 资料待核对（1）

    - **D data \<&\> Ltd** `data`
      - Ann：上次核实是5月1日，请核对资料，记录跟进时加 --verified
      - 联系： Ann · ann@x.example

    ## 终止意向与合同到期（1）

    - **ends \<&\> Ltd** `ends` · 11月20日 周五
      - 11月19日的终止意向 W-1 未答复；须在11月21日 周六前了结
    "#);
    let html = world.ok(["review", "--owner", "li", "-f", "html"]);
    assert!(html.contains("<html lang=\"zh-CN\">") && html.contains("data &lt;&amp;&gt; Ltd"), "{html}");
    let all = world.ok(["review", "--all-owners", "-f", "md", "--lang", "en"]);
    let titles: Vec<&str> = all.lines().filter(|line| line.starts_with("# ")).collect();
    assert_eq!(titles.len(), 4, "those of the team, and the pool's: {titles:?}");
}

#[test]
fn a_mail_is_one_persons_and_goes_to_that_person() {
    let world = book();
    let mail = world.ok(["review", "--mail", "--owner", "wang"]);
    assert!(mail.starts_with("To: <wang@example.com>\nSubject: "), "{mail}");
    for (line, told) in [
        (&["review", "--mail"][..], "a mail is one person's review"),
        (&["review", "-f", "mail"], "a mail is one person's review"),
        (&["review", "--owner", "pool", "--mail"], "nobody receives this mail"),
        (&["review", "--quarter", "--mail"], "--to manager@example.com"),
        (&["review", "--json", "--owner", "li", "--send", "true"], "what --send sends is a mail"),
    ] {
        world.run(line).refused(2, &[told]);
    }
    for line in [
        &["review", "--mail", "--json"][..],
        &["review", "--mail", "--apply"],
        &["review", "--yes", "--send", "true"],
    ] {
        assert_eq!(world.run(line).code, 2, "{line:?}");
    }
    // Nobody is told of nothing, and the program isn't even started.
    for line in [
        &["review", "--mail", "--owner", "zoe"][..],
        &["review", "--owner", "zoe", "-f", "md"],
        &["review", "--owner", "zoe", "-f", "html"],
        &["review", "--owner", "zoe", "--send", "no-such-program"],
    ] {
        let outcome = world.run(line);
        assert_eq!((outcome.code, &*outcome.stdout, &*outcome.stderr), (0, "", ""), "{line:?}");
    }
    assert_eq!(world.run(["review", "--owner", "li", "-f", "md", "--exit-code"]).code, 1);
    assert_eq!(world.run(["review", "--owner", "zoe", "-f", "md", "--exit-code"]).code, 0);
}

#[test]
fn who_asks_for_some_reasons_is_told_of_nothing_else() {
    let world = book();
    let text = world.ok(["review", "--only", "order", "-f", "md", "--owner", "wang"]);
    assert!(text.contains("C → A") && !text.contains("A → C"), "{text}");
    assert_eq!(world.ok(["review", "--only", "order", "-f", "md", "--owner", "li"]), "");
}

#[test]
fn the_quarter_tells_who_was_lost_by_what() {
    let world = World::new();
    let order = r#"{"at":"2025-10-01","by":"li","kind":"order","amount":1000}"#;
    for (id, card, log) in [
        ("late", "grade: A", vec![order]),
        (
            "ended",
            "grade: A",
            vec![
                r#"{"at":"2026-03-01","by":"li","kind":"order","amount":500}"#,
                r#"{"at":"2026-09-01","by":"li","kind":"ending","state":"lost","why":"price","competitor":"Bosch"}"#,
            ],
        ),
        (
            "shelved",
            "grade: C\narchived: 2026-10-05",
            vec![r#"{"at":"2026-03-01","by":"li","kind":"order","amount":100}"#],
        ),
        ("stays", "grade: A", vec![r#"{"at":"2026-11-01","by":"li","kind":"order","amount":400}"#, order]),
        ("prospect", "grade: D\narchived: 2026-10-05", vec![]),
        ("long-gone", "grade: C", vec![r#"{"at":"2024-01-01","by":"li","kind":"order","amount":400}"#]),
    ] {
        world.card(id, &format!("name: {id}\nsince: 2024-01-01\n{card}\n"));
        world.log(id, &log);
    }
    let text = world.ok(["review", "--quarter"]);
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        flat.contains(
            "Churn: 3 of the 4 customers that were buying are lost (75.0 %), with 1,600 of 2,600 USD"
        ) && flat.contains("by class A 2 of 3, C 1 of 1."),
        "{text}"
    );
    assert!(
        text.contains("lost (3)\nA  late  late\n   no order since 1 Oct 2025 · brought 1,000 USD a year\n"),
        "{text}"
    );
    assert!(text.contains("ended working with us on 1 Sep · price · "), "{text}");
    assert!(text.contains("archived on 5 Oct · brought 100 USD a year"), "{text}");
    let json = world.json(["review", "--quarter", "--json"]);
    let of = |key: &str| -> Vec<String> {
        json["lost"].as_array().unwrap().iter().map(|one| one[key].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(
        (of("id"), of("lost_by")),
        (
            ["late", "ended", "shelved"].map(str::to_owned).to_vec(),
            ["no-order", "ending", "archived"].map(str::to_owned).to_vec(),
        )
    );
    assert_eq!((&json["churn"]["buying"], &json["churn"]["lost"]), (&4.into(), &3.into()));
    let html = world.ok(["review", "--quarter", "-f", "html"]);
    assert!(html.contains("<a href=\"#lost\">3</a>") && html.contains("<h2 id=\"lost\">"), "{html}");
    let hidden = world.run(["review", "--quarter", "--redact"]).stdout;
    assert!(!hidden.contains("1,600") && !hidden.contains("Bosch"), "{hidden}");
}

#[test]
fn what_is_the_pools_goes_to_the_managers() {
    let world = book();
    let sent = |lang: &str| {
        let program = format!("tee -a {}", world.path("sent.txt").display());
        world.put("sent.txt", "");
        let told = world.run(["--lang", lang, "review", "--mail", "--send", &program]);
        (told, world.read("sent.txt"))
    };
    for (lang, said) in [("en", "was mailed to nobody"), ("zh", "未发给任何人")] {
        let (told, mails) = sent(lang);
        assert_eq!(told.code, 0, "{told:?}");
        assert!(told.stderr.contains(said) && !mails.contains("review-2026-11-20-pool"), "{told:?}");
    }
    world.put(
        "crm.yaml",
        "people:\n  li: {name: 李娜, email: li@example.com}\n  wang: {name: Wang, email: wang@example.com, manager: true}\n",
    );
    let (told, mails) = sent("en");
    assert!(told.code == 0 && !told.stderr.contains("to nobody"), "{told:?}");
    assert_eq!(mails.matches("To: <wang@example.com>").count(), 2, "{mails}");
    let own = world.ok(["review", "--owner", "pool", "--mail"]);
    assert!(own.starts_with("To: <wang@example.com>\n"), "{own}");
}

#[test]
fn who_is_where_it_belongs_and_needs_nothing_is_to_be_archived_and_moves_nowhere() {
    let world = World::new();
    world.card("dead", "name: Dead\ngrade: E\nowner: li\nsince: 2026-11-01\n");
    let said =
        r#"{"at":"2026-11-10","by":"li","kind":"followup","via":"call","reply":"negative","need":"dead"}"#;
    world.log("dead", &[said]);
    for (lang, heading) in [("en", "To archive (1)"), ("zh", "建议归档（1）")] {
        let page = world.ok(["--lang", lang, "review", "--owner", "li", "-f", "md"]);
        assert!(page.contains(heading) && !page.contains("E → E") && !page.contains("Move down"), "{page}");
        assert!(!world.ok(["--lang", lang, "review"]).contains("E → E"));
    }
}
