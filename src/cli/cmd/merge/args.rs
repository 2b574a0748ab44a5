//! What can be typed behind `crm merge`.

use clap::Args as ClapArgs;

/// What can be typed.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  crm merge hongda hongda-2             shows what becomes of both\n  crm merge hongda hongda-2 --apply     does it\n  crm dupes                             who may be entered twice\n\nKEEP stays, with its own words where both say something else; it gets all that it lacks. Every line of\nOTHER's history goes behind its own, byte for byte; a number that both use, as that of a complaint,\nbecomes NUMBER~OTHER in OTHER's lines. What isn't taken stands in a note of the log, and OTHER's two\nfiles go: all of it happens, or nothing. Git still has them.\n\nFrom version 2 of the files on (crm upgrade), OTHER's id still leads to KEEP. What a colleague logs under\nit meanwhile, crm check finds; the same command again brings it home. Where a team shares the workspace\nthrough git, version 2 is needed."
)]
pub struct Args {
    /// The customer that stays: its id, or a unique part of its id, name or alias
    #[arg(value_name = "KEEP")]
    pub(super) keep: String,
    /// The customer that becomes a part of it; an id without a file, whose log is still there
    #[arg(value_name = "OTHER")]
    pub(super) other: String,
    /// Do it, without asking (also: --yes)
    #[arg(long, alias = "yes")]
    pub(super) apply: bool,
    /// Who decides (else CRM_USER, git's user.email)
    #[arg(long, value_name = "PERSON")]
    pub(super) by: Option<String>,
}
