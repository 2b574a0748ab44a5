//! Reads values and collects what is wrong with them.

use std::collections::HashSet;

use crate::config::raw::RawSection;
use crate::model::{Expected, ProblemKind, Zone};
use crate::yaml::Faults;

/// Collects what is wrong while it reads; each part of the file adds its own verbs.
#[derive(Default)]
pub(super) struct Reader {
    pub faults: Faults,
    /// The paths of the values that are written.
    pub written: HashSet<String>,
}

impl Reader {
    /// The keys of a section that stand twice, and those that nobody knows.
    pub(super) fn keys(&mut self, path: &str, raw: &RawSection) {
        self.faults.keys(path, &raw.twice, &raw.unknown, raw.section.names);
    }

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
}
