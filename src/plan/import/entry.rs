//! A row of a table of entries: one line of a customer's log.

use super::cell_kind::CellKind;
use super::documents::ORIGIN;
use super::values::Cells;
use super::verdict::Owned;
use super::{RowError, Settings, Wrong, people, record};
use crate::model::{
    Alarm, AlarmAnswer, AlarmKind, Change, Complaint, ComplaintState, Contract, Currency, Decimal, Ending,
    EndingState, Entry, EntryField, EntryKind, Event, FollowUp, Invitation, InvitationState, Invoice, Mark,
    Measure, Money, Need, NextContact, Note, Order, Payment, Promise, PromiseState, Quote, QuoteState, Reply,
    Request, RequestState, Sample, SampleState, Stamp, Text, Visit, fold,
};
use crate::plan::Words;
use crate::rules::invitations::event_called;

/// What a row says: its entry, and beside one that can't set the day of the next contact the note that does. `None`
/// where something is wrong with it.
pub(super) fn read(cells: &mut Cells<'_>, settings: &Settings<'_>) -> Option<Vec<Owned>> {
    let at = cells.stamp("at").or_else(|| cells.day("day").map(Stamp::Day));
    if at.is_none() && cells.errors.is_empty() {
        cells.fail(None, "", Wrong::Missing("at"));
    }
    // What was planned on that day is counted from it.
    cells.from = at.map(|at| at.day());
    let kind = cells.word("kind", Words::Kind, Event::KINDS);
    let usual = || settings.default_of("kind").and_then(|kind| Words::Kind.read(kind)).unwrap_or("followup");
    let kind = match cells.at("kind") {
        Some(_) => kind,
        None => Some(usual()),
    };
    // A sum without a word of what it is would be dropped, and what it was of would become a contact.
    if cells.at("kind").is_none()
        && settings.default_of("kind").is_none()
        && let Some((column, value)) = cells.at("amount")
    {
        cells.fail(Some(column), value, Wrong::NoKind);
    }
    // Who wrote it may have left long ago.
    let by = cells.text("by").or_else(|| settings.default_of("by").map(str::to_owned));
    let by = by
        .map(|by| people::person(&settings.people, &by).unwrap_or(by))
        .unwrap_or_else(|| settings.by.clone());
    let text = cells.text("text");
    // An imported event is a contact only where the list says how.
    let via = cells.text("via").map(|via| Words::Via.read(&via).map_or(via, str::to_owned).into());
    let kind = kind?;
    let mut event = event(kind, cells, settings)?;
    let note = next_of(kind, cells);
    out_of_place(kind, note.is_some(), cells);
    if let Event::FollowUp(said) = &mut event {
        let people = record::lists(&cells.all("with_us")).into_iter();
        let people = people.map(|one| people::person(&settings.people, &one).unwrap_or(one));
        said.with_us = people.filter(|one| *one != by).map(Text::Owned).collect();
    }
    let at = at?;
    let by: Text<'static> = by.into();
    let origin = || Some(ORIGIN.into());
    let note = note.map(|note| Entry {
        by: Some(by.clone()),
        origin: origin(),
        ..Entry::new(at, Event::Note(note))
    });
    let text = text.map(Into::into);
    let entry = Entry { by: Some(by), via, text, origin: origin(), ..Entry::new(at, event) };
    cells.errors.is_empty().then(|| std::iter::once(entry).chain(note).collect())
}

/// What an entry of such a kind can say.
fn fields(kind: &str) -> impl Iterator<Item = EntryField> {
    let own = EntryKind::parse(kind).map_or(&[][..], |kind| kind.info().fields);
    EntryField::COMMON.iter().copied().chain(own.iter().map(|own| own.field))
}

/// The day of the next contact, and what for, where the row's own kind has no place for it. One that can't be read
/// takes nothing with it.
fn next_of(kind: &str, cells: &mut Cells<'_>) -> Option<Note<'static>> {
    if fields(kind).any(|field| field == EntryField::Next) {
        return None;
    }
    let known = cells.errors.len();
    let next = next_contact(cells);
    let unread = cells.errors.split_off(known);
    cells.left_out.extend(unread);
    next.is_some().then(|| Note { next, plan: text(cells, "plan"), ..Note::default() })
}

/// Says what of the row has no place in an entry of its kind: it would be dropped without a word. Where every row has
/// them, nothing and a currency of nothing say nothing.
fn out_of_place(kind: &'static str, has_note: bool, cells: &mut Cells<'_>) {
    // A list has the names of files, and not the files.
    let own: Vec<EntryField> = fields(kind).filter(|field| *field != EntryField::Files).collect();
    for field in EntryField::ALL.iter().filter(|field| !own.contains(field)) {
        let Some((column, value)) = cells.at(field.as_str()) else { continue };
        let is_said = match field {
            EntryField::Next | EntryField::NextTime => false,
            EntryField::Plan => !has_note,
            EntryField::Due if kind == EntryKind::Contract.as_str() => cells.at("until").is_some(),
            EntryField::Currency => false,
            field if CellKind::of(field.as_str()).are_numbers() => {
                crate::model::decimal(value).is_none_or(|number| number != Decimal::ZERO)
            }
            _ => true,
        };
        if is_said {
            let wrong = Wrong::OutOfPlace(kind, field.as_str());
            cells.left_out.push(RowError { column: Some(column), value: value.to_owned(), wrong });
        }
    }
}

fn text(cells: &Cells<'_>, key: &str) -> Option<Text<'static>> {
    cells.text(key).map(Into::into)
}

/// How much was quoted or ordered; what it is counted in has a column of its own, or stands behind the number.
fn quantity(kind: &str, cells: &mut Cells<'_>) -> (Option<Decimal>, Option<Text<'static>>) {
    if !fields(kind).any(|field| field == EntryField::Quantity) {
        return (None, None);
    }
    let said = cells.quantity("quantity").map(|(number, unit)| (number, unit.map(str::to_owned)));
    let (number, beside) = said.map_or((None, None), |(number, unit)| (Some(number), unit));
    let unit = text(cells, "unit");
    if let (Some(unit), Some(beside)) = (&unit, &beside)
        && fold(unit) != fold(beside)
    {
        cells.contradicts("unit", beside);
    }
    (number, unit.or(beside.map(Into::into)))
}

fn event(kind: &str, cells: &mut Cells<'_>, settings: &Settings<'_>) -> Option<Event<'static>> {
    let item = text(cells, "item");
    let reference = cells.digits("ref").map(Into::into);
    let (quantity, unit) = quantity(kind, cells);
    Some(match EntryKind::parse(kind) {
        Some(EntryKind::Sample) => {
            let state = state(cells, Words::Sample, SampleState::WORDS).and_then(SampleState::parse)?;
            Event::Sample(Sample { state, item, reference })
        }
        Some(EntryKind::Complaint) => {
            let state =
                state(cells, Words::Complaint, ComplaintState::WORDS).and_then(ComplaintState::parse)?;
            Event::Complaint(Complaint { reference, state })
        }
        Some(EntryKind::Ending) => {
            let state = state(cells, Words::Ending, EndingState::WORDS).and_then(EndingState::parse)?;
            let (why, competitor) = (text(cells, "why"), text(cells, "competitor"));
            Event::Ending(Ending { reference, state, why, competitor })
        }
        Some(EntryKind::Promise) => Event::Promise(promise(cells, reference)?),
        Some(EntryKind::Request) => Event::Request(request(cells, reference)?),
        Some(EntryKind::Invitation) => Event::Invitation(invitation(cells, settings)?),
        Some(EntryKind::Alarm) => Event::Alarm(alarm(cells)?),
        Some(EntryKind::Quote) => Event::Quote(Quote {
            state: cells.word("state", Words::Quote, QuoteState::WORDS).and_then(QuoteState::parse),
            money: money(cells),
            item,
            reference,
            expected: cells.day("expected"),
            why: text(cells, "why"),
            competitor: text(cells, "competitor"),
            quantity,
            unit,
        }),
        Some(EntryKind::Order) => Event::Order(Order {
            money: money(cells),
            margin: cells.margin("margin"),
            cost: cells.number("cost", Measure::Cost),
            item,
            reference,
            quantity,
            unit,
            returns: cells.digits("returns").map(Into::into),
            ..Order::default()
        }),
        Some(EntryKind::Contract) => Event::Contract(Contract {
            reference,
            money: money(cells),
            from: cells.day("from"),
            // 到期 is above the last day of a contract as well as above the day of a payment.
            until: cells.day(last_day(cells)),
        }),
        Some(EntryKind::Invoice) => {
            Event::Invoice(Invoice { reference, money: money(cells), due: cells.day("due") })
        }
        Some(EntryKind::Payment) => Event::Payment(Payment { reference, money: money(cells) }),
        Some(EntryKind::Grade) => Event::Grade(change(cells)),
        Some(EntryKind::Owner) => Event::Owner(change(cells)),
        Some(EntryKind::Note) => {
            let (with, action) = (text(cells, "with"), text(cells, "action"));
            let plan = text(cells, "plan");
            let mark = text(cells, "of").map(|of| Mark { of, example: cells.truth("example"), line: 0 });
            Event::Note(Note { with, next: next_contact(cells), plan, action, mark, ..Note::default() })
        }
        // Only crm itself writes answers and traces.
        Some(EntryKind::FollowUp | EntryKind::Suggestion | EntryKind::Merged | EntryKind::Renamed) | None => {
            Event::FollowUp(follow_up(cells))
        }
    })
}

/// A promise by a day, or what became of one: as `crm log` takes it.
fn promise(cells: &mut Cells<'_>, reference: Option<Text<'static>>) -> Option<Promise<'static>> {
    let state = state(cells, Words::Promise, PromiseState::WORDS).and_then(PromiseState::parse)?;
    let what = named(cells, state == PromiseState::Made, reference.as_deref());
    let due = cells.day("due");
    if state == PromiseState::Made && cells.at("due").is_none() {
        cells.fail(None, "", Wrong::Missing("due"));
    }
    Some(Promise { state, what, due, reference })
}

/// What needs consent, or the answer.
fn request(cells: &mut Cells<'_>, reference: Option<Text<'static>>) -> Option<Request<'static>> {
    let state = state(cells, Words::Request, RequestState::WORDS).and_then(RequestState::parse)?;
    let what = named(cells, state == RequestState::Asked, reference.as_deref());
    Some(Request { state, what, reference, why: text(cells, "why") })
}

/// The answer to an alarm.
fn alarm(cells: &mut Cells<'_>) -> Option<Alarm<'static>> {
    let of = needed(cells, "of", Words::Alarm, AlarmKind::WORDS).and_then(AlarmKind::parse);
    let answer =
        needed(cells, "answer", Words::AlarmAnswer, AlarmAnswer::WORDS).and_then(AlarmAnswer::parse)?;
    Some(Alarm { of: of?, answer, why: text(cells, "why") })
}

/// An invitation to an event, which has its own name where crm.yaml has it.
fn invitation(cells: &mut Cells<'_>, settings: &Settings<'_>) -> Option<Invitation<'static>> {
    let state = state(cells, Words::Invitation, InvitationState::WORDS).and_then(InvitationState::parse)?;
    let what = named(cells, true, None)?;
    let own = event_called(&settings.policy.events, &what).map(|event| event.en.clone().into());
    Some(Invitation { state, what: Some(own.unwrap_or(what)) })
}

/// What it is about. Without it nobody knows what was begun, nor what an answer without a number answers.
fn named(cells: &mut Cells<'_>, is_begun: bool, reference: Option<&str>) -> Option<Text<'static>> {
    let what = text(cells, "what");
    if what.is_none() && (is_begun || reference.is_none()) {
        cells.fail(None, "", Wrong::Missing("what"));
    }
    what
}

/// The column with the last day of a contract.
fn last_day(cells: &Cells<'_>) -> &'static str {
    if cells.at("until").is_none() { "due" } else { "until" }
}

/// The day and the hour of the next contact, or that the day which was set is ended.
fn next_contact(cells: &mut Cells<'_>) -> Option<NextContact> {
    if cells.is_no_next("next") {
        return Some(NextContact::Ended);
    }
    let next = cells.day("next");
    let hour = cells.hour("next_time").or_else(|| cells.hour_of_day("next"));
    next.map(|day| NextContact::On(day, hour))
}

fn follow_up(cells: &mut Cells<'_>) -> FollowUp<'static> {
    FollowUp {
        with: text(cells, "with"),
        with_us: Vec::new(),
        reply: cells.word("reply", Words::Reply, Reply::WORDS).and_then(Reply::parse),
        need: cells.word("need", Words::Need, Need::WORDS).and_then(Need::parse),
        visit: cells.word("visit", Words::Visit, Visit::WORDS).and_then(Visit::parse),
        satisfaction: cells.number("satisfaction", Measure::Score),
        minutes: cells.number("minutes", Measure::Spent),
        next: next_contact(cells),
        plan: text(cells, "plan"),
        example: cells.truth("example"),
        action: text(cells, "action"),
        written: None,
    }
}

fn state(cells: &mut Cells<'_>, of: Words, words: &'static [&'static str]) -> Option<&'static str> {
    needed(cells, "state", of, words)
}

/// A word without which the entry says nothing.
fn needed(
    cells: &mut Cells<'_>,
    key: &'static str,
    of: Words,
    words: &'static [&'static str],
) -> Option<&'static str> {
    if cells.at(key).is_none() {
        cells.fail(None, "", Wrong::Missing(key));
    }
    cells.word(key, of, words)
}

fn money(cells: &mut Cells<'_>) -> Option<Money> {
    let said = cells.value("currency", Wrong::Currency, currency);
    let (amount, beside) = cells.amount("amount", Measure::Amount)?;
    if let (Some(said), Some(beside)) = (said, beside)
        && said != beside
    {
        cells.contradicts("currency", beside.as_str());
    }
    Some(Money { amount, currency: said.or(beside) })
}

/// Three letters, a sign, or a word.
fn currency(text: &str) -> Option<Currency> {
    super::decimal::read_currency(text)
}

/// The table of entries has no column of its own for what it was: `from` stands for both.
fn change(cells: &Cells<'_>) -> Change<'static> {
    Change { from: text(cells, "from"), to: text(cells, "to"), why: text(cells, "why") }
}
