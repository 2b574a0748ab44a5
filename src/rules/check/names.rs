//! Names of grades, people and invoices that nothing else knows.

use super::{Finding, field, key};
use crate::model::{Customer, Event, History, Trouble};
use crate::rules::Policy;

pub(super) fn check(customer: &Customer, history: &History<'_>, policy: &Policy, found: &mut Vec<Finding>) {
    let known = || policy.grades.iter().map(|grade| grade.class.clone()).collect();
    // Where the classes are computed, a grade of another scheme may have been left in the file.
    let grade = customer.grade.as_deref().filter(|_| !policy.scheme.is_computed());
    if let Some(grade) = grade.filter(|grade| policy.grade(grade).is_none()) {
        found.push(key("grade", Trouble::UnknownGrade { grade: grade.to_owned(), known: known() }));
    }
    let person = |name: &str, person: &str| {
        let stranger = !policy.people.is_empty() && !policy.people.iter().any(|known| known == person);
        stranger.then(|| Trouble::UnknownPerson { key: name.to_owned(), person: person.to_owned() })
    };
    if let Some(trouble) = customer.owner.as_deref().and_then(|owner| person("owner", owner)) {
        found.push(key("owner", trouble));
    }
    let entries = history.entries();
    let invoiced = |reference: &str| {
        entries.iter().any(|entry| {
            matches!(entry.event, Event::Invoice(_)) && entry.event.reference() == Some(reference)
        })
    };
    for entry in entries {
        // People who left stand in the past for ever; only an invoice that nobody wrote is a slip.
        if let (Event::Payment(_), Some(reference)) = (&entry.event, entry.event.reference())
            && !invoiced(reference)
        {
            found.push(field(entry.line, "ref", Trouble::UnknownInvoice(reference.to_owned())));
        }
    }
}
