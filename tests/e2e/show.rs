use serde_json::json;

use crate::world::{World, repository};

fn mueller() -> World {
    let world = World::new();
    world.card(
        "mueller",
        "name: Müller Maschinenbau GmbH\naliases: [穆勒机械]\ngrade: B\nowner: li\nsince: 2026-04-20\ncountry: DE\nneed: target\nplan: agree on a first order\npromises: {free: [drawings], ask_first: [24-hour service]}\nprefers: {channel: email, hours: \"09:00-12:00\"}\ncontacts:\n  - {name: Anna Müller, position: Purchasing director, decides: true, email: anna@mueller.example, verified: 2026-10-02}\ntags: [hydraulics]\n",
    )
    .log(
        "mueller",
        &[
            r#"{"at":"2026-11-10T09:00:00+08:00","by":"li","kind":"sample","state":"agreed","item":"HX-200","ref":"S-17"}"#,
            r#"{"at":"2026-11-11","by":"li","kind":"followup","via":"call","with":"Anna Müller","text":"wants a sample","reply":"positive","minutes":12}"#,
            r#"{"at":"2026-11-12","by":"li","kind":"quote","amount":1200.50,"currency":"USD","item":"HX-200","ref":"Q-1"}"#,
            r#"{"at":"2026-11-13","by":"li","kind":"invoice","amount":"300","currency":"USD","ref":"I-1","due":"2026-11-15"}"#,
            r#"{"at":"2026-11-14","by":"li","kind":"payment","amount":100,"currency":"USD","ref":"I-1"}"#,
            r#"{"at":"2026-11-20T08:00:00+08:00","by":"li","kind":"complaint","ref":"C-1","state":"opened","text":"leaks"}"#,
        ],
    );
    world
}

#[test]
fn the_page_one_reads_before_a_call() {
    let world = mueller();
    insta::assert_snapshot!(world.ok(["show", "mueller"]), @r#"
    Müller Maschinenbau GmbH  mueller
    穆勒机械 · DE

    attention  complaint C-1 of 20 Nov, to be answered by Sat 21 Nov, tomorrow
    grade      B sample customer
    next       Sat 21 Nov, tomorrow: complaint C-1 of 20 Nov not answered
               · rule 2 of 7: an open complaint is to be answered within 1 day
                 (complaint.answer in crm.yaml, else built in)
               · counts from: complaint of 2026-11-20, mueller.log.jsonl line 6, ref
                 "C-1", not answered since
               · 2026-11-20 + 1 day = 2026-11-21 (Sat)
    owner      li
    plan       agree on a first order
    contacts   Anna Müller, Purchasing director, decides · anna@mueller.example ·
                 verified 2 Oct
    prefers    email
    when       Europe/Berlin (by its country) · 09:00–12:00
    score      65: need target +25, contacts.decides +15, reply positive on 11 Nov
                 +15, sample agreed on 10 Nov +10
    promises   may promise drawings; ask first for 24-hour service
    complaint  C-1 · opened, since 20 Nov · leaks
    deal       HX-200 · S-17, Q-1 · sampling for 10 days · 1,200.50 USD, 40 % likely
                 · waits for us: send the sample
    sample     S-17 · HX-200 · agreed 10 Nov
    quote      Q-1 · HX-200 · 1,200.50 USD · of 12 Nov, 8 days ago
    invoice    I-1 · 200 USD open · due 15 Nov, 5 days late
    contact    1 follow-up, 1 answered, 12 min written down
    since      2026-04-20
    tags       hydraulics

    view          class           why
    deal          in negotiation  a sample runs: agreed 10 Nov
    importance    ordinary        prospect in the pyramid, potential not known
    urgency       urgent          due 21 Nov, tomorrow (within 7 days)
    need          target          the customer's file says so
    lifecycle     acquisition     no order yet
    volume        –               it never ordered
    abc           –               no revenue in the last year
    pyramid       prospect        something is on record, but no order
    face          –               no order in the last year
    value         –               no revenue ever that counts
    potential     –               the file says nothing of it
    relationship  new             no order yet
    lead          hot             65 points (hot from 60)
    label                         ? + ? + new

    2026-11-20 08:00  li  complaint, opened, C-1: leaks
    2026-11-14        li  payment, 100 USD, I-1
    2026-11-13        li  invoice, due 2026-11-15, 300 USD, I-1
    2026-11-12        li  quote, HX-200, 1,200.50 USD, Q-1
    2026-11-11        li  call, Anna Müller, positive: wants a sample
    2026-11-10 09:00  li  sample, agreed, HX-200, S-17
    "#);
    insta::assert_snapshot!(world.ok(["--lang", "zh", "show", "mueller"]), @r"
    Müller Maschinenbau GmbH  mueller
    穆勒机械 · 德国

    需关注  11月20日的投诉 C-1，须在11月21日 周六前答复，明天
    等级    B 样单客户
    下次    11月21日 周六，明天：11月20日的投诉 C-1 尚未答复
            · 规则2（共7条）：未了结的投诉要在1天内答复（crm.yaml 的
              complaint.answer，未写则用内置值）
            · 起算：2026-11-20 的投诉，mueller.log.jsonl 第6行，编号「C-1」，至今未
              答复
            · 2026-11-20 + 1天 = 2026-11-21（周六）
    负责人  li
    计划    agree on a first order
    联系人  Anna Müller，Purchasing director，决策人 · anna@mueller.example · 10月2
              日核实
    偏好    邮件
    时间    Europe/Berlin（按国家推断） · 09:00–12:00
    评分    65 分：需求：有需求 +25，联系人决策人 +15，反应：有意向（11月11日）
              +15，样品：待寄样（11月10日） +10
    承诺    可直接承诺：drawings；需先审批：24-hour service
    投诉    C-1 · 待答复，始于 11月20日 · leaks
    商机    HX-200 · S-17、Q-1 · 打样已10天 · 1,200.50 USD，可能性 40% · 等待我方：
              寄样
    样品    S-17 · HX-200 · 11月10日待寄样
    报价    Q-1 · HX-200 · 1,200.50 USD · 11月12日，8天前
    应收    I-1 · 未付 200 USD · 11月15日到期，逾期5天
    往来    跟进 1 次，1 次有回复，记录用时 12 分钟
    始于    2026-04-20
    标签    hydraulics

    视图      分类      依据
    成交状态  洽谈中    样品进行中：11月10日待寄样
    重要程度  一般      金字塔：潜在客户，潜力未知
    紧急程度  紧急      11月21日到期，明天（7天内）
    需求      有需求    客户文件里写的
    生命周期  获取期    尚未下单
    销量      –         从未下单
    ABC       –         近一年没有销售额
    金字塔    潜在客户  有记录，尚未下单
    脸谱      –         近一年没有下单
    价值      –         从未有可计的销售额
    潜力      –         客户文件里没写
    关系      新客户    尚未下单
    线索      热        65 分（60 分起为热）
    组合标签            价值未知 + 潜力未知 + 新客户

    2026-11-20 08:00  li  投诉，待答复，C-1：leaks
    2026-11-14        li  收款，100 USD，I-1
    2026-11-13        li  发票，2026-11-15 到期，300 USD，I-1
    2026-11-12        li  报价，HX-200，1,200.50 USD，Q-1
    2026-11-11        li  电话，Anna Müller，有意向：wants a sample
    2026-11-10 09:00  li  样品，待寄样，HX-200，S-17
    ");
}

#[test]
fn one_object_for_machines() {
    let world = mueller();
    let shown = world.json(["show", "mueller", "--json"]);
    assert_eq!(shown["id"], "mueller");
    assert_eq!(shown["since"], "2026-04-20");
    assert_eq!(shown["contacts"][0]["verified"], "2026-10-02");
    assert_eq!(shown["last_contact"], "2026-11-11");
    assert_eq!(shown["next_due"], "2026-11-21");
    let log = shown["log"].as_array().unwrap();
    assert_eq!(log.len(), 6, "all entries, in order");
    assert_eq!(log[2]["amount"], "1200.50", "a decimal string in its own digits");
    assert_eq!(log[5]["at"], "2026-11-20T08:00:00+08:00");
    assert_eq!(world.ok(["show", "mueller", "--format", "ids"]), "mueller\n");
}

#[test]
fn a_customer_is_named_by_a_part_of_what_it_is_called() {
    let world = mueller();
    world.card("shenzhen-hongda", "name: 深圳宏达机械有限公司\n").card("shenzhen-xinda", "name: 深圳鑫达\n");
    for typed in ["mueller", "muel", "Müller", "müller", "maschinenbau", "穆勒", "mule", "mljx"] {
        assert_eq!(world.ok(["show", typed, "-f", "ids"]), "mueller\n", "{typed}");
    }
    for typed in ["宏达", "hongda", "szhd", "shenzhen-h"] {
        assert_eq!(world.ok(["show", typed, "-f", "ids"]), "shenzhen-hongda\n", "{typed}");
    }
    let several = world.run(["show", "shenzhen"]);
    insta::assert_snapshot!(several.whole(), @r#"
    exit 3
    --- stderr
    2 customers fit "shenzhen":
       1  shenzhen-hongda  深圳宏达机械有限公司
       2  shenzhen-xinda  深圳鑫达
    error: "shenzhen" is not one customer
      try: use one of the ids above
    "#);
    let none = world.run(["show", "muller-x"]);
    insta::assert_snapshot!(none.whole(), @r#"
    exit 3
    --- stderr
    error: there is no customer "muller-x"
      try: crm list WORD finds by name, contact, tag and pinyin; crm add NAME makes a new one
    "#);
    world.run(["show", "mueler"]).refused(3, &["did you mean mueller?"]);
}

#[test]
fn the_history_is_newest_first_and_can_be_long() {
    let world = World::new();
    let lines: Vec<String> = (1..=25)
        .map(|day| {
            format!(
                r#"{{"at":"2026-10-{day:02}","by":"li","kind":"followup","via":"call","text":"talk {day}"}}"#
            )
        })
        .collect();
    let mut lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    lines.reverse(); // the order of lines carries no meaning
    world.card("acme", "name: Acme\ngrade: C\n").log("acme", &lines);
    let page = world.ok(["show", "acme"]);
    let at = |text: &str| page.find(text);
    assert!(at("talk 25").unwrap() < at("talk 24").unwrap(), "{page}");
    assert!(at("talk 6").is_some() && !page.contains("talk 5\n"), "twenty of them: {page}");
    assert!(page.contains("--all"), "says how to see the others: {page}");
    assert!(world.ok(["show", "acme", "--all"]).contains("talk 1\n"));
}

#[test]
fn a_customer_that_cannot_be_read_is_told_with_its_place() {
    let world = mueller();
    world.card("broken", "name: Broken\n  grade: A\n");
    let outcome = world.run(["show", "broken"]);
    outcome.refused(5, &["customers/broken.yaml:2:", "error:", "crm edit broken"]);
    assert_eq!(world.run(["show", "mueller"]).code, 0, "an exact id opens that customer's files alone");
}

#[test]
fn a_page_as_of_another_day() {
    let world = mueller();
    let shown = world.json(["--today", "2026-11-11", "show", "mueller", "--json"]);
    assert_eq!(shown["log"].as_array().unwrap().len(), 2);
    assert_eq!(shown["next_due"], json!("2026-11-12"));
}

#[test]
fn a_page_has_one_writing_of_money() {
    let world = World::new();
    world.card("acme", "name: Acme\ngrade: A\n").log(
        "acme",
        &[
            r#"{"at":"2026-10-02","by":"li","kind":"order","amount":"296350.00","currency":"USD"}"#,
            r#"{"at":"2026-11-02","by":"li","kind":"invoice","amount":4200,"currency":"USD","ref":"I-1","due":"2026-11-10"}"#,
            r#"{"at":"2026-11-12","by":"li","kind":"quote","amount":"1200.5","currency":"USD","ref":"Q-1"}"#,
        ],
    );
    for lang in ["en", "zh"] {
        let page = world.ok(["--lang", lang, "show", "acme", "--all"]) + &world.ok(["--lang", lang, "dates"]);
        for sum in ["296,350 USD", "4,200 USD", "1,200.50 USD"] {
            assert!(page.contains(sum), "{lang} {sum}: {page}");
        }
        for sum in ["296350", "296,350.00", "4200 ", "1200.5"] {
            assert!(!page.contains(sum), "{lang} {sum}: {page}");
        }
    }
}

/// Each key of a file, what stands behind it, and what of that has to stand on the page.
const EVERY_KEY: &[(&str, &str, &str)] = &[
    ("name", "Whole Ltd", "Whole Ltd"),
    ("aliases", "[Ganz]", "Ganz"),
    ("number", "N-77", "N-77"),
    ("grade", "B", "B sample customer"),
    ("owner", "li", "owner"),
    ("status", "trial orders", "trial orders"),
    ("since", "2026-04-20", "since 2026-04-20"),
    ("source", "Hannover", "source Hannover"),
    ("industry", "presses", "presses"),
    ("country", "DE", "DE"),
    ("region", "Bavaria", "Bavaria"),
    ("address", "Ring 5", "address Ring 5"),
    ("timezone", "Europe/Berlin", "Europe/Berlin"),
    ("language", "de", "language de"),
    ("tax_id", "DE811128135", "DE811128135"),
    ("website", "whole.example", "whole.example"),
    ("staff", "120", "staff 120"),
    ("revenue", "15000000", "revenue 15,000,000"),
    ("founded", "1987", "founded 1987"),
    ("contacts", "[{name: Anna}]", "Anna"),
    (
        "prefers",
        "{channel: email, meeting: short, cares_about: cost, hours: '09:00-12:00'}",
        "cares about cost",
    ),
    ("need", "potential", "the customer's file says so"),
    ("need_size", "2000 a year", "2000 a year"),
    ("budget", "40k", "40k"),
    ("buying_process", "by tender", "by tender"),
    ("decision", "[{who: Max, role: signs}]", "Max: signs"),
    ("outlook", "growing", "growing"),
    ("expansion", "a second plant", "a second plant"),
    ("potential", "high", "the customer's file says so"),
    ("influence", "head of the guild", "head of the guild"),
    ("approved", "{by: wang, on: 2026-11-12}", "wang"),
    ("renewal", "0.4", "renewal 40 %"),
    ("plan", "win the press line", "win the press line"),
    ("promises", "{free: [drawings], ask_first: [rebates]}", "drawings"),
    ("dates", "[{on: 2027-04-20, what: fair}]", "2027-04-20 fair"),
    ("cadence", "45 days", "cadence every 45 days"),
    ("lead_time", "10 days", "lead time 10 days before its next order"),
    ("tags", "[lighthouse]", "lighthouse"),
    ("distinct", "[other]", "another one than other"),
    ("referred_by", "other", "referred by other"),
    ("archived", "2030-01-05", "archived 5 Jan 2030"),
    ("notes", "an Italian pump today", "an Italian pump today"),
    ("custom", "{showroom: two boards, size: [1, 2]}", "showroom two boards size 1; 2"),
];

#[test]
fn the_page_has_every_key_that_a_customer_has() {
    let world = World::new();
    world.put("crm.yaml", "people: {li: {}, wang: {manager: true}}\n");
    let schema =
        std::fs::read_to_string(repository().join("schema/customer.schema.json")).expect("it is there");
    let schema: serde_json::Value = serde_json::from_str(&schema).expect("JSON");
    let keys: Vec<&str> =
        schema["properties"].as_object().expect("keys").keys().map(String::as_str).collect();
    let mut known: Vec<&str> = EVERY_KEY.iter().map(|(key, ..)| *key).collect();
    known.sort_unstable();
    let mut wanted = keys.clone();
    wanted.sort_unstable();
    assert_eq!(known, wanted, "each key of the schema, once");
    world.card("other", "name: Other\n");
    let card: String = EVERY_KEY.iter().map(|(key, value, _)| format!("{key}: {value}\n")).collect();
    world.card("whole", &(card + "own_key: kept as it is\n"));
    let page = world.ok(["show", "whole"]).split_whitespace().collect::<Vec<_>>().join(" ");
    let missing: Vec<_> = EVERY_KEY.iter().filter(|(_, _, says)| !page.contains(says)).collect();
    assert!(missing.is_empty(), "{missing:?}: {page}");
    assert!(page.contains("kept as it is"), "{page}");
}

#[test]
fn the_page_has_the_contracts_that_run_and_what_was_bought() {
    let world = World::new();
    world.card("acme", "name: Acme\ngrade: A\n");
    world.log(
        "acme",
        &[
            r#"{"at":"2026-01-02","by":"li","kind":"contract","ref":"C-1","amount":"800","currency":"EUR","from":"2026-01-01","until":"2026-12-31"}"#,
            r#"{"at":"2025-01-02","by":"li","kind":"contract","ref":"C-0","until":"2025-12-31"}"#,
            r#"{"at":"2026-02-02","by":"li","kind":"order","amount":"5","item":"HX"}"#,
            r#"{"at":"2026-03-02","by":"li","kind":"order","amount":"5","item":"valves"}"#,
            r#"{"at":"2026-04-02","by":"li","kind":"order","amount":"5","item":"hx"}"#,
        ],
    );
    let page = world.ok(["show", "acme"]);
    for says in
        ["contract  C-1 · 800 EUR · from 1 Jan · until 31 Dec, in 41 days\n", "bought    hx, valves\n"]
    {
        assert!(page.contains(says), "{says}: {page}");
    }
    assert!(!page.contains("contract  C-0"), "{page}");
    let page = world.ok(["--lang", "zh", "show", "acme"]);
    assert!(page.contains("合同    C-1 · 800 EUR · 1月1日起 · 到12月31日，41天后\n"), "{page}");
}
