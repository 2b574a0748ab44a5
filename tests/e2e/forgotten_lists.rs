//! Somebody is forgotten in one clone, and the list that this one stood in is changed in another one.
use crate::crossed_forget::{change, team};
use crate::team::Team;

/// Both sync, `li` last; what `li` is told.
fn meet(team: &Team) -> crate::world::Outcome {
    team.ok("wang", &["sync", "-m", "wang's"]);
    team.crm("li", &["sync", "-m", "li's"])
}

/// Whoever forgot the contact is asked, and told why.
fn is_asked(told: &crate::world::Outcome) {
    let says = |part: &str| told.stderr.contains(part);
    assert_eq!(told.code, 4, "{told:?}");
    assert!(
        says("  contacts.Bert Bohm\n") && says("you forgot it on request: theirs brings it back"),
        "{told:?}"
    );
}

/// The customer with other lines for its contacts, known to all.
fn with(contacts: &str) -> Team {
    let team = team();
    let old = "contacts:\n  - name: Bert Bohm\n    email: bert.bohm@beta.example\n";
    change(&team, "li", "beta.yaml", old, contacts);
    team.ok("li", &["sync", "-m", "contacts"]);
    for who in ["wang", "zhao"] {
        team.ok(who, &["sync"]);
    }
    team
}

#[test]
fn two_who_are_forgotten_in_two_clones_are_both_gone() {
    for contacts in [
        "contacts:\n  - name: Bert Bohm\n    email: b@x.example\n  - name: Dora Doe\n    email: d@x.example\n",
        "contacts: [{name: Bert Bohm, email: b@x.example}, {name: Dora Doe, email: d@x.example}]\n",
        "contacts: # whom to ask\n  - name: Bert Bohm\n  - name: Dora Doe\n",
    ] {
        let team = with(contacts);
        team.ok("li", &["--today", "2026-11-19", "forget", "beta", "--contact", "Bert Bohm", "--apply"]);
        team.ok("wang", &["forget", "beta", "--contact", "Dora Doe", "--apply"]);
        let told = meet(&team);
        assert_eq!(told.code, 0, "{told:?}");
        for who in ["li", "wang", "zhao"] {
            team.ok(who, &["sync"]);
            let card = team.read(who, "beta.yaml");
            assert!(!card.contains("Bert") && !card.contains("Dora"), "{who} {card}");
            team.ok(who, &["check"]);
        }
    }
}

#[test]
fn a_list_on_one_line_hears_of_a_forgetting_as_one_below_the_other() {
    let contacts =
        "contacts: [{name: Bert Bohm, email: b@x.example}, {name: Carl Coe, email: c@x.example}]\n";
    let team = with(contacts);
    team.ok("li", &["forget", "beta", "--contact", "Bert Bohm", "--apply"]);
    team.ok("wang", &["set", "beta", "contacts[1].phone=+49 30 7654321"]);
    let told = meet(&team);
    assert_eq!(told.code, 0, "{told:?}");
    let card = team.read("li", "beta.yaml");
    assert!(
        card.contains("contacts: [{name: Carl Coe, email: c@x.example, phone: +49 30 7654321}]\n"),
        "{card}"
    );
    // What was changed of that one is asked, and told why.
    let team = with(contacts);
    team.ok("li", &["forget", "beta", "--contact", "Bert Bohm", "--apply"]);
    team.ok("wang", &["set", "beta", "contacts[0].phone=+49 30 7654321"]);
    is_asked(&meet(&team));
}

#[test]
fn who_is_known_by_a_list_of_addresses_or_numbers_is_asked_for_under_another_name() {
    for point in [
        "emails: [b@x.example]",
        "phones: [{number: \"+49 30 111\", label: work}]",
        "emails:\n      - b@x.example",
    ] {
        let team = with(&format!("contacts:\n  - name: Bert Bohm\n    {point}\n  - name: Carl Coe\n"));
        team.ok("li", &["forget", "beta", "--contact", "Bert Bohm", "--apply"]);
        team.ok("wang", &["set", "beta", "contacts[0].name=Robert Bohm"]);
        is_asked(&meet(&team));
    }
}

#[test]
fn a_new_entry_that_names_a_forgotten_one_is_told_wherever_it_comes_in() {
    for order in [["li", "wang"], ["wang", "li"]] {
        let team = team();
        team.ok("li", &["forget", "beta", "--contact", "Bert Bohm", "--apply"]);
        team.ok("wang", &["log", "beta", "Bert Bohm called", "--via", "call"]);
        team.ok("wang", &["log", "beta", "the plant is closed", "--note"]);
        team.ok(order[0], &["sync", "-m", "the one"]);
        let told = team.crm(order[1], &["sync", "-m", "the other"]);
        assert_eq!(told.code, 0, "{order:?} {told:?}");
        let words = "beta: a person of it was forgotten on request, and 1 entry that";
        assert!(told.stderr.contains(words), "{order:?} {told:?}");
        for who in ["li", "wang", "zhao"] {
            team.ok(who, &["sync"]);
            let check = team.crm(who, &["check"]);
            assert!(check.stdout.contains("a person whom the log names was forgotten"), "{who} {check:?}");
        }
        // With the person, the warning goes as well.
        team.ok("li", &["forget", "beta", "--contact", "Bert Bohm", "--apply"]);
        assert!(!team.read("li", "beta.log.jsonl").contains("Bert"));
    }
}
