//! Who came by referral: followed when the referrer gets another id or becomes a part of another one.

use serde_json::json;

use crate::world::World;

fn book() -> World {
    let world = World::new();
    world.put("crm.yaml", "version: 2\npeople: {li: {name: 李娜}}\n");
    for id in ["alpha", "beta", "gamma", "delta"] {
        world.card(id, &format!("name: {id} Ltd\ngrade: C\nowner: li\nsince: 2025-01-01\n"));
    }
    world.log("beta", &[r#"{"at":"2026-02-01","by":"li","kind":"order","amount":"5"}"#]);
    world.ok(["set", "beta", "referred_by=alpha"]);
    world.ok(["set", "gamma", "referred_by=alpha"]);
    world.ok(["log", "alpha", "glad to", "--via", "call", "--action", "referral", "--reply", "positive"]);
    world
}

#[test]
fn it_counts_who_came_so_who_referred_most_and_who_was_asked() {
    let world = book();
    let page = world.ok(["referrals"]);
    for says in [
        "2 of 4 customers came by referral\n",
        "1 of them ordered (50 %); of the others 0 of 2 (0 %)\n",
        "2 referred, 1 ordered",
        "beta Ltd, ordered since 1 Feb",
        "gamma Ltd, no order yet",
        "Fri 20 Nov, positive",
    ] {
        assert!(page.contains(says), "{says}: {page}");
    }
    let page = world.ok(["--lang", "zh", "referrals"]);
    assert!(page.contains("4 个客户中，2 个经转介绍而来") && page.contains("介绍 2 个，下单 1 个"), "{page}");
    let found = world.json(["referrals", "--json"]);
    assert_eq!(json!([found["customers"], found["referred"], found["referred_ordered"]]), json!([4, 2, 1]));
    assert_eq!(found["asked"][0]["reply"], "positive");
    let csv = world.ok(["referrals", "-f", "csv"]).replace('\r', "");
    let want = "id,name,owner,referred_by,first_order\nbeta,beta Ltd,li,alpha,2026-02-01\ngamma,gamma Ltd,li,alpha,\n";
    assert_eq!(csv, want);
    assert!(world.ok(["show", "beta"]).contains("alpha\n"));
    world
        .run(["set", "delta", "referred_by=nobody"])
        .refused(3, &["no customer \"nobody\" that could have referred"]);
}

#[test]
fn what_was_referred_by_a_former_id_counts_for_who_had_it() {
    let world = book();
    world.ok(["rename", "alpha", "alfa"]);
    let card = world.read("customers/gamma.yaml").replace("alfa", "alpha");
    world.put("customers/gamma.yaml", &card);
    let found = world.json(["referrals", "--json"]);
    let referrers = found["referrers"].as_array().expect("a list");
    assert_eq!(referrers.len(), 1, "{found}");
    assert_eq!(json!([referrers[0]["id"], referrers[0]["referred"]]), json!(["alfa", 2]), "{found}");
}

#[test]
fn a_referrer_is_followed_and_a_stranger_is_told() {
    let world = book();
    world.ok(["rename", "alpha", "alfa"]);
    assert!(world.read("customers/beta.yaml").contains("referred_by: alfa\n"));
    world.ok(["merge", "delta", "alfa", "--apply"]);
    assert!(world.read("customers/gamma.yaml").contains("referred_by: delta\n"));
    assert_eq!(world.run(["check"]).code, 0, "{}", world.run(["check"]).stdout);
    // Nobody refers itself.
    world.ok(["merge", "delta", "beta", "--apply"]);
    assert!(!world.read("customers/delta.yaml").contains("referred_by"));
    // Who referred the one that had referred it, stays.
    for id in ["psi", "omega"] {
        world.card(id, &format!("name: {id} Ltd\n"));
    }
    world.ok(["set", "omega", "referred_by=psi"]);
    world.ok(["set", "psi", "referred_by=delta"]);
    world.ok(["merge", "omega", "psi", "--apply"]);
    assert!(world.read("customers/omega.yaml").contains("referred_by: delta\n"));
    let card = world.read("customers/gamma.yaml").replace("delta", "zeta");
    world.put("customers/gamma.yaml", &card);
    let told = world.run(["check"]).stdout;
    assert!(told.contains("no customer has or had the id \"zeta\", by whose referral"), "{told}");
}

#[test]
fn a_list_names_who_referred_whom_as_people_do() {
    let world = book();
    world.put(
        "list.csv",
        "客户名称,介绍人\n甲公司,乙公司\n乙公司,Alpha Ltd\ngamma Ltd,beta Ltd\ndelta Ltd,beta\n丙公司,张三\n丁公司,戊公司\n戊公司,丁公司\n己公司,己公司\n",
    );
    let told = world.run(["--lang", "zh", "import", "list.csv", "--apply", "-n", "20"]);
    for says in [
        "介绍人：没有客户「张三」",
        "介绍人：互相转介绍，成了一圈：wu ← ding ← wu",
        "介绍人：ji 不能由自己转介绍",
        "不一致：转介绍人 保留 alpha，文件中为 beta",
    ] {
        assert!(told.stdout.replace("\n                        ", "").contains(says), "{says}: {told:?}");
    }
    for (id, by) in [("jia", "yi"), ("yi", "alpha"), ("delta", "beta"), ("gamma", "alpha"), ("ding", "wu")] {
        assert_eq!(world.json(["show", id, "--json"])["referred_by"], by, "{id}");
    }
    assert!(world.run(["import", "list.csv", "--apply"]).changed().is_empty());
    world.put("list.csv", "name,推荐人\ngamma Ltd,beta Ltd\n");
    let told = world.ok(["import", "list.csv", "--apply", "--overwrite"]);
    assert!(told.contains("beta"), "{told}");
    assert_eq!(world.json(["show", "gamma", "--json"])["referred_by"], "beta");
}

#[test]
fn nobody_refers_itself_however_far_around() {
    let world = book();
    world.run(["set", "alpha", "referred_by=alpha"]).refused(4, &["alpha can't have referred itself"]);
    world.run(["set", "alpha", "referred_by=beta"]).refused(
        4,
        &["they would have referred one another: alpha ← beta ← alpha", "write the id of the customer"],
    );
    let card = world.read("customers/alpha.yaml");
    world.put("customers/alpha.yaml", format!("{card}referred_by: gamma\n"));
    world.put("customers/delta.yaml", "name: delta Ltd\nreferred_by: delta\n");
    let found = world.run(["check", "--json"]);
    let found: serde_json::Value = serde_json::from_str(&found.stdout).expect("JSON");
    let told: Vec<_> =
        found.as_array().unwrap().iter().map(|one| json!([one["path"], one["code"]])).collect();
    let want = ["alpha", "delta"].map(|id| json!([format!("customers/{id}.yaml"), "referral-circle"]));
    assert_eq!(told, want, "{found}");
    let told = world.run(["--lang", "zh", "check"]).stdout;
    assert!(told.contains("互相转介绍，成了一圈：alpha ← gamma ← alpha"), "{told}");
}

#[test]
fn behind_the_redaction_a_referrer_has_its_mask_and_no_blank() {
    let world = book();
    let page = world.run(["referrals", "--redact"]).stdout;
    let lines: Vec<&str> = page.lines().skip_while(|line| *line != "Referred by").collect();
    assert!(lines[1].starts_with("id-") && lines[1].contains("2 referred, 1 ordered"), "{page}");
}

#[test]
fn a_page_tells_whom_it_has_referred_and_a_part_of_a_name_will_do() {
    let world = World::new();
    world.card("mueller", "name: Müller\ngrade: C\nowner: li\n");
    world.card("acme", "name: Acme\ngrade: C\nowner: li\n");
    world.ok(["set", "acme", "referred_by=muell"]);
    assert!(world.read("customers/acme.yaml").contains("referred_by: mueller"));
    let (page, other) = (world.ok(["show", "mueller"]), world.ok(["show", "acme"]));
    assert!(page.contains("referred") && page.contains("Acme"), "{page}");
    assert!(other.contains("referred by  mueller"), "{other}");
    world.run(["set", "acme", "referred_by=nobody"]).refused(3, &["could have referred it"]);
}
