//! All views together, and what holds for every book.

use proptest::prelude::*;

use super::kit::{TODAY, customer, customer_named, day, figures_of, history, number, policy};
use super::*;
use crate::model::{Customer, Decimal};

fn due(customer: &Customer, lines: &[&'static str]) -> Option<chrono::NaiveDate> {
    let (today, class) = (day(TODAY), customer.grade.as_deref());
    crate::rules::cadence::next(customer, class, &history(lines).as_of(today), &policy(), today).due
}

fn views(customer: &Customer, lines: &[&'static str]) -> Views {
    let figures = figures_of(customer, lines, TODAY);
    let standing = Book::fold([&figures]).standing(&figures.id);
    all(&figures, &standing, due(customer, lines), &ViewRules::default(), day(TODAY))
}

#[test]
fn every_view_has_its_name_its_words_and_its_class() {
    let mut customer = customer();
    customer.grade = Some("A".into());
    customer.potential = Some(Potential::High);
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
        ("urgency", "relaxed"),
        ("need", "target"),
        ("lifecycle", "maturity"),
        ("volume", "S"),
        ("abc", "A"),
        ("pyramid", "super"),
        ("face", "red"),
        ("value", "B"), // 90 of a mean of 90 is less than X
        ("potential", "high"),
        ("relationship", "strategic"),
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
    assert_eq!(told, ["potential", "ordinary", "urgent", "acquisition", "suspect", "new"]);
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
    let figures = Figures::of(&customer, &history, &policy(), today);
    let standing = Book::fold([&figures]).standing(&figures.id);
    let views = all(&figures, &standing, None, &ViewRules::default(), today);
    assert_eq!((views.get("deal"), views.get("pyramid")), (Some("potential"), Some("prospect")));
}

/// Sets a customer's revenue of the last year, in hundredths, and half of it as its profit.
fn with_revenue(index: usize, hundredths: i64) -> Figures {
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
fn ranked(book: &Book, figures: &Figures) -> [Option<usize>; 3] {
    let (standing, rules) = (book.standing(&figures.id), ViewRules::default());
    [
        pyramid(figures, &standing, None, &rules.pyramid).class.map(|class| class as usize),
        abc(figures, &standing, &rules.abc).class.map(|class| class as usize),
        volume(figures, &standing, &rules.volume).class.map(|class| class as usize),
    ]
}

fn book_of(revenues: &[i64]) -> Vec<Figures> {
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
        let hundredths = |f: &Figures| (f.last_year.revenue * Decimal::ONE_HUNDRED).normalize();
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
}
