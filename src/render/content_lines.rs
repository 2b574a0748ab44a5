//! The lines of vCard and iCalendar: a name, a value, and folded where they are too long (RFC 6350, RFC 5545).

/// Octets of a line. Both standards allow 75 without the line's end; some readers count that in.
const WIDTH: usize = 73;

/// Lines that are written one after the other.
pub(super) struct ContentLines(String);

impl ContentLines {
    /// None yet.
    pub fn new() -> Self {
        ContentLines(String::new())
    }

    /// A property with a text, which may be anything.
    pub fn text(&mut self, name: &str, text: &str) {
        self.put(name, &escaped(text));
    }

    /// A property, folded so that no character is cut: its octets could not be read by themselves.
    pub fn put(&mut self, name: &str, value: &str) {
        let mut width = 0;
        for c in [name, ":", value].iter().flat_map(|part| part.chars()) {
            if width + c.len_utf8() > WIDTH {
                self.0.push_str("\r\n ");
                width = 1;
            }
            self.0.push(c);
            width += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    pub fn into_text(self) -> String {
        self.0
    }
}

/// A text as a value. What some readers take for the end of a line is none: it would tear the value apart.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' | '\u{2028}' | '\u{2029}' => out.push(' '),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A value as a reader gets it back.
    fn read(line: &str) -> String {
        let whole = line.strip_suffix("\r\n").expect("an end").replace("\r\n ", "");
        let mut value = whole.strip_prefix("SUMMARY:").expect("its name").chars();
        let mut out = String::new();
        while let Some(c) = value.next() {
            match c {
                '\\' => match value.next().expect("what is escaped") {
                    'n' => out.push('\n'),
                    c => out.push(c),
                },
                c => out.push(c),
            }
        }
        out
    }

    proptest! {
        #[test]
        fn whatever_stands_in_a_text_is_read_back_from_short_lines(
            text in "([a-z ,;:\\\\\n]|[液压油缸，。]|[äß🎉]|\\PC){0,200}",
        ) {
            let mut lines = ContentLines::new();
            lines.text("SUMMARY", &text);
            let written = lines.into_text();
            for line in written.split_inclusive("\r\n") {
                prop_assert!(line.len() <= 75, "{} octets with the end: {line:?}", line.len());
                prop_assert!(line.ends_with("\r\n") && line.trim_end_matches("\r\n").lines().count() <= 1);
            }
            prop_assert_eq!(read(&written), text.replace(['\u{2028}', '\u{2029}'], " "));
        }

        #[test]
        fn nothing_in_a_text_begins_a_line_of_its_own(text in any::<String>()) {
            let mut lines = ContentLines::new();
            lines.text("SUMMARY", &text);
            let ends = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
            let whole = lines.into_text().replace("\r\n ", "");
            prop_assert_eq!(whole.trim_end_matches("\r\n").matches(ends).count(), 0, "{:?}", whole);
        }
    }
}
