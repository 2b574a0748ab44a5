//! Names of grades and people that nothing else knows. People who left stand in the log for ever: they are
//! no slip there.

use super::finding::{Finding, key};
use crate::model::{Customer, ProblemKind, Slip, fold, suggestion_of};
use crate::rules::Policy;

pub(super) fn check(customer: &Customer, policy: &Policy, found: &mut Vec<Finding>) {
    let known = || policy.grades.iter().map(|grade| grade.class.clone()).collect();
    // Where the classes are computed, a grade of another scheme may have been left in the file.
    let grade = customer.grade.as_deref().filter(|_| !policy.scheme.is_computed());
    if let Some(grade) = grade.filter(|grade| policy.grade(grade).is_none()) {
        found.push(key("grade", ProblemKind::UnknownGrade { grade: grade.to_owned(), known: known() }));
    }
    let person = |name: &str, person: &str| {
        let stranger = !policy.people.is_empty() && !policy.people.iter().any(|known| known == person);
        stranger.then(|| ProblemKind::UnknownPerson { key: name.to_owned(), person: person.to_owned() })
    };
    if let Some(trouble) = customer.owner.as_deref().and_then(|owner| person("owner", owner)) {
        found.push(key("owner", trouble));
    }
}

/// The slip where no contact is called as `who` of the decision chain.
pub fn unknown_contact(customer: &Customer, who: &str) -> Option<Slip> {
    let names = || customer.contacts.iter().filter_map(|contact| contact.name.as_deref());
    if names().any(|name| fold(name.trim()) == fold(who.trim())) {
        return None;
    }
    // Of a name of two words one alone is often written.
    let is_part = |name: &&str| name.split_whitespace().any(|word| fold(word) == fold(who.trim()));
    let mut parts = names().filter(is_part);
    let part = parts.next().filter(|_| parts.next().is_none());
    let near = part.or_else(|| suggestion_of(who, names().map(|name| (name, name))));
    Some(Slip::UnknownContact { who: who.to_owned(), suggestion: near.map(str::to_owned) })
}

pub(super) fn decision(customer: &Customer, found: &mut Vec<Finding>) {
    for (at, one) in customer.decision.iter().enumerate() {
        if let Some(slip) = unknown_contact(customer, &one.who) {
            found.push(key(format!("decision[{at}].who"), slip.into()));
        }
    }
}
