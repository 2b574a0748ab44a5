use super::*;
use crate::model::{Birthday, CustomerId, Entry, Event, FollowUp, Stamp, date};

fn customer() -> Customer {
    let anna = Contact {
        name: Some("Anna Müller".into()),
        email: Some("Anna@x.example".into()),
        phone: Some("+49 89 123456".into()),
        chat: vec![("wechat".into(), "anna_m".into())],
        birthday: Birthday::parse("05-12"),
        position: Some("Buyer".into()),
        ..Contact::default()
    };
    let id = CustomerId::new("acme").expect("an id");
    Customer {
        contacts: vec![anna],
        notes: Some("Anna likes tea".into()),
        grade: Some("C".into()),
        ..Customer::named(id, "Acme")
    }
}

#[test]
fn the_same_has_the_same_mask_under_one_key_alone() {
    let (one, same, other) = (Redaction::new([1; 16]), Redaction::new([1; 16]), Redaction::new([2; 16]));
    assert_eq!(one.customer(customer()), same.customer(customer()));
    let (here, there) = (one.customer(customer()), other.customer(customer()));
    assert_ne!(here.contacts[0].name, there.contacts[0].name);
    assert_ne!(here.contacts[0].phone, there.contacts[0].phone);
    assert_eq!(one.mask("mail", "Anna@x.example"), one.mask("mail", " anna@x.example"));
    assert_ne!(one.mask("mail", "x"), one.mask("phone", "x"));
}

#[test]
fn nothing_of_a_person_is_left_and_the_rest_is() {
    let redacted = Redaction::new([7; 16]).knowing(["C"], [], []).customer(customer());
    let text = format!("{redacted:?}");
    for datum in ["Anna", "x.example", "123456", "anna_m", "tea"] {
        assert!(!text.contains(datum), "{datum} in {text}");
    }
    let contact = &redacted.contacts[0];
    assert_eq!((redacted.name.as_str(), redacted.grade.as_deref()), ("Acme", Some("C")));
    assert_eq!((contact.position.as_deref(), contact.birthday), (Some(HIDDEN), None));
    assert!(contact.email.as_deref().is_some_and(|mail| mail.ends_with("@masked.invalid")));
}

#[test]
fn who_was_spoken_with_is_still_one_of_the_contacts() {
    let redaction = Redaction::new([7; 16]);
    let said = FollowUp { with: Some("Anna Müller".into()), ..FollowUp::default() };
    let at = Stamp::Day(date("2026-11-20").expect("a day"));
    let text = Some("she said yes".into());
    let entry = Entry { by: Some("li".into()), text, line: 1, ..Entry::new(at, Event::FollowUp(said)) };
    let history = redaction.history(History::new(vec![entry]));
    let (entry, said) = history.last_follow_up().expect("there");
    assert_eq!((entry.text.as_deref(), entry.by.as_deref()), (Some(HIDDEN), Some("li")));
    let customer = redaction.customer(customer());
    assert_eq!(
        customer.contact(said.with.as_deref()).and_then(|one| one.name.as_deref()),
        said.with.as_deref()
    );
}

#[test]
fn a_masked_number_is_none_whatever_its_signs() {
    for (text, want) in [
        ("phone-12345678", None),
        ("phone-7f3ak9x2", None),
        ("+49 89 123456", Some("+49 89 123456")),
        ("phone 12345678", Some("phone 12345678")),
    ] {
        let contact = Contact { phone: Some(text.into()), ..Contact::default() };
        let best = contact.best(crate::model::Medium::Phone);
        assert_eq!(best.is_some(), want.is_some(), "{text}: {best:?}");
    }
}
