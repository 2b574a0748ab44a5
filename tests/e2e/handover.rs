//! `crm handover`: somebody's customers go to others, each with a sheet.

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;

use crate::world::World;

/// Who has which customers.
fn owners(world: &World) -> BTreeMap<String, String> {
    let list = world.json(["list", "--json"]);
    let one = |one: &Value| {
        let owner = one["owner"].as_str().unwrap_or_default().to_owned();
        (one["id"].as_str().unwrap().to_owned(), owner)
    };
    list.as_array().unwrap().iter().map(one).collect()
}

/// To whom each customer would go.
fn given(world: &World, args: &[&str]) -> BTreeMap<String, String> {
    let list = world.json([&["handover"], args, &["--json"]].concat());
    let mut given = BTreeMap::new();
    for receiver in list.as_array().unwrap() {
        for item in receiver["items"].as_array().unwrap() {
            given.insert(item["id"].as_str().unwrap().into(), receiver["to"].as_str().unwrap().into());
        }
    }
    given
}

#[test]
fn it_is_shown_first_and_written_on_request() {
    let world = World::example();
    insta::assert_snapshot!(world.run(["handover", "li", "--to", "wang,chen", "-n", "2"]).whole(), @"
    exit 0
    --- stdout
    19 customers of li, 0.5 h a week

    to    has  gets  by grade                       hours a week        revenue
    wang   23     9  A 3 · B 3 · C 2 · D 1       0.5 → 0.8 of 10    208,210 USD
    chen   20    10  A 4 · C 2 · D 2 · E 1 · no   0.6 → 0.8 of 6  1,204,600 USD
                       grade 1

    To wang (9)
    A  泉州南安石材机械有限公司  quanzhou-nanan  1 h 30 min a year
    A  潍坊鲁耕农机有限公司  weifang-lugeng      1 h 30 min a year
    … and 7 more: --limit 9

    To chen (10)
    A  永達機械（香港）有限公司  hongkong-wingtat     1 h 30 min a year
    A  九州建機株式会社 (Kyushu Kenki)  kyushu-kenki  1 h 30 min a year
    … and 8 more: --limit 10

    Nothing is written yet: the same with --apply hands them over
    ");
    insta::assert_snapshot!(
        world.run(["handover", "li", "--to", "chen", "--country", "DE,JP", "--lang", "zh"]).whole(),
        @"
    exit 0
    --- stdout
    李娜的 3 个客户，每周 0.1 小时

    接手人   已有  接手  按等级        每周小时       销售额
    Chen Yu    20     3  A 2 · C 1  0.6 → 0.7/6  934,755 USD

    交给 Chen Yu（3）
    A  九州建機株式会社 (Kyushu Kenki)  kyushu-kenki           每年 1 小时 30 分钟
    A  Rheinland Hydraulik GmbH & Co. KG  rheinland-hydraulik  每年 1 小时 30 分钟
    C  名古屋精機株式会社 (Nagoya Seiki)  nagoya-seiki                 每年 2 小时

    尚未写入：同一命令加 --apply 完成交接
    "
    );
    let (before, wanted) = (owners(&world), given(&world, &["li", "--to", "wang,chen"]));
    assert_eq!(wanted.len(), before.values().filter(|owner| *owner == "li").count());
    let done = world.run(["handover", "li", "--to", "wang,chen", "--why", "li has left", "--apply"]);
    assert_eq!((done.code, done.changed().len()), (0, 2 * wanted.len()), "{}", done.stderr);
    let after = owners(&world);
    for (id, owner) in &before {
        assert_eq!(after[id], *wanted.get(id).unwrap_or(owner), "{id}");
    }
    let logs = done.changed().into_iter().filter(|path| path.ends_with(".log.jsonl"));
    for log in logs {
        let entry: Value = serde_json::from_str(world.read(log).lines().last().unwrap()).unwrap();
        assert_eq!(
            (&entry["kind"], &entry["from"], &entry["why"]),
            (&"owner".into(), &"li".into(), &"li has left".into())
        );
    }
    world.ok(["check"]);
    let again = world.run(["handover", "li", "--to", "wang,chen", "--apply"]);
    assert!(again.code == 0 && again.changed().is_empty(), "{again:?}");
    assert!(again.stdout.contains("nothing is left to hand over"), "{}", again.stdout);
    world.ok(["undo"]);
    assert_eq!(owners(&world), before);
}

#[test]
fn interrupted_the_same_command_goes_on_with_the_rest() {
    let world = World::example();
    let wanted = given(&world, &["li", "--to", "wang,chen"]);
    // One that can't be written: the others are, and it is told.
    let card = "customers/asia/japan/kyushu-kenki.yaml";
    let text = world.read(card);
    world.put("customers/twice/kyushu-kenki.yaml", &text);
    let first = world.run(["handover", "li", "--to", "wang,chen", "--apply"]);
    assert_ne!(first.code, 0, "{first:?}");
    first.says(&["kyushu-kenki"]);
    fs::remove_file(world.path("customers/twice/kyushu-kenki.yaml")).unwrap();
    let rest = given(&world, &["li", "--to", "wang,chen"]);
    assert_eq!(rest.keys().collect::<Vec<_>>(), ["kyushu-kenki"]);
    let second = world.run(["handover", "li", "--to", "wang,chen", "--apply"]);
    assert_eq!((second.code, second.changed().len()), (0, 2), "{second:?}");
    let after = owners(&world);
    assert!(wanted.keys().all(|id| after[id] != "li"));
}

#[test]
fn it_is_balanced_by_what_is_asked_for() {
    let world = World::new();
    world.put("crm.yaml", "people:\n  li:\n  wang: {hours_a_week: 2}\n  chen:\n");
    for (id, grade, archived) in [
        ("a", "A", ""),
        ("b", "B", ""),
        ("c", "C", ""),
        ("e", "E", ""),
        ("gone", "E", "archived: 2026-01-01\n"),
    ] {
        world.card(id, &format!("name: {id}\ngrade: {grade}\nowner: li\nsince: 2026-01-01\n{archived}"));
    }
    world.card("own", "name: own\ngrade: B\nowner: wang\n");
    world.log("e", &[r#"{"at":"2026-10-01","by":"li","kind":"order","amount":"900","currency":"USD"}"#]);
    let pairs = |args: &[&str]| {
        let given = given(&world, &[&["li", "--to", "wang,chen"], args].concat());
        given.into_iter().map(|(id, to)| format!("{id}>{to}")).collect::<Vec<_>>().join(" ")
    };
    // wang carries 121 minutes a year: B 121 to chen, C 120 to wang (of equals the first), the rest to chen.
    assert_eq!(pairs(&[]), "a>chen b>chen c>wang e>chen gone>chen");
    assert_eq!(pairs(&["--balance", "count"]), "a>chen b>wang c>chen e>wang gone>chen");
    assert!(pairs(&["--balance", "revenue"]).contains("e>wang"));
    assert!(!pairs(&["--without-archived"]).contains("gone"));
    assert_eq!(pairs(&["--grade", "A"]), "a>chen");
    assert_eq!(world.ok(["handover", "li", "--to", "wang", "-f", "ids", "--grade", "A,B"]), "a\nb\n");
    for format in ["json", "csv"] {
        let said = world.ok(["handover", "li", "--to", "wang", "-f", format]);
        assert_eq!(world.ok(["handover", "li", "--to", "wang", "-f", format, "--lang", "zh"]), said);
    }
}

#[test]
fn slips_are_refused() {
    let world = World::example();
    world.run(["handover", "li"]).refused(2, &["--to"]);
    world.run(["handover", "li", "--to", "li"]).refused(2, &["li would get its own customers"]);
    world.run(["handover", "li", "--to", "wang,li"]).refused(2, &["li would get its own customers"]);
    world.run(["handover", "li", "--to", "zhao"]).refused(2, &["nobody of the team is called \"zhao\""]);
    world.run(["handover", "zhao", "--to", "li"]).refused(2, &["nobody of the team is called \"zhao\""]);
    world.run(["handover", "li", "--to", "pool"]).refused(2, &["the pool can't be handed anything"]);
    world.run(["handover", "pool", "--to", "li"]).refused(2, &["nobody hands over the pool"]);
    world
        .run(["handover", "li", "--to", "wang", "--owner", "chen"])
        .refused(2, &["whose customers is said already"]);
    for folder in ["customers", "customers/new/sheets", ".crm/x"] {
        world
            .run(["handover", "li", "--to", "wang", "--sheet", folder, "--apply"])
            .refused(2, &["lies among the customers' files"]);
    }
}

#[test]
fn each_customer_has_a_sheet_in_its_readers_language() {
    let world = World::example();
    let done =
        world.run(["handover", "chen", "--to", "wang,li", "--sheet", "sheets/chen", "--country", "DE,GB"]);
    assert_eq!(done.code, 0, "{done:?}");
    assert!(done.changed().iter().all(|path| path.starts_with("sheets/chen/")), "{done:?}");
    assert!(done.stdout.ends_with("sheets written: sheets/chen\n"), "{}", done.stdout);
    let index = world.read("sheets/chen/index.md");
    for path in done.changed().into_iter().filter(|path| !path.ends_with("index.md")) {
        let name = path.rsplit('/').next().unwrap();
        assert!(index.contains(&format!("]({name})")), "{name} is not in:\n{index}");
        let sheet = world.read(path);
        for heading in ["## 现状", "## 联系人", "## 承诺与未结事项", "## 最近记录", "## 下一步"]
        {
            assert!(sheet.contains(heading), "{heading} is not in:\n{sheet}");
        }
    }
    let chinese = World::example();
    let sheet = chinese.ok(["handover", "li", "--to", "chen", "rheinland", "--sheet", "-"]);
    insta::assert_snapshot!(sheet, @r"
    # Rheinland Hydraulik GmbH & Co. KG

    `rheinland-hydraulik` · from li to chen, 2026-11-20 (Fri)

    Rheinland Hydraulics, 莱茵液压 · hydraulic components, wholesale · North Rhine-Westphalia, DE · 2022004 · rheinland-hydraulik.example

    ## Where it stands

    - **grade** A order customer, since 6 Sep 2023 by li: first container ordered, confirmed on 9 Oct
    - **classes** A + high + strategic · deal won · lifecycle growth · pyramid super
    - **orders** 39 orders, 1,976,600 EUR; in the last 12 months 777,950 EUR; last on 6 Nov
    - **rhythm** orders about every 30 days; last 14 days ago; 9 in 10 like it order within 4 weeks; if it is still in its rhythm, next 2–12 Dec (80 %)
    - **bought** cylinders, gear-pumps
    - **contact** 8 follow-ups, 8 answered, 6 h 8 min written down
    - **dates** 2023-09-06 first order
    - 2027-03-01 their 53rd anniversary
    - **tags** hydraulics, frame-contract, key-account
    - **notes** Orders in the first ten days of each month, always with one consolidated container.
    - Brandt wants facts on the phone, no small talk before coffee.
    - Quality: every batch with a 3.1 certificate, else it stands at their gate.

    ## Contacts

    - Thomas Brandt, Head of purchasing, decides · +49 203 5550 110 · t.brandt@rheinland-hydraulik.example · whatsapp +49 171 5550110 · birthday 1971-11-24 · verified 12 Oct
    - Sabine Krüger, Quality engineer · +49 203 5550 127 · s.krueger@rheinland-hydraulik.example · verified 9 Jun
    - Jonas Weiß, Managing director, decides · weiss@rheinland-hydraulik.example · birthday 02-08
    - **prefers** call, long meetings, cares about delivery on the day
    - **when** Europe/Berlin · 7 h behind you · 09:00–11:30 there = 16:00–18:30 here · answered at 09:00 there (4 of 7 answers)

    ## What was promised, and what is open

    - **promises** may promise technical drawings, 8D reports, consignment stock up to 200 pumps; ask first for price below list -18 %, air freight at our cost
    - **agreed** Tue 24 Nov: agreed on 6 Nov
    - **announced** Booth tour with Weiß: PP-3 at 11:00; birthday card for Brandt
    - **request** air freight at our cost · asked on 18 Nov · li
    - **contract** FC-2026-RH · 800,000 EUR · from 1 Jul · until 30 Jun 2027, in 222 days
    - **invoice** INV-260910 · 19,800 EUR open · due 9 Nov, 11 days late
    - **invoice** INV-261013 · 71,250 EUR open · due 12 Dec, in 22 days
    - **invoice** INV-261110 · 70,400 EUR open · due 9 Jan 2027, in 50 days

    ## Last entries

    - 2026-11-18 09:40 li · request, asked, air freight at our cost: Pallet 7 is late through our fault
    - 2026-11-13 09:20 li · note: 3.1 certificates for pallet 7 went out with DHL on 13 November.
    - 2026-11-12 14:15 li · payment, 50,000 EUR, INV-260910: The rest is held back until the 3.1 certificates of pallet 7 arrive
    - 2026-11-10 10:30 li · invoice, due 2027-01-09, 70,400 EUR, INV-261110
    - 2026-11-06 15:45 li · call, Thomas Brandt, positive, needs it now, visit yes: November order placed. Weiß wants to see the PP-3 power pack at bauma China, he flies in on the 24th. → next Tue 24 Nov: Booth tour with Weiß: PP-3 at 11:00; birthday card for Brandt

    ## What comes next

    - **Tue 24 Nov**, in 4 days: agreed on 6 Nov
    - **do** keep the orders coming: ask for the next order in the customer's own rhythm
    - **aim** deepen, win referrals (A + high + strategic): visit (every month); meeting of the directors (every 3 months, never done); own service plan, invitations to previews
    - **aim** build value (lifecycle=growth): ask what grows there, and offer what goes with it
    - **aim** bind it: it is worth much work (face=red): agree on a yearly contract or a plan of orders
    - **plan** sign the 2027 frame contract before the summer, bring power packs in as the third line

    The whole history: `crm show rheinland-hydraulik --all`
    ");
    assert_eq!(
        sheet,
        chinese
            .ok(["handover", "li", "--to", "wang", "rheinland", "--sheet", "-", "--lang", "en"])
            .replace("to wang,", "to chen,")
    );
    let two = chinese.ok(["handover", "li", "--to", "chen", "--grade", "B", "--sheet", "-"]);
    assert_eq!(two.matches("\n---\n").count(), 2, "{two}");
}
