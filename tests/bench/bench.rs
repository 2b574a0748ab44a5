//! Whole commands on made-up workspaces, against the floor: the time in which the same files are
//! read and parsed and nothing else.
//!
//! `cargo bench --bench crm -- [SIZE…] [--keep DIR]`, sizes 1000 10000 100000 unless told. The
//! workspaces are made in a temporary folder; `--keep` leaves them in DIR for the next run. First of all,
//! what a year's work comes to when a day is too short: first in, first out, by grade, and by the lanes.

#[path = "../year/book.rs"]
mod book;
mod duplicates;
mod floor;
mod measure;
mod report;
mod views;
mod words;
#[path = "../year/work.rs"]
mod work;
mod world;

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread;
use std::time::Duration;

use measure::{Job, measure};
use report::Size;
use world::{Logs, World};

const SIZES: &[usize] = &[1_000, 10_000, 100_000];

/// The agenda of a workspace whose index has to be made first.
const COLD: &str = "due (index made)";

/// Each command with its name in the table; `ID` is put in place. All but one find an index.
const COMMANDS: &[(&str, &[&str])] = &[
    ("due", &["due"]),
    (COLD, &["due"]),
    ("due --format json", &["due", "--format", "json"]),
    ("list", &["list"]),
    ("list --format json", &["list", "--format", "json"]),
    ("list --view --limit 0", &["list", "--view", "pyramid", "--limit", "0"]),
    ("show ID", &["show", "ID"]),
    ("log ID text", &["log", "ID", "asked for the price of two", "--by", "li"]),
    ("export entries", &["export", "entries"]),
    ("check", &["check"]),
];

struct Wanted {
    sizes: Vec<usize>,
    keep: Option<PathBuf>,
}

fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    let done = match arguments.as_slice() {
        [first, root] if first == floor::ARGUMENT => floor::run(Path::new(root)),
        all if !all.iter().any(|argument| argument == "--bench") => {
            println!("a benchmark, not a test: cargo bench --bench crm");
            Ok(())
        }
        all => wanted(all).and_then(|wanted| run(&wanted)),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn wanted(arguments: &[OsString]) -> Result<Wanted, String> {
    let mut wanted = Wanted { sizes: Vec::new(), keep: None };
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        if argument == "--bench" {
            continue;
        }
        if argument == "--keep" {
            let folder = arguments.next().ok_or("--keep needs a folder")?;
            wanted.keep = Some(PathBuf::from(folder));
            continue;
        }
        let size = argument.to_str().and_then(|text| text.parse().ok()).filter(|size| *size > 0);
        let shown = argument.display();
        wanted.sizes.push(size.ok_or_else(|| format!("\"{shown}\" is not a number of customers"))?);
    }
    if wanted.sizes.is_empty() {
        wanted.sizes = SIZES.to_vec();
    }
    wanted.sizes.sort_unstable();
    Ok(wanted)
}

fn run(wanted: &Wanted) -> Result<(), String> {
    for mix in [book::Mix::Broad, book::Mix::Orders] {
        for load in [100, 110, 130] {
            println!("a year of a book ({mix:?}), {load} % of the hours that there are");
            work::ORDERS.iter().for_each(|order| println!("  {}", work::year(mix, *order, load)));
            let fixed = work::year_under(&work::fixed_cadence(), mix, work::Order::Lanes, load);
            println!("  predicted windows {}", work::year(mix, work::Order::Lanes, load).told());
            println!("  every month       {}", fixed.told());
        }
    }
    let temporary = tempfile::tempdir().map_err(|error| error.to_string())?;
    let parent = wanted.keep.as_deref().unwrap_or(temporary.path());
    println!("whole commands, best and median of several runs, files in the page cache");
    println!("floor: the same files read and parsed by serde_yaml and serde_json on all cores, nothing else");
    println!("growth: time over that of the size before; per customer: the same, each for its own size");
    let mut before: Option<Size> = None;
    for customers in &wanted.sizes {
        let make = |logs| World::make(parent, *customers, logs).map_err(|error| error.to_string());
        let (world, orders) = (make(Logs::Mixed)?, make(Logs::Orders)?);
        // What was written a moment ago is not put into the index.
        thread::sleep(Duration::from_secs(3));
        before = Some(one(&world, before.as_ref())?);
        views::run(&orders)?;
    }
    for customers in &wanted.sizes {
        println!(
            "{}",
            report::duplicates(*customers, &duplicates::look(&duplicates::make(*customers, 20_261_120)))
        );
    }
    Ok(())
}

fn one(world: &World, before: Option<&Size>) -> Result<Size, String> {
    println!("{}", report::heading(world));
    let runs = (300_000 / world.customers).clamp(3, 15);
    let own = std::env::current_exe().map_err(|error| error.to_string())?;
    let root = world.root.as_os_str();
    let crm = |name: &str, words: &[&str]| {
        let words = words.iter().map(|word| if *word == "ID" { world.an_id() } else { (*word).to_owned() });
        let arguments = ["-C".into(), root.to_owned()].into_iter().chain(words.map(OsString::from));
        let without = (name == COLD).then(|| world.root.join(".crm"));
        Job { program: Path::new(env!("CARGO_BIN_EXE_crm")), arguments: arguments.collect(), without }
    };
    let floor = vec![floor::ARGUMENT.into(), root.to_owned()];
    let mut jobs = vec![Job { program: &own, arguments: floor, without: None }];
    jobs.extend(COMMANDS.iter().map(|(name, words)| crm(name, words)));
    let log = fs::read(world.a_log()).map_err(|error| error.to_string())?;
    let measured = measure(&jobs, runs)?;
    // A kept workspace is for the next run as it was for this one.
    fs::write(world.a_log(), log).map_err(|error| error.to_string())?;
    let names = ["floor"].into_iter().chain(COMMANDS.iter().map(|(name, _)| *name));
    let size = Size { customers: world.customers, rows: names.zip(measured).collect() };
    for index in 0..size.rows.len() {
        println!("{}", report::row(&size, index, before));
    }
    Ok(size)
}
