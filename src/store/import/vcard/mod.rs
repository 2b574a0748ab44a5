//! vCard 2.1, 3.0 and 4.0, as phones, Outlook and khard write them.
//!
//! A reader of our own: what comes from phones is folded, encoded and grouped in ways that strict
//! parsers refuse, and all that is wanted of it is a dozen properties.

mod card;
mod lines;

use std::path::Path;

use super::ImportError;
use crate::model::{Cell, Table, TableRow};
use card::Card;
use lines::{ContentLine, logical};

/// Cards of one file.
const MAX_CARDS: usize = 200_000;

/// Lines in which the first card begins where other programs have put something before it.
const BEGINS_WITHIN: usize = 20;

/// Whether a file is an address book: it is called one, or a card begins near its top.
pub fn is_one(path: &Path, text: &str) -> bool {
    let is_called_one = path
        .extension()
        .is_some_and(|end| end.eq_ignore_ascii_case("vcf") || end.eq_ignore_ascii_case("vcard"));
    let begins = |line: &str| {
        let line = line.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '-'));
        line.eq_ignore_ascii_case("BEGIN:VCARD")
    };
    is_called_one || text.lines().filter(|line| !line.trim().is_empty()).take(BEGINS_WITHIN).any(begins)
}

/// The columns of the table: keys of the customer's file, so that nothing has to be guessed.
const COLUMNS: &[&str] = &[
    "id",
    "name",
    "contact",
    "contact.position",
    "contact.email",
    "contact.phone",
    "contact.birthday",
    "contact.chat",
    "website",
    "address",
    "region",
    "country",
    "tags",
    "notes",
];

/// The cards of an address book, one a row; the row's number is the card's. Groups of cards are nobody: their names
/// stand beside the table.
pub fn read(path: &Path, text: &str) -> Result<(Table, Vec<String>), ImportError> {
    let header = COLUMNS.iter().map(|column| (*column).to_owned()).collect();
    let mut table = Table { header, rows: Vec::new() };
    let mut groups = Vec::new();
    let mut open: Option<Card> = None;
    let mut depth = 0;
    let mut number = 0;
    let mut close = |card: Option<Card>, number| match card.as_ref().map(Card::group) {
        Some(Some(group)) => groups.push(group),
        _ => table.rows.extend(card.map(|card| row(card, number))),
    };
    for line in logical(text).iter().filter_map(|line| ContentLine::parse(line)) {
        let is_card = line.raw.trim().trim_end_matches('-').eq_ignore_ascii_case("VCARD");
        match line.name.trim_start_matches('-') {
            // A card within a card is somebody's agent.
            "BEGIN" if is_card && open.is_some() => depth += 1,
            "BEGIN" if is_card => {
                number += 1;
                open = Some(Card::default());
            }
            "END" if is_card && depth > 0 => depth -= 1,
            "END" if is_card => close(open.take(), number),
            _ if depth > 0 => {}
            _ => {
                if let Some(card) = &mut open {
                    card.take(&line);
                }
            }
        }
        if number as usize > MAX_CARDS {
            // The rest would be left out, and nobody would know.
            return Err(ImportError::TooLong(path.to_owned(), MAX_CARDS));
        }
    }
    // The end of the last card may have been cut off.
    close(open, number);
    Ok((table, groups))
}

fn row(card: Card, number: u32) -> TableRow {
    let mut values = card.values();
    let cell = |column: &&str| Cell::text(values.remove(*column).unwrap_or_default());
    TableRow { line: number, cells: COLUMNS.iter().map(cell).collect(), ..TableRow::default() }
}

#[cfg(test)]
mod tests;
