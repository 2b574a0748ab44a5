//! Customers that were merged or renamed on one side, and written to on the other.

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

/// X is a part of Y on one side, and was changed on the other.
#[test]
fn what_is_written_to_a_merged_customer_comes_home() {
    let trace = "{\"at\":\"2026-11-19\",\"kind\":\"merged\",\"from\":\"acme\"}";
    let merged = but(
        &base(),
        &[
            (CARD, None),
            (LOG, None),
            ("customers/bolt.log.jsonl", Some(&format!("{{\"text\":\"b\"}}\n{FIRST}{trace}\n"))),
        ],
    );
    let logged = but(
        &base(),
        &[
            (LOG, Some(&appended(FIRST, &["{\"text\":\"late\"}", "{\"text\":\"later\"}"]))),
            (CARD, Some(&format!("{}tags: [big]\n", ACME.replace("plan: call\n", "")))),
        ],
    );
    let world = World::new();
    for (ours, theirs, by) in [(&merged, &logged, Side::Theirs), (&logged, &merged, Side::Ours)] {
        let (found, told) = world.met(&base(), ours, theirs);
        let note = "{\"at\":\"2026-11-20T10:00:00+01:00\",\"by\":\"li\",\"kind\":\"note\",\"text\":\"acme: tags: [\\\"big\\\"]; plan: null\"}";
        let want = appended(
            text(&merged, "customers/bolt.log.jsonl"),
            &["{\"text\":\"late\"}", "{\"text\":\"later\"}", note],
        );
        assert_eq!(text(&found, "customers/bolt.log.jsonl"), want);
        assert!(!found.contains_key(CARD) && !found.contains_key(LOG));
        let keys = vec!["tags".to_owned(), "plan".to_owned()];
        let (from, to, how) = ("acme".to_owned(), "bolt".to_owned(), Trace::Merged);
        assert_eq!(told[0], Told::CameHome { from, to, lines: 3, keys, by, how });
        let home = Some(("bolt".to_owned(), Trace::Merged));
        let (id, path) = ("acme".to_owned(), CARD.into());
        assert_eq!(told[1], Told::Removed { id, path, by: by.other(), lines: 3, given_up: 0, home });
        assert_eq!(told.len(), 2);
    }
}

#[test]
fn a_reference_of_a_merged_customer_stays_its_own() {
    let one = |name: &str, text: &str| format!("{{\"kind\":\"{name}\",\"ref\": \"{text}\"}}");
    let base = but(
        &base(),
        &[
            (LOG, Some(&appended(FIRST, &[&one("order", "O1"), &one("order", "O2")]))),
            ("customers/bolt.log.jsonl", Some(&appended("", &[&one("order", "O1"), &one("order", "O3")]))),
        ],
    );
    let trace = "{\"kind\":\"merged\",\"from\":\"acme\"}";
    let merged = but(
        &base,
        &[
            (CARD, None),
            (LOG, None),
            (
                "customers/bolt.log.jsonl",
                Some(&appended(
                    text(&base, "customers/bolt.log.jsonl"),
                    &[
                        FIRST.trim(),
                        &one("order", "O1~acme"),
                        &one("order", "O2"),
                        trace,
                        &one("payment", "O2"),
                    ],
                )),
            ),
        ],
    );
    // One that was renamed, one that wasn't, one that both have, one that is new.
    let new = ["O1", "O2", "O3", "O4"].map(|text| one("invoice", text));
    let logged = but(&base, &[(LOG, Some(&appended(text(&base, LOG), &new.each_ref().map(String::as_str))))]);
    let world = World::new();
    let (found, _) = world.met(&base, &merged, &logged);
    let want = ["O1~acme", "O2", "O3~acme", "O4"].map(|text| one("invoice", text));
    let want = appended(text(&merged, "customers/bolt.log.jsonl"), &want.each_ref().map(String::as_str));
    assert_eq!(text(&found, "customers/bolt.log.jsonl"), want);
}

#[test]
fn a_renamed_customer_keeps_what_was_written_under_its_old_id() {
    let trace = "{\"kind\":\"renamed\",\"from\":\"acme\"}";
    let renamed = but(
        &base(),
        &[
            (CARD, None),
            (LOG, None),
            ("customers/apex.yaml", Some(&ACME.replace("Acme GmbH", "Apex AG"))),
            ("customers/apex.log.jsonl", Some(&appended(FIRST, &[trace]))),
        ],
    );
    let logged =
        but(&base(), &[(LOG, Some("{\"text\":\"late\"}\n")), (CARD, Some(&ACME.replace("call", "write")))]);
    let world = World::new();
    for (ours, theirs, by) in [(&renamed, &logged, Side::Theirs), (&logged, &renamed, Side::Ours)] {
        let (found, told) = world.met(&base(), ours, theirs);
        assert_eq!(
            text(&found, "customers/apex.yaml"),
            ACME.replace("Acme GmbH", "Apex AG").replace("call", "write")
        );
        // What they took out of the old log is out of the new one, too.
        assert_eq!(text(&found, "customers/apex.log.jsonl"), format!("{trace}\n{{\"text\":\"late\"}}\n"));
        assert!(!found.contains_key(CARD) && !found.contains_key(LOG));
        let (from, to, how) = ("acme".to_owned(), "apex".to_owned(), Trace::Renamed);
        assert_eq!(told[0], Told::CameHome { from, to, lines: 1, keys: vec!["plan".into()], by, how });
    }
    // Where both rename it alike, it is one still, and what was there before is its base.
    let theirs = but(
        &renamed,
        &[("customers/apex.yaml", Some(&ACME.replace("Acme GmbH", "Apex AG").replace("DE", "AT")))],
    );
    let (found, told) = world.met(&base(), &renamed, &theirs);
    assert_eq!((found, told), (theirs, Vec::new()));
}

/// acme became a part of bolt here, bolt a part of acme there; and longer ways.
#[test]
fn merges_in_a_circle_or_in_a_chain_lose_nothing() {
    let trace = |from: &str| format!("{{\"kind\":\"merged\",\"from\":\"{from}\"}}");
    let world = World::new();
    let bolt = "customers/bolt.log.jsonl";
    let ours = but(
        &base(),
        &[
            (CARD, None),
            (LOG, None),
            (bolt, Some(&appended("{\"text\":\"b\"}\n", &[FIRST.trim(), &trace("acme"), "ours"]))),
        ],
    );
    let theirs = but(
        &base(),
        &[
            ("customers/bolt.yaml", None),
            (bolt, None),
            (LOG, Some(&appended(FIRST, &["{\"text\":\"b\"}", &trace("bolt"), "theirs"]))),
        ],
    );
    let (found, _) = world.met(&base(), &ours, &theirs);
    let mut want = sorted(&ours[bolt]);
    want.extend(sorted(&theirs[LOG]));
    assert_eq!(sorted(&found[LOG]), want);
    assert!(!found.contains_key(bolt) && found.contains_key(CARD));
    // Here acme into bolt; there bolt into cara: what was written to acme there ends up in cara.
    let base = but(&base(), &[("customers/cara.yaml", Some("name: Cara\n"))]);
    let ours = but(
        &base,
        &[
            (CARD, None),
            (LOG, None),
            (bolt, Some(&appended("{\"text\":\"b\"}\n", &[FIRST.trim(), &trace("acme")]))),
        ],
    );
    let theirs = but(
        &base,
        &[
            ("customers/bolt.yaml", None),
            (bolt, None),
            ("customers/cara.log.jsonl", Some(&appended("{\"text\":\"b\"}\n", &[&trace("bolt")]))),
            (LOG, Some(&appended(FIRST, &["late"]))),
        ],
    );
    for (ours, theirs) in [(&ours, &theirs), (&theirs, &ours)] {
        let (found, _) = world.met(&base, ours, theirs);
        let want = appended("{\"text\":\"b\"}\n", &[FIRST.trim(), &trace("acme"), &trace("bolt"), "late"]);
        assert_eq!(sorted(&found["customers/cara.log.jsonl"]), sorted(want.as_bytes()));
        assert_eq!(found.keys().filter(|path| path.contains("bolt") || path.contains("acme")).count(), 0);
    }
    // Both sides made it a part of another one: both have it, and that is told.
    let ours = but(
        &base,
        &[
            (CARD, None),
            (LOG, None),
            (bolt, Some(&appended("{\"text\":\"b\"}\n", &[FIRST.trim(), &trace("acme")]))),
        ],
    );
    let theirs = but(
        &base,
        &[(CARD, None), (LOG, None), ("customers/cara.log.jsonl", Some(&appended(FIRST, &[&trace("acme")])))],
    );
    let (found, told) = world.met(&base, &ours, &theirs);
    assert_eq!(
        (&found[bolt], &found["customers/cara.log.jsonl"]),
        (&ours[bolt], &theirs["customers/cara.log.jsonl"])
    );
    let (id, ours, theirs) = ("acme".to_owned(), "bolt".to_owned(), "cara".to_owned());
    assert_eq!(told, [Told::TwoHomes { id, ours, theirs }]);
}
