//! What can be read and is probably not meant: it is refused where it is typed, and `--force` writes it.

use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::model::{Entry, Event, History, Slip};
use crate::render::lang::{self, both};
use crate::rules::check;
use crate::store::LoadedCustomer;

/// An entry, unless it is a step on a day before the one on which that began.
pub(super) fn begun(entry: Entry<'static>, loaded: &LoadedCustomer<'_>) -> Result<Entry<'static>, Failure> {
    let event = &entry.event;
    let is_step = matches!(event, Event::Complaint(_) | Event::Ending(_) | Event::Sample(_))
        || matches!(event, Event::Promise(_) | Event::Request(_));
    if !is_step {
        return Ok(entry);
    }
    let known = loaded.history.entries().iter().cloned();
    let history = History::new(known.chain([Entry { line: 0, ..entry.clone() }]).collect());
    let own = check::before_begun(&history).into_iter().find(|(line, _)| *line == 0);
    let Some((_, Slip::BeforeBegun { kind, name, begun })) = own else { return Ok(entry) };
    let day = entry.day();
    let what = both!(
        |lang| "the {kind} {name} began on {begun}, after {day}",
        "{kind}{name}从 {begun} 才开始，晚于 {day}",
        kind = lang::kind(lang, kind),
        name = lang::quoted(lang, &name)
    );
    Err(Failure::new(Exit::Refused, what).try_this(both!(
        "correct --at; --force writes it all the same",
        "请改正 --at；确实如此可加 --force 写入"
    )))
}
