//! The nouns of the trade: a customer, an entry of its log, money, time.
//!
//! Nothing in here reads a file or knows how one looks: the model carries no serde.

mod audience;
mod bounds;
mod contact;
mod contact_key;
mod contact_point;
pub mod country;
mod customer;
mod customer_key;
mod customer_value;
mod decision_maker;
mod entry;
mod entry_field;
mod entry_kind;
mod entry_value;
mod event;
mod expected;
mod field_kind;
pub mod hanzi;
mod history;
mod hours;
mod id;
mod interval;
mod kept_file;
mod key;
mod key_date;
mod kind_info;
mod mailbox;
mod mask;
mod money;
pub mod name;
mod next_contact;
pub mod numeral;
mod phone;
pub mod pinyin;
pub mod place;
mod portable;
mod preferences;
mod problem;
mod quantity;
mod redaction;
mod slip;
mod stamp;
mod suggestion;
mod table;
mod topic;
pub mod web;
mod words;
mod yaml_value;
mod zone;

pub use audience::Audience;
pub use bounds::{Measure, total};
pub use contact::{Birthday, Contact};
pub use contact_key::{ContactKey, ContactKeyInfo, ContactValueKind};
pub use contact_point::{ContactPoint, Medium, NotOne};
pub use customer::{Behind, Customer};
pub use customer_key::CustomerKey;
pub use customer_value::{CustomerValue, CustomerValueMut};
pub use decision_maker::DecisionMaker;
pub use entry::Entry;
pub use entry_field::{EntryField, FieldForgetRule, FieldInfo, WAS};
pub use entry_kind::EntryKind;
pub use entry_value::EntryValue;
pub use event::{
    Alarm, Change, Complaint, Contract, Ending, Event, FollowUp, Invitation, Invoice, Mark, Note, Order,
    OrderItem, Payment, Promise, Quote, Request, Sample, SuggestionAnswered, Text, Trace,
};
pub use expected::{Expected, YamlCause};
pub use field_kind::{FieldKind, KindField};
pub use history::History;
pub use hours::{Hours, Span};
pub use id::CustomerId;
pub use interval::{Interval, Unit};
pub use kept_file::{HASH_DIGITS, KeptFile, UnsafeName, unsafe_in};
pub use key::{ForgetRule, KeyInfo, RedactRule, ValueKind};
pub use key_date::KeyDate;
pub use kind_info::KindInfo;
pub use mailbox::Mailbox;
pub use money::{Currency, Decimal, Money, decimal};
pub use name::{fold, reference_key};
pub use next_contact::{NO_NEXT, NextContact};
pub use phone::Phone;
pub use portable::{Clash, Flaw, Names, folder_flaw, id_flaw, same_file};
pub use preferences::{Approval, Preferences, Promises};
pub use problem::{Place, Problem, ProblemKind, Severity, Stray};
pub use quantity::number_and_unit;
pub use redaction::{HIDDEN, Redaction};
pub use slip::{Slip, Usual};
pub use stamp::{Stamp, date};
pub(crate) use suggestion::{slips, suggestion, suggestion_of};
pub use table::{Cell, CellFault, Meanings, Table, TableRow, looks_like_formula};
pub use topic::{Topic, TopicKey, is_moved, moved_key};
pub(crate) use words::words;
pub use words::{
    AlarmAnswer, AlarmKind, ComplaintState, EndingState, InvitationState, Meeting, MoveCode, Need, Potential,
    PromiseState, QuoteState, Reply, RequestState, SaidPotential, SampleState, SuggestionAnswer, Visit,
    WritingTone,
};
pub use yaml_value::YamlValue;
pub use zone::Zone;
