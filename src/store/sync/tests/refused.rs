//! What isn't merged at all.

use super::verify::{Trees, verify};
use super::*;

fn base() -> Files {
    files(&[
        ("crm.yaml", "version: 2\n"),
        ("customers/acme.yaml", ACME),
        ("customers/acme.log.jsonl", "first\n"),
        ("customers/needle.yaml", "name: Needle\n"),
        ("customers/needle.log.jsonl", "n\n"),
    ])
}

#[test]
fn histories_with_nothing_in_common_are_not_merged() {
    let world = World::new();
    let one = world.commit(&base(), &[]);
    let other = world.commit(&but(&base(), &[("x", Some("x\n"))]), &[]);
    let found = world.merge(&one, &other, &Asked::default());
    assert_eq!(found, Outcome::Refused(Refusal::NoCommonHistory));
    let unknown = Request {
        ours: &one,
        theirs: "nowhere",
        last_synced: None,
        rewritten: false,
        answers: &Answers::none(),
        forgotten: &NothingForgotten,
        subject: "",
        at: Stamp::parse("2026-11-20").expect("a day"),
        by: "li",
    };
    assert!(matches!(merge(&world.repository, &unknown), Err(RevisionError::Unknown { .. })));
}

#[test]
fn a_shallow_clone_whose_end_hides_the_common_ancestor_is_told_apart() {
    let world = World::new();
    let first = world.commit(&base(), &[]);
    let side = |line: &str| but(&base(), &[("customers/acme.log.jsonl", Some(line))]);
    let ours = world.commit(&side("first\nours\n"), &[&first]);
    let theirs = world.commit(&side("first\ntheirs\n"), &[&first]);
    for (name, commit) in [("main", &ours), ("other", &theirs)] {
        world.git(&["update-ref", &format!("refs/heads/{name}"), commit]);
    }
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("file://{}", world.top().display());
    let target = folder.path().join("clone").display().to_string();
    world.git(&["clone", "-q", "--depth=1", "--no-single-branch", &url, &target]);
    let repository = Repository::open(Path::new(&target)).expect("a repository");
    let clone = World { folder, repository };
    assert_eq!(clone.merge(&ours, &theirs, &Asked::default()), Outcome::Refused(Refusal::Shallow));
}

/// The others took a customer out of their history; a merge would bring it back.
#[test]
fn a_rewritten_upstream_is_refused_and_taken_only_where_that_is_said() {
    let world = World::new();
    let root = world.commit(&files(&[("crm.yaml", "version: 2\n")]), &[]);
    let old = world.commit(&base(), &[&root]);
    let without = but(&base(), &[("customers/needle.yaml", None), ("customers/needle.log.jsonl", None)]);
    let new = world.commit(&without, &[&root]);
    let mut mine = but(&base(), &[("customers/acme.log.jsonl", Some("first\nmine\n"))]);
    let ours = world.commit(&mine, &[&old]);
    let asked = Asked { last_synced: Some(&old), ..Asked::default() };
    let Outcome::Refused(Refusal::ForcePushed { commits, customers }) = world.merge(&ours, &new, &asked)
    else {
        panic!("refused");
    };
    assert_eq!(commits, [(old.clone(), "a snapshot".to_owned())]);
    assert_eq!(customers, ["needle"]);
    let asked = Asked { rewritten: true, ..asked };
    let Outcome::Done(merge) = world.merge(&ours, &new, &asked) else { panic!("taken") };
    assert_eq!(merge.kind, Kind::Rewritten);
    assert_eq!(world.git(&["log", "-1", "--format=%P", &merge.commit]), new);
    mine.retain(|path, _| !path.contains("needle"));
    assert_eq!(world.files(&merge.commit), mine);
    assert!(matches!(&merge.told[0], Told::Removed { id, by: Side::Theirs, .. } if id == "needle"));
    // Nothing of one's own: theirs, as it is.
    let Outcome::Done(merge) = world.merge(&old, &new, &asked) else { panic!("taken") };
    assert_eq!((merge.commit, merge.kind), (new.clone(), Kind::Rewritten));
    // What was never merged here can't come back.
    let behind = world.commit(&but(&world.files(&root), &[("x", Some("x\n"))]), &[&root]);
    let asked = Asked { last_synced: Some(&old), ..Asked::default() };
    assert!(matches!(world.merge(&behind, &new, &asked), Outcome::Done(_)));
    // An upstream that went on is not a rewritten one.
    let later = world.commit(&without, &[&old]);
    assert!(matches!(world.merge(&ours, &later, &asked), Outcome::Done(_)));
}

#[test]
fn objects_that_are_not_there_are_told() {
    let world = World::new();
    let first = world.commit(&base(), &[]);
    let side = |line: &str| but(&base(), &[("customers/acme.log.jsonl", Some(line))]);
    let ours = world.commit(&side("first\nours\n"), &[&first]);
    let theirs = world.commit(&side("first\ntheirs\n"), &[&first]);
    let blob = world.git(&["rev-parse", &format!("{theirs}:customers/acme.log.jsonl")]);
    std::fs::remove_file(world.top().join(format!(".git/objects/{}/{}", &blob[..2], &blob[2..])))
        .expect("gone");
    let found = world.merge(&ours, &theirs, &Asked::default());
    assert_eq!(found, Outcome::Refused(Refusal::MissingObjects { object: blob }));
}

/// A merge that went wrong, in every way that there is.
#[test]
fn no_result_passes_that_has_lost_or_fused_anything() {
    let world = World::new();
    let ours = but(&base(), &[("customers/acme.log.jsonl", Some("first\nours\n"))]);
    let theirs = but(
        &base(),
        &[("customers/acme.log.jsonl", Some("first\ntheirs\n")), ("customers/new.yaml", Some("name: New\n"))],
    );
    let good = but(&theirs, &[("customers/acme.log.jsonl", Some("first\nours\ntheirs\n"))]);
    let log = |text: &str| but(&good, &[("customers/acme.log.jsonl", Some(text))]);
    let place = Place::of(&world.repository);
    let tree = |files: &Files| objects::tree(world.top(), &world.commit(files, &[])).expect("a tree");
    let bases = [tree(&base())];
    let (ours, theirs) = (tree(&ours), tree(&theirs));
    let check = |result: &Files| {
        let result = tree(result);
        let trees = Trees { bases: &bases, ours: &ours, theirs: &theirs, result: &result };
        let mut reader = Reader::open(world.top()).expect("a reader");
        match verify(&place, trees, &mut reader, &NothingForgotten, &Output::default()) {
            Ok(_) => None,
            Err(Stop::Refused(Refusal::Invariant { customers, lost, foreign })) => {
                let count =
                    |list: Vec<(std::path::PathBuf, usize)>| list.iter().map(|(_, count)| count).sum();
                let (lost, foreign): (usize, usize) = (count(lost), count(foreign));
                Some((customers.len(), lost, foreign))
            }
            Err(_) => panic!("git works"),
        }
    };
    assert_eq!(check(&good), None);
    for (wrong, want) in [
        (log("first\ntheirs\n"), (0, 1, 0)),
        (log("ours\ntheirs\n"), (0, 1, 0)),
        (log("first\nourstheirs\n"), (0, 2, 1)),
        (log("first\nours\ntheirs\nx\n"), (0, 0, 1)),
        (but(&good, &[("customers/new.yaml", None)]), (1, 0, 0)),
        (but(&good, &[("customers/needle.yaml", None)]), (1, 0, 0)),
        (but(&good, &[("customers/needle.log.jsonl", None)]), (0, 1, 0)),
    ] {
        assert_eq!(check(&wrong), Some(want));
    }
    // Two customers of the same few lines are two, all the same.
    let same = |files: &Files, text: &str| {
        but(
            files,
            &[("customers/needle.log.jsonl", Some("first\n")), ("customers/acme.log.jsonl", Some(text))],
        )
    };
    let (found, told) =
        world.met(&same(&base(), "first\n"), &same(&base(), "first\nours\n"), &same(&base(), ""));
    assert_eq!((text(&found, "customers/acme.log.jsonl"), told.len()), ("ours\n", 1));
    // In another customer a line stands that is its own, but for one that was made of this one.
    let trace = "{\"kind\":\"renamed\",\"from\":\"acme\"}";
    for (more, want) in [("", (0, 3, 0)), (trace, (0, 0, 1))] {
        let text = format!("first\nours\ntheirs\n{more}");
        let elsewhere = but(
            &good,
            &[("customers/acme.log.jsonl", None), ("customers/new.log.jsonl", Some(text.as_str()))],
        );
        assert_eq!(check(&elsewhere), Some(want));
    }
}
