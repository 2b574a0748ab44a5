//! Made-up workspaces: the same size gives the same bytes, on any machine.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use chrono::{Days, NaiveDate};
use rayon::prelude::*;

use crate::words::{CHINA, CITIES, ITEMS, LATIN, PEOPLE, SAID, TRADES};

/// The day that the workspaces are made for.
pub const TODAY: &str = "2026-11-21";
/// Entries of each log.
pub const ENTRIES: usize = 15;
/// Entries of each log in a book of orders alone.
pub const ORDERS: usize = 5;
/// Customers of each folder.
const FOLDER: usize = 500;
/// Goes up with every change of what is made, so that a kept workspace is made anew.
const VERSION: &str = "1";
const MADE: &str = ".bench";

const RULES: &str = "\
version: 1
people:
  li: {name: 李娜, lang: zh}
  wang: {name: 王强, lang: zh}
  chen: {name: Chen Yu, lang: en}
currency: USD
rates:
  EUR: [{from: 2015-01-01, rate: '1.10'}]
  CNY: [{from: 2015-01-01, rate: '0.14'}]
";

/// What happened with the customers.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Logs {
    /// Of all kinds, as a team works.
    Mixed,
    /// Orders alone.
    Orders,
}

/// A workspace on disk.
pub struct World {
    pub root: PathBuf,
    pub customers: usize,
    pub bytes: u64,
}

impl World {
    /// Makes a workspace below `parent`, or takes the one that an earlier run left there.
    pub fn make(parent: &Path, customers: usize, logs: Logs) -> io::Result<World> {
        let root = match logs {
            Logs::Mixed => parent.join(customers.to_string()),
            Logs::Orders => parent.join(format!("{customers}-orders")),
        };
        let seal = root.join(MADE);
        let made = fs::read_to_string(&seal).ok();
        let made = made.as_deref().and_then(|seal| seal.strip_prefix(VERSION)?.trim().parse().ok());
        let bytes = match made {
            Some(bytes) => bytes,
            None => {
                let bytes = fill(&root, customers, logs)?;
                fs::write(seal, format!("{VERSION} {bytes}\n"))?;
                bytes
            }
        };
        Ok(World { root, customers, bytes })
    }

    /// The id of a customer in the middle.
    pub fn an_id(&self) -> String {
        id(self.customers / 2)
    }

    /// That customer's log.
    pub fn a_log(&self) -> PathBuf {
        folder(&self.root, self.customers / 2).join(format!("{}.log.jsonl", self.an_id()))
    }
}

fn fill(root: &Path, customers: usize, logs: Logs) -> io::Result<u64> {
    if root.exists() {
        fs::remove_dir_all(root)?;
    }
    fs::create_dir_all(root)?;
    fs::write(root.join("crm.yaml"), RULES)?;
    let numbers: Vec<usize> = (0..customers).collect();
    let written = numbers.par_chunks(FOLDER).map(|numbers| {
        let folder = folder(root, numbers[0]);
        fs::create_dir_all(&folder)?;
        let mut bytes = 0;
        for number in numbers {
            let (card, log) = customer(*number, logs);
            let id = id(*number);
            fs::write(folder.join(format!("{id}.yaml")), &card)?;
            fs::write(folder.join(format!("{id}.log.jsonl")), &log)?;
            bytes += card.len() + log.len();
        }
        Ok(bytes as u64)
    });
    written.collect::<io::Result<Vec<u64>>>().map(|parts| parts.iter().sum())
}

fn folder(root: &Path, number: usize) -> PathBuf {
    root.join(format!("customers/region-{:03}", number / FOLDER))
}

fn id(number: usize) -> String {
    if number.is_multiple_of(3) {
        format!("宏达-{number:06}")
    } else {
        format!("{}-{number:06}", LATIN[number % LATIN.len()].0)
    }
}

/// SplitMix64: enough chance for names and dates, in six lines.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit.max(1)
    }

    fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[usize::try_from(self.below(of.len() as u64)).unwrap_or(0)]
    }
}

/// A grade and the days that may pass before it is due.
const GRADES: &[(&str, u64)] = &[("A", 30), ("B", 14), ("C", 60), ("D", 91), ("D", 91), ("E", 182), ("", 10)];

/// A customer's file and its log.
fn customer(number: usize, logs: Logs) -> (String, String) {
    let mut chance = Chance(number as u64);
    let (grade, patience) = *chance.one(GRADES);
    let owner = *chance.one(&["li", "wang", "chen"]);
    let contact = *chance.one(PEOPLE);
    let name = if number.is_multiple_of(3) {
        let (city, trade) = (chance.one(CITIES), chance.one(CHINA));
        format!("{city}宏达{trade}有限公司第{number}厂")
    } else {
        let (_, house) = LATIN[number % LATIN.len()];
        format!("{house} {} {number} Ltd", chance.one(TRADES))
    };
    let card = card(&mut chance, number, &name, grade, owner, contact);
    if logs == Logs::Orders {
        return (card, orders(&mut chance, number, owner));
    }
    (card, log(&mut chance, number, grade, patience, owner, contact))
}

/// About 1.2 KB, as the longer files of `examples/export-team`.
fn card(chance: &mut Chance, number: usize, name: &str, grade: &str, owner: &str, contact: &str) -> String {
    let other = chance.one(PEOPLE);
    let trade = chance.one(TRADES);
    let country = chance.one(&["DE", "CN", "US", "BR", "VN", "TR", "GH", "JP"]);
    let zone = chance.one(&["Europe/Berlin", "Asia/Shanghai", "America/Chicago", "Africa/Accra"]);
    let need = chance.one(&["target", "potential", "potential", "dead"]);
    let potential = chance.one(&["high", "medium", "low"]);
    let since = 2015 + chance.below(11);
    let staff = 5 + chance.below(900);
    let grade = if grade.is_empty() { String::new() } else { format!("grade: {grade}\n") };
    let said = chance.one(SAID);
    format!(
        "# written by hand, after the trade fair in Düsseldorf
name: {name}
aliases: [Customer {number}, 客户{number}]
number: \"{since}{number:06}\"
{grade}owner: {owner}
since: {since}-03-14              # first mail
source: trade fair, {since}
industry: hydraulic components, {trade}
country: {country}
region: North Rhine-Westphalia
address: Am Eichenkamp {staff}, 47119 Duisburg
timezone: {zone}
website: customer-{number}.example
staff: {staff}
revenue: {revenue}
contacts:
  - name: {contact}
    position: Head of purchasing
    decides: true
    email: purchasing@customer-{number}.example
    phone: \"+49 203 {number:07}\"
    chat: {{whatsapp: \"+49 171 {number:07}\"}}
    birthday: 1971-11-24
    verified: 2026-08-12
  - name: {other}
    position: Quality engineer   # asks for every certificate twice
    email: quality@customer-{number}.example
    verified: 2026-06-09
prefers: {{channel: call, hours: \"09:00-11:30\", meeting: long, cares_about: delivery on the day}}
need: {need}
potential: {potential}
plan: {said}
promises:
  free: [technical drawings, 8D reports]
  ask_first: [price below list -18 %]
dates:
  - {{on: 2027-03-01, what: anniversary}}
tags: [{trade}, fair-{since}]
notes: |
  Orders in the first ten days of each month, always in one container.
  {said}
",
        revenue = staff * 110_000,
    )
}

/// Orders of the last three years.
fn orders(chance: &mut Chance, number: usize, owner: &str) -> String {
    let today: NaiveDate = TODAY.parse().unwrap_or_default();
    let mut line = |index| {
        let (day, amount) = (today - Days::new(chance.below(1_000)), 1_000 + chance.below(90_000));
        let (currency, item) = (chance.one(&["EUR", "CNY", "USD"]), chance.one(ITEMS));
        format!(
            "{{\"at\":\"{day}\",\"by\":\"{owner}\",\"kind\":\"order\",\"amount\":\"{amount}.00\",\"currency\":\"{currency}\",\"margin\":\"0.27\",\"item\":\"{item}\",\"ref\":\"O-{number}-{index}\"}}\n"
        )
    };
    (0..ORDERS).map(&mut line).collect()
}

fn log(chance: &mut Chance, number: usize, grade: &str, patience: u64, owner: &str, contact: &str) -> String {
    let today: NaiveDate = TODAY.parse().unwrap_or_default();
    // Most were contacted in time: about an eighth is due.
    let mut days_ago = chance.below(patience + patience / 8);
    let mut lines = Vec::with_capacity(ENTRIES);
    for index in (0..ENTRIES).rev() {
        let day = today - Days::new(days_ago);
        days_ago += 3 + chance.below(40);
        let (hour, minute) = (8 + chance.below(9), chance.below(60));
        let mut line = format!("{{\"at\":\"{day}T{hour:02}:{minute:02}:00+08:00\",\"by\":\"{owner}\",");
        let last = index + 1 == ENTRIES;
        let turn = if last { 0 } else { chance.below(8) };
        let amount = 1_000 + chance.below(90_000);
        let item = chance.one(ITEMS);
        let said = chance.one(SAID);
        // Writing to a String can't fail.
        let _ = match (turn, grade) {
            (1, _) => write!(
                line,
                "\"kind\":\"order\",\"amount\":\"{amount}.00\",\"currency\":\"EUR\",\"margin\":\"0.27\",\"item\":\"{item}\",\"ref\":\"O-{number}-{index}\"}}"
            ),
            (2, "A") => write!(
                line,
                "\"kind\":\"payment\",\"ref\":\"INV-{number}\",\"amount\":\"{amount}.00\",\"currency\":\"EUR\"}}"
            ),
            (3, "A") => write!(
                line,
                "\"kind\":\"invoice\",\"ref\":\"INV-{number}-{index}\",\"amount\":\"{amount}.50\",\"currency\":\"EUR\",\"due\":\"{day}\"}}"
            ),
            (2 | 3, _) => write!(
                line,
                "\"kind\":\"sample\",\"state\":\"sent\",\"item\":\"{item}\",\"ref\":\"S-{number}-{index}\",\"text\":\"{said}\"}}"
            ),
            (4, _) => write!(
                line,
                "\"kind\":\"quote\",\"amount\":\"{amount}\",\"currency\":\"CNY\",\"item\":\"{item}\",\"ref\":\"Q-{number}-{index}\"}}"
            ),
            (5, _) => write!(line, "\"kind\":\"note\",\"text\":\"{said} ({number}/{index})\"}}"),
            _ => {
                let next = today.min(day) + Days::new(patience + 1 + chance.below(20));
                let reply = chance.one(&["positive", "neutral", "none", "negative"]);
                let agreed =
                    if chance.below(4) == 0 { format!(",\"next\":\"{next}\"") } else { String::new() };
                write!(
                    line,
                    "\"kind\":\"followup\",\"via\":\"call\",\"with\":\"{contact}\",\"text\":\"{said}\",\"reply\":\"{reply}\",\"minutes\":{}{agreed},\"plan\":\"send the drawings of {item}\"}}",
                    5 + chance.below(30)
                )
            }
        };
        lines.push(line);
    }
    lines.reverse();
    lines.join("\n") + "\n"
}
