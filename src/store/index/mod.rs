//! What was noted of customers when their files were last read.
//!
//! It is worth no more than the files: a record counts only while both of them are, by their stamps,
//! the very same ones, and whatever is odd about the index means that there is none.

mod file;
mod stamp;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::LoadedCustomer;
use super::customer_tree::CustomerFiles;

pub(super) use file::{Draft, Index, Record};
pub(super) use stamp::Stamps;
pub use stamp::program;

/// What somebody notes of each customer, to answer from it without opening its files again.
pub trait Cache: Sync {
    /// What is noted.
    type Note;
    /// The same on disk.
    type Raw: Serialize + DeserializeOwned;

    /// All that notes depend on beside a customer's two files, in one number: notes that were made
    /// under another one are worth nothing.
    fn key(&self) -> u64;

    /// Whether notes that don't hold on this day give way to new ones.
    fn renews(&self) -> bool;

    /// Notes what a customer's files say.
    fn take(&self, loaded: &LoadedCustomer<'_>) -> Self::Note;

    /// What is written of it.
    fn raw(&self, note: &Self::Note) -> Self::Raw;

    /// What was written of a customer; `None` where it doesn't hold on this day.
    fn note(&self, files: &CustomerFiles, raw: Self::Raw) -> Option<Self::Note>;
}

/// What a note alone says to a question.
#[derive(Debug)]
pub enum CacheAnswer<T> {
    /// All of the answer, which may be nothing.
    Answer(Option<T>),
    /// Not enough: the files have to be read.
    Read,
}
