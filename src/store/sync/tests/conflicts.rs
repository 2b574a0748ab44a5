//! What somebody has to decide.

use super::*;

const CARD: &str = "customers/acme.yaml";
const LOG: &str = "customers/acme.log.jsonl";

fn base() -> Files {
    files(&[("crm.yaml", "version: 2\n"), (CARD, ACME), (LOG, "first\n")])
}

fn card(text: &str) -> Files {
    but(&base(), &[(CARD, Some(text))])
}

/// The keys that conflict, with both values.
fn keys(conflict: &Conflict) -> Vec<(&str, &str, &str, usize)> {
    let What::Keys { keys, .. } = &conflict.what else { panic!("{conflict:?}") };
    keys.iter().map(|key| (key.key.as_str(), key.ours.as_str(), key.theirs.as_str(), key.line)).collect()
}

#[test]
fn both_values_of_a_key_are_shown_with_their_writers_and_either_can_be_chosen() {
    let ours = ACME.replace("plan: call", "plan: ours").replace("country: DE\n", "");
    let theirs = ACME.replace("plan: call", "plan: theirs").replace("DE", "AT").replace("Bavaria", "Tyrol");
    for end in ["\n", "\r\n"] {
        let world = World::new();
        let with = |text: &str| card(&format!("\u{feff}{}", text.replace('\n', end)));
        let (base, sides) = (with(ACME), [&with(&ours), &with(&theirs)]);
        let found = conflicts(world.meet(&base, sides[0], sides[1], &Asked::default()));
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].id.as_deref(), found[0].name.as_deref()), (Some("acme"), Some("Acme GmbH")));
        let authors = (found[0].our_author.as_deref(), found[0].their_author.as_deref());
        assert_eq!(authors, (Some("Li Na"), Some("Li Na")));
        let end_of = |text: &str| format!("{text}{end}");
        let want =
            [("country", "", end_of("country: AT"), 0), ("plan", "plan: ours", end_of("plan: theirs"), 2)];
        let own = |key: &(&str, &str, &str, usize)| {
            (key.0.to_owned(), key.1.trim_end().to_owned(), key.2.to_owned(), key.3)
        };
        let mut keys: Vec<_> = keys(&found[0]).iter().map(own).collect();
        keys.sort();
        assert_eq!(
            keys,
            want.map(|(key, ours, theirs, line)| (key.to_owned(), ours.to_owned(), theirs, line))
        );
        let tyrol = |text: &str| with(&text.replace("Bavaria", "Tyrol"));
        assert_eq!(world.answered(&base, sides, Answer::Ours).0, tyrol(&ours));
        let (found, _) = world.answered(&base, sides, Answer::Theirs);
        assert_eq!(found[CARD].len(), with(&theirs)[CARD].len());
        assert!(text(&found, CARD).contains("plan: theirs") && text(&found, CARD).contains("country: AT"));
    }
}

#[test]
fn an_answer_counts_only_for_what_was_asked() {
    let world = World::new();
    let ours = card(&ACME.replace("call", "ours"));
    let theirs = card(&ACME.replace("call", "theirs"));
    let mut asked = Asked::default();
    let found = conflicts(world.meet(&base(), &ours, &theirs, &asked));
    asked.answers.give(found[0].questions()[0].clone(), Answer::Ours);
    assert_eq!(world.done(world.meet(&base(), &ours, &theirs, &asked)).0, ours);
    let newer = card(&ACME.replace("call", "newer"));
    assert_eq!(conflicts(world.meet(&base(), &ours, &newer, &asked)).len(), 1);
    // One value can't be two.
    asked.answers = Answers::none();
    asked.answers.give(found[0].questions()[0].clone(), Answer::Both);
    assert_eq!(conflicts(world.meet(&base(), &ours, &theirs, &asked)).len(), 1);
}

#[test]
fn lists_and_notes_of_both_can_stand() {
    let world = World::new();
    let with = |text: &str| card(&format!("{ACME}{text}"));
    for (ours, theirs, want) in [
        ("notes: |\n  ours\n", "notes: |\n    theirs\n", "notes: |\n  ours\n  theirs\n"),
        ("own:\n- a\n- b\n", "own:\n- b\n- c\n", "own:\n- a\n- b\n- c\n"),
    ] {
        let (found, _) = world.answered(&base(), [&with(ours), &with(theirs)], Answer::Both);
        assert_eq!(found, with(want));
    }
}

/// Conflicts inside of lists are met in another order than they stand in the text.
#[test]
fn each_conflict_has_its_own_key() {
    let world = World::new();
    let with = |first: &str, second: &str, plan: &str| {
        card(&format!(
            "name: Acme\ncontacts:\n- name: A\n  phone: \"{first}\"\n- name: B\n  phone: \"{second}\"\nplan: {plan}\n"
        ))
    };
    let (base, ours, theirs) = (with("1", "1", "x"), with("2", "3", "y"), with("4", "5", "z"));
    let found = conflicts(world.meet(&base, &ours, &theirs, &Asked::default()));
    for (key, ours, theirs, line) in keys(&found[0]) {
        let want = match key {
            "contacts.A.phone" => ("\"2\"", "\"4\"", 4),
            "contacts.B.phone" => ("\"3\"", "\"5\"", 6),
            _ => ("y", "z", 7),
        };
        assert!(ours.trim().ends_with(want.0) && theirs.trim().ends_with(want.1), "{key} {ours} {theirs}");
        assert!(line == want.2 || line == 0, "{key} {line}");
    }
    assert_eq!(world.answered(&base, [&ours, &theirs], Answer::Theirs).0, theirs);
}

#[test]
fn a_customer_that_both_entered_is_told_as_such_and_is_no_claim() {
    let world = World::new();
    let none = files(&[("crm.yaml", "version: 2\n")]);
    let of = |owner: &str, line: &str| {
        but(&none, &[(CARD, Some(&format!("name: Acme\nowner: {owner}\n"))), (LOG, Some(line))])
    };
    let (ours, theirs) = (of("li", "ours\n"), of("wu", "theirs\n"));
    let found = conflicts(world.meet(&none, &ours, &theirs, &Asked::default()));
    assert!(matches!(found[0].what, What::Keys { both_created: true, .. }));
    assert_eq!(keys(&found[0]), [("owner", "owner: li\n", "owner: wu\n", 2)]);
    let (found, _) = world.answered(&none, [&ours, &theirs], Answer::Ours);
    assert_eq!((text(&found, CARD), text(&found, LOG)), ("name: Acme\nowner: li\n", "ours\ntheirs\n"));
}

#[test]
fn removed_here_and_changed_there_is_asked_and_new_lines_are_never_dropped_unasked() {
    let world = World::new();
    let gone = but(&base(), &[(CARD, None), (LOG, None)]);
    let logged = but(&base(), &[(LOG, Some("first\nnew\nnewer\n"))]);
    let changed = card(&ACME.replace("call", "write"));
    for (change, lines, changed_keys) in [(&logged, 2, vec![]), (&changed, 0, vec!["plan".to_owned()])] {
        for (sides, by) in [([&gone, change], Side::Ours), ([change, &gone], Side::Theirs)] {
            let found = conflicts(world.meet(&base(), sides[0], sides[1], &Asked::default()));
            let What::Removed { by: who, lines: count, keys, .. } = &found[0].what else {
                panic!("{found:?}")
            };
            assert_eq!((*who, *count, keys), (by, lines, &changed_keys));
            let (keep, drop) = match by {
                Side::Ours => (Answer::Theirs, Answer::Ours),
                Side::Theirs => (Answer::Ours, Answer::Theirs),
            };
            assert_eq!(world.answered(&base(), sides, keep).0, *change);
            let (found, told) = world.answered(&base(), sides, drop);
            assert_eq!(found, gone);
            let (id, path) = ("acme".to_owned(), CARD.into());
            assert_eq!(told, [Told::Removed { id, path, by, lines: lines + 1, given_up: lines, home: None }]);
        }
    }
    // Only the customer's file was removed: the log stays with all lines until somebody has decided.
    let bare = but(&base(), &[(CARD, None)]);
    assert_eq!(conflicts(world.meet(&base(), &bare, &changed, &Asked::default())).len(), 1);
    // Lines taken out there are no reason to keep what was removed here.
    let fewer = but(&base(), &[(LOG, Some(""))]);
    assert_eq!(world.met(&base(), &gone, &fewer).0, gone);
}

/// We made acme a part of bolt, they removed bolt. Where bolt is given up, acme is theirs still.
#[test]
fn who_gives_up_a_customer_does_not_lose_what_had_become_a_part_of_it() {
    let world = World::new();
    let bolt = ("customers/bolt.yaml", "customers/bolt.log.jsonl");
    let base = but(&base(), &[(bolt.0, Some("name: Bolt\n")), (bolt.1, Some("b\n"))]);
    let trace = "{\"kind\":\"merged\",\"from\":\"acme\"}";
    let merged = but(&base, &[(CARD, None), (LOG, None), (bolt.1, Some(&format!("b\nfirst\n{trace}\n")))]);
    let removed = but(&base, &[(bolt.0, None), (bolt.1, None)]);
    for (sides, drop) in [([&merged, &removed], Answer::Theirs), ([&removed, &merged], Answer::Ours)] {
        let found = conflicts(world.meet(&base, sides[0], sides[1], &Asked::default()));
        assert_eq!((found.len(), found[0].id.as_deref()), (1, Some("bolt")));
        assert_eq!(world.answered(&base, sides, drop).0, removed);
        let keep = if drop == Answer::Ours { Answer::Theirs } else { Answer::Ours };
        assert_eq!(world.answered(&base, sides, keep).0, merged);
    }
}

#[test]
fn a_renamed_customer_whose_keys_conflict_is_asked_about_under_its_new_name() {
    let world = World::new();
    let trace = "{\"kind\":\"renamed\",\"from\":\"acme\"}\n";
    let renamed = but(
        &base(),
        &[
            (CARD, None),
            (LOG, None),
            ("customers/apex.yaml", Some(&ACME.replace("call", "ours"))),
            ("customers/apex.log.jsonl", Some(&format!("first\n{trace}"))),
        ],
    );
    let changed = card(&ACME.replace("call", "theirs"));
    let found = conflicts(world.meet(&base(), &renamed, &changed, &Asked::default()));
    assert_eq!(found[0].path, Path::new("customers/apex.yaml"));
    assert_eq!(keys(&found[0]), [("plan", "plan: ours\n", "plan: theirs\n", 3)]);
    let (found, _) = world.answered(&base(), [&renamed, &changed], Answer::Theirs);
    assert_eq!(text(&found, "customers/apex.yaml"), ACME.replace("call", "theirs"));
}

#[test]
fn a_file_that_is_no_text_or_has_markers_is_never_settled_by_itself() {
    let world = World::new();
    let bytes = |end: &[u8]| {
        let mut files = base();
        files.insert(CARD.into(), [ACME.as_bytes(), end].concat());
        files
    };
    let sides = [&bytes(b"x: \xff1\n"), &bytes(b"x: \xff2\n")];
    let found = conflicts(world.meet(&base(), sides[0], sides[1], &Asked::default()));
    assert!(matches!(found[0].what, What::File { why: FileConflict::Binary, .. }));
    assert_eq!(&world.answered(&base(), sides, Answer::Theirs).0, sides[1]);
    // Markers that somebody has committed.
    let marked = |own: &str| card(&format!("{ACME}<<<<<<< a\nplan: {own}\n=======\nplan: b\n>>>>>>> c\n"));
    let sides = [&marked("1"), &marked("2")];
    let found = conflicts(world.meet(&base(), sides[0], sides[1], &Asked::default()));
    assert_eq!(found.len(), 1);
    for (answer, want) in [(Answer::Ours, sides[0]), (Answer::Theirs, sides[1])] {
        assert_eq!(&world.answered(&base(), sides, answer).0, want);
    }
}
