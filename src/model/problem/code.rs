//! By which code a problem is known, and whether it makes `crm check` fail.

use super::super::portable::{Clash, Flaw};
use super::{Severity, Stray, Trouble};

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
            Trouble::OrphanedLog { .. } => "orphaned-log",
            Trouble::ForgottenLog { .. } => "forgotten-log",
            Trouble::Stray { what: Stray::ConflictCopy, .. } => "conflict-copy",
            Trouble::Stray { .. } => "stray-file",
            Trouble::HalfMerged { .. } => "half-merged",
            Trouble::Differs { key: "owner", .. } => "owner-differs",
            Trouble::Differs { .. } => "grade-differs",
            Trouble::TrackedDerived { .. } => "tracked-derived",
            Trouble::MergeLost { .. } => "merge-lost-entries",
            Trouble::FileName { .. } => "file-name",
            Trouble::NewerVersion { .. } => "newer-version",
            Trouble::LinkOutside => "link-outside",
            Trouble::NotAFile => "not-a-file",
            Trouble::Filtered => "filtered",
            Trouble::NotFetched => "not-fetched",
            Trouble::LinkedFolder => "linked-folder",
            Trouble::Json(_) => "json-syntax",
            Trouble::CutOff => "cut-off",
            Trouble::NoFinalNewline => "no-final-newline",
            Trouble::DuplicateEntry { .. } => "duplicate-entry",
            Trouble::ForgottenLine { .. } => "forgotten-line",
            Trouble::ForgottenCustomer { .. } => "forgotten-customer",
            Trouble::ForgottenFormer { .. } => "forgotten-former",
            Trouble::ForgottenKept { .. } => "forgotten-kept",
            Trouble::ForgottenUnread(_) => "forgotten-unread",
            Trouble::UnknownKind { .. } => "unknown-kind",
            Trouble::UnknownField { .. } => "unknown-field",
            Trouble::FutureDate { .. } => "future-date",
            Trouble::NextBeforeEntry { .. } => "next-before-entry",
            Trouble::EndsBeforeStart => "ends-before-start",
            Trouble::NoRate { .. } => "no-rate",
            Trouble::UnknownGrade { .. } => "unknown-grade",
            Trouble::UnknownPerson { .. } => "unknown-person",
            Trouble::UnknownInvoice(_) => "unknown-invoice",
            Trouble::OtherCurrency { .. } => "other-currency",
            Trouble::RefTwice { .. } => "ref-twice",
            Trouble::Unbegun { .. } => "unknown-ref",
            Trouble::Overpaid { .. } => "overpaid",
            Trouble::UnknownZone { .. } => "unknown-timezone",
            Trouble::NotOne { .. } => "bad-contact",
            Trouble::UnclearHours(_) => "unclear-hours",
            Trouble::OutOfOrder { .. } => "out-of-order",
            Trouble::PointsSum(_) => "points-sum",
            Trouble::NoMoves { .. } => "no-moves",
            Trouble::Slip(slip) => slip.code(),
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
            | Trouble::OtherCurrency { .. }
            | Trouble::RefTwice { .. }
            | Trouble::Unbegun { .. }
            | Trouble::Overpaid { .. }
            | Trouble::UnknownZone { .. }
            | Trouble::UnclearHours(_)
            | Trouble::NotOne { .. }
            | Trouble::NoMoves { .. }
            | Trouble::Slip(_)
            | Trouble::DuplicateEntry { .. }
            | Trouble::ForgottenFormer { .. }
            | Trouble::ForgottenKept { .. }
            | Trouble::NoFinalNewline
            | Trouble::FileName { .. }
            | Trouble::Differs { .. }
            | Trouble::HalfMerged { .. }
            | Trouble::TrackedDerived { .. }
            | Trouble::Unportable { .. }
            | Trouble::NameClash { clash: Clash::LookAlike, .. }
            | Trouble::LinkedFolder => Severity::Warning,
            // What they say can be read, and older books have them.
            Trouble::FutureDate { key, .. } if matches!(key.as_str(), "founded" | "birthday") => {
                Severity::Warning
            }
            Trouble::OutOfOrder { larger: "solve", .. } => Severity::Warning,
            // A copy may hold what somebody wrote, and nobody reads it.
            Trouble::Stray { what, .. } if *what != Stray::ConflictCopy => Severity::Warning,
            _ => Severity::Error,
        }
    }
}
