//! People of the decision chain whom no contact is called: told where they are typed, since a contact may come later.

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::model::name::search_key;
use crate::model::{Contact, Customer, DecisionMaker};
use crate::render::lang::{self, both, tr};
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

/// Refuses somebody who is in the chain already: one decides or influences once.
pub(super) fn refuse_twice(customer: &Customer, typed: &[(&str, char, &str)]) -> Result<(), Failure> {
    let mut there: Vec<String> = customer.decision.iter().map(|one| one.who.clone()).collect();
    for &(key, sign, value) in typed {
        let Some(one) = DecisionMaker::parse(value).filter(|_| key == "decision" && sign == '+') else {
            continue;
        };
        if let Some(at) = there.iter().position(|own| search_key(own) == search_key(&one.who)) {
            let role = one.role.as_deref().unwrap_or("…");
            let what = both!(
                |lang| "{who} is in the decision chain already",
                "{who}已在决策链中",
                who = lang::quoted(lang, &one.who)
            );
            return Err(Failure::new(Exit::Refused, what).try_this(format!("decision[{at}].role={role}")));
        }
        there.push(one.who);
    }
    Ok(())
}

fn called(name: &str) -> Contact {
    Contact { name: Some(name.to_owned()), ..Contact::default() }
}
