//! `crm review --record`: how often each rule was right.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::lang::Lang;
use super::super::record::record_text;
use super::super::tone::Style;
use super::column::{Cell, Column, column};
use super::form::Answer;
use super::value::{Day, Word, list};
use crate::model::{MoveCode, SuggestionAnswer};
use crate::plan::{AnsweredSuggestion, LEAST_ANSWERS, RuleRecord, SuggestionRecord};

/// What `crm review --record` answers.
pub struct RecordAnswer<'a> {
    pub record: &'a SuggestionRecord,
    /// How many reasons of each rule the table shows.
    pub most: usize,
}

/// How often each rule was right. It only ever grows.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "crm review --record --format json")]
pub struct RecordPage {
    /// The first day of the answers, YYYY-MM-DD; null for all that there are.
    since: Option<Day>,
    /// The last day: today, YYYY-MM-DD.
    until: Day,
    /// From how many accepted and refused ones on `right` is said.
    least: usize,
    /// Those that suggest something, or were answered.
    rules: Vec<RuleFigures>,
}

/// What is known of one rule.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "rule-record")]
pub struct RuleFigures {
    /// The rule, by the code of its suggestions.
    pub code: Word<MoveCode>,
    /// How many of its suggestions nobody has answered.
    pub open: usize,
    /// How many answers there are.
    pub answered: usize,
    /// How many were accepted, or a task done.
    pub accepted: usize,
    /// How many were put off.
    pub later: usize,
    /// How many were refused.
    pub wrong: usize,
    /// How many of the accepted moves were taken back within three months.
    pub taken_back: usize,
    /// How many of the accepted moves are younger than three months, and may still be taken back.
    pub recent: usize,
    /// How often it was right, in percent: accepted and not taken back, of those accepted or refused; null where these
    /// are fewer than `least`.
    pub right: Option<usize>,
    /// Its answers, the newest first.
    pub answers: Vec<RecordedAnswer>,
}

/// An answer to a suggestion.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "recorded-answer")]
pub struct RecordedAnswer {
    /// The customer's id.
    pub id: String,
    /// The customer's name.
    pub name: String,
    /// The day of the answer, YYYY-MM-DD.
    pub on: Day,
    /// Who answered.
    pub by: Option<String>,
    /// The answer.
    pub answer: Word<SuggestionAnswer>,
    /// The grade that was suggested; null for a task.
    pub to: Option<String>,
    /// Until when it was put off, YYYY-MM-DD.
    pub until: Option<Day>,
    /// The reason, of the answer or of the decision on the grade beside it.
    pub why: Option<String>,
    /// The day within three months on which the move was taken back, YYYY-MM-DD.
    pub taken_back: Option<Day>,
}

impl RuleFigures {
    fn of(rule: &RuleRecord) -> Self {
        RuleFigures {
            code: Word(rule.code),
            open: rule.open,
            answered: rule.answers.len(),
            accepted: rule.count(SuggestionAnswer::Done),
            later: rule.count(SuggestionAnswer::Later),
            wrong: rule.count(SuggestionAnswer::Wrong),
            taken_back: rule.taken_back(),
            recent: rule.recent(),
            right: rule.right(),
            answers: list(&rule.answers, RecordedAnswer::of),
        }
    }
}

impl RecordedAnswer {
    fn of(one: &AnsweredSuggestion) -> Self {
        RecordedAnswer {
            id: one.id.to_string(),
            name: one.name.clone(),
            on: Day(one.on),
            by: one.by.clone(),
            answer: Word(one.answer),
            to: one.to.clone(),
            until: one.until.map(Day),
            why: one.why.clone(),
            taken_back: one.taken_back.map(Day),
        }
    }
}

impl Answer for RecordAnswer<'_> {
    type Json = RecordPage;
    type Row = RuleFigures;

    const COLUMNS: &'static [Column<RuleFigures>] = &[
        column("rule", |rule| rule.code.cell()),
        column("open", |rule| rule.open.cell()),
        column("answered", |rule| rule.answered.cell()),
        column("accepted", |rule| rule.accepted.cell()),
        column("later", |rule| rule.later.cell()),
        column("wrong", |rule| rule.wrong.cell()),
        column("taken_back", |rule| rule.taken_back.cell()),
        column("recent", |rule| rule.recent.cell()),
        column("right", |rule| rule.right.cell()),
    ];

    fn table(&self, lang: Lang, style: Style) -> String {
        record_text(lang, self.record, self.most, style)
    }

    fn json(&self) -> RecordPage {
        RecordPage {
            since: self.record.since.map(Day),
            until: Day(self.record.today),
            least: LEAST_ANSWERS,
            rules: list(&self.record.rules, RuleFigures::of),
        }
    }

    fn rows(&self, _: Lang) -> Vec<RuleFigures> {
        list(&self.record.rules, RuleFigures::of)
    }
}
