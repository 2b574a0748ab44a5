//! Address books: what phones and khard write, and what they read.
use std::process::Command;

use crate::world::{World, repository, tool};

fn phone() -> String {
    repository().join("examples/import/phone.vcf").display().to_string()
}

#[test]
fn an_address_book_of_a_phone() {
    let world = World::new();
    world.ok(["import", &phone(), "--apply"]);
    insta::assert_snapshot!(world.read("customers/bergamo-oleodinamica.yaml"));
    assert!(world.read("customers/qingdao-hengda-jixie.yaml").contains("name: 孙丽"));
    assert!(world.run(["import", &phone(), "--apply"]).changed().is_empty());
}

#[test]
fn what_is_exported_changes_nothing_when_it_comes_back() {
    for version in ["3", "4"] {
        let world = World::example();
        let cards = world.ok(["export", "--format", "vcard", "--version", version]);
        assert!(cards.lines().all(|line| line.len() <= 75), "folded at 75 octets");
        world.put("all.vcf", &cards);
        let outcome = world.run(["import", "all.vcf", "--apply"]);
        assert_eq!((outcome.code, outcome.changed()), (0, vec![]), "{version}: {outcome:?}");
        assert!(!outcome.stdout.contains("differs"), "{version}: {outcome:?}");
    }
}

#[test]
fn khard_reads_what_is_exported() {
    let Some(khard) = tool("khard") else { return };
    for version in ["3", "4"] {
        let world = World::example();
        let cards = world.ok(["export", "--format", "vcard", "--version", version]);
        // khard has a file for each card.
        let mut count = 0;
        for card in cards.split_inclusive("END:VCARD\r\n") {
            count += 1;
            world.put(&format!("book/{count}.vcf"), card);
        }
        world
            .put("khard.conf", format!("[addressbooks]\n[[crm]]\npath = {}\n", world.path("book").display()));
        let run = |args: &[&str]| {
            let config = world.path("khard.conf");
            let output = Command::new(&khard)
                .arg("-c")
                .arg(config)
                .args(args)
                .env("HOME", world.root())
                .output()
                .unwrap();
            let told = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(output.status.success() && !told.to_lowercase().contains("error"), "{version}: {told}");
            String::from_utf8(output.stdout).unwrap()
        };
        let list = run(&["list", "--parsable"]);
        assert_eq!(list.lines().count(), count, "{version}: every card is read:\n{list}");
        let emails = run(&["email", "--parsable"]);
        for email in
            cards.lines().filter_map(|line| line.strip_prefix("EMAIL")?.split_once(':')).map(|(_, mail)| mail)
        {
            assert!(emails.contains(email), "{version}: {email}\n{emails}");
        }
    }
}

#[test]
fn what_comes_back_from_a_phone_is_unchanged_or_shown_as_changed() {
    let world = World::new();
    world.card(
        "mueller",
        "name: Müller GmbH\nwebsite: mueller.example\ncontacts:\n  - name: Anna Müller\n    email: anna@mueller.example\n    phone: \"+49 89 1234\"\n    chat: {whatsapp: \"+49 151 0000000\", skype: live anna}\n",
    );
    world.put("me.vcf", world.ok(["export", "--format", "vcard"]));
    let back = world.json(["import", "me.vcf", "--json"]);
    assert_eq!(
        (&back["summary"]["unchanged"], &back["summary"]["differs"]),
        (&1.into(), &0.into()),
        "{back}"
    );
    let card = world.read("me.vcf").replace("+49 89 1234", "+49 89 9999").replace("mailto:", "");
    world.put("me.vcf", card);
    let shown = world.ok(["import", "me.vcf"]);
    assert!(
        shown.contains("1 differ") && shown.contains("+49 89 9999") && !shown.contains("unchanged"),
        "{shown}"
    );
    let back = world.json(["import", "me.vcf", "--json"]);
    assert_eq!(back["rows"][0]["verdict"], "differs");
    assert!(world.run(["import", "me.vcf", "--apply"]).changed().is_empty());
    world.ok(["import", "me.vcf", "--apply", "--overwrite"]);
    assert!(world.read("customers/mueller.yaml").contains("+49 89 9999"));
}
