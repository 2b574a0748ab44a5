mod lists;
mod points;

use serde_yaml::Mapping;

use super::truth::is_sound;
use super::*;

const STYLE: Style<'_> = Style { marker: 7, ours: "ours", theirs: "theirs", is_numbered: false };

const BASE: &str = "# yaml-language-server: $schema=x\nname: Acme   # as on the card\ngrade: C\nowner: li\nregion: r0\n\ncontacts:\n  - name: Anna\n    email: a@x.example\n    phone: \"1\"\n  - name: Bob\n    phone: \"2\"\nprefers: {channel: email, hours: \"9-12\"}\ntags: [a, b]\nplan: p0\nnotes: |\n  one\n\n  two\n\n  three\n";

/// What one person wrote in place of what.
type Changes = &'static [(&'static str, &'static str)];

fn merged(ours: &str, theirs: &str) -> Merged {
    cards(BASE, ours, theirs, STYLE)
}

fn with(changes: &[(&str, &str)]) -> String {
    changes.iter().fold(BASE.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    })
}

#[test]
fn what_two_people_change_apart_is_merged() {
    let cases: &[(Changes, Changes)] = &[
        (&[("grade: C", "grade: B")], &[("owner: li", "owner: wang")]),
        (&[("grade: C\n", "grade: B\nsince: 2026-01-01\n")], &[("owner: li\n", "country: DE\nowner: li\n")]),
        (&[("region: r0\n", "")], &[("owner: li", "owner: wang")]),
        (&[("plan: p0\n", "plan: p1\nneed: target\n")], &[("name: Acme ", "name: Acme AG ")]),
        (&[("plan: p0\n", "# soon\nplan: p0\n")], &[("plan: p0", "plan: p1")]),
        (&[("email: a@x.example", "email: anna@x.example")], &[("phone: \"1\"", "phone: \"11\"")]),
        (
            &[("    phone: \"2\"\n", "    phone: \"2\"\n  - name: Cy\n")],
            &[("    phone: \"2\"\n", "    phone: \"2\"\n  - name: Di\n    phone: \"4\"\n")],
        ),
        (&[("  - name: Bob\n    phone: \"2\"\n", "")], &[("phone: \"1\"", "phone: \"11\"")]),
        (&[("name: Bob", "name: Bob Smith")], &[("phone: \"2\"", "phone: \"22\"")]),
        (&[("tags: [a, b]", "tags: [a, b, c]")], &[("tags: [a, b]", "tags: [b, d]")]),
        (&[("channel: email", "channel: call")], &[("hours: \"9-12\"", "hours: \"14-16\"")]),
        (&[("  one\n", "  one!\n")], &[("  three\n", "  three!\n")]),
    ];
    for (ours, theirs) in cases {
        let (a, b) = (with(ours), with(theirs));
        for (one, other) in [(&a, &b), (&b, &a)] {
            let found = merged(one, other);
            assert_eq!(found.conflicts, Vec::<String>::new(), "{one}\n{other}\n{}", found.text);
            let value: Mapping = serde_yaml::from_str(&found.text).expect("it reads");
            for side in [one, other] {
                let side: Mapping = serde_yaml::from_str(side).expect("it reads");
                let base: Mapping = serde_yaml::from_str(BASE).expect("it reads");
                let changed = side.iter().filter(|(key, value)| base.get(*key) != Some(*value));
                for (key, _) in changed {
                    assert_ne!(value.get(key), base.get(key), "{}", found.text);
                }
            }
        }
    }
    let both =
        merged(&with(&[("tags: [a, b]", "tags: [a, b, c]")]), &with(&[("tags: [a, b]", "tags: [b, d]")]));
    assert!(both.text.contains("tags: [b, c, d]\n"), "{}", both.text);
    let both =
        merged(&with(&[("name: Bob", "name: Bob Smith")]), &with(&[("phone: \"2\"", "phone: \"22\"")]));
    assert!(both.text.contains("  - name: Bob Smith\n    phone: \"22\"\n"), "{}", both.text);
}

#[test]
fn comments_and_line_ends_stay() {
    let ours = with(&[("plan: p0", "plan: p1")]).replace('\n', "\r\n");
    let found = merged(&format!("\u{feff}{ours}"), &with(&[("grade: C", "grade: B   # since the fair")]));
    assert_eq!(found.conflicts, Vec::<String>::new());
    let want = with(&[("plan: p0", "plan: p1"), ("grade: C", "grade: B   # since the fair")]);
    assert_eq!(found.text, format!("\u{feff}{}", want.replace('\n', "\r\n")));
}

#[test]
fn a_key_that_both_change_is_a_conflict_around_its_lines() {
    for (ours, theirs, path, want) in [
        (
            ("plan: p0", "plan: 样品确认"),
            ("plan: p0", "plan: a visit"),
            "plan",
            "<<<<<<< ours\nplan: 样品确认\n=======\nplan: a visit\n>>>>>>> theirs\nnotes: |\n",
        ),
        (
            ("phone: \"1\"", "phone: \"11\""),
            ("phone: \"1\"", "phone: \"12\""),
            "contacts.Anna.phone",
            "    email: a@x.example\n<<<<<<< ours\n    phone: \"11\"\n=======\n    phone: \"12\"\n>>>>>>> theirs\n  - name: Bob\n",
        ),
        (
            ("owner: li\n", ""),
            ("owner: li", "owner: wang"),
            "owner",
            "grade: C\n<<<<<<< ours\n=======\nowner: wang\n>>>>>>> theirs\nregion: r0\n",
        ),
        (
            ("name: Anna", "name: Ann"),
            ("name: Anna", "name: Anne"),
            "contacts.Anna",
            "contacts:\n<<<<<<< ours\n  - name: Ann\n",
        ),
        (
            ("channel: email", "channel: call"),
            ("channel: email", "channel: chat"),
            "prefers",
            "<<<<<<< ours\nprefers: {channel: call, hours: \"9-12\"}\n=======\n",
        ),
    ] {
        let found = merged(&with(&[ours]), &with(&[theirs]));
        assert_eq!(found.conflicts, [path], "{}", found.text);
        assert!(found.text.contains(want), "{}", found.text);
        let [one, other] = lines::sides(&found.text, 7);
        assert_eq!((one, other), (with(&[ours]), with(&[theirs])));
    }
}

#[test]
fn one_customer_that_both_made_has_the_keys_of_both() {
    let found = cards("", "name: Acme\ngrade: B\n", "name: Acme\nowner: li\n", STYLE);
    assert_eq!((found.text.as_str(), found.conflicts.len()), ("name: Acme\nowner: li\ngrade: B\n", 0));
}

#[test]
fn a_file_with_a_mistake_in_it_is_merged_key_by_key_all_the_same() {
    // `free` should be a list; one took `plan` out, the other moved it.
    let base = "name: A\npromises: {free: word}\nowner: li\nplan: p\n";
    let ours = "name: A\npromises: {free: word}\nowner: li\n";
    let theirs = "name: A\nplan: p\npromises: {free: word}\nowner: li\n";
    for (one, other) in [(ours, theirs), (theirs, ours)] {
        let found = cards(base, one, other, STYLE);
        assert_eq!(found, Merged { text: ours.to_owned(), conflicts: Vec::new() });
    }
}

#[test]
fn a_merge_by_lines_says_no_more_than_one_by_keys() {
    // An anchor leaves only lines to go by; theirs moved what ours took out.
    let base = "name: &a A\nregion: r\nowner: li\nplan: p\n";
    let ours = "name: &a A\nregion: r\nowner: li\n";
    let theirs = "name: &a A\nplan: p\nregion: r\nowner: li\n";
    let anchored = |text: &str| format!("? custom\n: {{x: 1}}\n{text}");
    for (one, other) in [(ours, theirs), (theirs, ours)] {
        let found = cards(&anchored(base), &anchored(one), &anchored(other), STYLE);
        assert_eq!(found.conflicts, ["*"], "{}", found.text);
        assert_eq!(lines::sides(&found.text, 7), [anchored(one), anchored(other)]);
    }
}

#[test]
fn somebody_new_in_a_place_gets_nothing_of_who_left() {
    let ours = with(&[("  - name: Bob\n    phone: \"2\"\n", "  - name: Eve\n    phone: \"5\"\n")]);
    let theirs = with(&[("    phone: \"2\"\n", "    phone: \"2\"\n    verified: 2026-01-01\n")]);
    for (one, other) in [(&ours, &theirs), (&theirs, &ours)] {
        let found = merged(one, other);
        assert_eq!(found.conflicts, ["contacts.Bob"], "{}", found.text);
        assert!(found.text.contains("  - name: Eve\n    phone: \"5\"\n"), "{}", found.text);
    }
}

#[test]
fn a_mailbox_of_the_house_makes_nobody_another_one() {
    let theirs = with(&[("    email: a@x.example\n", "    email: a@x.example\n    birthday: 04-05\n")]);
    for (name, is_same) in [("Walter", false), ("Anna Li", true), ("Ann", true)] {
        let renamed = with(&[("name: Anna", &format!("name: {name}"))]);
        for (one, other) in [(&renamed, &theirs), (&theirs, &renamed)] {
            let found = merged(one, other);
            assert_eq!(found.conflicts.is_empty(), is_same, "{name}: {}", found.text);
        }
    }
}

#[test]
fn nobody_stands_twice_under_one_name() {
    let renamed = with(&[("name: Anna", "name: Anna Li")]);
    for theirs in [
        // They have added somebody of the name that the other side gave to one who was there,
        with(&[("  - name: Bob", "  - name: Anna Li\n    phone: \"7\"\n  - name: Bob")]),
        // or have given it to another one.
        with(&[(
            "  - name: Bob\n    phone: \"2\"",
            "  - name: Anna Li\n    phone: \"2\"\n    email: b@x.example",
        )]),
    ] {
        for (one, other) in [(&renamed, &theirs), (&theirs, &renamed)] {
            let found = merged(one, other);
            assert!(!found.conflicts.is_empty(), "{}", found.text);
            assert_eq!(lines::sides(&found.text, 7), [one.as_str(), other], "{}", found.text);
        }
    }
    // Both renamed the same one.
    assert!(merged(&renamed, &renamed).conflicts.is_empty());
}

#[test]
fn a_deep_file_is_merged_at_once() {
    let deep = |last: &str| {
        let levels: String = (0..100).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
        format!("name: A\n{levels}{}", last.replace('>', &" ".repeat(100)))
    };
    let found = cards(&deep(">z: 1\n"), &deep(">z: 1\n>y: r\n"), &deep(">z: 2\n"), STYLE);
    assert_eq!(found, Merged { text: deep(">z: 2\n>y: r\n"), conflicts: Vec::new() });
}

#[test]
fn a_comment_inside_a_list_is_not_lost_to_one_on_a_line() {
    let ours = with(&[("tags: [a, b]", "tags: [a, b, c]")]);
    let theirs = with(&[("tags: [a, b]", "tags:  # ours alone\n  - a\n  - d  # since May")]);
    for (one, other) in [(&ours, &theirs), (&theirs, &ours)] {
        let found = merged(one, other);
        for comment in ["# ours alone", "# since May"] {
            assert!(found.text.contains(comment), "{}", found.text);
        }
    }
}

#[test]
fn what_was_written_above_a_key_outlives_it() {
    let ours = with(&[("region: r0\n", "# ask Li first\nregion: r0\n")]);
    let theirs = with(&[("region: r0\n", "")]);
    for (one, other) in [(&ours, &theirs), (&theirs, &ours)] {
        let found = merged(one, other);
        assert!(found.conflicts.is_empty() && !found.text.contains("r0"), "{}", found.text);
        assert!(found.text.contains("# ask Li first\n"), "{}", found.text);
    }
}

#[test]
fn what_has_no_keys_to_go_by_is_merged_by_lines_and_never_into_nonsense() {
    let flow = cards("{name: A}\n", "{name: B}\n", "{name: C}\n", STYLE);
    assert_eq!(flow.conflicts, ["*"]);
    assert!(flow.text.contains("{name: B}") && flow.text.contains("{name: C}"));
    // A conflict that nobody has settled stays one.
    let old = "name: A\n<<<<<<< x\ngrade: A\n=======\ngrade: B\n>>>>>>> y\nplan: p\n";
    let found = cards(old, &old.replace("plan: p", "plan: q"), old, STYLE);
    assert_eq!(found.text, old.replace("plan: p", "plan: q"));
}

mod random {
    use super::*;
    use proptest::prelude::*;
    use proptest::sample::subsequence;

    /// Keys with their values, each in several versions; the first is the beginning.
    const KEYS: &[(&str, [&str; 3])] = &[
        ("grade", ["grade: C\n", "grade: B # up\n", "# why\ngrade: D\n"]),
        ("owner", ["owner: li\n", "owner: wang\n", "'owner': chen\n"]),
        ("plan", ["plan: >-\n  a\n  b\n", "plan: c\n", "plan: |\n  d: e\n  # f\n"]),
        ("tags", ["tags: [a, b]\n", "tags: [a, b, c]\n", "tags:\n- a\n- d\n"]),
        (
            "contacts",
            [
                "contacts:\n- name: A\n  phone: 1\n  email: x\n- name: B\n",
                "contacts:\n- name: A\n  phone: 2\n  email: x\n- name: B\n- name: C\n",
                "contacts:\n- name: A\n  phone: 1\n  email: y\n",
            ],
        ),
        (
            "prefers",
            [
                "prefers: {channel: email}\n",
                "prefers: {channel: call}\n",
                "prefers: {channel: email, hours: 9-12}\n",
            ],
        ),
        (
            "custom",
            [
                "custom:\n  x: 1\n  y: [1, 2]\n",
                "custom:\n  x: 2\n  y: [1, 2]\n",
                "custom:\n  x: 1\n  y: [1, 3]\n  z: 0\n",
            ],
        ),
    ];

    fn side() -> impl Strategy<Value = String> {
        let whole: Vec<usize> = (0..KEYS.len()).collect();
        let versions =
            proptest::collection::vec(prop_oneof![3 => Just(0_usize), 1 => 1..3_usize], KEYS.len());
        (subsequence(whole, 4..=KEYS.len()), versions).prop_map(|(keys, versions)| {
            let blocks = keys.iter().map(|key| KEYS[*key].1[versions[*key]]);
            format!("name: Acme\n{}", blocks.collect::<String>())
        })
    }

    proptest! {
        /// Each key says what one of the two wrote, or conflicts openly.
        #[test]
        fn nothing_is_lost(base in side(), ours in side(), theirs in side()) {
            let read = |text: &str| serde_yaml::from_str::<Mapping>(text).expect("it reads");
            let found = cards(&base, &ours, &theirs, STYLE);
            let (o, a, b) = (read(&base), read(&ours), read(&theirs));
            for side in lines::sides(&found.text, 7) {
                prop_assert!(is_sound(&side), "{}", found.text);
            }
            let [one, other] = lines::sides(&found.text, 7).map(|side| read(&side));
            for (key, _) in KEYS {
                let (old, our, their) = (o.get(key), a.get(key), b.get(key));
                if let Some(want) = choose(old, our, their) {
                    prop_assert_eq!(one.get(key), want, "{}: {}", key, found.text);
                    prop_assert_eq!(other.get(key), want, "{}: {}", key, found.text);
                }
            }
            let conflicting = found.text.contains("<<<<<<< ours\n");
            prop_assert_eq!(conflicting, !found.conflicts.is_empty());
        }

        /// No text makes it panic, and a side that nobody changed never wins.
        #[test]
        fn any_text_is_merged_or_conflicts(base in "\\PC{0,40}", ours in "([a-c]: ?[x-z\n#' -]{0,12}\n){0,4}", theirs in "([a-c]: ?[x-z\n#'|>{}\\[\\] -]{0,12}\n){0,4}") {
            let found = cards(&base, &ours, &theirs, STYLE);
            let same = cards(&base, &ours, &ours, STYLE);
            prop_assert!(same.conflicts.is_empty());
            let _ = found;
            let taken = cards(&ours, &ours, &theirs, STYLE);
            prop_assert!(taken.conflicts.is_empty());
        }
    }
}

#[test]
fn whichever_side_of_a_mapping_on_one_line_is_chosen_the_other_ones_own_change_is_in_it() {
    let base = "name: A\nprefers: {channel: email, meeting: long}\n";
    let ours = "name: A\nprefers: {channel: visit, meeting: long, hours: \"9-12\"}\n";
    let theirs = "name: A\nprefers: {channel: call, meeting: short}\n";
    let found = cards(base, ours, theirs, STYLE);
    assert_eq!(found.conflicts, ["prefers"]);
    let want = |channel: &str| {
        let text = format!("prefers: {{channel: {channel}, meeting: short, hours: 9-12}}");
        serde_yaml::from_str::<Mapping>(&text).expect("it reads")
    };
    for (side, channel) in lines::sides(&found.text, 7).iter().zip(["visit", "call"]) {
        let map: Mapping = serde_yaml::from_str(side).expect("it reads");
        assert_eq!(map.get("prefers"), want(channel).get("prefers"), "{}", found.text);
    }
}

#[test]
fn of_a_list_that_one_side_took_away_only_what_is_new_stays() {
    let block = |items: &str| format!("name: A\ncontacts:\n{items}plan: p\n");
    let flow = |items: &str| format!("name: A\ncontacts: [{items}]\nplan: p\n");
    let none = "name: A\nplan: p\n".to_owned();
    for (base, changed, want) in [
        (block("  - name: K\n"), block("  - name: K\n  - name: B\n"), Some("B")),
        (block("  - name: K\n  - name: L\n"), block("  - name: L\n"), None),
        (flow("{name: K}"), flow("{name: K}, {name: B}"), Some("B")),
        (flow("{name: K}, {name: L}"), flow("{name: L}, {name: K}, {name: B}"), Some("B")),
    ] {
        for (ours, theirs) in [(&none, &changed), (&changed, &none)] {
            let found = cards(&base, ours, theirs, STYLE);
            assert_eq!(found.conflicts, Vec::<String>::new(), "{base}{changed}{}", found.text);
            let map = mapping(&found.text).expect("it reads");
            let names: Vec<_> =
                map.get("contacts").and_then(Value::as_sequence).into_iter().flatten().collect();
            let names: Vec<_> = names.iter().filter_map(|one| one.get("name")?.as_str()).collect();
            assert_eq!(names, want.into_iter().collect::<Vec<_>>(), "{base}{changed}{}", found.text);
        }
    }
    // Who has another name beside somebody new is still the one who was taken out.
    let base = block("  - name: K\n    email: k@x\n");
    let renamed = block("  - name: B\n    email: b@x\n  - name: K Berg\n    email: k@x\n");
    for (ours, theirs) in [(&none, &renamed), (&renamed, &none)] {
        assert_eq!(cards(&base, ours, theirs, STYLE).conflicts, ["contacts"]);
    }
    // One of them was changed: that is for somebody to decide.
    let found = cards(&block("  - name: K\n"), &none, &block("  - name: K\n    phone: 1\n"), STYLE);
    assert_eq!(found.conflicts, ["contacts"]);
}

#[test]
fn who_came_in_anothers_place_gets_nothing_of_that_one() {
    let card = |contact: &str| format!("name: A\ncontacts:\n  - {contact}\n");
    let base = card("name: Anna Alt\n    phone: \"1\"");
    let theirs = card("name: Anna Alt\n    phone: \"1\"\n    email: anna.alt@x\n    birthday: 1970-03-03");
    let successor = card("name: Bert Neu\n    phone: \"1\"");
    for (ours, theirs) in [(&successor, &theirs), (&theirs, &successor)] {
        assert_eq!(
            cards(&base, ours, theirs, STYLE).conflicts,
            ["contacts.Anna Alt"],
            "the number is the house's"
        );
    }
    let married = card("name: Anna Neu-Alt\n    phone: \"1\"");
    let found = cards(&base, &married, &theirs, STYLE);
    assert!(found.conflicts.is_empty() && found.text.contains("anna.alt@x"), "{}", found.text);
}
