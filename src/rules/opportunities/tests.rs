use super::super::views::test_support::{TODAY, day, history, policy};
use super::*;
use crate::model::Decimal;

fn found(lines: &[&'static str]) -> Vec<Opportunity> {
    opportunities(&history(lines), &policy(), day(TODAY))
}

/// Each as `stage waits-for since`, the one that moved last at the end.
fn told(lines: &[&'static str]) -> Vec<String> {
    let one = |own: &Opportunity| {
        let wait = own.waits_for.map_or("-", Wait::as_str);
        format!("{} {wait} {}", own.stage.as_str(), own.since)
    };
    found(lines).iter().map(one).collect()
}

#[test]
fn the_stage_follows_from_what_happened() {
    let cases: &[(&[&'static str], &[&str])] = &[
        (&[], &[]),
        (&["2026-11-01 followup reply=positive"], &[]),
        // A need that was said, and that we have not answered.
        (&["2026-11-01 followup need=target"], &["asked quote 2026-11-01"]),
        (&["2026-11-01 followup need=potential"], &[]),
        (&["2026-05-20 followup need=target"], &[]), // said more than six months ago
        (&["2026-11-01 followup need=target", "2026-11-03 quote 5"], &["quoted answer 2026-11-03"]),
        (&["2026-11-01 followup need=target", "2026-11-03 order 5"], &[]),
        (&["2026-11-01 followup need=target", "2026-11-01 contract 5"], &[]),
        // A quote.
        (&["2026-11-01 quote 5"], &["quoted answer 2026-11-01"]),
        (&["2026-11-01 quote 5", "2026-11-02 followup"], &["quoted answer 2026-11-01"]),
        (&["2026-11-01 quote 5", "2026-11-02 followup reply=none"], &["quoted answer 2026-11-01"]),
        (&["2026-11-01 quote 5", "2026-11-02 followup reply=neutral"], &["negotiating step 2026-11-02"]),
        // The contact in which it was quoted is no answer.
        (&["2026-11-01 quote 5", "2026-11-01 followup reply=positive"], &["quoted answer 2026-11-01"]),
        (
            &["2026-11-01 quote 5", "2026-11-02 followup reply=neutral", "2026-11-05 quote 4"],
            &["negotiating answer 2026-11-02"],
        ),
        (&["2026-11-01 quote 5 ref=1", "2026-11-02 quote 4 ref=1"], &["quoted answer 2026-11-01"]),
        // Nothing has moved for 90 days.
        (&["2026-08-23 quote 5"], &["quoted answer 2026-08-23"]),
        (&["2026-08-22 quote 5"], &["quoted decision 2026-08-22"]),
        (&["2026-08-01 quote 5", "2026-09-01 followup reply=neutral"], &["negotiating step 2026-09-01"]),
        // What came with another customer is an offer of its own.
        (
            &[
                "2026-11-01 quote 5 item=x ref=x~b",
                "2026-11-02 quote 6 item=x",
                "2026-11-03 quote lost ref=x~b",
            ],
            &["quoted answer 2026-11-02", "lost - 2026-11-03"],
        ),
        (
            &["2026-11-01 quote 5", "2026-11-02 quote 6 ref=~b", "2026-11-03 quote lost"],
            &["quoted answer 2026-11-02", "lost - 2026-11-03"],
        ),
        // And so are the orders that came with it, however many they are.
        (
            &[
                "2026-11-01 quote 5 item=x ref=x~b",
                "2026-11-02 quote 6 item=x",
                "2026-11-03 order 5 item=x ref=x~b",
                "2026-11-04 order 5 item=x ref=x~b",
            ],
            &["quoted answer 2026-11-02", "won - 2026-11-03"],
        ),
        (
            &[
                "2026-11-01 quote 5 item=x ref=x~b",
                "2026-11-02 quote 6 item=x",
                "2026-11-03 order 5 item=x ref=O~b",
            ],
            &["quoted answer 2026-11-02", "won - 2026-11-03"],
        ),
        (
            &["2026-11-01 quote 5 ref=~b", "2026-11-02 quote 6", "2026-11-03 order 5 ref=~b"],
            &["quoted answer 2026-11-02", "won - 2026-11-03"],
        ),
        (&["2026-11-02 quote 6 item=x", "2026-11-03 order 5 item=x ref=O~b"], &["won - 2026-11-03"]),
        // What became of it.
        (&["2026-11-01 quote 5", "2026-11-02 quote lost"], &["lost - 2026-11-02"]),
        (&["2026-11-01 quote 5", "2026-11-02 quote won"], &["won - 2026-11-02"]),
        (&["2026-11-01 quote 5", "2026-11-02 order 4"], &["won - 2026-11-02"]),
        (&["2026-11-01 quote 5", "2026-11-02 contract 4"], &["won - 2026-11-02"]),
        (&["2026-11-01 quote 5", "2026-11-02 order -4"], &["quoted answer 2026-11-01"]), // a return
        (&["2026-11-01 quote 5", "2026-11-02 followup need=dead"], &["lost - 2026-11-02"]),
        (
            &["2026-11-01 quote 5", "2026-11-02 quote lost", "2026-11-03 quote 4"],
            &["lost - 2026-11-02", "quoted answer 2026-11-03"],
        ),
        // A sample.
        (&["2026-11-01 sample agreed"], &["sampling dispatch 2026-11-01"]),
        (&["2026-11-01 sample agreed", "2026-11-03 sample sent"], &["sampling arrival 2026-11-01"]),
        (&["2026-11-01 sample sent", "2026-11-03 sample received"], &["sampling test 2026-11-01"]),
        (&["2026-11-01 sample received", "2026-11-03 sample passed"], &["passed order 2026-11-03"]),
        (&["2026-11-01 sample received", "2026-11-03 sample failed"], &["lost - 2026-11-03"]),
        (&["2026-11-01 sample agreed", "2026-11-03 sample cancelled"], &["lost - 2026-11-03"]),
        // A sample runs, however long.
        (&["2026-01-01 sample received"], &["sampling test 2026-01-01"]),
        (&["2026-01-01 sample passed"], &["passed decision 2026-01-01"]),
        // What was quoted may be ordered without it.
        (
            &["2026-11-01 quote 5", "2026-11-02 sample agreed", "2026-11-09 sample failed"],
            &["negotiating step 2026-11-09"],
        ),
        (&["2026-11-01 sample received", "2026-11-02 quote 5"], &["sampling test 2026-11-01"]),
        (&["2026-11-01 sample passed", "2026-11-02 quote 5"], &["passed answer 2026-11-01"]),
    ];
    for (lines, want) in cases {
        assert_eq!(told(lines), *want, "{lines:?}");
    }
}

#[test]
fn entries_belong_together_by_number_else_by_item_else_by_what_moved_last() {
    let cases: &[(&[&'static str], &[&str])] = &[
        (
            &["2026-11-01 quote 5 item=x", "2026-11-02 quote 6 item=y"],
            &["quoted answer 2026-11-01", "quoted answer 2026-11-02"],
        ),
        (&["2026-11-01 sample agreed item=x", "2026-11-02 quote 5"], &["sampling dispatch 2026-11-01"]),
        (&["2026-11-01 sample agreed", "2026-11-02 quote 5 item=x"], &["sampling dispatch 2026-11-01"]),
        (
            &["2026-11-01 quote 5 item=x", "2026-11-02 quote 6 item=y", "2026-11-03 quote lost item=x"],
            &["quoted answer 2026-11-02", "lost - 2026-11-03"],
        ),
        (
            &["2026-11-01 quote 5 ref=1", "2026-11-02 quote 6 ref=2 item=y", "2026-11-03 quote lost ref=1"],
            &["lost - 2026-11-03"],
        ),
        // An order of one of two; and one that is called otherwise than what was tried.
        (
            &["2026-11-01 quote 5 item=x", "2026-11-02 quote 6 item=y", "2026-11-03 order 6 item=Y"],
            &["quoted answer 2026-11-01", "won - 2026-11-03"],
        ),
        (
            &["2026-11-01 quote 5 item=x", "2026-11-02 quote 6 item=y", "2026-11-03 order 6 item=z"],
            &["won - 2026-11-03", "won - 2026-11-03"],
        ),
        // What it orders anyway wins nothing else.
        (
            &["2026-01-01 order 6 item=z", "2026-11-01 quote 5 item=x", "2026-11-03 order 6 item=Z"],
            &["quoted answer 2026-11-01"],
        ),
        (&["2026-01-01 order 6", "2026-11-01 quote 5 item=x", "2026-11-03 order 6"], &["won - 2026-11-03"]),
        (&["2026-11-01 quote 5 ref=Q-1", "2026-11-03 order 6 ref=q-1"], &["won - 2026-11-03"]),
        // Of those that moved on one day the one whose entry is the last.
        (
            &[
                "2026-11-02 quote 1 ref=A item=a",
                "2026-11-02 quote 2 ref=B item=b",
                "2026-11-02 quote 3 ref=A",
                "2026-11-03 quote lost",
            ],
            &["quoted answer 2026-11-02", "lost - 2026-11-03"],
        ),
        // Lost of a number that nobody knows is said of the one that moved last.
        (&["2026-11-01 quote 5 item=x", "2026-11-03 quote lost item=z"], &["quoted answer 2026-11-01"]),
        (&["2026-11-03 quote lost"], &[]),
    ];
    for (lines, want) in cases {
        assert_eq!(told(lines), *want, "{lines:?}");
    }
}

#[test]
fn it_says_what_it_is_of_and_what_it_comes_to() {
    let all = found(&[
        "2026-11-01 sample agreed item=HX ref=S-1",
        "2026-11-05 quote 1200 EUR ref=Q-1 expected=2026-12-15",
        "2026-11-09 quote lost ref=Q-1 why=price competitor=Nord",
    ]);
    let own = &all[0];
    assert_eq!(
        (all.len(), own.item.as_deref(), own.references.as_slice()),
        (1, Some("HX"), &["S-1".to_owned(), "Q-1".to_owned()][..])
    );
    assert_eq!(own.money.map(|money| money.amount.to_string()).as_deref(), Some("1200"));
    assert_eq!(
        (own.begun, own.moved, own.expected),
        (day("2026-11-01"), day("2026-11-09"), Some(day("2026-12-15")))
    );
    assert_eq!((own.why.as_deref(), own.competitor.as_deref()), (Some("price"), Some("Nord")));
    assert!(!own.is_open() && !own.is_old());
}

#[test]
fn what_one_order_wins_of_several_has_no_amount_of_its_own() {
    let amounts = |lines: &[&'static str]| -> Vec<String> {
        found(lines).iter().filter_map(|own| Some(own.money?.amount.to_string())).collect()
    };
    assert_eq!(amounts(&["2026-11-01 quote 5 item=x", "2026-11-03 order 4 item=x"]), ["4"]);
    let two = ["2026-11-01 quote 5 item=x", "2026-11-02 quote 6 item=y", "2026-11-03 order 9 item=z"];
    assert_eq!(amounts(&two), ["5", "6"]);
    let all = found(&["2026-11-01 quote 5", "2026-11-03 order 4 item=x"]);
    assert_eq!(all[0].item.as_deref(), Some("x"), "what it was of is known by what was ordered");
}

#[test]
fn thousands_are_told_apart_as_two_are() {
    let line = |number: usize| format!("2026-11-01 quote {number} item=i{number} ref=Q{number}");
    let mut lines: Vec<&'static str> = (0..5000).map(|number| &*line(number).leak()).collect();
    lines.extend([
        "2026-11-02 quote lost ref=q17",
        "2026-11-03 order 9 item=I4711",
        "2026-11-04 quote 7 ref=Q0",
    ]);
    let all = found(&lines);
    assert_eq!((all.len(), all.iter().filter(|own| own.is_open()).count()), (5000, 4998));
    let last: Vec<&str> = all[4997..].iter().filter_map(|own| own.item.as_deref()).collect();
    assert_eq!(last, ["i17", "i4711", "i0"]);
}

#[test]
fn the_likelihoods_rise_with_the_stages_and_are_the_teams() {
    let rules = OpportunityRules::default();
    let all: Vec<Decimal> = OpportunityStage::ALL.iter().map(|stage| rules.likelihood(*stage)).collect();
    let texts: Vec<String> = all.iter().map(ToString::to_string).collect();
    assert_eq!(texts, ["0.10", "0.25", "0.40", "0.50", "0.70", "1", "0"]);
}
