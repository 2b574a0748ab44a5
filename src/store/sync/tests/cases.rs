//! What merges by itself.

use super::*;

const CARD: &str = "customers/acme.yaml";
const LOG: &str = "customers/acme.log.jsonl";

fn base() -> Files {
    files(&[
        ("crm.yaml", "version: 2\n"),
        (CARD, ACME),
        (LOG, "{\"text\":\"first\"}\n"),
        ("customers/bolt.yaml", "name: Bolt\n"),
        ("customers/bolt.log.jsonl", "{\"text\":\"b\"}\n"),
    ])
}

fn appended(text: &str, lines: &[&str]) -> String {
    lines.iter().fold(text.to_owned(), |text, line| text + line + "\n")
}

const FIRST: &str = "{\"text\":\"first\"}\n";

#[test]
fn nothing_new_on_one_side_is_no_merge() {
    let world = World::new();
    let first = world.commit(&base(), &[]);
    let removed = but(
        &base(),
        &[
            ("customers/bolt.yaml", None),
            ("customers/bolt.log.jsonl", None),
            (LOG, Some("{\"text\":\"x\"}\n")),
        ],
    );
    let second = world.commit(&removed, &[&first]);
    let done = |commit: &str, kind, told| Outcome::Done(Merge { commit: commit.to_owned(), kind, told });
    let asked = Asked::default();
    assert_eq!(world.merge(&second, &first, &asked), done(&second, Kind::UpToDate, Vec::new()));
    assert_eq!(world.merge(&first, &first, &asked), done(&first, Kind::UpToDate, Vec::new()));
    let told = vec![
        Told::LinesRemoved { id: "acme".into(), path: LOG.into(), by: Side::Theirs, lines: 1 },
        Told::Removed {
            id: "bolt".into(),
            path: "customers/bolt.yaml".into(),
            by: Side::Theirs,
            lines: 1,
            given_up: 0,
            home: None,
        },
    ];
    assert_eq!(world.merge(&first, &second, &asked), done(&second, Kind::FastForward, told));
}

#[test]
fn a_merge_has_both_parents_and_all_of_both() {
    for prefix in ["", "team/sales office"] {
        let world = World::within(prefix);
        let at = |files: Files| -> Files {
            let path = |path: String| if prefix.is_empty() { path } else { format!("{prefix}/{path}") };
            files.into_iter().map(|(own, text)| (path(own), text)).collect()
        };
        let ours = but(
            &base(),
            &[
                (LOG, Some(&appended(FIRST, &["{\"text\":\"ours\"}"]))),
                (CARD, Some(&ACME.replace("Bavaria", "Hesse"))),
                ("customers/new/cara.yaml", Some("name: Cara\n")),
            ],
        );
        let theirs = but(
            &base(),
            &[
                (LOG, Some(&appended(FIRST, &["{\"text\":\"theirs\"}"]))),
                (CARD, Some(&ACME.replace("call", "write"))),
            ],
        );
        let parent = world.commit(&at(base()), &[]);
        let (ours, theirs) = (world.commit(&at(ours), &[&parent]), world.commit(&at(theirs), &[&parent]));
        let Outcome::Done(merge) = world.merge(&ours, &theirs, &Asked::default()) else {
            panic!("it merges")
        };
        assert_eq!((merge.kind, merge.told), (Kind::Merged, Vec::new()));
        assert_eq!(world.git(&["log", "-1", "--format=%P", &merge.commit]), format!("{ours} {theirs}"));
        let message = world.git(&["log", "-1", "--format=%B", &merge.commit]);
        assert_eq!(message, "Merge origin/main into main\n\nacme: 1 and 1 new lines");
        let want = at(but(
            &base(),
            &[
                (LOG, Some(&appended(FIRST, &["{\"text\":\"ours\"}", "{\"text\":\"theirs\"}"]))),
                (CARD, Some(&ACME.replace("Bavaria", "Hesse").replace("call", "write"))),
                ("customers/new/cara.yaml", Some("name: Cara\n")),
            ],
        ));
        assert_eq!(world.files(&merge.commit), want);
        // Neither a ref nor the index was touched.
        assert_eq!(world.git(&["for-each-ref"]), "");
        assert_eq!(world.git(&["ls-files"]), "");
        assert_eq!(world.git(&["fsck", "--strict", "--no-dangling"]), "");
        let left = std::fs::read_dir(world.top().join(".git")).expect("read");
        let left = left.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        assert_eq!(left.filter(|name| name.starts_with("crm-")).count(), 0);
        let ids = world.repository.customers_between(&parent, &theirs).expect("compared");
        assert_eq!(ids, ["acme"]);
        let distance = world.repository.distance(&ours, &merge.commit).expect("counted");
        assert_eq!(distance, Distance { ahead: 0, behind: 2 });
        let path = at(files(&[(CARD, "")])).into_keys().next().expect("a path");
        let author = world.repository.last_author(&parent, &theirs, &path).expect("asked");
        assert_eq!(author.as_deref(), Some("Li Na"));
    }
}

#[test]
fn attributes_have_no_say_in_customers_files() {
    for attributes in
        ["* -merge\n", "* binary\n", "*.jsonl merge=ours\n*.yaml merge=union\n", "* text eol=crlf\n"]
    {
        let world = World::new();
        let base = but(&base(), &[(".gitattributes", Some(attributes))]);
        world.git(&["config", "merge.ours.driver", "touch marked"]);
        std::fs::write(world.top().join(".gitattributes"), attributes).expect("written");
        let ours =
            but(&base, &[(LOG, Some(&appended(FIRST, &["ours"]))), (CARD, Some(&ACME.replace("DE", "FR")))]);
        let theirs = but(
            &base,
            &[(LOG, Some(&appended(FIRST, &["theirs"]))), (CARD, Some(&ACME.replace("Bavaria", "Alsace")))],
        );
        let (found, _) = world.met(&base, &ours, &theirs);
        assert_eq!(text(&found, LOG), appended(FIRST, &["ours", "theirs"]), "{attributes}");
        assert_eq!(text(&found, CARD), ACME.replace("DE", "FR").replace("Bavaria", "Alsace"));
        assert!(!world.top().join("marked").exists());
    }
}

#[test]
fn logs_merge_whatever_bytes_they_have() {
    for odd in [&b"\0"[..], b"\xff\xfe", b"<<<<<<< x", b"=======", b"{\"a\":1}\r", b"{\"cut", b" "] {
        let world = World::new();
        let mut base = base();
        let log = base.get_mut(LOG).expect("a log");
        log.extend_from_slice(odd);
        log.push(b'\n');
        let (mut ours, mut theirs) = (base.clone(), base.clone());
        ours.get_mut(LOG).expect("a log").extend_from_slice(&[odd, b"ours, cut off"].concat());
        theirs.get_mut(LOG).expect("a log").extend_from_slice(b"theirs\n");
        let (found, _) = world.met(&base, &ours, &theirs);
        let mut want = sorted(&ours[LOG]);
        want.extend(sorted(&theirs[LOG]));
        assert_eq!(sorted(&found[LOG]), want, "{odd:?}");
    }
}

#[test]
fn a_customer_moved_here_and_logged_there_is_one() {
    let moved = |base: &Files, to: &str| {
        let mut files = but(base, &[(CARD, None), (LOG, None)]);
        files.insert(format!("customers/{to}/acme.yaml"), base[CARD].clone());
        files.insert(format!("customers/{to}/acme.log.jsonl"), base[LOG].clone());
        files
    };
    let logged = but(
        &base(),
        &[(LOG, Some(&appended(FIRST, &["theirs"]))), (CARD, Some(&ACME.replace("call", "write")))],
    );
    let check = |found: &Files, to: &str| {
        assert_eq!(text(found, &format!("customers/{to}/acme.log.jsonl")), appended(FIRST, &["theirs"]));
        assert_eq!(text(found, &format!("customers/{to}/acme.yaml")), ACME.replace("call", "write"));
        assert!(!found.contains_key(CARD) && !found.contains_key(LOG));
    };
    let world = World::new();
    for (ours, theirs) in [(moved(&base(), "eu"), logged.clone()), (logged.clone(), moved(&base(), "eu"))] {
        let (found, told) = world.met(&base(), &ours, &theirs);
        check(&found, "eu");
        assert_eq!(told, []);
    }
    // Both moved it: theirs stands.
    let (found, told) = world.met(&base(), &moved(&base(), "mine"), &moved(&logged, "eu"));
    check(&found, "eu");
    let (from, to) = ("customers/mine/acme.yaml".into(), "customers/eu/acme.yaml".into());
    assert_eq!(told, [Told::Moved { id: "acme".into(), from, to }]);
    // The first entry of all was written after it had been moved.
    let bare = but(&base(), &[(LOG, None)]);
    let mut moved = but(&bare, &[(CARD, None)]);
    moved.insert("customers/eu/acme.yaml".into(), ACME.into());
    let (found, _) = world.met(&bare, &moved, &base());
    assert_eq!(text(&found, "customers/eu/acme.log.jsonl"), FIRST);
    assert!(!found.contains_key(LOG));
}

#[test]
fn who_removes_an_unchanged_customer_or_line_is_believed_and_told() {
    let world = World::new();
    let gone = but(&base(), &[(CARD, None), (LOG, None)]);
    let other = but(&base(), &[("customers/bolt.yaml", Some("name: Bolt Ltd\n"))]);
    for (ours, theirs, by) in [(&gone, &other, Side::Ours), (&other, &gone, Side::Theirs)] {
        let (found, told) = world.met(&base(), ours, theirs);
        assert_eq!(found, but(&other, &[(CARD, None), (LOG, None)]));
        let (id, path) = ("acme".to_owned(), CARD.into());
        assert_eq!(told, [Told::Removed { id, path, by, lines: 1, given_up: 0, home: None }]);
    }
    let long = but(&base(), &[(LOG, Some("1\n2\n3\n"))]);
    let ours = but(&long, &[(LOG, Some("1\n3\n4\n"))]);
    let theirs = but(&long, &[(LOG, Some("2\n3\n5\n"))]);
    let (found, told) = world.met(&long, &ours, &theirs);
    assert_eq!(text(&found, LOG), "3\n4\n5\n");
    let removed = |by| Told::LinesRemoved { id: "acme".into(), path: LOG.into(), by, lines: 1 };
    assert_eq!(told, [removed(Side::Ours), removed(Side::Theirs)]);
}

#[test]
fn the_first_claim_of_a_customer_of_the_pool_stands() {
    let world = World::new();
    let ours =
        but(&base(), &[(CARD, Some(&format!("{ACME}owner: li\n"))), (LOG, Some(&appended(FIRST, &["li"])))]);
    let theirs =
        but(&base(), &[(CARD, Some(&format!("{ACME}owner: wu\n"))), (LOG, Some(&appended(FIRST, &["wu"])))]);
    let (found, told) = world.met(&base(), &ours, &theirs);
    assert_eq!(text(&found, CARD), format!("{ACME}owner: wu\n"));
    assert_eq!(text(&found, LOG), appended(FIRST, &["li", "wu"]));
    let (owner, other) = ("wu".to_owned(), "li".to_owned());
    assert_eq!(told, [Told::Claimed { id: "acme".into(), path: CARD.into(), owner, other }]);
}

struct These(Vec<&'static str>);

impl Forgotten for These {
    fn has_line(&self, _: &str, line: &[u8]) -> bool {
        self.0.iter().any(|own| own.as_bytes() == line)
    }

    fn has_id(&self, id: &str) -> bool {
        self.0.contains(&id)
    }
}

#[test]
fn what_was_forgotten_does_not_come_back() {
    let world = World::new();
    // That it is karl, the line says: nobody had it before.
    let forgotten = These(vec!["secret", "karl", "k"]);
    let asked = Asked { forgotten: &forgotten, ..Asked::default() };
    let ours = but(&base(), &[(CARD, Some(&ACME.replace("call", "write")))]);
    let theirs = but(
        &base(),
        &[
            (LOG, Some(&appended(FIRST, &["secret", "open"]))),
            ("customers/karl.yaml", Some("name: Karl\n")),
            ("customers/karl.log.jsonl", Some("k\n")),
        ],
    );
    for (ours, theirs) in [(&ours, &theirs), (&theirs, &ours)] {
        let (found, told) = world.done(world.meet(&base(), ours, theirs, &asked));
        assert_eq!(text(&found, LOG), appended(FIRST, &["open"]));
        assert!(!found.keys().any(|path| path.contains("karl")), "{:?}", found.keys());
        let whole = |id: &str, path: &str, whole| Told::Forgotten {
            id: id.into(),
            path: path.into(),
            lines: 1,
            whole,
        };
        let want = [whole("karl", "customers/karl.yaml", true), whole("acme", LOG, false)];
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(want.iter().all(|one| told.contains(one)), "{told:?}");
    }
    // The list of it is merged by lines, whoever wrote to it.
    let list = |text: &str| but(&base(), &[(".crm-forgotten", Some(text))]);
    let (found, _) = world.met(&list("a\n"), &list("a\nb\n"), &list("a\nc\n"));
    assert_eq!(text(&found, ".crm-forgotten"), "a\nb\nc\n");
}

/// Two branches that were merged with each other twice have two common ancestors.
#[test]
fn a_line_counts_as_known_only_where_all_common_ancestors_have_it() {
    let world = World::new();
    let root = world.commit(&base(), &[]);
    let log = |lines: &[&str]| but(&base(), &[(LOG, Some(&appended(FIRST, lines)))]);
    let left = world.commit(&log(&["left"]), &[&root]);
    let right = world.commit(&log(&["right"]), &[&root]);
    // Each merged the other one; one of them by hand, and lost a line.
    let ours = world.commit(&log(&["left", "right", "ours"]), &[&left, &right]);
    let theirs = world.commit(&log(&["right", "theirs"]), &[&right, &left]);
    assert_eq!(objects::bases(world.top(), &ours, &theirs).expect("bases").len(), 2);
    let (found, _) = world.done(world.merge(&ours, &theirs, &Asked::default()));
    assert_eq!(text(&found, LOG), appended(FIRST, &["left", "right", "ours", "theirs"]));
    // A customer's file on which the ancestors differ is compared key by key without a base.
    let card = |from: &str, to: &str| but(&base(), &[(CARD, Some(&ACME.replace(from, to)))]);
    let left = world.commit(&card("call", "left"), &[&root]);
    let right = world.commit(&card("Bavaria", "Hesse"), &[&root]);
    let both = ACME.replace("call", "left").replace("Bavaria", "Hesse");
    let ours = world.commit(&but(&base(), &[(CARD, Some(&both))]), &[&left, &right]);
    let theirs =
        world.commit(&but(&base(), &[(CARD, Some(&format!("{both}tags: [x]\n")))]), &[&right, &left]);
    let (found, _) = world.done(world.merge(&ours, &theirs, &Asked::default()));
    assert_eq!(text(&found, CARD), format!("{both}tags: [x]\n"));
}
