//! The table.

use std::time::Duration;

use crate::duplicates::{LEAST, Outcome, Tally};
use crate::measure::Measured;
use crate::world::{ENTRIES, World};

/// One size, measured: commands in the order of the table, the floor first.
pub struct Size {
    pub customers: usize,
    pub rows: Vec<(&'static str, Measured)>,
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// The line above the rows of a size.
pub fn heading(world: &World) -> String {
    let (customers, entries) = (world.customers, world.customers * ENTRIES);
    let megabytes = world.bytes / 1_000_000;
    format!(
        "\n{customers} customers, {entries} entries, {megabytes} MB\n{:<22}{:>10}{:>11}{:>9}{:>9}{:>9}{:>14}",
        "command", "best ms", "median ms", "× floor", "peak MB", "growth", "per customer"
    )
}

/// The row of a command: its times, its best to the floor's best, and how it grew from the size
/// before.
pub fn row(size: &Size, index: usize, before: Option<&Size>) -> String {
    let (name, own) = &size.rows[index];
    let floor = &size.rows[0].1;
    let peak = own.peak.map_or_else(|| "n/a".to_owned(), |bytes| format!("{:.1}", bytes as f64 / 1e6));
    let (growth, each) = match before.and_then(|size| Some((size, size.rows.get(index)?))) {
        None => ("-".to_owned(), "-".to_owned()),
        Some((smaller, (_, then))) => {
            let growth = ms(own.best) / ms(then.best);
            let each = growth * smaller.customers as f64 / size.customers as f64;
            (format!("{growth:.2}"), format!("{each:.2}"))
        }
    };
    format!(
        "{name:<22}{:>10.1}{:>11.1}{:>9.2}{peak:>9}{growth:>9}{each:>14}",
        ms(own.best),
        ms(own.median),
        ms(own.best) / ms(floor.best),
    )
}

/// What was found of the customers entered twice, by sort, and of those that only look like it.
pub fn duplicates(customers: usize, found: &Outcome) -> String {
    let row = |(sort, tally): (&&str, &Tally)| format!("{sort:<24}{:>7}{:>7}\n", tally.there, tally.found);
    let sorts: String = found.by_sort.iter().map(row).collect();
    let misses: String = found.by_miss.iter().map(row).collect();
    let (precision, recall) = (found.precision(), found.recall());
    let wrong: String = found.samples.iter().map(|(one, other)| format!("  {one} = {other}\n")).collect();
    format!(
        "\nduplicates in {customers} customers, from {LEAST}: precision {precision:.4}, recall {recall:.4}, {:.0} ms\n\
         {:<24}{:>7}{:>7}\n{sorts}{:<24}{:>7}{:>7}\n{misses}falsely found, such as\n{wrong}",
        ms(found.time),
        "entered twice",
        "there",
        "found",
        "only alike",
        "there",
        "found",
    )
}
