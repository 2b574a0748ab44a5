//! YAML as people write it: mappings that keep what they don't know, and the line and column of
//! everything that is wrong. `store` reads customers with it, `config` the rules.

mod locate;
mod mapping;
mod problem;
mod problems;
mod syntax;
mod tree;

pub(crate) use locate::{KeyPart, field, key, tree};
pub(crate) use mapping::mapping;
pub(crate) use problem::{FileLocation, UnlocatedProblem, placed, text};
pub(crate) use problems::Faults;
pub(crate) use syntax::{is_harmless, parse};
pub(crate) use tree::{Entries, Tree};
