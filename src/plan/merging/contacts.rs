//! Which contacts of two customers are one person, and which of its addresses and numbers are one.

use crate::model::name::{fold, slug};
use crate::model::{Contact, Medium, Phone, YamlValue, web};

/// The countries in which the one's and the other's phone numbers are dialled.
pub(super) type Countries<'a> = (Option<&'a str>, Option<&'a str>);

/// The same phone or chat handle, and no two names against it: 王强 and Wang Qiang are one name.
pub(super) fn is_reached_alike(one: &Contact, other: &Contact, (here, there): Countries<'_>) -> bool {
    let phones = |contact: &Contact, country| {
        let all = contact.all(Medium::Phone).filter_map(|text| Phone::parse(text, country));
        all.collect::<Vec<_>>()
    };
    let theirs = phones(other, there);
    let same_phone = phones(one, here).iter().any(|own| theirs.iter().any(|one| own.is_same_line(one)));
    let same_chat = one.chat.iter().any(|(service, handle)| {
        let same = |(known, theirs): &(String, String)| known == service && fold(theirs) == fold(handle);
        other.chat.iter().any(same)
    });
    (same_phone || same_chat) && !is_named_otherwise(one, other)
}

pub(super) fn is_same_point(medium: Medium, one: &str, other: &str, (here, there): Countries<'_>) -> bool {
    match medium {
        Medium::Email => {
            fold(one).trim() == fold(other).trim()
                || web::mail(one).is_some_and(|own| web::mail(other) == Some(own))
        }
        Medium::Phone => match (Phone::parse(one, here), Phone::parse(other, there)) {
            (Some(one), Some(other)) => one.is_same_line(&other) && one.extension == other.extension,
            _ => one.trim() == other.trim(),
        },
    }
}

/// A contact's addresses or numbers, as its keys hold them.
pub(super) fn points(contact: &Contact, medium: Medium) -> Vec<(String, YamlValue)> {
    let (first, others) = contact.points(medium);
    let others: Vec<YamlValue> = others.iter().map(|point| point.datum(medium)).collect();
    let others = (!others.is_empty()).then(|| (medium.list_key().to_owned(), YamlValue::List(others)));
    first
        .map(|first| (medium.key().to_owned(), YamlValue::Text(first.to_owned())))
        .into_iter()
        .chain(others)
        .collect()
}

/// Whether both have names, and these are those of two people.
fn is_named_otherwise(one: &Contact, other: &Contact) -> bool {
    let (Some(one), Some(other)) = (one.name.as_deref(), other.name.as_deref()) else { return false };
    let letters = |name: &str| slug(name).map(|slug| slug.as_str().replace(['-', '_'], ""));
    fold(one) != fold(other) && letters(one) != letters(other)
}

/// The same address, or the same name with no address against it.
pub(super) fn is_same_person(one: &Contact, other: &Contact) -> bool {
    let mails = |contact: &Contact| contact.all(Medium::Email).filter_map(web::mail).collect::<Vec<_>>();
    let name = |contact: &Contact| contact.name.as_deref().map(fold);
    let theirs = mails(other);
    mails(one).iter().any(|own| theirs.contains(own)) || (name(one).is_some() && name(one) == name(other))
}
