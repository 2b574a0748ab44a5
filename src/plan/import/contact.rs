//! The contact of a row, and how it is reached.

use super::composed;
use super::fit::is_no_day;
use super::text::one_line;
use super::values::{Cells, plain_digits};
use super::{ImportKey, Remark, Settings, Use, Wrong};
use crate::model::{Birthday, Contact, ContactPoint, Medium, name};

/// The contact of a row. What reaches nobody goes into the notes.
pub(super) fn contact(
    cells: &mut Cells<'_>,
    settings: &Settings<'_>,
    notes: &mut Vec<String>,
    remarks: &mut Vec<Remark>,
) -> Option<Contact> {
    let mut contact = Contact {
        name: composed::person(cells),
        position: cells.text("contact.position").map(|text| one_line(&text)),
        decides: cells.truth("contact.decides"),
        verified: cells.day("contact.verified"),
        ..Contact::default()
    };
    let whose = contact.name.as_ref().map(|name| format!("{name}, ")).unwrap_or_default();
    for medium in Medium::ALL {
        let (files, others) = contact.points_mut(medium);
        let columns = cells.all(&format!("contact.{}", medium.key()));
        for (column, text) in &columns {
            let (column, is_first) = (*column, columns.first().is_some_and(|(first, _)| first == column));
            let header = &settings.columns[column].header;
            let (told, others_told) = reached(medium, text);
            for none in others_told.into_iter().filter(|text| !is_blank(text)) {
                remarks.push(Remark::NotOne(medium, none.to_owned()));
                let header = header.strip_prefix("contact.").unwrap_or(header);
                notes.push(format!("{whose}{header}: {none}"));
            }
            for mut point in told {
                let is_there = files.as_ref() == Some(&point.value)
                    || others.iter().any(|other| other.value == point.value);
                if is_there {
                    continue;
                }
                if files.is_none() && point.label.is_none() {
                    *files = Some(point.value);
                    continue;
                }
                point.label = point.label.or_else(|| (!is_first).then(|| header.clone()));
                others.push(point);
            }
        }
    }
    if let Some((column, text)) = cells.at("contact.birthday").filter(|(_, text)| !is_no_day(text)) {
        let day = Birthday::parse(text).or_else(|| month_and_day(text));
        contact.birthday = day.or_else(|| Birthday::parse(&cells.read_day(column, text)?.to_string()));
        if contact.birthday.is_none() {
            cells.fail(Some(column), text, Wrong::Birthday);
        }
    }
    for (_, text) in cells.all("contact.chat") {
        let handles = text.lines().filter_map(|line| line.split_once(':'));
        contact
            .chat
            .extend(handles.map(|(service, handle)| (service.trim().to_owned(), handle.trim().to_owned())));
    }
    for (index, column) in settings.columns.iter().enumerate() {
        if let Use::Key(ImportKey::Chat(service)) = &column.used
            && let Some(text) = cells.cell(index)
        {
            contact.chat.push((service.clone(), plain_digits(text)));
        }
    }
    (contact != Contact::default()).then_some(contact)
}

/// The addresses or numbers of a cell, and what in it reaches nobody.
fn reached(medium: Medium, text: &str) -> (Vec<ContactPoint>, Vec<&str>) {
    let digits = |point: ContactPoint| match medium {
        Medium::Phone => ContactPoint { value: plain_digits(&point.value), ..point },
        Medium::Email => point,
    };
    let (found, none) = medium.read_each(text);
    (found.into_iter().map(digits).collect(), none)
}

/// What lists have where there is nothing: it isn't worth a note.
fn is_blank(text: &str) -> bool {
    matches!(
        name::fold(text).trim(),
        "n/a"
            | "na"
            | "none"
            | "null"
            | "nil"
            | "-"
            | "--"
            | "/"
            | "?"
            | "无"
            | "没有"
            | "暂无"
            | "未知"
            | "unknown"
    )
}

/// 5月12日, 5/12 is one of two.
fn month_and_day(text: &str) -> Option<Birthday> {
    let (month, day) = text.trim().trim_end_matches(['日', '号']).split_once('月')?;
    Birthday::parse(&format!(
        "{:02}-{:02}",
        month.trim().parse::<u32>().ok()?,
        day.trim().parse::<u32>().ok()?
    ))
}
