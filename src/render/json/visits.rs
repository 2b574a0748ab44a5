//! `crm agenda --visits --format json`.

use serde_json::Value;

use super::{object, optional};
use crate::plan::Host;

/// Who is open to a visit.
pub fn visits(hosts: &[Host]) -> Value {
    let one = |host: &Host| {
        object([
            ("id", host.id.as_str().into()),
            ("name", host.name.as_str().into()),
            ("grade", optional(host.grade.as_ref())),
            ("owner", optional(host.owner.as_ref())),
            ("country", optional(host.country.as_ref())),
            ("region", optional(host.region.as_ref())),
            ("address", optional(host.address.as_ref())),
            ("visit", host.visit.as_str().into()),
            ("said", host.said.to_string().into()),
            ("due", optional(host.due)),
        ])
    };
    Value::Array(hosts.iter().map(one).collect())
}
