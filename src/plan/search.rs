//! Finding customers by what people type: id, name, alias, contact; Chinese by pinyin and initials.

use crate::model::name::fold;
use crate::model::{Customer, CustomerId, Medium, pinyin};

/// What somebody typed, ready to be compared.
#[derive(Clone, Debug)]
pub struct Query {
    words: Vec<String>,
    whole: String,
}

/// How well a customer fits; the smaller the better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// It is this id.
    Id,
    /// It is this name or alias.
    Name,
    /// A part of the id, of the name or of an alias.
    Part,
}

impl Query {
    /// Folds what was typed.
    pub fn new(typed: &str) -> Self {
        let whole = fold(typed);
        Query { words: whole.split_whitespace().map(str::to_owned).collect(), whole }
    }

    /// How a customer is named by it, if it is.
    pub fn names(&self, id: &CustomerId, name: &str, aliases: &[String]) -> Option<Fit> {
        if self.whole.is_empty() {
            return None;
        }
        if id.as_str() == self.whole {
            return Some(Fit::Id);
        }
        let mut names = std::iter::once(name).chain(aliases.iter().map(String::as_str)).map(fold);
        if names.clone().any(|name| name == self.whole) {
            return Some(Fit::Name);
        }
        let part =
            id.as_str().contains(&self.whole) || names.any(|name| pinyin::contains(&name, &self.whole));
        part.then_some(Fit::Part)
    }

    /// Whether every word occurs somewhere in what is known of the customer.
    pub fn finds(&self, customer: &Customer) -> bool {
        let texts = texts(customer);
        self.words.iter().all(|word| texts.iter().any(|text| pinyin::contains(text, word)))
    }
}

fn texts(customer: &Customer) -> Vec<String> {
    let optional = [
        &customer.number,
        &customer.industry,
        &customer.country,
        &customer.region,
        &customer.address,
        &customer.website,
        &customer.source,
        &customer.plan,
        &customer.notes,
    ];
    let contacts = customer.contacts.iter().flat_map(|contact| {
        let handles = contact.chat.iter().map(|(_, handle)| handle.as_str());
        let reach = Medium::ALL.into_iter().flat_map(|kind| contact.all(kind));
        contact.name.as_deref().into_iter().chain(reach).chain(handles)
    });
    std::iter::once(&customer.name)
        .chain(&customer.aliases)
        .chain(&customer.tags)
        .chain(optional.into_iter().flatten())
        .map(String::as_str)
        .chain(contacts)
        .map(fold)
        .chain(std::iter::once(customer.id.as_str().to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn customer() -> Customer {
        let mut customer =
            Customer::named(CustomerId::new("shenzhen-hongda").expect("an id"), "深圳宏达机械");
        customer.aliases = vec!["Hongda Machinery".into()];
        customer.tags = vec!["液压".into()];
        customer
    }

    #[test]
    fn a_customer_is_named_by_id_name_alias_part_and_pinyin() {
        for (typed, fit) in [
            ("shenzhen-hongda", Some(Fit::Id)),
            ("深圳宏达机械", Some(Fit::Name)),
            ("hongda machinery", Some(Fit::Name)),
            ("宏达", Some(Fit::Part)),
            ("szhd", Some(Fit::Part)),
            ("n-hong", Some(Fit::Part)),
            ("machin", Some(Fit::Part)),
            ("液压", None),
            ("", None),
        ] {
            let customer = customer();
            let found = Query::new(typed).names(&customer.id, &customer.name, &customer.aliases);
            assert_eq!(found, fit, "{typed}");
        }
    }

    #[test]
    fn free_text_needs_every_word_somewhere() {
        for (typed, found) in
            [("yeya hongda", true), ("HONGDA 深圳", true), ("hongda berlin", false), ("", true)]
        {
            assert_eq!(Query::new(typed).finds(&customer()), found, "{typed}");
        }
    }
}
