//! The law (the workspace's `crm.yaml`) and the taste (the user's own file).
//!
//! The law alone decides what the answers are: two people with the same commit and the same day get
//! the same agenda. The taste decides how they look.

mod draft;
mod key;
mod law;
mod person;
mod raw;
mod starter;
mod taste;

pub use draft::{Draft, DraftKind, drafts};
pub use key::{lasting_key, passing_key};
pub use law::{DEFAULT, Law, NEWEST, parse_law, raised, read_law, read_law_with_zones};
pub use person::Person;
pub use starter::{starter, starter_in_chinese};
pub use taste::{Taste, read_taste};
