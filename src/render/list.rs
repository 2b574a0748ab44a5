//! Customers in a table, in the columns that were chosen.

use chrono::NaiveDate;

use super::grid::{Column, fits, grid};
use super::lang::{self, Lang};
use super::tone::{Style, Tone};
use crate::model::Medium;
use crate::plan::Row;
use crate::rules::views::Views;

/// A column that can be chosen: its name, and its head in both languages.
pub const COLUMNS: &[(&str, &str, &str)] = &[
    ("grade", "gr", "等级"),
    ("id", "id", "编号"),
    ("name", "name", "名称"),
    ("owner", "owner", "负责人"),
    ("last", "last", "上次跟进"),
    ("next", "next", "下次跟进"),
    ("reason", "why", "原因"),
    ("country", "country", "国家"),
    ("region", "region", "地区"),
    ("industry", "industry", "行业"),
    ("need", "need", "需求"),
    ("potential", "potential", "潜力"),
    ("tags", "tags", "标签"),
    ("contact", "contact", "联系人"),
    ("email", "email", "邮箱"),
    ("phone", "phone", "电话"),
    ("website", "website", "网站"),
    ("number", "number", "客户编号"),
    ("since", "since", "始于"),
    ("source", "source", "来源"),
    ("plan", "plan", "计划"),
    ("archived", "archived", "归档"),
    ("class", "class", "类别"),
    ("label", "label", "组合标签"),
];

/// Whether a column can be chosen: one of [`COLUMNS`], or a view.
pub fn is_column(name: &str) -> bool {
    COLUMNS.iter().any(|(known, ..)| *known == name) || is_view(name)
}

/// The name of a column that was typed as it is, or as a Chinese list shows it.
pub fn column_named(typed: &str) -> &str {
    let is_it = |(_, _, zh): &&(&str, &str, &str)| *zh == typed;
    let of_file = COLUMNS.iter().find(is_it).map(|(name, ..)| *name);
    let is_view = |name: &&&str| lang::view(Lang::Zh, name) == typed;
    of_file.or_else(|| Views::NAMES.iter().find(is_view).copied()).unwrap_or(typed)
}

/// What a column is called in a list.
pub fn column_head(lang: Lang, name: &str) -> &str {
    match lang {
        Lang::En => name,
        Lang::Zh => head(lang, name),
    }
}

/// Whether a column is a view, for which the whole book has to be read.
pub fn is_view(name: &str) -> bool {
    // The need and the potential of the list are the columns of the file.
    let is_of_file = COLUMNS.iter().any(|(known, ..)| *known == name);
    name == "label" || (Views::NAMES.contains(&name) && !is_of_file)
}

/// A table of the chosen columns, each row as [`list_cells`] made it.
pub fn list(lang: Lang, rows: &[Vec<String>], columns: &[String], style: Style) -> String {
    grid(&heads(lang, columns), rows, style)
}

/// Whether all rows have room on a line each.
pub fn list_fits(lang: Lang, rows: &[&[String]], columns: &[String], style: Style) -> bool {
    fits(&heads(lang, columns), rows, style)
}

/// The heads of the chosen columns.
pub(super) fn heads(lang: Lang, columns: &[String]) -> Vec<Column<'_>> {
    const WHOLE: &[&str] = &["grade", "class", "id", "last", "next", "owner", "country", "archived", "since"];
    let column = |name| Column { head: head(lang, name), number: false, whole: WHOLE.contains(&name) };
    columns.iter().map(|name| column(name.as_str())).collect()
}

fn head(lang: Lang, name: &str) -> &str {
    match COLUMNS.iter().find(|(known, ..)| *known == name) {
        Some((_, en, zh)) => lang.pick(en, zh),
        None => lang::view(lang, name),
    }
}

/// A customer's cells of the chosen columns, for people.
pub fn list_cells(lang: Lang, row: &Row, columns: &[String], today: NaiveDate, style: Style) -> Vec<String> {
    columns.iter().map(|column| cell(lang, row, column, today, style)).collect()
}

/// The same values for a program: dates as dates, words as in the files.
pub fn list_values(row: &Row, columns: &[String], today: NaiveDate) -> Vec<String> {
    columns.iter().map(|column| value(row, column, today)).collect()
}

fn cell(lang: Lang, row: &Row, column: &str, today: NaiveDate, style: Style) -> String {
    let due = row.verdict.due;
    match column {
        "last" => row.last_contact.map(|day| lang::day_month(lang, day, today)).unwrap_or_default(),
        "next" => match due {
            Some(due) => {
                let tone = match due {
                    due if due < today => Tone::Alarm,
                    due if due == today => Tone::Good,
                    _ => Tone::Plain,
                };
                style.paint(tone, &lang::date_short(lang, due, today))
            }
            None => {
                let archived = row.customer.is_archived(today);
                let word = if archived {
                    lang.pick("archived", "已归档")
                } else {
                    lang.pick("never", "不再跟进")
                };
                style.paint(Tone::Dim, word)
            }
        },
        "reason" => lang::reason(lang, &row.verdict, today),
        "grade" => {
            let grade = lang::grade(row.driving.class.as_deref(), row.driving.written.as_deref());
            style.paint(Tone::Strong, &grade.unwrap_or_default())
        }
        "name" => style.paint(Tone::Strong, &lang::one_line(&value(row, column, today))),
        "owner" => row.customer.owner.as_deref().map(|owner| lang::person(lang, owner)).unwrap_or_default(),
        "country" => {
            row.customer.country.as_deref().map(|code| lang::country(lang, code)).unwrap_or_default()
        }
        "need" => row.customer.need.map(|need| lang::need(lang, need).to_owned()).unwrap_or_default(),
        "potential" => {
            row.customer.potential.map(|word| lang::potential(lang, word).to_owned()).unwrap_or_default()
        }
        view if is_view(view) => lang::class(lang, view, &value(row, column, today)),
        _ => lang::one_line(&value(row, column, today)),
    }
}

fn value(row: &Row, column: &str, today: NaiveDate) -> String {
    let customer = &row.customer;
    let contact = customer.contact(None);
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    match column {
        "id" => customer.id.to_string(),
        "name" => customer.name.clone(),
        "grade" => text(&customer.grade),
        "owner" => text(&customer.owner),
        "last" => day(row.last_contact),
        "next" => day(row.verdict.due),
        "reason" => lang::reason(Lang::En, &row.verdict, today),
        "country" => text(&customer.country),
        "region" => text(&customer.region),
        "industry" => text(&customer.industry),
        "need" => customer.need.map(|need| need.as_str().to_owned()).unwrap_or_default(),
        "potential" => customer.potential.map(|word| word.as_str().to_owned()).unwrap_or_default(),
        "tags" => customer.tags.join(", "),
        "contact" => contact.and_then(|contact| contact.name.clone()).unwrap_or_default(),
        "email" => contact.and_then(|contact| contact.best(Medium::Email)).unwrap_or_default(),
        "phone" => contact.and_then(|contact| contact.best(Medium::Phone)).unwrap_or_default(),
        "website" => text(&customer.website),
        "number" => text(&customer.number),
        "since" => day(customer.since),
        "source" => text(&customer.source),
        "plan" => text(&customer.plan),
        "archived" => day(customer.archived),
        "class" => text(&row.driving.class),
        "label" => row.views.as_ref().and_then(Views::label).unwrap_or_default(),
        view => row.views.as_ref().and_then(|views| views.get(view)).unwrap_or_default().to_owned(),
    }
}
