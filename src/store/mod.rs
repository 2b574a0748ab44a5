//! The workspace's files, and the only module that opens them.

mod card;
mod confine;
mod deeds;
mod driver;
mod edit;
mod error;
mod exchange;
mod git;
mod index;
mod journal;
mod known;
mod layout;
mod load;
mod lock;
mod log;
mod merge;
mod part;
mod repository;
mod revision;
mod workspace;
mod write;

pub use card::{KeyShape, key_shape, key_suggestion, review};
pub use deeds::{Deeds, Last};
pub use driver::{RegisterError, Registered, register};
pub use edit::{Edit, edit, quoted};
pub use error::StoreError;
pub use git::RevisionError;
pub use index::{Glance, Notes, program};
pub use layout::{Layout, Slot};
pub use load::{Dossier, Look};
pub use lock::Lock;
pub use log::{line, review_log};
pub use merge::{Joined, SettleError, Settled, merge_files, settle};
pub use repository::{Repository, Underway, Upstream, commit};
pub use revision::Revision;
pub use workspace::{Change, RULES, Workspace, plant, put_page, read_text, says};
