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

/// A word of letters alone that no other number has, and that isn't like one.
fn word(number: usize) -> String {
    let mut rest = (number as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let sound = |rest: &mut u64, letters: &[u8]| {
        let letter = letters[(*rest % letters.len() as u64) as usize] as char;
        *rest /= letters.len() as u64;
        letter
    };
    (0..6).flat_map(|_| [sound(&mut rest, b"bdfghklmnprstvz"), sound(&mut rest, b"aeiou")]).collect()
}

#[test]
fn what_identifies_a_card_is_never_lost() {
    let world = World::new();
    let (mut cards, mut nameless) = (String::new(), Vec::new());
    let mut wanted: Vec<(usize, Vec<String>)> = Vec::new();
    for number in 0..256_usize {
        let part = |bit: usize| word(number * 8 + bit);
        let phone = format!("+49 89 {}", 1_000_000 + number * 7919);
        let properties = [
            ("FN", part(0)),
            ("N", format!("{};Ann;;;", part(1))),
            ("NICKNAME", part(2)),
            ("ORG", format!("{};Sales", part(3))),
            ("EMAIL;TYPE=home", format!("{}@{}.example", part(4), part(5))),
            ("TEL;TYPE=work", phone),
            ("TEL;TYPE=car", format!("{}", 3000 + number)),
            ("ADR", format!(";;{} 5;;;;", part(6))),
        ];
        let has = |at: usize| number & (1 << at) != 0;
        cards.push_str("BEGIN:VCARD\r\nVERSION:3.0\r\n");
        for (name, value) in properties.iter().enumerate().filter(|(at, _)| has(*at)).map(|(_, own)| own) {
            cards.push_str(&format!("{name}:{value}\r\n"));
        }
        cards.push_str("END:VCARD\r\n");
        if number & 0b0111_1111 == 0 {
            nameless.push(number + 1);
            continue;
        }
        // A name in its parts says the same again as the one in full.
        let is_told = |at: usize| at != 1 || !has(0);
        let told = (0..8).filter(|at| has(*at) && is_told(*at));
        let value = |at: usize| properties[at].1.split(';').find(|part| !part.is_empty()).unwrap().to_owned();
        wanted.push((number + 1, told.map(value).collect()));
    }
    world.put("all.vcf", &cards);
    let outcome = world.run(["import", "all.vcf", "--apply", "--json"]);
    let back: serde_json::Value = serde_json::from_str(&outcome.stdout).unwrap();
    let row = |number: usize| {
        let rows = back["rows"].as_array().unwrap();
        rows.iter().find(|row| row["row"] == number).unwrap_or_else(|| panic!("card {number} is gone"))
    };
    for (number, values) in wanted {
        assert_eq!(row(number)["verdict"], "create", "{number} {values:?}: {}", row(number));
        let file = world.read(&format!("customers/{}.yaml", row(number)["id"].as_str().unwrap()));
        for value in values {
            assert!(file.contains(&value), "{number}: {value}\n{file}");
        }
    }
    assert_eq!(nameless, [1, 129]);
    for number in nameless {
        let reason = row(number)["reason"].as_str().unwrap();
        assert_eq!(reason, "the card has no name, no mail address, no number");
    }
    world.ok(["check"]);
}

#[test]
fn what_a_card_is_reached_by_comes_in_beside_what_reaches_nobody() {
    let world = World::new();
    world.put(
        "me.vcf",
        "BEGIN:VCARD\nFN:Anna Weiss\nORG:Weiss KG\nTEL;TYPE=home:100\nTEL;TYPE=work:+49 89 5550100\nTEL;TYPE=cell:+49 MOBIL\nTEL;TYPE=cell:+49 151 5550100\nEMAIL:anna@weiss.example\nEMAIL:email other\nEND:VCARD\n",
    );
    let told = world.run(["import", "me.vcf", "--apply"]);
    assert!(!told.stdout.contains(['\u{fffd}', '\u{1f}']), "{told:?}");
    insta::assert_snapshot!(told.stdout, @r#"
    me.vcf: 1 card, UTF-8

    1 created

    1 created
    row  name      id     what
      1  Weiss KG  weiss  Anna Weiss
                          "email other" is not a mail address: kept in the notes
                          "100" is not a phone number: kept in the notes
                          "+49 MOBIL (cell)" is not a phone number: kept in the
                            notes

    without an owner: 1; --owner li gives them to li
    next: crm due · 1 to be graded: crm list --grade none
    "#);
    insta::assert_snapshot!(world.read("customers/weiss.yaml"), @r##"
    # yaml-language-server: $schema=../.crm/schema/customer.schema.json
    name: Weiss KG
    contacts:
      - name: Anna Weiss
        email: anna@weiss.example
        phones: [{number: "+49 89 5550100", label: work}, {number: "+49 151 5550100", label: cell}]
    notes: |-
      Anna Weiss, email: email other
      Anna Weiss, phone: 100
      Anna Weiss, phone: +49 MOBIL (cell)
    "##);
}

#[test]
fn an_address_book_is_one_whatever_stands_before_its_first_card() {
    let card = "BEGIN:VCARD\nVERSION:3.0\nFN:Anna Weiss\nEMAIL:anna@weiss.example\nEND:VCARD\n";
    for (name, text) in [
        ("me.vcf", format!("ENCODING:UTF-8\n{card}")),
        ("me.vcf", format!("--{card}")),
        ("me.txt", format!("\n\nmy contacts\n{card}")),
        ("me.VCF", format!("{}{card}", "junk, and more\n".repeat(50))),
    ] {
        let world = World::new();
        world.put(name, text);
        assert!(world.ok(["import", name, "--apply"]).contains("1 card, UTF-8\n\n1 created"), "{name}");
        assert!(world.read("customers/anna-weiss.yaml").contains("anna@weiss.example"), "{name}");
    }
    // What is written in a cell is not an address book.
    let world = World::new();
    world.put("list.csv", "name,notes\nAcme,BEGIN:VCARD is how a card begins\n");
    assert!(world.ok(["import", "list.csv"]).contains("1 row, UTF-8"));
}

#[test]
fn cards_without_anything_and_groups_are_told() {
    let world = World::new();
    for nothing in ["", "BEGIN:VCARD\nEND:VCARD\n", "BEGIN:VCARD\nVERSION:3.0\nTEL:\nEND:VCARD\n", "hello\n"]
    {
        world.put("me.vcf", nothing);
        world.run(["import", "me.vcf"]).refused(2, &["no card in me.vcf has anything on it", "vCard (.vcf)"]);
    }
    world.put(
        "me.vcf",
        "BEGIN:VCARD\nEND:VCARD\nBEGIN:VCARD\nFN:Fair 2026\nX-ADDRESSBOOKSERVER-KIND:group\nEND:VCARD\nBEGIN:VCARD\nVERSION:4.0\nKIND:group\nFN:The Weiss family\nMEMBER:urn:uuid:1\nEND:VCARD\nBEGIN:VCARD\nEMAIL:anna@weiss.example\nEND:VCARD\n",
    );
    let told = world.run(["import", "me.vcf", "--apply"]);
    insta::assert_snapshot!(told.stdout, @r"
    me.vcf: 2 cards, UTF-8
    groups left out, which are no customers: Fair 2026, The Weiss family

    1 created · 1 with errors

    1 created
    row  name                id                  what
      4  anna@weiss.example  anna-weiss-example  anna@weiss.example

    1 with errors
    row  name                id                  what
      1                                          the card has no name, no mail
                                                   address, no number

    rows with errors and duplicates are left out: --rejects bad.csv lists them
    without an owner: 1; --owner li gives them to li
    next: crm due · 1 to be graded: crm list --grade none
    ");
    assert_eq!((told.code, told.changed()), (5, vec!["customers/anna-weiss-example.yaml"]), "{told:?}");
    let back = world.run(["import", "me.vcf", "--json"]);
    let back: serde_json::Value = serde_json::from_str(&back.stdout).unwrap();
    assert_eq!(back["groups"], serde_json::json!(["Fair 2026", "The Weiss family"]));
}

/// The letters and digits of a text: what quotes, folds and escapes don't change.
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The cards of a file as the plainest of readers sees them: of each what stands behind `FN` and `EMAIL`.
fn plainly_read(text: &str) -> Vec<(Vec<String>, Vec<String>)> {
    let unfolded = text.replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "");
    let (mut cards, mut depth) = (Vec::new(), 0);
    for line in unfolded.lines() {
        let upper = line.trim().to_ascii_uppercase();
        if upper.ends_with("BEGIN:VCARD") {
            depth += 1;
            if depth == 1 {
                cards.push((Vec::new(), Vec::new()));
            }
        }
        if upper.starts_with("END:VCARD") {
            depth = (depth - 1).max(0);
        }
        let (Some((head, value)), Some(card)) = (line.split_once(':'), cards.last_mut()) else { continue };
        let head = head.to_ascii_uppercase();
        let name = head.split(';').next().unwrap_or_default().rsplit('.').next().unwrap_or_default();
        // What is encoded is for a reader that isn't plain.
        if depth != 1
            || head.contains(['"', '=']) && (head.contains("ENCODING") || head.contains("CHARSET"))
            || !value.is_ascii()
        {
            continue;
        }
        match name {
            "FN" => card.0.push(value.trim().to_owned()),
            "EMAIL" if value.contains('@') => {
                card.1.push(value.trim().trim_start_matches("mailto:").to_owned())
            }
            _ => {}
        }
    }
    cards
}

/// Cards that others have collected, such as those of the crate calcard, from the folder `CRM_TEST_VCARDS`.
#[test]
fn every_card_of_a_collection_comes_in_or_is_told() {
    let Some(folder) = std::env::var_os("CRM_TEST_VCARDS") else {
        eprintln!("SKIPPED: CRM_TEST_VCARDS names no folder with address books");
        return;
    };
    let mut files = Vec::new();
    let mut folders = vec![std::path::PathBuf::from(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => folders.push(path),
                false if path.extension().is_some_and(|end| end == "vcf") => files.push(path),
                false => {}
            }
        }
    }
    assert!(!files.is_empty(), "the folder has no address books");
    let mut lost = Vec::new();
    for file in files {
        let cards = plainly_read(&String::from_utf8_lossy(&std::fs::read(&file).unwrap()));
        let world = World::new();
        let outcome = world.run(["import", &file.display().to_string(), "--apply", "--json"]);
        let says_anything =
            cards.iter().any(|(names, mails)| !names.concat().is_empty() || !mails.is_empty());
        if !says_anything && outcome.code == 2 {
            continue;
        }
        let Ok(back) = serde_json::from_str::<serde_json::Value>(&outcome.stdout) else {
            lost.push(format!("{}: {}", file.display(), outcome.stderr));
            continue;
        };
        let told = |key: &str| back[key].as_array().cloned().unwrap_or_default();
        let groups: Vec<String> = told("groups").iter().filter_map(|name| name.as_str().map(plain)).collect();
        let is_card = |path: &String| path.starts_with("customers/") && path.ends_with(".yaml");
        let files = world.files();
        let all: String = files
            .iter()
            .filter(|(path, _)| is_card(path))
            .map(|(_, text)| plain(&String::from_utf8_lossy(text)))
            .collect();
        for (at, (names, mails)) in cards.iter().enumerate() {
            let row = told("rows").into_iter().find(|row| row["row"] == at + 1);
            let verdict = row.as_ref().and_then(|row| row["verdict"].as_str()).unwrap_or("none");
            let is_told = matches!(verdict, "duplicate" | "differs" | "error")
                || (verdict == "none" && names.iter().any(|name| groups.contains(&plain(name))));
            let missing =
                names.iter().chain(mails).filter(|value| !all.contains(&plain(&value.replace("\\n", ""))));
            if !is_told {
                lost.extend(
                    missing.map(|value| format!("{} {}: {value} ({verdict})", file.display(), at + 1)),
                );
            }
        }
        if world.run(["check"]).code != 0 {
            lost.push(format!("{}: {}", file.display(), world.run(["check"]).stdout));
        }
    }
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}

#[test]
fn what_no_key_holds_stands_in_the_notes_and_a_label_at_its_number() {
    let world = World::new();
    world.put(
        "k.vcf",
        "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Kim;Lee;;;\r\nFN:Lee Kim\r\nNICKNAME:Leo\r\nORG:Kim Co\r\nitem1.TEL:+1 212 555 0113\r\nitem1.X-ABLabel:Assistant Mary\r\nTEL;TYPE=CELL:+1 212 555 0111\r\nX-SOCIALPROFILE;type=linkedin:https://linkedin.example/in/leekim\r\nANNIVERSARY:20200501\r\nEND:VCARD\r\n",
    );
    world.ok(["import", "k.vcf", "--apply"]);
    let card = world.json(["show", "kim", "--json"]);
    let contact = &card["contacts"][0];
    assert_eq!(contact["phone"], "+1 212 555 0111");
    assert_eq!(
        (&contact["phones"][0]["number"], &contact["phones"][0]["label"]),
        (&"+1 212 555 0113".into(), &"Assistant Mary".into())
    );
    for said in ["nickname: Leo", "profile: https://linkedin.example/in/leekim", "anniversary: 20200501"] {
        assert!(card["notes"].as_str().is_some_and(|notes| notes.contains(said)), "{said}: {card}");
    }
    // What is encoded of a street divides nothing.
    world.put(
        "a.vcf",
        "BEGIN:VCARD\r\nVERSION:2.1\r\nFN:Anna Hof\r\nADR;WORK;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:;;=48=6F=66=3B=20=32;=4D=C3=BC=6E=63=68=65=6E;;80331;=44=45\r\nEND:VCARD\r\n",
    );
    world.ok(["import", "a.vcf", "--apply"]);
    let card = world.json(["show", "anna-hof", "--json"]);
    assert_eq!(
        (card["country"].as_str(), card["address"].as_str()),
        (Some("DE"), Some("Hof; 2, 80331 München"))
    );
}
