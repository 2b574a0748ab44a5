//! Whether two names are of one person.

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
pub(super) fn are_of_one(old: &str, new: &str) -> bool {
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

/// Whether two names may be one person's: a word of them is the same, or was written in another way.
pub(super) fn have_a_word_in_common(old: &str, new: &str) -> bool {
    let (old, new) = (Name::of(old), Name::of(new));
    new.words.iter().any(|word| old.has(word, is_like))
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
        ] {
            assert_eq!(have_a_word_in_common(old, new), want, "{old}, {new}");
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
