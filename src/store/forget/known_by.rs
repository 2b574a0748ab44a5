//! What the people of a customer's file are known by.

use super::fold::forms;
use super::names::{Around, reached_by};
use super::number;
use super::person::Person;
use super::phrase::Phrase;
use crate::model::{Contact, Customer, Medium, name};

impl Person {
    /// What a contact is known by, with what else is said of it.
    pub fn of(customer: &Customer, contact: &Contact, also: &[String]) -> Self {
        let mut person = Person::default();
        let others: Vec<&Contact> = customer.contacts.iter().filter(|other| *other != contact).collect();
        let around = Around::of(customer, &others);
        // All of them, so that a new key can't be forgotten here.
        let Contact {
            name,
            position: _,
            decides: _,
            email: _,
            emails,
            phone: _,
            phones,
            chat,
            birthday: _,
            verified: _,
            unknown,
        } = contact;
        for name in name.iter() {
            person.name(name, &around);
        }
        let reach = Medium::ALL.into_iter().flat_map(|medium| contact.all(medium)).map(str::to_owned);
        let mut own: Vec<String> = reach.chain(also.iter().cloned()).collect();
        own.extend(chat.iter().map(|(_, handle)| handle.clone()));
        reached_by(unknown, &mut own);
        for point in emails.iter().chain(phones) {
            reached_by(&point.unknown, &mut own);
        }
        for text in &own {
            person.way(text, &around);
        }
        person.numbers.extend(contact.all(Medium::Phone).filter_map(number::bare));
        let company = std::iter::once(&customer.name).chain(&customer.aliases);
        for name in company {
            person.other(name, true);
            person.other(&name::without_legal_form(&name::fold(name)), true);
        }
        for other in others {
            let chat = other.chat.iter().map(|(_, handle)| handle.as_str());
            let reach = Medium::ALL.into_iter().flat_map(|medium| other.all(medium));
            for text in other.name.as_deref().into_iter().chain(reach).chain(chat) {
                person.other(text, false);
            }
        }
        person
    }

    /// All persons of a customer as one: its contacts, and who stands in its decision chain alone.
    pub fn all(customer: &Customer) -> Self {
        Person::all_with(customer, &[])
    }

    /// The same, with persons who stand in its log alone.
    pub fn all_with(customer: &Customer, names: &[String]) -> Self {
        let mut all = Person::default();
        let without = Customer { contacts: Vec::new(), ..customer.clone() };
        let company: Vec<String> = std::iter::once(&customer.name)
            .chain(&customer.aliases)
            .flat_map(|name| [name::fold(name), name::without_legal_form(&name::fold(name)).to_owned()])
            .collect();
        let names = customer.decision.iter().map(|maker| &maker.who).chain(names);
        let names = names.filter(|name| !company.contains(&name::fold(name)));
        let named = |name: &String| Contact { name: Some(name.clone()), ..Contact::default() };
        let others: Vec<Contact> = names.map(named).collect();
        for contact in customer.contacts.iter().chain(&others) {
            let one = Person::of(&without, contact, &[]);
            all.phrases.extend(one.phrases);
            all.numbers.extend(one.numbers);
            all.parts.extend(one.parts);
            all.addresses.extend(one.addresses);
            all.hanzi.extend(one.hanzi);
            all.read.extend(one.read);
            all.others = one.others;
        }
        all
    }

    /// All of a customer: its people, its own names, its ids.
    pub fn company(customer: Option<&Customer>, ids: &[String]) -> Self {
        let mut all = customer.map(Person::all).unwrap_or_default();
        all.others.clear();
        let names = customer
            .into_iter()
            .flat_map(|customer| std::iter::once(&customer.name).chain(&customer.aliases));
        for text in names.chain(ids) {
            all.phrases.extend(forms(text.trim()).into_iter().map(|form| Phrase::new(form, false)));
        }
        all
    }
}
