//! Reads values and collects what is wrong with them.

use crate::model::{Trouble, Want};
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
        want: Want,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        if raw.is_none() {
            self.faults.push(path, Trouble::MissingKey(key));
        }
        self.faults.value(path, raw, want, parse)
    }

    pub(super) fn each<T>(
        &mut self,
        path: &str,
        raw: Vec<String>,
        want: Want,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Vec<T> {
        let items = raw.into_iter().enumerate();
        items
            .filter_map(|(index, raw)| {
                self.faults.value(&format!("{path}[{index}]"), Some(raw), want.clone(), &parse)
            })
            .collect()
    }
}
