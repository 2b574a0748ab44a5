//! `crm edit`: a customer's file in the editor.

use clap::Args as ClapArgs;

use crate::cli::context::Context;
use crate::cli::edit_file::edit_file;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::resolve::resolve_to_write;
use crate::cli::schemas;
use crate::cli::session::Session;

/// What can be typed.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  crm edit mueller\n  EDITOR=\"code --wait\" crm edit mueller\n\nYou edit a copy: what you changed in it goes into the file when the editor ends, together with what\nothers changed there meanwhile. Where both changed the same, the file stays as it is, and your copy\nis kept and named (~/.local/state/crm/drafts/, or XDG_STATE_HOME). What is wrong with the file\nafterwards is told with its place; what you typed is kept in any case. A new grade or owner also\ngoes to the log."
)]
pub struct Args {
    /// The customer: its id, or a unique part of its id, name or alias
    #[arg(value_name = "ID")]
    customer: String,
    /// The reason, for the log, where grade or owner change
    #[arg(short, long, value_name = "TEXT")]
    why: Option<String>,
    /// Who decides (else CRM_USER, git's user.email)
    #[arg(long, value_name = "PERSON")]
    by: Option<String>,
}

pub fn run(context: &Context, args: &Args) -> Result<Exit, Failure> {
    let session = Session::open(context)?;
    let files = resolve_to_write(&session, &session.workspace.layout(), &args.customer)?;
    schemas::refresh(&session.workspace);
    edit_file(&session, &files, args.by.as_deref(), args.why.as_deref())
}
