//! The same customer entered twice: what speaks for it, how much, and what against.
//!
//! Each piece of evidence has a weight, how likely it alone makes two customers one. Together they
//! count as independent witnesses do (noisy or); what contradicts them takes a part of that away.

mod evidence;
mod finder;
mod match_keys;
mod name_form;
mod pairs;
mod score;
mod summary;
mod vocabulary;

pub use evidence::{Doubt, Evidence, NameMatch};
pub use finder::DuplicateFinder;
pub use match_keys::{MatchKeys, mark};
pub use name_form::spellings;
pub use pairs::{CommonValue, CommonValueKind, Found, Pair, against, pairs};
pub use score::{Certainty, Link, Shares, compare};
pub use summary::{CustomerSummary, sketch};

#[cfg(test)]
mod tests;
