//! `crm list --view`: the list divided by classes.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::groups::{Sorted, groups};
use super::super::lang::Lang;
use super::super::tone::Style;
use super::column::{Cell, Column, column};
use super::form::Answer;
use super::value::{Exact, amount, fraction, part_of_amounts};
use crate::plan::{Division, Group, total};
use crate::rules::Policy;

/// What `crm list --view` answers.
pub struct GroupsAnswer<'a> {
    /// The groups; each row of theirs is the cells of a customer, or for programs its id alone.
    pub sorted: Sorted<'a>,
    /// The workspace's rules.
    pub policy: &'a Policy,
}

/// The list divided by the classes of a view: the classes in their order, empty ones included; last, with class
/// null, the customers of which it can't be told. It only ever grows.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "Output of crm list --view VIEW --format json")]
pub struct GroupList(Vec<ClassGroup>);

/// One class.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "group")]
pub struct ClassGroup {
    /// By what the list is divided: a view, grade (the classes that drive the cadences) or label (value, potential
    /// and relationship together).
    #[schemars(extend("enum" = Division::names().collect::<Vec<_>>()))]
    pub view: &'static str,
    /// The class; null where it can't be told.
    pub class: Option<String>,
    /// How many of the listed customers it has; --limit changes nothing of it.
    pub customers: usize,
    /// Its part of the listed customers, a decimal fraction rounded to 4 digits; null without customers.
    pub share: Option<Exact>,
    /// The orders of the last twelve months, in the workspace's currency: an exact decimal as text; null with
    /// --redact.
    pub revenue: Option<Exact>,
    /// The workspace's currency.
    pub currency: String,
    /// Its part of the listed customers' revenue, a decimal fraction rounded to 4 digits; null without revenue.
    pub revenue_share: Option<Exact>,
    /// Orders of the last twelve months that are not counted, since their currency had no rate.
    pub unrated: u32,
    /// Its customers in the order of the list; --limit counts over all groups.
    pub ids: Vec<String>,
    /// abc, volume and a scheme of them, by quantity: what the orders of the last twelve months come to in `unit`, an exact
    /// decimal as text; else null, and with --redact.
    pub quantity: Option<Exact>,
    /// What that is counted in; null where orders say no unit.
    pub unit: Option<String>,
    /// Its part of the listed customers' quantity, a decimal fraction rounded to 4 digits.
    pub quantity_share: Option<Exact>,
    /// Orders of the last twelve months that are in no quantity, since they say none, or another unit; null by money.
    pub unmeasured: Option<u32>,
}

impl Answer for GroupsAnswer<'_> {
    type Json = GroupList;
    type Row = ClassGroup;

    const COLUMNS: &'static [Column<ClassGroup>] = &[
        column("view", |group| group.view.cell()),
        column("class", |group| group.class.cell()),
        column("customers", |group| group.customers.cell()),
        column("share", |group| group.share.cell()),
        column("revenue", |group| group.revenue.cell()),
        column("currency", |group| group.currency.cell()),
        column("revenue_share", |group| group.revenue_share.cell()),
        column("unrated", |group| group.unrated.cell()),
        column("ids", |group| group.ids.join(" ")),
        column("quantity", |group| group.quantity.cell()),
        column("unit", |group| group.unit.cell()),
        column("quantity_share", |group| group.quantity_share.cell()),
        column("unmeasured", |group| group.unmeasured.cell()),
    ];

    fn table(&self, lang: Lang, style: Style) -> String {
        groups(lang, &self.sorted, self.policy, style)
    }

    fn json(&self) -> GroupList {
        GroupList(self.rows(Lang::En))
    }

    fn rows(&self, _: Lang) -> Vec<ClassGroup> {
        let all = total(self.sorted.groups);
        let unit = self.sorted.division.unit(self.policy);
        let one = |(group, rows): (&Group, &Vec<Vec<String>>)| ClassGroup {
            view: self.sorted.division.name(),
            class: group.class.clone(),
            customers: group.customers,
            share: fraction(group.share(&all)),
            revenue: amount(Some(group.revenue.normalize())),
            currency: self.policy.rates.currency.to_string(),
            revenue_share: part_of_amounts(group.revenue_share(&all)),
            unrated: group.unrated,
            ids: rows.concat(),
            quantity: amount(unit.map(|_| group.volumes.quantity.normalize())),
            unit: unit.flatten().map(str::to_owned),
            quantity_share: part_of_amounts(unit.and_then(|_| group.quantity_share(&all))),
            unmeasured: unit.map(|_| group.volumes.other_unit + group.volumes.unmeasured),
        };
        self.sorted.groups.iter().zip(&self.sorted.rows).map(one).collect()
    }

    /// The customers, group by group.
    fn ids(&self) -> Vec<String> {
        self.sorted.rows.iter().flatten().flatten().cloned().collect()
    }
}
