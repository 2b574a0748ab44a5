//! The orders of the whole book.

use chrono::NaiveDate;

use super::book::driving_book;
use super::exit::Exit;
use super::session::Session;
use crate::plan::{self, OrderLog};
use crate::rules::rhythm::order_days;
use crate::store::Scrutiny;

/// The order days of the whole book, those of archived customers, too: who has left is a part of how a book orders.
pub fn book_days(session: &Session<'_>) -> (Vec<Vec<NaiveDate>>, Exit) {
    let merge_days = session.config.policy.book_rhythm.numbers.merge_days;
    let slots = session.workspace.layout().slots;
    let (days, problems) = session.workspace.each(&slots, Scrutiny::Answer, |loaded| {
        let days = order_days(&loaded.history.as_of(session.today), merge_days);
        (!days.is_empty()).then_some(days)
    });
    (days, session.exit_code(&problems))
}

/// The orders of the whole book with what each was worth, those of archived customers, too.
pub fn book_orders(session: &Session<'_>) -> (Vec<OrderLog>, Exit) {
    let (policy, today) = (&session.config.policy, session.today);
    let layout = session.workspace.layout();
    let book = driving_book(session, &layout);
    let (found, problems) = session.workspace.each(&layout.slots, Scrutiny::Answer, |loaded| {
        let history = loaded.history.as_of(today);
        let driving = plan::driving(&loaded.customer, &history, book.as_ref(), policy, today);
        OrderLog::of(&loaded.customer, driving.class.as_deref(), &history, policy)
    });
    (found, session.exit_code(&problems))
}
