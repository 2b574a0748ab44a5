//! The whole book's figures, for the views that rank a customer among all others.

use super::context::Context;
use crate::rules::Policy;
use crate::rules::grading::{Book, Figures};
use crate::store::{Layout, Look, Workspace};

/// Reads every customer once. What is wrong with their files is told by the reading that answers.
pub fn figures(context: &Context, workspace: &Workspace, layout: &Layout, policy: &Policy) -> Vec<Figures> {
    let today = context.today;
    let (figures, _) = workspace.each(&layout.slots, Look::Answer, |dossier| {
        Some(Figures::of(&dossier.customer, &dossier.history.as_of(today), policy, today))
    });
    figures
}

/// The rankings and totals of the whole book.
pub fn book(context: &Context, workspace: &Workspace, layout: &Layout, policy: &Policy) -> Book {
    Book::fold(&figures(context, workspace, layout, policy))
}

/// The book, where the classes that drive the cadences are computed from it.
pub fn driving_book(
    context: &Context,
    workspace: &Workspace,
    layout: &Layout,
    policy: &Policy,
) -> Option<Book> {
    policy.scheme.is_computed().then(|| book(context, workspace, layout, policy))
}
