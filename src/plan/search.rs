//! Finding customers by what people type: id, name, alias, contact; Chinese by pinyin and initials, in
//! traditional and simplified characters, and Latin letters without their accents.

use crate::model::name::{fold, search_keys};
use crate::model::{Customer, CustomerId, Medium, pinyin};

/// What somebody typed, ready to be compared.
#[derive(Clone, Debug)]
pub struct Query {
    /// Each word in the forms in which it is looked for.
    words: Vec<Vec<String>>,
    /// All of it in these forms.
    keys: Vec<String>,
    whole: String,
}

/// How well a customer fits; the smaller the better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    Id,
    /// It is this name or alias.
    Name,
    /// It is, but for accents or the script.
    Spelling,
    /// A part of the id, of the name or of an alias.
    Part,
    /// The same, with a character read as it rarely is.
    RareReading,
}

impl Query {
    /// Folds what was typed.
    pub fn new(typed: &str) -> Self {
        let whole = fold(typed);
        Query { words: whole.split_whitespace().map(search_keys).collect(), keys: search_keys(&whole), whole }
    }

    /// How a customer is named by it, if it is.
    pub fn names(&self, id: &CustomerId, name: &str, aliases: &[String]) -> Option<Fit> {
        if self.whole.is_empty() {
            return None;
        }
        if id.as_str() == self.whole {
            return Some(Fit::Id);
        }
        let names = || std::iter::once(name).chain(aliases.iter().map(String::as_str));
        if names().any(|name| fold(name) == self.whole) {
            return Some(Fit::Name);
        }
        let keys: Vec<String> = names().flat_map(search_keys).collect();
        if keys.iter().any(|key| self.keys.contains(key)) {
            return Some(Fit::Spelling);
        }
        if id.as_str().contains(&self.whole) || holds(&keys, &self.keys, pinyin::contains_as_usual) {
            return Some(Fit::Part);
        }
        holds(&keys, &self.keys, pinyin::contains).then_some(Fit::RareReading)
    }

    /// Whether every word occurs somewhere in what is known of the customer.
    pub fn finds(&self, customer: &Customer) -> bool {
        let texts = texts(customer);
        self.words.iter().all(|word| holds(&texts, word, pinyin::contains))
    }
}

/// Whether one of the texts holds one of the forms of a word.
fn holds(texts: &[String], forms: &[String], contains: fn(&str, &str) -> bool) -> bool {
    forms.iter().any(|form| texts.iter().any(|text| contains(text, form)))
}

fn texts(customer: &Customer) -> Vec<String> {
    let fields = customer.fields();
    let searched = fields.iter().filter(|(key, _)| key.info().is_searched);
    let optional = searched.filter_map(|(_, field)| field.scalar()).collect::<Vec<_>>();
    let contacts = customer.contacts.iter().flat_map(|contact| {
        let handles = contact.chat.iter().map(|(_, handle)| handle.as_str());
        let reach = Medium::ALL.into_iter().flat_map(|kind| contact.all(kind));
        contact.name.as_deref().into_iter().chain(reach).chain(handles)
    });
    std::iter::once(&customer.name)
        .chain(&customer.aliases)
        .chain(&customer.tags)
        .chain(&optional)
        .map(String::as_str)
        .chain(contacts)
        .flat_map(search_keys)
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
            ("深圳宏達機械", Some(Fit::Spelling)),
            ("宏達", Some(Fit::Part)),
            ("Höngda", Some(Fit::Part)),
            ("", None),
        ] {
            let customer = customer();
            let found = Query::new(typed).names(&customer.id, &customer.name, &customer.aliases);
            assert_eq!(found, fit, "{typed}");
        }
    }

    #[test]
    fn accents_and_the_script_need_not_be_typed() {
        let mut customer = Customer::named(CustomerId::new("mueller").expect("an id"), "Müller GmbH");
        customer.aliases = vec!["ČKD Blansko".into(), "陝西濰柴重工".into()];
        for (typed, fit) in [
            ("müller gmbh", Fit::Name),
            ("muller gmbh", Fit::Spelling),
            ("muller", Fit::Part),
            ("müller", Fit::Part),
            ("ckd", Fit::Part),
            ("čkd", Fit::Part),
            ("潍柴", Fit::Part),
            ("sxwc", Fit::Part),
            ("陕西潍柴重工", Fit::Spelling),
        ] {
            let found = Query::new(typed).names(&customer.id, &customer.name, &customer.aliases);
            assert_eq!(found, Some(fit), "{typed}");
            assert!(Query::new(typed).finds(&customer), "{typed}");
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
