//! `crm`, the customer follow-up manager over plain files.
pub mod config;
pub mod model;
pub mod plan;
pub mod rules;
pub mod store;
mod yaml;
