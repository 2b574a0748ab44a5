//! Reads values and collects what is wrong with them.

use std::fmt::Display;

use chrono::NaiveDate;

use crate::model::{Decimal, Expected, Interval, Measure, ProblemKind, Usual, Zone, decimal};
use crate::yaml::Faults;

/// Collects what is wrong while it reads; each part of the file adds its own verbs.
#[derive(Default)]
pub(super) struct Reader {
    pub faults: Faults,
}

impl Reader {
    pub(super) fn needed<T>(
        &mut self,
        path: &str,
        key: &'static str,
        raw: Option<String>,
        want: Expected,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        if raw.is_none() {
            self.faults.push(path, ProblemKind::MissingKey(key));
        }
        self.faults.value(path, raw, want, parse)
    }

    pub(super) fn each<T>(
        &mut self,
        path: &str,
        raw: Vec<String>,
        want: Expected,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Vec<T> {
        let items = raw.into_iter().enumerate();
        items
            .filter_map(|(index, raw)| {
                self.faults.value(&format!("{path}[{index}]"), Some(raw), want.clone(), &parse)
            })
            .collect()
    }

    /// A time zone; a name that is none is told with the one that was probably meant.
    pub(super) fn zone(&mut self, path: &str, raw: Option<String>) -> Option<Zone> {
        let slip = raw.as_deref().map(str::trim).filter(|name| Zone::parse(name).is_none());
        let want = Expected::Timezone(slip.and_then(Zone::nearest));
        self.faults.value(path, raw, want, Zone::parse)
    }

    /// A value that replaces its default where it is written and can be.
    pub(super) fn keep<T>(
        &mut self,
        files: &mut T,
        path: &str,
        raw: Option<String>,
        want: Expected,
        parse: impl Fn(&str) -> Option<T>,
    ) {
        if let Some(value) = self.faults.value(path, raw, want, parse) {
            *files = value;
        }
    }

    pub(super) fn interval(&mut self, files: &mut Interval, path: &str, raw: Option<String>) {
        self.span_slip(path, raw.as_deref(), Usual::SPAN);
        self.keep(files, path, raw, Expected::Interval, Interval::parse);
    }

    /// How often: once at least.
    pub(super) fn count<T: TryFrom<u32>>(&mut self, files: &mut T, path: &str, raw: Option<String>) {
        self.keep(files, path, raw, Expected::Within(Measure::Count), |text| {
            Measure::Count.count(text).and_then(|count| T::try_from(count).ok())
        });
    }

    pub(super) fn fraction(&mut self, files: &mut Decimal, path: &str, raw: Option<String>) {
        self.keep(files, path, raw, Expected::Fraction, fraction);
    }

    /// Fractions, the smallest first.
    pub(super) fn rising_fractions<const N: usize>(&mut self, path: &str, rungs: [Rung<'_, Decimal>; N]) {
        self.rising(path, rungs, Expected::Fraction, fraction, |value| value);
    }

    /// Factors, the smallest first.
    pub(super) fn rising_factors<const N: usize>(&mut self, path: &str, rungs: [Rung<'_, Decimal>; N]) {
        self.factor_slips(path, &rungs);
        let factor = |text: &str| Measure::Factor.read(text);
        self.rising(path, rungs, Expected::Within(Measure::Factor), factor, |value| value);
    }

    /// Spans of time, the shortest first.
    pub(super) fn rising_intervals<const N: usize>(&mut self, path: &str, rungs: [Rung<'_, Interval>; N]) {
        // From one day on, months and days have lengths to compare.
        self.rising(path, rungs, Expected::Interval, Interval::parse, |value| value.after(NaiveDate::MIN));
    }

    /// Values of which none may lie above the next, those that stay at their defaults included. What
    /// isn't written can't be wrong: the fault is told at a value that is.
    fn rising<'a, T: Copy + Display + 'a, K: PartialOrd>(
        &mut self,
        path: &str,
        rungs: impl IntoIterator<Item = Rung<'a, T>>,
        want: Expected,
        parse: impl Fn(&str) -> Option<T>,
        size: impl Fn(T) -> K,
    ) {
        let mut below: Option<(&'static str, T, bool)> = None;
        for Rung(key, raw, files) in rungs {
            let at = format!("{path}{key}");
            let written = raw.is_some();
            let read = self.faults.value(&at, raw, want.clone(), &parse);
            if let Some(value) = read {
                *files = value;
            }
            let told = written && read.is_none();
            if let Some((smaller, value, below_written)) = below
                && !told
                && (written || below_written)
                && size(value) > size(*files)
            {
                let at = if written { at } else { format!("{path}{smaller}") };
                let (value, bound) = (value.to_string(), files.to_string());
                self.faults.push(&at, ProblemKind::OutOfOrder { smaller, value, larger: key, bound });
            }
            below = (!told).then_some((key, *files, written));
        }
    }
}

/// One of several values that rise: its key, what is written there, and where it goes.
pub(super) struct Rung<'a, T>(pub &'static str, pub Option<String>, pub &'a mut T);

/// A part of a whole.
fn fraction(text: &str) -> Option<Decimal> {
    decimal(text).filter(|part| *part >= Decimal::ZERO && *part <= Decimal::ONE)
}
