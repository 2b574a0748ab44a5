//! Doc comments that only say the name again: whoever reads them has learnt nothing, and passes over the next one that
//! does say something.

use std::collections::BTreeSet;

use crate::sources::sources;

/// Words that say nothing of their own.
const EMPTY: &str = "the a an its of them their his her what which who whom whose when where why how much many it is \
                     that one all this here in with for to runs every";

/// Those whose comments somebody reads in the help or in a schema, where a name alone would look odd.
const SHOWN: &[&str] = &["Args", "Subcommand", "Parser", "ValueEnum", "JsonSchema", "#[arg", "#[command"];

/// The words of a text or a name, in the singular: `last_orders` and `LastOrder` have the same.
fn words(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut word = String::new();
    for letter in text.chars().chain([' ']) {
        let is_start = letter.is_uppercase() && !word.ends_with(char::is_uppercase);
        if (is_start || !letter.is_alphabetic()) && !word.is_empty() {
            found.insert(singular(&std::mem::take(&mut word).to_lowercase()));
        }
        if letter.is_alphabetic() {
            word.push(letter);
        }
    }
    found
}

fn singular(word: &str) -> String {
    match word {
        word if word.ends_with("ies") => format!("{}y", &word[..word.len() - 3]),
        word if word.ends_with('s') && word.len() > 3 => word[..word.len() - 1].to_owned(),
        word => word.to_owned(),
    }
}

/// Whether a comment says no more than the item below it is called.
fn says_nothing(comment: &str, item: &str) -> bool {
    let head = item.split(['{', '=']).next().unwrap_or_default();
    let known = words(head);
    let is_exact = comment.contains(|letter: char| letter == '`' || letter.is_ascii_digit());
    let is_short = comment.split_whitespace().count() <= 6;
    let own = words(&comment.replace("'s", ""));
    let empty = words(EMPTY);
    !is_exact
        && is_short
        && !item.is_empty()
        && own.iter().all(|word| empty.contains(word) || known.contains(word))
}

/// The comments of a source that say nothing, each with its line.
fn empty_comments(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut derived = "";
    let lines: Vec<&str> = text.lines().collect();
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at].trim();
        if line.starts_with("#[derive(") {
            derived = line;
        } else if lines[at].starts_with('}') {
            derived = "";
        }
        if !line.starts_with("///") {
            at += 1;
            continue;
        }
        let start = at;
        let take = |at: &mut usize, sign: &str| {
            let from = *at;
            while lines.get(*at).is_some_and(|line| line.trim().starts_with(sign)) {
                *at += 1;
            }
            lines[from..*at]
                .iter()
                .map(|line| line.trim().trim_start_matches(sign))
                .collect::<Vec<_>>()
                .join(" ")
        };
        let comment = take(&mut at, "///");
        let mut next = at;
        let attributes = take(&mut next, "#[");
        let item = lines.get(next).map_or("", |line| line.trim());
        let is_shown = SHOWN
            .iter()
            .any(|sign| derived.contains(sign) || attributes.contains(sign.trim_start_matches("#[")));
        if !is_shown && says_nothing(comment.trim(), item) {
            found.push((start + 1, format!("{} above {item}", comment.trim())));
        }
    }
    found
}

#[test]
fn a_comment_that_says_the_name_again_is_found() {
    for (comment, item, empty) in [
        ("Runs it.", "pub fn run(context: &Context) -> Exit {", true),
        ("Its name.", "pub name: String,", true),
        ("The customer.", "pub id: CustomerId,", true),
        ("Its customers.", "pub customers: Vec<CustomerId>,", true),
        ("Days between two contacts.", "pub days: u32,", false),
        ("From 1.", "pub line: usize,", false),
        ("`YYYY-MM-DD`.", "pub day: NaiveDate,", false),
    ] {
        assert_eq!(says_nothing(comment, item), empty, "{comment} {item}");
    }
}

#[test]
fn doc_comments_say_more_than_the_name() {
    let mut found = Vec::new();
    for source in sources().iter().filter(|source| !source.path.starts_with("render/answer/")) {
        let empty = empty_comments(&source.text);
        found.extend(empty.into_iter().map(|(line, what)| format!("src/{}:{line}: {what}", source.path)));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
