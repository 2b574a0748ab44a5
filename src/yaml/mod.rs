//! YAML as people write it: mappings that keep what they don't know, and the line and column of
//! everything that is wrong. `store` reads customers with it, `config` the rules.

mod fault;
mod faults;
mod locate;
mod mapping;
mod switch;
mod syntax;
mod tree;

pub(crate) use fault::{Fault, Spot, placed, text};
pub(crate) use faults::Faults;
pub(crate) use locate::{Part, field, key, tree};
pub(crate) use mapping::mapping;
pub(crate) use switch::Switch;
pub(crate) use syntax::{is_harmless, parse};
pub(crate) use tree::{Entries, Tree};
