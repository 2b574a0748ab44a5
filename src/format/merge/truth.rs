//! What a merge must say, whichever way it was made.

use serde_yaml::{Mapping, Value};

use super::values;
use crate::format::customer::RawCustomer;
use crate::yaml;

/// Whether a text reads as a customer's file: no key stands in it twice.
pub(super) fn is_sound(text: &str) -> bool {
    yaml::is_harmless(text) && serde_yaml::from_str::<RawCustomer>(text).is_ok()
}

/// What a merge must say, however it was made.
pub(super) struct Truth {
    /// The values of the three texts; none where one of them doesn't read.
    pub values: Option<[Mapping; 3]>,
    /// Whether both sides read as customers' files: one that doesn't (`free: a word`) is still merged.
    is_sound: bool,
}

impl Truth {
    pub fn of(base: &str, ours: &str, theirs: &str) -> Self {
        let values = || Some([mapping(base)?, mapping(ours)?, mapping(theirs)?]);
        Truth { values: values(), is_sound: is_sound(ours) && is_sound(theirs) }
    }

    /// Whether a text reads, if the sides did.
    pub fn reads(&self, text: &str) -> bool {
        (!self.is_sound || is_sound(text)) && (self.values.is_none() || mapping(text).is_some())
    }

    /// Whether a text without conflicts has what one side alone changed, and nothing that nobody wrote.
    pub fn is_told_by(&self, text: &str) -> bool {
        let Some([base, ours, theirs]) = &self.values else { return self.reads(text) };
        self.reads(text) && mapping(text).is_some_and(|found| values::agree(base, ours, theirs, &found))
    }
}

/// The keys and values of a text; `None` where it has none.
pub(crate) fn mapping(text: &str) -> Option<Mapping> {
    if !yaml::is_harmless(text) {
        return None;
    }
    match serde_yaml::from_str::<Value>(text).ok()? {
        Value::Mapping(map) => Some(map),
        Value::Null => Some(Mapping::new()),
        _ => None,
    }
}
