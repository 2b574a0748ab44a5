//! Links to call and to write: each is made of one number, one address, and of nothing else that stands in
//! the field.
//!
//! Behind an address a link could name further recipients and a text (`?bcc=…`), behind a number keys to be
//! pressed (`;ext=…`, `,,*21*…#`): whoever taps it sees none of that. What isn't just a number or an address
//! is shown, and leads nowhere.

use std::fmt::Write;

/// The most digits of a number in the world (E.164), and the fewest that are worth a link.
const DIGITS: std::ops::RangeInclusive<usize> = 3..=15;

/// The longest address (RFC 5321).
const LONGEST: usize = 254;

/// Where a tap on a phone number leads; nothing where it is more or less than one number.
pub(super) fn tel(phone: &str) -> Option<String> {
    let phone = phone.trim();
    let (plus, rest) = match phone.strip_prefix(['+', '＋']) {
        Some(rest) => ("+", rest),
        None => ("", phone),
    };
    let is_between = |c: char| matches!(c, ' ' | '\u{a0}' | '-' | '–' | '.' | '/' | '(' | ')' | '（' | '）');
    let mut digits = String::new();
    // A trunk's zero in brackets is dialled from within the country alone.
    let rest = if plus.is_empty() { rest.to_owned() } else { rest.replace("(0)", "") };
    for c in rest.chars() {
        match c {
            '0'..='9' => digits.push(c),
            '０'..='９' => digits.extend(char::from_digit(u32::from(c) - u32::from('０'), 10)),
            c if is_between(c) => {}
            _ => return None,
        }
    }
    DIGITS.contains(&digits.len()).then(|| format!("tel:{plus}{digits}"))
}

/// Where a tap on a mail address leads; nothing where it is more or less than one address.
pub(super) fn mailto(email: &str) -> Option<String> {
    let email = email.trim();
    let (local, domain) = email.split_once('@')?;
    let is_local = |c: char| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    let is_domain = |c: char| c.is_alphanumeric() || c == '-' || c == '.';
    let has_parts = |text: &str| text.split('.').all(|part| !part.is_empty());
    let is_one = email.len() <= LONGEST
        && local.chars().all(is_local)
        && domain.chars().all(is_domain)
        && has_parts(local)
        && has_parts(domain)
        && domain.contains('.');
    is_one.then(|| format!("mailto:{}@{}", percent(local), percent(domain)))
}

/// A link that opens a mail program with a letter in it (RFC 6068); nothing where the address is more or less than one.
pub fn letter_to(email: &str, subject: &str, body: &str) -> Option<String> {
    // Of ends of lines the standard knows this one alone.
    let body = body.trim_end().replace('\n', "\r\n");
    Some(format!("{}?subject={}&body={}", mailto(email)?, percent(subject), percent(&body)))
}

/// A text of which a link keeps what means nothing in a link; all other bytes are written as numbers.
fn percent(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            _ => {
                // Writing to memory can't fail.
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_called_and_nothing_behind_it() {
        for (phone, want) in [
            ("+49 89 123456", Some("tel:+4989123456")),
            (" (0755) 5550-0188 ", Some("tel:075555500188")),
            ("+49 (0)89 12345", Some("tel:+498912345")),
            ("＋４９ 89 1234567", Some("tel:+49891234567")),
            ("089/123.45.67", Some("tel:0891234567")),
            ("+49 30 1;ext=2,,,*21*090012345#", None),
            ("+49 30 1234567,,5", None),
            ("+49 30 1234567 p 5", None),
            ("*21*090012345#", None),
            ("%2A21%2A0900", None),
            ("+49 30 1234567 / +49 30 7654321", None),
            ("555 0100 ext. 5", None),
            ("49+30 1234567", None),
            ("phone-7f3ak9x2", None),
            ("1234567890123456", None),
            ("11", None),
            ("", None),
        ] {
            assert_eq!(tel(phone).as_deref(), want, "{phone}");
        }
    }

    #[test]
    fn an_address_is_written_to_and_nobody_else() {
        for (email, want) in [
            ("anna@mueller.example", Some("mailto:anna@mueller.example")),
            (" a.b+c@x.example ", Some("mailto:a.b%2Bc@x.example")),
            ("a?b&c=d%40@x.example", Some("mailto:a%3Fb%26c%3Dd%2540@x.example")),
            ("李@例子.example", Some("mailto:%E6%9D%8E@%E4%BE%8B%E5%AD%90.example")),
            ("ann@acme.example?bcc=spy@evil.example&subject=hi", None),
            ("ann@acme.example?body=x", None),
            ("ann@acme.example,spy@evil.example", None),
            ("ann@acme.example;spy@evil.example", None),
            ("ann@acme.example%2Cspy", None),
            ("\"a b\"@x.example", None),
            ("Ann <ann@x.example>", None),
            ("javascript:alert(1)@x.example", None),
            ("a@b@c.example", None),
            ("a..b@x.example", None),
            ("a@x", None),
            ("a@.example", None),
            ("a\u{202e}@x.example", None),
            ("a@x.example\r\nBcc: b@x.example", None),
            ("@x.example", None),
            ("", None),
        ] {
            assert_eq!(mailto(email).as_deref(), want, "{email:?}");
        }
        assert_eq!(mailto(&format!("{}@x.example", "a".repeat(250))), None);
    }
}
