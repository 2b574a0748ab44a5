//! What makes two spellings one name, and an id out of a name.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::{CustomerId, hanzi, pinyin, place};

/// Legal forms that say nothing of who the customer is. Longer ones first: the first that fits at
/// the end is taken off, and then the next.
const LEGAL_FORMS: &[&str] = &[
    "股份有限公司",
    "有限责任公司",
    "集团有限公司",
    "有限公司",
    "股份公司",
    "集团公司",
    "总公司",
    "分公司",
    "責任有限公司",
    "股份有限會社",
    "有限會社",
    "株式会社",
    "株式會社",
    "集团",
    "公司",
    "gmbh & co kg",
    "sp z o o",
    "pvt ltd",
    "pte ltd",
    "pty ltd",
    "co ltd",
    "co limited",
    "company limited",
    "private limited",
    "s a de c v",
    "sa de cv",
    "sdn bhd",
    "joint stock company",
    "corporation",
    "incorporated",
    "limited",
    "company",
    "gmbh",
    "ggmbh",
    "mbh",
    "ltda",
    "ltd",
    "llc",
    "llp",
    "inc",
    "corp",
    "plc",
    "pllc",
    "s r l",
    "srl",
    "s p a",
    "spa",
    "s a s",
    "sas",
    "s a",
    "sarl",
    "s l",
    "sl",
    "b v",
    "bv",
    "n v",
    "nv",
    "ag",
    "kg",
    "ohg",
    "ug",
    "e k",
    "ek",
    "oy",
    "ab",
    "as",
    "a s",
    "aps",
    "kft",
    "d o o",
    "doo",
    "ooo",
    "oao",
    "zao",
    "jsc",
    "tbk",
    "pt",
    "k k",
    "kk",
    "co",
    "sa",
];

/// Folds case, width and compatibility forms, and trims: what one types to find a name.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.trim().to_ascii_lowercase();
    }
    text.trim().nfkc().flat_map(char::to_lowercase).collect()
}

/// What of a text is compared where somebody looks for it: folded, in simplified characters, its letters without
/// accents (`muller` for Müller, `c` for Č).
pub fn search_key(text: &str) -> String {
    let folded = fold(text);
    if folded.is_ascii() {
        return folded;
    }
    let mut out = String::with_capacity(folded.len());
    for c in folded.nfd().filter(|c| !is_accent(*c)) {
        match without_accent(c) {
            Some(letters) => out.push_str(letters),
            None => out.push(hanzi::simplified(c)),
        }
    }
    out.nfc().collect()
}

/// What of a text is compared, umlauts without their dots and, where that makes a difference, as two letters.
pub fn search_keys(text: &str) -> Vec<String> {
    let mut keys = vec![search_key(text)];
    if !text.is_ascii() {
        let folded = fold(text);
        let two = umlauts(&folded);
        keys.extend((two != folded).then(|| search_key(&two)));
        keys.dedup();
    }
    keys
}

fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Small letters that no accent can be taken from.
pub fn without_accent(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ı' => "i",
        _ => return None,
    })
}

/// A number of an order, an invoice or a case as it is compared: case, width and blanks make no other one.
pub fn reference_key(reference: &str) -> String {
    fold(reference).split_whitespace().collect()
}

/// The words in which two names of one customer are equal: folded, in simplified characters, without
/// accents, punctuation and legal forms. Umlauts are without their dots (`muller`), and where that
/// makes a difference, as two letters (`mueller`), too.
pub fn bare(name: &str) -> Vec<String> {
    let folded: String = fold(name).chars().map(hanzi::simplified).collect();
    let mut forms = vec![without_legal_form(&words(&folded)), without_legal_form(&words(&umlauts(&folded)))];
    forms.retain(|form| !form.is_empty());
    forms.dedup();
    forms
}

/// An id made from a name: Chinese through pinyin, umlauts as two letters, other accents dropped;
/// other scripts stay as they are. `None` where nothing of the name can stand in an id.
pub fn slug(name: &str) -> Option<CustomerId> {
    let folded = umlauts(&fold(name));
    let stem = without_legal_form(&words(&folded));
    let stem = if stem.is_empty() { words(&folded) } else { stem };
    let mut parts: Vec<String> = Vec::new();
    for word in stem.split_whitespace() {
        let mut latin = String::new();
        let mut run = String::new();
        for c in word.chars() {
            if pinyin::is_hanzi(c) {
                push(&mut parts, &mut latin);
                run.push(c);
            } else {
                read(&mut parts, &mut run);
                latin.push(c);
            }
        }
        push(&mut parts, &mut latin);
        read(&mut parts, &mut run);
    }
    let mut id = String::new();
    for part in parts {
        // Short enough to type and to read in a folder.
        if !id.is_empty() && id.chars().count() + part.chars().count() > 40 {
            break;
        }
        if !id.is_empty() {
            id.push('-');
        }
        id.extend(part.chars().take(60).filter(|c| CustomerId::allows(*c)));
    }
    CustomerId::new(id.trim_matches('-'))
}

fn push(parts: &mut Vec<String>, latin: &mut String) {
    if !latin.is_empty() {
        parts.push(std::mem::take(latin));
    }
}

/// A run of Chinese becomes words of two syllables, the last one of three where one is left over, and none across the
/// place and the trade that a firm's name says: `宏达机械` → `hongda`, `jixie`.
fn read(parts: &mut Vec<String>, run: &mut String) {
    let run = std::mem::take(run);
    // A short run alone is a person's name as often as a firm's.
    let begins_whole = parts.is_empty() && pinyin::begins_with_a_surname(&run);
    let (place, rest) = match place::leading(&run).filter(|_| parts.is_empty()) {
        Some((place, rest)) => (place, rest),
        None => ("", run.as_str()),
    };
    let rest: String = rest.chars().filter(|c| *c != '市').collect();
    group(parts, pinyin::syllables(place, true));
    let begins = begins_whole && place.is_empty() || rest.chars().nth(1) == Some('氏');
    let mut before = String::new();
    for word in pinyin::words(&rest) {
        // How a character is read hangs on the word before it: 五金行.
        let known = pinyin::syllables(&before, begins).len();
        before.push_str(word);
        group(parts, pinyin::syllables(&before, begins).into_iter().skip(known).collect());
    }
}

fn group(parts: &mut Vec<String>, syllables: Vec<String>) {
    // Words of the table of readings are whole ones.
    let is_word = |syllable: &str| syllable.len() > 6;
    let mut groups: Vec<(String, usize)> = Vec::new();
    for syllable in syllables {
        let weight = if is_word(&syllable) { 2 } else { 1 };
        match groups.last_mut() {
            Some((word, taken @ 1)) if weight == 1 => {
                word.push_str(&syllable);
                *taken = 2;
            }
            _ => groups.push((syllable, weight)),
        }
    }
    if let [.., (_, 2), (_, 1)] = groups.as_slice()
        && groups.len() > 1
    {
        let (alone, _) = groups.pop().unwrap_or_default();
        if let Some((word, _)) = groups.last_mut() {
            word.push_str(&alone);
        }
    }
    parts.extend(groups.into_iter().map(|(word, _)| word));
}

/// By what names are put in order: accents and case don't count, and Chinese comes behind Latin by its pinyin.
pub fn sort_key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    let mut run = String::new();
    let folded = fold(name);
    let letters = folded.nfd().filter(|c| c.is_alphanumeric() || c.is_whitespace());
    for c in letters.filter(|c| !is_combining_mark(*c)) {
        if pinyin::is_hanzi(c) {
            run.push(c);
            continue;
        }
        read_in_order(&mut key, &mut run);
        match c {
            'æ' => key.push_str("ae"),
            'œ' => key.push_str("oe"),
            'ø' => key.push('o'),
            'ß' => key.push_str("ss"),
            'ł' => key.push('l'),
            'đ' | 'ð' => key.push('d'),
            'þ' => key.push_str("th"),
            'ı' => key.push('i'),
            c => key.push(c),
        }
    }
    read_in_order(&mut key, &mut run);
    key
}

/// Each syllable stands behind a sign that comes after all other scripts that are read by their letters.
fn read_in_order(key: &mut String, run: &mut String) {
    for syllable in pinyin::syllables(run, key.is_empty()) {
        key.push('\u{4e00}');
        key.push_str(&syllable);
    }
    run.clear();
}

fn umlauts(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            'ä' | 'æ' => out.push_str("ae"),
            'ö' | 'ø' | 'œ' => out.push_str("oe"),
            'ü' => out.push_str("ue"),
            'å' => out.push_str("aa"),
            _ => match without_accent(c) {
                Some(letters) => out.push_str(letters),
                None => out.push(c),
            },
        }
    }
    out
}

/// Folded words without accents and punctuation, one space between them.
fn words(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let folded = fold(name);
    let mut latin = false;
    for c in folded.nfd() {
        if c.is_alphanumeric() {
            latin = c.is_ascii();
            out.push(c);
        } else if unicode_normalization::char::is_combining_mark(c) {
            // Accents of Latin letters go; the marks of other scripts are letters of their own.
            if !latin {
                out.push(c);
            }
        } else if c == '\'' || c == '’' {
        } else if !out.ends_with(' ') && !out.is_empty() {
            out.push(if c == '&' { '&' } else { ' ' });
        }
    }
    out.nfc().collect::<String>().replace('&', " & ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words without the legal form at their end.
pub fn without_legal_form(words: &str) -> String {
    let mut rest = words.trim().to_owned();
    loop {
        let shorter = LEGAL_FORMS.iter().find_map(|form| {
            let stem = rest.strip_suffix(form)?;
            let whole_word = stem.ends_with(' ') || !form.is_ascii();
            (whole_word && !stem.trim().is_empty()).then(|| stem.trim_end_matches([' ', '&']).to_owned())
        });
        match shorter {
            Some(stem) => rest = stem,
            None => return rest,
        }
    }
}

#[cfg(test)]
mod tests;
