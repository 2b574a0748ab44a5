//! What to do with a customer this time: a goal and actions for a class, or for a combination of
//! value, potential and relationship (S0, S4).

mod defaults;

use super::Label;
use super::policy::Trigger;
use crate::model::Interval;

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
    /// Value, potential and relationship; `None` is any.
    Label([Option<String>; 3]),
}

/// Something to do.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Action {
    pub what: Label,
    /// How often.
    pub every: Option<Interval>,
    /// Only while this is the newest of the customer's samples, quotes, orders and contracts.
    pub after: Option<Trigger>,
}

impl Default for Whom {
    fn default() -> Self {
        Whom::Label([None, None, None])
    }
}

impl Whom {
    /// Reads `C`, `A + high + strategic`, `C + low + *`.
    pub fn parse(text: &str) -> Option<Self> {
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
            Whom::Label(parts) => parts.each_ref().map(|part| part.as_deref().unwrap_or("*")).join(" + "),
        }
    }

    /// How many parts of a label it names, if it fits this one.
    fn fits(&self, label: [Option<&str>; 3]) -> Option<usize> {
        let Whom::Label(parts) = self else { return None };
        let is_met =
            |(part, own): (&Option<String>, &Option<&str>)| part.is_none() || part.as_deref() == *own;
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

    /// Whether any of them is for a combined label.
    pub fn any_of_labels(playbooks: &[Playbook]) -> bool {
        playbooks.iter().any(|playbook| matches!(playbook.whom, Whom::Label(_)))
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
        ] {
            let found = Playbook::of_label(&books, label).map(|playbook| playbook.whom.written());
            assert_eq!(found.as_deref(), Some(want), "{label:?}");
        }
        assert_eq!(Playbook::of_label(&books[..1], [Some("A"), None, None]), None);
        assert!(Playbook::any_of_labels(&books) && !Playbook::any_of_labels(&books[..1]));
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
