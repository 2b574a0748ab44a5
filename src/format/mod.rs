//! Text and model: pure, opens no file.
pub mod schema;
