//! `crm budget`: the hours that customers take, by person and grade.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::budget::budget;
use super::super::lang::Lang;
use super::super::tone::Style;
use super::column::{Cell, Column, column};
use super::form::Answer;
use super::value::{Keyed, Number, list};
use crate::plan::{GradeBudget, Load, hours_a_week};
use crate::rules::Policy;

/// What `crm budget` answers.
pub struct BudgetAnswer<'a> {
    /// One load a person, the pool last.
    pub loads: &'a [Load],
    /// The workspace's rules.
    pub policy: &'a Policy,
}

/// One object per person, the pool last. It only ever grows.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "The hours of crm budget --format json")]
pub struct BudgetList(Vec<Budget>);

/// What one person's customers take.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "budget")]
pub struct Budget {
    /// Whose customers; null is the pool.
    pub owner: Option<String>,
    /// How many customers that are followed up.
    pub customers: usize,
    /// Minutes a year that they take.
    pub minutes_a_year: Number,
    /// The same in hours a week, to a tenth.
    pub hours_a_week: Number,
    /// Hours a week that crm.yaml gives the person; null where it doesn't say.
    pub capacity: Option<Number>,
    /// One per grade, in the order of work; without a grade last.
    pub grades: Vec<Grade>,
    /// How many more customers of each grade fit; empty where nothing is left or nothing is known.
    pub room: Keyed<i64>,
}

/// What the customers of one grade take.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct Grade {
    /// The grade; null for those without one.
    pub grade: Option<String>,
    /// How many customers.
    pub customers: usize,
    /// Minutes a year that they take.
    pub minutes_a_year: Number,
    /// The same in hours a week, to a tenth.
    pub hours_a_week: Number,
    /// How many of them fit into the hours that there are, after all grades before this one; null where the hours
    /// aren't known.
    pub fits: Option<usize>,
    /// In the scheme `volume` the minutes a year in proportion to what they bought; null in others.
    pub minutes_by_volume: Option<Number>,
}

/// One grade of one person.
pub struct BudgetRow {
    owner: Option<String>,
    grade: Grade,
}

impl Answer for BudgetAnswer<'_> {
    type Json = BudgetList;
    type Row = BudgetRow;

    const COLUMNS: &'static [Column<BudgetRow>] = &[
        column("owner", |row| row.owner.cell()),
        column("grade", |row| row.grade.grade.cell()),
        column("customers", |row| row.grade.customers.cell()),
        column("minutes_a_year", |row| row.grade.minutes_a_year.cell()),
        column("hours_a_week", |row| row.grade.hours_a_week.cell()),
        column("fits", |row| row.grade.fits.cell()),
        column("minutes_by_volume", |row| row.grade.minutes_by_volume.cell()),
    ];

    fn table(&self, lang: Lang, style: Style) -> String {
        budget(lang, self.loads, self.policy, style)
    }

    fn json(&self) -> BudgetList {
        BudgetList(list(self.loads, Budget::of))
    }

    fn rows(&self, _: Lang) -> Vec<BudgetRow> {
        let row =
            |load: &Load, line: &GradeBudget| BudgetRow { owner: load.owner.clone(), grade: Grade::of(line) };
        self.loads.iter().flat_map(|load| list(&load.lines, |line| row(load, line))).collect()
    }

    /// The people.
    fn ids(&self) -> Vec<String> {
        self.loads.iter().filter_map(|load| load.owner.clone()).collect()
    }
}

impl Budget {
    fn of(load: &Load) -> Self {
        Budget {
            owner: load.owner.clone(),
            customers: load.lines.iter().map(|line| line.customers).sum(),
            minutes_a_year: Number(load.minutes),
            hours_a_week: Number(hours_a_week(load.minutes)),
            capacity: load.capacity.map(Number),
            grades: list(&load.lines, Grade::of),
            room: load.room.iter().map(|(grade, more)| (grade.clone(), *more)).collect(),
        }
    }
}

impl Grade {
    fn of(line: &GradeBudget) -> Self {
        Grade {
            grade: line.grade.clone(),
            customers: line.customers,
            minutes_a_year: Number(line.minutes),
            hours_a_week: Number(hours_a_week(line.minutes)),
            fits: line.fits,
            minutes_by_volume: line.by_volume.map(Number),
        }
    }
}
