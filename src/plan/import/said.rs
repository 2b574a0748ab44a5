//! By what an entry of a list is known again: all that the list says of it.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};

use super::meanings::meant;
use super::people;
use super::values::plain_digits;
use super::{Settings, decimal};
use crate::model::{Entry, EntryField, EntryValue, Event, FieldForgetRule, Stamp, Table, reference_key};
use crate::plan::Words;
use crate::rules::made_once_as;

/// Fields that make another entry even where a list has no column of them. Any other one may have been written to the
/// log by hand since the list was imported: a list that never speaks of it doesn't contradict it.
const ALWAYS: &[EntryField] = &[EntryField::Via, EntryField::Text, EntryField::Reference, EntryField::Amount];

/// The fields in which an entry of a list and one of a log must agree to be one.
#[derive(Debug)]
pub struct Likeness<'s> {
    fields: Vec<EntryField>,
    /// Those of them that the list has a word on.
    spoken: Vec<EntryField>,
    people: &'s [(String, Option<String>)],
    /// The column of the lines that the entries had in the log: crm's own export has it.
    pub(super) line_column: Option<usize>,
}

impl<'s> Likeness<'s> {
    /// Those that a list says. Who wrote it, and the hour, are compared apart.
    pub fn of(table: &Table, settings: &'s Settings<'_>) -> Self {
        let table = &*meant(table, settings);
        let speaks = |field: &EntryField| match field {
            EntryField::At | EntryField::By | EntryField::Kind => false,
            // It may stand beside the amount.
            EntryField::Currency => {
                !settings.columns_of(field.as_str()).is_empty() || amounts_say_currency(table, settings)
            }
            _ => !settings.columns_of(field.as_str()).is_empty(),
        };
        let spoken: Vec<EntryField> = EntryField::ALL.iter().copied().filter(speaks).collect();
        let says = |field: &EntryField| ALWAYS.contains(field) || spoken.contains(field);
        let fields = EntryField::ALL.iter().copied().filter(says).collect();
        let is_own = !settings.columns_of("id").is_empty();
        let line_column = table.header.iter().position(|head| head == "line").filter(|_| is_own);
        Likeness { fields, spoken, people: &settings.people, line_column }
    }

    /// What an entry says, whoever wrote it when.
    pub(super) fn content(&self, entry: &Entry<'_>) -> String {
        content(entry.event.kind(), &self.fields(entry))
    }

    /// The same, field by field; what says nothing is left out.
    fn fields(&self, entry: &Entry<'_>) -> Vec<(EntryField, String)> {
        let values = entry.event.values();
        let value = |field: &EntryField| {
            let value = match field {
                EntryField::Via => {
                    entry.via.as_deref().map(|via| Words::Via.read(via).unwrap_or(via).to_owned())
                }
                EntryField::Text => entry.text.as_deref().map(plain),
                _ => {
                    values.iter().find(|(own, _)| own == field).and_then(|(_, own)| self.value(*field, *own))
                }
            };
            Some((*field, value.filter(|value| !value.is_empty())?))
        };
        self.fields.iter().filter_map(value).collect()
    }

    /// The same with who wrote it when: no other row of a list is this one.
    pub(super) fn row(&self, entry: &Entry<'_>) -> String {
        format!("{} {:?} {}", entry.at, entry.by, self.content(entry))
    }

    fn value(&self, field: EntryField, value: EntryValue<'_>) -> Option<String> {
        match value {
            EntryValue::Text(text) if field == EntryField::Reference => text.map(plain_digits),
            EntryValue::Text(text) | EntryValue::End(text) => text.map(plain),
            EntryValue::People(people) => {
                let mut people: Vec<String> = people.iter().map(|one| self.person(one)).collect();
                people.sort_unstable();
                Some(people.join("; "))
            }
            EntryValue::Word(word) => word.map(str::to_owned),
            EntryValue::Hour(hour) => hour.map(|hour| hour.format("%H:%M").to_string()),
            EntryValue::Day(day) => day.map(|day| day.to_string()),
            EntryValue::Exact(number) | EntryValue::Number(number) => {
                number.map(|number| number.normalize().to_string())
            }
            // When it was written down no list says.
            EntryValue::Moment(_) => None,
            EntryValue::Currency(currency) => currency.map(|currency| currency.to_string()),
            // No list of entries has them.
            EntryValue::Items(_) => None,
            EntryValue::Truth(truth) => truth.map(|truth| truth.to_string()),
        }
    }

    fn person(&self, text: &str) -> String {
        people::person(self.people, text).unwrap_or_else(|| text.to_owned())
    }
}

/// What an entry of a kind says with these fields, as one text.
fn content(kind: &str, fields: &[(EntryField, String)]) -> String {
    let mut said = kind.to_owned();
    for (field, value) in fields {
        said.extend([" ", field.as_str(), &format!("={value:?}")]);
    }
    said
}

/// A text as a cell has it.
fn plain(text: &str) -> String {
    text.replace("\r\n", "\n").trim().to_owned()
}

fn amounts_say_currency(table: &Table, settings: &Settings<'_>) -> bool {
    let columns = settings.columns_of(EntryField::Amount.as_str());
    let cells = table.rows.iter().flat_map(|row| columns.iter().filter_map(|column| row.get(*column)));
    cells.into_iter().any(|text| decimal::read(text, None).is_some_and(|(_, currency)| currency.is_some()))
}

/// What of an entry its list says, and does not leave to whoever imports it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stated {
    /// Who wrote it.
    pub by: bool,
    /// The offset of its hour.
    pub offset: bool,
}

/// What a log says, with who wrote it when: whoever imports a list that someone else has imported finds it there. A
/// customer may have thousands of equal entries of a day, so that none is looked for by going through them.
#[derive(Debug, Default)]
pub struct Said {
    /// Each content, and each author, with a number for it.
    names: HashMap<String, usize>,
    /// What was said when and by whom, and how often; also whoever it was.
    found: HashMap<(usize, Moment, Option<usize>), usize>,
    /// The entries by their lines in the log.
    lines: HashMap<u32, SaidLine>,
    /// The lines of those with an hour, by it.
    hours: HashMap<NaiveDateTime, Vec<u32>>,
    /// The items and lines of those that are made once, by their numbers.
    once: HashMap<(&'static str, String), Vec<OfNumber>>,
    withheld: Withheld,
}

/// What of a log a forgetting has taken: a row that has it still is no correction.
#[derive(Clone, Copy, Debug)]
pub struct Withheld {
    /// The day on which somebody was forgotten, the last time.
    pub on: Option<NaiveDate>,
    /// Whether somebody is masked in a text.
    pub is_masked: fn(&str) -> bool,
}

impl Default for Withheld {
    fn default() -> Self {
        Withheld { on: None, is_masked: |_| false }
    }
}

impl Withheld {
    /// Whether a row says what was forgotten: what is masked in the log, or a text of which the log of that day has
    /// nothing any more.
    fn has(&self, found: &Otherwise, day: NaiveDate) -> bool {
        let is_free = found.field.info().forgetting == FieldForgetRule::Gone;
        let is_taken = is_free && found.ours.is_empty() && self.on.is_some_and(|on| day <= on);
        !found.theirs.is_empty() && ((self.is_masked)(&found.ours) || is_taken)
    }
}

/// What one line of a log says.
#[derive(Debug)]
struct SaidLine {
    kind: String,
    at: Stamp,
    by: Option<String>,
    fields: Vec<(EntryField, String)>,
}

/// An entry that is there, and says a field otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Otherwise {
    /// Its line in the log.
    pub line: u32,
    pub field: EntryField,
    /// What the log says; nothing where it doesn't speak of it.
    pub ours: String,
    /// What the list says.
    pub theirs: String,
}

/// A moment as far as a list says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Moment {
    Day(NaiveDate),
    /// By the clock where it was.
    Hour(NaiveDateTime),
    Instant(DateTime<Utc>),
}

impl Said {
    pub fn of(entries: &[Entry<'_>], likeness: &Likeness<'_>, withheld: Withheld) -> Self {
        let mut said = Said { withheld, ..Said::default() };
        for entry in entries {
            let by = entry.by.as_deref().map(|by| likeness.person(by));
            let (kind, fields) = (entry.event.kind().to_owned(), likeness.fields(entry));
            let (content, author) = (said.name(content(&kind, &fields)), said.name(author(by.as_deref())));
            let mut moments = vec![Moment::Day(entry.day())];
            said.lines.insert(entry.line, SaidLine { kind, at: entry.at, by, fields });
            if let Some(number) = made_once_as(&entry.event) {
                said.once.entry(number).or_default().push((item_key(&entry.event), entry.line));
            }
            if let Stamp::Instant(at) = entry.at {
                said.hours.entry(at.naive_local()).or_default().push(entry.line);
                moments.extend([Moment::Hour(at.naive_local()), Moment::Instant(at.to_utc())]);
            }
            let each = moments.into_iter().flat_map(|at| [(content, at, None), (content, at, Some(author))]);
            each.for_each(|one| *said.found.entry(one).or_default() += 1);
        }
        said
    }

    /// The entry of the log that a row is meant to be, and that says something otherwise: the one of its number where
    /// that is made once; the one in the line that the row names, as an export of entries does, where it is of that kind
    /// and day; else one of the same minute that contradicts it in nothing, and says more or less. Written as a new one it
    /// would count twice. What was forgotten in it isn't put right: whether that may come in is asked of every row.
    pub(super) fn otherwise(
        &self,
        entry: &Entry<'_>,
        line: Option<u32>,
        stated: Stated,
        likeness: &Likeness<'_>,
    ) -> Option<Otherwise> {
        let found = self.differing(entry, line, stated, likeness);
        found.filter(|found| !self.withheld.has(found, entry.day()))
    }

    fn differing(
        &self,
        entry: &Entry<'_>,
        line: Option<u32>,
        stated: Stated,
        likeness: &Likeness<'_>,
    ) -> Option<Otherwise> {
        if let Some(lines) = self.of_number(entry) {
            let told = |(line, there): &(u32, &SaidLine)| there.contradicted(entry, stated, likeness, *line);
            return lines.iter().map(told).min_by_key(Option::is_some).flatten();
        }
        let own = likeness.fields(entry);
        let is_alike = |one: &SaidLine| one.kind == entry.event.kind() && one.at.day() == entry.day();
        let named = line.filter(|line| self.lines.get(line).is_some_and(is_alike));
        let of_the_minute = || {
            let Stamp::Instant(at) = entry.at else { return None };
            let lines = self.hours.get(&at.naive_local())?;
            let contradicts = |one: &SaidLine| {
                one.fields
                    .iter()
                    .any(|(field, ours)| own.iter().any(|(other, theirs)| field == other && ours != theirs))
            };
            let is_it =
                |line: &&u32| self.lines.get(line).is_some_and(|one| is_alike(one) && !contradicts(one));
            lines.iter().find(is_it).copied()
        };
        let line = named.or_else(of_the_minute)?;
        differing(&likeness.fields, &self.lines.get(&line)?.fields, &own, line)
    }

    /// The lines that have the number of an entry which is made once; of an order of another item none, as an order may
    /// have a row for each. Nothing where none has.
    fn of_number(&self, entry: &Entry<'_>) -> Option<Vec<(u32, &SaidLine)>> {
        let item = item_key(&entry.event);
        let all = self.once.get(&made_once_as(&entry.event)?)?;
        let lines = all.iter().filter(|(other, _)| is_one_item(&item, other));
        let lines: Vec<_> = lines.filter_map(|(_, line)| Some((*line, self.lines.get(line)?))).collect();
        (!lines.is_empty()).then_some(lines)
    }

    fn name(&mut self, text: String) -> usize {
        let next = self.names.len();
        *self.names.entry(text).or_insert(next)
    }

    /// How often an entry is there: at its moment, or at its day where its list has no hour, and by whom it says. One that
    /// is made once is known by its number: of what the list has no word on, the log may say anything.
    pub(super) fn count(&self, entry: &Entry<'_>, stated: Stated, likeness: &Likeness<'_>) -> usize {
        if let Some(lines) = self.of_number(entry) {
            let is_there = |(line, there): &(u32, &SaidLine)| {
                there.contradicted(entry, stated, likeness, *line).is_none()
            };
            return usize::from(lines.iter().any(is_there));
        }
        let at = match entry.at {
            Stamp::Day(day) => Moment::Day(day),
            Stamp::Instant(at) if stated.offset => Moment::Instant(at.to_utc()),
            Stamp::Instant(at) => Moment::Hour(at.naive_local()),
        };
        let named = |text: String| self.names.get(&text).copied();
        let by = match stated.by {
            false => Some(None),
            true => named(author(entry.by.as_deref())).map(Some),
        };
        let own = named(likeness.content(entry)).zip(by).map(|(content, by)| (content, at, by));
        own.and_then(|own| self.found.get(&own)).copied().unwrap_or_default()
    }
}

/// One of those that have a number: what it is of, as that is compared, and its line or row.
pub(super) type OfNumber = (Option<String>, u32);

/// What an order is of, as it is compared.
pub(super) fn item_key(event: &Event<'_>) -> Option<String> {
    match event {
        Event::Order(order) => order.item.as_deref().map(reference_key),
        _ => None,
    }
}

/// Whether two rows of one number may be the same one: two items of an order are not.
pub(super) fn is_one_item(one: &Option<String>, other: &Option<String>) -> bool {
    one == other || one.is_none() || other.is_none()
}

impl SaidLine {
    /// What the list says of an entry otherwise than this line, the `line`th, which is that entry.
    fn contradicted(
        &self,
        entry: &Entry<'_>,
        stated: Stated,
        likeness: &Likeness<'_>,
        line: u32,
    ) -> Option<Otherwise> {
        // The number is the same, however it is written.
        let is_compared = |field: &EntryField| *field != EntryField::Reference;
        let fields: Vec<EntryField> = likeness.spoken.iter().copied().filter(is_compared).collect();
        let is_at = match (self.at, entry.at) {
            (Stamp::Instant(ours), Stamp::Instant(theirs)) if stated.offset => ours == theirs,
            (Stamp::Instant(ours), Stamp::Instant(theirs)) => ours.naive_local() == theirs.naive_local(),
            (ours, theirs) => ours.day() == theirs.day(),
        };
        let at = || {
            let (ours, theirs) = (self.at.to_string(), entry.at.to_string());
            (!is_at).then_some(Otherwise { line, field: EntryField::At, ours, theirs })
        };
        let by = || {
            let theirs = entry.by.as_deref().map(|by| likeness.person(by));
            let (ours, theirs) = (self.by.clone().unwrap_or_default(), theirs.filter(|_| stated.by)?);
            (ours != theirs).then_some(Otherwise { line, field: EntryField::By, ours, theirs })
        };
        differing(&fields, &self.fields, &likeness.fields(entry), line).or_else(at).or_else(by)
    }
}

/// The first of some fields that two entries don't have alike.
fn differing(
    fields: &[EntryField],
    ours: &[(EntryField, String)],
    theirs: &[(EntryField, String)],
    line: u32,
) -> Option<Otherwise> {
    let of = |fields: &[(EntryField, String)], field: EntryField| {
        fields.iter().find(|(own, _)| *own == field).map(|(_, value)| value.clone()).unwrap_or_default()
    };
    fields.iter().find_map(|field| {
        let (ours, theirs) = (of(ours, *field), of(theirs, *field));
        (ours != theirs).then_some(Otherwise { line, field: *field, ours, theirs })
    })
}

/// An author; no content begins so.
fn author(by: Option<&str>) -> String {
    format!("by {by:?}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Currency, Decimal, Event, Money, Order};

    fn order(at: &str, by: &'static str, item: Option<&'static str>) -> Entry<'static> {
        let money = Money { amount: Decimal::new(10000, 2), currency: Currency::new("USD") };
        let order = Order { money: Some(money), item: item.map(Into::into), ..Order::default() };
        let at = Stamp::parse(at).expect("a stamp");
        Entry { by: Some(by.into()), ..Entry::new(at, Event::Order(order)) }
    }

    #[test]
    fn a_row_that_says_more_or_less_of_an_entry_is_that_entry() {
        use EntryField::{Amount, Currency, Item};
        let fields = vec![Amount, Currency, Item];
        let likeness = Likeness { spoken: fields.clone(), fields, people: &[], line_column: None };
        let hour = "2026-11-01T10:00:00+08:00";
        for (log_at, log_item, at, item, line, want) in [
            (hour, None, hour, Some("Mugs"), None, Some((Item, "", "Mugs"))),
            (hour, Some("Mugs"), hour, None, None, Some((Item, "Mugs", ""))),
            // Two of a minute may be two.
            (hour, Some("Mugs"), hour, Some("Cups"), None, None),
            (hour, Some("Mugs"), hour, Some("Cups"), Some(7), Some((Item, "Mugs", "Cups"))),
            (hour, None, "2026-11-01T10:01:00+08:00", Some("Mugs"), None, None),
            // Of a day alone only the line says which one it is.
            ("2026-11-01", None, "2026-11-01", Some("Mugs"), None, None),
            ("2026-11-01", None, "2026-11-01", Some("Mugs"), Some(7), Some((Item, "", "Mugs"))),
            ("2026-11-01", None, "2026-11-02", Some("Mugs"), Some(7), None),
            ("2026-11-01", None, "2026-11-01", Some("Mugs"), Some(8), None),
        ] {
            let log = Entry { line: 7, ..order(log_at, "li", log_item) };
            let said = Said::of(std::slice::from_ref(&log), &likeness, Withheld::default());
            let stated = Stated { by: false, offset: true };
            let found = said.otherwise(&order(at, "li", item), line, stated, &likeness);
            let told = found.as_ref().map(|one| (one.field, one.ours.as_str(), one.theirs.as_str()));
            assert_eq!(told, want, "{log_at} {log_item:?} {at} {item:?} {line:?}");
        }
    }

    #[test]
    fn what_was_forgotten_in_an_entry_is_not_put_right() {
        let likeness = Likeness {
            fields: vec![EntryField::Text, EntryField::Item],
            spoken: Vec::new(),
            people: &[],
            line_column: None,
        };
        let hour = "2026-11-01T10:00:00+08:00";
        let text = |text: &str, item| Entry {
            text: Some(text.to_owned().into()).filter(|_| !text.is_empty()),
            line: 7,
            ..order(hour, "li", item)
        };
        let day = |day: u32| NaiveDate::from_ymd_opt(2026, 11, day);
        for (log, list, on, want) in [
            (text("call (forgotten)", None), text("call Kurt", None), day(20), false),
            (text("", None), text("call Kurt", None), day(20), false),
            (text("", None), text("call Kurt", None), day(1), false),
            // Nobody was forgotten, or before that day, or it is of nobody.
            (text("", None), text("call Kurt", None), None, true),
            (text("", None), text("call Kurt", None), NaiveDate::from_ymd_opt(2026, 10, 31), true),
            (text("call Anna", None), text("call Kurt", None), day(20), true),
            (text("", None), text("", Some("Mugs")), day(20), true),
        ] {
            let withheld = Withheld { on, is_masked: |text| text.contains("(forgotten)") };
            let said = Said::of(std::slice::from_ref(&log), &likeness, withheld);
            let stated = Stated { by: false, offset: true };
            assert_eq!(said.otherwise(&list, Some(7), stated, &likeness).is_some(), want, "{log:?} {on:?}");
        }
    }

    #[test]
    fn what_is_made_once_is_known_by_its_number() {
        use EntryField::{Amount, At, By, Item, Reference, Text};
        let numbered = |at: &str, by: &'static str, item: Option<&'static str>, number: &'static str| {
            let one = order(at, by, item);
            Entry { event: one.event.with_reference(number.into()), ..one }
        };
        let log = Entry {
            text: Some("by mail".into()),
            line: 7,
            ..numbered("2026-11-01T10:00:00+08:00", "li", Some("Mugs"), "O-1")
        };
        let fields = vec![Reference, Amount, Item, Text];
        for (at, by, item, number, spoken, want) in [
            // The list has no word on the text, or on the item.
            ("2026-11-01", "li", Some("Mugs"), "o-1", &[Reference, Amount, Item][..], None),
            ("2026-11-01", "li", None, "O-1", &[Reference, Amount], None),
            ("2026-11-01", "li", None, "O-1", &[Reference, Amount, Item], Some((Item, "Mugs", ""))),
            ("2026-11-02", "li", None, "O-1", &[], Some((At, "2026-11-01T10:00:00+08:00", "2026-11-02"))),
            ("2026-11-01", "wang", None, "O-1", &[], Some((By, "li", "wang"))),
        ] {
            let likeness =
                Likeness { fields: fields.clone(), spoken: spoken.to_vec(), people: &[], line_column: None };
            let said = Said::of(std::slice::from_ref(&log), &likeness, Withheld::default());
            let (entry, stated) = (numbered(at, by, item, number), Stated { by: true, offset: false });
            let found = said.otherwise(&entry, None, stated, &likeness);
            let told = found.as_ref().map(|one| (one.field, one.ours.as_str(), one.theirs.as_str()));
            assert_eq!(told, want, "{at} {by} {item:?} {number}");
            assert_eq!(
                said.count(&entry, stated, &likeness),
                usize::from(want.is_none()),
                "{at} {by} {item:?} {number}"
            );
            // Another number is another order, and another item of this one has a row of its own.
            for other in [numbered(at, by, item, "O-2"), numbered("2026-11-01", "li", Some("Cups"), "O-1")] {
                assert_eq!(said.otherwise(&other, None, stated, &likeness), None);
                assert_eq!(said.count(&other, stated, &likeness), 0);
            }
        }
    }

    #[test]
    fn an_entry_is_known_by_what_its_list_says_of_it() {
        use EntryField::{Amount, Currency, Item};
        let people = [("li".to_owned(), Some("Li Na".to_owned()))];
        let log = order("2026-11-01T10:00:00+08:00", "Li Na", Some("Mugs"));
        let (all, few) = ([Amount, Currency, Item], [Amount]);
        let nothing = Stated { by: false, offset: false };
        let (by, offset) = (Stated { by: true, ..nothing }, Stated { offset: true, ..nothing });
        for (at, own_by, item, fields, stated, want) in [
            ("2026-11-01T10:00:00+08:00", "li", Some("Mugs "), &all[..], by, true),
            ("2026-11-01T10:00:00+08:00", "wang", Some("Mugs"), &all, by, false),
            ("2026-11-01T10:00:00+08:00", "wang", Some("Mugs"), &all, nothing, true),
            ("2026-11-01T10:00:00+08:00", "li", Some("Cups"), &all, nothing, false),
            ("2026-11-01T10:00:00+08:00", "li", None, &all, nothing, false),
            ("2026-11-01T10:00:00+08:00", "li", None, &few, nothing, true),
            ("2026-11-01", "li", Some("Mugs"), &all, nothing, true),
            ("2026-11-02", "li", Some("Mugs"), &all, nothing, false),
            // The hour of whoever imports it, or a moment that it says itself.
            ("2026-11-01T10:00:00+01:00", "li", Some("Mugs"), &all, nothing, true),
            ("2026-11-01T10:00:00+01:00", "li", Some("Mugs"), &all, offset, false),
            ("2026-10-31T21:00:00-05:00", "li", Some("Mugs"), &all, offset, true),
        ] {
            let likeness = Likeness {
                fields: fields.to_vec(),
                spoken: fields.to_vec(),
                people: &people,
                line_column: None,
            };
            let said = Said::of(std::slice::from_ref(&log), &likeness, Withheld::default());
            let entry = order(at, own_by, item);
            let found = said.count(&entry, stated, &likeness);
            assert_eq!(found, usize::from(want), "{at} {own_by} {item:?} {stated:?}");
        }
    }
}
