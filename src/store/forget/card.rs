//! A customer's file without a person, and without all of them.

use std::fmt::Write as _;
use std::ops::Range;
use std::path::Path;

use serde_json::Value;

use super::person::Person;
use super::request::{Forget, Left, left as left_at};
use crate::format::{Edit, approval_yaml, edit, merge, quoted, review};
use crate::model::{Contact, Customer, CustomerId, CustomerKey, CustomerValue, ForgetRule};
use crate::store::StoreError;

/// What becomes of a key when a person is forgotten. One that nobody knows may hold anybody.
fn forgetting(key: &str) -> ForgetRule {
    CustomerKey::parse(key).map_or(ForgetRule::Gone, |key| key.info().forgetting)
}

/// Whether a person may be in a key's value. A comment, which stands under no key, may be of anybody.
pub(in crate::store) fn is_personal(key: &str) -> bool {
    !matches!(forgetting(key), ForgetRule::Named | ForgetRule::Kept)
}

/// Whether a key goes when all people go.
pub(in crate::store) fn is_free(key: &str) -> bool {
    forgetting(key) == ForgetRule::Gone
}

/// What becomes of a customer's file; none where it goes. Who referred it may be a person, where no customer has that id.
pub(super) fn rewritten(
    text: &str,
    (customer, referrer): (&Customer, Option<&str>),
    forget: Forget<'_>,
    person: &Person,
    path: &Path,
) -> Result<Option<String>, StoreError> {
    Ok(match forget {
        Forget::Contact(contact, _) => {
            let text = match referrer.filter(|by| person.is_called(by)) {
                Some(_) => edit(text, &[Edit::Remove(CustomerKey::ReferredBy.as_str().to_owned())])?,
                None => text.to_owned(),
            };
            Some(without(&text, customer, contact, person, path)?)
        }
        Forget::People => {
            let is_gone = referrer.is_some_and(|by| CustomerId::new(by).is_none() || person.is_called(by));
            let referred_by = customer.referred_by.clone().filter(|_| !is_gone);
            Some(bare(&Customer { referred_by, ..customer.clone() }, person))
        }
        Forget::Returned => Some(text.to_owned()),
        Forget::Everything => None,
    })
}

/// The customer's file without one of its contacts, and without its name anywhere else.
fn without(
    text: &str,
    customer: &Customer,
    contact: &Contact,
    person: &Person,
    path: &Path,
) -> Result<String, StoreError> {
    // One that is gone from the list already may still be named.
    let Some(at) = customer.contacts.iter().position(|own| own == contact) else {
        return Ok(hidden(&undecided(text, customer, person)?, person));
    };
    let without_it = undecided(&removed(text, customer, at)?, customer, person)?;
    let text = hidden(&without_it, person);
    // Whatever the mask has done to it, it still has to be the customer, without that contact.
    let (found, _) = review(&customer.id, path, &text);
    let is_it = |found: &Customer| {
        found.contacts.len() + 1 == customer.contacts.len()
            && found.name == customer.name
            && found.grade == customer.grade
            && found.owner == customer.owner
    };
    match found {
        Some(found) if is_it(&found) => Ok(text),
        _ => Err(StoreError::NotEditable("contacts".to_owned())),
    }
}

/// Another customer's file without a contact that it has taken over, and without its name anywhere else; `None`
/// where it has exactly that one not, or another one of its name: whose that is, nobody can tell here.
pub(in crate::store) fn taken_out(
    text: &str,
    home: &Customer,
    contact: &Contact,
) -> Result<Option<String>, StoreError> {
    let same = |own: &&Contact| *own == contact || (own.name.is_some() && own.name == contact.name);
    let is_alone = home.contacts.iter().filter(same).count() == 1;
    let Some(at) = home.contacts.iter().position(|own| own == contact).filter(|_| is_alone) else {
        return Ok(None);
    };
    let person = Person::of(home, contact, &[]);
    Ok(Some(hidden(&undecided(&removed(text, home, at)?, home, &person)?, &person)))
}

/// Whether a text names one of a customer's contacts.
pub(in crate::store) fn names(customer: &Customer, contact: &Contact, text: &str) -> bool {
    Person::of(customer, contact, &[]).is_in(text)
}

/// Whether a text looks like one of a customer's persons.
pub(in crate::store) fn is_like(customer: &Customer, text: &str) -> bool {
    Person::all(customer).is_like(text)
}

/// A text without one of a customer's contacts.
pub(in crate::store) fn hidden_in(customer: &Customer, contact: &Contact, text: &str) -> String {
    Person::of(customer, contact, &[]).hide(text)
}

/// Without a contact: by the lines of its item, else by writing the list anew.
fn removed(text: &str, customer: &Customer, at: usize) -> Result<String, StoreError> {
    if customer.contacts.len() == 1 {
        return Ok(edit(text, &[Edit::Remove("contacts".to_owned())])?);
    }
    let is_right = |text: &String| {
        let (found, _) = review(&customer.id, Path::new(""), text);
        let mut want = customer.contacts.clone();
        want.remove(at);
        found.is_some_and(|found| found.contacts == want)
    };
    let without = [without_lines(text, at), merge::without_items("contacts", text, &[at])];
    match without.into_iter().flatten().find(is_right) {
        Some(text) => Ok(text),
        None => anew("contacts", text, &[at], is_right),
    }
}

/// Without the places of a person in the decision chain: what one does there is that one's.
fn undecided(text: &str, customer: &Customer, person: &Person) -> Result<String, StoreError> {
    let key = CustomerKey::Decision.as_str();
    let (is_its, rest): (Vec<_>, Vec<_>) =
        customer.decision.iter().cloned().enumerate().partition(|(_, maker)| person.is_called(&maker.who));
    let gone: Vec<usize> = is_its.into_iter().map(|(at, _)| at).collect();
    match (gone.is_empty(), rest.is_empty()) {
        (true, _) => return Ok(text.to_owned()),
        (false, true) => return Ok(edit(text, &[Edit::Remove(key.to_owned())])?),
        (false, false) => {}
    }
    let rest: Vec<_> = rest.into_iter().map(|(_, maker)| maker).collect();
    let is_right = |text: &String| {
        let (found, _) = review(&customer.id, Path::new(""), text);
        found.is_some_and(|found| found.decision == rest)
    };
    match merge::without_items(key, text, &gone).filter(is_right) {
        Some(text) => Ok(text),
        None => anew(key, text, &gone, is_right),
    }
}

/// A file in which a list is written anew without some of its items.
fn anew(
    key: &str,
    text: &str,
    gone: &[usize],
    is_right: impl Fn(&String) -> bool,
) -> Result<String, StoreError> {
    let refused = || StoreError::NotEditable(key.to_owned());
    let whole: serde_yaml::Value =
        serde_yaml::from_str(text.trim_start_matches('\u{feff}')).map_err(|_| refused())?;
    let list = whole.get(key).and_then(|list| list.as_sequence()).ok_or_else(refused)?;
    let rest = list.iter().enumerate().filter(|(at, _)| !gone.contains(at)).map(|(_, item)| item);
    // JSON is YAML on one line.
    let list = serde_json::to_string(&rest.collect::<Vec<_>>()).map_err(|_| refused())?;
    edit(text, &[Edit::SetYaml(key.to_owned(), list)]).ok().filter(is_right).ok_or_else(refused)
}

/// The lines of one item of a list written one below the other.
fn without_lines(text: &str, place: usize) -> Option<String> {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let is_head = |line: &&str| {
        let rest = line.strip_prefix("contacts:").map(str::trim);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('#'))
    };
    let begin = lines.iter().position(is_head)? + 1;
    let is_inside = |line: &&str| line.trim().is_empty() || line.starts_with([' ', '-', '#']);
    let end = begin + lines[begin..].iter().take_while(|line| is_inside(line)).count();
    let indent = |line: &str| line.len() - line.trim_start().len();
    let first = lines[begin..end].iter().find(|line| line.trim_start().starts_with("- "))?;
    let is_item = |line: &&str| indent(line) == indent(first) && line.trim_start().starts_with("- ");
    let items: Vec<usize> = (begin..end).filter(|at| is_item(&lines[*at])).collect();
    let from = *items.get(place)?;
    let to = items.get(place + 1).copied().unwrap_or(end);
    Some(lines[..from].iter().chain(&lines[to..]).copied().collect())
}

/// A text without the person, but for the values that are kept.
fn hidden(text: &str, person: &Person) -> String {
    let kept: Vec<Range<usize>> = kept(text).into_iter().map(|(_, range)| range).collect();
    let mut text = person.hide_but(text, &kept);
    // A text in quotes may spell a letter as `\u00fc`, one in lines may be broken in the middle of a number.
    let Ok(value) = serde_yaml::from_str::<serde_yaml::Value>(text.trim_start_matches('\u{feff}')) else {
        return text;
    };
    let mut changes = Vec::new();
    let map = value.as_mapping().into_iter().flatten();
    for (key, value) in map.filter_map(|(key, value)| Some((key.as_str()?, value))) {
        if is_personal(key) {
            spelled(key.to_owned(), value, person, &mut changes);
        }
    }
    for change in changes {
        text = edit(&text, &[change]).unwrap_or(text);
    }
    text
}

/// Values that name the person though the text of the file doesn't.
fn spelled(path: String, value: &serde_yaml::Value, person: &Person, changes: &mut Vec<Edit>) {
    match value {
        serde_yaml::Value::String(text) => {
            let after = person.hide(text);
            if after != *text {
                changes.push(Edit::Set(path, after));
            }
        }
        serde_yaml::Value::Sequence(items) => {
            for (at, item) in items.iter().enumerate() {
                spelled(format!("{path}[{at}]"), item, person, changes);
            }
        }
        serde_yaml::Value::Mapping(map) => {
            for (key, value) in map {
                if let Some(key) = key.as_str() {
                    spelled(format!("{path}.{key}"), value, person, changes);
                }
            }
        }
        _ => {}
    }
}

/// Where the values of kept keys stand, without the comments beside them.
fn kept(text: &str) -> Vec<(CustomerKey, Range<usize>)> {
    let mut kept: Vec<(CustomerKey, Range<usize>)> = Vec::new();
    let mut at = 0;
    let mut own = None;
    for line in text.split_inclusive('\n') {
        if !line.starts_with([' ', '\t', '-', '#', '\r', '\n']) {
            let key = line.trim_start_matches('\u{feff}').split(':').next().unwrap_or_default();
            let key = key.trim().trim_matches(['"', '\'']);
            own = CustomerKey::parse(key).filter(|key| !is_personal(key.as_str()));
        }
        if let Some(key) = own {
            kept.push((key, at..at + line.len()));
        }
        at += line.len();
    }
    let mark = text.len() - text.trim_start_matches('\u{feff}').len();
    let mut at = mark;
    for (kind, token) in yaml_edit::lex(&text[mark..]) {
        let end = at + token.len();
        if kind == yaml_edit::SyntaxKind::COMMENT {
            let inside = kept.iter_mut().filter(|(_, range)| range.start <= at && at < range.end);
            inside.for_each(|(_, range)| range.end = at);
        }
        at = end;
    }
    kept
}

/// The lines of a file in which a person may stand.
pub(super) fn personal_lines(text: &str) -> Vec<&str> {
    let quiet = kept(text);
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if !quiet.iter().any(|(_, range)| range.start == start) {
            lines.push(line.trim_end_matches(['\r', '\n']));
        }
        start += line.len();
    }
    lines
}

/// Lines that look like the person.
pub(super) fn left(path: &Path, text: &str, person: &Person) -> Vec<Left> {
    let is_name = |(key, _): &(CustomerKey, Range<usize>)| key.info().forgetting == ForgetRule::Named;
    let (names, quiet): (Vec<_>, Vec<_>) = kept(text).into_iter().partition(is_name);
    let mut left = Vec::new();
    let mut start = 0;
    for (at, line) in text.split_inclusive('\n').enumerate() {
        let is_quiet = quiet.iter().find(|(_, range)| range.start == start);
        let shown = match is_quiet {
            Some((_, range)) => &text[range.end..start + line.len()],
            None => line,
        };
        let is_name = names.iter().any(|(_, range)| range.start == start);
        // The company's name is guarded wherever it stands; here it is told.
        let words = if is_name { person.like_in_names(shown) } else { person.like(shown) };
        left.extend(left_at(path, at + 1, words));
        start += line.len();
    }
    left
}

/// What is not a person's: written anew, since a comment may say anything.
fn bare(customer: &Customer, person: &Person) -> String {
    let mut text = String::new();
    for (key, field) in customer.fields() {
        if let Some(value) = bare_value(key, field, person) {
            let _ = writeln!(text, "{}: {value}", key.as_str());
        }
    }
    text
}

/// What stays of a key's value, as YAML.
fn bare_value(key: CustomerKey, field: CustomerValue<'_>, person: &Person) -> Option<String> {
    let hide = |text: &String| person.hide(text);
    match (key.info().forgetting, field) {
        (ForgetRule::Gone, _) => None,
        // One that is somebody's own leads to it, masked or not.
        (_, CustomerValue::Text(site)) if key == CustomerKey::Website => {
            site.as_deref().map(quoted).filter(|site| !person.is_like(site))
        }
        (ForgetRule::Masked, CustomerValue::Text(text)) => text.as_ref().map(hide).map(|text| quoted(&text)),
        (ForgetRule::Masked, CustomerValue::Texts(texts)) => list(texts.iter().map(hide).collect()),
        // What can't be masked goes.
        (ForgetRule::Masked, _) => None,
        (ForgetRule::Named | ForgetRule::Kept, field) => match field {
            CustomerValue::Texts(texts) => list(texts.clone()),
            CustomerValue::Approval(approved) => approval_yaml(approved),
            CustomerValue::Text(Some(number)) if key == CustomerKey::Number => {
                Some(Value::from(number.as_str()).to_string())
            }
            CustomerValue::Text(founded) if key == CustomerKey::Founded => founded.clone(),
            CustomerValue::Name(_) | CustomerValue::Text(_) | CustomerValue::Interval(_) => {
                field.scalar().map(|text| quoted(&text))
            }
            field => field.scalar(),
        },
    }
}

fn list(texts: Vec<String>) -> Option<String> {
    let texts: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
    (!texts.is_empty()).then(|| format!("[{}]", texts.join(", ")))
}
