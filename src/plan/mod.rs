//! Answers: what the rules say of customers on one day, put together for one question.

mod agenda;
mod aim;
mod budget;
mod diff;
mod filter;
mod groups;
mod merging;
mod occasions;
mod profile;
mod quarter;
mod review;
mod row;
mod schedule;
pub mod search;
mod spread;
mod supervision;
pub mod twins;
mod visits;
mod wrap_up;

pub use agenda::{Item, Last, Reach, Standing, in_order, item};
pub use aim::{Aim, aim_of_class, aim_of_label, lacks_plan};
pub use budget::{Cost, Line, Load, cost, hours_a_week, loads};
pub use diff::{Aspect, Change, Comparison, Difference, Judge, Seen, Shift, Side, Sum};
pub use filter::Filter;
pub use groups::{Division, Group, groups, total};
pub use merging::{Merging, Step, merging};
pub use occasions::{Occasion, in_date_order, occasions};
pub use profile::{Figures, OpenQuote, Profile, profile};
pub use quarter::{Course, Decision, Quarter, Share, Stand, course, quarter};
pub use review::{Effect, Proposal, in_review_order, proposals};
pub use row::{Row, driving, row, views};
pub use schedule::{Day, Placed, Schedule, schedule};
pub use spread::{Candidate, Room, Spread, SpreadDay, Work, candidate, spread};
pub use supervision::{Record, Tally, Waiting, records, tally};
pub use visits::{Host, host, in_trip_order};
pub use wrap_up::{Leftover, WrapUp, wrap_up};
