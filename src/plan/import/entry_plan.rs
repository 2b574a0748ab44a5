//! A table of entries: whose log each row belongs to, and whether it is there already.

use std::collections::{BTreeMap, HashMap, hash_map};

use super::known::Index;
use super::meanings::meant;
use super::said::{Likeness, OfNumber, Stated, is_one_item, item_key};
use super::values::Cells;
use super::verdict::Owned;
use super::ways::{Ways, ways};
use super::{Import, Known, Remark, Row, RowError, Settings, Undecided, Update, Verdict, Wrong, entry};
use crate::model::name::fold;
use crate::model::{CustomerId, EntryField, Table, TableRow};
use crate::rules::made_once_as;

/// What the rows above bring to each customer of the book, and the row that does.
#[derive(Default)]
struct RowsAbove {
    entries: HashMap<(usize, String), Above>,
    /// The items and rows of what is made once, by its numbers.
    numbers: HashMap<(usize, (&'static str, String)), Vec<OfNumber>>,
}

/// An entry of a row above.
struct Above {
    row: u32,
    /// How many of the log's lines such rows are.
    known: usize,
}

/// What a table of entries would do to the book.
pub(super) fn plan(
    table: &Table,
    settings: &Settings<'_>,
    mut book: Vec<Known>,
) -> Result<Import, Undecided> {
    let likeness = Likeness::of(table, settings);
    let table = &*meant(table, settings);
    let ways = ways(table, settings)?;
    let index = Index::of(&book);
    let mut import = Import::default();
    let mut fresh: BTreeMap<CustomerId, Vec<Owned>> = BTreeMap::new();
    let mut above = RowsAbove::default();
    for row in &table.rows {
        let told = one(row, (settings, &likeness), &ways, &index, &mut book, (&mut fresh, &mut above));
        import.rows.push(told);
    }
    import.undecided = ways.undecided;
    let update = |(id, entries)| Update { id, changes: Vec::new(), entries };
    import.updates = fresh.into_iter().map(update).collect();
    Ok(import)
}

fn one(
    row: &TableRow,
    (settings, likeness): (&Settings<'_>, &Likeness<'_>),
    ways: &Ways,
    index: &Index,
    book: &mut [Known],
    (fresh, above): (&mut BTreeMap<CustomerId, Vec<Owned>>, &mut RowsAbove),
) -> Row {
    let mut cells = Cells::new(row, settings, ways);
    let whose = whose(&mut cells, index, book);
    let entries = entry::read(&mut cells, settings);
    let named = ["name", "number", "id"].into_iter().find_map(|key| cells.text(key));
    let mut told = Row {
        line: row.line,
        name: whose.map_or_else(|| named.unwrap_or_default(), |at| book[at].customer.name.clone()),
        verdict: Verdict::Error(Vec::new()),
        changes: Vec::new(),
        differs: Vec::new(),
        entries: 0,
        remarks: std::mem::take(&mut cells.left_out).into_iter().map(Remark::LeftOut).collect(),
    };
    let (Some(at), Some(entries), true) = (whose, entries, cells.errors.is_empty()) else {
        told.verdict = Verdict::Error(cells.errors);
        return told;
    };
    let known = &mut book[at];
    let id = known.customer.id.clone();
    let by = cells.at("by").is_some() || settings.default_of("by").is_some();
    let stated = Stated { by, offset: cells.has_offset("at") };
    let parts = parts_named(&cells, known);
    let mut new: Vec<Owned> = entries.into_iter().map(|entry| known.as_moved(entry, &parts)).collect();
    new.retain(|entry| {
        let place = above.entries.entry((at, likeness.row(entry)));
        let taken = match &place {
            hash_map::Entry::Occupied(above) => above.get().known,
            hash_map::Entry::Vacant(_) => 0,
        };
        let is_new = known.said.count(entry, stated, likeness) <= taken;
        if !is_new {
            place.or_insert(Above { row: row.line, known: 0 }).known += 1;
        }
        is_new
    });
    // A second row that says the same is a slip, or it happened twice: a line can't be written twice, so people decide.
    let mut repeats = None;
    new.retain(|entry| {
        let above = above.entries.get(&(at, likeness.row(entry)));
        repeats = above.map(|above| above.row).or(repeats);
        above.is_none()
    });
    let line = line_named(row, likeness);
    if let Some(found) = new.iter().find_map(|entry| known.said.otherwise(entry, line, stated, likeness)) {
        let column = settings.columns_of(found.field.as_str()).first().copied();
        let wrong = Wrong::Otherwise(found.line, found.field, found.ours);
        told.verdict = Verdict::Error(vec![RowError { column, value: found.theirs, wrong }]);
        return told;
    }
    let of_row = |entry: &Owned| ((at, likeness.row(entry)), Above { row: row.line, known: 0 });
    above.entries.extend(new.iter().map(of_row));
    if new.is_empty() {
        told.verdict = match repeats {
            Some(line) => Verdict::Repeated(id, line),
            None => Verdict::Unchanged(id),
        };
        return told;
    }
    if let Some(error) = new.iter().find_map(|entry| number_above((at, entry), row, settings, above)) {
        told.verdict = Verdict::Error(vec![error]);
        return told;
    }
    told.verdict = Verdict::Update(id.clone());
    told.entries = new.len();
    if settings.wants("update") {
        fresh.entry(id).or_default().extend(new);
    }
    told
}

/// What is wrong with an entry that is made once where a row above has brought one of its number.
fn number_above(
    (at, entry): (usize, &Owned),
    row: &TableRow,
    settings: &Settings<'_>,
    above: &mut RowsAbove,
) -> Option<RowError> {
    let rows = above.numbers.entry((at, made_once_as(&entry.event)?)).or_default();
    let item = item_key(&entry.event);
    let same = rows.iter().find(|(other, _)| is_one_item(&item, other)).map(|(_, line)| *line);
    rows.push((item, row.line));
    let line = same?;
    let column = settings.columns_of(EntryField::Reference.as_str()).first().copied();
    let value = entry.event.reference().unwrap_or_default().to_owned();
    (line != row.line).then_some(RowError { column, value, wrong: Wrong::NumberAbove(line) })
}

/// The line of the log that a row names: an export of entries says it beside the customer's id.
fn line_named(row: &TableRow, likeness: &Likeness<'_>) -> Option<u32> {
    row.get(likeness.line_column?)?.parse().ok()
}

/// The ids that a row may mean of those that lead to its customer: the one that it says, or where it says none and calls
/// it otherwise than it is called now any of them.
fn parts_named<'k>(cells: &Cells<'k>, known: &'k Known) -> Vec<&'k str> {
    if known.numbers.is_empty() {
        return Vec::new();
    }
    let is_its_own = |name: &str| fold(name) == fold(&known.customer.name);
    match (cells.at("id"), cells.at("name")) {
        (Some((_, id)), _) if id == known.customer.id.as_str() => Vec::new(),
        (Some((_, id)), _) => vec![id],
        (None, Some((_, name))) if !is_its_own(name) => known.former.iter().map(String::as_str).collect(),
        _ => Vec::new(),
    }
}

/// By id, by number, by name.
fn whose(cells: &mut Cells<'_>, index: &Index, book: &[Known]) -> Option<usize> {
    if let Some(at) = cells.at("id").and_then(|(_, id)| index.id(id)) {
        return Some(at);
    }
    if let Some(number) = cells.digits("number") {
        match index.number(&number) {
            [at] => return Some(*at),
            _ if index.id(&number).is_some() => return index.id(&number),
            _ => {}
        }
    }
    let Some((column, name)) = cells.at("name") else {
        match cells.at("id").or_else(|| cells.at("number")) {
            Some((column, text)) => cells.fail(Some(column), text, Wrong::NotFound),
            None => cells.fail(None, "", Wrong::NoCustomer),
        }
        return None;
    };
    match index.name(name).as_slice() {
        [at] => Some(*at),
        [] => match index.id(name) {
            Some(at) => Some(at),
            None => {
                cells.fail(Some(column), name, Wrong::NotFound);
                None
            }
        },
        several => {
            let ids = several.iter().map(|at| book[*at].customer.id.clone()).collect();
            cells.fail(Some(column), name, Wrong::Several(ids));
            None
        }
    }
}
