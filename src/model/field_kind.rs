//! What the values of a field are, in one kind of entry.

use super::EntryField as Field;

/// What the values of a field are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    Text,
    /// Ids of the team.
    People,
    /// One of these words.
    Word(&'static [&'static str]),
    /// One of these words, without which the entry says nothing.
    State(&'static [&'static str]),
    Minutes,
    /// A whole number from 1 to 5.
    Score,
    /// A day that is to come when one writes it down: what it is planned for, or where it ends.
    Day,
    /// The day of the next contact, or the word that ends the one that was set.
    NextDay,
    /// An hour of a day, `HH:MM`.
    Hour,
    /// A point in time with its offset, or a day alone: it has happened.
    Moment,
    /// True or false.
    Truth,
    /// A sum of money.
    Amount,
    /// Three capital letters.
    Currency,
    /// A margin, as a fraction.
    Margin,
    /// A sum of money that is never negative.
    Cost,
    /// How much of something.
    Quantity,
    /// The lines of an order.
    Items,
    /// What a decision led from or to; null is written: ungraded, or the pool.
    End,
    /// An id that leads on, without which the entry says nothing.
    OldId,
}

#[derive(Clone, Copy, Debug)]
pub struct KindField {
    pub field: Field,
    /// What its values are.
    pub kind: FieldKind,
    /// What the schema says of it; nothing for the text, which all kinds have.
    pub description: &'static str,
    /// Examples of its value: a JSON list.
    pub examples: &'static str,
}
