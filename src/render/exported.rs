//! The tables of customers and entries for people: heads and words in their language. Programs get the machine's
//! words, in every language.

use chrono::NaiveDate;

use super::lang::{self, Lang};
use super::page;
use crate::model::{EntryField, EntryKind, Need, Reply, SaidPotential, Visit, YamlValue};
use crate::plan::Row;

/// What stands above a column.
pub fn exported_head(lang: Lang, column: &str) -> String {
    lang::column_name(lang, column)
}

/// What a customer's column says to people where programs get it with its parts, or as a code.
pub fn exported_parts(lang: Lang, column: &str, row: &Row, today: NaiveDate) -> Option<String> {
    let customer = &row.customer;
    let lines = |lines: Vec<String>| lines.join("\n");
    Some(match column {
        "contacts" => {
            lines(customer.contacts.iter().map(|contact| page::person(lang, contact, today)).collect())
        }
        "prefers" => page::preferred(lang, customer).unwrap_or_default(),
        "promises" => lines(page::agreed(lang, customer).into_iter().map(|(_, text)| text).collect()),
        "dates" => lines(
            customer.dates.iter().map(|date| format!("{} {}", date.on, lang::one_line(&date.what))).collect(),
        ),
        "approved" => page::approved(lang, customer, today).unwrap_or_default(),
        "decision" => lines(customer.decision.iter().map(|one| page::decision_maker(lang, one)).collect()),
        "custom" => match &customer.custom {
            Some(YamlValue::Map(fields)) => {
                let field = |(key, value): &(String, YamlValue)| {
                    format!("{key}{}{}", lang.pick(": ", "："), lang::plain_value(value))
                };
                lines(fields.iter().map(field).collect())
            }
            _ => return None,
        },
        "next_reason" => lang::reason(lang, &row.verdict, today),
        _ => return None,
    })
}

/// The cells of rows in the reader's language.
pub fn translate_rows<'a>(lang: Lang, columns: &[&str], rows: impl Iterator<Item = &'a mut [String]>) {
    // What a state or an end of a decision is called depends on the entry's kind.
    let kind = columns.iter().position(|column| *column == EntryField::Kind.as_str());
    for row in rows {
        let kind = kind.and_then(|at| row.get(at)).cloned().unwrap_or_default();
        for (column, cell) in columns.iter().zip(row) {
            *cell = exported_value(lang, column, std::mem::take(cell), &kind);
        }
    }
}

/// A value of a column: a word of the format in the reader's language, all else as it is. `kind` is the entry's,
/// where it is one's.
fn exported_value(lang: Lang, column: &str, value: String, kind: &str) -> String {
    if lang == Lang::En || value.is_empty() {
        return value;
    }
    let word = value.as_str();
    let own = match column {
        "owner" | "by" => Some(lang::person(lang, word)),
        "from" | "to" if kind == "owner" => Some(lang::person(lang, word)),
        "with_us" => {
            Some(word.split("; ").map(|person| lang::person(lang, person)).collect::<Vec<_>>().join("; "))
        }
        // What we have written ourselves has its own words in each language; what people write stays.
        "text" | "why" => Some(lang::written(lang, word)).filter(|own| *own != lang::one_line(word)),
        "country" => Some(lang::country(lang, word)),
        "via" => Some(lang::clean(lang::channel(lang, word))),
        "kind" => Some(lang::clean(lang::kind(lang, word))),
        "need" => Need::parse(word).map(|need| lang::need(lang, need).to_owned()),
        "potential" => {
            SaidPotential::parse(word).map(|potential| lang::potential(lang, potential).to_owned())
        }
        "reply" => Reply::parse(word).map(|reply| lang::reply(lang, reply).to_owned()),
        "visit" => Visit::parse(word).map(|visit| lang::visit(lang, visit).to_owned()),
        "state" => {
            EntryKind::parse(kind).and_then(|kind| lang::state_of(lang, kind, word)).map(str::to_owned)
        }
        _ => None,
    };
    own.unwrap_or(value)
}
