//! Names that every system can hold, and that nobody can take for another one.
//!
//! The files travel through git to colleagues on Windows and macOS. There a name may be reserved, or be one
//! and the same file as another; and what looks like another customer's id in another script is that
//! customer for whoever reads a list.

use std::collections::{HashMap, HashSet};

use unicode_normalization::UnicodeNormalization;
use unicode_security::skeleton;

use super::CustomerId;

/// Why a name can't travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// Windows takes it for a device, whatever its ending: `con.yaml`.
    Reserved,
    /// It ends with a dot or a blank, which Windows drops.
    Ending,
    /// It has a sign that Windows doesn't allow in names.
    Sign,
    /// Its letters are written in parts (`u` and two dots): macOS may write them in one, and git then sees
    /// two files.
    InParts,
    /// A word of it mixes letters of scripts that look alike.
    Mixed,
}

/// What Windows has taken since the days of DOS.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// What is wrong with the name of a folder.
pub fn folder_flaw(name: &str) -> Option<Flaw> {
    let forbidden = |c: char| c.is_control() || "<>:\"|?*\\".contains(c);
    if name.contains(forbidden) {
        Some(Flaw::Sign)
    } else if name.ends_with(['.', ' ']) {
        Some(Flaw::Ending)
    } else if is_device(name.split('.').next().unwrap_or(name)) {
        Some(Flaw::Reserved)
    } else if !name.nfc().eq(name.chars()) {
        Some(Flaw::InParts)
    } else {
        None
    }
}

/// What is wrong with an id. None is made like this; one that is there already is told by `crm check`.
pub fn id_flaw(id: &CustomerId) -> Option<Flaw> {
    folder_flaw(id.as_str()).or_else(|| is_mixed(id.as_str()).then_some(Flaw::Mixed))
}

fn is_device(stem: &str) -> bool {
    let stem = stem.trim_end().to_lowercase();
    DEVICES.iter().any(|device| match stem.strip_prefix(device) {
        None => false,
        Some("") => !matches!(*device, "com" | "lpt"),
        Some(number) => {
            matches!(*device, "com" | "lpt")
                && matches!(
                    number,
                    "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "¹" | "²" | "³"
                )
        }
    })
}

/// The scripts whose letters are taken for one another. A name of several words may well have words of
/// several of them (`завод-abc`); a word that has is a slip of the keyboard, or worse. Chinese, Japanese and
/// Korean beside Latin letters are as common as they are unmistakable.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Greek,
    Cyrillic,
    Armenian,
    Cherokee,
}

fn script(c: char) -> Option<Script> {
    match u32::from(c) {
        0x41..=0x5a | 0x61..=0x7a | 0xc0..=0x24f | 0x250..=0x2af | 0x1e00..=0x1eff | 0xff21..=0xff5a => {
            Some(Script::Latin)
        }
        0x370..=0x3ff | 0x1f00..=0x1fff => Some(Script::Greek),
        0x400..=0x52f | 0x1c80..=0x1c8f | 0x2de0..=0x2dff | 0xa640..=0xa69f => Some(Script::Cyrillic),
        0x530..=0x58f => Some(Script::Armenian),
        0x13a0..=0x13ff | 0xab70..=0xabbf => Some(Script::Cherokee),
        _ => None,
    }
}

fn is_mixed(id: &str) -> bool {
    id.split(['-', '_']).any(|word| {
        let mut scripts = word.chars().filter(|c| c.is_alphabetic()).filter_map(script);
        let first = scripts.next();
        scripts.any(|script| Some(script) != first)
    })
}

/// What a name is on a system that knows neither case nor in how many parts a letter is written.
pub fn same_file(name: &str) -> String {
    name.nfc().flat_map(char::to_uppercase).flat_map(char::to_lowercase).nfc().collect()
}

/// What a name looks like, by Unicode's own table. Two names of plain letters and digits are told apart by
/// who knows them: `bern` and `bem` are two towns.
fn look(name: &str) -> String {
    skeleton(name).collect()
}

/// How two names are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clash {
    /// They are the same file on another system.
    SameFile,
    /// They look the same.
    LookAlike,
}

/// Names that are there, to ask whether a new one can stand beside them.
#[derive(Clone, Debug, Default)]
pub struct Names {
    names: HashSet<String>,
    /// By what each is on another system, the first of them.
    files: HashMap<String, String>,
    /// By what each looks like, where that isn't itself.
    looks: HashMap<String, String>,
}

impl Names {
    /// Whether exactly this one is there.
    pub fn contains(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// Adds one; of several that clash the first is remembered.
    pub fn insert(&mut self, name: &str) {
        self.files.entry(same_file(name)).or_insert_with(|| name.to_owned());
        self.looks.entry(look(name)).or_insert_with(|| name.to_owned());
        self.names.insert(name.to_owned());
    }

    /// The other name that this one clashes with.
    pub fn clash(&self, name: &str) -> Option<(Clash, &str)> {
        if let Some(other) = self.files.get(&same_file(name)).filter(|other| *other != name) {
            return Some((Clash::SameFile, other));
        }
        let other = self.looks.get(&look(name)).filter(|other| *other != name)?;
        (!(name.is_ascii() && other.is_ascii())).then_some((Clash::LookAlike, other))
    }

    /// Whether a new id can be this one: it is free, can travel, and is like no other.
    pub fn admits(&self, id: &CustomerId) -> bool {
        !self.contains(id.as_str()) && id_flaw(id).is_none() && self.clash(id.as_str()).is_none()
    }
}

impl<S: AsRef<str>> FromIterator<S> for Names {
    fn from_iter<I: IntoIterator<Item = S>>(names: I) -> Self {
        let mut all = Names::default();
        names.into_iter().for_each(|name| all.insert(name.as_ref()));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flaw(text: &str) -> Option<Flaw> {
        id_flaw(&CustomerId::new(text).unwrap_or_else(|| panic!("{text} is an id")))
    }

    #[test]
    fn what_windows_takes_for_a_device_is_no_new_id() {
        for bad in ["con", "prn", "aux", "nul", "com0", "com1", "com9", "lpt1", "lpt9"] {
            assert_eq!(flaw(bad), Some(Flaw::Reserved), "{bad}");
        }
        for good in ["cons", "com", "lpt", "com10", "con-2", "auxil", "null", "a-con", "公司-con"] {
            assert_eq!(flaw(good), None, "{good}");
        }
        for (name, want) in [
            ("CON", Some(Flaw::Reserved)),
            ("con.backup", Some(Flaw::Reserved)),
            ("com¹", Some(Flaw::Reserved)),
            ("eu.", Some(Flaw::Ending)),
            ("eu ", Some(Flaw::Ending)),
            ("a:b", Some(Flaw::Sign)),
            ("a?", Some(Flaw::Sign)),
            ("Mu\u{308}nchen", Some(Flaw::InParts)),
            ("München", None),
            ("华东 区", None),
        ] {
            assert_eq!(folder_flaw(name), want, "{name}");
        }
    }

    #[test]
    fn a_word_is_of_one_of_the_scripts_that_look_alike() {
        for bad in ["аcme", "acmе", "αcme", "мueller", "xх-gmbh", "ok-аb"] {
            assert_eq!(flaw(bad), Some(Flaw::Mixed), "{bad}");
        }
        for good in ["завод-abc", "завод", "αβγ", "宏达abc", "ａcme", "müller", "łódź", "3м", "日本カナ-gmbh"]
        {
            assert_eq!(flaw(good), None, "{good}");
        }
        assert_eq!(flaw("mu\u{308}ller"), Some(Flaw::InParts));
    }

    #[test]
    fn one_name_clashes_with_another() {
        let names: Names = ["acme", "coco", "müller", "strasse", "宏达", "bern", "x-1"].into_iter().collect();
        for (name, want) in [
            ("acme", None),
            ("сосо", Some((Clash::LookAlike, "coco"))),
            ("асме", None), // м is not an m
            ("mu\u{308}ller", Some((Clash::SameFile, "müller"))),
            ("straße", Some((Clash::SameFile, "strasse"))),
            ("ſtrasse", Some((Clash::SameFile, "strasse"))),
            ("bem", None),
            ("x-l", None),
            ("宏達", None),
            ("bеrn", Some((Clash::LookAlike, "bern"))),
            ("muller", None),
        ] {
            assert_eq!(names.clash(name), want, "{name}");
        }
        assert!(!names.admits(&CustomerId::new("acme").expect("an id")), "it is taken");
        assert!(names.admits(&CustomerId::new("acme-2").expect("an id")));
    }
}
