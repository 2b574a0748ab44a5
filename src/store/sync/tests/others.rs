//! Files that are no customers'.

use super::*;

fn base() -> Files {
    files(&[
        ("crm.yaml", "version: 2\na: 1\n\n\nb: 1\n"),
        ("offers/acme.xlsx", "PK\0base"),
        ("customers/acme.yaml", ACME),
        ("README.md", "one\n"),
    ])
}

#[test]
fn texts_merge_as_git_merges_them_and_one_sided_changes_of_anything_are_taken() {
    let world = World::new();
    let ours = but(&base(), &[("crm.yaml", Some("version: 2\na: 2\n\n\nb: 1\n")), ("README.md", None)]);
    let theirs = but(
        &base(),
        &[
            ("crm.yaml", Some("version: 2\na: 1\n\n\nb: 2\n")),
            ("offers/acme.xlsx", Some("PK\0new")),
            ("customers/.notes/x.yaml", Some("x\n")),
        ],
    );
    let (found, told) = world.met(&base(), &ours, &theirs);
    let want = but(&theirs, &[("crm.yaml", Some("version: 2\na: 2\n\n\nb: 2\n")), ("README.md", None)]);
    assert_eq!((found, told), (want, Vec::new()));
    let (_, told) = world.met(&base(), &theirs, &ours);
    assert_eq!(told, [Told::FileRemoved { path: "README.md".into() }]);
}

#[test]
fn nothing_is_chosen_where_both_changed_what_cannot_be_merged() {
    use FileConflict::{Binary, Place, Removed, Text};
    let pointer =
        |oid: &str| format!("version https://git-lfs.github.com/spec/v1\noid sha256:{oid}\nsize 1\n");
    let (mine, other) = (pointer("1"), pointer("2"));
    for (path, ours, theirs, why) in [
        ("crm.yaml", Some("version: 3\n"), Some("version: 4\n"), Text),
        ("offers/acme.xlsx", Some("PK\0ours"), Some("PK\0theirs"), Binary),
        ("offers/new.pdf", Some(mine.as_str()), Some(other.as_str()), Binary),
        ("README.md", None, Some("two\n"), Removed { by: Side::Ours }),
        ("README.md", Some("two\n"), None, Removed { by: Side::Theirs }),
        ("fixed.md", Some("a\nours\n"), Some("a\ntheirs\n"), Binary),
    ] {
        let world = World::new();
        std::fs::write(world.top().join(".gitattributes"), "fixed.md -merge\n").expect("written");
        let base = but(&base(), &[("fixed.md", Some("a\n"))]);
        let sides = [&but(&base, &[(path, ours)]), &but(&base, &[(path, theirs)])];
        let found = conflicts(world.meet(&base, sides[0], sides[1], &Asked::default()));
        let What::File { why: found_why, .. } = &found[0].what else { panic!("{found:?}") };
        assert_eq!((found.len(), found[0].path.to_str(), *found_why), (1, Some(path), why));
        assert_eq!(&world.answered(&base, sides, Answer::Ours).0, sides[0], "{path}");
        assert_eq!(&world.answered(&base, sides, Answer::Theirs).0, sides[1], "{path}");
        if let (Some(theirs), Some((stem, end))) = (theirs, path.rsplit_once('.'))
            && ours.is_some()
        {
            let (found, _) = world.answered(&base, sides, Answer::Both);
            assert_eq!(found, but(sides[0], &[(&format!("{stem}.theirs.{end}"), Some(theirs))]));
        }
    }
    // A file here, a folder there: no answer makes both stand.
    let world = World::new();
    let sides = [&but(&base(), &[("x", Some("a\n"))]), &but(&base(), &[("x/y", Some("b\n"))])];
    for sides in [sides, [sides[1], sides[0]]] {
        let found = conflicts(world.meet(&base(), sides[0], sides[1], &Asked::default()));
        assert!(found.iter().all(|one| matches!(one.what, What::File { why: Place, .. })), "{found:?}");
        assert!(found[0].questions().is_empty());
    }
    // A folder where both had a file, and nobody else changed it.
    let folder = but(&base(), &[("README.md", None), ("README.md/x", Some("x\n"))]);
    let other = but(&base(), &[("crm.yaml", Some("version: 2\n"))]);
    assert_eq!(world.met(&base(), &folder, &other).0, but(&folder, &[("crm.yaml", Some("version: 2\n"))]));
    assert_eq!(world.met(&base(), &other, &folder).0, but(&folder, &[("crm.yaml", Some("version: 2\n"))]));
}

#[test]
fn ids_that_stand_twice_are_merged_by_path_and_their_logs_by_line() {
    let world = World::new();
    let twice = but(
        &base(),
        &[
            ("customers/x/acme.yaml", Some("name: Other\n")),
            ("customers/x/acme.log.jsonl", Some("1\n")),
            ("customers/A B.log.jsonl", Some("1\n")),
        ],
    );
    let changed = |line: &str| {
        but(
            &twice,
            &[
                ("customers/x/acme.log.jsonl", Some(&format!("1\n{line}\n"))),
                ("customers/A B.log.jsonl", Some(&format!("1\n{line}\n"))),
            ],
        )
    };
    let ours = but(&changed("ours"), &[("customers/acme.yaml", Some("name: A\n"))]);
    let (found, _) = world.met(&twice, &ours, &changed("theirs"));
    for path in ["customers/x/acme.log.jsonl", "customers/A B.log.jsonl"] {
        assert_eq!(text(&found, path), "1\nours\ntheirs\n");
    }
    assert_eq!(text(&found, "customers/acme.yaml"), "name: A\n");
    let theirs = but(&twice, &[("customers/acme.yaml", Some("name: B\n"))]);
    let found = conflicts(world.meet(&twice, &ours, &theirs, &Asked::default()));
    assert!(matches!(found[0].what, What::File { why: FileConflict::Ambiguous, .. }));
    // One side enters what the other side has entered elsewhere: one customer, at their place.
    let new = |path: &str, line: &str| {
        but(
            &base(),
            &[(&format!("{path}.yaml"), Some("name: N\n")), (&format!("{path}.log.jsonl"), Some(line))],
        )
    };
    let (found, told) = world.met(&base(), &new("customers/a/new", "o\n"), &new("customers/b/new", "t\n"));
    assert_eq!(text(&found, "customers/b/new.log.jsonl"), "o\nt\n");
    assert!(!found.contains_key("customers/a/new.yaml") && matches!(told[0], Told::Moved { .. }));
}

#[cfg(unix)]
#[test]
fn links_and_submodules_are_taken_from_the_side_that_changed_them_else_asked_about() {
    let world = World::new();
    let base = world.commit(&base(), &[]);
    let with = |mode: &str, blob: &str| {
        let index = Index::of(world.top(), Some(&base)).expect("an index");
        for path in [&b"link"[..], b"customers/linked.yaml"] {
            index.change(&[], &[(path, File { mode: mode.into(), blob: blob.into() })]).expect("put");
        }
        let tree = index.write().expect("written");
        objects::commit(world.top(), &tree, &[&base], "x").expect("a commit")
    };
    let blobs = write(world.top(), [&b"a"[..], b"b"]).expect("written");
    let (one, two) = (with("120000", &blobs[0]), with("120000", &blobs[1]));
    let module = with("160000", &base);
    let plain = world.commit(&but(&world.files(&base), &[("new", Some("n\n"))]), &[&base]);
    for odd in [&one, &module] {
        let Outcome::Done(merge) = world.merge(&plain, odd, &Asked::default()) else { panic!("it merges") };
        let tree = objects::tree(world.top(), &merge.commit).expect("a tree");
        let want = objects::tree(world.top(), odd).expect("a tree");
        assert_eq!(tree.files[&b"link"[..]], want.files[&b"link"[..]]);
    }
    for (ours, theirs) in [(&one, &two), (&one, &module)] {
        let found = conflicts(world.merge(ours, theirs, &Asked::default()));
        assert_eq!(found.len(), 2);
        let special = |one: &Conflict| matches!(one.what, What::File { why: FileConflict::Special, .. });
        assert!(found.iter().all(special), "{found:?}");
    }
}
