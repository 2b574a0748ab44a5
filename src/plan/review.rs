//! Which customers should move, and which have to be looked at.

use chrono::NaiveDate;

use crate::model::{Customer, CustomerId, Decimal, History};
use crate::rules::budget::{minutes_a_year, minutes_with};
use crate::rules::moves::{Suggestion, suggest};
use crate::rules::{Cadence, EffectiveClass, GradeRule, Policy, cadence};

/// One suggestion for one customer.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    pub id: CustomerId,
    pub name: String,
    /// Who looks after it.
    pub owner: Option<String>,
    /// What is suggested, and why.
    pub suggestion: Suggestion,
    /// What its grade means for the work now.
    pub now: Effect,
    /// What the other one would mean; nothing for a task.
    pub then: Effect,
}

/// What a grade means for the work with one customer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Effect {
    /// How often it is followed up; `None` without a grade.
    pub cadence: Option<Cadence>,
    /// The minutes a year that it takes.
    pub minutes: Option<Decimal>,
    /// The next follow-up; `None` for never.
    pub due: Option<NaiveDate>,
}

/// What is suggested for one customer. `history` must be as of `today`.
pub fn proposals(
    customer: &Customer,
    driving: &EffectiveClass,
    history: &History<'_>,
    policy: &Policy,
    today: NaiveDate,
) -> Vec<Proposal> {
    let effect = |class: Option<&str>| {
        let rule = class.and_then(|class| policy.grade(class));
        let own = customer.cadence.or_else(|| policy.own_cadence(customer.owner.as_deref(), class?));
        let minutes = |rule: &GradeRule| match own {
            Some(every) => minutes_with(rule, every),
            None => minutes_a_year(rule),
        };
        Effect {
            cadence: rule.map(|rule| match own {
                Some(every) => Cadence::Interval { every, rhythm: None },
                None => rule.cadence.clone(),
            }),
            minutes: rule.map(minutes),
            due: cadence::next(customer, class, history, policy, today).due,
        }
    };
    let proposal = |suggestion: Suggestion| Proposal {
        id: customer.id.clone(),
        name: customer.name.clone(),
        owner: customer.owner.clone(),
        // The class that drives, whatever the file says: a computed one counts already.
        now: effect(driving.class.as_deref()),
        then: match suggestion.to.as_deref() {
            Some(to) if suggestion.archive => Effect { due: None, ..effect(Some(to)) },
            Some(to) => effect(Some(to)),
            None => Effect::default(),
        },
        suggestion,
    };
    suggest(customer, driving, history, policy, today).into_iter().map(proposal).collect()
}

/// Moves first, by where they lead; then the tasks; by id where that is equal.
pub fn in_review_order(proposals: &mut [Proposal], policy: &Policy) {
    proposals.sort_by_cached_key(|proposal| {
        let to = proposal.suggestion.to.as_deref();
        (to.is_none(), policy.rank(to), proposal.suggestion.why.code(), proposal.id.clone())
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Entry, Event, FollowUp, Reply, Stamp};
    use crate::rules::Scheme;

    #[test]
    fn what_is_now_is_what_the_class_that_drives_means() {
        let bounced = |at: &'static str, line| Entry {
            line,
            ..Entry::new(
                Stamp::parse(at).expect("a stamp"),
                Event::FollowUp(FollowUp { reply: Some(Reply::Bounced), ..FollowUp::default() }),
            )
        };
        let history = History::new(vec![bounced("2026-11-02", 1), bounced("2026-11-10", 2)]);
        let customer = Customer::named(CustomerId::new("acme").expect("an id"), "Acme");
        let policy = Policy { scheme: Scheme::Abc, ..Policy::default() };
        // Nobody grades it: its class is computed.
        let driving = EffectiveClass { class: Some("C".to_owned()), ..EffectiveClass::default() };
        let today = "2026-11-20".parse().expect("a date");
        let found = proposals(&customer, &driving, &history, &policy, today);
        let told: Vec<_> = found.iter().map(|one| (one.suggestion.why.code(), one.now.due)).collect();
        assert_eq!(told, [("verify", "2027-01-11".parse().ok())], "two months after the last contact");
    }
}
