//! What the kinds of entries have of their own, taken apart by fields.

use chrono::{NaiveDate, NaiveTime};

use super::{
    Alarm, Change, Complaint, Contract, Currency, Decimal, Ending, EntryField, Event, FollowUp, Invitation,
    Invoice, Money, NO_NEXT, NextContact, Note, Order, OrderItem, Payment, Promise, Quote, Request, Sample,
    Stamp, SuggestionAnswered, Text, Trace,
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
    Day(Option<NaiveDate>),
    /// An hour of a day.
    Hour(Option<NaiveTime>),
    /// A sum, a margin or a cost: exact, so that no reader may make a binary float of it.
    Exact(Option<Decimal>),
    /// What a sum is in.
    Currency(Option<Currency>),
    /// A number that is counted with and never summed up in money.
    Number(Option<Decimal>),
    /// A point in time, or a day alone.
    Moment(Option<Stamp>),
    /// True or false.
    Truth(Option<bool>),
    /// The lines of an order.
    Items(&'a [OrderItem<'a>]),
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
        use EntryValue::{Day, End, Word};
        match self {
            Event::FollowUp(said) => said.values(),
            Event::Sample(Sample { state, item, reference }) => vec![
                (Field::State, Word(Some(state.as_str()))),
                (Field::Item, text(item)),
                (Field::Reference, text(reference)),
            ],
            Event::Quote(quote) => quote.values(),
            Event::Order(order) => order.values(),
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
            Event::Ending(Ending { reference, state, why, competitor }) => vec![
                (Field::Reference, text(reference)),
                (Field::State, Word(Some(state.as_str()))),
                (Field::Why, text(why)),
                (Field::Competitor, text(competitor)),
            ],
            Event::Promise(promise) => promise.values(),
            Event::Request(Request { state, what, reference, why }) => vec![
                (Field::State, Word(Some(state.as_str()))),
                (Field::What, text(what)),
                (Field::Reference, text(reference)),
                (Field::Why, text(why)),
            ],
            Event::Invitation(Invitation { state, what }) => {
                vec![(Field::State, Word(Some(state.as_str()))), (Field::What, text(what))]
            }
            Event::Grade(Change { from, to, why }) | Event::Owner(Change { from, to, why }) => vec![
                (Field::From, End(from.as_deref())),
                (Field::To, End(to.as_deref())),
                (Field::Why, text(why)),
            ],
            Event::Note(note) => note.values(),
            Event::Alarm(Alarm { of, answer, why }) => vec![
                (Field::Of, Word(Some(of.as_str()))),
                (Field::Answer, Word(Some(answer.as_str()))),
                (Field::Why, text(why)),
            ],
            Event::Suggestion(SuggestionAnswered { code, answer, to, why, until }) => vec![
                (Field::Code, Word(Some(code.as_str()))),
                (Field::Answer, Word(Some(answer.as_str()))),
                (Field::To, text(to)),
                (Field::Why, text(why)),
                (Field::Until, Day(*until)),
            ],
            Event::Merged(Trace { from }) | Event::Renamed(Trace { from }) => vec![(Field::From, text(from))],
            Event::Other(_) => Vec::new(),
        }
    }
}

impl<'e> Quote<'e> {
    fn values<'a>(&'a self) -> Values<'a>
    where
        'e: 'a,
    {
        use EntryField as Field;
        let Quote { state, money, item, reference, expected, why, competitor, quantity, unit } = self;
        with_money(
            *money,
            vec![
                (Field::State, EntryValue::Word(state.map(|state| state.as_str()))),
                (Field::Item, text(item)),
                (Field::Reference, text(reference)),
                (Field::Expected, EntryValue::Day(*expected)),
                (Field::Why, text(why)),
                (Field::Competitor, text(competitor)),
                (Field::Quantity, EntryValue::Exact(*quantity)),
                (Field::Unit, text(unit)),
            ],
        )
    }
}

impl<'e> Order<'e> {
    fn values<'a>(&'a self) -> Values<'a>
    where
        'e: 'a,
    {
        use EntryField as Field;
        let Order { money, margin, cost, item, reference, quantity, unit, returns, items, is_taken_back: _ } =
            self;
        with_money(
            *money,
            vec![
                (Field::Margin, EntryValue::Exact(*margin)),
                (Field::Cost, EntryValue::Exact(*cost)),
                (Field::Item, text(item)),
                (Field::Reference, text(reference)),
                (Field::Quantity, EntryValue::Exact(*quantity)),
                (Field::Unit, text(unit)),
                (Field::Returns, text(returns)),
                (Field::Items, EntryValue::Items(items)),
            ],
        )
    }
}

impl<'e> Note<'e> {
    fn values<'a>(&'a self) -> Values<'a>
    where
        'e: 'a,
    {
        let Note { with, next, plan, planned, action, mark } = self;
        let example = mark.as_ref().and_then(|mark| mark.example);
        vec![
            (EntryField::With, text(with)),
            (EntryField::Next, next_day(*next)),
            (EntryField::NextTime, EntryValue::Hour(next.and_then(NextContact::hour))),
            (EntryField::Plan, text(plan)),
            (EntryField::Planned, EntryValue::Truth(planned.then_some(true))),
            (EntryField::Action, text(action)),
            (EntryField::Of, EntryValue::Text(mark.as_ref().map(|mark| &*mark.of))),
            (EntryField::Example, EntryValue::Truth(example)),
        ]
    }
}

impl<'e> Promise<'e> {
    fn values<'a>(&'a self) -> Values<'a>
    where
        'e: 'a,
    {
        let Promise { state, what, due, reference } = self;
        vec![
            (EntryField::State, EntryValue::Word(Some(state.as_str()))),
            (EntryField::What, text(what)),
            (EntryField::Due, EntryValue::Day(*due)),
            (EntryField::Reference, text(reference)),
        ]
    }
}

impl<'e> FollowUp<'e> {
    fn values<'a>(&'a self) -> Values<'a>
    where
        'e: 'a,
    {
        use EntryField as Field;
        use EntryValue::{Moment, Number, People, Truth, Word};
        let FollowUp {
            with,
            with_us,
            reply,
            need,
            visit,
            satisfaction,
            minutes,
            next,
            plan,
            example,
            action,
            written,
        } = self;
        vec![
            (Field::With, text(with)),
            (Field::WithUs, People(with_us)),
            (Field::Reply, Word(reply.map(|reply| reply.as_str()))),
            (Field::Need, Word(need.map(|need| need.as_str()))),
            (Field::Visit, Word(visit.map(|visit| visit.as_str()))),
            (Field::Satisfaction, Number(*satisfaction)),
            (Field::Minutes, Number(*minutes)),
            (Field::Next, next_day(*next)),
            (Field::NextTime, EntryValue::Hour(next.and_then(NextContact::hour))),
            (Field::Plan, text(plan)),
            (Field::Example, Truth(*example)),
            (Field::Action, text(action)),
            (Field::Written, Moment(*written)),
        ]
    }
}

/// The day of the next contact, or the word that ends the one that was set.
fn next_day<'a>(next: Option<NextContact>) -> EntryValue<'a> {
    match next {
        Some(NextContact::Ended) => EntryValue::Word(Some(NO_NEXT)),
        next => EntryValue::Day(next.and_then(NextContact::day)),
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
