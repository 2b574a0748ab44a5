//! How a customer pays, on its page and for programs.

use serde_json::json;

use crate::world::World;

#[test]
fn the_page_says_how_it_pays_and_by_which_invoices() {
    let world = World::new();
    world.card("acme", "name: Acme\ngrade: A\nowner: li\n");
    assert_eq!(world.json(["show", "acme", "--json"])["payment"], json!(null));
    world.log(
        "acme",
        &[
            r#"{"at":"2026-04-01","by":"li","kind":"invoice","ref":"I-1","amount":"100","due":"2026-05-01"}"#,
            r#"{"at":"2026-05-01","by":"li","kind":"payment","ref":"I-1","amount":"100"}"#,
            r#"{"at":"2026-06-01","by":"li","kind":"invoice","ref":"I-2","amount":"100","due":"2026-07-01"}"#,
            r#"{"at":"2026-07-06","by":"li","kind":"payment","ref":"I-2","amount":"100"}"#,
            r#"{"at":"2026-11-01","by":"li","kind":"invoice","ref":"I-3","amount":"100","due":"2026-12-01"}"#,
        ],
    );
    let page = world.ok(["show", "acme"]);
    for line in [
        "2.5 days late on average, 1 of 2 invoices on time (last 12 months)",
        "· I-2: due 1 Jul, paid 6 Jul, 5 days late",
        "· I-1: due 1 May, paid 1 May, on the day",
    ] {
        assert!(page.contains(line), "{line}:\n{page}");
    }
    assert!(!page.contains("· I-3"), "what isn't due says nothing:\n{page}");
    let page = world.ok(["--lang", "zh", "show", "acme"]);
    for line in
        ["平均逾期 2.5 天，2 张发票中 1 张按时（近12个月）", "· I-2：7月1日到期，7月6日付清，逾期 5 天"]
    {
        assert!(page.contains(line), "{line}:\n{page}");
    }
    assert_eq!(
        world.json(["show", "acme", "--json"])["payment"],
        json!({"days_late": 2.5, "on_time": 1, "invoices": [
            {"ref": "I-1", "due": "2026-05-01", "paid": "2026-05-01", "days_late": 0},
            {"ref": "I-2", "due": "2026-07-01", "paid": "2026-07-06", "days_late": 5},
        ], "overdue": []})
    );
    // One that isn't paid says more than those that are.
    let late = world.json(["--today", "2026-12-31", "show", "acme", "--json"])["payment"].clone();
    assert_eq!(
        (&late["days_late"], &late["on_time"], &late["overdue"]),
        (&json!(11.7), &json!(1), &json!([{"ref": "I-3", "due": "2026-12-01", "days_late": 30}]))
    );
    let page = world.ok(["--today", "2026-12-31", "show", "acme"]);
    let says = "11.7 days late on average, 1 of 3 invoices on time, 1 overdue (last 12";
    assert!(page.contains(says), "{page}");
    let page = world.ok(["--today", "2026-12-31", "--lang", "zh", "show", "acme"]);
    assert!(page.contains("3 张发票中 1 张按时，其中 1 张逾期未付"), "{page}");
}
