//! How often the model is right of what it has not seen.

use chrono::{Days, NaiveDate};
use crm::rules::rhythm::{Coverage, FitRule, Forecaster, backtest};

use crate::support::{Dice, book, day, rows};

const ORDERS: &str = include_str!("fixtures/book_orders.csv");

#[test]
fn the_made_up_book_is_told_better_than_by_the_gap_and_by_the_last_order() {
    let orders = book(rows(ORDERS).map(|row| (row[0], day(row[1]))));
    let days: Vec<&[NaiveDate]> = orders.values().map(Vec::as_slice).collect();
    for weeks in [4, 13] {
        let found = backtest(&days, day("2024-01-08"), weeks, &FitRule::SHIPPED).expect("enough customers");
        println!("{weeks} weeks: {found:#?}");
        let of = |forecaster| {
            let found = found.auc.iter().find(|(one, _)| *one == forecaster);
            found.map(|(_, auc)| *auc).expect("all of them")
        };
        assert!(
            of(Forecaster::Model) > of(Forecaster::OwnGap)
                && of(Forecaster::Model) > of(Forecaster::LastOrder)
        );
        assert!(found.brier < found.brier_of_all);
        let [by_model, by_clock] = found.coverage;
        assert_eq!(by_model.orders, by_clock.orders);
        let per_contact = |one: Coverage| one.reached as f64 / one.contacts as f64;
        assert!(per_contact(by_model) > 1.3 * per_contact(by_clock), "{by_model:?} {by_clock:?}");
        assert_eq!(found.bands.iter().map(|band| band.customers).sum::<usize>(), found.customers);
        assert_eq!(found.bands.iter().map(|band| band.ordered).sum::<usize>(), found.ordered);
    }
}

#[test]
fn a_small_book_and_one_in_which_all_order_say_nothing() {
    let start = day("2025-01-06");
    let weekly: Vec<NaiveDate> = (0..60).map(|week| start + Days::new(week * 7)).collect();
    let today = *weekly.last().expect("weeks");
    let few = vec![weekly.as_slice(); 20];
    let nothing = |book: &[&[NaiveDate]], today| {
        let small = backtest(book, today, 4, &FitRule::SHIPPED).expect_err("too small");
        (small.customers, small.ordered, small.is_large_enough)
    };
    assert_eq!(nothing(&few, today), (20, 20, false));
    let all = vec![weekly.as_slice(); 100];
    assert_eq!(nothing(&all, today), (100, 100, false));
    assert_eq!(nothing(&[], today), (0, 0, false));
    assert_eq!(nothing(&all, NaiveDate::MIN), (0, 0, false));
}

/// What nobody could know: orders by chance. The model gives everybody about the same.
#[test]
fn chance_is_not_told_better_than_it_can_be() {
    let mut dice = Dice::new(23);
    let start = day("2022-01-03");
    let today = start + Days::new(1_000);
    let orders: Vec<Vec<NaiveDate>> = (0..300)
        .map(|_| {
            let mut days = vec![start + Days::new((dice.part() * 30.0) as u64)];
            while days[days.len() - 1] < today {
                let gap = -40.0 * (1.0 - dice.part()).ln();
                days.push(days[days.len() - 1] + Days::new(gap.max(1.0) as u64));
            }
            days
        })
        .collect();
    let days: Vec<&[NaiveDate]> = orders.iter().map(Vec::as_slice).collect();
    let found = backtest(&days, today, 4, &FitRule::SHIPPED).expect("enough customers");
    let (_, auc) = found.auc[0];
    assert!((0.4..0.6).contains(&auc), "{auc}");
    assert!(found.brier < found.brier_of_all * 1.05, "{} {}", found.brier, found.brier_of_all);
}

/// Those who order in a season of their own are told by the year; the others hardly change.
#[test]
fn seasonal_buyers_are_told_by_their_season() {
    let mut dice = Dice::new(7);
    let today = day("2026-03-01");
    let orders: Vec<Vec<NaiveDate>> = (0..200)
        .map(|at| {
            let mut days = Vec::new();
            // Half of them once or twice a year in their own weeks, half every so many weeks.
            if at % 2 == 0 {
                let of_year = (dice.part() * 364.0) as u64;
                for year in 0..5 {
                    for half in 0..1 + at % 4 / 2 {
                        let on = year * 365 + of_year + half * 120 + 10;
                        days.push(day("2021-06-01") + Days::new((on as f64 + dice.about(8.0)) as u64));
                    }
                }
            } else {
                let gap = 14.0 + dice.part() * 70.0;
                let mut on = dice.part() * gap;
                while on < 1_800.0 {
                    days.push(day("2021-06-01") + Days::new(on as u64));
                    on += gap * (1.0 + dice.about(0.15));
                }
            }
            days.retain(|day| *day <= today);
            days.sort_unstable();
            days.dedup();
            days
        })
        .collect();
    let days: Vec<&[NaiveDate]> = orders.iter().map(Vec::as_slice).collect();
    let found = backtest(&days, today, 4, &FitRule::SHIPPED).expect("enough customers");
    println!("{found:#?}");
    assert!(found.auc[0].1 > found.auc[1].1 + 0.02 && found.auc[0].1 > found.auc[2].1, "{:?}", found.auc);
    assert!(found.brier < found.brier_of_all * 0.6, "{} {}", found.brier, found.brier_of_all);
}
