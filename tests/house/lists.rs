//! What is listed once, and that nobody lists it a second time: keys, fields, kinds and views.

use std::collections::BTreeSet;
use std::fs;

use crate::sources::{Source, repository, sources};

/// The words of the tables of the model, by the file of each.
const TABLES: &[&str] = &["customer_key.rs", "contact_key.rs", "entry_field.rs", "entry_kind.rs"];

/// A list of so many words of one table is a second one.
const MANY: usize = 5;

/// Where some of them are chosen for something of their own, so that a new one needn't be among them, and why.
const CHOSEN: &[(&str, &str)] = &[
    ("render/list.rs", "the columns of a list that people read"),
    ("cli/help/zh/", "the options of a command are called like keys"),
    ("cli/cmd/mod.rs", "commands are called like kinds and keys"),
    ("cli/help/overview.rs", "commands are called like kinds and keys"),
    ("cli/cmd/log/mod.rs", "which option types an entry of which kind"),
    ("plan/import/header/words.rs", "what lists have beside the keys, in parts"),
    ("plan/import/header/documents.rs", "what ERPs, shops and banks write above their columns"),
    ("plan/import/document_row.rs", "the cells of a line of an order, each read as what it is"),
    ("plan/import/fit.rs", "texts that have letters, or are told by what the workspace knows"),
    ("plan/import/key.rs", "of which several columns add up"),
    ("plan/import/defaults.rs", "what all rows of a list share, by options of the command"),
    ("plan/import/nested.rs", "the JSON of an exported cell, read as it is written"),
    ("render/exported.rs", "values that people read otherwise than programs"),
    ("render/answer/", "an answer's own fields; what a schema says of them is generated"),
    ("render/maintenance/", "the maintenance list's own columns"),
    ("format/customer/raw.rs", "the reader; a test holds its keys against the model's"),
    ("format/customer/write.rs", "the writer, which takes a contact apart without `..`"),
    ("plan/merging.rs", "the keys of a contact, taken apart"),
    ("config/workspace/file.rs", "a schema's text; a test holds it against the model's"),
    ("plan/import/verdict.rs", "codes of what is wrong with a row"),
    ("render/lang/codes.rs", "kinds of dates, which are called like kinds of entries"),
    ("render/lang/problem/parts.rs", "what is missing, of all files"),
    ("render/page/buying.rs", "a part of the page, in its own order"),
    ("rules/templates.rs", "why one writes, called like what happened"),
    ("rules/views/test_support.rs", "entries of tests, as short lines"),
    ("store/import/vcard/mod.rs", "what a card of an address book has"),
    ("rules/views/mod.rs", "where the views are declared"),
];

/// The words that a table of the model declares: `Industry = "industry",`.
pub fn declared(table: &str) -> BTreeSet<String> {
    let text = fs::read_to_string(repository().join("src/model").join(table)).unwrap();
    let word = |line: &str| Some(line.trim().split_once(" = \"")?.1.strip_suffix("\",")?.to_owned());
    text.lines().filter_map(word).collect()
}

/// The views, as `each_view` declares them: `deal: Deal by DealRule of (deal) = …`.
fn views() -> BTreeSet<String> {
    let text = fs::read_to_string(repository().join("src/rules/views/mod.rs")).unwrap();
    let start = text.find("macro_rules! each_view").unwrap();
    let end = start + text[start..].find("pub(crate) use each_view;").unwrap();
    let name = |line: &str| {
        let (name, rest) = line.trim().split_once(": ")?;
        rest.contains(" of (").then(|| name.to_owned())
    };
    text[start..end].lines().filter_map(name).collect()
}

/// The texts within each pair of brackets that has no others in it, and those of each `match`'s arms.
fn lists(code: &str) -> Vec<BTreeSet<&str>> {
    let ends = code.match_indices(']').map(|(end, _)| (code[..end].rfind('['), end));
    let inner = ends.filter_map(|(start, end)| Some(&code[start? + 1..end]));
    let brackets = inner.map(|list| list.split('"').skip(1).step_by(2).collect());
    brackets.chain(arms(code)).collect()
}

/// The texts before the arrows of each run of arms that stand equally deep.
fn arms(code: &str) -> Vec<BTreeSet<&str>> {
    let mut found: Vec<(usize, BTreeSet<&str>)> = Vec::new();
    let mut open: Vec<(usize, BTreeSet<&str>)> = Vec::new();
    for line in code.lines().filter(|line| !line.trim().is_empty()) {
        let depth = line.len() - line.trim_start().len();
        // What stands less deep ends what stood deeper.
        while open.last().is_some_and(|(own, _)| *own > depth) {
            found.extend(open.pop());
        }
        let line = line.trim_start();
        let is_arm = line.starts_with('"') || line.starts_with("| \"");
        if !is_arm {
            continue;
        }
        let texts = line.split("=>").next().unwrap().split('"').skip(1).step_by(2);
        match open.last_mut() {
            Some((own, all)) if *own == depth => all.extend(texts),
            _ => open.push((depth, texts.collect())),
        }
    }
    found.extend(open);
    found.into_iter().map(|(_, texts)| texts).collect()
}

#[test]
fn lists_and_arms_are_found() {
    let lists_of = |code| lists(code).into_iter().collect::<Vec<_>>();
    assert_eq!(
        lists_of(r#"x(&["a", "b"]); [("c", 1)]"#),
        [BTreeSet::from(["a", "b"]), BTreeSet::from(["c"])]
    );
    let code = "match x {\n    \"a\" | \"b\" => f(\"z\"),\n    \"c\" => {\n        1\n    }\n    _ => 2,\n}";
    assert_eq!(arms(code), [BTreeSet::from(["a", "b", "c"])]);
    assert!(views().len() > 9, "the views are declared as they were: {:?}", views());
}

#[test]
fn keys_fields_kinds_and_views_are_listed_once() {
    let mut tables: Vec<(String, BTreeSet<String>)> =
        TABLES.iter().map(|table| (format!("model/{table}"), declared(table))).collect();
    tables.push(("rules/views/mod.rs".to_owned(), views()));
    let all = sources();
    let is_chosen = |source: &Source| CHOSEN.iter().any(|(path, _)| source.path.starts_with(path));
    let mut wrong = BTreeSet::new();
    for (home, known) in &tables {
        assert!(known.len() > 9, "{home} declares its words as it did: {known:?}");
        for source in
            all.iter().filter(|source| !source.is_test() && source.path != *home && !is_chosen(source))
        {
            for list in lists(&source.code) {
                let named: Vec<&&str> = list.iter().filter(|word| known.contains(**word)).collect();
                if named.len() >= MANY {
                    wrong.insert(format!("{}: a list of what {home} lists: {named:?}", source.path));
                }
            }
        }
    }
    let wrong: Vec<String> = wrong.into_iter().collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    let is_there = |path: &str| all.iter().any(|source| source.path.starts_with(path));
    let gone: Vec<_> = CHOSEN.iter().filter(|(path, _)| !is_there(path)).collect();
    assert!(gone.is_empty(), "{gone:?}");
}

#[test]
fn the_page_on_the_files_has_every_key_and_every_schema() {
    let page = fs::read_to_string(repository().join("schema/README.md")).unwrap();
    let english = page.split("## 中文说明").next().unwrap();
    let mut missing: Vec<String> = Vec::new();
    let mut look = |words: BTreeSet<String>, is_there: &dyn Fn(&str) -> bool| {
        missing.extend(words.into_iter().filter(|word| !is_there(word)));
    };
    look(declared("customer_key.rs"), &|key| english.contains(&format!("\n{key}:")));
    look(declared("contact_key.rs"), &|key| english.contains(&format!(" {key}:")));
    let is_quoted =
        |word: &str| english.contains(&format!("`{word}`")) || english.contains(&format!("\"{word}\""));
    look(declared("entry_field.rs"), &is_quoted);
    look(declared("entry_kind.rs"), &is_quoted);
    let files = fs::read_dir(repository().join("schema")).unwrap();
    let names = files.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    look(names.filter(|name| name.ends_with(".json")).collect(), &|name| {
        english.contains(&format!("({name})"))
    });
    assert!(missing.is_empty(), "schema/README.md says nothing of {missing:?}");
}
