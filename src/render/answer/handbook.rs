//! `crm handbook`: what the policy in force says of each class.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::document;
use super::super::handbook::{Handbook, actions, follow_up, steps};
use super::super::lang::{Lang, one_line};
use super::super::tone::Style;
use super::column::{Cell, Column, column};
use super::form::Answer;
use super::value::{Number, Word, list};
use crate::rules::budget::minutes_a_year;
use crate::rules::policy::{GradeRule, Label};
use crate::rules::{Playbook, Policy, Scheme, fields_of};

/// What `crm handbook` answers.
pub struct HandbookAnswer<'a>(pub &'a Handbook<'a>);

/// The handbook of classes, of the policy in force. It only ever grows.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "The handbook of crm handbook --format json")]
pub struct HandbookPage {
    /// The scheme whose classes drive the follow-ups.
    pub scheme: Word<Scheme>,
    /// One for each grade, in the order of work.
    pub grades: Vec<HandbookGrade>,
    /// The playbooks, for a grade, a combined label or a class of a view.
    pub playbooks: Vec<HandbookPlaybook>,
    /// All that the page says, by section, in English, for people.
    pub sections: Vec<HandbookSection>,
}

/// What holds for the customers of a grade.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "grade")]
pub struct HandbookGrade {
    /// What stands in the customers' files.
    pub grade: String,
    /// What people call it.
    pub name: Named,
    /// How often its customers are followed up, in English, for people.
    pub follow_up: String,
    /// The gaps of each sequence, in English, for people.
    pub steps: Vec<String>,
    /// Minutes of one follow-up.
    pub minutes: Number,
    /// Minutes a year that a customer takes; of a sequence, all its steps once.
    pub minutes_a_year: Number,
    /// What one follow-up is worth beside others, where a day is too short.
    pub worth: Number,
    /// The keys that a customer's file has to say, those of the grades after it included.
    pub required: Vec<String>,
}

/// A name in both languages.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "name")]
pub struct Named {
    /// English; empty where crm.yaml has none.
    pub en: String,
    /// Chinese; empty where crm.yaml has none.
    pub zh: String,
}

/// What is done with some customers.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "playbook")]
pub struct HandbookPlaybook {
    /// For whom, as crm.yaml writes it: a grade, value + potential + relationship, or view=class.
    #[serde(rename = "for")]
    pub whom: String,
    /// What it is to achieve; null where crm.yaml doesn't say.
    pub goal: Option<Named>,
    /// What is done, how often, after what and by whom, in English, for people.
    pub actions: Vec<String>,
    /// Whether nobody is contacted without a plan.
    pub needs_plan: bool,
}

/// A section of the page.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "section")]
pub struct HandbookSection {
    /// What it is about.
    pub heading: String,
    /// What it says, a sentence each; of a table a row each, tabs between the values.
    pub lines: Vec<String>,
}

impl Answer for HandbookAnswer<'_> {
    type Json = HandbookPage;
    type Row = HandbookGrade;

    const COLUMNS: &'static [Column<HandbookGrade>] = &[
        column("grade", |row| one_line(&row.grade)),
        column("name_en", |row| one_line(&row.name.en)),
        column("name_zh", |row| one_line(&row.name.zh)),
        column("follow_up", |row| row.follow_up.cell()),
        column("minutes", |row| row.minutes.cell()),
        column("minutes_a_year", |row| row.minutes_a_year.cell()),
        column("worth", |row| row.worth.cell()),
        column("required", |row| row.required.join(" ")),
    ];

    fn table(&self, lang: Lang, style: Style) -> String {
        document::text(&Handbook { lang, ..*self.0 }.document(), style)
    }

    fn json(&self) -> HandbookPage {
        let policy = self.0.policy;
        let sections = Handbook { lang: Lang::En, ..*self.0 }.document().sections;
        HandbookPage {
            scheme: Word(policy.scheme),
            grades: self.rows(Lang::En),
            playbooks: list(&policy.playbooks, HandbookPlaybook::of),
            sections: list(&sections, HandbookSection::of),
        }
    }

    fn rows(&self, lang: Lang) -> Vec<HandbookGrade> {
        list(&self.0.policy.grades, |grade| HandbookGrade::of(grade, lang, self.0.policy))
    }
}

impl HandbookGrade {
    fn of(grade: &GradeRule, lang: Lang, policy: &Policy) -> Self {
        HandbookGrade {
            grade: grade.class.clone(),
            name: Named::of(&grade.label),
            follow_up: follow_up(lang, grade, policy.lead_time),
            steps: grade.steps().map(|own| steps(lang, own)).unwrap_or_default(),
            minutes: Number(grade.minutes),
            minutes_a_year: Number(minutes_a_year(grade)),
            worth: Number(policy.worth(Some(&grade.class))),
            required: fields_of(Some(&grade.class), policy).into_iter().map(|field| field.name()).collect(),
        }
    }
}

impl Named {
    fn of(label: &Label) -> Self {
        Named { en: label.en.clone(), zh: label.zh.clone() }
    }
}

impl HandbookPlaybook {
    fn of(playbook: &Playbook) -> Self {
        HandbookPlaybook {
            whom: playbook.whom.written(),
            goal: playbook.goal.as_ref().map(Named::of),
            actions: actions(Lang::En, playbook),
            needs_plan: playbook.needs_plan,
        }
    }
}

impl HandbookSection {
    fn of(section: &document::Section) -> Self {
        let rows = section.table.iter().flat_map(|table| &table.rows).map(|row| row.join("\t"));
        let lines = section.lines.iter().map(|line| match line.label {
            "" => line.text.clone(),
            label => format!("{label}: {}", line.text),
        });
        let around = |text: &String| (!text.is_empty()).then(|| text.clone());
        let lines = around(&section.above).into_iter().chain(rows).chain(lines).chain(around(&section.below));
        HandbookSection { heading: section.heading.clone(), lines: lines.collect() }
    }
}
