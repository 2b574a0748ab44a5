//! `crm dupes`: who is entered twice, and why it seems so.
use serde_json::json;

use crate::world::World;

/// Three of one firm, two of another, one alone, and one that only looks like it.
fn book() -> World {
    let world = World::new();
    world.card(
        "hongda",
        "name: 深圳市宏达机械有限公司\ngrade: B\nowner: li\ncountry: CN\ncontacts:\n  - {name: 王强, phone: \"0755 5550 0188\"}\n",
    );
    world.log("hongda", &[r#"{"at":"2026-11-13","by":"li","kind":"followup","via":"call"}"#]);
    world
        .card("hongda-2", "name: 宏達機械（深圳）\nowner: wang\ncontacts:\n  - {phone: +86 755 5550-0188}\n");
    world.card("hongda-sh", "name: 上海宏达机械有限公司\n");
    world.card("acme", "name: Acme Hydraulics Ltd\ngrade: C\nowner: wang\ncountry: GB\n");
    world.card("acme-old", "name: Acme Hydraulic\narchived: 2026-01-01\n");
    world.card("bolt", "name: Bolt\nowner: li\n");
    world
}

#[test]
fn each_pair_says_who_they_are_and_why() {
    let world = book();
    insta::assert_snapshot!(world.run(["dupes"]).whole(), @"
    exit 0
    --- stdout
    2 pairs that are probably one customer each · 1 with an archived one

    99  深圳市宏达机械有限公司  hongda  B · li · last 13 Nov
        宏達機械（深圳）  hongda-2  ungraded · wang · no contact yet
        the same name, but for its spelling; the same phone, +8675555500188
        crm merge hongda hongda-2

    76  Acme Hydraulics Ltd  acme  C · wang · no contact yet
        Acme Hydraulic  acme-old  ungraded · pool · no contact yet · archived
        the same name, but for one letter
        crm merge acme acme-old

    Next: crm merge KEEP OTHER shows what becomes of both, and writes nothing yet
          crm dupes --distinct ID ID: they are two; never shown again
    ");
    insta::assert_snapshot!(world.ok(["dupes", "--lang", "zh", "--owner", "li"]), @"
    1 对客户可能是同一个

    99  深圳市宏达机械有限公司  hongda  B · li · 上次 11月13日
        宏達機械（深圳）  hongda-2  未定级 · wang · 尚未联系
        名称相同（仅写法不同）；电话相同：+8675555500188
        crm merge hongda hongda-2

    接下来：crm merge 保留 并入 先显示合并结果，不写入
            crm dupes --distinct 编号 编号 表示是两个客户，以后不再提示
    ");
    assert_eq!(world.ok(["dupes", "-f", "ids"]), "hongda hongda-2\nacme acme-old\n");
    assert_eq!(world.ok(["dupes", "-f", "ids", "acme"]), "acme acme-old\n");
    assert_eq!(world.ok(["dupes", "-f", "ids", "--min", "90"]), "hongda hongda-2\n");
    assert_eq!(world.ok(["dupes", "-f", "ids", "--grade", "E"]), "");
    assert_eq!(world.run(["dupes", "--exit-code"]).code, 1);
    assert_eq!(world.run(["dupes", "--exit-code", "bolt"]).code, 0);
    assert_eq!(world.ok(["dupes", "bolt"]), "No customer seems to be entered twice.\n");
    assert!(world.ok(["dupes", "--limit", "1"]).contains("and 1 more"));
}

#[test]
fn a_program_gets_codes_and_weights_in_no_language() {
    let world = book();
    let found = world.json(["dupes", "--json", "--lang", "zh"]);
    assert_eq!(found[0]["keep"]["id"], "hongda");
    assert_eq!(found[0]["keep"]["last_contact"], "2026-11-13");
    let codes: Vec<_> =
        found[0]["evidence"].as_array().unwrap().iter().map(|one| one["code"].clone()).collect();
    assert_eq!(json!(codes), json!(["name", "phone"]));
    assert_eq!(found[1]["other"]["archived"], true);
    let csv = world.ok(["dupes", "-f", "csv", "--lang", "zh"]);
    assert!(csv.starts_with("score,certainty,group,keep,"), "{csv}");
    assert!(csv.contains("the same phone, +8675555500188"), "{csv}");
}

#[test]
fn two_that_are_two_are_never_shown_again() {
    let world = book();
    let said = world.run(["dupes", "--distinct", "acme", "acme-old"]);
    assert_eq!((said.code, said.changed()), (0, vec!["customers/acme.yaml"]), "{said:?}");
    assert!(world.read("customers/acme.yaml").contains("\ndistinct: [acme-old]\n"));
    assert_eq!(
        world.ok(["dupes", "-f", "ids", "--min", "1"]),
        "hongda hongda-2\nhongda hongda-sh\nhongda-2 hongda-sh\n"
    );
    assert_eq!(world.ok(["check"]), "6 customers checked: 0 errors, 0 warnings\n");
    assert!(world.ok(["dupes", "--distinct", "acme", "acme-old"]).contains("nothing was changed"));
    world.run(["dupes", "--distinct", "acme", "acme"]).refused(2, &["one and the same"]);
    world.run(["dupes", "--distinct", "acme", "nobody"]).refused(3, &["there is no customer"]);
}
