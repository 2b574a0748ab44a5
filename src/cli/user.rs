//! Who is typing, as far as somebody said so.

use super::surroundings::Surroundings;
use crate::config::{Person, UserConfig, WorkspaceConfig};
use crate::store::{Workspace, email};

/// The user's id: `CRM_USER`, else the user's own file, else the one person of the rules who has git's address.
pub fn known_user(
    around: &Surroundings,
    user_config: &UserConfig,
    workspace: &Workspace,
    config: &WorkspaceConfig,
) -> Option<String> {
    let named =
        around.variable("CRM_USER").or_else(|| user_config.user.clone()).map(|user| user.trim().to_owned());
    named.or_else(|| {
        let email = email(workspace.root())?;
        // An address of two says of neither that it is this one.
        match &of_email(config, &email)[..] {
            [only] => Some(only.id.clone()),
            _ => None,
        }
    })
}

/// Whose address it is, by the rules.
pub fn of_email<'l>(config: &'l WorkspaceConfig, email: &str) -> Vec<&'l Person> {
    let is_own = |person: &&Person| {
        person.email.as_deref().is_some_and(|own| own.trim().eq_ignore_ascii_case(email.trim()))
    };
    config.people.iter().filter(is_own).collect()
}
