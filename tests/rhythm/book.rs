//! A made-up book of 120 industrial buyers: its fit, and the figures of each customer.

use crm::rules::rhythm::{FitRule, Repeats, RhythmModel, RhythmParameters, fit};

use crate::support::{Book, Dice, book, day, number, repeats, rows};

const ORDERS: &str = include_str!("fixtures/book_orders.csv");
const EXPECTED: &str = include_str!("fixtures/book_expected.csv");
const TODAY: &str = "2024-01-08";

/// What another program found, by its own search.
const FOUND: RhythmParameters = RhythmParameters {
    shape: 1.878_912_897_327_221_8,
    scale: 19.004_994_050_418_5,
    leave: 0.132_887_816_037_512_2,
    stay: 6.012_140_533_647_697,
    weights: [
        0.131_471_893_720_072_06,
        0.014_519_050_116_507_141,
        0.010_114_286_145_382_968,
        0.022_962_135_623_351_386,
        0.245_064_649_591_647_4,
        0.157_558_409_820_974_88,
        0.418_309_574_982_064_17,
    ],
    ..RhythmParameters::SHIPPED
};
const LN_LIKELIHOOD: f64 = -2_311.868_116_198_511;

fn orders() -> Book {
    book(rows(ORDERS).map(|row| (row[0], day(row[1]))))
}

fn likelihood(parameters: RhythmParameters, seen: &[Repeats]) -> f64 {
    let model = RhythmModel::new(parameters);
    seen.iter().map(|one| model.outlook(one).ln_likelihood).sum()
}

#[test]
fn the_fit_is_the_one_that_another_program_found() {
    let seen = repeats(&orders(), day(TODAY));
    assert!((likelihood(FOUND, &seen) - LN_LIKELIHOOD).abs() < 1e-6);
    let found = fit(&seen, &FitRule::SHIPPED).expect("customers");
    println!("{found:?}");
    assert!(found.converged && found.parameters.is_sound());
    assert_eq!((found.customers, found.repeaters), (120, 110));
    assert!((found.ln_likelihood - LN_LIKELIHOOD).abs() <= 0.05, "{}", found.ln_likelihood);
    let (got, want) = (found.parameters, FOUND);
    for (got, want) in
        [(got.shape, want.shape), (got.scale, want.scale), (got.leave, want.leave), (got.stay, want.stay)]
    {
        assert!((got / want - 1.0).abs() < 1e-3, "{got}, and another program {want}");
    }
    for (got, want) in got.weights.iter().zip(want.weights) {
        assert!((got - want).abs() < 1e-4, "{got}, and another program {want}");
    }
    // The shipped parameters fit a book that they have not seen worse, and far better than the middle of the prior.
    let shipped = likelihood(RhythmParameters::SHIPPED, &seen);
    let middle = RhythmParameters {
        shape: 1.5,
        scale: 15.0,
        leave: 0.64,
        stay: 7.36,
        weights: [1.0 / 7.0; 7],
        ..RhythmParameters::SHIPPED
    };
    println!("ln L: fitted {:.1}, shipped {shipped:.1}", found.ln_likelihood);
    assert!(found.ln_likelihood > shipped && shipped > likelihood(middle, &seen) + 20.0);
}

#[test]
fn the_same_book_in_another_order_has_the_same_parameters() {
    let mut seen = repeats(&orders(), day(TODAY));
    let first = fit(&seen, &FitRule::SHIPPED).expect("customers").parameters;
    seen.reverse();
    assert_eq!(fit(&seen, &FitRule::SHIPPED).expect("customers").parameters, first);
    let mut dice = Dice::new(3);
    for at in (1..seen.len()).rev() {
        seen.swap(at, (dice.part() * (at + 1) as f64) as usize);
    }
    assert_eq!(fit(&seen, &FitRule::SHIPPED).expect("customers").parameters, first);
}

#[test]
fn each_customer_has_the_figures_that_another_program_found() {
    let (orders, today) = (orders(), day(TODAY));
    let seen = repeats(&orders, today);
    let found = fit(&seen, &FitRule::SHIPPED).expect("customers");
    let model = RhythmModel::new(found.parameters);
    let mut worst = [0.0_f64; 5];
    let mut count = 0;
    for row in rows(EXPECTED) {
        let repeats = Repeats::of(&orders[row[0]], today).expect("orders");
        assert_eq!(f64::from(repeats.count), number(row[1]), "{row:?}");
        for (got, want) in
            [repeats.until_last, repeats.until_today, repeats.ln_gaps].into_iter().zip(&row[2..])
        {
            assert!((got - number(want)).abs() < 1e-3, "{row:?}");
        }
        let outlook = model.outlook(&repeats);
        let window = outlook.window().expect("a window");
        let days = [window.from, window.middle, window.until].into_iter().zip(&row[9..]);
        let off = days.map(|(weeks, on)| ((day(on) - today).num_days() as f64 - weeks * 7.0).abs());
        let off = [
            (outlook.alive() - number(row[5])).abs(),
            (outlook.in_rhythm() - number(row[6])).abs(),
            (outlook.order_within(13.0) - number(row[7])).abs(),
            (outlook.expected_within(26.0) / number(row[8]) - 1.0).abs(),
            off.fold(0.0, f64::max),
        ];
        for (at, (off, bound)) in off.into_iter().zip([0.01, 0.01, 0.01, 0.03, 3.0]).enumerate() {
            assert!(off <= bound, "figure {at} of {row:?} is off by {off}");
            worst[at] = worst[at].max(off);
        }
        count += 1;
    }
    assert_eq!(count, 120);
    println!("off at most (alive, in rhythm, order, expected, days of the window): {worst:?}");
}
