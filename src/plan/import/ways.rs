//! How whole columns write their dates and numbers.

use super::cell_kind::CellKind;
use super::day_order::{self, DayOrder};
use super::decimal::{self, DecimalSign};
use super::{Contradiction, ImportKey, Settings, Undecided, Use};
use crate::model::{Table, number_and_unit};

/// How each column writes its dates and numbers.
#[derive(Debug, Default)]
pub(super) struct Ways {
    /// What the cells of each are.
    kinds: Vec<CellKind>,
    orders: Vec<Option<DayOrder>>,
    signs: Vec<Option<DecimalSign>>,
    /// Columns that write their dates as a spreadsheet's day numbers, all of them.
    serials: Vec<bool>,
    /// Columns whose values contradict one another, and hold some that can be read both ways.
    pub undecided: Vec<Undecided>,
}

/// Looks at whole columns, so that no value has to be guessed. What people have to say before anything can be
/// shown is an error; where values contradict one another, the others can be shown nevertheless.
pub(super) fn ways(table: &Table, settings: &Settings<'_>) -> Result<Ways, Undecided> {
    let mut ways = Ways::default();
    for (index, column) in settings.columns.iter().enumerate() {
        let key = match &column.used {
            Use::Key(ImportKey::Known(key)) => *key,
            _ => "",
        };
        let kind = CellKind::of(key);
        let texts = Texts { table, index, is_counted: kind == CellKind::Quantity };
        let mut order = settings.dates;
        if kind.may_be_days() {
            let told = day_order::order_of(texts.all());
            order = order.or(told.unwrap_or_default());
            if let Some((line, value)) = texts.first(is_either_day).filter(|_| order.is_none()) {
                let own = |text: &str| day_order::order_of(std::iter::once(text)).unwrap_or_default();
                let contradiction = told
                    .is_err()
                    .then(|| texts.sides(|text| own(text).map(|order| order == DayOrder::DayFirst)));
                let header = column.header.clone();
                ways.doubt(Undecided { header, line, value, is_date: true, contradiction })?;
            }
        }
        let mut sign = settings.decimal;
        if kind.are_numbers() {
            // The names of our own export's columns are keys, and its numbers have points.
            let is_own = column.header == key && texts.all().all(|text| !text.contains(','));
            let told = decimal::sign_of(texts.all());
            sign = sign.or(told.unwrap_or_default()).or(is_own.then_some(DecimalSign::Point));
            let asks = sign.is_none() && kind != CellKind::Count;
            if let Some((line, value)) = texts.first(is_either_number).filter(|_| asks) {
                let own = |text: &str| decimal::sign_of(std::iter::once(text)).unwrap_or_default();
                let contradiction = told
                    .is_err()
                    .then(|| texts.sides(|text| own(text).map(|sign| sign == DecimalSign::Point)));
                let header = column.header.clone();
                ways.doubt(Undecided { header, line, value, is_date: false, contradiction })?;
            }
        }
        let serials = texts.all().filter(|text| day_order::serial(text.trim()).is_some()).count();
        ways.serials.push(serials > 1 && serials == texts.all().count());
        ways.kinds.push(kind);
        ways.orders.push(order);
        ways.signs.push(sign);
    }
    Ok(ways)
}

impl Ways {
    /// What the cells of a column are.
    pub fn kind(&self, column: usize) -> &CellKind {
        self.kinds.get(column).unwrap_or(&CellKind::Text)
    }

    /// The order of a column's dates, as far as it is known.
    pub fn order(&self, column: usize) -> Option<DayOrder> {
        self.orders.get(column).copied().flatten()
    }

    /// Whether numbers are days in a column: one alone may be anything.
    pub fn has_serials(&self, column: usize) -> bool {
        self.serials.get(column).copied().unwrap_or_default()
    }

    /// What stands before the fraction of a column's numbers, as far as it is known.
    pub fn sign(&self, column: usize) -> Option<DecimalSign> {
        self.signs.get(column).copied().flatten()
    }

    fn doubt(&mut self, undecided: Undecided) -> Result<(), Undecided> {
        if undecided.contradiction.is_none() {
            return Err(undecided);
        }
        self.undecided.push(undecided);
        Ok(())
    }
}

/// Whether a text is one of two days.
pub(super) fn is_either_day(text: &str) -> bool {
    matches!(day_order::read(text), Some(day_order::WrittenDay::Either { .. }))
}

fn is_either_number(text: &str) -> bool {
    matches!(decimal::read(text, None), Some((decimal::WrittenNumber::Either, _)))
}

/// What a column says, without what a spreadsheet itself has read.
struct Texts<'t> {
    table: &'t Table,
    index: usize,
    /// Whether a unit stands behind the numbers: its letters would count as digits behind a sign.
    is_counted: bool,
}

impl<'t> Texts<'t> {
    fn rows(&self) -> impl Iterator<Item = (u32, &'t str)> {
        let (index, is_counted) = (self.index, self.is_counted);
        self.table.rows.iter().filter_map(move |row| {
            let cell = row.cells.get(index).filter(|cell| !cell.is_typed && !cell.text.trim().is_empty())?;
            let text = cell.text.as_str();
            Some((row.line, if is_counted { number_and_unit(text).0 } else { text }))
        })
    }

    fn all(&self) -> impl Iterator<Item = &'t str> {
        self.rows().map(|(_, text)| text)
    }

    /// The first of the values that fit.
    fn first(&self, fits: fn(&str) -> bool) -> Option<(u32, String)> {
        self.rows().find(|(_, text)| fits(text)).map(|(line, text)| (line, text.trim().to_owned()))
    }

    /// Which rows say the one thing, and which the other.
    fn sides(&self, is_one: impl Fn(&str) -> Option<bool>) -> Contradiction {
        let mut sides = Contradiction::default();
        for (line, text) in self.rows() {
            match is_one(text) {
                Some(true) => sides.ones.push((line, text.trim().to_owned())),
                Some(false) => sides.others.push((line, text.trim().to_owned())),
                None => {}
            }
        }
        sides
    }
}
