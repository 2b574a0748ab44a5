//! What the notes of a merge say of contacts: a birthday or a handle that wasn't taken over names nobody, and is somebody's.
//! So is what somebody does in the decision chain, beside the name.

use std::ops::Range;

use serde_json::value::RawValue;

use super::fold::Folded;
use super::person::Person;
use crate::store::forgetting_note::HIDDEN;

/// How the note of `crm merge` begins.
const MERGED: &str = "merged from ";
/// How a line of it begins that is of a contact, or of somebody in the decision chain.
const LINES: [&str; 2] = ["contacts[", "decision: {"];
/// How a sync begins what it notes of these of a customer that is a part of another one.
const LISTS: [&str; 2] = ["contacts: ", "decision: "];

/// What a note says of one contact.
struct Said {
    place: Range<usize>,
    /// Whether it is an item of a list in JSON.
    is_item: bool,
    /// Whether it may be of a contact that it doesn't name.
    is_of_contact: bool,
}

/// All that a text says of contacts one by one.
fn said(text: &str) -> Vec<Said> {
    let mut found = Vec::new();
    if text.starts_with(MERGED) {
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            if let Some(begin) = LINES.into_iter().find(|begin| line.starts_with(begin)) {
                let place = at..at + line.trim_end_matches('\n').len();
                found.push(Said { place, is_item: false, is_of_contact: begin == LINES[0] });
            }
            at += line.len();
        }
    }
    let lists = LISTS.into_iter().flat_map(|begin| {
        text.match_indices(begin).map(move |(at, _)| (at + begin.len(), begin == LISTS[0]))
    });
    for (at, is_of_contact) in lists.filter(|(at, _)| text[*at..].starts_with('[')) {
        let mut values = serde_json::Deserializer::from_str(&text[at..]).into_iter::<Vec<&RawValue>>();
        let Some(Ok(items)) = values.next() else { continue };
        let start = |item: &RawValue| (item.get().as_ptr() as usize).checked_sub(text.as_ptr() as usize);
        let places = items.into_iter().filter_map(|item| Some((start(item)?, item.get().len())));
        found.extend(places.map(|(at, length)| Said {
            place: at..at + length,
            is_item: true,
            is_of_contact,
        }));
    }
    found.sort_by_key(|said| said.place.start);
    found
}

/// A text without what it says of a person's contact, whatever of it names the person.
pub(super) fn without(text: &str, person: &Person) -> String {
    let mut out = text.to_owned();
    let gone = said(text).into_iter().filter(|said| person.is_in(&text[said.place.clone()]));
    // From behind: the places before stay where they are.
    for Said { place, is_item, .. } in gone.collect::<Vec<_>>().into_iter().rev() {
        let hidden = if is_item { format!("\"{HIDDEN}\"") } else { HIDDEN.to_owned() };
        out.replace_range(place, &hidden);
    }
    out
}

/// What a text says of contacts of whom it doesn't say that they are others: it may be the person's.
pub(super) fn unnamed(text: &str, person: &Person) -> Vec<String> {
    let is_others = |said: &str| {
        let folded = Folded::of(said);
        let mut others = person.others.iter().filter(|other| !other.is_company);
        others.any(|other| !other.find(&folded).is_empty())
    };
    let found = said(text).into_iter().filter(|said| said.is_of_contact).map(|said| &text[said.place]);
    found.filter(|said| !said.contains(HIDDEN) && !is_others(said)).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Contact, Customer, CustomerId};

    fn person() -> Person {
        let contact = |name: &str| Contact { name: Some(name.to_owned()), ..Contact::default() };
        let mut customer = Customer::named(CustomerId::placeholder(), "Alpha GmbH");
        customer.contacts = vec![contact("Anna Alt"), contact("Bert Bohm")];
        Person::of(&customer, &customer.contacts[0], &[])
    }

    #[test]
    fn what_a_note_says_of_a_contact_goes_with_it_and_what_may_be_its_is_told() {
        let merged = |lines: &str| format!("merged from beta (Beta GmbH)\nnot taken:\n{lines}");
        for (text, want, told) in [
            (
                merged("grade: B\ncontacts[0].birthday (Anna Alt): 1981-03-03\ncontacts[1].chat.wechat (Bert Bohm): b7"),
                merged("grade: B\n(forgotten)\ncontacts[1].chat.wechat (Bert Bohm): b7"),
                vec![],
            ),
            (
                merged("contacts[0].birthday: 1981-03-03"),
                merged("contacts[0].birthday: 1981-03-03"),
                vec!["contacts[0].birthday: 1981-03-03"],
            ),
            (
                "beta: owner: li; contacts: [{\"name\":\"Anna Alt\",\"chat\":{\"wechat\":\"sunny77\"}},{\"name\":\"Bert Bohm\"}]; need: target".into(),
                "beta: owner: li; contacts: [\"(forgotten)\",{\"name\":\"Bert Bohm\"}]; need: target".into(),
                vec![],
            ),
            (
                "beta: contacts: [{\"birthday\":\"1981-03-03\"}]".into(),
                "beta: contacts: [{\"birthday\":\"1981-03-03\"}]".into(),
                vec!["{\"birthday\":\"1981-03-03\"}"],
            ),
            ("contacts: [none".into(), "contacts: [none".into(), vec![]),
            (
                merged("decision: {who: Anna Alt, role: signs; her son is ill}\ndecision: {who: Bert Bohm, role: asks}"),
                merged("(forgotten)\ndecision: {who: Bert Bohm, role: asks}"),
                vec![],
            ),
            (
                "beta: decision: [{\"who\":\"Anna Alt\",\"role\":\"signs\"},{\"who\":\"Cy\"}]; need: target".into(),
                "beta: decision: [\"(forgotten)\",{\"who\":\"Cy\"}]; need: target".into(),
                vec![],
            ),
        ] {
            let after = without(&text, &person());
            assert_eq!(after, want);
            assert_eq!(unnamed(&after, &person()), told, "{text}");
        }
    }
}
