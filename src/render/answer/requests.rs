//! What needed consent before it might be promised to a customer.

use schemars::JsonSchema;
use serde::Serialize;

use super::value::{Day, Word, list, vocabularies};
use crate::model::RequestState;
use crate::rules::requests::{AnsweredRequest, OpenRequest, RequestRecord};

vocabularies!(RequestState);

/// A request for consent: those that are open first, the oldest first, then those that were answered.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct RequestItem {
    /// What was asked for.
    pub what: Option<String>,
    /// Its number.
    #[serde(rename = "ref")]
    pub reference: Option<String>,
    /// Where it stands.
    pub state: Word<RequestState>,
    /// The day on which it was asked, or answered, YYYY-MM-DD.
    pub on: Day,
    /// Who asked, or answered.
    pub by: Option<String>,
    /// Why it is asked for, or was granted or refused; where the answer has no such field, what was said with it.
    pub why: Option<String>,
}

impl RequestItem {
    /// All of one customer.
    pub fn all(record: &RequestRecord) -> Vec<Self> {
        let RequestRecord { open, answered } = record;
        let mut all = list(open, RequestItem::of_open);
        all.extend(list(answered, RequestItem::of_answer));
        all
    }

    fn of_open(one: &OpenRequest) -> Self {
        RequestItem {
            what: one.what.clone(),
            reference: one.reference.clone(),
            state: Word(RequestState::Asked),
            on: Day(one.asked),
            by: one.by.clone(),
            why: one.why.clone(),
        }
    }

    fn of_answer(one: &AnsweredRequest) -> Self {
        RequestItem {
            what: one.what.clone(),
            reference: one.reference.clone(),
            state: Word(if one.is_granted { RequestState::Granted } else { RequestState::Refused }),
            on: Day(one.on),
            by: one.by.clone(),
            why: one.why.clone(),
        }
    }
}
