//! People of the decision chain whom no contact is called: told where they are typed, since a contact may come later.

use crate::cli::context::Context;
use crate::model::{Contact, Customer, DecisionMaker};
use crate::render::lang::{self, tr};
use crate::rules::check::unknown_contact;

/// Tells of those that nobody is called, among the contacts that there are and those that come with them. `typed` has the
/// changes, each as its key, its sign and its value.
pub(super) fn tell_unknown(context: &Context, customer: &Customer, typed: &[(&str, char, &str)]) {
    let mut there = customer.clone();
    let mut named = Vec::new();
    for &(key, sign, value) in typed {
        let inner = key.split_once("].").map(|(list, inner)| (list.split('[').next().unwrap_or(list), inner));
        match (inner, key, sign) {
            (Some(("contacts", "name")), ..) | (None, "contacts", '+') => there.contacts.push(called(value)),
            (Some(("decision", "who")), ..) => named.push(value.to_owned()),
            (None, "decision", '+') => named.extend(DecisionMaker::parse(value).map(|one| one.who)),
            _ => {}
        }
    }
    let lang = context.lang;
    for slip in named.iter().filter_map(|who| unknown_contact(&there, who)) {
        let told = lang::problem_text(lang, &slip.into());
        let (what, hint) = (told.message, told.hint.unwrap_or_default());
        context.say(&tr!(lang, "note: {what}; {hint}", "提示：{what}；{hint}"));
    }
}

fn called(name: &str) -> Contact {
    Contact { name: Some(name.to_owned()), ..Contact::default() }
}
