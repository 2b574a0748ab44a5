//! `crm`, the customer follow-up manager over plain files.
pub mod cli;
pub mod config;
pub mod format;
pub mod model;
pub mod plan;
pub mod render;
pub mod rules;
pub mod store;
mod yaml;
