//! What days are counted from, and why a text is not a day.

use chrono::NaiveDate;

use crate::rules::Calendar;
use crate::rules::policy::TeamEvent;

/// Which way `fri` and `3d` point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Towards {
    /// What is planned.
    Future,
    /// What has happened.
    Past,
}

/// What days are counted from.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a> {
    /// The day on which it is typed.
    pub today: NaiveDate,
    /// The working days, and the holidays by their names.
    pub calendar: &'a Calendar,
    /// The team's festivals and fairs, by their names in both languages.
    pub events: &'a [TeamEvent],
    /// The day from which one without a year is looked for, where it is another: a contract's first for its last.
    pub from: Option<NaiveDate>,
}

/// Why a text is not a day that can be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoDay {
    /// Nobody knows what it means.
    Unknown,
    /// `12/3`: with the day first, and with the month.
    Either(NaiveDate, NaiveDate),
    /// It names no year, and this year's has only just passed: that one, and the next.
    Passed(NaiveDate, NaiveDate),
    /// It names no year, and this year's comes soon: that one, and the last.
    NotCome(NaiveDate, NaiveDate),
    /// The month that is meant has no such day: the nearest before and after it.
    Missing(NaiveDate, NaiveDate),
    /// `12月中旬`, `mid December`: its first and last day.
    Vague(NaiveDate, NaiveDate),
    /// After a holiday or festival of which crm.yaml has none that is still to come.
    NoneLater,
    /// A day with an hour, where nothing keeps the hour.
    WithHour(NaiveDate),
}
