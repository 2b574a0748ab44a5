//! Files that need each other in a circle: none of them can be read, tested or changed alone.

use std::collections::{BTreeMap, BTreeSet};

use crate::paths::Arrows;

/// The circles, each as its files, the largest first (Tarjan's strongly connected components).
pub fn circles(arrows: &Arrows) -> Vec<BTreeSet<String>> {
    let mut next: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (from, to) in arrows.keys() {
        next.entry(from).or_default().push(to);
        next.entry(to).or_default();
    }
    let mut search = Search {
        next: &next,
        seen: BTreeMap::new(),
        low: BTreeMap::new(),
        stack: Vec::new(),
        found: Vec::new(),
    };
    for file in next.keys() {
        if !search.seen.contains_key(file) {
            search.visit(file);
        }
    }
    let mut found = search.found;
    found.sort_by_key(|circle| std::cmp::Reverse(circle.len()));
    found
}

struct Search<'a> {
    next: &'a BTreeMap<&'a str, Vec<&'a str>>,
    seen: BTreeMap<&'a str, usize>,
    low: BTreeMap<&'a str, usize>,
    stack: Vec<&'a str>,
    found: Vec<BTreeSet<String>>,
}

impl<'a> Search<'a> {
    fn visit(&mut self, file: &'a str) {
        let number = self.seen.len();
        self.seen.insert(file, number);
        self.low.insert(file, number);
        self.stack.push(file);
        for other in &self.next[file] {
            if !self.seen.contains_key(other) {
                self.visit(other);
                self.low.insert(file, self.low[file].min(self.low[other]));
            } else if self.stack.contains(other) {
                self.low.insert(file, self.low[file].min(self.seen[other]));
            }
        }
        if self.low[file] == number {
            let start = self.stack.iter().position(|one| *one == file).unwrap();
            let circle: BTreeSet<String> = self.stack.drain(start..).map(str::to_owned).collect();
            if circle.len() > 1 {
                self.found.push(circle);
            }
        }
    }
}

#[test]
fn a_circle_is_found_and_a_line_is_none() {
    let arrow = |from: &str, to: &str| ((from.to_owned(), to.to_owned()), BTreeSet::new());
    let arrows: Arrows =
        [("a", "b"), ("b", "c"), ("c", "b"), ("d", "a")].map(|(from, to)| arrow(from, to)).into();
    assert_eq!(circles(&arrows), [BTreeSet::from(["b".to_owned(), "c".to_owned()])]);
}

#[test]
fn show() {
    let sources = crate::sources::sources();
    let arrows = crate::paths::Crate::new(&sources).arrows();
    for circle in circles(&arrows) {
        println!("CIRCLE {}", circle.len());
        for ((from, to), names) in &arrows {
            if circle.contains(from) && circle.contains(to) {
                println!("  {from} -> {to}: {}", names.iter().cloned().collect::<Vec<_>>().join(", "));
            }
        }
    }
    println!("{} arrows", arrows.len());
}
