//! The classes of a customer with their reasons, and the list divided by them.
use serde_json::{Value, json};

use crate::world::World;

/// Four buyers, one of them in yens, and two others.
fn team() -> World {
    let world = World::new();
    let order = |day: &str, rest: &str| format!(r#"{{"at":"{day}","by":"li","kind":"order",{rest}}}"#);
    world
        .card("big", "name: Big GmbH\ngrade: A\nowner: li\npotential: high\nrenewal: 0.95\n")
        .card("fine", "name: 深圳精细机械有限公司\ngrade: C\nowner: wang\npotential: medium\n")
        .card("yen", "name: 横浜商会\ngrade: A\nowner: li\n")
        .card("gone", "name: Gone Ltd\ngrade: C\nowner: wang\n")
        .card("new", "name: New Ltd\ngrade: D\nowner: li\nneed: target\n")
        .card("cold", "name: Cold Ltd\nowner: li\n");
    world.log(
        "big",
        &[
            &order("2026-10-01", r#""amount":"90000","margin":"0.31","item":"pumps""#),
            &order("2024-12-01", r#""amount":"60000","item":"valves""#),
        ],
    );
    world.log("fine", &[&order("2026-09-01", r#""amount":"10000.50","margin":"0.10""#)]);
    world.log("yen", &[&order("2026-08-01", r#""amount":"5000000","currency":"JPY""#)]);
    world.log("gone", &[&order("2024-01-01", r#""amount":"700""#)]);
    world.log("new", &[r#"{"at":"2026-11-10","by":"li","kind":"sample","state":"sent","item":"HX"}"#]);
    world
}

/// The classes of the page: from their head to the next empty line.
#[track_caller]
fn classes(world: &World, args: &[&str]) -> String {
    let page = world.ok(args);
    let block = page.split("\n\n").find(|block| block.starts_with("view ") || block.starts_with("视图"));
    block.unwrap_or_else(|| panic!("{page}")).to_owned()
}

#[test]
fn every_class_with_its_reason() {
    let world = team();
    insta::assert_snapshot!(classes(&world, &["show", "big"]), @"
    view          class      why
    deal          won        2 orders, the last on 1 Oct
    importance    important  super in the pyramid, potential high
    urgency       urgent     due 20 Nov, today (within 7 days)
    need          –          neither a follow-up nor the file says it
    lifecycle     growth     90,000 USD against 60,000 in the year before: 150.0 %
                               (growth from 120 %)
    volume        S          90,000 USD, rank 1: the revenue from 0.0 % to 90.0 % (S
                               begins below 50 %)
    abc           A          90,000 USD, rank 1: the revenue from 0.0 % to 90.0 % (A
                               begins below 80 %)
    pyramid       super      rank 1 of 2 by revenue in the last year (super: up to
                               rank 1, 1 %)
    face          red        rank 1 of 2 by profit, 27,900 USD (up to rank 1, 20 %)
    value         A          amount 90,000 A (from 75,000.38); margin 31.0 % A (from
                               30 %); renewal 95.0 % A (from 90 %); score 98 of 100
    potential     high       the customer's file says so
    relationship  long-term  first order on 1 Dec 2024, 2 product lines, no open
                               complaint (strategic: 3 years, 2 lines, none open)
    lead          cold       0 points (warm from 30)
    label                    A + high + long-term
    ");
    insta::assert_snapshot!(classes(&world, &["--lang", "zh", "show", "fine"]), @"
    视图      分类    依据
    成交状态  已成交  共1单，最近一单 9月1日
    重要程度  一般    金字塔：小客户，潜力：中
    紧急程度  紧急    11月20日到期，今天（7天内）
    需求      –       跟进和客户文件里都没写
    生命周期  获取期  只有1单，9月1日，不到6个月
    销量      B       10,000.50 USD，第2名：累计销售额从 90.0% 到 100.0%（B：起点低
                        于 95%）
    ABC       B       10,000.50 USD，第2名：累计销售额从 90.0% 到 100.0%（B：起点低
                        于 95%）
    金字塔    小客户  近一年销售额第2名，共2个（在前1名即前 20% 之后）
    脸谱      –       没有影响力，利润不在前 20%，也不是销售额前 20% 而毛利率低
    价值      C       金额 10,000.50 C（B 37,500.19 起）；毛利率 10.0% C（B 15%
                        起）；续约未知；只有1单，最高为 C；得分 14/60
    潜力      中      客户文件里写的
    关系      新客户  首单 9月1日，不到1年
    线索      冷      0 分（30 分起为温）
    组合标签          C + 中潜力 + 新客户
    ");
    insta::assert_snapshot!(classes(&world, &["show", "yen"]), @"
    view          class        why
    deal          won          1 order, the last on 1 Aug
    importance    –            no amount of the last year counts, and no potential
                                 speaks for it
    urgency       urgent       due 20 Nov, today (within 7 days)
    need          –            neither a follow-up nor the file says it
    lifecycle     acquisition  a single order, on 1 Aug, less than 6 months ago
    volume        –            no revenue that counts in the last year: 1 order
                                 without a rate
    abc           –            no revenue that counts in the last year: 1 order
                                 without a rate
    pyramid       –            no revenue that counts in the last year: 1 order
                                 without a rate
    face          –            its margin is not known
    value         –            no revenue ever that counts
    potential     –            the file says nothing of it
    relationship  new          first order on 1 Aug, less than 1 year ago
    lead          cold         0 points (warm from 30)
    label                      ? + ? + new
    note                       1 order without a rate is not counted
    ");
    insta::assert_snapshot!(classes(&world, &["--lang", "zh", "show", "cold"]), @"
    视图      分类        依据
    成交状态  潜在        没有订单，没有进行中的样品，近90天没有报价
    重要程度  一般        金字塔：待开发客户，潜力未知
    紧急程度  紧急        11月20日到期，今天（7天内）
    需求      –           跟进和客户文件里都没写
    生命周期  获取期      尚未下单
    销量      –           从未下单
    ABC       –           近一年没有销售额
    金字塔    待开发客户  没有任何记录
    脸谱      –           近一年没有下单
    价值      –           从未有可计的销售额
    潜力      –           客户文件里没写
    关系      新客户      尚未下单
    线索      冷          0 分（30 分起为温）
    组合标签              价值未知 + 潜力未知 + 新客户
    ");
    insta::assert_snapshot!(classes(&world, &["show", "gone"]), @"
    view          class     why
    deal          won       1 order, the last on 1 Jan 2024
    importance    ordinary  inactive in the pyramid, potential not known
    urgency       urgent    due 20 Nov, today (within 7 days)
    need          –         neither a follow-up nor the file says it
    lifecycle     exit      no order in the last year, the last on 1 Jan 2024
    volume        D         no order in the last year, the last on 1 Jan 2024
    abc           –         no revenue in the last year
    pyramid       inactive  no order in the last year, the last on 1 Jan 2024
    face          –         no order in the last year
    value         C         amount 0 C (B from 37,500.19); margin not known; renewal
                              not known; a single order: C at most; score 0 of 30
    potential     –         the file says nothing of it
    relationship  lapsed    last order on 1 Jan 2024, 12 months ago or more
    lead          cold      0 points (warm from 30)
    label                   C + ? + lapsed
    ");
}

#[test]
fn machines_get_the_sentences_beside_the_words() {
    let world = team();
    let big = world.json(["show", "big", "--json"]);
    assert_eq!((&big["class"], &big["label"]), (&json!("A"), &json!("A + high + long-term")));
    assert_eq!(big["views_why"]["potential"], "the customer's file says so");
    let names = |key: &str| big[key].as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(names("views_why"), names("views"));
    let zh = world.ok(["--lang", "zh", "show", "big", "--json"]);
    assert_eq!(zh, world.ok(["show", "big", "--json"]));
    let list = world.json(["list", "--json"]);
    assert!(
        list.as_array().unwrap().iter().all(|one| one["label"].is_string() && one.get("class").is_some())
    );
    let csv = world.ok(["list", "--columns", "id,class,label", "-f", "csv", "--grade", "A"]);
    assert_eq!(csv.replace('\r', ""), "id,class,label\nbig,A,A + high + long-term\nyen,A,? + ? + new\n");
}

#[test]
fn a_list_divided_by_a_view() {
    let world = team();
    insta::assert_snapshot!(world.ok(["list", "--view", "pyramid"]), @"
    pyramid        customers    share  last year, USD    share
    super                  1   16.7 %          90,000   90.0 %
    big                    0    0.0 %               0    0.0 %
    medium                 0    0.0 %               0    0.0 %
    small                  1   16.7 %          10,001   10.0 %
    inactive               1   16.7 %               0    0.0 %
    prospect               1   16.7 %               0    0.0 %
    suspect                1   16.7 %               0    0.0 %
    other                  0    0.0 %               0    0.0 %
    can't be told          1   16.7 %               0    0.0 %
    all                    6  100.0 %         100,001  100.0 %
    1 order without a rate is not counted

    super · 1 customer, 16.7 % · 90,000 USD, 90.0 %
    gr  id    name                  owner  last  next
    A   big   Big GmbH              li           Fri 20 Nov

    small · 1 customer, 16.7 % · 10,001 USD, 10.0 %
    gr  id    name                  owner  last  next
    C   fine  深圳精细机械有限公司  wang         Fri 20 Nov

    inactive · 1 customer, 16.7 % · 0 USD, 0.0 %
    gr  id    name                  owner  last  next
    C   gone  Gone Ltd              wang         Fri 20 Nov

    prospect · 1 customer, 16.7 % · 0 USD, 0.0 %
    gr  id    name                  owner  last  next
    D   new   New Ltd               li           Fri 20 Nov

    suspect · 1 customer, 16.7 % · 0 USD, 0.0 %
    gr  id    name                  owner  last  next
        cold  Cold Ltd              li           Fri 20 Nov

    can't be told · 1 customer, 16.7 % · 0 USD, 0.0 %
    gr  id    name                  owner  last  next
    A   yen   横浜商会              li           Fri 20 Nov

    6 customers
    ");
    insta::assert_snapshot!(world.ok(["--lang", "zh", "list", "--view", "pyramid", "--limit", "2"]), @"
    金字塔      客户    占比  近一年 USD    占比
    超级客户       1   16.7%      90,000   90.0%
    大客户         0    0.0%           0    0.0%
    中客户         0    0.0%           0    0.0%
    小客户         1   16.7%      10,001   10.0%
    不活跃客户     1   16.7%           0    0.0%
    潜在客户       1   16.7%           0    0.0%
    待开发客户     1   16.7%           0    0.0%
    其他           0    0.0%           0    0.0%
    无法判断       1   16.7%           0    0.0%
    合计           6  100.0%     100,001  100.0%
    1单没有汇率，未计入

    超级客户 · 1 个客户，16.7% · 90,000 USD，90.0%
    等级  编号  名称                  负责人  上次跟进  下次跟进
    A     big   Big GmbH              li                11月20日 周五

    小客户 · 1 个客户，16.7% · 10,001 USD，10.0%
    等级  编号  名称                  负责人  上次跟进  下次跟进
    C     fine  深圳精细机械有限公司  wang              11月20日 周五

    共 6 个客户，显示 2 个
    ");
    insta::assert_snapshot!(world.ok(["list", "--view", "abc", "--limit", "0"]), @"
    abc            customers    share  last year, USD    share
    A                      1   16.7 %          90,000   90.0 %
    B                      1   16.7 %          10,001   10.0 %
    C                      0    0.0 %               0    0.0 %
    can't be told          4   66.7 %               0    0.0 %
    all                    6  100.0 %         100,001  100.0 %
    1 order without a rate is not counted

    0 of 6 customers
    ");
    insta::assert_snapshot!(world.ok(["list", "--view", "grade", "--limit", "0", "--owner", "li"]), @"
    grade                 customers    share  last year, USD    share
    A order customer              2   50.0 %          90,000  100.0 %
    B sample customer             0    0.0 %               0    0.0 %
    C high potential              0    0.0 %               0    0.0 %
    D ordinary potential          1   25.0 %               0    0.0 %
    E no potential                0    0.0 %               0    0.0 %
    no grade                      1   25.0 %               0    0.0 %
    all                           4  100.0 %          90,000  100.0 %
    1 order without a rate is not counted

    0 of 4 customers
    ");
    insta::assert_snapshot!(world.ok(["--lang", "zh", "list", "--view", "label", "--in", "deal=won", "-n", "0"]), @"
    组合标签                      客户    占比  近一年 USD    占比
    A + 高潜力 + 长期客户            1   25.0%      90,000   90.0%
    C + 中潜力 + 新客户              1   25.0%      10,001   10.0%
    C + 潜力未知 + 流失客户          1   25.0%           0    0.0%
    价值未知 + 潜力未知 + 新客户     1   25.0%           0    0.0%
    合计                             4  100.0%     100,001  100.0%
    1单没有汇率，未计入

    共 4 个客户，显示 0 个
    ");
}

#[test]
fn groups_for_machines() {
    let world = team();
    let groups = world.json(["list", "--view", "abc", "--json"]);
    let of = |class: Value| {
        groups.as_array().unwrap().iter().find(|group| group["class"] == class).unwrap().clone()
    };
    assert_eq!(
        of(json!("A")),
        json!({"view": "abc", "class": "A", "customers": 1, "share": "0.1667", "revenue": "90000",
            "currency": "USD", "revenue_share": "0.9", "unrated": 0, "ids": ["big"],
            "quantity": null, "unit": null, "quantity_share": null, "unmeasured": null})
    );
    assert_eq!(of(json!("C"))["ids"], json!([]), "an empty class is a class");
    assert_eq!((&of(Value::Null)["unrated"], &of(Value::Null)["customers"]), (&json!(1), &json!(4)));
    let csv = world.ok(["list", "--view", "abc", "-f", "csv", "--limit", "2"]);
    insta::assert_snapshot!(csv, @"
    view,class,customers,share,revenue,currency,revenue_share,unrated,ids,quantity,unit,quantity_share,unmeasured
    abc,A,1,0.1667,90000,USD,0.9,0,big,,,,
    abc,B,1,0.1667,10000.5,USD,0.1,0,fine,,,,
    abc,C,0,0,0,USD,0,0,,,,,
    abc,,4,0.6667,0,USD,0,1,,,,,
    ");
    let plain = world.ok(["list", "--view", "abc", "-f", "plain"]);
    assert!(plain.starts_with("abc\tA\t1\t0.1667\t90000\tUSD\t0.9\t0\tbig\t\t\t\t\n"), "{plain}");
    assert_eq!(
        world.ok(["list", "--view", "abc", "-f", "ids", "--sort", "id"]),
        "big\nfine\ncold\ngone\nnew\nyen\n"
    );
    assert_eq!(world.json(["list", "--view", "abc", "--json", "-n", "0"])[0]["ids"], json!([]));
    let zh = world.ok(["--lang", "zh", "list", "--view", "abc", "--json"]);
    assert_eq!(zh, world.ok(["list", "--view", "abc", "--json"]));
    let nobody = World::new().json(["list", "--view", "abc", "--json"]);
    assert_eq!((&nobody[0]["customers"], &nobody[0]["share"]), (&json!(0), &Value::Null));
    assert!(World::new().ok(["list", "--view", "abc"]).starts_with("There is no customer yet"));
}

#[test]
fn an_unknown_view_is_refused() {
    let world = team();
    world
        .run(["list", "--view", "pyramd"])
        .refused(2, &["'pyramd'", "relationship, lead, grade, label", "'pyramid'"]);
    world.run(["--lang", "zh", "list", "--view", "pyramd"]).refused(2, &["「pyramd」", "pyramid"]);
}

#[test]
fn an_item_typed_otherwise_is_no_other_product_line() {
    let world = World::new();
    world.card("acme", "name: Acme\ngrade: C\n");
    let order = |at: &str, item: &str| {
        format!(
            r#"{{"at":"{at}","by":"li","kind":"order","amount":"5000","currency":"USD","item":"{item}"}}"#
        )
    };
    for (item, want) in [("hx", "long-term"), (" Hｘ ", "long-term"), ("HY", "strategic")] {
        world.log("acme", &[&order("2022-03-01", "HX"), &order("2026-10-01", item)]);
        assert_eq!(world.json(["show", "acme", "--json"])["views"]["relationship"], want, "{item}");
    }
}
