//! Which file takes which names from which other one: read from the tokens of the sources, through `use` and
//! `pub use`, so that an arrow ends where the name is defined and not at the module that hands it on.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::sources::Source;

/// A module by its path below the crate: `["store", "sync"]`.
type Path = Vec<String>;

/// What a module has.
#[derive(Default)]
struct Module {
    /// The file that it is in.
    file: String,
    /// What is defined in it.
    items: BTreeSet<String>,
    /// What it takes from elsewhere, by the name that it has here.
    uses: BTreeMap<String, Path>,
    /// What of that it only hands on: `pub use` is a module's face, and no need of its own.
    handed_on: BTreeSet<String>,
    /// Modules of which it takes all.
    globs: Vec<Path>,
    /// The paths in its code.
    paths: Vec<Path>,
    /// The types in its code that stand alone: what a module hands on, and uses as well, is a need of its own.
    words: BTreeSet<String>,
}

/// All modules of the crate.
pub struct Crate {
    modules: BTreeMap<Path, Module>,
}

/// The arrows: file, other file, and the names that the one takes of the other.
pub type Arrows = BTreeMap<(String, String), BTreeSet<String>>;

impl Crate {
    /// Reads the sources, tests left out.
    pub fn new(sources: &[Source]) -> Self {
        let mut modules = BTreeMap::new();
        for source in sources.iter().filter(|source| !source.is_test() && source.path != "main.rs") {
            let path = module_path(&source.path);
            let tokens: TokenStream = source.text.parse().expect("a source that compiles has tokens");
            let mut reader = Reader { modules: &mut modules, file: &source.path };
            reader.module(path, tokens);
        }
        Crate { modules }
    }

    /// The arrows between files.
    pub fn arrows(&self) -> Arrows {
        let mut arrows = Arrows::new();
        for (at, module) in &self.modules {
            let is_own = |name: &String| !module.handed_on.contains(name) || module.words.contains(name);
            let own = module.uses.iter().filter(|(name, _)| is_own(name));
            let used = own.map(|(_, path)| path).chain(&module.paths);
            for path in used {
                let Some((file, name)) = self.home(at, path, 0) else { continue };
                if file != module.file {
                    arrows.entry((module.file.clone(), file)).or_default().insert(name);
                }
            }
        }
        arrows
    }

    /// The file that defines what a path in a module means, and its name.
    fn home(&self, at: &Path, path: &[String], depth: usize) -> Option<(String, String)> {
        // Two modules that hand on each other's names, or a name that only a macro makes.
        if depth > 20 {
            return None;
        }
        let (first, rest) = path.split_first()?;
        let mut here = at.clone();
        let rest = match first.as_str() {
            "crate" => {
                here.clear();
                rest
            }
            "self" => rest,
            "super" => {
                here.pop()?;
                let mut rest = rest;
                while let Some(("super", after)) = rest.split_first().map(|(one, rest)| (one.as_str(), rest))
                {
                    here.pop()?;
                    rest = after;
                }
                rest
            }
            name => {
                let own = self.modules.get(at)?;
                let child: Path = at.iter().cloned().chain([name.to_owned()]).collect();
                if !own.uses.contains_key(name)
                    && !own.items.contains(name)
                    && !self.modules.contains_key(&child)
                {
                    return None;
                }
                path
            }
        };
        self.down(&here, rest, depth)
    }

    fn down(&self, at: &Path, path: &[String], depth: usize) -> Option<(String, String)> {
        let module = self.modules.get(at)?;
        // A path that ends at a module names nothing of it yet; what is taken of it stands in the code.
        let (name, rest) = path.split_first()?;
        let child: Path = at.iter().cloned().chain([name.clone()]).collect();
        if self.modules.contains_key(&child) && !(rest.is_empty() && module.items.contains(name)) {
            return self.down(&child, rest, depth);
        }
        if module.items.contains(name) {
            return Some((module.file.clone(), name.clone()));
        }
        if let Some(used) = module.uses.get(name) {
            let whole: Path = used.iter().chain(rest).cloned().collect();
            return self.home(at, &whole, depth + 1);
        }
        let whole = |glob: &Path| glob.iter().chain(path).cloned().collect::<Path>();
        module.globs.iter().find_map(|glob| self.home(at, &whole(glob), depth + 1))
    }
}

fn module_path(file: &str) -> Path {
    let path = file.trim_end_matches(".rs").trim_end_matches("/mod");
    if path == "lib" { Vec::new() } else { path.split('/').map(str::to_owned).collect() }
}

struct Reader<'a> {
    modules: &'a mut BTreeMap<Path, Module>,
    file: &'a str,
}

impl Reader<'_> {
    fn module(&mut self, path: Path, tokens: TokenStream) {
        let module = self.modules.entry(path.clone()).or_default();
        self.file.clone_into(&mut module.file);
        self.code(&path, &tokens.into_iter().collect::<Vec<_>>(), true);
    }

    /// The tokens of a module; `is_top` where an item of it can stand, and not one of a function's own.
    fn code(&mut self, path: &Path, tokens: &[TokenTree], is_top: bool) {
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            match token {
                // What a macro is given is called as it likes, `$use` too.
                point if is_point(point, '$') && is_given(tokens.get(at + 1)) => at += 2,
                TokenTree::Ident(word) if word == "use" => at = self.uses(path, tokens, at),
                TokenTree::Ident(word) if word == "mod" => at = self.inline(path, tokens, at + 1),
                TokenTree::Ident(word) if is_top && KINDS.contains(&word.to_string().as_str()) => {
                    if let Some(TokenTree::Ident(name)) = tokens.get(at + 1) {
                        self.here(path).items.insert(name.to_string());
                    }
                    at += 1;
                }
                TokenTree::Ident(word) if is_top && DECLARING.contains(&word.to_string().as_str()) => {
                    if let Some(name) = declared(tokens, at + 1) {
                        self.here(path).items.insert(name);
                    }
                    at += 1;
                }
                TokenTree::Ident(word) if word == "macro_rules" => {
                    if let Some(TokenTree::Ident(name)) = tokens.get(at + 2) {
                        self.here(path).items.insert(name.to_string());
                    }
                    if let Some(TokenTree::Group(rules)) = tokens.get(at + 3) {
                        self.made(path, &rules.stream().into_iter().collect::<Vec<_>>());
                    }
                    at += 1;
                }
                TokenTree::Ident(_) => at = self.path(path, tokens, at),
                TokenTree::Group(group) => {
                    self.code(path, &group.stream().into_iter().collect::<Vec<_>>(), false);
                    at += 1;
                }
                _ => at += 1,
            }
        }
    }

    /// What a macro declares by a name of its own, and not by one that it is given: `pub struct ViewRules`.
    fn made(&mut self, path: &Path, tokens: &[TokenTree]) {
        for (at, token) in tokens.iter().enumerate() {
            match (token, tokens.get(at + 1)) {
                (TokenTree::Ident(word), Some(TokenTree::Ident(name)))
                    if ["struct", "enum", "trait"].contains(&word.to_string().as_str()) =>
                {
                    self.here(path).items.insert(name.to_string());
                }
                (TokenTree::Group(group), _) => {
                    self.made(path, &group.stream().into_iter().collect::<Vec<_>>());
                }
                _ => {}
            }
        }
    }

    fn here(&mut self, path: &Path) -> &mut Module {
        self.modules.entry(path.clone()).or_default()
    }

    /// `mod name { … }`, but for tests.
    fn inline(&mut self, path: &Path, tokens: &[TokenTree], at: usize) -> usize {
        let (Some(TokenTree::Ident(name)), Some(TokenTree::Group(group))) =
            (tokens.get(at), tokens.get(at + 1))
        else {
            return at;
        };
        if name != "tests" {
            let child = path.iter().cloned().chain([name.to_string()]).collect();
            self.module(child, group.stream());
        }
        at + 2
    }

    /// `a::b::c` in code.
    fn path(&mut self, path: &Path, tokens: &[TokenTree], mut at: usize) -> usize {
        let mut words = Vec::new();
        while let Some(TokenTree::Ident(word)) = tokens.get(at) {
            words.push(word.to_string());
            at += 1;
            if !is_colons(tokens, at) {
                break;
            }
            at += 2;
        }
        match words.as_slice() {
            [_, _, ..] => self.here(path).paths.push(words),
            // A function alone is a call, which `use` has; a field of its name is none.
            [word] if word.starts_with(|c: char| c.is_ascii_uppercase()) => {
                self.here(path).words.insert(word.clone());
            }
            _ => {}
        }
        at
    }

    /// A tree of `use`, up to its semicolon.
    fn uses(&mut self, path: &Path, tokens: &[TokenTree], at: usize) -> usize {
        let is_pub = |token: &TokenTree| matches!(token, TokenTree::Ident(word) if word == "pub");
        let is_group = |token: &TokenTree| matches!(token, TokenTree::Group(_));
        let before = &tokens[..at];
        let hands_on = match before {
            [.., word, last] => is_pub(last) || is_pub(word) && is_group(last),
            [last] => is_pub(last),
            [] => false,
        };
        let at = at + 1;
        let end =
            tokens[at..].iter().position(|token| is_point(token, ';')).map_or(tokens.len(), |end| at + end);
        let mut found = Vec::new();
        tree(&tokens[at..end], &Vec::new(), &mut found);
        let module = self.here(path);
        for (name, used) in found {
            match name.as_str() {
                "*" => module.globs.push(used),
                "_" => {}
                _ => {
                    if hands_on {
                        module.handed_on.insert(name.clone());
                    }
                    module.uses.insert(name, used);
                }
            }
        }
        end + 1
    }
}

const KINDS: &[&str] = &["fn", "struct", "enum", "trait", "type", "const", "static", "union"];

/// Macros of ours that declare a type or a constant.
const DECLARING: &[&str] = &["words", "classes", "settings", "section", "mapping"];

/// The name that such a macro declares: `! { Need { … } }`, `! { pub struct MoveRules … }`.
fn declared(tokens: &[TokenTree], at: usize) -> Option<String> {
    let Some(TokenTree::Group(group)) = tokens.get(at + 1).filter(|_| is_point(&tokens[at], '!')) else {
        return None;
    };
    let words = group.stream().into_iter().filter_map(|token| match token {
        TokenTree::Ident(word) => Some(word.to_string()),
        _ => None,
    });
    words.into_iter().find(|word| word != "pub" && !KINDS.contains(&word.as_str()))
}

fn is_point(token: &TokenTree, point: char) -> bool {
    matches!(token, TokenTree::Punct(one) if one.as_char() == point)
}

/// Whether a name behind a `$` is a macro's own, and not the crate's.
fn is_given(token: Option<&TokenTree>) -> bool {
    matches!(token, Some(TokenTree::Ident(word)) if word != "crate")
}

fn is_colons(tokens: &[TokenTree], at: usize) -> bool {
    [at, at + 1].iter().all(|at| tokens.get(*at).is_some_and(|token| is_point(token, ':')))
}

/// The names that a tree of `use` brings, each with its path.
fn tree(tokens: &[TokenTree], prefix: &Path, found: &mut Vec<(String, Path)>) {
    let mut path = prefix.clone();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        match token {
            TokenTree::Ident(word) if word == "as" => {
                if let Some(TokenTree::Ident(name)) = tokens.get(at + 1) {
                    found.push((name.to_string(), path));
                }
                return;
            }
            TokenTree::Ident(word) if word == "self" && !path.is_empty() => {}
            TokenTree::Ident(word) => path.push(word.to_string()),
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                inner.split(|token| is_point(token, ',')).for_each(|part| tree(part, &path, found));
                return;
            }
            token if is_point(token, '*') => {
                found.push(("*".to_owned(), path));
                return;
            }
            _ => {}
        }
        at += 1;
    }
    if let Some(name) = path.last().filter(|_| path.len() > prefix.len() || at > 0) {
        found.push((name.clone(), path.clone()));
    }
}
