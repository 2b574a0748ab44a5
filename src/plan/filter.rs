//! Which customers a command is asked about.

use chrono::NaiveDate;

use crate::model::name::fold;
use crate::model::{Customer, History, Need};
use crate::plan::search::Query;
use crate::rules::Policy;
use crate::rules::emergencies;
use crate::rules::views::need_of;

/// What a customer must be; several values of one thing are alternatives, several things add up.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Its owner; an empty one is the pool.
    pub owners: Vec<String>,
    /// Its grade; an empty one is ungraded.
    pub grades: Vec<String>,
    pub countries: Vec<String>,
    pub tags: Vec<String>,
    pub industries: Vec<String>,
    /// Where we stand with it, in the team's own words.
    pub statuses: Vec<String>,
    pub sources: Vec<String>,
    pub needs: Vec<Need>,
    /// Whether a complaint or a wish to end must be open.
    pub attention: bool,
    /// Free text.
    pub text: Option<Query>,
}

impl Filter {
    /// Whether the customer is asked about. `class` is what drives its cadence.
    pub fn admits(
        &self,
        customer: &Customer,
        class: Option<&str>,
        history: &History<'_>,
        (policy, today): (&Policy, NaiveDate),
    ) -> bool {
        let need = || need_of(customer, history, &policy.views.need, today);
        one_of(&self.owners, customer.owner.as_deref().unwrap_or(""))
            && one_of(&self.grades, class.unwrap_or(""))
            && one_of(&self.countries, customer.country.as_deref().unwrap_or(""))
            && (self.tags.is_empty() || customer.tags.iter().any(|tag| one_of(&self.tags, tag)))
            && one_of(&self.industries, customer.industry.as_deref().unwrap_or(""))
            && one_of(&self.statuses, customer.status.as_deref().unwrap_or(""))
            && one_of(&self.sources, customer.source.as_deref().unwrap_or(""))
            && (self.needs.is_empty() || need().is_some_and(|need| self.needs.contains(&need)))
            && (!self.attention || !emergencies::open(history).is_empty())
            && self.text.as_ref().is_none_or(|query| query.finds(customer))
    }
}

fn one_of(wanted: &[String], value: &str) -> bool {
    wanted.is_empty() || wanted.iter().any(|wanted| fold(wanted) == fold(value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::CustomerId;

    #[test]
    fn values_of_one_thing_are_alternatives_and_things_add_up() {
        let mut customer = Customer::named(CustomerId::new("acme").expect("an id"), "Acme");
        customer.owner = Some("li".into());
        customer.grade = Some("A".into());
        customer.tags = vec!["Hydraulics".into()];
        customer.need = Some(Need::Target);
        customer.status = Some("In talks".into());
        customer.source = Some("广交会".into());
        let list = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let admits = |filter: Filter| {
            let ask = (&Policy::default(), NaiveDate::default());
            filter.admits(&customer, customer.grade.as_deref(), &History::default(), ask)
        };
        assert!(admits(Filter::default()));
        assert!(admits(Filter { owners: list(&["wang", "li"]), grades: list(&["a"]), ..Filter::default() }));
        assert!(!admits(Filter { owners: list(&["li"]), grades: list(&["B"]), ..Filter::default() }));
        assert!(!admits(Filter { owners: list(&[""]), ..Filter::default() }), "not in the pool");
        assert!(admits(Filter {
            tags: list(&["hydraulics"]),
            needs: vec![Need::Target],
            ..Filter::default()
        }));
        assert!(admits(Filter {
            statuses: list(&["in talks"]),
            sources: list(&["广交会"]),
            ..Filter::default()
        }));
        assert!(!admits(Filter { statuses: list(&["on hold"]), ..Filter::default() }));
        assert!(!admits(Filter { sources: list(&["website"]), ..Filter::default() }));
        assert!(!admits(Filter { needs: vec![Need::Dead], ..Filter::default() }));
        assert!(!admits(Filter { text: Some(Query::new("zzz")), ..Filter::default() }));
    }
}
