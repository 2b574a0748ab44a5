//! The lines of a card: unfolded, divided, and decoded.

use super::super::encoding::decode_named;

/// The longest property that is looked at: photographs are passed over.
const MAX_LINE: usize = 1 << 20;

/// One property.
#[derive(Debug, Default)]
pub(super) struct ContentLine {
    /// Its name in capital letters.
    pub name: String,
    /// The group that it stands in: Apple's programs write the label of `item1.TEL` as `item1.X-ABLabel`.
    pub group: Option<String>,
    /// Its parameters, the names in capital letters; a bare word is a `TYPE`.
    pub params: Vec<(String, String)>,
    /// Its value, still escaped.
    pub raw: String,
}

/// The lines of a text as they were before they were folded.
pub(super) fn logical(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    // The last line is quoted-printable and goes on.
    let mut soft = false;
    for line in text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)) {
        match lines.last_mut() {
            Some(last) if soft => {
                last.pop();
                last.push_str(line);
            }
            Some(last) if line.starts_with([' ', '\t']) => {
                if last.len() < MAX_LINE {
                    last.push_str(&line[1..]);
                }
            }
            _ => lines.push(line.to_owned()),
        }
        soft = line.ends_with('=') && lines.last().is_some_and(|last| is_quoted_printable(last));
    }
    lines
}

fn is_quoted_printable(line: &str) -> bool {
    let head = line.split(':').next().unwrap_or_default();
    head.len() < 200 && head.to_ascii_uppercase().contains("QUOTED-PRINTABLE")
}

impl ContentLine {
    /// Divides a line; `None` where it is not a property.
    pub fn parse(text: &str) -> Option<Self> {
        let colon = outside_quotes(text, ':')?;
        let (head, raw) = (&text[..colon], &text[colon + 1..]);
        let mut parts = Vec::new();
        let mut rest = head;
        while let Some(at) = outside_quotes(rest, ';') {
            parts.push(&rest[..at]);
            rest = &rest[at + 1..];
        }
        parts.push(rest);
        let full = parts.remove(0).trim();
        let (group, name) =
            full.rsplit_once('.').map_or((None, full), |(group, name)| (Some(group.to_lowercase()), name));
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
        {
            return None;
        }
        let mut params = Vec::new();
        for part in parts {
            let (key, value) = part.split_once('=').unwrap_or(("TYPE", part));
            for value in value.split(',') {
                let value = value.trim().trim_matches('"').to_owned();
                params.push((key.trim().to_ascii_uppercase(), value));
            }
        }
        let mut line = ContentLine { name: name.to_ascii_uppercase(), group, params, raw: raw.to_owned() };
        if line.params.iter().any(|(_, value)| value.eq_ignore_ascii_case("QUOTED-PRINTABLE")) {
            let charset = line.param("CHARSET").map(str::to_owned);
            // What is encoded of a part doesn't divide the parts.
            let part =
                |part: &str| decode_named(&quoted_printable(part), charset.as_deref()).replace(';', "\\;");
            line.raw = raw.split(';').map(part).collect::<Vec<_>>().join(";");
        }
        Some(line)
    }

    /// The first parameter of a name.
    pub fn param(&self, name: &str) -> Option<&str> {
        self.params.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Whether a `TYPE` says this.
    pub fn is(&self, kind: &str) -> bool {
        self.params.iter().any(|(key, value)| key == "TYPE" && value.eq_ignore_ascii_case(kind))
    }

    /// Whether it is the one to prefer.
    pub fn is_preferred(&self) -> bool {
        self.is("pref") || self.param("PREF").is_some_and(|rank| rank == "1")
    }

    /// The value as a text.
    pub fn text(&self) -> String {
        unescaped(&self.raw).trim().to_owned()
    }

    /// The parts of a value between unescaped signs.
    pub fn parts(&self, sign: char) -> Vec<String> {
        let mut parts = vec![String::new()];
        let mut escaped = false;
        for c in self.raw.chars() {
            if c == sign && !escaped {
                parts.push(String::new());
                continue;
            }
            escaped = c == '\\' && !escaped;
            if let Some(last) = parts.last_mut() {
                last.push(c);
            }
        }
        parts.iter().map(|part| unescaped(part).trim().to_owned()).collect()
    }
}

fn outside_quotes(text: &str, sign: char) -> Option<usize> {
    let mut quoted = false;
    text.char_indices().find_map(|(at, c)| {
        quoted ^= c == '"';
        (c == sign && !quoted).then_some(at)
    })
}

fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match (c, c == '\\') {
            (_, true) => match chars.next() {
                Some('n' | 'N') => out.push('\n'),
                Some(other) => out.push(other),
                None => {}
            },
            _ => out.push(c),
        }
    }
    out
}

fn quoted_printable(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let hex = bytes.get(at + 1..at + 3).and_then(|two| std::str::from_utf8(two).ok());
        match hex.filter(|_| bytes[at] == b'=').and_then(|two| u8::from_str_radix(two, 16).ok()) {
            // Line ends within a value are line ends of the value.
            Some(b'\r') => at += 3,
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    out
}
