//! A mailbox as one writes it: `li@example.com`, `Li Na <li@example.com>`, `"Li, Na" <li@example.com>` (RFC 5322).

/// Who sends or receives a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mailbox {
    /// A person's name, in any script.
    pub name: Option<String>,
    /// The address: what every mail program takes, so in ASCII.
    pub address: String,
}

/// The longest address, and the longest part before its `@` (RFC 5321).
const LONGEST: (usize, usize) = (254, 64);

impl Mailbox {
    /// Reads one; nothing where it is more or less than one.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        // A line's end would begin a header of its own.
        if text.chars().any(char::is_control) {
            return None;
        }
        let (name, address) = match text.strip_suffix('>') {
            Some(rest) => rest.rsplit_once('<')?,
            None => ("", text),
        };
        let name = unquoted(name.trim())?;
        let name = Some(name.trim().to_owned()).filter(|name| !name.is_empty());
        is_address(address).then(|| Mailbox { name, address: address.to_owned() })
    }

    /// What a list of them is made of: commas part them, outside of quotation marks and brackets.
    pub fn split(list: &str) -> Vec<&str> {
        let (mut is_quoted, mut is_escaped, mut is_address) = (false, false, false);
        list.split(|c: char| {
            let was_escaped = std::mem::take(&mut is_escaped);
            match c {
                _ if was_escaped => {}
                '\\' if is_quoted => is_escaped = true,
                '"' => is_quoted = !is_quoted,
                '<' if !is_quoted => is_address = true,
                '>' if !is_quoted => is_address = false,
                ',' | '，' => return !is_quoted && !is_address,
                _ => {}
            }
            false
        })
        .map(str::trim)
        .filter(|one| !one.is_empty())
        .collect()
    }

    /// What is behind the address's `@`.
    pub fn domain(&self) -> &str {
        self.address.rsplit_once('@').map_or("", |(_, domain)| domain)
    }
}

/// A name without its quotation marks; nothing where they don't fit, or where something stands outside of them that
/// could be a second mailbox.
fn unquoted(name: &str) -> Option<String> {
    let Some(rest) = name.strip_prefix('"') else {
        return (!name.contains(['"', '<', '>', ',', ';', '@'])).then(|| name.to_owned());
    };
    let mut out = String::new();
    let mut rest = rest.chars();
    loop {
        match rest.next()? {
            '\\' => out.push(rest.next()?),
            '"' => return rest.as_str().is_empty().then_some(out),
            c => out.push(c),
        }
    }
}

fn is_address(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let is_local = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c);
    let is_label = |label: &str| {
        let is_inside = |c: char| c.is_ascii_alphanumeric() || c == '-';
        (1..=63).contains(&label.len())
            && label.chars().all(is_inside)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    text.len() <= LONGEST.0
        && local.len() <= LONGEST.1
        && local.split('.').all(|part| !part.is_empty() && part.chars().all(is_local))
        // A machine's own mail has a domain without a dot.
        && domain.split('.').all(is_label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mailbox_is_one_address_with_or_without_a_name() {
        for (text, want) in [
            ("li@example.com", Some((None, "li@example.com"))),
            (" li@example.com ", Some((None, "li@example.com"))),
            ("<li@example.com>", Some((None, "li@example.com"))),
            ("root@localhost", Some((None, "root@localhost"))),
            ("a.b+c@x-y.example", Some((None, "a.b+c@x-y.example"))),
            ("Li Na <li@example.com>", Some((Some("Li Na"), "li@example.com"))),
            ("李娜<li@example.com>", Some((Some("李娜"), "li@example.com"))),
            ("\"Müller, Anna \\\"A\\\"\" <a@b.example>", Some((Some("Müller, Anna \"A\""), "a@b.example"))),
            ("\"<x@y.example>\" <a@b.example>", Some((Some("<x@y.example>"), "a@b.example"))),
            ("\"\" <a@b.example>", Some((None, "a@b.example"))),
            ("Li Na <li@example.com", None),
            ("Li Na li@example.com", None),
            ("Li <Na> <li@example.com>", None),
            ("Na, Li <li@example.com>", None),
            ("a@b.example; Li <li@example.com>", None),
            ("\"Li\" Na <li@example.com>", None),
            ("\"Li <li@example.com>", None),
            ("Li Na <li@example.com>\r\nBcc: x@y.example", None),
            ("Li\r\nBcc: x@y.example <li@example.com>", None),
            ("Li\u{85}Na <li@example.com>", None),
            ("a@x.example, b@y.example", None),
            ("a@b@c.example", None),
            ("a..b@x.example", None),
            (".a@x.example", None),
            ("a@", None),
            ("@x.example", None),
            ("a@.example", None),
            ("a@-x.example", None),
            ("a b@x.example", None),
            ("李@例子.example", None),
            ("n/a", None),
            ("<>", None),
            ("", None),
        ] {
            let found = Mailbox::parse(text);
            let found = found.as_ref().map(|one| (one.name.as_deref(), one.address.as_str()));
            assert_eq!(found, want, "{text:?}");
        }
        for (long, is_one) in [(63, true), (64, true), (65, false)] {
            assert_eq!(
                Mailbox::parse(&format!("{}@x.example", "a".repeat(long))).is_some(),
                is_one,
                "{long}"
            );
        }
    }

    #[test]
    fn commas_part_mailboxes_and_not_names() {
        for (text, want) in [
            ("a@b.example,c@d.example", &["a@b.example", "c@d.example"][..]),
            ("a@b.example， c@d.example ,", &["a@b.example", "c@d.example"]),
            ("\"Li, Na\" <a@b.example>, 王 <c@d.example>", &["\"Li, Na\" <a@b.example>", "王 <c@d.example>"]),
            ("\"a\\\", b\" <a@b.example>", &["\"a\\\", b\" <a@b.example>"]),
            ("", &[]),
        ] {
            assert_eq!(Mailbox::split(text), want, "{text}");
        }
    }
}
