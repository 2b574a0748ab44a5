//! Which samples are still running: the newest state of each.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::model::{History, SampleState};

/// A sample that is neither failed nor cancelled (S0).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunningSample {
    /// Where it stands.
    pub state: SampleState,
    /// Since when.
    pub on: NaiveDate,
}

/// The one of the running samples that moved last. Entries belong to one sample by `ref`, without
/// it by `item`; those with neither are one and the same sample (own).
pub fn running(history: &History<'_>) -> Option<RunningSample> {
    let mut newest: HashMap<Option<&str>, (usize, RunningSample)> = HashMap::new();
    for (turn, (entry, sample)) in history.samples().enumerate() {
        let name = sample.reference.as_deref().or(sample.item.as_deref());
        newest.insert(name, (turn, RunningSample { state: sample.state, on: entry.day() }));
    }
    let over = |state| matches!(state, SampleState::Failed | SampleState::Cancelled);
    let running = newest.into_values().filter(|(_, sample)| !over(sample.state));
    running.max_by_key(|(turn, _)| *turn).map(|(_, sample)| sample)
}

#[cfg(test)]
mod tests {
    use super::super::kit::history;
    use super::*;

    #[test]
    fn a_sample_runs_until_its_own_newest_state_ends_it() {
        use SampleState::{Agreed, Passed, Sent};
        let cases: &[(&[&'static str], Option<SampleState>)] = &[
            (&[], None),
            (&["2026-01-01 sample agreed"], Some(Agreed)),
            (&["2026-01-01 sample agreed", "2026-01-02 sample cancelled"], None),
            (&["2026-01-01 sample agreed ref=1", "2026-01-02 sample failed ref=1"], None),
            (&["2026-01-01 sample agreed ref=1", "2026-01-02 sample failed ref=2"], Some(Agreed)),
            (&["2026-01-01 sample failed ref=1", "2026-01-02 sample agreed ref=1"], Some(Agreed)),
            (&["2026-01-02 sample failed ref=1", "2026-01-01 sample agreed ref=1"], None),
            (&["2026-01-01 sample sent item=x", "2026-01-02 sample failed item=y"], Some(Sent)),
            (&["2026-01-01 sample sent item=x", "2026-01-02 sample failed item=x"], None),
            (&["2026-01-01 sample passed ref=1", "2026-01-02 sample sent ref=2"], Some(Sent)),
            (&["2026-01-01 sample sent ref=2", "2026-01-02 sample passed ref=1"], Some(Passed)),
        ];
        for (lines, want) in cases {
            assert_eq!(running(&history(lines)).map(|sample| sample.state), *want, "{lines:?}");
        }
    }
}
