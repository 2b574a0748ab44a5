//! `crm review --quarter`: the re-evaluation of a quarter.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use super::super::lang::{self, Lang, one_line};
use super::super::quarter::quarter;
use super::super::redaction;
use super::super::tone::Style;
use super::column::{Cell, Column, column};
use super::form::Answer;
use super::value::{Day, Exact, FromTo, Number, Word, amount, list, vocabularies};
use crate::model::Decimal;
use crate::plan::{self, Course, Division, Stand};
use crate::rules::{Policy, Scheme};

vocabularies!(Scheme);

/// What `crm review --quarter` answers.
pub struct QuarterAnswer<'a> {
    /// The quarter.
    pub quarter: &'a plan::Quarter,
    /// The workspace's rules.
    pub policy: &'a Policy,
    /// How many of each list the table shows.
    pub most: usize,
}

/// The re-evaluation of a quarter: shares before and after, who rose, who fell, whose grade is to be looked at
/// again. Keys may be added; none of these goes away or changes its meaning.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(title = "crm review --quarter --format json")]
pub struct QuarterPage {
    /// The first day, with which the last is compared, YYYY-MM-DD.
    pub since: Day,
    /// The last day: today, YYYY-MM-DD.
    pub until: Day,
    /// The scheme whose classes these are.
    pub scheme: Word<Scheme>,
    /// The currency of the amounts, ISO 4217.
    pub currency: String,
    /// One for each class in the order of work; at last, with a class of null, what has none.
    pub shares: Vec<Share>,
    /// All classes together; its class is null.
    pub total: Share,
    /// Those that stand higher in the order of work now, the furthest first.
    pub rose: Vec<Moved>,
    /// Those that stand lower, the furthest first; and those that lost their class.
    pub fell: Vec<Moved>,
    /// Those that had no class on the first day.
    pub graded: Vec<Moved>,
    /// Those that were no customers yet on the first day, by `since` and the first entry of the log.
    pub new: Vec<Moved>,
    /// Those that were archived since.
    pub archived: Vec<Moved>,
    /// Those whose grade nobody decided on or confirmed for too long, longest ago first.
    pub recheck: Vec<Moved>,
    /// Those that were buying on the first day (an order in the twelve months before, and no wish to end that was lost)
    /// and were lost since, by the revenue that they brought.
    pub lost: Vec<Moved>,
    /// How many were lost of those that were buying, with their revenue.
    pub churn: Churn,
    /// How many moves `crm review` suggests.
    pub suggested: usize,
    /// What quantities are counted in; null by money, and where orders say no unit.
    pub unit: Option<String>,
    /// How many went up a step of the grades since the first day; empty in a computed scheme.
    pub conversions: Vec<Conversion>,
    /// What customers owe on the last day, by when it is due, the oldest first; without a day last.
    pub receivables: Vec<Receivable>,
    /// Where the numbers of `rhythm.yaml` are to be found anew, by crm rhythm --fit; null where they are of this quarter,
    /// the book is too small, or a part of it was asked for.
    pub refit: Option<Refitted>,
}

/// Numbers of the model of orders that are to be found anew.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "refit")]
pub struct Refitted {
    /// The day up to which the orders counted; null for the shipped numbers.
    pub fitted: Option<Day>,
    /// How many customers have ordered twice and more.
    pub repeaters: usize,
    /// The weeks between two orders of a usual customer.
    pub gap_weeks: Number,
    /// The same as it would be; null where a fit takes long.
    pub new_gap_weeks: Option<Number>,
    /// How many next dates would be others.
    pub moved: usize,
    /// How many customers have one.
    pub dates: usize,
}

impl Refitted {
    fn of(refit: &plan::Refit) -> Self {
        Refitted {
            fitted: refit.fitted.map(Day),
            repeaters: refit.repeaters,
            gap_weeks: Number(refit.old.numbers.gap),
            new_gap_weeks: refit.new.map(|new| Number(new.numbers.gap)),
            moved: refit.moved,
            dates: refit.dates,
        }
    }
}

/// How many of those that had a grade reached a higher one.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "conversion")]
pub struct Conversion {
    /// The grade; null for those that were new, or had none on the first day.
    pub from: Option<String>,
    /// The grade that they reached, or one above it.
    pub to: String,
    /// How many had it, on the first day or at some time since.
    pub had: usize,
    /// How many of them reached the other one.
    pub went: usize,
    /// The part of them that did, as a fraction to four digits; null where nobody had it.
    pub share: Option<Exact>,
}

/// What is to be paid on one day.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "receivable")]
pub struct Receivable {
    /// The day; null where the invoices say none.
    pub due: Option<Day>,
    /// How many invoices.
    pub invoices: usize,
    /// What is left of them, in the workspace's currency; null with --redact.
    pub amount: Option<Exact>,
    /// How many of them are left out of it: their currency has no rate.
    pub unrated: usize,
}

/// How many customers were lost of those that were buying on the first day.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "churn")]
pub struct Churn {
    /// How many were buying.
    pub buying: usize,
    /// How many of them were lost since.
    pub lost: usize,
    /// The part of them that was lost, as a fraction to four digits; null where nobody was buying.
    pub share: Option<Exact>,
    /// What those that were buying brought in the twelve months before the first day; null with --redact.
    pub revenue: Option<Exact>,
    /// What those that were lost brought of it; null with --redact.
    pub lost_revenue: Option<Exact>,
}

/// What a class has and brings, on the first day and on the last.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "share")]
pub struct Share {
    /// The class; null for none.
    pub class: Option<String>,
    /// How many customers it had and has; archived ones don't count.
    pub customers: FromTo<usize>,
    /// Their part of the customers, as fractions to four digits; null of no customers.
    pub share: FromTo<Option<Exact>>,
    /// Their orders of the twelve months up to and including each day, in the workspace's currency; null with
    /// --redact.
    pub revenue: FromTo<Option<Exact>>,
    /// Their part of the revenue, as fractions to four digits; null of no revenue, and with --redact.
    pub revenue_share: FromTo<Option<Exact>>,
    /// How many of those that it had on the first day were buying.
    pub buying: usize,
    /// How many of these were lost since.
    pub lost: usize,
    /// Where the classes go by quantity: what was ordered in those months in `unit`; null by money, and with --redact.
    pub quantity: FromTo<Option<Exact>>,
    /// Their part of the quantity, as fractions to four digits; null likewise.
    pub quantity_share: FromTo<Option<Exact>>,
}

/// One customer that is not what it was.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "customer")]
pub struct Moved {
    /// The customer's id: the stem of its file.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its owner; null: the pool.
    pub owner: Option<String>,
    /// Its class on the first day; null for none, and for one that was not a customer.
    pub from: Option<String>,
    /// Its class on the last day; null for none, and for one that is archived.
    pub to: Option<String>,
    /// The day of the last decision that changed its grade in between; null where the log has none.
    pub on: Option<Day>,
    /// Who decided.
    pub by: Option<String>,
    /// Why, as the log says; in a computed scheme what its class rests on.
    pub why: Option<String>,
    /// Of those due for a recheck: the last decision or confirmation; else null, and where there never was one.
    pub last_decision: Option<Day>,
    /// By what a customer that was buying was lost: it ended working with us, was archived, or has had no order for
    /// twelve months; else null.
    #[schemars(extend("enum" = ["ending", "archived", "no-order", null]))]
    pub lost_by: Option<&'static str>,
    /// The day of that: of the wish to end that was lost, of the archiving, or of the last order.
    pub lost_on: Option<Day>,
}

/// One customer of one list.
pub struct QuarterRow {
    change: &'static str,
    customer: Moved,
    /// What the log says of the decision.
    decision: Option<String>,
}

impl Answer for QuarterAnswer<'_> {
    type Json = QuarterPage;
    type Row = QuarterRow;

    const COLUMNS: &'static [Column<QuarterRow>] = &[
        column("change", |row| row.change.cell()),
        column("from", |row| one_line(&row.customer.from.cell())),
        column("to", |row| one_line(&row.customer.to.cell())),
        column("id", |row| row.customer.id.cell()),
        column("name", |row| one_line(&row.customer.name)),
        column("owner", |row| one_line(&row.customer.owner.cell())),
        column("on", |row| row.customer.on.cell()),
        column("by", |row| one_line(&row.customer.by.cell())),
        column("why", |row| one_line(&row.decision.cell())),
    ];

    fn table(&self, lang: Lang, style: Style) -> String {
        quarter(lang, self.quarter, self.policy, self.most, style)
    }

    fn json(&self) -> QuarterPage {
        let own = self.quarter;
        let moved = |all: &[Course]| list(all, |one| Moved::of(one, self.policy, own.until));
        QuarterPage {
            since: Day(own.since),
            until: Day(own.until),
            scheme: Word(self.policy.scheme),
            currency: self.policy.rates.currency.to_string(),
            shares: list(&own.shares, |share| Share::of(share, &own.total, self.policy)),
            total: Share::of(&own.total, &own.total, self.policy),
            rose: moved(&own.rose),
            fell: moved(&own.fell),
            graded: moved(&own.graded),
            new: moved(&own.came),
            archived: moved(&own.left),
            recheck: moved(&own.recheck),
            lost: moved(&own.lost),
            churn: Churn::of(own),
            suggested: own.suggested,
            unit: Division::Grade.unit(self.policy).flatten().map(str::to_owned),
            conversions: list(&own.conversions, Conversion::of),
            receivables: list(&own.receivables, Receivable::of),
            refit: own.refit.as_ref().map(Refitted::of),
        }
    }

    /// Each customer that is not what it was.
    fn rows(&self, _: Lang) -> Vec<QuarterRow> {
        let own = self.quarter;
        let lists = [
            ("rose", &own.rose),
            ("fell", &own.fell),
            ("graded", &own.graded),
            ("new", &own.came),
            ("archived", &own.left),
            ("lost", &own.lost),
            ("recheck", &own.recheck),
        ];
        let row = |change: &'static str, one: &Course| QuarterRow {
            change,
            customer: Moved::of(one, self.policy, own.until),
            decision: one.decision.as_ref().and_then(|decision| decision.why.clone()),
        };
        lists.iter().flat_map(|(change, all)| list(all, |one| row(change, one))).collect()
    }
}

impl Conversion {
    fn of(step: &plan::Conversion) -> Self {
        let plan::Conversion { from, to, had, went } = step.clone();
        Conversion { from, to, had, went, share: part(Decimal::from(went), Decimal::from(had)) }
    }
}

impl Receivable {
    fn of(day: &plan::Receivable) -> Self {
        Receivable {
            due: day.due.map(Day),
            invoices: day.invoices,
            amount: amount(Some(day.amount.round_dp(2).normalize())),
            unrated: day.unrated,
        }
    }
}

impl Churn {
    fn of(quarter: &plan::Quarter) -> Self {
        let (buying, lost) = (quarter.total.buying, quarter.total.lost);
        Churn {
            buying,
            lost,
            share: part(Decimal::from(lost), Decimal::from(buying)),
            revenue: amount(Some(quarter.churned.0)),
            lost_revenue: amount(Some(quarter.churned.1)),
        }
    }
}

/// A part of a whole, to four digits; null of nothing.
fn part(own: Decimal, all: Decimal) -> Option<Exact> {
    own.checked_div(all).map(|part| Exact(part.round_dp(4).normalize()))
}

impl Share {
    fn of(share: &plan::Share, total: &plan::Share, policy: &Policy) -> Self {
        let is_counted = Division::Grade.unit(policy).is_some();
        let quantity = |sum: Decimal| amount(is_counted.then(|| sum.normalize()));
        let money_part = |own, all| part(own, all).filter(|_| !redaction::hides_amounts());
        let count_part = |own: usize, all: usize| part(Decimal::from(own), Decimal::from(all));
        let (customers, revenue) = (share.customers, share.revenue);
        Share {
            class: share.class.clone(),
            buying: share.buying,
            lost: share.lost,
            customers: FromTo { from: customers.0, to: customers.1 },
            share: FromTo {
                from: count_part(customers.0, total.customers.0),
                to: count_part(customers.1, total.customers.1),
            },
            revenue: FromTo { from: amount(Some(revenue.0)), to: amount(Some(revenue.1)) },
            revenue_share: FromTo {
                from: money_part(revenue.0, total.revenue.0),
                to: money_part(revenue.1, total.revenue.1),
            },
            quantity: FromTo { from: quantity(share.quantity.0), to: quantity(share.quantity.1) },
            quantity_share: FromTo {
                from: money_part(share.quantity.0, total.quantity.0).filter(|_| is_counted),
                to: money_part(share.quantity.1, total.quantity.1).filter(|_| is_counted),
            },
        }
    }
}

impl Moved {
    fn of(seen: &Course, policy: &Policy, today: NaiveDate) -> Self {
        let class = |side: &Option<Stand>| side.as_ref().and_then(|side| side.class.clone());
        let decision = seen.decision.as_ref();
        let why = match &seen.computed {
            Some(why) => Some(lang::driving_why(Lang::En, why, policy, today)),
            None => decision.and_then(|decision| decision.why.clone()),
        };
        Moved {
            id: seen.id.to_string(),
            name: seen.name.clone(),
            owner: seen.owner.clone(),
            from: class(&seen.before),
            to: class(&seen.after),
            on: decision.map(|decision| Day(decision.on)),
            by: decision.and_then(|decision| decision.by.clone()),
            why,
            last_decision: seen.recheck.flatten().map(Day),
            lost_by: seen.loss.as_ref().map(plan::Loss::code),
            lost_on: seen.loss.as_ref().and_then(plan::Loss::day).map(Day),
        }
    }
}
