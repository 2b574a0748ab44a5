//! The fuzz targets without a fuzzer: the seeds, and the same mutations of them every time.
//!
//! `CRM_FUZZ=100000 cargo test --release --test fuzz_smoke` goes on for longer.

#[path = "fuzz/entry.rs"]
mod entry;

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

/// Pieces that mean something to one of the readers.
const PIECES: &[&str] = &[
    "\n",
    "\r\n",
    "\t",
    "  ",
    "- ",
    "? ",
    ": ",
    "：",
    "#",
    "|\n",
    ">-\n",
    "\"",
    "'",
    "[",
    "]",
    "{",
    "}",
    ",",
    "&a",
    "*a",
    "<<: ",
    "---\n",
    "...\n",
    "<<<<<<< ",
    "=======\n",
    "\\ud800",
    "\\u0000",
    "\u{feff}",
    "\0",
    "~",
    "null",
    "1e999",
    "-0.0",
    "79228162514264337593543950335",
    "0x1F",
    "02-29",
    "9998-12-31",
    "1900-01-01",
    "2026-11-21",
    "\"next\":",
    "\"at\":",
    "\"kind\":",
    "cadence: ",
    "name: ",
    "9999 years",
    "0 days",
    "e\u{301}",
    "李",
];

/// No input of this size may take longer, in a build that isn't optimised either.
const PATIENCE: Duration = Duration::from_secs(2);

/// xorshift64.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit.max(1) as u64).unwrap_or(0)
    }
}

fn mutated(seeds: &[Vec<u8>], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = seeds[chance.below(seeds.len())].clone();
    for _ in 0..=chance.below(6) {
        let at = chance.below(bytes.len() + 1);
        let end = (at + 1 + chance.below(24)).min(bytes.len()).max(at);
        match chance.below(6) {
            0 => drop(bytes.drain(at..end)),
            1 if at < bytes.len() => bytes[at] ^= 1 << chance.below(8),
            2 => {
                let again = bytes[at..end].to_vec();
                bytes.splice(at..at, again);
            }
            3 => {
                let other = &seeds[chance.below(seeds.len())];
                let from = chance.below(other.len());
                let until = (from + chance.below(200)).min(other.len());
                bytes.splice(at..end, other[from..until].iter().copied());
            }
            _ => drop(bytes.splice(at..at, PIECES[chance.below(PIECES.len())].bytes())),
        }
    }
    bytes
}

fn smoke(target: &str, run: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus").join(target);
    let mut paths: Vec<_> =
        fs::read_dir(folder).expect("a corpus").map(|entry| entry.expect("a seed").path()).collect();
    paths.sort();
    let seeds: Vec<Vec<u8>> = paths.iter().map(|path| fs::read(path).expect("a seed")).collect();
    let rounds = std::env::var("CRM_FUZZ").ok().and_then(|text| text.parse().ok()).unwrap_or(60);
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
    let mutations = std::iter::repeat_with(|| mutated(&seeds, &mut chance)).take(rounds);
    for input in seeds.iter().cloned().chain(mutations) {
        let began = Instant::now();
        let shown = String::from_utf8_lossy(&input).into_owned();
        let done = std::panic::catch_unwind(|| run(&input));
        assert!(done.is_ok(), "{target} panics on {shown:?}");
        assert!(began.elapsed() < PATIENCE, "{target} takes {:?} for {shown:?}", began.elapsed());
    }
}

#[test]
fn customers() {
    smoke("card", entry::card);
}

#[test]
fn logs() {
    smoke("log", entry::log);
}

#[test]
fn rules() {
    smoke("rules", entry::rules);
}

#[test]
fn changes() {
    smoke("edit", entry::edit);
}

#[test]
fn imports() {
    smoke("import", entry::import);
}

#[test]
fn merged_customers() {
    smoke("merge", entry::merge);
}

#[test]
fn merged_logs() {
    smoke("merge_log", entry::merge_log);
}

#[test]
fn address_books() {
    smoke("vcard", entry::vcard);
}

#[test]
fn spreadsheets() {
    smoke("sheet", entry::sheet);
}

#[test]
fn mail_addresses() {
    smoke("mail", entry::mail);
}
