//! `crm dupes`: customers that are probably one.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use super::super::dupes::{DuplicatePair, dupes};
use super::super::lang::{self, Lang, one_line};
use super::super::tone::Style;
use super::column::{Cell, Column, column};
use super::form::Answer;
use super::value::{Day, Word, list, listed};
use crate::plan::duplicates::{Certainty, CustomerSummary, Doubt, Evidence};

listed!(Certainty { Sure, Likely, Maybe });

/// What `crm dupes` answers.
pub struct DupesAnswer<'a> {
    /// The pairs, group by group.
    pub pairs: &'a [DuplicatePair<'a>],
    /// How many of them the table shows.
    pub most: usize,
    /// The day.
    pub today: NaiveDate,
}

/// Customers that are probably one, in groups that hang together, that with the surest pair first. It only ever
/// grows.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "The pairs of crm dupes --format json")]
pub struct PairList(Vec<Pair>);

/// Two customers that are probably one.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "pair")]
pub struct Pair {
    /// How sure it is that the two are one.
    #[schemars(range(min = 0, max = 100))]
    pub score: u8,
    /// From 90, from 70, from 50; null below.
    pub certainty: Option<Word<Certainty>>,
    /// Pairs of one group hang together.
    #[schemars(range(min = 1))]
    pub group: usize,
    /// The one that should stay: worked with, graded, the longer history, the older.
    pub keep: Side,
    /// The other one.
    pub other: Side,
    /// What speaks for it, the weightiest first.
    #[schemars(length(min = 1))]
    pub evidence: Vec<ForIt>,
    /// What speaks against it.
    pub doubts: Vec<AgainstIt>,
}

/// One of the two.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "side")]
pub struct Side {
    /// The customer's id.
    pub id: String,
    /// The customer's name.
    pub name: String,
    /// Who looks after it; null in the pool.
    pub owner: Option<String>,
    /// The class that drives its cadence; null without one.
    pub grade: Option<String>,
    /// The day of its last follow-up.
    pub last_contact: Option<Day>,
    /// Whether it is out of every agenda.
    pub archived: bool,
    /// How many entries its log has.
    pub entries: usize,
}

/// What speaks for it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct ForIt {
    /// The stable code: what the two have in common.
    #[schemars(extend("enum" = Evidence::CODES))]
    pub code: &'static str,
    /// The same in English.
    pub text: String,
    /// How sure it alone would make it.
    #[schemars(range(min = 0, max = 100))]
    pub weight: u64,
}

/// What speaks against it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct AgainstIt {
    /// The stable code: in what the two differ.
    #[schemars(extend("enum" = Doubt::CODES))]
    pub code: &'static str,
    /// The same in English.
    pub text: String,
}

impl Answer for DupesAnswer<'_> {
    type Json = PairList;
    type Row = Pair;

    const COLUMNS: &'static [Column<Pair>] = &[
        column("score", |pair| pair.score.cell()),
        column("certainty", |pair| pair.certainty.cell()),
        column("group", |pair| pair.group.cell()),
        column("keep", |pair| pair.keep.id.cell()),
        column("keep_name", |pair| one_line(&pair.keep.name)),
        column("keep_owner", |pair| pair.keep.owner.cell()),
        column("keep_grade", |pair| pair.keep.grade.cell()),
        column("keep_last", |pair| pair.keep.last_contact.cell()),
        column("other", |pair| pair.other.id.cell()),
        column("other_name", |pair| one_line(&pair.other.name)),
        column("other_owner", |pair| pair.other.owner.cell()),
        column("other_grade", |pair| pair.other.grade.cell()),
        column("other_last", |pair| pair.other.last_contact.cell()),
        column("evidence", |pair| list(&pair.evidence, |one| one.code).join(" ")),
        column("doubts", |pair| list(&pair.doubts, |one| one.code).join(" ")),
        column("why", |pair: &Pair| list(&pair.evidence, |one| one.text.clone()).join("; "))
            .said(|pair, lang| list(&pair.evidence, |one| one.text.clone()).join(lang.pick("; ", "；"))),
    ];

    fn table(&self, lang: Lang, style: Style) -> String {
        let shown = self.pairs.len().min(self.most);
        dupes(lang, &self.pairs[..shown], self.pairs.len() - shown, self.today, style)
    }

    fn json(&self) -> PairList {
        PairList(self.rows(Lang::En))
    }

    fn rows(&self, lang: Lang) -> Vec<Pair> {
        list(self.pairs, |pair| Pair::of(pair, lang))
    }

    /// Both ids of each pair, as `crm merge` takes them.
    fn ids(&self) -> Vec<String> {
        list(self.pairs, |pair| format!("{} {}", pair.keep.id, pair.other.id))
    }
}

impl Pair {
    fn of(pair: &DuplicatePair<'_>, lang: Lang) -> Self {
        let evidence = |one: &Evidence| ForIt {
            code: one.code(),
            text: lang::evidence(lang, one),
            weight: one.weight() / 10,
        };
        let doubt = |one: &Doubt| AgainstIt { code: one.code(), text: lang::doubt(lang, one) };
        Pair {
            score: pair.link.score,
            certainty: Certainty::of(pair.link.score).map(Word),
            group: pair.group,
            keep: Side::of(pair.keep),
            other: Side::of(pair.other),
            evidence: list(&pair.link.evidence, evidence),
            doubts: list(&pair.link.doubts, doubt),
        }
    }
}

impl Side {
    fn of(sketch: &CustomerSummary) -> Self {
        Side {
            id: sketch.id.to_string(),
            name: sketch.name.clone(),
            owner: sketch.owner.clone(),
            grade: sketch.grade.clone(),
            last_contact: sketch.last_contact.map(Day),
            archived: sketch.archived,
            entries: sketch.entries,
        }
    }
}
