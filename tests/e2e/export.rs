use std::collections::{BTreeMap, HashMap};
use std::process::Command;

use crate::world::{World, tool};

fn team() -> World {
    let world = World::new();
    world
        .put("crm.yaml", "version: 1\npeople: {li: {name: 李娜}, wang: {}}\n")
        .card("mueller", "name: \"Müller, \\\"Maschinen\\\"\"\nnumber: \"007\"\ngrade: B\nowner: li\nindustry: machinery\nstaff: 120\ncontacts:\n  - {name: Anna, position: Head, phone: \"+49 89 1\"}\nnotes: |\n  two\n  lines\ntags: [a, b]\n")
        .card("formula", "name: =1+1\ngrade: D\nowner: wang\ncountry: NO\n")
        .card("hongda", "name: 深圳宏达\n");
    world.log(
        "mueller",
        &[
            r#"{"at":"2026-11-10T10:00:00+08:00","by":"li","kind":"followup","via":"call","text":"said \"yes\",\nthen no","reply":"positive"}"#,
            r#"{"at":"2026-11-11","by":"li","kind":"order","amount":1200.50,"currency":"USD","margin":0.3}"#,
        ],
    );
    world
}

/// Reads the table back, as any other program would.
#[track_caller]
fn table(text: &str) -> (Vec<String>, Vec<HashMap<String, String>>) {
    let mut reader = csv::ReaderBuilder::new().flexible(false).from_reader(text.as_bytes());
    let header: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let rows = reader.records().map(|row| {
        let row = row.unwrap();
        header.iter().cloned().zip(row.iter().map(str::to_owned)).collect()
    });
    let rows = rows.collect();
    (header, rows)
}

trait MapRow {
    fn map_row(&self, row: &HashMap<String, String>) -> String;
}

impl MapRow for [&str] {
    fn map_row(&self, row: &HashMap<String, String>) -> String {
        self.iter().map(|column| row[*column].as_str()).collect::<Vec<_>>().join(" | ")
    }
}

#[test]
fn the_maintenance_list_has_fifteen_columns_and_how_to_reach_the_contact() {
    let world = team();
    let text = world.ok(["export"]);
    let (header, rows) = table(&text);
    insta::assert_snapshot!(header.join("|"), @r"customer number|name|industry|size|contact|position|class|current status|owner|last follow-up|summary|customer's feedback|next follow-up|change of strategy|remarks|phone|email|grade|need");
    assert_eq!((header.len(), rows.len()), (19, 3));
    let mueller = rows.iter().find(|row| row["name"] == "Müller, \"Maschinen\"").unwrap();
    assert_eq!(mueller["last follow-up"], "2026-11-10");
    assert_eq!(mueller["next follow-up"], "2026-11-11");
    assert_eq!(mueller["owner"], "li");
    assert!(text.lines().all(|line| !line.contains('\r')) && text.contains("\r\n"), "RFC 4180 line ends");
    let (chinese, translated) = table(&world.ok(["--lang", "zh", "export"]));
    insta::assert_snapshot!(chinese.join("|"), @r"客户编号|客户名称|所属行业|企业规模|联系人|职位|客户分类|当前状态|维护责任人|上次跟进时间|跟进内容摘要|客户反馈|下次跟进时间|维护策略调整|备注|电话|邮箱|等级|需求");
    let list = |rows: &[HashMap<String, String>], columns: &[&str]| -> Vec<String> {
        rows.iter().map(|row| columns.map_row(row)).collect()
    };
    insta::assert_snapshot!(list(&rows, &["name", "class", "current status", "owner", "customer's feedback", "phone", "email", "need"]).join("\n"), @r#"
    =1+1 | ? + ? + new | to be won (potential) | wang |  |  |  | 
    深圳宏达 | ? + ? + new | to be won (potential) |  |  |  |  | 
    Müller, "Maschinen" | C + ? + new | cooperating (acquisition) | li | positive | +49 89 1 |  |
    "#);
    insta::assert_snapshot!(list(&translated, &["客户名称", "客户分类", "当前状态", "维护责任人", "客户反馈", "电话", "邮箱", "需求"]).join("\n"), @r#"
    =1+1 | 价值未知 + 潜力未知 + 新客户 | 待转化（潜在） | wang |  |  |  | 
    深圳宏达 | 价值未知 + 潜力未知 + 新客户 | 待转化（潜在） |  |  |  |  | 
    Müller, "Maschinen" | C + 潜力未知 + 新客户 | 合作中（获取期） | 李娜 | 有意向 | +49 89 1 |  |
    "#);
}

/// Customers of which each stands elsewhere.
fn standing() -> World {
    let world = World::new();
    let say = |id: &str, card: &str, lines: &[&str]| {
        world.card(id, &format!("name: {id}\n{card}"));
        if !lines.is_empty() {
            world.log(id, lines);
        }
    };
    let order = |on: &str, amount: u32| {
        format!(r#"{{"at":"{on}","by":"li","kind":"order","amount":{amount},"currency":"USD"}}"#)
    };
    say("a-buys", "grade: A\n", &[&order("2025-02-01", 100), &order("2026-02-01", 100)]);
    say(
        "b-gone",
        "grade: A\npotential: scored\n",
        &[
            r#"{"at":"2023-12-01","by":"li","kind":"grade","from":"B","to":"A","why":"first order"}"#,
            &order("2024-01-01", 5),
        ],
    );
    say(
        "c-left",
        "grade: C\n",
        &[
            r#"{"at":"2026-08-01","by":"li","kind":"grade","from":null,"to":"C","why":"asks often"}"#,
            r#"{"at":"2026-11-01","by":"li","kind":"grade","from":"C","to":"C"}"#,
            r#"{"at":"2026-11-02","by":"li","kind":"ending","state":"lost","why":"price","competitor":"Nord"}"#,
        ],
    );
    say(
        "d-quoted",
        "grade: D\n",
        &[
            r#"{"at":"2026-11-01","by":"li","kind":"followup","via":"call","reply":"positive","satisfaction":4}"#,
            r#"{"at":"2026-11-02","by":"li","kind":"quote","amount":"900","currency":"USD"}"#,
            r#"{"at":"2026-11-09","by":"li","kind":"followup","via":"call","text":"nobody there","reply":"none"}"#,
            r#"{"at":"2026-11-10","by":"li","kind":"complaint","state":"opened","text":"leaks; badly"}"#,
        ],
    );
    say("e-new", "grade: E\n", &[]);
    say("f-own", "status: 合作中（年度框架）\n", &[]);
    say("g-over", "archived: 2026-11-01\n", &[]);
    say("h-dead", "grade: E\nneed: dead\n", &[]);
    let lost = r#"{"at":"2026-11-02","by":"li","kind":"ending","state":"lost","why":"price"}"#;
    say("i-left", "grade: E\narchived: 2026-11-03\n", &[lost]);
    world
}

#[test]
fn the_status_tells_who_buys_who_is_lost_and_who_has_to_be_won() {
    let world = standing();
    let column = |lang: &str, head: &str| -> String {
        let (_, rows) = table(&world.ok(["--lang", lang, "export"]));
        rows.iter().map(|row| row[head].clone()).collect::<Vec<_>>().join("\n")
    };
    assert_eq!(
        column("en", "current status"),
        "cooperating (maturity)\nlost (exit)\nlost\nto be won (quoted)\nto be won (potential)\n合作中（年度框架）\narchived 2026-11-01\nno need\nlost (archived 2026-11-03)"
    );
    assert_eq!(
        column("zh", "当前状态"),
        "合作中（成熟期）\n流失（离开期）\n流失\n待转化（已报价）\n待转化（潜在）\n合作中（年度框架）\n已归档 2026-11-01\n无需求\n流失（已归档 2026-11-03）"
    );
    assert_eq!(
        column("en", "customer's feedback"),
        "\n\ngone since 2026-11-02: price, competitor Nord\nnone; last answer 2026-11-01: positive; satisfaction 4/5 on 2026-11-01; open complaint since 2026-11-10: leaks; badly\n\n\n\n\ngone since 2026-11-02: price"
    );
    assert_eq!(
        column("zh", "客户反馈"),
        "\n\n已流失（2026-11-02）：price，竞争对手 Nord\n未回复；最近回应 2026-11-01：有意向；满意度 4/5（2026-11-01）；投诉未结（2026-11-10 起）：leaks; badly\n\n\n\n\n已流失（2026-11-02）：price"
    );
    assert_eq!(
        column("en", "change of strategy"),
        "\n2023-12-01 B → A: first order; proposed: C (no order for 12 months, the last on 1 Jan 2024)\n2026-08-01 graded C: asks often; confirmed 2026-11-01; proposed: E (it left us on 2 Nov to Nord: price)\n\n\nproposed: D (no grade yet, and no word of its potential)\n\n\n"
    );
    assert_eq!(
        column("zh", "维护策略调整"),
        "\n2023-12-01 B → A：first order；建议调为 C，理由：12个月没有下单，最近一单2024年1月1日\n2026-08-01 定为 C：asks often；2026-11-01 确认等级不变；建议调为 E，理由：11月2日流失，转投Nord：price\n\n\n建议调为 D，理由：尚未定级，也没有潜力判断\n\n\n"
    );
}

#[test]
fn what_the_list_reckons_does_not_come_back_as_somebodys_words() {
    for (lang, form) in [("en", "list.csv"), ("zh", "list.csv"), ("en", "list.xlsx"), ("zh", "list.xlsx")] {
        let world = standing();
        world.ok(["--lang", lang, "export", "--output", form]);
        let outcome = world.run(["import", form, "--apply"]);
        assert!(outcome.code == 0 && outcome.changed().is_empty(), "{lang} {form}: {outcome:?}");
        let there = World::new();
        there.put(form, std::fs::read(world.path(form)).unwrap());
        there.ok(["import", form, "--apply"]);
        let status = |id: &str| there.json(["show", id, "--json"])["status"].clone();
        assert_eq!(status("a-buys"), serde_json::Value::Null, "{lang} {form}");
        assert_eq!(status("f-own"), "合作中（年度框架）", "{lang} {form}");
        assert_eq!(status("h-dead"), serde_json::Value::Null, "{lang} {form}");
        let archived = there.json(["show", "i-left", "--json"])["archived"].clone();
        assert_eq!(archived, "2026-11-03", "{lang} {form}");
        let log = there.read("customers/d-quoted.log.jsonl");
        assert!(log.contains(r#""text":"nobody there""#) && !log.contains("leaks"), "{log}");
    }
}

#[test]
fn every_customer_with_all_its_keys() {
    let (header, rows) = table(&team().ok(["export", "customers"]));
    insta::assert_snapshot!(header.join(" "), @r"id name aliases number grade owner since source industry country region address timezone website staff revenue founded contacts prefers need potential influence renewal plan promises dates cadence tags archived notes custom last_contact next_due next_reason language distinct status need_size budget buying_process decision referred_by outlook expansion approved lead_time tax_id");
    let ids: Vec<&str> = rows.iter().map(|row| row["id"].as_str()).collect();
    assert_eq!(ids, ["formula", "hongda", "mueller"]);
    let row = &rows[2];
    assert_eq!((row["number"].as_str(), row["tags"].as_str(), row["staff"].as_str()), ("007", "a; b", "120"));
    assert_eq!((row["last_contact"].as_str(), row["next_due"].as_str()), ("2026-11-10", "2026-11-11"));
    assert_eq!(row["notes"].trim_end(), "two\nlines");
    let contacts: serde_json::Value = serde_json::from_str(&row["contacts"]).unwrap();
    assert_eq!(contacts[0]["phone"], "+49 89 1");
    assert_eq!((rows[0]["name"].as_str(), rows[0]["country"].as_str()), ("=1+1", "NO"));
}

#[test]
fn every_entry_of_every_log() {
    let (header, rows) = table(&team().ok(["export", "entries"]));
    insta::assert_snapshot!(header.join(" "), @r"id name line day at by kind via with text reply need visit minutes next plan example state item ref amount currency margin cost from until due to why with_us competitor expected action satisfaction what files quantity unit next_time returns of answer");
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0]["text"], "said \"yes\",\nthen no");
    assert_eq!(
        (rows[0]["line"].as_str(), rows[0]["day"].as_str(), rows[0]["at"].as_str()),
        ("1", "2026-11-10", "2026-11-10T10:00:00+08:00")
    );
    assert_eq!(
        (rows[1]["amount"].as_str(), rows[1]["margin"].as_str(), rows[1]["currency"].as_str()),
        ("1200.50", "0.3", "USD")
    );
}

#[test]
fn for_a_spreadsheet() {
    let world = team();
    let text = world.ok(["export", "customers", "--spreadsheet"]);
    let text = text.strip_prefix('\u{feff}').expect("a byte order mark");
    assert!(!text.contains('\u{feff}'), "one alone");
    let (_, rows) = table(text);
    assert_eq!(rows[0]["name"], "'=1+1", "no cell starts a formula");
    assert!(!world.ok(["export"]).starts_with('\u{feff}'));
    let (_, plain) = table(&world.ok(["export", "customers"]));
    assert_eq!(plain[0]["name"], "=1+1", "the value itself without the option");
}

#[test]
fn filters_choose() {
    let world = team();
    let names = |args: &[&str]| -> Vec<String> {
        let (_, rows) = table(&world.ok([&["export", "customers"], args].concat()));
        rows.iter().map(|row| row["id"].clone()).collect()
    };
    assert_eq!(names(&["--owner", "li"]), ["mueller"]);
    assert_eq!(names(&["--grade", "D,none"]), ["formula", "hongda"]);
    assert_eq!(names(&["--country", "NO"]), ["formula"]);
    let (_, rows) = table(&world.ok(["export", "entries", "--owner", "wang"]));
    assert!(rows.is_empty());
    world.run(["export", "everything"]).refused(2, &["possible values", "maintenance"]);
    world.run(["export", "--format", "ods"]).refused(2, &["possible values", "xlsx"]);
}

/// The parts of a spreadsheet, as `unzip` or any office program sees them.
fn parts(world: &World, file: &str) -> BTreeMap<String, String> {
    crate::world::parts(std::fs::read(world.path(file)).unwrap())
}

#[test]
fn a_spreadsheet_has_numbers_days_and_no_formula() {
    let world = team();
    for table in ["maintenance", "customers", "entries"] {
        let outcome = world.run(["export", table, "--output", "list.xlsx"]);
        assert_eq!((outcome.code, outcome.stdout.as_str()), (0, ""), "{outcome:?}");
        let parts = parts(&world, "list.xlsx");
        assert!(parts.values().all(|text| !text.contains("<f>")), "{table} has a formula");
    }
    // What one program of others reads of it: the same values, typed.
    let sheet = &parts(&world, "list.xlsx")["xl/worksheets/sheet1.xml"];
    assert!(sheet.contains("<v>1200.5</v>") && sheet.contains("<v>0.3</v>"), "{sheet}");
    // 2026-11-10 as a spreadsheet counts days.
    assert!(sheet.contains("<v>46336</v>"), "{sheet}");
    world.ok(["export", "customers", "--output", "list.xlsx"]);
    let strings = &parts(&world, "list.xlsx")["xl/sharedStrings.xml"];
    assert!(strings.contains("<t>=1+1</t>") && strings.contains("<t>007</t>"), "{strings}");
    let one = parts(&world, "list.xlsx");
    world.ok(["export", "customers", "--format", "xlsx", "--output", "other"]);
    assert_eq!(one, parts(&world, "other"));
}

#[test]
fn a_chinese_spreadsheet_is_chinese_and_comes_back() {
    let world = team();
    world.ok(["--lang", "zh", "export", "--output", "客户.xlsx"]);
    let strings = &parts(&world, "客户.xlsx")["xl/sharedStrings.xml"];
    for word in ["客户编号", "李娜", "合作中", "有意向", "待转化"] {
        assert!(strings.contains(word), "{word}: {strings}");
    }
    world.ok(["--lang", "zh", "export", "entries", "--output", "记录.xlsx"]);
    let strings = &parts(&world, "记录.xlsx")["xl/sharedStrings.xml"];
    for word in ["记录人", "电话", "跟进", "订单", "李娜"] {
        assert!(strings.contains(word), "{word}: {strings}");
    }
    let outcome = world.run(["import", "客户.xlsx", "--apply"]);
    assert!(outcome.code == 0 && outcome.changed().is_empty(), "{outcome:?}");
}

#[test]
fn a_spreadsheet_has_the_colours_of_the_grades_and_wraps_what_is_long() {
    let world = standing();
    world.card("h-notes", &format!("name: h\ngrade: B\nnotes: {}\n", "液压油缸".repeat(20)));
    world.ok(["--lang", "zh", "export", "--output", "list.xlsx"]);
    let parts = parts(&world, "list.xlsx");
    let (sheet, styles) = (&parts["xl/worksheets/sheet1.xml"], &parts["xl/styles.xml"]);
    for says in ["<autoFilter", "topLeftCell=\"A2\"", "state=\"frozen\"", "orientation=\"landscape\""] {
        assert!(sheet.contains(says), "{says}: {sheet}");
    }
    assert!(parts["xl/workbook.xml"].contains("name=\"客户维护表\""));
    // Of A, C, D and E, of B, and the header's own.
    for colour in ["FFC6E0B4", "FFFFF2CC", "FFFCE4D6", "FFEDEDED", "FFDDEBF7", "FFD9D9D9"] {
        assert!(styles.contains(colour), "{colour}: {styles}");
    }
    assert!(styles.contains("wrapText=\"1\"") && styles.contains("yyyy-mm-dd"), "{styles}");
    world.ok(["export", "entries", "--output", "log.xlsx"]);
    let styles = &crate::world::parts(std::fs::read(world.path("log.xlsx")).unwrap())["xl/styles.xml"];
    assert!(styles.contains("formatCode=\"#,##0\""), "an amount in thousands: {styles}");
}

#[test]
fn an_export_never_writes_over_the_workspaces_own_files() {
    let world = team();
    for file in ["crm.yaml", "customers/mueller.yaml", "customers/new.csv", ".crm/x.xlsx"] {
        let outcome = world.run(["export", "--output", file]);
        outcome.refused(2, &["own files"]);
        assert!(outcome.changed().is_empty());
    }
    world.ok(["export", "--output", "list.csv"]);
    assert_eq!(world.read("list.csv"), world.ok(["export"]));
    world.ok(["export", "--output", "me.vcf"]);
    assert!(world.read("me.vcf").starts_with("BEGIN:VCARD"));
}

#[test]
fn libreoffice_opens_the_spreadsheet() {
    let Some(office) = tool("soffice") else { return };
    let world = team();
    world.ok(["export", "entries", "--output", "log.xlsx"]);
    let home = world.path("home-of-the-office");
    let done = Command::new(office)
        .arg(format!("-env:UserInstallation=file://{}", home.display()))
        .args([
            "--headless",
            "--convert-to",
            "csv:Text - txt - csv (StarCalc):44,34,76",
            "--outdir",
            "out",
            "log.xlsx",
        ])
        .current_dir(world.root())
        .output()
        .unwrap();
    assert!(done.status.success(), "{done:?}");
    let (_, rows) = table(&world.read("out/log.csv"));
    assert_eq!(rows.len(), 2);
    assert_eq!((rows[0]["day"].as_str(), rows[1]["amount"].as_str()), ("2026-11-10", "1,200.50"));
    assert_eq!(rows[0]["text"], "said \"yes\",\nthen no");
}

#[test]
fn a_name_that_promises_another_form_is_refused() {
    let world = team();
    for name in ["l.ods", "l.XLS", "l.pdf"] {
        world.run(["export", "--output", name]).refused(2, &["crm writes no .", "--format csv"]);
        assert!(!world.path(name).exists(), "{name}");
        world.ok(["export", "--output", name, "--format", "csv"]);
    }
    world.ok(["export", "--output", "l.CSV"]);
    world.ok(["export", "--output", "l"]);
}

#[test]
fn a_spreadsheet_of_customers_for_people_has_no_codes() {
    let world = team();
    world.put("crm.yaml", "version: 1\npeople: {li: {name: 李娜}, wang: {name: 王强}}\n");
    world.card(
        "hongda",
        "name: 宏达机械\nowner: li\ncontacts:\n  - {name: 王芳, position: 采购经理, phone: \"13800138000\", email: wf@hongda.example, chat: {wechat: wf88}}\n  - {name: 陈刚}\ncustom: {erp: K-1}\n",
    );
    world.log(
        "hongda",
        &[
            r#"{"at":"2026-11-02T09:00:00+08:00","by":"li","kind":"owner","from":"wang","to":"li"}"#,
            r#"{"at":"2026-11-03T09:00:00+08:00","by":"li","kind":"note","text":"spread over the working days"}"#,
        ],
    );
    world.ok(["--lang", "zh", "export", "customers", "--output", "客户.xlsx"]);
    let strings = parts(&world, "客户.xlsx")["xl/sharedStrings.xml"].clone();
    for word in ["王芳，采购经理 · 13800138000 · wf@hongda.example · 微信 wf88\n陈刚", ">原因<", "erp：K-1"]
    {
        assert!(strings.contains(word), "{word}: {strings}");
    }
    for none in ["{", "原因代码", "first-contact", "ask_first"] {
        assert!(!strings.contains(none), "{none}: {strings}");
    }
    world.ok(["--lang", "zh", "export", "entries", "--output", "记录.xlsx"]);
    let strings = &parts(&world, "记录.xlsx")["xl/sharedStrings.xml"];
    for word in [">王强<", ">李娜<", ">分摊到各工作日<"] {
        assert!(strings.contains(word), "{word}: {strings}");
    }
    assert!(!strings.contains("wang"), "{strings}");
    // Programs get what they got: in JSON and CSV, in every language.
    let csv = world.ok(["--lang", "zh", "export", "customers"]);
    assert!(csv.contains("\"\"name\"\":\"\"王芳\"\"") && csv.contains("next_reason"), "{csv}");
    // It changes nobody when it comes back.
    let outcome = world.run(["import", "客户.xlsx", "--apply"]);
    assert!(outcome.code == 0 && outcome.changed().is_empty(), "{outcome:?}");
}

#[test]
fn no_folder_is_made_for_a_file_whose_path_has_a_slip() {
    let world = team();
    for args in [
        &["export", "--output", "lists/list.csv"][..],
        &["export", "--output", "lists/deep/list.xlsx"],
        &["import", "list.csv", "--rejects", "lists/bad.csv"],
        &["import", "list.csv", "--save-map", "lists/map.yaml"],
    ] {
        world.put("list.csv", "name\nAcme\n");
        let outcome = world.run(args);
        outcome.refused(2, &["there is no folder lists", "mkdir -p lists"]);
        assert!(outcome.changed().is_empty(), "{outcome:?}");
    }
}
