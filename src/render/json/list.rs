//! `crm list --format json`, `crm show --format json`.

use chrono::NaiveDate;
use serde_json::{Map, Value};

use super::card::fields;
use super::due::reason;
use super::{call, entry, item, optional};
use crate::model::Entry;
use crate::plan::{Item, Row};
use crate::render::lang::{self, Lang};
use crate::rules::Policy;
use crate::rules::calling::Calling;
use crate::rules::pool::PoolReturn;
use crate::rules::views::Views;

/// One customer of a list.
pub fn row(row: &Row, today: NaiveDate) -> Value {
    Value::Object(row_fields(row, today))
}

fn row_fields(row: &Row, today: NaiveDate) -> Map<String, Value> {
    let mut fields = fields(&row.customer);
    fields.insert("last_contact".into(), optional(row.last_contact));
    fields.insert("next_due".into(), optional(row.verdict.due));
    fields.insert("next_reason".into(), reason(&row.verdict, today));
    let class = |view: &str| optional(row.views.as_ref().and_then(|views| views.get(view)));
    let views: Map<String, Value> =
        Views::NAMES.iter().map(|view| ((*view).to_owned(), class(view))).collect();
    fields.insert("views".into(), Value::Object(views));
    fields.insert("class".into(), optional(row.driving.class.as_ref()));
    fields.insert("label".into(), optional(row.views.as_ref().and_then(Views::label)));
    fields
}

/// One customer with its whole history.
pub fn show(
    found: &Row,
    due: Option<&Item>,
    calling: Option<&Calling>,
    log: &[Entry<'_>],
    leaves: Option<&PoolReturn>,
    policy: &Policy,
    today: NaiveDate,
) -> Value {
    let mut fields = row_fields(found, today);
    let why = |view: &str| lang::view_why(Lang::En, found.views.as_ref()?, view, policy, today);
    let whys = Views::NAMES.iter().map(|view| ((*view).to_owned(), optional(why(view))));
    fields.insert("views_why".into(), Value::Object(whys.collect()));
    fields.insert("call".into(), call(calling, today));
    fields.insert("due".into(), due.map_or(Value::Null, |due| item(due, policy, today, true)));
    fields.insert("leaves".into(), super::pool::leaves(leaves, today));
    fields.insert("log".into(), Value::Array(log.iter().map(entry).collect()));
    Value::Object(fields)
}
