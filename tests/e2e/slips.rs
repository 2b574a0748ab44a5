//! What is typed is what is meant, or it is refused with what could be: as a saleswoman with a Chinese shell meets it.
use serde_json::json;

use crate::world::{Outcome, World};

/// Of Li, with one customer, on Friday, 20 November 2026.
fn team() -> World {
    let world = World::new();
    world.put(
        "crm.yaml",
        "version: 2\npeople: {li: {name: 李娜}, wang: {name: 王强}}\ncalendar:\n  holidays:\n    - {on: 2027-02-05, until: 2027-02-11, what: 春节}\n",
    );
    world.card(
        "hongda",
        "name: 宏达机械\ngrade: C\nowner: li\nsince: 2026-01-05\ncontacts:\n  - name: 王芳\n  - name: Anna Müller\n",
    );
    world
}

fn zh(world: &World, args: &[&str]) -> Outcome {
    world.run([&["--lang", "zh"], args].concat())
}

fn log(world: &World, args: &[&str]) -> Outcome {
    zh(world, &[&["log", "宏达"], args].concat())
}

#[test]
fn a_day_that_can_be_two_is_asked_about() {
    let world = team();
    for (args, says) in [
        (&["x", "--next", "11月1日"][..], &["「11月1日」今年的已经过去", "--next 2027-11-01"][..]),
        (&["x", "--next", "2月29日"], &["没有「2月29日」这一天", "2027-02-28", "2027-03-01"]),
        (&["x", "--next", "12月中旬"], &["不是某一天", "2026-12-11", "2026-12-20"]),
        (&["x", "--next", "12/3"], &["2026-12-03", "2027-03-12"]),
        (&["x", "--next", "国庆后"], &["「国庆后」不是日期", "下周一"]),
        (&["x", "--next", "100年"], &["超过 5 年", "--next 周五"]),
        (&["x", "--next", "2062-12-03"], &["超过 5 年"]),
        (&["x", "--at", "12月3日"], &["2026-12-03 还没到", "--at 2025-12-03", "--next 2026-12-03"]),
        (&["x", "--at", "3点"], &["03:00", "15:00"]),
        (&["x", "--at", "改天"], &["--at 昨天、\"昨天下午3点\""]),
        (&["x", "--at", "2小时前"], &["要从现在算起"]),
        (&["--invoice", "100", "--due", "明天下午3点"], &["这里只记日期", "--due 2026-11-21"]),
        (&["--contract", "5万", "--from", "11月1日"], &["--from 2027-11-01，或 --from 2026-11-01"]),
    ] {
        log(&world, args).refused(2, says);
    }
    for (args, key, want) in [
        (&["x", "--next", "春节后"][..], "next", "2027-02-12"),
        (&["x", "--next", "２０２６－１２－０３"], "next", "2026-12-03"),
        (&["--contract", "5万", "--from", "12月1日", "--until", "11月25日"], "until", "2027-11-25"),
        (&["--invoice", "100", "--due", "10日"], "due", "2026-12-10"),
        (&["x", "--at", "昨天下午3点"], "at", "2026-11-19T15:00"),
    ] {
        assert_eq!(log(&world, args).code, 0, "{args:?}");
        let found = world.last("hongda")[key].as_str().unwrap_or_default().to_owned();
        assert!(found.starts_with(want), "{args:?}: {found}");
    }
}

#[test]
fn an_hour_that_is_not_kept_is_said() {
    let world = team();
    let told = log(&world, &["x", "--next", "明天下午3点"]);
    assert!(!told.whole().contains("只记日期"), "{}", told.whole());
    assert_eq!(world.last("hongda")["next_time"], "15:00");
    log(&world, &["x", "--next", "下周一上午"]).says(&["没写几点，只记日期"]);
    assert_eq!(world.last("hongda")["next"], "2026-11-23");
}

#[test]
fn people_and_channels_are_known_or_new_but_never_slips() {
    let world = team();
    for (args, says) in [
        (&["x", "--with", "王方"][..], &["没有联系人「王方」", "--with 王芳", "--force"][..]),
        (&["x", "--with", "Ana Müller"], &["--with Anna Müller"]),
        (&["x", "--via", "电活"], &["是不是 --via 电话"]),
        (&["x", "--via", "微言"], &["是不是 --via 微信", "--force"]),
        (&["x", "--via", "eamil"], &["email"]),
        (&["x", "--by", "王墙"], &["王强（wang）"]),
    ] {
        log(&world, args).refused(2, says);
    }
    for (args, key, want, says) in [
        (&["x", "--with", "王芳"][..], "with", "王芳", ""),
        (&["x", "--with", "Anna müller"], "with", "Anna Müller", ""),
        (&["x", "--with", "王方", "--force"], "with", "王方", ""),
        (&["x", "--with", "赵敏"], "with", "赵敏", "crm set hongda contacts+=\"赵敏\""),
        (&["x", "--via", "微博"], "via", "微博", ""),
        (&["x", "--via", "电活", "--force"], "via", "电活", ""),
        (&["x", "--by", "王"], "by", "wang", ""),
        (&["x", "--by", "我"], "by", "li", ""),
        (&["x", "--by", "张三"], "by", "张三", "团队里没有「张三」，仍按此记录"),
    ] {
        let told = log(&world, args);
        assert_eq!((told.code, &world.last("hongda")[key]), (0, &json!(want)), "{args:?}");
        told.says(&[says]);
        assert_eq!(told.stderr.is_empty(), says.is_empty(), "{args:?}: {}", told.stderr);
    }
    zh(&world, &["assign", "宏达", "公海"]).says(&[]);
    assert!(!world.read("customers/hongda.yaml").contains("owner"));
    assert_eq!(zh(&world, &["list", "--owner", "公海", "-f", "ids"]).stdout, "hongda\n");
    assert_eq!(zh(&world, &["set", "宏达", "owner=我"]).code, 0);
    assert_eq!(zh(&world, &["list", "--owner", "我、王", "-f", "ids"]).stdout, "hongda\n");
    let stranger = zh(&world, &["list", "--owner", "李四"]);
    assert!(
        !stranger.refused(2, &["李娜（li）、王强（wang）"]).stderr.contains("是不是"),
        "{}",
        stranger.stderr
    );
}

#[test]
fn what_has_not_begun_is_not_written_as_done() {
    let world = team();
    zh(&world, &["add", "华美", "--since", "后天"]).refused(2, &["2026-11-22 还没到", "--since 2026-11-20"]);
    zh(&world, &["set", "宏达", "since=2026-12-20"]).refused(2, &["since=2026-11-20", "--next 2026-12-20"]);
    zh(&world, &["set", "宏达", "archived=明天"]).refused(2, &["archived：2026-11-21 还没到"]);
    let card = world.read("customers/hongda.yaml");
    world.put("customers/hongda.yaml", format!("{card}archived: 2026-12-03\n"));
    assert_eq!(zh(&world, &["archive", "宏达"]).code, 0);
    assert!(world.read("customers/hongda.yaml").contains("archived: 2026-11-20"));
}

#[test]
fn amounts_and_minutes_are_possible_ones() {
    let world = team();
    log(&world, &["x", "--minutes", "3000"]).refused(2, &["「3000」超过一天"]);
    log(&world, &["--order", "100", "--currency", "XYZ"]).refused(2, &["没有 XYZ 这种货币", "rates:"]);
    log(&world, &["--order", "100", "--currency", "USB"]).refused(2, &["是不是 USD？"]);
    log(&world, &["--order", "100", "--currency", "贝壳"]).refused(2, &["「贝壳」不是货币"]);
    log(&world, &["--order", "若干"]).refused(2, &["1.2万、3万美元"]);
    for (typed, amount, currency) in
        [("1万2", "12000", "USD"), ("3百万", "3000000", "USD"), ("10万日元", "100000", "JPY")]
    {
        assert_eq!(log(&world, &["--order", typed]).code, 0, "{typed}");
        let order = world.last("hongda");
        assert_eq!((&order["amount"], &order["currency"]), (&json!(amount), &json!(currency)), "{typed}");
    }
    assert_eq!(log(&world, &["--order", "100", "--margin", "30％"]).code, 0);
    assert_eq!(world.last("hongda")["margin"], json!("0.3"));
}

#[test]
fn an_entry_before_the_newest_of_its_thing_is_said_to_count_less() {
    let world = team();
    log(&world, &["--complaint", "提出", "--ref", "C1", "--at", "11月18日"]);
    log(&world, &["--complaint", "答复", "--ref", "C1"]);
    let told = log(&world, &["--complaint", "解决", "--ref", "C1", "--at", "昨天"]);
    told.says(&["投诉C1有更晚的记录", "以较晚的为准"]);
    assert_eq!(told.code, 0);
}

#[test]
fn a_mistyped_command_makes_no_folder() {
    let world = team();
    zh(&world, &["man", "duee"]).refused(2, &["是不是 crm man due？", "./duee"]);
    assert!(!world.path("duee").exists());
    assert_eq!(zh(&world, &["man", "pages"]).code, 0);
    assert!(world.path("pages").is_dir());
}

#[test]
fn lists_are_parted_by_any_comma_and_named_in_the_language_of_the_reader() {
    let world = team();
    assert_eq!(zh(&world, &["set", "宏达", "country=大陆", "cadence=两周", "potential=高"]).code, 0);
    let card = world.read("customers/hongda.yaml");
    for line in ["country: CN", "cadence: 2 weeks", "potential: high"] {
        assert!(card.contains(line), "{card}");
    }
    for args in [
        &["--country", "德国、中国"][..],
        &["--grade", "重潜、A类"],
        &["--grade", "A级，C类客户"],
        &["--need", "有需求、无"],
    ] {
        let found = zh(&world, &[&["list", "-f", "ids"], args].concat());
        assert_eq!(found.code, 0, "{args:?}: {}", found.stderr);
    }
    assert_eq!(zh(&world, &["list", "--country", "德国、中国", "-f", "ids"]).stdout, "hongda\n");
    assert!(zh(&world, &["list", "--columns", "名称、负责人"]).stdout.contains("李娜"));
    assert_eq!(zh(&world, &["list", "--view", "金字塔"]).code, 0);
    zh(&world, &["list", "--columns", "颜色"]).refused(2, &["名称、负责人", "金字塔"]);
    zh(&world, &["review", "--only", "升级"]).refused(2, &["订单、样品", "久未下单"]);
    assert_eq!(zh(&world, &["review", "--only", "未定级、订单"]).code, 0);
    log(&world, &["x", "--kind", "合约"]).refused(2, &["报价", "发票"]);
    for (typed, says) in [("欧洲", "国家名称，或两位字母代码"), ("Germny", "是不是德国（DE）？")]
    {
        zh(&world, &["list", "--country", typed]).refused(2, &[says]);
    }
    zh(
        &world,
        &["add", "华美", "--grade", "A类", "--need", "有需求", "--potential", "高", "--owner", "公海"],
    )
    .says(&[]);
    let card = world.read("customers/huamei.yaml");
    for line in ["grade: A", "need: target", "potential: high"] {
        assert!(card.contains(line), "{card}");
    }
}
