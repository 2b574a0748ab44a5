//! From answers to bytes: the only place that knows languages, columns and colours.

pub mod lang;
