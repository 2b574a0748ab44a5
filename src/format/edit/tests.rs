use super::*;

const CARD: &str = "# our first customer\nname: 'Müller'   # the name\ngrade: B                       # a class\n\n# people\ncontacts:\n  - name: Anna\n    verified: 2026-10-02\n  - {name: Bob, email: x@y}\ntags: [a, b]   # labels\naliases:\n  - one   # first\n  - two\nnumber: \"007\"\nmystery: {deep: [1, 0x1F]}\nnotes: |\n  Free text # no comment\n\n  more\n";

fn set(key: &str, value: &str) -> Edit {
    Edit::Set(key.into(), value.into())
}

/// The lines that are no longer there, and the new ones.
fn diff(before: &str, after: &str) -> (Vec<String>, Vec<String>) {
    let own = |text: &str| text.split_inclusive('\n').map(str::to_owned).collect::<Vec<_>>();
    let (old, new) = (own(before), own(after));
    let gone = old.iter().filter(|line| !new.contains(line)).cloned().collect();
    let come = new.iter().filter(|line| !old.contains(line)).cloned().collect();
    (gone, come)
}

fn lines(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn only_the_lines_that_must_change_do() {
    let cases: &[(Edit, &[&str], &[&str])] = &[
        (
            set("grade", "C"),
            &["grade: B                       # a class\n"],
            &["grade: C                       # a class\n"],
        ),
        (
            set("name", "Neu: x # y"),
            &["name: 'Müller'   # the name\n"],
            &["name: 'Neu: x # y'   # the name\n"],
        ),
        (
            set("contacts[0].verified", "2026-11-21"),
            &["    verified: 2026-10-02\n"],
            &["    verified: 2026-11-21\n"],
        ),
        (
            set("contacts[1].verified", "2026-11-21"),
            &["  - {name: Bob, email: x@y}\n"],
            &["  - {name: Bob, email: x@y, verified: 2026-11-21}\n"],
        ),
        (set("owner", "李娜"), &[], &["owner: 李娜\n"]),
        (set("need", "target"), &[], &["need: target\n"]),
        (set("archived", "2026-11-21"), &[], &["archived: 2026-11-21\n"]),
        (set("prefers.channel", "email"), &[], &["prefers: {channel: email}\n"]),
        (Edit::Remove("number".into()), &["number: \"007\"\n"], &[]),
        (Edit::Remove("aliases".into()), &["aliases:\n", "  - one   # first\n", "  - two\n"], &[]),
        (
            Edit::Add("tags".into(), "c d".into()),
            &["tags: [a, b]   # labels\n"],
            &["tags: [a, b, c d]   # labels\n"],
        ),
        (Edit::Add("aliases".into(), "三".into()), &[], &["  - 三\n"]),
        (Edit::Drop("aliases".into(), "two".into()), &["  - two\n"], &[]),
        (Edit::Drop("tags".into(), "a".into()), &["tags: [a, b]   # labels\n"], &["tags: [b]   # labels\n"]),
        (Edit::SetYaml("staff".into(), "12".into()), &[], &["staff: 12\n"]),
        (Edit::Add("tags".into(), "a".into()), &[], &[]),
        (set("grade", "B"), &[], &[]),
        (Edit::Remove("plan".into()), &[], &[]),
    ];
    for (change, gone, come) in cases {
        for ends in ["\n", "\r\n"] {
            let before = CARD.replace('\n', ends);
            let after = edit(&before, std::slice::from_ref(change))
                .unwrap_or_else(|error| panic!("{change:?}: {error}"));
            let want = |texts: &[&str]| {
                lines(texts).into_iter().map(|line| line.replace('\n', ends)).collect::<Vec<_>>()
            };
            assert_eq!(diff(&before, &after), (want(gone), want(come)), "{change:?}\n{after}");
        }
    }
}

#[test]
fn texts_that_yaml_would_misread_stay_texts() {
    for text in [
        "yes",
        "null",
        "~",
        "12",
        "1.10",
        "0x1F",
        "a: b",
        "# x",
        "- x",
        "[x",
        "{",
        "&a",
        "*a",
        "!x",
        "%",
        "@x",
        "`",
        "'",
        "\"",
        "a\nb",
        " x ",
        "x:",
        "|",
        ">",
        "",
        "2026-11-21",
        "é",
        "👍",
        "a\tb",
        "\\",
    ] {
        let after = edit(CARD, &[set("plan", text)]).unwrap_or_else(|error| panic!("{text:?}: {error}"));
        let value: Value = serde_yaml::from_str(&after).expect("yaml");
        assert_eq!(value["plan"], Value::String(text.into()), "{text:?}\n{after}");
        assert_eq!(diff(CARD, &after).0, Vec::<String>::new(), "{text:?}\n{after}");
    }
}

#[test]
fn a_file_without_its_last_end_of_line_or_with_a_mark_can_be_edited() {
    assert_eq!(edit("name: x", &[set("grade", "A")]).expect("edited").trim_end(), "name: x\ngrade: A");
    assert_eq!(edit("\u{feff}name: x\n", &[set("name", "y")]).expect("edited"), "\u{feff}name: y\n");
}

#[test]
fn what_can_not_be_edited_is_refused() {
    assert!(edit("name: [\n", &[set("grade", "A")]).is_err());
    assert!(edit("- x\n", &[set("grade", "A")]).is_err());
    assert!(edit(CARD, &[set("contacts[9].verified", "2026-11-21")]).is_err());
    assert!(edit(CARD, &[set("contacts", "2026-11-21")]).is_err(), "no longer a customer");
}

proptest::proptest! {
    #[test]
    fn any_text_in_any_file_is_set_or_refused_and_never_harms_the_rest(
        value in "\\PC{0,24}",
        key in "(name|plan|grade|owner|notes|tags|contacts\\[0\\]\\.name|prefers\\.hours|custom\\.x)",
        extra in "(# c\n|\n|tags: \\[a, 'b: c'\\]\n|notes: \\|\n  a\n  # b\n|plan: >-\n  x\n  y\n|custom:\n    x: 1\n    y: \\[\\]\n|contacts:\n- name: A   # x\n  phone: '1'\n|prefers: \\{hours: x\\}\n)"
    ) {
        let before = format!("name: Acme # n\n{extra}source: fair\n");
        let Ok(after) = edit(&before, &[set(&key, &value)]) else { return Ok(()) };
        let read: Value = serde_yaml::from_str(&after).expect("still yaml");
        proptest::prop_assert_eq!(&read["source"], &Value::String("fair".into()));
        proptest::prop_assert!(after.contains("source: fair"));
    }
}

#[test]
fn a_contact_is_added_as_the_others_are_written() {
    let fields = [("name".to_owned(), "Bo".to_owned()), ("phone".to_owned(), "\"+1\"".to_owned())];
    let add =
        |text: &str| edit(text, &[Edit::AppendKeys("contacts".into(), fields.to_vec())]).expect("edited");
    for (before, after) in [
        (
            "name: A\ncontacts:\n  - name: An # x\n    phone: '1'\n\n# of the tags\ntags: [a]\n",
            "name: A\ncontacts:\n  - name: An # x\n    phone: '1'\n  - name: Bo\n    phone: \"+1\"\n\n# of the tags\ntags: [a]\n",
        ),
        (
            "name: A\r\ncontacts:\r\n- name: An",
            "name: A\r\ncontacts:\r\n- name: An\r\n- name: Bo\r\n  phone: \"+1\"\r\n",
        ),
        ("name: A\ntags: [a]\n", "name: A\ncontacts: [{name: Bo, phone: \"+1\"}]\ntags: [a]\n"),
        ("name: A\ncontacts: [{name: An}]\n", "name: A\ncontacts: [{name: An}, {name: Bo, phone: \"+1\"}]\n"),
    ] {
        assert_eq!(add(before), after);
    }
}
