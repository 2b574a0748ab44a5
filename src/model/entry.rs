//! One line of a customer's log: something that happened.
//!
//! Texts borrow from the bytes of the file, so that reading a hundred thousand logs copies nothing
//! but what has to be unescaped.

use std::cmp::Ordering;

use chrono::{NaiveDate, NaiveTime};

use super::{Change, Currency, EntryKind, Event, KeptFile, Mark, Money, NextContact, Stamp, Text, Trace};

#[derive(Clone, Debug, PartialEq)]
pub struct Entry<'a> {
    /// When it happened.
    pub at: Stamp,
    /// Who wrote it.
    pub by: Option<Text<'a>>,
    /// Channel: call, email, visit, meeting, chat, … An entry that has one was a contact, whatever else it is.
    pub via: Option<Text<'a>>,
    /// Free text.
    pub text: Option<Text<'a>>,
    /// What happened.
    pub event: Event<'a>,
    /// Pictures and papers that are kept beside the log.
    pub files: Vec<KeptFile>,
    /// Whence it came, where nobody typed it: a list that was imported.
    pub origin: Option<Text<'a>>,
    /// The line of the file it stands on, from 1; 0 for an entry that is not written yet.
    pub line: u32,
}

impl<'a> Entry<'a> {
    /// What happened and when, of which nothing else is said; it is not written yet.
    pub fn new(at: Stamp, event: Event<'a>) -> Self {
        Entry { at, by: None, via: None, text: None, event, files: Vec::new(), origin: None, line: 0 }
    }
}

impl Event<'_> {
    /// Every kind that people log or import.
    pub const KINDS: &'static [&'static str] = EntryKind::TYPED;

    /// Its kind; none where this version doesn't know it.
    pub fn known_kind(&self) -> Option<EntryKind> {
        Some(match self {
            Event::FollowUp(_) => EntryKind::FollowUp,
            Event::Sample(_) => EntryKind::Sample,
            Event::Quote(_) => EntryKind::Quote,
            Event::Order(_) => EntryKind::Order,
            Event::Contract(_) => EntryKind::Contract,
            Event::Invoice(_) => EntryKind::Invoice,
            Event::Payment(_) => EntryKind::Payment,
            Event::Complaint(_) => EntryKind::Complaint,
            Event::Ending(_) => EntryKind::Ending,
            Event::Promise(_) => EntryKind::Promise,
            Event::Request(_) => EntryKind::Request,
            Event::Invitation(_) => EntryKind::Invitation,
            Event::Grade(_) => EntryKind::Grade,
            Event::Owner(_) => EntryKind::Owner,
            Event::Note(_) => EntryKind::Note,
            Event::Alarm(_) => EntryKind::Alarm,
            Event::Suggestion(_) => EntryKind::Suggestion,
            Event::Merged(_) => EntryKind::Merged,
            Event::Renamed(_) => EntryKind::Renamed,
            Event::Other(_) => return None,
        })
    }

    /// The kind as it stands in the file.
    pub fn kind(&self) -> &str {
        match self {
            Event::Other(kind) => kind,
            _ => self.known_kind().map_or("", EntryKind::as_str),
        }
    }

    /// The decision on the grade, where the entry is one.
    pub fn grade(&self) -> Option<&Change<'_>> {
        match self {
            Event::Grade(change) => Some(change),
            _ => None,
        }
    }

    /// The change of the owner, where the entry is one.
    pub fn owner(&self) -> Option<&Change<'_>> {
        match self {
            Event::Owner(change) => Some(change),
            _ => None,
        }
    }

    /// What leads on from an old id, where the entry is such a trace.
    pub fn trace(&self) -> Option<&Trace<'_>> {
        match self {
            Event::Merged(trace) | Event::Renamed(trace) => Some(trace),
            _ => None,
        }
    }

    /// What it says of the next follow-up.
    pub fn next_contact(&self) -> Option<NextContact> {
        match self {
            Event::FollowUp(said) => said.next,
            Event::Note(note) => note.next,
            _ => None,
        }
    }

    /// The day of the next follow-up that it sets, where it sets one.
    pub fn next(&self) -> Option<NaiveDate> {
        self.next_contact()?.day()
    }

    /// The hour of that day, on the clock of whoever wrote it.
    pub fn next_time(&self) -> Option<NaiveTime> {
        self.next_contact()?.hour()
    }

    /// Whether it ends the day that was set before, and sets none.
    pub fn ends_next(&self) -> bool {
        self.next_contact() == Some(NextContact::Ended)
    }

    /// Whether it is an order: one that brings, and takes nothing back.
    pub fn is_order(&self) -> bool {
        matches!(self, Event::Order(order) if order.counts())
    }

    /// Whether the customer has bought by it: an order, or a contract.
    pub fn is_purchase(&self) -> bool {
        self.is_order() || matches!(self, Event::Contract(_))
    }

    /// The amount, where the kind has one.
    pub fn money(&self) -> Option<Money> {
        match self {
            Event::Quote(event) => event.money,
            Event::Order(event) => event.money,
            Event::Contract(event) => event.money,
            Event::Invoice(event) => event.money,
            Event::Payment(event) => event.money,
            _ => None,
        }
    }

    /// The currency of the amount, where it is written.
    pub fn currency(&self) -> Option<Currency> {
        self.money().and_then(|money| money.currency)
    }

    /// The number that ties entries together, where the kind has one.
    pub fn reference(&self) -> Option<&str> {
        match self {
            Event::Sample(event) => event.reference.as_deref(),
            Event::Quote(event) => event.reference.as_deref(),
            Event::Order(event) => event.reference.as_deref(),
            Event::Contract(event) => event.reference.as_deref(),
            Event::Invoice(event) => event.reference.as_deref(),
            Event::Payment(event) => event.reference.as_deref(),
            Event::Complaint(event) => event.reference.as_deref(),
            Event::Ending(event) => event.reference.as_deref(),
            Event::Promise(event) => event.reference.as_deref(),
            Event::Request(event) => event.reference.as_deref(),
            _ => None,
        }
    }
}

impl Entry<'_> {
    /// Whether we were in contact with the customer by it: a follow-up, answered or not, or anything else that was
    /// said by some channel.
    pub fn is_contact(&self) -> bool {
        matches!(self.event, Event::FollowUp(_)) || self.via.is_some()
    }

    /// Whether this contact keeps what was agreed for a day: it is of a later one, or of that day and, where an hour was
    /// agreed, at that hour or after it, or one at which people speak with each other (own). The hours are those of their
    /// writers, who are mostly one person.
    pub fn keeps(&self, day: NaiveDate, hour: Option<NaiveTime>) -> bool {
        let spoken = ["call", "visit", "meeting", "video"];
        let is_early = |hour: NaiveTime| match self.at {
            Stamp::Instant(at) => at.time() < hour,
            // Nobody said when.
            Stamp::Day(_) => false,
        };
        let is_spoken = || self.via.as_deref().is_some_and(|via| spoken.contains(&via));
        match self.day().cmp(&day) {
            Ordering::Less => false,
            Ordering::Greater => true,
            Ordering::Equal => hour.is_none_or(|hour| !is_early(hour) || is_spoken()),
        }
    }

    /// The same but for when it was written down: that tells of the writer, and not of what happened.
    pub fn whenever_written(mut self) -> Self {
        if let Event::FollowUp(said) = &mut self.event {
            said.written = None;
        }
        self
    }

    /// What it says and at which hour of the writer's day, but for who wrote it, in which time zone and when: a list that
    /// two people import says the same twice, and both count. None where nothing counts: a note, a decision, a trace.
    pub fn whoever_wrote_it(&self) -> Option<String> {
        let Entry { at, by: _, via, text, event, files: _, origin: _, line: _ } = self;
        let counts = !matches!(
            event,
            Event::Note(_)
                | Event::Grade(_)
                | Event::Owner(_)
                | Event::Suggestion(_)
                | Event::Merged(_)
                | Event::Renamed(_)
                | Event::Other(_)
        );
        let at = match at {
            Stamp::Day(day) => day.to_string(),
            Stamp::Instant(at) => at.naive_local().to_string(),
        };
        if matches!(event, Event::FollowUp(said) if said.written.is_some()) {
            return self.clone().whenever_written().whoever_wrote_it();
        }
        counts.then(|| format!("{at} {via:?} {text:?} {event:?}"))
    }

    /// What it says of another entry, where it is a note about one.
    pub fn mark(&self) -> Option<&Mark<'_>> {
        match &self.event {
            Event::Note(note) => note.mark.as_ref(),
            _ => None,
        }
    }

    /// The line of which it says whether newcomers should read it, and what it says; where it is such a mark.
    pub fn marks_as_example(&self) -> Option<(u32, bool)> {
        let mark = self.mark()?;
        Some((mark.line, mark.example?)).filter(|(line, _)| *line > 0)
    }

    /// Whether it is the planner's note of a day.
    pub fn is_planned(&self) -> bool {
        matches!(&self.event, Event::Note(note) if note.planned)
    }

    /// The day of the entry: the date as written.
    pub fn day(&self) -> NaiveDate {
        self.at.day()
    }
}
