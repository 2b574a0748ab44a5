//! Which of the team's events an invitation is to.

use chrono::NaiveDate;

use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::session::Session;
use crate::model::{Entry, Event, Invitation, InvitationState, reference_key, suggestion_of};
use crate::render::lang::{self, Lang, both};
use crate::rules::invitations::{self, Invited, event_called};
use crate::store::LoadedCustomer;

/// The entry with the event's own name: that of `crm.yaml`, and where none is said of the only one to which the customer
/// is invited. A name that no event there has stays, unless it looks like a slip of one.
pub(super) fn meant(
    session: &Session<'_>,
    entry: Entry<'static>,
    loaded: &LoadedCustomer<'_>,
) -> Result<Entry<'static>, Failure> {
    let on = entry.day();
    let Event::Invitation(invitation) = entry.event else { return Ok(entry) };
    let what = match invitation.what.as_deref() {
        Some(typed) => named(session, typed)?,
        None => only(loaded, invitation.state)?,
    };
    possible(loaded, &what, invitation.state, on)?;
    begun(session, &what, invitation.state, on)?;
    let event = Event::Invitation(Invitation { what: Some(what.into()), ..invitation });
    Ok(Entry { event, ..entry })
}

fn named(session: &Session<'_>, typed: &str) -> Result<String, Failure> {
    let events = &session.config.policy.events;
    if let Some(event) = event_called(events, typed) {
        return Ok(event.en.clone());
    }
    let names = events.iter().flat_map(|event| [event.what.en.as_str(), event.what.zh.as_str()]);
    match suggestion_of(typed, names.map(|name| (name, name))) {
        None => Ok(typed.to_owned()),
        Some(near) => Err(Failure::usage(both!(
            "--invitation: no event in crm.yaml is called \"{typed}\"",
            "--invitation：crm.yaml 里没有「{typed}」这个活动"
        ))
        .try_this(both!("did you mean {near}? As it is: --force", "是不是 {near}？确实如此请加 --force"))),
    }
}

/// Refuses the answer of one who was there.
fn possible(
    loaded: &LoadedCustomer<'_>,
    what: &str,
    state: InvitationState,
    on: NaiveDate,
) -> Result<(), Failure> {
    let is_undone = match state {
        InvitationState::Accepted | InvitationState::Declined | InvitationState::Absent => true,
        InvitationState::Invited | InvitationState::Came => false,
    };
    let is_strange = || !invitations::all(&loaded.history).iter().any(|one| is_of(&one.what, what));
    if state == InvitationState::Absent && is_strange() {
        return Err(uninvited(loaded, what));
    }
    let Some(came) = invitations::came(&loaded.history, what, on).filter(|_| is_undone) else {
        return Ok(());
    };
    let (id, word) = (&loaded.customer.id, lang::shell_word(what));
    Err(Failure::new(
        Exit::Refused,
        both!(
            |lang| "{id} came to {what} ({came}), and can't be said to be \"{state}\" after it",
            "{id} 已到场{what}（{came}），之后不能再记「{state}」",
            what = lang::quoted(lang, what),
            state = lang::invitation_state(lang, state)
        ),
    )
    .try_this(both!(
        "the next one of that name begins with --invitation {word}; --force writes it all the same",
        "下一届请先记 --invitation {word}；确实如此可加 --force 写入"
    )))
}

fn is_of(one: &str, other: &str) -> bool {
    reference_key(one) == reference_key(other)
}

/// Who was never invited is not missed.
fn uninvited(loaded: &LoadedCustomer<'_>, what: &str) -> Failure {
    let (id, word) = (&loaded.customer.id, lang::shell_word(what));
    let what = both!(
        |lang| "{id} was not invited to {what}, and is not missed there",
        "{id} 没有被邀请参加{what}，谈不上缺席",
        what = lang::quoted(lang, what)
    );
    Failure::new(Exit::Refused, what).try_this(both!(
        "crm log {id} --invitation {word} --at DAY, where it was; --force writes it all the same",
        "确曾邀请的先记：crm log {id} --invitation {word} --at 日期；也可加 --force 写入"
    ))
}

/// Refuses that somebody came, or was not there, before the event has begun.
fn begun(session: &Session<'_>, what: &str, state: InvitationState, on: NaiveDate) -> Result<(), Failure> {
    if !matches!(state, InvitationState::Came | InvitationState::Absent) {
        return Ok(());
    }
    let Some(begins) = invitations::begins_after(&session.config.policy.events, what, on) else {
        return Ok(());
    };
    let what = both!(
        |lang| "{what} begins on {begins}: on {on} nobody can say who came",
        "{what}从 {begins} 开始：{on} 还不能记到场或缺席",
        what = lang::quoted(lang, what)
    );
    Err(Failure::new(Exit::Refused, what).try_this(both!(
        "--invitation accepted, where it means to come; --force writes it all the same",
        "打算来的记 --invitation 接受；确实如此可加 --force 写入"
    )))
}

/// The only event that the customer is invited to, and of which nothing more is said.
fn only(loaded: &LoadedCustomer<'_>, state: InvitationState) -> Result<String, Failure> {
    let mut open = invitations::all(&loaded.history);
    // Who means to come may do otherwise; who says so says it once.
    let is_open = |one: &Invited| match one.state {
        InvitationState::Invited => true,
        InvitationState::Accepted => state != InvitationState::Accepted,
        InvitationState::Declined | InvitationState::Came | InvitationState::Absent => false,
    };
    open.retain(is_open);
    let id = &loaded.customer.id;
    match open.as_slice() {
        [one] => Ok(one.what.clone()),
        [] => Err(Failure::new(Exit::Refused, both!("{id} has no open invitation", "{id} 没有待回应的邀请"))
            .try_this("--what \"…\"")),
        several => {
            let names = |lang: Lang| {
                let names = several.iter().map(|one| lang::quoted(lang, &one.what));
                names.collect::<Vec<_>>().join(lang.pick(", ", "、"))
            };
            Err(Failure::new(
                Exit::Refused,
                both!("{id} is invited to several events: which one is it?", "{id} 有多个邀请：是哪一个？"),
            )
            .try_this(both!(
                |lang| "--what, one of {names}",
                "用 --what 指明：{names}",
                names = names(lang)
            )))
        }
    }
}
