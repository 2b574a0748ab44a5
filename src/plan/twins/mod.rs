//! The same customer entered twice: what speaks for it, how much, and what against.
//!
//! Each piece of evidence has a weight, how likely it alone makes two customers one. Together they
//! count as independent witnesses do (noisy or); what contradicts them takes a part of that away.

mod book;
mod evidence;
mod form;
mod mark;
mod score;
mod seeker;
mod sketch;
mod vocabulary;

pub use book::{Crowd, CrowdKind, Found, Pair, against, pairs};
pub use evidence::{Doubt, Evidence, NameMatch};
pub use form::spellings;
pub use mark::{Mark, mark};
pub use score::{Certainty, Link, Shares, compare};
pub use seeker::Seeker;
pub use sketch::{Sketch, sketch};

#[cfg(test)]
mod tests;
