//! Who was forgotten, looked for in what others wrote who had not heard of it.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::card;
use super::line;
use super::person::Person;
use crate::model::{Contact, Customer, WAS};
use crate::store::forgetting_note::{HIDDEN, is_hidden};

/// Several persons.
pub(in crate::store) struct Persons(Vec<Person>);

impl Persons {
    /// Contacts, each of the customer that it was one of.
    pub fn of(people: &[(Customer, Contact)]) -> Self {
        Persons(people.iter().map(|(customer, contact)| Person::of(customer, contact, &[])).collect())
    }

    /// Whether a line of a log may name one of them, however its letters are written in JSON.
    pub fn is_in_entry(&self, line: &str) -> bool {
        line::said(line).iter().any(|text| self.is_in(text))
    }

    /// Whether a customer's file may name one of them in lines that aren't `known`.
    pub fn is_in_file(&self, text: &str, is_known: impl Fn(&str) -> bool) -> bool {
        let mut new = card::personal_lines(text).into_iter().filter(|line| !is_known(line));
        new.any(|line| self.is_in(line))
    }

    fn is_in(&self, text: &str) -> bool {
        self.0.iter().any(|person| person.may_be_in(text))
    }
}

/// What a forgetting has hidden in the lines of a log: somebody who stands in the log alone is known by that.
pub(in crate::store) fn hidden_words(before: &str, after: &str) -> Vec<Contact> {
    let (were, are): (HashSet<&str>, HashSet<&str>) = (before.lines().collect(), after.lines().collect());
    // Which entry it was is nothing that it says.
    let read = |line: &str| {
        let mut entry = serde_json::from_str::<Map<String, Value>>(line).ok()?;
        entry.remove(WAS);
        Some(Value::Object(entry))
    };
    let gone: Vec<Value> = before.lines().filter(|line| !are.contains(line)).filter_map(read).collect();
    let masked = after.lines().filter(|line| is_hidden(line) && !were.contains(line));
    let mut found: Vec<String> = Vec::new();
    for masked in masked.filter_map(read) {
        found.extend(gone.iter().find_map(|line| words(line, &masked)).unwrap_or_default());
    }
    found.retain(|word| word != HIDDEN && word.chars().count() > 1);
    found.sort_unstable();
    found.dedup();
    found.into_iter().map(known_by).collect()
}

fn known_by(word: String) -> Contact {
    match word.contains(['@', '＠']) {
        true => Contact { email: Some(word), ..Contact::default() },
        false => Contact { name: Some(word), ..Contact::default() },
    }
}

/// What stood in a value where another one is masked; `None` where that one isn't made of it.
fn words(was: &Value, is: &Value) -> Option<Vec<String>> {
    let all = |pairs: Vec<(&Value, &Value)>| {
        pairs
            .into_iter()
            .map(|(was, is)| words(was, is))
            .collect::<Option<Vec<_>>>()
            .map(|found| found.concat())
    };
    match (was, is) {
        (Value::String(was), Value::String(is)) => between(was, is),
        (Value::Number(was), Value::String(is)) => between(&was.to_string(), is),
        (Value::Array(was), Value::Array(is)) if was.len() == is.len() => all(was.iter().zip(is).collect()),
        (Value::Object(was), Value::Object(is)) if was.len() == is.len() => {
            let pairs =
                was.iter().map(|(key, value)| Some((value, is.get(key)?))).collect::<Option<Vec<_>>>();
            all(pairs?)
        }
        _ => (was == is).then(Vec::new),
    }
}

fn between(was: &str, is: &str) -> Option<Vec<String>> {
    let mut parts = is.split(HIDDEN);
    let mut rest = was.strip_prefix(parts.next()?)?;
    let parts: Vec<&str> = parts.collect();
    let Some((last, inner)) = parts.split_last() else { return rest.is_empty().then(Vec::new) };
    let mut found = Vec::new();
    for part in inner {
        // Two that stand side by side can't be told apart.
        let at = if part.is_empty() { 0 } else { rest.find(part)? };
        found.push(rest[..at].to_owned());
        rest = &rest[at + part.len()..];
    }
    found.push(rest.strip_suffix(last)?.to_owned());
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::CustomerId;

    #[test]
    fn what_was_hidden_is_what_stood_there() {
        let line = |text: &str| {
            format!("{{\"at\":\"2026-02-01\",\"by\":\"a\",\"kind\":\"note\",\"text\":\"{text}\"}}\n")
        };
        let words = |before: &str, after: &str| -> Vec<String> {
            let found = hidden_words(&line(before), &line(after)).into_iter();
            found.filter_map(|contact| contact.name.or(contact.email)).collect()
        };
        for (before, after, want) in [
            ("Bert Bohm called", "(forgotten) called", vec!["Bert Bohm"]),
            ("called 王小丽", "called (forgotten)", vec!["王小丽"]),
            ("Bert, b@x.example, came", "(forgotten), (forgotten), came", vec!["Bert", "b@x.example"]),
            ("Bert called", "Anna called", vec![]),
            ("Bert called", "(forgotten) wrote", vec![]),
            ("(forgotten) called Bert", "(forgotten) called (forgotten)", vec!["Bert"]),
        ] {
            assert_eq!(words(before, after), want, "{before} {after}");
        }
    }

    #[test]
    fn who_was_forgotten_is_found_by_a_given_name_but_not_by_another_ones() {
        let named = |name: &str| Contact { name: Some(name.to_owned()), ..Contact::default() };
        let (wang, bert) = (named("王小丽"), named("Bert Bohm"));
        let customer = Customer {
            contacts: vec![wang.clone(), bert.clone(), named("Anna Bohm")],
            ..Customer::named(CustomerId::new("x").expect("an id"), "Acme GmbH")
        };
        let persons = Persons::of(&[(customer.clone(), wang), (customer, bert)]);
        for (text, want) in [
            ("小丽说可以", true),
            ("\\u738b\\u5c0f\\u4e3d called", true),
            ("bert says yes", true),
            ("Herr Bert called", true),
            ("Anna Bohm called", false),
            ("小心说可以", false),
            ("the best price", false),
        ] {
            let line =
                format!("{{\"at\":\"2026-02-01\",\"by\":\"bert\",\"kind\":\"note\",\"text\":\"{text}\"}}");
            assert_eq!(persons.is_in_entry(&line), want, "{text}");
        }
        assert!(persons.is_in_file("name: X\nplan: ask Bert\n", |_| false));
        assert!(!persons.is_in_file("name: X\nowner: bert\n", |_| false));
        assert!(!persons.is_in_file("name: X\nplan: ask Bert\n", |line| line.contains("Bert")));
    }
}
