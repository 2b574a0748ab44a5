//! `crm archive`: out of every agenda, never deleted.

use clap::Args as ClapArgs;

use crate::cli::change::{Wanted, change, now};
use crate::cli::context::Context;
use crate::cli::decision::Decision;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::session::Session;
use crate::format::Edit;
use crate::model::{Entry, Event, Note};
use crate::render::lang::{self, both, tr};
use crate::rules::EmergencyKind;
use crate::rules::emergencies;
use crate::store::LoadedCustomer;

/// What can be typed.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  crm archive mueller --why \"closed down\"\n  crm archive mueller --undo\n\nOne with an open complaint or wish to end is first settled: the archive is no answer to it."
)]
pub struct Args {
    /// The customer: its id, or a unique part of its id, name or alias
    #[arg(value_name = "ID")]
    customer: String,
    /// Take it back into the agenda
    #[arg(long)]
    undo: bool,
    #[command(flatten)]
    decision: Decision,
}

pub fn run(context: &Context, args: &Args) -> Result<Exit, Failure> {
    let session = Session::open(context)?;
    let lang = context.lang;
    let by = session.user(args.decision.by.as_deref())?;
    change(&session, &args.customer, args.decision.dry_run, |loaded| {
        let customer = &loaded.customer;
        let (id, name) = (&customer.id, lang::one_line(&customer.name));
        // One that is to be archived only some day isn't yet.
        let archived = customer.archived.filter(|day| args.undo || *day <= context.today);
        if !args.undo && archived.is_none() {
            is_no_answer(loaded)?;
        }
        let (edit, done) = match (args.undo, archived) {
            (false, None) => (
                Edit::Set("archived".into(), context.today.to_string()),
                tr!(
                    lang,
                    "{name} ({id}) is archived; crm archive {id} --undo takes it back",
                    "{name}（{id}）已归档；crm archive {id} --undo 可恢复"
                ),
            ),
            (true, Some(_)) => (
                Edit::Remove("archived".into()),
                tr!(lang, "{name} ({id}) is back on the agenda", "{name}（{id}）已恢复跟进"),
            ),
            (false, Some(day)) => {
                return Ok(Wanted::nothing(tr!(
                    lang,
                    "{name} ({id}) is archived since {day}; nothing was changed",
                    "{name}（{id}）已于 {day} 归档，未做修改"
                )));
            }
            (true, None) => {
                return Ok(Wanted::nothing(tr!(
                    lang,
                    "{name} ({id}) is not archived; nothing was changed",
                    "{name}（{id}）没有归档，未做修改"
                )));
            }
        };
        let note = args.decision.why.as_ref().map(|why| {
            let text =
                if args.undo { format!("no longer archived: {why}") } else { format!("archived: {why}") };
            Entry {
                by: Some(by.clone().into()),
                text: Some(text.into()),
                ..Entry::new(now(context), Event::Note(Note::default()))
            }
        });
        Ok(Wanted { edits: vec![edit], entries: note.into_iter().collect(), done, ..Wanted::default() })
    })
}

/// Refuses to put away a customer that wants to end, or has complained: first that is settled.
fn is_no_answer(loaded: &LoadedCustomer<'_>) -> Result<(), Failure> {
    let open = emergencies::open(&loaded.history);
    let Some(first) = open.into_iter().next() else { return Ok(()) };
    let id = &loaded.customer.id;
    let option = |reference: &String| format!(" --ref {}", lang::shell_word(reference));
    let reference = first.reference.as_ref().map(option).unwrap_or_default();
    let day = first.opened.day;
    let what = both!(
        |lang| "{id} has an open {what} of {day}: the archive is no answer to it",
        "{id} 有 {day} 提出、尚未了结的{what}，不能以归档了事",
        what = lang::emergency(lang, first.kind)
    );
    let hint = match first.kind {
        EmergencyKind::Ending => both!(
            "first say how it went out: crm log {id} --ending saved|lost --why \"…\"{reference}",
            "先写明结果：crm log {id} --ending 挽留 或 流失 --why \"…\"{reference}"
        ),
        EmergencyKind::Complaint => both!(
            "first say how it was solved: crm log {id} \"…\" --complaint solved{reference}",
            "先写明如何解决：crm log {id} \"…\" --complaint 解决{reference}"
        ),
    };
    Err(Failure::new(Exit::Refused, what).try_this(hint))
}
