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
use crate::render::lang::{self, tr};

/// What can be typed.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  crm archive mueller --why \"closed down\"\n  crm archive mueller --undo"
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
                at: now(context),
                by: Some(by.clone().into()),
                via: None,
                text: Some(text.into()),
                event: Event::Note(Note::default()),
                line: 0,
            }
        });
        Ok(Wanted { edits: vec![edit], entries: note.into_iter().collect(), done })
    })
}
