use super::*;
use crate::rules::rhythm::RhythmParameters;
use crate::rules::views::test_support::{customer, history, policy};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn log(lines: &[&'static str]) -> OrderLog {
    OrderLog::of(&customer(), Some("A"), &history(lines), &policy()).expect("ordered")
}

/// A customer that orders every so many days, for 100 each, the last time on 9 November 2026.
fn every(id: &str, gap: u64, orders: u64) -> OrderLog {
    let back = |at: u64| day("2026-11-09") - Days::new(at * gap);
    let days: Vec<NaiveDate> = (0..orders).rev().map(back).collect();
    let sums = vec![Some(Decimal::ONE_HUNDRED); days.len()];
    OrderLog { id: CustomerId::new(id).expect("an id"), days, sums, ..log(&["2026-01-01 order 5"]) }
}

fn model() -> RhythmModel {
    RhythmModel::new(RhythmParameters::SHIPPED)
}

#[test]
fn the_months_are_what_is_left_of_this_one_and_three_whole_ones() {
    for (today, want) in [
        (
            "2026-11-20",
            &[
                "2026-11-21 2026-11-30",
                "2026-12-01 2026-12-31",
                "2027-01-01 2027-01-31",
                "2027-02-01 2027-02-28",
            ][..],
        ),
        ("2026-11-30", &["2026-12-01 2026-12-31", "2027-01-01 2027-01-31", "2027-02-01 2027-02-28"]),
        (
            "2027-12-01",
            &[
                "2027-12-02 2027-12-31",
                "2028-01-01 2028-01-31",
                "2028-02-01 2028-02-29",
                "2028-03-01 2028-03-31",
            ],
        ),
    ] {
        let months: Vec<String> =
            Month::ahead(day(today)).iter().map(|one| format!("{} {}", one.from, one.until)).collect();
        assert_eq!(months, want, "{today}");
    }
}

#[test]
fn an_order_is_worth_what_its_shipments_are_in_the_workspaces_currency() {
    type Case = (&'static str, &'static [&'static str], &'static [Option<&'static str>], &'static str);
    let cases: [Case; 5] = [
        ("shipments", &["2026-05-01 order 100", "2026-05-02 order 50"], &[Some("150")], ""),
        ("a return is none", &["2026-05-01 order 100", "2026-06-02 order -50"], &[Some("100")], ""),
        ("no amount", &["2026-05-01 order", "2026-06-01 order 7"], &[None, Some("7")], ""),
        ("a rate", &["2026-05-01 order 100 EUR"], &[Some("110.0")], ""),
        // It brings nothing that is counted, and neither do those to come.
        ("no rate", &["2026-05-01 order 100 JPY", "2026-06-01 order 7"], &[Some("0"), Some("7")], "JPY"),
    ];
    for (what, lines, want, unrated) in cases {
        let log = log(lines);
        let sums: Vec<Option<String>> = log.sums.iter().map(|sum| sum.map(|sum| sum.to_string())).collect();
        let sums: Vec<Option<&str>> = sums.iter().map(Option::as_deref).collect();
        let found: Vec<String> = log.unrated.iter().map(ToString::to_string).collect();
        assert_eq!((sums.as_slice(), found.concat().as_str()), (want, unrated), "{what}");
    }
}

#[test]
fn of_what_has_no_rate_nothing_is_expected() {
    let amounts = |lines: &[&'static str]| {
        let amounts = log(lines).amounts(day("2026-11-20"));
        amounts.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(amounts(&["2026-05-01 order 100 JPY", "2026-06-01 order 7"]), "700 0");
    assert_eq!(amounts(&["2026-05-01 order", "2026-06-01 order 7"]), "700", "nobody wrote it down");
    assert_eq!(amounts(&["2026-05-01 order 100 JPY", "2026-06-01 order 9 JPY"]), "", "nothing is known");
}

#[test]
fn sums_are_of_everybody_of_each_person_and_of_each_class_in_any_order() {
    let mut book: Vec<OrderLog> = (0..12).map(|at| every(&format!("c{at}"), 28 + at, 12)).collect();
    for (at, one) in book.iter_mut().enumerate() {
        one.owner = (at < 9).then(|| "li".to_owned());
    }
    // Of a currency without a rate the orders count alone.
    book[0].sums = vec![None; 12];
    let (today, months) = (day("2026-11-20"), Month::ahead(day("2026-11-20")));
    let found = Forecast::of(&book, &model(), today, &months);
    let groups: Vec<_> = found
        .groups
        .iter()
        .map(|one| (one.of.as_str(), one.name.as_deref(), one.customers, one.unpriced, one.months.is_some()))
        .collect();
    assert_eq!(
        groups,
        [
            ("all", None, 12, 1, true),
            ("owner", None, 3, 0, false),
            ("owner", Some("li"), 9, 1, true),
            ("grade", Some("A"), 12, 1, true),
        ]
    );
    let told = found.all().and_then(|all| all.months.clone()).expect("months");
    assert_eq!(told.len(), 5);
    // Twelve of about a month each.
    let together = told[4];
    assert!((24..40).contains(&i64::try_from(together.orders.mean.round()).expect("small")), "{together:?}");
    let revenue = together.revenue.expect("amounts");
    assert!(revenue.low < revenue.middle && revenue.middle < revenue.high, "{revenue:?}");
    // Each order of those that have an amount is worth 100.
    let part = revenue.mean / Decimal::ONE_HUNDRED / together.orders.mean;
    assert!(part > Decimal::new(85, 2) && part < Decimal::new(97, 2), "{part}");
    let each: Decimal = told[1..4].iter().map(|one| one.orders.mean).sum();
    assert!((each - together.orders.mean).abs() <= Decimal::new(3, 2), "{each} {}", together.orders.mean);
    book.reverse();
    assert_eq!(Forecast::of(&book, &model(), today, &months), found, "the other way round");
}

#[test]
fn where_no_amount_is_known_no_revenue_is_told() {
    let mut book: Vec<OrderLog> = (0..6).map(|at| every(&format!("c{at}"), 30, 9)).collect();
    for one in &mut book {
        one.sums = vec![None; 9];
    }
    let today = day("2026-11-20");
    let found = Forecast::of(&book, &model(), today, &Month::ahead(today));
    let months = found.all().and_then(|all| all.months.clone()).expect("months");
    assert!(months.iter().all(|one| one.revenue.is_none()), "{months:?}");
    assert!(months[1..].iter().all(|one| one.orders.mean > Decimal::ONE), "{months:?}");
    let nobody = Forecast::of(&[], &model(), today, &Month::ahead(today));
    assert_eq!(nobody.all().map(|all| (all.customers, all.months.is_none())), Some((0, true)));
}

#[test]
fn a_band_holds_four_futures_in_five() {
    let band = Band::of((1..=100).collect(), 0);
    let ends = [band.low, band.middle, band.high].map(|end| end.to_string());
    assert_eq!(ends, ["10", "50", "91"]);
    assert_eq!(band.mean.to_string(), "50.50");
    assert!(band.holds(Decimal::TEN) && !band.holds(Decimal::from(92)));
}
