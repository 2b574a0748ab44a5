//! The opportunities of one customer on one day: with the numbers of the workspace, which reading them from the log needs
//! not, so that the views can stand on that.

use chrono::NaiveDate;

use super::{Book, Opportunity, OpportunityStage, Wait};
use crate::model::{Entry, History, Need};
use crate::rules::Policy;

/// The opportunities of a customer, the one that moved last at the end. `history` must not know later days.
///
/// Quotes and samples belong together by their number, else by their item; one that says neither goes on with what
/// moved last, and so does one with an item where nothing says yet what it is of. An order or a contract wins those of
/// its number or item, and where there are none all that are open: what is ordered is seldom called as what was tried.
/// What the customer has ordered before is ordered again, and wins nothing else. What has come with another customer
/// under a number of its own (`REF~ID`) is tied by that alone: what became of it, and what was ordered of it, says nothing
/// of what this one was offered.
/// A sample that failed loses only what was never quoted. A need said after all of that is an opportunity of its own.
pub fn opportunities(history: &History<'_>, policy: &Policy, today: NaiveDate) -> Vec<Opportunity> {
    let mut all = Book::of(history).in_order();
    let oldest = policy.views.deal.quote.before(today);
    for old in all.iter_mut().filter(|own| own.moved < oldest && own.waits_for.is_some()) {
        // A sample runs until somebody says what became of it.
        if old.stage != OpportunityStage::Sampling {
            old.waits_for = Some(Wait::Decision);
        }
    }
    // The file's need has no day on which it was said.
    let asks = |said: &(NaiveDate, Need)| said.1 == Need::Target && policy.views.need.holds(said.0, today);
    if let Some((day, _)) = history.need_said().filter(asks)
        && all.iter().all(|own| !own.is_open() && own.moved < day)
        && last_bought(history).is_none_or(|bought| bought < day)
    {
        all.push(Opportunity::begun(day, OpportunityStage::Asked, Wait::Quote));
    }
    all
}

fn last_bought(history: &History<'_>) -> Option<NaiveDate> {
    history.entries().iter().filter(|entry| entry.event.is_purchase()).map(Entry::day).max()
}
