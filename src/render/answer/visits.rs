//! `crm agenda --visits`: who is open to a visit, place by place.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use super::super::lang::Lang;
use super::super::tone::Style;
use super::super::visits::visits;
use super::column::{Cell, Column, column};
use super::form::Answer;
use super::value::{Day, Word, list, vocabularies};
use crate::model::Visit;
use crate::plan::{Host, VisitReason};

vocabularies!(VisitReason);

/// What `crm agenda --visits` answers.
pub struct VisitsAnswer<'a> {
    /// The customers, in the order of a journey.
    pub hosts: &'a [Host],
    /// The day.
    pub today: NaiveDate,
    /// The day of the round, where one is asked for.
    pub round: Option<NaiveDate>,
}

/// Who is open to a visit, by country and region, in each in the order of work. Keys may be added; none of these
/// goes away or changes its meaning.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "crm agenda --visits --format json")]
pub struct VisitList(Vec<OpenToVisit>);

/// One customer that is open to a visit.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "visit")]
pub struct OpenToVisit {
    /// The customer's id: the stem of its file.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its grade; null: ungraded.
    pub grade: Option<String>,
    /// Its owner; null: the pool.
    pub owner: Option<String>,
    /// Its country, ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// The region within it.
    pub region: Option<String>,
    /// Where it is.
    pub address: Option<String>,
    /// Its newest answer: yes or maybe; null where it was never asked (in a round alone).
    pub visit: Option<Word<Visit>>,
    /// When it said so, YYYY-MM-DD.
    pub said: Option<Day>,
    /// Its next follow-up, YYYY-MM-DD; null for never.
    pub due: Option<Day>,
    /// Why it is visited: open (to a visit); in a round due, too (its follow-up is, by that day), and neighbour (nobody
    /// has asked it).
    pub reason: Word<VisitReason>,
}

impl Answer for VisitsAnswer<'_> {
    type Json = VisitList;
    type Row = OpenToVisit;

    const COLUMNS: &'static [Column<OpenToVisit>] = &[
        column("country", |one| one.country.cell()),
        column("region", |one| one.region.cell()),
        column("grade", |one| one.grade.cell()),
        column("id", |one| one.id.cell()),
        column("name", |one| one.name.cell()),
        column("owner", |one| one.owner.cell()),
        column("visit", |one| one.visit.cell()),
        column("said", |one| one.said.cell()),
        column("due", |one| one.due.cell()),
        column("address", |one| one.address.cell()),
        column("reason", |one| one.reason.cell()),
    ];

    fn table(&self, lang: Lang, style: Style) -> String {
        visits(lang, self.hosts, (self.today, self.round), style)
    }

    fn json(&self) -> VisitList {
        VisitList(self.rows(Lang::En))
    }

    fn rows(&self, _: Lang) -> Vec<OpenToVisit> {
        let one = |host: &Host| OpenToVisit {
            id: host.id.to_string(),
            name: host.name.clone(),
            grade: host.grade.clone(),
            owner: host.owner.clone(),
            country: host.country.clone(),
            region: host.region.clone(),
            address: host.address.clone(),
            visit: host.visit.map(Word),
            said: host.said.map(Day),
            due: host.due.map(Day),
            reason: Word(host.reason),
        };
        list(self.hosts, one)
    }
}
