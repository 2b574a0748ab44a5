//! `crm rhythm --forecast`: what the months to come bring, and how good that was.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::forecast::{ForecastShown, forecast_text};
use super::super::forecast_judged::{JudgedForecastShown, judged_forecast_text};
use super::super::lang::{self, Lang};
use super::super::tone::Style;
use super::column::{Cell, Column, column};
use super::form::Answer;
use super::value::{Day, Exact, Number, Word, amount, cents, fraction, list, part_of_amounts, vocabularies};
use crate::model::Decimal;
use crate::plan::{
    Band, Came, ForecastOf, GroupForecast, Held, JudgedCut, JudgedForecast, Misses, Month, MonthForecast,
};

vocabularies!(ForecastOf);

/// What `crm rhythm --forecast` answers.
pub struct ForecastAnswer<'a>(pub ForecastShown<'a>);

/// What `crm rhythm --forecast --backtest` answers.
pub struct JudgedForecastAnswer<'a>(pub JudgedForecastShown<'a>);

/// What the months to come bring. It only ever grows.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "crm rhythm --forecast --format json")]
pub struct ForecastPage {
    /// The last day that was known, YYYY-MM-DD.
    known_until: Day,
    /// The currency of the sums.
    currency: String,
    /// How many futures were drawn.
    futures: usize,
    /// Currencies of orders without a rate on their day: these orders are not in the revenue.
    unrated: Vec<String>,
    /// Everybody, then each person, then each class.
    groups: Vec<ForecastGroup>,
}

/// What is expected of some customers.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "forecast-group")]
pub struct ForecastGroup {
    /// Of whom it is.
    of: Word<ForecastOf>,
    /// The person or class; null: the pool, those without a class, or everybody.
    name: Option<String>,
    /// How many of them have ordered.
    customers: usize,
    /// Of how many of these no order's amount is known: they are not in the revenue.
    unpriced: usize,
    /// What is left of this month, where anything is, and the three after it; null of so few customers that nothing can be
    /// said.
    months: Option<Vec<ForecastMonth>>,
    /// The three whole months together.
    together: Option<ForecastMonth>,
}

/// What is expected within some days.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "forecast-month")]
pub struct ForecastMonth {
    /// The first day, YYYY-MM-DD.
    from: Day,
    /// The last one.
    until: Day,
    /// The mean of the orders that are drawn.
    orders: Number,
    /// One future in ten has fewer.
    orders_low: Number,
    /// As many futures have fewer as more.
    orders_middle: Number,
    /// One in ten has more.
    orders_high: Number,
    /// The mean of what they come to, a decimal as text; null where no amount is known.
    revenue: Option<Exact>,
    /// One future in ten brings less.
    revenue_low: Option<Exact>,
    /// As many futures bring less as more.
    revenue_middle: Option<Exact>,
    /// One in ten brings more.
    revenue_high: Option<Exact>,
}

/// A month of some customers: a row of the table.
#[derive(Clone, Debug)]
pub struct ForecastRow {
    of: Word<ForecastOf>,
    name: Option<String>,
    customers: usize,
    month: ForecastMonth,
}

impl ForecastMonth {
    fn of(one: &MonthForecast) -> Self {
        let MonthForecast { month: Month { from, until, .. }, orders, revenue } = *one;
        let number = |value: Decimal| Number(value.normalize());
        let sum = |of: fn(Band) -> Decimal| amount(revenue.map(|band| cents(of(band))));
        ForecastMonth {
            from: Day(from),
            until: Day(until),
            orders: number(orders.mean),
            orders_low: number(orders.low),
            orders_middle: number(orders.middle),
            orders_high: number(orders.high),
            revenue: sum(|band| band.mean),
            revenue_low: sum(|band| band.low),
            revenue_middle: sum(|band| band.middle),
            revenue_high: sum(|band| band.high),
        }
    }
}

impl ForecastGroup {
    fn of(group: &GroupForecast) -> Self {
        let split = group.months.as_ref().and_then(|months| months.split_last());
        ForecastGroup {
            of: Word(group.of),
            name: group.name.clone(),
            customers: group.customers,
            unpriced: group.unpriced,
            months: split.map(|(_, single)| list(single, ForecastMonth::of)),
            together: split.map(|(together, _)| ForecastMonth::of(together)),
        }
    }
}

impl Answer for ForecastAnswer<'_> {
    type Json = ForecastPage;
    type Row = ForecastRow;

    const COLUMNS: &'static [Column<ForecastRow>] = &[
        column("of", |row| row.of.cell()),
        column("name", |row: &ForecastRow| row.name.cell()).said(|row, lang| match row.of.0 {
            ForecastOf::Owner => {
                row.name.as_deref().map(|owner| lang::person(lang, owner)).unwrap_or_default()
            }
            _ => row.name.clone().unwrap_or_default(),
        }),
        column("customers", |row| row.customers.cell()),
        column("from", |row| row.month.from.cell()),
        column("until", |row| row.month.until.cell()),
        column("orders", |row| row.month.orders.cell()),
        column("orders_low", |row| row.month.orders_low.cell()),
        column("orders_middle", |row| row.month.orders_middle.cell()),
        column("orders_high", |row| row.month.orders_high.cell()),
        column("revenue", |row| row.month.revenue.cell()),
        column("revenue_low", |row| row.month.revenue_low.cell()),
        column("revenue_middle", |row| row.month.revenue_middle.cell()),
        column("revenue_high", |row| row.month.revenue_high.cell()),
    ];

    fn table(&self, lang: Lang, style: Style) -> String {
        forecast_text(lang, self.0, style)
    }

    fn json(&self) -> ForecastPage {
        ForecastPage {
            known_until: Day(self.0.found.known_until),
            currency: self.0.currency.to_string(),
            futures: self.0.found.futures,
            unrated: list(&self.0.found.unrated, ToString::to_string),
            groups: self.0.groups().map(ForecastGroup::of).collect(),
        }
    }

    fn rows(&self, _: Lang) -> Vec<ForecastRow> {
        let of_group = |group: &GroupForecast| {
            let (of, name, customers) = (Word(group.of), group.name.clone(), group.customers);
            let single = group.months.as_ref().and_then(|months| months.split_last());
            let row = move |one: &MonthForecast| ForecastRow {
                of,
                name: name.clone(),
                customers,
                month: ForecastMonth::of(one),
            };
            single.map(|(_, single)| list(single, row)).unwrap_or_default()
        };
        self.0.groups().flat_map(of_group).collect()
    }
}

/// How good the forecast was. It only ever grows.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "crm rhythm --forecast --backtest --format json")]
pub struct JudgedForecastPage {
    /// The currency of the sums.
    currency: String,
    /// The forecasts as they would have stood on three days, the latest first.
    cuts: Vec<JudgedCutSaid>,
    /// How many bands of single months held.
    held: Vec<HeldSaid>,
    /// By how much three months of everybody were wrong, as parts of what came; null where nothing was said or came.
    orders_missed: Option<MissesSaid>,
    /// The same of the revenue.
    revenue_missed: Option<MissesSaid>,
}

/// A forecast as it would have stood on a day.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "judged-forecast")]
pub struct JudgedCutSaid {
    /// The last day that was known, YYYY-MM-DD.
    known_until: Day,
    /// Who had ordered by then.
    customers: usize,
    /// Whether the book had numbers of its own by then; else the shipped ones count.
    fitted: bool,
    /// What was said of everybody's three months; null where the book was too small.
    said: Option<ForecastMonth>,
    /// What came of those who had ordered by then.
    came: CameSaid,
    /// What others brought, who first ordered later.
    newcomers: CameSaid,
    /// What came in the three months before.
    last_quarter: CameSaid,
    /// What came in the same months of the year before.
    year_before: CameSaid,
}

/// Orders, and what they were worth.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "came")]
pub struct CameSaid {
    /// The orders.
    orders: usize,
    /// What those came to whose amount is known, a decimal as text.
    revenue: Option<Exact>,
}

/// How many bands held what came.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "bands-held")]
pub struct HeldSaid {
    /// Of whom they were.
    of: Word<ForecastOf>,
    /// The bands of orders that held.
    orders: usize,
    /// All bands of orders.
    of_orders: usize,
    /// The bands of revenue that held.
    revenue: usize,
    /// All bands of revenue.
    of_revenue: usize,
}

/// How far off each rule was.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "missed")]
pub struct MissesSaid {
    /// The forecast.
    forecast: Option<Exact>,
    /// As much as in the three months before.
    last_quarter: Option<Exact>,
    /// As much as in the same months of the year before.
    year_before: Option<Exact>,
}

impl CameSaid {
    fn of(came: Came) -> Self {
        CameSaid { orders: came.orders, revenue: amount(Some(cents(came.revenue))) }
    }
}

impl JudgedCutSaid {
    fn of(cut: &JudgedCut) -> Self {
        JudgedCutSaid {
            known_until: Day(cut.known_until),
            customers: cut.customers,
            fitted: cut.is_fitted,
            said: cut.said_together().map(ForecastMonth::of),
            came: CameSaid::of(cut.came),
            newcomers: CameSaid::of(cut.newcomers),
            last_quarter: CameSaid::of(cut.quarter_before),
            year_before: CameSaid::of(cut.year_before),
        }
    }
}

impl MissesSaid {
    fn of(misses: Misses, is_of_amounts: bool) -> Self {
        let Misses { model, last_quarter, year_before } = misses;
        let part =
            |part: Decimal| if is_of_amounts { part_of_amounts(Some(part)) } else { fraction(Some(part)) };
        MissesSaid { forecast: part(model), last_quarter: part(last_quarter), year_before: part(year_before) }
    }
}

impl Answer for JudgedForecastAnswer<'_> {
    type Json = JudgedForecastPage;
    type Row = JudgedCutSaid;

    const COLUMNS: &'static [Column<JudgedCutSaid>] = &[
        column("known_until", |cut| cut.known_until.cell()),
        column("customers", |cut| cut.customers.cell()),
        column("orders_said", |cut| cut.said.as_ref().map(|said| said.orders).cell()),
        column("orders_low", |cut| cut.said.as_ref().map(|said| said.orders_low).cell()),
        column("orders_high", |cut| cut.said.as_ref().map(|said| said.orders_high).cell()),
        column("orders", |cut| cut.came.orders.cell()),
        column("orders_last_quarter", |cut| cut.last_quarter.orders.cell()),
        column("orders_year_before", |cut| cut.year_before.orders.cell()),
        column("revenue_said", |cut| cut.said.as_ref().and_then(|said| said.revenue).cell()),
        column("revenue_low", |cut| cut.said.as_ref().and_then(|said| said.revenue_low).cell()),
        column("revenue_high", |cut| cut.said.as_ref().and_then(|said| said.revenue_high).cell()),
        column("revenue", |cut| cut.came.revenue.cell()),
        column("revenue_last_quarter", |cut| cut.last_quarter.revenue.cell()),
        column("revenue_year_before", |cut| cut.year_before.revenue.cell()),
    ];

    fn table(&self, lang: Lang, style: Style) -> String {
        judged_forecast_text(lang, self.0, style)
    }

    fn json(&self) -> JudgedForecastPage {
        let JudgedForecast { cuts, held, orders, revenue } = self.0.found;
        let of_held = |held: &Held| HeldSaid {
            of: Word(held.of),
            orders: held.orders,
            of_orders: held.of_orders,
            revenue: held.revenue,
            of_revenue: held.of_revenue,
        };
        JudgedForecastPage {
            currency: self.0.currency.to_string(),
            cuts: list(cuts, JudgedCutSaid::of),
            held: list(held, of_held),
            orders_missed: orders.map(|misses| MissesSaid::of(misses, false)),
            revenue_missed: revenue.map(|misses| MissesSaid::of(misses, true)),
        }
    }

    fn rows(&self, _: Lang) -> Vec<JudgedCutSaid> {
        list(&self.0.found.cuts, JudgedCutSaid::of)
    }
}
