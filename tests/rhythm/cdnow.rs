//! The BG/NBD as it was published: Fader, Hardie and Lee, Marketing Science 24(2), 2005, table 2 and the Excel note,
//! on 2,357 customers of CDNOW.

use std::path::PathBuf;

use chrono::NaiveDate;
use crm::rules::rhythm::{FitRule, Leaving, Repeats, RhythmModel, RhythmParameters, fit};

use crate::support::{Book, book, day, number, repeats, rows, shared};

/// The last day of the time of which the parameters were found.
const CUT: &str = "1997-09-30";

/// r, α, a and b as printed.
const PUBLISHED: RhythmParameters = RhythmParameters {
    shape: 0.243,
    scale: 4.414,
    leave: 0.793,
    stay: 2.426,
    weights: [1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
    leaving: Leaving::NotAfterFirst,
    silence: 0.0,
    stretch: 6.0,
};

/// A file of the customers, beside the repository or in the package `lifetimes`.
fn file(ours: &str, theirs: &str) -> Option<PathBuf> {
    let package = std::env::var_os("CRM_TEST_CDNOW").map(|folder| PathBuf::from(folder).join(theirs));
    let found = shared(ours).or(package).filter(|path| path.is_file());
    if found.is_none() {
        println!("skipped: neither ../shared/rhythm/{ours} is there nor CRM_TEST_CDNOW's {theirs}");
    }
    found
}

/// x, t_x and T of each customer as others have printed them.
fn summary() -> Option<Vec<Repeats>> {
    let text =
        std::fs::read_to_string(file("cdnow_cbs.csv", "cdnow_customers_summary.csv")?).expect("a table");
    let one = |row: Vec<&str>| Repeats {
        count: number(row[1]) as u32,
        until_last: number(row[2]),
        until_today: number(row[3]),
        ln_gaps: 0.0,
    };
    Some(rows(&text).map(one).collect())
}

/// The orders themselves.
fn log() -> Option<Book> {
    let path = file("cdnow_orders.csv", "CDNOW_sample.txt")?;
    let text = std::fs::read_to_string(&path).expect("a log");
    if path.extension().is_some_and(|end| end == "csv") {
        return Some(book(rows(&text).map(|row| (row[0], day(row[1])))));
    }
    let parts = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
    let on = |text: &str| NaiveDate::parse_from_str(text, "%Y%m%d").expect("a date");
    Some(book(parts.map(|row| (row[1], on(row[2])))))
}

fn is_published(book: &[Repeats], what: &str) {
    let found = fit(book, &FitRule::BG_NBD).expect("customers");
    let RhythmParameters { shape, scale, leave, stay, .. } = found.parameters;
    println!(
        "{what}: r {shape:.4}, α {scale:.4}, a {leave:.4}, b {stay:.4}, ln L {:.4}",
        found.ln_likelihood
    );
    assert!(found.converged);
    for (name, got, want, bound) in [
        ("r", shape, PUBLISHED.shape, 0.002),
        ("α", scale, PUBLISHED.scale, 0.02),
        ("a", leave, PUBLISHED.leave, 0.01),
        ("b", stay, PUBLISHED.stay, 0.04),
        ("ln L", found.ln_likelihood, -9582.4, 0.05),
    ] {
        assert!((got - want).abs() <= bound, "{name} is {got}, and was published as {want}");
    }
    let model = RhythmModel::new(found.parameters);
    let one = Repeats { count: 2, until_last: 30.43, until_today: 38.86, ln_gaps: 0.0 };
    let expected = model.outlook(&one).expected_within(39.0);
    assert!((expected - 1.226).abs() <= 0.001, "{expected}");
}

#[test]
fn the_published_parameters_come_out_of_the_published_summary() {
    let Some(summary) = summary() else { return };
    assert_eq!(summary.len(), 2357);
    is_published(&summary, "the summary");
    let model = RhythmModel::new(PUBLISHED);
    let ln_likelihood: f64 = summary.iter().map(|one| model.outlook(one).ln_likelihood).sum();
    assert!((ln_likelihood + 9_582.426_831_182_365).abs() < 1e-3, "{ln_likelihood}");
}

#[test]
fn the_published_parameters_come_out_of_the_orders() {
    let Some(log) = log() else { return };
    let seen = repeats(&log, day(CUT));
    assert_eq!(seen.len(), 2357);
    let sum = |of: fn(&Repeats) -> f64| seen.iter().map(of).sum::<f64>();
    assert_eq!(sum(|one| f64::from(one.count)), 2457.0);
    assert!((sum(|one| one.until_last) - 16_135.571_428_571_43).abs() < 1e-6);
    assert!((sum(|one| one.until_today) - 77_111.285_714_285_71).abs() < 1e-6);
    assert_eq!(seen.iter().filter(|one| one.count == 0).count(), 1411);
    let later = log.values().map(|days| days.iter().filter(|day| **day > crate::support::day(CUT)).count());
    assert_eq!(later.sum::<usize>(), 1882);
    is_published(&seen, "the orders");
}

/// What needs no customers: E[orders in t] of a newcomer, and of one customer with two repeats; under the parameters
/// with the digits that the paper rounds away, as its authors reckoned them.
#[test]
fn the_published_expectations_come_out_of_the_parameters() {
    let model = RhythmModel::new(RhythmParameters {
        shape: 0.242_592_916_913_116_07,
        scale: 4.413_531_965_818_826,
        leave: 0.792_886_030_621_077_8,
        stay: 2.425_753_215_398_09,
        ..PUBLISHED
    });
    let new = Repeats::default();
    for (weeks, published) in
        [(0.1429, 0.0078), (1.0, 0.0532), (3.0, 0.1506), (31.8571, 1.0405), (32.0, 1.0437), (78.0, 1.8576)]
    {
        let expected = model.outlook(&new).expected_within(weeks);
        assert!((expected - published).abs() <= 0.0006, "{weeks}: {expected}, published {published}");
    }
    let one = Repeats { count: 2, until_last: 30.43, until_today: 38.86, ln_gaps: 0.0 };
    let expected = model.outlook(&one).expected_within(39.0);
    assert!((expected - 1.226).abs() <= 0.001, "{expected}");
}
