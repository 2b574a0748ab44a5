use crate::world::World;

#[test]
fn the_id_is_made_from_the_name() {
    let world = World::new();
    insta::assert_snapshot!(world.run(["add", "Müller Maschinenbau GmbH", "--country", "de", "--grade", "b"]).whole(), @r#"
    exit 0
    --- stdout
    Müller Maschinenbau GmbH: customers/mueller-maschinenbau.yaml
    next: crm log mueller-maschinenbau "first contact" --via email
    --- customers/mueller-maschinenbau.yaml
    + # yaml-language-server: $schema=../.crm/schema/customer.schema.json
    + name: Müller Maschinenbau GmbH
    + grade: B
    + owner: li
    + since: 2026-11-20
    + # source: Canton Fair 2026
    + # industry: machinery
    + country: DE
    + # timezone: Europe/Berlin
    + # language: en
    + # contacts:
    + #   - name: Anna Müller
    + #     email: anna@mueller.example
    + # prefers: {channel: email, hours: "09:00-12:00", meeting: short, cares_about: cost, tone: formal}
    + # need: target            # target, potential or dead
    + # potential: high         # high, medium or low
    + # plan: what to achieve with it
    + # cadence: 45 days        # instead of the grade's
    "#);
    for (name, id) in [
        ("深圳宏达机械有限公司", "shenzhen-hongda-jixie"),
        ("Çelik Özgür A.Ş.", "celik-oezguer"),
        ("O'Brien & Söhne Ltd.", "obrien-soehne"),
    ] {
        let outcome = world.run(["add", name]);
        assert_eq!(outcome.code, 0, "{outcome:?}");
        assert_eq!(outcome.changed(), [format!("customers/{id}.yaml")], "{name}");
        assert!(world.read(&format!("customers/{id}.yaml")).contains(name));
    }
    assert_eq!(world.run(["check"]).code, 0);
}

#[test]
fn every_usual_field_can_be_given() {
    let world = World::new();
    let args = [
        "add",
        "深圳宏达机械有限公司",
        "--folder",
        "china/guangdong",
        "--alias",
        "Hongda",
        "--number",
        "007",
        "--grade",
        "C",
        "--owner",
        "wang",
        "--since",
        "2026-04-20",
        "--source",
        "Canton Fair: hall 3",
        "--industry",
        "machinery",
        "--country",
        "CN",
        "--region",
        "广东",
        "--address",
        "宝安区 8 号",
        "--timezone",
        "Asia/Shanghai",
        "--website",
        "https://hongda.example/",
        "--contact",
        "王强",
        "--position",
        "采购经理",
        "--email",
        "wang@hongda.example",
        "--phone",
        "+86 755 1234567",
        "--wechat",
        "wq_88",
        "--whatsapp",
        "+86 130 0000 0000",
        "--need",
        "target",
        "--potential",
        "high",
        "--plan",
        "send the catalogue",
        "--cadence",
        "45 days",
        "--tag",
        "hydraulics,lighthouse",
        "--notes",
        "first line\nsecond line",
    ];
    insta::assert_snapshot!(world.run(args).whole(), @r#"
    exit 0
    --- stdout
    深圳宏达机械有限公司: customers/china/guangdong/shenzhen-hongda-jixie.yaml
    next: crm log shenzhen-hongda-jixie "first contact" --via email
    --- customers/china/guangdong/shenzhen-hongda-jixie.yaml
    + # yaml-language-server: $schema=../../../.crm/schema/customer.schema.json
    + name: 深圳宏达机械有限公司
    + aliases: [Hongda]
    + number: "007"
    + grade: C
    + owner: wang
    + since: 2026-04-20
    + source: "Canton Fair: hall 3"
    + industry: machinery
    + country: CN
    + region: 广东
    + address: 宝安区 8 号
    + timezone: Asia/Shanghai
    + # language: en
    + website: "https://hongda.example/"
    + contacts:
    +   - name: 王强
    +     position: 采购经理
    +     email: wang@hongda.example
    +     phone: "+86 755 1234567"
    +     chat: {wechat: wq_88, whatsapp: "+86 130 0000 0000"}
    + # prefers: {channel: email, hours: "09:00-12:00", meeting: short, cares_about: cost, tone: formal}
    + need: target
    + potential: high
    + plan: send the catalogue
    + cadence: "45 days"
    + tags: [hydraulics, lighthouse]
    + notes: |
    +   first line
    +   second line
    "#);
    assert_eq!(world.ok(["check"]), "1 customer checked: 0 errors, 0 warnings\n");
    let shown = world.json(["show", "shenzhen-hongda-jixie", "--json"]);
    assert_eq!(shown["number"], "007");
    assert_eq!(shown["contacts"][0]["chat"]["whatsapp"], "+86 130 0000 0000");
    assert_eq!(shown["notes"].as_str().unwrap().trim_end(), "first line\nsecond line");
}

/// A workspace with one customer, and whoever tries to add it again.
fn known() -> World {
    let world = World::new();
    world.card(
        "mueller",
        "name: Müller Maschinenbau GmbH\naliases: [穆勒机械]\ngrade: B\nowner: wang\nwebsite: https://www.mueller.example/de\ncontacts:\n  - {name: Anna, email: Anna@Mueller.example, phone: \"+49 89 1234567\"}\n",
    );
    world
}

#[test]
fn the_same_customer_entered_again_is_refused() {
    let world = known();
    insta::assert_snapshot!(world.run(["add", "MUELLER Maschinenbau"]).whole(), @"
    exit 4
    --- stderr
       92  mueller  Müller Maschinenbau GmbH  (B · wang · no contact yet)
           the same name, but for its spelling
    error: this customer seems to be there already
      try: crm show mueller; --force adds it all the same
    ");
    let duplicates: [(&[&str], &str); 7] = [
        (&["add", "穆勒机械有限公司"], "the same name"),
        (&["add", "穆勒機械"], "the same name"),
        (&["add", "X", "--alias", "Muller Maschinenbau"], "the same name"),
        (&["add", "X", "--email", "anna@mueller.example"], "the same address, anna@mueller.example"),
        (&["add", "X", "--email", "bob@mueller.example"], "the same domain, mueller.example"),
        (&["add", "X", "--phone", "0049 (89) 123-45-67"], "the same phone, +49891234567"),
        (&["add", "X", "--website", "mueller.example"], "the same site, mueller.example"),
    ];
    for (args, why) in duplicates {
        world
            .run(args)
            .refused(4, &["mueller  Müller Maschinenbau GmbH  (B · wang · no contact yet)", why, "--force"]);
    }
    let chinese = world.run(["add", "穆勒機械", "--lang", "zh"]);
    chinese.refused(4, &["（仅写法不同）", "这个客户似乎已经存在"]);
    let other =
        world.run(["add", "Müller Bau GmbH", "--phone", "+49 89 7654321", "--website", "bau.example"]);
    assert_eq!(other.code, 0, "another customer: {other:?}");
}

#[test]
fn who_may_be_there_is_told_and_added() {
    let world = World::new();
    world.card("hongda", "name: 深圳市宏达机械有限公司\nowner: li\n");
    let added = world.run(["add", "Shenzhen Hongda Machinery"]);
    assert_eq!(added.code, 0, "{added:?}");
    added.says(&[
        "note: it may be there already",
        "hongda  深圳市宏达机械有限公司",
        "the same name in pinyin",
    ]);
    let other = world.run(["add", "上海宏达机械有限公司"]);
    assert_eq!((other.code, other.stderr.as_str()), (0, ""), "another city, another firm");
}

#[test]
fn force_adds_it_under_the_next_free_id() {
    let world = known();
    world.run(["add", "Müller", "--alias", "穆勒机械"]).refused(4, &[]);
    let outcome = world.run(["add", "Müller", "--alias", "穆勒机械", "--force"]);
    assert_eq!(outcome.code, 0, "{outcome:?}");
    assert_eq!(outcome.changed(), ["customers/mueller-2.yaml"]);
}

#[test]
fn a_dry_run_shows_the_file_and_writes_none() {
    let world = World::new();
    let outcome = world.run(["add", "Acme", "--dry-run", "--folder", "europe"]);
    assert_eq!((outcome.code, outcome.changed().len()), (0, 0));
    assert!(outcome.stdout.starts_with("# customers/europe/acme.yaml\n"), "{}", outcome.stdout);
    assert!(outcome.stdout.contains("\nname: Acme\n"));
}

#[test]
fn what_is_wrong_is_refused_and_nothing_is_written() {
    let world = known();
    world.run(["add", "X", "--id", "mueller"]).refused(4, &["the id mueller is taken"]);
    world.run(["add", "X", "--id", "Bad Id"]).refused(2, &["is not an id", "lower-case"]);
    world.run(["add", "X", "--id", "../x"]).refused(2, &["is not an id"]);
    world.run(["add", "X", "--country", "Atlantis"]).refused(2, &["\"Atlantis\" is not a country"]);
    world.run(["add", "X", "--grade", "Z"]).refused(2, &["there is no grade \"Z\"", "A, B, C, D, E"]);
    world.run(["add", "X", "--need", "maybe"]).refused(2, &["target"]);
    world.run(["add", "X", "--potential", "huge"]).refused(2, &["high"]);
    world.run(["add", "X", "--cadence", "often"]).refused(2, &["45 days"]);
    world.run(["add", "X", "--timezone", "here"]).refused(2, &["timezone"]);
    world.run(["add", "X", "--since", "soon"]).refused(2, &["\"soon\" is not a day"]);
    world.run(["add", "  "]).refused(2, &["a customer has a name"]);
    world.run(["add", "!!!"]).refused(2, &["--id acme"]);
    for folder in ["../out", "/tmp", "a/../../b", ".git", "x/.crm"] {
        world.run(["add", "X", "--folder", folder]).refused(2, &["is not a folder below customers/"]);
    }
}

#[test]
fn the_new_file_opens_in_the_editor() {
    let world = World::new();
    let outcome = world.call(["add", "Acme", "--edit"]).env("EDITOR", "echo 'tags: [x]' >>").run();
    assert_eq!(outcome.code, 0, "{outcome:?}");
    assert!(world.read("customers/acme.yaml").ends_with("\ntags: [x]\n"));
}

#[test]
fn a_customer_is_not_given_to_a_stranger() {
    let world = World::new();
    world.put("crm.yaml", "version: 1\npeople:\n  wang: {name: Wang}\n");
    world.run(["add", "Acme", "--owner", "pool"]);
    assert!(!world.read("customers/acme.yaml").lines().any(|line| line.starts_with("owner:")));
}
