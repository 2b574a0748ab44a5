//! Which complaints and wishes to end are open, and since when (S4): what has a deadline of hours.

use std::collections::BTreeMap;

use super::{Anchor, AnchorKind};
use crate::model::{
    Complaint, ComplaintState, Decimal, Ending, EndingState, Entry, Event, History, QuoteState, SampleState,
    Text, reference_key, words,
};

words! {
    /// What has a deadline of hours, the gravest first.
    EmergencyKind {
        /// The customer wants to end working with us.
        Ending = "ending",
        /// It complained.
        Complaint = "complaint",
    }
}

/// The highest score, of five, of a customer that is not satisfied: somebody has to ask why (own).
const UNSATISFIED: Decimal = Decimal::TWO;

/// Whether a score says that the customer is not satisfied.
pub fn is_unsatisfied(score: Decimal) -> bool {
    score <= UNSATISFIED
}

/// A complaint that isn't solved, or a wish to end that is neither saved nor lost (S4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Emergency {
    pub kind: EmergencyKind,
    /// Its number.
    pub reference: Option<String>,
    /// Whether we have answered it; then it is still to be settled.
    pub answered: bool,
    /// What its hours count from.
    pub opened: Anchor,
    /// What it is about, by its newest opening that says so.
    pub text: Option<String>,
    /// Why the customer wants to end, as it was last said.
    pub why: Option<String>,
    /// To whom it would go, as it was last said.
    pub competitor: Option<String>,
}

/// A customer that is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LostCustomer {
    /// The entry that says so.
    pub lost: Anchor,
    /// The number of the wish to end.
    pub reference: Option<String>,
    pub why: Option<String>,
    /// To whom it went.
    pub competitor: Option<String>,
}

/// What an entry says of an emergency.
struct Step<'e> {
    kind: EmergencyKind,
    reference: Option<&'e str>,
    state: State,
    why: Option<&'e str>,
    competitor: Option<&'e str>,
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    Opened,
    Answered,
    Closed,
}

impl<'e> Step<'e> {
    fn of(event: &'e Event<'_>) -> Option<Self> {
        match event {
            Event::Complaint(Complaint { reference, state }) => Some(Step {
                kind: EmergencyKind::Complaint,
                reference: reference.as_deref(),
                state: match state {
                    ComplaintState::Opened => State::Opened,
                    ComplaintState::Answered => State::Answered,
                    ComplaintState::Solved => State::Closed,
                },
                why: None,
                competitor: None,
            }),
            Event::Ending(Ending { reference, state, why, competitor }) => Some(Step {
                kind: EmergencyKind::Ending,
                reference: reference.as_deref(),
                state: match state {
                    EndingState::Opened => State::Opened,
                    EndingState::Answered => State::Answered,
                    EndingState::Saved | EndingState::Lost => State::Closed,
                },
                why: why.as_deref(),
                competitor: competitor.as_deref(),
            }),
            _ => None,
        }
    }
}

/// The open complaints and wishes to end, the latter first, by number; the entries of one kind without a number are
/// one (own).
///
/// One is open while the newest entry of its `ref` doesn't close it. It counts from its newest `opened`, so that one
/// that comes back after an answer starts anew; said again before we answered, it is still the same one. Without any
/// `opened` it counts from its first entry.
pub fn open(history: &History<'_>) -> Vec<Emergency> {
    let mut open: BTreeMap<(EmergencyKind, Option<String>), Emergency> = BTreeMap::new();
    for (place, entry) in history.entries().iter().enumerate() {
        let Some(step) = Step::of(&entry.event) else { continue };
        let text = || history.text_at(place).map(str::to_owned);
        let key = (step.kind, step.reference.map(reference_key));
        if step.state == State::Closed {
            open.remove(&key);
            continue;
        }
        let opened = anchor(entry, step.kind);
        let own = |text: Option<&str>| text.map(str::to_owned);
        let known = open.entry(key).or_insert_with(|| Emergency {
            kind: step.kind,
            reference: own(step.reference),
            answered: step.state == State::Answered,
            opened,
            text: text(),
            why: None,
            competitor: None,
        });
        if known.answered && step.state == State::Opened {
            known.opened = opened;
            known.text = text().or_else(|| known.text.take());
        }
        known.answered = step.state == State::Answered;
        known.text = known.text.take().or_else(text);
        known.why = own(step.why).or_else(|| known.why.take());
        known.competitor = own(step.competitor).or_else(|| known.competitor.take());
    }
    open.into_values().collect()
}

/// Whether a complaint is open.
pub fn has_complaint(history: &History<'_>) -> bool {
    open(history).iter().any(|one| one.kind == EmergencyKind::Complaint)
}

/// Whether the customer wants to end, and nobody knows yet how that goes out.
pub fn has_ending(history: &History<'_>) -> bool {
    open(history).iter().any(|one| one.kind == EmergencyKind::Ending)
}

/// The wish to end by which the customer is gone: the last of all was lost, and nothing was ordered since.
pub fn lost(history: &History<'_>) -> Option<LostCustomer> {
    if has_ending(history) {
        return None;
    }
    let since = history.entries().iter().rev().take_while(|entry| !entry.event.is_purchase());
    let (entry, ending) =
        since.filter_map(ending).next().filter(|(_, last)| last.state == EndingState::Lost)?;
    let own = |text: &Option<Text<'_>>| text.as_deref().map(str::to_owned);
    Some(LostCustomer {
        lost: anchor(entry, EmergencyKind::Ending),
        reference: own(&ending.reference),
        why: own(&ending.why),
        competitor: own(&ending.competitor),
    })
}

/// The same, as long as nothing of a deal came after it, either: a quote or a sample says that they talk again (own).
pub fn gone(history: &History<'_>) -> Option<LostCustomer> {
    let lost = lost(history)?;
    let since = history.entries().iter().rev().take_while(|entry| Some(entry.line) != lost.lost.line);
    let is_back = since.into_iter().any(|entry| begins_deal(&entry.event));
    (!is_back).then_some(lost)
}

/// The same, as long as nobody has decided on its grade since: what it gets from now on isn't known yet.
pub fn undecided(history: &History<'_>) -> Option<LostCustomer> {
    gone(history).filter(|gone| gone.lost.line.is_some_and(|line| !history.is_graded_after(line)))
}

fn begins_deal(event: &Event<'_>) -> bool {
    match event {
        Event::Quote(quote) => !matches!(quote.state, Some(QuoteState::Lost)),
        Event::Sample(sample) => !matches!(sample.state, SampleState::Failed | SampleState::Cancelled),
        _ => false,
    }
}

fn ending<'h, 'e>(entry: &'h Entry<'e>) -> Option<(&'h Entry<'e>, &'h Ending<'e>)> {
    match &entry.event {
        Event::Ending(ending) => Some((entry, ending)),
        _ => None,
    }
}

fn anchor(entry: &Entry<'_>, kind: EmergencyKind) -> Anchor {
    let kind = match kind {
        EmergencyKind::Ending => AnchorKind::Ending,
        EmergencyKind::Complaint => AnchorKind::Complaint,
    };
    Anchor::of(entry, kind)
}

#[cfg(test)]
mod tests {
    use super::super::views::test_support::history;
    use super::*;

    /// Number, whether it is answered, day of the opening and its line.
    type Found = (Option<&'static str>, bool, &'static str, u32);

    const OPENED: bool = false;
    const ANSWERED: bool = true;

    #[test]
    fn a_complaint_is_open_until_it_is_solved_and_counts_from_its_newest_opening() {
        let cases: &[(&[&'static str], &[Found])] = &[
            (&[], &[]),
            (&["2026-11-10 complaint opened"], &[(None, OPENED, "2026-11-10", 1)]),
            (&["2026-11-10 complaint opened", "2026-11-11 complaint solved"], &[]),
            (
                &["2026-11-10 complaint opened", "2026-11-11 complaint answered"],
                &[(None, ANSWERED, "2026-11-10", 1)],
            ),
            // Said again before we answered: the same one.
            (
                &["2026-11-10 complaint opened", "2026-11-11 complaint opened"],
                &[(None, OPENED, "2026-11-10", 1)],
            ),
            // Back after an answer, and after it was solved: anew.
            (
                &[
                    "2026-11-10 complaint opened",
                    "2026-11-11 complaint answered",
                    "2026-11-15 complaint opened",
                ],
                &[(None, OPENED, "2026-11-15", 3)],
            ),
            (
                &[
                    "2026-11-10 complaint opened",
                    "2026-11-11 complaint solved",
                    "2026-11-15 complaint opened",
                ],
                &[(None, OPENED, "2026-11-15", 3)],
            ),
            (
                &[
                    "2026-11-10 complaint opened",
                    "2026-11-11 complaint answered",
                    "2026-11-15 complaint opened",
                    "2026-11-16 complaint answered",
                ],
                &[(None, ANSWERED, "2026-11-15", 3)],
            ),
            // Nobody wrote that it was opened.
            (&["2026-11-10 complaint answered"], &[(None, ANSWERED, "2026-11-10", 1)]),
            (
                &["2026-11-10 complaint answered", "2026-11-12 complaint answered"],
                &[(None, ANSWERED, "2026-11-10", 1)],
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
                    (None, OPENED, "2026-11-11", 3),
                    (Some("1"), OPENED, "2026-11-10", 2),
                    (Some("2"), OPENED, "2026-11-12", 1),
                ],
            ),
            (
                &["2026-11-10 complaint opened ref=1", "2026-11-11 complaint solved ref=2"],
                &[(Some("1"), OPENED, "2026-11-10", 1)],
            ),
            (&["2026-11-10 complaint opened ref=C-1", "2026-11-11 complaint solved ref=c-1"], &[]),
            // A merge mixes the lines; of one instant the later line counts.
            (&["2026-11-11 complaint solved", "2026-11-10 complaint opened"], &[]),
            (
                &["2026-11-10 complaint solved", "2026-11-10 complaint opened"],
                &[(None, OPENED, "2026-11-10", 2)],
            ),
            (&["2026-11-10 complaint opened", "2026-11-10 complaint solved"], &[]),
        ];
        for (lines, want) in cases {
            let found = open(&history(lines));
            let got: Vec<_> = found
                .iter()
                .map(|c| (c.reference.as_deref(), c.answered, c.opened.day.to_string(), c.opened.line))
                .collect();
            let want: Vec<_> = want
                .iter()
                .map(|(reference, answered, day, line)| {
                    (*reference, *answered, (*day).to_owned(), Some(*line))
                })
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
            // Told in a contact: its text stands in the follow-up of the same command alone.
            (
                vec![
                    "2026-11-10T10:00:00Z complaint opened by=li",
                    "2026-11-10T10:00:00Z followup by=li text=burst",
                ],
                Some("burst"),
            ),
            (
                vec![
                    "2026-11-10T10:00:00Z complaint opened by=li text=leaks",
                    "2026-11-10T10:00:00Z followup by=li text=burst",
                ],
                Some("leaks"),
            ),
            (
                vec![
                    "2026-11-10T10:00:00Z complaint opened by=li",
                    "2026-11-10T10:00:00Z ending opened by=li",
                    "2026-11-10T10:00:00Z followup by=li text=burst",
                ],
                Some("burst"),
            ),
            // Another contact, somebody else's, or one before it.
            (
                vec![
                    "2026-11-10T10:00:00Z complaint opened by=li",
                    "2026-11-10T10:05:00Z followup by=li text=burst",
                ],
                None,
            ),
            (
                vec![
                    "2026-11-10T10:00:00Z complaint opened by=li",
                    "2026-11-10T10:00:00Z followup by=wang text=burst",
                ],
                None,
            ),
            (vec!["2026-11-10 followup by=li text=burst", "2026-11-10 complaint opened by=li"], None),
        ] {
            let text = open(&history(&lines)).pop().and_then(|complaint| complaint.text);
            assert_eq!(text.as_deref(), want, "{lines:?}");
        }
    }

    #[test]
    fn a_wish_to_end_is_open_until_it_is_saved_or_lost() {
        // What is open, as `kind reference day`; and the day on which the customer was lost, with why and to whom.
        type Case = (&'static [&'static str], &'static [&'static str], Option<&'static str>);
        let cases: &[Case] = &[
            (&["2026-11-10 ending opened"], &["ending - 2026-11-10"], None),
            (&["2026-11-10 ending opened", "2026-11-11 ending opened"], &["ending - 2026-11-10"], None),
            (&["2026-11-10 ending opened ref=E-1", "2026-11-11 ending saved ref=e-1"], &[], None),
            (
                &["2026-11-10 ending opened", "2026-11-11 ending lost why=price competitor=Nord"],
                &[],
                Some("2026-11-11 price Nord"),
            ),
            // Nobody wrote that it was opened.
            (&["2026-11-11 ending lost"], &[], Some("2026-11-11 - -")),
            (&["2026-11-11 ending answered"], &["ending - 2026-11-11 answered"], None),
            // Back after an answer, and after it was saved: anew.
            (
                &["2026-11-10 ending opened", "2026-11-11 ending answered", "2026-11-15 ending opened"],
                &["ending - 2026-11-15"],
                None,
            ),
            (
                &["2026-11-10 ending opened", "2026-11-11 ending saved", "2026-11-15 ending opened"],
                &["ending - 2026-11-15"],
                None,
            ),
            // It ordered since, is saved by another talk, or still talks.
            (&["2026-11-11 ending lost", "2026-11-12 order 5"], &[], None),
            (&["2026-11-11 ending lost", "2026-11-12 order -5"], &[], Some("2026-11-11 - -")),
            (&["2026-11-12 order 5", "2026-11-11 ending lost"], &[], None),
            (&["2026-11-11 ending lost ref=1", "2026-11-12 ending saved ref=2"], &[], None),
            (
                &["2026-11-11 ending lost ref=1", "2026-11-10 ending opened ref=2"],
                &["ending 2 2026-11-10"],
                None,
            ),
            // A complaint of the same number is another thing, and comes behind.
            (
                &["2026-11-09 complaint opened ref=1", "2026-11-10 ending opened ref=1"],
                &["ending 1 2026-11-10", "complaint 1 2026-11-09"],
                None,
            ),
            (
                &["2026-11-09 complaint opened ref=1", "2026-11-10 ending saved ref=1"],
                &["complaint 1 2026-11-09"],
                None,
            ),
        ];
        for (lines, want, gone) in cases {
            let history = history(lines);
            let said = |one: &Emergency| {
                let state = if one.answered { " answered" } else { "" };
                let reference = one.reference.as_deref().unwrap_or("-");
                format!("{} {reference} {}{state}", one.kind.as_str(), one.opened.day)
            };
            assert_eq!(open(&history).iter().map(said).collect::<Vec<_>>(), *want, "{lines:?}");
            let lost = lost(&history).map(|lost| {
                let said = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".into());
                format!("{} {} {}", lost.lost.day, said(&lost.why), said(&lost.competitor))
            });
            assert_eq!(lost.as_deref(), *gone, "{lines:?}");
            assert_eq!(has_ending(&history), want.iter().any(|one| one.starts_with("ending")), "{lines:?}");
        }
    }

    #[test]
    fn the_reason_for_the_end_is_the_one_said_last() {
        let open = open(&history(&[
            "2026-11-10 ending opened why=price competitor=Nord",
            "2026-11-11 ending answered why=service",
        ]));
        assert_eq!((open[0].why.as_deref(), open[0].competitor.as_deref()), (Some("service"), Some("Nord")));
    }
}
