use crate::world::World;

fn team() -> World {
    let world = World::new();
    world
        .card("mueller", "name: Müller Maschinenbau GmbH\naliases: [穆勒机械]\ngrade: B\nowner: li\ncountry: DE\nregion: Bavaria\nindustry: machinery\nneed: target\ntags: [hydraulics, lighthouse]\nnotes: uses the old HX-100\ncontacts:\n  - {name: Anna Müller, email: anna@mueller.example, phone: \"+49 89 123456\"}\n")
        .card("hongda", "name: 深圳宏达机械有限公司\ngrade: A\nowner: wang\ncountry: CN\nindustry: machinery\n")
        .card("changsha", "name: 长沙中联\ngrade: C\nowner: li\ncountry: CN\n")
        .card("acme", "name: Acme\ncountry: US\n")
        .card("gone", "name: Gone\ngrade: A\narchived: 2026-01-01\n")
        .card("oslo", "name: Oslo Kran\ngrade: C\ncountry: NO\n");
    world.log("mueller", &[r#"{"at":"2026-11-01","by":"li","kind":"followup","next":"2026-11-25"}"#]);
    world.log(
        "hongda",
        &[r#"{"at":"2026-11-10","by":"wang","kind":"followup","next":"2026-11-22","need":"dead"}"#],
    );
    world.log("changsha", &[r#"{"at":"2026-10-10","by":"li","kind":"followup","next":"2026-12-24"}"#]);
    world
}

#[track_caller]
fn ids(world: &World, args: &[&str]) -> String {
    // Most cases are of the customers that one works with.
    let active: &[&str] = if args.contains(&"--archived") { &[] } else { &["--active"] };
    world.ok([&["list", "-f", "ids"], args, active].concat()).lines().collect::<Vec<_>>().join(" ")
}

#[test]
fn all_of_them_as_a_table() {
    let world = team();
    insta::assert_snapshot!(world.ok(["list", "--active"]), @"
    gr  id        name                      owner  last    next
    A   hongda    深圳宏达机械有限公司      wang   10 Nov  Sun 22 Nov
    B   mueller   Müller Maschinenbau GmbH  li     1 Nov   Wed 25 Nov
    C   oslo      Oslo Kran                                Fri 20 Nov
    C   changsha  长沙中联                  li     10 Oct  Thu 24 Dec
        acme      Acme                                     Fri 20 Nov
    5 customers
    ");
    insta::assert_snapshot!(world.ok(["--lang", "zh", "list", "--active"]), @r"
    等级  编号      名称                      负责人  上次跟进  下次跟进
    A     hongda    深圳宏达机械有限公司      wang    11月10日  11月22日 周日
    B     mueller   Müller Maschinenbau GmbH  li      11月1日   11月25日 周三
    C     oslo      Oslo Kran                                   11月20日 周五
    C     changsha  长沙中联                  li      10月10日  12月24日 周四
          acme      Acme                                        11月20日 周五
    5 个客户
    ");
    assert_eq!(World::new().run(["list"]).code, 0);
}

#[test]
fn filters_choose() {
    let world = team();
    assert_eq!(ids(&world, &["--grade", "A,B"]), "hongda mueller");
    assert_eq!(ids(&world, &["--grade", "none"]), "acme");
    assert_eq!(ids(&world, &["--owner", "me"]), "mueller changsha");
    assert_eq!(ids(&world, &["--owner", "pool"]), "oslo acme");
    assert_eq!(ids(&world, &["--country", "cn,us"]), "hongda changsha acme");
    assert_eq!(ids(&world, &["--country", "NO"]), "oslo", "Norway is not a truth value");
    assert_eq!(ids(&world, &["--tag", "lighthouse"]), "mueller");
    assert_eq!(ids(&world, &["--industry", "machinery", "--grade", "B"]), "mueller");
    assert_eq!(ids(&world, &["--need", "target"]), "mueller");
    assert_eq!(ids(&world, &["--need", "dead"]), "hongda", "the newest follow-up's need");
    assert_eq!(ids(&world, &["--due-before", "2026-11-22"]), "hongda oslo acme");
    assert_eq!(
        world.ok(["list", "-f", "ids", "--grade", "A"]),
        "gone\nhongda\n",
        "all of them, archived or not"
    );
    assert_eq!(ids(&world, &["--grade", "A"]), "hongda");
    assert_eq!(ids(&world, &["--archived"]), "gone");
    world.run(["list", "--due-before", "soon"]).refused(2, &["\"soon\" is not a day"]);
    world.run(["list", "--active", "--archived"]).refused(2, &["cannot be used with"]);
}

#[test]
fn free_text_finds_chinese_by_pinyin_and_initials() {
    let world = team();
    for (text, want) in [
        ("宏达", "hongda"),
        ("shenzhen", "hongda"),
        ("szhd", "hongda"),
        ("changsha", "changsha"), // 长 is read chang here, zhang elsewhere
        ("cszl", "changsha"),
        ("穆勒", "mueller"),
        ("anna", "mueller"),
        ("HX-100", "mueller"),
        ("lighthouse bavaria", "mueller"),
        ("müller", "mueller"),
    ] {
        assert_eq!(ids(&world, &text.split(' ').collect::<Vec<_>>()), want, "{text}");
    }
    assert_eq!(ids(&world, &["nothing-like-it"]), "");
    insta::assert_snapshot!(world.ok(["list", "nothing-like-it"]), @r"No customer fits. crm list shows all of them, crm add NAME makes one.");
}

#[test]
fn columns_are_chosen() {
    let world = team();
    let csv = world.ok([
        "list",
        "--columns",
        "id,name,country,phone,tags,next",
        "-f",
        "csv",
        "--grade",
        "A,B,C",
        "--active",
    ]);
    insta::assert_snapshot!(csv, @r#"
    id,name,country,phone,tags,next
    hongda,深圳宏达机械有限公司,CN,,,2026-11-22
    mueller,Müller Maschinenbau GmbH,DE,+49 89 123456,"hydraulics, lighthouse",2026-11-25
    oslo,Oslo Kran,NO,,,2026-11-20
    changsha,长沙中联,CN,,,2026-12-24
    "#);
    let table = world.ok(["list", "--columns", "id,email", "--grade", "B"]);
    insta::assert_snapshot!(table, @r"
    id       email
    mueller  anna@mueller.example
    1 customer
    ");
    world.run(["list", "--columns", "id,fon"]).refused(2, &["there is no column \"fon\"", "phone"]);
}

#[test]
fn sorted_as_asked() {
    let world = team();
    assert_eq!(ids(&world, &["--sort", "id"]), "acme changsha hongda mueller oslo");
    assert_eq!(ids(&world, &["--sort", "id", "--reverse"]), "oslo mueller hongda changsha acme");
    assert_eq!(ids(&world, &["--sort", "id", "--limit", "2"]), "acme changsha");
    assert_eq!(ids(&world, &["--sort", "next"]), "acme oslo hongda mueller changsha");
    assert_eq!(ids(&world, &["--sort", "last"]), "acme oslo changsha mueller hongda");
    assert_eq!(ids(&world, &["--sort", "owner"]), "oslo acme mueller changsha hongda");
    assert_eq!(ids(&world, &["--sort", "country"]), "changsha hongda mueller oslo acme");
    assert_eq!(ids(&world, &["--sort", "name"]), "acme mueller oslo changsha hongda");
    world.run(["list", "--sort", "size"]).refused(2, &["possible values"]);
    assert!(world.ok(["list", "--limit", "2"]).ends_with("2 of 6 customers\n"));
}

#[test]
fn json_has_the_files_own_keys_and_what_is_computed() {
    let world = team();
    let list = world.json(["list", "--json", "--grade", "B"]);
    let mueller = &list[0];
    assert_eq!(mueller["aliases"][0], "穆勒机械");
    assert_eq!(mueller["country"], "DE");
    assert_eq!(mueller["contacts"][0]["phone"], "+49 89 123456");
    assert_eq!(mueller["last_contact"], "2026-11-01");
    assert_eq!(mueller["next_due"], "2026-11-25");
    let views = mueller["views"].as_object().unwrap();
    for view in [
        "deal",
        "importance",
        "urgency",
        "need",
        "lifecycle",
        "volume",
        "abc",
        "pyramid",
        "face",
        "value",
        "potential",
        "relationship",
        "lead",
    ] {
        assert!(views.contains_key(view), "{view}");
    }
    assert_eq!(world.json(["list", "--json", "nothing-like-it"]), serde_json::json!([]));
}

#[test]
fn names_are_in_the_order_of_a_telephone_book() {
    let world = World::new();
    for (id, name) in
        [("a", "Zorn"), ("b", "Čedo"), ("c", "Co"), ("d", "Östberg"), ("e", "徐州"), ("f", "安徽")]
    {
        world.card(id, &format!("name: {name}\n"));
    }
    let ids = world.ok(["list", "--sort", "name", "--format", "ids"]);
    assert_eq!(ids.split_whitespace().collect::<String>(), "bcdafe");
}

#[test]
fn a_page_of_80_columns_has_a_name_in_two_lines_at_most() {
    let world = World::example();
    let page = world.call(["list"]).env("COLUMNS", "80").run().stdout;
    // A line that goes on has neither grade nor id.
    let goes_on: Vec<bool> = page.lines().map(|line| line.starts_with("      ")).collect();
    assert!(!goes_on.windows(2).any(|two| two == [true, true]), "{page}");
    assert!(page.lines().all(|line| line.chars().count() <= 80), "{page}");
}

#[test]
fn in_a_pipe_a_row_is_a_line() {
    let world = World::example();
    for args in [&["list"][..], &["list", "--view", "pyramid"], &["dupes"], &["review"], &["pool"]] {
        let call = |columns: &str| world.call(args.iter().copied()).env("COLUMNS", columns).run().stdout;
        let piped = world.call(args.iter().copied()).without("COLUMNS").run().stdout;
        assert!(piped.lines().count() <= call("200").lines().count(), "{args:?}: {piped}");
    }
    let piped = world.call(["list"]).without("COLUMNS").run().stdout;
    let count = world.ok(["list", "--format", "ids"]).lines().count();
    // A head, the customers, and how many there are.
    assert_eq!(piped.lines().count(), count + 2, "{piped}");
    assert!(piped.lines().next().is_some_and(|head| head.contains("last")));
}

#[test]
fn a_page_to_be_read_has_its_width_in_a_pipe_too() {
    let world = World::example();
    let quarter = ["review", "--quarter"];
    let record = ["review", "--record"];
    for args in [
        &["due"][..],
        &["agenda", "--week"],
        &["show", "mueller-maschinenbau"],
        &["rhythm"],
        &["dates"],
        &quarter,
        &record,
    ] {
        let piped = world.call(args.iter().copied()).without("COLUMNS").run().stdout;
        assert_eq!(piped, world.ok(args.iter().copied()), "{args:?}");
    }
}

#[test]
fn the_points_order_a_list_and_what_is_missing_is_told() {
    let world = World::new();
    world.put("crm.yaml", "required: {C: [owner, industry]}\n");
    world.card("few", "name: Few\ngrade: A\nowner: li\nneed: potential\n");
    world.card("many", "name: Many\ngrade: C\nowner: li\nneed: target\nbudget: 5\n");
    assert_eq!(world.ok(["list", "-f", "ids"]), "few\nmany\n");
    assert_eq!(world.ok(["list", "-f", "ids", "--sort", "score"]), "many\nfew\n");
    assert_eq!(world.ok(["list", "-f", "ids", "--sort", "评分"]), "many\nfew\n");
    let page = world.ok(["list", "--columns", "id,score"]);
    assert!(page.contains("few       5\n") && page.contains("many     40\n"), "{page}");
    let page = world.ok(["list", "--incomplete"]);
    assert!(page.contains("missing") && page.contains("industry"), "{page}");
    world.ok(["log", "many", "late", "--via", "call", "--satisfaction", "2"]);
    assert_eq!(
        world.ok(["list", "--columns", "id,satisfaction", "-f", "csv"]),
        "id,satisfaction\r\nfew,\r\nmany,2\r\n"
    );
    assert!(world.ok(["list", "--columns", "id,satisfaction"]).contains("2 of 5, 20 Nov"));
}
