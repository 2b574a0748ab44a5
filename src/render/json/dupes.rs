//! `crm dupes --format json`.

use serde_json::Value;

use super::{object, optional};
use crate::plan::duplicates::{Certainty, CustomerSummary};
use crate::render::Twin;
use crate::render::lang::{self, Lang};

/// The pairs, group by group.
pub fn dupes(duplicates: &[Twin<'_>]) -> Value {
    Value::Array(duplicates.iter().map(one).collect())
}

fn one(twin: &Twin<'_>) -> Value {
    let reason = |code: &'static str, text: String| [("code", Value::from(code)), ("text", text.into())];
    let evidence = twin.link.evidence.iter().map(|one| {
        let [code, text] = reason(one.code(), lang::evidence(Lang::En, one));
        object([code, text, ("weight", (one.weight() / 10).into())])
    });
    let doubts = twin.link.doubts.iter().map(|one| object(reason(one.code(), lang::doubt(Lang::En, one))));
    object([
        ("score", twin.link.score.into()),
        ("certainty", optional(Certainty::of(twin.link.score).map(Certainty::as_str))),
        ("group", twin.group.into()),
        ("keep", side(twin.keep)),
        ("other", side(twin.other)),
        ("evidence", Value::Array(evidence.collect())),
        ("doubts", Value::Array(doubts.collect())),
    ])
}

fn side(sketch: &CustomerSummary) -> Value {
    object([
        ("id", sketch.id.as_str().into()),
        ("name", sketch.name.as_str().into()),
        ("owner", optional(sketch.owner.as_ref())),
        ("grade", optional(sketch.grade.as_ref())),
        ("last_contact", optional(sketch.last_contact)),
        ("archived", sketch.archived.into()),
        ("entries", sketch.entries.into()),
    ])
}
