//! The fields that several kinds have, and those of notes and of answers to suggestions.

use super::super::{EntryField as Field, FieldKind, KindField, MoveCode, SuggestionAnswer};
use FieldKind::{Day, End, Hour, NextDay, State, Text, Truth};

pub(super) const NEXT_TIME: KindField =
    of(Field::NextTime, Hour, "The hour of `next`, HH:MM, on the clock of whoever wrote it.", r#"["10:00"]"#);

/// The text, which every kind has, each in its own place.
pub(super) const TEXT: KindField = of(Field::Text, Text, "", "[]");

/// Those that set a day or tell of another entry, beside the text.
pub(super) const NOTE: &[KindField] = &[
    of(Field::With, Text, "The contact's name, where `action` was for one.", r#"["Anna Müller"]"#),
    TEXT,
    of(
        Field::Next,
        NextDay,
        "The day of the next contact, YYYY-MM-DD, set without one: it counts until a \
             contact on that day or later keeps it. none ends the one that was set, and needs version: 2 in crm.yaml.",
        r#"["2026-12-01"]"#,
    ),
    NEXT_TIME,
    of(Field::Plan, Text, "What the contact on that day should achieve.", r#"["ask what came of the fair"]"#),
    of(
        Field::Planned,
        Truth,
        "True where the day is the planner's, to spread the work: it counts until the \
             next contact, and hides nothing of how late that is.",
        "[true]",
    ),
    of(
        Field::Action,
        Text,
        "What was done for the customer without a contact: a gift, a card.",
        r#"["gift"]"#,
    ),
    of(
        Field::Of,
        Text,
        "The entry that it is about: the first 16 hexadecimal digits of the SHA-256 of that one's line, without \
             the line's end.",
        r#"["1f5c0a9be2d34786"]"#,
    ),
    of(
        Field::Example,
        Truth,
        "With `of`: whether newcomers should read that entry. The latest note on it counts.",
        "[true]",
    ),
];

/// Which suggestion of `crm review` it was, and what somebody made of it.
pub(super) const SUGGESTION: &[KindField] = &[
    of(Field::Code, State(MoveCode::WORDS), "The reason of the suggestion, by its code.", r#"["order"]"#),
    of(
        Field::Answer,
        State(SuggestionAnswer::WORDS),
        "What became of it: done (as it was suggested), later (not before `until`), wrong (not again until the facts \
             change).",
        r#"["wrong"]"#,
    ),
    of(Field::To, End, "The grade that was suggested; null or absent for a task.", r#"["A"]"#),
    of(Field::Why, Text, "The reason of the answer.", r#"["a single order of a dealer"]"#),
    of(
        Field::Until,
        Day,
        "Of later: the day from which it is suggested again, YYYY-MM-DD.",
        r#"["2027-01-10"]"#,
    ),
    TEXT,
];

pub(super) const fn of(
    field: Field,
    kind: FieldKind,
    description: &'static str,
    examples: &'static str,
) -> KindField {
    KindField { field, kind, description, examples }
}
