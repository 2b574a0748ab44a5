//! What the tests of the model share: tables, books, and numbers by chance that are the same each time.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::{Days, NaiveDate};
use crm::rules::rhythm::Repeats;

pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// The lines of a table, without its header, by their fields.
pub fn rows(text: &str) -> impl Iterator<Item = Vec<&str>> {
    text.lines().skip(1).filter(|line| !line.is_empty()).map(|line| line.split(',').collect())
}

pub fn number(text: &str) -> f64 {
    text.parse().unwrap_or_else(|_| panic!("{text} is not a number"))
}

/// The order days of each customer, each day once.
pub type Book = BTreeMap<String, Vec<NaiveDate>>;

pub fn book<'a>(orders: impl Iterator<Item = (&'a str, NaiveDate)>) -> Book {
    let mut book = Book::new();
    for (customer, day) in orders {
        book.entry(customer.to_owned()).or_default().push(day);
    }
    for days in book.values_mut() {
        days.sort_unstable();
        days.dedup();
    }
    book
}

pub fn repeats(book: &Book, today: NaiveDate) -> Vec<Repeats> {
    book.values().filter_map(|days| Repeats::of(days, today)).collect()
}

/// A file of the folder `shared/rhythm` beside the repository, or beside the folder of its work trees.
pub fn shared(name: &str) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let found = root.ancestors().skip(1).map(|folder| folder.join("shared/rhythm").join(name));
    found.take(3).find(|path| path.is_file())
}

/// Numbers by chance (Knuth's MMIX), the same in each run.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Dice(seed)
    }

    /// From 0 to 1.
    pub fn part(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as f64 / (1_u64 << 31) as f64
    }

    /// About 0, with this deviation.
    pub fn about(&mut self, deviation: f64) -> f64 {
        (self.part() + self.part() + self.part() - 1.5) * 2.0 * deviation
    }
}

/// A book of customers with so many orders each, every one to thirteen weeks, a third of them irregular.
pub fn made_up(customers: usize, orders: usize, dice: &mut Dice) -> Vec<Repeats> {
    let one = |at: usize| {
        let (gap, wild) = (7.0 + dice.part() * 84.0, if at.is_multiple_of(3) { 1.0 } else { 0.2 });
        let mut on = day("2023-01-02");
        let mut days = vec![on];
        for _ in 1..orders {
            on = on + Days::new((gap * (1.0 + wild * (dice.part() * 2.0 - 1.0))).max(4.0) as u64);
            days.push(on);
        }
        Repeats::of(&days, on + Days::new((dice.part() * gap * 2.0) as u64)).expect("orders")
    };
    (0..customers).map(one).collect()
}
