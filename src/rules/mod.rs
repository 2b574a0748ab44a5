//! The rules of the trade: pure functions of one customer with its history, a policy and a day.
//!
//! A rule reads no clock and no file and prints nothing; it answers with typed reasons, which only
//! `render::lang` puts into words. Each rule owns its parameters; `config` fills them in, and a
//! `policy` holds them all.

pub mod alarms;
mod anchor;
pub mod approval;
pub mod budget;
pub mod cadence;
mod calendar;
pub mod calling;
pub mod check;
mod choices;
mod completeness;
pub mod contracts;
mod data_age;
mod defaults;
mod effective_class;
pub mod emergencies;
pub mod invitations;
mod lanes;
mod late_entry;
pub mod lead;
mod measure;
pub mod moves;
pub mod occasions;
pub mod opportunities;
mod payment_habit;
mod playbook;
pub mod policy;
pub mod pool;
pub mod promises;
pub mod quotes;
mod reason;
pub mod references;
pub mod referrals;
pub mod requests;
mod required;
pub mod rhythm;
pub mod samples;
mod scheme;
pub mod settings;
mod stake;
pub mod templates;
mod threads;
mod unpaid;
pub mod views;
mod zones;

pub use anchor::{AgreedHour, Anchor, AnchorKind};
pub use calendar::{Calendar, FreeDay, Holiday};
pub use choices::Choices;
pub use completeness::{Completeness, completeness, fields_of};
pub use data_age::{ConfirmedBy, DataAge, data_age};
pub use effective_class::{DrivingSource, DrivingWhy, EffectiveClass, HeldClass};
pub use emergencies::{Emergency, EmergencyKind};
pub use lanes::{Lane, LaneRules, times_usual, usual_amount};
pub use late_entry::is_late;
pub use measure::{expected_revenue, first_of_month, first_of_next_month, measure, measure_by};
pub use opportunities::{Opportunity, OpportunityRules, OpportunityStage};
pub use payment_habit::{OverdueInvoice, PaidInvoice, PaymentHabit, payment_habit};
pub use playbook::{Action, Playbook, UNTOLD, Whom};
pub use policy::{Cadence, ComplaintRule, FileLimits, GradeRule, Label, Policy, Rate, Rates, Source};
pub use reason::{Reason, Verdict};
pub use references::{Misfit, Named, made_once_as};
pub use required::{RequiredField, Requirements};
pub use rhythm::{Rhythm, RhythmRule};
pub use scheme::Scheme;
pub use stake::{LATEST_ORDERS, Stake};
pub use unpaid::{Unpaid, unpaid};
pub use zones::Zones;
