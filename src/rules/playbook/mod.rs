//! What to do with a customer this time: a goal and actions for a class, or for a combination of
//! value, potential and relationship (S0, S4).

mod defaults;

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::policy::Trigger;
use super::views::Views;
use super::{Label, approval};
use crate::model::{Customer, Entry, Event, History, Interval};

/// Goal and actions for some customers (S4).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Playbook {
    pub whom: Whom,
    pub goal: Option<Label>,
    /// What to do.
    pub actions: Vec<Action>,
    /// Who does it, where that isn't the owner alone.
    pub who: Option<Label>,
    /// Whether a contact needs a plan first (S0: a contact with no aim wastes a chance).
    pub needs_plan: bool,
}

/// Whom a playbook is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whom {
    /// A class of the driving scheme.
    Class(String),
    /// Value, potential and relationship; `None` is any, and [`UNTOLD`] one that can't be told.
    Label([Option<String>; 3]),
    /// A class of a view: `lifecycle=decline`, `face=red`.
    View(String, String),
}

/// The part of a label that can't be told, such as the value of a customer that never ordered.
pub const UNTOLD: &str = "-";

/// Something to do.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Action {
    pub what: Label,
    /// By which word `crm log --action` ticks it off; without one by what it is.
    pub name: Option<String>,
    /// Who of the team does it, where that isn't the owner; or whose part it is, in words.
    pub who: Option<String>,
    /// How often.
    pub every: Option<Interval>,
    /// Only while this is the newest of the customer's samples, quotes, orders and contracts.
    pub after: Option<Trigger>,
}

impl Action {
    /// The word that ticks it off.
    pub fn name(&self) -> &str {
        self.name.as_deref().unwrap_or(if self.what.en.is_empty() { &self.what.zh } else { &self.what.en })
    }

    /// Who of the team is to do it, where it isn't whoever looks after the customer.
    pub fn doer(&self, people: &[String]) -> Option<&str> {
        self.who.as_deref().filter(|who| people.iter().any(|one| one == who))
    }

    /// Whether a word means it: its name, or what it is in either language.
    pub fn is(&self, word: &str) -> bool {
        let names = [self.name(), &self.what.en, &self.what.zh];
        names.iter().any(|name| !name.is_empty() && name.eq_ignore_ascii_case(word))
    }

    /// Whether an entry was it: a contact or a note says so, as many an action needs no contact; or a contact came by the
    /// way that the action is called by, as a visit (own).
    pub fn is_done_by(&self, entry: &Entry<'_>) -> bool {
        words_of(entry).any(|word| self.is(word))
    }

    /// On which day it was last done; the management's consent also on the day that the file has of it.
    pub fn last_done(&self, customer: &Customer, history: &History<'_>) -> Option<NaiveDate> {
        let done = history.entries().iter().rev().find(|entry| self.is_done_by(entry)).map(Entry::day);
        done.max(self.agreed(customer))
    }

    /// The day of the consent that a customer's file has, where this action is to ask for it.
    fn agreed(&self, customer: &Customer) -> Option<NaiveDate> {
        customer.approved.on.filter(|_| self.is(approval::ACTION) && customer.approved.by.is_some())
    }

    /// The names of the actions that come again and that were ever done with a customer.
    pub fn done(playbooks: &[Playbook], customer: &Customer, history: &History<'_>) -> Vec<String> {
        let mut regular = Action::regular(playbooks).peekable();
        if regular.peek().is_none() {
            return Vec::new();
        }
        // A log of a thousand calls has a handful of words.
        let words: BTreeSet<&str> = history.entries().iter().flat_map(words_of).collect();
        let is_done =
            |action: &&Action| action.agreed(customer).is_some() || words.iter().any(|word| action.is(word));
        regular.filter(is_done).map(|action| action.name().to_owned()).collect()
    }

    /// The names of all actions that come again.
    pub fn names(playbooks: &[Playbook]) -> Vec<&str> {
        let mut names: Vec<&str> = Action::regular(playbooks).map(Action::name).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// The name of the action that a word means.
    pub fn named<'p>(playbooks: &'p [Playbook], word: &str) -> Option<&'p str> {
        Action::regular(playbooks).find(|action| action.is(word)).map(Action::name)
    }

    fn regular(playbooks: &[Playbook]) -> impl Iterator<Item = &Action> {
        playbooks.iter().flat_map(|book| &book.actions).filter(|action| action.every.is_some())
    }
}

/// The words of an entry by which an action can be meant.
fn words_of<'e>(entry: &'e Entry<'_>) -> impl Iterator<Item = &'e str> {
    let said = match &entry.event {
        Event::FollowUp(said) => said.action.as_deref(),
        Event::Note(note) => note.action.as_deref(),
        _ => None,
    };
    said.into_iter().chain(entry.via.as_deref())
}

impl Default for Whom {
    fn default() -> Self {
        Whom::Label([None, None, None])
    }
}

impl Whom {
    /// Reads `C`, `A + high + strategic`, `C + low + *`.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some((view, class)) = text.split_once('=') {
            let (view, class) = (view.trim().to_owned(), class.trim().to_owned());
            return (!view.is_empty() && !class.is_empty()).then_some(Whom::View(view, class));
        }
        let parts: Vec<&str> = text.split('+').map(str::trim).collect();
        let part = |part: &str| (part != "*").then(|| part.to_owned());
        match parts[..] {
            [class] if !class.is_empty() => Some(Whom::Class(class.to_owned())),
            [value, potential, relationship] if !parts.contains(&"") => {
                Some(Whom::Label([part(value), part(potential), part(relationship)]))
            }
            _ => None,
        }
    }

    /// As it stands in the configuration.
    pub fn written(&self) -> String {
        match self {
            Whom::Class(class) => class.clone(),
            Whom::View(view, class) => format!("{view}={class}"),
            Whom::Label(parts) => parts.each_ref().map(|part| part.as_deref().unwrap_or("*")).join(" + "),
        }
    }

    /// How many parts of a label it names, if it fits this one.
    fn fits(&self, label: [Option<&str>; 3]) -> Option<usize> {
        let Whom::Label(parts) = self else { return None };
        let is_met = |(part, own): (&Option<String>, &Option<&str>)| match part.as_deref() {
            None => true,
            Some(UNTOLD) => own.is_none(),
            part => part == *own,
        };
        parts.iter().zip(&label).all(is_met).then(|| parts.iter().flatten().count())
    }
}

impl Playbook {
    pub fn of_class<'p>(playbooks: &'p [Playbook], class: &str) -> Option<&'p Playbook> {
        playbooks.iter().find(|playbook| matches!(&playbook.whom, Whom::Class(own) if own == class))
    }

    /// The playbook of a combined label (value, potential, relationship): the one that names most of
    /// it; of several the first.
    pub fn of_label<'p>(playbooks: &'p [Playbook], label: [Option<&str>; 3]) -> Option<&'p Playbook> {
        let fitting = playbooks.iter().filter_map(|own| Some((own.whom.fits(label)?, own)));
        fitting.rev().max_by_key(|(parts, _)| *parts).map(|(_, playbook)| playbook)
    }

    /// Whether any of them is for what the whole book must be known for: a combined label, a class of a view.
    pub fn any_of_the_book(playbooks: &[Playbook]) -> bool {
        playbooks.iter().any(|playbook| !matches!(playbook.whom, Whom::Class(_)))
    }

    /// Whether an action comes again of one for which the whole book must be known.
    pub fn any_due(playbooks: &[Playbook]) -> bool {
        let of_book = playbooks.iter().filter(|playbook| !matches!(playbook.whom, Whom::Class(_)));
        of_book.flat_map(|playbook| &playbook.actions).any(|action| action.every.is_some())
    }

    /// Whether somebody else than the owner does an action that comes again.
    pub fn any_of_others(playbooks: &[Playbook]) -> bool {
        Action::regular(playbooks).any(|action| action.who.is_some())
    }

    /// Those for the classes that a customer has in the views, in their order.
    pub fn of_views<'p>(playbooks: &'p [Playbook], views: &'p Views) -> impl Iterator<Item = &'p Playbook> {
        playbooks.iter().filter(|playbook| match &playbook.whom {
            Whom::View(view, class) => views.get(view) == Some(class),
            Whom::Class(_) | Whom::Label(_) => false,
        })
    }

    /// All that hold for a customer: that of its class, that of its combined label, those of its classes in the views.
    /// Without its views only the first.
    pub fn all_of<'p>(
        playbooks: &'p [Playbook],
        class: Option<&str>,
        views: Option<&'p Views>,
    ) -> Vec<&'p Playbook> {
        let of_class = class.and_then(|class| Playbook::of_class(playbooks, class));
        let of_label = views.and_then(|views| Playbook::of_label(playbooks, views.parts()));
        let of_views = views.into_iter().flat_map(|views| Playbook::of_views(playbooks, views));
        of_class.into_iter().chain(of_label).chain(of_views).collect()
    }

    /// What to do this time: what stands for always, and what stands for the newest event
    /// ([`Trigger::newest`]).
    pub fn now(&self, newest: Option<Trigger>) -> impl Iterator<Item = &Action> {
        self.actions.iter().filter(move |action| action.after.is_none() || action.after == newest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::SampleState;

    fn playbook(whom: &str) -> Playbook {
        Playbook { whom: Whom::parse(whom).expect("whom"), ..Playbook::default() }
    }

    #[test]
    fn a_key_is_a_class_or_three_parts() {
        for (text, want) in [
            ("C", Some("C")),
            ("重点", Some("重点")),
            ("A+high + strategic", Some("A + high + strategic")),
            ("C + low + *", Some("C + low + *")),
            ("* + * + *", Some("* + * + *")),
            ("- + high + *", Some("- + high + *")),
            ("lifecycle = decline", Some("lifecycle=decline")),
            ("lifecycle=", None),
            ("A + high", None),
            ("A + + new", None),
            ("", None),
        ] {
            assert_eq!(Whom::parse(text).map(|whom| whom.written()).as_deref(), want, "{text}");
        }
    }

    #[test]
    fn the_playbook_that_names_most_of_the_label_wins() {
        let books = ["A", "* + * + *", "A + * + *", "A + high + strategic", "* + high + new"].map(playbook);
        for (label, want) in [
            ([Some("A"), Some("high"), Some("strategic")], "A + high + strategic"),
            ([Some("A"), Some("low"), Some("strategic")], "A + * + *"),
            ([Some("A"), Some("high"), Some("new")], "* + high + new"),
            ([None, Some("low"), None], "* + * + *"),
            ([None, Some("high"), Some("new")], "* + high + new"),
        ] {
            let found = Playbook::of_label(&books, label).map(|playbook| playbook.whom.written());
            assert_eq!(found.as_deref(), Some(want), "{label:?}");
        }
        assert_eq!(Playbook::of_label(&books[..1], [Some("A"), None, None]), None);
        assert!(Playbook::any_of_the_book(&books) && !Playbook::any_of_the_book(&books[..1]));
        assert!(Playbook::of_class(&books, "A").is_some() && Playbook::of_class(&books, "B").is_none());
    }

    #[test]
    fn the_newest_event_chooses_the_actions() {
        let action = |after| Action { after, ..Action::default() };
        let sent = Some(Trigger::Sample(SampleState::Sent));
        let book = Playbook {
            actions: vec![action(None), action(sent), action(Some(Trigger::Quote))],
            ..playbook("B")
        };
        for (newest, want) in [(None, 1), (sent, 2), (Some(Trigger::Sample(SampleState::Received)), 1)] {
            assert_eq!(book.now(newest).count(), want, "{newest:?}");
        }
    }
}
