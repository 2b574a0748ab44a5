//! `crm rhythm --fit`: finds the numbers of this book, and writes them to `rhythm.yaml`.

use std::path::Path;

use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::order_book::book_days;
use crate::cli::session::Session;
use crate::config::rhythm_file;
use crate::render;
use crate::render::lang::{Lang, both, tr};
use crate::rules::rhythm::{BookRhythm, ENOUGH_REPEATERS, Repeats, fit};
use crate::store::{FilePlan, RHYTHM};

/// Finds them, says what changes, and writes them, but for a dry run. A book that is too small keeps the shipped ones.
pub(super) fn fitted(session: &Session<'_>, dry_run: bool) -> Result<Exit, Failure> {
    let (lang, old) = (session.lang, session.config.policy.book_rhythm);
    let (book, exit) = book_days(session);
    let seen: Vec<Repeats> = book.iter().filter_map(|days| Repeats::of(days, session.today)).collect();
    let repeaters = seen.iter().filter(|one| one.count > 0).count();
    let found = match repeaters >= ENOUGH_REPEATERS {
        true => fit(&seen, &old.fit_rule()).filter(|found| found.converged),
        false => None,
    };
    let Some(found) = found else { return Err(too_few(seen.len(), repeaters)) };
    let new = BookRhythm::of(&found, old.numbers.merge_days, session.today);
    session.print(&render::rhythm_change(lang, &old, &new, session.style()))?;
    let text = rhythm_file(&new, lang == Lang::Zh);
    let path = Path::new(RHYTHM);
    if dry_run {
        session.print(lang.pick(
            "\nNothing is written: without --dry-run it goes to rhythm.yaml\n",
            "\n未写入：去掉 --dry-run 即写入 rhythm.yaml\n",
        ))?;
        return Ok(exit);
    }
    let lock = session.workspace.lock()?;
    let before = session.workspace.bytes(path)?;
    let plan = FilePlan::new(path, before.as_deref(), Some(text.as_bytes()));
    session.workspace.rewrite(&lock, &[plan], &[])?;
    session.print(&tr!(
        lang,
        "\n{RHYTHM} is written: crm rhythm uses it from now on; crm diff shows what it does, crm undo takes it back\n",
        "\n已写入 {RHYTHM}：crm rhythm 从现在起使用它；crm diff 查看影响，crm undo 可撤销\n"
    ))?;
    Ok(exit)
}

fn too_few(customers: usize, repeaters: usize) -> Failure {
    let what = match repeaters < ENOUGH_REPEATERS {
        true => both!(
            "{repeaters} of {customers} customers have ordered twice and more; {ENOUGH_REPEATERS} are needed",
            "下过单的 {customers} 个客户中，{repeaters} 个下过两单以上；至少要 {ENOUGH_REPEATERS} 个"
        ),
        false => both!("the search found no numbers for this book", "没有为本客户群求得数值"),
    };
    Failure::new(Exit::Refused, what).try_this(both!(
        "crm rhythm: with so few the shipped numbers are as good",
        "crm rhythm：客户这么少时，程序自带的数值同样好"
    ))
}
