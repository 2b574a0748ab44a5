//! What every decision on a customer can say: why, by whom, and whether it is only shown.

use clap::Args;

/// The options of a decision.
#[derive(Debug, Args)]
pub struct Decision {
    /// The reason, for the log
    #[arg(short, long, value_name = "TEXT")]
    pub why: Option<String>,
    /// Who decides (else CRM_USER, git's user.email)
    #[arg(long, value_name = "PERSON")]
    pub by: Option<String>,
    /// Show what would be written
    #[arg(long)]
    pub dry_run: bool,
}
