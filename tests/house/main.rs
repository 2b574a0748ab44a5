//! The house: what `src/lib.rs` says of the sources, held against them, and the figures by which it is judged whether
//! they have become simpler. `cargo test --test house -- --nocapture` shows the figures.

#![allow(clippy::unwrap_used)]

mod arrows;
mod circles;
mod commands;
mod comments;
mod figures;
mod functions;
mod lists;
mod map;
mod paths;
mod sources;
