use super::*;
use crate::model::{Decimal, EntryKind, Event, History};

fn told(log: &[u8], care: Care) -> Vec<(&'static str, usize, usize)> {
    let text = String::from_utf8_lossy(log);
    let (_, faults) = read(log, care);
    faults
        .into_iter()
        .map(|fault| {
            let problem = fault.place(std::path::Path::new("x"), &text);
            (problem.kind.code(), problem.place.line, problem.place.column)
        })
        .collect()
}

/// One line of every kind, with every field, in the written order.
const LINES: &[&str] = &[
    r#"{"at":"2026-11-21T10:30:00+08:00","by":"li","kind":"followup","via":"call","with":"Anna","text":"价格可以 \"ok\"","reply":"positive","need":"target","visit":"yes","minutes":7.5,"next":"2026-11-24","plan":"spec","example":true,"written":"2026-11-24T09:05:00+08:00"}"#,
    r#"{"at":"2026-11-24","by":"li","kind":"sample","state":"agreed","item":"HX-200","ref":"S-17"}"#,
    r#"{"at":"2026-11-24","by":"li","kind":"quote","amount":"1200.50","currency":"EUR","item":"HX","ref":"Q-1","quantity":"12.50","unit":"t"}"#,
    r#"{"at":"2026-11-24","by":"li","kind":"order","amount":"1200.50","currency":"EUR","margin":"0.30","item":"HX","ref":"O-1","quantity":"500","unit":"件"}"#,
    r#"{"at":"2026-11-24","by":"li","kind":"contract","ref":"K-1","amount":"9","currency":"USD","from":"2026-01-01","until":"2026-12-31"}"#,
    r#"{"at":"2026-11-24","by":"li","kind":"invoice","ref":"I-1","amount":"9","currency":"USD","due":"2026-12-31"}"#,
    r#"{"at":"2026-11-24","by":"li","kind":"payment","ref":"I-1","amount":"9","currency":"USD"}"#,
    r#"{"at":"2026-11-24","by":"li","kind":"complaint","ref":"C-1","state":"opened","text":"leaks"}"#,
    r#"{"at":"2026-11-24","by":"li","kind":"grade","from":"C","to":"B","why":"sample"}"#,
    r#"{"at":"2026-11-24","by":"li","kind":"owner","from":"li","to":null,"why":"left"}"#,
    r#"{"at":"2026-11-24","by":"li","kind":"note","text":"x"}"#,
    r#"{"at":"2026-11-24","by":"li","kind":"note","text":"x","next":"2026-12-01","plan":"spec"}"#,
    r#"{"at":"2026-11-24","by":"li","kind":"ending","ref":"E-1","state":"opened","why":"price","competitor":"Nord","text":"will not renew"}"#,
    r#"{"at":"2026-11-24","by":"li","kind":"promise","state":"made","what":"price list","due":"2026-11-27","ref":"P-1","text":"in EUR"}"#,
    r#"{"at":"2026-11-24","by":"wang","kind":"request","state":"granted","what":"credit","ref":"R-1"}"#,
    r#"{"at":"2026-11-24","by":"li","kind":"invitation","state":"came","what":"Canton Fair"}"#,
    r#"{"at":"2026-11-24","by":"li","kind":"alarm","of":"silent","answer":"real","why":"moves its plant","text":"called"}"#,
];

#[test]
fn every_kind_reads_and_writes_back_byte_for_byte() {
    let log = LINES.join("\n") + "\n";
    let (entries, faults) = read(log.as_bytes(), Care::Check);
    assert_eq!(faults, []);
    let written: Vec<String> = entries.iter().map(line).collect();
    assert_eq!(written, LINES);
    let kinds: std::collections::BTreeSet<&str> = entries.iter().map(|entry| entry.event.kind()).collect();
    assert_eq!(kinds.len(), Event::KINDS.len(), "a line of every kind");
}

#[test]
fn amounts_are_exact_as_numbers_and_as_texts() {
    let log = "{\"at\":\"2026-11-24\",\"by\":\"x\",\"kind\":\"order\",\"amount\":0.10000000000000000000000001}\n\
               {\"at\":\"2026-11-24\",\"by\":\"x\",\"kind\":\"order\",\"amount\":\"123456789012345.12\"}\n";
    let (entries, _) = read(log.as_bytes(), Care::Check);
    let amounts: Vec<_> =
        entries.iter().filter_map(|e| e.event.money()).map(|m| m.amount.to_string()).collect();
    assert_eq!(amounts, ["0.10000000000000000000000001", "123456789012345.12"]);
}

#[test]
fn a_text_without_escapes_is_borrowed() {
    let log = LINES[10].to_owned() + "\n";
    let (entries, _) = read(log.as_bytes(), Care::Answer);
    assert!(matches!(entries[0].text, Some(std::borrow::Cow::Borrowed("x"))));
}

#[test]
fn bad_lines_are_told_and_the_others_read() {
    let good = LINES[10];
    for (bad, want) in [
        ("{", ("cut-off", 2, 1)),
        ("[]", ("json-syntax", 2, 1)),
        (r#"{"kind":"note","by":"x"}"#, ("missing-key", 2, 1)),
        (r#"{"at":"2026-11-21","by":"x"}"#, ("missing-key", 2, 1)),
        (r#"{"at":"21.11.2026","kind":"note","by":"x"}"#, ("bad-value", 2, 7)),
        (r#"{"at":"2026-11-21","kind":"sample","by":"x"}"#, ("missing-key", 2, 1)),
        (r#"{"at":"2026-11-21","kind":"sample","state":"lost","by":"x"}"#, ("bad-value", 2, 44)),
        (r#"{"at":"2026-11-21","at":"2026-11-22","kind":"note","by":"x"}"#, ("json-syntax", 2, 23)),
        (r#"{"at":"2026-11-21","kind":"followup","by":"x","next":"soon"}"#, ("bad-value", 2, 54)),
        (r#"{"at":"2026-11-21","kind":"order","by":"x","amount":"1,200"}"#, ("bad-value", 2, 53)),
        (r#"{"at":"2026-11-21","kind":"order","by":"x","currency":"euro"}"#, ("bad-value", 2, 55)),
        ("<<<<<<< HEAD", ("conflict-marker", 2, 1)),
    ] {
        let log = format!("{good}\n{bad}\n{good}\n");
        assert_eq!(told(log.as_bytes(), Care::Answer), [want], "{bad}");
        let (entries, _) = read(log.as_bytes(), Care::Answer);
        assert!(entries.len() >= 2, "{bad}: the others are read");
    }
    let mut bytes = format!("{good}\n").into_bytes();
    bytes.extend(b"{\"at\":\"\xff\"}\n");
    assert_eq!(told(&bytes, Care::Answer), [("invalid-utf8", 2, 8)]);
}

#[test]
fn both_sides_of_a_conflict_are_read() {
    let log = format!("<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> other\n", LINES[1], LINES[2]);
    assert_eq!(told(log.as_bytes(), Care::Answer), [("conflict-marker", 1, 1)]);
    assert_eq!(read(log.as_bytes(), Care::Answer).0.len(), 2);
}

#[test]
fn a_cut_off_last_line_is_told_and_a_whole_one_without_its_end_is_read() {
    let log = format!("{}\n{}", LINES[1], &LINES[2][..40]);
    assert_eq!(told(log.as_bytes(), Care::Answer), [("cut-off", 2, 1)]);
    let log = format!("{}\n{}", LINES[1], LINES[2]);
    assert_eq!(told(log.as_bytes(), Care::Answer), []);
    assert_eq!(told(log.as_bytes(), Care::Check), [("no-final-newline", 2, 1)]);
    assert_eq!(read(log.as_bytes(), Care::Answer).0.len(), 2);
}

#[test]
fn what_this_version_does_not_know_is_kept_and_named_on_a_closer_look() {
    let log = "{\"at\":\"2026-11-21\",\"by\":\"x\",\"kind\":\"hologram\",\"from\":5,\"minutes\":[]}\n\
               {\"at\":\"2026-11-21\",\"by\":\"x\",\"kind\":\"note\",\"texxt\":1}\n\
               {\"at\":\"2026-11-21\",\"by\":\"x\",\"kind\":\"note\",\"nxtt\":\"2026-11-22\"}\n\
               {\"at\":\"2026-11-21\",\"by\":\"x\",\"kind\":\"note\",\"nxtt\":\"2026-11-22\"}\n\
               {\"at\":\"2026-11-21\",\"kind\":\"note\"}\n";
    assert_eq!(told(log.as_bytes(), Care::Answer), []);
    assert_eq!(read(log.as_bytes(), Care::Answer).0.len(), 5);
    let mut codes = told(log.as_bytes(), Care::Check);
    codes.sort_unstable();
    assert_eq!(
        codes,
        [
            ("duplicate-entry", 4, 1),
            ("missing-key", 5, 1),
            ("unknown-field", 2, 51),
            ("unknown-field", 3, 50),
            ("unknown-field", 4, 50),
            ("unknown-kind", 1, 36)
        ]
    );
}

#[test]
fn empty_and_blank_logs_are_histories_of_nothing() {
    for log in ["", "\n", "\r\n\n", "  \n", "\u{feff}"] {
        assert_eq!(read(log.as_bytes(), Care::Check), (vec![], vec![]), "{log:?}");
    }
}

proptest::proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..400)) {
        told(&bytes, Care::Check);
    }

    #[test]
    fn nothing_that_looks_like_an_entry_makes_it_panic(
        text in "(\\{\"at\":\"2026-11-21\",\"kind\":\"(note|order|followup)\"(,\"(next|amount|minutes|text|by)\":(1|\"x\"|null|\"2026-11-22\"|1e999|-0.1|\\[|true|\"\\\\ud800\")){0,3}\\}?|\n|<<<<<<< x|=======|一){0,12}"
    ) {
        told(text.as_bytes(), Care::Check);
        History::new(read(text.as_bytes(), Care::Answer).0);
    }

    #[test]
    fn what_is_written_reads_back(text in "\\PC{0,40}", amount in -1_000_000_000_000_000i64..=1_000_000_000_000_000, scale in 0u32..10) {
        let money = crate::model::Money { amount: Decimal::new(amount, scale), currency: None };
        let at = crate::model::Stamp::parse("2026-11-21T00:30:00+08:00").expect("a stamp");
        let quote = crate::model::Quote { money: Some(money), ..crate::model::Quote::default() };
        let entry = Entry {
            by: Some("李娜".into()),
            text: Some(text.as_str().into()).filter(|_| !text.trim().is_empty()),
            line: 1,
            ..Entry::new(at, Event::Quote(quote))
        };
        let log = line(&entry) + "\n";
        proptest::prop_assert_eq!(log.matches('\n').count(), 1);
        let (entries, faults) = read(log.as_bytes(), Care::Check);
        proptest::prop_assert_eq!(faults, vec![]);
        proptest::prop_assert_eq!(entries, vec![entry]);
    }
}

#[test]
fn every_field_of_every_kind_is_read_and_written() {
    for kind in EntryKind::ALL {
        let mut fields = serde_json::Map::new();
        fields.insert("at".into(), "2026-11-21T10:30:00+08:00".into());
        fields.insert("by".into(), "li".into());
        fields.insert("kind".into(), kind.as_str().into());
        fields.insert("via".into(), "call".into());
        for own in kind.info().fields {
            let examples: Vec<serde_json::Value> = serde_json::from_str(own.examples).expect("JSON");
            let example = examples.into_iter().next().unwrap_or_else(|| "some text".into());
            fields.insert(own.field.as_str().into(), example);
        }
        let written = serde_json::Value::Object(fields).to_string();
        let bytes = format!("{written}\n");
        let (entries, faults) = read(bytes.as_bytes(), Care::Check);
        assert_eq!(faults, [], "{written}");
        assert_eq!(line(&entries[0]), written);
        assert_eq!(entries[0].event.known_kind(), Some(*kind));
    }
}

#[test]
fn the_examples_of_the_schema_are_lines_as_they_are_written() {
    for example in include_str!("../schema/entries.log.jsonl").lines() {
        let entry = read_line(example.as_bytes(), 1).unwrap_or_else(|| panic!("{example}"));
        assert_eq!(line(&entry), example);
    }
}

#[test]
fn a_note_finds_the_line_that_it_is_about_wherever_a_merge_has_put_it() {
    let of =
        |line: &str| format!(r#"{{"at":"2026-11-22","kind":"note","of":"{}"}}"#, line_name(line.as_bytes()));
    let (one, lost) = (LINES[1], r#"{"at":"2026-11-22","kind":"note","text":"gone"}"#);
    for (log, want) in [
        (format!("{one}\n{}\n", of(one)), 1),
        (format!("{}\n{one}\n", of(one)), 2),
        (format!("{}\r\n{one}\r\n", of(one)), 2),
        (format!("\u{feff}{one}\n{one}\n{}", of(one)), 1),
        (format!("{one}\n{}\n", of(lost)), 0),
        (format!("{one} \n{}\n", of(one)), 0),
    ] {
        let (entries, _) = read(log.as_bytes(), Care::Answer);
        let found: Vec<u32> = entries.iter().filter_map(|entry| Some(entry.mark()?.line)).collect();
        assert_eq!(found, [want], "{log}");
    }
}

#[test]
fn a_kept_file_is_read_as_it_is_written_and_one_that_leads_elsewhere_is_told() {
    let hash = "0123456789abcdef".repeat(4);
    let of = |name: &str, hash: &str| {
        format!(
            r#"{{"at":"2026-11-21","by":"li","kind":"note","text":"x","files":[{{"name":"{name}","sha256":"{hash}","bytes":3}}]}}"#
        )
    };
    let good = of("leak.jpg", &hash);
    let entry = read_line(good.as_bytes(), 1).expect("an entry");
    assert_eq!((line(&entry), entry.files[0].bytes), (good, 3));
    for (name, hash) in [("../leak.jpg", &*hash), ("leak.jpg", "0123"), ("acme.yaml", &hash)] {
        let bad = of(name, hash) + "\n";
        assert_eq!(told(bad.as_bytes(), Care::Answer), [("bad-value", 1, 63)], "{bad}");
        assert_eq!(read(bad.as_bytes(), Care::Answer).0[0].files, []);
    }
    for nothing in ["null", "[]"] {
        let log = format!(r#"{{"at":"2026-11-21","kind":"note","files":{nothing}}}"#);
        assert_eq!(told(log.as_bytes(), Care::Answer), []);
    }
}
