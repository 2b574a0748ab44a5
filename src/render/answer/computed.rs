//! The figures that a computed class rests on.

use schemars::JsonSchema;
use serde::Serialize;

use super::value::{Day, Exact, Word, amount, fraction, part_of_amounts, text};
use crate::model::Decimal;
use crate::rules::views::{
    self, AbcWhy, Class, Criterion, ImportanceWhy, LifecycleWhy, NeedWhy, Place, PyramidWhy, Turnover,
    ValueWhy, VolumeWhy,
};
use crate::rules::{DrivingWhy, Policy, Scheme};

/// The evidence for a computed class.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct Computed {
    /// The scheme that computed it.
    pub scheme: Word<Scheme>,
    /// The class that is suggested.
    pub class: Option<String>,
    /// The scheme's figures, of last year.
    #[serde(flatten)]
    pub figures: Figures,
    /// Why the class isn't the one that last year's revenue says; null where it is.
    pub held: Option<Held>,
}

/// A class that is kept, or goes less far down than last year's revenue says: the expected revenue doesn't agree.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct Held {
    /// The class that last year's revenue says.
    pub by_revenue: String,
    /// The one that it had at the beginning of the quarter.
    pub was: String,
    /// The one that the revenue says which is expected for a year.
    pub by_expected: String,
    /// How much that is, in the workspace's currency, a decimal as text.
    pub expected: Option<Exact>,
}

impl Held {
    fn of(why: &DrivingWhy) -> Option<Self> {
        let DrivingWhy::Held(held) = why else { return None };
        Some(Held {
            by_revenue: held.by_revenue.to_owned(),
            was: held.was.to_owned(),
            by_expected: held.by_expected.to_owned(),
            expected: cents(Some(held.expected)),
        })
    }
}

/// What a scheme reckons with.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(inline)]
pub enum Figures {
    /// abc and volume: a place by revenue.
    Share(Share),
    /// abc and volume by quantity: a place by that.
    Quantity(Quantity),
    /// Orders whose quantities could not be counted.
    Unmeasured(Unmeasured),
    /// pyramid: a place by revenue.
    Rank(Rank),
    /// value: amount, margin and renewal.
    Value(Box<Value>),
    /// Orders that could not be counted.
    Orders(Orders),
    /// It ordered, but not in the last year.
    Gone(Gone),
    /// lifecycle: the revenue of two years.
    Trend(Trend),
    /// lifecycle: a single order, not long ago.
    FirstOrder(FirstOrder),
    /// importance: the two classes that it rests on.
    Importance(Importance),
    /// need: the follow-up that says so.
    Said(Said),
    /// Nothing: it never ordered, or nothing is written.
    Nothing {},
}

/// A place by revenue, and the revenue before it and with it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct Share {
    /// Its rank, from 1.
    pub rank: usize,
    /// Of how many.
    pub of: usize,
    /// Its revenue; null with --redact.
    pub revenue: Option<Exact>,
    /// The workspace's currency.
    pub currency: String,
    /// The part of the revenue of those before it.
    pub share_above: Option<Exact>,
    /// The same with its own.
    pub share_reached: Option<Exact>,
}

/// A place by quantity, and the quantity before it and with it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct Quantity {
    /// Its rank, from 1.
    pub rank: usize,
    /// Of how many.
    pub of: usize,
    /// What it ordered in the last year; null with --redact.
    pub quantity: Option<Exact>,
    /// What that is counted in; null where orders say no unit.
    pub unit: Option<String>,
    /// The part of the quantity of those before it.
    pub share_above: Option<Exact>,
    /// The same with its own.
    pub share_reached: Option<Exact>,
}

/// Orders of the last year that come to no quantity that counts.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct Unmeasured {
    /// How many there were.
    pub orders: u32,
    /// How many of them say no quantity.
    pub without_quantity: u32,
    /// How many are in another unit.
    pub other_unit: u32,
}

/// A place by revenue.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct Rank {
    /// Its rank, from 1.
    pub rank: usize,
    /// Of how many.
    pub of: usize,
}

/// Orders of the last year that bring no revenue that counts.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct Orders {
    /// How many there were.
    pub orders: u32,
    /// How many of them have no amount.
    pub without_amount: u32,
    /// How many are in a currency without a rate.
    pub without_rate: u32,
}

/// A customer that orders no longer.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct Gone {
    /// The day of its last order.
    pub last_order: Day,
}

/// Last year's revenue, and that of the year before.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct Trend {
    /// Last year's; null where it isn't known, and with --redact.
    pub revenue: Option<Exact>,
    /// Of the year before; null with --redact.
    pub revenue_before: Option<Exact>,
    /// The workspace's currency.
    pub currency: String,
}

/// A customer with a single order.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct FirstOrder {
    /// Its day.
    pub first_order: Day,
}

/// What the view `importance` rests on.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct Importance {
    /// The class in the pyramid; null where it can't be told.
    pub pyramid: Option<String>,
    /// The potential; null where nobody knows it.
    pub potential: Option<String>,
}

/// What a follow-up says of the need.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct Said {
    /// Its day; null where the customer's file says it.
    pub said: Option<Day>,
}

/// What the view `value` reckons with.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct Value {
    /// What it brings.
    pub amount: Part,
    /// What is earned with it.
    pub margin: Part,
    /// How likely it goes on buying.
    pub renewal: Part,
    /// The workspace's currency.
    pub currency: String,
    /// Whether it has a single order ever: a C at most.
    pub one_off: bool,
    /// The points of the known parts; null where nothing is known, and with --redact.
    pub score: Option<Exact>,
}

/// One of its parts.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct Part {
    /// The figure; null where it isn't known.
    pub figure: Option<Exact>,
    /// The class by it alone.
    pub class: Option<String>,
    /// From where on it is an A.
    pub a_from: Option<Exact>,
    /// From where on it is a B.
    pub b_from: Option<Exact>,
}

impl Computed {
    /// The evidence for a class: its scheme, and that scheme's figures.
    pub fn of(why: &DrivingWhy, class: Option<&str>, policy: &Policy) -> Self {
        let figures = match why.of_last_year() {
            // Nothing is kept against what is kept.
            DrivingWhy::Held(_) => Figures::Nothing {},
            DrivingWhy::Abc(AbcWhy::Share(at)) | DrivingWhy::Volume(VolumeWhy::Share(at)) => {
                Figures::Share(Share::of(at, policy))
            }
            DrivingWhy::Abc(AbcWhy::Quantity(at, _)) => {
                Figures::Quantity(Quantity::of(at, &policy.views.abc.unit))
            }
            DrivingWhy::Volume(VolumeWhy::Quantity(at, _)) => {
                Figures::Quantity(Quantity::of(at, &policy.views.volume.unit))
            }
            DrivingWhy::Abc(AbcWhy::NoQuantity(year)) | DrivingWhy::Volume(VolumeWhy::NoQuantity(year)) => {
                Figures::Unmeasured(Unmeasured {
                    orders: year.orders,
                    without_quantity: year.unmeasured,
                    other_unit: year.other_unit,
                })
            }
            DrivingWhy::Abc(AbcWhy::NoRevenue(year))
            | DrivingWhy::Volume(VolumeWhy::NoRevenue(year))
            | DrivingWhy::Pyramid(PyramidWhy::NoRevenue(year)) => Figures::Orders(Orders::of(year)),
            DrivingWhy::Volume(VolumeWhy::Gone { last }) | DrivingWhy::Pyramid(PyramidWhy::Gone { last }) => {
                Figures::Gone(Gone { last_order: Day(*last) })
            }
            DrivingWhy::Pyramid(PyramidWhy::Ranked(Place { rank, of })) => {
                Figures::Rank(Rank { rank: *rank, of: *of })
            }
            DrivingWhy::Value(why) => Figures::Value(Box::new(Value::of(why, policy))),
            DrivingWhy::Lifecycle(found) => lifecycle(&found.why, policy),
            DrivingWhy::Importance(found) => Figures::Importance(Importance::of(&found.why)),
            DrivingWhy::Need(NeedWhy::FollowUp { on }) => Figures::Said(Said { said: Some(Day(*on)) }),
            DrivingWhy::Need(NeedWhy::File) => Figures::Said(Said { said: None }),
            DrivingWhy::Need(NeedWhy::Unsaid)
            | DrivingWhy::Volume(VolumeWhy::NeverOrdered)
            | DrivingWhy::Pyramid(PyramidWhy::NoNeed | PyramidWhy::Contacted | PyramidWhy::Untouched) => {
                Figures::Nothing {}
            }
        };
        Computed { scheme: Word(why.scheme()), class: text(class), figures, held: Held::of(why) }
    }
}

/// What the life cycle reckons with.
fn lifecycle(why: &LifecycleWhy, policy: &Policy) -> Figures {
    let trend = |last_year: Option<Decimal>, before: Decimal| {
        let [revenue, revenue_before] =
            [last_year, Some(before)].map(|sum| amount(sum.map(|sum| sum.normalize())));
        Figures::Trend(Trend { revenue, revenue_before, currency: policy.rates.currency.to_string() })
    };
    match *why {
        LifecycleWhy::OneOrder { on } => Figures::FirstOrder(FirstOrder { first_order: Day(on) }),
        LifecycleWhy::Gone { last } => Figures::Gone(Gone { last_order: Day(last) }),
        LifecycleWhy::NothingBefore { last_year } => trend(last_year, Decimal::ZERO),
        LifecycleWhy::Trend { last_year, year_before } => trend(Some(last_year), year_before),
        LifecycleWhy::NoOrder | LifecycleWhy::NoAmounts => Figures::Nothing {},
    }
}

impl Importance {
    fn of(why: &ImportanceWhy) -> Self {
        Importance {
            pyramid: text(why.pyramid.map(Class::as_str)),
            potential: text(why.potential.map(Class::as_str)),
        }
    }
}

impl Share {
    fn of(share: &views::Share, policy: &Policy) -> Self {
        Share {
            rank: share.place.rank,
            of: share.place.of,
            revenue: amount(Some(share.own.normalize())),
            currency: policy.rates.currency.to_string(),
            share_above: part_of_amounts(share.above.checked_div(share.total)),
            share_reached: part_of_amounts(share.reached()),
        }
    }
}

impl Quantity {
    fn of(share: &views::Share, unit: &Option<String>) -> Self {
        Quantity {
            rank: share.place.rank,
            of: share.place.of,
            quantity: amount(Some(share.own.normalize())),
            unit: unit.clone(),
            share_above: part_of_amounts(share.above.checked_div(share.total)),
            share_reached: part_of_amounts(share.reached()),
        }
    }
}

impl Orders {
    fn of(year: &Turnover) -> Self {
        Orders { orders: year.orders, without_amount: year.unpriced, without_rate: year.unrated }
    }
}

impl Value {
    fn of(why: &ValueWhy, policy: &Policy) -> Self {
        Value {
            amount: Part::of(why, Criterion::Amount),
            margin: Part::of(why, Criterion::Margin),
            renewal: Part::of(why, Criterion::Renewal),
            currency: policy.rates.currency.to_string(),
            one_off: why.is_one_off,
            score: amount(why.score.map(|score| score.round_dp(1).normalize())),
        }
    }
}

impl Part {
    fn of(why: &ValueWhy, criterion: Criterion) -> Self {
        let part = why.parts.iter().find(|part| part.criterion == criterion);
        let figure = part.and_then(|part| part.figure);
        let bound = |bound: Option<Decimal>| match criterion {
            Criterion::Amount => cents(bound),
            Criterion::Margin | Criterion::Renewal => fraction(bound),
        };
        Part {
            figure: match criterion {
                Criterion::Amount => amount(figure.map(|sum| sum.normalize())),
                Criterion::Margin => part_of_amounts(figure),
                Criterion::Renewal => fraction(figure),
            },
            class: text(part.and_then(|part| part.class).map(Class::as_str)),
            a_from: bound(part.and_then(|part| part.a)),
            b_from: bound(part.and_then(|part| part.b)),
        }
    }
}

/// A bound that comes from a mean, to the cent.
fn cents(sum: Option<Decimal>) -> Option<Exact> {
    amount(sum.map(|sum| sum.round_dp(2).normalize()))
}
