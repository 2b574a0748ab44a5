//! From one line to an [`Entry`]: its fields as they stand there, what each means, and which ones can't be.
//!
//! An optional field that can't be is passed over and told; without `at`, `kind` or a `state` that
//! its kind needs, the whole entry is.

use std::borrow::Cow;
use std::fmt;

use chrono::{NaiveDate, NaiveTime};
use serde::Deserialize as DeriveDeserialize;
use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde_json::value::RawValue;

use crate::model::suggestion;
use crate::model::{
    Alarm, AlarmAnswer, AlarmKind, Change, Complaint, ComplaintState, Contract, Currency, Decimal, Ending,
    EndingState, Entry, EntryField, EntryKind, Event, Expected, FollowUp, Invitation, InvitationState,
    Invoice, KeptFile, Mark, Measure, Money, MoveCode, NO_NEXT, Need, NextContact, Note, Order, OrderItem,
    Payment, ProblemKind, Promise, PromiseState, Quote, QuoteState, Reply, Request, RequestState, Sample,
    SampleState, Stamp, SuggestionAnswer, SuggestionAnswered, Text, Trace, Visit, WAS, date,
};
use crate::yaml::{FileLocation, UnlocatedProblem};

/// A text that borrows from the line wherever nothing in it is escaped.
#[derive(Clone, Debug, PartialEq)]
struct Str<'a>(pub Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Str<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Borrow;
        impl<'de> Visitor<'de> for Borrow {
            type Value = Str<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text in quotes")
            }
            fn visit_borrowed_str<E: Error>(self, value: &'de str) -> Result<Str<'de>, E> {
                Ok(Str(Cow::Borrowed(value)))
            }
            fn visit_str<E: Error>(self, value: &str) -> Result<Str<'de>, E> {
                Ok(Str(Cow::Owned(value.to_owned())))
            }
        }
        deserializer.deserialize_str(Borrow)
    }
}

/// Every field of every kind; which of them a kind may have, [`EntryKind::info`](crate::model::EntryKind::info) says.
#[derive(Debug, Default, DeriveDeserialize)]
struct RawEntry<'a> {
    #[serde(borrow)]
    pub at: Option<Str<'a>>,
    #[serde(borrow)]
    pub by: Option<Str<'a>>,
    #[serde(borrow)]
    pub kind: Option<Str<'a>>,
    #[serde(borrow)]
    pub via: Option<Str<'a>>,
    #[serde(borrow)]
    pub with: Option<Str<'a>>,
    #[serde(borrow)]
    pub with_us: Option<&'a RawValue>,
    #[serde(borrow)]
    pub state: Option<Str<'a>>,
    #[serde(borrow)]
    pub amount: Option<&'a RawValue>,
    #[serde(borrow)]
    pub currency: Option<Str<'a>>,
    #[serde(borrow)]
    pub margin: Option<&'a RawValue>,
    #[serde(borrow)]
    pub cost: Option<&'a RawValue>,
    #[serde(borrow)]
    pub quantity: Option<&'a RawValue>,
    #[serde(borrow)]
    pub unit: Option<Str<'a>>,
    #[serde(borrow)]
    pub item: Option<Str<'a>>,
    #[serde(borrow, rename = "ref")]
    pub reference: Option<Str<'a>>,
    #[serde(borrow)]
    pub from: Option<Str<'a>>,
    #[serde(borrow)]
    pub to: Option<Str<'a>>,
    #[serde(borrow)]
    pub until: Option<Str<'a>>,
    #[serde(borrow)]
    pub due: Option<Str<'a>>,
    #[serde(borrow)]
    pub why: Option<Str<'a>>,
    #[serde(borrow)]
    pub competitor: Option<Str<'a>>,
    #[serde(borrow)]
    pub code: Option<Str<'a>>,
    #[serde(borrow)]
    pub answer: Option<Str<'a>>,
    #[serde(borrow)]
    pub expected: Option<Str<'a>>,
    #[serde(borrow)]
    pub action: Option<Str<'a>>,
    #[serde(borrow)]
    pub what: Option<Str<'a>>,
    #[serde(borrow)]
    pub text: Option<Str<'a>>,
    #[serde(borrow)]
    pub reply: Option<Str<'a>>,
    #[serde(borrow)]
    pub need: Option<Str<'a>>,
    #[serde(borrow)]
    pub visit: Option<Str<'a>>,
    #[serde(borrow)]
    pub minutes: Option<&'a RawValue>,
    #[serde(borrow)]
    pub satisfaction: Option<&'a RawValue>,
    #[serde(borrow)]
    pub next: Option<Str<'a>>,
    #[serde(borrow)]
    pub next_time: Option<Str<'a>>,
    #[serde(borrow)]
    pub plan: Option<Str<'a>>,
    pub example: Option<bool>,
    #[serde(borrow)]
    pub written: Option<Str<'a>>,
    pub planned: Option<bool>,
    #[serde(borrow)]
    pub of: Option<Str<'a>>,
    #[serde(borrow)]
    pub files: Option<&'a RawValue>,
    #[serde(borrow)]
    pub returns: Option<Str<'a>>,
    #[serde(borrow)]
    pub items: Option<&'a RawValue>,
    #[serde(borrow)]
    pub origin: Option<Str<'a>>,
}

/// A line of an order as it stands there; what else it says is left for a later version.
#[derive(Debug, DeriveDeserialize)]
struct RawItem<'a> {
    #[serde(borrow)]
    item: Option<Str<'a>>,
    #[serde(borrow)]
    quantity: Option<&'a RawValue>,
    #[serde(borrow)]
    unit: Option<Str<'a>>,
    #[serde(borrow)]
    amount: Option<&'a RawValue>,
    #[serde(borrow)]
    cost: Option<&'a RawValue>,
}

/// A kept file as it stands there; what else it says is left for a later version.
#[derive(Debug, DeriveDeserialize)]
struct RawKeptFile {
    name: String,
    sha256: String,
    bytes: u64,
}

/// The part of a line that even an unknown kind has.
#[derive(Debug, DeriveDeserialize)]
struct Outline<'a> {
    #[serde(borrow)]
    pub at: Option<Str<'a>>,
    #[serde(borrow)]
    pub kind: Option<Str<'a>>,
}

/// An entry with the faults of the fields that were passed over; or why there is none. `Err(None)`
/// for the inner lines of a conflict, whose first line was told.
type Read<'a> = Result<(Entry<'a>, Vec<UnlocatedProblem>), Option<UnlocatedProblem>>;

/// Reads one line, its number from 1.
pub(super) fn entry(line: &[u8], number: usize) -> Read<'_> {
    let text = std::str::from_utf8(line).map_err(|error| {
        let column = String::from_utf8_lossy(&line[..error.valid_up_to()]).chars().count() + 1;
        Some(UnlocatedProblem::new(FileLocation::At(number, column), ProblemKind::InvalidUtf8))
    })?;
    if !text.trim_start().starts_with('{') && !text.starts_with(['<', '=', '>', '|']) {
        // The reader would take a list for an entry, field by field.
        let detail = "expected an object: {…}".to_owned();
        return Err(Some(UnlocatedProblem::new(FileLocation::At(number, 1), ProblemKind::Json(detail))));
    }
    match serde_json::from_str::<RawEntry<'_>>(text) {
        Ok(raw) => convert(raw, number),
        Err(error) => other(text, number).ok_or_else(|| refuse(text, number, &error)),
    }
}

/// A line of an unknown kind may give any type to fields that this version knows.
fn other(text: &str, number: usize) -> Option<(Entry<'_>, Vec<UnlocatedProblem>)> {
    let outline: Outline<'_> = serde_json::from_str(text).ok()?;
    let at = Stamp::parse(&outline.at?.0)?;
    let kind = outline.kind?.0;
    EntryKind::parse(&kind).is_none().then(|| {
        let line = u32::try_from(number).unwrap_or(u32::MAX);
        (Entry { line, ..Entry::new(at, Event::Other(kind)) }, Vec::new())
    })
}

fn refuse(text: &str, number: usize, error: &serde_json::Error) -> Option<UnlocatedProblem> {
    if text.starts_with("<<<<<<<") {
        return Some(UnlocatedProblem::new(
            FileLocation::At(number, 1),
            ProblemKind::ConflictMarker { ours: String::new(), theirs: String::new() },
        ));
    }
    if text.starts_with("=======") || text.starts_with(">>>>>>>") || text.starts_with("|||||||") {
        return None;
    }
    // A line that was cut off stays one, though whole lines follow it now.
    if error.is_eof() {
        return Some(UnlocatedProblem::new(FileLocation::At(number, 1), ProblemKind::CutOff));
    }
    let detail = error.to_string();
    let detail = detail.split(" at line ").next().unwrap_or(&detail).to_owned();
    // The reader counts bytes.
    let before = text.as_bytes().get(..error.column().saturating_sub(1)).unwrap_or(text.as_bytes());
    let column = String::from_utf8_lossy(before).chars().count() + 1;
    Some(UnlocatedProblem::new(FileLocation::At(number, column), ProblemKind::Json(detail)))
}

fn convert(raw: RawEntry<'_>, number: usize) -> Read<'_> {
    let mut reader = Fields { number, faults: Vec::new() };
    let Some(at) = raw.at else { return Err(Some(reader.missing("at"))) };
    let Some(stamp) = Stamp::parse(&at.0) else {
        return Err(Some(reader.bad("at", at.0.into_owned(), Expected::Instant)));
    };
    let Some(kind) = raw.kind else { return Err(Some(reader.missing("kind"))) };
    let money = reader.money(raw.amount, raw.currency);
    let (item, reference) = (text(raw.item), text(raw.reference));
    let event = match EntryKind::parse(&kind.0) {
        Some(EntryKind::FollowUp) => Event::FollowUp(FollowUp {
            with: text(raw.with),
            with_us: reader.people("with_us", raw.with_us),
            reply: reader.value("reply", raw.reply, Expected::OneOf(Reply::WORDS), Reply::parse),
            need: reader.value("need", raw.need, Expected::OneOf(Need::WORDS), Need::parse),
            visit: reader.value("visit", raw.visit, Expected::OneOf(Visit::WORDS), Visit::parse),
            satisfaction: reader.number("satisfaction", raw.satisfaction, Measure::Score),
            minutes: reader.number("minutes", raw.minutes, Measure::Spent),
            next: reader.next_contact(raw.next, raw.next_time),
            plan: text(raw.plan),
            example: raw.example,
            action: text(raw.action),
            written: reader.value("written", raw.written, Expected::Instant, Stamp::parse),
        }),
        Some(EntryKind::Sample) => {
            let state = reader.state(raw.state, SampleState::WORDS, SampleState::parse)?;
            Event::Sample(Sample { state, item, reference })
        }
        Some(EntryKind::Quote) => {
            let told = [raw.why, raw.competitor, raw.unit];
            let quote = reader.quote(raw.state, raw.expected, raw.quantity, told);
            Event::Quote(Quote { money, item, reference, ..quote })
        }
        Some(EntryKind::Order) => {
            let order = reader.order((raw.margin, raw.cost), (raw.quantity, raw.unit));
            let (returns, items) = (text(raw.returns), reader.items(raw.items));
            Event::Order(Order { money, item, reference, returns, items, ..order })
        }
        Some(EntryKind::Contract) => {
            let (from, until) = reader.term(raw.from, raw.until);
            Event::Contract(Contract { reference, money, from, until })
        }
        Some(EntryKind::Invoice) => {
            let due = reader.value("due", raw.due, Expected::Date, date);
            Event::Invoice(Invoice { reference, money, due })
        }
        Some(EntryKind::Payment) => Event::Payment(Payment { reference, money }),
        Some(EntryKind::Complaint) => {
            let state = reader.state(raw.state, ComplaintState::WORDS, ComplaintState::parse)?;
            Event::Complaint(Complaint { reference, state })
        }
        Some(EntryKind::Ending) => {
            let state = reader.state(raw.state, EndingState::WORDS, EndingState::parse)?;
            Event::Ending(Ending { reference, state, why: text(raw.why), competitor: text(raw.competitor) })
        }
        Some(EntryKind::Promise) => Event::Promise(reader.promise(raw.state, raw.what, raw.due, reference)?),
        Some(EntryKind::Request) => Event::Request(reader.request(raw.state, raw.what, raw.why, reference)?),
        Some(EntryKind::Invitation) => Event::Invitation(reader.invitation(raw.state, raw.what)?),
        Some(EntryKind::Grade) => Event::Grade(change(raw.from, raw.to, raw.why)),
        Some(EntryKind::Owner) => Event::Owner(change(raw.from, raw.to, raw.why)),
        Some(EntryKind::Note) => {
            let told = [raw.with, raw.action, raw.plan];
            let note = reader.note((raw.next, raw.next_time, raw.planned), raw.text.as_ref(), told);
            Event::Note(Note { mark: mark(raw.of, raw.example), ..note })
        }
        Some(EntryKind::Alarm) => Event::Alarm(reader.alarm(raw.of, raw.answer, raw.why)?),
        Some(EntryKind::Suggestion) => {
            Event::Suggestion(reader.suggestion((raw.code, raw.answer), (raw.to, raw.why, raw.until))?)
        }
        Some(EntryKind::Merged) => Event::Merged(Trace { from: text(raw.from) }),
        Some(EntryKind::Renamed) => Event::Renamed(Trace { from: text(raw.from) }),
        None => Event::Other(kind.0.clone()),
    };
    let line = u32::try_from(number).unwrap_or(u32::MAX);
    let (by, via, files) = (text(raw.by), text(raw.via), reader.files(raw.files));
    let entry =
        Entry { at: stamp, by, via, text: text(raw.text), event, files, origin: text(raw.origin), line };
    Ok((entry, reader.faults))
}

fn mark<'a>(of: Option<Str<'a>>, example: Option<bool>) -> Option<Mark<'a>> {
    text(of).map(|of| Mark { of, example, line: 0 })
}

fn change<'a>(from: Option<Str<'a>>, to: Option<Str<'a>>, why: Option<Str<'a>>) -> Change<'a> {
    Change { from: text(from), to: text(to), why: text(why) }
}

fn text(raw: Option<Str<'_>>) -> Option<Text<'_>> {
    raw.map(|raw| raw.0).filter(|text| !text.trim().is_empty())
}

fn hour_of(text: &str) -> Option<NaiveTime> {
    NaiveTime::parse_from_str(text, "%H:%M").ok().filter(|_| text.len() == 5)
}

/// The fields of one line, and what was wrong with them.
struct Fields {
    number: usize,
    faults: Vec<UnlocatedProblem>,
}

impl Fields {
    /// What only a quote says, and how much it is of.
    fn quote<'a>(
        &mut self,
        state: Option<Str<'_>>,
        expected: Option<Str<'_>>,
        quantity: Option<&RawValue>,
        [why, competitor, unit]: [Option<Str<'a>>; 3],
    ) -> Quote<'a> {
        Quote {
            state: self.value("state", state, Expected::OneOf(QuoteState::WORDS), QuoteState::parse),
            expected: self.value("expected", expected, Expected::Date, date),
            why: text(why),
            competitor: text(competitor),
            quantity: self.number("quantity", quantity, Measure::Amount),
            unit: text(unit),
            ..Quote::default()
        }
    }

    /// What only an order says, and how much it is of.
    fn order<'a>(
        &mut self,
        (margin, cost): (Option<&RawValue>, Option<&RawValue>),
        (quantity, unit): (Option<&RawValue>, Option<Str<'a>>),
    ) -> Order<'a> {
        Order {
            margin: self.number("margin", margin, Measure::Margin),
            cost: self.number("cost", cost, Measure::Cost),
            quantity: self.number("quantity", quantity, Measure::Amount),
            unit: text(unit),
            ..Order::default()
        }
    }

    fn fault(&self, field: &str, trouble: ProblemKind) -> UnlocatedProblem {
        UnlocatedProblem::new(FileLocation::Field(self.number, field.to_owned()), trouble)
    }

    fn missing(&self, field: &'static str) -> UnlocatedProblem {
        self.fault(field, ProblemKind::MissingKey(field))
    }

    fn bad(&self, field: &str, value: String, want: Expected) -> UnlocatedProblem {
        self.fault(field, ProblemKind::BadValue { key: field.to_owned(), value, want })
    }

    fn value<T>(
        &mut self,
        field: &str,
        raw: Option<Str<'_>>,
        want: Expected,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let raw = raw?.0;
        let value = parse(&raw);
        if value.is_none() {
            self.faults.push(self.bad(field, raw.into_owned(), want));
        }
        value
    }

    fn term(
        &mut self,
        from: Option<Str<'_>>,
        until: Option<Str<'_>>,
    ) -> (Option<NaiveDate>, Option<NaiveDate>) {
        let mut day = |field, raw| self.value(field, raw, Expected::Date, date);
        (day("from", from), day("until", until))
    }

    fn promise<'a>(
        &mut self,
        state: Option<Str<'_>>,
        what: Option<Str<'a>>,
        due: Option<Str<'_>>,
        reference: Option<Text<'a>>,
    ) -> Result<Promise<'a>, Option<UnlocatedProblem>> {
        let state = self.state(state, PromiseState::WORDS, PromiseState::parse)?;
        let due = self.value("due", due, Expected::Date, date);
        Ok(Promise { state, what: text(what), due, reference })
    }

    fn request<'a>(
        &self,
        state: Option<Str<'_>>,
        what: Option<Str<'a>>,
        why: Option<Str<'a>>,
        reference: Option<Text<'a>>,
    ) -> Result<Request<'a>, Option<UnlocatedProblem>> {
        let state = self.state(state, RequestState::WORDS, RequestState::parse)?;
        Ok(Request { state, what: text(what), reference, why: text(why) })
    }

    fn invitation<'a>(
        &self,
        state: Option<Str<'_>>,
        what: Option<Str<'a>>,
    ) -> Result<Invitation<'a>, Option<UnlocatedProblem>> {
        let state = self.state(state, InvitationState::WORDS, InvitationState::parse)?;
        Ok(Invitation { state, what: text(what) })
    }

    fn alarm<'a>(
        &self,
        of: Option<Str<'_>>,
        answer: Option<Str<'_>>,
        why: Option<Str<'a>>,
    ) -> Result<Alarm<'a>, Option<UnlocatedProblem>> {
        let of = self.needed("of", of, AlarmKind::WORDS, AlarmKind::parse)?;
        let answer = self.needed("answer", answer, AlarmAnswer::WORDS, AlarmAnswer::parse)?;
        Ok(Alarm { of, answer, why: text(why) })
    }

    fn suggestion<'a>(
        &mut self,
        (code, answer): (Option<Str<'_>>, Option<Str<'_>>),
        (to, why, until): (Option<Str<'a>>, Option<Str<'a>>, Option<Str<'_>>),
    ) -> Result<SuggestionAnswered<'a>, Option<UnlocatedProblem>> {
        Ok(SuggestionAnswered {
            code: self.needed("code", code, MoveCode::WORDS, MoveCode::parse)?,
            answer: self.needed("answer", answer, SuggestionAnswer::WORDS, SuggestionAnswer::parse)?,
            to: text(to),
            why: text(why),
            until: self.value("until", until, Expected::Date, date),
        })
    }

    fn note<'a>(
        &mut self,
        (next, hour, planned): (Option<Str<'_>>, Option<Str<'_>>, Option<bool>),
        said: Option<&Str<'_>>,
        [with, action, plan]: [Option<Str<'a>>; 3],
    ) -> Note<'a> {
        let next = self.next_contact(next, hour);
        let is_said = said.is_some_and(|said| said.0 == Note::PLANNED);
        let planned = next.and_then(NextContact::day).is_some() && planned.unwrap_or(is_said);
        let (with, plan, action) = (text(with), text(plan), text(action));
        Note { with, next, plan, planned, action, mark: None }
    }

    /// What is said of the next contact. An hour of no day says nothing.
    fn next_contact(&mut self, next: Option<Str<'_>>, hour: Option<Str<'_>>) -> Option<NextContact> {
        let next = next?;
        if next.0 == NO_NEXT {
            return Some(NextContact::Ended);
        }
        let day = self.value("next", Some(next), Expected::Date, date)?;
        Some(NextContact::On(day, self.value("next_time", hour, Expected::Hour, hour_of)))
    }

    /// A state without which the entry says nothing.
    fn state<T>(
        &self,
        raw: Option<Str<'_>>,
        words: &'static [&'static str],
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<T, Option<UnlocatedProblem>> {
        self.needed("state", raw, words, parse)
    }

    /// A word without which the line says nothing.
    fn needed<T>(
        &self,
        field: &'static str,
        raw: Option<Str<'_>>,
        words: &'static [&'static str],
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<T, Option<UnlocatedProblem>> {
        let Some(raw) = raw else { return Err(Some(self.missing(field))) };
        parse(&raw.0).ok_or_else(|| Some(self.bad(field, raw.0.into_owned(), Expected::OneOf(words))))
    }

    /// An exact decimal, as a number or in quotes.
    fn number(&mut self, field: &str, raw: Option<&RawValue>, measure: Measure) -> Option<Decimal> {
        let raw = raw?.get();
        let digits = raw.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(raw);
        let value = measure.read(digits);
        if value.is_none() {
            self.faults.push(self.bad(field, digits.to_owned(), Expected::Within(measure)));
        }
        value
    }

    /// People, as a list; one name alone is a list of one.
    fn people<'a>(&mut self, field: &str, raw: Option<&'a RawValue>) -> Vec<Text<'a>> {
        let Some(raw) = raw.map(RawValue::get).filter(|raw| *raw != "null") else { return Vec::new() };
        let one = || serde_json::from_str::<Str<'_>>(raw).map(|one| vec![one]);
        match serde_json::from_str::<Vec<Str<'_>>>(raw).or_else(|_| one()) {
            Ok(people) => people.into_iter().filter_map(|one| text(Some(one))).collect(),
            Err(_) => {
                self.faults.push(self.bad(field, raw.to_owned(), Expected::List));
                Vec::new()
            }
        }
    }

    /// The lines of an order. What can't be a number in one is told, and the line stays.
    fn items<'a>(&mut self, raw: Option<&'a RawValue>) -> Vec<OrderItem<'a>> {
        let Some(raw) = raw.map(RawValue::get).filter(|raw| *raw != "null") else { return Vec::new() };
        let Ok(items) = serde_json::from_str::<Vec<RawItem<'_>>>(raw) else {
            self.faults.push(self.bad("items", raw.to_owned(), Expected::List));
            return Vec::new();
        };
        let of = |one: RawItem<'a>| OrderItem {
            item: text(one.item),
            quantity: self.number("items", one.quantity, Measure::Amount),
            unit: text(one.unit),
            amount: self.number("items", one.amount, Measure::Amount),
            // Of a line that came back it is negative.
            cost: self.number("items", one.cost, Measure::Amount),
        };
        items.into_iter().map(of).collect()
    }

    /// Kept files. One whose name or hash leads elsewhere is none.
    fn files(&mut self, raw: Option<&RawValue>) -> Vec<KeptFile> {
        let Some(raw) = raw.map(RawValue::get).filter(|raw| *raw != "null") else { return Vec::new() };
        let of = |raw: RawKeptFile| KeptFile { name: raw.name, sha256: raw.sha256, bytes: raw.bytes };
        let files = serde_json::from_str::<Vec<RawKeptFile>>(raw).unwrap_or_default();
        let files: Vec<KeptFile> = files.into_iter().map(of).collect();
        if !files.is_empty() && files.iter().all(KeptFile::is_sound) {
            return files;
        }
        if raw.trim() != "[]" {
            self.faults.push(self.bad("files", raw.to_owned(), Expected::KeptFiles));
        }
        files.into_iter().filter(KeptFile::is_sound).collect()
    }

    fn money(&mut self, amount: Option<&RawValue>, currency: Option<Str<'_>>) -> Option<Money> {
        let currency = self.value("currency", currency, Expected::Currency, Currency::new);
        let amount = self.number("amount", amount, Measure::Amount)?;
        Some(Money { amount, currency })
    }
}

/// Kinds and fields of a line that nobody knows, for a closer look.
pub(super) fn strange(line: &[u8], number: usize) -> Vec<UnlocatedProblem> {
    let Ok(serde_json::Value::Object(map)) = serde_json::from_slice(line) else { return Vec::new() };
    let Some(kind) = map.get("kind").and_then(|kind| kind.as_str()) else { return Vec::new() };
    let fault =
        |field: &str, trouble| UnlocatedProblem::new(FileLocation::Field(number, field.to_owned()), trouble);
    let Some(known) = EntryKind::parse(kind) else {
        let suggestion = suggestion(kind, Event::KINDS);
        return vec![fault("kind", ProblemKind::UnknownKind { kind: kind.to_owned(), suggestion })];
    };
    let own = known.info().fields.iter().map(|own| own.field);
    let fields: Vec<&'static str> =
        EntryField::COMMON.iter().copied().chain(own).map(EntryField::as_str).chain([WAS]).collect();
    let mut faults: Vec<UnlocatedProblem> = map
        .keys()
        .filter(|field| !fields.contains(&field.as_str()))
        .map(|field| {
            let (field_name, kind) = (field.clone(), kind.to_owned());
            let suggestion = suggestion(field, &fields);
            fault(field, ProblemKind::UnknownField { field: field_name, kind, suggestion })
        })
        .collect();
    // A trace that leads nowhere says nothing.
    if known.is_trace() && map.get("from").is_none_or(serde_json::Value::is_null) {
        faults.push(fault("from", ProblemKind::MissingKey("from")));
    }
    if map.get("by").is_none_or(serde_json::Value::is_null) {
        faults.push(UnlocatedProblem::new(FileLocation::At(number, 1), ProblemKind::MissingKey("by")));
    }
    faults
}
