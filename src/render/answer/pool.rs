//! `crm pool`, with and without `--sweep`: who can be claimed, and who leaves an owner.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use super::super::lang::{self, Lang};
use super::super::pool::{no_rules, pool, sweep};
use super::super::tone::Style;
use super::column::{Cell, Column, column};
use super::form::Answer;
use super::value::{Day, Word, list, vocabularies};
use crate::model::{Need, Potential};
use crate::plan::{LeavingCustomer, Pooled};
use crate::rules::pool::{Barred, Clause, Exemption, Held, PoolReturn};

vocabularies!(Clause, Exemption);

/// What `crm pool` answers.
pub struct PoolAnswer<'a> {
    /// The customers without an owner, the most worth first.
    pub found: &'a [Pooled],
    /// How many are shown; the heading counts all.
    pub most: usize,
    /// The day.
    pub today: NaiveDate,
}

/// The customers without an owner, the most worth first: by grade, potential, last contact. Keys may be added; none
/// of these goes away or changes its meaning.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "crm pool --format json")]
pub struct PoolList(Vec<InPool>);

/// One customer of the pool.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "pooled")]
pub struct InPool {
    /// The customer's id: the stem of its file.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its grade: the class that drives its cadence; null: ungraded.
    pub grade: Option<String>,
    /// Its country, ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// What could become of it.
    pub potential: Option<Word<Potential>>,
    /// Its need, by the newest follow-up or its file.
    pub need: Option<Word<Need>>,
    /// Who had it last; null: nobody ever, as far as the log knows.
    pub from: Option<String>,
    /// When it came into the pool, YYYY-MM-DD; of one that never had an owner, its first day.
    pub since: Option<Day>,
    /// Who put it there.
    pub by: Option<String>,
    /// Why.
    pub why: Option<String>,
    /// Its last contact day, YYYY-MM-DD.
    pub last_contact: Option<Day>,
    /// Who had it not long ago and may not claim it back yet.
    pub barred: Vec<BarredPerson>,
}

/// Somebody who may not claim a customer back yet.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct BarredPerson {
    /// Who.
    pub person: String,
    /// Since when it is no longer its own, YYYY-MM-DD.
    pub since: Day,
    /// The first day on which it may, YYYY-MM-DD.
    pub until: Day,
}

impl Answer for PoolAnswer<'_> {
    type Json = PoolList;
    type Row = InPool;

    const COLUMNS: &'static [Column<InPool>] = &[
        column("grade", |one| one.grade.cell()),
        column("potential", |one| one.potential.cell()),
        column("id", |one| one.id.cell()),
        column("name", |one| one.name.cell()),
        column("country", |one| one.country.cell()),
        column("need", |one| one.need.cell()),
        column("from", |one| one.from.cell()),
        column("since", |one| one.since.cell()),
        column("by", |one| one.by.cell()),
        column("why", |one| one.why.cell()),
        column("last_contact", |one| one.last_contact.cell()),
        column("barred", |one| {
            list(&one.barred, |barred| format!("{} until {}", barred.person, barred.until)).join("; ")
        }),
    ];

    fn table(&self, lang: Lang, style: Style) -> String {
        pool(lang, self.found, self.most, self.today, style)
    }

    fn json(&self) -> PoolList {
        PoolList(self.rows(Lang::En))
    }

    fn rows(&self, _: Lang) -> Vec<InPool> {
        list(&self.found[..self.found.len().min(self.most)], InPool::of)
    }
}

impl InPool {
    fn of(one: &Pooled) -> Self {
        let barred = |one: &Barred| BarredPerson {
            person: one.person.clone(),
            since: Day(one.since),
            until: Day(one.until),
        };
        InPool {
            id: one.id.to_string(),
            name: one.name.clone(),
            grade: one.grade.clone(),
            country: one.country.clone(),
            potential: one.potential.map(Word),
            need: one.need.map(Word),
            from: one.from.clone(),
            since: one.since.map(Day),
            by: one.by.clone(),
            why: one.why.clone(),
            last_contact: one.last_contact.map(Day),
            barred: list(&one.barred, barred),
        }
    }
}

/// What `crm pool --sweep` answers.
pub struct SweepAnswer<'a> {
    /// Who falls into the pool, then who will soon.
    pub found: &'a [LeavingCustomer],
    /// Whether the rules let anybody fall.
    pub has_rules: bool,
    /// Those that were taken away just now; nothing without `--apply`.
    pub written: Option<&'a [&'a str]>,
    /// The day.
    pub today: NaiveDate,
}

/// The customers that fall into the pool today, then those that will soon. Keys may be added; none of these goes
/// away or changes its meaning.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "crm pool --sweep --format json")]
pub struct SweepList(Vec<Leaving>);

/// One customer that leaves its owner.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "leaving")]
pub struct Leaving {
    /// The customer's id: the stem of its file.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its grade: the class that drives its cadence, and whose rule it is.
    pub grade: Option<String>,
    /// Who has it, or had it before it was taken away.
    pub owner: String,
    /// Whether it falls into the pool today; of the others the owner is warned.
    pub falls: bool,
    /// Whether it was taken away just now: with --apply.
    pub written: bool,
    /// When it leaves its owner, and why.
    pub leaves: Leaves,
}

/// When a customer leaves its owner for the pool, and why.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "leaves")]
pub struct Leaves {
    /// The first day on which it may be taken away, YYYY-MM-DD.
    pub on: Day,
    /// Days until then; negative after it.
    pub days: i64,
    /// What it was left without: a follow-up, an order, or a deal (an order, quote, sample or contract).
    pub because: Word<Clause>,
    /// What that counts from, YYYY-MM-DD: the last of these, or the day its owner got it.
    pub since: Day,
    /// Whether it counts from the day its owner got it: there was none since.
    pub from_claim: bool,
    /// How long it may be left without.
    pub limit: String,
    /// Where that stands in crm.yaml.
    pub rule: String,
    /// What keeps it with its owner today; null where nothing does.
    pub held: Option<HeldBy>,
    /// The same for people, in English.
    pub text: String,
}

/// What keeps a customer with its owner.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct HeldBy {
    /// One of pool.exempt in crm.yaml.
    pub by: Word<Exemption>,
    /// The first day on which it no longer does, YYYY-MM-DD; null while it is open.
    pub until: Option<Day>,
}

impl Answer for SweepAnswer<'_> {
    type Json = SweepList;
    type Row = Leaving;

    const COLUMNS: &'static [Column<Leaving>] = &[
        column("falls", |one| one.falls.cell()),
        column("on", |one| one.leaves.on.cell()),
        column("days", |one| one.leaves.days.cell()),
        column("owner", |one| one.owner.cell()),
        column("grade", |one| one.grade.cell()),
        column("id", |one| one.id.cell()),
        column("name", |one| one.name.cell()),
        column("because", |one| one.leaves.because.cell()),
        column("since", |one| one.leaves.since.cell()),
        column("limit", |one| one.leaves.limit.cell()),
        column("rule", |one| one.leaves.rule.cell()),
        column("reason", |one| one.leaves.text.cell()),
    ];

    fn table(&self, lang: Lang, style: Style) -> String {
        if !self.has_rules {
            return no_rules(lang);
        }
        sweep(lang, self.found, self.written.map(<[_]>::len), self.today, style)
    }

    fn json(&self) -> SweepList {
        SweepList(self.rows(Lang::En))
    }

    fn rows(&self, _: Lang) -> Vec<Leaving> {
        let leaving = |one: &LeavingCustomer| Leaving {
            id: one.id.to_string(),
            name: one.name.clone(),
            grade: one.grade.clone(),
            owner: one.owner.clone(),
            falls: one.is_due,
            written: self.written.is_some_and(|written| written.contains(&one.id.as_str())),
            leaves: Leaves::of(&one.fall, self.today),
        };
        list(self.found, leaving)
    }

    /// Those that fall today.
    fn ids(&self) -> Vec<String> {
        self.found.iter().filter(|one| one.is_due).map(|one| one.id.to_string()).collect()
    }
}

impl Leaves {
    /// When, and by which rule.
    pub fn of(fall: &PoolReturn, today: NaiveDate) -> Self {
        let held = |held: &Held| HeldBy { by: Word(held.by), until: held.until.map(Day) };
        Leaves {
            on: Day(fall.on),
            days: fall.days(today),
            because: Word(fall.because),
            since: Day(fall.since),
            from_claim: fall.is_from_claim,
            limit: fall.limit.to_string(),
            rule: lang::rule_path(fall),
            held: fall.held.as_ref().map(held),
            text: lang::fall_reason(Lang::En, fall, today),
        }
    }
}
