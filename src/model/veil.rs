//! A veil over what is known of people: names, ways to reach them, and all that is written freely.
//!
//! The same datum always has the same mask, so that two exports can be put together; whoever has no key
//! can't find out whose it is by trying all phone numbers. What the rules count stays countable: the person
//! of a follow-up has the mask that it has among the contacts. Amounts stay: classes are computed from
//! them, so they are veiled where they are shown.

use std::borrow::Cow;
use std::hash::Hasher;

use siphasher::sip::SipHasher24;

use super::{Contact, ContactPoint, Customer, Entry, Event, History};

/// What stands for a text that somebody wrote freely: not even its length is told.
pub const HIDDEN: &str = "[…]";

/// The digits of a mask: none that looks like another one.
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// A veil, which is its key.
#[derive(Clone, Copy)]
pub struct Veil {
    key: [u8; 16],
}

impl std::fmt::Debug for Veil {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Veil")
    }
}

impl Veil {
    /// The veil of a key.
    pub fn new(key: [u8; 16]) -> Self {
        Veil { key }
    }

    /// A customer with its people veiled.
    pub fn customer(&self, customer: Customer) -> Customer {
        let hidden = |text: Option<String>| text.map(|_| HIDDEN.to_owned());
        let all_hidden = |texts: Vec<String>| texts.iter().map(|_| HIDDEN.to_owned()).collect();
        let mut veiled = Customer {
            source: hidden(customer.source),
            address: hidden(customer.address),
            website: customer.website.map(|site| self.mask("site", &site) + ".masked.invalid"),
            // An amount on which nothing is computed.
            revenue: None,
            contacts: customer.contacts.into_iter().map(|contact| self.contact(contact)).collect(),
            influence: hidden(customer.influence),
            plan: hidden(customer.plan),
            notes: hidden(customer.notes),
            custom: None,
            unknown: Vec::new(),
            ..customer
        };
        veiled.prefers.cares_about = hidden(veiled.prefers.cares_about);
        veiled.promises.free = all_hidden(veiled.promises.free);
        veiled.promises.ask_first = all_hidden(veiled.promises.ask_first);
        for date in &mut veiled.dates {
            HIDDEN.clone_into(&mut date.what);
        }
        veiled
    }

    /// A history with what was said, and to whom, veiled.
    pub fn history<'a>(&self, history: History<'a>) -> History<'a> {
        history.map(|entry| self.entry(entry))
    }

    fn contact(&self, contact: Contact) -> Contact {
        let chat = contact.chat.into_iter().map(|(service, handle)| (service, self.mask("chat", &handle)));
        let mail = |email: String| self.mask("mail", &email) + "@masked.invalid";
        let phone = |phone: String| self.mask("phone", &phone);
        let point = |one: ContactPoint, mask: &dyn Fn(String) -> String| ContactPoint {
            bounced: one.bounced,
            ..ContactPoint::new(mask(one.value))
        };
        Contact {
            name: contact.name.map(|name| self.person(&name)),
            email: contact.email.map(mail),
            emails: contact.emails.into_iter().map(|one| point(one, &mail)).collect(),
            phone: contact.phone.map(phone),
            phones: contact.phones.into_iter().map(|one| point(one, &phone)).collect(),
            chat: chat.collect(),
            // A day that nobody else has is as good as a name.
            birthday: None,
            unknown: Vec::new(),
            ..contact
        }
    }

    fn entry<'a>(&self, mut entry: Entry<'a>) -> Entry<'a> {
        let hide = |text: &mut Option<Cow<'a, str>>| {
            if text.is_some() {
                *text = Some(HIDDEN.into());
            }
        };
        hide(&mut entry.text);
        match &mut entry.event {
            Event::FollowUp(said) => {
                said.with = said.with.as_deref().map(|name| self.person(name).into());
                hide(&mut said.plan);
            }
            Event::Grade(change) | Event::Owner(change) => hide(&mut change.why),
            Event::Note(note) => hide(&mut note.plan),
            Event::Sample(_)
            | Event::Quote(_)
            | Event::Order(_)
            | Event::Contract(_)
            | Event::Invoice(_)
            | Event::Payment(_)
            | Event::Complaint(_)
            | Event::Merged(_)
            | Event::Renamed(_)
            | Event::Other(_) => {}
        }
        entry
    }

    fn person(&self, name: &str) -> String {
        self.mask("contact", name)
    }

    /// `contact-7f3ak9x2`: what it is, and forty bits that stay the same.
    fn mask(&self, sort: &str, text: &str) -> String {
        let mut hasher = SipHasher24::new_with_key(&self.key);
        hasher.write(sort.as_bytes());
        hasher.write_u8(0);
        hasher.write(text.trim().to_lowercase().as_bytes());
        let mut bits = hasher.finish();
        let mut masked = format!("{sort}-");
        for _ in 0..8 {
            masked.push(char::from(DIGITS[(bits & 31) as usize]));
            bits >>= 5;
        }
        masked
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Birthday, CustomerId, FollowUp, Stamp, date};

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
        let (one, same, other) = (Veil::new([1; 16]), Veil::new([1; 16]), Veil::new([2; 16]));
        assert_eq!(one.customer(customer()), same.customer(customer()));
        let (here, there) = (one.customer(customer()), other.customer(customer()));
        assert_ne!(here.contacts[0].name, there.contacts[0].name);
        assert_ne!(here.contacts[0].phone, there.contacts[0].phone);
        assert_eq!(one.mask("mail", "Anna@x.example"), one.mask("mail", " anna@x.example"));
        assert_ne!(one.mask("mail", "x"), one.mask("phone", "x"));
    }

    #[test]
    fn nothing_of_a_person_is_left_and_the_rest_is() {
        let veiled = Veil::new([7; 16]).customer(customer());
        let text = format!("{veiled:?}");
        for datum in ["Anna", "x.example", "123456", "anna_m", "tea"] {
            assert!(!text.contains(datum), "{datum} in {text}");
        }
        let contact = &veiled.contacts[0];
        assert_eq!((veiled.name.as_str(), veiled.grade.as_deref()), ("Acme", Some("C")));
        assert_eq!((contact.position.as_deref(), contact.birthday), (Some("Buyer"), None));
        assert!(contact.email.as_deref().is_some_and(|mail| mail.ends_with("@masked.invalid")));
    }

    #[test]
    fn who_was_spoken_with_is_still_one_of_the_contacts() {
        let veil = Veil::new([7; 16]);
        let said = FollowUp { with: Some("Anna Müller".into()), ..FollowUp::default() };
        let at = Stamp::Day(date("2026-11-20").expect("a day"));
        let text = Some("she said yes".into());
        let entry =
            Entry { at, by: Some("li".into()), via: None, text, event: Event::FollowUp(said), line: 1 };
        let history = veil.history(History::new(vec![entry]));
        let (entry, said) = history.last_follow_up().expect("there");
        assert_eq!((entry.text.as_deref(), entry.by.as_deref()), (Some(HIDDEN), Some("li")));
        let customer = veil.customer(customer());
        assert_eq!(
            customer.contact(said.with.as_deref()).and_then(|one| one.name.as_deref()),
            said.with.as_deref()
        );
    }
}
