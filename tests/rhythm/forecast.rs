//! The forecast against books that follow the model, and the formula.

use chrono::{Days, NaiveDate};
use crm::model::{CustomerId, Decimal};
use crm::plan::{Forecast, Month, OrderLog};
use crm::rules::rhythm::{REGULARITIES, Repeats, RhythmModel, RhythmParameters};

use crate::support::{Dice, day};

/// Of a Gamma distribution with a whole shape: the sum of so many waiting times.
fn waits(dice: &mut Dice, steps: u32) -> f64 {
    (0..steps).map(|_| -(1.0 - dice.part() * 0.999_999_9).ln()).sum()
}

/// A customer as the model has them, from one day on until another: the law itself, drawn by other numbers and in another
/// way than the forecast's. r = 2 and a + b = 10 are whole, so that no Gamma of a broken shape is needed.
fn customer(at: usize, parameters: &RhythmParameters, dice: &mut Dice, until: NaiveDate) -> OrderLog {
    let mut kind = dice.part();
    let place = parameters.weights.iter().position(|weight| {
        kind -= weight;
        kind < 0.0
    });
    let k = REGULARITIES[place.unwrap_or(0)];
    let rate = waits(dice, 2) / parameters.scale * f64::from(k);
    let (one, other) = (waits(dice, 1), waits(dice, 9));
    let leaves = one / (one + other);
    let start = day("2022-01-03") + Days::new((dice.part() * 700.0) as u64);
    let (mut week, mut days) = (0.0, vec![start]);
    loop {
        if dice.part() < leaves {
            break;
        }
        week += waits(dice, k) / rate;
        let on = start + Days::new((week * 7.0).round() as u64);
        if on > until {
            break;
        }
        days.push(on);
    }
    days.dedup();
    OrderLog {
        id: CustomerId::new(&format!("c{at}")).expect("an id"),
        owner: None,
        grade: None,
        archived: None,
        sums: days.iter().map(|_| Some(Decimal::from((100.0 + dice.part() * 900.0) as i64))).collect(),
        days,
        unrated: Vec::new(),
    }
}

fn law() -> RhythmParameters {
    RhythmParameters {
        shape: 2.0,
        scale: 12.0,
        leave: 1.0,
        stay: 9.0,
        silence: 0.0,
        ..RhythmParameters::SHIPPED
    }
}

/// Sixty books of sixty customers, three months each: how many of the bands held, printed.
#[test]
fn four_bands_in_five_hold_where_the_book_follows_the_model() {
    let (model, mut dice) = (RhythmModel::new(law()), Dice::new(14));
    let (mut orders, mut revenue, mut all) = (0, 0, 0);
    let (mut missed, mut came_in_all) = (0.0, 0.0);
    for _ in 0..60 {
        let today = day("2025-06-30");
        let months: Vec<Month> = (0..3).map(|at| Month::whole(day("2025-07-01"), at)).collect();
        let book: Vec<OrderLog> =
            (0..60).map(|at| customer(at, &law(), &mut dice, months[2].until)).collect();
        let book: Vec<OrderLog> = book.into_iter().filter(|one| one.days[0] <= today).collect();
        let found = Forecast::of(&book, &model, today, &months);
        let told = found.all().and_then(|one| one.months.clone()).expect("months");
        for said in &told {
            let came = book.iter().map(|one| one.came(said.month));
            let came = came.fold((0, Decimal::ZERO), |sum, one| (sum.0 + one.0, sum.1 + one.1));
            all += 1;
            orders += usize::from(said.orders.holds(came.0.into()));
            revenue += usize::from(said.revenue.expect("amounts").holds(came.1));
            missed += f64::try_from(said.orders.mean).expect("a number") - came.0 as f64;
            came_in_all += came.0 as f64;
        }
    }
    let part = |held: usize| held as f64 / f64::from(all) * 100.0;
    println!(
        "of {all} bands of 80 %: orders {:.0} %, revenue {:.0} % held; mean error {:.1} % of what came",
        part(orders),
        part(revenue),
        missed / came_in_all * 100.0
    );
    assert!((70.0..93.0).contains(&part(orders)) && (68.0..90.0).contains(&part(revenue)));
    assert!((missed / came_in_all).abs() < 0.05, "{missed} {came_in_all}");
}

/// The mean of the futures of whole books, against the sum of the formulas of their customers.
#[test]
fn the_mean_of_a_book_is_the_sum_of_its_formulas() {
    let (model, mut dice) = (RhythmModel::new(law()), Dice::new(15));
    let today = day("2025-06-30");
    let month = Month { from: day("2025-07-01"), until: day("2025-10-27"), is_whole: true };
    for at in 0..8 {
        // Whoever has a season is told by it, and not by the formula.
        let by_gap = |one: &OrderLog| crm::rules::rhythm::Season::of(&one.days).is_none();
        let book: Vec<OrderLog> = (0..80).map(|at| customer(at, &law(), &mut dice, today)).collect();
        let book: Vec<OrderLog> =
            book.into_iter().filter(|one| one.days[0] <= today && by_gap(one)).collect();
        let want: f64 = book
            .iter()
            .filter_map(|one| Repeats::of(&one.days, today))
            .map(|seen| model.outlook(&seen).expected_within(17.0))
            .sum();
        let found = Forecast::of(&book, &model, today, &[month]);
        let told = found.all().and_then(|one| one.months.clone()).expect("months");
        let number = |number: Decimal| f64::try_from(number).expect("a number");
        let (mean, band) = (number(told[0].orders.mean), told[0].orders);
        // Four in five lie within 1.28 deviations to each side of the middle.
        let deviation = (number(band.high) - number(band.low)) / 2.56;
        let error = deviation / (found.futures as f64).sqrt();
        println!("book {at}: {mean:.2} drawn, {want:.2} by the formula, error {error:.2}");
        assert!((mean - want).abs() < 4.0 * error, "{mean} {want} ± {error}");
    }
}
