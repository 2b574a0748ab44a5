//! The configuration (the workspace's `crm.yaml`) and that of the user (their own file).
//!
//! The workspace's alone decides what the answers are: two people with the same commit and the same day get
//! the same agenda. The user's decides how they look.

mod draft;
mod key;
mod own_file;
mod person;
mod raw;
mod schema;
mod starter;
mod templates;
mod user;
mod workspace;

pub use draft::{Draft, DraftKind, drafts};
pub use key::{lasting_key, passing_key};
pub use person::Person;
pub use schema::rules_schema;
pub use starter::{starter, starter_in_chinese};
pub use templates::{TEMPLATES, read_templates};
pub use user::{UserConfig, read_user_config};
pub use workspace::{
    DEFAULT, NEWEST, WorkspaceConfig, parse_rhythm, parse_workspace_config, raised, read_rhythm,
    read_workspace_config, read_workspace_config_with_zones, rhythm_file,
};
