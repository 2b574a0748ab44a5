//! `crm dates --format json`.

use chrono::NaiveDate;
use serde_json::Value;

use super::{amount, object, optional};
use crate::model::Money;
use crate::plan::Occasion;
use crate::render::lang::{self, Lang};
use crate::rules::occasions::Kind;

/// The days.
pub fn dates(found: &[Occasion], today: NaiveDate) -> Value {
    Value::Array(found.iter().map(|found| occasion(found, today)).collect())
}

/// One of them. What its kind doesn't have is null.
pub fn occasion(one: &Occasion, today: NaiveDate) -> Value {
    let contact = one.contact.as_ref().map_or(Value::Null, |contact| {
        let chat = contact.chat.iter().map(|(service, handle)| (service.clone(), handle.as_str().into()));
        object([
            ("name", optional(contact.name.as_ref())),
            ("email", optional(contact.email.as_ref())),
            ("phone", optional(contact.phone.as_ref())),
            ("chat", Value::Object(chat.collect())),
        ])
    });
    let facts = Facts::of(&one.kind);
    let sum = |money: Option<Money>| amount(money.map(|money| money.amount));
    object([
        ("id", one.id.as_str().into()),
        ("name", one.name.as_str().into()),
        ("owner", optional(one.owner.as_ref())),
        ("country", optional(one.country.as_ref())),
        ("on", one.on.to_string().into()),
        ("standing", one.standing(today).as_str().into()),
        ("days_late", one.days_late(today).into()),
        ("code", one.code.as_str().into()),
        ("text", lang::occasion_of_day(Lang::En, one, today).into()),
        ("what", optional(facts.what)),
        ("what_zh", optional(facts.what_zh)),
        ("years", facts.years.into()),
        ("since", optional(facts.since)),
        ("until", optional(facts.until)),
        ("ref", optional(facts.reference)),
        ("amount", sum(facts.money)),
        ("total", sum(facts.total)),
        ("currency", optional(facts.money.and_then(|money| money.currency))),
        ("level", facts.level.into()),
        ("answered", facts.answered.into()),
        ("contact", contact),
        ("do", optional(lang::next_step(one))),
    ])
}

/// What the kinds have in common, each as far as it has it.
#[derive(Default)]
struct Facts<'a> {
    what: Option<&'a str>,
    what_zh: Option<&'a str>,
    years: Option<u32>,
    since: Option<NaiveDate>,
    until: Option<NaiveDate>,
    reference: Option<&'a String>,
    money: Option<Money>,
    total: Option<Money>,
    level: Option<usize>,
    answered: Option<bool>,
}

impl<'a> Facts<'a> {
    fn of(kind: &'a Kind) -> Self {
        let none = Facts::default();
        match kind {
            Kind::Birthday { who, age, .. } => Facts { what: who.as_deref(), years: *age, ..none },
            Kind::Founded { years } => Facts { years: Some(*years), ..none },
            Kind::Anniversary { what, since, years } => {
                Facts { what: Some(what), since: Some(*since), years: Some(*years), ..none }
            }
            Kind::Date { what } => Facts { what: Some(what), ..none },
            Kind::Event { what, until } => Facts {
                what: Some(lang::label(Lang::En, what)),
                what_zh: Some(lang::label(Lang::Zh, what)),
                until: *until,
                ..none
            },
            Kind::ContractEnd { reference, money } => {
                Facts { reference: reference.as_ref(), money: *money, ..none }
            }
            Kind::InvoiceDue { reference, rest, total } => {
                Facts { reference: reference.as_ref(), money: Some(*rest), total: Some(*total), ..none }
            }
            Kind::InvoiceOverdue { reference, rest, total, level, .. } => Facts {
                reference: reference.as_ref(),
                money: Some(*rest),
                total: Some(*total),
                level: Some(*level),
                ..none
            },
            Kind::QuoteUnanswered { reference, item, money, quoted } => Facts {
                what: item.as_deref(),
                reference: reference.as_ref(),
                money: *money,
                since: Some(*quoted),
                ..none
            },
            Kind::Complaint { reference, opened, answered, solve_by } => Facts {
                reference: reference.as_ref(),
                since: Some(*opened),
                until: Some(*solve_by),
                answered: Some(*answered),
                ..none
            },
            Kind::Pool(fall) => Facts { what: Some(fall.because.as_str()), since: Some(fall.since), ..none },
            Kind::Recheck { grade, last } => Facts { what: Some(grade), since: *last, ..none },
        }
    }
}
