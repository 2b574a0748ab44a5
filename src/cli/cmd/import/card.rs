//! The file of an imported customer: all that is known, in the order of the format.

use super::apply::fields;
use crate::model::{Customer, YamlValue};
use crate::store::{flow_yaml, quoted};

/// The file's text. Its first line lets an editor complete keys and mark mistakes.
pub fn text(customer: &Customer, line_of_schema: String) -> String {
    let mut out = Lines(line_of_schema);
    out.text("name", Some(&customer.name));
    out.list("aliases", &customer.aliases);
    out.text("number", customer.number.as_ref());
    out.text("grade", customer.grade.as_ref());
    out.text("owner", customer.owner.as_ref());
    out.plain("since", customer.since);
    out.text("source", customer.source.as_ref());
    out.text("industry", customer.industry.as_ref());
    out.text("country", customer.country.as_ref());
    out.text("region", customer.region.as_ref());
    out.text("address", customer.address.as_ref());
    out.text("timezone", customer.timezone.as_ref());
    out.text("website", customer.website.as_ref());
    out.plain("staff", customer.staff);
    out.plain("revenue", customer.revenue);
    out.plain("founded", customer.founded.as_ref());
    if !customer.contacts.is_empty() {
        out.0.push_str("contacts:\n");
    }
    for contact in &customer.contacts {
        let mut lead = "  - ";
        for (key, yaml) in fields(contact) {
            out.0.push_str(&format!("{lead}{key}: {yaml}\n"));
            lead = "    ";
        }
    }
    let prefers = &customer.prefers;
    out.map(
        "prefers",
        &[
            ("channel", prefers.channel.as_ref().map(|text| quoted(text))),
            ("hours", prefers.hours.as_ref().map(|text| quoted(text))),
            ("meeting", prefers.meeting.map(|meeting| meeting.as_str().to_owned())),
            ("cares_about", prefers.cares_about.as_ref().map(|text| quoted(text))),
        ],
    );
    out.plain("need", customer.need.map(|need| need.as_str()));
    out.plain("potential", customer.potential.map(|potential| potential.as_str()));
    out.text("influence", customer.influence.as_ref());
    out.plain("renewal", customer.renewal);
    out.text("plan", customer.plan.as_ref());
    let list = |items: &[String]| (!items.is_empty()).then(|| flow_list(items));
    let promises = &customer.promises;
    out.map("promises", &[("free", list(&promises.free)), ("ask_first", list(&promises.ask_first))]);
    if !customer.dates.is_empty() {
        out.0.push_str("dates:\n");
    }
    for date in &customer.dates {
        out.0.push_str(&format!("  - {{on: {}, what: {}}}\n", date.on, quoted(&date.what)));
    }
    out.plain("cadence", customer.cadence);
    out.list("tags", &customer.tags);
    out.plain("archived", customer.archived);
    out.notes(customer.notes.as_deref());
    if let Some(YamlValue::Map(own)) =
        customer.custom.as_ref().filter(|custom| **custom != YamlValue::Map(Vec::new()))
    {
        out.0.push_str("custom:\n");
        for (key, value) in own {
            out.0.push_str(&format!("  {}: {}\n", quoted(key), flow_yaml(value)));
        }
    }
    out.0
}

fn flow_list(items: &[String]) -> String {
    format!("[{}]", items.iter().map(|item| quoted(item)).collect::<Vec<_>>().join(", "))
}

struct Lines(String);

impl Lines {
    fn text(&mut self, key: &str, value: Option<&String>) {
        self.plain(key, value.map(|text| quoted(text)));
    }

    fn plain(&mut self, key: &str, value: Option<impl ToString>) {
        if let Some(value) = value {
            self.0.push_str(&format!("{key}: {}\n", value.to_string()));
        }
    }

    fn list(&mut self, key: &str, items: &[String]) {
        self.plain(key, (!items.is_empty()).then(|| flow_list(items)));
    }

    fn map(&mut self, key: &str, fields: &[(&str, Option<String>)]) {
        let said = fields.iter().filter_map(|(key, yaml)| Some(format!("{key}: {}", yaml.as_ref()?)));
        let said: Vec<String> = said.collect();
        self.plain(key, (!said.is_empty()).then(|| format!("{{{}}}", said.join(", "))));
    }

    /// Several lines as a block that people can go on writing.
    fn notes(&mut self, notes: Option<&str>) {
        let Some(notes) = notes else { return };
        let is_block = notes.trim_end_matches('\n').len() + 1 >= notes.len()
            && notes.contains('\n')
            && !notes.starts_with([' ', '\t', '\n'])
            && notes.chars().all(|c| c == '\n' || !c.is_control())
            && notes.lines().all(|line| line.trim_end() == line);
        if !is_block {
            return self.plain("notes", Some(quoted(notes)));
        }
        self.0.push_str(if notes.ends_with('\n') { "notes: |\n" } else { "notes: |-\n" });
        for line in notes.lines() {
            self.0.push_str(format!("  {line}").trim_end());
            self.0.push('\n');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Contact, CustomerId, Preferences, Promises, date};
    use crate::store::review;

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
                promises: Promises { free: vec![text.to_owned()], ask_first: vec![] },
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
            let card = super::text(&customer, "# a line\n".to_owned());
            let (read, problems) = review(&id, std::path::Path::new("x"), &card);
            assert_eq!((problems.len(), read), (0, Some(customer)), "{text:?}\n{card}");
        }
    }
}
