//! Whether two names are of one person.

use crate::model::{hanzi, pinyin};

/// How men, and women, are addressed; who changes from one to the other is somebody else.
const MEN: &[&str] = &["herr", "hr", "mr", "sir", "monsieur", "senor", "señor", "signor", "sig", "先生"];
const WOMEN: &[&str] = &[
    "frau", "fr", "mrs", "ms", "miss", "madame", "mme", "mlle", "senora", "señora", "sra", "signora", "女士",
    "小姐",
];
/// What else stands beside a name and is none.
const TITLES: &[&str] = &["dr", "prof", "professor", "ing", "dipl", "med", "phd", "mba", "经理", "总"];
/// What tells apart two of one name.
const AGES: &[&str] = &["jr", "jun", "junior", "sen", "senior", "ii", "iii"];

/// A name taken apart.
#[derive(Debug, Default)]
struct Name {
    words: Vec<String>,
    is_man: bool,
    is_woman: bool,
    ages: Vec<String>,
}

impl Name {
    fn of(name: &str) -> Self {
        let mut found = Name::default();
        let lower = name.to_lowercase();
        for word in lower.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()) {
            // In Chinese it stands behind the name, without a space.
            let titles = MEN.iter().chain(WOMEN).chain(TITLES);
            let behind = titles.copied().filter(|title| !title.is_ascii() && word.ends_with(title)).max();
            let (word, title) = match behind {
                Some(title) => (&word[..word.len() - title.len()], title),
                None => (word, word),
            };
            found.is_man |= MEN.contains(&title);
            found.is_woman |= WOMEN.contains(&title);
            if AGES.contains(&word) {
                found.ages.push(word.to_owned());
            } else if !word.is_empty() && ![MEN, WOMEN, TITLES].iter().any(|titles| titles.contains(&word)) {
                found.words.push(word.to_owned());
            }
        }
        found
    }

    fn has(&self, word: &str, is_like: fn(&str, &str) -> bool) -> bool {
        self.words.iter().any(|own| is_like(own, word))
    }
}

/// Whether two names are one, written in another way or with more of it: a title, a surname or a first name in
/// common is not enough, but for a first name that got its surname.
pub(crate) fn are_of_one(old: &str, new: &str) -> bool {
    let (old, new) = (Name::of(old), Name::of(new));
    let is_other = (old.is_man && new.is_woman) || (old.is_woman && new.is_man) || old.ages != new.ages;
    let (short, long) = if old.words.len() <= new.words.len() { (&old, &new) } else { (&new, &old) };
    if is_other || !short.words.iter().all(|word| long.has(word, is_written_like)) {
        return false;
    }
    match &short.words[..] {
        [] => false,
        // A Chinese surname alone.
        [one] if !one.is_ascii() && one.chars().count() == 1 => false,
        [one] if long.words.len() > 1 => {
            let is_called = short.is_man || short.is_woman;
            !is_called && long.words.first().is_some_and(|first| is_written_like(first, one))
        }
        _ => true,
    }
}

/// Whether two names may be one person's: a word of them is the same, or was written in another way or in another
/// script. In Chinese the surname is such a word: 王经理 is who turns out to be 王小丽, or Wang Xiaoli.
pub(super) fn have_a_word_in_common(old: &str, new: &str) -> bool {
    let (old, new) = (Name::of(old), Name::of(new));
    let is_read = |one: &Name, other: &Name| {
        let words = one.words.iter().filter_map(|word| chinese(word));
        words.flat_map(|name| name.readings()).any(|reading| other.words.contains(&reading))
    };
    let surnames = |name: &Name| -> Vec<char> {
        name.words.iter().filter_map(|word| chinese(word)).map(|name| name.surname).collect()
    };
    let (old_surnames, new_surnames) = (surnames(&old), surnames(&new));
    new.words.iter().any(|word| old.has(word, is_like))
        || new_surnames.iter().any(|surname| old_surnames.contains(surname))
        || is_read(&old, &new)
        || is_read(&new, &old)
}

/// A name in Chinese characters.
struct Chinese {
    surname: char,
    syllables: Vec<String>,
}

/// That of a word, without what stands before a surname alone (小王).
fn chinese(word: &str) -> Option<Chinese> {
    let letters: Vec<char> = word.chars().map(hanzi::simplified).collect();
    let letters = match letters.as_slice() {
        ['小' | '老' | '阿', surname] => std::slice::from_ref(surname),
        letters => letters,
    };
    let surname = letters.first().copied().filter(|_| letters.iter().all(|c| pinyin::is_hanzi(*c)))?;
    Some(Chinese { surname, syllables: pinyin::syllables(&letters.iter().collect::<String>(), true) })
}

impl Chinese {
    /// As it is typed with Latin letters: the surname, the given name, both as one.
    fn readings(&self) -> Vec<String> {
        let given = self.syllables.get(1..).unwrap_or_default().concat();
        let surname = self.syllables.first().cloned().unwrap_or_default();
        let all = [format!("{surname}{given}"), format!("{given}{surname}"), surname, given];
        all.iter().filter(|reading| !reading.is_empty()).flat_map(|reading| pinyin::typed(reading)).collect()
    }
}

/// Whether a mailbox may be one person's under both names, where that one was taken out elsewhere: it bears a word
/// of the old name, which is not its house's, or the initials of either.
pub(super) fn may_have_mailbox(old: &str, new: &str, address: &str) -> bool {
    let address = address.to_lowercase();
    let (mailbox, house) = address.split_once('@').unwrap_or((&address, ""));
    let letters: String = mailbox.chars().filter(|sign| sign.is_alphabetic()).collect();
    let (old, new) = (Name::of(old), Name::of(new));
    let bears = |word: &String| word.chars().count() > 2 && mailbox.contains(word) && !house.contains(word);
    let is_short = |name: &Name| {
        let spoken = |word: &String| chinese(word).map_or_else(|| vec![word.clone()], |name| name.syllables);
        let initials: Vec<char> =
            name.words.iter().flat_map(spoken).filter_map(|word| word.chars().next()).collect();
        let turned = initials.iter().skip(1).chain(initials.first());
        initials.len() > 1
            && (letters == initials.iter().collect::<String>() || letters == turned.collect::<String>())
    };
    old.words.iter().any(bears) || is_short(&old) || is_short(&new)
}

/// Whether a mailbox is its own who has a new name: it bears that, or what both names are. One that bears a
/// surname may be the whole family's, or the house's that has its name.
pub(super) fn has_mailbox(old: &str, new: &str, address: &str) -> bool {
    let address = address.to_lowercase();
    let (mailbox, house) = address.split_once('@').unwrap_or((&address, ""));
    let bears = |word: &&String| word.chars().count() > 2 && mailbox.contains(word.as_str());
    let (old, new) = (Name::of(old), Name::of(new));
    let is_new = |word: &&String| bears(word) && !old.words.contains(word) && !house.contains(word.as_str());
    let is_theirs = new.words.iter().any(|word| bears(&word) && old.words.contains(word));
    new.words.iter().any(|word| is_new(&word)) || (is_theirs && old.words.iter().filter(bears).count() > 1)
}

/// Whether a text says more than a single word does: Chinese and Japanese have no blanks between theirs, and hardly a
/// word of more than three signs that isn't somebody's own.
pub(crate) fn is_more_than_a_word(text: &str) -> bool {
    let is_sign = |c: &char| pinyin::is_hanzi(*c) || ('\u{3040}'..='\u{30ff}').contains(c);
    text.trim().contains(char::is_whitespace) || text.chars().filter(is_sign).count() > 3
}

/// Whether a word is another one in another spelling: Ann, Anna, Anne; or its first letter.
fn is_written_like(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let (length, longest) = (short.chars().count(), long.chars().count());
    let same = one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count();
    let is_spelled_out = length == 1 && short.is_ascii() && same == 1;
    one == other || is_spelled_out || (same >= 3 && same * 4 >= longest * 3)
}

/// Whether a word of a name may be another one, as somebody else writes it.
fn is_like(one: &str, other: &str) -> bool {
    let same = one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count();
    let longest = one.chars().count().max(other.chars().count());
    longest > 0 && (one == other || (same > 1 && same * 2 >= longest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_name_in_common_is_not_the_same_person() {
        for (old, new, want) in [
            ("Herr Bohm", "Herr Cern", false),
            ("Herr Bohm", "Frau Bohm", false),
            ("Herr Bohm", "Klaus Bohm", false),
            ("Bert Bohm", "Klaus Bohm", false),
            ("Bert Bohm", "Bert Cern", false),
            ("Bert Bohm", "Bernd Bohm", false),
            ("Bert Bohm", "Bert Bohm jun.", false),
            ("Anna Li", "Anna Lindner", false),
            ("Dr. Bohm", "Dr. Cern", false),
            ("王先生", "王女士", false),
            ("王先生", "王经理", false),
            ("王伟", "王芳", false),
            ("Herr", "Herr", false),
            ("", "Anna", false),
            ("Anna", "Anna Li", true),
            ("Anna", "Ann", true),
            ("Anna Alt", "Anna Neu-Alt", true),
            ("B. Bohm", "Bert Bohm", true),
            ("Herr Bohm", "Herr Dr. Bohm", true),
            ("Bert Bohm", "Bohm, Bert", true),
            ("王伟", "王伟先生", true),
        ] {
            assert_eq!(are_of_one(old, new), want, "{old}, {new}");
            assert_eq!(are_of_one(new, old), want, "{new}, {old}");
        }
    }

    #[test]
    fn who_was_taken_out_is_asked_for_by_a_part_of_the_name_but_not_by_a_title() {
        for (old, new, want) in [
            ("Herr Bohm", "Herr Cern", false),
            ("王先生", "李先生", false),
            ("Herr Bohm", "Klaus Bohm", true),
            ("Anna Abel", "Anna Meier", true),
            ("王经理", "王小丽", true),
            ("小王", "王小丽", true),
            ("王經理", "老王", true),
            ("王小丽", "Wang Xiaoli", true),
            ("Xiaoli", "王小丽", true),
            ("王小丽", "Li Na", false),
            ("王小丽", "李小丽", false),
        ] {
            assert_eq!(have_a_word_in_common(old, new), want, "{old}, {new}");
        }
    }

    #[test]
    fn a_sentence_is_more_than_a_word_in_any_script() {
        for (text, want) in [
            ("filters", false),
            ("sell filters", true),
            ("等报价", false),
            ("老王离婚了心情不好别催", true),
            ("カタログ送付", true),
        ] {
            assert_eq!(is_more_than_a_word(text), want, "{text}");
        }
    }

    #[test]
    fn a_mailbox_may_be_anothers_by_a_name_or_by_initials() {
        for (old, new, address, want) in [
            ("Bert Bohm", "Robert", "b.bohm@x.example", true),
            ("李工", "王小丽", "wxl@valve.example", true),
            ("Nana", "Dora Doe", "d.d@x.example", true),
            ("Bert Bohm", "Dora Doe", "b@x.example", false),
            ("Bert Bohm", "Dora Doe", "info@bohm.example", false),
            ("Bert Bohm", "Dora Doe", "bohm@bohm.example", false),
        ] {
            assert_eq!(may_have_mailbox(old, new, address), want, "{old}, {new}, {address}");
        }
    }

    #[test]
    fn a_mailbox_is_its_own_who_gave_it_the_name() {
        for (old, new, address, want) in [
            ("Anna Abel", "Anna Meier", "anna.abel@x.example", true),
            ("K", "Karl Berg", "karl@x.example", true),
            ("Bert Bohm", "Klaus Bohm", "bohm@x.example", false),
            ("Frau Abel", "Herr Bohm", "bohm@bohm.example", false),
            ("Herr Bohm", "Herr Cern", "herr@x.example", false),
            ("Herr Bohm", "Herr Cern", "info@x.example", false),
        ] {
            assert_eq!(has_mailbox(old, new, address), want, "{old}, {new}, {address}");
        }
    }
}
