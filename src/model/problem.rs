//! What is wrong with a file, as a typed fact with a place. Only `render::lang` puts it into words.

use std::path::PathBuf;

use chrono::NaiveDate;

use super::bounds::Measure;
use super::portable::{Clash, Flaw};

/// Whether a problem makes `crm check` fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Something is lost, wrong or unreadable.
    Error,
    /// Probably a slip; everything works.
    Warning,
}

impl Severity {
    /// The word in machine output.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

/// A place in a file of the workspace.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Relative to the root.
    pub path: PathBuf,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
}

/// Something wrong, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// Where.
    pub place: Place,
    /// What.
    pub trouble: Trouble,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq)]
pub enum Trouble {
    /// The operating system would not let us read it.
    Unreadable(String),
    /// Bytes that are no UTF-8.
    InvalidUtf8,
    /// Larger than a file of its sort can sensibly be.
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// What git leaves in a file that two people changed.
    ConflictMarker {
        /// What one side has there, in short; empty in a log, of which both sides are read.
        ours: String,
        /// What the other side has.
        theirs: String,
    },
    /// The YAML can't be read.
    Yaml {
        /// What the reader says.
        detail: String,
        /// What it probably is.
        cause: Option<YamlCause>,
    },
    /// More than one YAML document in a file.
    SeveralDocuments,
    /// Anchors, aliases and merge keys are not for customer files.
    Anchor,
    /// Brackets within brackets beyond all reason.
    TooDeep,
    /// A list where a text should be, and the like.
    WrongType {
        /// The key.
        key: String,
        /// What the reader says.
        detail: String,
    },
    /// A key that must be there.
    MissingKey(&'static str),
    /// A value that the key can't have.
    BadValue {
        /// The key.
        key: String,
        /// The value as written.
        value: String,
        /// What it should be.
        want: Want,
    },
    /// A key that this version doesn't know.
    UnknownKey {
        /// The key.
        key: String,
        /// The known one that it probably is.
        suggestion: Option<&'static str>,
        /// All that are known in its place.
        known: &'static [&'static str],
    },
    /// A key that stands twice.
    DuplicateKey(String),
    /// A file name that is no id.
    BadId(String),
    /// A name that can't travel to every system, or that nobody else could type.
    Unportable {
        /// The name.
        name: String,
        /// What is wrong with it.
        flaw: Flaw,
    },
    /// Two names that are one: on another system, or for the eye.
    NameClash {
        /// The name.
        name: String,
        /// The file or folder of the other.
        other: PathBuf,
        /// How they are one.
        clash: Clash,
    },
    /// Two files of one id.
    DuplicateId {
        /// The id.
        id: String,
        /// The other file.
        other: PathBuf,
    },
    /// A log without its customer.
    OrphanedLog,
    /// `.yml` instead of `.yaml`, `.jsonl` without `.log`.
    FileName {
        /// The name that it should have.
        want: String,
    },
    /// A link that leads out of the workspace, or nowhere.
    LinkOutside,
    /// A pipe, a socket or a device in a file's place.
    NotAFile,
    /// A folder link: folders are never followed.
    LinkedFolder,
    /// A line that is no JSON object.
    Json(String),
    /// The last line has no end: writing it was cut off.
    CutOff,
    /// The last line is whole, but has no end: git could fuse it with another one.
    NoFinalNewline,
    /// An entry that stands twice, byte for byte.
    DuplicateEntry {
        /// The first line it stands on.
        first: u32,
        /// Whether it counts again: where only its day is known, it may have happened twice.
        counts: bool,
    },
    /// A kind of entry that this version doesn't know.
    UnknownKind {
        /// The kind.
        kind: String,
        /// The known one that it probably is.
        suggestion: Option<&'static str>,
    },
    /// A field that the kind doesn't have.
    UnknownField {
        /// The field.
        field: String,
        /// The kind.
        kind: String,
        /// The known one that it probably is.
        suggestion: Option<&'static str>,
    },
    /// Something that has happened can't have happened after today.
    FutureDate {
        /// The key or field.
        key: String,
        /// The day.
        day: NaiveDate,
    },
    /// A date agreed for a day before the agreement.
    NextBeforeEntry {
        /// The date agreed.
        next: NaiveDate,
        /// The day of the entry.
        day: NaiveDate,
    },
    /// A span that ends before it begins.
    EndsBeforeStart,
    /// A currency for which `crm.yaml` has no rate on that day.
    NoRate {
        /// The currency.
        currency: String,
        /// The day.
        day: NaiveDate,
    },
    /// A grade that the workspace's scheme doesn't have.
    UnknownGrade {
        /// The grade.
        grade: String,
        /// The ones it has.
        known: Vec<String>,
    },
    /// A person that `crm.yaml` doesn't have.
    UnknownPerson {
        /// The key or field.
        key: String,
        /// The person.
        person: String,
    },
    /// A payment for an invoice that isn't in the log.
    UnknownInvoice(String),
    /// A time zone that the tz database doesn't have.
    UnknownZone {
        /// The name.
        name: String,
        /// The known one that it probably is.
        suggestion: Option<&'static str>,
    },
    /// Hours of the day that can't be read.
    UnclearHours(String),
    /// A value that lies above one that it may not exceed.
    OutOfOrder {
        /// The key of the one that should be the smaller.
        smaller: &'static str,
        /// Its value.
        value: String,
        /// The key of the one that should be the larger.
        larger: &'static str,
        /// Its value.
        bound: String,
    },
    /// Points that should make 100, and make this.
    PointsSum(String),
    /// Moves would lead to grades that the workspace doesn't have.
    NoMoves {
        /// The grades.
        grades: Vec<String>,
    },
}

/// What a value should have been.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Want {
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
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// Two capital letters.
    Country,
    /// Three capital letters.
    Currency,
    /// A list.
    List,
    /// A mapping.
    Map,
    /// Text.
    Text,
    /// `Area/City`; the one that was probably meant.
    Timezone(Option<&'static str>),
    /// Version 1.
    Version,
}

/// What a YAML error probably comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YamlCause {
    /// `：` instead of `:`.
    FullWidthColon,
    /// A tab in the indentation.
    Tab,
    /// No space after the colon.
    NoSpaceAfterColon,
    /// A text with `: ` in it, or one that begins with a sign, without quotes.
    NeedsQuotes,
}

impl Trouble {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Trouble::Unreadable(_) => "unreadable",
            Trouble::InvalidUtf8 => "invalid-utf8",
            Trouble::TooLarge { .. } => "too-large",
            Trouble::ConflictMarker { .. } => "conflict-marker",
            Trouble::Yaml { .. } => "yaml-syntax",
            Trouble::SeveralDocuments => "several-documents",
            Trouble::Anchor => "anchor",
            Trouble::TooDeep => "too-deep",
            Trouble::WrongType { .. } => "wrong-type",
            Trouble::MissingKey(_) => "missing-key",
            Trouble::BadValue { .. } => "bad-value",
            Trouble::UnknownKey { .. } => "unknown-key",
            Trouble::DuplicateKey(_) => "duplicate-key",
            Trouble::BadId(_) => "bad-id",
            Trouble::Unportable { flaw: Flaw::InParts, .. } => "not-composed",
            Trouble::Unportable { flaw: Flaw::Mixed, .. } => "mixed-scripts",
            Trouble::Unportable { .. } => "reserved-name",
            Trouble::NameClash { clash: Clash::SameFile, .. } => "same-name",
            Trouble::NameClash { .. } => "look-alike",
            Trouble::DuplicateId { .. } => "duplicate-id",
            Trouble::OrphanedLog => "orphaned-log",
            Trouble::FileName { .. } => "file-name",
            Trouble::LinkOutside => "link-outside",
            Trouble::NotAFile => "not-a-file",
            Trouble::LinkedFolder => "linked-folder",
            Trouble::Json(_) => "json-syntax",
            Trouble::CutOff => "cut-off",
            Trouble::NoFinalNewline => "no-final-newline",
            Trouble::DuplicateEntry { .. } => "duplicate-entry",
            Trouble::UnknownKind { .. } => "unknown-kind",
            Trouble::UnknownField { .. } => "unknown-field",
            Trouble::FutureDate { .. } => "future-date",
            Trouble::NextBeforeEntry { .. } => "next-before-entry",
            Trouble::EndsBeforeStart => "ends-before-start",
            Trouble::NoRate { .. } => "no-rate",
            Trouble::UnknownGrade { .. } => "unknown-grade",
            Trouble::UnknownPerson { .. } => "unknown-person",
            Trouble::UnknownInvoice(_) => "unknown-invoice",
            Trouble::UnknownZone { .. } => "unknown-timezone",
            Trouble::UnclearHours(_) => "unclear-hours",
            Trouble::OutOfOrder { .. } => "out-of-order",
            Trouble::PointsSum(_) => "points-sum",
            Trouble::NoMoves { .. } => "no-moves",
        }
    }

    /// Whether it makes `crm check` fail.
    pub fn severity(&self) -> Severity {
        match self {
            Trouble::UnknownKey { .. }
            | Trouble::UnknownKind { .. }
            | Trouble::UnknownField { .. }
            | Trouble::UnknownPerson { .. }
            | Trouble::UnknownInvoice(_)
            | Trouble::UnknownZone { .. }
            | Trouble::UnclearHours(_)
            | Trouble::NoMoves { .. }
            | Trouble::DuplicateEntry { .. }
            | Trouble::NoFinalNewline
            | Trouble::FileName { .. }
            | Trouble::Unportable { .. }
            | Trouble::NameClash { clash: Clash::LookAlike, .. }
            | Trouble::LinkedFolder => Severity::Warning,
            _ => Severity::Error,
        }
    }
}
