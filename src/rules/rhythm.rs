//! A model of the whole book, which says of each customer how likely it orders, and when.
//!
//! `parameters.rs` are its numbers and whose model it is, `orders.rs` and `repeats.rs` what of a log it sees,
//! `gap.rs` and `model.rs` its formulas, `outlook.rs` and `season.rs` what it says of one customer, `expectation.rs` on
//! how much that rests, and `fit.rs` finds its parameters in a book, as `book.rs` keeps
//! them; `backtest.rs` says how often they were right, and `simulate.rs` draws the orders to come, by the numbers of
//! `dice.rs`. `own.rs` is what the dates of the follow-ups take of it.

mod backtest;
mod book;
mod dice;
mod expectation;
mod fit;
mod gap;
mod model;
mod numeric;
mod orders;
mod outlook;
mod own;
mod parameters;
mod repeats;
mod season;
mod simplex;
mod simulate;

pub use backtest::{
    Backtest, Band, ContactRule, Coverage, Forecaster, LEAST_CUSTOMERS, LEAST_OF_EACH, NoBacktest, backtest,
};
pub use book::{BookRhythm, FittedBook, RhythmNumbers, rounded};
pub use dice::Dice;
pub use expectation::{ENOUGH_REPEATERS, Expectation, ExpectedDays, Footing, FootingKind, HARDLY};
pub use fit::{Fit, FitRule, Prior, fit};
pub use model::RhythmModel;
pub use orders::{MERGE_DAYS, merged, order_days};
pub use outlook::{Outlook, Window};
pub use own::{ExpectedOrder, Placed, Rhythm, RhythmRule, is_over};
pub use parameters::{KINDS, Leaving, REGULARITIES, RhythmParameters};
pub use repeats::Repeats;
pub use season::{ASKED_WITHIN, Season, SeasonChances};
pub use simulate::Futures;
