//! Lines of a log as a forgetting has left them: what looked like a person is masked, or gone. So it is where the
//! line's customer was made a part of another one first, and its number became `REF~ID`.

use std::collections::{HashMap, HashSet};

use serde_json::Value as Json;

use super::lines::{lines, name, renumbered};
use crate::model::{WAS, is_moved};
use crate::store::forgetting_note::{Fields, Key, Moment, fields, identity, key, moment, remains};

/// Whether a log has one of these lines still, or what a forgetting has left of it.
pub(super) fn has_any_of(text: &[u8], own: &HashSet<&[u8]>) -> bool {
    if own.is_empty() || lines(text).any(|line| own.contains(line)) {
        return !own.is_empty();
    }
    let before = Entries::of(own.iter().copied());
    lines(text).filter_map(fields).any(|entry| before.find(&entry).is_some())
}

/// The lines of a log that are no lines of `before`, and not what a forgetting has left of one of these: each of them
/// is at most one line's.
pub(super) fn unexplained<'t>(text: &'t [u8], before: &HashSet<&[u8]>) -> Vec<&'t [u8]> {
    let there: HashSet<&[u8]> = lines(text).collect();
    let mut gone = Entries::of(before.iter().copied().filter(|line| !there.contains(line)));
    let mut is_left = |line: &[u8]| {
        let entry = fields(line).filter(|_| !gone.0.is_empty());
        entry.is_some_and(|entry| gone.take(&entry))
    };
    lines(text).filter(|line| !before.contains(line) && !is_left(line)).collect()
}

/// An entry as it was before, with its number or what stands for it.
struct Before {
    fields: Fields,
    name: String,
}

/// Entries by when they were, and what.
struct Entries(HashMap<Moment, Vec<Before>>);

impl Entries {
    fn of<'l>(lines: impl Iterator<Item = &'l [u8]>) -> Self {
        let mut found = Entries(HashMap::new());
        for (line, entry) in lines.filter_map(|line| Some((line, fields(line)?))) {
            if let Some(key) = moment(&entry) {
                let name = name(line).unwrap_or_default();
                found.0.entry(key).or_default().push(Before { fields: entry, name });
            }
        }
        found
    }

    /// Where the one is of which a forgetting has left this.
    fn find(&self, entry: &Fields) -> Option<(Moment, usize)> {
        let key = moment(entry)?;
        let at = self.0.get(&key)?.iter().position(|was| is_left_of(entry, was))?;
        Some((key, at))
    }

    /// Takes that one out; whether there was any.
    fn take(&mut self, entry: &Fields) -> bool {
        let Some((key, at)) = self.find(entry) else { return false };
        self.0.get_mut(&key).is_some_and(|known| {
            known.swap_remove(at);
            true
        })
    }
}

/// Whether an entry is what a forgetting has left of another one, or that one as it was.
fn is_left_of(entry: &Fields, was: &Before) -> bool {
    if entry.contains_key(WAS) {
        return identity(entry) == identity(&was.fields);
    }
    let is_renumbered = |value: &Json| {
        let number = value.as_str().filter(|number| is_moved(number));
        number.and_then(|number| number.strip_prefix(&*was.name)).is_some_and(|rest| rest.starts_with('~'))
    };
    entry.iter().all(|(key, value)| {
        // What is about a masked line names it anew.
        key == "of" || was.fields.get(key) == Some(value) || (key == "ref" && is_renumbered(value))
    })
}

/// Whether an entry may be another one as somebody has corrected it: of the same moment, and with something that both say.
pub(super) fn is_corrected(was: &Fields, now: &Fields) -> bool {
    let is_said = |field: &str| !matches!(field, "at" | "kind" | "by" | "currency" | "of" | "origin");
    let has_alike = was.iter().any(|(field, value)| is_said(field) && now.get(field) == Some(value));
    moment(was).is_some() && moment(was) == moment(now) && !now.contains_key(WAS) && has_alike
}

/// Whether a line is what a forgetting has left.
pub(super) fn has_was(line: &[u8]) -> bool {
    remains(line).is_some()
}

/// The lines of a log by what they are, to find how entries stand in it.
pub(super) struct Forms {
    /// How often each stands there.
    lines: HashMap<Vec<u8>, usize>,
    /// What forgettings have left, by the entry.
    left: HashMap<Key, Vec<Vec<u8>>>,
}

impl Forms {
    pub fn of(text: &[u8]) -> Self {
        let mut forms = Forms { lines: HashMap::new(), left: HashMap::new() };
        for line in lines(text) {
            *forms.lines.entry(line.to_vec()).or_default() += 1;
            if let Some(key) = remains(line).and_then(|left| key(&left)) {
                forms.left.entry(key).or_default().push(line.to_vec());
            }
        }
        forms
    }

    pub fn has(&self, line: &[u8]) -> bool {
        self.lines.contains_key(line)
    }

    /// How an entry stands there: as it was, with the number that a merge has given it, or as a forgetting has left it.
    pub fn all_of(&self, (line, from): (&[u8], &str), wanted: Option<&Key>) -> Vec<&[u8]> {
        let numbered = renumbered(line, from, |_, _| true);
        let as_it_was = [Some(line), numbered.as_deref()].into_iter().flatten();
        let as_it_was = as_it_was.filter(|own| !has_was(own)).filter_map(|own| self.lines.get_key_value(own));
        let mut found: Vec<&[u8]> =
            as_it_was.flat_map(|(own, count)| std::iter::repeat_n(own.as_slice(), *count)).collect();
        let left = wanted.and_then(|wanted| self.left.get(wanted));
        found.extend(left.into_iter().flatten().map(Vec::as_slice));
        found
    }

    /// Of several the one that is as it was.
    pub fn one_of(&self, of: (&[u8], &str), wanted: Option<&Key>) -> Option<&[u8]> {
        self.all_of(of, wanted).first().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::forgetting_note::left_of;

    #[test]
    fn a_line_is_left_where_a_forgetting_has_masked_it() {
        let was = br#"{"at":"2026-02-01","by":"li","kind":"note","text":"Anna called"}"#;
        let left = |line: &str| left_of(std::str::from_utf8(was).expect("text"), line.to_owned());
        for (line, want) in [
            (r#"{"at":"2026-02-01","by":"li","kind":"note","text":"Anna called"}"#, true),
            (&*left(r#"{"at":"2026-02-01","by":"li","kind":"note","text":"(forgotten) called"}"#), true),
            (&*left(r#"{"at":"2026-02-01","by":"li","kind":"note"}"#), true),
            (r#"{"at":"2026-02-01","by":"li","kind":"note","text":"(forgotten) called"}"#, false),
            (r#"{"at":"2026-02-01","by":"li","kind":"note","text":"Bert called"}"#, false),
            (r#"{"at":"2026-02-01","by":"wang","kind":"note"}"#, false),
            (r#"{"at":"2026-02-02","by":"li","kind":"note"}"#, false),
            ("no entry", false),
        ] {
            assert_eq!(has_any_of(line.as_bytes(), &HashSet::from([&was[..]])), want, "{line}");
        }
        assert!(!has_any_of(was, &HashSet::new()));
    }

    #[test]
    fn a_line_that_a_merge_gave_a_number_is_left_where_a_forgetting_has_masked_it_since() {
        let line =
            |rest: &str| format!(r#"{{"at":"2026-02-01","by":"li",{rest},"text":"(forgotten) called"}}"#);
        // A merge numbers the line, and a forgetting masks it then.
        let left = |rest: &str| left_of(&line(rest).replace("(forgotten)", "Anna"), line(rest));
        let promise = r#""kind":"promise","state":"made","what":"pl""#;
        for (was, is, want) in [
            (promise, r#""kind":"promise","state":"made","what":"pl","ref":"pl~beta""#, true),
            (promise, r#""kind":"promise","state":"made","what":"pl","ref":"pl~beta~gamma""#, true),
            (promise, r#""kind":"promise","state":"made","what":"pl","ref":"samples~beta""#, false),
            (promise, r#""kind":"promise","state":"made","what":"pl","ref":"P-1""#, false),
            (
                r#""kind":"complaint","state":"opened""#,
                r#""kind":"complaint","state":"opened","ref":"~beta""#,
                true,
            ),
            (
                r#""kind":"complaint","state":"opened","ref":null"#,
                r#""kind":"complaint","state":"opened","ref":"~beta""#,
                true,
            ),
            (
                r#""kind":"order","amount":"5","item":"Pots""#,
                r#""kind":"order","amount":"5","item":"Pots","ref":"Pots~beta""#,
                true,
            ),
            (
                r#""kind":"order","amount":"5","ref":"O-1""#,
                r#""kind":"order","amount":"5","ref":"O-1~beta""#,
                true,
            ),
            (
                r#""kind":"order","amount":"5","ref":"O-1""#,
                r#""kind":"order","amount":"5","ref":"O-2~beta""#,
                false,
            ),
        ] {
            let was = line(was).replace("(forgotten)", "Anna");
            assert_eq!(has_any_of(left(is).as_bytes(), &HashSet::from([was.as_bytes()])), want, "{was} {is}");
        }
    }
}
