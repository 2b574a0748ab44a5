//! `crm examples`: entries that newcomers should read.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::examples::{ExamplesShown, examples};
use super::super::lang::{self, Lang};
use super::super::tone::Style;
use super::column::{Cell, Column, column};
use super::form::Answer;
use super::value::{Day, Moment, Word, list};
use crate::model::Reply;
use crate::plan::Example;

/// What `crm examples` answers.
pub struct ExamplesAnswer<'a> {
    /// The examples, the newest first.
    pub found: &'a [Example],
    /// What is shown of them.
    pub shown: ExamplesShown,
}

/// The entries that newcomers should read, the newest first. It only ever grows.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "crm examples --format json")]
pub struct ExampleList(Vec<ExampleOfCustomer>);

/// One entry that newcomers should read.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "example")]
pub struct ExampleOfCustomer {
    /// The customer's id: the stem of its file.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Who looks after it; null is the pool.
    pub owner: Option<String>,
    /// Its grade: the class that drives its cadence; null: ungraded.
    pub grade: Option<String>,
    /// When it happened: RFC 3339 with its offset, or YYYY-MM-DD where the hour isn't known.
    pub at: Moment,
    /// The line of the customer's log on which it stands, from 1.
    #[schemars(range(min = 1))]
    pub line: u32,
    /// Who wrote it; null where the line doesn't say.
    pub by: Option<String>,
    /// What happened, as in `crm show`: followup, complaint, order …
    pub kind: String,
    /// The channel; null where none is said.
    pub via: Option<String>,
    /// followup: the contact's name.
    pub with: Option<String>,
    /// followup: how the customer reacted.
    pub reply: Option<Word<Reply>>,
    /// What was said.
    pub text: Option<String>,
    /// Who marked it afterwards; null where the entry says so itself.
    pub marked_by: Option<String>,
    /// When it was marked, YYYY-MM-DD.
    pub marked: Option<Day>,
    /// Why it is worth reading, where whoever marked it says so.
    pub why: Option<String>,
}

impl Answer for ExamplesAnswer<'_> {
    type Json = ExampleList;
    type Row = ExampleOfCustomer;

    const COLUMNS: &'static [Column<ExampleOfCustomer>] = &[
        column("id", |one| one.id.cell()),
        column("name", |one| one.name.cell()),
        column("owner", |one: &ExampleOfCustomer| one.owner.cell())
            .said(|one, lang| person(&one.owner, lang)),
        column("grade", |one| one.grade.cell()),
        column("at", |one| one.at.cell()),
        column("by", |one: &ExampleOfCustomer| one.by.cell()).said(|one, lang| person(&one.by, lang)),
        column("kind", |one: &ExampleOfCustomer| one.kind.cell())
            .said(|one, lang| lang::clean(lang::kind(lang, &one.kind))),
        column("via", |one: &ExampleOfCustomer| one.via.cell()).said(|one, lang| {
            one.via.as_deref().map(|via| lang::clean(lang::channel(lang, via))).unwrap_or_default()
        }),
        column("with", |one| one.with.cell()),
        column("reply", |one: &ExampleOfCustomer| one.reply.cell()).said(|one, lang| {
            one.reply.map(|reply| lang::reply(lang, reply.0).to_owned()).unwrap_or_default()
        }),
        column("text", |one| one.text.cell()),
        column("marked_by", |one: &ExampleOfCustomer| one.marked_by.cell())
            .said(|one, lang| person(&one.marked_by, lang)),
        column("marked", |one| one.marked.cell()),
        column("why", |one| one.why.cell()),
        column("line", |one| one.line.cell()),
    ];

    fn table(&self, lang: Lang, style: Style) -> String {
        examples(lang, self.found, self.shown, style)
    }

    fn json(&self) -> ExampleList {
        ExampleList(self.rows(Lang::En))
    }

    fn rows(&self, _: Lang) -> Vec<ExampleOfCustomer> {
        let shown = &self.found[..self.found.len().min(self.shown.most)];
        list(shown, ExampleOfCustomer::of)
    }
}

fn person(id: &Option<String>, lang: Lang) -> String {
    id.as_deref().map(|id| lang::person(lang, id)).unwrap_or_default()
}

impl ExampleOfCustomer {
    /// One example.
    pub fn of(one: &Example) -> Self {
        let mark = one.mark.as_ref();
        ExampleOfCustomer {
            id: one.id.to_string(),
            name: one.name.clone(),
            owner: one.owner.clone(),
            grade: one.grade.clone(),
            at: one.at.into(),
            line: one.line,
            by: one.by.clone(),
            kind: one.kind.clone(),
            via: one.via.clone(),
            with: one.with.clone(),
            reply: one.reply.map(Word),
            text: one.text.clone(),
            marked_by: mark.and_then(|mark| mark.by.clone()),
            marked: mark.map(|mark| Day(mark.on)),
            why: mark.and_then(|mark| mark.why.clone()),
        }
    }
}
