//! The book as an import is held against it.

use std::collections::HashSet;

use chrono::NaiveDate;

use crate::cli::book::driving_book;
use crate::cli::session::Session;
use crate::model::{Customer, Entry, Event, FollowUp, History, Problem, Table, is_moved};
use crate::plan;
use crate::plan::import::{
    Known, Likeness, ListKind, LogState, Said, Settings, Withheld, last_print, logged, next_print,
    reply_prints,
};
use crate::rules::views::Book;
use crate::rules::{cadence, unpaid};
use crate::store::{CustomerTree, LoadedCustomer, NOTED, Scrutiny, is_hidden};

/// By what rows are known again in the book.
pub struct Asked<'a> {
    session: &'a Session<'a>,
    kind: ListKind,
    /// Where they are entries.
    likeness: Option<Likeness<'a>>,
    /// Where the next date of a customer is our own reckoning: the book by which it is reckoned.
    reckoned: Option<Option<Book>>,
}

impl<'a> Asked<'a> {
    pub fn of(session: &'a Session<'a>, table: &Table, settings: &'a Settings<'_>, kind: ListKind) -> Self {
        let is_reckoned = kind.is_of_customers() && settings.is_ours() && settings.reads("last.next");
        Asked {
            session,
            kind,
            likeness: (kind == ListKind::Entries).then(|| Likeness::of(table, settings)),
            reckoned: is_reckoned.then(|| driving_book(session, &session.workspace.layout())),
        }
    }

    /// All customers, and what their logs hold.
    pub fn book(&self, layout: &CustomerTree) -> (Vec<Known>, Vec<Problem>) {
        let (book, problems) =
            self.session.workspace.each(&layout.slots, Scrutiny::Answer, |loaded| Some(self.known(loaded)));
        (book, layout.problems.iter().cloned().chain(problems).collect())
    }

    fn known(&self, loaded: LoadedCustomer<'_>) -> Known {
        let history = &loaded.history;
        let entries = history.entries();
        let mut log = HashSet::new();
        let mut said = Said::default();
        let mut state = LogState::default();
        if let Some(likeness) = &self.likeness {
            said = Said::of(entries, likeness, withheld(history));
        } else if self.kind.is_of_customers() {
            let contacts = entries.iter().filter(|entry| entry.is_contact());
            log.extend(contacts.map(|entry| last_print(entry.at, entry.text.as_deref())));
            log.extend(entries.iter().filter_map(|entry| entry.event.next()).map(next_print));
            log.extend(history.follow_ups().flat_map(|(entry, said)| replies(entry, said)));
            // The maintenance list has the newest reaction beside the newest contact.
            let newest = history.last_contact().zip(history.last_follow_up());
            log.extend(newest.into_iter().flat_map(|(entry, (_, said))| replies(entry, said)));
            state.contacted = history.last_contact().map(Entry::day);
            state.day_set = history.day_set().map(|(_, day)| day);
            state.due = self.due(&loaded.customer, history);
        }
        let former: Vec<String> = history.former_ids().into_iter().map(str::to_owned).collect();
        let topics = entries.iter().filter_map(|entry| entry.event.topic());
        let moved = topics.filter(|topic| self.likeness.is_some() && topic.name.is_some_and(is_moved));
        let numbers = moved.map(|topic| topic.key()).collect();
        // As far as the rows are such.
        let documents = self.kind.entry().map(|_| logged(entries)).unwrap_or_default();
        let is_paid = self.kind == ListKind::Payments;
        let open = if is_paid { unpaid(history, &self.session.config.policy) } else { Vec::new() };
        Known { customer: loaded.customer, log, said, state, former, numbers, documents, open }
    }

    /// When a customer is due, as `crm export` says it.
    fn due(&self, customer: &Customer, history: &History<'_>) -> Option<NaiveDate> {
        let book = self.reckoned.as_ref()?.as_ref();
        let (policy, today) = (&self.session.config.policy, self.session.today);
        let history = history.clone().as_of(today);
        let driving = plan::driving(customer, &history, book, policy, today);
        cadence::next(customer, driving.class.as_deref(), &history, policy, today).due
    }
}

/// What a forgetting has taken from a log.
fn withheld(history: &History<'_>) -> Withheld {
    let is_forgetting = |entry: &&Entry<'_>| {
        matches!(entry.event, Event::Note(_))
            && entry.text.as_deref().is_some_and(|text| text.starts_with(NOTED))
    };
    let on = history.entries().iter().filter(is_forgetting).map(Entry::day).max();
    Withheld { on, is_masked: is_hidden }
}

fn replies<'a>(entry: &'a Entry<'_>, said: &FollowUp<'_>) -> impl Iterator<Item = String> + use<'a> {
    let prints = reply_prints(entry.at, entry.text.as_deref(), (said.reply, said.need));
    prints.map(|(_, print)| print)
}
