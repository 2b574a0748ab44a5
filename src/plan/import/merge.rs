//! What a row adds to a customer that is there, and what it says otherwise.

use chrono::NaiveDate;

use crate::model::name::fold;
use crate::model::{
    Approval, Contact, ContactPoint, Customer, CustomerKey, CustomerValue, CustomerValueMut, Decimal,
    DecisionMaker, Interval, KeyDate, Medium, Meeting, Need, Preferences, SaidPotential, WritingTone,
    YamlValue,
};
use crate::plan::duplicates::spellings;

/// One change of a customer's file.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The key, such as `contacts[0].phone`.
    pub key: String,
    /// What stood there.
    pub from: Option<String>,
    /// What comes there.
    pub to: Incoming,
}

/// What comes to a key.
#[derive(Clone, Debug, PartialEq)]
pub enum Incoming {
    Text(String),
    /// A day, a number or a truth value: what stands without quotes.
    Plain(String),
    /// One more item of a list.
    Item(String),
    /// One more contact.
    Contact(Contact),
    /// One more address or number of a contact.
    Point(Medium, ContactPoint),
    /// Days to remember.
    Dates(Vec<KeyDate>),
    /// One more step of the decision chain.
    DecisionMaker(DecisionMaker),
    /// Who has agreed, and when.
    Approval(Approval),
    /// One of the team's own fields.
    Custom(YamlValue),
}

/// What the table says otherwise than the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub key: String,
    /// What the file says.
    pub ours: String,
    /// What the table says.
    pub theirs: String,
}

/// What one customer takes from another.
#[derive(Debug, Default)]
pub(super) struct Merge {
    overwrite: bool,
    pub changes: Vec<Change>,
    pub differs: Vec<Difference>,
}

/// A value as the file has it.
trait FileValue: Clone {
    fn value(&self) -> Incoming;
    fn shown(&self) -> String {
        match self.value() {
            Incoming::Text(text) | Incoming::Plain(text) => text,
            _ => String::new(),
        }
    }
    fn is_same(&self, other: &Self) -> bool {
        squeezed(&self.shown()) == squeezed(&other.shown())
    }
}

macro_rules! file_values {
    ($($kind:ty => $value:ident($text:expr)),* $(,)?) => {
        $(impl FileValue for $kind {
            fn value(&self) -> Incoming {
                let text: fn(&$kind) -> String = $text;
                Incoming::$value(text(self))
            }
        })*
    };
}

file_values! {
    String => Text(String::clone),
    NaiveDate => Plain(ToString::to_string),
    Decimal => Plain(|value| value.normalize().to_string()),
    bool => Plain(ToString::to_string),
    Need => Text(|need| need.as_str().to_owned()),
    SaidPotential => Text(|potential| potential.as_str().to_owned()),
    Meeting => Text(|meeting| meeting.as_str().to_owned()),
    WritingTone => Text(|tone| tone.as_str().to_owned()),
    Interval => Text(ToString::to_string),
    crate::model::Birthday => Plain(ToString::to_string),
}

/// Folded, blanks as one.
fn squeezed(text: &str) -> String {
    fold(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Gives `old` what `new` says beyond it. Where they say different things, the old one stays unless it
/// is to be overwritten.
pub(super) fn merge(old: &mut Customer, new: &Customer, overwrite: bool) -> Merge {
    let mut merge = Merge { overwrite, ..Merge::default() };
    let ours: Vec<String> =
        std::iter::once(&old.name).chain(&old.aliases).flat_map(|name| spellings(name)).collect();
    let is_known = spellings(&new.name).iter().any(|form| ours.contains(form));
    if !new.name.is_empty() && !is_known {
        let mut name = Some(old.name.clone());
        merge.scalar("name", &mut name, Some(&new.name));
        old.name = name.unwrap_or_default();
    }
    for ((key, own), (_, theirs)) in old.fields_mut().into_iter().zip(new.fields()) {
        merge.field(key, own, theirs);
    }
    let is_same_site = match (&old.website, &new.website) {
        (Some(own), Some(new)) => site(own) == site(new),
        _ => false,
    };
    if !is_same_site {
        merge.scalar("website", &mut old.website, new.website.as_ref());
    }
    for ((key, own), (_, theirs)) in old.fields_mut().into_iter().zip(new.fields()) {
        if let (CustomerValueMut::Texts(own), CustomerValue::Texts(theirs)) = (own, theirs) {
            merge.list(key.as_str(), own, theirs);
        }
    }
    merge.list("promises.free", &mut old.promises.free, &new.promises.free);
    merge.list("promises.ask_first", &mut old.promises.ask_first, &new.promises.ask_first);
    for contact in &new.contacts {
        merge.contact(&mut old.contacts, contact);
    }
    merge.dates(&mut old.dates, &new.dates);
    merge.decision(&mut old.decision, &new.decision);
    merge.notes(old, new);
    merge.custom(old, new);
    merge
}

impl Merge {
    /// A key that has one value, and those of the preferences. What is compared in a way of its own, and what
    /// adds up, comes behind them.
    fn field(&mut self, key: CustomerKey, own: CustomerValueMut<'_>, theirs: CustomerValue<'_>) {
        let name = key.as_str();
        match (own, theirs) {
            _ if matches!(key, CustomerKey::Website | CustomerKey::Notes) => {}
            (CustomerValueMut::Text(own), CustomerValue::Text(theirs)) => {
                self.scalar(name, own, theirs.as_ref())
            }
            (CustomerValueMut::Day(own), CustomerValue::Day(theirs)) => {
                self.scalar(name, own, theirs.as_ref())
            }
            (CustomerValueMut::Number(own), CustomerValue::Number(theirs)) => {
                self.scalar(name, own, theirs.as_ref())
            }
            (CustomerValueMut::Need(own), CustomerValue::Need(theirs)) => {
                self.scalar(name, own, theirs.as_ref())
            }
            (CustomerValueMut::Potential(own), CustomerValue::Potential(theirs)) => {
                self.scalar(name, own, theirs.as_ref())
            }
            (CustomerValueMut::Interval(own), CustomerValue::Interval(theirs)) => {
                self.scalar(name, own, theirs.as_ref())
            }
            (CustomerValueMut::Preferences(own), CustomerValue::Preferences(theirs)) => {
                let Preferences { channel, hours, meeting, cares_about, tone } = theirs;
                self.scalar("prefers.channel", &mut own.channel, channel.as_ref());
                self.scalar("prefers.hours", &mut own.hours, hours.as_ref());
                self.scalar("prefers.meeting", &mut own.meeting, meeting.as_ref());
                self.scalar("prefers.cares_about", &mut own.cares_about, cares_about.as_ref());
                self.scalar("prefers.tone", &mut own.tone, tone.as_ref());
            }
            (CustomerValueMut::Approval(own), CustomerValue::Approval(theirs)) => {
                self.approval(name, own, theirs);
            }
            _ => {}
        }
    }

    fn scalar<T: FileValue>(&mut self, key: &str, old: &mut Option<T>, new: Option<&T>) {
        let Some(new) = new else { return };
        let from = match old.as_ref() {
            None => None,
            Some(old) if old.is_same(new) => return,
            Some(old) => Some(old.shown()),
        };
        if let Some(ours) = &from {
            self.differs.push(Difference { key: key.to_owned(), ours: ours.clone(), theirs: new.shown() });
            if !self.overwrite {
                return;
            }
        }
        self.changes.push(Change { key: key.to_owned(), from, to: new.value() });
        *old = Some(new.clone());
    }

    /// A consent is one word of one person: never who gave it of the one, and when of the other.
    fn approval(&mut self, key: &str, old: &mut Approval, new: &Approval) {
        if *new == Approval::default() || old == new {
            return;
        }
        let from = (*old != Approval::default()).then(|| old.to_string());
        if let Some(ours) = &from {
            self.differs.push(Difference {
                key: key.to_owned(),
                ours: ours.clone(),
                theirs: new.to_string(),
            });
            if !self.overwrite {
                return;
            }
        }
        self.changes.push(Change { key: key.to_owned(), from, to: Incoming::Approval(new.clone()) });
        old.clone_from(new);
    }

    fn list(&mut self, key: &str, old: &mut Vec<String>, new: &[String]) {
        for item in new {
            if !old.iter().any(|own| squeezed(own) == squeezed(item)) {
                self.changes.push(Change {
                    key: key.to_owned(),
                    from: None,
                    to: Incoming::Item(item.clone()),
                });
                old.push(item.clone());
            }
        }
    }

    fn contact(&mut self, old: &mut Vec<Contact>, new: &Contact) {
        let at = match the_one(old, new) {
            Err(several) => {
                let name = |contact: &Contact| contact.name.clone().unwrap_or_default();
                let ours = several.iter().map(|at| name(&old[*at])).collect::<Vec<_>>().join(", ");
                let theirs = [name(new)].into_iter().chain(ways(new)).collect::<Vec<_>>().join(", ");
                return self.differs.push(Difference { key: "contacts".into(), ours, theirs });
            }
            Ok(at) => at,
        };
        let Some(at) = at else {
            let key = format!("contacts[{}]", old.len());
            self.changes.push(Change { key, from: None, to: Incoming::Contact(new.clone()) });
            return old.push(new.clone());
        };
        let own = &mut old[at];
        let key = |name: &str| format!("contacts[{at}].{name}");
        self.scalar(&key("name"), &mut own.name, new.name.as_ref());
        self.scalar(&key("position"), &mut own.position, new.position.as_ref());
        self.scalar(&key("decides"), &mut own.decides, new.decides.as_ref());
        for medium in Medium::ALL {
            self.points(key, medium, own, new);
        }
        self.scalar(&key("birthday"), &mut own.birthday, new.birthday.as_ref());
        self.scalar(&key("verified"), &mut own.verified, new.verified.as_ref());
        for (service, handle) in &new.chat {
            let there = own.chat.iter_mut().find(|(own, _)| own.eq_ignore_ascii_case(service));
            let mut value = there.as_ref().map(|(_, handle)| handle.clone());
            if value.as_ref().is_some_and(|own| is_same_number(own, handle)) {
                continue;
            }
            self.scalar(&key(&format!("chat.{service}")), &mut value, Some(handle));
            match (there, value) {
                (Some(there), Some(value)) => there.1 = value,
                (None, Some(value)) => own.chat.push((service.clone(), value)),
                _ => {}
            }
        }
    }

    /// The first address or number, and the others; what is known in either place is no news.
    fn points(&mut self, key: impl Fn(&str) -> String, medium: Medium, own: &mut Contact, new: &Contact) {
        let form = comparable(medium);
        let known: Vec<String> = own.all(medium).map(form).collect();
        let is_known = |text: &str| known.contains(&form(text));
        let (first, others) = new.points(medium);
        let (own_first, own_others) = own.points_mut(medium);
        let first = first.filter(|first| !is_known(first)).map(str::to_owned);
        self.scalar(&key(medium.key()), own_first, first.as_ref());
        for point in others.iter().filter(|point| !is_known(&point.value)) {
            let key = key(medium.list_key());
            self.changes.push(Change { key, from: None, to: Incoming::Point(medium, point.clone()) });
            own_others.push(point.clone());
        }
    }

    fn dates(&mut self, old: &mut Vec<KeyDate>, new: &[KeyDate]) {
        let fresh: Vec<KeyDate> = new.iter().filter(|date| !old.contains(date)).cloned().collect();
        if fresh.is_empty() {
            return;
        }
        if old.is_empty() {
            self.changes.push(Change { key: "dates".into(), from: None, to: Incoming::Dates(fresh.clone()) });
            return old.extend(fresh);
        }
        let shown = |dates: &[KeyDate]| {
            dates.iter().map(|date| format!("{} {}", date.on, date.what)).collect::<Vec<_>>().join(", ")
        };
        self.differs.push(Difference { key: "dates".into(), ours: shown(old), theirs: shown(&fresh) });
    }

    /// Who is in the chain already keeps the role; another one comes behind.
    fn decision(&mut self, old: &mut Vec<DecisionMaker>, new: &[DecisionMaker]) {
        for one in new {
            match old.iter().find(|own| squeezed(&own.who) == squeezed(&one.who)) {
                None => {
                    let to = Incoming::DecisionMaker(one.clone());
                    self.changes.push(Change { key: "decision".into(), from: None, to });
                    old.push(one.clone());
                }
                Some(own) if one.role.is_none() || own.role == one.role => {}
                Some(own) => {
                    let (ours, theirs) = (own.to_string(), one.to_string());
                    self.differs.push(Difference { key: "decision".into(), ours, theirs });
                }
            }
        }
    }

    /// Notes that are there may say more, and what they say stays.
    fn notes(&mut self, old: &mut Customer, new: &Customer) {
        let Some(theirs) = &new.notes else { return };
        if let Some(ours) = &old.notes {
            let ours = squeezed(ours);
            if theirs.lines().all(|line| ours.contains(&squeezed(line))) {
                return;
            }
        }
        let mut trimmed = old.notes.as_ref().map(|notes| notes.trim_end().to_owned());
        self.scalar("notes", &mut trimmed, Some(theirs));
        if trimmed.as_deref() != old.notes.as_deref().map(str::trim_end) {
            old.notes = trimmed;
        }
    }

    fn custom(&mut self, old: &mut Customer, new: &Customer) {
        let Some(YamlValue::Map(theirs)) = &new.custom else { return };
        for (name, value) in theirs {
            let key = format!("custom.{name}");
            let ours = match &mut old.custom {
                Some(YamlValue::Map(ours)) => ours,
                Some(other) if *other != YamlValue::Null => {
                    let (ours, theirs) = (format!("{other:?}"), format!("{value:?}"));
                    self.differs.push(Difference { key, ours, theirs });
                    continue;
                }
                files => {
                    *files = Some(YamlValue::Map(Vec::new()));
                    match files {
                        Some(YamlValue::Map(ours)) => ours,
                        _ => continue,
                    }
                }
            };
            let there = ours.iter_mut().find(|(own, _)| own == name);
            let from = match &there {
                None => None,
                Some((_, own)) if own == value || squeezed(&plain(own)) == squeezed(&plain(value)) => {
                    continue;
                }
                Some((_, own)) => Some(plain(own)),
            };
            if let Some(ours) = &from {
                let (ours, theirs) = (ours.clone(), plain(value));
                self.differs.push(Difference { key: key.clone(), ours, theirs });
                if !self.overwrite {
                    continue;
                }
            }
            self.changes.push(Change { key, from, to: Incoming::Custom(value.clone()) });
            match there {
                Some(there) => there.1 = value.clone(),
                None => ours.push((name.clone(), value.clone())),
            }
        }
    }
}

/// Whose a list's contact is among those of the file: of several who are called so it is the one who is reached alike,
/// else one who has all that it says. They are given where that says nothing.
fn the_one(old: &[Contact], new: &Contact) -> Result<Option<usize>, Vec<usize>> {
    let all: Vec<usize> = (0..old.len()).filter(|at| is_one(&old[*at], new)).collect();
    if all.len() < 2 {
        return Ok(all.first().copied());
    }
    let first = |is_it: &dyn Fn(&Contact) -> bool| all.iter().copied().find(|at| is_it(&old[*at]));
    let found = first(&|own| is_reached_alike(own, new)).or_else(|| first(&|own| has_all_of(own, new)));
    found.map(Some).ok_or(all)
}

/// Whether a contact of the file has all that a list says of one.
fn has_all_of(own: &Contact, new: &Contact) -> bool {
    fn is_in<T: PartialEq>(own: &Option<T>, new: &Option<T>) -> bool {
        new.is_none() || own == new
    }
    let text = |own: &Option<String>, new: &Option<String>| {
        is_in(&own.as_deref().map(squeezed), &new.as_deref().map(squeezed))
    };
    text(&own.position, &new.position)
        && is_in(&own.decides, &new.decides)
        && is_in(&own.birthday, &new.birthday)
        && is_in(&own.verified, &new.verified)
        && ways(new).next().is_none()
}

/// The addresses, numbers and handles of a contact.
fn ways(contact: &Contact) -> impl Iterator<Item = String> {
    let all = Medium::ALL.into_iter().flat_map(|medium| contact.all(medium));
    all.map(str::to_owned).chain(contact.chat.iter().map(|(_, handle)| handle.clone()))
}

/// Whether two have an address, a number or a handle in common.
fn is_reached_alike(own: &Contact, new: &Contact) -> bool {
    let same = |medium: Medium| {
        let form = comparable(medium);
        let ours: Vec<String> = own.all(medium).map(form).filter(|text| !text.is_empty()).collect();
        new.all(medium).any(|text| ours.contains(&form(text)))
    };
    Medium::ALL.into_iter().any(same) || own.chat.iter().any(|handle| new.chat.contains(handle))
}

/// Whether two are one person: by name, else by address or phone where one of them has no name.
fn is_one(own: &Contact, new: &Contact) -> bool {
    match (&own.name, &new.name) {
        (Some(own), Some(new)) => squeezed(own) == squeezed(new),
        _ => {
            let lacks = |medium: Medium| own.all(medium).next().is_none() || new.all(medium).next().is_none();
            is_reached_alike(own, new) || (own.name == new.name && Medium::ALL.into_iter().all(lacks))
        }
    }
}

/// The form in which all writings of an address or a number are one.
fn comparable(medium: Medium) -> fn(&str) -> String {
    match medium {
        Medium::Email => squeezed,
        Medium::Phone => digits,
    }
}

/// A site as it is compared: a phone or an address book writes the scheme before it.
fn site(site: &str) -> String {
    let folded = fold(site);
    let rest = folded.split_once("://").map_or(folded.as_str(), |(_, rest)| rest);
    rest.strip_prefix("www.").unwrap_or(rest).trim_end_matches('/').to_owned()
}

/// Whether two handles are one number, which each program groups as it likes.
fn is_same_number(one: &str, other: &str) -> bool {
    let is_number = |text: &str| text.chars().all(|c| c.is_ascii_digit() || " +-().".contains(c));
    is_number(one) && is_number(other) && digits(one).len() > 4 && digits(one) == digits(other)
}

fn digits(phone: &str) -> String {
    phone.chars().filter(char::is_ascii_digit).collect()
}

fn plain(datum: &YamlValue) -> String {
    match datum {
        YamlValue::Text(text) | YamlValue::Number(text) => text.clone(),
        YamlValue::Bool(value) => value.to_string(),
        YamlValue::Null => String::new(),
        other => format!("{other:?}"),
    }
}

impl std::fmt::Display for Incoming {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Incoming::Text(text) | Incoming::Plain(text) | Incoming::Item(text) => f.write_str(text),
            Incoming::Contact(contact) => {
                let points = Medium::ALL.into_iter().flat_map(|medium| contact.all(medium));
                let parts: Vec<&str> = contact.name.as_deref().into_iter().chain(points).collect();
                f.write_str(&parts.join(", "))
            }
            Incoming::Point(_, point) => f.write_str(&point.value),
            Incoming::Dates(dates) => {
                let dates: Vec<String> =
                    dates.iter().map(|date| format!("{} {}", date.on, date.what)).collect();
                f.write_str(&dates.join(", "))
            }
            Incoming::DecisionMaker(one) => one.fmt(f),
            Incoming::Approval(one) => one.fmt(f),
            Incoming::Custom(YamlValue::Text(text) | YamlValue::Number(text)) => f.write_str(text),
            Incoming::Custom(other) => write!(f, "{other:?}"),
        }
    }
}
