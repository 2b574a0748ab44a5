//! What the views' tests share: logs in short, and books of known revenue.

use chrono::NaiveDate;

use super::{Book, Metrics};
use crate::model::{
    Alarm, AlarmAnswer, AlarmKind, Complaint, ComplaintState, Contract, Currency, Customer, CustomerId,
    Decimal, Ending, EndingState, Entry, Event, FollowUp, History, Invitation, InvitationState, Invoice,
    Money, Need, Note, Order, Payment, Promise, PromiseState, Quote, QuoteState, Reply, Request,
    RequestState, Sample, SampleState, Stamp, Text, decimal,
};
use crate::rules::{Policy, Rate, Rates, measure};

/// The tests' day, a Saturday.
pub const TODAY: &str = "2026-11-21";

pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

pub fn number(text: &str) -> Decimal {
    decimal(text).expect("a number")
}

/// US dollars; one euro is worth 1.1 from 2026 on and 1.2 from 1 July, yens have no rate.
pub fn policy() -> Policy {
    let rate = |from, rate| Rate { from: day(from), rate: number(rate) };
    let rates = vec![rate("2026-01-01", "1.1"), rate("2026-07-01", "1.2")];
    let euro = Currency::new("EUR").expect("a currency");
    let rates = Rates { others: [(euro, rates)].into(), ..Rates::default() };
    Policy { rates, ..Policy::default() }
}

pub fn customer_named(number: usize) -> Customer {
    Customer::named(CustomerId::new(&format!("c{number:04}")).expect("an id"), "Acme")
}

pub fn customer() -> Customer {
    customer_named(0)
}

/// A log in short: a day, the kind, then a bare amount, currency or state and `key=value`s.
pub fn history(lines: &[&'static str]) -> History<'static> {
    let entry = |(index, line): (usize, &&'static str)| {
        let mut words = line.split(' ');
        let at = Stamp::parse(words.next().expect("a day")).expect("a stamp");
        let kind = words.next().expect("a kind");
        let words: Vec<&'static str> = words.collect();
        let text = words.iter().find_map(|word| word.strip_prefix("text=")).map(Text::from);
        let by = words.iter().find_map(|word| word.strip_prefix("by=")).map(Text::from);
        let event = event(kind, words);
        let line = u32::try_from(index).expect("few lines") + 1;
        Entry { text, by, line, ..Entry::new(at, event) }
    };
    History::new(lines.iter().enumerate().map(entry).collect())
}

fn event(kind: &str, words: Vec<&'static str>) -> Event<'static> {
    let key = |name: &str| words.iter().find_map(|word| word.strip_prefix(name)?.strip_prefix('='));
    let text = |name: &str| key(name).map(Text::from);
    let currency = words.iter().find_map(|word| Currency::new(word));
    let money = words.iter().find_map(|word| Some(Money { amount: decimal(word)?, currency }));
    let (item, reference) = (text("item"), text("ref"));
    let state = words.first().copied().unwrap_or_default();
    match kind {
        "followup" => {
            let (need, reply) = (key("need").and_then(Need::parse), key("reply").and_then(Reply::parse));
            Event::FollowUp(FollowUp { need, reply, ..FollowUp::default() })
        }
        "order" => {
            let (margin, cost) = (key("margin").map(number), key("cost").map(number));
            let (quantity, unit) = (key("quantity").map(number), text("unit"));
            Event::Order(Order { money, margin, cost, item, reference, quantity, unit, ..Order::default() })
        }
        "quote" => Event::Quote(Quote {
            state: QuoteState::parse(state),
            money,
            item,
            reference,
            expected: key("expected").map(day),
            why: text("why"),
            competitor: text("competitor"),
            quantity: key("quantity").map(number),
            unit: text("unit"),
        }),
        "sample" => {
            Event::Sample(Sample { state: SampleState::parse(state).expect("a state"), item, reference })
        }
        "complaint" => {
            Event::Complaint(Complaint { reference, state: ComplaintState::parse(state).expect("a state") })
        }
        "ending" => Event::Ending(Ending {
            reference,
            state: EndingState::parse(state).expect("a state"),
            why: text("why"),
            competitor: text("competitor"),
        }),
        "promise" => Event::Promise(Promise {
            state: PromiseState::parse(state).expect("a state"),
            what: text("what"),
            due: key("due").map(day),
            reference,
        }),
        "request" => Event::Request(Request {
            state: RequestState::parse(state).expect("a state"),
            what: text("what"),
            reference,
            why: text("why"),
        }),
        "invitation" => Event::Invitation(Invitation {
            state: InvitationState::parse(state).expect("a state"),
            what: text("what"),
        }),
        "contract" => Event::Contract(Contract { reference, money, from: None, until: None }),
        "invoice" => Event::Invoice(Invoice { reference, money, due: None }),
        "payment" => Event::Payment(Payment { reference, money }),
        "alarm" => Event::Alarm(Alarm {
            of: AlarmKind::parse(state).expect("an alarm"),
            answer: key("answer").and_then(AlarmAnswer::parse).expect("an answer"),
            why: text("why"),
        }),
        "note" => Event::Note(Note::default()),
        _ => panic!("what is {kind}?"),
    }
}

pub fn figures_of(customer: &Customer, lines: &[&'static str], today: &str) -> Metrics {
    let today = day(today);
    measure(customer, &history(lines).as_of(today), &policy(), today)
}

pub fn figures(lines: &[&'static str]) -> Metrics {
    figures_of(&customer(), lines, TODAY)
}

/// Customers with what they ordered in the last year, each by its own line, under these rules, and their book.
pub fn book_by(rules: &Policy, orders: &[&'static str]) -> (Vec<Metrics>, Book) {
    let today = day(TODAY);
    let figures = |(index, order): (usize, &&'static str)| {
        measure(&customer_named(index), &history(&[*order]), rules, today)
    };
    let figures: Vec<_> = orders.iter().enumerate().map(figures).collect();
    let book = Book::fold(&figures);
    (figures, book)
}

/// Customers that ordered once in the last year, for so much each, and their book.
pub fn book(revenues: &[&str]) -> (Vec<Metrics>, Book) {
    let with_revenue = |(index, revenue): (usize, &&str)| {
        let mut figures = figures_of(&customer_named(index), &["2026-11-01 order 0"], TODAY);
        figures.last_year.revenue = number(revenue);
        figures
    };
    let figures: Vec<_> = revenues.iter().enumerate().map(with_revenue).collect();
    let book = Book::fold(&figures);
    (figures, book)
}
