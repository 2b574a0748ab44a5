//! The handbook of classes (S4: one standard for all): what the policy in force says of each class, as a page to be
//! printed. No number and no rule stands here: each sentence is made of the policy.

mod grades;
mod moves;
mod views;
mod work;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::document::{Document, Head, LabelledLine, Section, Table};
use super::lang::{self, Lang, tr};
use crate::model::{Decimal, Hours, Interval};
use crate::rules::{Playbook, Policy, Whom};

pub(super) use grades::{actions, follow_up, steps};

/// What the handbook is made of.
#[derive(Clone, Copy, Debug)]
pub struct Handbook<'a> {
    /// The reader's language.
    pub lang: Lang,
    pub policy: &'a Policy,
    pub people: &'a [TeamMember],
    /// The day on which it holds.
    pub today: NaiveDate,
}

/// Somebody of the team, as the handbook names them.
#[derive(Clone, Debug)]
pub struct TeamMember {
    pub name: String,
    /// The hours a week for follow-ups, where crm.yaml says so.
    pub hours_a_week: Option<Decimal>,
    /// Whether this person decides on requests.
    pub is_manager: bool,
    /// When this person works, where crm.yaml says so.
    pub day: Option<Hours>,
    /// How often this person contacts the customers of a grade, where that isn't as the grade has it.
    pub cadence: BTreeMap<String, Interval>,
}

impl Handbook<'_> {
    /// The whole handbook.
    pub fn document(&self) -> Document {
        let (lang, scheme) = (self.lang, self.policy.scheme.as_str());
        let day = lang::date_in_letter(lang, self.today);
        let sections = [self.overview()]
            .into_iter()
            .chain(self.policy.grades.iter().map(|grade| self.grade(grade)))
            .chain([self.moves(), self.consent()])
            .chain(self.labels())
            .chain(self.views())
            .chain([self.deadlines(), self.pool(), self.calendar(), self.events()]);
        Document {
            lang,
            title: lang.pick("Handbook of classes", "客户分类手册").to_owned(),
            lead: tr!(
                lang,
                "By crm.yaml as of {day}; scheme: {scheme}. “(default)”: as the program has it; all else is the team's own.",
                "依据 {day}的 crm.yaml，分级方案：{scheme}。「（默认）」与程序默认相同，其余为本团队自定。"
            ),
            sections: sections.filter(|section| !section.is_empty()).collect(),
            hint: lang
                .pick(
                    "One customer's classes, with the figures behind them: crm show ID",
                    "某个客户的各项分类及依据：crm show 编号",
                )
                .to_owned(),
        }
    }

    /// The subject of its mail: what it is, of which day and of which workspace.
    pub fn subject(&self, workspace: &str) -> String {
        let (lang, day) = (self.lang, lang::date_in_letter(self.lang, self.today));
        let subject = tr!(lang, "Handbook of classes, {day}", "客户分类手册 {day}");
        match lang::one_line(workspace) {
            name if name.is_empty() => subject,
            name => format!("{subject} · {name}"),
        }
    }

    /// Marks what is as the program has it.
    fn mark(&self, text: String, is_default: bool) -> String {
        if is_default { tr!(self.lang, "{text} (default)", "{text}（默认）") } else { text }
    }

    /// A line with its label.
    fn line(&self, en: &'static str, zh: &'static str, text: String) -> LabelledLine {
        LabelledLine { label: self.lang.pick(en, zh), text }
    }

    /// `A, B`, `A、B`.
    fn listed(&self, parts: &[String]) -> String {
        parts.join(self.lang.pick(", ", "、"))
    }

    /// Whether a playbook is one of those that its scheme has without a word in crm.yaml.
    fn is_usual(&self, playbook: &Playbook) -> bool {
        Playbook::defaults(self.policy.scheme).contains(playbook)
    }

    /// One section for each combined label that has a playbook.
    fn labels(&self) -> Vec<Section> {
        let of_label = |playbook: &&Playbook| matches!(playbook.whom, Whom::Label(_));
        let found: Vec<&Playbook> = self.policy.playbooks.iter().filter(of_label).collect();
        let lang = self.lang;
        let section = |(index, playbook): (usize, &&Playbook)| {
            let label = lang::class(lang, "label", &playbook.whom.written());
            let label = lang::clean(&label);
            Section {
                heading: tr!(lang, "Value + potential + relationship: {label}", "组合标签：{label}"),
                above: match index {
                    0 => lang.pick(
                        "A customer's value, potential and relationship make its label; * stands for any, - for what can't be told. The closest label counts.",
                        "价值、潜力、关系合成客户的组合标签，* 表示任意，- 表示无从判断；以最相符的标签为准。",
                    ),
                    _ => "",
                }
                .to_owned(),
                lines: self.playbook(playbook),
                starts_page: index == 0,
                ..Section::default()
            }
        };
        found.iter().enumerate().map(section).collect()
    }
}

/// A table of two columns of text.
fn pairs(heads: [&str; 2], rows: Vec<Vec<String>>) -> Table {
    let head =
        |(index, name): (usize, &str)| Head { name: name.to_owned(), is_number: false, is_whole: index == 0 };
    Table { columns: heads.into_iter().enumerate().map(head).collect(), rows }
}

#[cfg(test)]
mod tests;
