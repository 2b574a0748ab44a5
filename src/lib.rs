//! `crm`, the customer follow-up manager over plain files.
pub mod model;
pub mod render;
pub mod rules;
pub mod store;
