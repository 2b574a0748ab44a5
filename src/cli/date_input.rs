//! Days and moments as people type them.

mod clock;
mod day;
mod failure;
mod frame;
mod hour;
mod month;
mod relative;
mod written;
mod yearless;

pub use clock::split;
pub use day::read;
pub use failure::{ahead, ahead_of, back, past, told, within};
pub use frame::{Frame, NoDay, Towards};
pub use hour::{NoTime, from_now, local, moment};

#[cfg(test)]
mod tests;
