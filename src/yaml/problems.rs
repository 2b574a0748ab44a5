//! The faults of one file, as they are found while its values are read.

use super::{FileLocation, UnlocatedProblem};
use crate::model::suggestion;
use crate::model::{Decimal, Expected, Measure, ProblemKind, YamlValue};

/// What was wrong so far.
#[derive(Default)]
pub(crate) struct Faults(pub Vec<UnlocatedProblem>);

impl Faults {
    /// Something is wrong with the value of a key.
    pub fn push(&mut self, path: &str, trouble: ProblemKind) {
        self.0.push(UnlocatedProblem::new(FileLocation::Key(path.to_owned()), trouble));
    }

    /// Something is wrong with a key itself.
    pub fn name(&mut self, path: &str, trouble: ProblemKind) {
        self.0.push(UnlocatedProblem::new(FileLocation::Name(path.to_owned()), trouble));
    }

    /// A value that `parse` takes, or nothing and a fault.
    pub fn value<T>(
        &mut self,
        path: &str,
        raw: Option<String>,
        want: Expected,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let raw = raw?;
        let value = parse(raw.trim());
        if value.is_none() {
            let key = path.rsplit('.').next().unwrap_or(path).to_owned();
            self.push(path, ProblemKind::BadValue { key, value: raw, want });
        }
        value
    }

    /// A number within the bounds of what it measures.
    pub fn number(&mut self, path: &str, raw: Option<String>, measure: Measure) -> Option<Decimal> {
        self.value(path, raw, Expected::Within(measure), |text| measure.read(text))
    }

    /// A whole number within its bounds.
    pub fn count(&mut self, path: &str, raw: Option<String>, measure: Measure) -> Option<u32> {
        self.value(path, raw, Expected::Within(measure), |text| measure.count(text))
    }

    /// The keys of a mapping below `path` that stand twice, and those that nobody knows.
    pub fn keys(
        &mut self,
        path: &str,
        twice: &[String],
        unknown: &[(String, YamlValue)],
        known: &'static [&'static str],
    ) {
        for key in twice {
            let spot = FileLocation::Second(format!("{path}{key}"));
            self.0.push(UnlocatedProblem::new(spot, ProblemKind::DuplicateKey(key.clone())));
        }
        for (key, _) in unknown {
            let trouble =
                ProblemKind::UnknownKey { key: key.clone(), suggestion: suggestion(key, known), known };
            self.0.push(UnlocatedProblem::new(FileLocation::Name(format!("{path}{key}")), trouble));
        }
    }
}
