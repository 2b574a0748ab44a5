//! What needs consent before it may be promised to a customer: what was asked for, and what was answered (S4).

use chrono::NaiveDate;

use super::threads::{CalledBy, Threads};
use crate::model::{Customer, Entry, Event, History, Request, RequestState, Slip, Text, reference_key};

/// A request that is neither granted nor refused, nor withdrawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenRequest {
    /// Its number.
    pub reference: Option<String>,
    pub what: Option<String>,
    /// When it was first asked.
    pub asked: NaiveDate,
    /// Who asked.
    pub by: Option<String>,
    /// Why it is asked for.
    pub why: Option<String>,
    /// The line of the log that asked.
    pub line: u32,
}

/// What was answered to a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnsweredRequest {
    /// Its number.
    pub reference: Option<String>,
    pub what: Option<String>,
    /// Whether it may be promised.
    pub is_granted: bool,
    /// When it was answered.
    pub on: NaiveDate,
    /// Who answered.
    pub by: Option<String>,
    /// Why; where nothing says so, what was said with it.
    pub why: Option<String>,
}

/// The requests of one customer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RequestRecord {
    /// Those that are open, the oldest first.
    pub open: Vec<OpenRequest>,
    /// Those that were answered, in the order of their answers.
    pub answered: Vec<AnsweredRequest>,
}

impl RequestRecord {
    /// What the log says. One that is asked again while it is open is the same one; one that somebody has answered who is
    /// none of the `managers` stays open until one of them does (own).
    pub fn of(history: &History<'_>, managers: &[String]) -> Self {
        let mut threads: Threads<OpenRequest> = Threads::default();
        let mut answered = Vec::new();
        for (place, entry) in history.entries().iter().enumerate() {
            let Some((_, request)) = requested(entry) else { continue };
            let text = history.text_at(place);
            let called = CalledBy { reference: request.reference.as_deref(), what: request.what.as_deref() };
            let known = threads.find(called);
            match (request.state, known) {
                (RequestState::Asked, Some(_)) => {}
                (RequestState::Asked, None) => threads.begin(called, asked(entry, request, text)),
                (RequestState::Withdrawn, known) => {
                    known.and_then(|at| threads.close(at));
                }
                _ if !decides(entry, managers) => {}
                (state, known) => {
                    let open = known.and_then(|at| threads.close(at));
                    answered.push(answer((entry, request, text), state, open));
                }
            }
        }
        RequestRecord { open: threads.into_open(), answered }
    }

    /// The newest answer to what is meant by a text.
    fn answer_to(&self, key: &str) -> Option<&AnsweredRequest> {
        let is_it = |one: &&AnsweredRequest| {
            one.what.as_deref().is_some_and(|what| is_about(&reference_key(what), key))
        };
        self.answered.iter().rev().find(is_it)
    }
}

/// The requests that are neither granted nor refused, nor withdrawn, the oldest first.
pub fn open(history: &History<'_>, managers: &[String]) -> Vec<OpenRequest> {
    RequestRecord::of(history, managers).open
}

/// Whether whoever wrote an answer may decide: where crm.yaml names no managers, whoever answers does, and so does an
/// entry that names nobody.
fn decides(entry: &Entry<'_>, managers: &[String]) -> bool {
    managers.is_empty() || entry.by.as_deref().is_none_or(|by| managers.iter().any(|one| one == by))
}

/// What of the customer's `ask_first` a promise is about, where nobody has granted it: neither that nor the promise itself.
pub fn unasked<'c>(
    what: &str,
    customer: &'c Customer,
    history: &History<'_>,
    managers: &[String],
) -> Option<&'c str> {
    let key = reference_key(what);
    let ask_first = customer.promises.ask_first.iter();
    let own = ask_first.map(String::as_str).find(|own| is_about(&reference_key(own), &key))?;
    let record = RequestRecord::of(history, managers);
    let is_granted = |key: &str| record.answer_to(key).is_some_and(|answer| answer.is_granted);
    let own_key = reference_key(own);
    // Consent to 18 % is none to 25 %.
    let is_its_own = key.contains(&own_key) || own_key.contains(&key);
    let is_agreed = is_granted(&key) || is_its_own && is_granted(&own_key);
    (!is_agreed).then_some(own)
}

/// The newest answer to what a promise is about, where it is a no: whatever the customer's `ask_first` says.
pub fn refused(what: &str, history: &History<'_>, managers: &[String]) -> Option<AnsweredRequest> {
    let record = RequestRecord::of(history, managers);
    record.answer_to(&reference_key(what)).filter(|answer| !answer.is_granted).cloned()
}

/// The answers of those who are no managers, each at its line.
pub fn undecided(history: &History<'_>, managers: &[String]) -> Vec<(u32, Slip)> {
    let is_answer =
        |request: &Request<'_>| matches!(request.state, RequestState::Granted | RequestState::Refused);
    let answers = history.entries().iter().filter_map(requested).filter(|(_, request)| is_answer(request));
    let no_manager = answers.filter_map(|(entry, _)| {
        let by = entry.by.as_deref().filter(|_| !decides(entry, managers))?;
        Some((entry.line, Slip::NoDecider { by: by.to_owned(), managers: managers.to_vec() }))
    });
    no_manager.collect()
}

/// Whether a promise is about what needs consent: it names it, with more of it (`24-hour service in Hamburg`) or a good
/// part of it, in other numbers, too. A word of it alone may be anything.
fn is_about(needs_consent: &str, promise: &str) -> bool {
    let without_numbers = |text: &str| text.chars().filter(|c| !c.is_numeric()).collect::<String>();
    let [one, other] = [needs_consent, promise].map(without_numbers);
    let is_good_part = other.chars().count() * 3 >= one.chars().count();
    !one.is_empty() && !other.is_empty() && (other.contains(&one) || is_good_part && one.contains(&other))
}

fn requested<'h, 'e>(entry: &'h Entry<'e>) -> Option<(&'h Entry<'e>, &'h Request<'e>)> {
    match &entry.event {
        Event::Request(request) => Some((entry, request)),
        _ => None,
    }
}

fn own(text: &Option<Text<'_>>) -> Option<String> {
    text.as_deref().map(str::to_owned)
}

fn asked(entry: &Entry<'_>, request: &Request<'_>, text: Option<&str>) -> OpenRequest {
    OpenRequest {
        reference: own(&request.reference),
        what: own(&request.what).or_else(|| text.map(str::to_owned)),
        asked: entry.day(),
        by: own(&entry.by),
        why: own(&request.why),
        line: entry.line,
    }
}

fn answer(
    (entry, request, text): (&Entry<'_>, &Request<'_>, Option<&str>),
    state: RequestState,
    open: Option<OpenRequest>,
) -> AnsweredRequest {
    let (reference, what) = open.map_or((None, None), |open| (open.reference, open.what));
    AnsweredRequest {
        reference: own(&request.reference).or(reference),
        what: own(&request.what).or(what),
        is_granted: state == RequestState::Granted,
        on: entry.day(),
        by: own(&entry.by),
        why: own(&request.why).or_else(|| text.map(str::to_owned)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::views::test_support::{customer, history};
    use super::*;

    /// What was answered, and whether it was granted.
    type Answers = &'static [(&'static str, bool)];

    const ASKED: &str = "2026-11-02 request asked what=service";

    #[test]
    fn a_request_is_open_until_it_is_answered() {
        let cases: &[(&[&'static str], &[&str], Answers)] = &[
            (&[], &[], &[]),
            (&[ASKED], &["service"], &[]),
            (&[ASKED, ASKED], &["service"], &[]),
            (&[ASKED, "2026-11-03 request granted what=Service"], &[], &[("Service", true)]),
            (&[ASKED, "2026-11-03 request refused"], &[], &[("service", false)]),
            (
                &[ASKED, "2026-11-02 request asked what=price ref=R-2", "2026-11-03 request granted ref=r-2"],
                &["service"],
                &[("price", true)],
            ),
            (
                &[ASKED, "2026-11-03 request refused", "2026-11-05 request asked what=service"],
                &["service"],
                &[("service", false)],
            ),
            (&[ASKED, "2026-11-03 request withdrawn"], &[], &[]),
            // By the day, not by the line.
            (&["2026-11-03 request granted what=service", ASKED], &[], &[("service", true)]),
        ];
        for (lines, open, answered) in cases {
            let record = RequestRecord::of(&history(lines), &[]);
            let found: Vec<&str> = record.open.iter().filter_map(|one| one.what.as_deref()).collect();
            assert_eq!(found, *open, "{lines:?}");
            let found: Vec<(&str, bool)> = record
                .answered
                .iter()
                .map(|one| (one.what.as_deref().unwrap_or("-"), one.is_granted))
                .collect();
            assert_eq!(found, *answered, "{lines:?}");
        }
    }

    #[test]
    fn the_answer_of_whoever_may_not_decide_leaves_it_open() {
        const GRANTED_BY_LI: &str = "2026-11-03 request granted what=service by=li";
        let cases: &[(&[&'static str], &[&str], Answers, bool)] = &[
            (&[ASKED, GRANTED_BY_LI], &["service"], &[], false),
            (&[ASKED, "2026-11-03 request granted by=wang"], &[], &[("service", true)], true),
            // Whoever may decide does, before it or after it.
            (
                &[ASKED, GRANTED_BY_LI, "2026-11-04 request refused by=wang"],
                &[],
                &[("service", false)],
                false,
            ),
            (
                &[ASKED, "2026-11-02 request refused by=wang what=service", GRANTED_BY_LI],
                &[],
                &[("service", false)],
                false,
            ),
            // Of nobody it can't be said that they may not.
            (&[ASKED, "2026-11-03 request granted"], &[], &[("service", true)], true),
            (&[ASKED, "2026-11-03 request withdrawn by=li"], &[], &[], false),
            (&[GRANTED_BY_LI], &[], &[], false),
        ];
        let managers = ["wang".to_owned()];
        let mut customer = customer();
        customer.promises.ask_first = vec!["service".into()];
        for (lines, open, answered, may_promise) in cases {
            let history = history(lines);
            let record = RequestRecord::of(&history, &managers);
            let found: Vec<&str> = record.open.iter().filter_map(|one| one.what.as_deref()).collect();
            assert_eq!(found, *open, "{lines:?}");
            let found: Vec<(&str, bool)> = record
                .answered
                .iter()
                .map(|one| (one.what.as_deref().unwrap_or("-"), one.is_granted))
                .collect();
            assert_eq!(found, *answered, "{lines:?}");
            let is_free = unasked("service", &customer, &history, &managers).is_none();
            assert_eq!(is_free, *may_promise, "{lines:?}");
        }
    }

    #[test]
    fn a_promise_is_about_what_it_names_a_good_part_of() {
        for (needs_consent, promise, want) in [
            ("price below list -18 %", "price below list", true),
            ("price below list -18 %", "price below list -25 %", true),
            ("price below list -18 %", "list", false),
            ("price below list -18 %", "t", false),
            ("空运费我方承担", "空运费", true),
            ("寄样费用我方承担", "寄", false),
            ("credit", "drawings", false),
            ("", "drawings", false),
        ] {
            assert_eq!(is_about(needs_consent, promise), want, "{needs_consent} {promise}");
        }
    }

    #[test]
    fn what_needs_consent_is_unasked_until_it_is_granted() {
        let mut customer = customer();
        customer.promises.ask_first = vec!["24-hour service".into(), "credit".into()];
        let cases: &[(&[&'static str], &str, Option<&str>)] = &[
            (&[], "drawings", None),
            (&[], "credit", Some("credit")),
            (&[], "24-Hour  service in Hamburg", Some("24-hour service")),
            (&["2026-11-02 request asked what=credit"], "credit", Some("credit")),
            (&["2026-11-02 request granted what=credit"], "credit", None),
            (&["2026-11-02 request granted what=credit"], "credit of 60 days", None),
            (&["2026-11-02 request granted what=service"], "credit", Some("credit")),
            (
                &["2026-11-02 request granted what=credit", "2026-11-05 request refused what=credit"],
                "credit",
                Some("credit"),
            ),
        ];
        for (lines, what, want) in cases {
            assert_eq!(unasked(what, &customer, &history(lines), &[]), *want, "{what} {lines:?}");
        }
    }
}
