//! The page on which an answer is shown: its colours and its width.

use super::failure::Failure;
use super::surroundings::Surroundings;
use crate::render::lang::both;

/// The columns of a pipe, of a mail from cron, of a terminal that doesn't say.
const PLAIN_WIDTH: usize = 80;

/// Whether the environment lets a terminal be coloured.
pub fn may_colour(around: &Surroundings) -> bool {
    around.variable("NO_COLOR").is_none() && around.variable("TERM").is_none_or(|term| term != "dumb")
}

/// Whether colours are wanted: as it was asked for, else as the terminal can show them.
pub fn color(asked: Option<&str>, around: &Surroundings) -> Result<bool, Failure> {
    let auto = around.terminals.output && may_colour(around);
    match asked {
        None | Some("auto") => Ok(auto),
        Some("always") => Ok(true),
        Some("never") => Ok(false),
        Some(other) => {
            Err(Failure::usage(both!("\"{other}\" is not a choice of colour", "「{other}」不是颜色选项"))
                .try_this(both!("--color auto, always or never", "--color auto、always 或 never")))
        }
    }
}

/// The columns of a page.
pub fn width(around: &Surroundings) -> usize {
    let seen = || around.terminals.output.then(comfy_table_width).flatten();
    told(around).or_else(seen).unwrap_or(PLAIN_WIDTH).clamp(40, 200)
}

/// What the terminal itself says of its width.
fn comfy_table_width() -> Option<usize> {
    crate::render::terminal_width().map(usize::from)
}

/// Whether there is a page at all: a terminal, or whoever says how wide one is.
pub fn is_page(around: &Surroundings) -> bool {
    around.terminals.output || told(around).is_some()
}

fn told(around: &Surroundings) -> Option<usize> {
    around.variable("COLUMNS").and_then(|columns| columns.parse().ok())
}
