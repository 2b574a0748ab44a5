//! `crm review --quarter`: the re-evaluation of a quarter on one page.

use crate::world::World;

fn book(rules: &str) -> World {
    let world = World::new();
    world.put("crm.yaml", rules);
    for (id, card, log) in [
        (
            "risen",
            "grade: A\nsince: 2025-01-01\nowner: li",
            vec![
                r#"{"at":"2026-10-01","by":"li","kind":"order","amount":3000}"#,
                r#"{"at":"2026-10-01","by":"li","kind":"grade","from":"B","to":"A","why":"first order"}"#,
            ],
        ),
        (
            "fallen",
            "grade: C\nsince: 2025-01-01\nowner: 王强",
            vec![
                r#"{"at":"2025-09-01","by":"li","kind":"order","amount":1000}"#,
                r#"{"at":"2026-10-02","by":"王强","kind":"grade","from":"A","to":"C","why":"不再下单"}"#,
            ],
        ),
        ("new", "since: 2026-11-01", vec![]),
        ("gone", "grade: E\nsince: 2025-01-01\narchived: 2026-10-05", vec![]),
        ("still", "grade: D\nsince: 2026-01-01", vec![]),
    ] {
        world.card(id, &format!("name: {id}\n{card}\n"));
        world.log(id, &log);
    }
    world
}

#[test]
fn one_page_says_who_rose_who_fell_and_what_is_to_be_looked_at() {
    let world = book("version: 1\n");
    insta::assert_snapshot!(world.ok(["review", "--quarter"]), @r#"
    2026-08-20 (Thu) to 2026-11-20 (Fri) · 2 of 4 moved: 1 up, 1 down

    class                 customers           %  revenue a year, USD      %
    A order customer              1        25.0        1,000 → 3,000  100.0
    B sample customer         1 → 0  25.0 → 0.0                    0    0.0
    C high potential          0 → 1  0.0 → 25.0                    0    0.0
    D ordinary potential          1        25.0                    0    0.0
    E no potential            1 → 0  25.0 → 0.0                    0    0.0
    no grade                  0 → 1  0.0 → 25.0                    0    0.0
    all                           4       100.0        1,000 → 3,000  100.0
    Archived customers are in none of these; crm list --view counts them, too.
    Conversion: new → B 0 of 1 (0.0 %), D → C 0 of 1 (0.0 %), C → B 0 of 1 (0.0 %),
      B → A 1 of 1 (100.0 %).
    Churn: 1 of the 1 customers that were buying is lost (100.0 %), with 1,000 of
      1,000 USD a year (100.0 %); by class A 1 of 1.

    rose (1)
    B → A  risen  risen
           1 Oct, li: first order

    fell (1)
    A → C  fallen  fallen
           2 Oct, 王强: 不再下单

    new (1)
    –  new  new

    archived (1)
    E  gone  gone

    lost (1)
    A  fallen  fallen
       no order since 1 Sep 2025 · brought 1,000 USD a year

    due for a recheck (1)
    D  still  still
       never confirmed

    Suggested moves: 1 · crm review, crm review --apply
    To keep a grade: crm grade ID --confirm --why "quarterly review"
    "#);
    insta::assert_snapshot!(world.ok(["review", "--quarter", "2026-10-01", "--lang", "zh", "--limit", "0"]), @r#"
    2026-10-01（周四）至2026-11-20（周五） · 4 个客户中 1 个有变动：升 0，降 1

    等级        客户数            %  年销售额（USD）      %
    A 订单客户   2 → 1  50.0 → 25.0            3,000  100.0
    B 样单客户       0          0.0                0    0.0
    C 重潜客户   0 → 1   0.0 → 25.0                0    0.0
    D 普潜客户       1         25.0                0    0.0
    E 无潜客户   1 → 0   25.0 → 0.0                0    0.0
    未定级       0 → 1   0.0 → 25.0                0    0.0
    合计             4        100.0            3,000  100.0
    以上不含已归档客户；crm list --view 的合计包含它们。
    转化率：新 → B 0/1（0.0%），D → C 0/1（0.0%），C → B 0/1（0.0%）。
    流失率：期初 1 个在购客户流失 0 个（0.0%），年销售额 0，占 3,000 USD 的 0.0%；按
      等级：A 0/1。

    下降（1）
    ……还有 1 个（受 --limit 限制）

    新客户（1）
    ……还有 1 个（受 --limit 限制）

    已归档（1）
    ……还有 1 个（受 --limit 限制）

    等级待复核（1）
    ……还有 1 个（受 --limit 限制）

    建议调整：1 个 · crm review，crm review --apply
    保持等级：crm grade 编号 --confirm --why "季度复核"
    "#);
    insta::assert_snapshot!(world.ok(["review", "--quarter", "-f", "csv"]), @"
    change,from,to,id,name,owner,on,by,why
    rose,B,A,risen,risen,li,2026-10-01,li,first order
    fell,A,C,fallen,fallen,王强,2026-10-02,王强,不再下单
    new,,,new,new,,,,
    archived,E,,gone,gone,,,,
    lost,A,C,fallen,fallen,王强,2026-10-02,王强,不再下单
    recheck,D,D,still,still,,,,
    ");
    assert_eq!(world.ok(["review", "--quarter", "--owner", "li", "-f", "ids"]), "risen\n");
    let page = world.json(["review", "--quarter", "2026-10-01", "--json"]);
    assert_eq!(page["rose"].as_array().unwrap().len(), 0, "on the first day it was an A already");
    assert_eq!(page["shares"][0]["revenue"]["from"], "3000");
}

#[test]
fn computed_classes_are_those_of_both_days() {
    let world = book("scheme: abc\n");
    for id in ["risen", "fallen"] {
        world.card(id, &format!("name: {id}\nsince: 2025-01-01\n"));
    }
    let page = world.json(["review", "--quarter", "--json"]);
    let moved = |list: &str| {
        let ids: Vec<_> =
            page[list].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect();
        ids.join(" ")
    };
    assert_eq!((moved("rose"), moved("fell"), moved("new")), ("risen".into(), "fallen".into(), "new".into()));
    assert!(page["rose"][0]["why"].as_str().unwrap().contains("100"), "{}", page["rose"][0]);
}

#[test]
fn the_first_day_lies_in_the_past() {
    let world = book("version: 1\n");
    world.run(["review", "--quarter", "soon"]).refused(2, &["\"soon\" is not a day", "--quarter 3m"]);
    world.run(["review", "--quarter", "2026-11-20"]).refused(2, &["not a day before"]);
    world.run(["review", "--quarter", "--yes"]).refused(2, &["--quarter"]);
}

#[test]
fn who_looks_for_it_as_a_command_is_told_where_it_is() {
    let world = World::new();
    world.run(["quarter"]).refused(2, &["crm review --quarter"]);
    world.run(["--lang", "zh", "wrap-up"]).refused(2, &["crm agenda --wrap-up"]);
}
