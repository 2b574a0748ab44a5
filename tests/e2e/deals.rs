//! `crm deals`, and what becomes of quotes: from what is logged to the list, and what else obeys it.
use serde_json::json;

use crate::world::World;

fn team() -> World {
    let world = World::new();
    world.put("crm.yaml", "version: 2\nrates: {EUR: [{from: 2026-01-01, rate: 1.1}]}\n");
    world.card("acme", "name: Acme Ltd\ngrade: C\nowner: li\nsince: 2026-01-01\n");
    world.card("bolt", "name: Bolt AG\ngrade: C\nowner: wang\nsince: 2026-01-01\n");
    world
}

#[test]
fn a_deal_goes_from_a_need_to_an_order() {
    let world = team();
    let stage = || {
        let all =
            world.json(["deals", "--json", "--stage", "asked,quoted,sampling,negotiating,passed,won,lost"]);
        let one = &all[0];
        json!([one["stage"], one["waits_for"], one["amount"], one["weighted"], one["days"]])
    };
    for (args, want) in [
        (
            &["--via", "call", "--need", "target", "--at", "2026-11-02 09:00"][..],
            json!(["asked", "quote", null, null, 18]),
        ),
        (
            &[
                "--quote",
                "1000 EUR",
                "--item",
                "HX",
                "--ref",
                "Q-1",
                "--expected",
                "2026-12-15",
                "--at",
                "2026-11-03 09:00",
            ],
            json!(["quoted", "answer", "1000", "275.00", 17]),
        ),
        (
            &["--via", "call", "--reply", "neutral", "--at", "2026-11-05 09:00"],
            json!(["negotiating", "step", "1000", "550.00", 15]),
        ),
        (
            &["--sample", "agreed", "--item", "HX", "--ref", "S-1", "--at", "2026-11-06 09:00"],
            json!(["sampling", "dispatch", "1000", "440.00", 14]),
        ),
        (
            &["--sample", "received", "--ref", "S-1", "--at", "2026-11-12 09:00"],
            json!(["sampling", "test", "1000", "440.00", 14]),
        ),
        (
            &["--sample", "passed", "--ref", "S-1", "--at", "2026-11-16 09:00"],
            json!(["passed", "order", "1000", "770.00", 4]),
        ),
        (
            &["--order", "1100 EUR", "--item", "HX", "--ref", "PO-1", "--at", "2026-11-18 09:00"],
            json!(["won", null, "1100", "1210.00", 2]),
        ),
    ] {
        world.ok([&["log", "acme", "as we spoke"][..], args].concat());
        assert_eq!(stage(), want, "{args:?}");
    }
    let all = world.json(["deals", "--json", "--stage", "won"]);
    assert_eq!(all.as_array().unwrap().len(), 1, "one deal, whatever its numbers: {all}");
    assert_eq!((&all[0]["refs"], &all[0]["expected"]), (&json!(["Q-1", "S-1"]), &json!("2026-12-15")));
    assert_eq!(world.json(["deals", "--json"]), json!([]), "what is over is shown only by its stage");
}

#[test]
fn what_is_lost_says_why_and_is_a_negotiation_no_more() {
    let world = team();
    world.ok([
        "log",
        "acme",
        "offer",
        "--quote",
        "5000",
        "--item",
        "HX",
        "--ref",
        "Q-7",
        "--at",
        "2026-11-03 09:00",
    ]);
    assert!(world.ok(["dates", "--kind", "quote-unanswered"]).contains("Q-7"));
    let deal = || world.json(["show", "acme", "--json"])["views"]["deal"].clone();
    assert_eq!(deal(), "in negotiation");
    world
        .run(["log", "acme", "x", "--quote", "lost", "--ref", "Q-8"])
        .refused(4, &["acme has no open quote \"Q-8\"", "--ref Q-7"]);
    world.run(["log", "bolt", "x", "--quote", "lost"]).refused(4, &["bolt has no open quote"]);
    world
        .run(["log", "acme", "x", "--order", "5", "--competitor", "Nord"])
        .refused(2, &["an order has no --competitor"]);
    // Nothing that was typed is lost.
    for (args, says) in [
        (&["--quote", "lost", "--currency", "EUR"][..], "--currency is for an amount"),
        (&["--kind", "quote", "--state", "lost", "--amount", "5"], "has no --amount"),
    ] {
        world.run([&["log", "acme", "x"][..], args].concat()).refused(2, &[says]);
    }
    let line = world.ok(["log", "acme", "x", "--kind", "quote", "--state", "lost", "--dry-run"]);
    assert!(line.contains(r#""state":"lost","ref":"Q-7""#), "{line}");
    // The only open one needs no number.
    world.ok(["log", "acme", "too dear", "--quote", "lost", "--why", "price", "--competitor", "Nord AG"]);
    let last = world.last("acme");
    assert_eq!(
        json!([last["kind"], last["state"], last["ref"], last["why"], last["competitor"], last["via"]]),
        json!(["quote", "lost", "Q-7", "price", "Nord AG", "other"])
    );
    assert_eq!(deal(), "potential");
    assert!(!world.ok(["dates", "--kind", "quote-unanswered"]).contains("Q-7"));
    assert!(!world.ok(["show", "acme"]).contains("waits"), "no open quote on the page");
    assert_eq!(world.json(["deals", "--json"]), json!([]));
    let lost = world.ok(["deals", "--stage", "lost", "-f", "csv"]);
    assert!(lost.contains(",HX,Q-7,lost,2026-11-20,0,5000,") && lost.contains(",price,Nord AG,"), "{lost}");
    assert!(world.ok(["deals", "--stage", "丢单"]).contains("20 Nov · price · to Nord AG"));
    assert!(world.ok(["show", "acme", "--all"]).contains("lost, price, competitor Nord AG, Q-7"));
    // It may be open again, and its lines go where all others go.
    world.ok(["log", "acme", "they called", "--quote", "open", "--ref", "Q-7"]);
    assert_eq!(world.json(["deals", "--json"])[0]["stage"], "quoted");
    assert!(world.ok(["export", "entries"]).contains("Nord AG"));
    assert_eq!(world.run(["check"]).code, 0);
}

#[test]
fn what_nobody_moved_for_long_is_counted_and_shown_by_an_option() {
    let world = team();
    world.log("acme", &[r#"{"at":"2026-01-10","by":"li","kind":"quote","amount":"900","ref":"Q-1"}"#]);
    world.log(
        "bolt",
        &[r#"{"at":"2026-11-10","by":"wang","kind":"quote","amount":"100000","currency":"JPY","ref":"Q-2"}"#],
    );
    assert_eq!(
        world.ok(["deals"]),
        "2026-11-20 (Fri) · 1 deal (1 without a rate left out)\n\n\
         customer  stage         amount  waits for\n\
         Bolt AG   quoted   100,000 JPY  the customer's answer\n\
         bolt      10 days         25 %  wang\n\
         1 more has not moved for long: crm deals --old\n\
         \nWhen one is over: crm log ID --quote lost --why \"…\", or --order AMOUNT\n"
    );
    let old = world.ok(["--lang", "zh", "deals", "--old", "--owner", "li"]);
    assert!(
        old.contains("1 个商机：共 900 USD，加权 225 USD") && old.contains("您来定：丢单还是继续？"),
        "{old}"
    );
    let mine = world.json(["deals", "--old", "--owner", "li", "--json"]);
    assert_eq!((mine.as_array().unwrap().len(), &mine[0]["waits_for"]), (1, &json!("decision")));
    world.run(["deals", "--stage", "hopeless"]).refused(2, &["\"hopeless\" is not a stage", "asked, quoted"]);
}

#[test]
fn a_list_brings_what_became_of_quotes() {
    let world = team();
    world.put(
        "list.csv",
        "id,at,kind,state,amount,ref,why,competitor,expected\n\
         acme,2026-11-02,quote,,500,Q-1,,,2026-12-01\n\
         acme,2026-11-09,报价,丢单,,Q-1,价格,海力,\n",
    );
    world.ok(["import", "list.csv", "--entries", "--apply"]);
    let lost = world.json(["deals", "--stage", "lost", "--json"]);
    assert_eq!(
        json!([lost[0]["why"], lost[0]["competitor"], lost[0]["expected"], lost[0]["amount"]]),
        json!(["价格", "海力", "2026-12-01", "500"])
    );
    assert!(world.ok(["import", "list.csv", "--entries"]).contains("unchanged"));
}

#[test]
fn the_likelihoods_are_the_teams() {
    let world = team();
    world.put("crm.yaml", "version: 2\ndeals: {quoted: 0.5}\n");
    world.ok(["log", "acme", "x", "--quote", "80"]);
    assert_eq!(world.json(["deals", "--json"])[0]["weighted"], "40.00");
    world.put("crm.yaml", "version: 2\ndeals: {quoted: 1.5}\n");
    let wrong = world.run(["deals"]);
    assert!(wrong.stderr.contains("crm.yaml:2:17") && wrong.stderr.contains("quoted"), "{wrong:?}");
}

/// On the page, on `crm dates` and on the agenda, and each of them once.
#[test]
fn an_open_deal_is_shown_with_its_customer_and_told_when_it_waits_too_long() {
    let world = team();
    world.log(
        "acme",
        &[
            r#"{"at":"2026-10-20","by":"li","kind":"quote","amount":"1000","currency":"EUR","item":"HX","ref":"Q-1","expected":"2026-11-18"}"#,
            r#"{"at":"2026-11-05","by":"li","kind":"followup","via":"call","reply":"neutral","text":"compares us"}"#,
        ],
    );
    world.log(
        "bolt",
        &[
            r#"{"at":"2026-11-01","by":"wang","kind":"quote","amount":"500","item":"PP","ref":"Q-2"}"#,
            r#"{"at":"2026-11-01","by":"wang","kind":"followup","via":"call","text":"sent it"}"#,
        ],
    );
    let page = world.ok(["show", "acme"]);
    assert!(
        page.contains("HX · Q-1 · negotiating for 15 days · 1,000 EUR, 50 % likely · order\n")
            && page.contains("expected 18 Nov · waits for us: the next step"),
        "{page}"
    );
    let page = world.ok(["--lang", "zh", "show", "acme"]);
    assert!(page.contains("HX · Q-1 · 谈判已15天 · 1,000 EUR，可能性 50%"), "{page}");
    let shown = world.json(["show", "acme", "--json"]);
    assert_eq!(shown["deals"], world.json(["deals", "--owner", "li", "--json"]));
    assert_eq!(shown["deals"][0]["waits_for"], "step");
    // After a week without a step, and before the order was expected.
    let day = |args: &[&str]| world.json([&["dates", "--json", "--owner", "li"][..], args].concat());
    let all = day(&[]);
    assert_eq!(all.as_array().unwrap().len(), 1 + usize::from(all[1]["code"] == "recheck"), "{all}");
    let keys = ["code", "on", "what", "ref", "amount", "since", "until", "stage", "waits_for"];
    assert_eq!(
        json!(keys.map(|key| all[0][key].clone())),
        json!(["deal", "2026-11-12", "HX", "Q-1", "1000", "2026-11-05", "2026-11-18", "negotiating", "step"])
    );
    assert_eq!(all[0]["do"], "crm log acme TEXT --reply REPLY");
    let agenda = world.ok(["agenda", "--owner", "li"]);
    assert!(
        agenda.contains("deal HX (negotiating, 1,000 EUR): no news for 15 days, take the next step"),
        "{agenda}"
    );
    let agenda = world.ok(["--lang", "zh", "agenda", "--week", "--owner", "li"]);
    assert!(agenda.contains("商机 HX（谈判，1,000 EUR）：15天没有进展，请推进下一步"), "{agenda}");
    // What the quote's reminder tells stays one line.
    let agenda = world.ok(["agenda", "--week", "--owner", "wang"]);
    assert!(agenda.contains("quote Q-2 of 1 Nov for PP") && !agenda.contains("deal PP"), "{agenda}");
    // A contact is a look at it; then its expected day comes.
    world.ok(["log", "acme", "no answer", "--via", "call", "--at", "2026-11-14 09:00"]);
    assert_eq!(day(&["--kind", "deal"])[0]["on"], "2026-11-18");
    let dates = world.ok(["dates", "--kind", "商机", "--owner", "li"]);
    assert!(dates.contains("order expected 18 Nov"), "{dates}");
    // An agreed day is the next thing already; a number of crm.yaml is obeyed.
    world.ok([
        "log",
        "acme",
        "next week",
        "--via",
        "call",
        "--next",
        "2026-12-01",
        "--at",
        "2026-11-19 09:00",
    ]);
    assert_eq!(day(&["--kind", "deal"]), json!([]));
    world.put("crm.yaml", "version: 2\nreminders: {quote: 60 days, deal: {theirs: 10 days}}\n");
    assert_eq!(world.json(["dates", "--json", "--kind", "deal"])[0]["id"], "bolt");
}

/// Who is gone is looked at again after half a year, archived or not, with why and to whom.
#[test]
fn a_customer_that_is_gone_is_looked_at_again() {
    let world = team();
    world.ok([
        "log",
        "acme",
        "They leave",
        "--ending",
        "lost",
        "--why",
        "price",
        "--competitor",
        "Bosch",
        "--force",
    ]);
    let lost =
        |today: &str| world.json(["dates", "--json", "--kind", "lost", "--within", "0d", "--today", today]);
    assert_eq!(lost("2027-05-19"), json!([]));
    let told = lost("2027-05-20");
    assert_eq!(
        json!([told[0]["code"], told[0]["what"], told[0]["since"]]),
        json!(["lost", "price", "2026-11-20"])
    );
    world.ok(["archive", "acme"]);
    let agenda = world.ok(["agenda", "--owner", "li", "--today", "2027-05-21"]);
    assert!(agenda.contains("gone since 20 Nov 2026 (price, ") && agenda.contains("Bosch"), "{agenda}");
    assert!(world.ok(["--lang", "zh", "agenda", "--owner", "li", "--today", "2027-05-21"]).contains("流失"));
    world.put("crm.yaml", "version: 2\nreminders: {lost: 1 year}\n");
    assert_eq!(lost("2027-05-20"), json!([]));
    assert_eq!(lost("2027-11-20")[0]["on"], "2027-11-20");
    // A quote that was lost loses no customer: its cadence goes on.
    world.ok([
        "log",
        "bolt",
        "offer",
        "--quote",
        "500",
        "--ref",
        "Q-1",
        "--via",
        "mail",
        "--at",
        "2026-11-10 09:00",
    ]);
    world.ok(["log", "bolt", "too dear", "--quote", "lost", "--why", "price", "--via", "call"]);
    assert_eq!(world.json(["show", "bolt", "--json"])["next_due"], "2027-01-20");
}

#[test]
fn a_quote_that_is_won_asks_for_its_order() {
    let world = team();
    let won = |lang: &str, more: &[&str]| {
        let args = ["--lang", lang, "log", "acme", "--quote", "won", "--at", "2026-11-04 09:00"];
        let told = world.run([&args[..], more].concat());
        assert_eq!(told.code, 0, "{told:?}");
        told.stdout
    };
    world.ok(["log", "acme", "--quote", "1200.50 EUR", "--ref", "Q-1", "--at", "2026-11-02 09:00"]);
    let (en, zh) = (
        "no order is on record for it yet: crm log acme --order '1200.5 EUR' --ref Q-1\n",
        "尚无对应的订单记录：crm log acme --order '1200.5 EUR' --ref Q-1\n",
    );
    let told = won("en", &[]);
    assert!(told.contains(en), "{told}");
    world.ok(["undo"]);
    let told = won("zh", &["--ref", "Q-1"]);
    assert!(told.contains(zh), "{told}");
    // What is won is no revenue until it is ordered.
    let shown = world.json(["show", "acme", "--json"]);
    assert!(!shown.to_string().contains("\"orders\":1"), "{shown}");
    assert_eq!(world.json(["deals", "--json"]), json!([]));
    // The command that it gives is taken.
    world.ok(["log", "acme", "--order", "1200.5 EUR", "--ref", "Q-1", "--at", "2026-11-05 09:00"]);
    // Where it is ordered already, or with it, nothing is asked.
    for args in [
        &["bolt", "--quote", "50", "--item", "HX", "--at", "2026-11-02 09:00"][..],
        &["bolt", "--order", "50", "--item", "HX", "--at", "2026-11-03 09:00"],
    ] {
        world.ok([&["log"], args].concat());
    }
    let told = world.ok(["log", "bolt", "--quote", "won", "--item", "HX", "--at", "2026-11-04 09:00"]);
    assert!(!told.contains("no order is on record"), "{told}");
}
