//! What the cells of a column are: taken from the tables of the model, so that a key which is new there is read here
//! like its likes.

use super::day_order::Tense;
use crate::model::{
    ContactKey, ContactValueKind, CustomerKey, EntryField, EntryKind, FieldKind, Measure, Medium, ValueKind,
};
use crate::plan::Words;

/// What the cells of a column are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum CellKind {
    /// Whatever stands there.
    #[default]
    Text,
    /// A day, with its hour perhaps, and which way it points where it is said without a year.
    Day(Tense),
    /// A day in entries of one kind, and something else in those of another.
    DayOrText,
    /// A day, or a year alone.
    Founded,
    /// A day, with or without its year.
    Birthday,
    Number,
    /// A number of what is counted whole: 1,234 are so many.
    Count,
    /// A number with a unit behind it.
    Quantity,
    /// One of the words of the files.
    Words(Vec<Words>),
    /// One of the team, or several.
    People,
    Country,
    Interval,
    /// An address, or a number to dial.
    Point(Medium),
}

impl CellKind {
    /// What the cells below a key are.
    pub fn of(key: &str) -> Self {
        // The last follow-up of a customer has the fields of one, and its moment is the key's own.
        let field = match key {
            "last" | "day" => Some(EntryField::At),
            // Where the reply stands, a list may have a sentence.
            "last.reply" => None,
            // Columns of orders from which their fields are reckoned.
            "price" | "unit_cost" | "profit" => Some(EntryField::Amount),
            key => EntryField::parse(key.strip_prefix("last.").unwrap_or(key)),
        };
        if let Some(key) = CustomerKey::parse(key) {
            return CellKind::of_customer(key);
        }
        if let Some(key) = key.strip_prefix("contact.").and_then(ContactKey::parse) {
            return CellKind::of_contact(key);
        }
        field.map_or(CellKind::Text, CellKind::of_entry)
    }

    /// Whether they may be days, so that the column has to tell whether the day or the month comes first.
    pub fn may_be_days(&self) -> bool {
        matches!(self, CellKind::Day(_) | CellKind::DayOrText | CellKind::Founded | CellKind::Birthday)
    }

    /// Whether they are numbers.
    pub fn are_numbers(&self) -> bool {
        matches!(self, CellKind::Number | CellKind::Count | CellKind::Quantity)
    }

    fn of_customer(key: CustomerKey) -> Self {
        match key.info().kind {
            // Who looks after a customer is a text of its file, and one of the team.
            ValueKind::Text if key == CustomerKey::Owner => CellKind::People,
            ValueKind::Day => CellKind::Day(Tense::Past),
            ValueKind::Founded => CellKind::Founded,
            ValueKind::Country => CellKind::Country,
            ValueKind::Number(Measure::Staff) => CellKind::Count,
            ValueKind::Number(_) | ValueKind::Fraction => CellKind::Number,
            ValueKind::Need => CellKind::Words(vec![Words::Need]),
            ValueKind::Potential => CellKind::Words(vec![Words::Potential]),
            ValueKind::Interval => CellKind::Interval,
            ValueKind::Name
            | ValueKind::Text
            | ValueKind::Zone
            | ValueKind::Texts
            | ValueKind::Contacts
            | ValueKind::Preferences
            | ValueKind::Promises
            | ValueKind::Dates
            | ValueKind::Decision
            | ValueKind::Approval
            | ValueKind::Anything => CellKind::Text,
        }
    }

    fn of_contact(key: ContactKey) -> Self {
        match key.info().kind {
            ContactValueKind::Truth => CellKind::Words(vec![Words::Bool]),
            ContactValueKind::Point(medium) => CellKind::Point(medium),
            ContactValueKind::Birthday => CellKind::Birthday,
            ContactValueKind::Day => CellKind::Day(Tense::Past),
            ContactValueKind::Text | ContactValueKind::Points(_) | ContactValueKind::Handles => {
                CellKind::Text
            }
        }
    }

    /// What a field is in all kinds of entry that have it; a list has rows of all of them.
    fn of_entry(field: EntryField) -> Self {
        let mut kinds = EntryKind::values_of(field).map(CellKind::of_field);
        let first = kinds.next().unwrap_or_default();
        kinds.fold(first, |one, other| match (one, other) {
            (CellKind::Words(mut one), CellKind::Words(more)) => {
                let new: Vec<Words> = more.into_iter().filter(|words| !one.contains(words)).collect();
                one.extend(new);
                CellKind::Words(one)
            }
            (one, other) if one == other => one,
            (one, other) if one.may_be_days() || other.may_be_days() => CellKind::DayOrText,
            _ => CellKind::Text,
        })
    }

    fn of_field(kind: FieldKind) -> Self {
        match kind {
            FieldKind::People => CellKind::People,
            FieldKind::Word(words) | FieldKind::State(words) => {
                CellKind::Words(Words::of(words).into_iter().collect())
            }
            FieldKind::Truth => CellKind::Words(vec![Words::Bool]),
            FieldKind::Day | FieldKind::NextDay => CellKind::Day(Tense::Ahead),
            FieldKind::Moment => CellKind::Day(Tense::Past),
            FieldKind::Minutes
            | FieldKind::Score
            | FieldKind::Amount
            | FieldKind::Margin
            | FieldKind::Cost => CellKind::Number,
            FieldKind::Quantity => CellKind::Quantity,
            FieldKind::Text
            | FieldKind::Hour
            | FieldKind::Currency
            | FieldKind::Items
            | FieldKind::End
            | FieldKind::OldId => CellKind::Text,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_and_every_key_is_read_as_what_it_is() {
        for field in EntryField::ALL {
            let found = CellKind::of(field.as_str());
            let kinds: Vec<FieldKind> = EntryKind::values_of(*field).collect();
            assert!(!kinds.is_empty() || !field.is_in_tables(), "{field:?} is in no kind");
            let has = |is_one: fn(&FieldKind) -> bool| kinds.iter().any(is_one);
            let has_days =
                has(|kind| matches!(kind, FieldKind::Day | FieldKind::NextDay | FieldKind::Moment));
            assert_eq!(found.may_be_days(), has_days, "{field:?}");
            let has_numbers = has(|kind| {
                use FieldKind::{Amount, Cost, Margin, Minutes, Quantity, Score};
                matches!(kind, Amount | Cost | Margin | Minutes | Quantity | Score)
            });
            assert_eq!(found.are_numbers(), has_numbers, "{field:?}");
            let of_words: Vec<Words> = kinds
                .iter()
                .filter_map(|kind| match kind {
                    FieldKind::Word(words) | FieldKind::State(words) if field.is_in_tables() => Some(
                        Words::of(words)
                            .unwrap_or_else(|| panic!("{field:?}: what people write for {words:?}")),
                    ),
                    _ => None,
                })
                .collect();
            if let CellKind::Words(found) = &found {
                assert!(of_words.iter().all(|words| found.contains(words)), "{field:?}");
            }
        }
        for key in CustomerKey::ALL {
            let found = CellKind::of(key.as_str());
            let kind = key.info().kind;
            assert_eq!(found.may_be_days(), matches!(kind, ValueKind::Day | ValueKind::Founded), "{key:?}");
            let is_number = matches!(kind, ValueKind::Number(_) | ValueKind::Fraction);
            assert_eq!(found.are_numbers(), is_number, "{key:?}");
            // One name in both tables is one thing.
            if let Some(field) = EntryField::parse(key.as_str()) {
                assert_eq!(found, CellKind::of_entry(field), "{key:?}");
            }
        }
    }

    #[test]
    fn what_a_day_or_a_word_of_a_list_is_follows_from_its_field() {
        let words = |words: &[Words]| CellKind::Words(words.to_vec());
        for (key, want) in [
            ("expected", CellKind::Day(Tense::Ahead)),
            ("due", CellKind::Day(Tense::Ahead)),
            ("until", CellKind::Day(Tense::Ahead)),
            ("last.next", CellKind::Day(Tense::Ahead)),
            ("at", CellKind::Day(Tense::Past)),
            ("last", CellKind::Day(Tense::Past)),
            ("since", CellKind::Day(Tense::Past)),
            ("contact.verified", CellKind::Day(Tense::Past)),
            ("contact.birthday", CellKind::Birthday),
            ("from", CellKind::DayOrText),
            ("to", CellKind::Text),
            ("staff", CellKind::Count),
            ("renewal", CellKind::Number),
            ("satisfaction", CellKind::Number),
            ("contact.decides", words(&[Words::Bool])),
            ("example", words(&[Words::Bool])),
            ("kind", words(&[Words::Kind])),
            ("owner", CellKind::People),
            ("with_us", CellKind::People),
            ("last.reply", CellKind::Text),
            ("last.via", CellKind::Text),
            ("city", CellKind::Text),
        ] {
            assert_eq!(CellKind::of(key), want, "{key}");
        }
        let CellKind::Words(states) = CellKind::of("state") else { panic!("states are words") };
        assert!(states.contains(&Words::Quote) && states.contains(&Words::Invitation), "{states:?}");
    }
}
