//! The commands, one a file: each loads, asks, and shows.

pub mod add;
pub mod agenda;
pub mod archive;
pub mod assign;
pub mod budget;
mod card;
mod change;
pub mod check;
pub mod completions;
pub mod dates;
pub mod diff;
pub mod due;
pub mod dupes;
pub mod edit;
pub mod export;
pub mod grade;
pub mod init;
pub mod list;
pub mod log;
pub mod man;
pub mod merge;
pub mod quarter;
pub mod review;
pub mod set;
pub mod show;
