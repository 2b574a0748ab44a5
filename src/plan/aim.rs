//! What to do with a customer this time.

use chrono::NaiveDate;

use crate::model::History;
use crate::rules::emergencies;
use crate::rules::policy::Trigger;
use crate::rules::views::{self, Book, Metrics};
use crate::rules::{Action, Label, Playbook, Policy};

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
    found.into_iter().map(|own| aim(own, false, own.now(newest).cloned().collect())).collect()
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
