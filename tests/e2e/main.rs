//! The built binary from end to end, in a clean world on a fixed day: one module a command, and what
//! holds for all of them.
#![allow(clippy::unwrap_used, missing_docs)]

mod add;
mod agenda;
mod archive;
mod arrows;
mod check;
mod classes;
mod completions;
mod cron;
mod dates;
mod diff;
mod due;
mod dupes;
mod edit;
mod example;
mod export;
mod files;
mod grade;
mod help;
mod init;
mod list;
mod log;
mod merge;
mod quarter;
mod quirks;
mod review;
mod schemas;
mod scheme;
mod scheme_files;
mod screen;
mod set;
mod show;
mod world;
