//! Lists of which both sides took something out, and lists on one line.

use super::*;

const BERT: &str = "{name: Bert, email: b@x.example}";
const CARL: &str = "{name: Carl, email: c@x.example}";

fn flow(items: &[&str]) -> String {
    format!("name: A\ncontacts: [{}]\nplan: p\n", items.join(", "))
}

fn both_ways(base: &str, one: &str, other: &str) -> [Merged; 2] {
    [cards(base, one, other, STYLE), cards(base, other, one, STYLE)]
}

#[test]
fn where_each_side_took_out_what_the_other_one_left_nothing_is_left() {
    let block = |key: &str, items: &[&str]| {
        let items: String = items.iter().map(|item| format!("  {item}\n")).collect();
        format!("name: A\n{key}\n{items}plan: p\n")
    };
    let none = "name: A\nplan: p\n";
    for (key, one, other, want) in [
        ("contacts:", "- name: B", "- name: C", none),
        ("prefers:", "channel: call", "at: noon", none),
        ("tags:", "- x", "- y", none),
        (
            "contacts: # whom to ask",
            "- name: B",
            "- name: C",
            "name: A\ncontacts: [] # whom to ask\nplan: p\n",
        ),
    ] {
        for found in both_ways(&block(key, &[one, other]), &block(key, &[one]), &block(key, &[other])) {
            assert_eq!((found.text.as_str(), found.conflicts.len()), (want, 0), "{key}");
        }
    }
    for found in both_ways(&flow(&[BERT, CARL]), &flow(&[BERT]), &flow(&[CARL])) {
        assert_eq!((found.text.as_str(), found.conflicts.len()), (none, 0));
    }
}

#[test]
fn a_list_on_one_line_is_merged_item_by_item() {
    let with_phone = CARL.replace('}', ", phone: +49 30 1}");
    let with_place = CARL.replace('}', ", position: buyer}");
    let dora = "{name: Dora}";
    let base = flow(&[BERT, CARL]);
    for (one, other, want) in [
        (flow(&[CARL]), flow(&[BERT, &with_phone]), flow(&[&with_phone])),
        (flow(&[BERT, CARL, dora]), flow(&[CARL]), flow(&[CARL, dora])),
    ] {
        for found in both_ways(&base, &one, &other) {
            assert_eq!((found.text.as_str(), found.conflicts.len()), (want.as_str(), 0));
        }
    }
    let found = cards(&base, &flow(&[BERT, &with_phone]), &flow(&[BERT, &with_place]), STYLE);
    let both = CARL.replace('}', ", phone: +49 30 1, position: buyer}");
    assert_eq!(mapping(&found.text), mapping(&flow(&[BERT, &both])), "{}", found.text);
    // One side has given each a line of its own.
    let lines = "name: A\ncontacts:\n  - name: Bert\n    email: b@x.example\nplan: p\n";
    for found in both_ways(&flow(&[BERT]), &flow(&[BERT, dora]), &lines.replace("b@x", "bert@x")) {
        let want = flow(&["{name: Bert, email: bert@x.example}", dora]);
        assert_eq!((mapping(&found.text), found.conflicts.len()), (mapping(&want), 0), "{}", found.text);
    }
    // Who was changed here and taken out there is for somebody to decide.
    for found in both_ways(&base, &flow(&[CARL]), &flow(&[&BERT.replace("b@x", "bert@x"), CARL])) {
        assert_eq!(found.conflicts, ["contacts.Bert"], "{}", found.text);
    }
}

#[test]
fn what_is_taken_out_here_and_labelled_there_is_asked() {
    let card = |emails: &str| format!("name: A\ncontacts:\n  - name: B\n    emails: {emails}\n");
    let labelled = "{address: a@x.example, label: work}";
    for (base, without, with) in [
        ("[a@x.example, b@x.example]", "[b@x.example]", format!("[{labelled}, b@x.example]")),
        ("[a@x.example]", "[]", format!("[{labelled}]")),
    ] {
        for found in both_ways(&card(base), &card(without), &card(&with)) {
            assert!(!found.conflicts.is_empty(), "{base} {without} {with} {}", found.text);
        }
    }
}

#[test]
fn a_contact_is_known_by_all_its_addresses_and_numbers() {
    let card = |contact: &str| format!("name: A\ncontacts:\n  - {contact}\n  - name: Carl\n");
    for point in
        ["emails: [b@x.example, c@x.example]", "phones: [{number: \"1\", label: work}]", "email: b@x.example"]
    {
        let named = |name: &str| card(&format!("name: {name}\n    {point}"));
        for found in
            both_ways(&named("Bert Bohm"), &named("Robert Bohm"), "name: A\ncontacts:\n  - name: Carl\n")
        {
            assert_eq!(found.conflicts, ["contacts.Bert Bohm"], "{}", found.text);
        }
        // Another one with the house's address is another one.
        for found in
            both_ways(&named("Bert Bohm"), &named("Dora Doe"), "name: A\ncontacts:\n  - name: Carl\n")
        {
            assert!(found.conflicts.is_empty(), "{}", found.text);
        }
    }
}

#[test]
fn who_was_taken_out_is_known_under_the_name_that_the_other_side_learned() {
    let card = |contact: &str| format!("name: A\ncontacts:\n  - {contact}\n  - name: 李工\n");
    let none = "name: A\ncontacts:\n  - name: 李工\n";
    for (old, new, points) in [
        ("王经理", "王小丽", "email: wxl@x.example\n    phone: \"+86 138\""),
        ("王经理", "王小丽", "phone: \"+86 138\""),
        ("王小丽", "Wang Xiaoli", "email: valves@x.example"),
        ("Bert Bohm", "Robert", "email: b.bohm@x.example"),
        ("Bert Bohm", "Dora Doe", "email: b@x.example\n    phone: \"1\""),
    ] {
        let named = |name: &str| card(&format!("name: {name}\n    {points}"));
        for found in both_ways(&named(old), &named(new), none) {
            assert_eq!(found.conflicts, [format!("contacts.{old}")], "{}", found.text);
        }
        // Two who give one contact two names are asked which stands.
        for found in both_ways(&named(old), &named(new), &named(&format!("{new} Zwei"))) {
            assert_eq!(found.conflicts, [format!("contacts.{old}")], "{}", found.text);
        }
    }
}

#[test]
fn an_address_that_is_taken_out_here_and_made_the_first_there_is_asked() {
    let card = |points: &str| format!("name: A\ncontacts:\n  - name: B\n{points}");
    let base = card("    email: new@x.example\n    emails: [dead@x.example, b@x.example]\n");
    let without = card("    email: new@x.example\n    emails: [b@x.example]\n");
    for with in [
        card("    email: dead@x.example\n    emails: [dead@x.example, b@x.example]\n"),
        card("    email: dead@x.example\n    emails: [b@x.example]\n"),
    ] {
        for found in both_ways(&base, &without, &with) {
            assert_eq!(found.conflicts, ["contacts.B"], "{}", found.text);
        }
    }
    // Another one that becomes the first is nobody's question.
    let other = card("    email: b@x.example\n    emails: [dead@x.example]\n");
    for found in both_ways(&base, &without, &other) {
        assert!(!found.conflicts.contains(&"contacts.B".to_owned()), "{}", found.text);
    }
}

#[test]
fn who_came_in_anothers_place_on_both_sides_is_nobodys_question() {
    let card =
        |name: &str, points: &str| format!("name: A\ncontacts:\n  - name: {name}\n{points}  - name: L\n");
    let both = "    email: sales@x.example\n    phone: \"1\"\n";
    let base = card("Bert Bohm", both);
    for found in both_ways(&base, &card("Dora Doe", both), &card("Dora Doe", "    email: sales@x.example\n"))
    {
        assert!(found.conflicts.is_empty() || found.conflicts == ["contacts.Dora Doe"], "{}", found.text);
    }
    for found in both_ways(&base, &card("Dora Doe", both), &card("Dora Doe", both)) {
        assert!(found.conflicts.is_empty(), "{}", found.text);
    }
}
