//! What is wrong with a file, as a typed fact with a place. Only `render::lang` puts it into words.

mod code;

use std::path::PathBuf;

use chrono::NaiveDate;

use super::portable::{Clash, Flaw};
use super::{Currency, Expected, Medium, Money, NotOne, Slip, YamlCause};

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

/// What a file is that lies among the customers' and is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stray {
    /// What a killed command of ours left.
    Temporary,
    /// git's own copy of a file that it was merging.
    GitMerge,
    /// A version that `git mergetool` or `patch` put beside the file.
    MergeTool,
    /// The version before the last that an editor keeps.
    Backup,
    /// A note of an interrupted change that no program here can read.
    UnreadNote,
    /// What a program that keeps folders in step put there instead of choosing.
    ConflictCopy,
}

/// Something wrong, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    pub place: Place,
    pub kind: ProblemKind,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq)]
pub enum ProblemKind {
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
        key: String,
        /// What the reader says.
        detail: String,
    },
    /// A key that must be there.
    MissingKey(&'static str),
    /// A value that the key can't have.
    BadValue {
        key: String,
        /// The value as written.
        value: String,
        /// What it should be.
        want: Expected,
    },
    /// A key that this version doesn't know.
    UnknownKey {
        key: String,
        /// The known one that it probably is.
        suggestion: Option<&'static str>,
        /// All that are known in its place.
        known: &'static [&'static str],
    },
    /// A key that stands twice.
    DuplicateKey(String),
    /// A file name that is not an id.
    BadId(String),
    /// A name that can't travel to every system, or that nobody else could type.
    Unportable {
        name: String,
        /// What is wrong with it.
        flaw: Flaw,
    },
    /// Two names that are one: on another system, or for the eye.
    NameClash {
        name: String,
        /// The file or folder of the other.
        other: PathBuf,
        /// How they are one.
        clash: Clash,
    },
    /// Two files of one id.
    DuplicateId {
        id: String,
        /// The other file.
        other: PathBuf,
    },
    /// A log without its customer.
    OrphanedLog {
        /// The id that it is named after.
        id: String,
        /// The customer whose log says that this id leads to it.
        home: Option<String>,
    },
    /// The log of a customer that was forgotten on request.
    ForgottenLog { id: String },
    /// A file that no program reads any more.
    Stray {
        what: Stray,
        /// The name of the file that it is a copy of, where its own name says so.
        of: Option<String>,
    },
    /// A customer whose id leads to another one that has all its entries: half of a merge or a new id.
    HalfMerged {
        id: String,
        /// The customer that it leads to.
        home: String,
    },
    /// A customer that has the history of one that stands in another customer, too.
    TwoHomes {
        /// The id that both have by their logs.
        id: String,
        /// Whose log it is.
        home: String,
        /// In whose log that history stands, too.
        other: String,
        /// How many entries both have: each counts twice.
        count: usize,
    },
    /// The log's last decision on the grade or the owner is another one than the file's.
    Differs {
        id: String,
        /// `grade` or `owner`.
        key: &'static str,
        /// What the last entry says; none is ungraded, or the pool.
        logged: Option<String>,
        /// What the file says.
        file: Option<String>,
    },
    /// Derived files that git would send to the others.
    TrackedDerived {
        count: usize,
        /// The folder, as git needs it.
        folder: String,
    },
    /// Entries that both sides of a merge had, or one of them had added, and the merge hasn't.
    MergeLost {
        id: String,
        count: usize,
        /// The merge.
        commit: String,
        /// Since when merges were looked at.
        since: String,
    },
    /// `.yml` instead of `.yaml`, `.jsonl` without `.log`.
    FileName {
        /// The name that it should have.
        want: String,
    },
    /// Rules of a version that only a newer program knows.
    NewerVersion {
        /// The version that they say.
        version: u32,
        /// The newest that this program knows.
        newest: u32,
    },
    /// A link that leads out of the workspace, or nowhere.
    LinkOutside,
    /// A pipe, a socket or a device in a file's place.
    NotAFile,
    /// git stores it as a filter has made it, and nobody can read that without the filter.
    Filtered,
    /// A partial clone doesn't have it.
    NotFetched,
    /// A folder link: folders are never followed.
    LinkedFolder,
    /// A line that is not a JSON object.
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
    /// A line of this customer's log that was forgotten, and is back.
    ForgottenLine {
        /// The customer.
        id: String,
        /// Where what is left of it stands in the log of the customer of which this one was a part: `PATH:LINE`.
        left_at: Option<String>,
    },
    /// A customer that was forgotten, and is back.
    ForgottenCustomer { id: String },
    /// A customer that has been another one's, or had another id, which was forgotten: whoever merged or
    /// renamed it had not heard of it.
    ForgottenFormer {
        /// The customer.
        id: String,
        /// The id that was forgotten.
        from: String,
    },
    /// Something was forgotten on request, and an answer at a sync let it stay.
    ForgottenKept {
        /// The customer.
        id: String,
        what: String,
    },
    /// The list of what was forgotten can't be read, and why.
    ForgottenUnread(String),
    /// A kind of entry that this version doesn't know.
    UnknownKind {
        kind: String,
        /// The known one that it probably is.
        suggestion: Option<&'static str>,
    },
    /// A field that the kind doesn't have.
    UnknownField {
        field: String,
        kind: String,
        /// The known one that it probably is.
        suggestion: Option<&'static str>,
    },
    /// Something that has happened can't have happened after today.
    FutureDate {
        /// The key or field.
        key: String,
        day: NaiveDate,
    },
    /// A kept file that an entry names, and that isn't there.
    KeptMissing {
        /// Its name, as the entry says it.
        name: String,
        /// Where it should be.
        path: PathBuf,
        /// Where one of its name is, beside another log or none.
        elsewhere: Option<PathBuf>,
    },
    /// A kept file whose bytes are others than its entry says.
    KeptDiffers {
        /// Its name, as the entry says it.
        name: String,
        path: PathBuf,
    },
    /// A file among the kept ones that no entry names.
    KeptUnnamed,
    /// A kept file that is larger than one may be.
    KeptTooLarge {
        bytes: u64,
        /// The limit, in bytes.
        limit: u64,
    },
    /// A note about another entry of the log, and none is that one.
    UnknownEntry {
        /// The hash that it names.
        of: String,
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
    NoRate { currency: String, day: NaiveDate },
    /// A grade that the workspace's scheme doesn't have.
    UnknownGrade {
        grade: String,
        /// The ones it has.
        known: Vec<String>,
    },
    /// A person that `crm.yaml` doesn't have.
    UnknownPerson {
        /// The key or field.
        key: String,
        person: String,
    },
    /// A payment for an invoice that isn't in the log.
    UnknownInvoice(String),
    /// A payment in another currency than its invoice is made out in: it pays nothing of it.
    OtherCurrency {
        /// The number of the invoice.
        reference: String,
        /// What the invoice is made out in.
        invoiced: Currency,
        /// What was paid.
        paid: Currency,
    },
    /// Two orders, invoices or contracts with one number: both count.
    RefTwice {
        /// `order`, `invoice` or `contract`.
        kind: &'static str,
        /// The number.
        reference: String,
        /// The line of the first.
        first: u32,
    },
    /// An entry that another one is equal to, but for who wrote it, in which time zone and when: both count.
    SaidTwice {
        /// The line of the first.
        first: u32,
    },
    /// A step of a complaint, a wish to end or a sample that nobody has begun.
    Unbegun {
        /// `complaint`, `ending` or `sample`.
        kind: &'static str,
        /// Its number, or what it is of.
        name: String,
    },
    /// More was paid than the invoice is over.
    Overpaid {
        /// The invoice.
        reference: String,
        /// By how much.
        over: Money,
    },
    /// A time zone that the tz database doesn't have.
    UnknownZone {
        name: String,
        /// The known one that it probably is.
        suggestion: Option<&'static str>,
    },
    /// No mail address or phone number, or several where one stands.
    NotOne {
        /// What it should be.
        medium: Medium,
        /// What stands there.
        value: String,
        /// Why it is none.
        not: NotOne,
    },
    /// Hours of the day that can't be read.
    UnclearHours(String),
    /// A value that lies above one that it may not exceed.
    OutOfOrder {
        /// The key of the one that should be the smaller.
        smaller: &'static str,
        value: String,
        /// The key of the one that should be the larger.
        larger: &'static str,
        /// Its value.
        bound: String,
    },
    /// A key that says nothing beside another one.
    NotBoth { key: &'static str, other: &'static str },
    /// Points that should make 100, and make this.
    PointsSum(String),
    /// Moves would lead to grades that the workspace doesn't have.
    NoMoves { grades: Vec<String> },
    /// A template asks for a field that no customer has.
    TemplateField {
        /// As written.
        field: String,
        /// The one that was probably meant.
        near: Option<String>,
    },
    /// A template that can't be filled.
    TemplateSyntax {
        /// What its reader says, in English.
        why: String,
    },
    /// What can be read and is probably not meant.
    Slip(Box<Slip>),
}
impl From<Slip> for ProblemKind {
    fn from(slip: Slip) -> Self {
        ProblemKind::Slip(Box::new(slip))
    }
}
