//! The whole book's figures, for the views that rank a customer among all others.

use super::context::Context;
use super::figure_cache::{CachedFigures, FigureCache};
use crate::rules::Policy;
use crate::rules::views::{Book, Metrics};
use crate::store::{CacheAnswer, CustomerTree, Workspace};

/// The figures of all customers, as far as they are noted without reading their files. What is wrong
/// with these is told by the reading that answers.
pub fn figures(
    context: &Context,
    workspace: &Workspace,
    layout: &CustomerTree,
    policy: &Policy,
) -> Vec<Metrics> {
    let notebook = FigureCache::new(context, policy);
    let figures = |note: CachedFigures| Some(note.figures);
    let noted = |_: &_, note| CacheAnswer::Answer(figures(note));
    workspace.each_known(&layout.slots, &notebook, noted, |_, note| figures(note)).0
}

/// The rankings and totals of the whole book.
pub fn book(context: &Context, workspace: &Workspace, layout: &CustomerTree, policy: &Policy) -> Book {
    Book::fold(&figures(context, workspace, layout, policy))
}

/// The book, where the classes that drive the cadences are computed from it.
pub fn driving_book(
    context: &Context,
    workspace: &Workspace,
    layout: &CustomerTree,
    policy: &Policy,
) -> Option<Book> {
    policy.scheme.is_computed().then(|| book(context, workspace, layout, policy))
}
