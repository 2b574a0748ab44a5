//! A customer taken apart by its keys, so that what goes for all keys is said once.

use chrono::NaiveDate;

use super::{
    Approval, Contact, Decimal, DecisionMaker, Interval, KeyDate, Need, Preferences, Promises, SaidPotential,
    YamlValue,
};

/// The value of one key.
#[derive(Clone, Copy, Debug)]
pub enum CustomerValue<'a> {
    /// A text that has to be there.
    Name(&'a String),
    Texts(&'a Vec<String>),
    /// A text: any, a country, a time zone, a year.
    Text(&'a Option<String>),
    Day(&'a Option<NaiveDate>),
    Number(&'a Option<Decimal>),
    /// People.
    Contacts(&'a Vec<Contact>),
    /// How it likes to be approached.
    Preferences(&'a Preferences),
    Need(&'a Option<Need>),
    Potential(&'a Option<SaidPotential>),
    /// What may be promised.
    Promises(&'a Promises),
    /// Days to remember.
    Dates(&'a Vec<KeyDate>),
    /// Who decides, and who influences.
    Decision(&'a Vec<DecisionMaker>),
    /// Who has agreed to work for it, and when.
    Approval(&'a Approval),
    /// A time between two follow-ups.
    Interval(&'a Option<Interval>),
    Anything(&'a Option<YamlValue>),
}

/// Where the value of one key is kept.
#[derive(Debug)]
pub enum CustomerValueMut<'a> {
    /// A text that has to be there.
    Name(&'a mut String),
    Texts(&'a mut Vec<String>),
    /// A text: any, a country, a time zone, a year.
    Text(&'a mut Option<String>),
    Day(&'a mut Option<NaiveDate>),
    Number(&'a mut Option<Decimal>),
    /// People.
    Contacts(&'a mut Vec<Contact>),
    /// How it likes to be approached.
    Preferences(&'a mut Preferences),
    Need(&'a mut Option<Need>),
    Potential(&'a mut Option<SaidPotential>),
    /// What may be promised.
    Promises(&'a mut Promises),
    /// Days to remember.
    Dates(&'a mut Vec<KeyDate>),
    /// Who decides, and who influences.
    Decision(&'a mut Vec<DecisionMaker>),
    /// Who has agreed to work for it, and when.
    Approval(&'a mut Approval),
    /// A time between two follow-ups.
    Interval(&'a mut Option<Interval>),
    Anything(&'a mut Option<YamlValue>),
}

impl CustomerValue<'_> {
    /// One value as a text, as it stands in the file without quotes; nothing where there is none, or where the
    /// key has several.
    pub fn scalar(&self) -> Option<String> {
        match self {
            CustomerValue::Name(text) => Some((*text).clone()),
            CustomerValue::Text(text) => (*text).clone(),
            CustomerValue::Day(day) => day.map(|day| day.to_string()),
            CustomerValue::Number(number) => number.map(|number| number.to_string()),
            CustomerValue::Need(need) => need.map(|need| need.as_str().to_owned()),
            CustomerValue::Potential(potential) => potential.map(|potential| potential.as_str().to_owned()),
            CustomerValue::Interval(interval) => interval.map(|interval| interval.to_string()),
            CustomerValue::Texts(_)
            | CustomerValue::Contacts(_)
            | CustomerValue::Preferences(_)
            | CustomerValue::Promises(_)
            | CustomerValue::Dates(_)
            | CustomerValue::Decision(_)
            | CustomerValue::Approval(_)
            | CustomerValue::Anything(_) => None,
        }
    }
}

impl CustomerValue<'_> {
    /// Whether anything is there.
    pub fn says_something(&self) -> bool {
        match self {
            CustomerValue::Name(text) => !text.is_empty(),
            CustomerValue::Texts(texts) => !texts.is_empty(),
            CustomerValue::Text(text) => text.is_some(),
            CustomerValue::Day(day) => day.is_some(),
            CustomerValue::Number(number) => number.is_some(),
            CustomerValue::Contacts(contacts) => !contacts.is_empty(),
            CustomerValue::Preferences(prefers) => **prefers != Preferences::default(),
            CustomerValue::Need(need) => need.is_some(),
            CustomerValue::Potential(potential) => potential.is_some(),
            CustomerValue::Promises(promises) => **promises != Promises::default(),
            CustomerValue::Dates(dates) => !dates.is_empty(),
            CustomerValue::Decision(chain) => !chain.is_empty(),
            CustomerValue::Approval(approved) => **approved != Approval::default(),
            CustomerValue::Interval(interval) => interval.is_some(),
            CustomerValue::Anything(value) => value.as_ref().is_some_and(|value| *value != YamlValue::Null),
        }
    }
}

impl CustomerValueMut<'_> {
    /// Takes the value away.
    pub fn clear(self) {
        match self {
            CustomerValueMut::Name(name) => name.clear(),
            CustomerValueMut::Text(text) => *text = None,
            CustomerValueMut::Texts(texts) => texts.clear(),
            CustomerValueMut::Day(day) => *day = None,
            CustomerValueMut::Number(number) => *number = None,
            CustomerValueMut::Contacts(contacts) => contacts.clear(),
            CustomerValueMut::Preferences(prefers) => *prefers = Preferences::default(),
            CustomerValueMut::Need(need) => *need = None,
            CustomerValueMut::Potential(potential) => *potential = None,
            CustomerValueMut::Promises(promises) => *promises = Promises::default(),
            CustomerValueMut::Dates(dates) => dates.clear(),
            CustomerValueMut::Decision(chain) => chain.clear(),
            CustomerValueMut::Approval(approved) => *approved = Approval::default(),
            CustomerValueMut::Interval(interval) => *interval = None,
            CustomerValueMut::Anything(value) => *value = None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Customer, CustomerId, ValueKind};

    #[test]
    fn every_key_has_its_place_and_a_value_of_its_kind() {
        let customer = Customer::named(CustomerId::new("x").expect("an id"), "x");
        for (at, (key, field)) in customer.fields().into_iter().enumerate() {
            assert_eq!(key as usize, at, "{key:?} stands in the order of the table");
            let fits = match key.info().kind {
                ValueKind::Name => matches!(field, CustomerValue::Name(_)),
                ValueKind::Text | ValueKind::Country | ValueKind::Zone | ValueKind::Founded => {
                    matches!(field, CustomerValue::Text(_))
                }
                ValueKind::Day => matches!(field, CustomerValue::Day(_)),
                ValueKind::Number(_) | ValueKind::Fraction => matches!(field, CustomerValue::Number(_)),
                ValueKind::Need => matches!(field, CustomerValue::Need(_)),
                ValueKind::Potential => matches!(field, CustomerValue::Potential(_)),
                ValueKind::Interval => matches!(field, CustomerValue::Interval(_)),
                ValueKind::Texts => matches!(field, CustomerValue::Texts(_)),
                ValueKind::Contacts => matches!(field, CustomerValue::Contacts(_)),
                ValueKind::Preferences => matches!(field, CustomerValue::Preferences(_)),
                ValueKind::Promises => matches!(field, CustomerValue::Promises(_)),
                ValueKind::Dates => matches!(field, CustomerValue::Dates(_)),
                ValueKind::Decision => matches!(field, CustomerValue::Decision(_)),
                ValueKind::Approval => matches!(field, CustomerValue::Approval(_)),
                ValueKind::Anything => matches!(field, CustomerValue::Anything(_)),
            };
            assert!(fits, "{key:?}");
        }
    }
}
