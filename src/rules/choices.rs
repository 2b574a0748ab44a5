//! The values that the team has agreed on for some keys: whatever else stands there is a slip.

use crate::model::{Customer, CustomerKey, CustomerValue, Slip, fold, suggestion_of};

/// The lists of the team, by key.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choices(pub Vec<(CustomerKey, Vec<String>)>);

impl Choices {
    /// The words of the keys whose values a team may agree on.
    pub fn keys() -> Vec<&'static str> {
        let keys = CustomerKey::ALL.iter().filter(|key| key.info().is_choosable);
        keys.map(|key| key.as_str()).collect()
    }

    /// What a key may be; `None` where anything may.
    pub fn of(&self, key: CustomerKey) -> Option<&[String]> {
        self.0.iter().find(|(own, _)| *own == key).map(|(_, values)| values.as_slice())
    }

    /// The value as the list spells it, whatever its capitals; `Err` where it is not on the list.
    pub fn chosen(&self, key: CustomerKey, value: &str) -> Result<String, Slip> {
        let Some(known) = self.of(key) else { return Ok(value.to_owned()) };
        let alike = |own: &&String| fold(own.trim()) == fold(value.trim());
        match known.iter().find(|own| *own == value).or_else(|| known.iter().find(alike)) {
            Some(own) => Ok(own.clone()),
            None => Err(not_chosen(key, value, known)),
        }
    }

    /// What of a customer is on none of the lists, with the path of the value in its file.
    pub fn slips(&self, customer: &Customer) -> Vec<(String, Slip)> {
        let mut slips = Vec::new();
        for (key, known) in &self.0 {
            let name = key.as_str();
            let mut look = |path: String, value: &str| {
                if !known.iter().any(|own| own == value) {
                    slips.push((path, not_chosen(*key, value, known)));
                }
            };
            match customer.field(*key) {
                CustomerValue::Text(Some(value)) => look(name.to_owned(), value),
                CustomerValue::Texts(values) => {
                    values.iter().enumerate().for_each(|(at, value)| look(format!("{name}[{at}]"), value));
                }
                _ => {}
            }
        }
        slips
    }
}

fn not_chosen(key: CustomerKey, value: &str, known: &[String]) -> Slip {
    let alike = known.iter().find(|own| fold(own.trim()) == fold(value.trim()));
    let near = || suggestion_of(value, known.iter().map(|own| (own.as_str(), own)));
    let suggestion = alike.or_else(near).cloned();
    Slip::NotAChoice { key: key.as_str(), value: value.to_owned(), known: known.to_vec(), suggestion }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::CustomerId;

    fn choices() -> Choices {
        let list = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect::<Vec<_>>();
        Choices(vec![
            (CustomerKey::Source, list(&["Canton Fair", "website"])),
            (CustomerKey::Tags, list(&["hydraulics", "重点"])),
        ])
    }

    #[test]
    fn a_typed_value_is_spelt_as_the_list_does_or_refused_with_what_was_meant() {
        for (key, typed, want) in [
            (CustomerKey::Source, "Canton Fair", Ok("Canton Fair")),
            (CustomerKey::Source, "canton fair", Ok("Canton Fair")),
            (CustomerKey::Source, "webiste", Err(Some("website"))),
            (CustomerKey::Source, "a friend", Err(None)),
            (CustomerKey::Tags, "重点", Ok("重点")),
            (CustomerKey::Industry, "anything", Ok("anything")),
        ] {
            let found = choices().chosen(key, typed);
            let found = found.as_deref().map_err(|slip| match slip {
                Slip::NotAChoice { suggestion, .. } => suggestion.as_deref(),
                _ => None,
            });
            assert_eq!(found, want, "{typed}");
        }
    }

    #[test]
    fn each_value_of_a_file_is_looked_at_where_it_stands() {
        let mut customer = Customer::named(CustomerId::placeholder(), "Acme");
        customer.source = Some("canton fair".into());
        customer.tags = vec!["hydraulics".into(), "hydraulic".into()];
        let found = choices().slips(&customer);
        let paths: Vec<&str> = found.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(paths, ["source", "tags[1]"]);
    }
}
