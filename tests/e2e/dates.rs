use serde_json::{Value, json};

use crate::world::World;

/// A customer for each kind of date, one that left, and a team's calendar.
fn team() -> World {
    let world = World::new();
    world.put(
        "crm.yaml",
        "version: 1\n\
         rates: {EUR: [{from: 2026-01-01, rate: 1.1}], CNY: [{from: 2026-01-01, rate: 0.14}]}\n\
         events:\n\
         \x20 - {what: {en: Thanksgiving, zh: 感恩节}, on: [2026-11-26, 2027-11-25], country: US}\n\
         \x20 - {what: {en: Christmas, zh: 圣诞节}, on: 12-25, until: 12-26, country: [DE, US], days_before: 35}\n\
         \x20 - {what: {en: Spring Festival, zh: 春节}, on: [2027-02-06], country: [CN], days_before: 21}\n",
    );
    world.card(
        "acme",
        "name: Acme Ltd\ngrade: A\nowner: li\ncountry: DE\nfounded: 2001-11-27\ncontacts:\n  \
         - {name: Ben, position: accounts, email: ben@acme.example}\n  \
         - {name: Anna, decides: true, phone: \"+49 12345\", birthday: 1976-11-20, chat: {wechat: anna_a}}\n\
         dates:\n  - {on: 2021-12-01, what: cooperation began}\n  - {on: 2026-11-24, what: visits us}\n",
    );
    world.log(
        "acme",
        &[
            r#"{"at":"2026-11-01","by":"li","kind":"grade","from":"B","to":"A","why":"order"}"#,
            r#"{"at":"2026-01-01","by":"li","kind":"contract","ref":"K-1","amount":"900","currency":"EUR","from":"2026-01-01","until":"2026-12-15"}"#,
            r#"{"at":"2026-10-01","by":"li","kind":"invoice","ref":"I-1","amount":"100.50","currency":"EUR","due":"2026-11-15"}"#,
            r#"{"at":"2026-11-02","by":"li","kind":"payment","ref":"I-1","amount":"40.25","currency":"EUR"}"#,
            r#"{"at":"2026-10-24","by":"li","kind":"invoice","ref":"I-2","amount":"7","due":"2026-11-23"}"#,
            r#"{"at":"2026-11-19T10:00:00+08:00","by":"li","kind":"complaint","ref":"R-1","state":"opened","text":"leaks"}"#,
        ],
    );
    world.card(
        "宏达",
        "name: 宏达机械\ngrade: C\nowner: wang\ncountry: CN\ncontacts:\n  - {name: 王芳, birthday: 11-22}\n",
    );
    world.log(
        "宏达",
        &[
            r#"{"at":"2026-08-12","by":"wang","kind":"grade","from":"D","to":"C","why":"site"}"#,
            r#"{"at":"2026-11-10T10:00:00+08:00","by":"wang","kind":"quote","ref":"Q-1","amount":"418000","currency":"CNY","item":"valves"}"#,
            r#"{"at":"2026-11-12T10:00:00+08:00","by":"wang","kind":"followup","via":"chat","with":"王芳","reply":"none"}"#,
        ],
    );
    world.card("ohio", "name: Ohio Lift\ngrade: D\ncountry: US\nsince: 2026-10-01\n");
    world.card(
        "gone",
        "name: Gone\ngrade: D\ncountry: US\narchived: 2026-06-01\nfounded: 2001-11-27\ncontacts: [{birthday: 11-20}]\n",
    );
    world.log(
        "gone",
        &[r#"{"at":"2026-03-01","by":"li","kind":"invoice","ref":"I-9","amount":"5.00","currency":"USD","due":"2026-04-01"}"#],
    );
    world
}

fn column(list: &Value, key: &str) -> Vec<String> {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    list.as_array().unwrap().iter().map(|item| text(&item[key])).collect()
}

#[test]
fn the_page_has_a_block_a_day_and_says_what_to_do() {
    insta::assert_snapshot!(team().run(["dates"]).whole(), @r#"
    exit 0
    --- stdout
    2026-11-20 (Fri) · 4 late, 2 today, 9 to come

    late
    Gone         invoice I-9 is 233 days late, level 3 of 3: 5 USD open
    gone
    Acme Ltd     invoice I-1 is 5 days late, level 2 of 3: 60.25 EUR of 100.50 open
    acme         Anna · +49 12345 · wechat anna_a
    宏达机械     quote Q-1 of 10 Nov for valves over 418,000 CNY: 10 days without an
    宏达           answer
                 王芳
    宏达机械     grade C was last looked at on 12 Aug
    宏达         王芳

    Fri 20 Nov · today
    Acme Ltd     complaint R-1 of 19 Nov not answered; to be solved by Sat 21 Nov
    acme         Anna · +49 12345 · wechat anna_a
    Acme Ltd     birthday of Anna, turning 50
    acme         Anna · +49 12345 · wechat anna_a

    Sun 22 Nov · in 2 days
    宏达机械     birthday of 王芳
    宏达         王芳

    Mon 23 Nov · in 3 days
    Acme Ltd     invoice I-2 falls due: 7 USD open
    acme         Anna · +49 12345 · wechat anna_a

    Tue 24 Nov · in 4 days
    Acme Ltd     visits us
    acme         Anna · +49 12345 · wechat anna_a

    Thu 26 Nov · in 6 days
    Ohio Lift    Thanksgiving
    ohio

    Fri 27 Nov · in 7 days
    Acme Ltd     the company was founded 25 years ago
    acme         Anna · +49 12345 · wechat anna_a

    Tue 1 Dec · in 11 days
    Acme Ltd     cooperation began, 5 years ago
    acme         Anna · +49 12345 · wechat anna_a

    Tue 15 Dec · in 25 days
    Acme Ltd     contract K-1 over 900 EUR ends
    acme         Anna · +49 12345 · wechat anna_a

    Fri 25 Dec · in 35 days
    2 customers  Christmas, until Sat 26 Dec
                 acme, ohio

    Complaint: crm log ID "what was done" --complaint answered [--ref NUMBER]
    Paid: crm log ID --payment AMOUNT --ref INVOICE
    Renewed: crm log ID --contract AMOUNT --from DAY --until DAY
    Quote answered: crm log ID "what was said" --reply neutral
    Grade is right: crm grade ID --confirm
    "#);
}

#[test]
fn the_page_is_there_in_chinese() {
    insta::assert_snapshot!(team().run(["dates", "--lang", "zh"]).whole(), @r#"
    exit 0
    --- stdout
    2026-11-20（周五） · 逾期 4 个，今天 2 个，即将到来 9 个

    逾期
    Gone       发票 I-9 逾期233天（三级催款）：未付 5 USD
    gone
    Acme Ltd   发票 I-1 逾期5天（二级催款）：未付 60.25 EUR（共 100.50）
    acme       Anna · +49 12345 · 微信 anna_a
    宏达机械   11月10日的报价 Q-1，valves（418,000 CNY）：10天没有答复
    宏达       王芳
    宏达机械   等级 C 上次复核于8月12日
    宏达       王芳

    11月20日 周五 · 今天
    Acme Ltd   11月19日的投诉 R-1 未答复；须在11月21日 周六前解决
    acme       Anna · +49 12345 · 微信 anna_a
    Acme Ltd   Anna 生日，50岁
    acme       Anna · +49 12345 · 微信 anna_a

    11月22日 周日 · 2天后
    宏达机械   王芳生日
    宏达       王芳

    11月23日 周一 · 3天后
    Acme Ltd   发票 I-2 到期：未付 7 USD
    acme       Anna · +49 12345 · 微信 anna_a

    11月24日 周二 · 4天后
    Acme Ltd   visits us
    acme       Anna · +49 12345 · 微信 anna_a

    11月26日 周四 · 6天后
    Ohio Lift  感恩节
    ohio

    11月27日 周五 · 7天后
    Acme Ltd   公司成立25周年
    acme       Anna · +49 12345 · 微信 anna_a

    12月1日 周二 · 11天后
    Acme Ltd   cooperation began，5周年
    acme       Anna · +49 12345 · 微信 anna_a

    12月15日 周二 · 25天后
    Acme Ltd   合同 K-1（900 EUR）到期
    acme       Anna · +49 12345 · 微信 anna_a

    12月25日 周五 · 35天后
    2 个客户   圣诞节，至12月26日 周六
               acme、ohio

    投诉：crm log 编号 "处理情况" --complaint 答复（有编号的加 --ref 编号）
    已付款：crm log 编号 --payment 金额 --ref 发票号
    已续签：crm log 编号 --contract 金额 --from 日期 --until 日期
    报价有答复：crm log 编号 "沟通内容" --reply 中立
    等级无误：crm grade 编号 --confirm
    "#);
}

#[test]
fn plain_lines_have_tabs_between_their_values() {
    insta::assert_snapshot!(team().ok(["dates", "-f", "plain", "--within", "3d"]), @r"
    2026-04-01	invoice-overdue	gone	Gone	233 days late	invoice I-9 is 233 days late, level 3 of 3: 5 USD open		
    2026-11-15	invoice-overdue	acme	Acme Ltd	5 days late	invoice I-1 is 5 days late, level 2 of 3: 60.25 EUR of 100.50 open	Anna	+49 12345
    2026-11-17	quote-unanswered	宏达	宏达机械	3 days late	quote Q-1 of 10 Nov for valves over 418,000 CNY: 10 days without an answer	王芳	
    2026-11-12	recheck	宏达	宏达机械	8 days late	grade C was last looked at on 12 Aug	王芳	
    2026-11-20	complaint	acme	Acme Ltd	today	complaint R-1 of 19 Nov not answered; to be solved by Sat 21 Nov	Anna	+49 12345
    2026-11-20	birthday	acme	Acme Ltd	today	birthday of Anna, turning 50	Anna	+49 12345
    2026-11-22	birthday	宏达	宏达机械	in 2 days	birthday of 王芳	王芳	
    2026-11-23	invoice-due	acme	Acme Ltd	in 3 days	invoice I-2 falls due: 7 USD open	Anna	+49 12345
    2026-12-15	contract-end	acme	Acme Ltd	in 25 days	contract K-1 over 900 EUR ends	Anna	+49 12345
    2026-12-25	event	acme	Acme Ltd	in 35 days	Christmas, until Sat 26 Dec	Anna	+49 12345
    2026-12-25	event	ohio	Ohio Lift	in 35 days	Christmas, until Sat 26 Dec
    ");
}

#[test]
fn json_and_csv_are_the_same_in_every_language() {
    let world = team();
    for format in ["json", "csv"] {
        let english = world.ok(["dates", "-f", format]);
        assert_eq!(world.ok(["dates", "-f", format, "--lang", "zh"]), english);
    }
    let list = world.json(["dates", "--json"]);
    let invoice = list.as_array().unwrap().iter().find(|item| item["ref"] == "I-1").unwrap();
    assert_eq!(
        *invoice,
        json!({
            "id": "acme", "name": "Acme Ltd", "owner": "li", "country": "DE",
            "on": "2026-11-15", "standing": "overdue", "days_late": 5,
            "code": "invoice-overdue",
            "text": "invoice I-1 is 5 days late, level 2 of 3: 60.25 EUR of 100.50 open",
            "what": null, "what_zh": null, "years": null, "since": null, "until": null,
            "ref": "I-1", "amount": "60.25", "total": "100.50", "currency": "EUR",
            "level": 2, "answered": null, "by": null, "deciders": [], "given": null, "invitation": null,
            "contact": {"name": "Anna", "email": null, "phone": "+49 12345", "chat": {"wechat": "anna_a"}},
            "do": "crm log acme --payment 60.25 --currency EUR --ref I-1", "stage": null, "waits_for": null,
        })
    );
    let csv = world.ok(["dates", "-f", "csv", "--kind", "invoice-overdue"]);
    insta::assert_snapshot!(csv, @r#"
    on,standing,days_late,code,id,name,owner,text,what,years,ref,amount,total,currency,level,contact,email,phone,do
    2026-04-01,overdue,233,invoice-overdue,gone,Gone,,"invoice I-9 is 233 days late, level 3 of 3: 5 USD open",,,I-9,5.00,5.00,USD,3,,,,crm log gone --payment 5.00 --currency USD --ref I-9
    2026-11-15,overdue,5,invoice-overdue,acme,Acme Ltd,li,"invoice I-1 is 5 days late, level 2 of 3: 60.25 EUR of 100.50 open",,,I-1,60.25,100.50,EUR,2,Anna,,+49 12345,crm log acme --payment 60.25 --currency EUR --ref I-1
    "#);
}

#[test]
fn what_is_written_down_is_gone() {
    let world = team();
    let refs =
        |world: &World| column(&world.json(["dates", "--kind", "invoice,complaint,quote", "--json"]), "ref");
    assert_eq!(refs(&world), ["I-9", "I-1", "Q-1", "R-1", "I-2"]);
    for step in column(&world.json(["dates", "--kind", "invoice", "--json"]), "do") {
        world.ok(step.split(' ').skip(1));
    }
    assert_eq!(refs(&world), ["Q-1", "R-1"]);
    world.ok(["log", "acme", "sent new seals", "--complaint", "solved", "--ref", "R-1"]);
    world.ok(["log", "宏达", "too dear", "--reply", "negative"]);
    assert_eq!(refs(&world), [""; 0]);
    world.ok(["grade", "宏达", "--confirm"]);
    assert_eq!(world.ok(["dates", "--kind", "recheck", "-f", "ids"]), "");
}

#[test]
fn a_quote_in_the_line_of_its_contact_is_not_answered_by_it() {
    let world = World::new();
    world.card("acme", "name: Acme\ngrade: C\n");
    world.ok([
        "log",
        "acme",
        "wants a price",
        "--reply",
        "positive",
        "--quote",
        "5",
        "--at",
        "2026-11-10 10:00",
    ]);
    world.ok(["log", "acme", "wants a price", "--reply", "positive", "--quote", "6", "--at", "2026-11-11"]);
    let list = world.json(["dates", "--kind", "quote", "--json"]);
    assert_eq!(column(&list, "amount"), ["6"]);
}

#[test]
fn days_are_chosen_by_time_kind_and_customer() {
    let world = team();
    let codes = |args: &[&str]| {
        let list = world.json([&["dates", "--json"], args].concat());
        column(&list, "code").join(" ")
    };
    assert_eq!(codes(&["--within", "today", "--kind", "birthday,founded,event"]), "birthday event event");
    assert_eq!(codes(&["--owner", "wang"]), "quote-unanswered recheck birthday");
    assert_eq!(codes(&["ohio", "--within", "1y", "--kind", "event"]), "event event");
    assert_eq!(codes(&["--country", "CN", "--within", "2027-02-06", "--kind", "event"]), "event");
    assert_eq!(codes(&["--grade", "D", "--kind", "invoice"]), "invoice-overdue");
    let ids = world.ok(["dates", "-f", "ids"]);
    assert_eq!(ids, "gone\nacme\n宏达\nohio\n", "each customer once");
    assert_eq!(world.ok(["dates", "-f", "ids", "-n", "1"]), "gone\n");
    let limited = world.ok(["dates", "-n", "1"]);
    assert!(limited.contains("… and 14 more, by --limit"), "{limited}");
}

#[test]
fn the_exit_code_tells_of_what_is_late_or_todays() {
    let world = team();
    assert_eq!(world.run(["dates", "--exit-code"]).code, 1);
    assert_eq!(world.run(["dates", "--exit-code", "--kind", "founded"]).code, 0, "it is to come");
    assert_eq!(world.run(["dates", "--exit-code", "--kind", "birthday"]).code, 1, "it is today's");
}

#[test]
fn slips_are_refused_with_a_way_out() {
    let world = team();
    world.run(["dates", "--within", "soon"]).refused(2, &["\"soon\" is not a time", "--within 30d"]);
    world.run(["dates", "--within", "yesterday"]).refused(2, &["lies before 2026-11-20"]);
    world.run(["dates", "--within", "11y"]).refused(2, &["more than ten years", "--within 1y"]);
    world.run(["dates", "--kind", "birth"]).refused(2, &["\"birth\" is not a kind of date", "birthday"]);
    world.run(["dates", "--lang", "zh", "--kind", "生辰"]).refused(2, &["「生辰」不是日期的种类", "生日"]);
    assert_eq!(
        world.ok(["dates", "--kind", "生日", "-f", "ids"]),
        world.ok(["dates", "--kind", "birthday", "-f", "ids"])
    );
}

#[test]
fn nothing_is_told_with_what_to_try() {
    let world = World::new();
    assert!(world.ok(["dates"]).contains("There is no customer yet: crm add NAME"));
    world.card("acme", "name: Acme\n");
    assert!(world.ok(["dates"]).ends_with("crm dates --within 3m looks further ahead.\n"));
    assert_eq!(world.ok(["dates", "--json"]), "[]\n");
}

#[test]
fn check_tells_what_is_wrong_with_the_calendar() {
    let world = World::new();
    world.put(
        "crm.yaml",
        "version: 1\nevents:\n  - {what: X, on: 13-25}\n  - {on: [2026-02-17], until: [2026-02-16]}\n\
         reminders: {invoice: {overdue: [5, 3]}}\n",
    );
    insta::assert_snapshot!(world.run(["check"]).whole(), @r#"
    exit 1
    --- stdout
    crm.yaml:3:19: error: "on" can't be "13-25": a day of the year or a list of dates is needed here
      try: write MM-DD for each year, such as 12-25, or its dates, such as [2026-02-17, 2027-02-06]
    crm.yaml:4:5: error: "what" is missing
      try: say what is on that day: "what: …"
    crm.yaml:4:32: error: it ends before it begins
      try: correct "from" or "until"; are they swapped?
    crm.yaml:5:36: error: "overdue[1]" can't be "3": a larger number of days than before is needed here
      try: write whole numbers of days, each larger than the one before, such as [3, 5, 7]
    0 customers checked: 4 errors, 0 warnings
    "#);
}

/// Who does an action has it on the agenda; it is ticked off by its name, and is due again after its time.
#[test]
fn an_action_of_a_playbook_stands_on_the_agenda_of_who_does_it() {
    let world = World::new();
    world.put(
        "crm.yaml",
        "version: 2\npeople: {li: {name: 李娜}, wang: {name: 王强}}\nplaybooks:\n  A:\n    actions:\n      - {en: report, zh: 季度报告, name: report, every: 3 months}\n      - {en: meeting of the directors, zh: 高层会面, name: directors, every: 1 month, who: wang}\n  lifecycle=acquisition:\n    goal: {en: win the second order, zh: 争取第二单}\n",
    );
    world.card("acme", "name: Acme\ngrade: A\nowner: li\nsince: 2026-01-01\n");
    let list = |owner: &str| {
        let found = world.json(["dates", "--kind", "action", "--owner", owner, "--json"]);
        let short = |one: &serde_json::Value| format!("{} {} {}", one["on"], one["what"], one["owner"]);
        found.as_array().unwrap().iter().map(short).collect::<Vec<_>>().join("; ").replace('"', "")
    };
    // Nobody has done them yet: an aim of the owner's, and nothing that anybody else of the team would see.
    let never = "2026-11-20 meeting of the directors wang".to_owned();
    assert_eq!((list("li"), list("wang")), (String::new(), never));
    let log = |at: &str, action: &str| {
        world.run(["log", "acme", "done", "--via", "email", "--at", at, "--action", action])
    };
    assert_eq!(log("2026-08-18 10:00", "季度报告").code, 0);
    assert_eq!(world.last("acme")["action"], "report", "by its own name, however it was typed");
    log("2026-10-18 10:00", "directors");
    assert_eq!(list("li"), "2026-11-18 report li");
    assert_eq!(list("wang"), "2026-11-18 meeting of the directors wang", "whosever the customer is");
    let agenda = world.ok(["agenda", "--owner", "wang"]);
    assert!(agenda.contains("meeting of the directors"), "{agenda}");
    log("2026-11-19 10:00", "reprot").refused(2, &["no playbook has \"reprot\"", "did you mean report?"]);
    log("2026-11-19 10:00", "gift");
    log("2026-11-20 10:00", "report");
    assert_eq!(list("li"), "");
    assert!(world.ok(["show", "acme"]).contains("✓ gift"));
    // Many an action needs no contact.
    world.ok(["log", "acme", "done", "--no-contact", "--at", "2026-11-19", "--action", "directors"]);
    assert_eq!(list("wang"), "", "a note ticks it off as well");
    let due = world.json(["due", "--within", "60d", "--json"]);
    assert!(due.to_string().contains("win the second order"), "a playbook of a view: {due}");
    let found = world.run(["check"]);
    assert!(found.stdout.contains("0 errors, 0 warnings"), "{}", found.stdout);
    world.put(
        "crm.yaml",
        "version: 2\nplaybooks: {lifecycle=young: {goal: x}, \"urgency=soon\": {goal: x}}\n",
    );
    assert_eq!(world.run(["check"]).code, 1);
}
