//! An entry of a log.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Serialize, Serializer};

use super::value::{Day, Exact, Moment, Number, Word, amount, list, text, vocabularies};
use crate::model::{
    self, AlarmAnswer, Change, ComplaintState, EndingState, Event, History, InvitationState, Money, MoveCode,
    Need, NextContact, Note, PromiseState, QuoteState, Reply, RequestState, SampleState, SuggestionAnswer,
    SuggestionAnswered, Visit,
};

vocabularies!(MoveCode, SuggestionAnswer);

/// One entry. A field that its kind doesn't have is absent; one that the line doesn't say is null.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
#[schemars(rename = "entry")]
pub struct Entry {
    /// When: RFC 3339 with its offset, or YYYY-MM-DD where the hour isn't known.
    pub at: Moment,
    /// Who wrote it; null where the line doesn't say.
    pub by: Option<String>,
    /// What happened: followup, sample, quote, order, contract, invoice, payment, complaint, ending, promise, request,
    /// invitation, grade, owner, note, alarm, suggestion, merged, renamed, or a kind that this version doesn't know.
    pub kind: String,
    /// The channel; of what is not a follow-up only where it was a contact.
    #[serde(skip_serializing_if = "Field::is_absent")]
    pub via: Field<String>,
    /// followup: the contact's name.
    #[serde(skip_serializing_if = "Field::is_absent")]
    pub with: Field<String>,
    /// followup: who of us was there beside the one who wrote it: ids of the team.
    #[serde(skip_serializing_if = "Field::is_absent")]
    pub with_us: Field<Vec<String>>,
    /// followup: how the customer reacted.
    #[serde(skip_serializing_if = "Field::is_absent")]
    pub reply: Field<Word<Reply>>,
    /// followup: its need.
    #[serde(skip_serializing_if = "Field::is_absent")]
    pub need: Field<Word<Need>>,
    /// followup: whether it would receive a visit.
    #[serde(skip_serializing_if = "Field::is_absent")]
    pub visit: Field<Word<Visit>>,
    /// followup: how satisfied the customer was, from 1 to 5.
    #[serde(skip_serializing_if = "Field::is_absent")]
    pub satisfaction: Field<Number>,
    /// followup: how long it took, in minutes.
    #[serde(skip_serializing_if = "Field::is_absent")]
    pub minutes: Field<Number>,
    /// followup: the date agreed or wished; note: the day that it sets. YYYY-MM-DD.
    #[serde(skip_serializing_if = "Field::is_absent")]
    pub next: Field<Day>,
    /// followup, note: the hour of that day, HH:MM on the clock of whoever wrote it.
    #[serde(skip_serializing_if = "Field::is_absent")]
    pub next_time: Field<String>,
    /// followup, note: true where the line has `next: none`, which ends the day that was set before; `next` is null then.
    #[serde(skip_serializing_if = "Field::is_absent")]
    pub next_ends: Field<bool>,
    /// followup, note: what the next contact should achieve.
    #[serde(skip_serializing_if = "Field::is_absent")]
    pub plan: Field<String>,
    /// followup: true where newcomers should read it. Of any kind where a note has marked it since: what the latest one
    /// says. note: what it says of the entry `of`.
    #[serde(skip_serializing_if = "Field::is_absent")]
    pub example: Field<bool>,
    /// followup: what of the playbook was done by it.
    #[serde(skip_serializing_if = "Field::is_absent")]
    pub action: Field<String>,
    /// followup: when it was written down, where that was more than 24 hours after the contact.
    #[serde(skip_serializing_if = "Field::is_absent")]
    pub written: Field<Moment>,
    /// sample, complaint, ending, promise, request, invitation, quote: where it stands.
    #[serde(skip_serializing_if = "Field::is_absent")]
    #[schemars(extend("enum" = states()))]
    pub state: Field<&'static str>,
    /// quote, order, contract, invoice, payment: an exact decimal as text; its unit is `currency`.
    #[serde(skip_serializing_if = "Field::is_absent")]
    pub amount: Field<Exact>,
    /// The amount's currency, three capital letters; null: the workspace's.
    #[serde(skip_serializing_if = "Field::is_absent")]
    #[schemars(extend("pattern" = "^[A-Z]{3}$"))]
    pub currency: Field<String>,
    /// order: the margin as a fraction of the amount, a decimal as text.
    #[serde(skip_serializing_if = "Field::is_absent")]
    pub margin: Field<Exact>,
    /// order: what it costs us, a decimal as text in the order's currency.
    #[serde(skip_serializing_if = "Field::is_absent")]
    pub cost: Field<Exact>,
    /// sample: what it is; quote, order: product line.
    #[serde(skip_serializing_if = "Field::is_absent")]
    pub item: Field<String>,
    /// contract: first day, YYYY-MM-DD; grade, owner: what it was; merged, renamed: the old id.
    #[serde(skip_serializing_if = "Field::is_absent")]
    pub from: Field<String>,
    /// contract: last day; suggestion: the day from which it is suggested again. YYYY-MM-DD.
    #[serde(skip_serializing_if = "Field::is_absent")]
    pub until: Field<Day>,
    /// promise: what was promised; request: what was asked for; invitation: the event.
    #[serde(skip_serializing_if = "Field::is_absent")]
    pub what: Field<String>,
    /// invoice: the day by which it is to be paid; promise: the day by which it is to be kept. YYYY-MM-DD.
    #[serde(skip_serializing_if = "Field::is_absent")]
    pub due: Field<Day>,
    /// grade, owner: what it is now; null: ungraded, or the pool. suggestion: the grade that was suggested.
    #[serde(skip_serializing_if = "Field::is_absent")]
    pub to: Field<String>,
    /// grade, owner: the reason; quote: why it was lost or won; ending: why the customer wants to end, stays or is gone;
    /// request: why it is asked for or was answered so; alarm: what is behind it; suggestion: the reason of the answer.
    #[serde(skip_serializing_if = "Field::is_absent")]
    pub why: Field<String>,
    /// quote: who got the deal instead; ending: to whom the customer goes.
    #[serde(skip_serializing_if = "Field::is_absent")]
    pub competitor: Field<String>,
    /// quote: the day on which the customer means to order, YYYY-MM-DD.
    #[serde(skip_serializing_if = "Field::is_absent")]
    pub expected: Field<Day>,
    /// The number that ties entries together; a payment's is its invoice's.
    #[serde(rename = "ref", skip_serializing_if = "Field::is_absent")]
    pub reference: Field<String>,
    /// note: the entry that it is about, by the first 16 digits of its line's hash; null where it is about none. alarm:
    /// which one.
    #[serde(skip_serializing_if = "Field::is_absent")]
    pub of: Field<String>,
    /// quote, order: how much of it, an exact decimal as text; what it is counted in is `unit`.
    #[serde(skip_serializing_if = "Field::is_absent")]
    pub quantity: Field<Exact>,
    /// quote, order: what the quantity is counted in.
    #[serde(skip_serializing_if = "Field::is_absent")]
    pub unit: Field<String>,
    /// order: the number of the order that it takes off, where goods came back.
    #[serde(skip_serializing_if = "Field::is_absent")]
    pub returns: Field<String>,
    /// order: its lines, beside the sum; absent where it has none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<Item>,
    /// suggestion: which one, by the code of its reason.
    #[serde(skip_serializing_if = "Field::is_absent")]
    pub code: Field<Word<MoveCode>>,
    /// suggestion: what became of it; alarm: what somebody found behind it.
    #[serde(skip_serializing_if = "Field::is_absent")]
    #[schemars(extend("enum" = answers()))]
    pub answer: Field<&'static str>,
    /// Whence it came, where nobody typed it: import.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// Pictures and papers that are kept beside the log; absent where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<Kept>,
    /// Free text.
    pub text: Option<String>,
}

/// A line of an order.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct Item {
    /// What it is.
    pub item: Option<String>,
    /// How much of it, an exact decimal as text.
    pub quantity: Option<Exact>,
    /// What the quantity is counted in.
    pub unit: Option<String>,
    /// What the customer pays for it, in the order's currency.
    pub amount: Option<Exact>,
    /// What it costs us.
    pub cost: Option<Exact>,
}

impl Item {
    fn of(one: &model::OrderItem<'_>) -> Self {
        Item {
            item: text(one.item.as_ref()),
            quantity: amount(one.quantity),
            unit: text(one.unit.as_ref()),
            amount: amount(one.amount),
            cost: amount(one.cost),
        }
    }
}

/// A picture or a paper that is kept beside the log.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct Kept {
    /// Its name.
    pub name: String,
    /// The SHA-256 of its bytes.
    pub sha256: String,
    pub bytes: u64,
    /// Its name in the folder `<id>.files/` beside the log.
    pub file: String,
}

impl Kept {
    fn of(kept: &model::KeptFile) -> Self {
        let (name, sha256) = (kept.name.clone(), kept.sha256.clone());
        Kept { name, sha256, bytes: kept.bytes, file: kept.stored_name() }
    }
}

/// Where a sample, a complaint, a wish to end, a promise, a request, an invitation or a quote stands, or nothing.
fn states() -> Vec<Option<&'static str>> {
    let all = [
        SampleState::WORDS,
        ComplaintState::WORDS,
        QuoteState::WORDS,
        EndingState::WORDS,
        PromiseState::WORDS,
        RequestState::WORDS,
        InvitationState::WORDS,
    ]
    .concat();
    let words: BTreeSet<&'static str> = all.iter().copied().collect();
    words.into_iter().map(Some).chain([None]).collect()
}

/// What can be answered to an alarm or a suggestion, or nothing.
fn answers() -> Vec<Option<&'static str>> {
    let all = [AlarmAnswer::WORDS, SuggestionAnswer::WORDS].concat();
    all.into_iter().map(Some).chain([None]).collect()
}

/// A field that only some kinds have: absent, or null where the line doesn't say it.
#[derive(Clone, Debug, Default)]
pub enum Field<T> {
    /// The kind doesn't have it.
    #[default]
    Absent,
    /// What the line says.
    Of(Option<T>),
}

impl<T> Field<T> {
    fn is_absent(&self) -> bool {
        matches!(self, Field::Absent)
    }
}

impl<T: Serialize> Serialize for Field<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Field::Absent => serializer.serialize_none(),
            Field::Of(value) => value.serialize(serializer),
        }
    }
}

impl<T: JsonSchema> JsonSchema for Field<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        Option::<T>::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Option::<T>::json_schema(generator)
    }
}

impl Entry {
    /// All entries in order, each with what the marks since say of it.
    pub fn all(history: &History<'_>) -> Vec<Self> {
        let examples: HashSet<u32> = history.examples().map(|(entry, _)| entry.line).collect();
        let own = |entry: &model::Entry<'_>| {
            let said = Entry::of(entry);
            let is_told = matches!(&entry.event, Event::FollowUp(said) if said.example == Some(true));
            let is_example = examples.contains(&entry.line);
            let example =
                if is_told == is_example { said.example.clone() } else { Field::Of(Some(is_example)) };
            Entry { example, ..said }
        };
        history.entries().iter().map(own).collect()
    }

    /// An entry: every field of its kind.
    pub fn of(entry: &model::Entry<'_>) -> Self {
        let mut own = Entry {
            at: entry.at.into(),
            by: text(entry.by.as_ref()),
            kind: entry.event.kind().to_owned(),
            text: text(entry.text.as_ref()),
            files: list(&entry.files, Kept::of),
            origin: text(entry.origin.as_ref()),
            ..Entry::default()
        };
        if entry.via.is_some() || matches!(entry.event, Event::FollowUp(_)) {
            own.via = Field::Of(text(entry.via.as_ref()));
        }
        own.take(&entry.event);
        let has_reference = !matches!(
            entry.event,
            Event::FollowUp(_)
                | Event::Invitation(_)
                | Event::Alarm(_)
                | Event::Grade(_)
                | Event::Owner(_)
                | Event::Note(_)
                | Event::Suggestion(_)
                | Event::Other(_)
        );
        if has_reference && entry.event.trace().is_none() {
            own.reference = Field::Of(text(entry.event.reference()));
        }
        own
    }

    /// What its kind has.
    fn take(&mut self, event: &Event<'_>) {
        match event {
            Event::FollowUp(event) => {
                self.with = Field::Of(text(event.with.as_ref()));
                self.with_us = Field::Of(Some(list(&event.with_us, ToString::to_string)));
                self.reply = Field::Of(event.reply.map(Word));
                self.need = Field::Of(event.need.map(Word));
                self.visit = Field::Of(event.visit.map(Word));
                self.satisfaction = Field::Of(event.satisfaction.map(Number));
                self.minutes = Field::Of(event.minutes.map(Number));
                self.take_next(event.next);
                self.plan = Field::Of(text(event.plan.as_ref()));
                self.example = Field::Of(event.example);
                self.action = Field::Of(text(event.action.as_ref()));
                self.written = Field::Of(event.written.map(Moment::from));
            }
            Event::Sample(event) => {
                self.state = Field::Of(Some(event.state.as_str()));
                self.item = Field::Of(text(event.item.as_ref()));
            }
            Event::Quote(event) => {
                self.take_money(event.money);
                self.state = Field::Of(event.state.map(QuoteState::as_str));
                self.item = Field::Of(text(event.item.as_ref()));
                self.expected = Field::Of(event.expected.map(Day));
                self.why = Field::Of(text(event.why.as_ref()));
                self.competitor = Field::Of(text(event.competitor.as_ref()));
                self.take_quantity(event.quantity, event.unit.as_ref());
            }
            Event::Order(event) => {
                self.take_money(event.money);
                self.margin = Field::Of(amount(event.margin));
                self.cost = Field::Of(amount(event.cost));
                self.take_quantity(event.quantity, event.unit.as_ref());
                self.item = Field::Of(text(event.item.as_ref()));
                self.returns = Field::Of(text(event.returns.as_ref()));
                self.items = list(&event.items, Item::of);
            }
            Event::Contract(event) => {
                self.take_money(event.money);
                self.from = Field::Of(text(event.from));
                self.until = Field::Of(event.until.map(Day));
            }
            Event::Invoice(event) => {
                self.take_money(event.money);
                self.due = Field::Of(event.due.map(Day));
            }
            Event::Payment(event) => self.take_money(event.money),
            Event::Complaint(event) => self.state = Field::Of(Some(event.state.as_str())),
            Event::Ending(event) => {
                self.state = Field::Of(Some(event.state.as_str()));
                self.why = Field::Of(text(event.why.as_ref()));
                self.competitor = Field::Of(text(event.competitor.as_ref()));
            }
            Event::Promise(event) => {
                self.state = Field::Of(Some(event.state.as_str()));
                self.what = Field::Of(text(event.what.as_ref()));
                self.due = Field::Of(event.due.map(Day));
            }
            Event::Request(event) => {
                self.state = Field::Of(Some(event.state.as_str()));
                self.why = Field::Of(text(event.why.as_ref()));
                self.what = Field::Of(text(event.what.as_ref()));
            }
            Event::Invitation(event) => {
                self.state = Field::Of(Some(event.state.as_str()));
                self.what = Field::Of(text(event.what.as_ref()));
            }
            Event::Alarm(event) => {
                self.of = Field::Of(Some(event.of.as_str().to_owned()));
                self.answer = Field::Of(Some(event.answer.as_str()));
                self.why = Field::Of(text(event.why.as_ref()));
            }
            Event::Grade(event) | Event::Owner(event) => self.take_change(event),
            Event::Note(event) => self.take_note(event),
            Event::Suggestion(event) => self.take_answer(event),
            Event::Merged(trace) | Event::Renamed(trace) => self.from = Field::Of(text(trace.from.as_ref())),
            Event::Other(_) => {}
        }
    }

    fn take_answer(&mut self, answered: &SuggestionAnswered<'_>) {
        self.code = Field::Of(Some(Word(answered.code)));
        self.answer = Field::Of(Some(answered.answer.as_str()));
        self.to = Field::Of(text(answered.to.as_ref()));
        self.why = Field::Of(text(answered.why.as_ref()));
        self.until = Field::Of(answered.until.map(Day));
    }

    fn take_note(&mut self, note: &Note<'_>) {
        self.with = Field::Of(text(note.with.as_ref()));
        self.action = Field::Of(text(note.action.as_ref()));
        self.of = Field::Of(text(note.mark.as_ref().map(|mark| &mark.of)));
        if let Some(mark) = &note.mark {
            self.example = Field::Of(mark.example);
        }
        self.take_next(note.next);
        self.plan = Field::Of(text(note.plan.as_ref()));
    }

    fn take_next(&mut self, next: Option<NextContact>) {
        self.next = Field::Of(next.and_then(NextContact::day).map(Day));
        let hour = next.and_then(NextContact::hour);
        self.next_time = Field::Of(hour.map(|hour| hour.format("%H:%M").to_string()));
        self.next_ends = Field::Of((next == Some(NextContact::Ended)).then_some(true));
    }

    fn take_money(&mut self, money: Option<Money>) {
        self.amount = Field::Of(amount(money.map(|money| money.amount)));
        self.currency = Field::Of(text(money.and_then(|money| money.currency)));
    }

    fn take_quantity(&mut self, quantity: Option<crate::model::Decimal>, unit: Option<&Cow<'_, str>>) {
        self.quantity = Field::Of(amount(quantity));
        self.unit = Field::Of(text(unit));
    }

    fn take_change(&mut self, change: &Change<'_>) {
        self.from = Field::Of(text(change.from.as_ref()));
        self.to = Field::Of(text(change.to.as_ref()));
        self.why = Field::Of(text(change.why.as_ref()));
    }
}
