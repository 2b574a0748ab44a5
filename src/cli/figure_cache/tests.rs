//! What is noted holds on every day that it is noted for.

use proptest::prelude::*;

use super::*;
use crate::model::{
    self, Complaint, ComplaintState, Currency, Entry, Event, FollowUp, Interval, Money, Order, Quote,
    SaidPotential, Sample, Stamp, Unit,
};
use crate::rules::views::SalesMeasure;
use crate::rules::{Rate, Rates};

/// The first day on which anything happens.
fn first() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 21).expect("a date")
}

/// Days around the ends of years and of February, and any other.
fn days() -> impl Strategy<Value = NaiveDate> {
    let special = ["2027-02-28", "2027-03-01", "2028-02-28", "2028-02-29", "2028-03-01", "2029-02-28"];
    let special = special.map(|day| day.parse::<NaiveDate>().expect("a date"));
    prop_oneof![
        3 => (0u64..1_600).prop_map(|days| first() + chrono::Days::new(days)),
        1 => proptest::sample::select(special.to_vec()),
    ]
}

fn stamps() -> impl Strategy<Value = Stamp> {
    let instant = (days(), 0u32..24, -12i32..=12).prop_map(|(day, hour, offset)| {
        let (sign, offset) = (if offset < 0 { '-' } else { '+' }, offset.abs());
        Stamp::parse(&format!("{day}T{hour:02}:30:00{sign}{offset:02}:00")).expect("a stamp")
    });
    prop_oneof![days().prop_map(Stamp::Day), instant]
}

fn events() -> impl Strategy<Value = Event<'static>> {
    let money = || {
        let currency = proptest::sample::select(vec![None, Currency::new("EUR"), Currency::new("JPY")]);
        proptest::option::of((-50i64..5_000, currency)).prop_map(|money| {
            money.map(|(cents, currency)| Money { amount: Decimal::new(cents, 2), currency })
        })
    };
    let margin = proptest::option::of((-1i64..9).prop_map(|part| Decimal::new(part, 1)));
    let item = proptest::option::of(proptest::sample::select(vec!["pump", "valve", " "]));
    let quantity = proptest::option::of((-9i64..90).prop_map(Decimal::from));
    let unit = proptest::option::of(proptest::sample::select(vec!["pcs", "t"]));
    let need = proptest::option::of(proptest::sample::select(Need::ALL));
    let state = proptest::sample::select(SampleState::ALL);
    let complaint = proptest::sample::select(ComplaintState::ALL);
    let reference = || proptest::option::of(proptest::sample::select(vec!["1", "2"]));
    prop_oneof![
        3 => (money(), margin, item, quantity, unit).prop_map(|(money, margin, item, quantity, unit)| {
            let (item, unit) = (item.map(Into::into), unit.map(Into::into));
            Event::Order(Order { money, margin, item, quantity, unit, ..Order::default() })
        }),
        3 => (need, proptest::option::of(days()))
            .prop_map(|(need, next)| (need, next.map(Into::into)))
            .prop_map(|(need, next)| Event::FollowUp(FollowUp { need, next, ..FollowUp::default() })),
        1 => money().prop_map(|money| Event::Quote(Quote { money, ..Quote::default() })),
        1 => (state, reference()).prop_map(|(state, reference)| {
            Event::Sample(Sample { state, item: None, reference: reference.map(Into::into) })
        }),
        1 => (complaint, reference()).prop_map(|(state, reference)| {
            Event::Complaint(Complaint { reference: reference.map(Into::into), state })
        }),
        1 => proptest::option::of(days())
            .prop_map(|next| Event::Note(model::Note { next: next.map(Into::into), ..model::Note::default() })),
    ]
}

fn histories() -> impl Strategy<Value = History<'static>> {
    proptest::collection::vec((stamps(), events()), 0..9).prop_map(|entries| {
        let entry = |((at, event), line)| Entry { line, ..Entry::new(at, event) };
        History::new(entries.into_iter().zip(1..).map(entry).collect())
    })
}

fn customers() -> impl Strategy<Value = Customer> {
    let grade = proptest::sample::select(vec![None, Some("A"), Some("B"), Some("C"), Some("E"), Some("?")]);
    let archived = prop_oneof![4 => Just(None), 1 => days().prop_map(Some)];
    let need = prop_oneof![4 => Just(None), 1 => proptest::sample::select(Need::ALL).prop_map(Some)];
    let potential = proptest::option::of(proptest::sample::select(SaidPotential::ALL));
    let own = (proptest::option::of(days()), proptest::option::of(1u32..90), any::<bool>());
    (grade, archived, need, potential, own).prop_map(|(grade, archived, need, potential, own)| {
        let (since, every, has_influence) = own;
        Customer {
            grade: grade.map(str::to_owned),
            archived,
            need,
            potential,
            since,
            renewal: every.map(|part| Decimal::new(part.into(), 2)),
            influence: has_influence.then(|| "opens doors".to_owned()),
            cadence: every.and_then(|days| Interval::new(days, Unit::Day)),
            ..Customer::named(CustomerId::new("acme").expect("an id"), "Acme")
        }
    })
}

fn policy() -> Policy {
    let rates = vec![Rate { from: first(), rate: Decimal::new(11, 1) }];
    let others = [(Currency::new("EUR").expect("a currency"), rates)].into();
    let mut policy = Policy { rates: Rates { others, ..Rates::default() }, ..Policy::default() };
    policy.views.abc.by = SalesMeasure::Quantity;
    policy.views.abc.unit = Some("pcs".to_owned());
    policy
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_096))]

    #[test]
    fn a_note_holds_on_each_of_its_days(
        customer in customers(),
        history in histories(),
        one in days(),
        after in prop_oneof![Just(0u64), 1u64..40, 40u64..900],
    ) {
        let policy = policy();
        let noted = CachedFigures::of(&customer, &history, &policy, one);
        let bytes = postcard::to_stdvec(&RawCachedFigures::of(&noted, one)).expect("bytes");
        prop_assert!(noted.until > one);
        // The day in question, and the last of the note's own days.
        for other in [one + chrono::Days::new(after), noted.until.pred_opt().expect("a day before")] {
            if other < noted.until && other < first() + chrono::Days::new(9_999) {
                let then = CachedFigures::of(&customer, &history, &policy, other);
                prop_assert_eq!(&then.figures, &noted.figures, "{} and {}", one, other);
                prop_assert_eq!(then.next, noted.next, "{} and {}", one, other);
                let rings = |noted: &CachedFigures| noted.alarms.from.is_some_and(|from| from <= other);
                // Whom a note lets pass is asked; whom it keeps out is not.
                prop_assert!(rings(&noted) || !rings(&then), "{} and {}", one, other);
                let class = customer.grade.as_deref();
                let verdict = cadence::next(&customer, class, &history.clone().as_of(other), &policy, other);
                prop_assert_eq!(noted.next.map(|next| next.due(other)), Some(verdict.starts()));
            }
        }
        let day_before = one.pred_opt().expect("a day before");
        for (day, holds) in [(day_before, false), (one, true), (noted.until, false)] {
            let raw: RawCachedFigures = postcard::from_bytes(&bytes).expect("what was written");
            let read = raw.note(&customer.id, day);
            prop_assert_eq!(read, holds.then(|| noted.clone()), "on {}", day);
        }
    }
}
