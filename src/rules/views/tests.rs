//! All views together, and what holds for every book.

use proptest::prelude::*;

use super::test_support::{TODAY, customer, customer_named, day, figures_of, history, number, policy};
use super::*;
use crate::model::{Customer, Decimal};
use crate::rules::{EffectiveClass, Policy, Scheme, measure};

fn due(customer: &Customer, lines: &[&'static str]) -> Option<chrono::NaiveDate> {
    let (today, class) = (day(TODAY), customer.grade.as_deref());
    crate::rules::cadence::next(customer, class, &history(lines).as_of(today), &policy(), today).due
}

fn views(customer: &Customer, lines: &[&'static str]) -> Views {
    let figures = figures_of(customer, lines, TODAY);
    let ranking = Book::fold([&figures]).ranking(&figures.id);
    all(&figures, &ranking, due(customer, lines), &ViewRules::default(), day(TODAY))
}

#[test]
fn every_view_has_its_name_its_words_and_its_class() {
    let mut customer = customer();
    customer.grade = Some("A".into());
    customer.potential = Some(Potential::High.into());
    customer.renewal = Some(number("0.9"));
    let lines = [
        "2023-01-01 order 100 item=pump margin=0.4",
        "2025-06-01 order 100 item=valve margin=0.4",
        "2026-11-10 order 90 item=pump margin=0.4",
        "2026-11-10 followup need=target",
    ];
    let views = views(&customer, &lines);
    let got: Vec<_> = Views::NAMES.iter().map(|name| (*name, views.get(name))).collect();
    let want = [
        ("deal", "won"),
        ("importance", "important"),
        ("urgency", "soon"),
        ("need", "target"),
        ("lifecycle", "maturity"),
        ("volume", "S"),
        ("abc", "A"),
        ("pyramid", "super"),
        ("face", "red"),
        ("value", "B"), // 90 of a mean of 90 is less than X
        ("potential", "high"),
        ("relationship", "strategic"),
        ("lead", "cold"), // it needs it now: 25 points of the 30
    ];
    assert_eq!(got, want.map(|(name, word)| (name, Some(word))));
    for (name, word) in want {
        assert!(Views::words(name).contains(&word), "{name}");
    }
    assert_eq!((views.get("grade"), Views::words("grade").len()), (None, 0));
    assert_eq!(views.label().as_deref(), Some("B + high + strategic"));
}

#[test]
fn what_cannot_be_told_is_none() {
    let nothing = views(&customer(), &[]);
    let told: Vec<_> = Views::NAMES.iter().filter_map(|name| nothing.get(name)).collect();
    assert_eq!(told, ["potential", "ordinary", "urgent", "acquisition", "suspect", "new", "cold"]);
    assert_eq!(nothing.label().as_deref(), Some("? + ? + new"));
    let mut blank = nothing;
    blank.relationship.class = None;
    assert_eq!(blank.label(), None);
    let unrated = views(&customer(), &["2026-11-10 order 90 JPY"]);
    for name in ["volume", "abc", "pyramid", "importance", "face", "value"] {
        assert_eq!(unrated.get(name), None, "{name}");
    }
}

#[test]
fn a_replayed_day_is_judged_by_what_was_known_then() {
    let customer = customer();
    let today = day("2026-01-01");
    let history = history(&["2025-12-01 followup", "2026-02-01 order 100"]).as_of(today);
    let figures = measure(&customer, &history, &policy(), today);
    let ranking = Book::fold([&figures]).ranking(&figures.id);
    let views = all(&figures, &ranking, None, &ViewRules::default(), today);
    assert_eq!((views.get("deal"), views.get("pyramid")), (Some("potential"), Some("prospect")));
}

/// Sets a customer's revenue of the last year, in hundredths, and half of it as its profit.
fn with_revenue(index: usize, hundredths: i64) -> Metrics {
    let mut figures = figures_of(&customer_named(index), &["2026-11-01 order 0"], TODAY);
    figures.last_year.revenue = Decimal::new(hundredths, 2);
    figures.margin = Margin { profit: Decimal::new(hundredths, 2), revenue: Decimal::new(hundredths, 2) };
    figures
}

/// Revenues with many ties, zeros and refunds, and a few giants.
fn revenues() -> impl Strategy<Value = Vec<i64>> {
    let revenue = prop_oneof![3 => -2i64..12, 2 => 0i64..100_000, 1 => 0i64..1_000_000_000_000];
    prop::collection::vec(revenue, 0..140)
}

/// The three classes that come from the ranking, best first as numbers; `None` is below all.
fn ranked(book: &Book, figures: &Metrics) -> [Option<usize>; 3] {
    let (ranking, rules) = (book.ranking(&figures.id), ViewRules::default());
    [
        pyramid(figures, &ranking, None, &rules.pyramid).class.map(|class| class as usize),
        abc(figures, &ranking, &rules.abc).class.map(|class| class as usize),
        volume(figures, &ranking, &rules.volume).class.map(|class| class as usize),
    ]
}

fn book_of(revenues: &[i64]) -> Vec<Metrics> {
    revenues.iter().enumerate().map(|(index, revenue)| with_revenue(index, *revenue)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn whoever_has_revenue_has_a_class_and_nobody_else(revenues in revenues()) {
        let figures = book_of(&revenues);
        let book = Book::fold(&figures);
        let with = revenues.iter().filter(|revenue| **revenue > 0).count();
        prop_assert_eq!(book.totals().customers, with);
        let mut layers = [0usize; Pyramid::ALL.len()];
        for (figures, revenue) in figures.iter().zip(&revenues) {
            let classes = ranked(&book, figures);
            prop_assert!(classes.iter().all(|class| class.is_some() == (*revenue > 0)));
            if let Some(layer) = classes[0] {
                layers[layer] += 1;
            }
        }
        let (superb, big, medium) = (with.div_ceil(100), with.div_ceil(20), with.div_ceil(5));
        prop_assert_eq!(&layers[..4], &[superb, big - superb, medium - big, with - medium]);
        prop_assert_eq!(layers[4..].iter().sum::<usize>(), 0);
    }

    #[test]
    fn down_the_ranking_no_class_gets_better_and_the_cuts_hold(revenues in revenues()) {
        let mut figures = book_of(&revenues);
        let book = Book::fold(&figures);
        figures.retain(|figures| figures.last_year.revenue > Decimal::ZERO);
        figures.sort_by_key(|f| (std::cmp::Reverse(f.last_year.revenue), f.id.clone()));
        let classes: Vec<_> = figures.iter().map(|figures| ranked(&book, figures)).collect();
        for pair in classes.windows(2) {
            prop_assert!((0..3).all(|view| pair[0][view] <= pair[1][view]));
        }
        // A reaches 80 %, and would not without its last one; whole numbers, counted anew.
        let hundredths = |f: &Metrics| (f.last_year.revenue * Decimal::ONE_HUNDRED).normalize();
        let total: Decimal = figures.iter().map(hundredths).sum();
        for (view, class, part) in [(1, 0, 80), (1, 1, 95), (2, 0, 50), (2, 1, 80), (2, 2, 95)] {
            let upper = classes.iter().filter(|classes| classes[view] <= Some(class)).count();
            let sum = |count: usize| figures[..count].iter().map(hundredths).sum::<Decimal>() * Decimal::ONE_HUNDRED;
            let cut = total * Decimal::from(part);
            prop_assert!(sum(upper) >= cut);
            // A class may be empty where the one above it has reached its cut already.
            let own = classes.iter().any(|classes| classes[view] == Some(class));
            prop_assert!(!own || sum(upper - 1) < cut);
        }
    }

    #[test]
    fn more_revenue_never_lowers_ones_class(mut revenues in revenues(), at: prop::sample::Index, more in 1i64..1_000_000) {
        prop_assume!(!revenues.is_empty());
        let at = at.index(revenues.len());
        let before = book_of(&revenues);
        let had = ranked(&Book::fold(&before), &before[at]);
        revenues[at] += more;
        let after = book_of(&revenues);
        let has = ranked(&Book::fold(&after), &after[at]);
        for (had, has) in had.iter().zip(has) {
            prop_assert!(had.is_none() || has.is_some_and(|has| Some(has) <= *had), "{had:?} to {has:?}");
        }
    }

    #[test]
    fn the_order_of_the_book_changes_nothing(shuffled in revenues().prop_flat_map(|revenues| {
        let book: Vec<_> = revenues.into_iter().enumerate().collect();
        (Just(book.clone()), Just(book).prop_shuffle())
    })) {
        let book = |pairs: &[(usize, i64)]| {
            Book::fold(&pairs.iter().map(|(index, revenue)| with_revenue(*index, *revenue)).collect::<Vec<_>>())
        };
        prop_assert_eq!(book(&shuffled.0), book(&shuffled.1));
    }

    #[test]
    fn classes_add_up_to_the_customers_that_have_one(logs in logs()) {
        let figures = figures_of_all(&logs);
        let book = Book::fold(&figures);
        let n = book.totals().customers;
        prop_assert_eq!(n, figures.iter().filter(|f| f.last_year.revenue > Decimal::ZERO).count());
        let views: Vec<Views> = views_of(&logs).into_iter().map(|(views, _)| views).collect();
        let count = |name: &str, words: &[&str]| {
            views.iter().filter(|views| views.get(name).is_some_and(|word| words.contains(&word))).count()
        };
        prop_assert_eq!(count("pyramid", &["super", "big", "medium", "small"]), n);
        prop_assert_eq!(count("abc", Views::words("abc")), n);
        prop_assert_eq!(count("volume", &["S", "A", "B", "C"]), n);
        // Beside them: those who stopped, and those whose revenue can't be told or is none.
        let gone = figures.iter().filter(|f| f.gone_since().is_some()).count();
        let untold = figures.iter().filter(|f| f.last_year.orders > 0).count() - n;
        prop_assert_eq!(count("volume", &["D"]), gone);
        prop_assert_eq!(count("pyramid", Views::words("pyramid")), logs.len() - untold);
    }

    #[test]
    fn one_more_order_never_lowers_ones_class(mut logs in logs(), at: prop::sample::Index) {
        prop_assume!(!logs.is_empty());
        let at = at.index(logs.len());
        let classes = |logs: &[Log]| {
            let figures = figures_of_all(logs);
            let rules = ViewRules::default();
            let book = Book::fold(&figures);
            let (figures, ranking) = (&figures[at], book.ranking(&figures[at].id));
            let need = need(figures, &rules.need, day(TODAY)).class;
            [
                pyramid(figures, &ranking, need, &rules.pyramid).class.map(|class| class as usize),
                abc(figures, &ranking, &rules.abc).class.map(|class| class as usize),
                volume(figures, &ranking, &rules.volume).class.map(|class| class as usize),
            ]
        };
        let before = classes(&logs);
        logs[at].push("2026-11-21 order 250");
        for (had, has) in before.iter().zip(classes(&logs)) {
            prop_assert!(had.is_none() || has.is_some_and(|has| Some(has) <= *had), "{had:?} to {has:?}");
        }
    }

    #[test]
    fn the_order_of_files_and_of_lines_changes_no_view_and_no_class(
        (logs, files) in logs().prop_flat_map(|logs| {
            let order: Vec<usize> = (0..logs.len()).collect();
            (Just(logs), Just(order).prop_shuffle())
        })
    ) {
        let before = views_of(&logs);
        // The files in another order.
        let figures: Vec<Metrics> = figures_of_all(&logs);
        let shuffled: Vec<&Metrics> = files.iter().map(|index| &figures[*index]).collect();
        prop_assert_eq!(Book::fold(shuffled), Book::fold(&figures));
        // The lines of each log in another order, entries of different moments as these are.
        let turned: Vec<Log> = logs.iter().map(|log| log.iter().rev().copied().collect()).collect();
        for ((views, drives), (turned, drive)) in before.iter().zip(views_of(&turned)) {
            prop_assert_eq!(views, &turned);
            prop_assert_eq!(drives, &drive);
        }
    }
}

/// One customer's log.
type Log = Vec<&'static str>;

/// What may happen to a customer, on days of their own, many of them on a boundary.
const LINES: [&str; 20] = [
    "2023-11-21 order 40 item=pump margin=0.4",
    "2024-02-29 order 30 EUR",
    "2024-11-21 order 500",
    "2024-11-22 order 500 margin=0.1",
    "2025-11-21 order 100 item=valve",
    "2025-11-22 order 100 item=pump margin=0.3",
    "2025-12-31 order 100 EUR",
    "2026-01-01 order 100 EUR cost=80",
    "2026-02-28 order 100 JPY",
    "2026-05-21 order 100",
    "2026-05-22 order -100",
    "2026-07-01 order 900 margin=0.05",
    "2026-08-23 quote 10",
    "2026-09-01 order",
    "2026-09-10 sample agreed ref=1",
    "2026-09-20 sample failed ref=1",
    "2026-10-01 complaint opened",
    "2026-10-02 complaint solved",
    "2026-11-10 followup need=target",
    "2026-11-20 followup need=dead",
];

fn logs() -> impl Strategy<Value = Vec<Log>> {
    let log = prop::sample::subsequence(LINES.to_vec(), 0..=8);
    prop::collection::vec(log, 0..30)
}

fn figures_of_all(logs: &[Log]) -> Vec<Metrics> {
    logs.iter().enumerate().map(|(index, log)| figures_of(&customer_named(index), log, TODAY)).collect()
}

/// All views of each customer, and the class that drives it in each scheme.
fn views_of(logs: &[Log]) -> Vec<(Views, Vec<EffectiveClass>)> {
    let figures = figures_of_all(logs);
    let book = Book::fold(&figures);
    let judge = |(index, figures): (usize, &Metrics)| {
        let (customer, ranking) = (customer_named(index), book.ranking(&figures.id));
        let views = all(figures, &ranking, due(&customer, &logs[index]), &ViewRules::default(), day(TODAY));
        let drives = Scheme::ALL.iter().map(|scheme| {
            let policy = Policy { scheme: *scheme, ..policy() };
            EffectiveClass::of(&customer, figures, &book, &policy, day(TODAY))
        });
        (views, drives.collect())
    };
    figures.iter().enumerate().map(judge).collect()
}
