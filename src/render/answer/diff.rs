//! `crm diff`: what a change of rules or files does.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use super::super::diff::{Against, DiffShown, diff};
use super::super::lang::{self, Lang, one_line};
use super::super::tone::Style;
use super::column::{Cell, Column, column};
use super::form::Answer;
use super::reason::Reason;
use super::value::{Day, FromTo, Keyed, Word, list, listed, text};
use crate::plan::{Aim, Change, Comparison, Difference, PoolState, Shift};
use crate::rules::moves::{MoveCode, Suggestion};
use crate::rules::pool::Barred;

listed!(Change { Added, Removed, Changed });

/// What `crm diff` answers.
pub struct DiffAnswer<'a> {
    /// Both sides.
    pub found: &'a Comparison,
    /// What they are compared with.
    pub against: Against<'a>,
    /// How much of it is shown.
    pub shown: DiffShown<'a>,
}

/// What a change of rules or files does, in the order of work. It only ever grows.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "The differences of crm diff --format json")]
pub struct DifferenceList(Vec<Differing>);

/// One customer for which something is different.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "difference")]
pub struct Differing {
    /// The customer's id, the same on both sides.
    pub id: String,
    /// Its name now; of a customer that is gone, its last one.
    pub name: String,
    /// Who looks after it, or did; null in the pool.
    pub owner: Option<String>,
    /// Whether it is on both sides.
    pub change: Word<Change>,
    /// The next date; null where it is never due, and on a side where it is not.
    pub due: FromTo<Option<Day>>,
    /// Why; null on a side where it is not.
    pub reason: FromTo<Option<Reason>>,
    /// Whether that date is before the day of the comparison.
    pub overdue: FromTo<bool>,
    /// The class that drives its cadence; null without one.
    pub class: FromTo<Option<String>>,
    /// The views in which its class changes, by name; empty for one that is on one side alone. Null is a class
    /// that can't be told.
    pub views: Keyed<FromTo<Option<String>>>,
    /// Its name; null on a side where it is not.
    pub names: FromTo<Option<String>>,
    /// Who looks after it; null in the pool, and on a side where it is not.
    pub owners: FromTo<Option<String>>,
    /// What the rules of the pool say of it.
    pub pool: FromTo<PoolSide>,
    /// The moves and tasks that are suggested.
    pub moves: FromTo<Vec<Move>>,
    /// What its playbooks say; empty where both rules have the same playbooks.
    pub playbook: FromTo<Vec<Said>>,
}

/// What the rules of the pool say of a customer.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "pool")]
pub struct PoolSide {
    /// The day on which it may be taken from its owner, where that is soon enough for the owner to be told.
    pub leaves: Option<Day>,
    /// Whether it may be taken away on the day of the comparison.
    pub due: bool,
    /// What it was left without, in English.
    pub reason: Option<String>,
    /// In the pool: who may not claim it back yet.
    pub barred: Vec<BarredUntil>,
}

/// Somebody who may not claim a customer back yet.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct BarredUntil {
    /// Who.
    pub person: String,
    /// The first day on which it may.
    pub until: Day,
}

/// A move or a task.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "move")]
pub struct Move {
    /// Why, as in crm review.
    #[schemars(extend("enum" = MoveCode::WORDS))]
    pub code: &'static str,
    /// The grade; null for a task.
    pub to: Option<String>,
    /// Whether it should be archived, too.
    pub archive: bool,
}

/// What a playbook says.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "playbook")]
pub struct Said {
    /// Whose playbook it is, as it stands in crm.yaml.
    pub whom: String,
    /// What it says for this time, in English.
    pub text: String,
}

impl Answer for DiffAnswer<'_> {
    type Json = DifferenceList;
    type Row = Differing;

    const COLUMNS: &'static [Column<Differing>] = &[
        column("id", |one| one.id.cell()),
        column("name", |one| one_line(&one.name)),
        column("owner", |one| one_line(&one.owner.cell())),
        column("change", |one| one.change.cell()),
        column("due_from", |one| one.due.from.cell()),
        column("due_to", |one| one.due.to.cell()),
        column("reason_from", |one| one.reason.from.as_ref().map(|reason| reason.code).cell()),
        column("reason_to", |one| one.reason.to.as_ref().map(|reason| reason.code).cell()),
        column("overdue_from", |one| one.overdue.from.cell()),
        column("overdue_to", |one| one.overdue.to.cell()),
        column("class_from", |one| one_line(&one.class.from.cell())),
        column("class_to", |one| one_line(&one.class.to.cell())),
        column("owner_from", |one| one_line(&one.owners.from.cell())),
        column("name_from", |one| one_line(&one.names.from.cell())),
        column("views", |one| {
            let view = |(view, class): (&str, &FromTo<Option<String>>)| {
                format!("{view}:{}>{}", class.from.cell(), class.to.cell())
            };
            one.views.iter().map(view).collect::<Vec<_>>().join(" ")
        }),
        column("pool_from", |one| one.pool.from.leaves.cell()),
        column("pool_to", |one| one.pool.to.leaves.cell()),
        column("moves_from", |one| list(&one.moves.from, Move::cell).join(" ")),
        column("moves_to", |one| list(&one.moves.to, Move::cell).join(" ")),
        column("playbook", |one| list(&one.playbook.to, |said| one_line(&said.whom)).join(" ")),
    ];

    fn table(&self, lang: Lang, style: Style) -> String {
        diff(lang, self.found, self.against, self.shown, style)
    }

    fn json(&self) -> DifferenceList {
        DifferenceList(self.rows(Lang::En))
    }

    fn rows(&self, lang: Lang) -> Vec<Differing> {
        list(&self.found.differences, |one| Differing::of(one, lang, self.shown.today))
    }
}

impl Differing {
    fn of(one: &Difference, lang: Lang, today: NaiveDate) -> Self {
        let view = |class: &Shift<Option<&'static str>>| both(class, |class| text(*class));
        Differing {
            id: one.id.to_string(),
            name: one.newest_name().to_owned(),
            owner: text(one.newest_owner()),
            change: Word(one.change),
            due: both(&one.due(), |due| due.map(Day)),
            reason: both(&one.verdict, |verdict| {
                verdict.as_ref().map(|verdict| Reason::of(lang, verdict, today))
            }),
            overdue: both(&one.overdue, |overdue| *overdue),
            class: both(&one.class, Clone::clone),
            views: one.views.iter().map(|(name, class)| ((*name).to_owned(), view(class))).collect(),
            names: both(&one.name, Clone::clone),
            owners: both(&one.owner, Clone::clone),
            pool: both(&one.pool, |state| PoolSide::of(state, today)),
            moves: both(&one.moves, |found| list(found, Move::of)),
            playbook: both(&one.aims, |aims| list(aims, Said::of)),
        }
    }
}

fn both<T, U>(shift: &Shift<T>, value: impl Fn(&T) -> U) -> FromTo<U> {
    FromTo { from: value(&shift.from), to: value(&shift.to) }
}

impl PoolSide {
    fn of(state: &PoolState, today: NaiveDate) -> Self {
        let fall = state.fall.as_ref();
        let barred = |one: &Barred| BarredUntil { person: one.person.clone(), until: Day(one.until) };
        PoolSide {
            leaves: fall.map(|fall| Day(fall.on)),
            due: state.is_due,
            reason: fall.map(|fall| lang::fall_reason(Lang::En, fall, today)),
            barred: list(&state.barred, barred),
        }
    }
}

impl Move {
    fn of(one: &Suggestion) -> Self {
        Move { code: one.why.code(), to: one.to.clone(), archive: one.archive }
    }
}

impl Cell for Move {
    fn cell(&self) -> String {
        match &self.to {
            Some(to) => format!("{}:{to}", self.code),
            None => self.code.to_owned(),
        }
    }
}

impl Said {
    fn of(aim: &Aim) -> Self {
        Said { whom: aim.whom.clone(), text: lang::aim(Lang::En, aim) }
    }
}
