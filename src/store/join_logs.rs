//! Two logs made one: every line of both, byte for byte, but for numbers that both use for different things.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Deserialize;
use serde_json::value::RawValue;

use super::forgetting_note::pointing;
use super::forgotten::all_ids;
use super::journal::lines_of as lines;
use super::own_numbers::{OwnNumbers, common_parts, read};
use crate::format::{line_name, read_line};
use crate::model::{Entry, TopicKey, moved_key, reference_key};

/// A number that two customers used for different things, and what it becomes.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RenamedRef {
    /// Of what: sample, quote, order, contract, invoice, complaint, ending.
    pub kind: &'static str,
    /// As both had it; none where neither gave a number.
    pub from: Option<String>,
    /// What stands in the other's lines from now on.
    pub to: String,
}

/// A log with the lines of another one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct JoinedLog {
    pub bytes: Vec<u8>,
    /// The numbers of the other that collided.
    pub refs: Vec<RenamedRef>,
    /// The other's lines that stand there with another number, as they were.
    pub replaced: Vec<Vec<u8>>,
    /// How many of the other's lines are new in it.
    pub added: usize,
}

/// A log, and behind it the lines of `other`'s that it doesn't have, and our `own`. A number that both use
/// becomes `REF~OTHER` in the other's lines: else a complaint of the one would be solved by the other's.
/// Without an id of the other, both logs are one customer's, and so are the numbers.
pub fn join_logs(log: &[u8], other: &[u8], other_id: Option<&str>, own: &[String]) -> JoinedLog {
    let theirs: Vec<&[u8]> = lines(other).collect();
    let same = match other_id {
        Some(id) if !common_parts(("", log), (id, other)).is_empty() => OwnNumbers::of(other, log),
        _ => OwnNumbers::default(),
    };
    let (forms, used) = renumbered(log, &theirs, other_id, &same);
    let mut seen: HashSet<Vec<u8>> = lines(log).map(<[u8]>::to_vec).collect();
    let mut joined = JoinedLog { bytes: log.to_vec(), ..JoinedLog::default() };
    for (line, original) in forms.into_iter().zip(theirs) {
        if line != original {
            joined.replaced.push(original.to_vec());
        }
        joined.added += usize::from(put(&mut joined.bytes, &mut seen, line));
    }
    for line in own {
        put(&mut joined.bytes, &mut seen, line.clone().into_bytes());
    }
    joined.refs = used.into_iter().collect();
    joined.refs.sort();
    joined
}

/// Lines of another log as they stand in this one: with the numbers that they have here, and that they need.
fn renumbered(
    log: &[u8],
    theirs: &[&[u8]],
    other_id: Option<&str>,
    same: &OwnNumbers,
) -> (Vec<Vec<u8>>, HashSet<RenamedRef>) {
    let refs = other_id.map(|id| collisions(log, theirs, id, same)).unwrap_or_default();
    let known: HashSet<TopicKey> = match other_id {
        Some(_) => lines(log).filter_map(|line| Some(read(line)?.event.topic()?.key())).collect(),
        None => HashSet::new(),
    };
    let there: HashSet<&[u8]> = lines(log).collect();
    let moved = |line: &&[u8]| {
        let id = other_id.filter(|_| !there.contains(*line))?;
        // What the log has with another number, as a part of both, has that one.
        if let Some(form) = same.form(line) {
            return Some((form, None));
        }
        let event = read(line)?.event;
        let own = event.topic().and_then(|topic| refs.get(&topic.key())).cloned();
        // What an order has won is the other's thing, and not ours that is called alike.
        let has_won = |key: &TopicKey| refs.contains_key(key) || known.contains(&moved_key(key, id));
        let won = || {
            event.wins().iter().any(has_won).then_some(())?;
            let (kind, from) = (event.known_kind()?.as_str(), event.named().map(str::to_owned));
            Some(RenamedRef { kind, from, to: event.moved(id)? })
        };
        let renamed = own.or_else(won)?;
        Some((with_ref(line, &renamed.to)?, Some(renamed)))
    };
    let moved: Vec<_> = theirs.iter().map(moved).collect();
    let used = moved.iter().flatten().filter_map(|(_, renamed)| renamed.clone()).collect();
    let own_form = |(line, moved): (&&[u8], Option<(Vec<u8>, _)>)| match moved {
        Some((moved, _)) => moved,
        None => line.to_vec(),
    };
    let new = theirs.iter().zip(moved).map(own_form).collect();
    (pointed(theirs, new), used)
}

/// The id that the customer of another log had, where that one is surely not this log's: they have no line in common,
/// and this log's never had that id.
pub fn stranger(id: &str, log: &[u8], other: &[u8]) -> Option<String> {
    let own: HashSet<&[u8]> = lines(log).collect();
    if own.is_empty() || lines(other).any(|line| own.contains(line)) {
        return None;
    }
    let ids = all_ids(id, log);
    all_ids(id, other).into_iter().find(|former| !ids.contains(former))
}

/// Lines that name another one by its hash, with the hash that it has now; and those that name these.
fn pointed(before: &[&[u8]], renumbered: Vec<Vec<u8>>) -> Vec<Vec<u8>> {
    let bare = |line: &[u8]| line.strip_suffix(b"\r").unwrap_or(line).to_vec();
    let mut renamed = HashMap::new();
    loop {
        let point = |line: &Vec<u8>| match std::str::from_utf8(line) {
            Ok(text) => pointing(text.to_owned(), &renamed).into_bytes(),
            Err(_) => line.clone(),
        };
        let now: Vec<Vec<u8>> = renumbered.iter().map(point).collect();
        let changed = before.iter().zip(&now).filter(|(before, now)| **before != now.as_slice());
        let names = changed.map(|(before, now)| (line_name(&bare(before)), line_name(&bare(now)))).collect();
        if names == renamed {
            return now;
        }
        renamed = names;
    }
}

fn put(bytes: &mut Vec<u8>, seen: &mut HashSet<Vec<u8>>, line: Vec<u8>) -> bool {
    if seen.contains(&line) {
        return false;
    }
    if !bytes.is_empty() && !bytes.ends_with(b"\n") {
        bytes.push(b'\n');
    }
    bytes.extend_from_slice(&line);
    bytes.push(b'\n');
    seen.insert(line)
}

/// The kind and the number of what a line is about, or what stands for the number.
pub(super) fn topic_of(line: &[u8]) -> Option<(&'static str, String)> {
    let entry = read(line)?;
    let topic = entry.event.topic()?;
    Some((topic.kind, topic.name.unwrap_or_default().to_owned()))
}

/// The quotes and samples that a line may win, and the number or the item by which it says so.
pub(super) fn won_by(line: &[u8]) -> Option<(Vec<TopicKey>, String)> {
    let entry = read(line)?;
    let name = entry.event.named().unwrap_or_default().to_owned();
    Some((entry.event.wins(), name)).filter(|(wins, _)| !wins.is_empty())
}

/// The number of a thing as it is written, whether an entry brings it into being, and its lines.
type Known<'l> = (Option<String>, bool, HashSet<&'l [u8]>);

/// The things of both logs that have one number and not one line in common, each with its new number. What
/// a merge before this one gave a new number has it again.
fn collisions(
    log: &[u8],
    other: &[&[u8]],
    other_id: &str,
    same: &OwnNumbers,
) -> HashMap<TopicKey, RenamedRef> {
    fn of<'l>(lines: impl IntoIterator<Item = &'l [u8]>) -> BTreeMap<TopicKey, Known<'l>> {
        let mut things: BTreeMap<TopicKey, Known<'_>> = BTreeMap::new();
        for line in lines {
            let entry = read(line);
            if let Some(topic) = entry.as_ref().and_then(|entry| entry.event.topic()) {
                let name = || topic.name.map(str::to_owned);
                let known = things.entry(topic.key()).or_insert_with(|| (name(), false, HashSet::new()));
                known.1 |= topic.begins;
                known.2.insert(line);
            }
        }
        things
    }
    let (ours, theirs) = (of(lines(log)), of(other.iter().copied()));
    let mut found = HashMap::new();
    for (key, (name, begins, lines)) in theirs.into_iter().filter(|(key, _)| !same.has_number(key)) {
        let kind = key.0;
        let to = format!("{}~{other_id}", name.as_deref().unwrap_or_default());
        let is_known = ours.contains_key(&(kind, Some(reference_key(&to))));
        let own = ours.get(&key);
        let collides = own.is_some_and(|(_, own, known)| begins && *own && known.is_disjoint(&lines));
        if is_known || collides {
            found.insert(key, RenamedRef { kind, from: name, to });
        }
    }
    found
}

#[derive(Deserialize)]
struct Reference<'a> {
    #[serde(borrow, default, rename = "ref", deserialize_with = "raw")]
    reference: Option<&'a RawValue>,
}

/// The value as it stands there, `null` included.
fn raw<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<&'de RawValue>, D::Error> {
    <&RawValue>::deserialize(deserializer).map(Some)
}

/// A line with another number, and no other byte changed; `None` where that can't be had.
pub(super) fn with_ref(line: &[u8], to: &str) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(line).ok()?;
    let found: Reference<'_> = serde_json::from_str(text).ok()?;
    let new = serde_json::Value::String(to.to_owned()).to_string();
    let changed = match found.reference {
        Some(old) => {
            let at = (old.get().as_ptr() as usize).checked_sub(text.as_ptr() as usize)?;
            format!("{}{new}{}", text.get(..at)?, text.get(at + old.get().len()..)?)
        }
        None => {
            let at = text.rfind('}')?;
            format!("{},\"ref\":{new}{}", text.get(..at)?.trim_end(), &text[at..])
        }
    };
    let says = |entry: &Entry<'_>| entry.event.reference() == Some(to);
    let is_right = read_line(changed.trim_end_matches('\r').as_bytes(), 1).is_some_and(|entry| says(&entry));
    is_right.then(|| changed.into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(kind: &str, rest: &str) -> String {
        format!(r#"{{"at":"2026-11-01","by":"li","kind":"{kind}"{rest}}}"#)
    }

    fn text(bytes: &[u8]) -> String {
        String::from_utf8(bytes.to_vec()).expect("text")
    }

    #[test]
    fn a_log_whose_customer_had_another_id_and_none_of_the_lines_is_a_strangers() {
        let trace = |from: &str| format!("{{\"kind\":\"renamed\",\"from\":\"{from}\"}}\n");
        let find = |log: &str, other: &str| stranger("eta", log.as_bytes(), other.as_bytes());
        for (log, other, want) in [
            ("x\n".to_owned(), "y\n".to_owned() + &trace("alpha"), Some("alpha")),
            ("x\n".to_owned(), "x\n".to_owned() + &trace("alpha"), None),
            ("x\n".to_owned() + &trace("beta"), "y\n".to_owned() + &trace("alpha"), Some("alpha")),
            ("x\n".to_owned() + &trace("alpha"), "y\n".to_owned() + &trace("alpha").replace('{', "{ "), None),
            ("x\n".to_owned(), "y\n".to_owned(), None),
            (String::new(), trace("alpha"), None),
        ] {
            assert_eq!(find(&log, &other).as_deref(), want, "{log}{other}");
        }
    }

    #[test]
    fn every_line_of_both_logs_is_kept_once_and_byte_for_byte() {
        let join = |log: &[u8], other: &[u8], own: &[String]| join_logs(log, other, Some("b"), own).bytes;
        let own = ["note".to_owned()];
        assert_eq!(join(b"a\nb\n", b"b\r\nb\n\xff\n\n c", &own), b"a\nb\nb\r\n\xff\n c\nnote\n");
        assert_eq!(join(b"cut", b"\xef\xbb\xbfa\n", &[]), b"cut\na\n");
        assert_eq!(join(b"", b"", &[]), b"");
        let once = join(b"a\n", b"b\n", &own);
        assert_eq!(join(&once, b"b\n", &own), once, "joined twice it is the same");
    }

    #[test]
    fn a_number_of_two_things_becomes_two_numbers() {
        for (ours, theirs, want) in [
            (
                line("complaint", r#","ref":"1","state":"opened""#),
                line("complaint", r#", "state":"solved","ref" : "1" "#),
                r#", "state":"solved","ref" : "1~b" "#,
            ),
            (
                line("complaint", r#","state":"opened""#),
                line("complaint", r#","state":"solved""#),
                r#","state":"solved","ref":"~b""#,
            ),
            (
                line("complaint", r#","state":"opened""#),
                line("complaint", r#","state":"solved","ref":null"#),
                r#","state":"solved","ref":"~b""#,
            ),
            (
                line("sample", r#","state":"sent","item":"HX""#),
                line("sample", r#","state":"failed","item":"HX""#),
                r#","state":"failed","item":"HX","ref":"HX~b""#,
            ),
            (
                line("quote", r#","amount":"1","item":"Pots""#),
                line("quote", r#","state":"lost","item":"pots""#),
                r#","state":"lost","item":"pots","ref":"pots~b""#,
            ),
            (
                line("quote", r#","amount":"1""#),
                line("quote", r#","amount":"2""#),
                r#","amount":"2","ref":"~b""#,
            ),
            (
                line("order", r#","amount":"1","ref":"O""#),
                line("order", r#","amount":"2","ref":"O""#),
                r#","amount":"2","ref":"O~b""#,
            ),
        ] {
            let joined = join_logs(ours.as_bytes(), theirs.as_bytes(), Some("b"), &[]);
            let kinds = ["complaint", "sample", "quote", "order"];
            let kind = kinds.into_iter().find(|kind| ours.contains(kind)).expect("a kind");
            assert_eq!(text(&joined.bytes), format!("{ours}\n{}\n", line(kind, want)));
            assert_eq!((joined.refs.len(), joined.replaced), (1, vec![theirs.clone().into_bytes()]));
            let again = join_logs(&joined.bytes, theirs.as_bytes(), Some("b"), &[]);
            assert_eq!((again.bytes, again.added), (joined.bytes, 0), "what comes again is known");
        }
    }

    #[test]
    fn an_order_goes_with_the_quote_or_the_sample_that_it_wins() {
        let quote = |amount: u32, rest: &str| line("quote", &format!(r#","amount":"{amount}"{rest}"#));
        let pots = r#","item":"Pots""#;
        for (rest, order, want) in [
            (pots, r#","amount":"2","item":"pots""#, r#","amount":"2","item":"pots","ref":"pots~b""#),
            (pots, r#","amount":"2","item":"Pots","ref":"O""#, r#","amount":"2","item":"Pots","ref":"O~b""#),
            (r#","ref":"Q""#, r#","amount":"2","ref":"Q""#, r#","amount":"2","ref":"Q~b""#),
            ("", r#","amount":"2""#, r#","amount":"2","ref":"~b""#),
            (pots, r#","amount":"2","item":"Cups""#, r#","amount":"2","item":"Cups""#),
            (pots, r#","amount":"-2","item":"Pots""#, r#","amount":"-2","item":"Pots""#),
            (pots, r#","amount":"2""#, r#","amount":"2""#),
        ] {
            let (ours, theirs) = (quote(1, rest), quote(2, rest));
            let order = line("order", order);
            let both = format!("{theirs}\n{order}");
            let joined = join_logs(ours.as_bytes(), both.as_bytes(), Some("b"), &[]);
            let want = line("order", want);
            assert!(text(&joined.bytes).ends_with(&format!("{want}\n")), "{}", text(&joined.bytes));
            assert_eq!(joined.refs.len(), 1 + usize::from(want != order), "{:?}", joined.refs);
            let again = join_logs(&joined.bytes, both.as_bytes(), Some("b"), &[]);
            assert_eq!((again.bytes, again.added), (joined.bytes.clone(), 0), "what comes again is known");
            // An order that comes later is of what is there under its new number.
            let late = order.replace("11-01", "11-02");
            let home = join_logs(&joined.bytes, late.as_bytes(), Some("b"), &[]);
            assert!(text(&home.bytes).ends_with(&format!("{}\n", want.replace("11-01", "11-02"))), "{want}");
        }
    }

    #[test]
    fn what_names_a_renumbered_line_names_it_still() {
        let ours = line("order", r#","amount":"1","ref":"O""#);
        let theirs = line("order", r#","amount":"2","ref":"O""#);
        let amend = |of: &str| {
            line("amend", &format!(r#","of":"{}","set":{{"text":"x"}}"#, line_name(of.as_bytes())))
        };
        let void = |of: &str| line("void", &format!(r#","of":"{}""#, line_name(of.as_bytes())));
        let other = format!("{}\n{theirs}\n{}\n", void(&amend(&theirs)), amend(&theirs));
        let joined = join_logs(ours.as_bytes(), other.as_bytes(), Some("b"), &[]);
        let new = theirs.replace("\"O\"", "\"O~b\"");
        assert_eq!(text(&joined.bytes), format!("{ours}\n{}\n{new}\n{}\n", void(&amend(&new)), amend(&new)));
        assert_eq!(joined.replaced.len(), 3);
        let again = join_logs(&joined.bytes, other.as_bytes(), Some("b"), &[]);
        assert_eq!((again.bytes, again.added), (joined.bytes, 0));
    }

    #[test]
    fn what_is_one_thing_keeps_its_number() {
        let opened = line("complaint", r#","ref":"1","state":"opened""#);
        let solved = line("complaint", r#","ref":"1","state":"solved""#);
        let invoice = line("invoice", r#","amount":"5","ref":"I""#);
        let payment = line("payment", r#","amount":"5","ref":"I""#);
        let order = line("order", r#","amount":"5""#);
        for (ours, theirs) in [
            // The same line in both: a copy of one complaint.
            (opened.clone(), format!("{opened}\n{solved}")),
            // A payment for the invoice that the other customer's log has.
            (invoice.clone(), payment.clone()),
            (payment.clone(), invoice.clone()),
            // Without a number nothing ties orders together.
            (order, line("order", r#","amount":"6""#)),
            (line("quote", r#","ref":"1""#), line("order", r#","ref":"1""#)),
        ] {
            let joined = join_logs(ours.as_bytes(), theirs.as_bytes(), Some("b"), &[]);
            assert_eq!((joined.refs, joined.replaced), (vec![], Vec::<Vec<u8>>::new()), "{ours} {theirs}");
        }
        // An invoice that has become another one takes its payments along.
        let both = format!("{}\n{payment}", line("invoice", r#","amount":"7","ref":"I""#));
        let joined = join_logs(invoice.as_bytes(), both.as_bytes(), Some("b"), &[]);
        assert_eq!(text(&joined.bytes).matches("I~b").count(), 2);
    }

    #[test]
    fn what_is_logged_under_the_old_id_later_finds_its_new_number() {
        let ours = line("complaint", r#","ref":"1","state":"opened""#);
        let theirs = line("complaint", r#","ref":"1","state":"opened","text":"x""#);
        let merged = join_logs(ours.as_bytes(), theirs.as_bytes(), Some("b"), &[]).bytes;
        let late = line("complaint", r#","ref":"1","state":"solved""#);
        let home = join_logs(&merged, late.as_bytes(), Some("b"), &[]);
        assert!(
            text(&home.bytes).ends_with("\"ref\":\"1~b\",\"state\":\"solved\"}\n"),
            "{}",
            text(&home.bytes)
        );
    }
}
