//! A customer taken apart by its keys, so that what goes for all keys is said once.

use chrono::NaiveDate;

use super::{
    Contact, Customer, CustomerKey, Decimal, Interval, KeyDate, Need, Potential, Preferences, Promises,
    YamlValue,
};

/// The value of one key.
#[derive(Clone, Copy, Debug)]
pub enum CustomerValue<'a> {
    /// A text that has to be there.
    Name(&'a String),
    /// Texts.
    Texts(&'a Vec<String>),
    /// A text: any, a country, a time zone, a year.
    Text(&'a Option<String>),
    /// A day.
    Day(&'a Option<NaiveDate>),
    /// A number.
    Number(&'a Option<Decimal>),
    /// People.
    Contacts(&'a Vec<Contact>),
    /// How it likes to be approached.
    Preferences(&'a Preferences),
    /// Its need.
    Need(&'a Option<Need>),
    /// Its potential.
    Potential(&'a Option<Potential>),
    /// What may be promised.
    Promises(&'a Promises),
    /// Days to remember.
    Dates(&'a Vec<KeyDate>),
    /// A time between two follow-ups.
    Interval(&'a Option<Interval>),
    /// Anything.
    Anything(&'a Option<YamlValue>),
}

/// Where the value of one key is kept.
#[derive(Debug)]
pub enum CustomerValueMut<'a> {
    /// A text that has to be there.
    Name(&'a mut String),
    /// Texts.
    Texts(&'a mut Vec<String>),
    /// A text: any, a country, a time zone, a year.
    Text(&'a mut Option<String>),
    /// A day.
    Day(&'a mut Option<NaiveDate>),
    /// A number.
    Number(&'a mut Option<Decimal>),
    /// People.
    Contacts(&'a mut Vec<Contact>),
    /// How it likes to be approached.
    Preferences(&'a mut Preferences),
    /// Its need.
    Need(&'a mut Option<Need>),
    /// Its potential.
    Potential(&'a mut Option<Potential>),
    /// What may be promised.
    Promises(&'a mut Promises),
    /// Days to remember.
    Dates(&'a mut Vec<KeyDate>),
    /// A time between two follow-ups.
    Interval(&'a mut Option<Interval>),
    /// Anything.
    Anything(&'a mut Option<YamlValue>),
}

/// Each key with its place. No `..`: a field that no key stands for doesn't compile.
macro_rules! by_key {
    ($customer:expr, $field:ident) => {{
        let Customer {
            id: _,
            name,
            aliases,
            number,
            grade,
            owner,
            since,
            source,
            industry,
            country,
            region,
            address,
            timezone,
            website,
            staff,
            revenue,
            founded,
            contacts,
            prefers,
            need,
            potential,
            influence,
            renewal,
            plan,
            promises,
            dates,
            cadence,
            tags,
            distinct,
            archived,
            notes,
            custom,
            unknown: _,
        } = $customer;
        [
            (CustomerKey::Name, $field::Name(name)),
            (CustomerKey::Aliases, $field::Texts(aliases)),
            (CustomerKey::Number, $field::Text(number)),
            (CustomerKey::Grade, $field::Text(grade)),
            (CustomerKey::Owner, $field::Text(owner)),
            (CustomerKey::Since, $field::Day(since)),
            (CustomerKey::Source, $field::Text(source)),
            (CustomerKey::Industry, $field::Text(industry)),
            (CustomerKey::Country, $field::Text(country)),
            (CustomerKey::Region, $field::Text(region)),
            (CustomerKey::Address, $field::Text(address)),
            (CustomerKey::Timezone, $field::Text(timezone)),
            (CustomerKey::Website, $field::Text(website)),
            (CustomerKey::Staff, $field::Number(staff)),
            (CustomerKey::Revenue, $field::Number(revenue)),
            (CustomerKey::Founded, $field::Text(founded)),
            (CustomerKey::Contacts, $field::Contacts(contacts)),
            (CustomerKey::Prefers, $field::Preferences(prefers)),
            (CustomerKey::Need, $field::Need(need)),
            (CustomerKey::Potential, $field::Potential(potential)),
            (CustomerKey::Influence, $field::Text(influence)),
            (CustomerKey::Renewal, $field::Number(renewal)),
            (CustomerKey::Plan, $field::Text(plan)),
            (CustomerKey::Promises, $field::Promises(promises)),
            (CustomerKey::Dates, $field::Dates(dates)),
            (CustomerKey::Cadence, $field::Interval(cadence)),
            (CustomerKey::Tags, $field::Texts(tags)),
            (CustomerKey::Distinct, $field::Texts(distinct)),
            (CustomerKey::Archived, $field::Day(archived)),
            (CustomerKey::Notes, $field::Text(notes)),
            (CustomerKey::Custom, $field::Anything(custom)),
        ]
    }};
}

impl Customer {
    /// Every key with its value, in the order of the file; what this version doesn't know is in `unknown`.
    pub fn fields(&self) -> [(CustomerKey, CustomerValue<'_>); CustomerKey::COUNT] {
        by_key!(self, CustomerValue)
    }

    /// The same, to be changed.
    pub fn fields_mut(&mut self) -> [(CustomerKey, CustomerValueMut<'_>); CustomerKey::COUNT] {
        by_key!(self, CustomerValueMut)
    }

    /// The value of one key.
    pub fn field(&self, key: CustomerKey) -> CustomerValue<'_> {
        self.fields()[key as usize].1
    }
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
            | CustomerValue::Anything(_) => None,
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
            CustomerValueMut::Interval(interval) => *interval = None,
            CustomerValueMut::Anything(value) => *value = None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CustomerId, ValueKind};

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
                ValueKind::Anything => matches!(field, CustomerValue::Anything(_)),
            };
            assert!(fits, "{key:?}");
        }
    }
}
