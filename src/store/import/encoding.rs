//! From bytes to text: by the mark at the beginning, as UTF-8, else as what they most probably are.

use std::path::Path;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

use super::ImportError;
use crate::model::slips;

/// A text, and how it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    pub text: String,
    /// The encoding's name.
    pub encoding: &'static str,
    /// Whether nothing says that it is this one.
    pub is_guessed: bool,
}

/// Whether a file begins with a byte order mark.
pub(super) fn has_mark(bytes: &[u8]) -> bool {
    Encoding::for_bom(bytes).is_some()
}

/// The text of a file.
pub(super) fn decode(path: &Path, bytes: &[u8], wanted: Option<&str>) -> Result<Decoded, ImportError> {
    let strictly = |encoding: &'static Encoding| {
        let (text, _, is_broken) = encoding.decode(bytes);
        let decoded = Decoded { text: text.into_owned(), encoding: encoding.name(), is_guessed: false };
        (!is_broken).then_some(decoded)
    };
    let no_text = || ImportError::NoText(path.to_owned());
    if let Some(name) = wanted {
        let encoding = named(name).ok_or_else(|| ImportError::NoEncoding(name.to_owned(), nearest(name)))?;
        return strictly(encoding).ok_or_else(no_text);
    }
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return strictly(encoding).ok_or_else(no_text);
    }
    // Half of the bytes of UTF-16 without its mark are zero; no text of another encoding has one.
    let zeros = |from: usize| bytes.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let certain: &[&'static Encoding] = match (zeros(0), zeros(1)) {
        (0, 0) => &[UTF_8],
        (even, odd) if odd > even => &[UTF_16LE, UTF_16BE],
        _ => &[UTF_16BE, UTF_16LE],
    };
    if let Some(found) = certain.iter().copied().find_map(strictly) {
        return if found.text.contains('\0') { Err(no_text()) } else { Ok(found) };
    }
    let guess = guess(bytes);
    // What fits no guess may still be what Chinese Excel writes.
    let found = [guess, GB18030].into_iter().filter_map(strictly).find(|found| is_text(&found.text));
    found.map(|found| Decoded { is_guessed: true, ..found }).ok_or_else(no_text)
}

/// What the bytes most probably are, by how often their letters stand beside each other.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let found = detector.guess(None, Utf8Detection::Deny);
    // It reads all of GBK, and what newer programs write beyond.
    if found == GBK { GB18030 } else { found }
}

/// Nearly all bytes are letters of some old encoding; what steers a terminal of the seventies is in no list.
fn is_text(text: &str) -> bool {
    text.chars().all(|c| !c.is_control() || matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1b}'))
}

/// Names that people know beside those of the standard: Windows' own numbers.
const MORE: &[(&str, &str)] = &[
    ("ansi", "windows-1252"),
    ("latin-1", "latin1"),
    ("cp874", "windows-874"),
    ("cp932", "shift_jis"),
    ("ms932", "shift_jis"),
    ("cp936", "gbk"),
    ("cp949", "euc-kr"),
    ("cp950", "big5"),
    ("cp65001", "utf-8"),
    ("utf16", "utf-16"),
    ("cp850", "windows-1252"),
];

/// Names that are offered to who mistyped one.
const OFFERED: &[&str] = &[
    "utf-8",
    "utf-16le",
    "utf-16be",
    "gb18030",
    "gbk",
    "gb2312",
    "big5",
    "shift_jis",
    "euc-jp",
    "iso-2022-jp",
    "euc-kr",
    "latin1",
    "iso-8859-1",
    "iso-8859-2",
    "iso-8859-5",
    "iso-8859-7",
    "iso-8859-15",
    "windows-874",
    "windows-1250",
    "windows-1251",
    "windows-1252",
    "windows-1253",
    "windows-1254",
    "windows-1255",
    "windows-1256",
    "windows-1257",
    "windows-1258",
    "koi8-r",
    "koi8-u",
    "macintosh",
];

fn named(name: &str) -> Option<&'static Encoding> {
    let name = name.trim().to_ascii_lowercase();
    let known = MORE.iter().find(|(own, _)| *own == name).map_or(name.as_str(), |(_, standard)| *standard);
    Encoding::for_label(known.as_bytes())
}

/// The encoding whose name is nearest, for a slip of the keys.
fn nearest(name: &str) -> Option<&'static str> {
    let name = name.trim().to_ascii_lowercase();
    let near = |own: &&'static str| Some((slips(own, &name, 2.max(name.len() / 3))?, *own));
    OFFERED.iter().filter_map(near).min().map(|(_, own)| own)
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
            assert_eq!((found.text.as_str(), found.encoding), (text, name));
            assert_eq!(found.is_guessed, name == "gb18030");
        }
        for bad in [&b"a\0\0\0b"[..], b"\x81", b"name\n\x01\x02\xff\xfe\n"] {
            assert!(decode(Path::new("x"), bad, None).is_err(), "{bad:?}");
        }
        let latin = decode(Path::new("x"), b"M\xfcller", Some("latin1")).expect("a text");
        assert_eq!((latin.text.as_str(), latin.is_guessed), ("Müller", false));
        assert!(decode(Path::new("x"), b"x", Some("klingon")).is_err());
    }

    #[test]
    fn a_list_that_does_not_say_its_encoding_is_read_as_what_it_is() {
        for (name, text) in [
            ("windows-1252", "Firma,Ort\nMüller GmbH,München\n"),
            ("windows-1252", "Société,Ville\nHydraulique Générale,Orléans\nCafé Noël,Besançon\n"),
            ("windows-1252", "Empresa,Ciudad\nCompañía Española de Máquinas,Málaga\n"),
            (
                "windows-1250",
                "Firma,Město\nŠkoda Plzeň,Plzeň\nČeská zbrojovka,Uherský Brod\nŽďas,Žďár nad Sázavou\n",
            ),
            ("windows-1251", "Компания,Город\nУралмаш,Екатеринбург\n"),
            ("windows-1254", "Firma,Şehir\nYıldız Makina Sanayi,İstanbul\nÇelik Döküm,Eskişehir\n"),
            ("Big5", "客戶名稱,聯絡人\n台北宏達機械有限公司,王芳\n高雄鋼鐵,林志明\n"),
            ("Shift_JIS", "会社名,担当者\n株式会社関西鋳鉄,田中\nカワサキ油圧,鈴木\n"),
            ("EUC-KR", "회사명,담당자\n현대유압 주식회사,김민수\n"),
            ("gb18030", "客户名称,联系人\n深圳市宏达机械有限公司,王芳\n"),
            ("gb18030", "name,city\n宁波海越液压,宁波\n"),
        ] {
            let encoding = Encoding::for_label(name.as_bytes()).expect("an encoding");
            let (bytes, _, is_broken) = encoding.encode(text);
            assert!(!is_broken, "{name}: {text}");
            let found = decode(Path::new("x"), &bytes, None).expect("a text");
            assert_eq!((found.text.as_str(), found.encoding, found.is_guessed), (text, name, true));
        }
    }

    #[test]
    fn a_mistyped_encoding_is_refused_with_the_nearest() {
        for (typed, want) in [
            ("utf_8", Some("utf-8")),
            ("gb18031", Some("gb18030")),
            ("window-1252", Some("windows-1252")),
            ("shiftjis2", Some("shift_jis")),
            ("klingon", None),
        ] {
            match decode(Path::new("x"), b"x", Some(typed)) {
                Err(ImportError::NoEncoding(name, near)) => assert_eq!((name.as_str(), near), (typed, want)),
                other => panic!("{typed}: {other:?}"),
            }
        }
        for own in OFFERED {
            assert!(named(own).is_some(), "{own}");
        }
        assert_eq!(named("CP936").map(Encoding::name), Some("GBK"));
        assert!(MORE.iter().all(|(own, _)| named(own).is_some()));
    }
}
