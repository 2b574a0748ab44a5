//! `crm agenda`: the days of each person, as much of them as the hours carry.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use super::super::lang::{self, Lang};
use super::super::schedule::{self, AgendaHeader};
use super::super::tone::Style;
use super::alarm::AlarmedItem;
use super::call::Call;
use super::column::{Cell, Column, column};
use super::dates::DateItem;
use super::due::Due;
use super::form::Answer;
use super::value::{Day, Number, Word, list, vocabularies};
use crate::plan::{self, Placed, Schedule};
use crate::rules::{Lane, Policy};

vocabularies!(Lane);

/// What `crm agenda` answers.
pub struct AgendaAnswer<'a> {
    /// The agendas, and whose they are.
    pub cover: &'a AgendaHeader<'a>,
    /// The workspace's rules.
    pub policy: &'a Policy,
}

/// One agenda per person, the pool last. Keys may be added; none of these goes away or changes its meaning.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "crm agenda --format json")]
pub struct AgendaList(Vec<Agenda>);

/// The agenda of one person.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "agenda")]
pub struct Agenda {
    /// Whose; null: the pool.
    pub owner: Option<String>,
    /// The days that were asked for; a day off only where something was agreed for it.
    pub days: Vec<AgendaDay>,
    /// What did not fit into any of them, in the order of work, as in `crm due`.
    pub left: Vec<Due>,
    /// The days that are no follow-ups, and what falls due, as in `crm dates`; complaints and rechecks are left
    /// out.
    pub dates: Vec<DateItem>,
    /// The customers that are watched, and for which an alarm rings, as in `crm alarm`.
    pub alarms: Vec<AlarmedItem>,
}

/// One day of it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "day")]
pub struct AgendaDay {
    /// The day, YYYY-MM-DD.
    pub date: Day,
    /// The minutes that there are: hours_a_week over the working days; null where crm.yaml doesn't say.
    pub capacity: Option<Number>,
    /// The minutes of the day that a follow-up takes which began on a day before.
    pub carried: Number,
    /// The minutes of what begins on it; more than there are left where the last one is longer, and goes on in the
    /// days after it.
    pub minutes: Number,
    /// The minutes of all that was due on it, what waits included.
    pub wanted: Number,
    /// How many customers were due on it, those that wait included.
    pub due: usize,
    /// What is done on it, in the order of work: as in `crm due`, with `lane`.
    pub items: Vec<PlacedDue>,
}

/// A due customer that has its place on a day.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "placed")]
pub struct PlacedDue {
    /// As in `crm due`; its call is of that day.
    #[serde(flatten)]
    pub due: Due,
    /// What put it there where the day is too short for all: debt (late by a good part of its interval), closing
    /// (an order window, an agreed date, a sample's step, a complaint), worth (worth most a minute); null where all
    /// fits.
    pub lane: Option<Word<Lane>>,
}

/// One customer of one agenda.
pub struct AgendaRow {
    owner: Option<String>,
    /// None for what did not fit.
    day: Option<Day>,
    lane: Option<Word<Lane>>,
    due: Due,
}

impl Answer for AgendaAnswer<'_> {
    type Json = AgendaList;
    type Row = AgendaRow;

    const COLUMNS: &'static [Column<AgendaRow>] = &[
        column("owner", |row| row.owner.cell()),
        column("day", |row| row.day.cell()),
        column("lane", |row| row.lane.cell()),
        column("grade", |row| row.due.grade.cell()),
        column("id", |row| row.due.id.cell()),
        column("name", |row| row.due.name.cell()),
        column("due", |row| row.due.due.cell()),
        column("days_late", |row: &AgendaRow| row.due.days_late.cell())
            .said(|row, lang| lang::late(lang, row.due.days_late)),
        column("minutes", |row| row.due.minutes.cell()),
        column("reason", |row| row.due.reason.text.cell()),
    ];

    fn table(&self, _: Lang, style: Style) -> String {
        schedule::table(self.cover, style)
    }

    fn json(&self) -> AgendaList {
        AgendaList(list(self.cover.schedules, |one| Agenda::of(one, self.policy, self.cover.today)))
    }

    fn rows(&self, lang: Lang) -> Vec<AgendaRow> {
        let (policy, today) = (self.policy, self.cover.today);
        let mut rows = Vec::new();
        for schedule in self.cover.schedules {
            let mut add = |item: &plan::Item, day: Option<NaiveDate>, lane: Option<Lane>| {
                let due = Due::of(item, lang, policy, today);
                let (owner, day, lane) = (schedule.owner.clone(), day.map(Day), lane.map(Word));
                rows.push(AgendaRow { owner, day, lane, due });
            };
            for day in &schedule.days {
                day.placed.iter().for_each(|placed| add(&placed.item, Some(day.date), placed.lane));
            }
            schedule.left.iter().for_each(|item| add(item, None, None));
        }
        rows
    }
}

impl Agenda {
    fn of(schedule: &Schedule, policy: &Policy, today: NaiveDate) -> Self {
        Agenda {
            owner: schedule.owner.clone(),
            days: list(&schedule.days, |day| AgendaDay::of(day, policy, today)),
            left: list(&schedule.left, |item| Due::of(item, Lang::En, policy, today)),
            dates: list(&schedule.dates, |date| DateItem::of(date, Lang::En, today)),
            alarms: list(&schedule.alarms, |one| AlarmedItem::of(one, Lang::En, today)),
        }
    }
}

impl AgendaDay {
    fn of(day: &plan::Day, policy: &Policy, today: NaiveDate) -> Self {
        let placed = |placed: &Placed| PlacedDue {
            due: Due {
                call: Call::of(placed.item.calling.as_ref(), day.date),
                ..Due::of(&placed.item, Lang::En, policy, today)
            },
            lane: placed.lane.map(Word),
        };
        AgendaDay {
            date: Day(day.date),
            capacity: day.capacity.map(Number),
            carried: Number(day.carried),
            minutes: Number(day.minutes()),
            wanted: Number(day.wanted),
            due: day.due,
            items: list(&day.placed, placed),
        }
    }
}
