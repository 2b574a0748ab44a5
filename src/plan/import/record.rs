//! A row of a table of customers, read.

use chrono::{NaiveDate, NaiveTime};

use super::contact::contact;
use super::known::Index;
use super::people::person;
use super::text::{class, one_line};
use super::values::{Cells, plain_digits};
use super::verdict::Owned;
use super::{ImportKey, Remark, Settings, Use, Wrong, composed, nested};
use crate::model::{
    Contact, Customer, CustomerId, CustomerKey, CustomerValueMut, Decimal, Entry, Event, FollowUp, Interval,
    Medium, Need, NextContact, Note, Reply, SaidPotential, Stamp, ValueKind, YamlValue, country, date, name,
};
use crate::plan::{Words, team};

/// What a row says.
pub(super) struct Record {
    /// The customer; its id is nobody's yet.
    pub customer: Customer,
    /// The id that the row itself says.
    pub id: Option<CustomerId>,
    /// Its last contact.
    pub last: Option<Owned>,
    /// What else is to be known of it.
    pub remarks: Vec<Remark>,
}

/// Reads rows.
pub(super) struct Reader<'a> {
    pub settings: &'a Settings<'a>,
    pub index: &'a Index,
}

impl Reader<'_> {
    /// Reads a row.
    pub fn record(&self, cells: &mut Cells<'_>) -> Record {
        let name = cells.text("name").map(|text| one_line(&text)).unwrap_or_default();
        let mut customer = Customer::named(CustomerId::placeholder(), name);
        let (mut id, foreign) = self.id(cells);
        let number = cells.digits("number").or(foreign);
        // The maintenance list has the id where there is no number.
        let letters = |id: &CustomerId| id.as_str().replace('-', "");
        let own_id = number.as_deref().and_then(CustomerId::new).filter(|number| {
            // Where the words of a name end was reckoned otherwise by older versions.
            let is_made = || name::slug(&customer.name).is_some_and(|own| letters(&own) == letters(number));
            self.index.id(number.as_str()).is_some() || is_made()
        });
        match own_id {
            Some(own) if id.is_none() => id = Some(own),
            _ => customer.number = number,
        }
        for (key, field) in customer.fields_mut() {
            self.field(key, field, cells);
        }
        let mut notes: Vec<String> =
            cells.all("notes").into_iter().map(|(_, text)| text.to_owned()).collect();
        let mut remarks = Vec::new();
        customer.contacts.extend(contact(cells, self.settings, &mut notes, &mut remarks));
        if customer.name.is_empty() && composed::is_address_book(self.settings) {
            let first = customer.contacts.first();
            let reached = |contact: &Contact| Medium::ALL.iter().find_map(|medium| contact.best(*medium));
            let known = first.and_then(|contact| contact.name.clone().or_else(|| reached(contact)));
            customer.name = known.unwrap_or_default();
        }
        let end = match cells.at("notes") {
            Some((column, _)) if cells.ends_a_line(column) => "\n",
            _ => "",
        };
        customer.notes = (!notes.is_empty()).then(|| notes.join("\n") + end);
        customer.custom = self.custom(cells);
        self.status(cells, &mut customer);
        self.choose(&mut customer, &mut remarks);
        let last = self.last(cells, &mut remarks);
        Record { customer, id, last, remarks }
    }

    /// Spells values as the team's lists do, and tells of those that aren't on them.
    fn choose(&self, customer: &mut Customer, remarks: &mut Vec<Remark>) {
        let lists = &self.settings.policy.value_lists;
        for (key, field) in customer.fields_mut() {
            let mut spell = |value: &mut String| match lists.chosen(key, value) {
                Ok(own) => *value = own,
                Err(slip) => remarks.push(Remark::NotAChoice(slip)),
            };
            match field {
                CustomerValueMut::Text(Some(value)) => spell(value),
                CustomerValueMut::Texts(values) => values.iter_mut().for_each(spell),
                _ => {}
            }
        }
    }

    /// Reads a key that has its value in a column of its own.
    fn field(&self, key: CustomerKey, field: CustomerValueMut<'_>, cells: &mut Cells<'_>) {
        let name = key.as_str();
        match (field, key.info().kind) {
            (CustomerValueMut::Text(slot), ValueKind::Country) => *slot = country_of(cells),
            (CustomerValueMut::Text(slot), ValueKind::Zone) => {
                *slot = cells.value(name, Wrong::Timezone, timezone)
            }
            (CustomerValueMut::Text(slot), ValueKind::Founded) => *slot = self.founded(cells),
            (CustomerValueMut::Text(slot), _) => match key {
                CustomerKey::Grade => *slot = self.grade(cells),
                CustomerKey::Owner => *slot = self.owner(cells, name),
                CustomerKey::Region => *slot = composed::region(cells),
                CustomerKey::Address => *slot = composed::address(cells),
                // They come from several columns.
                CustomerKey::Number | CustomerKey::Notes => {}
                // It may be a grade or a need; and who referred it may stand below.
                CustomerKey::Status | CustomerKey::ReferredBy => {}
                _ => *slot = cells.text(name),
            },
            (CustomerValueMut::Day(slot), _) => *slot = cells.day(name),
            (CustomerValueMut::Number(slot), ValueKind::Number(measure)) => {
                *slot = cells.number(name, measure)
            }
            (CustomerValueMut::Number(slot), _) => *slot = cells.fraction(name, Decimal::ONE),
            (CustomerValueMut::Need(slot), _) => {
                *slot = cells.word(name, Words::Need, Need::WORDS).and_then(Need::parse);
            }
            (CustomerValueMut::Potential(slot), _) => {
                *slot =
                    cells.word(name, Words::Potential, SaidPotential::WORDS).and_then(SaidPotential::parse);
            }
            (CustomerValueMut::Interval(slot), _) => {
                *slot = cells.value(name, Wrong::Interval, Interval::parse)
            }
            (CustomerValueMut::Texts(slot), _) => {
                *slot = lists(&cells.all(name));
                let more = self.settings.tags.iter().filter(|_| key == CustomerKey::Tags);
                for tag in more {
                    if !slot.contains(tag) {
                        slot.push(tag.clone());
                    }
                }
            }
            (CustomerValueMut::Contacts(slot), _) => {
                *slot = cells.value(name, Wrong::Json, nested::contacts).unwrap_or_default();
            }
            (CustomerValueMut::Preferences(slot), _) => {
                *slot = cells.value(name, Wrong::Json, nested::preferences).unwrap_or_default();
            }
            (CustomerValueMut::Promises(slot), _) => {
                *slot = cells.value(name, Wrong::Json, nested::promises).unwrap_or_default();
            }
            (CustomerValueMut::Dates(slot), _) => {
                *slot = cells.value(name, Wrong::Json, nested::dates).unwrap_or_default();
            }
            (CustomerValueMut::Decision(slot), _) => {
                *slot = cells.value(name, Wrong::Json, nested::decision).unwrap_or_default();
            }
            (CustomerValueMut::Approval(slot), _) => {
                *slot = cells.value(name, Wrong::Json, nested::approval).unwrap_or_default();
            }
            (CustomerValueMut::Name(_) | CustomerValueMut::Anything(_), _) => {}
        }
    }

    /// The id that the row says, or what another program calls so: that is a number here.
    fn id(&self, cells: &mut Cells<'_>) -> (Option<CustomerId>, Option<String>) {
        let Some((column, text)) = cells.at("id") else { return (None, None) };
        match CustomerId::new(text) {
            Some(id) => (Some(id), None),
            None if self.settings.columns[column].is_guessed => (None, Some(plain_digits(text))),
            None => {
                cells.fail(Some(column), text, Wrong::BadId);
                (None, None)
            }
        }
    }

    fn grade(&self, cells: &mut Cells<'_>) -> Option<String> {
        let (column, text) = cells.at("grade")?;
        let grade = self.class(text);
        if grade.is_none() {
            cells.fail(Some(column), text, Wrong::Grade(self.classes()));
        }
        grade
    }

    pub(super) fn class(&self, text: &str) -> Option<String> {
        class(self.settings.policy, text)
    }

    pub(super) fn classes(&self) -> Vec<String> {
        self.settings.policy.grades.iter().map(|rule| rule.class.clone()).collect()
    }

    fn owner(&self, cells: &mut Cells<'_>, key: &str) -> Option<String> {
        let (column, text) = cells.at(key)?;
        if text.trim() == "-" || team::whom(text) == team::Whom::Pool {
            return None;
        }
        let owner = self.person(text);
        if owner.is_none() {
            cells.fail(Some(column), text, Wrong::Owner(self.team()));
        }
        owner
    }

    pub(super) fn person(&self, text: &str) -> Option<String> {
        person(&self.settings.people, text)
    }

    pub(super) fn team(&self) -> Vec<String> {
        self.settings.people.iter().map(|(id, _)| id.clone()).collect()
    }

    /// The day, or the year alone.
    fn founded(&self, cells: &mut Cells<'_>) -> Option<String> {
        let (column, text) = cells.at("founded")?;
        let bare = text.trim_end_matches('年').trim();
        if bare.len() == 4 && bare.bytes().all(|byte| byte.is_ascii_digit()) {
            return Some(bare.to_owned());
        }
        let old = |text: &str| text.len() == 10 && text.parse::<chrono::NaiveDate>().is_ok();
        let day = cells
            .read_day(column, text)
            .map(|day| day.to_string())
            .or_else(|| old(text).then(|| text.to_owned()));
        if day.is_none() {
            cells.fail(Some(column), text, Wrong::Founded);
        }
        day
    }

    /// The status: of the maintenance list `archived 2026-11-01` (in brackets of one that is lost), what follows from the
    /// orders, or in older ones the grade and the need; else the team's own words, whatever they look like.
    fn status(&self, cells: &mut Cells<'_>, customer: &mut Customer) {
        let Some((column, text)) = cells.at("status") else { return };
        let lost = [("lost (", ")"), ("流失（", "）")];
        let bare = lost.iter().find_map(|(start, end)| text.strip_prefix(start)?.strip_suffix(end));
        let bare = bare.unwrap_or(text);
        let archived = ["archived ", "已归档 "].iter().find_map(|word| bare.strip_prefix(word));
        if let Some(day) = archived.and_then(date) {
            customer.archived = customer.archived.or(Some(day));
            return;
        }
        let is_ours = self.settings.is_ours();
        let header = self.settings.columns[column].header.trim();
        let lists = &self.settings.policy.value_lists;
        let is_listed =
            lists.of(CustomerKey::Status).is_some() && lists.chosen(CustomerKey::Status, text).is_ok();
        let heads = [CustomerKey::Status.as_str(), CustomerKey::Status.info().chinese];
        if is_listed || !is_ours || heads.contains(&header) {
            customer.status = Some(text.to_owned());
            return;
        }
        if (self.settings.list_words.is_status)(text) {
            return;
        }
        let mut is_read = false;
        for part in text.split([',', '，']).map(str::trim) {
            let class = self.class(part);
            if let Some(need) = Words::Need.read(part).and_then(Need::parse) {
                customer.need = customer.need.or(Some(need));
                is_read = true;
            } else if class.is_some() {
                customer.grade = customer.grade.take().or(class);
                is_read = true;
            }
        }
        if !is_read {
            customer.status = Some(text.to_owned());
        }
    }

    fn custom(&self, cells: &mut Cells<'_>) -> Option<YamlValue> {
        let mut fields = cells.value("custom", Wrong::Json, nested::custom).unwrap_or_default();
        for (index, column) in self.settings.columns.iter().enumerate() {
            if let Use::Key(ImportKey::Custom(name)) = &column.used
                && let Some(text) = cells.cell(index)
            {
                fields.push((name.clone(), YamlValue::Text(text.to_owned())));
            }
        }
        (!fields.is_empty()).then_some(YamlValue::Map(fields))
    }

    /// A call that somebody means to make, though nobody has had contact yet: a note that sets the day. A day that
    /// is over was noted on that day at the latest, and is as late as it is.
    fn next_call(&self, next: NaiveDate, hour: Option<NaiveTime>, text: Option<String>) -> Owned {
        let at = Stamp::Day(next.min(self.settings.today));
        Entry { at, text: text.map(Into::into), ..next_note(self.settings, NextContact::On(next, hour)) }
    }

    /// The last contact, as a list tells it beside the customer; without one, the next call that it tells of.
    fn last(&self, cells: &mut Cells<'_>, remarks: &mut Vec<Remark>) -> Option<Owned> {
        let at = cells.stamp("last");
        // A list of customers sets no day by that, and ends none.
        let is_said = !cells.is_no_next("last.next");
        let next = is_said.then(|| cells.day_after("last.next", at.map(|at| at.day()))).flatten();
        let hour = cells.hour_of_day("last.next");
        let text = cells.text("last.text");
        // Our own list has the reply and the need in one cell.
        let mut reply = cells.text("last.reply").unwrap_or_default();
        if self.settings.is_ours() {
            reply = (self.settings.list_words.reply)(&reply).to_owned();
        }
        let words: Vec<&str> =
            reply.split([',', '，', '、']).map(str::trim).filter(|word| !word.is_empty()).collect();
        let known = words.iter().find_map(|word| Words::Reply.read(word)).and_then(Reply::parse);
        // 无 alone says nothing of the need.
        let in_chinese = |word: &str| word.ends_with("需求").then(|| Words::Need.read(word)).flatten();
        let need = words.iter().find_map(|word| Need::parse(in_chinese(word).unwrap_or(word)));
        let is_said = known.is_none() && need.is_none() && !reply.is_empty();
        let text = match (text, is_said) {
            (Some(text), true) => Some(format!("{text}\n{reply}")),
            (None, true) => Some(reply),
            (text, false) => text,
        };
        let Some(at) = at else {
            // In a list that crm has written the day is its own reckoning, and nobody's word.
            let is_ours = self.settings.is_ours();
            if (next.is_none() && text.is_some()) || (known.is_some() && !is_ours) {
                remarks.push(Remark::TextWithoutLast);
            }
            return next.filter(|_| !is_ours).map(|next| self.next_call(next, hour, text));
        };
        let next = next.filter(|next| {
            let is_before = *next < at.day();
            if is_before {
                remarks.push(Remark::NextBeforeLast(next.to_string()));
            }
            !is_before
        });
        let via = cells.text("last.via");
        let via = via.map(|via| Words::Via.read(&via).map_or(via, str::to_owned));
        let by = cells.at("owner").and_then(|(_, owner)| self.person(owner));
        let by = by.unwrap_or_else(|| self.settings.by.clone());
        let next = next.map(|day| NextContact::On(day, hour));
        let follow_up = FollowUp { reply: known, need, next, ..FollowUp::default() };
        Some(Entry {
            by: Some(by.into()),
            via: via.map(Into::into),
            text: text.map(Into::into),
            ..Entry::new(at, Event::FollowUp(follow_up))
        })
    }
}

/// A note that sets the day of the next contact from now on.
pub(super) fn next_note(settings: &Settings<'_>, next: NextContact) -> Owned {
    Entry {
        by: Some(settings.by.clone().into()),
        ..Entry::new(settings.now, Event::Note(Note { next: Some(next), ..Note::default() }))
    }
}

/// The items of lists.
pub(super) fn lists(cells: &[(usize, &str)]) -> Vec<String> {
    let mut items: Vec<String> = Vec::new();
    for item in cells.iter().flat_map(|(_, text)| text.split([';', '；', '、', '\n', '|'])) {
        // A comma divides tags, but not the names of firms.
        let item = item.trim().to_owned();
        if !item.is_empty() && !items.contains(&item) {
            items.push(item);
        }
    }
    items
}

fn timezone(text: &str) -> Option<String> {
    let fits = text == "UTC" || text.contains('/');
    let is_word = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphabetic())
            && part.chars().all(|c| c.is_ascii_alphanumeric() || "_+-".contains(c))
    };
    (fits && text.split('/').all(is_word)).then(|| text.to_owned())
}

fn country_of(cells: &mut Cells<'_>) -> Option<String> {
    let (column, text) = cells.at("country")?;
    let code = country::code(text);
    if code.is_none() {
        cells.fail(Some(column), text, Wrong::Country(country::nearest(text)));
    }
    code
}
