//! By which code a problem is known, and whether it makes `crm check` fail.

use super::super::portable::{Clash, Flaw};
use super::{ProblemKind, Severity, Stray};

impl ProblemKind {
    /// Every stable code.
    pub const CODES: &'static [&'static str] = &[
        "unreadable",
        "invalid-utf8",
        "too-large",
        "conflict-marker",
        "yaml-syntax",
        "several-documents",
        "anchor",
        "too-deep",
        "wrong-type",
        "missing-key",
        "bad-value",
        "unknown-key",
        "duplicate-key",
        "bad-id",
        "not-composed",
        "mixed-scripts",
        "reserved-name",
        "same-name",
        "look-alike",
        "duplicate-id",
        "orphaned-log",
        "forgotten-log",
        "conflict-copy",
        "stray-file",
        "half-merged",
        "two-homes",
        "owner-differs",
        "grade-differs",
        "tracked-derived",
        "merge-lost-entries",
        "file-name",
        "newer-version",
        "link-outside",
        "not-a-file",
        "filtered",
        "not-fetched",
        "linked-folder",
        "json-syntax",
        "cut-off",
        "no-final-newline",
        "duplicate-entry",
        "forgotten-line",
        "forgotten-customer",
        "forgotten-former",
        "forgotten-kept",
        "forgotten-unread",
        "unknown-kind",
        "unknown-field",
        "future-date",
        "next-before-entry",
        "unknown-entry",
        "file-missing",
        "file-differs",
        "file-unnamed",
        "file-too-large",
        "ends-before-start",
        "no-rate",
        "unknown-grade",
        "unknown-person",
        "unknown-invoice",
        "other-currency",
        "ref-twice",
        "said-twice",
        "unknown-ref",
        "overpaid",
        "unknown-timezone",
        "bad-contact",
        "unclear-hours",
        "out-of-order",
        "points-sum",
        "not-both",
        "no-moves",
        "template-field",
        "template-syntax",
        "same-value",
        "unusual-value",
        "unknown-country",
        "unknown-customer",
        "referral-circle",
        "unknown-contact",
        "unknown-choice",
        "incomplete",
        "empty-contact",
        "broken-chain",
        "before-begun",
        "no-decider",
        "not-approved",
    ];

    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            ProblemKind::Unreadable(_) => "unreadable",
            ProblemKind::InvalidUtf8 => "invalid-utf8",
            ProblemKind::TooLarge { .. } => "too-large",
            ProblemKind::ConflictMarker { .. } => "conflict-marker",
            ProblemKind::Yaml { .. } => "yaml-syntax",
            ProblemKind::SeveralDocuments => "several-documents",
            ProblemKind::Anchor => "anchor",
            ProblemKind::TooDeep => "too-deep",
            ProblemKind::WrongType { .. } => "wrong-type",
            ProblemKind::MissingKey(_) => "missing-key",
            ProblemKind::BadValue { .. } => "bad-value",
            ProblemKind::UnknownKey { .. } => "unknown-key",
            ProblemKind::DuplicateKey(_) => "duplicate-key",
            ProblemKind::BadId(_) => "bad-id",
            ProblemKind::Unportable { flaw: Flaw::InParts, .. } => "not-composed",
            ProblemKind::Unportable { flaw: Flaw::Mixed, .. } => "mixed-scripts",
            ProblemKind::Unportable { .. } => "reserved-name",
            ProblemKind::NameClash { clash: Clash::SameFile, .. } => "same-name",
            ProblemKind::NameClash { .. } => "look-alike",
            ProblemKind::DuplicateId { .. } => "duplicate-id",
            ProblemKind::OrphanedLog { .. } => "orphaned-log",
            ProblemKind::ForgottenLog { .. } => "forgotten-log",
            ProblemKind::Stray { what: Stray::ConflictCopy, .. } => "conflict-copy",
            ProblemKind::Stray { .. } => "stray-file",
            ProblemKind::HalfMerged { .. } => "half-merged",
            ProblemKind::TwoHomes { .. } => "two-homes",
            ProblemKind::Differs { key: "owner", .. } => "owner-differs",
            ProblemKind::Differs { .. } => "grade-differs",
            ProblemKind::TrackedDerived { .. } => "tracked-derived",
            ProblemKind::MergeLost { .. } => "merge-lost-entries",
            ProblemKind::FileName { .. } => "file-name",
            ProblemKind::NewerVersion { .. } => "newer-version",
            ProblemKind::LinkOutside => "link-outside",
            ProblemKind::NotAFile => "not-a-file",
            ProblemKind::Filtered => "filtered",
            ProblemKind::NotFetched => "not-fetched",
            ProblemKind::LinkedFolder => "linked-folder",
            ProblemKind::Json(_) => "json-syntax",
            ProblemKind::CutOff => "cut-off",
            ProblemKind::NoFinalNewline => "no-final-newline",
            ProblemKind::DuplicateEntry { .. } => "duplicate-entry",
            ProblemKind::ForgottenLine { .. } => "forgotten-line",
            ProblemKind::ForgottenCustomer { .. } => "forgotten-customer",
            ProblemKind::ForgottenFormer { .. } => "forgotten-former",
            ProblemKind::ForgottenKept { .. } => "forgotten-kept",
            ProblemKind::ForgottenUnread(_) => "forgotten-unread",
            ProblemKind::UnknownKind { .. } => "unknown-kind",
            ProblemKind::UnknownField { .. } => "unknown-field",
            ProblemKind::FutureDate { .. } => "future-date",
            ProblemKind::KeptMissing { .. } => "file-missing",
            ProblemKind::KeptDiffers { .. } => "file-differs",
            ProblemKind::KeptUnnamed => "file-unnamed",
            ProblemKind::KeptTooLarge { .. } => "file-too-large",
            ProblemKind::UnknownEntry { .. } => "unknown-entry",
            ProblemKind::NextBeforeEntry { .. } => "next-before-entry",
            ProblemKind::EndsBeforeStart => "ends-before-start",
            ProblemKind::NoRate { .. } => "no-rate",
            ProblemKind::UnknownGrade { .. } => "unknown-grade",
            ProblemKind::UnknownPerson { .. } => "unknown-person",
            ProblemKind::UnknownInvoice(_) => "unknown-invoice",
            ProblemKind::OtherCurrency { .. } => "other-currency",
            ProblemKind::RefTwice { .. } => "ref-twice",
            ProblemKind::SaidTwice { .. } => "said-twice",
            ProblemKind::Unbegun { .. } => "unknown-ref",
            ProblemKind::Overpaid { .. } => "overpaid",
            ProblemKind::UnknownZone { .. } => "unknown-timezone",
            ProblemKind::NotOne { .. } => "bad-contact",
            ProblemKind::UnclearHours(_) => "unclear-hours",
            ProblemKind::OutOfOrder { .. } => "out-of-order",
            ProblemKind::PointsSum(_) => "points-sum",
            ProblemKind::NotBoth { .. } => "not-both",
            ProblemKind::NoMoves { .. } => "no-moves",
            ProblemKind::TemplateField { .. } => "template-field",
            ProblemKind::TemplateSyntax { .. } => "template-syntax",
            ProblemKind::Slip(slip) => slip.code(),
        }
    }

    /// Whether it makes `crm check` fail.
    pub fn severity(&self) -> Severity {
        match self {
            ProblemKind::UnknownKey { .. }
            | ProblemKind::UnknownKind { .. }
            | ProblemKind::UnknownField { .. }
            | ProblemKind::UnknownEntry { .. }
            | ProblemKind::KeptMissing { .. }
            | ProblemKind::KeptUnnamed
            | ProblemKind::KeptTooLarge { .. }
            | ProblemKind::UnknownPerson { .. }
            | ProblemKind::UnknownInvoice(_)
            | ProblemKind::OtherCurrency { .. }
            | ProblemKind::RefTwice { .. }
            | ProblemKind::SaidTwice { .. }
            | ProblemKind::Unbegun { .. }
            | ProblemKind::Overpaid { .. }
            | ProblemKind::UnknownZone { .. }
            | ProblemKind::UnclearHours(_)
            | ProblemKind::NotOne { .. }
            | ProblemKind::NoMoves { .. }
            | ProblemKind::Slip(_)
            | ProblemKind::DuplicateEntry { .. }
            | ProblemKind::ForgottenFormer { .. }
            | ProblemKind::ForgottenKept { .. }
            | ProblemKind::NoFinalNewline
            | ProblemKind::FileName { .. }
            | ProblemKind::Differs { .. }
            | ProblemKind::HalfMerged { .. }
            | ProblemKind::TwoHomes { .. }
            | ProblemKind::TrackedDerived { .. }
            | ProblemKind::Unportable { .. }
            | ProblemKind::NameClash { clash: Clash::LookAlike, .. }
            | ProblemKind::LinkedFolder => Severity::Warning,
            // What they say can be read, and older books have them.
            ProblemKind::FutureDate { key, .. } if matches!(key.as_str(), "founded" | "birthday") => {
                Severity::Warning
            }
            ProblemKind::OutOfOrder { larger: "solve" | "below", .. } => Severity::Warning,
            // A copy may hold what somebody wrote, and nobody reads it.
            ProblemKind::Stray { what, .. } if *what != Stray::ConflictCopy => Severity::Warning,
            _ => Severity::Error,
        }
    }
}
