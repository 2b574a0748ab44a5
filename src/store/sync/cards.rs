//! Customers' files, key by key, with what was answered to their conflicts.

use std::path::Path;

use serde_yaml::Value;

use super::answers::{Answer, Answers, Question};
use super::outcome::KeyConflict;
use crate::format::merge::{self, Style};

/// What a customer's file becomes.
pub(super) struct Card {
    /// The text; none while questions are open.
    pub text: Option<String>,
    /// The questions that are open.
    pub open: Vec<KeyConflict>,
    /// Those that were answered, and how.
    pub answered: Vec<(Question, Answer)>,
    /// Who took the customer out of the pool first, and who did so, too.
    pub claimed: Option<(String, String)>,
}

/// Three versions of a file.
#[derive(Clone, Copy)]
pub(super) struct Versions<'a> {
    pub base: &'a str,
    pub ours: &'a str,
    pub theirs: &'a str,
}

/// Merges them. `was_there` where both sides have changed a customer that was there before.
pub(super) fn merge(versions: Versions<'_>, path: &Path, was_there: bool, answers: &Answers) -> Card {
    let Versions { base, ours, theirs } = versions;
    let marker = [base, ours, theirs].map(marker).into_iter().max().unwrap_or(7);
    let style = Style { marker, ours: "", theirs: "", is_numbered: true };
    let merged = merge::cards(base, ours, theirs, style);
    let mut card = Card { text: None, open: Vec::new(), answered: Vec::new(), claimed: None };
    let (mark, text) = match merged.text.strip_prefix('\u{feff}') {
        Some(text) => ("\u{feff}", text),
        None => ("", merged.text.as_str()),
    };
    let hunks = hunks(text, marker);
    let is_whole = merged.conflicts == ["*"];
    let mut chosen = String::from(mark);
    if is_whole {
        let sides = merge_sides(&hunks);
        let question = question(path, "*", [&shown(&hunks, 0), &shown(&hunks, 1)], false);
        card.answered.extend(answers.to(&question).map(|answer| (question.clone(), answer)));
        match answers.to(&question) {
            Some(Answer::Theirs) => chosen.push_str(&sides[1]),
            Some(_) => chosen.push_str(&sides[0]),
            None => card.open.push(open(question, ours)),
        }
    } else {
        for hunk in &hunks {
            match hunk {
                Hunk::Text(text) => chosen.push_str(text),
                Hunk::Conflict { number, ours: our, theirs: their } => {
                    let key = merged.conflicts.get(*number).map_or("*", String::as_str);
                    let both = merge::both(our, their);
                    let question = question(path, key, [our, their], both.is_some());
                    let owners = (key == "owner").then(|| (owner(base), owner(our), owner(their)));
                    if let (true, Some((None, Some(our), Some(first)))) = (was_there, owners) {
                        card.claimed = Some((first, our));
                        chosen.push_str(their);
                        continue;
                    }
                    card.answered.extend(answers.to(&question).map(|answer| (question.clone(), answer)));
                    match (answers.to(&question), both) {
                        (Some(Answer::Ours), _) => chosen.push_str(our),
                        (Some(Answer::Theirs), _) => chosen.push_str(their),
                        (Some(Answer::Both), Some(both)) => chosen.push_str(&both),
                        _ => card.open.push(open(question, ours)),
                    }
                }
            }
        }
    }
    if !card.open.is_empty() {
        return card;
    }
    if merged.conflicts.is_empty() || merge::reads_like(&chosen, ours, theirs) {
        card.text = Some(chosen);
        return card;
    }
    // Answers that make no file together: one of the two, then.
    let question = question(path, "*", [ours, theirs], false);
    match answers.to(&question) {
        Some(Answer::Theirs) => card.text = Some(theirs.to_owned()),
        Some(_) => card.text = Some(ours.to_owned()),
        None => card.open.push(open(question, ours)),
    }
    card
}

/// Markers longer than anything in the texts that looks like one.
fn marker(text: &str) -> usize {
    let run = |line: &str| match line.trim_start_matches('\u{feff}').chars().next() {
        Some(sign @ ('<' | '=' | '>')) => {
            line.trim_start_matches('\u{feff}').chars().take_while(|c| *c == sign).count()
        }
        _ => 0,
    };
    text.lines().map(run).max().map_or(7, |longest| 7.max(longest + 1))
}

enum Hunk {
    Text(String),
    Conflict { number: usize, ours: String, theirs: String },
}

fn hunks(text: &str, marker: usize) -> Vec<Hunk> {
    let mark = |sign: &str| sign.repeat(marker);
    let (begin, middle, end) = (mark("<"), mark("="), mark(">"));
    let mut hunks = Vec::new();
    let mut plain = String::new();
    let mut inside: Option<(usize, [String; 2], usize)> = None;
    for line in text.split_inclusive('\n') {
        match &mut inside {
            None if line.starts_with(&begin) => {
                hunks.push(Hunk::Text(std::mem::take(&mut plain)));
                let number = line[marker..].trim().parse().unwrap_or(usize::MAX);
                inside = Some((number, Default::default(), 0));
            }
            None => plain.push_str(line),
            Some((_, _, side)) if *side == 0 && line.trim_end() == middle => *side = 1,
            Some((number, sides, 1)) if line.starts_with(&end) => {
                let [ours, theirs] = std::mem::take(sides);
                hunks.push(Hunk::Conflict { number: *number, ours, theirs });
                inside = None;
            }
            Some((_, sides, side)) => sides[*side].push_str(line),
        }
    }
    hunks.push(Hunk::Text(plain));
    hunks
}

fn merge_sides(hunks: &[Hunk]) -> [String; 2] {
    let mut sides = [String::new(), String::new()];
    for hunk in hunks {
        match hunk {
            Hunk::Text(text) => sides.iter_mut().for_each(|side| side.push_str(text)),
            Hunk::Conflict { ours, theirs, .. } => {
                sides[0].push_str(ours);
                sides[1].push_str(theirs);
            }
        }
    }
    sides
}

/// What one side has where both differ.
fn shown(hunks: &[Hunk], side: usize) -> String {
    let own = hunks.iter().filter_map(|hunk| match hunk {
        Hunk::Text(_) => None,
        Hunk::Conflict { ours, theirs, .. } => Some(if side == 0 { ours } else { theirs }.as_str()),
    });
    own.collect()
}

fn question(path: &Path, key: &str, [ours, theirs]: [&str; 2], both: bool) -> Question {
    let own = |text: &str| text.to_owned();
    Question { path: path.to_owned(), key: Some(own(key)), ours: own(ours), theirs: own(theirs), both }
}

fn open(question: Question, ours: &str) -> KeyConflict {
    KeyConflict {
        key: question.key.clone().unwrap_or_default(),
        ours: question.ours.clone(),
        theirs: question.theirs.clone(),
        line: line_of(ours, &question.ours),
        forgotten_by: None,
        question,
    }
}

/// The line of a text where a part of it begins; 0 where it has it nowhere.
fn line_of(text: &str, part: &str) -> usize {
    let text = text.trim_start_matches('\u{feff}');
    let begins = |at: &usize| *at == 0 || text.as_bytes()[*at - 1] == b'\n';
    let found = text.match_indices(part).map(|(at, _)| at).find(begins);
    found.filter(|_| !part.is_empty()).map_or(0, |at| text[..at].matches('\n').count() + 1)
}

fn owner(text: &str) -> Option<String> {
    Some(merge::mapping(text.trim_start_matches('\u{feff}'))?.get("owner")?.as_str()?.to_owned())
}

/// The customer's name.
pub(super) fn name(text: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(text).ok()?.trim_start_matches('\u{feff}');
    Some(merge::mapping(text)?.get("name")?.as_str()?.to_owned())
}

/// What a version says otherwise than its base, by key: a removed one has the value `null`. Comments that
/// are new stand under no key. `None` where a text doesn't read.
pub(super) fn changes(base: &str, text: &str) -> Option<Vec<(String, String)>> {
    let plain = |text: &str| text.trim_start_matches('\u{feff}').to_owned();
    let (base, text) = (plain(base), plain(text));
    let (old, new) = (merge::mapping(&base)?, merge::mapping(&text)?);
    let keys = new.keys().chain(old.keys().filter(|key| !new.contains_key(*key)));
    let mut found = Vec::new();
    for key in keys {
        if old.get(key) != new.get(key) {
            found.push((key.as_str()?.to_owned(), spoken(new.get(key))?));
        }
    }
    let comment = |line: &&str| line.starts_with('#');
    let known: Vec<&str> = base.lines().map(str::trim).filter(comment).collect();
    let more = text.lines().map(str::trim).filter(comment).filter(|line| !known.contains(line));
    found.extend(more.map(|line| (String::new(), line.to_owned())));
    Some(found)
}

/// A value as a note says it.
pub(super) fn spoken(value: Option<&Value>) -> Option<String> {
    match value {
        None => Some("null".to_owned()),
        Some(Value::String(text)) => Some(text.trim_end().to_owned()),
        Some(value) => serde_json::to_string(value).ok(),
    }
}
