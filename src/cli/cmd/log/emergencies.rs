//! What is told beside an entry of a complaint or a wish to end: another one that is open, and what nobody has asked.

use crate::cli::context::Context;
use crate::model::{ComplaintState, EndingState, Entry, Event, History, reference_key};
use crate::render::lang::{self, Lang, tr};
use crate::rules::emergencies::{self, EmergencyKind, is_unsatisfied};

/// Tells what the person who types the entry should know of what is open. `history` is what was there before it.
pub(super) fn remark(context: &Context, history: &History<'_>, entry: &Entry<'_>) {
    let (kind, is_opened) = match &entry.event {
        Event::Ending(ending) => (EmergencyKind::Ending, ending.state == EndingState::Opened),
        Event::Complaint(complaint) => (EmergencyKind::Complaint, complaint.state == ComplaintState::Opened),
        _ => return,
    };
    let key = |reference: Option<&str>| reference.map(reference_key);
    let own = key(entry.event.reference());
    let open: Vec<_> = emergencies::open(history).into_iter().filter(|one| one.kind == kind).collect();
    // Who types another number means another one; where one of them has none, it may be the same.
    let may_be_it = |one: &&emergencies::Emergency| one.reference.is_some() != own.is_some();
    if let Some(other) = open.iter().filter(|_| is_opened).find(may_be_it) {
        tell_of_other(context, entry, other);
    }
    if let Event::Ending(ending) = &entry.event {
        let known = open.iter().find(|one| key(one.reference.as_deref()) == own);
        let says_why = ending.why.is_some() || known.is_some_and(|one| one.why.is_some());
        let asks = matches!(ending.state, EndingState::Opened | EndingState::Lost);
        if asks && !says_why {
            context.say(&tr!(
                context.lang,
                "note: it doesn't say why: --why price, and --competitor NAME where it goes to one",
                "提示：没有写原因：--why 价格；转向竞争对手的，另加 --competitor 名称"
            ));
        }
    }
}

/// What can be done with a customer that is gone.
pub(super) fn after_loss(lang: Lang, id: &str, entries: &[Entry<'_>]) -> Option<String> {
    let is_lost = |entry: &Entry<'_>| matches!(&entry.event, Event::Ending(ending) if ending.state == EndingState::Lost);
    entries.iter().any(is_lost).then(|| {
        tr!(
            lang,
            "to put it away: crm archive {id}\nto ask again later: crm log {id} \"ask again\" --note --next 6m",
            "不再跟进：crm archive {id}\n以后再联系：crm log {id} \"再联系一次\" --note --next 6个月"
        )
    })
}

/// What follows where the customer is not satisfied.
pub(super) fn after_low_score(lang: Lang, id: &str, entries: &[Entry<'_>]) -> Option<String> {
    let is_unsatisfied = |entry: &Entry<'_>| match &entry.event {
        Event::FollowUp(said) => said.satisfaction.is_some_and(is_unsatisfied),
        _ => false,
    };
    entries.iter().any(is_unsatisfied).then(|| {
        tr!(
            lang,
            "not satisfied: ask why, and say when: crm log {id} \"ask why\" --note --next 3d\nif it complains: crm log {id} --complaint opened",
            "不满意：请问明原因，并定下日期：crm log {id} \"问明原因\" --note --next 3天\n若属投诉：crm log {id} --complaint 提出"
        )
    })
}

fn tell_of_other(context: &Context, entry: &Entry<'_>, other: &emergencies::Emergency) {
    let lang = context.lang;
    let kind = lang::kind(lang, entry.event.kind());
    let since = lang::date_short(lang, other.opened.day, context.today);
    context.say(&match other.reference.as_deref().map(lang::one_line) {
        Some(reference) => tr!(
            lang,
            "note: the {kind} {reference} of {since} is open, too: this is a second one\n  the same again: --ref {reference}",
            "提示：{since}的{kind} {reference} 还没了结，这一条是另外一件\n  同一件事：--ref {reference}"
        ),
        None => tr!(
            lang,
            "note: a {kind} of {since} without a number is open, too: this is a second one\n  the same again: leave out --ref",
            "提示：{since}的{kind}（无编号）还没了结，这一条是另外一件\n  同一件事：去掉 --ref"
        ),
    });
}
