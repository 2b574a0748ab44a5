//! Whom of a customer one spoke with, and what the log says of a thing already.

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::model::name::search_key;
use crate::model::{Customer, Entry, Event, History, Stamp, reference_key, slips};
use crate::plan::team::sounds_like;
use crate::render::lang::{self, Lang, both, tr};

/// The entry with the contact's name as the file has it. A name that is nearly one of them is a slip unless `force`;
/// quite another one is new, which is said.
pub(super) fn with_known_contact(
    context: &Context,
    customer: &Customer,
    force: bool,
    mut entry: Entry<'static>,
) -> Result<Entry<'static>, Failure> {
    let with = match &mut entry.event {
        Event::FollowUp(said) => &mut said.with,
        Event::Note(note) => &mut note.with,
        _ => return Ok(entry),
    };
    let Some(typed) = with.as_deref() else { return Ok(entry) };
    let names: Vec<&str> = customer.contacts.iter().filter_map(|contact| contact.name.as_deref()).collect();
    let wanted = search_key(typed);
    if let Some(known) = names.iter().find(|name| search_key(name) == wanted) {
        let known = (*known).to_owned();
        *with = Some(known.into());
        return Ok(entry);
    }
    let is_part = names.iter().any(|name| search_key(name).contains(&wanted));
    if names.is_empty() || force || is_part {
        return Ok(entry);
    }
    let (lang, id) = (context.lang, &customer.id);
    let quoted = lang::quoted(lang, typed);
    if let Some(near) = near(&names, typed) {
        let near = lang::one_line(near);
        let what = both!(
            |lang| "{id} has no contact {typed}",
            "{id} 没有联系人{typed}",
            typed = lang::quoted(lang, typed)
        );
        return Err(Failure::usage(what).try_this(both!(
            "did you mean --with \"{near}\"? Somebody else: --force",
            "是不是 --with {near}？确实是另一个人请加 --force"
        )));
    }
    let name = lang::one_line(typed);
    context.say(&tr!(
        lang,
        "note: {quoted} is not in the file; crm set {id} contacts+=\"{name}\" adds it",
        "提示：客户文件里没有{quoted}；crm set {id} contacts+=\"{name}\" 可添加"
    ));
    Ok(entry)
}

/// Somebody with whom one spoke, and whom the customer's file doesn't have.
pub(super) fn newcomer<'e>(customer: &Customer, entry: &'e Entry<'_>) -> Option<&'e str> {
    let with = match &entry.event {
        Event::FollowUp(said) => said.with.as_deref(),
        Event::Note(note) => note.with.as_deref(),
        _ => None,
    }?;
    let wanted = search_key(with);
    let mut names = customer.contacts.iter().filter_map(|contact| contact.name.as_deref());
    (!names.any(|name| search_key(name).contains(&wanted))).then_some(with)
}

/// The contact whose name is read alike, or one letter away.
fn near<'a>(names: &[&'a str], typed: &str) -> Option<&'a str> {
    let is_slip = |name: &&&str| {
        let (one, other) = (search_key(name), search_key(typed));
        // Two Chinese names with one character in common are two people.
        one.is_ascii() && one.len() > 3 && slips(&one, &other, 1) == Some(1)
    };
    names.iter().find(|name| sounds_like(name, typed)).or_else(|| names.iter().find(is_slip)).copied()
}

/// Says where an entry is dated before the newest one of the same thing: that one goes on counting.
pub(super) fn remark_on_later(context: &Context, history: &History<'_>, entry: &Entry<'_>) {
    let lang = context.lang;
    if state(lang, &entry.event).is_none() {
        return;
    }
    let key = |event: &Event<'_>| match event {
        Event::Promise(_) | Event::Request(_) => event.topic().and_then(|topic| topic.key().1),
        _ => event.reference().map(reference_key),
    };
    let is_later = |known: &&Entry<'_>| {
        known.event.kind() == entry.event.kind()
            && key(&known.event) == key(&entry.event)
            && is_after(known.at, entry.at)
    };
    let later = history.entries().iter().filter(is_later);
    let Some((day, counts)) =
        later.filter_map(|known| Some((known.day(), state(lang, &known.event)?))).next_back()
    else {
        return;
    };
    let kind = lang::kind(lang, entry.event.kind());
    let reference = entry.event.reference().map(lang::one_line).unwrap_or_default();
    let day = lang::date_short(lang, day, context.today);
    context.say(&tr!(
        lang,
        "note: a later entry counts: the {kind} {reference} is {counts} since {day}; --at says when this one was",
        "提示：{kind}{reference}有更晚的记录：{day}{counts}，以较晚的为准；这一条的时间由 --at 指定"
    ));
}

fn is_after(one: Stamp, other: Stamp) -> bool {
    match (one, other) {
        (Stamp::Instant(one), Stamp::Instant(other)) => one > other,
        _ => one.day() > other.day(),
    }
}

/// Where a sample, a complaint or a wish to end stands by an entry.
pub(super) fn state(lang: Lang, event: &Event<'_>) -> Option<&'static str> {
    match event {
        Event::Complaint(complaint) => Some(lang::complaint_state(lang, complaint.state)),
        Event::Ending(ending) => Some(lang::ending_state(lang, ending.state)),
        Event::Promise(promise) => Some(lang::promise_state(lang, promise.state)),
        Event::Request(request) => Some(lang::request_state(lang, request.state)),
        Event::Sample(sample) => Some(lang::sample_state(lang, sample.state)),
        _ => None,
    }
}
