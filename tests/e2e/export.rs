use std::collections::HashMap;

use crate::world::World;

fn team() -> World {
    let world = World::new();
    world
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

#[test]
fn the_maintenance_list_has_fifteen_columns() {
    let world = team();
    let text = world.ok(["export"]);
    let (header, rows) = table(&text);
    insta::assert_snapshot!(header.join("|"), @r"customer number|name|industry|size|contact|position|class|current status|owner|last follow-up|summary|customer's feedback|next follow-up|change of strategy|remarks");
    assert_eq!((header.len(), rows.len()), (15, 3));
    let mueller = rows.iter().find(|row| row["name"] == "Müller, \"Maschinen\"").unwrap();
    assert_eq!(mueller["last follow-up"], "2026-11-10");
    assert_eq!(mueller["next follow-up"], "2026-11-11");
    assert_eq!(mueller["owner"], "li");
    assert!(text.lines().all(|line| !line.contains('\r')) && text.contains("\r\n"), "RFC 4180 line ends");
    let (chinese, translated) = table(&world.ok(["--lang", "zh", "export"]));
    insta::assert_snapshot!(chinese.join("|"), @r"客户编号|客户名称|所属行业|企业规模|联系人|职位|客户分类|当前状态|维护责任人|上次跟进时间|跟进内容摘要|客户反馈|下次跟进时间|维护策略调整|备注");
    for (one, other) in rows.iter().zip(&translated) {
        for (en, zh) in header.iter().zip(&chinese) {
            assert_eq!(one[en], other[zh], "values are never translated");
        }
    }
}

#[test]
fn every_customer_with_all_its_keys() {
    let (header, rows) = table(&team().ok(["export", "customers"]));
    insta::assert_snapshot!(header.join(" "), @r"id name aliases number grade owner since source industry country region address timezone website staff revenue founded contacts prefers need potential influence renewal plan promises dates cadence tags archived notes custom last_contact next_due next_reason distinct");
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
    insta::assert_snapshot!(header.join(" "), @r"id name line day at by kind via with text reply need visit minutes next plan example state item ref amount currency margin cost from until due to why");
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
    world.run(["export", "--format", "xlsx"]).refused(2, &["possible values"]);
}
