//! The whole book's figures, for the views that rank a customer among all others.

use super::figure_cache::{CachedFigures, FigureCache};
use super::session::Session;
use crate::model::CustomerId;
use crate::rules::views::{Book, Metrics};
use crate::store::{CacheAnswer, CustomerTree};

/// The figures of all customers, as far as they are noted without reading their files. What is wrong
/// with these is told by the reading that answers.
pub fn figures(session: &Session<'_>, layout: &CustomerTree) -> Vec<Metrics> {
    let cache = FigureCache::new(session, &session.config.policy);
    let figures = |note: CachedFigures| Some(note.figures);
    let noted = |_: &_, note| CacheAnswer::Answer(figures(note));
    session.workspace.each_known(&layout.slots, &cache, noted, |_, note| figures(note)).0
}

/// The book, and the names of those that a customer has referred.
pub fn book_with_referred(
    session: &Session<'_>,
    layout: &CustomerTree,
    id: &CustomerId,
) -> (Book, Vec<String>) {
    let cache = FigureCache::new(session, &session.config.policy);
    let answer = |note: CachedFigures| {
        let is_referred = note.referred_by.as_deref() == Some(id.as_str());
        let name = note.names.into_iter().next().filter(|_| is_referred);
        Some((note.figures, name))
    };
    let noted = |_: &_, note| CacheAnswer::Answer(answer(note));
    let (found, _) = session.workspace.each_known(&layout.slots, &cache, noted, |_, note| answer(note));
    let (figures, names): (Vec<Metrics>, Vec<Option<String>>) = found.into_iter().unzip();
    (Book::fold(&figures), names.into_iter().flatten().collect())
}

/// The rankings and totals of the whole book.
pub fn book(session: &Session<'_>, layout: &CustomerTree) -> Book {
    Book::fold(&figures(session, layout))
}

/// The book, where the classes that drive the cadences are computed from it.
pub fn driving_book(session: &Session<'_>, layout: &CustomerTree) -> Option<Book> {
    session.config.policy.scheme.is_computed().then(|| book(session, layout))
}
