//! What to do with a customer this time.

use chrono::NaiveDate;

use crate::model::{Decimal, History};
use crate::rules::emergencies;
use crate::rules::policy::Trigger;
use crate::rules::views::{self, Book, Metrics};
use crate::rules::{Action, Label, Playbook, Policy, Whom};

/// What a playbook says for this time.
#[derive(Clone, Debug, PartialEq)]
pub struct Aim {
    /// Whose playbook it is, as it stands in the configuration: `C`, `A + high + strategic`.
    pub whom: String,
    /// Whether it is that of the class, and not of the combined label.
    pub is_of_class: bool,
    pub goal: Option<Label>,
    /// What to do.
    pub actions: Vec<Action>,
    /// The names of those that come again and that nobody has ever done, where it is told: they are late with nobody.
    pub undone: Vec<String>,
    /// Who does it, where that isn't the owner alone.
    pub who: Option<Label>,
}

impl Aim {
    /// With what of it was never done; `done` are the names of the actions that were ([`Action::done`]).
    #[must_use]
    pub fn beside(mut self, done: &[String]) -> Self {
        let again = self.actions.iter().filter(|action| action.every.is_some());
        let undone = again.filter(|action| !done.iter().any(|name| action.is(name)));
        self.undone = undone.map(|action| action.name().to_owned()).collect();
        self
    }

    /// Those of its actions that nobody has ever done.
    pub fn never_done(&self) -> impl Iterator<Item = &Action> {
        self.actions.iter().filter(|action| self.is_never_done(action))
    }

    pub fn is_never_done(&self, action: &Action) -> bool {
        self.undone.iter().any(|name| action.is(name))
    }
}

/// What the playbook of its class says to a customer with this log; nothing of one that is gone, until somebody has decided
/// what it gets now. `newest` is the newest event ([`Trigger::newest`]).
pub fn aim_of_class_now(
    class: Option<&str>,
    newest: Option<Trigger>,
    history: &History<'_>,
    policy: &Policy,
) -> Option<Aim> {
    aim_of_class(class, newest, policy).filter(|_| emergencies::undecided(history).is_none())
}

/// What the playbook of its class says. `newest` is the newest event ([`Trigger::newest`]).
pub fn aim_of_class(class: Option<&str>, newest: Option<Trigger>, policy: &Policy) -> Option<Aim> {
    let playbook = Playbook::of_class(&policy.playbooks, class?)?;
    Some(aim(playbook, true, playbook.now(newest).cloned().collect()))
}

/// What the playbooks say for which its place in the whole book must be known: that of its combined label (value,
/// potential and relationship), then those of its classes in the views. Nothing of one that is gone, until somebody has
/// decided what it gets now.
pub fn aims_of_book(
    figures: &Metrics,
    book: &Book,
    newest: Option<Trigger>,
    policy: &Policy,
    today: NaiveDate,
) -> Vec<Aim> {
    if figures.is_undecided {
        return Vec::new();
    }
    let views = views::all(figures, &book.ranking(&figures.id), None, &policy.views, today);
    let found = Playbook::all_of(&policy.playbooks, None, Some(&views));
    let is_silent = is_silent(figures, policy, today);
    let fits = |own: &&Playbook| !(is_silent && asks_for_more(&own.whom));
    found.into_iter().filter(fits).map(|own| aim(own, false, own.now(newest).cloned().collect())).collect()
}

/// Whether its last order is as many of its own rhythms ago as make a customer lapsed, though the year isn't over: its
/// revenue of the year still says that all is well (own).
fn is_silent(figures: &Metrics, policy: &Policy, today: NaiveDate) -> bool {
    let (Some(last), Some(every)) = (figures.last_order, figures.rhythm) else { return false };
    let silence = Decimal::from(every).saturating_mul(policy.views.relationship.rhythms);
    Decimal::from((today - last).num_days()) >= silence
}

/// Whether a playbook is for those of whom more can be had: that is no aim with one that has ceased to order.
fn asks_for_more(whom: &Whom) -> bool {
    let Whom::View(view, class) = whom else { return false };
    view == "lifecycle" && ["growth", "maturity"].contains(&class.as_str())
}

/// What a playbook says that is for no class of grades, whatever was the newest event.
pub fn aim_of(playbook: &Playbook) -> Aim {
    aim(playbook, false, playbook.now(None).cloned().collect())
}

fn aim(playbook: &Playbook, is_of_class: bool, actions: Vec<Action>) -> Aim {
    let (goal, who) = (playbook.goal.clone(), playbook.who.clone());
    Aim { whom: playbook.whom.written(), is_of_class, goal, actions, undone: Vec::new(), who }
}

/// Whether a contact needs a plan, and there is none: neither the latest follow-up nor the file has
/// one (S0).
pub fn lacks_plan(class: Option<&str>, plan: Option<&str>, policy: &Policy) -> bool {
    let is_needed = class
        .and_then(|class| Playbook::of_class(&policy.playbooks, class))
        .is_some_and(|own| own.needs_plan);
    is_needed && plan.is_none_or(|plan| plan.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::views::test_support::{TODAY, customer, day, figures_of, policy};

    #[test]
    fn who_has_ceased_to_order_is_silent_before_the_year_is_over() {
        for (rhythm, last, want) in [
            (Some(49), "2026-08-16", false),
            (Some(49), "2026-08-15", true), // twice 49 days
            (Some(182), "2026-08-15", false),
            (None, "2025-01-01", false),
        ] {
            let last_order = Some(day(last));
            let figures = Metrics { rhythm, last_order, ..figures_of(&customer(), &[], TODAY) };
            assert_eq!(is_silent(&figures, &policy(), day(TODAY)), want, "{rhythm:?} {last}");
        }
    }

    #[test]
    fn growth_and_maturity_ask_for_more() {
        for (view, class, want) in [
            ("lifecycle", "growth", true),
            ("lifecycle", "maturity", true),
            ("lifecycle", "decline", false),
            ("lifecycle", "exit", false),
            ("face", "growth", false),
        ] {
            assert_eq!(asks_for_more(&Whom::View(view.to_owned(), class.to_owned())), want, "{view}={class}");
        }
        assert!(!asks_for_more(&Whom::Class("growth".to_owned())));
    }
}
