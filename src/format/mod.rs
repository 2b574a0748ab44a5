//! Customers and entries as text, and back: one reader and one writer of each.
//!
//! Pure: nothing in here opens a file. What a key or a field is stands in the tables of `model`.

mod customer;
mod edit;
mod entry;
pub(crate) mod merge;
pub mod schema;

pub(crate) use customer::MAX_BYTES as MAX_CUSTOMER_BYTES;
pub(crate) use customer::read as read_customer;
pub use customer::{
    KeyShape, NewFile, approval_yaml, contact_keys, customer_text, date_yaml, decision_maker_keys, key_shape,
    key_suggestion, review, settable_keys,
};
pub use edit::{Edit, NotEditable, comments, edit, flow_yaml, quoted, text_of_yaml};
pub(crate) use entry::{
    BYTE_ORDER_MARK, Care, MAX_BYTES as MAX_LOG_BYTES, bare_line, line_name, read_but as read_log_but,
    read_line,
};
pub use entry::{line, review_log};
