//! A made-up book of one person: who orders in which rhythm, when each was last spoken to.

use chrono::{Datelike, Days, NaiveDate};

use crm::model::{Customer, CustomerId, Entry, Event, FollowUp, History, Order, Sample, SampleState, Stamp};
use crm::plan::{self, Item};
use crm::rules::{EffectiveClass, Policy};

/// The first day of the year: a Monday.
pub fn first() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 5).unwrap_or_default()
}

/// What a person's book is made of. Three in five of the order customers have a rhythm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mix {
    /// Customers of all grades.
    Broad,
    /// Mostly order customers: at the turn of a month they alone can fill a day.
    Orders,
}

impl Mix {
    /// How many customers of each grade.
    fn counts(self) -> [(&'static str, usize); 5] {
        match self {
            Mix::Broad => [("A", 60), ("B", 5), ("C", 30), ("D", 150), ("E", 300)],
            Mix::Orders => [("A", 140), ("B", 4), ("C", 10), ("D", 60), ("E", 200)],
        }
    }
}

/// Numbers by chance, the same ones each time.
pub struct Dice(u64);

impl Dice {
    /// A number below `sides`.
    pub fn roll(&mut self, sides: u64) -> u64 {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % sides.max(1)
    }
}

/// A customer with its own course.
pub struct Kept {
    customer: Customer,
    entries: Vec<Entry<'static>>,
    /// The days on which it will order, whatever anybody does; the next one last.
    pub orders: Vec<NaiveDate>,
    /// When somebody last spoke to it.
    pub spoken: Option<NaiveDate>,
    /// Its place on an agenda, as of what is written.
    pub item: Option<Item>,
    dice: Dice,
    samples: usize,
}

impl Kept {
    fn new(grade: &str, number: usize) -> Self {
        let id = format!("{}{number:03}", grade.to_lowercase());
        let mut customer = Customer::named(CustomerId::new(&id).unwrap_or_else(|| unreachable!("{id}")), &id);
        customer.grade = Some(grade.to_owned());
        let seed = id.bytes().fold(7, |sum: u64, byte| sum.wrapping_mul(131).wrapping_add(byte.into()));
        let mut kept = Kept {
            customer,
            entries: Vec::new(),
            orders: Vec::new(),
            spoken: None,
            item: None,
            dice: Dice(seed),
            samples: 0,
        };
        kept.past(grade, number);
        kept
    }

    /// What happened before the year began, and when it will order.
    fn past(&mut self, grade: &str, number: usize) {
        let interval = match grade {
            "A" => 30,
            "B" => 3,
            "C" => 61,
            "D" => 92,
            _ => 183,
        };
        let ago = 1 + self.dice.roll(interval);
        let last = first() - Days::new(ago);
        if grade == "A" && number % 5 < 3 {
            // Half of them order by the month, and most of these around its turn, as payments go.
            let every = [30, 30, 30, 60, 90, 182][self.dice.roll(6) as usize];
            let jitter = 1 + every / 10;
            let turn = if self.dice.roll(3) < 2 { self.dice.roll(7) } else { self.dice.roll(every) };
            let start = first() - Days::new(every * 5) + Days::new(turn);
            let mut planned = start;
            let mut days = Vec::new();
            while planned < first() + Days::new(400) {
                days.push(planned + Days::new(self.dice.roll(2 * jitter + 1)) - Days::new(jitter));
                planned = planned + Days::new(every);
            }
            let (past, future) = days.into_iter().partition::<Vec<_>, _>(|day| *day < first());
            past.into_iter().for_each(|day| self.write(day, Event::Order(Order::default())));
            self.orders = future;
            self.orders.reverse();
        }
        if grade == "B" {
            self.sample(last);
        }
        self.contact(last);
    }

    fn write(&mut self, day: NaiveDate, event: Event<'static>) {
        let line = u32::try_from(self.entries.len() + 1).unwrap_or(u32::MAX);
        self.entries.push(Entry { line, ..Entry::new(Stamp::Day(day), event) });
    }

    /// A sample is agreed, the next time received: the steps begin anew.
    fn sample(&mut self, day: NaiveDate) {
        let state = if self.samples.is_multiple_of(2) { SampleState::Agreed } else { SampleState::Received };
        self.samples += 1;
        self.write(day, Event::Sample(Sample { state, item: None, reference: None }));
    }

    /// Somebody spoke to it. With one of three high potentials the next day is agreed at once.
    pub fn contact(&mut self, day: NaiveDate) {
        let is_over = self.item.as_ref().is_some_and(|item| item.verdict.reason.code() == "decide");
        let agrees = self.customer.grade.as_deref() == Some("C") && self.dice.roll(3) == 0;
        self.spoken = Some(day);
        let next = agrees.then(|| day + Days::new(20 + self.dice.roll(40)));
        self.write(day, Event::FollowUp(FollowUp { next: next.map(Into::into), ..FollowUp::default() }));
        if is_over {
            self.sample(day);
        }
    }

    /// It orders.
    pub fn order(&mut self, day: NaiveDate) {
        self.orders.pop();
        self.write(day, Event::Order(Order::default()));
    }

    /// Finds its place on the agenda anew.
    pub fn judge(&mut self, policy: &Policy, today: NaiveDate) {
        let history = History::new(self.entries.clone());
        let driving = EffectiveClass::written(&self.customer);
        self.item = plan::item(&self.customer, &driving, &history, policy, today);
    }
}

/// The whole book.
pub fn book(mix: Mix) -> Vec<Kept> {
    let grades = mix.counts().into_iter();
    grades.flat_map(|(grade, count)| (0..count).map(move |number| Kept::new(grade, number))).collect()
}

/// The days worked in the year: not the weekends, not two weeks of leave, not two fairs of a week.
pub fn worked(policy: &Policy) -> Vec<NaiveDate> {
    let away = [8, 15, 32, 33, 42];
    let is_away = |day: NaiveDate| away.contains(&day.iso_week().week());
    let year = first().iter_days().take(364);
    year.filter(|day| policy.calendar.free(*day).is_none() && !is_away(*day)).collect()
}
