//! Which complaints are open, and since when (S4).

use std::collections::BTreeMap;

use super::{Anchor, AnchorKind};
use crate::model::{ComplaintState, History, reference_key};

/// A complaint that isn't solved (S4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenComplaint {
    /// Its number.
    pub reference: Option<String>,
    /// Where it stands: opened, or answered.
    pub state: ComplaintState,
    /// What its hours count from.
    pub opened: Anchor,
    /// What it is about, by its newest opening that says so.
    pub text: Option<String>,
}

/// The open complaints, by number; the entries without a number are one complaint (own).
///
/// A complaint is open while the newest entry of its `ref` is not `solved`. It counts from its newest
/// `opened`, so that one that comes back after an answer starts anew; said again before we answered,
/// it is still the same one. Without any `opened` it counts from its first entry.
pub fn open(history: &History<'_>) -> Vec<OpenComplaint> {
    let mut open: BTreeMap<Option<String>, OpenComplaint> = BTreeMap::new();
    for (entry, step) in history.complaints() {
        let reference = step.reference.as_deref();
        let key = reference.map(reference_key);
        if step.state == ComplaintState::Solved {
            open.remove(&key);
            continue;
        }
        let opened = Anchor { day: entry.day(), kind: AnchorKind::Complaint, line: Some(entry.line) };
        let said = || entry.text.as_deref().map(str::to_owned);
        let known = open.entry(key).or_insert_with(|| OpenComplaint {
            reference: reference.map(str::to_owned),
            state: step.state,
            opened,
            text: said(),
        });
        let comes_back = (known.state, step.state) == (ComplaintState::Answered, ComplaintState::Opened);
        if comes_back {
            known.opened = opened;
            known.text = said().or_else(|| known.text.take());
        }
        known.state = step.state;
        known.text = known.text.take().or_else(said);
    }
    open.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::super::views::test_support::history;
    use super::*;

    /// Number, state, day of the opening and its line.
    type Found = (Option<&'static str>, ComplaintState, &'static str, u32);

    #[test]
    fn a_complaint_is_open_until_it_is_solved_and_counts_from_its_newest_opening() {
        use ComplaintState::{Answered, Opened};
        let cases: &[(&[&'static str], &[Found])] = &[
            (&[], &[]),
            (&["2026-11-10 complaint opened"], &[(None, Opened, "2026-11-10", 1)]),
            (&["2026-11-10 complaint opened", "2026-11-11 complaint solved"], &[]),
            (
                &["2026-11-10 complaint opened", "2026-11-11 complaint answered"],
                &[(None, Answered, "2026-11-10", 1)],
            ),
            // Said again before we answered: the same one.
            (
                &["2026-11-10 complaint opened", "2026-11-11 complaint opened"],
                &[(None, Opened, "2026-11-10", 1)],
            ),
            // Back after an answer, and after it was solved: anew.
            (
                &[
                    "2026-11-10 complaint opened",
                    "2026-11-11 complaint answered",
                    "2026-11-15 complaint opened",
                ],
                &[(None, Opened, "2026-11-15", 3)],
            ),
            (
                &[
                    "2026-11-10 complaint opened",
                    "2026-11-11 complaint solved",
                    "2026-11-15 complaint opened",
                ],
                &[(None, Opened, "2026-11-15", 3)],
            ),
            (
                &[
                    "2026-11-10 complaint opened",
                    "2026-11-11 complaint answered",
                    "2026-11-15 complaint opened",
                    "2026-11-16 complaint answered",
                ],
                &[(None, Answered, "2026-11-15", 3)],
            ),
            // Nobody wrote that it was opened.
            (&["2026-11-10 complaint answered"], &[(None, Answered, "2026-11-10", 1)]),
            (
                &["2026-11-10 complaint answered", "2026-11-12 complaint answered"],
                &[(None, Answered, "2026-11-10", 1)],
            ),
            (&["2026-11-10 complaint solved"], &[]),
            // Each number is a complaint of its own, and so are those without one.
            (
                &[
                    "2026-11-12 complaint opened ref=2",
                    "2026-11-10 complaint opened ref=1",
                    "2026-11-11 complaint opened",
                ],
                &[
                    (None, Opened, "2026-11-11", 3),
                    (Some("1"), Opened, "2026-11-10", 2),
                    (Some("2"), Opened, "2026-11-12", 1),
                ],
            ),
            (
                &["2026-11-10 complaint opened ref=1", "2026-11-11 complaint solved ref=2"],
                &[(Some("1"), Opened, "2026-11-10", 1)],
            ),
            (&["2026-11-10 complaint opened ref=C-1", "2026-11-11 complaint solved ref=c-1"], &[]),
            // A merge mixes the lines; of one instant the later line counts.
            (&["2026-11-11 complaint solved", "2026-11-10 complaint opened"], &[]),
            (
                &["2026-11-10 complaint solved", "2026-11-10 complaint opened"],
                &[(None, Opened, "2026-11-10", 2)],
            ),
            (&["2026-11-10 complaint opened", "2026-11-10 complaint solved"], &[]),
        ];
        for (lines, want) in cases {
            let found = open(&history(lines));
            let got: Vec<_> = found
                .iter()
                .map(|c| (c.reference.as_deref(), c.state, c.opened.day.to_string(), c.opened.line))
                .collect();
            let want: Vec<_> = want
                .iter()
                .map(|(reference, state, day, line)| (*reference, *state, (*day).to_owned(), Some(*line)))
                .collect();
            assert_eq!(got, want, "{lines:?}");
        }
    }

    #[test]
    fn its_text_is_that_of_the_newest_opening_that_has_one() {
        for (lines, want) in [
            (vec!["2026-11-10 complaint opened"], None),
            (vec!["2026-11-10 complaint opened text=leaks"], Some("leaks")),
            (
                vec!["2026-11-10 complaint opened text=leaks", "2026-11-11 complaint answered text=sorry"],
                Some("leaks"),
            ),
            (vec!["2026-11-10 complaint opened", "2026-11-11 complaint answered text=leaks"], Some("leaks")),
            (
                vec![
                    "2026-11-10 complaint opened text=leaks",
                    "2026-11-11 complaint answered text=sorry",
                    "2026-11-15 complaint opened text=still",
                ],
                Some("still"),
            ),
            (
                vec![
                    "2026-11-10 complaint opened text=leaks",
                    "2026-11-11 complaint answered",
                    "2026-11-15 complaint opened",
                ],
                Some("leaks"),
            ),
        ] {
            let text = open(&history(&lines)).pop().and_then(|complaint| complaint.text);
            assert_eq!(text.as_deref(), want, "{lines:?}");
        }
    }
}
