//! `crm deals`: what may be ordered, how far it has come, and what it waits for.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use super::super::deals::{DealsShown, deals};
use super::super::lang::{self, Lang};
use super::super::tone::Style;
use super::column::{Cell, Column, column};
use super::form::Answer;
use super::value::{Day, Exact, Number, Word, amount, cents, list, vocabularies};
use crate::plan::Deal;
use crate::rules::OpportunityStage;
use crate::rules::opportunities::Wait;

vocabularies!(OpportunityStage, Wait);

/// What `crm deals` answers.
pub struct DealsAnswer<'a> {
    /// The deals, the likeliest first.
    pub found: &'a [Deal],
    /// The day.
    pub today: NaiveDate,
    /// What is shown of them.
    pub shown: DealsShown,
}

/// The deals, the likeliest first. It only ever grows.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "crm deals --format json")]
pub struct DealList(Vec<DealOfCustomer>);

/// One deal of a customer.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "deal")]
pub struct DealOfCustomer {
    /// The customer's id: the stem of its file.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Who looks after it; null is the pool.
    pub owner: Option<String>,
    /// Its grade: the class that drives its cadence; null: ungraded.
    pub grade: Option<String>,
    /// What it is about: product line; null where no entry says it.
    pub item: Option<String>,
    /// The numbers of its quotes and samples.
    pub refs: Vec<String>,
    /// How far it has come.
    pub stage: Word<OpportunityStage>,
    /// Since when it has been in this stage, YYYY-MM-DD.
    pub since: Day,
    /// How many days that is.
    pub days: u32,
    /// When it began, YYYY-MM-DD.
    pub begun: Day,
    /// When something last happened with it, YYYY-MM-DD.
    pub moved: Day,
    /// What was quoted last, or ordered: a decimal as text; null where nothing was.
    pub amount: Option<Exact>,
    /// The currency of the amount; null where the entry names none.
    pub currency: Option<String>,
    /// How likely it becomes an order, from 0 to 1: deals in crm.yaml, by its stage.
    pub likelihood: Number,
    /// The amount as likely as it is, in the workspace's currency, a decimal as text; null without an amount or a rate.
    pub weighted: Option<Exact>,
    /// The day on which the customer means to order, YYYY-MM-DD.
    pub expected: Option<Day>,
    /// What it waits for; null once it is over.
    pub waits_for: Option<Word<Wait>>,
    /// Why it was lost or won.
    pub why: Option<String>,
    /// Who got it instead.
    pub competitor: Option<String>,
}

impl Answer for DealsAnswer<'_> {
    type Json = DealList;
    type Row = DealOfCustomer;

    const COLUMNS: &'static [Column<DealOfCustomer>] = &[
        column("id", |deal| deal.id.cell()),
        column("name", |deal| deal.name.cell()),
        column("owner", |deal: &DealOfCustomer| deal.owner.cell()).said(|deal, lang| {
            deal.owner.as_deref().map(|owner| lang::person(lang, owner)).unwrap_or_default()
        }),
        column("grade", |deal| deal.grade.cell()),
        column("item", |deal| deal.item.cell()),
        column("refs", |deal| deal.refs.join("; ")),
        column("stage", |deal: &DealOfCustomer| deal.stage.cell())
            .said(|deal, lang| lang::stage(lang, deal.stage.0).to_owned()),
        column("since", |deal| deal.since.cell()),
        column("days", |deal| deal.days.cell()),
        column("amount", |deal| deal.amount.cell()),
        column("currency", |deal| deal.currency.cell()),
        column("likelihood", |deal| deal.likelihood.cell()),
        column("weighted", |deal| deal.weighted.cell()),
        column("expected", |deal| deal.expected.cell()),
        column("waits_for", |deal: &DealOfCustomer| deal.waits_for.cell()).said(|deal, lang| {
            deal.waits_for.map(|wait| lang::wait(lang, wait.0).to_owned()).unwrap_or_default()
        }),
        column("why", |deal| deal.why.cell()),
        column("competitor", |deal| deal.competitor.cell()),
        column("begun", |deal| deal.begun.cell()),
        column("moved", |deal| deal.moved.cell()),
    ];

    fn table(&self, lang: Lang, style: Style) -> String {
        deals(lang, self.found, self.shown, self.today, style)
    }

    fn json(&self) -> DealList {
        DealList(self.rows(Lang::En))
    }

    fn rows(&self, _: Lang) -> Vec<DealOfCustomer> {
        let shown = &self.found[..self.found.len().min(self.shown.most)];
        list(shown, |deal| DealOfCustomer::of(deal, self.today))
    }
}

impl DealOfCustomer {
    /// One deal, as of a day.
    pub fn of(deal: &Deal, today: NaiveDate) -> Self {
        let own = &deal.opportunity;
        DealOfCustomer {
            id: deal.id.to_string(),
            name: deal.name.clone(),
            owner: deal.owner.clone(),
            grade: deal.grade.clone(),
            item: own.item.clone(),
            refs: own.references.clone(),
            stage: Word(own.stage),
            since: Day(own.since),
            days: deal.days_in_stage(today),
            begun: Day(own.begun),
            moved: Day(own.moved),
            amount: amount(own.money.map(|money| money.amount)),
            currency: own.money.and_then(|money| money.currency).map(|currency| currency.to_string()),
            likelihood: Number(deal.likelihood),
            weighted: amount(deal.weighted().map(cents)),
            expected: own.expected.map(Day),
            waits_for: own.waits_for.map(Word),
            why: own.why.clone(),
            competitor: own.competitor.clone(),
        }
    }
}
