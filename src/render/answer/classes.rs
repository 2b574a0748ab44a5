//! What the views say of a customer.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;
use serde_json::{Map, Value};

use super::value::Keyed;
use crate::rules::views::Views;

/// A class in each view.
#[derive(Clone, Debug, Serialize)]
pub struct Classes(Keyed<Option<&'static str>>);

/// A sentence on each view.
#[derive(Clone, Debug, Serialize)]
pub struct Sentences(Keyed<Option<String>>);

impl Classes {
    /// The classes; none where the views were not asked for.
    pub fn of(views: Option<&Views>) -> Self {
        let class = |view: &str| views.and_then(|views| views.get(view));
        Classes(Views::NAMES.iter().map(|view| ((*view).to_owned(), class(view))).collect())
    }
}

impl Sentences {
    /// What is said of each view.
    pub fn of(why: impl Fn(&str) -> Option<String>) -> Self {
        Sentences(Views::NAMES.iter().map(|view| ((*view).to_owned(), why(view))).collect())
    }
}

impl JsonSchema for Classes {
    fn schema_name() -> Cow<'static, str> {
        "views".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let class = |(view, about): (&&str, &&str)| {
            let words: Vec<Option<&str>> =
                Views::words(view).iter().copied().map(Some).chain([None]).collect();
            let schema = json_schema!({"description": about, "enum": words});
            ((*view).to_owned(), Value::from(schema))
        };
        let classes: Map<String, Value> = Views::NAMES.iter().zip(Views::ABOUT).map(class).collect();
        json_schema!({"type": "object", "properties": classes, "required": Views::NAMES})
    }
}

impl JsonSchema for Sentences {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "views_why".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "object",
            "required": Views::NAMES,
            "additionalProperties": {"type": ["string", "null"]},
        })
    }
}
