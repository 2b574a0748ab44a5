//! From bytes to text: by the mark at the beginning, as UTF-8, else as Chinese Excel writes it.

use std::path::Path;

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::ImportError;

/// The text of a file, and the name of its encoding.
pub(super) fn decode(
    path: &Path,
    bytes: &[u8],
    wanted: Option<&str>,
) -> Result<(String, &'static str), ImportError> {
    let strictly = |encoding: &'static Encoding| {
        let (text, _, is_broken) = encoding.decode(bytes);
        (!is_broken).then(|| (text.into_owned(), encoding.name()))
    };
    let no_text = || ImportError::NoText(path.to_owned());
    if let Some(name) = wanted {
        let found = Encoding::for_label(name.trim().as_bytes());
        let encoding = found.ok_or_else(|| ImportError::NoEncoding(name.to_owned()))?;
        return strictly(encoding).ok_or_else(no_text);
    }
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return strictly(encoding).ok_or_else(no_text);
    }
    // Half of the bytes of UTF-16 without its mark are zero; no text of another encoding has one.
    let zeros = |from: usize| bytes.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let guesses = match (zeros(0), zeros(1)) {
        (0, 0) => [UTF_8, GB18030],
        (even, odd) if odd > even => [UTF_16LE, UTF_16BE],
        _ => [UTF_16BE, UTF_16LE],
    };
    let found = guesses.into_iter().find_map(strictly);
    found.filter(|(text, _)| !text.contains('\0')).ok_or_else(no_text)
}

/// The text of bytes of a named encoding, as a card of the nineties names it; what can't be read
/// becomes U+FFFD.
pub(super) fn decode_named(bytes: &[u8], name: Option<&str>) -> String {
    let named = name.and_then(|name| Encoding::for_label(name.trim().as_bytes()));
    if let Some(encoding) = named {
        return encoding.decode(bytes).0.into_owned();
    }
    String::from_utf8_lossy(bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_encodings_of_the_world_are_seen() {
        let text = "客户名称,联系人\n深圳宏达,王芳\n";
        let utf16 = |big: bool| -> Vec<u8> {
            let bytes = |unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() };
            text.encode_utf16().flat_map(bytes).collect()
        };
        let marked = |mark: &[u8], bytes: Vec<u8>| [mark, &bytes].concat();
        for (bytes, name) in [
            (text.as_bytes().to_vec(), "UTF-8"),
            (marked(b"\xef\xbb\xbf", text.as_bytes().to_vec()), "UTF-8"),
            (GB18030.encode(text).0.into_owned(), "gb18030"),
            (utf16(false), "UTF-16LE"),
            (utf16(true), "UTF-16BE"),
            (marked(b"\xff\xfe", utf16(false)), "UTF-16LE"),
            (marked(b"\xfe\xff", utf16(true)), "UTF-16BE"),
        ] {
            let found = decode(Path::new("x"), &bytes, None).expect("a text");
            assert_eq!((found.0.as_str(), found.1), (text, name));
        }
        for bad in [&b"\xff\xff\xff"[..], b"a\0\0\0b", b"\x81"] {
            assert!(decode(Path::new("x"), bad, None).is_err(), "{bad:?}");
        }
        assert_eq!(decode(Path::new("x"), b"M\xfcller", Some("latin1")).expect("a text").0, "Müller");
        assert!(decode(Path::new("x"), b"x", Some("klingon")).is_err());
    }
}
