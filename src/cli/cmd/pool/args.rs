//! What can be typed behind `crm pool`.

use clap::Args as ClapArgs;

use crate::cli::filter::FilterArgs;
use crate::cli::format::FormatArgs;

/// What can be typed.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  crm pool                      who can be claimed, the most worth first\n  crm pool --grade C -n 5       the first five of grade C\n  crm pool --sweep              who falls into the pool today, and who will soon\n  crm pool --sweep --apply      takes them away from their owners, for cron\n  crm pool --format ids | head -n 1\n\nThe rules are pool: in crm.yaml. Each customer that falls has the rule, the\nfigure and the day in its log; crm undo gives back what the last sweep took."
)]
pub struct Args {
    /// Free text: name, contact, tag …, Chinese by pinyin, too
    pub(super) text: Vec<String>,
    /// Who falls into the pool today, and whose owners are warned
    #[arg(long)]
    pub(super) sweep: bool,
    /// With --sweep: take those who fall away from their owners
    #[arg(long, requires = "sweep")]
    pub(super) apply: bool,
    /// Who writes it (else CRM_USER, git's user.email)
    #[arg(long, value_name = "PERSON", requires = "apply")]
    pub(super) by: Option<String>,
    /// Show no more than so many
    #[arg(short = 'n', long, value_name = "COUNT", conflicts_with = "sweep")]
    pub(super) limit: Option<usize>,
    /// Exit with 1 if anybody is in the pool, or with --sweep falls into it
    #[arg(long)]
    pub(super) exit_code: bool,
    #[command(flatten)]
    pub(super) filter: FilterArgs,
    #[command(flatten)]
    pub(super) format: FormatArgs,
}
