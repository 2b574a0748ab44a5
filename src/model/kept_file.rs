//! A picture or a paper that a log keeps beside it.

/// What an entry says of a file that is kept beside its log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeptFile {
    /// Its name, without any folder.
    pub name: String,
    /// The SHA-256 of its bytes: 64 hexadecimal digits.
    pub sha256: String,
    pub bytes: u64,
}

/// So many digits of the hash stand before the name on the disk.
pub const HASH_DIGITS: usize = 12;
/// The longest name, in bytes: with the hash before it every file system takes it.
pub const LONGEST_NAME: usize = 200;

impl KeptFile {
    /// Its name on the disk, in the folder of its customer: equal bytes of one name are one file.
    pub fn stored_name(&self) -> String {
        format!("{}-{}", self.sha256.get(..HASH_DIGITS).unwrap_or(&self.sha256), self.name)
    }

    /// Whether an entry may say so: nothing in it leads to another folder, or to a file of another kind.
    pub fn is_sound(&self) -> bool {
        let is_hash = self.sha256.len() == 64
            && self.sha256.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        is_hash && unsafe_in(&self.name).is_none()
    }
}

/// Why a name is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnsafeName {
    Empty,
    /// It begins with a dot, or ends in one or in a blank.
    Edge,
    /// A sign that some system can't have in a name, or that nobody sees.
    Sign(char),
    TooLong,
    /// It ends as a file that `crm`, git or an editor has for itself.
    Reserved,
}

/// What speaks against a name; nothing where every system can have it.
pub fn unsafe_in(name: &str) -> Option<UnsafeName> {
    const SIGNS: &str = "/\\:*?\"<>|";
    const RESERVED: [&str; 8] = [".yaml", ".yml", ".jsonl", ".crm-tmp", ".orig", ".rej", ".bak", "~"];
    if name.is_empty() {
        return Some(UnsafeName::Empty);
    }
    let is_wrong = |c: &char| c.is_control() || SIGNS.contains(*c) || is_unseen(*c);
    if let Some(sign) = name.chars().find(is_wrong) {
        return Some(UnsafeName::Sign(sign));
    }
    if name.starts_with('.') || name.ends_with(['.', ' ']) || name.starts_with(' ') {
        return Some(UnsafeName::Edge);
    }
    if name.len() > LONGEST_NAME {
        return Some(UnsafeName::TooLong);
    }
    let lower = name.to_lowercase();
    RESERVED.iter().any(|ending| lower.ends_with(ending)).then_some(UnsafeName::Reserved)
}

/// Signs that turn the order of others, or take no room.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_that_every_system_can_have_and_none_of_ours() {
        for (name, want) in [
            ("leak.jpg", None),
            ("合同 2026.pdf", None),
            ("no ending", None),
            ("", Some(UnsafeName::Empty)),
            (".hidden", Some(UnsafeName::Edge)),
            ("..", Some(UnsafeName::Edge)),
            ("end.", Some(UnsafeName::Edge)),
            ("end ", Some(UnsafeName::Edge)),
            ("a/b.jpg", Some(UnsafeName::Sign('/'))),
            ("a\\b.jpg", Some(UnsafeName::Sign('\\'))),
            ("a:b", Some(UnsafeName::Sign(':'))),
            ("a\nb", Some(UnsafeName::Sign('\n'))),
            ("gpj.\u{202e}exe", Some(UnsafeName::Sign('\u{202e}'))),
            ("acme.yaml", Some(UnsafeName::Reserved)),
            ("acme.log.JSONL", Some(UnsafeName::Reserved)),
            ("x.bak", Some(UnsafeName::Reserved)),
            ("x~", Some(UnsafeName::Reserved)),
        ] {
            assert_eq!(unsafe_in(name), want, "{name:?}");
        }
        assert_eq!(unsafe_in(&"长".repeat(67)), Some(UnsafeName::TooLong));
        assert_eq!(unsafe_in(&"长".repeat(66)), None);
    }

    #[test]
    fn it_is_found_on_the_disk_by_its_hash_and_its_name() {
        let kept = KeptFile { name: "leak.jpg".into(), sha256: "0123456789ab".repeat(5) + "0123", bytes: 3 };
        assert_eq!(kept.stored_name(), "0123456789ab-leak.jpg");
        assert!(kept.is_sound());
        for (name, sha256) in
            [("../leak.jpg", &*kept.sha256), ("leak.jpg", "0123"), ("leak.jpg", "../../../../x")]
        {
            let wrong = KeptFile { name: name.into(), sha256: sha256.into(), bytes: 3 };
            assert!(!wrong.is_sound(), "{name} {sha256}");
        }
    }
}
