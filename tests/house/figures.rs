//! The figures by which it is judged whether the sources have become simpler: counted anew on every run.
//! `cargo test --test house figures -- --nocapture` shows them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::circles::circles;
use crate::functions::functions;
use crate::map::map;
use crate::paths::Crate;
use crate::sources::{Source, repository, sources};

/// Beyond that a file is worth a look.
const LONG_FILE: usize = 400;

/// A comment of so few words seldom says anything.
const FEW_WORDS: usize = 3;

/// So many parameters mean that something has no name yet.
const MANY_PARAMETERS: usize = 6;

/// The part of a sum, in tenths of a per cent.
fn part(of: usize, all: usize) -> String {
    let tenths = of * 1000 / all.max(1);
    format!("{}.{} %", tenths / 10, tenths % 10)
}

/// The value that so many hundredths of them do not exceed.
fn at(sorted: &[usize], hundredths: usize) -> usize {
    sorted.get(sorted.len().saturating_sub(1) * hundredths / 100).copied().unwrap_or_default()
}

/// How many parameters each function of a source has.
fn parameters(tokens: TokenStream, found: &mut Vec<usize>) {
    let (mut is_named, mut is_head) = (false, false);
    for token in tokens {
        match token {
            TokenTree::Ident(word) if word == "fn" => is_named = true,
            TokenTree::Ident(_) if is_named => (is_named, is_head) = (false, true),
            TokenTree::Group(group) => {
                if is_head && group.delimiter() == Delimiter::Parenthesis {
                    found.push(commas(group.stream()));
                    is_head = false;
                }
                parameters(group.stream(), found);
            }
            _ => is_named = false,
        }
    }
}

/// The parts between commas that stand in no angle brackets.
fn commas(tokens: TokenStream) -> usize {
    let (mut depth, mut count, mut is_open) = (0_i32, 0, false);
    let mut before = ' ';
    for token in tokens {
        let point = if let TokenTree::Punct(point) = &token { point.as_char() } else { ' ' };
        match point {
            '<' => depth += 1,
            '>' if before != '-' => depth -= 1,
            ',' if depth == 0 => is_open = false,
            _ if !is_open => (count, is_open) = (count + 1, true),
            _ => {}
        }
        before = point;
    }
    count
}

/// The names of types, each with how many have it.
fn types(all: &[&Source]) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for line in all.iter().flat_map(|source| source.code.lines()) {
        let line = line.trim_start();
        let line =
            line.strip_prefix("pub").map_or(line, |rest| rest.split_once(' ').map_or(rest, |(_, rest)| rest));
        let kind = ["struct ", "enum ", "trait "].iter().find_map(|kind| line.strip_prefix(kind));
        let Some(rest) = kind else { continue };
        let name: String = rest.chars().take_while(|c| c.is_alphanumeric()).collect();
        if name.starts_with(|c: char| c.is_ascii_uppercase()) {
            *found.entry(name).or_insert(0) += 1;
        }
    }
    found
}

/// What the map says is touched for each kind of change: the question, and the files below `src`.
fn changes() -> Vec<(String, usize)> {
    let map = map();
    let items = map.split("- **").skip(1);
    let one = |item: &str| {
        let (question, rest) = item.split_once("?**")?;
        let rest = rest.split("\n\n").next().unwrap_or(rest);
        let files: BTreeSet<&str> = rest.split('`').skip(1).step_by(2).collect();
        let is_file = |name: &&&str| {
            let path = repository().join("src").join(name);
            name.contains('/') && path.is_file()
        };
        Some((question.to_owned(), files.iter().filter(is_file).count()))
    };
    items.filter_map(one).collect()
}

/// How many tests stand below a folder of `tests`.
fn tests_in(folder: &str) -> usize {
    let count = |path: &std::path::Path| fs::read_to_string(path).unwrap().matches("#[test]").count();
    let entries = fs::read_dir(repository().join("tests").join(folder)).unwrap();
    let files = entries.map(|entry| entry.unwrap().path());
    files.filter(|path| path.extension().is_some_and(|end| end == "rs")).map(|path| count(&path)).sum()
}

#[test]
fn parameters_are_counted() {
    let mut found = Vec::new();
    let code = "fn a() {} fn b(x: u8, (y, z): (u8, u8), m: Map<u8, Vec<u8>>,) -> u8 { c(1, 2) } fn d(f: impl Fn(u8) -> u8, e: u8) {}";
    parameters(code.parse().unwrap(), &mut found);
    assert_eq!(found, [0, 3, 2]);
}

#[test]
fn the_figures_are_printed() {
    let all = sources();
    let own: Vec<&Source> = all.iter().filter(|source| !source.is_test()).collect();
    let lines: usize = all.iter().map(|source| source.text.lines().count()).sum();
    let code: usize =
        own.iter().map(|source| source.code.lines().filter(|line| !line.trim().is_empty()).count()).sum();
    println!("src: {lines} lines in {} files, {code} of them code without tests", all.len());
    let long = own.iter().filter(|source| source.text.lines().count() > LONG_FILE).count();
    println!("files of more than {LONG_FILE} lines: {long}");

    let mut lengths: Vec<usize> =
        own.iter().flat_map(|source| functions(source)).map(|(_, lines)| lines).collect();
    lengths.sort_unstable();
    let mean = lengths.iter().sum::<usize>() * 10 / lengths.len();
    println!(
        "functions: {}, lines {}.{} in the mean, {} in the median, {} in nine of ten",
        lengths.len(),
        mean / 10,
        mean % 10,
        at(&lengths, 50),
        at(&lengths, 90)
    );
    let mut counts = Vec::new();
    own.iter().for_each(|source| parameters(source.code.parse().unwrap(), &mut counts));
    let many = counts.iter().filter(|count| **count >= MANY_PARAMETERS).count();
    println!("functions of {MANY_PARAMETERS} parameters and more: {many}");

    let texts = || own.iter().flat_map(|source| source.text.lines()).map(str::trim_start);
    let why = texts().filter(|line| line.starts_with("// ")).count();
    println!("lines of comments that are no documentation: {why}, {} of the code's", part(why, code));
    let is_doc = |line: &&str| line.starts_with("/// ");
    let is_short = |line: &&str| line.split_whitespace().count() <= FEW_WORDS + 1;
    let (docs, short) = (texts().filter(is_doc).count(), texts().filter(is_doc).filter(is_short).count());
    println!("lines of documentation: {docs}, of {FEW_WORDS} words or fewer {short}");

    let types = types(&own);
    let shared = types.iter().filter(|(name, count)| **count > 1 && *name != "Args").count();
    println!("names of types: {}, of two types or more {shared}", types.len());
    let uses = |word: &str, module: &str| {
        let of = own.iter().filter(|source| source.module() == module);
        of.map(|source| source.code.matches(word).count()).sum::<usize>()
    };
    println!("map_err: {} in cli, {} in store", uses("map_err", "cli"), uses("map_err", "store"));
    for (question, files) in changes() {
        println!("files that the map names for {question}: {files}");
    }
    for folder in ["e2e", "durability", "house", "readme"] {
        println!("tests in {folder}: {}", tests_in(folder));
    }
    let circles = circles(&Crate::new(&all).arrows());
    println!("circles of files: {}", circles.len());
    assert!(circles.is_empty(), "{circles:?}");
}
