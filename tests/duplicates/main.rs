//! How many of the customers entered twice are found, and how many of those found are none.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

#[path = "../bench/duplicates.rs"]
mod duplicates;

#[test]
fn nearly_all_that_are_entered_twice_are_found_and_hardly_any_other() {
    let customers = if std::env::var_os("CRM_TEST_FULL").is_some() { 10_000 } else { 3_000 };
    let outcome = duplicates::look(&duplicates::make(customers, 20_261_120));
    let shown =
        |(sort, tally): (&&str, &duplicates::Tally)| format!("{sort}: {} of {}", tally.found, tally.there);
    let sorts: Vec<String> = outcome.by_sort.iter().map(shown).collect();
    let misses: Vec<String> = outcome.by_miss.iter().map(shown).collect();
    let (precision, recall) = (outcome.precision(), outcome.recall());
    let told = format!(
        "precision {precision:.4}, recall {recall:.4} in {:?}\nfound\n{}\nfalsely\n{}\n{:#?}",
        outcome.time,
        sorts.join("\n"),
        misses.join("\n"),
        outcome.samples
    );
    assert!(outcome.right + outcome.missed > 300, "{told}");
    assert!(precision >= 0.98 && recall >= 0.95, "{told}");
    println!("{told}");
}
