//! `crm agenda`: as much of a day as the hours carry, in every form that is sent around.

use serde_json::Value;

use crate::world::World;

/// Li has 24 minutes a day, Wang has time; the pool has nobody.
fn book() -> World {
    let world = World::new();
    world.put(
        "crm.yaml",
        "people:\n  li: {name: 李娜, email: li@example.com, hours_a_week: 2, lang: zh}\n  \
         wang: {name: Wang <Qiang>, hours_a_week: 40}\n",
    );
    let call = |at: &str, next: &str| {
        let next = if next.is_empty() { String::new() } else { format!(r#","next":"{next}""#) };
        format!(r#"{{"at":"{at}","by":"li","kind":"followup","via":"call","text":"a, b; c <d>"{next}}}"#)
    };
    for (id, card, log) in [
        ("order", "grade: A\nowner: li", call("2026-10-20", "")),
        ("promised", "grade: C\nowner: li\nplan: offer", call("2026-11-02", "2026-11-20")),
        ("saturday", "grade: D\nowner: li", call("2026-11-02", "2026-11-21")),
        ("monday", "grade: D\nowner: li", call("2026-08-21", "")),
        ("old", "grade: E\nowner: li", call("2025-11-03", "")),
        (
            "wangs",
            "grade: D\nowner: wang\ncontacts:\n  - {name: 安娜, phone: \"+49 89 1\", email: a@b.example}",
            call("2026-08-20", ""),
        ),
        ("nobodys", "grade: D", call("2026-08-20", "")),
        ("later", "grade: C\nowner: wang", call("2026-11-19", "")),
    ] {
        let name = if id == "wangs" { "深圳<宏达> & Co" } else { id };
        world.card(id, &format!("name: {name}\n{card}\n"));
        world.log(id, &[log.as_str()]);
    }
    world
}

#[test]
fn a_short_day_says_what_put_whom_on_it_and_what_did_not_fit() {
    let world = book();
    insta::assert_snapshot!(world.ok(["agenda", "--owner", "li"]), @r"
    李娜 · Fri 20 Nov · 3 due, 30 of 24 min

    A  order  order                                                         7.5 min
       every month, last contact 20 Oct                                    worth it
       last 20 Oct, call: a, b; c <d>
       do   keep the orders coming: ask for the next order in the
         customer's own rhythm

    C  promised  promised                                                    20 min
       agreed on 2 Nov                                                      closing
       last 2 Nov, call: a, b; c <d>
       do   find the way to a first sample: read all about the
         customer first, then follow the plan
       plan offer

    E  old  old                                                       200 days late
       every 6 months, last contact 3 Nov 2025, moved from Sun 3 May          2 min
       last 3 Nov 2025, call: a, b; c <d>                                  old debt
       do   stay remembered: send the template mail; no looking back
    ");
    let day = world.json(["agenda", "--owner", "li", "--json"]);
    let lanes: Vec<_> = day[0]["days"][0]["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| (item["id"].as_str().unwrap(), item["lane"].as_str().unwrap_or("-")))
        .collect();
    // Two minutes are left: the order customer's 7.5 begin in them.
    assert_eq!(lanes, [("order", "worth"), ("promised", "closing"), ("old", "debt")]);
    assert!(day[0]["left"].as_array().unwrap().is_empty(), "{day}");
    assert_eq!((&day[0]["days"][0]["capacity"], &day[0]["days"][0]["due"]), (&24.into(), &3.into()));
    assert_eq!(world.run(["agenda", "--owner", "li", "--exit-code"]).code, 1);
}

#[test]
fn a_week_goes_day_by_day_and_nobody_is_dropped() {
    let world = book();
    let week = world.json(["agenda", "--week", "--all-owners", "--json"]);
    let told: Vec<String> = week
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|one| {
            let owner = one["owner"].as_str().unwrap_or("pool").to_owned();
            one["days"].as_array().unwrap().clone().into_iter().map(move |day| {
                let ids: Vec<_> = day["items"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|item| item["id"].as_str().unwrap())
                    .collect();
                format!("{owner} {} {}", day["date"].as_str().unwrap(), ids.join(" "))
            })
        })
        .filter(|line| line.split(' ').count() > 2 && !line.ends_with(' '))
        .collect();
    assert_eq!(
        told,
        [
            "li 2026-11-20 order promised old",
            "li 2026-11-21 saturday", // agreed for a day off
            "li 2026-11-23 monday",
            "wang 2026-11-20 wangs",
            "pool 2026-11-20 nobodys",
        ]
    );
    assert!(week.as_array().unwrap().iter().all(|one| one["left"] == Value::Array(vec![])));
}

#[test]
fn what_is_sent_around_is_whole_and_harmless() {
    let world = book();
    let page = world.ok(["agenda", "--owner", "wang", "-f", "html"]);
    assert!(page.contains("深圳&lt;宏达&gt; &amp; Co") && page.contains("Wang &lt;Qiang&gt;"), "{page}");
    assert!(page.contains("href=\"tel:+49891\"") && page.contains("href=\"mailto:a@b.example\""));
    for outside in ["<script", "http://", "https://", "url(", "src="] {
        assert!(!page.contains(outside), "{outside}");
    }
    insta::assert_snapshot!(world.ok(["agenda", "--owner", "wang", "-f", "md"]), @r"
    # Wang \<Qiang\> · Fri 20 Nov

    1 due, 0.1 of 8 h

    ## 2026-11-20 (Fri) · 1 due · 0.1 of 8 h

    - **D 深圳\<宏达\> & Co** `wangs` · 4 min
      - every 3 months, last contact 20 Aug
      - last: 20 Aug, call: a, b; c \<d\>
      - do: find out whether there is a need now: look through the last mails, then ask directly what is needed
      - reach: 安娜 · +49 89 1 · a@b.example
    ");
    assert!(
        world.ok(["agenda", "--owner", "li", "-f", "html"]).contains("lang=\"zh-CN\""),
        "the reader's language"
    );
    let en = world.ok(["agenda", "--owner", "li", "-f", "html", "--lang", "en"]);
    assert!(en.contains("lang=\"en\""), "unless another one is asked for");
    insta::assert_snapshot!(world.ok(["agenda", "--owner", "wang", "-f", "csv"]), @r#"
    owner,day,lane,grade,id,name,due,days_late,minutes,reason
    wang,2026-11-20,,D,wangs,深圳<宏达> & Co,2026-11-20,0,4,"every 3 months, last contact 20 Aug"
    "#);
}

#[test]
fn a_subscribed_calendar_moves_what_it_has() {
    let world = book();
    let calendar = |day: &str| world.ok(["agenda", "--month", "--owner", "li", "-f", "ics", "--today", day]);
    let (one, other) = (calendar("2026-11-20"), calendar("2026-11-23"));
    let uids = |text: &str| {
        let mut uids: Vec<String> =
            text.lines().filter(|line| line.starts_with("UID:")).map(str::to_owned).collect();
        uids.sort();
        uids
    };
    assert_eq!(uids(&one).len(), 5);
    assert_eq!(uids(&one), uids(&other), "the same customers, the same names");
    let long: Vec<&str> = one.lines().filter(|line| line.len() > 75).collect();
    assert!(long.is_empty(), "folded: {long:?}");
    assert_eq!(calendar("2026-11-20"), one, "the same day, the same calendar");
    let empty = world.run(["agenda", "--owner", "li", "--tag", "nothing", "-f", "ics"]).stdout;
    assert!(empty.starts_with("BEGIN:VCALENDAR") && !empty.contains("VEVENT"), "{empty}");
}

#[test]
fn the_end_of_the_day() {
    let world = book();
    world.ok(["log", "order", "--order", "1200", "--currency", "USD", "--item", "pump", "--by", "li"]);
    world.ok([
        "log",
        "wangs",
        "要资料",
        "--via",
        "call",
        "--reply",
        "positive",
        "--next",
        "2026-11-23",
        "--by",
        "wang",
    ]);
    world.ok(["log", "later", "called back", "--via", "call", "--by", "wang"]);
    insta::assert_snapshot!(world.ok(["agenda", "--wrap-up"]), @r#"
    2026-11-20 (Fri) · 7 left to do

    Thank for the order
    order  order · 李娜
      1,200 USD: pump

    Confirm what is agreed for the next working day
    saturday  saturday · 李娜
      Sat 21 Nov
    深圳<宏达> & Co  wangs · Wang <Qiang>
      Mon 23 Nov
      安娜 · +49 89 1 · a@b.example

    Ask whether they want material
    深圳<宏达> & Co  wangs · Wang <Qiang>
      要资料
      安娜 · +49 89 1 · a@b.example

    Complete what was written down
    later  later · Wang <Qiang>
      Thu 19 Nov: a, b; c <d>
      not written: how it reacted · crm log later "…" --reply …
    later  later · Wang <Qiang>
      called back
      not written: how it reacted, what comes next, its need and whether a visit is
      possible · crm log later "…" --reply … --next … --need … --visit …
    深圳<宏达> & Co  wangs · Wang <Qiang>
      要资料
      not written: its need and whether a visit is possible · crm log wangs "…"
      --need … --visit …

    Still due: 3 · crm due
    "#);
    insta::assert_snapshot!(world.ok(["agenda", "--wrap-up", "--owner", "wang", "--lang", "zh"]), @r#"
    2026-11-20（周五） · 收尾 5 项

    确认下一工作日的约定
    深圳<宏达> & Co  wangs
      11月23日 周一
      安娜 · +49 89 1 · a@b.example

    询问有意向的客户是否需要资料
    深圳<宏达> & Co  wangs
      要资料
      安娜 · +49 89 1 · a@b.example

    补全记录
    later  later
      11月19日 周四：a, b; c <d>
      缺：客户反应 · crm log later "…" --reply …
    later  later
      called back
      缺：客户反应、下次安排、需求、可否拜访 · crm log later "…" --reply … --next …
      --need … --visit …
    深圳<宏达> & Co  wangs
      要资料
      缺：需求、可否拜访 · crm log wangs "…" --need … --visit …
    "#);
    assert_eq!(world.ok(["agenda", "--wrap-up", "--owner", "li", "-f", "ids"]), "order\nsaturday\n");
    // What is done goes from it.
    world.ok([
        "log",
        "order",
        "thanks",
        "--reply",
        "neutral",
        "--next",
        "2026-12-03",
        "--need",
        "target",
        "--visit",
        "no",
    ]);
    assert_eq!(world.ok(["agenda", "--wrap-up", "--owner", "li", "-f", "ids"]), "saturday\n");
    world.run(["agenda", "--wrap-up", "-f", "ics"]).refused(2, &["not a calendar", "table, md, html, mail"]);
    assert!(World::new().ok(["agenda", "--wrap-up"]).contains("Nothing is left to finish today."));
}

#[test]
fn the_manager_sees_what_became_of_what_was_due() {
    let world = book();
    // Late by two days, and one that was never asked to be earlier.
    world.log(
        "later",
        &[
            r#"{"at":"2026-11-02","by":"wang","kind":"followup","next":"2026-11-16"}"#,
            r#"{"at":"2026-11-18","by":"wang","kind":"followup","minutes":15,"next":"2026-12-01"}"#,
        ],
    );
    insta::assert_snapshot!(world.ok(["agenda", "--team"]), @r"
    2026-11-14 (Sat) to 2026-11-20 (Fri): follow-ups by person
                  customers  due  on time       late  missed  waiting  beyond  min
    李娜                  5    0        0          0       0        3       0    0
    Wang <Qiang>          2    1        0  1 · ø 2 d       0        1       0   15
    the pool              1    0        0          0       0        1       0    0

    李娜: late for longest
    E  old  old                                                       200 days late
       every 6 months, last contact 3 Nov 2025, moved from Sun 3 May

    Wang <Qiang>: contacts, and how they reacted: 1 not said
    C  later  later  18 Nov
       follow-up

    What waits: crm agenda --all-owners · why one is due: crm due -o PERSON --why
    ");
    insta::assert_snapshot!(world.ok(["agenda", "--team", "--month", "--owner", "wang", "--lang", "zh"]), @r"
    2026-10-21（周三）至2026-11-20（周五）：各人跟进情况
                  客户  应跟进  按时     逾期完成  未跟进  现待跟进  计划外  分钟
    Wang <Qiang>     2       2     1  1 · 平均2天       0         1       0    15

    Wang <Qiang>：联系情况和客户反应：未记反应 2
    C  later  later  11月18日
       跟进
    C  later  later   11月2日
       跟进

    待跟进明细：crm agenda --all-owners · 跟进依据：crm due -o 负责人 --why
    ");
    insta::assert_snapshot!(world.ok(["agenda", "--team", "-f", "csv"]), @"
    owner,customers,due,on_time,late,days_late,missed,waiting,minutes,written_late,attention,completeness,incomplete,requests,late_promises,late_actions,broken_promises,unhappy,beyond,contacts,never_done,alarms
    li,5,0,0,0,0,0,3,0,0,0,,0,0,0,0,0,0,0,0,0,0
    wang,2,1,0,1,2,0,1,15,0,0,,0,0,0,0,0,0,0,1,0,0
    ,1,0,0,0,0,0,1,0,0,0,,0,0,0,0,0,0,0,0,0,0
    ");
    world.run(["agenda", "--team", "-f", "ics"]).refused(2, &["not a calendar"]);
    let team = world.json(["agenda", "--team", "--json"]);
    let longest = &team[0]["longest"][0];
    assert_eq!((&longest["id"], &longest["days_late"]), (&"old".into(), &200.into()));
    assert_eq!((&longest["missed"], &longest["reason"]["code"]), (&false.into(), &"cadence".into()));
}

#[test]
fn the_managers_mail_says_who_waits_longest() {
    let world = book();
    insta::assert_snapshot!(world.ok(["agenda", "--team", "-f", "md"]), @r"
    # Team, Sat 14 Nov to Fri 20 Nov

    1 due: 1 on time, 0 late, 0 missed; 5 waiting; 0 beyond the plan

    ## 李娜

    customers 5, due 0, on time 0, late 0, missed 0, waiting 3, beyond 0, min 0

    Late for longest:

    - **E old** `old` · 200 days late
      - every 6 months, last contact 3 Nov 2025, moved from Sun 3 May

    ## Wang \<Qiang\>

    customers 2, due 1, on time 1, late 0, missed 0, waiting 1, beyond 0, min 0

    ## Wang \<Qiang\>: contacts, and how they reacted: 1 not said

    - **C later** `later` · 19 Nov
      - call, li: a, b; c \<d\>

    ## the pool

    customers 1, due 0, on time 0, late 0, missed 0, waiting 1, beyond 0, min 0

    What waits: crm agenda --all-owners · why one is due: crm due -o PERSON --why
    ");
    let page = world.ok(["agenda", "--team", "-f", "html", "--lang", "zh"]);
    assert!(page.contains("Wang &lt;Qiang&gt;") && page.contains("<title>团队跟进"), "{page}");
    assert!(page.contains("<span>现待跟进</span>") && page.contains("逾期200天"), "{page}");
    // A list of people isn't written to them: who reads it has to be said.
    world.run(["agenda", "--team", "-f", "mail"]).refused(2, &["nobody receives this mail", "--to manager@"]);
    let one = ["agenda", "--team", "--owner", "li", "-f", "mail"];
    world.run(one).refused(2, &["nobody receives this mail"]);
    let mail = world.ok(["agenda", "--team", "-f", "mail", "--to", "a@b.example,c@d.example"]);
    assert!(mail.starts_with("To: <a@b.example>, <c@d.example>\n"), "{mail}");
    assert!(!mail.contains("text/calendar"), "it is not an agenda");
    let empty = World::new();
    empty.put("crm.yaml", "people:\n  li: {email: li@example.com}\n");
    for form in ["md", "html", "mail"] {
        assert_eq!(empty.ok(["agenda", "--team", "-f", form]), "", "nothing was due, nothing waits");
    }
}

#[test]
fn the_end_of_the_day_says_whose_each_is_or_goes_person_by_person() {
    let world = book();
    let rules = world.read("crm.yaml");
    world.put("crm.yaml", format!("{rules}  kim: {{hours_a_week: 40}}\n"));
    world.ok(["log", "order", "--order", "1200", "--currency", "USD", "--item", "pump", "--by", "li"]);
    world.ok(["log", "nobodys", "--order", "10", "--currency", "USD", "--by", "li"]);
    insta::assert_snapshot!(world.ok(["agenda", "--wrap-up", "--all-owners"]), @r#"
    kim · 2026-11-20 (Fri) · 0 left to do
    Nothing is left to finish today.

    李娜 · 2026-11-20 (Fri) · 2 left to do

    Thank for the order
    order  order
      1,200 USD: pump

    Confirm what is agreed for the next working day
    saturday  saturday
      Sat 21 Nov

    Still due: 2 · crm due --owner li

    Wang <Qiang> · 2026-11-20 (Fri) · 1 left to do

    Complete what was written down
    later  later
      Thu 19 Nov: a, b; c <d>
      not written: how it reacted, what comes next, its need and whether a visit is
      possible · crm log later "…" --reply … --next … --need … --visit …

    Still due: 1 · crm due --owner wang

    the pool · 2026-11-20 (Fri) · 1 left to do

    Thank for the order
    nobodys  nobodys
      10 USD
    "#);
    let chinese = world.ok(["agenda", "--wrap-up", "--all-owners", "--lang", "zh"]);
    assert!(chinese.contains("\n公海 · 2026-11-20（周五） · 收尾 1 项\n"), "{chinese}");
    let of_all = world.ok(["agenda", "--wrap-up", "--lang", "zh"]);
    assert!(
        of_all.contains("nobodys  nobodys · 公海\n") && of_all.contains("order  order · 李娜\n"),
        "{of_all}"
    );
    let page = world.ok(["agenda", "--wrap-up", "-f", "md"]);
    assert!(page.contains("- **nobodys** `nobodys`") && page.contains("the pool"), "{page}");
    // The machine's forms have the owner anyway: the same rows, person by person.
    let rows = |words: &[&str]| {
        let all = world.json([&["agenda", "--wrap-up", "--json"], words].concat());
        let one = |row: &Value| format!("{} {}", row["id"].as_str().unwrap(), row["owner"]);
        all.as_array().unwrap().iter().map(one).collect::<Vec<_>>()
    };
    assert_eq!(
        rows(&["--all-owners"]),
        ["order \"li\"", "saturday \"li\"", "later \"wang\"", "nobodys null"]
    );
    assert_eq!(rows(&[]).len(), 4);
    let pages = world.ok(["agenda", "--wrap-up", "--all-owners", "-f", "md"]);
    assert!(pages.starts_with("# 李娜 · End of the day, Fri 20 Nov\n"), "{pages}");
    assert!(pages.contains("\n# the pool · ") && !pages.contains("kim"), "{pages}");
    assert!(world.ok(["agenda", "--wrap-up", "--all-owners", "-f", "html"]).contains("<h1>the pool"));
    // A mail is one person's; what is no calendar and no team's list is refused.
    world.run(["agenda", "--wrap-up", "--all-owners", "-f", "mail"]).refused(2, &["one person's wrap-up"]);
    world.run(["agenda", "--wrap-up", "--all-owners", "-f", "ics"]).refused(2, &["not a calendar"]);
    world.run(["agenda", "--wrap-up", "--all-owners", "--owner", "li"]).refused(2, &["--owner"]);
    world.run(["agenda", "--team", "--all-owners"]).refused(2, &["--all-owners"]);
}

#[test]
fn the_end_of_the_day_is_mailed_to_whom_it_concerns() {
    let world = book();
    world.ok(["log", "order", "--order", "1200", "--currency", "USD", "--item", "pump", "--by", "li"]);
    insta::assert_snapshot!(world.ok(["agenda", "--wrap-up", "--owner", "li", "-f", "md"]), @r"
    # End of the day, Fri 20 Nov

    2 left to do

    ## Thank for the order

    - **order** `order`
      - 1,200 USD: pump

    ## Confirm what is agreed for the next working day

    - **saturday** `saturday`
      - Sat 21 Nov

    Still due: 2 · crm due --owner li
    ");
    let mail = world.ok(["agenda", "--wrap-up", "--owner", "li", "-f", "mail"]);
    assert!(mail.starts_with("To: <li@example.com>\n"), "{mail}");
    let page = world.ok(["agenda", "--wrap-up", "--owner", "li", "-f", "html"]);
    assert!(page.contains("lang=\"zh-CN\"") && page.contains("感谢下单"), "the reader's language: {page}");
    world.run(["agenda", "--wrap-up", "-f", "mail"]).refused(2, &["nobody receives this mail", "--to li@"]);
    let nothing = world.run(["agenda", "--wrap-up", "--owner", "li", "--tag", "nothing", "-f", "mail"]);
    assert_eq!((nothing.code, nothing.stdout.as_str()), (0, ""));
}

#[test]
fn dates_and_deadlines_stand_below_and_a_festival_once() {
    let world = book();
    let rules = world.read("crm.yaml");
    world.put("crm.yaml", format!("{rules}events:\n  - {{what: 春节, on: 2026-11-24}}\n"));
    let bill =
        r#"{"at":"2026-10-01","by":"li","kind":"invoice","ref":"I-1","amount":100,"due":"2026-11-10"}"#;
    world.log("order", &[r#"{"at":"2026-10-20","by":"li","kind":"followup"}"#, bill]);
    let page = world.ok(["agenda", "--week", "--owner", "li"]);
    assert!(page.contains("dates and deadlines (2)\n"), "{page}");
    assert!(page.contains("5 customers: ") && page.contains("invoice I-1 is 10 days late"), "{page}");
    let md = world.ok(["agenda", "--week", "--owner", "li", "-f", "md", "--lang", "zh"]);
    assert!(md.contains("## 日期与截止\n") && md.contains("5 个客户"), "{md}");
    assert!(world.ok(["agenda", "--week", "--owner", "li", "-f", "html"]).contains("<h2>日期与截止</h2>"));
    let feed = world.ok(["agenda", "--week", "--owner", "li", "-f", "ics"]);
    assert!(
        feed.contains("UID:event-all-2026-11-24-") && feed.contains("UID:invoice-order-2026-11-10-"),
        "{feed}"
    );
    let dates = &world.json(["agenda", "--week", "--owner", "li", "--json"])[0]["dates"];
    assert_eq!(dates.as_array().unwrap().len(), 6, "each customer's own, for a program");
}

#[test]
fn one_trip_serves_several() {
    let world = book();
    for (id, place) in
        [("order", "country: DE\nregion: Bavaria"), ("old", "country: DE\nregion: Bavaria"), ("monday", "")]
    {
        let card = world.read(&format!("customers/{id}.yaml"));
        world.card(id, &format!("{card}{place}\n"));
        world.ok(["log", id, "come by", "--visit", "yes", "--by", "li"]);
    }
    world.ok(["log", "saturday", "no visitors", "--visit", "no", "--by", "li"]);
    insta::assert_snapshot!(world.ok(["agenda", "--visits"]), @"
    3 open to a visit

    DE · Bavaria
    A  order  order
       visit: yes, said on 20 Nov · next Mon 21 Dec
    E  old  old
       visit: yes, said on 20 Nov · next Thu 20 May 2027

    no country in the file
    D  monday  monday
       visit: yes, said on 20 Nov · next Mon 22 Feb 2027
    ");
    insta::assert_snapshot!(world.ok(["agenda", "--visits", "--country", "DE", "-f", "md"]), @"
    # Visits

    2 open to a visit

    ## DE · Bavaria

    - **A order** `order`
      - visit: yes, said on 20 Nov · next Mon 21 Dec
    - **E old** `old`
      - visit: yes, said on 20 Nov · next Thu 20 May 2027
    ");
    assert_eq!(world.ok(["agenda", "--visits", "--country", "DE", "-f", "ids"]), "order\nold\n");
    assert!(world.ok(["agenda", "--visits", "--owner", "wang", "--lang", "zh"]).contains("还没有记录"));
}

#[test]
fn a_round_visits_those_who_are_open_then_who_is_due_then_the_neighbours() {
    let world = World::new();
    world.put("crm.yaml", "people: {li: {name: 李娜}}\n");
    let call = |at: &str, more: &str| {
        format!(r#"{{"at":"{at}","by":"li","kind":"followup","via":"call","reply":"neutral"{more}}}"#)
    };
    for (id, region, grade, more, log) in [
        ("open", "Bavaria", "D", "", call("2026-11-02", r#","visit":"yes""#)),
        ("perhaps", "Upper Bavaria", "A", "", call("2026-11-02", r#","visit":"maybe""#)),
        ("due", "Bavaria", "A", "", call("2026-10-25", "")),
        ("later", "Bavaria", "C", "", call("2026-11-18", "")),
        ("refused", "Bavaria", "A", "", call("2026-10-02", r#","visit":"no""#)),
        ("dead", "Bavaria", "A", "need: dead\n", call("2026-10-02", r#","visit":"yes""#)),
        // The file's word is the last one, as for the follow-ups.
        ("never", "Bavaria", "A", "need: dead\n", call("2026-11-02", r#","need":"potential","visit":"yes""#)),
        ("elsewhere", "Hesse", "A", "", call("2026-10-25", "")),
    ] {
        world.card(
            id,
            &format!("name: {id}\ngrade: {grade}\nowner: li\ncountry: DE\nregion: {region}\n{more}"),
        );
        world.log(id, &[&log]);
    }
    let ids =
        |args: &[&str]| world.ok([&["agenda", "--visits", "-f", "ids"], args].concat()).replace('\n', " ");
    assert_eq!(ids(&[]), "open perhaps ");
    assert_eq!(ids(&["--region", "upper"]), "perhaps ");
    assert_eq!(ids(&["--on", "today"]), "open due later ");
    assert_eq!(ids(&["--on", "2026-11-25"]), "open due later ");
    assert_eq!(ids(&["--on", "2026-11-25", "--region", "bavaria"]), "perhaps open due later ");
    assert_eq!(
        ids(&["--on", "2026-11-24", "--region", "hesse"]),
        "",
        "neighbours alone are no reason to travel"
    );
    let round = world.json(["agenda", "--visits", "--on", "2026-11-25", "--json"]);
    let reasons: Vec<&str> =
        round.as_array().unwrap().iter().map(|one| one["reason"].as_str().unwrap()).collect();
    assert_eq!(reasons, ["open", "due", "neighbour"]);
    assert_eq!((&round[1]["visit"], &round[1]["said"]), (&Value::Null, &Value::Null));
    let page = world.ok(["agenda", "--visits", "--on", "2026-11-25"]);
    for said in [
        "Round of Wed 25 Nov: 3 to visit",
        "visit: yes, said on 2 Nov",
        "ask whether a visit suits",
        "not asked yet",
    ] {
        assert!(page.contains(said), "{page}");
    }
    let page = world.ok(["--lang", "zh", "agenda", "--visits", "--on", "2026-11-25"]);
    assert!(page.contains("拜访清单：3 个客户") && page.contains("尚未问过能否上门"), "{page}");
    world.run(["agenda", "--on", "fri"]).refused(2, &["--visits"]);
    world.run(["agenda", "--visits", "--on", "someday"]).refused(2, &["--on"]);
}

#[test]
fn an_empty_agenda_mails_nothing_and_a_mail_needs_a_reader() {
    let world = book();
    for form in ["mail", "html", "md"] {
        let nothing =
            world.run(["agenda", "--owner", "li", "--tag", "nothing", "--to", "x@example.com", "-f", form]);
        assert_eq!((nothing.code, nothing.stdout.as_str()), (0, ""), "{form}");
    }
    let mail = world.ok(["agenda", "--owner", "li", "-f", "mail"]);
    assert!(mail.starts_with("To: <li@example.com>\n"), "{mail}");
    for part in
        ["Subject: =?utf-8?", "text/plain; charset=\"utf-8\"", "text/html", "text/calendar", "Auto-Submitted"]
    {
        assert!(mail.contains(part), "{part}");
    }
    world.run(["agenda", "--owner", "wang", "-f", "mail"]).refused(2, &["nobody receives this mail", "--to"]);
    world.run(["agenda", "--all-owners", "-f", "mail"]).refused(2, &["one person's agenda"]);
    let injected = ["agenda", "--owner", "li", "-f", "mail", "--to", "a@b\r\nBcc: x@y"];
    world.run(injected).refused(2, &["is not a mail address"]);
}

#[test]
fn weeks_and_months_end_where_the_calendar_says() {
    let world = World::new();
    world.put("crm.yaml", "people:\n  li: {name: 李娜}\n");
    let ends = |span: &str, today: &str| {
        let agenda = world.json(["agenda", span, "--owner", "li", "--json", "--today", today]);
        let days = agenda[0]["days"].as_array().unwrap().clone();
        let day = |at: usize| days[at]["date"].as_str().unwrap().to_owned();
        (day(0), day(days.len() - 1), days.len())
    };
    for (span, today, first, last, worked) in [
        ("--month", "2026-01-31", "2026-02-02", "2026-02-27", 20), // up to 28 February, which isn't in it
        ("--month", "2028-01-31", "2028-01-31", "2028-02-28", 21),
        ("--month", "2028-02-01", "2028-02-01", "2028-02-29", 21), // a leap day
        ("--month", "2026-12-15", "2026-12-15", "2027-01-14", 23),
        ("--week", "2026-12-30", "2026-12-30", "2027-01-05", 5), // week 53 into week 1
        ("--week", "2028-02-28", "2028-02-28", "2028-03-03", 5), // to Sunday, 5 March
        ("--day", "2028-02-29", "2028-02-29", "2028-02-29", 1),
    ] {
        assert_eq!(ends(span, today), (first.to_owned(), last.to_owned(), worked), "{span} from {today}");
    }
}

#[test]
fn a_round_lies_ahead_and_a_region_is_one_of_those_that_there_are() {
    let world = World::new();
    world.card("a", "name: A\ngrade: C\nowner: li\ncountry: CN\nregion: 浙江\n");
    world.card("b", "name: B\ngrade: C\nowner: wang\ncountry: CN\nregion: 浙江\n");
    let said =
        r#"{"at":"2026-11-02","by":"li","kind":"followup","via":"call","visit":"yes","next":"2026-11-12"}"#;
    world.log("a", &[said]);
    world.log("b", &[said]);
    let visits = |args: &[&str]| world.run([&["agenda", "--visits"], args].concat());
    visits(&["--on", "2026-11-19"]).refused(2, &["--on 2026-11-19 is over"]);
    let outcome = visits(&["--on", "2026-11-21"]);
    assert!(outcome.code == 0 && outcome.stderr.contains("Sat 21 Nov is not a working day"), "{outcome:?}");
    for region in ["浙江", "zhejiang", "zj", "Bavaria,浙江"] {
        let outcome = visits(&["--region", region, "-f", "ids"]);
        match region {
            "Bavaria,浙江" => drop(outcome.refused(2, &["no customer has the region \"Bavaria\"", "浙江"])),
            _ => assert_eq!(outcome.stdout, "a\nb\n", "{region}"),
        }
    }
    let page = visits(&["--on", "2026-11-25"]).stdout;
    assert!(page.contains("overdue since Thu 12 Nov") && page.contains("owner: wang"), "{page}");
}

#[test]
fn the_end_of_the_day_says_what_has_its_deadline_and_who_is_still_due() {
    let world = World::new();
    world.card("acme", "name: Acme\ngrade: C\nowner: li\nsince: 2026-11-01\n");
    let page = world.ok(["agenda", "--wrap-up", "--owner", "li"]);
    assert!(page.contains("Nothing is left to finish today.\nStill due: 1 · crm due --owner li\n"), "{page}");
    world.ok(["log", "acme", "leaks", "--complaint", "opened", "--ref", "C-1"]);
    let page = world.ok(["agenda", "--wrap-up", "--owner", "li"]);
    assert!(page.contains("Has its day now") && page.contains("complaint C-1 of 20 Nov"), "{page}");
    let page = world.ok(["--lang", "zh", "agenda", "--wrap-up", "--owner", "li"]);
    assert!(page.contains("期限已到或将到") && page.contains("仍待跟进：1 个"), "{page}");
}

#[test]
fn a_late_customer_of_a_higher_grade_comes_before_the_mails_of_a_lower_one() {
    let world = World::new();
    world.put("crm.yaml", "people:\n  li: {name: Li, hours_a_week: 3}\n");
    let at =
        |day: &str| format!(r#"{{"at":"{day}","by":"li","kind":"followup","via":"email","reply":"none"}}"#);
    for (id, grade, last) in [("c1", "C", "2026-09-18"), ("c2", "C", "2026-09-18")]
        .into_iter()
        .map(|(id, grade, last)| (id.to_owned(), grade, last))
        .chain((0..20).map(|number| (format!("e{number}"), "E", "2026-05-20")))
    {
        world.card(&id, &format!("name: {id}\ngrade: {grade}\nowner: li\nplan: x\n"));
        world.log(&id, &[&at(last)]);
    }
    let planned = |world: &World| -> Vec<String> {
        let day = world.json(["agenda", "--owner", "li", "--json"]);
        let items = day[0]["days"][0]["items"].as_array().unwrap().clone();
        items.iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(planned(&world), ["c1", "c2"], "E is left out");
    assert_eq!(world.json(["agenda", "--owner", "li", "--json"])[0]["left"].as_array().unwrap().len(), 20);
    // Who has said what a follow-up is worth gets what is worth most a minute.
    world.put(
        "crm.yaml",
        "people:\n  li: {name: Li, hours_a_week: 3}\ngrades:\n  C: {cadence: 2 months, minutes: 20, worth: 4}\n  \
         E: {cadence: 6 months, minutes: 2}\n",
    );
    assert_eq!(planned(&world).len(), 18, "36 minutes of two");
}
