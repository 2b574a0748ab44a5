//! Addresses and numbers that both sides added to one contact.

use super::*;

#[test]
fn what_both_sides_added_is_all_there() {
    let card = |phones: &str| format!("name: A\ncontacts:\n  - name: Anna\n    email: a@x.example\n{phones}");
    let flow = |items: &[&str]| card(&format!("    phones: [{}]\n", items.join(", ")));
    let block = |items: &[&str]| {
        card(&format!(
            "    phones:\n{}",
            items.iter().map(|item| format!("      - {item}\n")).collect::<String>()
        ))
    };
    let (one, two, mobile) =
        ("\"+49 89 222222\"", "\"+49 89 444444\"", "{number: \"+49 151 333333\", label: mobile}");
    let changed = "{number: \"+49 89 222222\", bounced: 2026-10-01}";
    let none = card("");
    for (base, ours, theirs, want) in [
        (none.clone(), flow(&[two]), flow(&[mobile]), Some(2)),
        (flow(&[one]), flow(&[one, two]), flow(&[one, mobile]), Some(3)),
        (block(&[one]), block(&[one, two]), block(&[one, mobile]), Some(3)),
        (flow(&[one]), flow(&[one, two]), flow(&[changed]), Some(2)),
        (block(&[one]), block(&[one, two]), block(&[changed, mobile]), Some(3)),
        (flow(&[one, two]), flow(&[one]), flow(&[one, two, mobile]), Some(2)),
        // The same number with two labels is for somebody to decide.
        (flow(&[one]), flow(&[changed]), flow(&["{number: \"+49 89 222222\", label: x}"]), None),
    ] {
        for (ours, theirs) in [(&ours, &theirs), (&theirs, &ours)] {
            let found = cards(&base, ours, theirs, STYLE);
            let count = mapping(&found.text).and_then(|map| {
                let contact = map.get("contacts")?.as_sequence()?.first()?.clone();
                contact.get("phones").and_then(Value::as_sequence).map(Vec::len)
            });
            assert_eq!(
                count.filter(|_| found.conflicts.is_empty()),
                want,
                "{base}{ours}{theirs}{}",
                found.text
            );
        }
    }
}
