//! An entry taken apart by its fields, so that what goes for all fields is said once.

use chrono::NaiveDate;

use super::{
    Change, Complaint, Contract, Currency, Decimal, Entry, EntryField, Event, FollowUp, Invoice, Money, Note,
    Order, Payment, Quote, Sample, Text, Trace,
};

/// The value of one field.
#[derive(Clone, Copy, Debug)]
pub enum EntryValue<'a> {
    /// A text, which may be missing.
    Text(Option<&'a str>),
    /// Ids of the team.
    People(&'a [Text<'a>]),
    /// A word of the format.
    Word(Option<&'static str>),
    /// A day.
    Day(Option<NaiveDate>),
    /// A sum, a margin or a cost: exact, so that no reader may make a binary float of it.
    Exact(Option<Decimal>),
    /// What a sum is in.
    Currency(Option<Currency>),
    /// A number that is counted with and never summed up in money.
    Number(Option<Decimal>),
    /// True or false.
    Truth(Option<bool>),
    /// What a decision led from or to: missing is a value, too.
    End(Option<&'a str>),
}

type Values<'a> = Vec<(EntryField, EntryValue<'a>)>;

impl<'e> Event<'e> {
    /// The fields of its kind with their values; no `..`, so that a new one doesn't compile until it is here.
    pub fn values<'a>(&'a self) -> Values<'a>
    where
        'e: 'a,
    {
        use EntryField as Field;
        use EntryValue::{Day, End, Exact, Number, People, Truth, Word};
        match self {
            Event::FollowUp(FollowUp { with, with_us, reply, need, visit, minutes, next, plan, example }) => {
                vec![
                    (Field::With, text(with)),
                    (Field::WithUs, People(with_us)),
                    (Field::Reply, Word(reply.map(|reply| reply.as_str()))),
                    (Field::Need, Word(need.map(|need| need.as_str()))),
                    (Field::Visit, Word(visit.map(|visit| visit.as_str()))),
                    (Field::Minutes, Number(*minutes)),
                    (Field::Next, Day(*next)),
                    (Field::Plan, text(plan)),
                    (Field::Example, Truth(*example)),
                ]
            }
            Event::Sample(Sample { state, item, reference }) => vec![
                (Field::State, Word(Some(state.as_str()))),
                (Field::Item, text(item)),
                (Field::Reference, text(reference)),
            ],
            Event::Quote(Quote { money, item, reference }) => {
                with_money(*money, vec![(Field::Item, text(item)), (Field::Reference, text(reference))])
            }
            Event::Order(Order { money, margin, cost, item, reference }) => with_money(
                *money,
                vec![
                    (Field::Margin, Exact(*margin)),
                    (Field::Cost, Exact(*cost)),
                    (Field::Item, text(item)),
                    (Field::Reference, text(reference)),
                ],
            ),
            Event::Contract(Contract { reference, money, from, until }) => with_money(
                *money,
                vec![
                    (Field::Reference, text(reference)),
                    (Field::From, Day(*from)),
                    (Field::Until, Day(*until)),
                ],
            ),
            Event::Invoice(Invoice { reference, money, due }) => {
                with_money(*money, vec![(Field::Reference, text(reference)), (Field::Due, Day(*due))])
            }
            Event::Payment(Payment { reference, money }) => {
                with_money(*money, vec![(Field::Reference, text(reference))])
            }
            Event::Complaint(Complaint { reference, state }) => {
                vec![(Field::Reference, text(reference)), (Field::State, Word(Some(state.as_str())))]
            }
            Event::Grade(Change { from, to, why }) | Event::Owner(Change { from, to, why }) => vec![
                (Field::From, End(from.as_deref())),
                (Field::To, End(to.as_deref())),
                (Field::Why, text(why)),
            ],
            Event::Note(Note { next, plan, planned }) => vec![
                (Field::Next, Day(*next)),
                (Field::Plan, text(plan)),
                (Field::Planned, Truth(planned.then_some(true))),
            ],
            Event::Merged(Trace { from }) | Event::Renamed(Trace { from }) => vec![(Field::From, text(from))],
            Event::Other(_) => Vec::new(),
        }
    }
}

impl Entry<'_> {
    /// The value of one field; nothing where its kind has none such. What every entry has is in its own fields.
    pub fn value(&self, field: EntryField) -> Option<EntryValue<'_>> {
        self.event.values().into_iter().find(|(own, _)| *own == field).map(|(_, value)| value)
    }
}

fn text<'a>(text: &'a Option<Text<'_>>) -> EntryValue<'a> {
    EntryValue::Text(text.as_deref())
}

fn with_money<'a>(money: Option<Money>, others: Values<'a>) -> Values<'a> {
    let amount = money.map(|money| money.amount);
    let currency = money.and_then(|money| money.currency);
    let mut values = vec![
        (EntryField::Amount, EntryValue::Exact(amount)),
        (EntryField::Currency, EntryValue::Currency(currency)),
    ];
    values.extend(others);
    values
}
