//! Of a person who stands anywhere in a customer's files, in any spelling, nothing is left.

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use super::{Forget, Forgetting, Known, Rewritten, rewritten};
use crate::format;
use crate::model::CustomerId;
use crate::store::Forgotten;
use crate::store::customer_tree::CustomerFiles;
use crate::store::journal::{self, Removes, Transaction};

const NAMES: [(&str, &str); 4] =
    [("Karl", "Needlemann"), ("Zoë", "Müßiggang"), ("Jürgen-Otto", "O'Needlery"), ("Nađa", "Ødegårdsen")];

/// Spellings that are hidden everywhere; the ones of Chinese names have tests of their own.
fn spelling((first, last): (&str, &str), digits: &str, way: usize) -> String {
    let wide = |text: &str| -> String {
        text.chars()
            .map(|c| if c.is_ascii_graphic() { char::from_u32(c as u32 + 0xfee0).unwrap_or(c) } else { c })
            .collect()
    };
    let initial: String = first.chars().take(1).collect();
    let (area, own) = digits.split_at(3);
    match way {
        0 => format!("{first} {last}"),
        1 => last.to_uppercase(),
        2 => last.to_lowercase(),
        3 => format!("{initial}. {last}"),
        4 => format!("{last}, {first}"),
        5 => wide(last),
        6 => format!("{last}'s"),
        7 => format!("Frau {last}"),
        8 => "needle.person@acme.example".to_owned(),
        9 => "Needle.Person@ACME.example".to_owned(),
        10 => "kneedle77".to_owned(),
        11 => format!("+49 {area} {own}"),
        12 => format!("0{area}/{own}"),
        13 => format!("0049{area}{own}"),
        14 => format!("({area}) {}\u{2011}{}", &own[..3], &own[3..]),
        15 => format!("0{area}–{}.{}", &own[..4], &own[4..]),
        16 => wide(&format!("0{area}{own}")),
        17 => format!("{first}\u{a0}{last}"),
        _ => format!("x_{last}_y"),
    }
}
const WAYS: usize = 19;

/// What a reader would recognise, in one plain form.
fn traces((_, last): (&str, &str), digits: &str, text: &str) -> Vec<String> {
    let plain = |text: &str| super::fold::Folded::of(text).chars.into_iter().collect::<String>();
    let text = plain(text);
    let numbers: String = text.chars().filter(|c| !" -()./_".contains(*c)).collect();
    let mut found: Vec<String> = [plain(last), "needle.person".into(), "kneedle77".into()]
        .into_iter()
        .filter(|one| text.contains(one))
        .collect();
    found.extend(Some(digits.to_owned()).filter(|digits| numbers.contains(digits.as_str())));
    found
}

struct World {
    _folder: tempfile::TempDir,
    root: PathBuf,
}

fn world(card: &str, log: &str) -> World {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("customers")).expect("made");
    fs::write(folder.path().join("customers/acme.yaml"), card).expect("written");
    fs::write(folder.path().join("customers/acme.log.jsonl"), log).expect("written");
    let root = folder.path().canonicalize().expect("a path");
    World { _folder: folder, root }
}

fn put(root: &Path, files: &[Rewritten]) {
    let changes = files.iter().map(Rewritten::change).collect();
    let transaction =
        Transaction { changes, removes: Removes::Anything, purges: true, ..Transaction::default() };
    journal::commit(root, transaction, &|| {}).expect("put");
}

fn forgetting(root: &Path, name: Option<&str>) -> Forgetting {
    let id = CustomerId::new("acme").expect("an id");
    let files = CustomerFiles {
        id: id.clone(),
        card: "customers/acme.yaml".into(),
        log: Some("customers/acme.log.jsonl".into()),
    };
    let text = fs::read_to_string(root.join(&files.card)).expect("read");
    let customer = format::review(&id, &files.card, &text).0.unwrap_or_else(|| panic!("it reads: {text}"));
    let contact = name.map(|name| {
        let found = customer.contacts.iter().find(|one| one.name.as_deref() == Some(name));
        found
            .cloned()
            .unwrap_or_else(|| crate::model::Contact { name: Some(name.to_owned()), ..Default::default() })
    });
    let forget = match &contact {
        Some(contact) => Forget::Contact(contact, &[]),
        None => Forget::People,
    };
    let forgotten = Forgotten::read(root).expect("read");
    let note =
        r#"{"at":"2026-11-20","by":"li","kind":"note","text":"forgotten on request on 2026-11-20 by li"}"#;
    let known = Known {
        forgotten: &forgotten,
        log_of: &|_| None,
        untraced: &[],
        others: &[],
        is_customer: &|_| false,
    };
    rewritten(root, (&files, &customer), forget, &known, note).expect("it can be done")
}

fn yaml(text: &str) -> String {
    Value::from(text).to_string()
}

/// A log line with a spelling in one of its free fields.
fn line(field: usize, text: &str, number: usize) -> String {
    let at = format!("2026-02-{:02}", number % 28 + 1);
    let entry = match field {
        0 => json!({"at": at, "by": "li", "kind": "followup", "via": "call", "with": text, "text": "fine"}),
        1 => json!({"at": at, "by": "li", "kind": "followup", "via": text, "text": "fine", "minutes": 7}),
        2 => json!({"at": at, "by": "li", "kind": "note", "text": format!("before {text} behind")}),
        3 => {
            json!({"at": at, "by": "li", "kind": "order", "amount": "5.10", "item": text, "ref": format!("O-{number}")})
        }
        4 => json!({"at": at, "by": "li", "kind": "grade", "from": "D", "to": "C", "why": text}),
        5 => {
            json!({"at": at, "by": "li", "kind": "complaint", "state": "opened", "ref": text, "text": "plain"})
        }
        6 => json!({"at": at, "by": "li", "kind": "note", "text": "x", "extra": {"deep": [text]}}),
        7 => json!({"at": at, "by": "li", "kind": "note", "text": "x", (text): "v"}),
        8 => {
            json!({"at": at, "by": "li", "kind": "followup", "via": "call", "text": "x", "plan": text, "next": "2026-12-01"})
        }
        9 => {
            return format!(
                "{{\"at\":\"{at}\",\"by\":\"li\",\"kind\":\"note\",\"text\":{},\"text\":\"x\"}}",
                yaml(text)
            );
        }
        _ => return format!("{{broken {text}"),
    };
    entry.to_string()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn nothing_of_a_person_is_left(
        name in select(NAMES.to_vec()),
        digits in "1[1-9]{9}",
        keys in proptest::collection::vec((0usize..9, 0usize..WAYS), 0..6),
        entries in proptest::collection::vec((0usize..11, 0usize..WAYS), 0..8),
        order in any::<bool>(),
        flow in any::<bool>(),
        windows in any::<bool>(),
        everybody in any::<bool>(),
        crash in 0usize..4,
    ) {
        let spelled = |way: usize| spelling(name, &digits, way);
        let (first, last) = name;
        let whole = format!("{first} {last}");
        let mut text = "name: Acme GmbH\ngrade: C\nowner: li\ndistinct: [acme-2]\ncountry: DE\n".to_owned();
        let mut written = Vec::new();
        for (key, way) in keys {
            if written.contains(&key) { continue }
            written.push(key);
            let spelled = spelled(way);
            text += &match key {
                0 => format!("source: {}\n", yaml(&spelled)),
                1 => format!("notes: |\n  before {spelled} behind\n  and more\n"),
                2 => format!("tags: [{}, plain]\n", yaml(&spelled)),
                3 => format!("plan: 'dinner with {}'\n", spelled.replace('\'', "''")),
                4 => format!("custom: {{ask: {}, deep: [{}]}}\n", yaml(&spelled), yaml(&spelled)),
                5 => format!("# a word on {spelled}\n"),
                6 => format!("since: 2026-01-01   # {spelled}\n"),
                7 => format!("dates:\n  - {{on: 2026-06-01, what: {}}}\n", yaml(&spelled)),
                _ => format!("prefers: {{cares_about: {}}}\n", yaml(&spelled)),
            };
        }
        let person = [
            ("name", whole.clone()), ("email", "needle.person@acme.example".to_owned()),
            ("phone", format!("+49 {} {}", &digits[..3], &digits[3..])),
        ].map(|(key, value)| format!("{key}: {}", yaml(&value)));
        let other = ["name: Anna Other".to_owned(), "email: anna@acme.example".to_owned()];
        let mut item = person.to_vec();
        item.push("chat: {wechat: kneedle77}".to_owned());
        let mut items = [item, other.to_vec()];
        if order { items.reverse() }
        text += &match flow {
            true => format!("contacts: [{}]\n", items.iter().map(|item| format!("{{{}}}", item.join(", "))).collect::<Vec<_>>().join(", ")),
            false => format!("contacts:\n{}", items.iter().map(|item| format!("  - {}\n", item.join("\n    "))).collect::<String>()),
        };
        let mut log = String::new();
        for (number, (field, way)) in entries.iter().enumerate() {
            log += &line(*field, &spelled(*way), number);
            log.push('\n');
        }
        log += "{\"at\":\"2026-03-01\",\"by\":\"li\",\"kind\":\"order\",\"amount\":\"5.10\",\"ref\":\"O-99\"}\n";
        if windows { text = text.replace('\n', "\r\n") }
        let world = world(&text, &log);
        let asked = (!everybody).then_some(whole.as_str());
        let done = forgetting(&world.root, asked);
        // A crash in the middle of it, completed by whoever comes next, and the same command once more.
        let half = done.files.len().min(crash);
        put(&world.root, &done.files[..half]);
        let rest = forgetting(&world.root, asked);
        put(&world.root, &rest.files);
        for file in ["customers/acme.yaml", "customers/acme.log.jsonl", ".crm-forgotten"] {
            let now = fs::read_to_string(world.root.join(file)).unwrap_or_default();
            prop_assert_eq!(traces(name, &digits, &now), Vec::<String>::new(), "{}:\n{}\nwas:\n{}\n{}", file, now, text, log);
        }
        // The rest is there: the other contact, what accounting needs, each entry that could be read.
        let now = fs::read_to_string(world.root.join("customers/acme.yaml")).expect("read");
        for kept in ["Acme GmbH", "grade: C", "owner: li", "acme-2"] {
            prop_assert!(now.contains(kept), "{} is not in\n{}", kept, now);
        }
        prop_assert!(everybody || now.contains("anna@acme.example"), "{}", now);
        let lines = fs::read(world.root.join("customers/acme.log.jsonl")).expect("read");
        let count = |bytes: &[u8]| format::review_log(Path::new("x"), bytes).0.len();
        // A line with a field that stands twice could not be read before.
        prop_assert!(count(&lines) > count(log.as_bytes()), "{}\n{}", log, String::from_utf8_lossy(&lines));
        prop_assert!(lines.windows(6).any(|part| part == b"\"O-99\""));
        // Once more there is nothing to do.
        prop_assert_eq!(forgetting(&world.root, asked).files, Vec::new());
    }
}
