//! How a customer likes to be approached, and what it may be promised.

use super::Meeting;

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
}

/// Services that may be promised, and those that need approval first (S4).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Promises {
    /// Given without asking.
    pub free: Vec<String>,
    /// To be approved first.
    pub ask_first: Vec<String>,
}
