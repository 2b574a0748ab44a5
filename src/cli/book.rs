//! The whole book's figures, for the views that rank a customer among all others.

use super::figure_cache::{CachedFigures, FigureCache};
use super::session::Session;
use crate::rules::views::{Book, Metrics};
use crate::store::{CacheAnswer, CustomerTree};

/// The figures of all customers, as far as they are noted without reading their files. What is wrong
/// with these is told by the reading that answers.
pub fn figures(session: &Session<'_>, layout: &CustomerTree) -> Vec<Metrics> {
    let notebook = FigureCache::new(session, &session.config.policy);
    let figures = |note: CachedFigures| Some(note.figures);
    let noted = |_: &_, note| CacheAnswer::Answer(figures(note));
    session.workspace.each_known(&layout.slots, &notebook, noted, |_, note| figures(note)).0
}

/// The rankings and totals of the whole book.
pub fn book(session: &Session<'_>, layout: &CustomerTree) -> Book {
    Book::fold(&figures(session, layout))
}

/// The book, where the classes that drive the cadences are computed from it.
pub fn driving_book(session: &Session<'_>, layout: &CustomerTree) -> Option<Book> {
    session.config.policy.scheme.is_computed().then(|| book(session, layout))
}
