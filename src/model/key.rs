//! What is known of a key of the files, beside its value.

use super::Measure;

/// What a key's values are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueKind {
    /// The customer's name: the one key that has to be there.
    Name,
    Text,
    /// A day on which something was.
    Day,
    /// Two capital letters.
    Country,
    /// A time zone by its IANA name.
    Zone,
    /// A day, or a year alone.
    Founded,
    /// A number within the bounds of what it measures.
    Number(Measure),
    /// A number from 0 to 1.
    Fraction,
    /// Whether the customer needs what we sell.
    Need,
    /// What could become of it.
    Potential,
    /// A time between two follow-ups.
    Interval,
    /// A list of texts.
    Texts,
    /// People, and how to reach them.
    Contacts,
    /// How a customer likes to be approached.
    Preferences,
    /// What may be promised.
    Promises,
    /// Days to remember.
    Dates,
    /// Who decides, and who influences.
    Decision,
    /// Who has agreed to work for it, and when.
    Approval,
    /// Anything at all.
    Anything,
}

impl ValueKind {
    /// Whether a value is one word of one person, which two versions never share: who consented by one of them and when by
    /// the other would be a consent that nobody gave.
    pub const fn is_whole(self) -> bool {
        matches!(self, ValueKind::Approval)
    }
}

/// What becomes of a value in a redacted answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RedactRule {
    /// It is shown: a word of the format, a day, a number that reveals nothing.
    Seen,
    /// A mask of this sort stands for it, the same one for the same value.
    Mask(&'static str),
    /// That it is there can be seen, and nothing else.
    Hidden,
    /// It is left out.
    Removed,
    /// The redaction has a rule for it alone.
    Own,
}

/// What becomes of a value when a person is forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForgetRule {
    /// It stays, though a customer may bear a person's name: where it looks like one, that is reported.
    Named,
    /// It stays: it is about the company, or about us, and nobody is hidden in it.
    Kept,
    /// It stays, with the person masked in it.
    Masked,
    /// The person is masked in it, and it goes when all people go.
    Gone,
}

/// What is known of a key of a customer's file.
#[derive(Clone, Copy, Debug)]
pub struct KeyInfo {
    /// What a Chinese reader calls it.
    pub chinese: &'static str,
    /// What its values are.
    pub kind: ValueKind,
    /// What becomes of it in a redacted answer.
    pub redacting: RedactRule,
    /// What becomes of it when a person is forgotten.
    pub forgetting: ForgetRule,
    /// Whether many customers have its values alike: they tell nobody apart, and are worth completing.
    pub is_common: bool,
    /// Whether a free search looks into it.
    pub is_searched: bool,
    /// Whether a team may agree on its values (`choices` in crm.yaml).
    pub is_choosable: bool,
    /// Where its column stands in an exported table: 0 before the figures, else behind them and behind those of all
    /// smaller numbers, which the table had before the key was.
    pub wave: u8,
    /// What people write above a column of it, each word folded; nothing where it is never imported.
    pub headers: &'static str,
    /// What stands behind it as a comment in a new file that doesn't say it, in English and Chinese.
    pub hint: Option<(&'static str, &'static str)>,
    /// What the schema says of it.
    pub description: &'static str,
    /// Examples of its value: a JSON list.
    pub examples: &'static str,
}

impl KeyInfo {
    /// What has to be decided for every key.
    pub(super) const fn new(
        chinese: &'static str,
        kind: ValueKind,
        redacting: RedactRule,
        forgetting: ForgetRule,
    ) -> Self {
        KeyInfo {
            chinese,
            kind,
            redacting,
            forgetting,
            is_common: false,
            is_searched: false,
            is_choosable: false,
            wave: 0,
            headers: "",
            hint: None,
            description: "",
            examples: "[]",
        }
    }

    pub(super) const fn common(self) -> Self {
        KeyInfo { is_common: true, ..self }
    }

    pub(super) const fn searched(self) -> Self {
        KeyInfo { is_searched: true, ..self }
    }

    pub(super) const fn choosable(self) -> Self {
        KeyInfo { is_choosable: true, ..self }
    }

    pub(super) const fn later(self, wave: u8) -> Self {
        KeyInfo { wave, ..self }
    }

    pub(super) const fn headers(self, headers: &'static str) -> Self {
        KeyInfo { headers, ..self }
    }

    pub(super) const fn hint(self, english: &'static str, chinese: &'static str) -> Self {
        KeyInfo { hint: Some((english, chinese)), ..self }
    }

    pub(super) const fn schema(self, description: &'static str, examples: &'static str) -> Self {
        KeyInfo { description, examples, ..self }
    }
}
