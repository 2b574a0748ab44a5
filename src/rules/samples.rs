//! Which samples are still running: the newest state of each (S0); and which of them asks for a decision on the grade.

use chrono::NaiveDate;

use super::moves::MoveRules;
use super::opportunities::samples_over;
use crate::model::{History, SampleState, reference_key};

/// A sample that is neither failed nor cancelled (S0).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunningSample {
    /// Its number, else what it is.
    pub name: Option<String>,
    /// What it is, where one of its entries says so.
    pub item: Option<String>,
    /// Where it stands.
    pub state: SampleState,
    /// Since when.
    pub on: NaiveDate,
    /// The line of the log that says so.
    pub line: u32,
}

/// The running samples, the one that moved last at the end. Entries belong to one sample by `ref`,
/// without it by `item`; those with neither are one and the same sample (own).
pub fn running(history: &History<'_>) -> Vec<RunningSample> {
    let mut samples: Vec<(Option<String>, RunningSample)> = Vec::new();
    for (entry, step) in history.samples() {
        let name = step.reference.as_deref().or(step.item.as_deref());
        let key = name.map(reference_key);
        let known = samples.iter().position(|(known, _)| *known == key);
        let known = known.map(|at| samples.remove(at).1);
        let (first, item) = known.map_or((None, None), |known| (known.name, known.item));
        let sample = RunningSample {
            name: first.or_else(|| name.map(str::to_owned)),
            item: step.item.as_deref().map(str::to_owned).or(item),
            state: step.state,
            on: entry.day(),
            line: entry.line,
        };
        samples.push((key, sample));
    }
    let is_running =
        |sample: &RunningSample| !matches!(sample.state, SampleState::Failed | SampleState::Cancelled);
    samples.into_iter().map(|(_, sample)| sample).filter(is_running).collect()
}

/// The running samples, without those that passed and whose deal is over: what became of a deal is told in one place.
pub fn still_open(history: &History<'_>) -> Vec<RunningSample> {
    let mut found = running(history);
    let has_passed = |sample: &RunningSample| sample.state == SampleState::Passed;
    if found.iter().any(has_passed) {
        let over = samples_over(history);
        found.retain(|sample| !has_passed(sample) || !over.contains(&sample.line));
    }
    found
}

/// The running sample that asks for a grade of its own: nobody has decided on it yet. A customer that has that
/// grade, or has ordered, is decided on, and so is one on whose grade somebody has decided since it moved, whatever
/// that grade is: who confirms a D knows of the sample, and is not asked for a B each day.
pub fn undecided(grade: Option<&str>, history: &History<'_>, rules: &MoveRules) -> Option<RunningSample> {
    let is_there = |goal: &String| grade == Some(goal.as_str());
    if is_there(&rules.grades.order) || is_there(&rules.grades.sample) {
        return None;
    }
    let sample = running(history).pop()?;
    (!history.is_graded_after(sample.line)).then_some(sample)
}

#[cfg(test)]
mod tests {
    use super::super::views::test_support::history;
    use super::*;

    #[test]
    fn a_sample_runs_until_its_own_newest_state_ends_it() {
        use SampleState::{Agreed, Passed, Received, Sent};
        let cases: &[(&[&'static str], &[SampleState])] = &[
            (&[], &[]),
            (&["2026-01-01 sample agreed"], &[Agreed]),
            (&["2026-01-01 sample received"], &[Received]),
            (&["2026-01-01 sample agreed", "2026-01-02 sample cancelled"], &[]),
            (&["2026-01-01 sample agreed ref=1", "2026-01-02 sample failed ref=1"], &[]),
            (&["2026-01-01 sample agreed ref=1", "2026-01-02 sample failed ref=2"], &[Agreed]),
            (&["2026-01-01 sample agreed ref=1", "2026-01-02 sample failed"], &[Agreed]),
            (&["2026-01-01 sample agreed ref=S-1", "2026-01-02 sample failed ref=s-1"], &[]),
            (&["2026-01-01 sample failed ref=1", "2026-01-02 sample agreed ref=1"], &[Agreed]),
            (&["2026-01-02 sample failed ref=1", "2026-01-01 sample agreed ref=1"], &[]),
            // One instant: the later line.
            (&["2026-01-01 sample failed ref=1", "2026-01-01 sample agreed ref=1"], &[Agreed]),
            (&["2026-01-01 sample agreed ref=1", "2026-01-01 sample failed ref=1"], &[]),
            (&["2026-01-01 sample sent item=x", "2026-01-02 sample failed item=y"], &[Sent]),
            (&["2026-01-01 sample sent item=x", "2026-01-02 sample failed item=x"], &[]),
            // The one that moved last is the last.
            (&["2026-01-01 sample passed ref=1", "2026-01-02 sample sent ref=2"], &[Passed, Sent]),
            (&["2026-01-01 sample sent ref=2", "2026-01-02 sample passed ref=1"], &[Sent, Passed]),
            (
                &[
                    "2026-01-01 sample agreed ref=1",
                    "2026-01-02 sample agreed ref=2",
                    "2026-01-03 sample sent ref=1",
                ],
                &[Agreed, Sent],
            ),
        ];
        for (lines, want) in cases {
            let states: Vec<_> = running(&history(lines)).iter().map(|sample| sample.state).collect();
            assert_eq!(states, *want, "{lines:?}");
        }
    }

    #[test]
    fn it_says_what_it_is_and_where_it_is_written() {
        for (lines, name, item, line) in [
            (vec!["2026-01-01 sample agreed"], None, None, 1),
            (vec!["2026-01-01 sample agreed item=x"], Some("x"), Some("x"), 1),
            (vec!["2026-01-01 sample agreed ref=1 item=x"], Some("1"), Some("x"), 1),
            // A later entry that does not repeat it takes nothing away.
            (
                vec!["2026-01-01 sample agreed ref=1 item=x", "2026-01-02 sample sent ref=1"],
                Some("1"),
                Some("x"),
                2,
            ),
            (
                vec!["2026-01-02 sample sent ref=1 item=y", "2026-01-01 sample agreed ref=1"],
                Some("1"),
                Some("y"),
                1,
            ),
        ] {
            let found = running(&history(&lines));
            let got: Vec<_> = found.iter().map(|s| (s.name.as_deref(), s.item.as_deref(), s.line)).collect();
            assert_eq!(got, [(name, item, line)], "{lines:?}");
        }
    }
}
