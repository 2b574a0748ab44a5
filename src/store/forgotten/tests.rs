use super::*;

fn forgotten(records: &[String]) -> Forgotten {
    Forgotten::parse(with_records(b"", records).as_bytes())
}

#[test]
fn what_was_forgotten_is_known_by_its_customer_and_its_bytes() {
    let prints = Fingerprints::new().expect("random bytes");
    let known = forgotten(&[prints.line("a", b"{\"x\":1}"), prints.id("b"), prints.id("m\u{fc}ller")]);
    for (id, line, want) in [
        ("a", "{\"x\":1}", true),
        ("a", "{\"x\":1}\r\n", true),
        ("a", "{\"x\":1} \t\r\n", true),
        ("a", "{\"x\":2}", false),
        ("a", "", false),
        ("b", "{\"x\":1}", false),
    ] {
        assert_eq!(known.has_line(id, line.as_bytes()), want, "{id} {line}");
    }
    assert!(known.has_id("b") && !known.has_id("a"));
    assert!(known.has_id("mu\u{308}ller"), "composed or not");
    assert_ne!(known.key(), 0);
    let none = Forgotten::default();
    assert!(none.is_empty() && none.key() == 0 && !none.has_id("b"));
}

#[test]
fn an_equal_line_that_is_its_own_is_told_from_a_forgotten_one() {
    let prints = Fingerprints::new().expect("random bytes");
    let records = vec![prints.line("beta", b"x")];
    let log = b"x\n{\"kind\":\"merged\",\"from\":\"beta\"}\n";
    let known = forgotten(&records);
    assert!(known.in_log("alpha", log).has(b"x"));
    let known = forgotten(&[records, known.owning("alpha", "beta", b"x")].concat());
    assert!(!known.in_log("alpha", log).has(b"x") && known.has_line("beta", b"x"));
    // Under the id that it has since, too; not where it is forgotten there.
    let later = b"x\n{\"kind\":\"renamed\",\"from\":\"alpha\"}\n{\"kind\":\"renamed\",\"from\":\"beta\"}\n";
    assert!(!known.in_log("gamma", later).has(b"x"));
    let again = Fingerprints::new().expect("random bytes").line("alpha", b"x");
    let records = [vec![prints.line("beta", b"x"), prints.own("alpha", b"x")], vec![again]].concat();
    assert!(forgotten(&records).in_log("gamma", later).has(b"x"));
}

#[test]
fn each_forgetting_has_its_own_salt_and_says_nothing() {
    let prints = || Fingerprints::new().expect("random bytes").id("acme");
    let (one, other) = (prints(), prints());
    assert_ne!(one, other);
    assert!(!one.contains("acme"));
    let both = forgotten(&[one, other]);
    assert!(both.has_id("acme"));
    assert_eq!(both.allowing_id("acme").len(), 2);
}

#[test]
fn what_was_let_in_again_is_forgotten_no_more_until_the_next_time() {
    let (first, second) =
        (Fingerprints::new().expect("random bytes"), Fingerprints::new().expect("random bytes"));
    let mut records = vec![first.line("a", b"x"), first.id("a")];
    let known = forgotten(&records);
    let allowed = [known.allowing_line("a", b"x"), known.allowing_id("a")].concat();
    assert_eq!(allowed.len(), 2);
    // A union of both sides may put them in any order.
    records.splice(0..0, allowed);
    let known = forgotten(&records);
    assert!(known.is_empty() && !known.has_line("a", b"x") && !known.has_id("a"));
    records.push(second.line("a", b"x"));
    assert!(forgotten(&records).has_line("a", b"x"));
}

#[test]
fn lines_that_say_nothing_are_passed_over() {
    let print = Fingerprints::new().expect("random bytes").id("a");
    let odd =
        ["<<<<<<< HEAD", "{\"salt\":\"zz\",\"id\":\"zz\"}", "{}", "", "é".repeat(16).as_str()].join("\n");
    assert!(Forgotten::parse(odd.as_bytes()).is_empty());
    assert!(Forgotten::parse(format!("{odd}\n{print}\n=======\n").as_bytes()).has_id("a"));
}

#[test]
fn a_line_whose_reference_was_taken_when_it_was_merged_is_known() {
    let prints = Fingerprints::new().expect("random bytes");
    let known = forgotten(&[prints.line("宏达", br#"{"ref":"O1","text":"x"}"#)]);
    for (line, want) in [
        (r#"{"ref":"O1~宏达","text":"x"}"#, true),
        (r#"{"ref":"O1~other","text":"x"}"#, false),
        (r#"{"ref":"O2~宏达","text":"x"}"#, false),
    ] {
        assert_eq!(known.has_line("宏达", line.as_bytes()), want, "{line}");
        assert_eq!(known.allowing_line("宏达", line.as_bytes()).len(), usize::from(want), "{line}");
    }
}

#[test]
fn a_line_that_got_its_first_reference_when_it_was_merged_is_known() {
    let prints = Fingerprints::new().expect("random bytes");
    for (was, line, want) in [
        (r#"{"item":"Pots"}"#, r#"{"item":"Pots","ref":"Pots~beta"}"#, true),
        (r#"{"item":"Pots"}"#, r#"{"item":"Pots","ref":"Pots~beta~alpha"}"#, true),
        (r#"{"state":"opened"}"#, r#"{"state":"opened","ref":"~beta"}"#, true),
        (r#"{"ref":null,"state":"opened"}"#, r#"{"ref":"~beta","state":"opened"}"#, true),
        (r#"{"ref":"O1","text":"x"}"#, r#"{"ref":"O1~beta~alpha","text":"x"}"#, true),
        (r#"{"item":"Pots"}"#, r#"{"item":"Pots","ref":"Pots~betaville"}"#, false),
        (r#"{"item":"Pots"}"#, r#"{"item":"Pots","ref":"Pots~alpha"}"#, false),
        (r#"{"item":"Cups"}"#, r#"{"item":"Pots","ref":"Pots~beta"}"#, false),
    ] {
        let known = forgotten(&[prints.line("beta", was.as_bytes())]);
        assert_eq!(known.has_line("beta", line.as_bytes()), want, "{line}");
        assert_eq!(known.allowing_line("beta", line.as_bytes()).len(), usize::from(want), "{line}");
    }
}

#[test]
fn lines_written_under_a_former_id_are_known() {
    let prints = Fingerprints::new().expect("random bytes");
    let known = forgotten(&[prints.line("old", b"x")]);
    let log = b"{\"at\":\"2026-01-01\",\"kind\":\"renamed\",\"from\":\"old\"}\nx\ny\n";
    assert!(!known.has_line("new", b"x"));
    let (kept, count) = known.without("new", log).expect("one goes");
    assert_eq!(
        (kept, count),
        (b"{\"at\":\"2026-01-01\",\"kind\":\"renamed\",\"from\":\"old\"}\ny\n".to_vec(), 1)
    );
    assert_eq!(known.without("new", b"x\n"), None);
}
