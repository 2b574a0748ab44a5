//! Files that need each other in a circle: none of them can be read, tested or changed alone.

use std::collections::{BTreeMap, BTreeSet};

use crate::paths::{Arrows, Crate};
use crate::sources::{Source, sources};

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
fn an_arrow_ends_at_what_a_macro_declares() {
    let source =
        |path: &str, text: &str| Source { path: path.into(), text: text.into(), code: String::new() };
    let rules = "settings! {\n #[derive(Clone)]\n pub struct MoveRules \"\" { }\n}\nwords! { Need { Now = \"now\" } }";
    let sources = [
        source("rules/mod.rs", "pub mod moves; pub use moves::MoveRules; mod policy;"),
        source("rules/moves.rs", rules),
        source("rules/policy.rs", "use super::MoveRules; use super::moves::Need;"),
    ];
    let names = BTreeSet::from(["MoveRules".to_owned(), "Need".to_owned()]);
    let ends = ("rules/policy.rs".to_owned(), "rules/moves.rs".to_owned());
    assert_eq!(Crate::new(&sources).arrows(), [(ends, names)].into());
}

#[test]
fn an_arrow_begins_at_what_a_macro_names_and_ends_at_what_it_declares() {
    let source =
        |path: &str, text: &str| Source { path: path.into(), text: text.into(), code: String::new() };
    let views = "mod abc; mod class; pub use abc::Abc; pub use class::View;
        macro_rules! each_view { ($use:ident) => { $use! { abc: Abc; } } }
        macro_rules! declare { ($($view:ident: $class:ident;)+) => {
            pub struct ViewRules {}
            impl Views { fn of() { $(<$class as View>::of();)+ } }
        } }
        each_view!(declare);";
    let sources = [
        source("rules/views/mod.rs", views),
        source("rules/views/class.rs", "use super::ViewRules; pub trait View { fn of(rules: &ViewRules); }"),
        source("rules/views/abc.rs", "use super::View; pub enum Abc {} impl View for Abc {}"),
    ];
    let circles = circles(&Crate::new(&sources).arrows());
    assert_eq!(circles.first().map(BTreeSet::len), Some(3), "{circles:?}");
}

/// How many files each circle has that nobody has cut yet, the largest first. A figure may only become smaller.
const LEFT: &[usize] = &[];

#[test]
fn no_new_circle_of_files() {
    let arrows = Crate::new(&sources()).arrows();
    assert!(arrows.len() > 1000, "the arrows are read: {}", arrows.len());
    let found = circles(&arrows);
    for circle in &found {
        println!("a circle of {} files:", circle.len());
        let within = |(from, to): &(String, String)| circle.contains(from) && circle.contains(to);
        for ((from, to), names) in arrows.iter().filter(|(ends, _)| within(ends)) {
            println!("  {from} takes {} of {to}", names.iter().cloned().collect::<Vec<_>>().join(", "));
        }
    }
    let sizes: Vec<usize> = found.iter().map(BTreeSet::len).collect();
    let is_known = sizes.len() <= LEFT.len() && sizes.iter().zip(LEFT).all(|(found, left)| found <= left);
    assert!(is_known, "circles of {sizes:?} files; known are {LEFT:?}");
}
