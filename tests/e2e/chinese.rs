//! What a Chinese sales manager without English reads: no half English, and the words of the trade.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_yaml::Value;

use crate::commands::{self, Book, Call, Known, Nature, Reach};
use crate::world::{World, repository};

/// The words of the trade, and those that stood for them and must not come back.
const NOT: &[(&str, &str)] = &[
    ("样品客户", "样单客户"),
    ("高潜力客户", "重潜客户"),
    ("一般潜力客户", "普潜客户"),
    ("无潜力客户", "无潜客户"),
    ("开发期", "获取期"),
    ("成长期", "提升期"),
    ("流失期", "离开期"),
    ("离开你", "退回公海，从你名下退回公海"),
    ("离开了你", "从你名下退回公海"),
    ("离开负责人", "退回公海"),
    ("回到公海", "退回公海"),
    ("已提醒负责人", "即将退回公海"),
    ("释放", "退回公海"),
    ("清理", "自动回收"),
    ("天内跟进", "共跟进5次（分5天）"),
    ("迟到", "逾期完成"),
    ("未做各", "未跟进"),
    ("还可承担", "还可再跟进：A 级 187 个"),
    ("必须联系一次", "至少每3个月联系一次"),
    ("次回应", "常有回复（4次中3次）"),
    ("有回应", "常有回复"),
    ("保持订单不断", "稳定返单"),
    ("样品变成首单", "推动样单转首单"),
    ("旧账", "久拖未跟"),
    ("通道", "队列"),
    ("第3级，共3级", "三级催款"),
    ("非活跃", "不活跃客户"),
    ("疑似客户", "待开发客户"),
    ("用法:", "用法：crm [选项] <命令>"),
    ("followup 记录", "跟进记录"),
];

/// What is asked, and told of a slip, in Chinese only: its own words for days and classes, and what the people of
/// the example may not do.
const OWN: &[&str] = &[
    "due --within 1个月",
    "dates --within 2个月",
    "list --in 金字塔=没有",
    "agenda --month --owner wang -f md",
    "agenda --owner chen -f html",
    "handover li --to wang,chen",
    "release krakow --why 没有精力 --by li",
];

const BOOK: &Book = &[
    ("ID", "hongkong-wingtat"),
    ("OTHER", "krakow"),
    ("FREE", "ohio"),
    ("TEXT", "没有精力"),
    ("WRONG", "没有"),
    ("LIST", "没有.csv"),
];

/// What shows keys, lines and tables of files as they stand there.
const AS_IT_IS: &[&str] = &["archive", "diff", "export", "forget", "import", "merge", "set", "undo"];

/// Whose pages have what others don't.
const OTHERS: &[&str] = &["rheinland", "krakow", "singapore", "lima", "jakarta"];

/// Everything that is read without writing, and what a slip is told.
fn reading() -> Vec<Vec<String>> {
    let mut lines: Vec<Vec<String>> =
        OWN.iter().map(|line| line.split(' ').map(str::to_owned).collect()).collect();
    let read = commands::calls(&[Nature::Asks, Nature::Refused]);
    // A narrow column cuts what somebody has written where nobody can tell whose words they are, and without a
    // repository the answer is git's commands.
    let is_read = |known: &Known, call: &Call| {
        let is_gits = call.line.starts_with("check --");
        known.reach != Reach::Nothing
            && !(AS_IT_IS.contains(&known.name) || is_gits || call.line.contains(",plan,"))
    };
    for (known, call) in read.filter(|(known, call)| is_read(known, call)) {
        lines.push(call.typed(BOOK));
        if known.name == "show" {
            lines.extend(OTHERS.iter().map(|id| call.typed(&[("ID", id), ("WRONG", "没有这个客户")])));
        }
    }
    lines
}

fn said(world: &World, args: &[impl AsRef<str>]) -> String {
    let own = args.iter().map(AsRef::as_ref);
    let call = world.call(["--lang", "zh", "--no-input"].into_iter().chain(own)).env("COLUMNS", "200");
    let outcome = call.run();
    outcome.stdout + &outcome.stderr
}

#[test]
fn the_words_of_the_trade_are_said_everywhere() {
    let mut wrong = Vec::new();
    let mut read = |place: &str, text: &str| {
        for (not, but) in NOT {
            if text.contains(not) {
                wrong.push(format!("{place}: {not}, not {but}"));
            }
        }
    };
    let world = World::example();
    for args in &reading() {
        read(&args.join(" "), &said(&world, args));
    }
    for page in ["", "due", "log", "agenda", "pool", "release", "review", "list", "man", "safety", "privacy"]
    {
        read(page, &said(&world, &["help", page]));
    }
    let mut files = Vec::new();
    for folder in ["src", "examples/schemes", "schema"] {
        collect(&repository().join(folder), &mut files);
    }
    files.extend(["README.md", "examples/export-team/crm.yaml"].map(|name| repository().join(name)));
    for file in files {
        read(&file.display().to_string(), &fs::read_to_string(&file).unwrap());
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn collect(folder: &Path, files: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.extension().and_then(|end| end.to_str()) {
            // Which characters are the same is not text for anybody.
            _ if path.ends_with("hanzi.rs") || path.ends_with("tables") => {}
            None => collect(&path, files),
            Some("rs" | "yaml" | "md" | "txt") => files.push(path),
            Some(_) => {}
        }
    }
}

/// Latin words that Chinese has, too: units, currencies, grades, formats, and keys and values of files where
/// they are named as such.
const LATIN: &[&str] = &[
    // Grades and views that are letters.
    "A",
    "B",
    "C",
    "D",
    "E",
    "S",
    "ABC",
    // Currencies.
    "USD",
    "EUR",
    "CNY",
    "GBP",
    "JPY",
    // Chat services.
    "WhatsApp",
    "LINE",
    "Viber",
    "Zalo",
    "KakaoTalk",
    "Telegram",
    // Files and their keys, and what is typed.
    "crm.yaml",
    "cadence",
    "lead_time",
    "since",
    "people",
    "pool",
    "none",
    "li",
    "wang",
    "chen",
    "nobody",
    "for",
    "required",
    "received",
    // Languages by their codes.
    "zh",
];

/// The sections of `crm.yaml` whose keys a derivation names, and the ending of a log.
const SECTIONS: &[&str] = &["cadence", "complaint", "grades", "log", "pool", "views"];

#[test]
fn no_english_word_stands_in_a_chinese_answer() {
    let world = World::example();
    let own = own_words(&world);
    let mut wrong = BTreeSet::new();
    for args in reading().iter().filter(|args| args.last().is_none_or(|form| form != "html")) {
        let text = said(&world, args);
        for word in latin(&without(&text, &own)) {
            let is_key = word.split_once('.').is_some_and(|(section, _)| SECTIONS.contains(&section));
            if !is_key && !LATIN.contains(&word.as_str()) {
                wrong.insert(format!("{word}: crm {}", args.join(" ")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.into_iter().collect::<Vec<_>>().join("\n"));
}

#[test]
fn what_a_chinese_list_shows_can_be_typed() {
    let world = World::example();
    let ids = |class: &str| world.ok(["list", "--in", class, "-f", "ids"]);
    for (zh, en) in [
        ("金字塔=大客户,中客户", "pyramid=big,medium"),
        ("生命周期=提升期、成熟期", "lifecycle=growth,maturity"),
        ("关系=长期客户", "relationship=long-term"),
        ("成交状态=已成交", "deal=won"),
        ("价值=A", "value=A"),
    ] {
        assert_eq!(ids(zh), ids(en), "{zh}");
        assert!(!ids(zh).is_empty(), "{zh}");
    }
    for line in
        ["log krakow 已寄出 --via 微信 --reply 有意向 --next 周五", "log krakow --sample 已寄样 --ref S-1"]
    {
        world.ok(line.split(' '));
    }
    assert_eq!(world.run(["log", "krakow", "x", "--via", "微信", "--dry-run"]).code, 0);
}

#[test]
fn people_and_countries_have_their_chinese_names_and_machines_their_codes() {
    let world = World::example();
    let columns = ["--columns", "id,owner,country"];
    let zh = said(&world, &[&["list", "hongkong-wingtat"], &columns[..]].concat());
    assert!(zh.contains("hongkong-wingtat  李娜    香港"), "{zh}");
    let csv = said(&world, &[&["list", "hongkong-wingtat", "-f", "csv"], &columns[..]].concat());
    assert_eq!(csv, "id,owner,country\r\nhongkong-wingtat,li,HK\r\n");
    assert!(world.ok(["list", "hongkong-wingtat"]).contains("  li  "), "English names the id");
    let page = said(&world, &["show", "mueller"]);
    assert!(page.contains("德国 · Bavaria") && page.contains("负责人    Chen Yu"), "{page}");
}

#[test]
fn what_a_sweep_writes_is_read_in_both_languages() {
    let world = World::example();
    world.call(["--lang", "zh", "pool", "--sweep", "--apply"]).run();
    let why = "no follow-up for 6 months (rule pool.after.E.followup), last 2026-05-20";
    assert_eq!(log_of(&world, "ohio-lift-gates")["why"], why, "the same, whoever runs it");
    let zh = said(&world, &["show", "ohio"]);
    assert!(
        zh.contains("Chen Yu → 公海：6个月没有跟进（规则 pool.after.E.followup），最近一次 2026-05-20"),
        "{zh}"
    );
    assert!(world.ok(["show", "ohio"]).contains("chen → pool: no follow-up for 6 months"));
}

/// The last line of a customer's log, wherever it is.
fn log_of(world: &World, id: &str) -> serde_json::Value {
    let files = world.files();
    let log = files.iter().find(|(path, _)| path.ends_with(&format!("/{id}.log.jsonl")));
    let text = String::from_utf8(log.unwrap().1.clone()).unwrap();
    serde_json::from_str(text.lines().last().unwrap()).unwrap()
}

#[test]
fn new_files_are_explained_in_chinese() {
    let world = World::bare();
    let zh = |args: &[&str]| said(&world, args);
    zh(&["init"]);
    zh(&["add", "宏达机械"]);
    assert!(
        world
            .read("crm.yaml")
            .lines()
            .nth(1)
            .is_some_and(|line| line.starts_with("# crm.yaml：本工作区的规则。"))
    );
    let card = world.read("customers/hongda-jixie.yaml");
    assert!(
        card.contains("# need: target            # target 有需求、potential 潜在、dead 无需求\n"),
        "{card}"
    );
    assert!(!card.contains(" or ") && !card.contains("without"), "{card}");
    assert!(zh(&["check"]).contains("错误 0 个，警告 0 个"));
    let world = World::bare();
    world.ok(["init"]);
    let second = world.read("crm.yaml").lines().nth(1).map(str::to_owned);
    assert!(second.is_some_and(|line| line.starts_with("# crm.yaml: the rules of this workspace.")));
}

#[test]
fn manual_pages_are_in_the_language_of_the_reader() {
    let world = World::new();
    let page = world.call(["man"]).env("LANG", "zh_CN.UTF-8").run().stdout;
    for zh in [
        ".SH 名称\ncrm \\- 客户跟进管理",
        ".SH 用法\n\\fBcrm\\fR [选项] <命令>",
        ".SH 命令",
        "\\fI<文件夹>\\fR",
    ] {
        assert!(page.contains(zh), "{zh}\n{page}");
    }
    assert!(!page.contains("SYNOPSIS") && !page.contains("OPTIONS"), "{page}");
    assert!(world.ok(["man"]).contains(".SH SYNOPSIS"));
}

/// What people wrote in the workspace: names, texts, numbers; without the words that the format knows, for
/// which an answer has Chinese.
fn own_words(world: &World) -> Vec<Vec<char>> {
    const FORMAT: &[&str] = &[
        "need",
        "potential",
        "grade",
        "country",
        "channel",
        "meeting",
        "owner",
        "kind",
        "via",
        "reply",
        "state",
        "visit",
        "by",
        "from",
        "to",
        "at",
        "next",
    ];
    fn add(value: &Value, words: &mut BTreeSet<String>) {
        match value {
            Value::String(text) => {
                words.insert(text.clone());
                words.extend(text.lines().map(str::to_owned));
            }
            Value::Sequence(items) => items.iter().for_each(|item| add(item, words)),
            Value::Mapping(map) => {
                for (key, value) in map {
                    if !key.as_str().is_some_and(|key| FORMAT.contains(&key)) {
                        add(value, words);
                    }
                }
            }
            _ => {}
        }
    }
    let mut words = BTreeSet::new();
    for (path, bytes) in world.files().iter().filter(|(path, _)| path.starts_with("customers/")) {
        let text = String::from_utf8_lossy(bytes);
        let name = path.rsplit('/').next().unwrap();
        let id = name.split('.').next().unwrap();
        words.extend([name.to_owned(), id.to_owned()]);
        let documents: Vec<Value> = match name.ends_with(".jsonl") {
            true => text.lines().map(|line| serde_yaml::from_str(line).unwrap()).collect(),
            false => vec![serde_yaml::from_str(&text).unwrap()],
        };
        documents.iter().for_each(|document| add(document, &mut words));
    }
    for (path, bytes) in world.files().iter().filter(|(path, _)| path.starts_with("templates/")) {
        let text = String::from_utf8_lossy(bytes);
        let stem = path.rsplit('/').next().unwrap().split('.').next().unwrap();
        words.insert(stem.to_owned());
        let head: Value = serde_yaml::from_str(text.split("---\n").nth(1).unwrap()).unwrap();
        add(&head, &mut words);
    }
    words.extend(["Chen Yu", "National Day", "New Year"].map(str::to_owned));
    let has_latin = |word: &String| word.chars().any(|c| c.is_ascii_alphabetic());
    let plain = |word: &String| word.chars().filter(|c| !c.is_whitespace() && *c != '\\').collect();
    let mut words: Vec<Vec<char>> = words.iter().filter(|word| has_latin(word)).map(plain).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words
}

/// An answer without what people wrote, however it was broken into lines, and without what is typed.
fn without(text: &str, own: &[Vec<char>]) -> String {
    let text: Vec<char> = text.chars().filter(|c| *c != '\\').collect();
    let (mut out, mut at) = (String::new(), 0);
    while at < text.len() {
        let is_begun = at == 0 || !text[at - 1].is_ascii_alphanumeric();
        let end = is_begun.then(|| own.iter().find_map(|word| end_of(&text, at, word))).flatten();
        match end {
            Some(end) => {
                out.push('·');
                at = end;
            }
            None => {
                out.push(text[at]);
                at += 1;
            }
        }
    }
    out
}

/// Where a word ends that begins here, whatever blanks stand in it; a long one may be cut: `…`.
fn end_of(text: &[char], from: usize, word: &[char]) -> Option<usize> {
    let mut at = from;
    for (index, c) in word.iter().enumerate() {
        while index > 0 && text.get(at).is_some_and(|c| c.is_whitespace()) {
            at += 1;
        }
        match text.get(at) {
            Some('…') if index > 40 => return Some(at + 1),
            Some(here) if here == c => at += 1,
            _ => return None,
        }
    }
    let is_over = |c: &char| !c.is_ascii_alphanumeric();
    text.get(at)
        .is_none_or(|c| is_over(c) || !word.last().is_some_and(char::is_ascii_alphanumeric))
        .then_some(at)
}

/// The Latin words of a text but for those of a command line: what follows `crm`, options and their values,
/// and what stands in quotation marks because it was typed.
fn latin(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut tokens = text.split_whitespace().peekable();
    let has_latin = |token: &str| token.chars().any(|c| c.is_ascii_alphabetic());
    let mut is_typed = false;
    for token in tokens.by_ref() {
        let is_tag = token.starts_with('<') || token.contains("</") || token.contains('=');
        let is_option = token.starts_with('-') || token.contains("：-") || token.contains("，-");
        let is_command = token.ends_with("crm") || token.contains("crm ") || token == "`crm";
        let is_path = token.contains('/') && !token.contains('<');
        let is_zone = token.contains('_');
        if !(is_typed || is_option || is_command || is_tag || is_path || is_zone) {
            let parts = token.split(|c: char| !(c.is_ascii_alphanumeric() || "._:-".contains(c)));
            let parts = parts.map(|part| part.trim_matches([':', '.', '-', '_']));
            words.extend(parts.filter(|part| has_latin(part)).map(str::to_owned));
        }
        is_typed = is_command || is_option;
    }
    words
}

#[test]
fn whose_playbook_it_is_is_said_in_chinese() {
    let world = World::new();
    world.card("acme", "name: Acme\ngrade: A\nowner: li\ninfluence: 行业标杆\n");
    world.card("high", "name: High\ngrade: C\nowner: li\npotential: high\n");
    let order =
        |at: &str| format!(r#"{{"at":"{at}","by":"li","kind":"order","amount":"5000","currency":"USD"}}"#);
    world.log("acme", &[&order("2025-02-01"), &order("2025-06-01"), &order("2026-02-01")]);
    for line in [&["show", "acme"][..], &["due"], &["agenda", "--owner", "li"]] {
        let page = world.ok([&["--lang", "zh"], line].concat());
        assert!(page.contains("生命周期：衰退期") && page.contains("脸谱：黑脸"), "{page}");
        assert!(!page.contains("lifecycle=") && !page.contains("face="), "{page}");
        assert!(world.ok(line).contains("lifecycle=decline"), "as it is filtered by");
    }
    let page = world.ok(["--lang", "zh", "show", "high"]);
    assert!(page.contains("（潜力高）"), "{page}");
}
