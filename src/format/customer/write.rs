//! A customer as a new file: all that it says, in the order of the format.

use crate::format::{flow_yaml, quoted};
use crate::model::{
    Approval, Contact, Customer, CustomerKey, CustomerValue, DecisionMaker, KeyDate, Medium, Preferences,
    Promises, ValueKind, YamlValue,
};

/// What a new file has beside what the customer says.
#[derive(Default)]
pub struct NewFile<'a> {
    /// The lines above the keys, such as the one that names the schema.
    pub head: String,
    /// Values as they were typed: they are written as they are, and read and judged like those of any file.
    pub typed: &'a [(CustomerKey, String)],
    /// What a comment shows behind a key that says nothing.
    pub hint: Option<&'a dyn Fn(CustomerKey) -> Option<&'static str>>,
}

pub fn customer_text(customer: &Customer, file: NewFile<'_>) -> String {
    let NewFile { mut head, typed, hint } = file;
    for (key, field) in customer.fields() {
        let typed = typed.iter().find(|(own, _)| *own == key).map(|(_, text)| format!(" {}", quoted(text)));
        if let Some(value) = typed.or_else(|| value(key, field)) {
            head.push_str(&format!("{key}:{value}\n", key = key.as_str()));
        } else if let Some(example) = hint.and_then(|hint| hint(key)) {
            for line in format!("{}: {example}", key.as_str()).lines() {
                head.push_str(&format!("# {}\n", line.trim_end()));
            }
        }
    }
    for (key, value) in &customer.unknown {
        head.push_str(&format!("{}: {}\n", quoted(key), flow_yaml(value)));
    }
    head
}

/// What stands behind a key's colon: a value on its line, or the lines below it.
fn value(key: CustomerKey, field: CustomerValue<'_>) -> Option<String> {
    let on_its_line = |yaml: String| format!(" {yaml}");
    match (field, key.info().kind) {
        (CustomerValue::Text(Some(text)), _) if key == CustomerKey::Notes => Some(notes(text)),
        (CustomerValue::Name(_) | CustomerValue::Text(_), kind) if kind != ValueKind::Founded => {
            field.scalar().map(|text| on_its_line(quoted(&text)))
        }
        (CustomerValue::Texts(texts), _) => list(texts).map(on_its_line),
        (CustomerValue::Contacts(contacts), _) => {
            let item = |contact: &Contact| {
                let lines = contact_keys(contact).into_iter().map(|(key, yaml)| format!("{key}: {yaml}"));
                lines.collect::<Vec<_>>().join("\n    ")
            };
            below(contacts.iter().map(item).filter(|item| !item.is_empty()).map(|item| format!("- {item}")))
        }
        (CustomerValue::Preferences(Preferences { channel, hours, meeting, cares_about, tone }), _) => {
            map(vec![
                ("channel", channel.as_deref().map(quoted)),
                ("hours", hours.as_deref().map(quoted)),
                ("meeting", meeting.map(|meeting| meeting.as_str().to_owned())),
                ("cares_about", cares_about.as_deref().map(quoted)),
                ("tone", tone.map(|tone| tone.as_str().to_owned())),
            ])
            .map(on_its_line)
        }
        (CustomerValue::Promises(Promises { free, ask_first }), _) => {
            map(vec![("free", list(free)), ("ask_first", list(ask_first))]).map(on_its_line)
        }
        (CustomerValue::Approval(approved), _) => approval_yaml(approved).map(on_its_line),
        (CustomerValue::Dates(dates), _) => below(dates.iter().map(|date| format!("- {}", date_yaml(date)))),
        (CustomerValue::Decision(chain), _) => {
            let item = |one: &DecisionMaker| {
                let keys = decision_maker_keys(one).into_iter().map(|(key, yaml)| format!("{key}: {yaml}"));
                format!("- {{{}}}", keys.collect::<Vec<_>>().join(", "))
            };
            below(chain.iter().map(item))
        }
        (CustomerValue::Anything(Some(YamlValue::Map(own))), _) => {
            below(own.iter().map(|(key, value)| format!("{}: {}", quoted(key), flow_yaml(value))))
        }
        (CustomerValue::Anything(value), _) => {
            let said = value.as_ref().filter(|value| **value != YamlValue::Null);
            said.map(|value| on_its_line(flow_yaml(value)))
        }
        // Days, numbers and words of the format stand without quotes.
        _ => field.scalar().map(on_its_line),
    }
}

fn below(items: impl Iterator<Item = String>) -> Option<String> {
    let items: String = items.map(|item| format!("\n  {item}")).collect();
    (!items.is_empty()).then_some(items)
}

fn list(items: &[String]) -> Option<String> {
    let all: Vec<String> = items.iter().map(|item| quoted(item)).collect();
    (!all.is_empty()).then(|| format!("[{}]", all.join(", ")))
}

fn map(keys: Vec<(&str, Option<String>)>) -> Option<String> {
    let said = keys.into_iter().filter_map(|(key, yaml)| Some(format!("{key}: {}", yaml?)));
    let said: Vec<String> = said.collect();
    (!said.is_empty()).then(|| format!("{{{}}}", said.join(", ")))
}

/// Several lines as a block that people can go on writing.
fn notes(notes: &str) -> String {
    let is_block = notes.trim_end_matches('\n').len() + 1 >= notes.len()
        && notes.contains('\n')
        && !notes.starts_with([' ', '\t', '\n'])
        && notes.chars().all(|c| c == '\n' || !c.is_control())
        && notes.lines().all(|line| line.trim_end() == line);
    if !is_block {
        return format!(" {}", quoted(notes));
    }
    let mut block = if notes.ends_with('\n') { " |".to_owned() } else { " |-".to_owned() };
    for line in notes.lines() {
        block.push('\n');
        block.push_str(format!("  {line}").trim_end());
    }
    block
}

/// Who has agreed, and when, as YAML; nothing where nobody has.
pub fn approval_yaml(approved: &Approval) -> Option<String> {
    let Approval { by, on } = approved;
    map(vec![("by", by.as_deref().map(quoted)), ("on", on.map(|on| on.to_string()))])
}

/// A day to remember as YAML.
pub fn date_yaml(date: &KeyDate) -> String {
    let KeyDate { on, what } = date;
    format!("{{on: {on}, what: {}}}", quoted(what))
}

/// The keys of a step of the decision chain with their values as YAML.
pub fn decision_maker_keys(one: &DecisionMaker) -> Vec<(String, String)> {
    let DecisionMaker { who, role } = one;
    let role = role.as_deref().map(|role| ("role".to_owned(), quoted(role)));
    [("who".to_owned(), quoted(who))].into_iter().chain(role).collect()
}

/// A contact's keys with their values as YAML.
pub fn contact_keys(contact: &Contact) -> Vec<(String, String)> {
    let Contact { name, position, decides, email, emails, phone, phones, chat, birthday, verified, unknown } =
        contact;
    let text = |value: &Option<String>| value.as_deref().map(quoted);
    let handles = (!chat.is_empty()).then(|| {
        let handle =
            |(service, handle): &(String, String)| format!("{}: {}", quoted(service), quoted(handle));
        format!("{{{}}}", chat.iter().map(handle).collect::<Vec<_>>().join(", "))
    });
    let points = |medium, all: &[crate::model::ContactPoint]| {
        let all: Vec<YamlValue> = all.iter().map(|point| point.datum(medium)).collect();
        (!all.is_empty()).then(|| flow_yaml(&YamlValue::List(all)))
    };
    let known = [
        ("name", text(name)),
        ("position", text(position)),
        ("decides", decides.map(|decides| decides.to_string())),
        ("email", text(email)),
        ("emails", points(Medium::Email, emails)),
        ("phone", text(phone)),
        ("phones", points(Medium::Phone, phones)),
        ("chat", handles),
        ("birthday", birthday.map(|birthday| birthday.to_string())),
        ("verified", verified.map(|day| day.to_string())),
    ];
    let known = known.into_iter().filter_map(|(key, yaml)| Some((key.to_owned(), yaml?)));
    known.chain(unknown.iter().map(|(key, value)| (quoted(key), flow_yaml(value)))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::review;
    use crate::model::{CustomerId, date};

    #[test]
    fn every_customer_reads_back_as_it_was() {
        for text in [
            "Acme",
            "a: b # c",
            "\"",
            "- x",
            "NO",
            "007",
            "2026-01-01",
            "深圳\n第二行",
            " x ",
            "a\n\nb\n",
            "\t",
            "+49",
            "{a}",
            "|",
        ] {
            let some = || Some(text.to_owned());
            let id = CustomerId::new("x").expect("an id");
            let customer = Customer {
                aliases: vec![text.to_owned(), "b".into()],
                number: some(),
                since: date("2026-04-20"),
                address: some(),
                founded: Some("1987".into()),
                contacts: vec![
                    Contact {
                        name: some(),
                        chat: vec![("wechat".into(), text.to_owned())],
                        ..Contact::default()
                    },
                    Contact { phone: some(), decides: Some(true), ..Contact::default() },
                ],
                prefers: Preferences { hours: some(), ..Preferences::default() },
                decision: vec![
                    DecisionMaker { who: text.to_owned(), role: some() },
                    DecisionMaker { who: text.to_owned(), role: None },
                ],
                promises: Promises { free: vec![text.to_owned()], ask_first: vec![] },
                approved: Approval { by: some(), on: date("2026-11-20") },
                notes: some(),
                custom: Some(YamlValue::Map(vec![
                    (text.to_owned(), YamlValue::Text(text.to_owned())),
                    (
                        "deep".into(),
                        YamlValue::List(vec![
                            YamlValue::Number("1.5".into()),
                            YamlValue::Null,
                            YamlValue::Bool(true),
                        ]),
                    ),
                ])),
                ..Customer::named(id.clone(), format!("x{text}"))
            };
            if text.trim().is_empty() {
                continue;
            }
            let card =
                customer_text(&customer, NewFile { head: "# a line\n".to_owned(), ..NewFile::default() });
            let (read, problems) = review(&id, std::path::Path::new("x"), &card);
            assert_eq!((problems.len(), read), (0, Some(customer)), "{text:?}\n{card}");
        }
    }

    #[test]
    fn every_key_of_the_table_is_read_and_written() {
        let example = |key: &CustomerKey| {
            let examples: Vec<serde_json::Value> = serde_json::from_str(key.info().examples).expect("JSON");
            // JSON is YAML on one line.
            format!("{}: {}\n", key.as_str(), examples[0])
        };
        let text: String = CustomerKey::ALL.iter().map(example).collect();
        let path = std::path::Path::new("x");
        let (customer, problems) = review(&CustomerId::placeholder(), path, &text);
        let customer = customer.expect("a customer");
        assert_eq!(problems, [], "{text}");
        let written = customer_text(&customer, NewFile::default());
        for key in CustomerKey::ALL {
            let begins = |line: &str| line.split(':').next() == Some(key.as_str());
            assert!(written.lines().any(begins), "{key:?}: {written}");
        }
        assert_eq!(review(&customer.id, path, &written), (Some(customer.clone()), vec![]), "{written}");
    }
}
