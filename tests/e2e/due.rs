use serde_json::{Value, json};

use crate::world::World;

/// One customer in each of the seven rules' situations, and what the rules make of it.
fn seven() -> World {
    let world = World::new();
    let follow_up =
        |at: &str, rest: &str| format!(r#"{{"at":"{at}","by":"li","kind":"followup","via":"call"{rest}}}"#);
    let sample =
        |at: &str, state: &str| format!(r#"{{"at":"{at}","by":"li","kind":"sample","state":"{state}"}}"#);
    let put = |id: &str, card: &str, log: &[String]| {
        world.card(id, card);
        let lines: Vec<&str> = log.iter().map(String::as_str).collect();
        if !lines.is_empty() {
            world.log(id, &lines);
        }
    };
    put("r1-archived", "name: A\ngrade: A\narchived: 2026-01-01\n", &[]);
    put("r1-dead", "name: D\ngrade: C\nneed: dead\n", &[]);
    let complaint = |at: &str, reference: &str, state: &str| {
        format!(r#"{{"at":"{at}","by":"li","kind":"complaint","ref":"{reference}","state":"{state}"}}"#)
    };
    put("r2-unanswered", "name: C1\ngrade: A\n", &[complaint("2026-11-19", "X", "opened")]);
    put(
        "r2-answered",
        "name: C2\ngrade: A\n",
        &[complaint("2026-11-17", "X", "opened"), complaint("2026-11-18", "X", "answered")],
    );
    let ending = |at: &str, state: &str| {
        format!(r#"{{"at":"{at}","by":"li","kind":"ending","ref":"X","state":"{state}","why":"price"}}"#)
    };
    put("r2-ending", "name: W1\ngrade: D\n", &[ending("2026-11-19", "opened")]);
    put(
        "r2-earliest",
        "name: W2\ngrade: D\n",
        &[ending("2026-11-16", "opened"), complaint("2026-11-15", "X", "opened")],
    );
    put("r2-archived", "name: W3\ngrade: E\narchived: 2026-11-01\n", &[ending("2026-11-18", "answered")]);
    put("r3-ungraded", "name: U\nsince: 2026-11-02\n", &[follow_up("2026-11-10", "")]);
    put("r4-first", "name: F\ngrade: D\nsince: 2026-11-15\n", &[]);
    put("r4-first-today", "name: F2\ngrade: D\n", &[]);
    put("r5-agreed", "name: G\ngrade: C\n", &[follow_up("2026-11-01", r#","next":"2026-11-14""#)]);
    put(
        "r5-sample-came-after",
        "name: H\ngrade: B\n",
        &[follow_up("2026-11-01", r#","next":"2026-12-24""#), sample("2026-11-16", "agreed")],
    );
    put("r6-cadence", "name: I\ngrade: C\n", &[follow_up("2026-08-31", "")]);
    put("r6-own", "name: J\ngrade: C\ncadence: 10 days\n", &[follow_up("2026-11-09", "")]);
    put(
        "r6-step",
        "name: K\ngrade: B\n",
        &[sample("2026-11-10", "received"), follow_up("2026-11-12", ""), follow_up("2026-11-12", "")],
    );
    put("r6-since-grade", "name: L\ngrade: B\nsince: 2026-11-16\n", &[follow_up("2026-11-17", "")]);
    let used_up: Vec<String> = std::iter::once(sample("2026-10-01", "received"))
        .chain(["05", "12", "15", "22"].map(|day| follow_up(&format!("2026-10-{day}"), "")))
        .collect();
    put("r6-decide", "name: M\ngrade: B\n", &used_up);
    let orders: Vec<String> = ["2026-08-03", "2026-09-02", "2026-10-02", "2026-11-01"]
        .iter()
        .map(|at| format!(r#"{{"at":"{at}","by":"li","kind":"order","amount":100,"currency":"USD"}}"#))
        .chain([follow_up("2026-11-02", "")])
        .collect();
    put("r6-rhythm", "name: N\ngrade: A\n", &orders);
    put("r7-weekend", "name: O\ngrade: C\ncadence: 7 days\n", &[follow_up("2026-11-14", "")]);
    put("r7-agreed-weekend", "name: P\ngrade: C\n", &[follow_up("2026-11-13", r#","next":"2026-11-15""#)]);
    world
}

#[test]
fn the_seven_rules_through_the_built_binary() {
    let world = seven();
    let due = world.json(["due", "--within", "30d", "--json"]);
    let found = |id: &str| due.as_array().unwrap().iter().find(|item| item["id"] == id);
    for (id, day, code) in [
        ("r2-unanswered", "2026-11-20", "complaint"),
        ("r2-answered", "2026-11-19", "complaint"),
        ("r2-ending", "2026-11-20", "ending"),
        ("r2-earliest", "2026-11-16", "complaint"),
        ("r2-archived", "2026-11-20", "ending"),
        ("r3-ungraded", "2026-11-02", "ungraded"),
        ("r4-first", "2026-11-15", "first-contact"),
        ("r4-first-today", "2026-11-20", "first-contact"),
        ("r5-agreed", "2026-11-14", "agreed"),
        ("r5-sample-came-after", "2026-11-17", "step"),
        ("r6-cadence", "2026-11-02", "cadence"), // 31 October is a Saturday
        ("r6-own", "2026-11-19", "cadence"),
        ("r6-step", "2026-11-19", "step"),
        ("r6-since-grade", "2026-11-18", "no-sample"),
        ("r6-decide", "2026-10-29", "decide"),
        ("r7-weekend", "2026-11-23", "cadence"),
        ("r7-agreed-weekend", "2026-11-15", "agreed"),
    ] {
        let item = found(id).unwrap_or_else(|| panic!("{id} is not due"));
        assert_eq!((&item["due"], &item["reason"]["code"]), (&json!(day), &json!(code)), "{item}");
    }
    assert_eq!(found("r6-rhythm").unwrap()["reason"]["code"], "rhythm");
    assert!(found("r1-archived").is_none() && found("r1-dead").is_none(), "never due");
    let step = &found("r6-step").unwrap()["reason"];
    assert_eq!((&step["step"], &step["of"]), (&json!(2), &json!(4)), "two on one day are one contact day");
    let weekend = found("r7-weekend").unwrap();
    assert_eq!((&weekend["standing"], &weekend["days_late"]), (&json!("upcoming"), &json!(-3)));
    let late = found("r6-own").unwrap();
    assert_eq!((&late["standing"], &late["days_late"]), (&json!("overdue"), &json!(1)));
    assert_eq!(found("r2-unanswered").unwrap()["standing"], "today");
}

#[test]
fn every_due_date_derives_itself() {
    let world = seven();
    let text = world.ok(["due", "--why", "--grade", "B"]);
    insta::assert_snapshot!(text, @r#"
    2026-11-20 (Fri) · 4 due, 4 of them overdue · 44 min

    B  M  r6-decide                                                     22 days late
       sequence of 4 used up: decide A, C or D                                11 min
       last 22 Oct, call
       do   turn the sample into a first order: ask for the test
         result, and what an order depends on
       · rule 6 of 7: all 4 steps are used up (the built-in default:
         grades.B.steps.received), so decide A, C or D
       · gaps in days: 3, 7, 3, [7]
       · counts from: sample received on 2026-10-01,
         r6-decide.log.jsonl line 1; last contact on 2026-10-22
       · 2026-10-22 + 7 days = 2026-10-29 (Thu)

    B  H  r5-sample-came-after                                           3 days late
       step 1 of 7: 1 day after 16 Nov                                        11 min
       last 1 Nov, call
       do   turn the sample into a first order: confirm specification,
         quantity, address and who pays the courier
       · rule 6 of 7: step 1 of 7, the built-in default:
         grades.B.steps.agreed
       · gaps in days: [1], 1, 2, 3, 7, 7, 15
       · counts from: sample agreed on 2026-11-16,
         r5-sample-came-after.log.jsonl line 2
       · 2026-11-16 + 1 day = 2026-11-17 (Tue)

    B  L  r6-since-grade                                                 2 days late
       no sample on record: log it, or grade it anew; last contact 17         11 min
         Nov
       last 17 Nov, call
       do   turn the sample into a first order
       · rule 6 of 7: no sample, and no decision that it became one of
         this grade, is on record; so the first gap (the built-in
         default: grades.B.steps)
       · counts from: follow-up on 2026-11-17,
         r6-since-grade.log.jsonl line 1
       · 2026-11-17 + 1 day = 2026-11-18 (Wed)

    B  K  r6-step                                                         1 day late
       step 2 of 4: 7 days after 12 Nov                                       11 min
       last 12 Nov, call
       do   turn the sample into a first order: ask for the test
         result, and what an order depends on
       · rule 6 of 7: step 2 of 4, the built-in default:
         grades.B.steps.received
       · gaps in days: 3, [7], 3, 7
       · counts from: sample received on 2026-11-10, r6-step.log.jsonl
         line 1; 1 contact day since, the last on 2026-11-12
       · 2026-11-12 + 7 days = 2026-11-19 (Thu)

    Before the call: crm show ID
    After it: crm log ID "what was said" --reply positive --next fri
    "#);
    let why = world.json(["due", "--why", "--json", "--within", "30d"]);
    for item in why.as_array().unwrap() {
        let steps = item["why"].as_array().unwrap_or_else(|| panic!("no derivation: {item}"));
        assert!(!steps.is_empty(), "{item}");
    }
}

#[test]
fn a_weekly_date_that_moves_to_the_friday_before_says_so() {
    let world = World::new();
    world.put("crm.yaml", "version: 1\nscheme: own\ngrades: {C: {cadence: 1 week}}\nmoves: off\n");
    world.card("acme", "name: Acme\ngrade: C\n");
    world.log("acme", &[r#"{"at":"2026-11-01","by":"li","kind":"followup","via":"call"}"#]);
    for (lang, want) in [
        ("en", "2026-11-08 is a Sunday, so the last working day before it: 2026-11-06 (Fri)"),
        ("zh", "2026-11-08 是周日，提前到此前最后一个工作日 2026-11-06"),
    ] {
        let told = world.ok(["due", "--why", "--lang", lang]);
        let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(told.replace(' ', "").contains(&want.replace(' ', "")), "{told}");
    }
}

#[test]
fn a_due_customer_stays_due_until_somebody_logs() {
    let world = seven();
    let is_due = |day: &str| {
        let due = world.json(["--today", day, "due", "--json"]);
        due.as_array().unwrap().iter().any(|item| item["id"] == "r6-own")
    };
    assert!(!is_due("2026-11-18"));
    assert!(is_due("2026-11-19") && is_due("2026-12-19") && is_due("2027-11-19"));
    world.ok(["log", "r6-own", "spoke", "--via", "call"]);
    assert!(!is_due("2026-11-20"));
}

fn order() -> World {
    let world = World::new();
    let log = |id: &str, at: &str, rest: &str| {
        world.log(
            id,
            &[&format!(
                r#"{{"at":"{at}","by":"li","kind":"followup","via":"call","next":"2026-11-18"{rest}}}"#
            )],
        );
    };
    for (id, grade) in [("e", "E"), ("d", "D"), ("c", "C"), ("b", "B"), ("a", "A")] {
        world.card(id, &format!("name: {id}\ngrade: {grade}\n"));
        log(id, "2026-11-01", "");
    }
    world.card("c-target", "name: T\ngrade: C\nowner: li\n");
    log("c-target", "2026-11-01", r#","need":"target""#);
    world.card("c-keen", "name: K\ngrade: C\ncountry: DE\ntags: [hot]\nindustry: machinery\n");
    log("c-keen", "2026-11-01", r#","reply":"positive""#);
    world.card("c-later", "name: L\ngrade: C\n");
    world.log("c-later", &[r#"{"at":"2026-11-01","by":"li","kind":"followup","next":"2026-11-19"}"#]);
    world
}

#[test]
fn the_order_of_work() {
    let world = order();
    assert_eq!(
        world.ok(["due", "--format", "ids"]).lines().collect::<Vec<_>>(),
        ["a", "b", "c-target", "c-keen", "c", "c-later", "d", "e"],
        "by grade, then by need, then by intention, then the longest overdue"
    );
    assert_eq!(world.ok(["due", "--format", "ids", "--limit", "2"]), "a\nb\n");
}

#[test]
fn filters_choose() {
    let world = order();
    let ids = |args: &[&str]| world.ok([&["due", "-f", "ids"], args].concat()).replace('\n', " ");
    assert_eq!(ids(&["--grade", "A,e"]), "a e ");
    assert_eq!(ids(&["--owner", "me"]), "c-target ");
    assert_eq!(ids(&["--owner", "pool", "--grade", "C"]), "c-keen c c-later ");
    assert_eq!(ids(&["--country", "de"]), "c-keen ");
    assert_eq!(ids(&["--tag", "hot"]), "c-keen ");
    assert_eq!(ids(&["--industry", "machinery"]), "c-keen ");
    assert_eq!(ids(&["--need", "target"]), "c-target ");
    assert_eq!(ids(&["machinery"]), "c-keen ");
    world.run(["due", "--grade", "Z"]).refused(2, &["there is no grade"]);
    world.run(["due", "--need", "z"]).refused(2, &["one of target"]);
    world.run(["due", "--within", "soon"]).refused(2, &["\"soon\" is not a time", "7d"]);
}

#[test]
fn within_adds_what_comes() {
    let world = World::new();
    for (id, next) in
        [("one", "2026-11-20"), ("two", "2026-11-21"), ("three", "2026-11-27"), ("four", "2026-11-28")]
    {
        world.card(id, &format!("name: {id}\ngrade: C\n"));
        world.log(id, &[&format!(r#"{{"at":"2026-11-02","by":"li","kind":"followup","next":"{next}"}}"#)]);
    }
    let count = |args: &[&str]| world.ok([&["due", "-f", "ids"], args].concat()).lines().count();
    assert_eq!(count(&[]), 1);
    assert_eq!(count(&["--within", "1d"]), 2);
    assert_eq!(count(&["--within", "7d"]), 3);
    assert_eq!(count(&["--within", "fri"]), 3);
    assert_eq!(count(&["-w", "2026-11-28"]), 4);
    world
        .run(["due", "--within", "2026-11-01"])
        .refused(2, &["lies before 2026-11-20", "--today 2026-11-01"]);
}

#[test]
fn the_forms_of_the_answer() {
    let world = order();
    let args = |format: &'static str| ["due", "--grade", "C", "--limit", "2", "--format", format];
    insta::assert_snapshot!(world.ok(args("table")), @r#"
    2026-11-20 (Fri) · 4 due, 4 of them overdue · 1 h 20 min

    C  T  c-target                                                       2 days late
       agreed on 1 Nov                                                        20 min
       last 1 Nov, call
       do   find the way to a first sample: read all about the customer
         first, then follow the plan
       plan none yet, and this grade needs one: crm set c-target
         plan="…"

    C  K  c-keen                                                         2 days late
       agreed on 1 Nov                                                        20 min
       last 1 Nov, call, positive
       do   find the way to a first sample: read all about the customer
         first, then follow the plan
       plan none yet, and this grade needs one: crm set c-keen plan="…"

    … and 2 more, by --limit
    Before the call: crm show ID
    After it: crm log ID "what was said" --reply positive --next fri
    "#);
    insta::assert_snapshot!(world.ok(args("plain")), @r"
    C	c-target	T	2026-11-18	2 days late	agreed on 1 Nov	
    C	c-keen	K	2026-11-18	2 days late	agreed on 1 Nov
    ");
    insta::assert_snapshot!(world.ok(args("csv")), @r"
    id,name,grade,owner,due,standing,days_late,reason,reason_text,minutes,last_at,last_via,last_reply,last_text,plan,contact,email,phone,next_time,alarms
    c-target,T,C,li,2026-11-18,overdue,2,agreed,agreed on 1 Nov,20,2026-11-01,call,,,,,,,,
    c-keen,K,C,,2026-11-18,overdue,2,agreed,agreed on 1 Nov,20,2026-11-01,call,positive,,,,,,,
    ");
    insta::assert_snapshot!(world.ok(args("json")), @r#"
    [
      {
        "id": "c-target",
        "name": "T",
        "grade": "C",
        "written": null,
        "owner": "li",
        "due": "2026-11-18",
        "standing": "overdue",
        "days_late": 2,
        "reason": {
          "code": "agreed",
          "text": "agreed on 1 Nov"
        },
        "attention": null,
        "minutes": 20,
        "score": null,
        "last": {
          "at": "2026-11-01",
          "kind": "followup",
          "via": "call",
          "text": null,
          "reply": null
        },
        "plan": null,
        "contact": null,
        "data": null,
        "call": null,
        "playbooks": [
          {
            "for": "C",
            "goal": "find the way to a first sample",
            "actions": [
              {
                "do": "read all about the customer first, then follow the plan",
                "every": null,
                "after": null,
                "never_done": false
              }
            ],
            "who": null
          }
        ],
        "lacks_plan": true,
        "suggests": [],
        "leaves": null,
        "moved_from": null,
        "unsatisfied": null,
        "next_time": null,
        "next_zone": null,
        "alarms": []
      },
      {
        "id": "c-keen",
        "name": "K",
        "grade": "C",
        "written": null,
        "owner": null,
        "due": "2026-11-18",
        "standing": "overdue",
        "days_late": 2,
        "reason": {
          "code": "agreed",
          "text": "agreed on 1 Nov"
        },
        "attention": null,
        "minutes": 20,
        "score": null,
        "last": {
          "at": "2026-11-01",
          "kind": "followup",
          "via": "call",
          "text": null,
          "reply": "positive"
        },
        "plan": null,
        "contact": null,
        "data": null,
        "call": {
          "zone": "Europe/Berlin",
          "zone_from": "country",
          "channel": null,
          "hours": null,
          "here": null,
          "both": null,
          "here_zone": null,
          "offset_minutes": null,
          "best": null,
          "meeting": null
        },
        "playbooks": [
          {
            "for": "C",
            "goal": "find the way to a first sample",
            "actions": [
              {
                "do": "read all about the customer first, then follow the plan",
                "every": null,
                "after": null,
                "never_done": false
              }
            ],
            "who": null
          }
        ],
        "lacks_plan": true,
        "suggests": [],
        "leaves": null,
        "moved_from": null,
        "unsatisfied": null,
        "next_time": null,
        "next_zone": null,
        "alarms": []
      }
    ]
    "#);
    assert_eq!(world.ok(["due", "--json"]), world.ok(["due", "--format", "json"]));
}

#[test]
fn nothing_due_is_done() {
    let world = World::new();
    world.card("x", "name: X\nneed: dead\ngrade: E\n");
    insta::assert_snapshot!(world.ok(["due"]), @"
    2026-11-20 (Fri) · 0 due, 0 of them overdue · 0 min
    Nothing is due. crm due --within 7d shows what comes.
    ");
    assert_eq!(world.json(["due", "--json"]), Value::Array(vec![]));
    assert_eq!(world.ok(["due", "--format", "ids"]), "");
    assert_eq!(world.run(["due", "--exit-code"]).code, 0);
    world.card("y", "name: Y\n");
    assert_eq!(world.run(["due", "--exit-code"]).code, 1);
    assert_eq!(world.run(["due", "--exit-code", "--grade", "E", "--within", "1y"]).code, 0);
}

#[test]
fn what_has_not_happened_yet_counts_for_nothing() {
    let world = order();
    let due = world.json(["--today", "2026-10-31", "due", "--json", "--grade", "A"]);
    assert_eq!(due[0]["reason"]["code"], "first-contact", "the replayed day knows no later entry");
}

#[test]
fn the_last_contact_is_the_one_that_the_reason_counts_from() {
    let quote = r#"{"at":"2026-08-23T09:56:05+08:00","by":"li","kind":"quote","amount":"5000.50","ref":"Q","via":"email"}"#;
    let older = r#"{"at":"2026-07-29T09:00:05+08:00","by":"li","kind":"followup","via":"call","text":"hello","reply":"positive"}"#;
    let same_day =
        r#"{"at":"2026-08-23T09:00:05+08:00","by":"li","kind":"followup","via":"call","text":"price?"}"#;
    for (lines, kind, shown) in [
        (&[quote][..], "quote", "last 23 Aug, email, quote"),
        (&[older, quote], "quote", "last 23 Aug, email, quote"),
        (&[same_day, quote], "followup", "last 23 Aug, call: price?"),
    ] {
        let world = World::new();
        world.card("acme", "name: Acme\ngrade: C\nowner: li\nsince: 2024-01-01\n");
        world.log("acme", lines);
        assert_eq!(world.json(["due", "--json"])[0]["last"]["kind"], kind, "{lines:?}");
        assert!(world.ok(["due"]).contains(shown), "{lines:?}: {}", world.ok(["due"]));
        let table = world.ok(["export"]);
        assert!(table.contains("2026-08-23"), "{lines:?}: {table}");
    }
}

/// 24 hours from a Friday end on a Saturday, when nobody opens crm.
#[test]
fn a_complaint_and_a_wish_to_end_stand_first_from_their_opening_on() {
    let world = World::new();
    world.card("acme", "name: Acme\ngrade: C\nowner: li\n");
    world.card("calm", "name: Calm\ngrade: A\nowner: li\nsince: 2026-11-01\n");
    world.log("acme", &[r#"{"at":"2026-11-19","by":"li","kind":"followup","via":"call"}"#]);
    assert_eq!(world.ok(["due", "-f", "ids"]), "calm\n");
    world.ok(["log", "acme", "leaks", "--complaint", "opened", "--ref", "C-1"]);
    assert_eq!(world.ok(["due", "-f", "ids"]), "acme\ncalm\n");
    let due = world.json(["due", "--json"]);
    assert_eq!(
        (&due[0]["due"], &due[0]["standing"], &due[0]["days_late"]),
        (&"2026-11-21".into(), &"upcoming".into(), &(-1).into()),
        "the deadline stays what it is"
    );
    let page = world.ok(["due"]);
    assert!(page.contains("2 due, 1 of them overdue") && page.contains("answered by Sat 21 Nov"), "{page}");
    assert!(world.ok(["--lang", "zh", "due"]).contains("须在"), "in Chinese, too");
    assert_eq!(world.ok(["agenda", "--owner", "li", "-f", "ids"]), "acme\ncalm\n");
    assert_eq!(world.run(["due", "--exit-code"]).code, 1);
    // Of both, both are told.
    world.ok(["log", "acme", "--ending", "opened", "--why", "price"]);
    for page in
        [world.ok(["due"]), world.ok(["show", "acme"]), world.ok(["list", "--columns", "id,attention"])]
    {
        assert!(page.contains("wish to end of 20 Nov") && page.contains("complaint C-1 of 20"), "{page}");
    }
}

#[test]
fn who_has_the_time_contacts_a_grade_more_often() {
    let world = World::new();
    world.put("crm.yaml", "people: {li: {cadence: {E: 4 months}}, wang: {}}\n");
    for (id, owner, more) in [("mine", "li", ""), ("other", "wang", ""), ("own", "li", "cadence: 5 months\n")]
    {
        world.card(id, &format!("name: {id}\ngrade: E\nowner: {owner}\n{more}"));
        world.log(id, &[r#"{"at":"2026-08-03","by":"li","kind":"followup","via":"email"}"#]);
    }
    let due = world.json(["due", "--within", "365d", "--json"]);
    let days: Vec<_> = due.as_array().unwrap().iter().map(|one| one["due"].as_str().unwrap()).collect();
    assert_eq!(days.len(), 3);
    let of = |id: &str| due.as_array().unwrap().iter().find(|one| one["id"] == id).unwrap()["due"].clone();
    assert_eq!((of("mine"), of("own")), ("2026-12-03".into(), "2027-01-04".into()));
    assert_eq!(of("other"), "2027-02-03");
    let why = world.ok(["due", "--within", "30d", "--why"]);
    for says in ["every 4 months for its owner, last contact 3 Aug", "crm.yaml: people.li.cadence.E"] {
        assert!(why.contains(says), "{says}: {why}");
    }
    let said = world.ok(["--lang", "zh", "due", "--within", "30d"]);
    assert!(said.contains("每4个月一次（负责人单独设定）"), "{said}");
    world.put("crm.yaml", "people: {li: {cadence: {B: 4 months}}}\n");
    let told = world.run(["check"]).whole();
    assert!(told.contains("one of A, C, D, E"), "{told}");
}
