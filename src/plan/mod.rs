//! Answers: what the rules say of customers on one day, put together for one question.

mod agenda;
mod aim;
mod alarm;
mod budget;
mod deals;
mod diff;
mod draft;
pub mod duplicates;
mod end_of_day;
mod end_of_day_list;
mod examples;
mod filter;
mod forecast;
mod forecast_judged;
pub mod grades;
mod groups;
mod handover;
pub mod import;
mod merging;
mod monthly_review;
mod occasions;
mod pool;
mod profile;
mod quarter;
mod record;
mod referrals;
mod refit;
mod review;
mod rhythm;
mod row;
mod schedule;
pub mod search;
mod spread;
pub mod team;
mod team_report;
mod visits;
mod words;

pub use agenda::{DueStatus, Item, Last, Reach, in_order, item};
pub use aim::{Aim, aim_of, aim_of_class, aim_of_class_now, aims_of_book, lacks_plan};
pub use alarm::{AlarmRecord, AlarmedCustomer, Standing, alarm_record, alarmed, in_order_of_stake};
pub use budget::{Cost, GradeBudget, Load, cost, hours_a_week, loads};
pub use deals::{Deal, deals, in_order_of_likelihood, sum_of_deals};
pub use diff::{Aspect, Change, Comparison, Difference, Judge, PoolState, Seen, Shift, Side, Sum};
pub use draft::{Addressee, LastOrder, addressee};
pub use end_of_day::{EndOfDay, Leftover, Pending, end_of_day};
pub use end_of_day_list::{EndOfDayList, end_of_day_lists};
pub use examples::{Example, ExampleFilter, ExampleMark, example_to_show, examples, in_order_of_reading};
pub use filter::Filter;
pub use forecast::{
    Band, Forecast, ForecastOf, GroupForecast, LEAST_FORECAST, Month, MonthForecast, OrderLog,
};
pub use forecast_judged::{Came, Held, JudgedCut, JudgedForecast, Misses, judged_forecast};
pub use groups::{Division, Group, groups, total};
pub use handover::{Balance, HandoverItem, Recipient, Workload, handover};
pub use merging::{MergeSide, Merging, Step, merging};
pub use monthly_review::{MonthlyReview, OldData, Upkeep, monthly_reviews, upkeep};
pub use occasions::{Occasion, in_date_order, occasions};
pub use pool::{LeavingCustomer, Pooled, in_order_of_leaving, in_order_of_worth, leaver, pooled};
pub use profile::{KeyFigures, Profile, profile};
pub use quarter::{Conversion, Course, Decision, Loss, Quarter, Receivable, Share, Stand, course, quarter};
pub use record::{AnsweredSuggestion, LEAST_ANSWERS, RuleRecord, SuggestionRecord, suggestion_answers};
pub use referrals::{ReferralFacts, Referrals, Referrer, referral_facts, referrals};
pub use refit::{Refit, moves_under};
pub use review::{Effect, Proposal, in_review_order, proposals};
pub use rhythm::{KnownOrders, NextOrder, OrderBy, OrderRhythm, order_book};
pub use row::{Row, driving, row, views};
pub use schedule::{Day, Placed, Schedule, Span, schedule};
pub use spread::{Candidate, Capacity, Spread, SpreadDay, Work, candidate, spread};
pub use team_report::{
    BrokenWord, Contacted, LateAction, LatePromise, NeverDone, Pressing, Record, Tally, Unhappy, Waiting,
    WaitingRequest, never_done, records, replies, tally,
};
pub use visits::{Host, VisitReason, host, in_trip_order, round};
pub use words::{Words, channel_near};
