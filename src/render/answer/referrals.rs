//! `crm referrals`: who came by referral, who refers, and who was asked for one.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use super::super::lang::Lang;
use super::super::referrals::referrals;
use super::super::tone::Style;
use super::column::{Cell, Column, column};
use super::form::Answer;
use super::value::{Day, Word, list};
use crate::model::Reply;
use crate::plan::{ReferralFacts, Referrals, Referrer};

/// What `crm referrals` answers.
pub struct ReferralsAnswer<'a> {
    /// All of the book.
    pub found: &'a Referrals,
    /// Today.
    pub today: NaiveDate,
}

/// Referrals in the whole book. It only ever grows.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "Output of crm referrals --format json")]
pub struct ReferralPage {
    /// How many customers there are.
    pub customers: usize,
    /// How many of them have ordered.
    pub ordered: usize,
    /// How many of them came by referral.
    pub referred: usize,
    /// How many of these have ordered.
    pub referred_ordered: usize,
    /// Who has referred others, who has referred most first.
    pub referrers: Vec<ReferrerItem>,
    /// The customers that came by referral, by who referred them.
    pub came: Vec<ReferredCustomer>,
    /// The customers that were asked for a referral, the longest ago first.
    pub asked: Vec<AskedCustomer>,
}

/// A customer that has referred others.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct ReferrerItem {
    /// Its id.
    pub id: String,
    /// Its name; null where it isn't among those that are asked about.
    pub name: Option<String>,
    /// How many it has referred.
    pub referred: usize,
    /// How many of these have ordered.
    pub ordered: usize,
}

/// A customer that came by referral.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct ReferredCustomer {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Who looks after it; null is the pool.
    pub owner: Option<String>,
    /// The id of the customer that referred it.
    pub referred_by: Option<String>,
    /// The day of its first order, YYYY-MM-DD; null where it has not ordered.
    pub first_order: Option<Day>,
}

/// A customer that was asked for a referral.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct AskedCustomer {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Who looks after it; null is the pool.
    pub owner: Option<String>,
    /// When it was last asked, YYYY-MM-DD.
    pub on: Option<Day>,
    /// How it reacted.
    pub reply: Option<Word<Reply>>,
}

impl Answer for ReferralsAnswer<'_> {
    type Json = ReferralPage;
    type Row = ReferredCustomer;

    const COLUMNS: &'static [Column<ReferredCustomer>] = &[
        column("id", |one| one.id.cell()),
        column("name", |one| one.name.cell()),
        column("owner", |one| one.owner.cell()),
        column("referred_by", |one| one.referred_by.cell()),
        column("first_order", |one| one.first_order.cell()),
    ];

    fn table(&self, lang: Lang, style: Style) -> String {
        referrals(lang, self.found, self.today, style)
    }

    fn json(&self) -> ReferralPage {
        let Referrals { customers, referred, referrers, came, asked } = self.found;
        ReferralPage {
            customers: customers.0,
            ordered: customers.1,
            referred: referred.0,
            referred_ordered: referred.1,
            referrers: list(referrers, ReferrerItem::of),
            came: list(came, ReferredCustomer::of),
            asked: list(asked, AskedCustomer::of),
        }
    }

    /// The customers that came by referral.
    fn rows(&self, _: Lang) -> Vec<ReferredCustomer> {
        list(&self.found.came, ReferredCustomer::of)
    }
}

impl ReferrerItem {
    fn of(one: &Referrer) -> Self {
        ReferrerItem {
            id: one.id.clone(),
            name: one.name.clone(),
            referred: one.referred,
            ordered: one.ordered,
        }
    }
}

impl ReferredCustomer {
    fn of(one: &ReferralFacts) -> Self {
        ReferredCustomer {
            id: one.id.to_string(),
            name: one.name.clone(),
            owner: one.owner.clone(),
            referred_by: one.referred_by.clone(),
            first_order: one.ordered.map(Day),
        }
    }
}

impl AskedCustomer {
    fn of(one: &ReferralFacts) -> Self {
        AskedCustomer {
            id: one.id.to_string(),
            name: one.name.clone(),
            owner: one.owner.clone(),
            on: one.asked.map(|(day, _)| Day(day)),
            reply: one.asked.and_then(|(_, reply)| reply).map(Word),
        }
    }
}
