//! Whether the values of a column can be what its header reads like: of a list of orders, `Sales` is not an owner.

use std::collections::HashSet;

use super::cell_kind::CellKind;
use super::day_order::{self, split_hour};
use super::{ImportKey, decimal, text};
use crate::model::name::fold;
use crate::model::{Birthday, CustomerId, Decimal, Interval, Medium, Stamp, Table, country, number_and_unit};
use crate::plan::Words;
use crate::rules::Policy;

/// Values of a column that are looked at.
const LOOKED_AT: usize = 500;

/// What the workspace knows, by which values are told.
pub struct Knowledge<'a> {
    /// The workspace's rules.
    pub policy: &'a Policy,
    /// The team's persons: id and name.
    pub people: &'a [(String, Option<String>)],
    /// Ids that files have already.
    pub taken: &'a [String],
    /// Header, and what the values below it mean.
    pub values: &'a [(String, Vec<(String, String)>)],
    /// Whether a text is a day as people say it: 12月3日, 下周一.
    pub says_a_day: &'a dyn Fn(&str) -> bool,
}

/// The values of a table, held against what they would be.
pub(super) struct Fits<'a> {
    pub table: &'a Table,
    pub known: &'a Knowledge<'a>,
    /// Whether `crm export` wrote it: its ids are ours.
    pub is_export: bool,
    /// Whether its rows are lines of orders, where a profit stands in money or as a part of the amount.
    pub has_profits: bool,
}

/// How many of the values must be what their key wants.
#[derive(Clone, Copy)]
enum Share {
    /// One is enough: the others are told row by row.
    One,
    /// A fifth, where a word more or less is unknown.
    Fifth,
    Half,
}

impl Fits<'_> {
    /// Whether the values of a column can be that; those of an empty one can be anything.
    pub fn fit(&self, column: usize, key: &ImportKey) -> bool {
        let ImportKey::Known(key) = key else { return true };
        let values = self.values(column);
        if values.is_empty() {
            return true;
        }
        // A number alone is a sum as well as a spreadsheet's day.
        let are_serials = values.iter().all(|text| day_order::serial(text).is_some());
        let is_day = |text: &str| is_day(text) && (are_serials || day_order::serial(text).is_none());
        let kind = CellKind::of(key);
        let (share, is_one): (Share, &dyn Fn(&str) -> bool) = match *key {
            "id" => return self.are_ids(column, &values),
            "grade" => (Share::Fifth, &|text| text::class(self.known.policy, text).is_some()),
            "name" | "contact" | "contact.first" | "contact.last" | "contact.position" | "industry"
            | "city" => (Share::Half, &|text| text.chars().any(char::is_alphabetic)),
            // `VAT` is also what people write above the tax in money.
            "tax_id" => (Share::Half, &|text| {
                text.chars().filter(|c| c.is_alphanumeric()).count() >= 8
                    && decimal::read(text, None).is_none_or(|_| !text.contains(['.', ',']))
            }),
            "margin" if self.has_profits && !are_margins(&values) => return false,
            "profit" if are_margins(&values) => return false,
            "website" => (Share::Half, &|text| text.contains('.') && !text.contains('@')),
            _ => match &kind {
                // Whoever writes it by hand writes some of them in words: each row is told by itself.
                CellKind::Day(_) => {
                    (Share::One, &|text| is_day(text) || (self.known.says_a_day)(split_hour(text).0))
                }
                CellKind::Founded => (Share::Half, &|text| is_year(text) || is_day(text)),
                CellKind::Birthday => (Share::Half, &|text| {
                    is_day(text) || Birthday::parse(text).is_some() || text.contains('月') || is_no_day(text)
                }),
                CellKind::Number | CellKind::Count => {
                    (Share::Half, &|text| decimal::read(text.trim_end_matches('％'), None).is_some())
                }
                CellKind::Quantity => {
                    (Share::Half, &|text| decimal::read(number_and_unit(text).0, None).is_some())
                }
                // What a customer answered is often a sentence: each row is told by itself that it is not a reply.
                CellKind::Words(words) if words.contains(&Words::Reply) => return true,
                CellKind::Words(words) => {
                    (Share::Fifth, &|text| words.iter().any(|words| words.read(text).is_some()))
                }
                CellKind::People => (Share::One, &|text| self.is_person(text)),
                CellKind::Country => (Share::Half, &|text| country::code(text).is_some()),
                CellKind::Interval => (Share::Half, &|text| Interval::parse(text).is_some()),
                CellKind::Point(Medium::Email) => (Share::One, &|text| text.contains(['@', '＠'])),
                CellKind::Point(Medium::Phone) => {
                    (Share::One, &|text| text.chars().filter(|c| c.is_numeric()).count() >= 5)
                }
                CellKind::Text | CellKind::DayOrText => return true,
            },
        };
        let fitting = values.iter().filter(|text| is_one(text)).count();
        match share {
            Share::One => fitting > 0,
            Share::Fifth => fitting * 5 >= values.len(),
            Share::Half => fitting * 2 >= values.len(),
        }
    }

    /// Whether all values of a column are days, or sums with their fractions.
    pub fn are_all(&self, column: usize, key: &str) -> bool {
        let values = self.values(column);
        let is_sum = |text: &&str| decimal::read(text, None).is_some();
        let is_written_day = |text: &&str| is_day(text) && day_order::serial(text).is_none();
        !values.is_empty()
            && match key {
                "at" => values.iter().all(is_written_day),
                _ => values.iter().all(is_sum) && values.iter().any(|text| text.contains(['.', ','])),
            }
    }

    /// What a column is whose values aren't what its header reads like most often: 意向 is how much could become of a
    /// customer, whether it has a need, or what it answered.
    pub fn otherwise(&self, column: usize, key: &ImportKey) -> Option<ImportKey> {
        match key {
            ImportKey::Known("margin") if self.has_profits => return Some(ImportKey::Known("profit")),
            ImportKey::Known("profit") => return Some(ImportKey::Known("margin")),
            _ => {}
        }
        let is_known = |words: Words, text: &str| words.read(text).is_some();
        let others = match key {
            ImportKey::Known("potential") => [("need", Words::Need), ("last.reply", Words::Reply)],
            _ => return None,
        };
        let values = self.values(column);
        let fits = |words| values.iter().filter(|text| is_known(words, text)).count() * 5 >= values.len();
        others.into_iter().find(|(_, words)| fits(*words)).map(|(key, _)| ImportKey::Known(key))
    }

    /// The first values, as the mapping means them.
    fn values(&self, column: usize) -> Vec<&str> {
        let header = self.table.header.get(column).map(String::as_str).unwrap_or_default();
        let meant = self.known.values.iter().find(|(own, _)| own.trim() == header).map(|(_, pairs)| pairs);
        let value = |text| {
            let pair = meant.and_then(|pairs| pairs.iter().find(|(own, _)| fold(own) == fold(text)));
            pair.map_or(text, |(_, meant)| meant.as_str())
        };
        let values = self.table.rows.iter().filter_map(|row| row.get(column)).map(value);
        values.filter(|text| *text != "-").take(LOOKED_AT).collect()
    }

    /// Ids of this workspace, or such as somebody would give here. A number, and what can't be one, is another
    /// program's.
    fn are_ids(&self, column: usize, values: &[&str]) -> bool {
        let is_named_so = self.table.header.get(column).is_some_and(|header| fold(header) == "id");
        let is_id = |text: &&str| CustomerId::new(text).is_some() && text.chars().any(char::is_alphabetic);
        let taken: HashSet<&str> = self.known.taken.iter().map(String::as_str).collect();
        self.is_export
            || values.iter().any(|text| taken.contains(text))
            || (is_named_so && values.iter().any(is_id))
    }

    /// Somebody of the team, or a name that could be somebody's.
    fn is_person(&self, text: &str) -> bool {
        let is_name = text.chars().any(char::is_alphabetic) && !text.chars().any(|c| c.is_ascii_digit());
        let is_it = |(id, _): &(String, Option<String>)| fold(id) == fold(text);
        is_name || self.known.people.iter().any(is_it)
    }
}

/// Whether what was earned is written as a part of the amount: with a percent sign, or never above 1.
fn are_margins(values: &[&str]) -> bool {
    let is_one = |text: &&str| {
        let number = match decimal::read(text.trim_end_matches(['%', '％']), None) {
            Some((decimal::WrittenNumber::Number(number), _)) => number,
            _ => return false,
        };
        text.ends_with(['%', '％']) || number <= Decimal::ONE
    };
    let is_whole_profit = |text: &&str| !text.ends_with(['%', '％']);
    // A column of small losses in money alone can't be told from margins; that of an ERP has a sum above 1 somewhere.
    values.iter().all(is_one)
        && (!values.iter().all(is_whole_profit) || values.iter().any(|text| text.contains('.')))
}

fn is_day(text: &str) -> bool {
    day_order::read(split_hour(text).0).is_some() || Stamp::parse(text).is_some()
}

/// What Outlook writes where there is no date: 0/0/00.
pub(super) fn is_no_day(text: &str) -> bool {
    text.chars().all(|c| matches!(c, '0' | '/' | '-' | '.'))
}

fn is_year(text: &str) -> bool {
    let bare = text.trim_end_matches('年').trim();
    bare.len() == 4 && bare.bytes().all(|byte| byte.is_ascii_digit())
}
