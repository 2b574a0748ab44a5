//! `crm review --format json`.

use chrono::NaiveDate;
use serde_json::Value;

use super::computed::computed;
use super::{object, optional, optional_number};
use crate::plan::{Effect, Proposal};
use crate::render::lang::{self, Lang};
use crate::rules::Policy;
use crate::rules::moves::{MoveReason, Silence};

/// The suggestions.
pub fn review(proposals: &[Proposal], policy: &Policy, today: NaiveDate) -> Value {
    Value::Array(proposals.iter().map(|proposal| one(proposal, policy, today)).collect())
}

fn one(proposal: &Proposal, policy: &Policy, today: NaiveDate) -> Value {
    let suggestion = &proposal.suggestion;
    let reason = object([
        ("code", suggestion.why.code().into()),
        ("text", lang::move_reason(Lang::En, &suggestion.why, policy, today).into()),
    ]);
    let mut evidence = evidence(&suggestion.why, suggestion.to.as_deref(), policy);
    if let Value::Object(fields) = &mut evidence {
        let (now, then) = (&proposal.now, &proposal.then);
        let minutes = object([("from", optional_number(now.minutes)), ("to", optional_number(then.minutes))]);
        let cadence = |effect: &Effect| {
            optional(effect.cadence.as_ref().map(|cadence| lang::cadence(Lang::En, cadence)))
        };
        let cadences = object([("from", cadence(now)), ("to", cadence(then))]);
        let next = object([("from", optional(now.due)), ("to", optional(then.due))]);
        fields.insert("minutes_a_year".into(), minutes);
        fields.insert("cadence".into(), cadences);
        fields.insert("next_due".into(), next);
    }
    object([
        ("id", proposal.id.as_str().into()),
        ("name", proposal.name.as_str().into()),
        ("owner", optional(proposal.owner.as_ref())),
        ("from", optional(suggestion.from.as_ref())),
        ("to", optional(suggestion.to.as_ref())),
        ("archive", suggestion.archive.into()),
        ("reason", reason),
        ("evidence", evidence),
    ])
}

/// `class` is the one that is suggested.
fn evidence(why: &MoveReason, class: Option<&str>, policy: &Policy) -> Value {
    match why {
        MoveReason::Computed(why) => computed(why, class, policy),
        MoveReason::Order { last, line, orders } => object([
            ("last_order", last.to_string().into()),
            ("line", (*line).into()),
            ("orders", (*orders).into()),
        ]),
        MoveReason::Sample { state, on } => {
            object([("state", state.as_str().into()), ("since", on.to_string().into())])
        }
        MoveReason::SequenceOver { anchor, contacts, ended, replied } => object([
            ("anchor", anchor.to_string().into()),
            ("contact_days", (*contacts).into()),
            ("sample", optional(ended.map(|state| state.as_str()))),
            ("last_reply", optional(*replied)),
        ]),
        MoveReason::Inactive { last, rhythm, .. } => object([
            ("last_order", optional(*last)),
            ("rhythm_days", rhythm.map(|rhythm| rhythm.every).into()),
            ("rhythm_spread", rhythm.map(|rhythm| rhythm.spread).into()),
            ("orders", rhythm.map(|rhythm| rhythm.orders).into()),
        ]),
        MoveReason::BackInContact { on, line, reply } => object([
            ("on", on.to_string().into()),
            ("line", (*line).into()),
            ("reply", reply.as_str().into()),
        ]),
        MoveReason::Silent(silence) => silent(silence, None),
        MoveReason::NoNeed { on, line } => object([("on", on.to_string().into()), ("line", (*line).into())]),
        MoveReason::Ungraded { potential } => {
            object([("potential", optional(potential.map(|word| word.as_str())))])
        }
        MoveReason::Verify { silence, bounced } => silent(silence, Some(*bounced)),
        MoveReason::Recheck { last } => object([("last_decision", optional(*last))]),
    }
}

fn silent(silence: &Silence, bounced: Option<bool>) -> Value {
    let mut value = object([
        ("follow_ups", silence.follow_ups.into()),
        ("contact_days", silence.days.into()),
        ("since", silence.since.to_string().into()),
    ]);
    if let (Some(bounced), Value::Object(fields)) = (bounced, &mut value) {
        fields.insert("bounced".into(), bounced.into());
    }
    value
}
