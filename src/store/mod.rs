//! The workspace's files, and the only module that opens them.

mod card;
mod fault;
mod locate;
mod log;
