//! The figures that a computed class rests on.

use serde_json::Value;

use super::{amount, object, optional};
use crate::model::Decimal;
use crate::render::redaction;
use crate::rules::views::{AbcWhy, Class, Criterion, PyramidWhy, Share, Turnover, ValueWhy, VolumeWhy};
use crate::rules::{DrivingWhy, Policy};

/// A fraction as people compare it: four digits are enough.
pub(super) fn fraction(part: Option<Decimal>) -> Value {
    use rust_decimal::RoundingStrategy::MidpointAwayFromZero;
    optional(part.map(|part| part.round_dp_with_strategy(4, MidpointAwayFromZero).normalize()))
}

/// The same of one that is made of amounts, or null where they are hidden: from a part and its neighbours they can be
/// reckoned.
pub(super) fn part_of_amounts(part: Option<Decimal>) -> Value {
    if redaction::hides_amounts() { Value::Null } else { fraction(part) }
}

/// The evidence for a computed `class`: its scheme, and that scheme's figures.
pub(super) fn computed(why: &DrivingWhy, class: Option<&str>, policy: &Policy) -> Value {
    let mut value = object([("scheme", why.scheme().as_str().into()), ("class", optional(class))]);
    let figures = match why {
        DrivingWhy::Abc(AbcWhy::Share(at)) | DrivingWhy::Volume(VolumeWhy::Share(at)) => share(at, policy),
        DrivingWhy::Abc(AbcWhy::NoRevenue(year))
        | DrivingWhy::Volume(VolumeWhy::NoRevenue(year))
        | DrivingWhy::Pyramid(PyramidWhy::NoRevenue(year)) => orders(year),
        DrivingWhy::Volume(VolumeWhy::Gone { last }) | DrivingWhy::Pyramid(PyramidWhy::Gone { last }) => {
            object([("last_order", last.to_string().into())])
        }
        DrivingWhy::Pyramid(PyramidWhy::Ranked(place)) => {
            object([("rank", place.rank.into()), ("of", place.of.into())])
        }
        DrivingWhy::Value(why) => value_of(why, policy),
        DrivingWhy::Volume(VolumeWhy::NeverOrdered)
        | DrivingWhy::Pyramid(PyramidWhy::NoNeed | PyramidWhy::Contacted | PyramidWhy::Untouched) => {
            object([])
        }
    };
    if let (Value::Object(fields), Value::Object(figures)) = (&mut value, figures) {
        fields.extend(figures);
    }
    value
}

fn share(share: &Share, policy: &Policy) -> Value {
    object([
        ("rank", share.place.rank.into()),
        ("of", share.place.of.into()),
        ("revenue", amount(Some(share.revenue.normalize()))),
        ("currency", policy.currency.to_string().into()),
        ("share_above", part_of_amounts(share.above.checked_div(share.total))),
        ("share_reached", part_of_amounts(share.reached())),
    ])
}

fn orders(year: &Turnover) -> Value {
    object([
        ("orders", year.orders.into()),
        ("without_amount", year.unpriced.into()),
        ("without_rate", year.unrated.into()),
    ])
}

fn value_of(why: &ValueWhy, policy: &Policy) -> Value {
    let part = |criterion: Criterion| {
        let part = why.parts.iter().find(|part| part.criterion == criterion);
        let is_money = criterion == Criterion::Amount;
        let figure = part.and_then(|part| part.figure);
        let bound = |bound: Option<Decimal>| if is_money { cents(bound) } else { fraction(bound) };
        object([
            (
                "figure",
                match criterion {
                    Criterion::Amount => amount(figure.map(|sum| sum.normalize())),
                    Criterion::Margin => part_of_amounts(figure),
                    Criterion::Renewal => fraction(figure),
                },
            ),
            ("class", optional(part.and_then(|part| part.class).map(Class::as_str))),
            ("a_from", bound(part.and_then(|part| part.a))),
            ("b_from", bound(part.and_then(|part| part.b))),
        ])
    };
    object([
        ("amount", part(Criterion::Amount)),
        ("margin", part(Criterion::Margin)),
        ("renewal", part(Criterion::Renewal)),
        ("currency", policy.currency.to_string().into()),
        ("one_off", why.is_one_off.into()),
        ("score", amount(why.score.map(|score| score.round_dp(1).normalize()))),
    ])
}

/// A bound that comes from a mean, to the cent.
fn cents(sum: Option<Decimal>) -> Value {
    amount(sum.map(|sum| sum.round_dp(2).normalize()))
}
