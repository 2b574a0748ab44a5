//! An older entry marked as an example, or no example any more: a note about it. Its own line stays as it is, so that
//! logs merge as ever.

use super::Args;
use crate::cli::change::{Wanted, change_slot};
use crate::cli::date_input;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::resolve::resolve_to_write;
use crate::cli::session::Session;
use crate::format::{bare_line, line_name};
use crate::model::{Entry, Event, History, Mark, Note, Stamp, fold};
use crate::render;
use crate::render::lang::{self, both, tr};
use crate::store::LoadedCustomer;

/// So many digits of a hash say at least which line is meant.
const FEWEST: usize = 6;

/// Marks the entry that is meant by `--of`.
pub(super) fn mark(
    session: &Session<'_>,
    args: &Args,
    which: &str,
    (at, by): (Stamp, &str),
) -> Result<Exit, Failure> {
    let files = resolve_to_write(session, &session.workspace.layout(), &args.customer)?;
    let is_example = args.example;
    change_slot(session, &files, args.dry_run, |loaded| {
        let entry = meant(session, which, loaded)?;
        let (id, name) = (&loaded.customer.id, lang::one_line(&loaded.customer.name));
        // So much of it that one sees which it is.
        let said = lang::clean(&render::entry(session.lang, entry, session.today));
        let day = entry.day();
        let is_known = loaded.history.examples().any(|(known, _)| known.line == entry.line);
        let text = args.text.as_deref().map(str::trim).filter(|text| !text.is_empty());
        if is_known == is_example && text.is_none() {
            let already = match is_example {
                true => tr!(session.lang, "is an example already", "已经是案例"),
                false => tr!(session.lang, "is not an example", "本来就不是案例"),
            };
            let done = tr!(
                session.lang,
                "{name} ({id}): the entry of {day} {already}: {said}",
                "{name}（{id}）：{day} 的记录{already}：{said}"
            );
            return Ok(Wanted::nothing(done));
        }
        let of = name_of(&lines(loaded), entry).into();
        let mark = Mark { of, example: Some(is_example), line: entry.line };
        let note = Entry {
            by: Some(by.to_owned().into()),
            text: text.map(|text| text.to_owned().into()),
            ..Entry::new(at, Event::Note(Note { mark: Some(mark), ..Note::default() }))
        };
        let done = match is_example {
            true => tr!(
                session.lang,
                "{name} ({id}): an example from now on: {day}, {said}",
                "{name}（{id}）：已设为案例：{day}，{said}"
            ),
            false => tr!(
                session.lang,
                "{name} ({id}): no example any more: {day}, {said}",
                "{name}（{id}）：不再是案例：{day}，{said}"
            ),
        };
        Ok(Wanted { entries: vec![note], done, ..Wanted::default() })
    })
}

/// The lines of a log.
fn lines<'l>(loaded: &'l LoadedCustomer<'_>) -> Vec<&'l [u8]> {
    loaded.log_bytes().split(|byte| *byte == b'\n').collect()
}

/// The hash of an entry's line.
fn name_of(lines: &[&[u8]], entry: &Entry<'_>) -> String {
    let at = (entry.line as usize).saturating_sub(1);
    line_name(bare_line(lines.get(at).copied().unwrap_or_default()))
}

/// The entry that is meant: `last`, its day, or the first digits of its line's hash.
fn meant<'l, 'a>(
    session: &Session<'_>,
    typed: &str,
    loaded: &'l LoadedCustomer<'a>,
) -> Result<&'l Entry<'a>, Failure> {
    let history: &History<'a> = &loaded.history;
    let can_be = |entry: &&Entry<'a>| entry.event.trace().is_none() && entry.mark().is_none();
    let word = fold(typed.trim());
    if matches!(word.as_str(), "last" | "上次" | "最近" | "最近一次") {
        let last = history.last_follow_up().map(|(entry, _)| entry);
        return last.or_else(|| history.entries().iter().rev().find(can_be)).ok_or_else(|| {
            Failure::usage(both!("nothing is logged yet", "还没有任何记录"))
                .try_this(both!("crm log ID \"…\" --example", "crm log 编号 \"…\" --example"))
        });
    }
    let is_hash =
        word.len() >= FEWEST && word.len() <= 16 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_hash {
        let lines = lines(loaded);
        let is_named = |entry: &&Entry<'a>| name_of(&lines, entry).starts_with(&word);
        let found: Vec<&Entry<'a>> = history.entries().iter().filter(can_be).filter(is_named).collect();
        match found.as_slice() {
            [] => {}
            [one] => return Ok(*one),
            several => return Err(either(session, typed, several, loaded)),
        }
    }
    let hint = both!(
        "--of last, --of 2026-11-20, or the first digits of the line's hash",
        "--of 上次、--of 2026-11-20，或该行哈希的前几位"
    );
    let day = date_input::back(session, Some("--of"), typed, &hint)?;
    let of_day: Vec<&Entry<'a>> =
        history.entries().iter().filter(can_be).filter(|entry| entry.day() == day).collect();
    let said: Vec<&Entry<'a>> =
        of_day.iter().copied().filter(|entry| matches!(entry.event, Event::FollowUp(_))).collect();
    match (of_day.as_slice(), said.as_slice()) {
        ([one], _) | (_, [one]) => Ok(*one),
        ([], _) => Err(Failure::usage(both!("nothing is logged on {day}", "{day} 没有记录"))
            .try_this(both!("crm show ID --all lists all entries", "crm show 编号 --all 列出全部记录"))),
        (several, _) => Err(either(session, typed, several, loaded)),
    }
}

/// What several entries have in common is not enough to say which one is meant.
fn either(
    session: &Session<'_>,
    typed: &str,
    several: &[&Entry<'_>],
    loaded: &LoadedCustomer<'_>,
) -> Failure {
    let (count, lines) = (several.len(), lines(loaded));
    let line = |entry: &&Entry<'_>| {
        let (name, said) = (name_of(&lines, entry), render::entry(session.lang, entry, session.today));
        format!("\n  --of {}  {said}", &name[..name.len().min(8)])
    };
    let lines: String = several.iter().map(line).collect();
    Failure::usage(both!(
        |lang| "{quoted} can be {count} entries",
        "{quoted}可能是 {count} 条记录",
        quoted = lang::quoted(lang, typed)
    ))
    .try_this(both!("say which one:{lines}", "请指明是哪一条：{lines}"))
}
