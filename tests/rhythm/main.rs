//! The model of who orders next, against what others have published and reckoned.
//!
//! Those of CDNOW's customers are skipped, and say so, where their file isn't; the speed is measured by
//! `cargo test --release --test rhythm -- --ignored --nocapture`.

mod backtest;
mod book;
mod cdnow;
mod forecast;
mod properties;
mod speed;
mod support;
mod tiers;
mod vectors;
