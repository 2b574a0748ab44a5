//! Lines of one number as one order or invoice, and what becomes of goods that came back.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::document_row::{Fate, Line};
use super::verdict::Owned;
use super::{ListKind, Settings};
use crate::model::{
    Currency, Decimal, Entry, Event, Invoice, Measure, Money, Order, OrderItem, Stamp, reference_key,
};

/// By what an order or an invoice of a customer is told from the others.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Key {
    Number(String),
    /// What came back of an order, without a number of its own, on a day.
    Returned(String, NaiveDate),
    /// Without any number: what was ordered on a day, or came back on it.
    Day(NaiveDate, bool),
}

/// An order or an invoice as a list has it.
#[derive(Clone, Debug)]
pub(super) struct Document {
    pub key: Key,
    /// The places of its rows, in the order of the table.
    pub rows: Vec<usize>,
    pub entry: Owned,
}

/// Why lines of one number are no order.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Torn {
    /// One of them is in another currency: which one, what it says, and the line that says otherwise.
    Currency { row: usize, of: usize },
    /// The sum can't be.
    Sum { row: usize },
}

/// The documents of lines that have one number, or none and one day.
pub(super) fn documents(
    lines: &[Line],
    kind: ListKind,
    settings: &Settings<'_>,
) -> Result<Vec<Document>, Torn> {
    let first = lines.first();
    if let Some(first) = first
        && let Some(other) = lines.iter().find(|line| line.currency != first.currency)
    {
        return Err(Torn::Currency { row: other.row, of: first.row });
    }
    let mut parts: BTreeMap<Key, Vec<Line>> = BTreeMap::new();
    let begun = lines.iter().filter(|line| line.amount > Decimal::ZERO).map(|line| line.at.day()).min();
    for line in lines {
        let day = line.at.day();
        let own = line.reference.as_deref().map(reference_key);
        let Some(number) = own else {
            let key = match &line.returns {
                Some(returns) => Key::Returned(reference_key(returns), day),
                None => Key::Day(day, line.amount < Decimal::ZERO),
            };
            parts.entry(key).or_default().push(line.clone());
            continue;
        };
        let is_behind = line.amount < Decimal::ZERO
            && begun.is_some_and(|begun| line.fate == Fate::Return || day > begun);
        if is_behind {
            let key = Key::Returned(number, day);
            let of = line.returns.clone().or_else(|| line.reference.clone());
            parts.entry(key).or_default().push(Line { returns: of, reference: None, ..line.clone() });
            continue;
        }
        parts.entry(Key::Number(number.clone())).or_default().push(line.clone());
        // It was ordered, and is no more.
        if line.fate == Fate::Cancelled && line.amount > Decimal::ZERO {
            let undone = Line {
                returns: line.reference.clone(),
                reference: None,
                amount: -line.amount,
                cost: line.cost.map(|cost| -cost),
                ..line.clone()
            };
            parts.entry(Key::Returned(number, day)).or_default().push(undone);
        }
    }
    parts.into_iter().map(|(key, lines)| document(key, lines, kind, settings)).collect()
}

fn document(
    key: Key,
    mut lines: Vec<Line>,
    kind: ListKind,
    settings: &Settings<'_>,
) -> Result<Document, Torn> {
    lines.sort_by_key(|line| line.row);
    let row = lines.first().map_or(0, |line| line.row);
    let sum = |of: fn(&Line) -> Option<Decimal>| {
        lines.iter().try_fold(Decimal::ZERO, |sum, line| sum.checked_add(of(line)?))
    };
    let amount =
        sum(|line| Some(line.amount)).filter(|sum| Measure::Amount.holds(*sum)).ok_or(Torn::Sum { row })?;
    let at = lines.iter().map(|line| line.at).min_by_key(|at| (at.day(), at.to_string()));
    let at = at.unwrap_or(Stamp::Day(settings.today));
    let money = Some(Money { amount, currency: lines.first().and_then(|line| line.currency) });
    let reference = common(&lines, |line| line.reference.as_deref().map(reference_key))
        .and_then(|_| lines.first()?.reference.clone())
        .map(Into::into);
    let event = match kind {
        ListKind::Invoices => {
            let due = lines.iter().filter_map(|line| line.due).max();
            Event::Invoice(Invoice { reference, money, due })
        }
        _ => Event::Order(Order { money, reference, ..order(&lines, amount, sum(|line| line.cost)) }),
    };
    let by = common(&lines, |line| line.by.clone()).unwrap_or_else(|| settings.by.clone());
    let entry = Entry { by: Some(by.into()), origin: Some(ORIGIN.into()), ..Entry::new(at, event) };
    let mut rows: Vec<usize> = lines.iter().map(|line| line.row).collect();
    rows.dedup();
    Ok(Document { key, rows, entry })
}

/// What stands in entries of such lists.
pub(super) const ORIGIN: &str = "import";

/// What an order says of its lines, but for its sum and its number.
fn order(lines: &[Line], amount: Decimal, cost: Option<Decimal>) -> Order<'static> {
    let unit = common(lines, |line| Some(line.unit.clone().unwrap_or_default()));
    let quantity = lines.iter().try_fold(Decimal::ZERO, |sum, line| sum.checked_add(line.quantity?));
    let quantity = quantity.filter(|_| unit.is_some());
    // A cost can't be negative: where it would be, as in what came back, the margin says the same.
    let (cost, margin) = match cost {
        Some(cost) if cost >= Decimal::ZERO && amount >= Decimal::ZERO => (Some(cost), None),
        Some(cost) => (None, margin(amount, cost)),
        None => (None, None),
    };
    let item = |line: &Line| OrderItem {
        item: line.item.clone().map(Into::into),
        quantity: line.quantity,
        unit: line.unit.clone().map(Into::into),
        amount: Some(line.amount),
        cost: line.cost,
    };
    Order {
        margin,
        cost,
        item: common(lines, |line| line.item.clone()).map(Into::into),
        quantity,
        unit: unit.filter(|unit| !unit.is_empty() && quantity.is_some()).map(Into::into),
        returns: lines.iter().find_map(|line| line.returns.clone()).map(Into::into),
        items: if lines.len() > 1 { lines.iter().map(item).collect() } else { Vec::new() },
        ..Order::default()
    }
}

/// The part of an amount that was earned, to ten places.
fn margin(amount: Decimal, cost: Decimal) -> Option<Decimal> {
    let earned = amount.checked_sub(cost)?.checked_div(amount)?;
    Some(earned.round_dp(10).normalize()).filter(|margin| Measure::Margin.holds(*margin))
}

/// What all lines say alike.
fn common<T: PartialEq>(lines: &[Line], of: impl Fn(&Line) -> Option<T>) -> Option<T> {
    let first = of(lines.first()?)?;
    lines.iter().all(|line| of(line).as_ref() == Some(&first)).then_some(first)
}

/// What a document is over, and in what.
pub(super) fn money(entry: &Owned) -> (Decimal, Option<Currency>) {
    entry.event.money().map_or((Decimal::ZERO, None), |money| (money.amount, money.currency))
}
