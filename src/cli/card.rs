//! The file of a new customer: what is known, and in comments what else it may say.

use crate::format::{NewFile, customer_text};
use crate::model::{Customer, CustomerId, CustomerKey};
use crate::render::lang::Lang;

/// The text of a new customer's file in which nothing is said: the comments that nobody has written.
pub fn blank(lang: Lang, line_of_schema: String) -> String {
    text(lang, &Customer::named(CustomerId::placeholder(), ""), &[], line_of_schema)
}

/// The text of a new customer's file, with what was typed of some keys. Its first line lets an editor complete keys
/// and mark mistakes.
pub fn text(
    lang: Lang,
    customer: &Customer,
    typed: &[(CustomerKey, String)],
    line_of_schema: String,
) -> String {
    let hint = |key: CustomerKey| key.info().hint.map(|(english, chinese)| lang.pick(english, chinese));
    customer_text(customer, NewFile { head: line_of_schema, typed, hint: Some(&hint) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::review;
    use crate::model::{Contact, ContactPoint, date};

    fn draft(text: &str) -> Customer {
        let some = || Some(text.to_owned());
        Customer {
            aliases: vec![text.to_owned()],
            number: some(),
            grade: some(),
            owner: some(),
            since: date("2026-11-20"),
            source: some(),
            industry: some(),
            country: Some("NO".into()),
            region: some(),
            address: some(),
            website: some(),
            contacts: vec![Contact {
                name: some(),
                position: some(),
                email: some(),
                emails: vec![ContactPoint::new(text)],
                phone: some(),
                chat: vec![("wechat".to_owned(), text.to_owned())],
                ..Contact::default()
            }],
            plan: some(),
            tags: vec![text.to_owned()],
            notes: some(),
            ..Customer::named(CustomerId::placeholder(), text)
        }
    }

    #[test]
    fn every_text_reads_back_as_it_was_given() {
        for text in [
            "Acme",
            "Müller & Söhne: \"x\"",
            "- a",
            "yes",
            "007",
            "+49 89",
            "深圳",
            "a\nb\n# c",
            "#x",
            "'",
            "\\",
            "*a",
            "%",
            " x",
            "a: [b]",
        ] {
            let card = super::text(Lang::Zh, &draft(text), &[], "# a line\n".to_owned());
            let id = CustomerId::new("x").expect("an id");
            let (customer, problems) = review(&id, std::path::Path::new("x"), &card);
            let customer = customer.unwrap_or_else(|| panic!("{text:?}: {problems:?}\n{card}"));
            assert_eq!(problems, [], "{text:?}\n{card}");
            assert_eq!((customer.name.as_str(), customer.plan.as_deref()), (text, Some(text)), "{card}");
            assert_eq!(customer.notes.as_deref().map(str::trim_end), Some(text.trim_end()), "{card}");
            assert_eq!((customer.tags[0].as_str(), customer.contacts[0].chat[0].1.as_str()), (text, text));
        }
    }
}
