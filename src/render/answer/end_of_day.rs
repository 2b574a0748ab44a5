//! `crm agenda --wrap-up`: what is left to do at the end of the day.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::end_of_day::{EndOfDayHeader, end_of_day};
use super::super::lang::Lang;
use super::super::tone::Style;
use super::column::{Cell, Column, column};
use super::form::Answer;
use super::value::{Day, Exact, Word, amount, text, vocabularies};
use crate::model::EntryKind;
use crate::plan::{EndOfDay, EndOfDayList, Leftover, Pending};

vocabularies!(Leftover);

/// What `crm agenda --wrap-up` answers.
pub struct EndOfDayAnswer<'a> {
    /// What is left to do: one of all who are asked about, or one for each person.
    pub lists: &'a [EndOfDayList],
    pub header: EndOfDayHeader<'a>,
}

/// What is left to do at the end of the day. Keys may be added; none of these goes away or changes its meaning.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "crm agenda --wrap-up --format json")]
pub struct LeftoverList(Vec<LeftToDo>);

/// What is left to do with one customer.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "leftover")]
pub struct LeftToDo {
    /// The customer's id: the stem of its file.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its owner; null: the pool.
    pub owner: Option<String>,
    /// answer (a complaint, a wish to end or a promise has its day by the next working day), thank (it ordered today), confirm (something is agreed for the next working day), offer (it was interested
    /// today), complete (a follow-up of the last day lacks something). What the log says was done since is left out.
    pub what: Word<Leftover>,
    /// The day of the order, the appointment, the follow-up or the deadline, YYYY-MM-DD.
    pub on: Day,
    /// What was ordered, said, planned or promised, or what the complaint is about.
    pub text: Option<String>,
    /// What has the deadline: complaint, ending or promise.
    pub kind: Option<&'static str>,
    /// Its number.
    #[serde(rename = "ref")]
    pub reference: Option<String>,
    /// The order's amount.
    pub amount: Option<Exact>,
    /// Its currency, ISO 4217.
    pub currency: Option<String>,
    /// What a follow-up lacks: reply, next, need, visit.
    pub lacks: Vec<&'static str>,
}

impl Answer for EndOfDayAnswer<'_> {
    type Json = LeftoverList;
    type Row = LeftToDo;

    const COLUMNS: &'static [Column<LeftToDo>] = &[
        column("what", |one| one.what.cell()),
        column("id", |one| one.id.cell()),
        column("name", |one| one.name.cell()),
        column("owner", |one| one.owner.cell()),
        column("on", |one| one.on.cell()),
        column("text", |one| one.text.cell()),
    ];

    fn table(&self, lang: Lang, style: Style) -> String {
        end_of_day(lang, self.lists, self.header, style)
    }

    fn json(&self) -> LeftoverList {
        LeftoverList(self.rows(Lang::En))
    }

    fn rows(&self, _: Lang) -> Vec<LeftToDo> {
        let one = |one: &EndOfDay| LeftToDo {
            id: one.id.to_string(),
            name: one.name.clone(),
            owner: one.owner.clone(),
            what: Word(one.what),
            on: Day(one.on),
            text: one.text.clone(),
            kind: one.deadline.as_ref().map(|deadline| match deadline {
                Pending::Emergency(one) => one.emergency.kind.as_str(),
                Pending::Promise(_) => EntryKind::Promise.as_str(),
            }),
            reference: one.deadline.as_ref().and_then(|deadline| match deadline {
                Pending::Emergency(one) => one.emergency.reference.clone(),
                Pending::Promise(one) => one.reference.clone(),
            }),
            amount: amount(one.money.map(|money| money.amount)),
            currency: text(one.money.and_then(|money| money.currency)),
            lacks: one.lacks.iter().map(|field| field.as_str()).collect(),
        };
        self.lists.iter().flat_map(|of| &of.found).map(one).collect()
    }
}
