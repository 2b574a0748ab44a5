//! Sentences that a Chinese salesperson met in English, or in no Chinese that anybody speaks.

use crate::world::World;

const RULES: &str = "version: 2\npeople:\n  li: {name: 李娜, hours_a_week: 10}\n  wang: {name: 王强, hours_a_week: 10}\nmoves: {recheck: 1 month}\n";

fn world() -> World {
    let world = World::new();
    world.put("crm.yaml", RULES);
    world.card(
        "hongda",
        "name: 宏达机械\ngrade: C\nowner: li\nsince: 2026-09-01\ncontacts:\n  - {name: 王芳}\n",
    );
    world.card("huamei", "name: 华美\nowner: li\nsince: 2026-09-01\n");
    // Nobody has ever confirmed this grade.
    world.card("laoke", "name: 老客户\ngrade: A\nowner: wang\nsince: 2024-09-01\n");
    world.card("gonghai", "name: 公海客户\nsince: 2026-10-01\n");
    world
}

/// What a command answers and says, in Chinese.
fn said(world: &World, line: &str) -> String {
    let outcome = world.call(["--lang", "zh", "--no-input"].into_iter().chain(line.split(' '))).run();
    outcome.stdout + &outcome.stderr
}

#[test]
fn what_is_taken_back_is_told_by_its_name_and_in_chinese() {
    for (line, want) in [
        ("log hongda 聊过 --via call --reply positive", "已撤销：宏达机械 · 电话，有意向：聊过（crm log，"),
        ("log hongda --payment 9000 --force", "已撤销：宏达机械 · 收款，9,000 USD（crm log，"),
        ("log hongda 漏油 --complaint opened --ref C1", "已撤销：宏达机械 · 投诉，待答复"),
        ("log hongda 大单 --order 12000 --margin 0.3", "已撤销：宏达机械 · 订单，毛利率 30%，"),
        ("grade hongda B --why 试试", "已撤销：宏达机械 · 定级，C → B：试试（crm grade，"),
        ("assign hongda wang --why 休假", "已撤销：宏达机械 · 换负责人，李娜 → 王强：休假（crm assign，"),
        ("set hongda region=深圳", "已撤销：宏达机械（crm set，"),
        ("add 新客户", "已撤销：新客户（crm add，"),
    ] {
        let world = world();
        let done = said(&world, line);
        let shown = said(&world, "undo --dry-run");
        assert!(shown.contains(&want.replace("已撤销", "将撤销")), "{line}: {done}{shown}");
        let told = said(&world, "undo");
        assert!(told.contains(want), "{line}: {told}");
    }
}

#[test]
fn sentences_are_chinese() {
    let world = world();
    for (line, want) in [
        (
            "init /proc/nothing",
            "错误：无法为 /proc/nothing/crm.yaml 新建文件夹\n  原因：没有这个文件或文件夹\n",
        ),
        ("import /nothing.csv", "错误：无法读取 /nothing.csv\n  原因：没有这个文件或文件夹\n"),
        ("log hongda x --at 不知道", "建议：--at 昨天、\"昨天下午3点\"、14:30、2小时前、11月20日"),
        ("log huamei 再联系 --via call --next 2026-12-31", "已记下 12月31日 周四，定级后生效\n"),
        ("log hongda 聊过 --via whatsapp", "宏达机械（hongda）：已记录：WhatsApp\n"),
        ("claim gonghai --by wang", "公海客户（gonghai）已归王强\n"),
        ("log hongda --invoice 100 --ref I1", "已记录：发票"),
        ("log hongda --payment 100 --ref I2", "原因：未结的发票：I1\n"),
        ("dupes --distinct hongda 宏达", "错误：两个写的是同一个客户：hongda\n"),
        ("pool", "没有可认领的客户"),
        ("review", "\n待核实、待复核\n"),
        ("review", "等级从未确认\n"),
        ("log hongda 报价 --quote 5000 --ref Q1", "已记录：报价"),
        ("show hongda", "5,000 USD · 11月20日，今天\n"),
        ("merge --help", "直接合并，不再询问（也可写 --yes）\n"),
    ] {
        let told = said(&world, line);
        assert!(told.contains(want), "{line}: {want:?} is not in:\n{told}");
    }
}

#[test]
fn no_usual_slip_in_a_file_is_told_in_english() {
    let world = world();
    for (number, text) in [
        "contacts:\n  - name 张三\n",
        "contacts: 张三\n",
        "tags: 老客户\n",
        "staff: [1]\n",
        "custom: x\n",
        "tags: [一, 二\nplan: x\n",
        "prefers: {channel: call\nplan: x\n",
        "plan: 一\n need: target\n",
        "tags:\n  - 一\n  need: target\n",
        "plan: \"报价\nneed: target\n",
        "plan: 报价: 一\n",
        "plan: @李娜\n",
        "plan\nneed: target\n",
        "- plan\n",
        "plan: \"一\\q\"\n",
        "plan: 一\n\tneed: target\n",
        "need: 有\n",
        "since: 2026-12-24\n",
    ]
    .iter()
    .enumerate()
    {
        world.card(&format!("x{number}"), &format!("name: 甲\n{text}"));
    }
    let lines = [
        "{\"at\":}",
        "{\"at\" 1}",
        "{\"at\":1 \"by\":2}",
        "{at:1}",
        "{\"at\":1,}",
        "{\"at\":1}}",
        "{“at”:1}",
        "x",
        "[1]",
    ];
    world.log("hongda", &lines);
    let told = said(&world, "check");
    for english in ["expected", "found", "invalid", "trailing", "allowed", "must", "not "] {
        let wrong: Vec<&str> = told.lines().filter(|line| line.contains(english)).collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
    for want in [
        "「contacts[0]」这里应该是键值对（键: 值），写的却是文字「name 张三」",
        "「since」写的是 2026-12-24，晚于今天；已发生的事不能晚于今天",
    ] {
        assert!(told.contains(want), "{want}\n{told}");
    }
}
