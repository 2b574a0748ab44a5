//! From which end a list is shown, and how much of it, as options.

use clap::Args;

/// The options of a list that has an order.
#[derive(Clone, Debug, Default, Args)]
pub struct ListingArgs {
    /// The other way round
    #[arg(short, long, help_heading = "Output")]
    reverse: bool,
    /// Show no more than so many
    #[arg(short = 'n', long, value_name = "COUNT", help_heading = "Output")]
    pub limit: Option<usize>,
}

impl ListingArgs {
    /// Turns what is in order, where that was asked for.
    pub fn turn<T>(&self, found: &mut [T]) {
        if self.reverse {
            found.reverse();
        }
    }

    /// How many are shown at most.
    pub fn most(&self) -> usize {
        self.limit.unwrap_or(usize::MAX)
    }
}
