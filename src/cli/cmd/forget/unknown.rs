//! A name that is not a contact of the customer: gone from its file already, or a slip.

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::model::{Contact, Customer, suggestion_of};
use crate::render::lang::{both, one_line, quoted, tr};

/// Tells that only the name is looked for.
pub(super) fn tell(context: &Context, customer: &Customer, person: &Contact, typed: &str) {
    if customer.contacts.contains(person) {
        return;
    }
    let lang = context.lang;
    let typed = one_line(typed);
    let names: Vec<String> =
        customer.contacts.iter().filter_map(|one| one.name.as_deref()).map(one_line).collect();
    let (id, names) = (&customer.id, names.join(lang.pick(", ", "、")));
    context.say(&tr!(
        lang,
        "note: no contact of {id} is called \"{typed}\" ({names}): only that name is looked for",
        "提示：{id} 没有叫「{typed}」的联系人（现有：{names}），只查找这个名字"
    ));
}

/// A name that stands nowhere, and is a few letters away from one that is there: who follows the advice that comes
/// with it rewrites a whole history for nothing.
pub(super) fn refuse_slip(customer: &Customer, person: &Contact) -> Result<(), Failure> {
    if customer.contacts.contains(person) {
        return Ok(());
    }
    let typed = person.name.as_deref().unwrap_or_default();
    let names = customer.contacts.iter().filter_map(|one| one.name.as_deref());
    let Some(near) = suggestion_of(typed, names.map(|name| (name, name))) else { return Ok(()) };
    let id = &customer.id;
    let what = both!(
        |lang| "{typed} stands nowhere in the files of {id}",
        "{id} 的文件中没有{typed}",
        typed = quoted(lang, typed)
    );
    Err(Failure::usage(what).try_this(both!(
        |lang| "did you mean {near}?",
        "是不是{near}？",
        near = quoted(lang, near)
    )))
}
