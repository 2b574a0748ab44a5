//! What a list says in several columns and a customer's file in one key: a person's name, a place, an address.

use super::text::one_line;
use super::values::Cells;
use super::{ImportKey, Settings, Use};
use crate::model::pinyin::is_hanzi;

/// The region and the town: `Fresno, CA`, `广东省深圳市`.
pub(super) fn region(cells: &Cells<'_>) -> Option<String> {
    let (region, city) = (cells.text("region"), cells.text("city"));
    let (Some(region), Some(city)) = (&region, &city) else { return city.or(region) };
    if region.contains(city.as_str()) {
        return Some(region.clone());
    }
    let is_chinese = region.chars().chain(city.chars()).any(is_hanzi);
    Some(if is_chinese { format!("{region}{city}") } else { format!("{city}, {region}") })
}

/// The address in one line, with what of its parts it doesn't say already.
pub(super) fn address(cells: &Cells<'_>) -> Option<String> {
    let mut address = String::new();
    let mut add = |part: String| {
        if !address.contains(&part) {
            address = if address.is_empty() { part } else { format!("{address}, {part}") };
        }
    };
    cells.all("address").into_iter().for_each(|(_, part)| add(one_line(part)));
    // A town alone is a region; with its code it is where a letter goes.
    if let Some(code) = cells.digits("postcode") {
        add([Some(code), cells.text("city")].into_iter().flatten().collect::<Vec<_>>().join(" "));
    }
    (!address.is_empty()).then_some(address)
}

/// The contact's name: in one column, else of its parts, the family's first where it is Chinese.
pub(super) fn person(cells: &Cells<'_>) -> Option<String> {
    if let Some(name) = cells.text("contact") {
        return Some(one_line(&name));
    }
    let part = |key: &str| cells.text(key).map(|text| one_line(&text));
    let (first, middle, last) = (part("contact.first"), part("contact.middle"), part("contact.last"));
    let is_chinese = last.as_ref().or(first.as_ref()).is_some_and(|name| name.chars().any(is_hanzi));
    let (parts, between) =
        if is_chinese { ([last, first, middle], "") } else { ([first, middle, last], " ") };
    let name = parts.into_iter().flatten().collect::<Vec<_>>().join(between);
    (!name.is_empty()).then_some(name)
}

/// Whether its rows are people, of whom some have no company: they are customers themselves.
pub(super) fn is_address_book(settings: &Settings<'_>) -> bool {
    let is_part = |used: &Use| matches!(used, Use::Key(ImportKey::Known("contact.first" | "contact.last")));
    settings.columns.iter().any(|column| is_part(&column.used))
}
