//! Lines of an order whose head (number, customer, day) stands on the first of them alone, as merged cells leave it; and
//! rows that only add up those above.

use std::borrow::Cow;

use super::document_row::{Fate, Line};
use super::header::{is_of_a_shop, is_of_the_head, is_person_of_a_shop};
use super::{ImportKey, Settings, Use};
use crate::model::name::fold;
use crate::model::{Cell, Currency, Decimal, Table, TableRow};

/// What stands in front of a row that adds up others.
const SUMS: &str = "合计 总计 小计 总合计 本页合计 本页小计 合计金额 累计 total totals sum subtotal grandtotal pagetotal summe \
    gesamt gesamtsumme zwischensumme";

/// The columns by which a line without a head is told.
pub(super) struct Heads {
    head: Vec<usize>,
    whom: Vec<usize>,
    mail: Vec<usize>,
    reference: Vec<usize>,
    at: Vec<usize>,
    of_a_line: Vec<usize>,
    /// In the list of a shop, who ordered, where no company did.
    person: Option<usize>,
}

impl Heads {
    pub fn of(table: &Table, settings: &Settings<'_>) -> Self {
        let of = |keys: &[&str]| keys.iter().flat_map(|key| settings.columns_of(key)).collect::<Vec<_>>();
        let is_head = |at: usize| match &settings.columns[at].used {
            Use::Key(ImportKey::Known(key)) => is_of_the_head(key),
            _ => false,
        };
        let is_shop = is_of_a_shop(&table.header);
        Heads {
            head: (0..settings.columns.len()).filter(|at| is_head(*at)).collect(),
            whom: of(&["id", "number", "tax_id", "name"]),
            mail: of(&["contact.email"]),
            reference: of(&["ref"]),
            at: of(&["at"]),
            of_a_line: of(&["item", "quantity", "price"]),
            person: table.header.iter().position(|header| is_shop && is_person_of_a_shop(header)),
        }
    }

    /// The table with the head of each order on all of its lines.
    pub fn filled<'t>(&self, mut table: Cow<'t, Table>, settings: &Settings<'_>) -> Cow<'t, Table> {
        let names = settings.columns_of("name");
        let mut above: Option<usize> = None;
        for at in 0..table.rows.len() {
            let row = &table.rows[at];
            if self.is_sum(row) {
                continue;
            }
            let Some(head) = above.filter(|above| self.is_continued(row, &table.rows[*above])) else {
                above = Some(at);
                if let (Some(person), [name]) = (self.person, names.as_slice())
                    && row.get(*name).is_none()
                {
                    fill(&mut table, (at, *name), (at, person));
                }
                continue;
            };
            for column in self
                .head
                .iter()
                .filter(|column| table.rows[at].get(**column).is_none())
                .copied()
                .collect::<Vec<_>>()
            {
                fill(&mut table, (at, column), (head, column));
            }
        }
        table
    }

    /// Whether a row is a further line of the order whose head stands above: it has its number and no customer, or neither
    /// of them, and says what was ordered.
    fn is_continued(&self, row: &TableRow, above: &TableRow) -> bool {
        let is_empty = |columns: &[usize]| columns.iter().all(|column| row.get(*column).is_none());
        let whom = if self.whom.is_empty() { &self.mail } else { &self.whom };
        if whom.is_empty() || !is_empty(whom) || is_empty(&self.of_a_line) {
            return false;
        }
        let number = |row: &TableRow| self.reference.iter().find_map(|at| row.get(*at).map(fold));
        match number(row) {
            Some(own) => number(above) == Some(own),
            None => is_empty(&self.mail) && (!self.reference.is_empty() || is_empty(&self.at)),
        }
    }

    /// Whether a row says nothing of whose it is, nor of which order.
    pub fn has_none(&self, row: &TableRow) -> bool {
        let all = [&self.whom, &self.mail, &self.reference];
        all.into_iter().flatten().all(|column| row.get(*column).is_none())
    }

    /// Whether a row only adds up others: it says so in front, and has no day.
    pub fn is_sum(&self, row: &TableRow) -> bool {
        let Some(first) = (0..row.cells.len()).find(|column| row.get(*column).is_some()) else {
            return false;
        };
        let word: String =
            fold(row.get(first).unwrap_or_default()).chars().filter(|c| c.is_alphanumeric()).collect();
        let has_day = self.at.iter().any(|column| *column != first && row.get(*column).is_some());
        !has_day && SUMS.split_whitespace().any(|sum| sum == word)
    }
}

fn fill(table: &mut Cow<'_, Table>, (row, column): (usize, usize), (from, source): (usize, usize)) {
    let Some(cell) = table.rows[from].cells.get(source).filter(|cell| !cell.text.trim().is_empty()).cloned()
    else {
        return;
    };
    let cells = &mut table.to_mut().rows[row].cells;
    while cells.len() <= column {
        cells.push(Cell::text(""));
    }
    cells[column] = cell;
}

/// What lines are over, as far as they can be read.
#[derive(Clone, Copy, Default)]
struct Sum {
    lines: Decimal,
    returned: Decimal,
    cancelled: Decimal,
}

impl Sum {
    fn add(&mut self, line: &Line) {
        let of = |sum: Decimal, more: Decimal| sum.checked_add(more).unwrap_or(sum);
        self.lines = of(self.lines, line.amount);
        match line.fate {
            Fate::Return => self.returned = of(self.returned, line.amount.abs()),
            Fate::Cancelled => self.cancelled = of(self.cancelled, line.amount),
            Fate::Ordered => {}
        }
    }

    /// Whether a list may say so of them: some take off what came back or was cancelled, others don't. Cents of rounding
    /// are no difference.
    fn is(&self, said: Decimal) -> bool {
        let with_returns = self.lines + self.returned + self.returned;
        let all = [self.lines, with_returns];
        let is_it = |sum: Decimal| (sum - said).abs() <= Decimal::new(1, 2);
        all.into_iter().any(|sum| is_it(sum) || is_it(sum - self.cancelled))
    }
}

/// The sums of the lines so far, against which the list's own are held.
#[derive(Default)]
pub(super) struct Sums {
    all: Sum,
    /// Since the sum above.
    part: Sum,
    currencies: Vec<Option<Currency>>,
}

impl Sums {
    pub fn add(&mut self, line: &Line) {
        self.all.add(line);
        self.part.add(line);
        if !self.currencies.contains(&line.currency) {
            self.currencies.push(line.currency);
        }
    }

    /// What the rows above make, where the list says something else; of several currencies nobody can tell.
    pub fn otherwise(&mut self, said: Decimal) -> Option<Decimal> {
        let (all, part) = (self.all, std::mem::take(&mut self.part));
        let is_other = self.currencies.len() == 1 && !all.is(said) && !part.is(said);
        is_other.then_some(all.lines.normalize())
    }
}
