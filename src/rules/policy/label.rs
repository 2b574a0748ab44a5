//! What people call a grade, an event or an action.

/// A name in both languages.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Label {
    /// English.
    pub en: String,
    /// Chinese.
    pub zh: String,
}
