//! What a value should have been, and what an error probably comes from.

use super::bounds::Measure;

/// What a value should have been.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    /// `YYYY-MM-DD`.
    Date,
    /// `MM-DD`, a date, or a list of dates.
    EventDays,
    /// `MM-DD`, as the first day.
    YearDay,
    /// As many dates as there are first days.
    LastDays,
    /// A whole number of days, larger than the one before it.
    RisingDays,
    /// RFC 3339, or a date.
    Instant,
    /// `MM-DD` or `YYYY-MM-DD`.
    Birthday,
    /// `45 days`.
    Interval,
    /// One of the scheme's classes.
    Class(Vec<String>),
    /// Whom a playbook is for: one of these classes, or three parts of a label.
    Playbook(Vec<String>),
    /// A cadence: an interval, times a month, never.
    Cadence,
    /// A number within the bounds of what it measures.
    Within(Measure),
    /// A number from 0 to 1.
    Fraction,
    /// `true` or `false`.
    Bool,
    /// `10:00`.
    Hour,
    /// `09:00-18:00`, several with commas between them.
    Hours,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// Two capital letters.
    Country,
    /// Three capital letters.
    Currency,
    List,
    /// Kept files: `[{name, sha256, bytes}]`.
    KeptFiles,
    /// A mapping.
    Map,
    Text,
    /// `Area/City`; the one that was probably meant.
    Timezone(Option<&'static str>),
    /// A field of a customer, as `required` names it; the one that was probably meant.
    CustomerField(Option<String>),
    /// A key whose values a team may agree on.
    ChoosableKey,
    /// A version of the files' format.
    Version,
}

/// What a YAML error probably comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YamlCause {
    /// `：` instead of `:`.
    FullWidthColon,
    /// A tab in the indentation.
    Tab,
    NoSpaceAfterColon,
    /// A text with `: ` in it, or one that begins with a sign, without quotes.
    NeedsQuotes,
}
