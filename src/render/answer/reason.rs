//! Why a customer is due on its day, or never.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use super::super::lang::{self, Lang};
use crate::rules::{self, Verdict};

/// Why it is due on that day, or never.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(
    rename = "reason",
    extend(
        "if" = {"properties": {"code": {"const": "step"}}, "required": ["code"]},
        "then" = {"required": ["step", "of"]}
    )
)]
pub struct Reason {
    /// The stable code: complaint (one is open), ending (the customer wants to end), ungraded (nobody graded it yet), first-contact (never contacted),
    /// agreed (the date agreed in a follow-up or set by a note), cadence (an interval after the last contact),
    /// rhythm (where the customer orders), step (the next of a sequence of gaps), decide (the sequence is used up),
    /// no-sample (a sample customer without any sample on record), planned (put there by crm spread), times (the
    /// next of the contacts that a month wants), archived, no-need (its need is dead) and left-alone (its class
    /// has no cadence): never due.
    #[schemars(extend("enum" = rules::Reason::CODES))]
    pub code: &'static str,
    /// The same for people, in English; not for programs.
    pub text: String,
    /// Of code step: which gap of the sequence, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "u32", range(min = 1))]
    pub step: Option<usize>,
    /// Of code step: how many gaps the sequence has.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "u32", range(min = 1))]
    pub of: Option<usize>,
}

impl Reason {
    /// What a verdict rests on, said in a language.
    pub fn of(lang: Lang, verdict: &Verdict, today: NaiveDate) -> Self {
        let (step, of) = match verdict.reason {
            rules::Reason::Step { step, of, .. } => (Some(step), Some(of)),
            _ => (None, None),
        };
        Reason { code: verdict.reason.code(), text: lang::reason(lang, verdict, today), step, of }
    }
}
