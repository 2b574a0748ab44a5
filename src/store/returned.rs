//! What was forgotten in a customer while another one was a part of it, and has come back with that one: somebody has
//! taken the merge back, and git, which merges one file at a time, has put both side by side. The entry stands in the
//! part as it was, and in the home as the forgetting has left it. The part has it as that from then on, once.
//!
//! The fingerprints say that it is so: a forgetting leaves them under the ids of the parts, too. What looks alike alone
//! may be two firms' own, as what was written to all of them is.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::path::Path;

use super::forget::{hidden_in, is_free, taken_out};
use super::forgetting_note::{Fields, Key, fields, forgettings, key, pointing, remains};
use super::forgotten::all_ids;
use super::join_logs::with_ref;
use super::own_numbers::numbered_as;
use crate::format::merge::{log_lines, mapping};
use crate::format::{line_name, review};
use crate::model::{CustomerId, WAS};

/// Whether a line was forgotten under an id.
pub(super) type IsForgotten<'a> = &'a dyn Fn(&str, &[u8]) -> bool;

/// An entry that has come back.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Returned {
    /// As it stands in the part.
    pub line: Vec<u8>,
    /// The customer in which it was forgotten.
    pub home: String,
    /// What is left of it there.
    pub masked: Vec<u8>,
    /// The same with the number that it has in the part.
    pub form: Vec<u8>,
    /// Whether others have the very same: then the home's may be its own.
    pub is_shared: bool,
}

/// A customer's id and its log.
pub(super) type Log<'l> = (&'l str, &'l [u8]);

/// The lines of a log that were forgotten, as they were.
pub(super) fn come_back<'l>((id, log): Log<'l>, is_forgotten: IsForgotten<'_>) -> Vec<(&'l [u8], Fields)> {
    let lines = log_lines(log).filter(|line| !line.is_empty() && is_forgotten(id, line));
    lines
        .filter_map(|line| Some((line, fields(line)?)))
        .filter(|(_, entry)| !entry.contains_key(WAS))
        .collect()
}

/// Finds what has come back in a part, and stands masked in one of the others.
pub(super) fn find(part: Log<'_>, others: &[Log<'_>], is_forgotten: IsForgotten<'_>) -> Vec<Returned> {
    let plain = come_back(part, is_forgotten);
    let mut wanted: HashMap<Key, Vec<usize>> = HashMap::new();
    for (at, (_, entry)) in plain.iter().enumerate() {
        key(entry).into_iter().for_each(|key| wanted.entry(key).or_default().push(at));
    }
    let own: HashSet<&[u8]> = log_lines(part.1).collect();
    let mut found: Vec<Option<Returned>> = plain.iter().map(|_| None).collect();
    for (home, log) in others.iter().filter(|_| !wanted.is_empty()) {
        let ids = all_ids(home, log);
        // Where it is a part still, what is left stands where it belongs.
        if ids.iter().any(|id| id == part.0) {
            continue;
        }
        let is_there: HashSet<&[u8]> = log_lines(log).collect();
        for line in log_lines(log).filter(|line| line.windows(5).any(|word| word == b"\"was\"")) {
            let Some(left) = remains(line) else { continue };
            let at = key(&left).and_then(|key| wanted.get(&key)).into_iter().flatten().find(|at| {
                let was = as_in_home(plain[**at].0, &left);
                found[**at].is_none() && was.is_some_and(|was| ids.iter().any(|id| is_forgotten(id, &was)))
            });
            let Some(at) = at else { continue };
            let (plain, entry) = &plain[*at];
            let mut form = left;
            if let Some(of) = entry.get("of").filter(|_| form.contains_key("of")) {
                form.insert("of".to_owned(), of.clone());
            }
            let form = numbered_as(form, entry.get("ref"));
            let has_it = |(id, log): &&Log<'_>| id != home && log_lines(log).any(|other| other == *plain);
            let is_shared = is_there.contains(plain) || others.iter().any(|other| has_it(&other));
            if !own.contains(&*form) {
                let (home, masked) = ((*home).to_owned(), line.to_vec());
                found[*at] = Some(Returned { line: plain.to_vec(), home, masked, form, is_shared });
            }
        }
    }
    found.into_iter().flatten().collect()
}

/// A part's line as its home had it, by the number of what is left of it there.
fn as_in_home(line: &[u8], left: &Fields) -> Option<Vec<u8>> {
    match left.get("ref").and_then(|number| number.as_str()) {
        Some(number) if fields(line)?.get("ref").and_then(|own| own.as_str()) != Some(number) => {
            with_ref(line, number)
        }
        _ => Some(line.to_vec()),
    }
}

/// The files as they become.
pub(super) struct Mended {
    pub card: Option<String>,
    pub log: Vec<u8>,
    /// The logs of the homes.
    pub homes: HashMap<String, Vec<u8>>,
    /// What has come back.
    pub found: Vec<Returned>,
    /// What of its file may have been forgotten, too, where all texts were: `home: contacts, notes`.
    pub may_stay: Option<String>,
}

/// A part without what has come back, as its home has it; the home without that.
pub(super) fn mended(
    (id, card, log): (&str, &str, &[u8]),
    others: &[Log<'_>],
    is_forgotten: IsForgotten<'_>,
) -> Option<Mended> {
    let mut found = find((id, log), others, is_forgotten);
    if found.is_empty() {
        return None;
    }
    found.extend(pointing_to(log, &found));
    let forms: HashMap<&[u8], &[u8]> = found.iter().map(|one| (&*one.line, &*one.form)).collect();
    let mut homes: HashMap<String, Vec<u8>> = HashMap::new();
    let mut log = with_forms(log, |line| Some(forms.get(line).copied().unwrap_or(line)));
    for (home, text) in others {
        let own: Vec<&Returned> = found.iter().filter(|one| one.home == *home).collect();
        if own.is_empty() {
            continue;
        }
        // Who has the part hears of it by the note.
        let known: HashSet<Vec<u8>> = log_lines(&log).map(<[u8]>::to_vec).collect();
        let notes = forgettings(text).into_iter().filter(|note| !known.contains(*note));
        for note in notes {
            if !log.is_empty() && !log.ends_with(b"\n") {
                log.push(b'\n');
            }
            log.extend_from_slice(&[note, b"\n"].concat());
        }
        let mut gone: Vec<&[u8]> = own.iter().filter(|one| !one.is_shared).map(|one| &*one.masked).collect();
        let rest = with_forms(text, |line| match gone.iter().position(|gone| *gone == line) {
            Some(at) => {
                gone.swap_remove(at);
                None
            }
            None => Some(line),
        });
        if rest != *text {
            homes.insert((*home).to_owned(), rest);
        }
    }
    let (card, may_stay) = without_persons(id, card, &found);
    Some(Mended { card, log, homes, found, may_stay })
}

/// The lines of the part that name one of those that have come back: it has another name by now.
fn pointing_to(log: &[u8], found: &[Returned]) -> Vec<Returned> {
    let names = |one: &Returned, to: &[u8]| HashMap::from([(line_name(&one.line), line_name(to))]);
    let own = log_lines(log).filter(|line| !found.iter().any(|one| one.line == *line));
    let each =
        own.filter_map(|line| Some((line, std::str::from_utf8(line).ok()?))).filter_map(|(line, text)| {
            found.iter().find_map(|one| {
                let form = pointing(text.to_owned(), &names(one, &one.form)).into_bytes();
                let masked = pointing(text.to_owned(), &names(one, &one.masked)).into_bytes();
                let home = one.home.clone();
                (form != line).then(|| Returned { line: line.to_vec(), home, masked, form, is_shared: false })
            })
        });
    each.collect()
}

/// A text with other lines in the place of its own, or none.
fn with_forms<'l>(text: &'l [u8], mut form: impl FnMut(&'l [u8]) -> Option<&'l [u8]>) -> Vec<u8> {
    let each = text.split_inclusive(|byte| *byte == b'\n').map(|full| {
        let bare = crate::format::bare_line(full);
        match form(bare) {
            Some(line) if line == bare => Cow::Borrowed(full),
            Some(line) => Cow::Owned([line, &full[bare.len()..]].concat()),
            None => Cow::Borrowed(&b""[..]),
        }
    });
    each.collect::<Vec<_>>().concat()
}

/// The part's file without the contacts whom the entries name as they were, and don't name as they are left; none where
/// there are no such. And the homes in which all people were forgotten, where it has others.
fn without_persons(id: &str, card: &str, found: &[Returned]) -> (Option<String>, Option<String>) {
    let read = |text: &str| review(&CustomerId::new(id)?, Path::new(id), text).0;
    let text = |line: &[u8]| String::from_utf8_lossy(line).into_owned();
    let Some(before) = read(card) else { return (None, None) };
    let mut now = card.to_owned();
    for contact in &before.contacts {
        let names = |line: &[u8]| hidden_in(&before, contact, &text(line)) != text(line);
        if found.iter().any(|one| names(&one.line) && !names(&one.form))
            && let Some(customer) = read(&now)
            && let Ok(Some(without)) = taken_out(&now, &customer, contact)
        {
            now = without;
        }
    }
    let has_text = |line: &[u8]| fields(line).is_some_and(|entry| entry.contains_key("text"));
    let home = found.iter().find(|one| has_text(&one.line) && !has_text(&one.form)).map(|one| &one.home);
    let keys = mapping(now.trim_start_matches('\u{feff}')).unwrap_or_default();
    let keys: Vec<&str> = keys.keys().filter_map(|key| key.as_str()).filter(|key| is_free(key)).collect();
    let may_stay = home.filter(|_| !keys.is_empty()).map(|home| format!("{home}: {}", keys.join(", ")));
    ((now != card).then_some(now), may_stay)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::forgetting_note::left_of;

    const CARD: &str = "name: Beta\ncontacts:\n  - name: Bert Bohm\n  - name: Olga Orr\n";

    fn order(text: &str, number: &str) -> String {
        let number = if number.is_empty() { String::new() } else { format!(",\"ref\":\"{number}\"") };
        format!(r#"{{"at":"2026-03-20","by":"li","kind":"order","amount":"70"{number},"text":"{text}"}}"#)
    }

    fn masked(text: &str, left: &str, number: &str) -> String {
        left_of(&order(text, number), order(left, number))
    }

    /// beta's log and that of alpha, as git has merged them; both as they become.
    fn mend(
        part: &str,
        home: &str,
        third: &str,
        forgotten: &[(&str, String)],
    ) -> Option<(String, String, Mended)> {
        let is_forgotten = |id: &str, line: &[u8]| {
            forgotten.iter().any(|(own, known)| *own == id && known.as_bytes() == line)
        };
        let others = [("alpha", home.as_bytes()), ("gamma", third.as_bytes())];
        let mended = mended(("beta", CARD, part.as_bytes()), &others, &is_forgotten)?;
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let home = mended.homes.get("alpha").map_or(home.to_owned(), |log| text(log));
        Some((text(&mended.log), home, mended))
    }

    #[test]
    fn what_has_come_back_stands_once_as_its_forgetting_has_left_it() {
        let (was, left) = ("Bert ordered", "(forgotten) ordered");
        for (number, there) in [("", ""), ("O-1", "O-1"), ("O-1", "O-1~beta"), ("", "~beta")] {
            let plain = order(was, number);
            let moved = match number == there {
                true => plain.clone(),
                false => {
                    String::from_utf8(with_ref(plain.as_bytes(), there).expect("an entry")).expect("text")
                }
            };
            let masked = left_of(&moved, moved.replace("Bert", "(forgotten)"));
            let (part, home) = (format!("{plain}\n"), format!("{masked}\n"));
            let both = [("beta", plain), ("alpha", moved)];
            let (log, rest, found) = mend(&part, &home, "", &both).expect("it has come back");
            assert!(log.contains(left) && !log.contains("Bert"), "{number} {there} {log}");
            assert!(!log.contains('~'), "{number} {there} {log}");
            assert_eq!(rest, "", "{number} {there}");
            let card = found.card.expect("another file");
            assert!(!card.contains("Bert") && card.contains("Olga Orr"), "{card}");
        }
    }

    #[test]
    fn what_may_be_two_firms_own_stays() {
        let (was, left) = ("Bert ordered", "(forgotten) ordered");
        let (part, home) = (order(was, "") + "\n", masked(was, left, "") + "\n");
        let both = [("beta", order(was, "")), ("alpha", order(was, ""))];
        // Nobody has forgotten it under beta's id, or in alpha.
        for forgotten in [&both[..1], &both[1..], &[]] {
            assert!(mend(&part, &home, "", forgotten).is_none(), "{forgotten:?}");
        }
        // Where it is a part of alpha still, it is there as that.
        let merged = format!("{home}{}\n", r#"{"at":"2026-03-21","kind":"merged","from":"beta"}"#);
        assert!(mend(&part, &merged, "", &both).is_none());
        // What was written to several is alpha's own, too.
        let (log, rest, _) = mend(&part, &home, &part, &both).expect("it has come back");
        assert!(log.contains(left) && rest == home, "{log} {rest}");
    }

    #[test]
    fn what_names_a_line_goes_on_to_name_it() {
        let (was, left) = ("Bert ordered", "(forgotten) ordered");
        let amended = |line: &str| {
            format!(
                r#"{{"at":"2026-03-21","kind":"amendment","of":"{}","set":{{"amount":"71"}}}}"#,
                line_name(line.as_bytes())
            )
        };
        let (plain, left_there) = (order(was, ""), masked(was, left, ""));
        let part = format!("{plain}\n{}\n", amended(&plain));
        let home = format!("{left_there}\n{}\n", amended(&left_there));
        let both = [("beta", plain.clone()), ("alpha", plain)];
        let (log, rest, _) = mend(&part, &home, "", &both).expect("it has come back");
        assert_eq!((log, rest), (home, String::new()));
    }
}
