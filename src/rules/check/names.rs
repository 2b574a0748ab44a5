//! Names of grades and people that nothing else knows. People who left stand in the log for ever: they are
//! no slip there.

use super::finding::{Finding, key};
use crate::model::{Customer, ProblemKind};
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
