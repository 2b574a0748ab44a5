//! `crm due --format json`.

use chrono::NaiveDate;
use serde_json::Value;

use super::{call, object, optional, optional_number};
use crate::plan::{Aim, Item};
use crate::render::lang::{self, Lang};
use crate::rules::moves::Suggestion;
use crate::rules::{Action, Label, Policy, Reason, Verdict};

/// The agenda.
pub fn due(items: &[Item], policy: &Policy, today: NaiveDate, why: bool) -> Value {
    Value::Array(items.iter().map(|found| item(found, policy, today, why)).collect())
}

/// One customer of it.
pub fn item(item: &Item, policy: &Policy, today: NaiveDate, why: bool) -> Value {
    let last = item.last.as_ref().map_or(Value::Null, |last| {
        object([
            ("at", last.at.to_string().into()),
            ("kind", last.event.as_deref().unwrap_or("followup").into()),
            ("via", optional(last.via.as_ref())),
            ("text", optional(last.text.as_ref())),
            ("reply", optional(last.reply.map(|reply| reply.as_str()))),
        ])
    });
    let contact = item.contact.as_ref().map_or(Value::Null, |contact| {
        object([
            ("name", optional(contact.name.as_ref())),
            ("email", optional(contact.email.as_ref())),
            ("phone", optional(contact.phone.as_ref())),
        ])
    });
    let mut value = object([
        ("id", item.id.as_str().into()),
        ("name", item.name.as_str().into()),
        ("grade", optional(item.grade.as_ref())),
        ("written", optional(item.written.as_ref())),
        ("owner", optional(item.owner.as_ref())),
        ("due", item.due.to_string().into()),
        ("standing", item.standing().as_str().into()),
        ("days_late", item.days_late.into()),
        ("reason", reason(&item.verdict, today)),
        ("minutes", optional_number(item.minutes)),
        ("last", last),
        ("plan", optional(item.plan.as_ref())),
        ("contact", contact),
        ("call", call(item.calling.as_ref(), item.due.max(today))),
        ("playbooks", Value::Array(item.aims.iter().map(aim).collect())),
        ("lacks_plan", item.lacks_plan.into()),
        ("suggests", Value::Array(item.suggests.iter().map(|one| suggests(one, policy, today)).collect())),
        ("leaves", super::pool::leaves(item.leaves.as_ref(), today)),
        ("moved_from", optional(item.verdict.moved.as_ref().map(|(from, _)| from))),
    ]);
    if why && let Value::Object(fields) = &mut value {
        let rule = item.verdict.rule(item.grade.as_deref(), policy);
        let lines = lang::why(Lang::En, &item.verdict, rule, &item.log_name, today);
        fields.insert("why".into(), lines.into());
    }
    value
}

/// What somebody should decide on, or look at.
fn suggests(suggestion: &Suggestion, policy: &Policy, today: NaiveDate) -> Value {
    object([
        ("code", suggestion.why.code().into()),
        ("to", optional(suggestion.to.as_ref())),
        ("text", lang::move_reason(Lang::En, &suggestion.why, policy, today).into()),
    ])
}

/// What a playbook says for this time.
pub(super) fn aim(aim: &Aim) -> Value {
    let text = |text: Option<&Label>| text.map_or(Value::Null, |text| lang::label(Lang::En, text).into());
    let action = |action: &Action| {
        object([
            ("do", lang::label(Lang::En, &action.what).into()),
            ("every", optional(action.every)),
            ("after", optional(action.after.map(|event| event.as_str()))),
        ])
    };
    object([
        ("for", aim.whom.as_str().into()),
        ("goal", text(aim.goal.as_ref())),
        ("actions", Value::Array(aim.actions.iter().map(action).collect())),
        ("who", text(aim.who.as_ref())),
    ])
}

/// `{code, text}`, for a step also where it stands.
pub(super) fn reason(verdict: &Verdict, today: NaiveDate) -> Value {
    let mut value = object([
        ("code", verdict.reason.code().into()),
        ("text", lang::reason(Lang::En, verdict, today).into()),
    ]);
    if let (Reason::Step { step, of, .. }, Value::Object(fields)) = (&verdict.reason, &mut value) {
        fields.insert("step".into(), (*step).into());
        fields.insert("of".into(), (*of).into());
    }
    value
}
