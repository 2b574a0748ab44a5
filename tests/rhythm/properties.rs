//! What holds of every customer, however odd.

use chrono::{Days, NaiveDate};
use crm::rules::rhythm::{FitRule, Leaving, Repeats, RhythmModel, RhythmParameters, Season, fit, merged};
use proptest::prelude::*;

use crate::support::{Dice, day, made_up};

fn models() -> Vec<RhythmModel> {
    let shipped = RhythmParameters::SHIPPED;
    let only = |kind: usize| std::array::from_fn(|at| if at == kind { 1.0 } else { 0.0 });
    let odd = [
        shipped,
        RhythmParameters { silence: 0.0, ..shipped },
        RhythmParameters { leaving: Leaving::NotAfterFirst, silence: 0.0, weights: only(0), ..shipped },
        RhythmParameters { weights: only(6), ..shipped },
        // The ends of where a fit looks.
        RhythmParameters { shape: 0.001, scale: 0.001, leave: 1e-6, stay: 0.1, ..shipped },
        RhythmParameters { shape: 1_000.0, scale: 1_000_000.0, leave: 1_000.0, stay: 1e-3, ..shipped },
        RhythmParameters { shape: 1_000.0, scale: 200.0, leave: 0.01, stay: 10_000.0, ..shipped },
    ];
    odd.map(RhythmModel::new).to_vec()
}

/// All figures of a customer: each is a number, within its bounds, and rises where it must.
fn is_sensible(model: &RhythmModel, seen: &Repeats) -> Result<(), String> {
    let outlook = model.outlook(seen);
    let (alive, in_rhythm) = (outlook.alive(), outlook.in_rhythm());
    let check = |holds: bool, what: &str| match holds {
        true => Ok(()),
        false => Err(format!("{what}: {seen:?} {:?} {outlook:?}", model.parameters)),
    };
    check(outlook.ln_likelihood.is_finite(), "the likelihood is a number")?;
    check((0.0..=1.0).contains(&alive), "alive is a chance")?;
    check((0.0..=alive + 1e-9).contains(&in_rhythm), "who is in rhythm is alive")?;
    check(outlook.usual_gap().is_finite() && outlook.usual_gap() > 0.0, "a gap is longer than nothing")?;
    let (mut least, mut fewest) = (0.0, 0.0);
    for weeks in [0.0, 0.01, 1.0, 4.0, 13.0, 52.0] {
        let (chance, orders) = (outlook.order_within(weeks), outlook.expected_within(weeks));
        check(
            (0.0..=1.0).contains(&chance) && chance <= alive + 1e-9,
            "an order is a chance of those alive",
        )?;
        check(
            orders.is_finite() && orders >= chance - 1e-6 * (1.0 + chance),
            "no fewer orders than their chance",
        )?;
        check(chance >= least - 1e-12 && orders >= fewest * (1.0 - 1e-6) - 1e-9, "more time, more orders")?;
        (least, fewest) = (chance, orders);
    }
    if let Some(window) = outlook.window() {
        let ends = [window.from, window.middle, window.until];
        check(ends.iter().all(|end| end.is_finite() && *end >= 0.0), "a window is a time")?;
        check(ends.is_sorted(), "a window's ends are in order")?;
    }
    Ok(())
}

fn days_apart(gap: u64, orders: u64) -> Vec<NaiveDate> {
    (0..orders).map(|at| day("1996-01-01") + Days::new(at * gap)).collect()
}

#[test]
fn odd_customers_have_figures_too() {
    let today = day("2026-11-28");
    let books = [
        days_apart(1, 1),
        days_apart(1, 2),
        days_apart(1, 11_000),
        days_apart(11, 1_000),
        days_apart(5_600, 3),
        vec![today],
        vec![day("1996-01-01"), today],
    ];
    for model in models() {
        for days in &books {
            for merge in [0, 3] {
                let days = merged(days.clone(), merge);
                for today in [*days.last().expect("days"), today] {
                    let seen = Repeats::of(&days, today).expect("orders");
                    is_sensible(&model, &seen).unwrap_or_else(|what| panic!("{what}"));
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_customer_has_figures(gaps in prop::collection::vec(1_u64..900, 0..30), since in 0_u64..3_000) {
        let mut days = vec![day("2000-01-01")];
        for gap in gaps {
            days.push(days[days.len() - 1] + Days::new(gap));
        }
        let seen = Repeats::of(&days, days[days.len() - 1] + Days::new(since)).expect("orders");
        for model in models() {
            is_sensible(&model, &seen).map_err(TestCaseError::fail)?;
        }
    }

    #[test]
    fn who_keeps_silent_is_less_and_less_in_rhythm(gap in 4_u64..400, orders in 2_u64..40) {
        let days = days_apart(gap, orders);
        let model = RhythmModel::new(RhythmParameters::SHIPPED);
        let mut before = (1.0, 1.0);
        // Within the gap no news is good news: of a long silence some would have come back already.
        for step in 2..14 {
            let today = days[days.len() - 1] + Days::new(gap * step / 2);
            let outlook = model.outlook(&Repeats::of(&days, today).expect("orders"));
            let (in_rhythm, alive) = (outlook.in_rhythm(), outlook.alive());
            prop_assert!(in_rhythm < before.0 && alive < before.1 + 1e-9, "{in_rhythm} {alive} {before:?}");
            before = (in_rhythm, alive);
        }
    }

    #[test]
    fn a_season_is_ahead_and_told_better_than_by_the_gap(gaps in prop::collection::vec(1_u64..500, 0..20)) {
        let mut days = vec![day("2004-02-29")];
        for gap in gaps {
            days.push(days[days.len() - 1] + Days::new(gap));
        }
        if let Some(season) = Season::of(&days) {
            prop_assert!(season.expected > days[days.len() - 1] && days.contains(&season.of));
            prop_assert!(season.gap_error.is_none_or(|gap| season.error.max(7) * 2 < gap));
            prop_assert!(season.error < 28 && season.tests >= 2);
            prop_assert!((season.window().1 - season.window().0).num_days() >= 14);
            prop_assert!(season.window().0 <= season.expected && season.expected <= season.window().1);
        }
    }
}

#[test]
fn odd_books_have_parameters_too() {
    let alone = Repeats::default();
    let of = |days: &[NaiveDate]| Repeats::of(days, day("2026-11-28")).expect("orders");
    let books = [
        vec![alone],
        vec![alone; 100],
        vec![of(&days_apart(7, 500)); 50],
        vec![of(&days_apart(1, 11_000))],
        made_up(3, 2, &mut Dice::new(5)),
    ];
    assert!(fit(&[], &FitRule::SHIPPED).is_none());
    for book in books {
        for rule in [FitRule::SHIPPED, FitRule { silence: 0.0, ..FitRule::SHIPPED }] {
            let found = fit(&book, &rule).expect("customers");
            assert!(found.parameters.is_sound() && found.ln_likelihood.is_finite(), "{found:?}");
            is_sensible(&RhythmModel::new(found.parameters), &book[0])
                .unwrap_or_else(|what| panic!("{what}"));
        }
    }
}

/// Each of its orders lies a year after another one, to the day: that is no season of it, where the gap tells it to the week,
/// too; but of one who orders once a year, whose gap is the year.
#[test]
fn who_orders_every_few_months_has_no_season() {
    for (months, is_seasonal) in [(1, false), (2, false), (3, false), (6, false), (12, true)] {
        let day = |at: u32| day("2003-01-08").checked_add_months(chrono::Months::new(at * months));
        let mut days: Vec<NaiveDate> = (0..24).filter_map(day).collect();
        // A gap that changes, so that the usual one is wrong.
        days.iter_mut().step_by(2).for_each(|day| *day = *day + Days::new(3));
        assert_eq!(Season::of(&days).is_some(), is_seasonal, "every {months} months");
    }
}

/// Made-up buyers who order once or twice a year, monthly or at any time: by how many days the last order was told
/// wrongly, by the usual gap and with the season where that is chosen.
#[test]
fn a_season_helps_those_who_have_one_and_harms_nobody() {
    let mut dice = Dice::new(11);
    let mut told = |name: &str, starts: &[f64], years: usize, off: f64| {
        let (mut by_gap, mut chosen, mut seasons) = (0, 0, 0);
        for _ in 0..200 {
            let begin = dice.part() * 300.0;
            let years = (0..years).map(|year| year as f64 * 365.25);
            let mut days: Vec<NaiveDate> = Vec::new();
            for year in years {
                for start in starts {
                    let at = (begin + year + start + dice.about(off)).max(0.0);
                    days.push(day("2020-01-01") + Days::new(at as u64));
                }
            }
            days.sort_unstable();
            days.dedup();
            let last = days.pop().expect("orders");
            let mut gaps: Vec<i64> = days.windows(2).map(|pair| (pair[1] - pair[0]).num_days()).collect();
            gaps.sort_unstable();
            let gap = ((last - days[days.len() - 1]).num_days() - gaps[gaps.len() / 2]).abs();
            let season = Season::of(&days);
            by_gap += gap;
            chosen += season.map_or(gap, |season| (last - season.expected).num_days().abs());
            seasons += usize::from(season.is_some());
        }
        println!(
            "{name}: {seasons} of 200 by season; off by {} days, by the gap {}",
            chosen / 200,
            by_gap / 200
        );
        (chosen / 200, by_gap / 200)
    };
    let (march, march_by_gap) = told("two orders each March", &[0.0, 20.0], 6, 8.0);
    assert!(march * 5 < march_by_gap, "{march} {march_by_gap}");
    let monthly: Vec<f64> = (0..12).map(|month| f64::from(month) * 30.4).collect();
    let quarterly = [0.0, 91.0, 182.0, 274.0];
    for (name, starts, off) in [
        ("yearly", &[0.0][..], 10.0),
        ("twice a year", &[0.0, 182.6], 10.0),
        ("quarterly", &quarterly, 15.0),
        ("monthly", &monthly, 5.0),
    ] {
        let (chosen, by_gap) = told(name, starts, 6, off);
        assert!(chosen <= by_gap + 2, "{name}: {chosen} {by_gap}");
    }
}
