//! How complete a customer's file is: which of the fields are missing that its class asks for (S4).

use super::{Policy, RequiredField, Requirements};
use crate::model::Customer;

/// What a customer of a class has to say: what the class asks for, and what those do that come behind it in the order of
/// work, each once.
pub fn fields_of(class: Option<&str>, policy: &Policy) -> Vec<RequiredField> {
    let Requirements(all) = &policy.required;
    let mut fields = Vec::new();
    let from = class.and_then(|class| policy.grades.iter().position(|grade| grade.class == class));
    let Some(from) = from.filter(|_| !all.is_empty()) else { return fields };
    // Those that all of them ask for come first.
    for grade in policy.grades[from..].iter().rev() {
        let own = all.iter().filter(|(class, _)| *class == grade.class);
        for field in own.flat_map(|(_, fields)| fields) {
            if !fields.contains(field) {
                fields.push(*field);
            }
        }
    }
    fields
}

/// How much of what is required a customer's file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completeness {
    /// How many fields are required: one at least.
    pub required: usize,
    /// Those that it doesn't say.
    pub missing: Vec<RequiredField>,
}

impl Completeness {
    /// The part that is there, in whole percent; 100 only where nothing is missing.
    pub fn percent(&self) -> usize {
        (self.required - self.missing.len()) * 100 / self.required
    }
}

/// How complete a customer of a class is; `None` where nothing is required of it.
pub fn completeness(customer: &Customer, class: Option<&str>, policy: &Policy) -> Option<Completeness> {
    let fields = fields_of(class, policy);
    let required = fields.len();
    let missing = fields.into_iter().filter(|field| !field.is_filled(customer)).collect();
    (required > 0).then_some(Completeness { required, missing })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Contact, ContactPoint, CustomerId};

    fn told(class: Option<&str>, customer: &Customer) -> Option<(usize, Vec<String>)> {
        let fields = |names: &str| names.split(' ').filter_map(RequiredField::parse).collect::<Vec<_>>();
        let required = Requirements(vec![
            ("A".into(), fields("industry renewal owner")),
            ("C".into(), fields("owner contacts.email")),
        ]);
        let policy = Policy { required, ..Policy::default() };
        let found = completeness(customer, class, &policy)?;
        Some((found.percent(), found.missing.into_iter().map(RequiredField::name).collect()))
    }

    #[test]
    fn a_class_asks_for_its_own_fields_and_for_those_of_the_classes_behind_it() {
        let mut customer = Customer::named(CustomerId::placeholder(), "Acme");
        customer.owner = Some("li".into());
        for (class, want) in [
            (None, None),
            (Some("E"), None),
            (Some("D"), None),
            (Some("no such class"), None),
            (Some("C"), Some((50, vec!["contacts.email"]))),
            (Some("B"), Some((50, vec!["contacts.email"]))),
            (Some("A"), Some((25, vec!["contacts.email", "industry", "renewal"]))),
        ] {
            let want = want.map(|(percent, missing)| {
                (percent, missing.into_iter().map(str::to_owned).collect::<Vec<_>>())
            });
            assert_eq!(told(class, &customer), want, "{class:?}");
        }
        // One contact is enough, and an address beside the first is one.
        customer.contacts = vec![
            Contact { phone: Some("1".into()), ..Contact::default() },
            Contact { emails: vec![ContactPoint::new("a@b.example")], ..Contact::default() },
        ];
        assert_eq!(told(Some("C"), &customer), Some((100, vec![])));
    }
}
