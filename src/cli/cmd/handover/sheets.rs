//! The sheets of a hand-over: one a customer, and an index.

use std::path::Path;

use crate::cli::book::book;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::folder::beside_customers;
use crate::cli::session::Session;
use crate::model::Entry;
use crate::plan::{self, Recipient};
use crate::render::lang::{Lang, both};
use crate::render::{self, Subject};
use crate::rules::measure;
use crate::rules::policy::Trigger;
use crate::rules::views::Book;
use crate::store::{CustomerTree, LoadedCustomer, Scrutiny, output, put_page};

/// What became of them.
pub(super) enum SheetsWritten {
    /// All of them, one below the other.
    Text(String),
    /// So many files, in that folder.
    Files(usize, String),
}

/// Writes a sheet for each customer into a folder, with an index; or gives all of them as one text.
pub(super) fn write(
    session: &Session<'_>,
    layout: &CustomerTree,
    receivers: &[Recipient],
    (from, folder): (&str, &Path),
) -> Result<SheetsWritten, Failure> {
    let (lang, today) = (session.lang, session.today);
    let is_text = folder == Path::new("-");
    let target = session.directory.join(folder);
    if !is_text {
        beside_customers(session, &target, folder, "--sheet handover/")?;
    }
    // The views rank a customer among all others.
    let book = book(session, layout);
    let (mut texts, mut pages) = (Vec::new(), Vec::new());
    for receiver in receivers {
        let reader = reader(session, &receiver.to);
        for item in &receiver.given {
            let Some(files) = layout.find(item.id.as_str()) else { continue };
            let (text, problems) = session.workspace.one(files, Scrutiny::Answer, |loaded| {
                sheet(session, &book, loaded, reader, (from, &receiver.to))
            });
            session.warn(&problems);
            let Some(text) = text else { continue };
            match is_text {
                true => texts.push(text),
                false => pages.push((format!("{}.md", item.id), text)),
            }
        }
    }
    if is_text {
        return Ok(SheetsWritten::Text(texts.join("\n---\n\n")));
    }
    let readers: Vec<&Recipient> = receivers.iter().filter(|receiver| !receiver.given.is_empty()).collect();
    let lang = match readers.as_slice() {
        [one] => reader(session, &one.to),
        _ => lang,
    };
    let count = pages.len();
    if count > 0 {
        pages.push(("index.md".to_owned(), render::handover_index(lang, receivers, from, today)));
    }
    // Before the first is written: nothing of anybody's own is written over.
    for path in pages.iter().map(|(name, _)| target.join(name)) {
        let is_ours =
            |bytes: Vec<u8>| String::from_utf8(bytes).is_ok_and(|text| render::is_handover_page(&text));
        if path.symlink_metadata().is_ok() && !output(&path).is_ok_and(is_ours) {
            return Err(not_ours(&path));
        }
    }
    pages.iter().try_for_each(|(name, text)| put_page(&target.join(name), text))?;
    Ok(SheetsWritten::Files(count, folder.display().to_string()))
}

fn not_ours(path: &Path) -> Failure {
    let path = path.display();
    let what = both!("{path} is there already, and not a hand-over sheet", "{path} 已经存在，而且不是交接单");
    Failure::new(Exit::Refused, what)
        .try_this(both!("a folder of its own: --sheet handover/", "换一个单独的文件夹：--sheet handover/"))
}

/// What is written for one person is in that person's language, unless another one was asked for.
fn reader(session: &Session<'_>, person: &str) -> Lang {
    let own = session
        .config
        .people
        .iter()
        .find(|known| known.id == person)
        .and_then(|person| person.lang.as_deref());
    own.filter(|_| !session.is_lang_asked).and_then(Lang::parse).unwrap_or(session.lang)
}

fn sheet(
    session: &Session<'_>,
    book: &Book,
    loaded: LoadedCustomer<'_>,
    lang: Lang,
    whom: (&str, &str),
) -> String {
    let (today, policy) = (session.today, &session.config.policy);
    let history = loaded.history.as_of(today);
    let customer = &loaded.customer;
    let driving = plan::driving(customer, &history, Some(book), policy, today);
    let figures = measure(customer, &history, policy, today);
    let mut profile = plan::profile(customer, driving, &history, policy, today);
    if profile.verdict.is_for_playbooks() {
        let aims = plan::aims_of_book(&figures, book, Trigger::newest(&history), policy, today);
        profile.aims.extend(aims.into_iter().map(|aim| aim.beside(&profile.done)));
    }
    let views = plan::views(&figures, book, profile.verdict.due, policy, today);
    let log: Vec<&Entry<'_>> = history.entries().iter().rev().collect();
    let (profile, views, unrated) = (&profile, &views, figures.unrated());
    let examples = &history.examples().map(|(entry, _)| entry.line).collect();
    let subject = Subject {
        customer,
        profile,
        views,
        unrated,
        referred: &[],
        log: &log,
        examples,
        more: 0,
        kept: None,
        now: None,
    };
    render::handover_sheet(lang, &subject, whom, policy, today)
}
