//! Colours by meaning.

use super::sanitize::colour;

/// What a text is, for the eye.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Nothing special.
    Plain,
    /// What one looks for first.
    Strong,
    /// What one may pass over.
    Dim,
    /// What is late or wrong.
    Alarm,
    /// What is today's, or good.
    Good,
}

/// Whether colours are shown, and how wide the page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Whether stdout takes colours.
    pub color: bool,
    /// Columns.
    pub width: usize,
    /// Columns that a table may take: in a pipe as many as it needs, since each row is a line of a program's there.
    pub table_width: usize,
}

impl Style {
    /// Without colours, so many columns wide.
    pub const fn plain(width: usize) -> Self {
        Style { color: false, width, table_width: width }
    }

    /// The same for what is not a table but a page to be read, which has its width in a pipe, too: a mail of cron's.
    pub fn paged(self) -> Self {
        Style { table_width: self.width, ..self }
    }

    /// A text in its tone. Without colours it is the text itself: nothing is said by colour alone.
    pub fn paint(self, tone: Tone, text: &str) -> String {
        let code = match tone {
            _ if !self.color || text.is_empty() => return text.to_owned(),
            Tone::Plain => return text.to_owned(),
            Tone::Strong => "1",
            Tone::Dim => "2",
            Tone::Alarm => "31",
            Tone::Good => "32",
        };
        // Each line by itself, so that a wrapped or cut text never runs out of its tone.
        let (begin, end) = (colour(code), colour("0"));
        let painted: Vec<String> = text.lines().map(|line| format!("{begin}{line}{end}")).collect();
        painted.join("\n")
    }
}
