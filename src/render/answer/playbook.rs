//! What a playbook says for this time.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::lang::{self, Lang};
use super::value::{list, text};
use crate::plan::Aim;
use crate::rules;

/// What a playbook says for this time.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "playbook")]
pub struct Playbook {
    /// Whose playbook it is, as crm.yaml has it.
    #[serde(rename = "for")]
    pub whom: String,
    /// What it is all for.
    pub goal: Option<String>,
    /// What to do; those for another newest event are left out.
    pub actions: Vec<Action>,
    /// Who does it, where that isn't the owner alone.
    pub who: Option<String>,
}

/// One thing to do.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct Action {
    /// What.
    #[serde(rename = "do")]
    pub what: String,
    /// How often.
    pub every: Option<String>,
    /// The newest event, where the action depends on it.
    pub after: Option<String>,
    /// Whether it comes again, and nobody has ever done it with this customer.
    pub never_done: bool,
}

impl Playbook {
    pub(super) fn of(aim: &Aim) -> Self {
        let english = |label: &rules::Label| lang::label(Lang::En, label).to_owned();
        let action = |action: &rules::Action| Action {
            what: english(&action.what),
            every: text(action.every),
            after: text(action.after.map(|event| event.as_str())),
            never_done: aim.is_never_done(action),
        };
        Playbook {
            whom: aim.whom.clone(),
            goal: aim.goal.as_ref().map(english),
            actions: list(&aim.actions, action),
            who: aim.who.as_ref().map(english),
        }
    }
}
