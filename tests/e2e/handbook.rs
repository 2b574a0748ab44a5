//! `crm handbook`: the classes and their rules, of the policy in force.

use crate::world::World;

const RULES: &str = "people:\n  li: {name: 李娜, hours_a_week: 8, manager: true}\n  wang: {name: Wang}\nrequired:\n  C: [owner]\n  A: [industry]\nviews:\n  face: {first: 0.35}\nmoves:\n  recheck: 5 weeks\npool:\n  after:\n    D: {followup: 7 months}\n  claims_a_day: 4\nplaybooks:\n  A:\n    goal: {en: keep <them> | buying, zh: 稳住订单}\n    actions:\n      - {en: visit, zh: 拜访, every: 6 weeks, who: wang}\n  A + * + strategic:\n    actions:\n      - {en: meet the board, zh: 高层会面, every: 3 months}\n  lifecycle=decline:\n    actions:\n      - {en: ask why, zh: 问清原因}\ncalendar:\n  holidays:\n    - {on: 2026-10-01, until: 2026-10-07, what: National Day}\n    - {on: 2027-01-01, what: New Year}\nevents:\n  - {what: {en: Open house, zh: 开放日}, on: 2027-04-08, days_before: 30}\n";

#[test]
fn it_says_what_crm_yaml_says_in_both_languages() {
    let world = World::new();
    world.put("crm.yaml", RULES);
    for (lang, told) in [
        (
            "en",
            &[
                "keep <them> | buying",
                "visit (every 6 weeks, by wang)",
                "owner, industry",
                "confirmed for 5 weeks",
                "falls into the pool after 7 months without a follow-up",
                "4 claims a day at most",
                "A + * + strategic",
                "meet the board (every 3 months)",
                "among the first 35 % by profit",
                "李娜 8 h",
                "2027-01-01 New Year",
                "Open house: 2027-04-08",
            ][..],
        ),
        (
            "zh",
            &[
                "稳住订单",
                "拜访（每6周一次，由Wang负责）",
                "退回公海",
                "每天最多认领 4 个",
                "高层会面（每3个月一次）",
                "利润排名前 35%",
                "由李娜审批",
                "开放日：2027-04-08",
            ],
        ),
    ] {
        let text = world.ok(["handbook", "--lang", lang]);
        let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for words in told {
            let is_told = flat.contains(words) || flat.replace(' ', "").contains(&words.replace(' ', ""));
            assert!(is_told, "{words} is not in:\n{text}");
        }
        assert!(!text.contains("2026-10-01"), "what is over is left out: {text}");
    }
}

#[test]
fn a_workspace_without_rules_has_the_defaults_and_says_so() {
    let world = World::new();
    let text = world.ok(["handbook"]);
    assert!(
        text.contains("A order customer") && text.contains("every month") && text.contains("(default)"),
        "{text}"
    );
    let json = world.json(["handbook", "--json"]);
    assert_eq!(json["grades"][0]["minutes_a_year"], 90);
    assert_eq!(json["grades"][1]["steps"][0], "after a sample is agreed: gaps of 1, 1, 2, 3, 7, 7, 15 days");
    let ids = world.ok(["handbook", "--format", "csv"]);
    assert!(ids.starts_with("grade,name_en,name_zh,follow_up,minutes"), "{ids}");
}

#[test]
fn it_is_a_page_in_each_form() {
    let world = World::new();
    world.put("crm.yaml", RULES);
    let html = world.ok(["handbook", "--html"]);
    assert_eq!(html, world.ok(["handbook", "-f", "html"]));
    assert!(html.contains("keep &lt;them&gt; | buying") && html.contains("<thead>"), "{html}");
    assert!(html.contains("@media print") && html.contains("<h2 class=\"page\">"), "{html}");
    let md = world.ok(["handbook", "--md"]);
    assert_eq!(md, world.ok(["handbook", "-f", "md"]));
    assert!(
        md.contains("- goal: keep \\<them\\> \\| buying\n") && md.contains("| A order customer |"),
        "{md}"
    );
    let mail = world.ok(["handbook", "-f", "mail", "--to", "li@example.com"]);
    assert!(mail.starts_with("To: <li@example.com>\n"), "{mail}");
    let workspace = world.root().canonicalize().unwrap();
    let workspace = workspace.file_name().unwrap().to_str().unwrap();
    for (lang, want) in
        [("en", "Handbook of classes, 20 November 2026 · "), ("zh", "客户分类手册 2026年11月20日 · ")]
    {
        let mail = world.ok(["handbook", "-f", "mail", "--to", "li@example.com", "--lang", lang]);
        let mail = mail_parser::MessageParser::default().parse(mail.as_bytes()).unwrap().into_owned();
        assert_eq!(mail.subject(), Some(&*format!("{want}{workspace}")));
    }
    world
        .run(["handbook", "-f", "mail"])
        .refused(2, &["nobody receives this mail", "--to manager@example.com"]);
    assert_eq!(world.run(["handbook", "--html", "--md"]).code, 2);
}

#[test]
fn it_needs_neither_a_terminal_nor_a_locale_and_keeps_to_the_page() {
    let world = World::example();
    for lang in ["en", "zh"] {
        let text = world.call(["handbook", "--lang", lang]).env("LC_ALL", "C").without("HOME").run();
        assert_eq!((text.code, &*text.stderr), (0, ""), "{text:?}");
        let widest = text.stdout.lines().map(unicode_width::UnicodeWidthStr::width).max().unwrap();
        assert!(widest <= 80, "{widest}: {}", text.stdout);
    }
}
