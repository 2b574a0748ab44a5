//! Whether an id that a trace names is still the customer's that the trace is of. Another one may have got it since, and
//! the two are never one by that.

use std::collections::HashSet;

use super::forgotten::all_ids;
use super::journal::lines_of;
use super::own_numbers::OwnNumbers;
use super::sync::are_two;
use super::{CustomerFiles, Scrutiny, Workspace, join_logs};
use crate::store::forgetting_note::is_note;

impl Workspace {
    /// Whether a customer is a part of another one whose log says that it was, and its files are only left over. By its
    /// entries: those that came there with it stand before that trace. Without any, by its name and what else its file
    /// says.
    pub fn is_part_of(&self, old: &CustomerFiles, new: &CustomerFiles) -> bool {
        let bytes = |path: &std::path::Path| self.bytes(path).ok().flatten().unwrap_or_default();
        let entries = bytes(&old.log_path());
        if !entries.iter().all(u8::is_ascii_whitespace) {
            return took_over(&bytes(&new.log_path()), old.id.as_str(), &entries);
        }
        let names = |files: &CustomerFiles| {
            let (names, _) = self.one(files, Scrutiny::Answer, |loaded| {
                std::iter::once(loaded.customer.name).chain(loaded.customer.aliases).collect::<Vec<_>>()
            });
            names.unwrap_or_default()
        };
        let known = names(new);
        names(old).first().is_some_and(|name| known.contains(name))
            && !are_two(&bytes(&old.card), &bytes(&new.card))
    }
}

impl Workspace {
    /// How many entries of a former customer's two others have: those before the trace of it in either log.
    pub fn common_entries(&self, id: &str, one: &CustomerFiles, other: &CustomerFiles) -> usize {
        let log = |files: &CustomerFiles| self.bytes(&files.log_path()).ok().flatten().unwrap_or_default();
        common(id, &log(one), &log(other))
    }
}

/// The lines of a log before the last trace of a former customer, where it has one.
fn before_trace<'l>(log: &'l [u8], id: &str) -> Option<Vec<&'l [u8]>> {
    let mut lines: Vec<&[u8]> = lines_of(log).collect();
    let at = lines.iter().rposition(|line| all_ids("", line).iter().any(|from| from == id))?;
    lines.truncate(at);
    Some(lines)
}

/// Entries that two logs have alike, or under other numbers, each before the trace of a former customer.
fn common(id: &str, one: &[u8], other: &[u8]) -> usize {
    // Whose ids stand behind numbers, the whole logs say.
    let numbers = OwnNumbers::of(one, other);
    let [own, known]: [HashSet<&[u8]>; 2] =
        [one, other].map(|log| before_trace(log, id).unwrap_or_default().into_iter().collect());
    own.into_iter().filter(|line| known.contains(line) || numbers.has(line)).count()
}

/// Whether a log has entries of another customer's from when that one became a part of it, or got its id: all of them,
/// or some, where that was taken back while others wrote. What both have since, such as the line of a handover, and the
/// note of a forgetting are each one's own.
pub(super) fn took_over(log: &[u8], id: &str, other: &[u8]) -> bool {
    let Some(before) = before_trace(log, id) else { return false };
    let is_own_note = |line: &&[u8]| std::str::from_utf8(line).is_ok_and(is_note);
    let entries: Vec<&[u8]> = lines_of(other).filter(|line| !is_own_note(line)).collect();
    join_logs(&before.join(&b'\n'), &entries.join(&b'\n'), Some(id), &[]).added < entries.len()
}

#[cfg(test)]
mod tests {
    use super::took_over;

    #[test]
    fn what_stands_behind_the_trace_makes_nobody_a_part_of_another() {
        let line = |day: u8| format!(r#"{{"at":"2026-02-0{day}","by":"li","kind":"note","text":"{day}"}}"#);
        let trace = r#"{"at":"2026-02-03","by":"li","kind":"renamed","from":"old"}"#.to_owned();
        let note = r#"{"at":"2026-02-04","by":"li","kind":"note","text":"forgotten on request on 2026-02-04 by li"}"#
            .to_owned();
        for (log, other, want) in [
            (vec![line(1), line(2), trace.clone()], vec![line(1), line(2)], true),
            (vec![line(1), line(2), trace.clone(), line(4)], vec![line(2), line(5)], true),
            (vec![line(1), trace.clone(), line(4)], vec![line(4)], false),
            (vec![line(1), trace.clone(), note.clone()], vec![line(5), note.clone()], false),
            (vec![line(1), note.clone(), trace.clone()], vec![line(5), note], false),
            (vec![line(1)], vec![line(1)], false),
        ] {
            let found = took_over(log.join("\n").as_bytes(), "old", other.join("\n").as_bytes());
            assert_eq!(found, want, "{log:?} {other:?}");
        }
    }
}
