//! A value that the program keeps without knowing what it means.

/// What stands under `custom:` or under a key that this version doesn't know.
#[derive(Clone, Debug, PartialEq)]
pub enum YamlValue {
    /// Nothing.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, in digits that JSON accepts.
    Number(String),
    Text(String),
    List(Vec<YamlValue>),
    /// A mapping, in the order of the file.
    Map(Vec<(String, YamlValue)>),
}
