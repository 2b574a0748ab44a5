//! Opportunities: what a customer may order, from what it asked for to what became of it (S2: how a deal stands; S4: the
//! events of the deal). Nobody keeps a list of them: each is made of the quotes, samples, orders and replies that are in
//! the log anyway (own).

mod likelihood;
mod stage;

use std::collections::HashSet;

use chrono::NaiveDate;

use super::Policy;
use crate::model::{
    Entry, Event, History, Money, Need, Quote, QuoteState, Reply, Sample, SampleState, reference_key,
};

pub use likelihood::OpportunityRules;
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

    fn is_for(&self, item: &str) -> bool {
        self.item.as_deref().is_some_and(|own| reference_key(own) == reference_key(item))
    }

    fn has_number(&self, reference: &str) -> bool {
        self.references.iter().any(|own| reference_key(own) == reference_key(reference))
    }

    /// Goes on, on a day.
    fn go(&mut self, day: NaiveDate, stage: OpportunityStage, waits_for: Option<Wait>) {
        if self.stage != stage {
            (self.stage, self.since) = (stage, day);
        }
        (self.moved, self.waits_for) = (day, waits_for);
    }

    /// Takes what an entry says of it.
    fn take(&mut self, item: Option<&str>, reference: Option<&str>) {
        self.item = self.item.take().or_else(|| item.map(str::to_owned));
        if let Some(reference) = reference.filter(|reference| !self.has_number(reference)) {
            self.references.push(reference.to_owned());
        }
    }
}

/// The opportunities of a customer, the one that moved last at the end. `history` must not know later days.
///
/// Quotes and samples belong together by their number, else by their item; one that says neither goes on with what
/// moved last, and so does one with an item where nothing says yet what it is of. An order or a contract wins those of
/// its number or item, and where there are none all that are open: what is ordered is seldom called as what was tried.
/// What the customer has ordered before is ordered again, and wins nothing else.
/// A sample that failed loses only what was never quoted. A need said after all of that is an opportunity of its own.
pub fn opportunities(history: &History<'_>, policy: &Policy, today: NaiveDate) -> Vec<Opportunity> {
    let mut all = Book::default();
    for entry in history.entries() {
        match &entry.event {
            Event::Quote(quote) => all.quote(entry.day(), quote),
            Event::Sample(sample) => all.sample(entry.day(), sample),
            event if is_bought(event) => all.order(entry),
            Event::FollowUp(said) => all.reply(entry.day(), said.reply, said.need),
            _ => {}
        }
    }
    let mut all = all.all;
    let oldest = policy.views.deal.quote.before(today);
    for old in all.iter_mut().filter(|own| own.moved < oldest && own.waits_for.is_some()) {
        // A sample runs until somebody says what became of it.
        if old.stage != OpportunityStage::Sampling {
            old.waits_for = Some(Wait::Decision);
        }
    }
    // The file's need has no day on which it was said.
    let asks = |said: &(NaiveDate, Need)| said.1 == Need::Target && policy.views.need.holds(said.0, today);
    if let Some((day, _)) = history.need_said().filter(asks)
        && all.iter().all(|own| !own.is_open() && own.moved < day)
        && last_bought(history).is_none_or(|bought| bought < day)
    {
        all.push(Opportunity::begun(day, OpportunityStage::Asked, Wait::Quote));
    }
    all.sort_by_key(|own| own.moved);
    all
}

fn is_bought(event: &Event<'_>) -> bool {
    event.is_order() || matches!(event, Event::Contract(_))
}

fn last_bought(history: &History<'_>) -> Option<NaiveDate> {
    history.entries().iter().filter(|entry| is_bought(&entry.event)).map(Entry::day).max()
}

/// The opportunities while the log is read.
#[derive(Default)]
struct Book {
    /// The one that moved last at the end.
    all: Vec<Opportunity>,
    /// The items that were ordered so far.
    ordered: HashSet<String>,
}

impl Book {
    /// The open one that an entry goes on with, by its number, else by its item, else the one that moved last; it is the
    /// one that moved last from now on, and has what the entry says of it.
    fn going_on(&mut self, item: Option<&str>, reference: Option<&str>) -> Option<&mut Opportunity> {
        let open = || self.all.iter().enumerate().rev().filter(|(_, own)| own.is_open());
        let numbered = reference.and_then(|number| open().find(|(_, own)| own.has_number(number)));
        let of_item = || item.and_then(|item| open().find(|(_, own)| own.is_for(item)));
        let last = || open().next().filter(|(_, own)| item.is_none() || own.item.is_none());
        let (at, _) = numbered.or_else(of_item).or_else(last)?;
        let mut own = self.all.remove(at);
        own.take(item, reference);
        self.all.push(own);
        self.all.last_mut()
    }

    /// The open one that an entry goes on with, or a new one.
    fn begun(
        &mut self,
        day: NaiveDate,
        (item, reference): (Option<&str>, Option<&str>),
        (stage, wait): (OpportunityStage, Wait),
    ) -> &mut Opportunity {
        if self.going_on(item, reference).is_none() {
            let mut own = Opportunity::begun(day, stage, wait);
            own.take(item, reference);
            self.all.push(own);
        }
        let last = self.all.len() - 1;
        &mut self.all[last]
    }

    fn quote(&mut self, day: NaiveDate, quote: &Quote<'_>) {
        let said = (quote.item.as_deref(), quote.reference.as_deref());
        if quote.is_over() {
            let Some(own) = self.going_on(said.0, said.1) else { return };
            let is_won = quote.state == Some(QuoteState::Won);
            own.go(day, if is_won { OpportunityStage::Won } else { OpportunityStage::Lost }, None);
            own.money = quote.money.or(own.money);
            own.why = quote.why.as_deref().map(str::to_owned);
            own.competitor = quote.competitor.as_deref().map(str::to_owned);
            return;
        }
        let own = self.begun(day, said, (OpportunityStage::Quoted, Wait::Answer));
        // Another offer in a negotiation is a part of it, and a sample that is tested stays the next step.
        let wait = match own.stage {
            OpportunityStage::Sampling => own.waits_for,
            _ => Some(Wait::Answer),
        };
        own.go(day, own.stage, wait);
        own.money = quote.money.or(own.money);
        own.expected = quote.expected.or(own.expected);
    }

    fn sample(&mut self, day: NaiveDate, sample: &Sample<'_>) {
        let said = (sample.item.as_deref(), sample.reference.as_deref());
        let (stage, wait) = match sample.state {
            SampleState::Agreed => (OpportunityStage::Sampling, Wait::Dispatch),
            SampleState::Sent => (OpportunityStage::Sampling, Wait::Arrival),
            SampleState::Received => (OpportunityStage::Sampling, Wait::Test),
            SampleState::Passed => (OpportunityStage::Passed, Wait::Order),
            SampleState::Failed | SampleState::Cancelled => {
                let Some(own) = self.going_on(said.0, said.1) else { return };
                // What was quoted may still be ordered without it.
                return match own.money {
                    Some(_) => own.go(day, OpportunityStage::Negotiating, Some(Wait::Step)),
                    None => own.go(day, OpportunityStage::Lost, None),
                };
            }
        };
        self.begun(day, said, (stage, wait)).go(day, stage, Some(wait));
    }

    fn order(&mut self, entry: &Entry<'_>) {
        let (item, reference) = match &entry.event {
            Event::Order(order) => (order.item.as_deref(), order.reference.as_deref()),
            event => (None, event.reference()),
        };
        let is_meant = |own: &Opportunity| {
            reference.is_some_and(|number| own.has_number(number))
                || item.is_some_and(|item| own.is_for(item))
        };
        let some = self.all.iter().any(|own| own.is_open() && is_meant(own));
        let is_repeat = item.is_some_and(|item| !self.ordered.insert(reference_key(item)));
        if !some && is_repeat {
            return;
        }
        let is_won = |own: &Opportunity| own.is_open() && (!some || is_meant(own));
        // Of several that one order wins, nobody knows how much is whose.
        let is_one = self.all.iter().filter(|own| is_won(own)).count() == 1;
        for own in self.all.iter_mut().filter(|own| is_won(own)) {
            own.go(entry.day(), OpportunityStage::Won, None);
            own.item = own.item.take().or_else(|| item.map(str::to_owned));
            own.money = entry.event.money().filter(|_| is_one).or(own.money);
        }
    }

    /// An answer, or that nothing will ever be needed, is said of all that are open.
    fn reply(&mut self, day: NaiveDate, reply: Option<Reply>, need: Option<Need>) {
        let answered = matches!(reply, Some(Reply::Negative | Reply::Neutral | Reply::Positive));
        // The contact in which it was quoted is no answer to it.
        let is_meant =
            |own: &Opportunity| own.is_open() && (need == Some(Need::Dead) || answered && own.moved < day);
        let (mut moved, still): (Vec<_>, Vec<_>) = self.all.drain(..).partition(is_meant);
        for own in &mut moved {
            match own.stage {
                _ if need == Some(Need::Dead) => own.go(day, OpportunityStage::Lost, None),
                OpportunityStage::Quoted | OpportunityStage::Negotiating => {
                    own.go(day, OpportunityStage::Negotiating, Some(Wait::Step));
                }
                _ => own.moved = day,
            }
        }
        self.all = still;
        self.all.append(&mut moved);
    }
}

#[cfg(test)]
mod tests;
