//! A table of orders or invoices: the lines of one number are one, held against what the logs have.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;

use super::customer_plan::Planner;
use super::document_row::{self, Fate, Line};
use super::documents::{self, Document, Key, Torn, documents};
use super::heads::{Heads, Sums};
use super::meanings::meant;
use super::values::Cells;
use super::ways::ways;
use super::whom::Seeker;
use super::{
    Import, Known, ListKind, Logged, Remark, Row, RowError, Settings, Tally, Undecided, Verdict, Wrong,
};
use crate::model::name::fold;
use crate::model::{
    Currency, Customer, Decimal, EntryField, Event, Measure, Money, Table, TableRow, reference_key,
};

/// What a table of orders or invoices would do to the book.
pub(super) fn plan(
    table: &Table,
    settings: &Settings<'_>,
    kind: ListKind,
    book: Vec<Known>,
) -> Result<Import, Undecided> {
    let heads = Heads::of(table, settings);
    let table = &*heads.filled(meant(table, settings), settings);
    let ways = ways(table, settings)?;
    let mut planner = Planner::of(settings, book);
    let mut seeker = Seeker::of(&planner, settings.creates);
    let mut import = Import::default();
    let mut lists = Lists::default();
    let mut sums = Sums::default();
    let mut above = Broken::default();
    let mut tally = Tally { kind, ..Tally::default() };
    for (at, row) in table.rows.iter().enumerate() {
        let mut cells = Cells::new(row, settings, &ways);
        if heads.is_sum(row) {
            import.rows.push(sum_row(row, &mut cells, &mut sums));
            continue;
        }
        let whom = seeker.find(&mut planner, &mut cells, row.line);
        let line = document_row::read(&mut cells, settings, kind, at);
        import.rows.push(told(row, &mut cells, &planner, &whom));
        let reference = cells.digits("ref");
        line.iter().for_each(|line| sums.add(line));
        line.iter().flat_map(|line| &line.states).for_each(|state| tally.says_state(state));
        if let Ok(whom) = &whom {
            called_otherwise(&mut cells, &planner.customers[*whom].known.customer, &mut tally);
        }
        // What says nothing of whose it is belongs to what stands above.
        if !heads.has_none(row) {
            above = Broken {
                whom: whom.as_ref().ok().copied(),
                reference: reference.as_deref().map(reference_key),
                day: line.as_ref().map(|line| line.at.day()),
                line: row.line,
            };
        }
        match (whom, line) {
            (Ok(whom), Some(line)) => lists.take(whom, line),
            (whom, _) => {
                lists.broken.push(Broken { line: row.line, ..above.clone() });
                let errors = whom.err().into_iter().chain(cells.errors).collect();
                import.rows[at].verdict = Verdict::Error(errors);
            }
        }
    }
    lists.leave_out_cancelled(&planner, kind);
    let found = lists.documents(table, settings, kind, &mut import.rows);
    let mut standing: BTreeMap<usize, Standing> = BTreeMap::new();
    for (whom, document) in found {
        let is = standing_of(&document, &planner.customers[whom].known.documents, kind, settings);
        let row = document.rows[0];
        match &is {
            Standing::New => {
                take(&mut planner, (whom, &document), settings, &mut import.rows[row], &mut tally);
            }
            Standing::Known => tally.known += 1,
            Standing::Changed(error) if matches!(error.wrong, Wrong::ByHand(_)) => {}
            Standing::Changed(_) => tally.changed += 1,
        }
        for row in document.rows {
            let own = standing.entry(row).or_insert(Standing::Known);
            if is.rank() > own.rank() {
                *own = is.clone();
            }
            verdict(own, &planner, whom, &mut import.rows[row]);
        }
    }
    tally.made = planner.customers.iter().filter(|one| one.made_by.is_some() && one.is_wanted).count();
    import.undecided = ways.undecided;
    planner.finish(&mut import);
    // Rows that nothing becomes of are passed over.
    let all = import.rows.len();
    import.rows.retain(|row| !matches!(&row.verdict, Verdict::Error(errors) if errors.is_empty()));
    tally.passed = all - import.rows.len();
    import.tally = Some(tally);
    Ok(import)
}

/// Notes by which other name a list has found a customer: another form of a firm may be another firm.
fn called_otherwise(cells: &mut Cells<'_>, customer: &Customer, tally: &mut Tally) {
    let is_by_name = ["id", "number", "tax_id", "contact.email"].iter().all(|key| cells.at(key).is_none());
    let Some(said) = cells.text("name").filter(|_| is_by_name) else { return };
    let bare = |name: &str| -> String { fold(name).chars().filter(|c| c.is_alphanumeric()).collect() };
    let is_own = |name: &String| bare(name) == bare(&said);
    let is_known =
        is_own(&customer.name) || customer.aliases.iter().any(is_own) || said == customer.id.as_str();
    if !is_known && !tally.called.iter().any(|(name, id)| *name == said && *id == customer.id) {
        tally.called.push((said, customer.id.clone()));
    }
}

/// A row that only adds up those above: it is passed over, but for one that says otherwise than they do.
fn sum_row(row: &TableRow, cells: &mut Cells<'_>, sums: &mut Sums) -> Row {
    let said = cells.at("amount").and_then(|(column, text)| {
        let (amount, _) = cells.amount("amount", Measure::Amount)?;
        let wrong = Wrong::Sum(sums.otherwise(amount)?);
        Some(RowError { column: Some(column), value: text.to_owned(), wrong })
    });
    Row {
        line: row.line,
        name: String::new(),
        verdict: Verdict::Error(said.into_iter().collect()),
        changes: Vec::new(),
        differs: Vec::new(),
        entries: 0,
        remarks: Vec::new(),
    }
}

/// A row before it is known what becomes of it.
pub(super) fn told(
    row: &TableRow,
    cells: &mut Cells<'_>,
    planner: &Planner<'_>,
    whom: &Result<usize, RowError>,
) -> Row {
    let said = ["name", "number", "id", "contact.email"].into_iter().find_map(|key| cells.text(key));
    let name = match whom {
        Ok(at) => planner.customers[*at].known.customer.name.clone(),
        Err(_) => said.unwrap_or_default(),
    };
    Row {
        line: row.line,
        name,
        verdict: Verdict::Error(Vec::new()),
        changes: Vec::new(),
        differs: Vec::new(),
        entries: 0,
        remarks: std::mem::take(&mut cells.left_out).into_iter().map(Remark::LeftOut).collect(),
    }
}

/// Brings a new document to its customer.
pub(super) fn take(
    planner: &mut Planner<'_>,
    (whom, document): (usize, &Document),
    settings: &Settings<'_>,
    row: &mut Row,
    tally: &mut Tally,
) {
    let (amount, currency) = documents::money(&document.entry);
    let money = Money { amount, currency: Some(settings.policy.rates.named(currency)) };
    tally.fresh += 1;
    tally.add(money);
    let (rates, day) = (&settings.policy.rates, document.entry.day());
    if let Some(currency) = money.currency.filter(|currency| rates.of(*currency, day).is_none()) {
        tally.lacks_rate(currency, day);
    }
    row.entries += 1;
    let reference = document.entry.event.reference().map(str::to_owned);
    let returns = match &document.entry.event {
        Event::Order(order) => order.returns.as_deref().map(str::to_owned),
        _ => None,
    };
    row.remarks.push(Remark::Document { reference, returns, lines: document.rows.len(), money });
    let planned = &mut planner.customers[whom];
    let code = if planned.made_by.is_some() { "create" } else { "update" };
    if settings.wants(code) {
        planned.is_wanted = true;
        planned.entries.push(document.entry.clone());
    }
}

/// Where a document of a list stands in the log.
#[derive(Clone, Debug)]
enum Standing {
    Known,
    New,
    /// It is there, and says otherwise.
    Changed(RowError),
}

impl Standing {
    /// Of what several documents make of one row, the one that counts.
    fn rank(&self) -> u8 {
        match self {
            Standing::Known => 0,
            Standing::New => 1,
            Standing::Changed(_) => 2,
        }
    }
}

fn verdict(standing: &Standing, planner: &Planner<'_>, whom: usize, row: &mut Row) {
    let planned = &planner.customers[whom];
    let id = planned.known.customer.id.clone();
    row.verdict = match standing {
        Standing::Known => Verdict::Unchanged(id),
        Standing::New if planned.made_by.is_some() => Verdict::Create(id),
        Standing::New => Verdict::Update(id),
        Standing::Changed(error) => Verdict::Error(vec![error.clone()]),
    };
}

/// Whether the log has a document, by its number or its day, and with the same sum.
fn standing_of(document: &Document, logged: &[Logged], kind: ListKind, settings: &Settings<'_>) -> Standing {
    let own = |currency: Option<Currency>| settings.policy.rates.named(currency);
    let (amount, currency) = documents::money(&document.entry);
    let is_it = |one: &&Logged| {
        let is_numbered = one.reference.is_some();
        Some(one.kind) == kind.entry()
            && match &document.key {
                Key::Number(number) => one.reference.as_ref() == Some(number),
                Key::Returned(of, day) => !is_numbered && one.returns.as_ref() == Some(of) && one.day == *day,
                Key::Day(day, is_return) => {
                    let is_negative = one.amount.is_some_and(|amount| amount.is_sign_negative());
                    let is_alone = !is_numbered && one.returns.is_none();
                    is_alone
                        && one.day == *day
                        && is_negative == *is_return
                        && own(one.currency) == own(currency)
                }
            }
    };
    let there: Vec<&Logged> = logged.iter().filter(is_it).collect();
    // One that somebody logged by hand, who did not know its number.
    let is_by_hand = |one: &&Logged| {
        Some(one.kind) == kind.entry()
            && matches!(document.key, Key::Number(_))
            && one.reference.is_none()
            && one.returns.is_none()
            && one.day == document.entry.day()
            && one.amount == Some(amount)
            && own(one.currency) == own(currency)
    };
    let Some(first) = there.first() else {
        let Some(by_hand) = logged.iter().find(is_by_hand) else { return Standing::New };
        let number = document.entry.event.reference().unwrap_or_default().to_owned();
        let column = settings.columns_of("ref").first().copied();
        let wrong = Wrong::ByHand(by_hand.line);
        return Standing::Changed(RowError { column, value: number, wrong });
    };
    let sum = there.iter().filter_map(|one| one.amount).sum::<Decimal>();
    let number = document.entry.event.reference().unwrap_or_default().to_owned();
    let changed = |field: EntryField, ours: String, theirs: String| {
        let column = settings.columns_of(field.as_str()).first().copied();
        let wrong = Wrong::Changed { line: first.line, number, field, ours };
        Standing::Changed(RowError { column, value: theirs, wrong })
    };
    let other = there.iter().find(|one| own(one.currency) != own(currency));
    if let Some(other) = other {
        return changed(EntryField::Currency, own(other.currency).to_string(), own(currency).to_string());
    }
    if sum != amount {
        return changed(EntryField::Amount, sum.normalize().to_string(), amount.normalize().to_string());
    }
    let day = there.iter().map(|one| one.day).min().unwrap_or(first.day);
    if matches!(document.key, Key::Number(_)) && day != document.entry.day() {
        return changed(EntryField::At, day.to_string(), document.entry.day().to_string());
    }
    let due = there.iter().filter_map(|one| one.due).max();
    match (&document.entry.event, due) {
        (Event::Invoice(invoice), ours) if invoice.due.is_some_and(|due| ours != Some(due)) => {
            let said = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
            changed(EntryField::Due, said(ours), said(invoice.due))
        }
        _ => Standing::Known,
    }
}

/// A row that can't be read: the order or the invoice of which it is a line stays out as a whole.
#[derive(Clone, Default)]
struct Broken {
    whom: Option<usize>,
    reference: Option<String>,
    day: Option<NaiveDate>,
    line: u32,
}

/// The lines of a table by customer and number; without a number by customer, day and currency.
#[derive(Default)]
struct Lists {
    groups: Vec<(usize, Vec<Line>)>,
    places: HashMap<(usize, Place), usize>,
    broken: Vec<Broken>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Place {
    Number(String),
    Day(NaiveDate, Option<Currency>),
}

impl Place {
    fn of(line: &Line) -> Self {
        match &line.reference {
            Some(reference) => Place::Number(reference_key(reference)),
            None => Place::Day(line.at.day(), line.currency),
        }
    }
}

impl Lists {
    fn take(&mut self, whom: usize, line: Line) {
        let next = self.groups.len();
        let at = *self.places.entry((whom, Place::of(&line))).or_insert(next);
        if at == next {
            self.groups.push((whom, Vec::new()));
        }
        self.groups[at].1.push(line);
    }

    /// Takes out what was cancelled before the book knew of it, which was never an order.
    fn leave_out_cancelled(&mut self, planner: &Planner<'_>, kind: ListKind) {
        let is_off = |line: &Line| line.fate == Fate::Cancelled && line.amount > Decimal::ZERO;
        self.groups.retain_mut(|(whom, lines)| {
            let number = lines[0].reference.as_deref().map(reference_key);
            let logged = &planner.customers[*whom].known.documents;
            let is_logged = |one: &Logged| Some(one.kind) == kind.entry() && one.reference == number;
            let is_one = match &number {
                Some(_) => lines.iter().all(is_off) && !logged.iter().any(is_logged),
                None => true,
            };
            if is_one {
                lines.retain(|line| !is_off(line));
            }
            !lines.is_empty()
        });
    }

    /// All documents, each with its customer, in the order of their first rows; what is torn is told in its rows.
    fn documents(
        self,
        table: &Table,
        settings: &Settings<'_>,
        kind: ListKind,
        rows: &mut [Row],
    ) -> Vec<(usize, Document)> {
        let mut all = Vec::new();
        let mut by_number: HashMap<&str, Vec<&Broken>> = HashMap::new();
        for broken in &self.broken {
            by_number.entry(broken.reference.as_deref().unwrap_or_default()).or_default().push(broken);
        }
        for (whom, lines) in self.groups {
            let number = lines[0].reference.as_deref().map(reference_key);
            let near = by_number.get(number.as_deref().unwrap_or_default()).map_or(&[][..], Vec::as_slice);
            let is_of = |broken: &&&Broken| {
                let is_day = number.is_some() || broken.day == Some(lines[0].at.day());
                broken.whom.is_none_or(|other| other == whom)
                    && is_day
                    && (number.is_some() || broken.whom.is_some())
            };
            let mut tear = |wrong: Wrong| {
                for line in &lines {
                    let error = RowError { column: None, value: String::new(), wrong: wrong.clone() };
                    rows[line.row].verdict = Verdict::Error(vec![error]);
                }
            };
            if let Some(broken) = near.iter().find(is_of) {
                tear(Wrong::LineOf(broken.line));
                continue;
            }
            match documents(&lines, kind, settings) {
                Ok(found) => all.extend(found.into_iter().map(|document| (whom, document))),
                Err(Torn::Currency { row, of }) => {
                    tear(Wrong::LineOf(table.rows[row].line));
                    let said = |at: usize| {
                        let line = lines.iter().find(|line| line.row == at);
                        let currency = line.and_then(|line| line.currency);
                        settings.policy.rates.named(currency).to_string()
                    };
                    let wrong = Wrong::OtherCurrency(table.rows[of].line, said(of));
                    let column = settings.columns_of("currency").first().copied();
                    rows[row].verdict = Verdict::Error(vec![RowError { column, value: said(row), wrong }]);
                }
                Err(Torn::Sum { row }) => {
                    tear(Wrong::LineOf(table.rows[row].line));
                    let column = settings.columns_of("amount").first().copied();
                    let wrong = Wrong::Bounds(Measure::Amount);
                    rows[row].verdict =
                        Verdict::Error(vec![RowError { column, value: String::new(), wrong }]);
                }
            }
        }
        all.sort_by(|(_, one), (_, other)| (one.rows[0], &one.key).cmp(&(other.rows[0], &other.key)));
        all
    }
}
