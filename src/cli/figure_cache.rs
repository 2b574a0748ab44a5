//! What is noted of each customer below `.crm/`: its names, its figures, and its next date.
//!
//! A note says for which days it holds. It is never the only place of anything, and no answer
//! depends on its being there.

use std::collections::hash_map::DefaultHasher;
use std::fmt::{self, Write};
use std::hash::Hasher;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::cached_orders::RawOrders;
use super::context::Context;
use crate::model::{Customer, CustomerId, Decimal, History, Need, Potential, SampleState};
use crate::plan::KnownOrders;
use crate::rules::alarms;
use crate::rules::cadence::{self, Next};
use crate::rules::lead::NoLead;
use crate::rules::views::{Margin, Metrics, SaidNeed, SampleStage, TierYear, Turnover, Volumes};
use crate::rules::{EffectiveClass, Policy, first_of_next_month, lead, measure_by};
use crate::store::{self, Cache, CustomerFiles, LoadedCustomer};

/// The notes of one command.
pub struct FigureCache<'a> {
    policy: &'a Policy,
    today: NaiveDate,
    key: u64,
    renews: bool,
}

/// What is known of one customer today.
#[derive(Clone, Debug, PartialEq)]
pub struct CachedFigures {
    /// Its name, and behind it its aliases.
    pub names: Vec<String>,
    /// The ids that lead to it: those that it had, and those of customers that are a part of it now.
    pub former: Vec<String>,
    /// The id of the customer that referred it.
    pub referred_by: Option<String>,
    pub figures: Metrics,
    /// Its next date, where its class stands in its file.
    pub next: Option<Next>,
    /// Its orders, where it has any and its class stands in its file.
    pub orders: Option<KnownOrders>,
    /// Whether it has to be asked for the alarms of a day.
    pub alarms: NotedAlarms,
    /// The first day on which all that is noted again.
    until: NaiveDate,
}

/// What there is of a customer for its alarms.
#[derive(Clone, Debug, PartialEq)]
pub struct NotedAlarms {
    /// The grade that stands in its file.
    pub grade: Option<String>,
    /// The first day on which one rings, whoever the customer is; the silence of its orders is told by those.
    pub from: Option<NaiveDate>,
    /// Whether any was ever answered.
    pub is_answered: bool,
}

impl<'a> FigureCache<'a> {
    /// The notes for this command's day and rules.
    pub fn new(context: &Context, policy: &'a Policy) -> Self {
        // A replayed day doesn't drive out what is noted for the days to come.
        let renews = context.today == context.now.date_naive();
        FigureCache { policy, today: context.today, key: key(policy), renews }
    }
}

impl CachedFigures {
    /// What there is to note; `whole` knows all days.
    fn of(customer: &Customer, whole: &History<'_>, policy: &Policy, today: NaiveDate) -> Self {
        let history = whole.clone().as_of(today);
        let next = (!policy.scheme.is_computed()).then(|| {
            let class = EffectiveClass::written(customer).class;
            Next::of(&cadence::next(customer, class.as_deref(), &history, policy, today))
        });
        let orders = (!policy.scheme.is_computed())
            .then(|| KnownOrders::of(customer, customer.grade.as_deref(), &history, policy, today))
            .flatten();
        let until = Metrics::until(whole, today).min(cadence::until(customer, whole, today));
        let points = lead::points(customer, &history, &policy.views, today);
        let until = until.min(lead::until(&points, &history, &policy.views, today));
        let alarms = NotedAlarms {
            grade: customer.grade.clone(),
            from: alarms::rings_from(customer, &history, policy, today),
            is_answered: !alarms::answers(&history).is_empty(),
        };
        // The figures of whole months, and what is expected, are told anew each month.
        let until = until.min(first_of_next_month(today));
        let names = std::iter::once(&customer.name).chain(&customer.aliases).cloned().collect();
        let traces = whole.entries().iter().filter_map(|entry| entry.event.trace()?.from.as_deref());
        let former = traces.map(str::to_owned).collect();
        CachedFigures {
            names,
            former,
            referred_by: customer.referred_by.clone(),
            figures: measure_by(&points, customer, &history, policy, today),
            next,
            orders,
            alarms,
            until,
        }
    }
}

/// The program, by its file, and the rules, as they were understood.
fn key(policy: &Policy) -> u64 {
    struct Sink(DefaultHasher);
    impl Write for Sink {
        fn write_str(&mut self, text: &str) -> fmt::Result {
            self.0.write(text.as_bytes());
            Ok(())
        }
    }
    let mut sink = Sink(DefaultHasher::new());
    // Writing into a hasher can't fail.
    let _ = write!(sink, "{} {} {policy:?}", env!("CARGO_PKG_VERSION"), store::program());
    sink.0.finish()
}

impl Cache for FigureCache<'_> {
    type Note = CachedFigures;
    type Raw = RawCachedFigures;

    fn key(&self) -> u64 {
        self.key
    }

    fn renews(&self) -> bool {
        self.renews
    }

    fn take(&self, loaded: &LoadedCustomer<'_>) -> CachedFigures {
        CachedFigures::of(&loaded.customer, &loaded.history, self.policy, self.today)
    }

    fn raw(&self, note: &CachedFigures) -> RawCachedFigures {
        RawCachedFigures::of(note, self.today)
    }

    fn note(&self, files: &CustomerFiles, raw: RawCachedFigures) -> Option<CachedFigures> {
        raw.note(&files.id, self.today)
    }
}

/// Days are counted from the year 1, numbers are their own sixteen bytes, words their places in the
/// lists of words.
#[derive(Debug, Serialize, Deserialize)]
pub struct RawCachedFigures {
    names: Vec<String>,
    former: Vec<String>,
    referred_by: Option<String>,
    from: i32,
    until: i32,
    next: RawNext,
    orders: Option<RawOrders>,
    grade: Option<String>,
    rings_from: Option<i32>,
    is_answered: bool,
    last_year: Option<RawTurnover>,
    year_before: Option<RawTurnover>,
    expected: Option<[u8; 16]>,
    quarters: Vec<([u8; 16], Option<[u8; 16]>)>,
    ever: Option<RawTurnover>,
    abc: Option<RawVolumes>,
    volume: Option<RawVolumes>,
    margin: Option<([u8; 16], [u8; 16])>,
    first_order: Option<i32>,
    last_order: Option<i32>,
    rhythm: Option<u32>,
    lines: u32,
    running_sample: Option<(u8, i32)>,
    last_quote: Option<i32>,
    newest_need: Option<(u8, i32)>,
    need: Option<u8>,
    potential: Option<u8>,
    renewal: Option<[u8; 16]>,
    has_entries: bool,
    open_complaint: bool,
    has_influence: bool,
    is_scored: bool,
    lead: Option<[u8; 16]>,
    no_lead: RawNoLead,
    is_undecided: bool,
}

#[derive(Debug, Serialize, Deserialize)]
enum RawNoLead {
    Unsaid,
    Lost(i32),
    NoNeed,
    Archived(i32),
}

#[derive(Debug, Serialize, Deserialize)]
enum RawNext {
    Unknown,
    Never,
    On(i32),
    Today,
}

#[derive(Debug, Serialize, Deserialize)]
struct RawTurnover {
    revenue: [u8; 16],
    orders: u32,
    unpriced: u32,
    unrated: u32,
}

#[derive(Debug, Serialize, Deserialize)]
struct RawVolumes {
    quantity: [u8; 16],
    orders: u32,
    other_unit: u32,
    unmeasured: u32,
}

impl RawCachedFigures {
    fn of(note: &CachedFigures, today: NaiveDate) -> Self {
        let figures = &note.figures;
        let margin = Some(figures.margin).filter(|margin| *margin != Margin::default());
        RawCachedFigures {
            names: note.names.clone(),
            former: note.former.clone(),
            referred_by: note.referred_by.clone(),
            from: number(today),
            until: number(note.until),
            next: match note.next {
                None => RawNext::Unknown,
                Some(Next::Never) => RawNext::Never,
                Some(Next::On(due)) => RawNext::On(number(due)),
                Some(Next::Today) => RawNext::Today,
            },
            orders: note.orders.as_ref().and_then(RawOrders::of),
            grade: note.alarms.grade.clone(),
            rings_from: note.alarms.from.map(number),
            is_answered: note.alarms.is_answered,
            last_year: RawTurnover::of(figures.last_year),
            year_before: RawTurnover::of(figures.year_before),
            expected: figures.expected.map(|expected| expected.serialize()),
            quarters: figures
                .quarters
                .iter()
                .map(|year| (year.revenue.serialize(), year.expected.map(|expected| expected.serialize())))
                .collect(),
            ever: RawTurnover::of(figures.ever),
            abc: figures.abc.map(RawVolumes::of),
            volume: figures.volume.map(RawVolumes::of),
            margin: margin.map(|margin| (margin.profit.serialize(), margin.revenue.serialize())),
            first_order: figures.first_order.map(number),
            last_order: figures.last_order.map(number),
            rhythm: figures.rhythm,
            lines: figures.lines,
            running_sample: figures
                .running_sample
                .and_then(|sample| Some((place(SampleState::ALL, sample.state)?, number(sample.on)))),
            last_quote: figures.last_quote.map(number),
            newest_need: figures
                .newest_need
                .and_then(|said| Some((place(Need::ALL, said.need)?, number(said.on)))),
            need: figures.need.and_then(|need| place(Need::ALL, need)),
            potential: figures.potential.and_then(|potential| place(Potential::ALL, potential)),
            renewal: figures.renewal.map(|renewal| renewal.serialize()),
            has_entries: figures.has_entries,
            open_complaint: figures.open_complaint,
            has_influence: figures.has_influence,
            is_scored: figures.is_scored,
            lead: Some(figures.lead).filter(|lead| !lead.is_zero()).map(|lead| lead.serialize()),
            no_lead: match figures.no_lead {
                None => RawNoLead::Unsaid,
                Some(NoLead::Lost { on }) => RawNoLead::Lost(number(on)),
                Some(NoLead::NoNeed) => RawNoLead::NoNeed,
                Some(NoLead::Archived { on }) => RawNoLead::Archived(number(on)),
            },
            is_undecided: figures.is_undecided,
        }
    }

    /// The note, where it holds on `today`; `None`, too, where it is none that was written here.
    fn note(self, id: &CustomerId, today: NaiveDate) -> Option<CachedFigures> {
        if !(self.from..self.until).contains(&number(today)) {
            return None;
        }
        let figures = Metrics {
            id: id.clone(),
            last_year: RawTurnover::turnover(self.last_year),
            year_before: RawTurnover::turnover(self.year_before),
            expected: self.expected.map(Decimal::deserialize),
            quarters: self.quarters.into_iter().map(tier_year).collect(),
            ever: RawTurnover::turnover(self.ever),
            abc: self.abc.map(RawVolumes::volumes),
            volume: self.volume.map(RawVolumes::volumes),
            margin: self.margin.map_or_else(Margin::default, |(profit, revenue)| Margin {
                profit: Decimal::deserialize(profit),
                revenue: Decimal::deserialize(revenue),
            }),
            first_order: known(self.first_order, day)?,
            last_order: known(self.last_order, day)?,
            rhythm: self.rhythm,
            lines: self.lines,
            has_entries: self.has_entries,
            running_sample: known(self.running_sample, |(state, on)| {
                Some(SampleStage { state: at(SampleState::ALL, state)?, on: day(on)? })
            })?,
            last_quote: known(self.last_quote, day)?,
            open_complaint: self.open_complaint,
            newest_need: known(self.newest_need, |(need, on)| {
                Some(SaidNeed { need: at(Need::ALL, need)?, on: day(on)? })
            })?,
            need: known(self.need, |need| at(Need::ALL, need))?,
            potential: known(self.potential, |potential| at(Potential::ALL, potential))?,
            renewal: self.renewal.map(Decimal::deserialize),
            has_influence: self.has_influence,
            is_scored: self.is_scored,
            lead: self.lead.map_or(Decimal::ZERO, Decimal::deserialize),
            no_lead: match self.no_lead {
                RawNoLead::Unsaid => None,
                RawNoLead::Lost(on) => Some(NoLead::Lost { on: day(on)? }),
                RawNoLead::NoNeed => Some(NoLead::NoNeed),
                RawNoLead::Archived(on) => Some(NoLead::Archived { on: day(on)? }),
            },
            is_undecided: self.is_undecided,
        };
        let next = match self.next {
            RawNext::Unknown => None,
            RawNext::Never => Some(Next::Never),
            RawNext::On(due) => Some(Next::On(day(due)?)),
            RawNext::Today => Some(Next::Today),
        };
        let (names, former, referred_by) = (self.names, self.former, self.referred_by);
        let orders = known(self.orders, |raw| raw.orders(id, names.first()?))?;
        let from = known(self.rings_from, day)?;
        let alarms = NotedAlarms { grade: self.grade, from, is_answered: self.is_answered };
        let until = day(self.until)?;
        Some(CachedFigures { names, former, referred_by, figures, next, orders, alarms, until })
    }
}

impl RawTurnover {
    fn of(turnover: Turnover) -> Option<Self> {
        let Turnover { revenue, orders, unpriced, unrated } = turnover;
        let revenue = revenue.serialize();
        (turnover != Turnover::default()).then_some(RawTurnover { revenue, orders, unpriced, unrated })
    }

    fn turnover(raw: Option<Self>) -> Turnover {
        raw.map_or_else(Turnover::default, |raw| Turnover {
            revenue: Decimal::deserialize(raw.revenue),
            orders: raw.orders,
            unpriced: raw.unpriced,
            unrated: raw.unrated,
        })
    }
}

impl RawVolumes {
    fn of(volumes: Volumes) -> Self {
        let Volumes { quantity, orders, other_unit, unmeasured } = volumes;
        RawVolumes { quantity: quantity.serialize(), orders, other_unit, unmeasured }
    }

    fn volumes(self) -> Volumes {
        let RawVolumes { quantity, orders, other_unit, unmeasured } = self;
        Volumes { quantity: Decimal::deserialize(quantity), orders, other_unit, unmeasured }
    }
}

fn tier_year((revenue, expected): ([u8; 16], Option<[u8; 16]>)) -> TierYear {
    TierYear { revenue: Decimal::deserialize(revenue), expected: expected.map(Decimal::deserialize) }
}

fn number(day: NaiveDate) -> i32 {
    day.num_days_from_ce()
}

fn day(number: i32) -> Option<NaiveDate> {
    NaiveDate::from_num_days_from_ce_opt(number)
}

fn place<T: PartialEq>(all: &[T], value: T) -> Option<u8> {
    u8::try_from(all.iter().position(|other| *other == value)?).ok()
}

fn at<T: Copy>(all: &[T], place: u8) -> Option<T> {
    all.get(usize::from(place)).copied()
}

/// What was written, read: `None` where that can't be done.
fn known<R, T>(raw: Option<R>, read: impl FnOnce(R) -> Option<T>) -> Option<Option<T>> {
    match raw {
        None => Some(None),
        Some(raw) => read(raw).map(Some),
    }
}

#[cfg(test)]
mod tests;
