//! The formulas, against another program's.

use crm::rules::rhythm::{Leaving, Repeats, RhythmModel, RhythmParameters};

use crate::support::{number, rows};

/// The table, its columns and how far each may be off.
const VECTORS: &str = include_str!("fixtures/vectors.csv");
const FIGURES: [(&str, f64); 8] = [
    ("ln L", 1e-6),
    ("alive", 1e-7),
    ("order", 1e-7),
    ("10 %", 2e-3),
    ("50 %", 2e-3),
    ("90 %", 2e-3),
    ("in rhythm", 1e-7),
    ("expected", 2e-4),
];

/// The parameters of the table; the shipped ones were chosen after them, and may change.
fn parameters(silence: f64) -> RhythmParameters {
    RhythmParameters {
        shape: 1.6,
        scale: 17.0,
        leave: 0.8,
        stay: 9.0,
        weights: [0.12, 0.04, 0.06, 0.08, 0.25, 0.2, 0.25],
        leaving: Leaving::AfterEach,
        silence,
        stretch: 6.0,
    }
}

#[test]
fn forty_customers_have_the_figures_that_were_reckoned_with_thirty_digits() {
    let mut worst = [0.0_f64; 8];
    let mut count = 0;
    for row in rows(VECTORS) {
        let row: Vec<f64> = row.into_iter().map(number).collect();
        let [orders, until_last, until_today, ln_gaps, ahead, silence] = row[..6] else { panic!("{row:?}") };
        let model = RhythmModel::new(parameters(silence));
        let repeats = Repeats { count: orders as u32, until_last, until_today, ln_gaps };
        let outlook = model.outlook(&repeats);
        let window = outlook.window().expect("a window");
        let got = [
            outlook.ln_likelihood,
            outlook.alive(),
            outlook.order_within(ahead),
            window.from,
            window.middle,
            window.until,
            outlook.in_rhythm(),
            outlook.expected_within(ahead),
        ];
        for (at, (name, bound)) in FIGURES.into_iter().enumerate() {
            let off = (got[at] - row[6 + at]).abs();
            assert!(off <= bound, "{name} of {repeats:?} is {}, and should be {}", got[at], row[6 + at]);
            worst[at] = worst[at].max(off);
        }
        count += 1;
    }
    assert_eq!(count, 40);
    for ((name, bound), off) in FIGURES.into_iter().zip(worst) {
        println!("{name}: off by {off:.1e} at most (bound {bound:.0e})");
    }
}

/// What Gauss's ₂F₁ and two simulations gave.
#[test]
fn as_many_orders_are_expected_as_by_gausss_function_and_by_simulation() {
    let only = |kind: usize| std::array::from_fn(|at| if at == kind { 1.0 } else { 0.0 });
    let one = |[shape, scale, leave, stay]: [f64; 4], leaving| RhythmParameters {
        shape,
        scale,
        leave,
        stay,
        weights: only(0),
        leaving,
        silence: 0.0,
        stretch: 6.0,
    };
    let bg = one(
        [0.242_592_916_913_116_07, 4.413_531_965_818_826, 0.792_886_030_621_077_8, 2.425_753_215_398_09],
        Leaving::NotAfterFirst,
    );
    let mbg = one(
        [0.524_838_019_756_67, 6.182_992_145_078_233_5, 0.891_356_168_609_159_6, 1.613_999_087_570_322_5],
        Leaving::AfterEach,
    );
    let seen = |count, until_last, until_today| Repeats { count, until_last, until_today, ln_gaps: 0.0 };
    for (parameters, repeats, expected, alive) in [
        (bg, seen(2, 30.43, 38.86), 1.225_910_495_346_087_3, 0.726_609_168_752_576_9),
        (mbg, seen(2, 30.43, 38.86), 1.262_670_755_940_595_6, 0.706_126_228_167_836_3),
        (bg, seen(0, 0.0, 38.86), 0.194_780_854_076_701_87, 1.0),
        (mbg, seen(0, 0.0, 38.86), 0.153_953_640_181_757_6, 0.389_716_258_688_045_05),
    ] {
        let model = RhythmModel::new(parameters);
        let outlook = model.outlook(&repeats);
        assert!((outlook.expected_within(39.0) - expected).abs() < 1e-6, "{}", outlook.expected_within(39.0));
        assert!((outlook.alive() - alive).abs() < 1e-12, "{}", outlook.alive());
    }
    // k = 4 and 16, whose rates were not written down with them: those of the table agree to four standard errors.
    for (kind, repeats, simulated, error, alive) in [
        (2, seen(5, 50.0, 55.0), 2.271_987_318_516_932, 0.000_901_7, 0.937_083_014_169_522_2),
        (4, seen(11, 48.0, 53.0), 4.880_793_586_846_362, 0.002_870_7, 0.878_957_333_167_756_3),
    ] {
        let model = RhythmModel::new(RhythmParameters { weights: only(kind), ..parameters(0.0) });
        let outlook = model.outlook(&repeats);
        println!("{} {simulated} {} {alive}", outlook.expected_within(26.0), outlook.alive());
        assert!((outlook.alive() - alive).abs() < 1e-9, "{}", outlook.alive());
        assert!((outlook.expected_within(26.0) - simulated).abs() < 4.0 * error);
    }
}
