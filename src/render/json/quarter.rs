//! `crm review --quarter --format json`.

use chrono::NaiveDate;
use serde_json::Value;

use super::{amount, object, optional};
use crate::plan::{Course, Quarter, Share, Stand};
use crate::render::lang::{self, Lang};
use crate::render::redaction;
use crate::rules::Policy;

/// The quarter, one object.
pub fn quarter(quarter: &Quarter, policy: &Policy) -> Value {
    let list =
        |list: &[Course]| Value::Array(list.iter().map(|seen| one(seen, policy, quarter.until)).collect());
    object([
        ("since", quarter.since.to_string().into()),
        ("until", quarter.until.to_string().into()),
        ("scheme", policy.scheme.as_str().into()),
        ("currency", policy.currency.to_string().into()),
        ("shares", Value::Array(quarter.shares.iter().map(|own| share(own, &quarter.total)).collect())),
        ("total", share(&quarter.total, &quarter.total)),
        ("rose", list(&quarter.rose)),
        ("fell", list(&quarter.fell)),
        ("graded", list(&quarter.graded)),
        ("new", list(&quarter.came)),
        ("archived", list(&quarter.left)),
        ("recheck", list(&quarter.recheck)),
        ("suggested", quarter.suggested.into()),
    ])
}

fn share(share: &Share, total: &Share) -> Value {
    let pair = |from: Value, to: Value| object([("from", from), ("to", to)]);
    let part = |own: rust_decimal::Decimal, all: rust_decimal::Decimal| {
        optional(own.checked_div(all).map(|part| part.round_dp(4).normalize()))
    };
    let money_part = |own, all| if redaction::hides_amounts() { Value::Null } else { part(own, all) };
    let count = |count: usize| rust_decimal::Decimal::from(count);
    object([
        ("class", optional(share.class.as_ref())),
        ("customers", pair(share.customers.0.into(), share.customers.1.into())),
        (
            "share",
            pair(
                part(count(share.customers.0), count(total.customers.0)),
                part(count(share.customers.1), count(total.customers.1)),
            ),
        ),
        ("revenue", pair(amount(Some(share.revenue.0)), amount(Some(share.revenue.1)))),
        (
            "revenue_share",
            pair(money_part(share.revenue.0, total.revenue.0), money_part(share.revenue.1, total.revenue.1)),
        ),
    ])
}

fn one(seen: &Course, policy: &Policy, today: NaiveDate) -> Value {
    let class = |side: &Option<Stand>| optional(side.as_ref().and_then(|side| side.class.as_ref()));
    let decision = seen.decision.as_ref();
    let why = match &seen.computed {
        Some(why) => Some(lang::driving_why(Lang::En, why, policy, today)),
        None => decision.and_then(|told| told.why.clone()),
    };
    object([
        ("id", seen.id.as_str().into()),
        ("name", seen.name.as_str().into()),
        ("owner", optional(seen.owner.as_ref())),
        ("from", class(&seen.before)),
        ("to", class(&seen.after)),
        ("on", optional(decision.map(|told| told.on))),
        ("by", optional(decision.and_then(|told| told.by.as_ref()))),
        ("why", optional(why)),
        ("last_decision", optional(seen.recheck.flatten())),
    ])
}
