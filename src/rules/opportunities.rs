//! Opportunities: what a customer may order, from what it asked for to what became of it (S2: how a deal stands; S4: the
//! events of the deal). Nobody keeps a list of them: each is made of the quotes, samples, orders and replies that are in
//! the log anyway (own).

mod likelihood;
mod listed;
mod stage;

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::NaiveDate;

use crate::model::{
    Entry, Event, History, Money, Need, Quote, QuoteState, Reply, Sample, SampleState, is_moved,
    reference_key,
};

pub use likelihood::OpportunityRules;
pub use listed::opportunities;
pub use stage::{OpportunityStage, Wait};

/// What a customer may order, or did.
#[derive(Clone, Debug, PartialEq)]
pub struct Opportunity {
    /// Product line; `None` where no entry says it.
    pub item: Option<String>,
    /// The numbers of its quotes and samples, in the order of the log.
    pub references: Vec<String>,
    pub stage: OpportunityStage,
    /// Since when it has been in this stage.
    pub since: NaiveDate,
    /// When it began.
    pub begun: NaiveDate,
    /// When something last happened with it.
    pub moved: NaiveDate,
    /// What was quoted last, or ordered.
    pub money: Option<Money>,
    /// When the customer means to order.
    pub expected: Option<NaiveDate>,
    /// What it waits for; `None` once it is over.
    pub waits_for: Option<Wait>,
    /// Why it was lost or won.
    pub why: Option<String>,
    /// Who got it instead.
    pub competitor: Option<String>,
}

impl Opportunity {
    /// Whether nobody knows yet what becomes of it.
    pub fn is_open(&self) -> bool {
        !matches!(self.stage, OpportunityStage::Won | OpportunityStage::Lost)
    }

    /// Whether it waits for somebody to say that it is over.
    pub fn is_old(&self) -> bool {
        self.waits_for == Some(Wait::Decision)
    }

    fn begun(day: NaiveDate, stage: OpportunityStage, waits_for: Wait) -> Self {
        Opportunity {
            item: None,
            references: Vec::new(),
            stage,
            since: day,
            begun: day,
            moved: day,
            money: None,
            expected: None,
            waits_for: Some(waits_for),
            why: None,
            competitor: None,
        }
    }
}

/// The lines of samples whose opportunity is over: it was ordered, or lost.
pub(super) fn samples_over(history: &History<'_>) -> HashSet<u32> {
    let book = Book::of(history);
    let over = book.samples.iter().filter(|(_, at)| !book.all[*at].1.is_open());
    over.map(|(line, _)| *line).collect()
}

/// The opportunities while the log is read. A customer may have thousands: none is looked for by going through all of
/// them.
#[derive(Default)]
struct Book {
    /// Those that came with another customer.
    brought: HashSet<usize>,
    /// In the order in which they began, each with the turn at which it moved last.
    all: Vec<(usize, Opportunity)>,
    /// The open ones by the turn at which they moved last.
    open: BTreeMap<usize, usize>,
    /// The one that got a number last.
    numbers: HashMap<String, usize>,
    /// Those that say it, the closed ones among them until they are met.
    items: HashMap<String, Vec<usize>>,
    /// The items that were ordered so far.
    ordered: HashSet<String>,
    /// Lines of samples, and whose they are.
    samples: Vec<(u32, usize)>,
    turn: usize,
}

impl Book {
    /// Those of a log.
    fn of(history: &History<'_>) -> Self {
        let mut all = Book::default();
        for entry in history.entries() {
            match &entry.event {
                Event::Quote(quote) => all.quote(entry.day(), quote),
                Event::Sample(sample) => all.sample(entry, sample),
                event if event.is_purchase() => all.order(entry),
                Event::FollowUp(said) => all.reply(entry.day(), said.reply, said.need),
                _ => {}
            }
        }
        all
    }

    /// All of them, the one that moved last at the end.
    fn in_order(mut self) -> Vec<Opportunity> {
        self.all.sort_by_key(|(turn, own)| (own.moved, *turn));
        self.all.into_iter().map(|(_, own)| own).collect()
    }

    fn with_number(&self, reference: &str) -> Option<usize> {
        let at = *self.numbers.get(&reference_key(reference))?;
        self.all[at].1.is_open().then_some(at)
    }

    /// The one that came with another customer to which an order of that one is tied: by its number, else by its item.
    fn brought_by(&self, reference: &str, item: Option<&str>) -> Option<usize> {
        if !is_moved(reference) {
            return None;
        }
        let of_item = |item: &str| {
            let mut ends = reference.match_indices('~').map(|(at, _)| &reference[at..]);
            ends.find_map(|end| self.numbers.get(&reference_key(&format!("{item}{end}"))))
        };
        let found = self.numbers.get(&reference_key(reference)).or_else(|| item.and_then(of_item));
        found.copied()
    }

    /// The open ones for an item.
    fn for_item(&mut self, item: &str) -> Vec<usize> {
        let Some(own) = self.items.get_mut(&reference_key(item)) else { return Vec::new() };
        own.retain(|at| self.all[*at].1.is_open());
        own.clone()
    }

    /// The open one that an entry goes on with, by its number, else by its item, else the one that moved last. It has
    /// what the entry says of it from now on.
    fn going_on(&mut self, item: Option<&str>, reference: Option<&str>) -> Option<usize> {
        let numbered = reference.and_then(|number| self.with_number(number));
        if reference.is_some_and(is_moved) {
            self.take(numbered?, item, reference);
            return numbered;
        }
        let own = numbered.or_else(|| self.for_item(item?).into_iter().max_by_key(|at| self.all[*at].0));
        let last = || {
            let at = self.open.values().rev().find(|at| !self.brought.contains(at))?;
            (item.is_none() || self.all[*at].1.item.is_none()).then_some(*at)
        };
        let at = own.or_else(last)?;
        self.take(at, item, reference);
        Some(at)
    }

    /// The open one that an entry goes on with, or a new one.
    fn begun(
        &mut self,
        day: NaiveDate,
        (item, reference): (Option<&str>, Option<&str>),
        (stage, wait): (OpportunityStage, Wait),
    ) -> usize {
        self.going_on(item, reference).unwrap_or_else(|| {
            let at = self.all.len();
            self.turn += 1;
            self.all.push((self.turn, Opportunity::begun(day, stage, wait)));
            if reference.is_some_and(is_moved) {
                self.brought.insert(at);
            }
            self.take(at, item, reference);
            at
        })
    }

    /// What an entry says of it.
    fn take(&mut self, at: usize, item: Option<&str>, reference: Option<&str>) {
        let own = &mut self.all[at].1;
        if let (None, Some(item)) = (&own.item, item) {
            own.item = Some(item.to_owned());
            if !self.brought.contains(&at) {
                self.items.entry(reference_key(item)).or_default().push(at);
            }
        }
        if let Some(reference) = reference
            && self.numbers.insert(reference_key(reference), at) != Some(at)
        {
            own.references.push(reference.to_owned());
        }
    }

    /// Goes on, on a day.
    fn go(&mut self, at: usize, day: NaiveDate, stage: OpportunityStage, waits_for: Option<Wait>) {
        self.turn += 1;
        let (turn, own) = &mut self.all[at];
        self.open.remove(turn);
        *turn = self.turn;
        if own.stage != stage {
            (own.stage, own.since) = (stage, day);
        }
        (own.moved, own.waits_for) = (day, waits_for);
        if own.is_open() {
            self.open.insert(self.turn, at);
        }
    }

    fn quote(&mut self, day: NaiveDate, quote: &Quote<'_>) {
        let said = (quote.item.as_deref(), quote.reference.as_deref());
        if quote.is_over() {
            let Some(at) = self.going_on(said.0, said.1) else { return };
            let is_won = quote.state == Some(QuoteState::Won);
            self.go(at, day, if is_won { OpportunityStage::Won } else { OpportunityStage::Lost }, None);
            let own = &mut self.all[at].1;
            own.money = quote.money.or(own.money);
            own.why = quote.why.as_deref().map(str::to_owned);
            own.competitor = quote.competitor.as_deref().map(str::to_owned);
            return;
        }
        let at = self.begun(day, said, (OpportunityStage::Quoted, Wait::Answer));
        let own = &mut self.all[at].1;
        own.money = quote.money.or(own.money);
        own.expected = quote.expected.or(own.expected);
        // Another offer in a negotiation is a part of it, and a sample that is tested stays the next step.
        let stage = own.stage;
        let wait = match stage {
            OpportunityStage::Sampling => own.waits_for,
            _ => Some(Wait::Answer),
        };
        self.go(at, day, stage, wait);
    }

    fn sample(&mut self, entry: &Entry<'_>, sample: &Sample<'_>) {
        let day = entry.day();
        let said = (sample.item.as_deref(), sample.reference.as_deref());
        let (stage, wait) = match sample.state {
            SampleState::Agreed => (OpportunityStage::Sampling, Wait::Dispatch),
            SampleState::Sent => (OpportunityStage::Sampling, Wait::Arrival),
            SampleState::Received => (OpportunityStage::Sampling, Wait::Test),
            SampleState::Passed => (OpportunityStage::Passed, Wait::Order),
            SampleState::Failed | SampleState::Cancelled => {
                let Some(at) = self.going_on(said.0, said.1) else { return };
                // What was quoted may still be ordered without it.
                return match self.all[at].1.money {
                    Some(_) => self.go(at, day, OpportunityStage::Negotiating, Some(Wait::Step)),
                    None => self.go(at, day, OpportunityStage::Lost, None),
                };
            }
        };
        let at = self.begun(day, said, (stage, wait));
        self.samples.push((entry.line, at));
        self.go(at, day, stage, Some(wait));
    }

    fn order(&mut self, entry: &Entry<'_>) {
        let (item, reference) = match &entry.event {
            Event::Order(order) => (order.item.as_deref(), order.reference.as_deref()),
            event => (None, event.reference()),
        };
        let is_repeat = item.is_some_and(|item| !self.ordered.insert(reference_key(item)));
        let won = match reference.and_then(|number| self.brought_by(number, item)) {
            Some(at) => Some(at).filter(|at| self.all[*at].1.is_open()).into_iter().collect(),
            None => {
                let numbered = reference.and_then(|number| self.with_number(number));
                let mut won = item.map(|item| self.for_item(item)).unwrap_or_default();
                won.extend(numbered.filter(|at| !won.contains(at)));
                if won.is_empty() && !is_repeat {
                    won = self.open.values().copied().collect();
                }
                won
            }
        };
        for &at in &won {
            self.go(at, entry.day(), OpportunityStage::Won, None);
            let own = &mut self.all[at].1;
            own.item = own.item.take().or_else(|| item.map(str::to_owned));
            // Of several that one order wins, nobody knows how much is whose.
            own.money = entry.event.money().filter(|_| won.len() == 1).or(own.money);
        }
    }

    /// An answer, or that nothing will ever be needed, is said of all that are open.
    fn reply(&mut self, day: NaiveDate, reply: Option<Reply>, need: Option<Need>) {
        let is_dead = need == Some(Need::Dead);
        if !is_dead && !reply.is_some_and(Reply::is_answer) {
            return;
        }
        // The contact in which it was quoted is no answer to it.
        let is_meant = |at: &usize| is_dead || self.all[*at].1.moved < day;
        let meant: Vec<usize> = self.open.values().copied().filter(is_meant).collect();
        for at in meant {
            let own = &self.all[at].1;
            let (stage, wait) = match own.stage {
                _ if is_dead => (OpportunityStage::Lost, None),
                OpportunityStage::Quoted | OpportunityStage::Negotiating => {
                    (OpportunityStage::Negotiating, Some(Wait::Step))
                }
                stage => (stage, own.waits_for),
            };
            self.go(at, day, stage, wait);
        }
    }
}

#[cfg(test)]
mod tests;
