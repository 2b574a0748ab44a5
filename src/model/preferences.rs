//! How a customer likes to be approached, what it may be promised, and who has agreed to work for it.

use chrono::NaiveDate;

use super::{Meeting, WritingTone, YamlValue};

/// How a customer likes to be approached (S1).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Preferences {
    /// Channel: email, call, wechat …
    pub channel: Option<String>,
    /// Hours in its own time.
    pub hours: Option<String>,
    /// Short or long meetings.
    pub meeting: Option<Meeting>,
    pub cares_about: Option<String>,
    /// In which tone one writes to it.
    pub tone: Option<WritingTone>,
}

/// Services that may be promised, and those that need approval first (S4).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Promises {
    /// Given without asking.
    pub free: Vec<String>,
    /// To be approved first.
    pub ask_first: Vec<String>,
}

/// The management's consent to work for a customer that brings no visible profit: the black face (S3).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Approval {
    /// Who has agreed, by the key in crm.yaml's `people`.
    pub by: Option<String>,
    pub on: Option<NaiveDate>,
}

impl Approval {
    /// As it stands in a file.
    pub fn as_yaml(&self) -> YamlValue {
        let Approval { by, on } = self;
        let by = by.clone().map(|by| ("by".to_owned(), YamlValue::Text(by)));
        let on = on.map(|on| ("on".to_owned(), YamlValue::Number(on.to_string())));
        YamlValue::Map(by.into_iter().chain(on).collect())
    }
}

impl std::fmt::Display for Approval {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Approval { by, on } = self;
        let on = on.map(|on| on.to_string());
        let parts: Vec<&str> = by.as_deref().into_iter().chain(on.as_deref()).collect();
        f.write_str(&parts.join(", "))
    }
}
