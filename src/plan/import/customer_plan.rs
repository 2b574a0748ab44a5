//! A table of customers: whom each row is about, and what it would do.

use std::collections::HashSet;

use super::known::{Index, LogState, free_id, last_print, next_print, reply_prints};
use super::meanings::meant;
use super::merge::{Merge, merge};
use super::record::{Reader, Record, next_note};
use super::values::Cells;
use super::verdict::Owned;
use super::ways::{Ways, ways};
use super::{
    Change, Difference, Import, Known, NewCustomer, Remark, Row, Said, Settings, Undecided, Update, Verdict,
    Wrong,
};
use crate::model::{CustomerId, Event, Names, Table, TableRow, id_flaw};
use crate::plan::duplicates::{Certainty, Evidence, Link, NameMatch};

/// A customer of the book or of the rows above, and what it gets.
pub(super) struct PlannedCustomer {
    pub known: Known,
    /// The row that makes it; `None` for one of the book.
    pub made_by: Option<u32>,
    /// Whether it is made at all.
    pub is_wanted: bool,
    pub changes: Vec<Change>,
    pub entries: Vec<Owned>,
}

/// What a table of customers would do to the book.
pub(super) fn plan(table: &Table, settings: &Settings<'_>, book: Vec<Known>) -> Result<Import, Undecided> {
    let table = &*meant(table, settings);
    let ways = ways(table, settings)?;
    let mut planner = Planner::of(settings, book);
    let mut import = Import::default();
    for row in &table.rows {
        let told = planner.row(row, &ways, import.rows.len());
        import.rows.push(told);
    }
    for referred in std::mem::take(&mut planner.referred) {
        let told = &mut import.rows[referred.row];
        planner.refer(referred, told);
    }
    import.undecided = ways.undecided;
    planner.finish(&mut import);
    Ok(import)
}

pub(super) struct Planner<'a> {
    pub settings: &'a Settings<'a>,
    pub index: Index,
    taken: Names,
    pub customers: Vec<PlannedCustomer>,
    /// What the rows say of who referred whom.
    referred: Vec<Referred>,
}

/// What a row says of who referred its customer. The row of that one may stand below, so it is looked for at the end.
pub(super) struct Referred {
    /// The row's place in the table.
    pub row: usize,
    /// The customer's place in the book and among those that the rows make.
    pub at: usize,
    /// The column, and what stands in it.
    pub cell: (usize, String),
}

/// Whom a row is about.
enum Whom {
    Known(usize),
    Nobody,
    Unsure(Vec<CustomerId>, Link),
}

impl<'a> Planner<'a> {
    pub fn of(settings: &'a Settings<'a>, book: Vec<Known>) -> Self {
        let index = Index::of(&book);
        let known = book.iter().map(|known| known.customer.id.as_str());
        let former = book.iter().flat_map(|known| &known.former).map(String::as_str);
        let taken: Names = settings.taken.iter().map(String::as_str).chain(known).chain(former).collect();
        let planned = |known| PlannedCustomer {
            known,
            made_by: None,
            is_wanted: true,
            changes: Vec::new(),
            entries: Vec::new(),
        };
        let customers = book.into_iter().map(planned).collect();
        Planner { settings, index, taken, customers, referred: Vec::new() }
    }

    /// What is made and changed in the end.
    pub fn finish(self, import: &mut Import) {
        for planned in self.customers.into_iter().filter(|planned| planned.is_wanted) {
            let id = planned.known.customer.id.clone();
            if planned.made_by.is_some() {
                import
                    .creates
                    .push(NewCustomer { customer: planned.known.customer, entries: planned.entries });
            } else if !planned.changes.is_empty() || !planned.entries.is_empty() {
                import.updates.push(Update { id, changes: planned.changes, entries: planned.entries });
            }
        }
    }
}

impl Planner<'_> {
    fn row(&mut self, row: &TableRow, ways: &Ways, number: usize) -> Row {
        let mut cells = Cells::new(row, self.settings, ways);
        let reader = Reader { settings: self.settings, index: &self.index };
        let mut record = reader.record(&mut cells);
        cells.do_without();
        record.remarks.extend(cells.left_out.iter().cloned().map(Remark::LeftOut));
        let mut told = Row {
            line: row.line,
            name: record.customer.name.clone(),
            verdict: Verdict::Error(Vec::new()),
            changes: Vec::new(),
            differs: Vec::new(),
            entries: 0,
            remarks: record.remarks.clone(),
        };
        if !cells.errors.is_empty() {
            told.verdict = Verdict::Error(cells.errors);
            return told;
        }
        let whom = self.whom(&record);
        if matches!(whom, Whom::Nobody) {
            reader.defaults(&mut record.customer, &mut cells);
        }
        if !cells.errors.is_empty() {
            told.verdict = Verdict::Error(cells.errors);
            return told;
        }
        let cell = cells.at("referred_by").map(|(column, text)| (column, text.to_owned()));
        let made = self.customers.len();
        let at = match &whom {
            Whom::Known(at) => Some(*at),
            Whom::Nobody => Some(made),
            Whom::Unsure(..) => None,
        };
        match whom {
            Whom::Unsure(ids, why) => told.verdict = Verdict::Duplicate(ids, why),
            Whom::Known(at) => self.update(at, record, &mut told),
            Whom::Nobody => match self.create(record, row.line) {
                Ok((id, entries)) => {
                    told.verdict = Verdict::Create(id);
                    told.entries = entries;
                }
                Err(wrong) => {
                    // The list may have its ids in the column of numbers.
                    let is_id = matches!(wrong, Wrong::Flawed(_) | Wrong::Clash(..));
                    let id = || cells.at("id").or_else(|| cells.at("number"));
                    let cell = if is_id { id() } else { cells.at("name") };
                    cells.fail(cell.map(|(column, _)| column), cell.map_or("", |(_, text)| text), wrong);
                    told.verdict = Verdict::Error(cells.errors);
                }
            },
        }
        if let (Some(at), Some(cell)) = (at.filter(|at| *at < self.customers.len()), cell) {
            self.referred.push(Referred { row: number, at, cell });
        }
        told
    }

    fn whom(&self, record: &Record) -> Whom {
        let ids =
            |found: &[usize]| found.iter().map(|at| self.customers[*at].known.customer.id.clone()).collect();
        let named = |id: &CustomerId| {
            self.index.id(id.as_str()).or_else(|| self.index.former_id(id.as_str(), &record.customer.name))
        };
        if let Some(at) = record.id.as_ref().and_then(named) {
            return Whom::Known(at);
        }
        if let Some(number) = &record.customer.number {
            match self.index.number(number) {
                [at] => return Whom::Known(*at),
                [] => {}
                several => {
                    let evidence = vec![Evidence::Number(number.clone())];
                    return Whom::Unsure(ids(several), Link { score: 100, evidence, doubts: Vec::new() });
                }
            }
        }
        let of = |at: usize| &self.customers[at].known.customer;
        let duplicates = self.index.duplicates(&record.customer);
        // Another id or another number says that it is another one, whatever it is called.
        let other_number = |at: usize| matches!((&of(at).number, &record.customer.number), (Some(own), Some(new)) if own != new);
        let says_who =
            |one: &Evidence| matches!(one, Evidence::Mail(_) | Evidence::Name { how: NameMatch::Same, .. });
        let is_sure = |link: &Link| {
            Certainty::of(link.score) == Some(Certainty::Sure) && link.evidence.iter().any(says_who)
        };
        let sure: Vec<usize> = duplicates
            .iter()
            .filter(|(at, link)| is_sure(link) && !other_number(*at))
            .map(|(at, _)| *at)
            .collect();
        match (sure.as_slice(), duplicates.first()) {
            ([at], _) if record.id.is_none() => Whom::Known(*at),
            (_, None) => Whom::Nobody,
            (_, Some((_, likeness))) => {
                let all: Vec<usize> = duplicates.iter().map(|(at, _)| *at).collect();
                Whom::Unsure(ids(&all), likeness.clone())
            }
        }
    }

    /// Makes a customer.
    pub fn create(&mut self, record: Record, line: u32) -> Result<(CustomerId, usize), Wrong> {
        let Record { mut customer, id, last, .. } = record;
        if customer.name.is_empty() {
            return Err(if self.settings.is_cards { Wrong::NothingOnCard } else { Wrong::NoName });
        }
        let id = match id.filter(|id| !self.taken.contains(id.as_str())) {
            Some(id) => {
                if let Some(flaw) = id_flaw(&id) {
                    return Err(Wrong::Flawed(flaw));
                }
                if let Some((clash, other)) = self.taken.clash(id.as_str()) {
                    return Err(Wrong::Clash(clash, other.to_owned()));
                }
                id
            }
            None => free_id(&customer.name, &self.taken).ok_or(Wrong::NoId)?,
        };
        customer.id = id.clone();
        let is_wanted = self.settings.wants("create");
        self.taken.insert(id.as_str());
        let log = last.iter().flat_map(prints).collect();
        let mut state = LogState::default();
        if let Some(last) = &last {
            state.after(last);
        }
        self.index.add(self.customers.len(), &customer);
        let entries: Vec<Owned> = last.into_iter().collect();
        let count = entries.len();
        let known = Known {
            customer,
            log,
            said: Said::default(),
            state,
            former: Vec::new(),
            numbers: HashSet::new(),
            documents: Vec::new(),
            open: Vec::new(),
        };
        self.customers.push(PlannedCustomer {
            known,
            made_by: Some(line),
            is_wanted,
            changes: Vec::new(),
            entries,
        });
        Ok((id, count))
    }

    fn update(&mut self, at: usize, record: Record, told: &mut Row) {
        let planned = &mut self.customers[at];
        let id = planned.known.customer.id.clone();
        let mut merged = planned.known.customer.clone();
        let Merge { changes, differs, .. } = merge(&mut merged, &record.customer, self.settings.overwrite);
        told.name = if told.name.is_empty() { merged.name.clone() } else { told.name.clone() };
        told.differs = differs;
        let known = &planned.known;
        let fresh = record.last.and_then(|last| fresh(last, known, self.settings, &mut told.differs));
        if changes.is_empty() && fresh.is_none() {
            told.verdict = match planned.made_by {
                Some(line) => Verdict::Repeated(id, line),
                None if told.differs.is_empty() => Verdict::Unchanged(id),
                None => Verdict::Differs(id),
            };
            return;
        }
        told.verdict = Verdict::Update(id);
        told.entries = usize::from(fresh.is_some());
        told.changes.clone_from(&changes);
        if !self.settings.wants("update") {
            return;
        }
        planned.known.customer = merged;
        planned.changes.extend(changes);
        planned.known.log.extend(fresh.iter().flat_map(prints));
        if let Some(fresh) = &fresh {
            planned.known.state.after(fresh);
        }
        planned.entries.extend(fresh);
        self.index.add(at, &planned.known.customer);
    }
}

/// What of a row's last contact and next date the log doesn't have, and what the two say otherwise.
fn fresh(
    last: Owned,
    known: &Known,
    settings: &Settings<'_>,
    differs: &mut Vec<Difference>,
) -> Option<Owned> {
    let state = known.state;
    let next = last.event.next();
    let is_noted = next.is_some_and(|next| known.log.contains(&next_print(next)));
    let mut differs_from = |key: &str, ours: String, theirs: String| {
        differs.push(Difference { key: key.to_owned(), ours, theirs });
    };
    let Event::FollowUp(said) = &last.event else {
        let (Some(ours), Some(theirs)) = (state.day_set, next) else {
            return Some(last).filter(|_| !is_noted);
        };
        if is_noted {
            return None;
        }
        // A day that somebody agreed on counts for more than the one that a list says without a contact.
        differs_from("next", ours.to_string(), theirs.to_string());
        return Some(last).filter(|_| settings.overwrite);
    };
    let text = last.text.as_deref();
    if !known.log.contains(&last_print(last.at, text)) {
        return Some(last);
    }
    // Of a contact before the newest one the log may have had more to say.
    if state.contacted.is_none_or(|contacted| contacted <= last.day()) {
        let words = reply_prints(last.at, text, (said.reply, said.need));
        let new: Vec<&str> =
            words.filter(|(_, print)| !known.log.contains(print)).map(|(word, _)| word).collect();
        if !new.is_empty() {
            differs_from("last.reply", String::new(), new.join(", "));
        }
    }
    let next = next.filter(|next| !state.has_next(*next, last.day(), is_noted))?;
    let note = next_note(settings, next.into());
    match state.next() {
        // It has none, and gets what it lacks.
        None => Some(note),
        Some(ours) => {
            differs_from("next", ours.to_string(), next.to_string());
            Some(note).filter(|_| settings.overwrite)
        }
    }
}

/// What a row's entry puts in the log, by which it is known again.
fn prints(entry: &Owned) -> impl Iterator<Item = String> {
    let (mut last, mut replies) = (None, Vec::new());
    if let Event::FollowUp(said) = &entry.event {
        let text = entry.text.as_deref();
        last = Some(last_print(entry.at, text));
        replies.extend(reply_prints(entry.at, text, (said.reply, said.need)).map(|(_, print)| print));
    }
    last.into_iter().chain(replies).chain(entry.event.next().map(next_print))
}
