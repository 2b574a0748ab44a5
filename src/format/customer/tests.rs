use super::*;
use crate::model::{Birthday, Decimal, YamlValue};
use crate::yaml::FileLocation;

fn id() -> CustomerId {
    CustomerId::new("acme").expect("an id")
}

fn good(text: &str) -> Customer {
    let card = read(&id(), text.as_bytes()).unwrap_or_else(|faults| panic!("{text}: {faults:?}"));
    assert_eq!(card.faults, [], "{text}");
    card.customer
}

/// The codes and places of everything that is wrong.
fn told(text: &str) -> Vec<(&'static str, usize, usize)> {
    let faults = match read(&id(), text.as_bytes()) {
        Ok(card) => card.faults,
        Err(faults) => faults,
    };
    faults
        .into_iter()
        .map(|fault| {
            let problem = fault.place(std::path::Path::new("x"), text);
            (problem.kind.code(), problem.place.line, problem.place.column)
        })
        .collect()
}

#[test]
fn a_whole_customer_reads_as_it_is_written() {
    let customer = good(
        "name: Müller Maschinenbau GmbH\naliases: [穆勒机械]\nnumber: 0012\ngrade: B\nowner: li\n\
         since: 2026-04-20\ncountry: NO\ntimezone: Europe/Berlin\nstaff: 120\nfounded: 1887-05-04\n\
         contacts:\n  - name: Anna\n    decides: true\n    phone: +49 89 123456\n    chat: {wechat: anna_m}\n    birthday: 05-12\n\
         prefers: {meeting: short}\nneed: target\nrenewal: 0.9\ncadence: 45 days\ntags: [a, b]\n\
         dates:\n  - {on: 2026-06-01, what: cooperation began}\ncustom: {x: [1, 2.50, yes, true]}\nnotes: |\n  R&D *bold* <<<<\n",
    );
    assert_eq!(customer.number.as_deref(), Some("0012"), "digits are the customer's own");
    assert_eq!(customer.country.as_deref(), Some("NO"), "Norway is not a boolean");
    assert_eq!(customer.contacts[0].phone.as_deref(), Some("+49 89 123456"));
    assert_eq!(customer.contacts[0].birthday, Birthday::parse("05-12"));
    assert_eq!(customer.renewal, Some(Decimal::new(9, 1)));
    assert_eq!(customer.cadence.map(|every| every.to_string()).as_deref(), Some("45 days"));
    assert!(matches!(customer.custom, Some(YamlValue::Map(_))));
}

#[test]
fn only_the_name_is_required() {
    let customer = good("\u{feff}name: Acme\ngrade:\nowner: ~\ntags:\n");
    assert_eq!((customer.grade, customer.owner, customer.tags.len()), (None, None, 0));
    assert_eq!(good("name: Acme\r\ngrade: B\r\n").grade.as_deref(), Some("B"));
}

#[test]
fn each_fault_is_told_where_it_stands() {
    for (text, want) in [
        ("", vec![("missing-key", 1, 1)]),
        ("grade: A\n", vec![("missing-key", 1, 1)]),
        ("name: x\nsince: 2026-13-01\ncadence: often\n", vec![("bad-value", 2, 8), ("bad-value", 3, 10)]),
        ("name: x\nonwer: li\n", vec![("unknown-key", 2, 1)]),
        ("name: x\ngrade: A\ngrade: B\n", vec![("duplicate-key", 3, 1)]),
        ("name: x\ncontacts:\n  - name: a\n    verified: soon\n", vec![("bad-value", 4, 15)]),
        ("name: x\ntags: a\n", vec![("wrong-type", 2, 7)]),
        ("name: x\ngrade: [A]\n", vec![("wrong-type", 2, 8)]),
        ("name: 'x\n", vec![("yaml-syntax", 2, 1)]),
        ("name：x\n", vec![("yaml-syntax", 1, 1)]),
        ("- x\n", vec![("yaml-syntax", 1, 1)]),
        ("name: x\n\tgrade: A\n", vec![("yaml-syntax", 2, 1)]),
        ("name: x\n<<<<<<< HEAD\ngrade: A\n=======\ngrade: B\n>>>>>>> b\n", vec![("conflict-marker", 2, 1)]),
        ("name: &a x\nplan: *a\n", vec![("anchor", 1, 7)]),
        ("name: x\n<<: {}\n", vec![("anchor", 2, 1)]),
        ("name: x\n---\nname: y\n", vec![("several-documents", 2, 1)]),
        (
            "name: x\nneed: maybe\nrenewal: 1.5\ncountry: Germany\nstaff: -1\n",
            vec![("bad-value", 4, 10), ("bad-value", 5, 8), ("bad-value", 2, 7), ("bad-value", 3, 10)],
        ),
    ] {
        let mut got = told(text);
        let mut want = want;
        got.sort_unstable();
        want.sort_unstable();
        assert_eq!(got, want, "{text:?}");
    }
}

#[test]
fn bytes_that_are_no_text_and_files_that_are_no_customer_are_told() {
    let faults = read(&id(), b"name: x\nplan: \xff\n").err().expect("refused");
    assert_eq!((faults[0].trouble.code(), faults[0].spot.clone()), ("invalid-utf8", FileLocation::At(2, 7)));
    let large = vec![b'#'; 2 << 20];
    assert_eq!(read(&id(), &large).err().expect("refused")[0].trouble.code(), "too-large");
}

#[test]
fn hostile_files_are_refused_at_once() {
    let bomb = format!("name: &a {}\ntags: [{}]\n", "x".repeat(400_000), "*a, ".repeat(100_000));
    assert!(read(&id(), bomb.as_bytes()).is_err());
    for deep in ["[".repeat(500_000), "- ".repeat(500_000), "{a: ".repeat(200_000), "? ".repeat(400_000)] {
        assert!(read(&id(), format!("name: {deep}").as_bytes()).is_err());
        assert!(read(&id(), deep.as_bytes()).is_err());
    }
}

proptest::proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..400)) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Err(faults) = read(&id(), &bytes) {
            for fault in faults {
                fault.place(std::path::Path::new("x"), &text);
            }
        }
    }

    #[test]
    fn nothing_that_looks_like_yaml_makes_it_panic(text in "(name|grade|tags|contacts|- |: |\\[|\\{|\\}|\\]|'|\"|#|\n|  |&a |\\*a|\\||>|!|：|é|一|\t|,|---|<<|%){0,60}") {
        match read(&id(), text.as_bytes()) {
            Ok(card) => for fault in card.faults { fault.place(std::path::Path::new("x"), &text); },
            Err(faults) => for fault in faults { fault.place(std::path::Path::new("x"), &text); },
        }
    }
}
