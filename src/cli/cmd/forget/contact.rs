//! The contact that is to be forgotten.

use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::model::{Contact, Customer, Medium};
use crate::render::lang::{Bilingual, both, one_line};

/// The contact that was named, exactly or by a part of its name that no other one has; one that is gone
/// from the file is its name alone.
pub(super) fn named(customer: &Customer, typed: &str) -> Result<Contact, Failure> {
    let wanted = typed.trim().to_lowercase();
    let name = |contact: &&Contact| contact.name.as_deref().unwrap_or_default().to_lowercase();
    let exact: Vec<&Contact> = customer.contacts.iter().filter(|one| name(one) == wanted).collect();
    let part = customer.contacts.iter().filter(|one| !wanted.is_empty() && name(one).contains(&wanted));
    // Of two who have one name, each is told by what it alone is reached by.
    let is_reached = |one: &&Contact| {
        let all = Medium::ALL.into_iter().flat_map(|medium| one.all(medium));
        all.chain(one.chat.iter().map(|(_, handle)| handle.as_str())).any(|own| own.to_lowercase() == wanted)
    };
    let reached: Vec<&Contact> = customer.contacts.iter().filter(is_reached).collect();
    let found = match exact.is_empty() {
        true if reached.len() == 1 => reached,
        true => part.collect(),
        false => exact,
    };
    match found.as_slice() {
        [one] => Ok((*one).clone()),
        // Gone from the file already: what others logged meanwhile may still name it.
        [] if wanted.chars().count() > 1 => {
            Ok(Contact { name: Some(typed.trim().to_owned()), ..Contact::default() })
        }
        _ => {
            let id = &customer.id;
            let known = |one: &Contact| {
                let reach = Medium::ALL.into_iter().flat_map(|medium| one.all(medium)).next();
                [one.name.as_deref(), reach].into_iter().flatten().map(one_line).collect::<Vec<_>>().join(" ")
            };
            let all: Vec<String> = customer.contacts.iter().map(known).collect();
            let reach =
                |one: &&&Contact| Medium::ALL.into_iter().any(|medium| one.all(medium).next().is_some());
            let failure = Failure::new(
                Exit::NotFound,
                both!("\"{typed}\" is not one contact of {id}", "「{typed}」不能确定是 {id} 的哪个联系人"),
            )
            .because(Bilingual::of(|lang| all.join(lang.pick(", ", "、"))));
            Err(match found.iter().any(|one| reach(&one)) {
                true => failure.try_this(both!(
                    "crm forget {id} --contact with the address or number of the one that is meant",
                    "crm forget {id} --contact 加上所指联系人的邮箱或电话"
                )),
                false => failure.try_this(both!(
                    "crm edit {id}: give each a name of its own, then forget the one",
                    "crm edit {id}：先给每人不同的姓名，再删除其中一人"
                )),
            })
        }
    }
}
