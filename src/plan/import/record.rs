//! A row of a table of customers, read.

use super::country;
use super::known::Index;
use super::values::{Cells, plain_digits};
use super::{Key, Owned, Remark, Settings, Use, Wrong, nested};
use crate::model::{
    Birthday, Contact, Customer, CustomerId, Datum, Decimal, Entry, Event, FollowUp, Interval, Measure, Need,
    Potential, Reply, date, name,
};

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
        let mut customer = Customer::named(placeholder(), name);
        let mut id = cells.value("id", Wrong::BadId, CustomerId::new);
        let number = cells.digits("number");
        // The maintenance list has the id where there is no number.
        let own_id = number.as_deref().and_then(CustomerId::new).filter(|number| {
            self.index.id(number.as_str()).is_some() || name::slug(&customer.name).as_ref() == Some(number)
        });
        match own_id {
            Some(own) if id.is_none() => id = Some(own),
            _ => customer.number = number,
        }
        customer.aliases = lists(&cells.all("aliases"));
        customer.grade = self.grade(cells);
        customer.owner = self.owner(cells, "owner");
        customer.since = cells.day("since");
        customer.source = cells.text("source");
        customer.industry = cells.text("industry");
        if let Some((column, text)) = cells.at("country") {
            customer.country = country::code(text);
            if customer.country.is_none() {
                cells.fail(Some(column), text, Wrong::Country(country::nearest(text)));
            }
        }
        customer.region = cells.text("region");
        customer.address = cells.text("address").map(|text| one_line(&text));
        customer.timezone = cells.value("timezone", Wrong::Timezone, timezone);
        customer.website = cells.text("website");
        customer.staff = cells.number("staff", Measure::Staff);
        customer.revenue = cells.number("revenue", Measure::Cost);
        customer.founded = self.founded(cells);
        customer.need = cells.word("need", "need", Need::WORDS).and_then(Need::parse);
        customer.potential =
            cells.word("potential", "potential", Potential::WORDS).and_then(Potential::parse);
        customer.influence = cells.text("influence");
        customer.renewal = cells.fraction("renewal", Decimal::ONE);
        customer.plan = cells.text("plan");
        customer.cadence = cells.value("cadence", Wrong::Interval, Interval::parse);
        customer.archived = cells.day("archived");
        customer.tags = lists(&cells.all("tags"));
        for tag in &self.settings.tags {
            if !customer.tags.contains(tag) {
                customer.tags.push(tag.clone());
            }
        }
        customer.prefers = cells.value("prefers", Wrong::Json, nested::preferences).unwrap_or_default();
        customer.promises = cells.value("promises", Wrong::Json, nested::promises).unwrap_or_default();
        customer.dates = cells.value("dates", Wrong::Json, nested::dates).unwrap_or_default();
        customer.contacts = cells.value("contacts", Wrong::Json, nested::contacts).unwrap_or_default();
        let mut notes: Vec<String> =
            cells.all("notes").into_iter().map(|(_, text)| text.to_owned()).collect();
        customer.contacts.extend(contact(cells, self.settings, &mut notes));
        let end = match cells.at("notes") {
            Some((column, _)) if cells.ends_a_line(column) => "\n",
            _ => "",
        };
        customer.notes = (!notes.is_empty()).then(|| notes.join("\n") + end);
        customer.custom = self.custom(cells);
        self.status(cells, &mut customer);
        let mut remarks = Vec::new();
        let last = self.last(cells, &mut remarks);
        Record { customer, id, last, remarks }
    }

    /// What every new customer shares.
    pub fn defaults(&self, customer: &mut Customer, cells: &mut Cells<'_>) {
        let value = |key: &str| self.settings.default_of(key).map(str::to_owned);
        for (slot, key) in [
            (&mut customer.source, "source"),
            (&mut customer.industry, "industry"),
            (&mut customer.region, "region"),
            (&mut customer.plan, "plan"),
            (&mut customer.timezone, "timezone"),
        ] {
            if slot.is_none() {
                *slot = value(key);
            }
        }
        if customer.owner.is_none()
            && let Some(owner) = value("owner").filter(|owner| owner != "pool")
        {
            customer.owner = self.person(&owner);
            if customer.owner.is_none() {
                cells.fail(None, &owner, Wrong::Owner(self.team()));
            }
        }
        if customer.grade.is_none()
            && let Some(grade) = value("grade")
        {
            customer.grade = self.class(&grade);
            if customer.grade.is_none() {
                cells.fail(None, &grade, Wrong::Grade(self.classes()));
            }
        }
        if customer.country.is_none()
            && let Some(country) = value("country")
        {
            customer.country = country::code(&country);
            if customer.country.is_none() {
                cells.fail(None, &country, Wrong::Country(country::nearest(&country)));
            }
        }
        if customer.since.is_none() {
            customer.since = value("since").and_then(|since| date(&since));
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

    fn class(&self, text: &str) -> Option<String> {
        let wanted = name::fold(text);
        let bare = wanted.trim_end_matches(['级', '類', '类', '等']).trim();
        let grades = &self.settings.policy.grades;
        let is_it = |wanted: &str| {
            let same = |own: &str| !own.is_empty() && name::fold(own) == wanted;
            grades.iter().find(|rule| same(&rule.class) || same(&rule.label.en) || same(&rule.label.zh))
        };
        is_it(&wanted).or_else(|| is_it(bare)).map(|rule| rule.class.clone())
    }

    fn classes(&self) -> Vec<String> {
        self.settings.policy.grades.iter().map(|rule| rule.class.clone()).collect()
    }

    fn owner(&self, cells: &mut Cells<'_>, key: &str) -> Option<String> {
        let (column, text) = cells.at(key)?;
        if matches!(name::fold(text).as_str(), "pool" | "none" | "公海" | "-" | "无") {
            return None;
        }
        let owner = self.person(text);
        if owner.is_none() {
            cells.fail(Some(column), text, Wrong::Owner(self.team()));
        }
        owner
    }

    fn person(&self, text: &str) -> Option<String> {
        person(self.settings, text)
    }

    fn team(&self) -> Vec<String> {
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

    /// The current status of the maintenance list: `archived 2026-11-01`, or in older ones the grade and the need.
    fn status(&self, cells: &Cells<'_>, customer: &mut Customer) {
        let Some(text) = cells.text("status") else { return };
        let archived = ["archived ", "已归档 "].iter().find_map(|word| text.strip_prefix(word));
        if let Some(day) = archived.and_then(date) {
            customer.archived = customer.archived.or(Some(day));
            return;
        }
        for part in text.split([',', '，']).map(str::trim) {
            if let Some(need) = Need::parse(part) {
                customer.need = customer.need.or(Some(need));
            } else if customer.grade.is_none() {
                customer.grade = self.class(part);
            }
        }
    }

    fn custom(&self, cells: &mut Cells<'_>) -> Option<Datum> {
        let mut fields = cells.value("custom", Wrong::Json, nested::custom).unwrap_or_default();
        for (index, column) in self.settings.columns.iter().enumerate() {
            if let Use::Key(Key::Custom(name)) = &column.used
                && let Some(text) = cells.cell(index)
            {
                fields.push((name.clone(), Datum::Text(text.to_owned())));
            }
        }
        (!fields.is_empty()).then_some(Datum::Map(fields))
    }

    /// The last contact, as a list tells it beside the customer.
    fn last(&self, cells: &mut Cells<'_>, remarks: &mut Vec<Remark>) -> Option<Owned> {
        let at = cells.stamp("last");
        let next = cells.day("last.next");
        let text = cells.text("last.text");
        // Our own list has the reply and the need in one cell.
        let reply = cells.text("last.reply").unwrap_or_default();
        let words: Vec<&str> =
            reply.split([',', '，', '、']).map(str::trim).filter(|word| !word.is_empty()).collect();
        let known = words.iter().find_map(|word| super::words::word("reply", word)).and_then(Reply::parse);
        let in_chinese =
            |word: &str| word.ends_with("需求").then(|| super::words::word("need", word)).flatten();
        let need = words.iter().find_map(|word| Need::parse(in_chinese(word).unwrap_or(word)));
        let is_said = known.is_none() && need.is_none() && !reply.is_empty();
        let text = match (text, is_said) {
            (Some(text), true) => Some(format!("{text}\n{reply}")),
            (None, true) => Some(reply),
            (text, false) => text,
        };
        let Some(at) = at else {
            remarks.extend(next.map(|next| Remark::NextWithoutLast(next.to_string())));
            return None;
        };
        let next = next.filter(|next| {
            let is_before = *next < at.day();
            if is_before {
                remarks.push(Remark::NextBeforeLast(next.to_string()));
            }
            !is_before
        });
        let via = cells.text("last.via");
        let via = via.map(|via| super::words::word("via", &via).map_or(via, str::to_owned));
        let by = cells.at("owner").and_then(|(_, owner)| self.person(owner));
        let by = by.unwrap_or_else(|| self.settings.by.clone());
        let follow_up = FollowUp { reply: known, need, next, ..FollowUp::default() };
        Some(Entry {
            at,
            by: Some(by.into()),
            via: via.map(Into::into),
            text: text.map(Into::into),
            event: Event::FollowUp(follow_up),
            line: 0,
        })
    }
}

/// A person of the team by id or name; anybody where the team lists nobody.
pub(super) fn person(settings: &Settings<'_>, text: &str) -> Option<String> {
    let wanted = name::fold(text);
    let is_it = |(id, name): &&(String, Option<String>)| {
        name::fold(id) == wanted || name.as_ref().is_some_and(|name| name::fold(name) == wanted)
    };
    let found = settings.people.iter().find(is_it).map(|(id, _)| id.clone());
    found.or_else(|| settings.people.is_empty().then(|| text.trim().to_owned()))
}

/// The contact of a row. What it has twice goes into the notes.
fn contact(cells: &mut Cells<'_>, settings: &Settings<'_>, notes: &mut Vec<String>) -> Option<Contact> {
    let mut contact = Contact {
        name: cells.text("contact").map(|text| one_line(&text)),
        position: cells.text("contact.position").map(|text| one_line(&text)),
        decides: cells.truth("contact.decides"),
        verified: cells.day("contact.verified"),
        ..Contact::default()
    };
    let whose = contact.name.as_ref().map(|name| format!("{name}, ")).unwrap_or_default();
    for (slot, key) in [(&mut contact.email, "contact.email"), (&mut contact.phone, "contact.phone")] {
        for (column, text) in cells.all(key) {
            let text = if key == "contact.phone" { plain_digits(text) } else { text.to_owned() };
            match slot {
                None => *slot = Some(text),
                Some(own) if *own == text => {}
                Some(_) => notes.push(format!("{whose}{}: {text}", settings.columns[column].header)),
            }
        }
    }
    if let Some((column, text)) = cells.at("contact.birthday") {
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
        if let Use::Key(Key::Chat(service)) = &column.used
            && let Some(text) = cells.cell(index)
        {
            contact.chat.push((service.clone(), plain_digits(text)));
        }
    }
    (contact != Contact::default()).then_some(contact)
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

/// The items of lists.
fn lists(cells: &[(usize, &str)]) -> Vec<String> {
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

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A row has no id before it is known whom it is about.
fn placeholder() -> CustomerId {
    CustomerId::new("x").unwrap_or_else(|| unreachable!("x is an id"))
}
